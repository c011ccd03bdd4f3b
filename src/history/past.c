/*
 * What the closed cycles tell of the records of a snapshot: since how many
 * of them no word changed, how often the date moved to a later day. Cycle by
 * cycle backwards, reading only files that differ from those of the cycle
 * after it. For the rules on history and for the exception `stale`.
 */
#include "history/internal.h"

/* A plan of the snapshot, followed back. */
struct trail {
	const struct ari_plan *plan;
	struct ari_str path; /* in the cycle that was looked at last */
	bool there;
	struct ari_past *past; /* as plan->records */
	struct step *steps;    /* as plan->records */
};

/* A record in the cycle that was looked at last. */
struct step {
	int32_t final; /* ARI_DAY_MIN: no date */
	bool there;
	bool same; /* no word changed from there on */
};

struct look {
	struct ari_repo *repo;
	const struct ari_view *view;
	const struct ari_view *known; /* or NULL */
	const struct ari_loader *loader;
	struct trail *trails;
	size_t count;
	struct ari_arena arena;
	struct ari_snapshot older;
	struct ari_snapshot newer;
	struct ari_error *err;
};

/* -- one record -- */

/* Whether all that differs is case, space, quotes or dashes. */
static bool is_same(const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind != ARI_MOVE_EDITORIAL)
			return false;
	return true;
}

static void step_back(struct trail *trail, size_t at,
		      const struct ari_record_change *change)
{
	struct step *step = &trail->steps[at];
	int32_t final;

	if (!step->there)
		return;
	step->there = change && change->old;
	if (!step->there)
		return;
	final = ari_record_final_day(change->old);
	if (final != ARI_DAY_MIN && final < step->final)
		trail->past[at].slips++;
	step->final = final;
	step->same &= is_same(change);
	trail->past[at].unchanged += step->same;
}

/* -- one plan -- */

/* The file is the one of the cycle after it. */
static void step_back_alike(struct trail *trail)
{
	for (size_t i = 0; i < trail->plan->count; i++)
		trail->past[i].unchanged +=
		    trail->steps[i].there && trail->steps[i].same;
}

static int step_back_plan(struct look *look, struct trail *trail,
			  const struct ari_plan *older)
{
	const struct ari_plan *plan = trail->plan;
	const struct ari_record_change **changes;
	struct ari_plan_change *change;

	trail->there = older;
	if (!older)
		return 0;
	changes = ari_arena_zalloc(&look->arena,
				   (plan->count + 1) * sizeof(*changes));
	if (!changes)
		return ari_error_memory(look->err);
	if (ari_movement_compare(&change, older, plan, NULL, &look->arena,
				 look->err))
		return -1;
	for (size_t i = 0; i < change->record_count; i++)
		if (change->records[i].new)
			changes[change->records[i].new - plan->records] =
			    &change->records[i];
	for (size_t i = 0; i < plan->count; i++)
		step_back(trail, i, changes[i]);
	return 0;
}

/* -- one cycle -- */

static bool is_followed(const struct look *look, struct ari_str path)
{
	for (size_t i = 0; i < look->count; i++)
		if (look->trails[i].there &&
		    ari_str_eq(look->trails[i].path, path))
			return true;
	return false;
}

/* The files that were otherwise, or elsewhere, of plans that are followed. */
static int read_older(struct look *look, struct ari_view *older,
		      const struct ari_changes *changes)
{
	struct ari_file *files =
	    ari_arena_array(&look->arena, changes->count + 1, sizeof(*files));
	size_t count = 0;

	if (!files)
		return ari_error_memory(look->err);
	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_change *change = &changes->items[i];

		if (change->before.kind != ARI_ENTRY_FILE ||
		    (change->after.kind != ARI_ENTRY_NONE &&
		     !is_followed(look, change->path)))
			continue;
		files[count] = change->before;
		files[count++].path = change->path;
	}
	return ari_view_load(older, look->loader, files, count, look->view,
			     look->err);
}

static bool is_changed(const struct ari_changes *changes, struct ari_str path)
{
	size_t lo = 0, hi = changes->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int order = ari_str_cmp(changes->items[mid].path, path);

		if (!order)
			return true;
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static int follow(struct look *look, const struct ari_view *older,
		  const struct ari_changes *changes)
{
	for (size_t i = 0; i < look->count; i++) {
		struct trail *trail = &look->trails[i];
		const struct ari_plan *plan;

		if (!trail->there)
			continue;
		if (!is_changed(changes, trail->path)) {
			step_back_alike(trail);
			continue;
		}
		plan = ari_view_plan(older, trail->plan->id.text);
		if (step_back_plan(look, trail, plan))
			return -1;
		/* The path outlives the cycle's view. */
		if (plan)
			trail->path = ari_arena_dup(&look->arena, plan->path);
	}
	return 0;
}

static int compare(struct look *look, struct ari_changes *out)
{
	return ari_source_compare(out, look->repo, &look->older, &look->newer,
				  &look->view->glob, &look->arena, look->err);
}

/* The cycle that was read already: of it the rest is not needed. */
static bool is_known(const struct look *look)
{
	return look->known && look->newer.kind == look->view->at.kind &&
	       ari_oid_eq(&look->newer.commit, &look->view->at.commit) &&
	       look->known->at.kind == ARI_SNAPSHOT_COMMIT &&
	       ari_oid_eq(&look->known->at.commit, &look->older.commit);
}

/* Look at look->older. 1: there is no register: no plan either. */
static int look_back(struct look *look)
{
	struct ari_view *older;
	struct ari_changes changes;
	int result;

	if (is_known(look))
		return compare(look, &changes) ||
			       follow(look, look->known, &changes)
			   ? -1
			   : 0;
	if (ari_view_new(&older, look->loader, look->repo, &look->older,
			 look->err))
		return look->err->code == ARI_ERR_NOT_FOUND ? 1 : -1;
	result = compare(look, &changes) || read_older(look, older, &changes) ||
			 follow(look, older, &changes)
		     ? -1
		     : 0;
	ari_view_free(older);
	return result;
}

/* -- all -- */

/* The cycle before. 1: there is none, or git cannot be certain of one. */
static int find_older(struct look *look, struct ari_meetings *meetings)
{
	int none = ari_history__older(&look->older, meetings, look->repo,
				      &look->newer, &look->arena, look->err);

	return none < 0 && look->err->code == ARI_ERR_UNCERTAIN ? 1 : none;
}

static int make_trail(struct trail *trail, const struct ari_version *version,
		      struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_plan *plan = version->plan;

	*trail = (struct trail){.plan = plan};
	if (!plan)
		return 0;
	trail->path = version->path;
	trail->there = true;
	trail->past =
	    ari_arena_zalloc(arena, (plan->count + 1) * sizeof(*trail->past));
	trail->steps =
	    ari_arena_zalloc(arena, (plan->count + 1) * sizeof(*trail->steps));
	if (!trail->past || !trail->steps)
		return ari_error_memory(err);
	for (size_t i = 0; i < plan->count; i++)
		trail->steps[i] = (struct step){
		    ari_record_final_day(&plan->records[i]), true, true};
	return 0;
}

static int make_trails(struct look *look, struct ari_past **out,
		       struct ari_arena *arena)
{
	look->count = look->view->count;
	look->trails = ari_arena_zalloc(&look->arena, (look->count + 1) *
							  sizeof(struct trail));
	if (!look->trails)
		return ari_error_memory(look->err);
	for (size_t i = 0; i < look->count; i++) {
		if (make_trail(&look->trails[i], look->view->versions[i], arena,
			       look->err))
			return -1;
		out[i] = look->trails[i].past;
	}
	return 0;
}

int ari_history_past(struct ari_past ***out, struct ari_repo *repo,
		     const struct ari_view *view, const struct ari_view *known,
		     unsigned threads, struct ari_arena *arena,
		     struct ari_error *err)
{
	const struct ari_loader plain = {.threads = threads};
	struct look look = {.repo = repo,
			    .view = view,
			    .known = known,
			    .loader = &plain,
			    .newer = view->at,
			    .err = err};
	struct ari_past **pasts =
	    ari_arena_zalloc(arena, (view->count + 1) * sizeof(*pasts));
	unsigned cycles = ARI_PAST_CYCLES;
	struct ari_meetings meetings;
	int result;

	if (!pasts)
		return ari_error_memory(err);
	ari_arena_init(&look.arena, NULL, 0);
	result = make_trails(&look, pasts, arena);
	if (!ari_repo_has_git(repo) || ari_oid_none(&view->at.commit))
		cycles = 0;
	else if (!result)
		result = ari_history_meetings(&meetings, repo, view->reg,
					      &look.arena, err);
	while (!result && cycles--) {
		result = find_older(&look, &meetings);
		if (!result)
			result = look_back(&look);
		look.newer = look.older;
	}
	ari_arena_release(&look.arena);
	if (result < 0)
		return -1;
	*out = pasts;
	return 0;
}
