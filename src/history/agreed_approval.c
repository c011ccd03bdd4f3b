/*
 * What approvals saw, where a plan became agreed between two cycles.
 */
#include "history/agreed.h"

/* Whether the plan may have been approved since the earlier side. */
static bool may_be_new(const struct ari_changeset *set, struct ari_str plan)
{
	if (!set)
		return true;
	for (size_t i = 0; i < set->count; i++) {
		const struct ari_plan_change *change = set->plans[i];

		if (change->new &&ari_str_eq(change->new->id.text, plan))
			return !change->old ||
			       !ari_stage_agreed(change->old->stage);
	}
	return false;
}

static size_t gather_plans(struct ari_history__approval *plans,
			   const struct ari_agreed__back *back,
			   const struct ari_changeset *set)
{
	struct ari_str last = {NULL, 0};
	size_t count = 0;

	for (size_t i = 0; i < back->count; i++) {
		const struct ari_agreed__trail *t = &back->trails[i];
		size_t k = 0;

		/* Most stand beside another of the same plan. */
		if (t->ended || !t->agreed ||
		    (last.ptr && ari_str_eq(last, t->plan)))
			continue;
		last = t->plan;
		while (k < count && !ari_str_eq(plans[k].plan, t->plan))
			k++;
		if (k == count && may_be_new(set, t->plan))
			plans[count++] = (struct ari_history__approval){
			    .plan = t->plan, .path = t->path};
	}
	return count;
}

/* The plans at a snapshot that no changeset has read. */
static int read_plans(struct ari_view **out, struct ari_agreed__back *back,
		      const struct ari_snapshot *at,
		      const struct ari_history__approval *plans, size_t count,
		      struct ari_arena *arena)
{
	struct ari_file *files =
	    ari_arena_array(arena, count + 1, sizeof(*files));

	if (!files)
		return ari_error_memory(back->err);
	for (size_t i = 0; i < count; i++) {
		if (ari_source_find(&files[i], back->repo, at, plans[i].path,
				    arena, back->err))
			return -1;
		files[i].path = plans[i].path;
	}
	if (ari_view_new(out, back->loader, back->repo, at, back->err))
		return -1;
	if (!ari_view_load(*out, back->loader, files, count, NULL, back->err))
		return 0;
	ari_view_free(*out);
	return -1;
}

/* Let every record of a plan see its approval. */
static int approve(struct ari_agreed__back *back,
		   const struct ari_history__approval *plan,
		   const struct ari_view *now, struct ari_view *then)
{
	const struct ari_plan *old, *new = ari_view_plan(now, plan->plan);
	struct ari_plan_change *change;
	struct ari_index index;

	if (ari_view_load(then, back->loader, &plan->file, 1, now, back->err))
		return -1;
	old = ari_view_plan(then, plan->plan);
	if (!old || !new)
		return 0;
	if (ari_movement_compare(&change, old, new, NULL, &then->arena,
				 back->err) ||
	    ari_agreed__index(&index, back, change, &then->arena))
		return -1;
	for (size_t i = 0; i < back->count; i++) {
		struct ari_agreed__trail *t = &back->trails[i];
		const struct ari_record *record;

		if (t->ended || !ari_str_eq(t->plan, plan->plan))
			continue;
		record = ari_agreed__old(back, change, &index, t);
		if (record && ari_agreed__see_approval(t, back, record))
			return -1;
	}
	return 0;
}

static int approve_all(struct ari_agreed__back *back,
		       struct ari_history__approval *plans, size_t count,
		       const struct ari_snapshot *from,
		       const struct ari_view *now, struct ari_arena *arena)
{
	if (ari_history__approvals(plans, count, back->loader, back->repo, from,
				   now, arena, back->err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct ari_view *then;
		int result;

		if (!plans[i].found)
			continue;
		if (ari_view_new(&then, back->loader, back->repo, &plans[i].at,
				 back->err))
			return -1;
		result = approve(back, &plans[i], now, then);
		ari_view_free(then);
		if (result)
			return -1;
	}
	return 0;
}

static int approve_between(struct ari_agreed__back *back,
			   const struct ari_changeset *set,
			   const struct ari_snapshot *from,
			   const struct ari_snapshot *to,
			   struct ari_arena *arena)
{
	struct ari_history__approval *plans =
	    ari_arena_array(arena, back->count + 1, sizeof(*plans));
	struct ari_view *now = NULL;
	size_t count;
	int result;

	if (!plans)
		return ari_error_memory(back->err);
	count = gather_plans(plans, back, set);
	if (!count)
		return 0;
	if (set)
		return approve_all(back, plans, count, from, set->after, arena);
	if (read_plans(&now, back, to, plans, count, arena))
		return -1;
	result = approve_all(back, plans, count, from, now, arena);
	ari_view_free(now);
	return result;
}

int ari_agreed__approvals(struct ari_agreed__back *back,
			  const struct ari_changeset *set,
			  const struct ari_snapshot *from,
			  const struct ari_snapshot *to)
{
	struct ari_arena arena;
	int result;

	ari_arena_init(&arena, NULL, 0);
	result = approve_between(back, set, from, to, &arena);
	ari_arena_release(&arena);
	return result;
}
