/*
 * The actions of one plan in a paper: a table a section, or a list an
 * action; and, so that nothing is left out unsaid, what is not listed.
 */
#include "paper.h"

/* Bytes of an action's wording in the heading of its list. */
#define HEADING_BYTES 72

void ari_report__column_title(struct ari_report *report,
			      const struct ari_paper *paper,
			      const struct ari_plan *plan,
			      enum ari_paper_column column)
{
	ari_report_text(report, paper->form.column_titles[column]);
	if (column != ARI_PAPER_BASELINE || !plan->baseline_as_of.date.kind)
		return;
	ari_report_puts(report, " (");
	ari_report__when(report, &plan->baseline_as_of);
	ari_report_puts(report, ")");
}

static void put_columns(struct ari_report *report,
			const struct ari_paper *paper,
			const struct ari_plan *plan)
{
	const struct ari_paper_template *form = &paper->form;

	ari_report_open(report, ARI_REPORT_ROW);
	for (size_t i = 0; i < form->column_count; i++) {
		ari_report_open_header(report);
		ari_report__column_title(report, paper, plan, form->columns[i]);
		ari_report_close(report);
	}
	ari_report_close(report);
}

static void put_row(struct ari_report *report, const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	const struct ari_paper_template *form = &paper->form;

	ari_report_open(report, ARI_REPORT_ROW);
	for (size_t i = 0; i < form->column_count; i++) {
		if (form->columns[i] == ARI_PAPER_REF)
			ari_report_open_header(report);
		else
			ari_report_open(report, ARI_REPORT_CELL);
		ari_report__paper_value(report, paper, row, form->columns[i]);
		ari_report_close(report);
	}
	ari_report_close(report);
}

/* One action as a heading, a line a column, and the update below. */
static void put_list(struct ari_report *report, const struct ari_paper *paper,
		     const struct ari_paper_row *row)
{
	const struct ari_paper_template *form = &paper->form;
	bool update = row->record->update.text.len > 0, shown = false;

	ari_report_open_heading(report, 4);
	ari_report_text(report, row->record->ref.text);
	ari_report_puts(report, "  ");
	ari_report_text(
	    report,
	    ari_report__brief(report, row->record->action.text, HEADING_BYTES));
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < form->column_count; i++) {
		enum ari_paper_column column = form->columns[i];

		shown |= column == ARI_PAPER_UPDATE;
		if (column == ARI_PAPER_REF ||
		    (column == ARI_PAPER_UPDATE && update))
			continue;
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report__column_title(report, paper, row->record->plan,
					 column);
		ari_report_puts(report, ": ");
		ari_report__paper_value(report, paper, row, column);
		ari_report_close(report);
	}
	ari_report_close(report);
	if (update && shown)
		ari_report__paper_value(report, paper, row, ARI_PAPER_UPDATE);
}

static struct ari_str section_of(const struct ari_paper_row *row)
{
	return row->record->section.text;
}

/* The listed rows of one section; returns where the next one begins. */
static size_t put_section(struct ari_report *report,
			  const struct ari_paper *paper,
			  const struct ari_paper_plan *plan, size_t at,
			  bool tables)
{
	struct ari_str key = section_of(&plan->rows[at]);
	struct ari_str title = ari_plan_section_title(plan->plan, key);
	struct ari_report_node *table;
	bool open = false;

	for (; at < plan->row_count &&
	       ari_str_eq(section_of(&plan->rows[at]), key);
	     at++) {
		if (!plan->rows[at].why)
			continue;
		if (!open) {
			ari_report_heading(
			    report, 3, title.len ? title : ARI_STR("Actions"));
			table = tables
				    ? ari_report_open(report, ARI_REPORT_TABLE)
				    : NULL;
			if (table) {
				table->text =
				    title.len ? title : plan->plan->title.text;
				put_columns(report, paper, plan->plan);
			}
			open = true;
		}
		if (tables)
			put_row(report, paper, &plan->rows[at]);
		else
			put_list(report, paper, &plan->rows[at]);
	}
	if (open && tables)
		ari_report_close(report);
	return at;
}

/* What left the plan, or went to another one. */
static void put_removed(struct ari_report *report,
			const struct ari_paper *paper,
			const struct ari_paper_plan *plan)
{
	bool any = false;

	for (size_t i = 0; i < plan->change->record_count; i++) {
		const struct ari_record_change *change =
		    &plan->change->records[i];

		if (change->new && change->new->plan == plan->plan)
			continue;
		if (!any) {
			ari_report_heading(report, 3,
					   ARI_STR("Left this plan"));
			ari_report_open(report, ARI_REPORT_LIST);
		}
		any = true;
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report_inline(report, ARI_REPORT_STRONG,
				  change->old->ref.text);
		ari_report_puts(report, " ");
		ari_report_text(
		    report,
		    ari_report__brief(report, ari_record_wording(change->old),
				      SIZE_MAX));
		for (size_t k = 0; k < change->movement_count; k++) {
			ari_report_puts(report, ". ");
			ari_report__movement(report, paper->reg,
					     &change->movements[k]);
		}
		ari_report_close(report);
	}
	if (any)
		ari_report_close(report);
}

static void put_unlisted(struct ari_report *report,
			 const struct ari_paper_plan *plan)
{
	size_t count = plan->row_count - plan->listed;
	bool any = false;

	if (!count)
		return;
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_printf(report,
			  "%zu open action%s of this plan %s not listed, being "
			  "neither due, overdue, under way nor changed: ",
			  count, count == 1 ? "" : "s",
			  count == 1 ? "is" : "are");
	for (size_t i = 0; i < plan->row_count; i++) {
		if (plan->rows[i].why)
			continue;
		ari_report_puts(report, any ? ", " : "");
		ari_report_text(report, plan->rows[i].record->ref.text);
		any = true;
	}
	ari_report_puts(report, ".");
	ari_report_close(report);
}

static void put_plan_movements(struct ari_report *report,
			       const struct ari_paper *paper,
			       const struct ari_plan_change *change)
{
	if (!change->movement_count || !paper->set)
		return;
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < change->movement_count; i++) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report__movement(report, paper->reg, &change->movements[i]);
		ari_report_close(report);
	}
	ari_report_close(report);
}

void ari_report__paper_plan(struct ari_report *report,
			    const struct ari_paper *paper,
			    const struct ari_paper_plan *plan, bool tables)
{
	struct ari_str title = plan->plan->title.text;
	size_t at = 0;

	ari_report_heading(report, 2, title.len ? title : plan->plan->id.text);
	if (plan->plan->narrative.text.len)
		ari_report_inline(report, ARI_REPORT_PROSE,
				  plan->plan->narrative.text);
	put_plan_movements(report, paper, plan->change);
	if (!plan->listed)
		ari_report__paragraph(report, "Nothing in this plan is due, "
					      "overdue, under way or changed.");
	while (at < plan->row_count)
		at = put_section(report, paper, plan, at, tables);
	put_removed(report, paper, plan);
	put_unlisted(report, plan);
}
