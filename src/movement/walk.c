/*
 * The walk over two mappings: each row's key, then every key that no row
 * names. Called for the records that differ and for the plan's own keys.
 */
#include "movement/internal.h"

static bool is_known(const struct ari_movement__row *rows,
		     const char *const *skip, struct ari_str key)
{
	for (; *skip; skip++)
		if (ari_str_is(key, *skip))
			return true;
	for (; rows->name; rows++)
		if (ari_str_is(key, rows->name))
			return true;
	return false;
}

/* The keys of map that no row names, sorted; values are pairs' positions. */
static void index_extras(struct ari_index *out, struct ari_movement__list *list,
			 const struct ari_movement__row *rows,
			 const char *const *skip, const struct ari_node *map)
{
	struct ari_index_entry *entries;
	size_t count = 0;

	*out = (struct ari_index){0};
	for (uint32_t i = 0; i + 1 < map->len; i += 2)
		count += !is_known(rows, skip, ari_node_text(&map->u.items[i]));
	if (!count)
		return;
	entries = ari_movement__scratch(list, count, sizeof(*entries));
	if (!entries)
		return;
	count = 0;
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		struct ari_str key = ari_node_text(&map->u.items[i]);

		if (!is_known(rows, skip, key))
			entries[count++] = (struct ari_index_entry){key, i};
	}
	ari_index_build(out, entries, count);
}

static void add_extra(struct ari_movement__list *list, struct ari_str key,
		      const struct ari_node *before,
		      const struct ari_node *after)
{
	struct ari_str name;
	struct ari_movement *movement;

	if (before && after && ari_node_equal(before, after))
		return;
	name = ari_arena_dup(list->arena, key);
	if (!name.ptr) {
		list->failed = true;
		return;
	}
	movement = ari_movement__add(list, ARI_MOVE_X_CHANGED, name.ptr, before,
				     after);
	movement->key = name;
}

static const struct ari_index_entry *entry_at(const struct ari_index *index,
					      size_t at)
{
	return at < index->count ? &index->entries[at] : NULL;
}

static int compare_keys(const struct ari_index_entry *x,
			const struct ari_index_entry *y)
{
	if (!x || !y)
		return x ? -1 : 1;
	return ari_str_cmp(x->key, y->key);
}

/* The council's own data: compared as data, so 1 and "1" differ. */
static void compare_extras(struct ari_movement__list *list,
			   const struct ari_index *a, const struct ari_index *b,
			   const struct ari_node *old,
			   const struct ari_node *new)
{
	size_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		const struct ari_index_entry *x = entry_at(a, i);
		const struct ari_index_entry *y = entry_at(b, j);
		int order = compare_keys(x, y);

		add_extra(list, order <= 0 ? x->key : y->key,
			  order <= 0 ? &old->u.items[x->value + 1] : NULL,
			  order >= 0 ? &new->u.items[y->value + 1] : NULL);
		i += order <= 0;
		j += order >= 0;
	}
}

void ari_movement__fields(struct ari_movement__list *list,
			  const struct ari_movement__row *rows,
			  const char *const *skip, const struct ari_node *old,
			  const struct ari_node *new)
{
	struct ari_index a, b;

	for (const struct ari_movement__row *row = rows; row->name; row++) {
		const struct ari_node *before, *after;

		before = ari_movement__value(ari_node_get(old, row->name));
		after = ari_movement__value(ari_node_get(new, row->name));
		if (!ari_movement__same(before, after))
			row->compare(list, row, before, after);
	}
	index_extras(&a, list, rows, skip, old);
	index_extras(&b, list, rows, skip, new);
	if (!list->failed)
		compare_extras(list, &a, &b, old, new);
}
