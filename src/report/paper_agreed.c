/*
 * What was first agreed: each milestone followed back from closed cycle to
 * closed cycle, through new refs and other plans. Git knows it; no later
 * edit of a plan can hide it.
 */
#include "paper.h"

#include <string.h>

/* A milestone on its way back; names as they were at the cycle reached. */
struct tracker {
	struct ari_paper_agreed *agreed;
	struct ari_str plan;
	struct ari_str ref;
	struct ari_str what;
	struct ari_when here; /* its date at the version reached */
	bool ended; /* it came into being here, or was exempt before */
};

struct back {
	struct ari_paper *paper;
	const struct ari_loader *loader;
	struct ari_repo *repo;
	struct tracker *trackers;
	size_t count;
	struct ari_error *err;
};

/* A text that outlives the changeset it was read from. */
static int keep(struct ari_str *out, struct back *back, struct ari_str text)
{
	if (!text.ptr) {
		*out = text;
		return 0;
	}
	*out = ari_arena_dup(&back->paper->arena, text);
	return out->ptr ? 0 : ari_error_memory(back->err);
}

/* The milestone of that name; the only one, when names changed. */
static bool find_milestone(struct ari_milestone *out,
			   const struct ari_record *record, struct ari_str what)
{
	size_t total = ari_record_milestones(out, 1, record);

	for (size_t i = 0; i < record->milestones.count; i++) {
		if (!ari_str_eq(record->milestones.items[i].what.text, what))
			continue;
		*out = record->milestones.items[i];
		return true;
	}
	return total == 1;
}

/* A closed cycle saw the date that is reached. */
static int saw(struct tracker *t, struct back *back, struct ari_str cycle)
{
	if (!t->here.date.kind)
		return 0;
	t->agreed->first = t->here;
	return keep(&t->agreed->cycle, back, cycle);
}

/* Step to the milestone as an earlier record has it. */
static int reach(struct tracker *t, struct back *back,
		 const struct ari_record *record)
{
	struct ari_milestone milestone;

	t->here.date.kind = ARI_DATE_NONE;
	if (keep(&t->plan, back, record->plan->id.text) ||
	    keep(&t->ref, back, record->ref.text))
		return -1;
	if (!find_milestone(&milestone, record, t->what))
		return 0;
	t->here.date = milestone.due.date;
	if (keep(&t->here.text, back, milestone.due.text))
		return -1;
	return keep(&t->what, back, milestone.what.text);
}

static const struct ari_record_change *find_change(
    const struct ari_changeset *set, const struct tracker *t)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct ari_plan_change *plan = set->plans[i];

		if (!plan->new || !ari_str_eq(plan->new->id.text, t->plan))
			continue;
		for (size_t k = 0; k < plan->record_count; k++)
			if (plan->records[k].new &&
			    plan->records[k].new->plan ==
				plan->new &&ari_str_eq(
				    plan->records[k].new->ref.text, t->ref))
				return &plan->records[k];
	}
	return NULL;
}

static bool touched(const struct ari_changeset *set, const struct tracker *t)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->plans[i]->new &&ari_str_eq(set->plans[i]->new->id.text,
						    t->plan))
			return true;
	return false;
}

static bool slipped(const struct ari_record_change *change, struct ari_str what)
{
	for (size_t i = 0; i < change->movement_count; i++) {
		const struct ari_movement *m = &change->movements[i];

		if (m->kind == ARI_MOVE_SLIPPED &&
		    (!m->milestone.len || !what.len ||
		     ari_str_eq(m->milestone, what)))
			return true;
	}
	return false;
}

/* One milestone across one pair of cycles, from the later to the earlier. */
static int step(struct tracker *t, struct back *back,
		const struct ari_changeset *set)
{
	const struct ari_record_change *change;
	const bool exempt = back->paper->request.options.exempt;

	if (t->ended)
		return 0;
	/* A plan that nobody touched: the earlier cycle saw the same. */
	if (!touched(set, t))
		return saw(t, back, set->before->at.cycle);
	change = find_change(set, t);
	if (!change || !change->old ||
	    (!exempt && ari_record_exempt(change->old))) {
		t->ended = true;
		return 0;
	}
	t->agreed->slips += slipped(change, t->what);
	if (reach(t, back, change->old))
		return -1;
	return saw(t, back, set->before->at.cycle);
}

static int step_all(struct back *back, const struct ari_snapshot *from,
		    const struct ari_snapshot *to)
{
	struct ari_changes_request request = {
	    .from = *from, .to = *to, .as_of = ARI_DAY_MIN};
	struct ari_changeset *set;
	int result = 0;

	if (ari_history_changes(&set, back->loader, back->repo, &request,
				back->err))
		return -1;
	for (size_t i = 0; i < back->count && !result; i++)
		result = step(&back->trackers[i], back, set);
	ari_changeset_free(set);
	return result;
}

/* -- setting out -- */

static void begin_row(struct back *back, struct ari_paper_row *row,
		      struct ari_paper_agreed *agreed, size_t count)
{
	const struct ari_paper_request *request = &back->paper->request;

	row->agreed = agreed;
	row->agreed_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct ari_milestone *now = &agreed[i].milestone;

		if (!request->draft && now->due.date.kind) {
			agreed[i].first = now->due;
			agreed[i].cycle = request->at.cycle;
		}
		back->trackers[back->count++] = (struct tracker){
		    .agreed = &agreed[i],
		    .plan = row->record->plan->id.text,
		    .ref = row->record->ref.text,
		    .what = now->what.text,
		    .here = now->due,
		};
	}
}

static int begin_plan(struct back *back, struct ari_paper_plan *plan)
{
	struct ari_paper_row *rows = plan->rows;
	struct ari_arena *arena = &back->paper->arena;

	for (size_t i = 0; i < plan->row_count; i++) {
		size_t room = rows[i].record->milestones.count + 1, count;
		struct ari_milestone *list =
		    ari_arena_array(arena, room, sizeof(*list));
		struct ari_paper_agreed *agreed =
		    ari_arena_array(arena, room, sizeof(*agreed));

		if (!list || !agreed)
			return ari_error_memory(back->err);
		count = ari_record_milestones(list, room, rows[i].record);
		for (size_t k = 0; k < count; k++)
			agreed[k] =
			    (struct ari_paper_agreed){.milestone = list[k]};
		begin_row(back, &rows[i], agreed, count);
	}
	return 0;
}

static int begin(struct back *back)
{
	struct ari_paper *paper = back->paper;
	size_t room = 1;

	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			room +=
			    paper->plans[i].rows[k].record->milestones.count +
			    1;
	back->trackers =
	    ari_arena_array(&paper->arena, room, sizeof(*back->trackers));
	if (!back->trackers)
		return ari_error_memory(back->err);
	for (size_t i = 0; i < paper->plan_count; i++)
		if (begin_plan(back, &paper->plans[i]))
			return -1;
	return 0;
}

static void measure(struct back *back)
{
	for (size_t i = 0; i < back->count; i++) {
		struct ari_paper_agreed *a = back->trackers[i].agreed;
		int32_t days;

		if (!a->first.date.kind || !a->milestone.due.date.kind)
			continue;
		ari_date_compare(&days, &a->first.date, &a->milestone.due.date);
		a->days = days;
		a->has_days = true;
	}
}

/* Walk the closed cycles that lie before the paper, the latest first. */
static int walk(struct back *back, const struct ari_meetings *meetings)
{
	struct ari_snapshot at = back->paper->request.at, from;

	for (size_t i = meetings->count; i--;) {
		const struct ari_meeting *m = &meetings->items[i];
		int held;

		if (!m->tag || ari_oid_none(&m->tag->commit) ||
		    ari_str_eq(m->id, back->paper->request.at.cycle) ||
		    ari_oid_eq(&m->tag->commit, &at.commit))
			continue;
		held = ari_source_is_ancestor(back->repo, &m->tag->commit,
					      &at.commit, back->err);
		if (held < 0)
			return -1;
		if (!held)
			continue;
		if (ari_snapshot_of_cycle(&from, back->repo, m->id,
					  &back->paper->arena, back->err) ||
		    step_all(back, &from, &at))
			return -1;
		at = from;
	}
	return 0;
}

int ari_report__agree(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo, struct ari_error *err)
{
	struct back back = {
	    .paper = paper, .loader = loader, .repo = repo, .err = err};
	struct ari_meetings meetings;

	if (begin(&back) ||
	    ari_history_meetings(&meetings, repo, paper->reg, &paper->arena,
				 err) ||
	    walk(&back, &meetings))
		return -1;
	measure(&back);
	return 0;
}
