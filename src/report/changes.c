/*
 * The answer to "what changed since last time?": plan by plan, the gravest
 * first; what did not change is said too.
 */
#include "internal.h"

/* Bytes of a record's wording that its heading shows. */
#define HEADING_BYTES 72

static void put_snapshot(struct ari_report *report,
			 const struct ari_snapshot *at,
			 const struct ari_register *reg)
{
	int32_t day = ari_history_day(at, reg);

	ari_report_text(report, at->cycle.ptr ? at->cycle : at->name);
	if (at->kind != ARI_SNAPSHOT_COMMIT || day == ARI_DAY_MIN)
		return;
	ari_report_puts(report, at->cycle.ptr ? ", meeting of " : ", ");
	ari_report__day(report, day);
}

static void put_head(struct ari_report *report, const struct ari_changeset *set)
{
	const struct ari_register *reg = set->after->reg;

	ari_report_open_heading(report, 1);
	ari_report_puts(report, "What changed");
	if (reg->council.text.len) {
		ari_report_puts(report, ": ");
		ari_report_text(report, reg->council.text);
	}
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "From ");
	put_snapshot(report, &set->before->at, reg);
	ari_report_puts(report, ", to ");
	put_snapshot(report, &set->after->at, reg);
	ari_report_puts(report, ".");
	ari_report_close(report);
}

static void put_tally(struct ari_report *report,
		      const struct ari_plan_change *plan)
{
	struct ari_report__tally t;
	bool any = false;

	ari_report__tally(&t, plan);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report__count(report, &any, t.movements[ARI_MOVE_REMOVED],
			  "removed");
	ari_report__count(report, &any, t.exceptions[ARI_EXCEPT_OVERDUE],
			  "overdue");
	if (t.newly)
		ari_report_printf(report, " (%zu newly)", t.newly);
	ari_report__count(report, &any,
			  t.exceptions[ARI_EXCEPT_DUE_NOT_UPDATED],
			  "due and not updated");
	ari_report__count_movements(report, &any, &t);
	ari_report__count(report, &any, t.exceptions[ARI_EXCEPT_STALE],
			  "stale");
	ari_report__count(report, &any, t.exceptions[ARI_EXCEPT_DATE_IN_PROSE],
			  "with a later date only in prose");
	ari_report__count(report, &any, t.exceptions[ARI_EXCEPT_NO_CHANGE],
			  "without change");
	ari_report_puts(report, any ? "." : "Nothing changed.");
	ari_report_close(report);
}

static enum ari_tone direction_tone(enum ari_direction direction)
{
	switch (direction) {
	case ARI_DIRECTION_BETTER:
		return ARI_TONE_GOOD;
	case ARI_DIRECTION_WORSE:
		return ARI_TONE_BAD;
	case ARI_DIRECTION_MIXED:
		return ARI_TONE_WARN;
	default:
		return ARI_TONE_MUTED;
	}
}

static bool only_no_change(const struct ari_record_change *change)
{
	if (change->movement_count)
		return false;
	for (size_t i = 0; i < change->exception_count; i++)
		if (change->exceptions[i].kind != ARI_EXCEPT_NO_CHANGE)
			return false;
	return true;
}

static void put_record(struct ari_report *report,
		       const struct ari_register *reg,
		       const struct ari_record_change *change)
{
	const struct ari_record *record =
	    change->new ? change->new : change->old;

	ari_report_open_heading(report, 3);
	ari_report_text(report, change->ref);
	ari_report_puts(report, "  ");
	ari_report_text(report,
			ari_report__brief(report, ari_record_wording(record),
					  HEADING_BYTES));
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < change->exception_count; i++) {
		if (change->exceptions[i].kind == ARI_EXCEPT_NO_CHANGE)
			continue;
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report__exception(report, &change->exceptions[i]);
		ari_report_close(report);
	}
	for (size_t i = 0; i < change->movement_count; i++) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report__movement(report, reg, &change->movements[i]);
		ari_report_close(report);
	}
	ari_report_open(report, ARI_REPORT_ITEM);
	ari_report_puts(report, "Direction: ");
	ari_report_badge(report, direction_tone(change->direction),
			 ari_direction_name(change->direction));
	ari_report_close(report);
	ari_report_close(report);
}

/* Open records without any movement: named, on one line. */
static void put_unchanged(struct ari_report *report,
			  const struct ari_plan_change *plan)
{
	bool any = false;

	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record_change *change = &plan->records[i];

		if (!only_no_change(change) || !change->exception_count)
			continue;
		if (!any) {
			ari_report_open(report, ARI_REPORT_PARAGRAPH);
			ari_report_inline(report, ARI_REPORT_STRONG,
					  ARI_STR("No change:"));
		}
		ari_report_puts(report, any ? ", " : " ");
		ari_report_text(report, change->ref);
		any = true;
	}
	if (!any)
		return;
	ari_report_puts(report, ".");
	ari_report_close(report);
}

static void put_plan_movements(struct ari_report *report,
			       const struct ari_register *reg,
			       const struct ari_plan_change *plan)
{
	if (!plan->movement_count)
		return;
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < plan->movement_count; i++) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report__movement(report, reg, &plan->movements[i]);
		ari_report_close(report);
	}
	ari_report_close(report);
}

static void put_plan_heading(struct ari_report *report,
			     const struct ari_plan_change *change)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;

	ari_report_open_heading(report, 2);
	ari_report_text(report, plan->id.text);
	if (plan->title.text.len) {
		ari_report_puts(report, ": ");
		ari_report_text(
		    report, ari_report__brief(report, plan->title.text, 200));
	}
	if (!change->old)
		ari_report_puts(report, " (a new plan)");
	if (!change->new)
		ari_report_puts(report, " (the plan left the repository)");
	ari_report_close(report);
}

static void put_plan(struct ari_report *report, const struct ari_register *reg,
		     const struct ari_plan_change *change)
{
	put_plan_heading(report, change);
	put_tally(report, change);
	put_plan_movements(report, reg, change);
	for (size_t i = 0; i < change->record_count && !report->failed; i++)
		if (!only_no_change(&change->records[i]))
			put_record(report, reg, &change->records[i]);
	put_unchanged(report, change);
}

/* Plans that nobody touched: said, with the way to their exceptions. */
static void put_same(struct ari_report *report, const struct ari_files *same)
{
	if (!same->count)
		return;
	ari_report_heading(report, 2, ARI_STR("Plans without any change"));
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < same->count; i++) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report_text(report, same->items[i].path);
		ari_report_close(report);
	}
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "They were not read. --all reads them too, "
				"and says what is overdue in them.");
	ari_report_close(report);
}

void ari_views_changes(struct ari_report *report,
		       const struct ari_changeset *set)
{
	put_head(report, set);
	for (size_t i = 0; i < set->count && !report->failed; i++)
		put_plan(report, set->after->reg, set->plans[i]);
	if (!set->count) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_puts(report, "Nothing changed.");
		ari_report_close(report);
	}
	put_same(report, &set->same);
}
