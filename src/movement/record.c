/*
 * One record of the result: its two versions compared, then all that
 * happened to it closed into one change, and the changes put in order.
 */
#include "movement/internal.h"

#include <stdlib.h>

/* Most records did not change and keep their keys in one order. */
static bool is_unchanged(const struct ari_node *a, const struct ari_node *b)
{
	if (a->len != b->len)
		return false;
	for (uint32_t i = 0; i < a->len; i++)
		if (!ari_node_equal(&a->u.items[i], &b->u.items[i]))
			return false;
	return true;
}

void ari_movement__record(struct ari_movement__list *list)
{
	static const char *const ref[] = {"ref", NULL};

	if (!is_unchanged(list->old->node, list->new->node))
		ari_movement__fields(list, ari_movement__record_rows, ref,
				     list->old->node, list->new->node);
}

void ari_movement__close(struct ari_record_change *out,
			 struct ari_movement__list *list,
			 const struct ari_movement_dates *dates)
{
	*out = (struct ari_record_change){
	    .old = list->old, .new = list->new, .ref = list->ref};
	ari_movement__take(&out->movements, &out->movement_count, list);
	ari_movement__exceptions(out, list, dates);
	out->direction = ari_movement__direction(out);
	out->gravity = ari_change_gravity(out);
}

static size_t position_of(const struct ari_record_change *change)
{
	return change->new ? change->new->position : change->old->position;
}

static enum ari_record_kind kind_of(const struct ari_record_change *change)
{
	return change->new ? change->new->kind : change->old->kind;
}

/* A total order: what left stands behind what is there. */
static int compare_changes(const void *a, const void *b)
{
	const struct ari_record_change *x = a, *y = b;
	size_t p = position_of(x), q = position_of(y);

	if (x->gravity != y->gravity)
		return x->gravity < y->gravity ? -1 : 1;
	if (!x->new != !y->new)
		return x->new ? -1 : 1;
	if (kind_of(x) != kind_of(y))
		return kind_of(x) < kind_of(y) ? -1 : 1;
	return (p > q) - (p < q);
}

void ari_movement__sort(struct ari_record_change *records, size_t count)
{
	if (count)
		qsort(records, count, sizeof(*records), compare_changes);
}
