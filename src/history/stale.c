/*
 * What is stale among the changes of two snapshots: the records of the later
 * one are looked at in the cycles before it.
 */
#include "history/internal.h"

/* ARI_PAST_CYCLES + 1: the register does not want to know. */
static int64_t stale_from(const struct ari_register *reg)
{
	static const struct ari_rule rule = {.code = "stale",
					     .level = ARI_LEVEL_WARNING};

	if (ari_register_level(reg, &rule) == ARI_LEVEL_OFF)
		return ARI_PAST_CYCLES + 1;
	return ari_register_most(reg, rule.code, ARI_STALE_CYCLES);
}

static size_t position_of(const struct ari_view *view,
			  const struct ari_plan *plan)
{
	size_t at = 0;

	while (at < view->count && view->versions[at]->plan != plan)
		at++;
	return at;
}

static int add_to_plan(struct ari_changeset *set,
		       struct ari_plan_change *change,
		       const struct ari_past *past, int64_t from,
		       struct ari_error *err)
{
	const struct ari_plan *plan = change->new;
	uint32_t *cycles =
	    ari_arena_zalloc(&set->arena, (plan->count + 1) * sizeof(*cycles));
	bool any = false;

	if (!cycles)
		return ari_error_memory(err);
	for (size_t i = 0; i < plan->count; i++) {
		if (!past[i].unchanged || past[i].unchanged < from)
			continue;
		cycles[i] = past[i].unchanged;
		any = true;
	}
	return any ? ari_movement_stale(change, cycles, &set->arena, err) : 0;
}

int ari_history__stale(struct ari_changeset *set, struct ari_repo *repo,
		       unsigned threads, struct ari_error *err)
{
	const struct ari_view *view = set->after;
	int64_t from = stale_from(view->reg);
	struct ari_past **past;

	if (from > ARI_PAST_CYCLES)
		return 0;
	if (ari_history_past(&past, repo, view, set->before, threads,
			     &set->arena, err))
		return -1;
	for (size_t i = 0; i < set->count; i++) {
		struct ari_plan_change *change = set->plans[i];
		size_t at =
		    change->new ? position_of(view, change->new) : view->count;

		if (at < view->count &&
		    add_to_plan(set, change, past[at], from, err))
			return -1;
	}
	return 0;
}
