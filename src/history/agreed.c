/*
 * What was first agreed: each record followed back from closed cycle to
 * closed cycle, and to the approval of its plan where that lies between
 * two. The paper and the figures of a cycle both ask here.
 */
#include "history/agreed.h"

/* The plans of a step by their later ids, and the records of each. */
struct stepping {
	struct ari_changeset *set;
	struct ari_index plans;
	struct ari_index *records; /* by plan; entries NULL: not made */
	const struct ari_index_entry *found; /* of the trail before */
	struct ari_str plan;		     /* of it */
};

static int begin_step(struct stepping *step, struct ari_agreed__back *back,
		      struct ari_changeset *set)
{
	struct ari_index_entry *entries =
	    ari_arena_array(&set->arena, set->count + 1, sizeof(*entries));
	size_t count = 0;

	*step = (struct stepping){.set = set};
	step->records = ari_arena_zalloc(
	    &set->arena, (set->count + 1) * sizeof(*step->records));
	if (!entries || !step->records)
		return ari_error_memory(back->err);
	for (uint32_t i = 0; i < set->count; i++)
		if (set->plans[i]->new)
			entries[count++] = (struct ari_index_entry){
			    set->plans[i]->new->id.text, i};
	ari_index_build(&step->plans, entries, count);
	return 0;
}

/* The plan of a trail; most stand beside another of the same plan. */
static const struct ari_index_entry *find_plan(struct stepping *step,
					       struct ari_str plan)
{
	if (!step->plan.ptr || !ari_str_eq(step->plan, plan)) {
		step->found = ari_index_find(&step->plans, plan);
		step->plan = plan;
	}
	return step->found;
}

/* Take a record to the earlier side. */
static int step_trail(struct ari_agreed__back *back, struct stepping *step,
		      struct ari_agreed__trail *t)
{
	const struct ari_index_entry *found = find_plan(step, t->plan);
	const struct ari_plan_change *change;
	const struct ari_record *old;
	struct ari_index *index;

	if (!found)
		return 0;
	change = step->set->plans[found->value];
	index = &step->records[found->value];
	if (!index->entries &&
	    ari_agreed__index(index, back, change, &step->set->arena))
		return -1;
	old = ari_agreed__old(back, change, index, t);
	t->ended = !old;
	return old ? ari_agreed__reach(t, back, old) : 0;
}

static int step_cycle(struct ari_agreed__back *back, struct ari_changeset *set)
{
	struct stepping step;
	struct ari_str cycle;

	if (begin_step(&step, back, set))
		return -1;
	for (size_t i = 0; i < back->count; i++)
		if (!back->trails[i].ended &&
		    step_trail(back, &step, &back->trails[i]))
			return -1;
	if (ari_agreed__keep(&cycle, back, set->before->at.cycle))
		return -1;
	/* A plan that nobody touched: the earlier cycle saw the same. */
	for (size_t i = 0; i < back->count; i++)
		if (!back->trails[i].ended)
			ari_agreed__see(&back->trails[i], cycle);
	return 0;
}

/*
 * Records that are worth holding all plans: cycle by cycle then only what
 * differs is read and parsed. For a few, the changed files of two cycles are
 * less.
 */
#define MANY 64

/* The view that steps begin from: 0, or 1 where it cannot be relied on. */
static int open_view(struct ari_agreed__back *back,
		     const struct ari_snapshot *at)
{
	if (back->view)
		return 0;
	if (ari_view_new(&back->view, back->loader, back->repo, at, back->err))
		return -1;
	if (!back->view->reg)
		return 1;
	return ari_view_load_after(back->view, NULL, back->loader, &back->keep,
				   back->err) ||
		       ari_view_sound(back->view, back->err)
		   ? -1
		   : 0;
}

static void close_view(struct ari_agreed__back *back)
{
	ari_view_free(back->view);
	back->view = NULL;
}

/* The movements of a step, from the view where many have come to. */
static int compare_many(struct ari_changeset **out,
			struct ari_agreed__back *back,
			const struct ari_snapshot *from,
			const struct ari_snapshot *to)
{
	int result = open_view(back, to);

	if (!result)
		result = ari_history__before(out, back->loader, back->view,
					     from, &back->keep, back->err);
	if (result)
		close_view(back);
	return result;
}

static int compare_sides(struct ari_changeset **out,
			 struct ari_agreed__back *back,
			 const struct ari_snapshot *from,
			 const struct ari_snapshot *to)
{
	const struct ari_changes_request request = {
	    .from = *from, .to = *to, .as_of = ARI_DAY_MIN};
	int result = back->count < MANY ? 1 : compare_many(out, back, from, to);

	return result > 0 ? ari_history_changes(out, back->loader, back->repo,
						&request, back->err)
			  : result;
}

/* The earlier side is where the next step begins. */
static void go_back(struct ari_agreed__back *back, struct ari_changeset *set)
{
	struct ari_view *before = NULL;

	if (back->view && set) {
		before = set->before;
		set->before_lent = true;
	}
	ari_changeset_free(set);
	close_view(back);
	back->view = before;
}

static int step(struct ari_agreed__back *back, const struct ari_snapshot *from,
		const struct ari_snapshot *to)
{
	struct ari_changeset *set = NULL;
	int result;

	if (from && compare_sides(&set, back, from, to))
		return -1;
	result = ari_agreed__approvals(back, set, from, to);
	if (!result && set)
		result = step_cycle(back, set);
	go_back(back, set);
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
	int result;

	back.trails = ari_arena_array(arena, count + 1, sizeof(*back.trails));
	if (!back.trails)
		return ari_error_memory(err);
	for (size_t i = 0; i < count; i++)
		if (ari_agreed__begin(&back.trails[i], &back, &records[i]))
			return -1;
	back.count = count;
	ari_arena_init(&back.keep, NULL, 0);
	result = count ? follow(&back) : 0;
	close_view(&back);
	ari_arena_release(&back.keep);
	if (result)
		return -1;
	for (size_t i = 0; i < count; i++)
		ari_agreed__measure(&back.trails[i]);
	return 0;
}
