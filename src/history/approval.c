/*
 * Where a plan became agreed: its versions between two cycles are followed
 * back along first parents, through new file names. Of each only what
 * differs from the later cycle's is parsed.
 */
#include "history/internal.h"

enum state {
	STATE_GONE, /* no such plan there */
	STATE_UNREADABLE,
	STATE_DRAFT,
	STATE_AGREED,
};

/* A plan on its way back. */
struct trail {
	struct ari_history__approval *plan;
	struct ari_str path; /* at the commit that is reached */
	bool agreed;
	bool ended;
};

struct seek {
	struct ari_repo *repo;
	const struct ari_loader *loader;
	const struct ari_view *now;
	struct trail *trails;
	size_t count;
	struct ari_arena *arena;
	struct ari_error *err;
};

static enum state state_of(const struct ari_view *view, struct ari_str id)
{
	const struct ari_plan *plan = ari_view_plan(view, id);

	if (plan)
		return ari_stage_agreed(plan->stage) ? STATE_AGREED
						     : STATE_DRAFT;
	for (size_t i = 0; i < view->count; i++)
		if (!view->versions[i]->plan)
			return STATE_UNREADABLE;
	return STATE_GONE;
}

/* *out is NULL, and nothing failed, where there is no register. */
static int open_view(struct ari_view **out, const struct seek *seek,
		     const struct ari_oid *commit)
{
	struct ari_snapshot at;

	*out = NULL;
	if (ari_snapshot_of_commit(&at, seek->repo, commit, seek->arena,
				   seek->err))
		return -1;
	if (!ari_view_new(out, seek->loader, seek->repo, &at, seek->err))
		return 0;
	return seek->err->code == ARI_ERR_NOT_FOUND ? 0 : -1;
}

/* The plan in the file that it had before; the same path. */
static int look_in_file(enum state *out, const struct seek *seek,
			const struct trail *trail, const struct ari_oid *commit,
			const struct ari_file *file)
{
	struct ari_view *view;
	int result;

	*out = STATE_GONE;
	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	if (open_view(&view, seek, commit))
		return -1;
	if (!view)
		return 0;
	result =
	    ari_view_load(view, seek->loader, file, 1, seek->now, seek->err);
	if (!result)
		*out = state_of(view, trail->plan->plan);
	ari_view_free(view);
	return result;
}

/* The plan in any file: the one that holds it was renamed, or split. */
static int look_around(enum state *out, const struct seek *seek,
		       struct trail *trail, const struct ari_oid *commit)
{
	const struct ari_plan *plan;
	struct ari_view *view;
	int result;

	*out = STATE_GONE;
	if (open_view(&view, seek, commit))
		return -1;
	if (!view)
		return 0;
	result = ari_view_load_all(view, seek->loader, seek->err);
	plan = result ? NULL : ari_view_plan(view, trail->plan->plan);
	if (plan) {
		*out = state_of(view, trail->plan->plan);
		trail->path = ari_arena_dup(seek->arena, plan->path);
		if (!trail->path.ptr)
			result = ari_error_memory(seek->err);
		/* From here on the walk would not see it. */
		trail->ended = !ari_glob_match(&seek->now->glob, plan->path);
	}
	ari_view_free(view);
	return result;
}

static const struct ari_change *find_change(const struct ari_commit *commit,
					    struct ari_str path)
{
	const struct ari_changes *changes = &commit->changes[0];

	for (size_t i = 0; i < changes->count; i++)
		if (ari_str_eq(changes->items[i].path, path))
			return &changes->items[i];
	return NULL;
}

static int note_approval(struct seek *seek, struct trail *trail,
			 const struct ari_commit *commit,
			 const struct ari_change *change)
{
	struct ari_history__approval *plan = trail->plan;

	if (ari_snapshot_of_commit(&plan->at, seek->repo, &commit->id,
				   seek->arena, seek->err))
		return -1;
	plan->file = change->after;
	plan->file.path = ari_arena_dup(seek->arena, change->path);
	if (!plan->file.path.ptr)
		return ari_error_memory(seek->err);
	plan->found = true;
	return 0;
}

/* Take one plan from a commit to its first parent. */
static int step_back(struct seek *seek, struct trail *trail,
		     const struct ari_commit *commit)
{
	const struct ari_change *change = find_change(commit, trail->path);
	enum state before = STATE_GONE;

	if (!change)
		return 0;
	if (commit->parent_count && !commit->cut) {
		const struct ari_oid *parent = &commit->parents[0];

		if (look_in_file(&before, seek, trail, parent, &change->before))
			return -1;
		if (before == STATE_GONE &&
		    look_around(&before, seek, trail, parent))
			return -1;
	}
	if (before == STATE_UNREADABLE)
		return 0;
	if (trail->agreed && before != STATE_AGREED &&
	    note_approval(seek, trail, commit, change))
		return -1;
	trail->agreed = before == STATE_AGREED;
	trail->ended |= before == STATE_GONE;
	return 0;
}

static int step_all(struct seek *seek, const struct ari_commit *commit)
{
	for (size_t i = 0; i < seek->count; i++) {
		struct trail *trail = &seek->trails[i];

		if (trail->ended)
			continue;
		if (commit->cut)
			return ari_error_set(
			    seek->err, ARI_ERR_UNCERTAIN,
			    "this clone is shallow: when the plan %.*s was "
			    "approved lies before what it has; `git fetch "
			    "--unshallow` brings the rest",
			    (int)trail->plan->plan.len, trail->plan->plan.ptr);
		if (step_back(seek, trail, commit))
			return -1;
	}
	return 0;
}

static int walk_back(struct seek *seek, const struct ari_snapshot *from)
{
	struct ari_walk_options options = {.tip = seek->now->at.commit,
					   .first_parent = true,
					   .glob = &seek->now->glob};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	int result;

	if (from)
		options.from = from->commit;
	if (ari_walk_new(&walk, seek->repo, &options, seek->err))
		return -1;
	while ((result = ari_walk_next(&commit, walk, seek->err)) > 0)
		if (step_all(seek, commit)) {
			result = -1;
			break;
		}
	ari_walk_free(walk);
	return result;
}

int ari_history__approvals(struct ari_history__approval *plans, size_t count,
			   const struct ari_loader *loader,
			   struct ari_repo *repo,
			   const struct ari_snapshot *from,
			   const struct ari_view *now, struct ari_arena *arena,
			   struct ari_error *err)
{
	struct seek seek = {.repo = repo,
			    .loader = loader,
			    .now = now,
			    .count = count,
			    .arena = arena,
			    .err = err};

	if (!count)
		return 0;
	seek.trails = ari_arena_array(arena, count, sizeof(*seek.trails));
	if (!seek.trails)
		return ari_error_memory(err);
	for (size_t i = 0; i < count; i++)
		seek.trails[i] = (struct trail){
		    .plan = &plans[i], .path = plans[i].path, .agreed = true};
	return walk_back(&seek, from);
}
