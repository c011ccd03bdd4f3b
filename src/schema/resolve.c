/*
 * References: from the text of a $ref to the part it names, by URI, anchor
 * or JSON Pointer, drawing in documents on the way.
 *
 * Source: JSON Schema 2020-12 Core 8.2.3, 8.5; RFC 6901.
 */
#include "schema/compile.h"
#include "schema/uri.h"

#include <string.h>

/* Keys that a pointer's token is compared with one by one. */
#define FEW_MEMBERS 64u

/* A reference while it is being followed. */
struct ref {
	const struct ari_schema__job *job;
	enum ari_schema__kw kw;
	const struct ari_node *node;
	struct ari_str uri;
	struct ari_str fragment;
};

static uint32_t fail(struct ari_schema__compiler *c, const struct ref *ref,
		     const char *why)
{
	struct ari_str text = ari_node_text(ref->node);

	if (!c->failed)
		ari_schema__bad(c, ref->job->part, ref->kw, ref->node,
				"%.*s leads nowhere: %s", (int)text.len,
				text.ptr, why);
	return ARI_NONE;
}

/* The root part of the resource called uri. */
static uint32_t find_resource(struct ari_schema__compiler *c,
			      const struct ref *ref)
{
	uint32_t part = ari_schema__map_get(&c->names, ref->uri);
	struct ari_schema__document *documents;
	const char *why;

	if (part != ARI_NONE)
		return part;
	part = ari_schema__document(c, ref->uri, &why);
	if (part == ARI_NONE)
		return fail(c, ref, why);
	documents = c->documents.ptr;
	return documents[part].root;
}

/* One token of a JSON Pointer, with ~0 and ~1 undone, in place. */
static struct ari_str next_token(struct ari_str pointer, size_t *at, char *room)
{
	size_t len = 0;

	while (*at < pointer.len && pointer.ptr[*at] != '/') {
		char ch = pointer.ptr[(*at)++];

		if (ch == '~' && *at < pointer.len &&
		    (pointer.ptr[*at] == '0' || pointer.ptr[*at] == '1'))
			ch = pointer.ptr[(*at)++] == '0' ? '~' : '/';
		room[len++] = ch;
	}
	return (struct ari_str){room, len};
}

static const struct ari_node *item_at(const struct ari_node *list,
				      struct ari_str token)
{
	uint64_t index = 0;

	if (!token.len || token.len > 9 ||
	    (token.len > 1 && token.ptr[0] == '0'))
		return NULL;
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] < '0' || token.ptr[i] > '9')
			return NULL;
		index = index * 10 + (uint64_t)(token.ptr[i] - '0');
	}
	return index < list->len ? &list->u.items[index] : NULL;
}

/* A mapping's address and a key, as one name; ptr NULL without memory. */
static struct ari_str member_name(struct ari_schema__compiler *c,
				  const struct ari_node *map,
				  struct ari_str key)
{
	char *text = ari_arena_alloc(&c->work, sizeof(map) + key.len + 1);

	if (!text) {
		ari_schema__no_memory(c);
		return (struct ari_str){NULL, 0};
	}
	memcpy(text, &map, sizeof(map));
	text[sizeof(map)] = '/';
	if (key.len)
		memcpy(text + sizeof(map) + 1, key.ptr, key.len);
	return (struct ari_str){text, sizeof(map) + 1 + key.len};
}

/* Note the places of all keys of a long mapping, once. */
static void index_members(struct ari_schema__compiler *c,
			  const struct ari_node *map)
{
	struct ari_str mark = member_name(c, map, ARI_STR(""));

	if (c->failed)
		return;
	mark.len--;
	if (ari_schema__map_get(&c->members, mark) != ARI_NONE)
		return;
	ari_schema__map_put(c, &c->members, mark, 0);
	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2) {
		struct ari_str name =
		    member_name(c, map, ari_node_text(&map->u.items[i]));

		if (ari_schema__map_get(&c->members, name) == ARI_NONE)
			ari_schema__map_put(c, &c->members, name, i + 1);
	}
}

/* The value of a key: found in long mappings, searched for in short ones. */
static const struct ari_node *member_at(struct ari_schema__compiler *c,
					const struct ari_node *map,
					struct ari_str key)
{
	struct ari_str name;
	uint32_t at;

	if (map->kind != ARI_NODE_MAPPING || map->len <= 2 * FEW_MEMBERS)
		return ari_node_get_str(map, key);
	index_members(c, map);
	name = member_name(c, map, key);
	if (c->failed)
		return NULL;
	at = ari_schema__map_get(&c->members, name);
	return at == ARI_NONE ? NULL : &map->u.items[at];
}

/*
 * Walk pointer from the part `from`. What it ends at may be a part already,
 * or a place that no keyword knows: then it becomes one, inside the nearest
 * part on the way.
 */
static uint32_t follow(struct ari_schema__compiler *c, const struct ref *ref,
		       uint32_t from, struct ari_str pointer)
{
	struct ari_schema__origin *origins = c->origins.ptr;
	struct ari_schema__part *parts = c->parts.ptr;
	struct ari_schema__start start = {.node = origins[from].node,
					  .document = origins[from].document,
					  .parent = from,
					  .path = ARI_STR("")};
	char *room = ari_arena_alloc(&c->work, pointer.len + 1);
	uint32_t part = from;

	if (!room) {
		ari_schema__no_memory(c);
		return ARI_NONE;
	}
	for (size_t at = 0; at < pointer.len;) {
		struct ari_str token;

		at++;
		token = next_token(pointer, &at, room);
		start.node = start.node->kind == ARI_NODE_SEQUENCE
				 ? item_at(start.node, token)
				 : member_at(c, start.node, token);
		if (!start.node)
			return fail(c, ref, "nothing stands at that place");
		part = ari_schema__part_of(c, start.node);
		start.path = ari_schema__extend(c, start.path, token);
		if (part != ARI_NONE) {
			start.parent = part;
			start.path = ARI_STR("");
		}
	}
	if (c->failed)
		return ARI_NONE;
	if (part != ARI_NONE)
		return part;
	start.resource = parts[start.parent].resource;
	return ari_schema__discover(c, &start);
}

static uint32_t find_anchor(struct ari_schema__compiler *c,
			    const struct ref *ref, uint32_t root,
			    struct ari_str name, uint32_t *dynamic)
{
	struct ari_schema__part *parts = c->parts.ptr;
	struct ari_schema__resource *resources = c->resources.ptr;
	struct ari_str uri = resources[parts[root].resource].uri;
	char *text = ari_arena_alloc(&c->work, uri.len + name.len + 2);
	struct ari_str full = {text, uri.len + 1 + name.len};
	uint32_t part;

	if (!text) {
		ari_schema__no_memory(c);
		return ARI_NONE;
	}
	if (uri.len)
		memcpy(text, uri.ptr, uri.len);
	text[uri.len] = '#';
	if (name.len)
		memcpy(text + uri.len + 1, name.ptr, name.len);
	*dynamic = ari_schema__map_get(&c->dynamic, full);
	if (!name.len)
		return root;
	part = ari_schema__map_get(&c->names, full);
	return part == ARI_NONE ? fail(c, ref, "no schema has that anchor")
				: part;
}

uint32_t ari_schema__resolve(struct ari_schema__compiler *c,
			     const struct ari_schema__job *job,
			     enum ari_schema__kw kw, uint32_t *dynamic)
{
	struct ari_schema__resource *resources = c->resources.ptr;
	struct ref ref = {.job = job, .kw = kw, .node = job->values[kw]};
	uint32_t root;

	*dynamic = ARI_NONE;
	if (ari_schema__types(ref.node) != ARI_IS_STRING) {
		ari_schema__bad(c, job->part, kw, ref.node,
				"must be a string: the URI of a schema");
		return ARI_NONE;
	}
	ref.uri = ari_schema__uri_cut(ari_node_text(ref.node), &ref.fragment);
	ref.uri = ari_schema__uri_resolve(
	    &c->work, resources[job->resource].uri, ref.uri);
	ref.fragment = ari_schema__uri_decode(&c->work, ref.fragment);
	if (!ref.uri.ptr || !ref.fragment.ptr) {
		ari_schema__no_memory(c);
		return ARI_NONE;
	}
	root = find_resource(c, &ref);
	if (root == ARI_NONE)
		return ARI_NONE;
	if (ref.fragment.len && ref.fragment.ptr[0] == '/')
		return follow(c, &ref, root, ref.fragment);
	return find_anchor(c, &ref, root, ref.fragment, dynamic);
}
