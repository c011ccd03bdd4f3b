/*
 * What was first agreed, cycle after cycle: an action that went on with the
 * milestones it had keeps what was known of it, and only its slips grow.
 * All others are followed back as if nothing was known.
 */
#include "history/agreed.h"

#include <stdlib.h>

struct known {
	struct ari_agreed_view *out;
	const struct ari_agreed_view *before;
	const struct ari_changeset *set;
	const struct ari_agreed_request *request;
	struct ari_agreed_record *rest; /* to be followed back */
	size_t rest_count;
	bool *done; /* by number in out->records */
	struct ari_arena *keep;
	struct ari_arena *arena;
	struct ari_error *err;
};

/* Where the actions of a plan begin; NULL: it is not of the view. */
static const struct ari_agreed_start *find_start(
    const struct ari_agreed_view *view, const struct ari_plan *plan)
{
	size_t low = 0, high = view->view->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ari_agreed_start *start = &view->starts[middle];

		if (start->plan == plan)
			return start;
		if ((uintptr_t)start->plan < (uintptr_t)plan)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static size_t number_of(const struct ari_agreed_view *view,
			const struct ari_record *record)
{
	const struct ari_plan *plan = record->plan;
	size_t at = (size_t)(record - plan->records);
	const struct ari_agreed_start *start;

	if (record->kind != ARI_ACTION || at < plan->recommendation_count)
		return SIZE_MAX;
	start = find_start(view, plan);
	return start ? start->at + at - plan->recommendation_count : SIZE_MAX;
}

const struct ari_agreed_record *ari_agreed_view_find(
    const struct ari_agreed_view *view, const struct ari_record *record)
{
	size_t at = number_of(view, record);

	return at == SIZE_MAX ? NULL : &view->records[at];
}

/* By where they lie: it is for finding only, and nothing is told by it. */
static int compare_starts(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct ari_agreed_start *)a)->plan;
	uintptr_t y = (uintptr_t)((const struct ari_agreed_start *)b)->plan;

	return (x > y) - (x < y);
}

static int list_actions(struct ari_agreed_view *out, struct ari_arena *arena,
			struct ari_error *err)
{
	const struct ari_view *view = out->view;
	size_t most = 1;

	for (size_t i = 0; i < view->count; i++)
		most += view->versions[i]->plan->count;
	out->records = ari_arena_array(arena, most, sizeof(*out->records));
	out->starts =
	    ari_arena_array(arena, view->count + 1, sizeof(*out->starts));
	if (!out->records || !out->starts)
		return ari_error_memory(err);
	out->count = 0;
	for (size_t i = 0; i < view->count; i++) {
		const struct ari_plan *plan = view->versions[i]->plan;

		out->starts[i] = (struct ari_agreed_start){plan, out->count};
		for (size_t k = plan->recommendation_count; k < plan->count;
		     k++)
			out->records[out->count++] = (struct ari_agreed_record){
			    .record = &plan->records[k]};
	}
	if (view->count)
		qsort(out->starts, view->count, sizeof(*out->starts),
		      compare_starts);
	return 0;
}

/* What this cycle alone says of an action. */
static int begin(struct known *known, struct ari_agreed_record *record)
{
	struct ari_agreed__back back = {
	    .request = known->request, .arena = known->keep, .err = known->err};
	struct ari_agreed__trail trail;

	if (ari_agreed__begin(&trail, &back, record))
		return -1;
	ari_agreed__measure(&trail);
	return 0;
}

/* One milestone as it went on: 1; 0 when it must be followed back. */
static int go_on(struct ari_agreed *agreed, struct known *known,
		 const struct ari_record *old,
		 const struct ari_agreed_record *was)
{
	const struct ari_agreed__point point = {
	    .what = agreed->milestone.what.text};
	int at = ari_agreed__milestone(old, &point);
	const struct ari_agreed *past;
	struct ari_agreed__back back = {.arena = known->keep,
					.err = known->err};

	if (at < 0 || (size_t)at >= was->count)
		return 0;
	past = &was->milestones[at];
	if (!past->milestone.due.date.kind)
		return 0;
	agreed->first = past->first;
	agreed->first.node = NULL;
	agreed->approved = past->approved;
	agreed->slips =
	    past->slips + ari_agreed__is_slip(&past->milestone.due.date,
					      &agreed->milestone.due.date);
	if (ari_agreed__keep(&agreed->first.text, &back, past->first.text) ||
	    ari_agreed__keep(&agreed->cycle, &back, past->cycle))
		return -1;
	agreed->has_days =
	    agreed->first.date.kind && agreed->milestone.due.date.kind;
	agreed->days = 0;
	if (agreed->has_days)
		ari_date_compare(&agreed->days, &agreed->first.date,
				 &agreed->milestone.due.date);
	return 1;
}

/* Whether what was known of a record counts. */
static bool is_open(const struct known *known, const struct ari_record *old)
{
	return !ari_record_exempt(old) || known->request->exempt;
}

/*
 * What stood there in the cycle before, the very node that was parsed once:
 * its past is the same. Whoever has the record has all that this points to.
 */
static bool take_alike(struct ari_agreed_record *record,
		       const struct known *known, const struct ari_record *old)
{
	const struct ari_record *now = record->record;
	size_t was = number_of(known->before, old);
	const struct ari_agreed_record *past;

	if (was == SIZE_MAX)
		return false;
	past = &known->before->records[was];
	for (size_t i = 0; i < past->count; i++)
		if (!past->milestones[i].milestone.due.date.kind)
			return false;
	*record = *past;
	record->record = now;
	return true;
}

/* One action: 1, or 0 when it must be followed back. */
static int take_record(struct known *known, const struct ari_plan_change *plan,
		       const struct ari_record_change *change)
{
	const struct ari_record *old = change->old;
	struct ari_agreed_record *record;
	size_t at = number_of(known->out, change->new), was;
	int result = 1;

	if (at == SIZE_MAX)
		return 1;
	/* It may have been approved since: the approval saw it. */
	if (ari_stage_agreed(plan->new->stage) &&
	    (!plan->old || !ari_stage_agreed(plan->old->stage)))
		return 0;
	record = &known->out->records[at];
	if (old && old->node == change->new->node &&is_open(known, old) &&
	    take_alike(record, known, old)) {
		known->done[at] = true;
		return 1;
	}
	if (begin(known, record))
		return -1;
	known->done[at] = true;
	if (!old || !is_open(known, old))
		return 1;
	was = number_of(known->before, old);
	if (was == SIZE_MAX)
		result = 0;
	for (size_t i = 0; result > 0 && i < record->count; i++)
		result = go_on(&record->milestones[i], known, old,
			       &known->before->records[was]);
	known->done[at] = result > 0;
	return result;
}

/* Whether the earlier side is the closed cycle before this one. */
static int is_next(const struct known *known, struct ari_repo *repo)
{
	const struct ari_snapshot *from = &known->set->before->at;
	struct ari_meetings meetings;
	struct ari_snapshot older;
	int none;

	if (ari_history_meetings(&meetings, repo, known->request->reg,
				 known->arena, known->err))
		return -1;
	none = ari_history__older(&older, &meetings, repo, &known->request->at,
				  known->arena, known->err);
	if (none)
		return none < 0 ? -1 : 0;
	return ari_oid_eq(&older.commit, &from->commit) && from->cycle.ptr &&
	       ari_str_eq(older.cycle, from->cycle);
}

static int take_known(struct known *known)
{
	const struct ari_changeset *set = known->set;

	for (size_t i = 0; i < set->count; i++) {
		const struct ari_plan_change *plan = set->plans[i];

		for (size_t k = 0; plan->new &&k < plan->record_count; k++) {
			const struct ari_record *new = plan->records[k].new;

			if (new &&new->plan ==
			    plan->new &&take_record(known, plan,
						    &plan->records[k]) < 0)
				return -1;
		}
	}
	return 0;
}

int ari_history_agreed_view(
    struct ari_agreed_view *out, const struct ari_view *view,
    const struct ari_agreed_view *before, const struct ari_changeset *set,
    const struct ari_loader *loader, struct ari_repo *repo,
    const struct ari_agreed_request *request, struct ari_arena *keep,
    struct ari_arena *arena, struct ari_error *err)
{
	struct ari_agreed_view made = {.view = view};
	struct known known = {.out = &made,
			      .before = before,
			      .set = set,
			      .request = request,
			      .keep = keep,
			      .arena = arena,
			      .err = err};
	size_t n = 0;

	if (list_actions(&made, arena, err))
		return -1;
	known.done = ari_arena_zalloc(arena, made.count + 1);
	known.rest =
	    ari_arena_array(arena, made.count + 1, sizeof(*known.rest));
	if (!known.done || !known.rest)
		return ari_error_memory(err);
	if (before && set && set->before == before->view) {
		int next = is_next(&known, repo);

		if (next < 0 || (next && take_known(&known)))
			return -1;
	}
	for (size_t i = 0; i < made.count; i++)
		if (!known.done[i])
			known.rest[known.rest_count++] = made.records[i];
	if (ari_history_agreed(known.rest, known.rest_count, loader, repo,
			       request, keep, err))
		return -1;
	for (size_t i = 0; i < made.count; i++)
		if (!known.done[i])
			made.records[i] = known.rest[n++];
	*out = made;
	return 0;
}
