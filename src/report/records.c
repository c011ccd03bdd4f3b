/*
 * Records as they are: a list of those that match, one in full, and the
 * meetings.
 */
#include "internal.h"

/* Bytes of a wording in a list's last column. */
#define LIST_WORDING 120

static void cell(struct ari_report *report, const char *text, bool header)
{
	ari_report_cell(report, ari_str_from(text), header);
}

static void open_table(struct ari_report *report, const char *const *heads)
{
	ari_report_open(report, ARI_REPORT_TABLE);
	ari_report_open(report, ARI_REPORT_ROW);
	for (; *heads; heads++)
		cell(report, *heads, true);
	ari_report_close(report);
}

static void put_due(struct ari_report *report, const struct ari_record *record)
{
	struct ari_milestone milestones[8];
	size_t count = ari_record_milestones(milestones, 8, record);

	ari_report_open(report, ARI_REPORT_CELL);
	for (size_t i = 0; i < count && i < 8; i++) {
		if (i)
			ari_report_puts(report, ", ");
		ari_report__when(report, &milestones[i].due);
	}
	if (count > 8)
		ari_report_puts(report, ", …");
	ari_report_close(report);
}

static void put_status(struct ari_report *report, const struct ari_listed *item)
{
	const struct ari_record *record = item->record;

	ari_report_open(report, ARI_REPORT_CELL);
	if (record->kind == ARI_RECOMMENDATION)
		ari_report_puts(report, "Recommendation");
	else
		ari_report_puts(report, ari_status_title(record->status));
	if (item->overdue) {
		ari_report_puts(report, ", ");
		ari_report_badge(report, ARI_TONE_BAD, "overdue");
	}
	ari_report_close(report);
}

static void put_listed(struct ari_report *report, const struct ari_listed *item,
		       const struct ari_register *reg)
{
	const struct ari_record *record = item->record;

	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, record->ref.text, true);
	put_due(report, record);
	put_status(report, item);
	ari_report_open(report, ARI_REPORT_CELL);
	if (record->bodies.node)
		ari_report__value(report, reg, "bodies", record->bodies.node);
	ari_report_close(report);
	ari_report_cell(
	    report,
	    ari_report__brief(report, ari_record_wording(record), LIST_WORDING),
	    false);
	ari_report_close(report);
}

/* One table a plan: its id heads what PLAN#REF needs of it. */
static void open_plan(struct ari_report *report, const struct ari_plan *plan)
{
	static const char *const heads[] = {"Ref",	 "Due",	    "Status",
					    "Committee", "Wording", NULL};

	ari_report_open_heading(report, 2);
	ari_report_text(report, plan->id.text);
	ari_report_puts(report, ": ");
	ari_report_text(report,
			ari_report__brief(report, plan->title.text, 200));
	ari_report_close(report);
	open_table(report, heads);
}

void ari_views_list(struct ari_report *report, const struct ari_listed *items,
		    size_t count, const struct ari_register *reg)
{
	const struct ari_plan *plan = NULL;

	for (size_t i = 0; i < count && !report->failed; i++) {
		if (items[i].record->plan != plan) {
			if (plan)
				ari_report_close(report);
			plan = items[i].record->plan;
			open_plan(report, plan);
		}
		put_listed(report, &items[i], reg);
	}
	if (plan)
		ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_printf(report, "%zu record%s.", count,
			  count == 1 ? "" : "s");
	ari_report_close(report);
}

static void field_row(struct ari_report *report, struct ari_str name)
{
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, name, true);
	ari_report_open(report, ARI_REPORT_CELL);
}

static void close_row(struct ari_report *report)
{
	ari_report_close(report);
	ari_report_close(report);
}

static void put_leads(struct ari_report *report,
		      const struct ari_record *record,
		      const struct ari_register *reg, bool names)
{
	for (size_t i = 0; i < record->leads.count; i++) {
		const struct ari_post *post =
		    ari_register_post(reg, record->leads.items[i].text);

		if (i)
			ari_report_puts(report, ", ");
		ari_report_text(report, post && post->post.text.len
					    ? post->post.text
					    : record->leads.items[i].text);
		if (!names || !post || !post->holder.text.len)
			continue;
		ari_report_puts(report, " (");
		ari_report_text(report, post->holder.text);
		ari_report_puts(report, ")");
	}
}

static bool is_long(const struct ari_field *field)
{
	struct ari_str name = ari_str_from(field->name);

	return ari_str_is(name, "update") || ari_str_is(name, "ref") ||
	       ari_str_is(name, "action") || ari_str_is(name, "recommendation");
}

static void put_fields(struct ari_report *report,
		       const struct ari_record *record,
		       const struct ari_register *reg, bool names)
{
	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		const struct ari_node *node;

		if (!(f->applies & record->kind) || is_long(f))
			continue;
		node = ari_record_node(record, f);
		if (!node)
			continue;
		field_row(report, ari_str_from(f->title));
		if (f->offset == offsetof(struct ari_record, leads))
			put_leads(report, record, reg, names);
		else
			ari_report__value(report, reg, f->name, node);
		close_row(report);
	}
	for (size_t i = 0; i < record->extras.count; i++) {
		field_row(report, ari_node_text(record->extras.items[i].key));
		ari_report__value(report, reg, "",
				  record->extras.items[i].value);
		close_row(report);
	}
}

void ari_views_record(struct ari_report *report,
		      const struct ari_record *record,
		      const struct ari_register *reg, bool names, int32_t day)
{
	struct ari_days overdue;

	ari_report_open_heading(report, 1);
	ari_report_text(report, record->plan->id.text);
	ari_report_puts(report, "#");
	ari_report_text(report, record->ref.text);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_text(report, ari_record_wording(record));
	ari_report_close(report);
	if (day != ARI_DAY_MIN && ari_record_overdue(&overdue, record, day)) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_badge(report, ARI_TONE_BAD, "Overdue");
		ari_report_puts(report, " at ");
		ari_report__day(report, day);
		ari_report_puts(report, ".");
		ari_report_close(report);
	}
	ari_report_open(report, ARI_REPORT_TABLE);
	put_fields(report, record, reg, names);
	ari_report_close(report);
	if (!record->update.text.len)
		return;
	ari_report_heading(report, 2, ARI_STR("Update"));
	ari_report_inline(report, ARI_REPORT_PROSE, record->update.text);
}

static void put_meeting(struct ari_report *report,
			const struct ari_meeting *meeting)
{
	const struct ari_cycle *cycle = meeting->cycle;

	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, meeting->id, true);
	ari_report_cell(report, cycle ? cycle->body.text : ARI_STR(""), false);
	ari_report_open(report, ARI_REPORT_CELL);
	if (cycle)
		ari_report__when(report, &cycle->meeting);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	if (cycle)
		ari_report__when(report, &cycle->period);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	if (!meeting->tag)
		ari_report_puts(report, "open");
	else
		ari_report_printf(
		    report, "closed%s%s",
		    meeting->tag->annotated ? "" : ", by a lightweight tag",
		    cycle ? "" : ", not in the register");
	ari_report_close(report);
	ari_report_close(report);
}

void ari_views_meetings(struct ari_report *report,
			const struct ari_meetings *meetings)
{
	static const char *const heads[] = {"Cycle",  "Body",  "Meeting",
					    "Period", "State", NULL};

	if (!meetings->count) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_puts(report, "The register names no cycles.");
		ari_report_close(report);
		return;
	}
	open_table(report, heads);
	for (size_t i = 0; i < meetings->count; i++)
		put_meeting(report, &meetings->items[i]);
	ari_report_close(report);
}
