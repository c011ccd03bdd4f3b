/*
 * One record on its way back to what was first agreed of it: what a cycle
 * saw, what the approval saw, and the same record in an earlier version.
 */
#include "history/agreed.h"

int ari_agreed__keep(struct ari_str *out, struct ari_agreed__back *back,
		     struct ari_str text)
{
	*out = text;
	if (!text.ptr)
		return 0;
	*out = ari_arena_dup(back->arena, text);
	return out->ptr ? 0 : ari_error_memory(back->err);
}

/*
 * The milestone of that name; the only one, when names changed. What came
 * later than the version that is reached is known by its name alone.
 */
int ari_agreed__milestone(const struct ari_record *record,
			  const struct ari_agreed__point *point)
{
	struct ari_milestone only;

	for (size_t i = 0; i < record->milestones.count; i++)
		if (ari_str_eq(record->milestones.items[i].what.text,
			       point->what))
			return (int)i;
	if (ari_record_milestones(&only, 1, record) != 1 ||
	    (point->absent && !ari_str_eq(only.what.text, point->what)))
		return -1;
	return 0;
}

static bool find_milestone(struct ari_milestone *out,
			   const struct ari_record *record,
			   const struct ari_agreed__point *point)
{
	int at = ari_agreed__milestone(record, point);

	if (at > 0)
		*out = record->milestones.items[at];
	else if (!at)
		ari_record_milestones(out, 1, record);
	return at >= 0;
}

void ari_agreed__see(struct ari_agreed__trail *t, struct ari_str cycle)
{
	for (size_t i = 0; i < t->record->count; i++) {
		struct ari_agreed *agreed = &t->record->milestones[i];

		if (!t->points[i].due.date.kind)
			continue;
		agreed->first = t->points[i].due;
		agreed->cycle = cycle;
		agreed->approved = false;
		t->points[i].late = false;
	}
	if (t->final != ARI_DAY_MIN)
		t->record->first = t->final;
}

/* Whether the two are written alike; a month is not its days. */
static bool same_date(const struct ari_date *a, const struct ari_date *b)
{
	int32_t days;

	return a->kind == b->kind &&
	       ari_date_compare(&days, a, b) == ARI_DATE_SAME;
}

bool ari_agreed__is_slip(const struct ari_date *before,
			 const struct ari_date *after)
{
	int32_t days;

	return ari_date_compare(&days, before, after) == ARI_DATE_SLIPPED;
}

/*
 * The approval saw the record so. Where the cycle after it saw the same
 * date, that cycle stays its witness.
 */
int ari_agreed__see_approval(struct ari_agreed__trail *t,
			     struct ari_agreed__back *back,
			     const struct ari_record *record)
{
	struct ari_milestone milestone;
	int32_t final = ari_record_final_day(record);

	for (size_t i = 0; i < t->record->count; i++) {
		struct ari_agreed *agreed = &t->record->milestones[i];
		struct ari_agreed__point *point = &t->points[i];

		if (!find_milestone(&milestone, record, point) ||
		    !milestone.due.date.kind ||
		    same_date(&milestone.due.date, &agreed->first.date))
			continue;
		point->late =
		    ari_agreed__is_slip(&milestone.due.date, &point->due.date);
		agreed->first = milestone.due;
		agreed->cycle = (struct ari_str){NULL, 0};
		agreed->approved = true;
		if (ari_agreed__keep(&agreed->first.text, back,
				     milestone.due.text))
			return -1;
		agreed->first.node = NULL;
	}
	if (final != ARI_DAY_MIN)
		t->record->first = final;
	return 0;
}

/* Step to a milestone as an earlier record has it. */
static int reach_point(struct ari_agreed__point *point,
		       struct ari_agreed *agreed, struct ari_agreed__back *back,
		       const struct ari_record *record)
{
	struct ari_date after = point->due.date;
	struct ari_milestone milestone;

	point->due = (struct ari_when){.date.kind = ARI_DATE_NONE};
	point->absent = !find_milestone(&milestone, record, point);
	if (point->absent)
		return 0;
	point->due.date = milestone.due.date;
	agreed->slips += ari_agreed__is_slip(&milestone.due.date, &after);
	return ari_agreed__keep(&point->due.text, back, milestone.due.text) ||
		       ari_agreed__keep(&point->what, back, milestone.what.text)
		   ? -1
		   : 0;
}

int ari_agreed__reach(struct ari_agreed__trail *t,
		      struct ari_agreed__back *back,
		      const struct ari_record *record)
{
	const struct ari_plan *plan = record->plan;

	t->agreed = ari_stage_agreed(plan->stage);
	t->final = ari_record_final_day(record);
	if (ari_agreed__keep(&t->plan, back, plan->id.text) ||
	    ari_agreed__keep(&t->path, back, plan->path) ||
	    ari_agreed__keep(&t->ref, back, record->ref.text))
		return -1;
	for (size_t i = 0; i < t->record->count; i++)
		if (reach_point(&t->points[i], &t->record->milestones[i], back,
				record))
			return -1;
	return 0;
}

int ari_agreed__index(struct ari_index *out, struct ari_agreed__back *back,
		      const struct ari_plan_change *change,
		      struct ari_arena *arena)
{
	struct ari_index_entry *entries =
	    ari_arena_array(arena, change->record_count + 1, sizeof(*entries));
	size_t count = 0;

	if (!entries)
		return ari_error_memory(back->err);
	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record *record = change->records[i].new;

		if (record && record->plan == change->new)
			entries[count++] = (struct ari_index_entry){
			    record->ref.text, (uint32_t)i};
	}
	ari_index_build(out, entries, count);
	return 0;
}

const struct ari_record *ari_agreed__old(const struct ari_agreed__back *back,
					 const struct ari_plan_change *change,
					 const struct ari_index *index,
					 const struct ari_agreed__trail *t)
{
	const struct ari_index_entry *found = ari_index_find(index, t->ref);
	const struct ari_record *old =
	    found ? change->records[found->value].old : NULL;

	if (!old || (ari_record_exempt(old) && !back->request->exempt))
		return NULL;
	return old;
}

int ari_agreed__begin(struct ari_agreed__trail *t,
		      struct ari_agreed__back *back,
		      struct ari_agreed_record *record)
{
	const struct ari_record *now = record->record;
	size_t room = now->milestones.count + 1;
	struct ari_milestone *list =
	    ari_arena_array(back->arena, room, sizeof(*list));
	struct ari_agreed *agreed =
	    ari_arena_array(back->arena, room, sizeof(*agreed));
	struct ari_agreed__point *points =
	    ari_arena_array(back->arena, room, sizeof(*points));

	if (!list || !agreed || !points)
		return ari_error_memory(back->err);
	record->count = ari_record_milestones(list, room, now);
	record->milestones = agreed;
	record->first = ARI_DAY_MIN;
	for (size_t i = 0; i < record->count; i++) {
		agreed[i] = (struct ari_agreed){.milestone = list[i]};
		points[i] = (struct ari_agreed__point){
		    .what = list[i].what.text, .due = list[i].due};
	}
	*t = (struct ari_agreed__trail){
	    .record = record,
	    .plan = now->plan->id.text,
	    .ref = now->ref.text,
	    .path = now->plan->path,
	    .points = points,
	    .final = ari_record_final_day(now),
	    .agreed = ari_stage_agreed(now->plan->stage),
	};
	if (!back->request->open)
		ari_agreed__see(t, back->request->at.cycle);
	return 0;
}

void ari_agreed__measure(const struct ari_agreed__trail *t)
{
	for (size_t i = 0; i < t->record->count; i++) {
		struct ari_agreed *a = &t->record->milestones[i];

		a->slips += t->points[i].late;
		if (!a->first.date.kind || !a->milestone.due.date.kind)
			continue;
		ari_date_compare(&a->days, &a->first.date,
				 &a->milestone.due.date);
		a->has_days = true;
	}
}
