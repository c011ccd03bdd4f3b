/*
 * Discovery: the first pass over a schema document. Every place where a
 * subschema may stand becomes a part with a number; $id, $anchor and
 * $dynamicAnchor are noted, so that references can be resolved in any order.
 */
#include "schema/compile.h"
#include "schema/uri.h"

#include <stdio.h>
#include <string.h>

/* One node on the way to becoming a part. */
struct visit {
	struct ari_schema__start start;
	uint32_t part;
	bool is_root; /* of its document */
};

bool ari_schema__enabled(const struct ari_schema__scope *scope,
			 enum ari_schema__kw kw)
{
	const struct ari_schema__keyword *row = &ari_schema__keywords[kw];

	if (!(row->drafts & scope->draft))
		return false;
	return (row->vocabulary & (scope->vocabularies | ARI_VOCAB_CORE)) != 0;
}

enum ari_schema__shape ari_schema__shape_of(uint8_t draft,
					    enum ari_schema__kw kw)
{
	if (kw == ARI_KW_ITEMS && draft != ARI_DRAFT_2020)
		return ARI_SHAPE_ONE_OR_LIST;
	return (enum ari_schema__shape)ari_schema__keywords[kw].shape;
}

uint32_t ari_schema__part_of(const struct ari_schema__compiler *c,
			     const struct ari_node *node)
{
	return ari_schema__map_get(&c->nodes, ari_schema__node_key(&node));
}

struct ari_str ari_schema__extend(struct ari_schema__compiler *c,
				  struct ari_str path, struct ari_str token)
{
	struct ari_str text = {NULL, 0};
	struct ari_buf buf;

	ari_buf_init(&buf, c->work.alloc);
	ari_buf_str(&buf, path);
	ari_buf_byte(&buf, '/');
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] == '~')
			ari_buf_puts(&buf, "~0");
		else if (token.ptr[i] == '/')
			ari_buf_puts(&buf, "~1");
		else
			ari_buf_byte(&buf, token.ptr[i]);
	}
	if (buf.failed)
		ari_schema__no_memory(c);
	else
		text = ari_schema__keep(c, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return text;
}

static struct ari_schema__scope *scope_at(struct ari_schema__compiler *c,
					  uint32_t resource)
{
	struct ari_schema__scope *scopes = c->scopes.ptr;

	return &scopes[resource];
}

static struct ari_schema__resource *resource_at(struct ari_schema__compiler *c,
						uint32_t resource)
{
	struct ari_schema__resource *resources = c->resources.ptr;

	return &resources[resource];
}

static uint32_t add_resource(struct ari_schema__compiler *c,
			     const struct visit *v, struct ari_str uri)
{
	uint32_t outer = v->start.resource;
	struct ari_schema__resource *resource =
	    ari_schema__push(c, &c->resources, sizeof(*resource));
	struct ari_schema__scope *scope =
	    resource ? ari_schema__push(c, &c->scopes, sizeof(*scope)) : NULL;

	if (!scope)
		return ARI_NONE;
	resource->uri = uri;
	if (outer != ARI_NONE) {
		*scope = *scope_at(c, outer);
	} else {
		scope->draft = ARI_DRAFT_2020;
		scope->dialect = ari_schema__default_dialect();
		scope->vocabularies = ARI_VOCAB_ALL;
		if (!c->options->assert_format)
			scope->vocabularies &= (uint8_t)~ARI_VOCAB_ASSERT;
	}
	scope->root = v->part;
	scope->document = v->start.document;
	return c->resources.count - 1;
}

/* Make uri lead to part; a second schema of that name is a mistake. */
static void add_name(struct ari_schema__compiler *c, const struct visit *v,
		     struct ari_schema__map *map, struct ari_str name,
		     enum ari_schema__kw kw)
{
	const struct ari_schema__origin *origins = c->origins.ptr;
	uint32_t other = ari_schema__map_get(map, name);

	if (other == ARI_NONE)
		ari_schema__map_put(c, map, name, v->part);
	else if (other != v->part &&
		 origins[other].document == v->start.document)
		ari_schema__bad(
		    c, v->part, kw,
		    ari_node_get(v->start.node, ari_schema__keywords[kw].name),
		    "another schema is called %.*s too", (int)name.len,
		    name.ptr);
}

/* The value of an enabled keyword that must be a string. */
static struct ari_str text_of(struct ari_schema__compiler *c,
			      const struct visit *v, enum ari_schema__kw kw)
{
	const struct ari_node *value =
	    ari_node_get(v->start.node, ari_schema__keywords[kw].name);
	struct ari_str none = {NULL, 0};

	if (!value || !(ari_schema__keywords[kw].drafts &
			scope_at(c, v->start.resource)->draft))
		return none;
	if (ari_schema__types(value) != ARI_IS_STRING) {
		ari_schema__bad(c, v->part, kw, value, "must be a string");
		return none;
	}
	return ari_node_text(value);
}

static bool is_anchor(struct ari_str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char ch = name.ptr[i];
		bool letter = (ch >= 'a' && ch <= 'z') ||
			      (ch >= 'A' && ch <= 'Z') || ch == '_';

		if (!letter && (!i || !ch || !strchr("0123456789-.", ch)))
			return false;
	}
	return name.len > 0;
}

/* "URI#name", in the work arena. */
static struct ari_str full_name(struct ari_schema__compiler *c,
				struct ari_str uri, struct ari_str name)
{
	char *text = ari_arena_alloc(&c->work, uri.len + name.len + 2);

	if (!text) {
		ari_schema__no_memory(c);
		return (struct ari_str){NULL, 0};
	}
	if (uri.len)
		memcpy(text, uri.ptr, uri.len);
	text[uri.len] = '#';
	if (name.len)
		memcpy(text + uri.len + 1, name.ptr, name.len);
	return (struct ari_str){text, uri.len + 1 + name.len};
}

static void add_dynamic(struct ari_schema__compiler *c, const struct visit *v,
			struct ari_str name)
{
	uint32_t id = ari_schema__map_get(&c->texts, name);
	struct ari_schema__found *found;
	struct ari_str full =
	    full_name(c, resource_at(c, v->start.resource)->uri, name);

	if (id == ARI_NONE) {
		id = ari_schema__string(c, name);
		ari_schema__map_put(c, &c->texts, name, id);
	}
	found = ari_schema__push(c, &c->found, sizeof(*found));
	if (!found)
		return;
	*found = (struct ari_schema__found){v->start.resource, id, v->part};
	if (ari_schema__map_get(&c->dynamic, full) == ARI_NONE)
		ari_schema__map_put(c, &c->dynamic, full, id);
}

static void add_anchor(struct ari_schema__compiler *c, const struct visit *v,
		       enum ari_schema__kw kw, struct ari_str name)
{
	struct ari_str uri = resource_at(c, v->start.resource)->uri;

	if (!is_anchor(name)) {
		ari_schema__bad(
		    c, v->part, kw,
		    ari_node_get(v->start.node, ari_schema__keywords[kw].name),
		    "an anchor begins with a letter or '_', and "
		    "goes on with letters, digits, '-', '_', '.'");
		return;
	}
	add_name(c, v, &c->names, full_name(c, uri, name), kw);
	if (kw == ARI_KW_DYNAMIC_ANCHOR)
		add_dynamic(c, v, name);
}

static void note_anchors(struct ari_schema__compiler *c, const struct visit *v)
{
	struct ari_str name = text_of(c, v, ARI_KW_ANCHOR);
	const struct ari_node *recursive;

	if (name.ptr)
		add_anchor(c, v, ARI_KW_ANCHOR, name);
	name = text_of(c, v, ARI_KW_DYNAMIC_ANCHOR);
	if (name.ptr)
		add_anchor(c, v, ARI_KW_DYNAMIC_ANCHOR, name);
	recursive = ari_node_get(v->start.node, "$recursiveAnchor");
	if (recursive && ari_schema__is_true(recursive) &&
	    scope_at(c, v->start.resource)->draft == ARI_DRAFT_2019)
		add_dynamic(c, v, ARI_STR(""));
}

/* Give the part the URI that its $id makes, as a resource of its own. */
static void note_id(struct ari_schema__compiler *c, struct visit *v)
{
	struct ari_str id = text_of(c, v, ARI_KW_ID), fragment, uri, base;
	uint32_t resource = v->start.resource;

	if (!id.ptr)
		return;
	base = resource_at(c, resource)->uri;
	uri = ari_schema__uri_cut(id, &fragment);
	if (fragment.len) {
		if (scope_at(c, resource)->draft == ARI_DRAFT_07)
			add_anchor(c, v, ARI_KW_ID, fragment);
		else
			ari_schema__bad(c, v->part, ARI_KW_ID,
					ari_node_get(v->start.node, "$id"),
					"must have no fragment: write the "
					"name as $anchor");
	}
	if (!uri.len)
		return;
	uri = ari_schema__uri_resolve(&c->schema->arena, base, uri);
	if (!uri.ptr) {
		ari_schema__no_memory(c);
		return;
	}
	if (v->is_root)
		resource_at(c, resource)->uri = uri;
	else
		v->start.resource = resource = add_resource(c, v, uri);
	if (resource != ARI_NONE)
		add_name(c, v, &c->names, uri, ARI_KW_ID);
}

/* Remember that the resource has a dialect of its own. */
static void add_dialect(struct ari_schema__compiler *c, uint32_t resource)
{
	if (c->dialects.count < ARI_SCHEMA_DIALECTS + ARI_SCHEMA_DOCUMENTS) {
		ari_schema__push_u32(c, &c->dialects, resource);
		return;
	}
	c->failed = true;
	ari_error_set(c->err, ARI_ERR_LIMIT,
		      "more than %u schemas differ in $schema from the one "
		      "around them",
		      ARI_SCHEMA_DIALECTS);
}

/* $schema may stand where a resource begins. */
static void note_dialect(struct ari_schema__compiler *c, const struct visit *v)
{
	struct ari_schema__scope scope = *scope_at(c, v->start.resource);
	struct ari_str outer = scope.dialect;
	bool known;

	if (!ari_node_get(v->start.node, "$schema"))
		return;
	if (!v->is_root && !ari_node_get(v->start.node, "$id"))
		return;
	known = ari_schema__dialect(c, &scope, v->part, v->start.node);
	if (known)
		*scope_at(c, v->start.resource) = scope;
	else
		scope_at(c, v->start.resource)->dialect = scope.dialect;
	if (!v->is_root && !ari_str_eq(outer, scope.dialect))
		add_dialect(c, v->start.resource);
}

/* Before 2019-09, $ref stands alone: its neighbours mean nothing. */
static bool stands_alone(struct ari_schema__compiler *c, const struct visit *v)
{
	return scope_at(c, v->start.resource)->draft == ARI_DRAFT_07 &&
	       ari_node_get(v->start.node, "$ref");
}

static void queue_child(struct ari_schema__compiler *c,
			struct ari_schema__vec *queue, const struct visit *v,
			const struct ari_node *node, struct ari_str path)
{
	struct visit *child;

	if (c->failed)
		return;
	child = ari_schema__push(c, queue, sizeof(*child));
	if (!child)
		return;
	child->start = (struct ari_schema__start){
	    node, v->start.document, v->part, v->start.resource, path};
}

static void queue_list(struct ari_schema__compiler *c,
		       struct ari_schema__vec *queue, const struct visit *v,
		       const struct ari_node *list, struct ari_str path)
{
	for (uint32_t i = 0; i < list->len && !c->failed; i++) {
		char digits[16];
		int n = snprintf(digits, sizeof(digits), "%u", (unsigned)i);

		queue_child(c, queue, v, &list->u.items[i],
			    ari_schema__extend(
				c, path, (struct ari_str){digits, (size_t)n}));
	}
}

static void queue_map(struct ari_schema__compiler *c,
		      struct ari_schema__vec *queue, const struct visit *v,
		      const struct ari_node *map, struct ari_str path,
		      bool loose)
{
	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2) {
		const struct ari_node *value = &map->u.items[i + 1];

		if (loose && value->kind == ARI_NODE_SEQUENCE)
			continue;
		queue_child(c, queue, v, value,
			    ari_schema__extend(
				c, path, ari_node_text(&map->u.items[i])));
	}
}

/* Queue the subschemas that one keyword holds. */
static void queue_keyword(struct ari_schema__compiler *c,
			  struct ari_schema__vec *queue, const struct visit *v,
			  enum ari_schema__kw kw, const struct ari_node *value)
{
	uint8_t draft = scope_at(c, v->start.resource)->draft;
	enum ari_schema__shape shape = ari_schema__shape_of(draft, kw);
	struct ari_str path;
	bool map = shape == ARI_SHAPE_MAP || shape == ARI_SHAPE_LOOSE_MAP;

	if (shape == ARI_SHAPE_NONE)
		return;
	path = ari_schema__extend(c, ARI_STR(""),
				  ari_str_from(ari_schema__keywords[kw].name));
	if (shape == ARI_SHAPE_ONE_OR_LIST)
		shape = value->kind == ARI_NODE_SEQUENCE ? ARI_SHAPE_LIST
							 : ARI_SHAPE_ONE;
	if (map && value->kind == ARI_NODE_MAPPING)
		queue_map(c, queue, v, value, path,
			  shape == ARI_SHAPE_LOOSE_MAP);
	else if (map)
		ari_schema__bad(c, v->part, kw, value, "must be a mapping");
	else if (shape == ARI_SHAPE_ONE)
		queue_child(c, queue, v, value, path);
	else if (value->kind == ARI_NODE_SEQUENCE)
		queue_list(c, queue, v, value, path);
}

static void queue_children(struct ari_schema__compiler *c,
			   struct ari_schema__vec *queue, const struct visit *v)
{
	const struct ari_node *map = v->start.node;
	bool alone = stands_alone(c, v);

	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2) {
		enum ari_schema__kw kw =
		    ari_schema__keyword_find(ari_node_text(&map->u.items[i]));

		if (kw == ARI_KW_COUNT || (alone && kw != ARI_KW_DEFINITIONS))
			continue;
		if (ari_schema__enabled(scope_at(c, v->start.resource), kw))
			queue_keyword(c, queue, v, kw, &map->u.items[i + 1]);
	}
}

/* Make the part itself; its resource may still change. */
static bool add_part(struct ari_schema__compiler *c, struct visit *v)
{
	struct ari_schema__part *part;
	struct ari_schema__origin *origin;

	if (c->parts.count >= ARI_SCHEMA_PARTS) {
		c->failed = true;
		ari_error_set(c->err, ARI_ERR_LIMIT,
			      "the schema has more than %u subschemas",
			      (unsigned)ARI_SCHEMA_PARTS);
		return false;
	}
	part = ari_schema__push(c, &c->parts, sizeof(*part));
	origin =
	    part ? ari_schema__push(c, &c->origins, sizeof(*origin)) : NULL;
	if (!origin)
		return false;
	v->part = c->parts.count - 1;
	part->parent = v->start.parent;
	part->path = v->start.path;
	part->notes = ARI_NONE;
	origin->node = v->start.node;
	origin->document = v->start.document;
	ari_schema__map_put(c, &c->nodes, ari_schema__node_key(&origin->node),
			    v->part);
	return !c->failed;
}

static void note_part(struct ari_schema__compiler *c, struct visit *v)
{
	struct ari_schema__part *parts;
	uint32_t outer = v->start.resource;

	if (outer == ARI_NONE) {
		struct ari_schema__document *documents = c->documents.ptr;

		v->is_root = true;
		v->start.resource =
		    add_resource(c, v, documents[v->start.document].uri);
		if (c->failed)
			return;
		add_name(c, v, &c->names,
			 resource_at(c, v->start.resource)->uri, ARI_KW_ID);
	}
	parts = c->parts.ptr;
	parts[v->part].resource = v->start.resource;
	if (v->is_root)
		add_dialect(c, v->start.resource);
	if (v->start.node->kind != ARI_NODE_MAPPING)
		return;
	if (v->is_root)
		note_dialect(c, v);
	if (!stands_alone(c, v))
		note_id(c, v);
	if (c->failed)
		return;
	if (v->start.resource != outer && !v->is_root)
		note_dialect(c, v);
	if (c->failed)
		return;
	parts = c->parts.ptr;
	parts[v->part].resource = v->start.resource;
	if (v->start.resource != outer) {
		parts[v->part].parent = ARI_NONE;
		parts[v->part].path = ARI_STR("");
	}
	note_anchors(c, v);
}

/* Neither a mapping nor true or false; lists of items were once schemas. */
static void refuse_schema(struct ari_schema__compiler *c, const struct visit *v)
{
	bool items = ari_str_is(v->start.path, "/items") &&
		     v->start.node->kind == ARI_NODE_SEQUENCE;

	ari_schema__bad(c, v->part, ARI_KW_FALSE, v->start.node,
			"a schema is a mapping, true or false%s",
			items ? ": a schema for each item in turn is called "
				"prefixItems since draft 2020-12"
			      : "");
}

uint32_t ari_schema__discover(struct ari_schema__compiler *c,
			      const struct ari_schema__start *start)
{
	struct ari_schema__vec queue = {0};
	uint32_t first = c->parts.count;
	struct visit *item = ari_schema__push(c, &queue, sizeof(*item));

	if (item)
		item->start = *start;
	for (uint32_t i = 0; i < queue.count && !c->failed; i++) {
		struct visit v = ((struct visit *)queue.ptr)[i];

		if (!add_part(c, &v))
			break;
		note_part(c, &v);
		if (c->failed)
			break;
		if (v.start.node->kind == ARI_NODE_MAPPING)
			queue_children(c, &queue, &v);
		else if (ari_schema__types(v.start.node) != ARI_IS_BOOL)
			refuse_schema(c, &v);
	}
	return c->failed ? ARI_NONE : first;
}
