/*
 * Two versions of a plan in, one change out: the plan's own movements, then
 * every record of either version with what happened to it. The entrance of
 * the room; history and the views call it.
 */
#include "movement/internal.h"

static void compare_plan(struct ari_plan_change *out,
			 struct ari_movement__list *list)
{
	if (!out->old || !out->new)
		return;
	ari_movement__plan(list);
	ari_movement__take(&out->movements, &out->movement_count, list);
}

static void compare_record(struct ari_record_change *out,
			   struct ari_movement__list *list,
			   struct ari_movement__links *links, size_t at,
			   const struct ari_movement_dates *dates)
{
	const struct ari_record *new = &links->new->records[at], *old = NULL;

	if (links->new_start[at] < links->new_start[at + 1])
		old = &links->old->records[links->olds[links->new_start[at]]];
	ari_movement__begin(list, old, new);
	if (old) {
		ari_movement__identity(list, links, at);
		ari_movement__record(list);
	} else {
		ari_movement__add(list, ARI_MOVE_ADDED, "", NULL, new->node);
	}
	ari_movement__close(out, list, dates);
}

static void add_removed(struct ari_record_change *out,
			struct ari_movement__list *list,
			const struct ari_record *old)
{
	ari_movement__begin(list, old, NULL);
	ari_movement__add(list, ARI_MOVE_REMOVED, "", old->node, NULL);
	ari_movement__close(out, list, NULL);
}

static void compare_records(struct ari_plan_change *out,
			    struct ari_movement__list *list)
{
	struct ari_movement__links links;
	struct ari_record_change *records;
	size_t count = 0;

	ari_movement__match(&links, list);
	if (list->failed)
		return;
	records =
	    ari_arena_array(list->arena, links.old_count + links.new_count + 1,
			    sizeof(*records));
	if (!records) {
		list->failed = true;
		return;
	}
	for (size_t i = 0; i < links.new_count && !list->failed; i++)
		compare_record(&records[count++], list, &links, i, out->dates);
	for (size_t j = 0; j < links.old_count && !list->failed; j++)
		if (links.old_start[j] == links.old_start[j + 1])
			add_removed(&records[count++], list,
				    &links.old->records[j]);
	ari_movement__sort(records, count);
	out->records = records;
	out->record_count = count;
}

static const struct ari_movement_dates *copy_dates(
    const struct ari_movement_dates *dates, struct ari_movement__list *list)
{
	struct ari_movement_dates *copy;

	if (!dates)
		return NULL;
	copy = ari_arena_alloc(list->arena, sizeof(*copy));
	if (copy)
		*copy = *dates;
	else
		list->failed = true;
	return copy;
}

int ari_movement_compare(struct ari_plan_change **out,
			 const struct ari_plan *old, const struct ari_plan *new,
			 const struct ari_movement_dates *dates,
			 struct ari_arena *arena, struct ari_error *err)
{
	struct ari_arena scratch;
	struct ari_movement__list list = {
	    .arena = arena,
	    .scratch = &scratch,
	    .old_plan = old,
	    .new_plan = new,
	    .steps = ARI_MOVEMENT__STEPS,
	};
	struct ari_plan_change *change;

	ari_arena_init(&scratch, arena->alloc, 0);
	change = ari_arena_zalloc(arena, sizeof(*change));
	if (change) {
		change->old = old;
		change->new = new;
		change->dates = copy_dates(dates, &list);
		compare_plan(change, &list);
		compare_records(change, &list);
	}
	ari_arena_release(&scratch);
	if (!change || list.failed)
		return ari_error_memory(err);
	*out = change;
	return 0;
}
