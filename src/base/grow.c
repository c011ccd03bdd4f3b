/*
 * Arrays that grow by one item at a time, on the heap or in an arena: twice
 * the room whenever it is used up, so that n items cost n steps.
 */
#include <arising/base.h>

#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 16

static size_t more_room(size_t room, size_t size)
{
	size_t more = room ? room * 2 : FIRST_ROOM;

	return room > SIZE_MAX / 2 || more > SIZE_MAX / size ? 0 : more;
}

void *ari_heap_grow(void *items, size_t count, size_t *room, size_t size)
{
	size_t more = more_room(*room, size);
	void *grown;

	if (count < *room)
		return items;
	grown = more ? realloc(items, more * size) : NULL;
	if (grown)
		*room = more;
	return grown;
}

void *ari_arena_grow(struct ari_arena *arena, void *items, size_t count,
		     size_t *room, size_t size)
{
	size_t more = more_room(*room, size);
	void *grown;

	if (count < *room)
		return items;
	grown = more ? ari_arena_array(arena, more, size) : NULL;
	if (!grown)
		return NULL;
	if (count)
		memcpy(grown, items, count * size);
	*room = more;
	return grown;
}
