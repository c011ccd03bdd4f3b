/*
 * Where things stand, on less than a screen: meetings first, then what moved
 * since the last one, then what somebody must ask about.
 */
#include "internal.h"

#include <arising/standing.h>

/* Overdue actions that are shown; `arising list --overdue` has all. */
#define OVERDUE_SHOWN 10
/* Refs of actions not updated, likewise. */
#define REFS_SHOWN 24
/* Bytes of a wording: one line of 80 columns beside ref and date. */
#define WORDING 46

static void open_fact(struct ari_report *report, const char *name)
{
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, ari_str_from(name), true);
	ari_report_open(report, ARI_REPORT_CELL);
}

static void close_fact(struct ari_report *report)
{
	ari_report_close(report);
	ari_report_close(report);
}

static void put_day_of(struct ari_report *report, const struct ari_when *when)
{
	if (when->date.kind == ARI_DATE_DAY)
		ari_report__day(report, when->date.days.hi);
	else
		ari_report__when(report, when);
}

static void put_meeting(struct ari_report *report,
			const struct ari_meeting *meeting)
{
	const struct ari_cycle *cycle = meeting->cycle;

	ari_report_text(report, meeting->id);
	if (cycle && cycle->body.text.len) {
		ari_report_puts(report, ": ");
		ari_report_text(report, cycle->body.text);
	}
	if (cycle && cycle->meeting.node) {
		ari_report_puts(report, ", ");
		put_day_of(report, &cycle->meeting);
	}
}

static void put_last(struct ari_report *report,
		     const struct ari_standing *standing)
{
	const struct ari_meeting *last = standing->last;

	open_fact(report, "Last cycle");
	if (last) {
		put_meeting(report, last);
		if (last->tag->day != ARI_DAY_MIN) {
			ari_report_puts(report, "; closed ");
			ari_report__day(report, last->tag->day);
		}
	} else {
		ari_report_puts(report, "none is closed yet");
	}
	close_fact(report);
}

static void put_next(struct ari_report *report,
		     const struct ari_standing *standing)
{
	const struct ari_meeting *next = standing->next;

	open_fact(report, "Next meeting");
	if (next) {
		put_meeting(report, next);
		if (next->cycle->cutoff.node) {
			ari_report_puts(report, "; cutoff ");
			put_day_of(report, &next->cycle->cutoff);
		}
	} else {
		ari_report_puts(report, "none is announced in arising.yaml");
	}
	close_fact(report);
}

static void put_facts(struct ari_report *report,
		      const struct ari_standing *standing)
{
	const struct ari_register *reg = standing->reg;
	size_t plans = standing->view->count;

	ari_report_heading(report, 1,
			   reg->council.text.len
			       ? reg->council.text
			       : ARI_STR("Where things stand"));
	ari_report_open(report, ARI_REPORT_TABLE);
	open_fact(report, "As of");
	ari_report__day(report, standing->day);
	ari_report_puts(report, ", the day of the last commit");
	close_fact(report);
	put_last(report, standing);
	put_next(report, standing);
	open_fact(report, "Plans");
	ari_report_printf(report, "%zu, with %zu action%s, %zu of them open",
			  plans, standing->actions,
			  standing->actions == 1 ? "" : "s", standing->open);
	close_fact(report);
	ari_report_close(report);
}

static void put_moved(struct ari_report *report,
		      const struct ari_plan_change *change)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;
	struct ari_report__tally tally;
	bool any = false;

	ari_report__tally(&tally, change);
	ari_report_open(report, ARI_REPORT_ITEM);
	ari_report_inline(report, ARI_REPORT_STRONG, plan->id.text);
	ari_report_puts(report, !change->old   ? " (new): "
				: !change->new ? " (left the repository): "
					       : ": ");
	ari_report__count(report, &any, tally.movements[ARI_MOVE_REMOVED],
			  "removed");
	ari_report__count_movements(report, &any, &tally);
	if (!any)
		ari_report_puts(report, "nothing");
	ari_report_close(report);
}

static void put_since(struct ari_report *report,
		      const struct ari_standing *standing)
{
	const struct ari_changeset *set = standing->since;

	if (!set)
		return;
	ari_report_open_heading(report, 2);
	ari_report_puts(report, "Moved since ");
	ari_report_text(report, standing->last->id);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < set->count; i++)
		put_moved(report, set->plans[i]);
	ari_report_close(report);
}

static void put_name(struct ari_report *report, const struct ari_record *record)
{
	ari_report_text(report, record->plan->id.text);
	ari_report_puts(report, "#");
	ari_report_text(report, record->ref.text);
}

static void put_overdue_row(struct ari_report *report,
			    const struct ari_standing_item *item)
{
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_open_header(report);
	put_name(report, item->record);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_report__days(report, item->due);
	if (item->newly) {
		ari_report_puts(report, ", ");
		ari_report_badge(report, ARI_TONE_BAD, "newly");
	}
	ari_report_close(report);
	ari_report_cell(report,
			ari_report__brief(
			    report, ari_record_wording(item->record), WORDING),
			false);
	ari_report_close(report);
}

static void put_more(struct ari_report *report, size_t more,
		     const char *command)
{
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_printf(report, "and %zu more: ", more);
	ari_report_inline(report, ARI_REPORT_CODE, ari_str_from(command));
	ari_report_close(report);
}

static void put_overdue(struct ari_report *report,
			const struct ari_standing *standing)
{
	const struct ari_standing_items *list = &standing->overdue;
	size_t shown =
	    list->count < OVERDUE_SHOWN ? list->count : OVERDUE_SHOWN;

	ari_report_open_heading(report, 2);
	if (list->count)
		ari_report_printf(report, "Overdue: %zu", list->count);
	else
		ari_report_puts(report, "Nothing is overdue");
	if (standing->newly)
		ari_report_printf(report, ", %zu newly", standing->newly);
	ari_report_close(report);
	if (!list->count)
		return;
	ari_report_open(report, ARI_REPORT_TABLE);
	for (size_t i = 0; i < shown; i++)
		put_overdue_row(report, &list->items[i]);
	ari_report_close(report);
	if (shown < list->count)
		put_more(report, list->count - shown, "arising list --overdue");
}

static void put_not_updated(struct ari_report *report,
			    const struct ari_standing *standing)
{
	const struct ari_standing_items *list = &standing->not_updated;
	size_t shown = list->count < REFS_SHOWN ? list->count : REFS_SHOWN;

	if (!list->count)
		return;
	ari_report_open_heading(report, 2);
	ari_report_printf(report, "Due since then and not updated: %zu",
			  list->count);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	for (size_t i = 0; i < shown; i++) {
		if (i)
			ari_report_puts(report, ", ");
		put_name(report, list->items[i].record);
	}
	ari_report_close(report);
	if (shown < list->count)
		put_more(report, list->count - shown,
			 "arising changes --all --kind due-not-updated");
}

void ari_views_standing(struct ari_report *report,
			const struct ari_standing *standing)
{
	put_facts(report, standing);
	put_since(report, standing);
	put_overdue(report, standing);
	put_not_updated(report, standing);
}
