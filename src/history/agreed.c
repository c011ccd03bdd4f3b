/*
 * What was first agreed: each record followed back from closed cycle to
 * closed cycle, and to the approval of its plan where that lies between
 * two. The paper and the figures of a cycle both ask here.
 */
#include "history/agreed.h"

/* Take the records of one plan to the earlier side. */
static int step_plan(struct ari_agreed__back *back,
		     const struct ari_plan_change *change,
		     struct ari_arena *arena)
{
	struct ari_index index;

	if (ari_agreed__index(&index, back, change, arena))
		return -1;
	for (size_t i = 0; i < back->count; i++) {
		struct ari_agreed__trail *t = &back->trails[i];
		const struct ari_record *old;

		if (t->ended || t->steps == back->steps ||
		    !ari_str_eq(t->plan, change->new->id.text))
			continue;
		old = ari_agreed__old(back, change, &index, t);
		t->steps = back->steps;
		t->ended = !old;
		if (old && ari_agreed__reach(t, back, old))
			return -1;
	}
	return 0;
}

static int step_cycle(struct ari_agreed__back *back, struct ari_changeset *set)
{
	struct ari_str cycle;

	back->steps++;
	for (size_t i = 0; i < set->count; i++)
		if (set->plans[i]->new &&step_plan(back, set->plans[i],
						   &set->arena))
			return -1;
	if (ari_agreed__keep(&cycle, back, set->before->at.cycle))
		return -1;
	/* A plan that nobody touched: the earlier cycle saw the same. */
	for (size_t i = 0; i < back->count; i++)
		if (!back->trails[i].ended)
			ari_agreed__see(&back->trails[i], cycle);
	return 0;
}

static int step(struct ari_agreed__back *back, const struct ari_snapshot *from,
		const struct ari_snapshot *to)
{
	struct ari_changes_request request = {.to = *to, .as_of = ARI_DAY_MIN};
	struct ari_changeset *set = NULL;
	int result;

	if (from) {
		request.from = *from;
		if (ari_history_changes(&set, back->loader, back->repo,
					&request, back->err))
			return -1;
	}
	result = ari_agreed__approvals(back, set, from, to);
	if (!result && set)
		result = step_cycle(back, set);
	ari_changeset_free(set);
	return result;
}

static bool any_left(const struct ari_agreed__back *back)
{
	for (size_t i = 0; i < back->count; i++)
		if (!back->trails[i].ended)
			return true;
	return false;
}

static int follow(struct ari_agreed__back *back)
{
	struct ari_snapshot at = back->request->at, older = at;
	struct ari_meetings meetings;
	int none = 0;

	if (!ari_repo_has_git(back->repo) || ari_oid_none(&at.commit))
		return 0;
	if (ari_history_meetings(&meetings, back->repo, back->request->reg,
				 back->arena, back->err))
		return -1;
	while (!none && any_left(back)) {
		none = ari_history__older(&older, &meetings, back->repo, &at,
					  back->arena, back->err);
		if (none < 0 || step(back, none ? NULL : &older, &at))
			return -1;
		at = older;
	}
	return 0;
}

int ari_history_agreed(struct ari_agreed_record *records, size_t count,
		       const struct ari_loader *loader, struct ari_repo *repo,
		       const struct ari_agreed_request *request,
		       struct ari_arena *arena, struct ari_error *err)
{
	struct ari_agreed__back back = {.request = request,
					.loader = loader,
					.repo = repo,
					.arena = arena,
					.err = err};

	back.trails = ari_arena_array(arena, count + 1, sizeof(*back.trails));
	if (!back.trails)
		return ari_error_memory(err);
	for (size_t i = 0; i < count; i++)
		if (ari_agreed__begin(&back.trails[i], &back, &records[i]))
			return -1;
	back.count = count;
	if (count && follow(&back))
		return -1;
	for (size_t i = 0; i < count; i++)
		ari_agreed__measure(&back.trails[i]);
	return 0;
}
