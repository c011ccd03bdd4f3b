/*
 * Growing arrays and lookup tables of the compiler. All of it goes when the
 * schema is compiled, but what is frozen into the schema's own memory.
 */
#include "schema/compile.h"

#include <string.h>

void ari_schema__no_memory(struct ari_schema__compiler *c)
{
	if (!c->failed)
		ari_error_memory(c->err);
	c->failed = true;
}

void *ari_schema__push(struct ari_schema__compiler *c,
		       struct ari_schema__vec *vec, size_t size)
{
	char *item;

	if (vec->count == vec->room) {
		uint32_t room = vec->room ? vec->room * 2 : 16;
		char *ptr = vec->room > UINT32_MAX / 4
				? NULL
				: ari_arena_array(&c->work, room, size);

		if (!ptr) {
			ari_schema__no_memory(c);
			return NULL;
		}
		if (vec->count)
			memcpy(ptr, vec->ptr, vec->count * size);
		vec->ptr = ptr;
		vec->room = room;
	}
	item = (char *)vec->ptr + vec->count++ * size;
	memset(item, 0, size);
	return item;
}

uint32_t ari_schema__push_u32(struct ari_schema__compiler *c,
			      struct ari_schema__vec *vec, uint32_t value)
{
	uint32_t *item = ari_schema__push(c, vec, sizeof(*item));

	if (!item)
		return ARI_NONE;
	*item = value;
	return vec->count - 1;
}

struct ari_str ari_schema__keep(struct ari_schema__compiler *c,
				struct ari_str text)
{
	struct ari_str copy = ari_arena_dup(&c->schema->arena, text);

	if (!copy.ptr)
		ari_schema__no_memory(c);
	return copy;
}

const void *ari_schema__freeze(struct ari_schema__compiler *c,
			       const struct ari_schema__vec *vec, size_t size)
{
	void *ptr = ari_arena_array(&c->schema->arena, vec->count, size);

	if (!ptr)
		ari_schema__no_memory(c);
	else if (vec->count)
		memcpy(ptr, vec->ptr, vec->count * size);
	return ptr;
}

static uint64_t hash_key(struct ari_str key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ key.len;

	for (size_t i = 0; i < key.len; i++) {
		hash ^= (unsigned char)key.ptr[i];
		hash *= UINT64_C(0x100000001b3);
		hash ^= hash >> 29;
	}
	return hash ^ (hash >> 32);
}

/* The slot that holds key, or the free one where it belongs. */
static struct ari_schema__slot *find_slot(const struct ari_schema__map *map,
					  struct ari_str key, uint64_t hash,
					  uint32_t *probes)
{
	uint32_t at = (uint32_t)hash & (map->room - 1);

	for (*probes = 0;; ++*probes, at = (at + 1) & (map->room - 1)) {
		struct ari_schema__slot *slot = &map->slots[at];

		if (!slot->key.ptr ||
		    (slot->hash == hash && ari_str_eq(slot->key, key)))
			return slot;
	}
}

uint32_t ari_schema__map_get(const struct ari_schema__map *map,
			     struct ari_str key)
{
	struct ari_schema__slot *slot;
	uint32_t probes;

	if (!map->room)
		return ARI_NONE;
	slot = find_slot(map, key, hash_key(key), &probes);
	return slot->key.ptr ? slot->value : ARI_NONE;
}

static bool grow_map(struct ari_schema__compiler *c,
		     struct ari_schema__map *map)
{
	struct ari_schema__map wider = *map;
	uint32_t probes;

	wider.room = map->room ? map->room * 2 : 64;
	wider.slots =
	    ari_arena_array(&c->work, wider.room, sizeof(*wider.slots));
	if (!wider.slots) {
		ari_schema__no_memory(c);
		return false;
	}
	memset(wider.slots, 0, wider.room * sizeof(*wider.slots));
	for (uint32_t i = 0; i < map->room; i++) {
		const struct ari_schema__slot *slot = &map->slots[i];

		if (slot->key.ptr)
			*find_slot(&wider, slot->key, slot->hash, &probes) =
			    *slot;
	}
	*map = wider;
	return true;
}

void ari_schema__map_put(struct ari_schema__compiler *c,
			 struct ari_schema__map *map, struct ari_str key,
			 uint32_t value)
{
	struct ari_schema__slot *slot;
	uint64_t hash = hash_key(key);
	uint32_t probes;

	if (c->failed || !key.ptr)
		return;
	if (map->count >= map->room / 2 && !grow_map(c, map))
		return;
	slot = find_slot(map, key, hash, &probes);
	if (probes > ARI_SCHEMA_PROBES) {
		c->failed = true;
		ari_error_set(c->err, ARI_ERR_LIMIT,
			      "the schema's names are made to collide");
		return;
	}
	*slot = (struct ari_schema__slot){hash, key, value};
	map->count++;
}

struct ari_str ari_schema__node_key(const struct ari_node *const *node)
{
	return (struct ari_str){(const char *)node, sizeof(*node)};
}
