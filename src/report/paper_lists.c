/*
 * The sections of a paper that go over all plans: completed, date changes,
 * overdue, due and not updated, drafting, next, sources.
 */
#include "paper.h"

/* Bytes of an action's wording where it only has to be recognised. */
#define BRIEF_BYTES 120

void ari_report__paragraph(struct ari_report *report, const char *text)
{
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, text);
	ari_report_close(report);
}

/* A table that opens with its first row, so that none is ever empty. */
struct table {
	struct ari_report *report;
	const char *const *heads;
	const char *caption;
	bool open;
};

static void put_name(struct ari_report *report, const struct ari_record *record)
{
	ari_report_text(report, record->plan->id.text);
	ari_report_puts(report, "#");
	ari_report_text(report, record->ref.text);
}

static void open_row(struct table *table, const struct ari_record *record)
{
	struct ari_report *report = table->report;
	struct ari_report_node *node;

	if (!table->open) {
		node = ari_report_open(report, ARI_REPORT_TABLE);
		if (node)
			node->text = ari_str_from(table->caption);
		ari_report_open(report, ARI_REPORT_ROW);
		for (const char *const *head = table->heads; *head; head++)
			ari_report_cell(report, ari_str_from(*head), true);
		ari_report_close(report);
		table->open = true;
	}
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_open_header(report);
	put_name(report, record);
	ari_report_close(report);
	ari_report_cell(
	    report,
	    ari_report__brief(report, ari_record_wording(record), BRIEF_BYTES),
	    false);
}

static void close_table(struct table *table, const char *otherwise)
{
	if (table->open)
		ari_report_close(table->report);
	else
		ari_report__paragraph(table->report, otherwise);
}

static void when_cell(struct ari_report *report, const struct ari_when *when)
{
	ari_report_open(report, ARI_REPORT_CELL);
	if (when->node || when->date.kind)
		ari_report__when(report, when);
	else
		ari_report_puts(report, "none");
	ari_report_close(report);
}

static void lead_cell(struct ari_report *report, const struct ari_paper *paper,
		      const struct ari_record *record)
{
	ari_report_open(report, ARI_REPORT_CELL);
	if (record->leads.count)
		ari_report__paper_leads(report, paper, record);
	else
		ari_report_puts(report, "none given");
	ari_report_close(report);
}

/* The first agreed date of a milestone, and what first saw it. */
static void agreed_cells(struct ari_report *report,
			 const struct ari_agreed *agreed)
{
	ari_report_open(report, ARI_REPORT_CELL);
	if (agreed && agreed->first.date.kind) {
		ari_report__when(report, &agreed->first);
		ari_report_puts(report, " (");
		if (agreed->approved)
			ari_report_puts(report, "when it was approved");
		else
			ari_report_text(report, agreed->cycle);
		ari_report_puts(report, ")");
	} else {
		ari_report_puts(report, "none yet");
	}
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report_printf(report, "%u", agreed ? agreed->slips : 0);
	if (agreed && agreed->has_days && agreed->days > 0)
		ari_report_printf(report, ", %d day%s in all", agreed->days,
				  agreed->days == 1 ? "" : "s");
	ari_report_close(report);
}

static const struct ari_agreed *agreed_of(const struct ari_paper_row *row,
					  struct ari_str what)
{
	for (size_t i = 0; i < row->agreed_count; i++)
		if (!what.len ||
		    ari_str_eq(row->agreed[i].milestone.what.text, what))
			return &row->agreed[i];
	return NULL;
}

typedef void row_fn(struct table *table, const struct ari_paper *paper,
		    const struct ari_paper_row *row);

static void each_row(struct table *table, const struct ari_paper *paper,
		     row_fn *fn)
{
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			fn(table, paper, &paper->plans[i].rows[k]);
}

/* -- completed -- */

static void completed_row(struct table *table, const struct ari_paper *paper,
			  const struct ari_paper_row *row)
{
	struct ari_report *report = table->report;
	const struct ari_movement *m =
	    ari_report__moved(row->change, ARI_MOVE_COMPLETED);
	/* A first paper and a new record say what is completed, too. */
	bool new_done = !m && !row->change->old &&
			row->record->status == ARI_STATUS_COMPLETED;

	(void)paper;
	if (!m && !new_done)
		return;
	open_row(table, row->record);
	when_cell(report, &row->record->done);
	ari_report_open(report, ARI_REPORT_CELL);
	if (!m || !m->has_days)
		ari_report_puts(report, "not known");
	else if (m->days > 0)
		ari_report_printf(report, "late by %d day%s", m->days,
				  m->days == 1 ? "" : "s");
	else
		ari_report_puts(report, "in time");
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	if (row->record->evidence.count)
		ari_report__paper_value(report, paper, row, ARI_PAPER_EVIDENCE);
	else
		ari_report_puts(report, "none given");
	ari_report_close(report);
	ari_report_close(report);
}

static void put_completed(struct ari_report *report,
			  const struct ari_paper *paper)
{
	static const char *const heads[] = {"Record",  "Action",   "Done",
					    "In time", "Evidence", NULL};
	struct table table = {
	    report, heads, "Actions completed since the last meeting", false};

	each_row(&table, paper, completed_row);
	close_table(&table, "No action was completed since the last meeting.");
}

/* -- date changes -- */

static bool moves_date(enum ari_movement_kind kind)
{
	switch (kind) {
	case ARI_MOVE_SLIPPED:
	case ARI_MOVE_BROUGHT_FORWARD:
	case ARI_MOVE_WIDENED:
	case ARI_MOVE_DATE_ADDED:
	case ARI_MOVE_DATE_REMOVED:
		return true;
	default:
		return false;
	}
}

/* One side of a date that moved; `due` and a milestone's alike. */
static void value_cell(struct ari_report *report, const struct ari_node *node)
{
	struct ari_when when = {.node = node, .text = ari_node_text(node)};

	if (node && ari_date_parse(&when.date, when.text))
		when.date.kind = ARI_DATE_NONE;
	when_cell(report, &when);
}

static void put_decision(struct ari_report *report,
			 const struct ari_record *record)
{
	const struct ari_decision *d = &record->decision;

	ari_report_open(report, ARI_REPORT_CELL);
	if (d->node) {
		ari_report_text(report, d->body.text);
		if (d->on.node) {
			ari_report_puts(report, ", ");
			ari_report__when(report, &d->on);
		}
		if (d->minute.text.len) {
			ari_report_puts(report, ", minute ");
			ari_report_text(report, d->minute.text);
		}
	} else {
		ari_report_puts(report, "for approval");
	}
	ari_report_close(report);
}

static void date_row(struct table *table, const struct ari_paper *paper,
		     const struct ari_paper_row *row)
{
	struct ari_report *report = table->report;
	const struct ari_record *record = row->record;

	(void)paper;
	for (size_t i = 0; i < row->change->movement_count; i++) {
		const struct ari_movement *m = &row->change->movements[i];

		if (!moves_date(m->kind))
			continue;
		open_row(table, record);
		ari_report_open(report, ARI_REPORT_CELL);
		ari_report_puts(report, ari_movement_title(m->kind));
		if (m->milestone.len) {
			ari_report_puts(report, ": ");
			ari_report_text(report, m->milestone);
		}
		ari_report_close(report);
		value_cell(report, m->before);
		value_cell(report, m->after);
		agreed_cells(report, agreed_of(row, m->milestone));
		ari_report_open(report, ARI_REPORT_CELL);
		if (record->reason.text.len)
			ari_report_text(report, record->reason.text);
		else
			ari_report_puts(report, "none given");
		ari_report_close(report);
		put_decision(report, record);
		ari_report_close(report);
	}
}

static void put_dates(struct ari_report *report, const struct ari_paper *paper)
{
	static const char *const heads[] = {
	    "Record",	    "Action",	     "Movement", "Was",	     "Now",
	    "First agreed", "Times slipped", "Reason",	 "Decision", NULL};
	struct table table = {report, heads,
			      "Dates that moved since the last meeting", false};

	each_row(&table, paper, date_row);
	close_table(&table, "No date moved since the last meeting.");
}

/* -- overdue, and due and not updated -- */

static void overdue_row(struct table *table, const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	struct ari_report *report = table->report;
	const struct ari_agreed *agreed = NULL;

	if (!row->overdue)
		return;
	for (size_t i = 0; i < row->agreed_count && !agreed; i++)
		if (row->agreed[i].milestone.due.date.days.hi >=
		    row->overdue->due.hi)
			agreed = &row->agreed[i];
	open_row(table, row->record);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report__days(report, row->overdue->due);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report_printf(report, "%d day%s", row->overdue->days,
			  row->overdue->days == 1 ? "" : "s");
	if (paper->set)
		ari_report_puts(report,
				row->overdue->newly ? ", newly" : ", still");
	ari_report_close(report);
	agreed_cells(report, agreed);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report__paper_value(report, paper, row, ARI_PAPER_COMMITTEE);
	ari_report_close(report);
	lead_cell(report, paper, row->record);
	ari_report_close(report);
}

static void put_overdue(struct ari_report *report,
			const struct ari_paper *paper)
{
	static const char *const heads[] = {
	    "Record",	  "Action",	     "Due",
	    "Overdue by", "First agreed",    "Times slipped",
	    "Committee",  "Lead officer(s)", NULL};
	struct table table = {report, heads,
			      "Actions past their date and not done", false};

	each_row(&table, paper, overdue_row);
	close_table(&table, "No action is overdue.");
}

static void not_updated_row(struct table *table, const struct ari_paper *paper,
			    const struct ari_paper_row *row)
{
	struct ari_report *report = table->report;

	if (!row->not_updated)
		return;
	open_row(table, row->record);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report__paper_value(report, paper, row, ARI_PAPER_MILESTONE);
	ari_report_close(report);
	lead_cell(report, paper, row->record);
	ari_report_close(report);
}

static void put_not_updated(struct ari_report *report,
			    const struct ari_paper *paper)
{
	static const char *const heads[] = {"Record", "Action", "Milestone",
					    "Lead officer(s)", NULL};
	struct table table = {report, heads,
			      "Actions due in the period without an update",
			      false};

	each_row(&table, paper, not_updated_row);
	close_table(&table,
		    "Every action that was due in the period was updated.");
}

/* -- drafting -- */

static void put_draft_plan(struct ari_report *report,
			   const struct ari_paper *paper,
			   const struct ari_paper_plan *plan, bool *any)
{
	const struct ari_draft_entry *entries;
	size_t count;

	if (ari_views_draft_entries(&entries, &count, plan->change,
				    report->arena, NULL)) {
		report->failed = true;
		return;
	}
	if (!count)
		return;
	*any = true;
	ari_report_heading(report, 3,
			   plan->plan->title.text.len ? plan->plan->title.text
						      : plan->plan->id.text);
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < count && !report->failed; i++)
		ari_report__draft_entry(report, paper->reg, &entries[i]);
	ari_report_close(report);
}

static void put_drafting(struct ari_report *report,
			 const struct ari_paper *paper)
{
	bool any = false;

	for (size_t i = 0; paper->set && i < paper->plan_count; i++)
		put_draft_plan(report, paper, &paper->plans[i], &any);
	if (!paper->set)
		ari_report__paragraph(report, "This is the first paper: what "
					      "the plans say is all new.");
	else if (!any)
		ari_report__paragraph(report,
				      "What the plans say did not change.");
}

/* -- next -- */

static void put_next(struct ari_report *report, const struct ari_paper *paper)
{
	static const char *const heads[] = {"Record", "Action", "Due",
					    "Lead officer(s)", NULL};
	struct table table = {report, heads, "Milestones of the next period",
			      false};

	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "The next period is ");
	ari_report__days(report, paper->next_period);
	ari_report_puts(report, ".");
	ari_report_close(report);
	for (size_t i = 0; i < paper->next_count; i++) {
		const struct ari_paper_next *item = &paper->next[i];

		open_row(&table, item->record);
		ari_report_open(report, ARI_REPORT_CELL);
		ari_report__days(report, item->due);
		ari_report_close(report);
		lead_cell(report, paper, item->record);
		ari_report_close(report);
	}
	close_table(&table, "Nothing is due in it.");
}

/* -- sources -- */

static void put_source(struct ari_report *report, const struct ari_plan *plan)
{
	const struct ari_plan_source *source = &plan->source;

	ari_report_open(report, ARI_REPORT_ITEM);
	ari_report_text(report, plan->title.text.len ? plan->title.text
						     : plan->id.text);
	ari_report_puts(report, ", ");
	ari_report_inline(report, ARI_REPORT_CODE, plan->path);
	if (plan->stage)
		ari_report_printf(report, ", %s", ari_stage_title(plan->stage));
	if (source->body.text.len) {
		ari_report_puts(report, "; in answer to ");
		ari_report_text(report, source->body.text);
	}
	if (source->published.node) {
		ari_report_puts(report, ", published ");
		ari_report__when(report, &source->published);
	} else if (source->onsite.node) {
		ari_report_puts(report, ", on site ");
		ari_report__when(report, &source->onsite);
	}
	ari_report_close(report);
}

static void put_sources(struct ari_report *report,
			const struct ari_paper *paper)
{
	if (!paper->plan_count) {
		ari_report__paragraph(report, "No plan may be published.");
		return;
	}
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < paper->plan_count; i++)
		put_source(report, paper->plans[i].plan);
	ari_report_close(report);
}

static void (*const sections[ARI_PAPER_SECTIONS])(struct ari_report *,
						  const struct ari_paper *) = {
    [ARI_PAPER_SUMMARY] = ari_report__paper_summary,
    [ARI_PAPER_COMPLETED] = put_completed,
    [ARI_PAPER_DATES] = put_dates,
    [ARI_PAPER_OVERDUE] = put_overdue,
    [ARI_PAPER_NOT_UPDATED] = put_not_updated,
    [ARI_PAPER_DRAFTING] = put_drafting,
    [ARI_PAPER_NEXT] = put_next,
    [ARI_PAPER_SOURCES] = put_sources,
};

void ari_report__paper_section(struct ari_report *report,
			       const struct ari_paper *paper,
			       enum ari_paper_section section)
{
	ari_report_heading(report, 2, paper->form.section_titles[section]);
	sections[section](report, paper);
}
