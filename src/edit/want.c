/*
 * Building what a document shall say: copies of its collections with a row
 * changed, put in or taken out. The copies keep the span of what they are
 * copies of, so that the rest is known to stay.
 */
#include "edit/internal.h"

#include <string.h>

struct ari_node ari_edit__text(struct ari_str text)
{
	return (struct ari_node){.kind = ARI_NODE_SCALAR,
				 .type = ARI_TYPE_STRING,
				 .start = ARI_EDIT__MADE,
				 .end = ARI_EDIT__MADE,
				 .len = (uint32_t)text.len,
				 .u.text = text.ptr ? text.ptr : ""};
}

/* Copy the items with `cut` of them at `at` left out and `put` in. */
static int copy_items(struct ari_node *out, const struct ari_node *node,
		      uint32_t at, uint32_t cut, const struct ari_node *put,
		      uint32_t count, struct ari_arena *arena,
		      struct ari_error *err)
{
	uint32_t len = node->len - cut + count;
	struct ari_node *items =
	    ari_arena_array(arena, len + 1, sizeof(*items));

	if (!items)
		return ari_error_memory(err);
	if (at)
		memcpy(items, node->u.items, at * sizeof(*items));
	if (count)
		memcpy(items + at, put, count * sizeof(*items));
	if (node->len - at - cut)
		memcpy(items + at + count, node->u.items + at + cut,
		       (node->len - at - cut) * sizeof(*items));
	*out = *node;
	out->u.items = items;
	out->len = len;
	return 0;
}

static size_t rank_of(const char *const *order, struct ari_str key)
{
	size_t i = 0;

	while (order && order[i] && !ari_str_is(key, order[i]))
		i++;
	return i;
}

/* Behind the key that comes nearest before in the order of the format. */
static uint32_t place_of(const struct ari_node *map, struct ari_str key,
			 const char *const *order)
{
	size_t rank = rank_of(order, key), nearest = 0;
	uint32_t place = order ? 0 : map->len;

	for (uint32_t i = 0; order && i + 1 < map->len; i += 2) {
		size_t there = rank_of(order, ari_node_text(&map->u.items[i]));

		if (there > rank || there < nearest)
			continue;
		nearest = there;
		place = i + 2;
	}
	return place;
}

int ari_edit__with(struct ari_node *out, const struct ari_node *map,
		   struct ari_str key, const struct ari_node *value,
		   const char *const *order, struct ari_arena *arena,
		   struct ari_error *err)
{
	struct ari_node pair[2];

	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		if (!ari_str_eq(ari_node_text(&map->u.items[i]), key))
			continue;
		if (!value)
			return copy_items(out, map, i, 2, NULL, 0, arena, err);
		pair[0] = *value;
		return copy_items(out, map, i + 1, 1, pair, 1, arena, err);
	}
	if (!value) {
		*out = *map;
		return 0;
	}
	pair[0] = ari_edit__text(key);
	pair[1] = *value;
	return copy_items(out, map, place_of(map, key, order), 0, pair, 2,
			  arena, err);
}

int ari_edit__with_item(struct ari_node *out, const struct ari_node *list,
			uint32_t i, const struct ari_node *item,
			struct ari_arena *arena, struct ari_error *err)
{
	return copy_items(out, list, i, 1, item, item ? 1 : 0, arena, err);
}

int ari_edit__with_new(struct ari_node *out, const struct ari_node *list,
		       uint32_t i, const struct ari_node *item,
		       struct ari_arena *arena, struct ari_error *err)
{
	return copy_items(out, list, i, 0, item, 1, arena, err);
}
