/*
 * The list of movements while one record is compared. Running out of memory
 * is remembered, not reported at each call: comparers add without asking.
 */
#include "movement/internal.h"

#include <string.h>

void ari_movement__begin(struct ari_movement__list *list,
			 const struct ari_record *old,
			 const struct ari_record *new)
{
	list->old = old;
	list->new = new;
	list->ref = (struct ari_str){NULL, 0};
	if (new)
		list->ref = new->ref.text;
	else if (old)
		list->ref = old->ref.text;
	list->dated = false;
	list->count = 0;
}

void *ari_movement__scratch(struct ari_movement__list *list, size_t count,
			    size_t size)
{
	void *ptr = ari_arena_array(list->scratch, count ? count : 1, size);

	if (!ptr)
		list->failed = true;
	return ptr;
}

static bool grow(struct ari_movement__list *list)
{
	struct ari_movement *items =
	    ari_arena_grow(list->scratch, list->items, list->count, &list->room,
			   sizeof(*items));

	if (items)
		list->items = items;
	else
		list->failed = true;
	return items;
}

struct ari_movement *ari_movement__add(struct ari_movement__list *list,
				       enum ari_movement_kind kind,
				       const char *field,
				       const struct ari_node *before,
				       const struct ari_node *after)
{
	struct ari_movement *movement = &list->sink;

	if (!list->failed && (list->count < list->room || grow(list)))
		movement = &list->items[list->count++];
	*movement = (struct ari_movement){
	    .kind = kind,
	    .field = field,
	    .ref = list->ref,
	    .old = list->old,
	    .new = list->new,
	    .before = before,
	    .after = after,
	};
	return movement;
}

bool ari_movement__has(const struct ari_movement__list *list,
		       enum ari_movement_kind kind, const char *field)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind == kind &&
		    (!field || !strcmp(list->items[i].field, field)))
			return true;
	return false;
}

/* Few ranks, perhaps many movements: a pass for each rank keeps their order. */
void ari_movement__take(const struct ari_movement **out, size_t *count,
			struct ari_movement__list *list)
{
	struct ari_movement *items;
	size_t n = 0;

	*out = NULL;
	*count = 0;
	if (!list->count || list->failed)
		return;
	items = ari_arena_array(list->arena, list->count, sizeof(*items));
	if (!items) {
		list->failed = true;
		return;
	}
	for (unsigned rank = 0; n < list->count; rank++)
		for (size_t i = 0; i < list->count; i++)
			if (ari_movement__rank(&list->items[i]) == rank)
				items[n++] = list->items[i];
	*out = items;
	*count = n;
}
