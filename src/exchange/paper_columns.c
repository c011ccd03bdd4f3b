/*
 * The columns of a paper's table for programs: stable keys, dates in their
 * canonical form beside the printed one.
 */
#include "paper_internal.h"

static void put_values(struct ari_buf *out, const struct ari_values *values,
		       const char *between)
{
	for (size_t i = 0; i < values->count; i++) {
		ari_buf_puts(out, i ? between : "");
		ari_buf_str(out, values->items[i].text);
	}
}

static void put_plan(struct ari_buf *out, const struct ari_paper *paper,
		     const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->plan->id.text);
}

static void put_ref(struct ari_buf *out, const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->ref.text);
}

static void put_section(struct ari_buf *out, const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, ari_plan_section_title(row->record->plan,
						row->record->section.text));
}

static void put_recommendations(struct ari_buf *out,
				const struct ari_paper *paper,
				const struct ari_paper_row *row)
{
	const struct ari_values *refs = &row->record->recommendations;
	bool any = false;

	for (size_t i = 0; i < refs->count; i++) {
		if (ari_paper_hides(paper, row->record->plan,
				    refs->items[i].text))
			continue;
		ari_buf_puts(out, any ? ", " : "");
		ari_buf_str(out, refs->items[i].text);
		any = true;
	}
}

static void put_action(struct ari_buf *out, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->action.text);
}

static void put_milestone(struct ari_buf *out, const struct ari_paper *paper,
			  const struct ari_paper_row *row)
{
	(void)paper;
	ari_paper_print_milestones(out, row->record);
}

/* As in the file; of several milestones all, in order. */
static void put_due(struct ari_buf *out, const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	(void)paper;
	for (size_t i = 0; i < row->agreed_count; i++) {
		ari_buf_puts(out, i ? "; " : "");
		ari_buf_str(out, row->agreed[i].milestone.due.text);
	}
}

/* The last day of the last milestone; empty when it has none. */
static void put_deadline(struct ari_buf *out, const struct ari_paper *paper,
			 const struct ari_paper_row *row)
{
	int32_t last = ARI_DAY_MIN;

	(void)paper;
	for (size_t i = 0; i < row->agreed_count; i++) {
		const struct ari_date *date =
		    &row->agreed[i].milestone.due.date;

		if (date->kind && date->days.hi > last)
			last = date->days.hi;
	}
	if (last != ARI_DAY_MIN && last != ARI_DAY_MAX)
		ari_day_put(out, last);
}

static void put_bodies(struct ari_buf *out, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	put_values(out, &row->record->bodies, ", ");
}

static void put_leads(struct ari_buf *out, const struct ari_paper *paper,
		      const struct ari_paper_row *row)
{
	const struct ari_values *leads = &row->record->leads;

	for (size_t i = 0; i < leads->count; i++) {
		const struct ari_post *post =
		    ari_register_post(paper->reg, leads->items[i].text);

		ari_buf_puts(out, i ? "; " : "");
		ari_buf_str(out, post && post->post.text.len
				     ? post->post.text
				     : leads->items[i].text);
		if (!paper->request.options.names || !post ||
		    !post->holder.text.len)
			continue;
		ari_buf_puts(out, " (");
		ari_buf_str(out, post->holder.text);
		ari_buf_byte(out, ')');
	}
}

static void put_success(struct ari_buf *out, const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	(void)paper;
	put_values(out, &row->record->success, "\n");
}

static void put_baseline(struct ari_buf *out, const struct ari_paper *paper,
			 const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->baseline.text);
}

static void put_status(struct ari_buf *out, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_puts(out, ari_status_name(row->record->status));
}

static void put_done(struct ari_buf *out, const struct ari_paper *paper,
		     const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->done.text);
}

static void put_update(struct ari_buf *out, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->update.text);
}

static void put_evidence(struct ari_buf *out, const struct ari_paper *paper,
			 const struct ari_paper_row *row)
{
	(void)paper;
	put_values(out, &row->record->evidence, "\n");
}

static void put_why(struct ari_buf *out, const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	bool any = false;

	(void)paper;
	for (unsigned bit = 0; bit < ARI_PAPER_WHYS; bit++) {
		if (!(row->why & (1U << bit)))
			continue;
		ari_buf_puts(out, any ? ", " : "");
		ari_buf_puts(out, ari_paper_why_name(bit));
		any = true;
	}
}

static void put_moved(struct ari_buf *out, const struct ari_paper *paper,
		      const struct ari_paper_row *row)
{
	const struct ari_record_change *change = row->change;

	(void)paper;
	for (size_t i = 0; i < change->movement_count; i++) {
		ari_buf_puts(out, i ? ", " : "");
		ari_buf_puts(out, ari_movement_name(change->movements[i].kind));
	}
}

static void put_direction(struct ari_buf *out, const struct ari_paper *paper,
			  const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_puts(out, ari_direction_name(row->change->direction));
}

static void put_overdue(struct ari_buf *out, const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	(void)paper;
	if (row->overdue)
		ari_buf_printf(out, "%d", row->overdue->days);
}

static void put_not_updated(struct ari_buf *out, const struct ari_paper *paper,
			    const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_puts(out, row->not_updated ? "yes" : "no");
}

static void put_first(struct ari_buf *out, const struct ari_paper *paper,
		      const struct ari_paper_row *row)
{
	(void)paper;
	for (size_t i = 0; i < row->agreed_count; i++) {
		ari_buf_puts(out, i ? "; " : "");
		ari_buf_str(out, row->agreed[i].first.text);
	}
}

/* Of the milestone that slipped most often. */
static void put_slips(struct ari_buf *out, const struct ari_paper *paper,
		      const struct ari_paper_row *row)
{
	uint32_t most = 0;

	(void)paper;
	for (size_t i = 0; i < row->agreed_count; i++)
		if (row->agreed[i].slips > most)
			most = row->agreed[i].slips;
	ari_buf_printf(out, "%u", most);
}

static void put_reason(struct ari_buf *out, const struct ari_paper *paper,
		       const struct ari_paper_row *row)
{
	(void)paper;
	ari_buf_str(out, row->record->reason.text);
}

const struct ari_paper__column ari_paper__columns[] = {
    {"plan", ARI_PAPER__TEXT, 16, put_plan},
    {"ref", ARI_PAPER__TEXT, 9, put_ref},
    {"section", ARI_PAPER__TEXT, 18, put_section},
    {"recommendations", ARI_PAPER__TEXT, 12, put_recommendations},
    {"action", ARI_PAPER__TEXT, 44, put_action},
    {"milestone", ARI_PAPER__TEXT, 18, put_milestone},
    {"due", ARI_PAPER__TEXT, 16, put_due},
    {"deadline", ARI_PAPER__DAY, 12, put_deadline},
    {"committee", ARI_PAPER__TEXT, 14, put_bodies},
    {"lead", ARI_PAPER__TEXT, 30, put_leads},
    {"success", ARI_PAPER__TEXT, 36, put_success},
    {"baseline", ARI_PAPER__TEXT, 30, put_baseline},
    {"status", ARI_PAPER__TEXT, 13, put_status},
    {"done", ARI_PAPER__TEXT, 12, put_done},
    {"update", ARI_PAPER__TEXT, 60, put_update},
    {"evidence", ARI_PAPER__TEXT, 24, put_evidence},
    {"why", ARI_PAPER__TEXT, 16, put_why},
    {"moved", ARI_PAPER__TEXT, 22, put_moved},
    {"direction", ARI_PAPER__TEXT, 11, put_direction},
    {"days_overdue", ARI_PAPER__NUMBER, 13, put_overdue},
    {"due_not_updated", ARI_PAPER__TEXT, 15, put_not_updated},
    {"first_agreed", ARI_PAPER__TEXT, 16, put_first},
    {"times_slipped", ARI_PAPER__NUMBER, 13, put_slips},
    {"reason", ARI_PAPER__TEXT, 36, put_reason},
    {NULL, ARI_PAPER__TEXT, 0, NULL},
};
