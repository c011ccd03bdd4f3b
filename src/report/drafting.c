/*
 * What a plan says, version against version, whatever its progress: the
 * list by recommendation that a committee gets with a draft.
 */
#include "internal.h"

#include <stdlib.h>

struct sortable {
	struct ari_draft_entry entry;
	size_t position; /* of the record in its file */
};

/* Whether a movement changes what the plan says, not how far it is. */
static bool is_drafting(enum ari_movement_kind kind)
{
	switch (kind) {
	case ARI_MOVE_REMOVED:
	case ARI_MOVE_ADDED:
	case ARI_MOVE_RENUMBERED:
	case ARI_MOVE_SPLIT:
	case ARI_MOVE_MERGED:
	case ARI_MOVE_MOVED:
	case ARI_MOVE_REWORDED:
	case ARI_MOVE_RESCOPED:
	case ARI_MOVE_REBASELINED:
	case ARI_MOVE_COVERAGE_CHANGED:
	case ARI_MOVE_REASSIGNED:
	case ARI_MOVE_BODY_CHANGED:
	case ARI_MOVE_RECOMMENDATION_CHANGED:
	case ARI_MOVE_SLIPPED:
	case ARI_MOVE_BROUGHT_FORWARD:
	case ARI_MOVE_REFINED:
	case ARI_MOVE_WIDENED:
	case ARI_MOVE_DATE_ADDED:
	case ARI_MOVE_DATE_REMOVED:
		return true;
	default:
		return false;
	}
}

static const char *what_of(const struct ari_record_change *change)
{
	if (!change->old)
		return "addition";
	if (!change->new)
		return "removal";
	for (size_t i = 0; i < change->movement_count; i++)
		if (is_drafting(change->movements[i].kind))
			return "update";
	return NULL;
}

static int compare_entries(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	struct ari_str p = x->entry.recommendation;
	struct ari_str q = y->entry.recommendation;
	int order;

	if (!p.ptr != !q.ptr)
		return p.ptr ? -1 : 1;
	order = ari_str_natural_cmp(p, q);
	if (order)
		return order;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return ari_str_natural_cmp(x->entry.change->ref, y->entry.change->ref);
}

/* The recommendations a change is about; itself when it is one. */
static size_t add_entries(struct sortable *out,
			  const struct ari_record_change *change)
{
	const struct ari_record *record =
	    change->new ? change->new : change->old;
	const struct ari_values *recs = &record->recommendations;
	struct sortable entry = {
	    .entry = {.what = what_of(change), .change = change},
	    .position = record->position,
	};

	if (record->kind == ARI_RECOMMENDATION) {
		entry.entry.recommendation = change->ref;
		entry.position = 0;
	}
	if (record->kind == ARI_RECOMMENDATION || !recs->count) {
		out[0] = entry;
		return 1;
	}
	for (size_t i = 0; i < recs->count; i++) {
		out[i] = entry;
		out[i].entry.recommendation = recs->items[i].text;
	}
	return recs->count;
}

static size_t room_for(const struct ari_plan_change *plan)
{
	size_t room = 1;

	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record *record = plan->records[i].new;

		record = record ? record : plan->records[i].old;
		room += record->recommendations.count + 1;
	}
	return room;
}

int ari_views_draft_entries(const struct ari_draft_entry **out, size_t *count,
			    const struct ari_plan_change *plan,
			    struct ari_arena *arena, struct ari_error *err)
{
	size_t room = room_for(plan), n = 0;
	struct sortable *sorted = ari_arena_array(arena, room, sizeof(*sorted));
	struct ari_draft_entry *entries =
	    ari_arena_array(arena, room, sizeof(*entries));

	if (!sorted || !entries)
		return ari_error_memory(err);
	for (size_t i = 0; i < plan->record_count; i++)
		if (what_of(&plan->records[i]))
			n += add_entries(sorted + n, &plan->records[i]);
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare_entries);
	for (size_t i = 0; i < n; i++)
		entries[i] = sorted[i].entry;
	*out = entries;
	*count = n;
	return 0;
}

void ari_report__draft_entry(struct ari_report *report,
			     const struct ari_register *reg,
			     const struct ari_draft_entry *entry)
{
	const struct ari_record_change *change = entry->change;
	const struct ari_record *record =
	    change->new ? change->new : change->old;
	const char *noun =
	    record->kind == ARI_ACTION ? "action" : "recommendation";

	ari_report_open(report, ARI_REPORT_ITEM);
	if (entry->recommendation.ptr) {
		ari_report_puts(report, "Recommendation ");
		ari_report_inline(report, ARI_REPORT_STRONG,
				  entry->recommendation);
	} else {
		ari_report_puts(report, "No recommendation");
	}
	ari_report_printf(report, " – %s %s ",
			  change->old && change->new ? "Update to"
			  : change->new		     ? "Addition of"
						     : "Removal of",
			  noun);
	ari_report_text(report, change->ref);
	ari_report_puts(report, ": ");
	if (!change->old || !change->new)
		ari_report_text(
		    report, ari_report__brief(
				report, ari_record_wording(record), SIZE_MAX));
	for (size_t i = 0, said = 0;
	     change->old && change->new &&i < change->movement_count; i++) {
		if (!is_drafting(change->movements[i].kind))
			continue;
		ari_report_puts(report, said++ ? "; " : "");
		ari_report__movement(report, reg, &change->movements[i]);
	}
	ari_report_close(report);
}

static void put_plan(struct ari_report *report, const struct ari_register *reg,
		     const struct ari_plan_change *plan)
{
	const struct ari_plan *side = plan->new ? plan->new : plan->old;
	const struct ari_draft_entry *entries;
	size_t count;

	if (ari_views_draft_entries(&entries, &count, plan, report->arena,
				    NULL)) {
		report->failed = true;
		return;
	}
	ari_report_open_heading(report, 2);
	ari_report_text(report, side->id.text);
	ari_report_puts(report, ": ");
	ari_report_text(report,
			ari_report__brief(report, side->title.text, 200));
	ari_report_close(report);
	if (plan->movement_count || count)
		ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < plan->movement_count; i++) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report_puts(report, "The plan – ");
		ari_report__movement(report, reg, &plan->movements[i]);
		ari_report_close(report);
	}
	for (size_t i = 0; i < count && !report->failed; i++)
		ari_report__draft_entry(report, reg, &entries[i]);
	if (plan->movement_count || count) {
		ari_report_close(report);
		return;
	}
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "What the plan says did not change.");
	ari_report_close(report);
}

void ari_views_drafting(struct ari_report *report,
			const struct ari_changeset *set)
{
	ari_report_open_heading(report, 1);
	ari_report_puts(report, "Changes to the draft: ");
	ari_report_text(report, set->before->at.name);
	ari_report_puts(report, " to ");
	ari_report_text(report, set->after->at.name);
	ari_report_close(report);
	for (size_t i = 0; i < set->count && !report->failed; i++)
		put_plan(report, set->after->reg, set->plans[i]);
	if (!set->count) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_puts(report, "Nothing changed.");
		ari_report_close(report);
	}
}
