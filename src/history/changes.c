/*
 * From two snapshots to movements: which files differ, which plans they
 * are, what happened to their records. Files alike on both sides are not
 * read.
 */
#include "history/internal.h"

#include <stdlib.h>
#include <string.h>

/* One plan on both sides, found by its id. */
struct pair {
	const struct ari_plan *old;
	const struct ari_plan *new;
	struct ari_str path;
};

struct work {
	struct ari_changeset *set;
	const struct ari_loader *loader;
	struct ari_repo *repo;
	const struct ari_changes_request *request;
	struct ari_changes changes;
	bool undated; /* movements alone, no exceptions */
	struct ari_error *err;
};

void ari_changeset_free(struct ari_changeset *set)
{
	if (!set)
		return;
	if (!set->before_lent)
		ari_view_free(set->before); /* borrows from after */
	if (!set->after_lent)
		ari_view_free(set->after);
	for (unsigned i = 0; i < set->worker_count; i++)
		ari_arena_release(&set->workers[i]);
	free(set->workers);
	ari_arena_release(&set->arena);
	free(set);
}

static int broken_register(struct ari_view *view, struct ari_error *err)
{
	const struct ari_diags *diags = &view->register_file->diags;

	if (view->reg)
		return 0;
	return ari_error_set(err, ARI_ERR_INVALID,
			     "the register " ARI_REGISTER_PATH " at %.*s "
			     "cannot be read%s%s; `arising check --rev %.*s` "
			     "says where",
			     (int)view->at.name.len, view->at.name.ptr,
			     diags->count ? ": " : "",
			     diags->count ? diags->items[0].message.ptr : "",
			     (int)view->at.name.len, view->at.name.ptr);
}

/*
 * A cycle must lie in the history of what it is compared with: else its
 * papers were about something else.
 */
static int check_order(struct work *work)
{
	const struct ari_snapshot *from = &work->request->from;
	const struct ari_snapshot *to = &work->request->to;
	int held;

	if (from->kind != ARI_SNAPSHOT_COMMIT || ari_oid_none(&to->commit))
		return 0;
	held = ari_source_is_ancestor(work->repo, &from->commit, &to->commit,
				      work->err);
	if (held)
		return held < 0 ? -1 : 0;
	held = ari_source_is_ancestor(work->repo, &to->commit, &from->commit,
				      work->err);
	if (held < 0)
		return -1;
	if (held)
		return ari_error_set(
		    work->err, ARI_ERR_USAGE,
		    "%.*s is later than %.*s: write %.*s..%.*s",
		    (int)from->name.len, from->name.ptr, (int)to->name.len,
		    to->name.ptr, (int)to->name.len, to->name.ptr,
		    (int)from->name.len, from->name.ptr);
	if (!from->cycle.ptr)
		return 0;
	return ari_error_set(
	    work->err, ARI_ERR_UNCERTAIN,
	    "the cycle %.*s is not in the history of %.*s: history was "
	    "rewritten after it was closed, or these are two branches",
	    (int)from->cycle.len, from->cycle.ptr, (int)to->name.len,
	    to->name.ptr);
}

/* Both registers' globs: a plan may have moved with the pattern. */
static int both_globs(struct ari_glob *out, struct work *work)
{
	const struct ari_register *regs[2] = {work->set->before->reg,
					      work->set->after->reg};
	struct ari_arena *arena = &work->set->arena;
	struct ari_str *patterns = ari_arena_array(
	    arena, 2 * ARI_GLOB_PATTERNS + 2, sizeof(*patterns));
	size_t count = 0;

	if (!patterns)
		return ari_error_memory(work->err);
	for (size_t r = 0; r < 2; r++) {
		const struct ari_values *plans = &regs[r]->plans;

		if (!plans->count)
			patterns[count++] = ARI_STR("plans/*.yaml");
		for (size_t i = 0;
		     i < plans->count && count < 2 * ARI_GLOB_PATTERNS; i++) {
			size_t k = 0;

			while (k < count &&
			       !ari_str_eq(patterns[k], plans->items[i].text))
				k++;
			if (k == count)
				patterns[count++] = plans->items[i].text;
		}
	}
	return ari_glob_init(out, patterns, count, arena, work->err);
}

/* The earlier side of what is loaded: records that stand alike are lent. */
static int load_before(struct work *work)
{
	const struct ari_changes *changes = &work->changes;
	struct ari_changeset *set = work->set;
	struct ari_file *files =
	    ari_arena_array(&set->arena, changes->count + 1, sizeof(*files));
	size_t count = 0;

	if (!files)
		return ari_error_memory(work->err);
	for (size_t i = 0; i < changes->count; i++) {
		if (changes->items[i].before.kind == ARI_ENTRY_NONE)
			continue;
		files[count] = changes->items[i].before;
		files[count++].path = changes->items[i].path;
	}
	return ari_view_load(set->before, work->loader, files, count,
			     set->after, work->err);
}

/* What differs, and with `all` what is alike on both sides behind it. */
static int load_sides(struct work *work)
{
	const struct ari_files *same = &work->changes.same;
	struct ari_changeset *set = work->set;
	struct ari_change *changes = work->changes.items;
	size_t count = work->changes.count;

	if (work->request->all) {
		changes = ari_arena_array(&set->arena, count + same->count + 1,
					  sizeof(*changes));
		if (!changes)
			return ari_error_memory(work->err);
		if (count)
			memcpy(changes, work->changes.items,
			       count * sizeof(*changes));
		for (size_t i = 0; i < same->count; i++)
			changes[count++] =
			    (struct ari_change){same->items[i].path,
						same->items[i], same->items[i]};
	}
	return (set->after_lent
		    ? load_before(work)
		    : ari_view_load_both(set->before, set->after, work->loader,
					 changes, count, work->err)) ||
		       ari_view_sound(set->after, work->err) ||
		       ari_view_sound(set->before, work->err)
		   ? -1
		   : 0;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = ari_str_cmp(x->path, y->path);

	if (order)
		return order;
	return (y->new != NULL) - (x->new != NULL);
}

static bool plan_wanted(const struct work *work, const struct ari_plan *plan)
{
	return !work->request->plan.ptr ||
	       ari_str_eq(plan->id.text, work->request->plan);
}

static size_t make_pairs(struct pair *pairs, const struct work *work)
{
	const struct ari_view *before = work->set->before;
	const struct ari_view *after = work->set->after;
	size_t count = 0;

	for (size_t i = 0; i < after->count; i++) {
		const struct ari_plan *plan = after->versions[i]->plan;

		const struct ari_plan *old;

		if (!plan_wanted(work, plan))
			continue;
		old = ari_view_plan(before, plan->id.text);
		/* One version on both sides. */
		if (old == plan && !work->request->all)
			continue;
		pairs[count++] = (struct pair){old, plan, plan->path};
	}
	for (size_t i = 0; i < before->count; i++) {
		const struct ari_plan *plan = before->versions[i]->plan;

		if (plan_wanted(work, plan) &&
		    !ari_view_plan(after, plan->id.text))
			pairs[count++] = (struct pair){plan, NULL, plan->path};
	}
	if (count)
		qsort(pairs, count, sizeof(*pairs), compare_pairs);
	return count;
}

static void set_dates(struct work *work)
{
	struct ari_movement_dates *dates = &work->set->dates;
	const struct ari_changes_request *request = work->request;
	const struct ari_register *reg = work->set->after->reg;
	const struct ari_cycle *cycle =
	    request->to.cycle.ptr ? ari_register_cycle(reg, request->to.cycle)
				  : NULL;

	dates->from = ari_history_day(&request->from, reg);
	dates->to = request->as_of != ARI_DAY_MIN
			? request->as_of
			: ari_history_day(&request->to, reg);
	dates->period = (struct ari_days){
	    dates->from < ARI_DAY_MAX ? dates->from + 1 : dates->from,
	    dates->to};
	dates->prose_near = dates->to;
	if (cycle && cycle->period.date.kind)
		dates->period = cycle->period.date.days;
	if (cycle && cycle->cutoff.date.kind)
		dates->prose_near = cycle->cutoff.date.days.hi;
}

struct compare_job {
	struct ari_changeset *set;
	const struct pair *pairs;
	const struct ari_movement_dates *dates; /* or NULL */
};

static int compare_one(void *ctx, unsigned worker, size_t at,
		       struct ari_error *err)
{
	struct compare_job *job = ctx;
	struct ari_changeset *set = job->set;

	return ari_movement_compare(&set->plans[at], job->pairs[at].old,
				    job->pairs[at].new, job->dates,
				    &set->workers[worker], err);
}

static int make_workers(struct work *work, size_t pieces)
{
	struct ari_changeset *set = work->set;
	unsigned count = ari_parallel_workers(pieces, work->loader->threads);

	set->workers = calloc(count, sizeof(*set->workers));
	if (!set->workers)
		return ari_error_memory(work->err);
	set->worker_count = count;
	for (unsigned i = 0; i < count; i++)
		ari_arena_init(&set->workers[i], NULL, 0);
	return 0;
}

static int compare_plans(struct work *work)
{
	struct ari_changeset *set = work->set;
	size_t most = set->before->count + set->after->count + 1;
	struct pair *pairs = ari_arena_array(&set->arena, most, sizeof(*pairs));
	struct compare_job job = {set, pairs,
				  work->undated ? NULL : &set->dates};
	size_t count;

	set->plans = ari_arena_array(&set->arena, most, sizeof(*set->plans));
	if (!pairs || !set->plans)
		return ari_error_memory(work->err);
	count = make_pairs(pairs, work);
	if (make_workers(work, count) ||
	    ari_parallel(count, work->loader->threads, compare_one, &job,
			 work->err))
		return -1;
	set->count = count;
	return ari_movement_join(set->plans, count, &set->arena, work->err);
}

/* A plan that was asked for and is not among the changed ones. */
static int read_asked_plan(struct work *work)
{
	struct ari_changes_request wider = *work->request;

	if (wider.all)
		return ari_error_set(work->err, ARI_ERR_NOT_FOUND,
				     "there is no plan %.*s at %.*s or %.*s",
				     (int)wider.plan.len, wider.plan.ptr,
				     (int)wider.from.name.len,
				     wider.from.name.ptr,
				     (int)wider.to.name.len, wider.to.name.ptr);
	return 1;
}

/* Whether two registers call the same files plans, in the same words. */
static bool same_patterns(const struct ari_values *a,
			  const struct ari_values *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!ari_str_eq(a->items[i].text, b->items[i].text))
			return false;
	return true;
}

static int open_before(struct work *work)
{
	if (ari_view_new(&work->set->before, work->loader, work->repo,
			 &work->request->from, work->err))
		return -1;
	return broken_register(work->set->before, work->err);
}

static int open_after(struct work *work)
{
	struct ari_changeset *set = work->set;

	set->after = work->request->loaded;
	set->after_lent = set->after != NULL;
	if (!set->after && ari_view_new(&set->after, work->loader, work->repo,
					&work->request->to, work->err))
		return -1;
	return broken_register(set->after, work->err);
}

/* Both views, as yet without plans but for those that are lent. */
static int open_views(struct work *work)
{
	struct ari_view *known = work->request->known;
	struct ari_changeset *set = work->set;

	if ((!known && open_before(work)) || open_after(work))
		return -1;
	if (!known)
		return 0;
	set->before_lent =
	    same_patterns(&known->reg->plans, &set->after->reg->plans);
	if (!set->before_lent)
		return open_before(work);
	set->before = known;
	return 0;
}

static int find_differing(struct work *work)
{
	const struct ari_changes_request *request = work->request;
	struct ari_changeset *set = work->set;
	struct ari_glob glob;

	if (set->after_lent) {
		work->changes = *request->differing;
		return 0;
	}
	return both_globs(&glob, work) ||
		       ari_source_compare(&work->changes, work->repo,
					  &request->from, &request->to, &glob,
					  &set->arena, work->err)
		   ? -1
		   : 0;
}

/* What differs is found by the trees of both, and then read. */
static int read_differences(struct work *work)
{
	if (find_differing(work) || load_sides(work))
		return -1;
	if (!work->request->all)
		work->set->same = work->changes.same;
	return 0;
}

static int read_after(struct work *work)
{
	struct ari_view *after = work->set->after;

	if (ari_view_load_after(after, work->set->before, work->loader,
				work->request->keep, work->err))
		return -1;
	return ari_view_sound(after, work->err);
}

static int fill(struct work *work)
{
	struct ari_changeset *set = work->set;
	const struct ari_changes_request *request = work->request;

	if (check_order(work) || open_views(work) ||
	    (set->before_lent ? read_after(work) : read_differences(work)))
		return -1;
	set_dates(work);
	if (compare_plans(work) ||
	    (request->stale &&
	     ari_history__stale(set, work->repo, work->loader->threads,
				work->err)))
		return -1;
	return request->plan.ptr && !set->count ? read_asked_plan(work) : 0;
}

int ari_history_changes(struct ari_changeset **out,
			const struct ari_loader *loader, struct ari_repo *repo,
			const struct ari_changes_request *request,
			struct ari_error *err)
{
	struct ari_changes_request asked = *request;
	int result;

	do {
		struct work work = {.loader = loader,
				    .repo = repo,
				    .request = &asked,
				    .err = err};

		work.set = calloc(1, sizeof(*work.set));
		if (!work.set)
			return ari_error_memory(err);
		ari_arena_init(&work.set->arena, NULL, 0);
		result = fill(&work);
		if (!result)
			*out = work.set;
		else
			ari_changeset_free(work.set);
		asked.all = true;
	} while (result > 0);
	return result;
}

int ari_history__before(struct ari_changeset **out,
			const struct ari_loader *loader, struct ari_view *after,
			const struct ari_snapshot *from, struct ari_arena *keep,
			struct ari_error *err)
{
	const struct ari_changes_request request = {
	    .from = *from, .to = after->at, .as_of = ARI_DAY_MIN};
	struct ari_changeset *set = calloc(1, sizeof(*set));
	struct work work = {.set = set,
			    .loader = loader,
			    .repo = after->repo,
			    .request = &request,
			    .undated = true,
			    .err = err};
	int result;

	if (!set)
		return ari_error_memory(err);
	ari_arena_init(&set->arena, NULL, 0);
	set->after = after;
	set->after_lent = true;
	result = open_before(&work);
	if (!result &&
	    !same_patterns(&set->before->reg->plans, &after->reg->plans))
		result = 1;
	if (!result &&
	    (ari_view_load_after(set->before, after, loader, keep, err) ||
	     ari_view_sound(set->before, err) || compare_plans(&work)))
		result = -1;
	if (!result)
		*out = set;
	else
		ari_changeset_free(set);
	return result;
}
