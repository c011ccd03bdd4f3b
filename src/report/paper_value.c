/*
 * What stands in one cell of an action's row: milestones as a council
 * prints them, leads as posts, why the row is there and what moved.
 */
#include "paper.h"

#include <string.h>

void ari_report__buf_text(struct ari_report *report, struct ari_buf *buf)
{
	struct ari_str copy = ari_arena_dup(report->arena, ari_buf_view(buf));

	report->failed |= buf->failed || !copy.ptr;
	ari_buf_release(buf);
	ari_report_text(report, copy);
}

/* Whether a milestone is named by nothing but its date. */
static bool named_by_date(const struct ari_milestone *milestone)
{
	struct ari_prose_date found[ARI_PROSE_DATES];
	struct ari_str what = ari_str_trim(milestone->what.text);
	struct ari_days days = milestone->due.date.days;

	return what.len && ari_prose_dates(found, what, days.lo) == 1 &&
	       !found[0].start && found[0].end == what.len &&
	       found[0].days.lo == days.lo && found[0].days.hi == days.hi;
}

void ari_paper_print_milestones(struct ari_buf *out,
				const struct ari_record *record)
{
	const struct ari_milestones *list = &record->milestones;
	bool bare = true;

	if (!list->count) {
		if (record->due.date.kind)
			ari_date_print(out, &record->due.date);
		else
			ari_buf_str(out, record->due.text);
		return;
	}
	for (size_t i = 0; i < list->count; i++) {
		const struct ari_milestone *m = &list->items[i];
		bool plain = !m->what.text.len || named_by_date(m);

		if (i)
			ari_buf_puts(out, plain && bare ? " & " : "; ");
		if (!plain) {
			ari_buf_str(out, m->what.text);
			ari_buf_byte(out, ' ');
		}
		if (m->due.date.kind)
			ari_date_print(out, &m->due.date);
		else
			ari_buf_str(out, m->due.text);
		bare = plain;
	}
}

static void put_values(struct ari_report *report,
		       const struct ari_values *values, const char *between)
{
	for (size_t i = 0; i < values->count; i++) {
		if (i)
			ari_report_puts(report, between);
		ari_report_text(
		    report,
		    ari_report__brief(report, values->items[i].text, SIZE_MAX));
	}
}

void ari_report__paper_leads(struct ari_report *report,
			     const struct ari_paper *paper,
			     const struct ari_record *record)
{
	for (size_t i = 0; i < record->leads.count; i++) {
		struct ari_str id = record->leads.items[i].text;
		const struct ari_post *post = ari_register_post(paper->reg, id);

		if (i)
			ari_report_puts(report, "; ");
		ari_report_text(
		    report, post && post->post.text.len ? post->post.text : id);
		if (!paper->request.options.names || !post ||
		    !post->holder.text.len)
			continue;
		ari_report_puts(report, " (");
		ari_report_text(report, post->holder.text);
		ari_report_puts(report, ")");
	}
}

static void put_ref(struct ari_report *report, const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	(void)paper;
	ari_report_text(report, row->record->ref.text);
}

static void put_recommendations(struct ari_report *report,
				const struct ari_paper *paper,
				const struct ari_paper_row *row)
{
	const struct ari_values *refs = &row->record->recommendations;
	bool any = false;

	for (size_t i = 0; i < refs->count; i++) {
		struct ari_str ref = refs->items[i].text;
		const struct ari_record *record =
		    ari_plan_find(row->record->plan, ref);

		if (ari_paper_hides(paper, row->record->plan, ref))
			continue;
		ari_report_puts(report, any ? "; " : "");
		ari_report_inline(report, ARI_REPORT_STRONG, ref);
		any = true;
		if (!record)
			continue;
		ari_report_puts(report, " ");
		ari_report_text(
		    report, ari_report__brief(
				report, ari_record_wording(record), SIZE_MAX));
	}
}

static void put_action(struct ari_report *report, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	ari_report_text(
	    report,
	    ari_report__brief(report, row->record->action.text, SIZE_MAX));
}

static void put_milestone(struct ari_report *report,
			  const struct ari_paper *paper,
			  const struct ari_paper_row *row)
{
	struct ari_buf buf;

	(void)paper;
	ari_buf_init(&buf, NULL);
	ari_paper_print_milestones(&buf, row->record);
	if (buf.len)
		ari_report__buf_text(report, &buf);
	ari_buf_release(&buf);
}

static void put_committee(struct ari_report *report,
			  const struct ari_paper *paper,
			  const struct ari_paper_row *row)
{
	(void)paper;
	put_values(report, &row->record->bodies, ", ");
}

static void put_lead(struct ari_report *report, const struct ari_paper *paper,
		     const struct ari_paper_row *row)
{
	ari_report__paper_leads(report, paper, row->record);
}

static void put_success(struct ari_report *report,
			const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	(void)paper;
	put_values(report, &row->record->success, "; ");
}

static void put_baseline(struct ari_report *report,
			 const struct ari_paper *paper,
			 const struct ari_paper_row *row)
{
	struct ari_str text = row->record->baseline.text;

	(void)paper;
	if (text.len)
		ari_report_text(report,
				ari_report__brief(report, text, SIZE_MAX));
}

static enum ari_tone status_tone(enum ari_status status)
{
	switch (status) {
	case ARI_STATUS_COMPLETED:
		return ARI_TONE_GOOD;
	case ARI_STATUS_NONE:
	case ARI_STATUS_PAUSED:
		return ARI_TONE_WARN;
	case ARI_STATUS_WITHDRAWN:
	case ARI_STATUS_SUPERSEDED:
		return ARI_TONE_MUTED;
	default:
		return ARI_TONE_PLAIN;
	}
}

static void put_status(struct ari_report *report, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	const struct ari_record *record = row->record;

	(void)paper;
	ari_report_badge(report, status_tone(record->status),
			 ari_status_title(record->status));
	if (record->done.node) {
		ari_report_puts(report, " ");
		ari_report__when(report, &record->done);
	}
}

static void put_update(struct ari_report *report, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	if (row->record->update.text.len)
		ari_report_inline(report, ARI_REPORT_PROSE,
				  row->record->update.text);
}

static void put_themes(struct ari_report *report, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	put_values(report, &row->record->themes, ", ");
}

static void put_evidence(struct ari_report *report,
			 const struct ari_paper *paper,
			 const struct ari_paper_row *row)
{
	(void)paper;
	put_values(report, &row->record->evidence, "; ");
}

/* -- why, and what moved -- */

static void put_why(struct ari_report *report, const struct ari_paper_row *row)
{
	bool any = false;

	for (unsigned bit = 0; bit < ARI_PAPER_WHYS; bit++) {
		if (!(row->why & (1U << bit)))
			continue;
		ari_report_puts(report, any ? ", " : "");
		ari_report_inline(report, ARI_REPORT_STRONG,
				  ari_str_from(ari_paper_why_title(bit)));
		any = true;
	}
	ari_report_puts(report, ". ");
}

/* An update's words stand in their own column already. */
static void put_movement(struct ari_report *report,
			 const struct ari_paper *paper,
			 const struct ari_movement *m)
{
	if (m->kind == ARI_MOVE_UPDATED && !strcmp(m->field, "update"))
		ari_report_badge(report, ARI_TONE_PLAIN,
				 ari_movement_title(m->kind));
	else
		ari_report__movement(report, paper->reg, m);
	ari_report_puts(report, ". ");
}

static void put_moved(struct ari_report *report, const struct ari_paper *paper,
		      const struct ari_paper_row *row)
{
	const struct ari_record_change *change = row->change;

	put_why(report, row);
	if (row->opened)
		ari_report_puts(report, "Open to the public since last time. ");
	for (size_t i = 0; i < change->exception_count; i++) {
		if (change->exceptions[i].kind == ARI_EXCEPT_NO_CHANGE)
			continue;
		ari_report__exception(report, &change->exceptions[i]);
		ari_report_puts(report, ". ");
	}
	for (size_t i = 0; i < change->movement_count; i++)
		put_movement(report, paper, &change->movements[i]);
	if (!change->movement_count && !row->opened) {
		ari_report_badge(report, ARI_TONE_MUTED, "No change");
		ari_report_puts(report, ".");
	}
}

static void (*const values[ARI_PAPER_COLUMNS])(struct ari_report *,
					       const struct ari_paper *,
					       const struct ari_paper_row *) = {
    [ARI_PAPER_REF] = put_ref,
    [ARI_PAPER_RECOMMENDATION] = put_recommendations,
    [ARI_PAPER_ACTION] = put_action,
    [ARI_PAPER_MILESTONE] = put_milestone,
    [ARI_PAPER_COMMITTEE] = put_committee,
    [ARI_PAPER_LEAD] = put_lead,
    [ARI_PAPER_SUCCESS] = put_success,
    [ARI_PAPER_BASELINE] = put_baseline,
    [ARI_PAPER_STATUS] = put_status,
    [ARI_PAPER_UPDATE] = put_update,
    [ARI_PAPER_THEMES] = put_themes,
    [ARI_PAPER_EVIDENCE] = put_evidence,
    [ARI_PAPER_MOVED] = put_moved,
};

void ari_report__paper_value(struct ari_report *report,
			     const struct ari_paper *paper,
			     const struct ari_paper_row *row,
			     enum ari_paper_column column)
{
	const struct ari_report_node *last =
	    report->at ? report->at->last : NULL;

	values[column](report, paper, row);
	if (!report->failed && report->at->last == last)
		ari_report_puts(report, "none given");
}
