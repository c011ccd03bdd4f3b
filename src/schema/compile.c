/*
 * The compiler's driver: discover the document, compile every part that is
 * wanted, freeze the arrays. The keywords themselves are compiled by their
 * families' files.
 */
#include "schema/compile.h"

#include "schema/uri.h"

#include <stdlib.h>
#include <string.h>

void ari_schema__want(struct ari_schema__compiler *c, uint32_t part)
{
	struct ari_schema__origin *origins = c->origins.ptr;

	if (c->failed || origins[part].wanted)
		return;
	origins[part].wanted = true;
	ari_schema__push_u32(c, &c->queue, part);
}

uint32_t ari_schema__child(struct ari_schema__compiler *c,
			   const struct ari_node *node)
{
	uint32_t part = ari_schema__part_of(c, node);

	if (part != ARI_NONE)
		ari_schema__want(c, part);
	return part;
}

void ari_schema__emit(struct ari_schema__compiler *c, enum ari_schema__kw kw,
		      uint32_t a, uint32_t b)
{
	struct ari_schema__op *op;

	if (c->failed)
		return;
	op = ari_schema__push(c, &c->ops, sizeof(*op));
	if (op)
		*op = (struct ari_schema__op){(uint16_t)kw, 0, a, b};
}

uint32_t ari_schema__string(struct ari_schema__compiler *c, struct ari_str text)
{
	struct ari_str *item = ari_schema__push(c, &c->strings, sizeof(*item));

	if (!item)
		return ARI_NONE;
	*item = ari_schema__keep(c, text);
	return c->strings.count - 1;
}

/* Draft-07's $ref hides what stands beside it. */
static void read_job(struct ari_schema__compiler *c,
		     struct ari_schema__job *job)
{
	const struct ari_schema__scope *scopes = c->scopes.ptr;
	const struct ari_schema__scope *scope = &scopes[job->resource];
	bool alone =
	    scope->draft == ARI_DRAFT_07 && ari_node_get(job->node, "$ref");

	job->draft = scope->draft;
	job->vocabularies = scope->vocabularies;
	for (uint32_t i = 0; i + 1 < job->node->len; i += 2) {
		enum ari_schema__kw kw = ari_schema__keyword_find(
		    ari_node_text(&job->node->u.items[i]));

		if (kw == ARI_KW_COUNT || (alone && kw != ARI_KW_REF))
			continue;
		if (ari_schema__enabled(scope, kw))
			job->values[kw] = &job->node->u.items[i + 1];
	}
}

static void compile_part(struct ari_schema__compiler *c, uint32_t id)
{
	struct ari_schema__part *parts = c->parts.ptr;
	const struct ari_schema__origin *origins = c->origins.ptr;
	struct ari_schema__job job = {.part = id,
				      .resource = parts[id].resource,
				      .document = origins[id].document,
				      .node = origins[id].node};
	uint32_t first = c->ops.count;

	if (job.node->kind == ARI_NODE_MAPPING) {
		read_job(c, &job);
		for (int kw = 0; kw < ARI_KW_COUNT && !c->failed; kw++)
			if (job.values[kw] && ari_schema__keywords[kw].compile)
				ari_schema__keywords[kw].compile(
				    c, &job, (enum ari_schema__kw)kw);
	} else if (!ari_schema__is_true(job.node)) {
		ari_schema__emit(c, ARI_KW_FALSE, 0, 0);
	}
	parts = c->parts.ptr;
	parts[id].ops = first;
	parts[id].op_count = c->ops.count - first;
}

/* Have the dynamic anchors compiled of every resource with a wanted part. */
static void want_anchors(struct ari_schema__compiler *c)
{
	const struct ari_schema__found *found = c->found.ptr;

	for (uint32_t i = 0; i < c->found.count; i++)
		ari_schema__want(c, found[i].part);
}

static void compile_all(struct ari_schema__compiler *c)
{
	uint32_t done = 0;

	while (!c->failed) {
		const uint32_t *queue = c->queue.ptr;

		if (done == c->queue.count)
			want_anchors(c);
		if (done == c->queue.count)
			break;
		queue = c->queue.ptr;
		compile_part(c, queue[done++]);
	}
}

static int compare_found(const void *a, const void *b)
{
	const struct ari_schema__found *x = a, *y = b;

	if (x->resource != y->resource)
		return x->resource < y->resource ? -1 : 1;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->part > y->part) - (x->part < y->part);
}

/* Lay out the dynamic anchors resource by resource. */
static void freeze_anchors(struct ari_schema__compiler *c)
{
	struct ari_schema__found *found = c->found.ptr;
	struct ari_schema__resource *resources = c->resources.ptr;
	struct ari_schema__anchor *anchors = ari_arena_array(
	    &c->schema->arena, c->found.count, sizeof(*anchors));

	if (!anchors) {
		ari_schema__no_memory(c);
		return;
	}
	if (c->found.count)
		qsort(found, c->found.count, sizeof(*found), compare_found);
	for (uint32_t i = 0; i < c->found.count; i++) {
		struct ari_schema__resource *r = &resources[found[i].resource];

		if (!r->anchor_count++)
			r->anchors = i;
		anchors[i] =
		    (struct ari_schema__anchor){found[i].name, found[i].part};
	}
	c->schema->anchors = anchors;
}

/* What the engine may know of a part before it runs it. */
static void set_flags(struct ari_schema__compiler *c)
{
	struct ari_schema__part *parts = c->parts.ptr;
	const struct ari_schema__op *ops = c->ops.ptr;

	for (uint32_t i = 0; i < c->parts.count; i++) {
		struct ari_schema__part *part = &parts[i];
		bool leaf = true;

		for (uint32_t k = 0; k < part->op_count; k++) {
			unsigned kw = ops[part->ops + k].keyword;

			leaf = leaf && ari_schema__keywords[kw].check;
			if (kw == ARI_KW_FALSE)
				part->flags |= ARI_PART_FALSE;
			if (kw == ARI_KW_UNEVALUATED_PROPERTIES)
				part->flags |= ARI_PART_PROPERTIES;
			if (kw == ARI_KW_UNEVALUATED_ITEMS)
				part->flags |= ARI_PART_ITEMS;
		}
		if (leaf)
			part->flags |=
			    part->op_count ? ARI_PART_LEAF : ARI_PART_TRUE;
		if (part->op_count == 1 &&
		    ops[part->ops].keyword == ARI_KW_REF) {
			part->flags |= ARI_PART_ALIAS;
			part->target = ops[part->ops].a;
		}
	}
}

static void freeze(struct ari_schema__compiler *c)
{
	struct ari_schema *schema = c->schema;

	set_flags(c);
	freeze_anchors(c);
#define FREEZE(field)                                                          \
	schema->field = ari_schema__freeze(c, &c->field, sizeof(*schema->field))
	FREEZE(parts);
	FREEZE(resources);
	FREEZE(ops);
	FREEZE(lists);
	FREEZE(strings);
	FREEZE(objects);
	FREEZE(arrays);
	FREEZE(contains);
	FREEZE(sets);
	FREEZE(patterns);
	FREEZE(depends);
	FREEZE(notes);
#undef FREEZE
	schema->part_count = c->parts.count;
}

/* The root document: the caller's own, under the base URI of the options. */
static void compile_main(struct ari_schema__compiler *c)
{
	struct ari_schema__start start = {.node = c->main->root,
					  .parent = ARI_NONE,
					  .resource = ARI_NONE,
					  .path = ARI_STR("")};
	struct ari_schema__document *document =
	    ari_schema__push(c, &c->documents, sizeof(*document));
	struct ari_str base, fragment;
	uint32_t own;

	if (!document)
		return;
	base = ari_schema__uri_cut(c->options->base_uri, &fragment);
	document->uri =
	    ari_schema__uri_resolve(&c->schema->arena, ARI_STR(""), base);
	document->doc = *c->main;
	if (!document->uri.ptr) {
		ari_schema__no_memory(c);
		return;
	}
	ari_schema__map_put(c, &c->retrieved, document->uri, 0);
	c->schema->root = ari_schema__discover(c, &start);
	if (c->failed)
		return;
	document = c->documents.ptr;
	document->root = c->schema->root;
	own = c->parts.count;
	ari_schema__inspect(c, 0);
	for (uint32_t i = 0; i < own; i++) {
		const struct ari_schema__origin *origins = c->origins.ptr;

		if (origins[i].document == 0)
			ari_schema__want(c, i);
	}
	compile_all(c);
	if (!c->failed && !c->bad)
		ari_schema__find_loops(c);
	if (!c->failed && !c->bad)
		freeze(c);
}

static void hand_over_patterns(struct ari_schema__compiler *c)
{
	struct ari_pattern **owned = c->owned.ptr;

	if (!c->failed && !c->bad && c->owned.count) {
		c->schema->owned = (struct ari_pattern **)ari_schema__freeze(
		    c, &c->owned, sizeof(*owned));
		if (c->schema->owned) {
			c->schema->owned_count = c->owned.count;
			return;
		}
	}
	for (uint32_t i = 0; i < c->owned.count; i++)
		ari_pattern_free(owned[i]);
}

static struct ari_schema *new_schema(const struct ari_alloc *alloc)
{
	struct ari_arena arena;
	struct ari_schema *schema;

	ari_arena_init(&arena, alloc, 0);
	schema = ari_arena_zalloc(&arena, sizeof(*schema));
	if (!schema) {
		ari_arena_release(&arena);
		return NULL;
	}
	schema->arena = arena;
	return schema;
}

int ari_schema_compile(struct ari_schema **out, const struct ari_doc *doc,
		       const struct ari_schema_options *options,
		       struct ari_diags *diags, struct ari_error *err)
{
	static const struct ari_schema_options plain;
	struct ari_schema__compiler c = {.options = options ? options : &plain,
					 .main = doc,
					 .diags = diags,
					 .err = err};

	if (!doc->root)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "there is no schema to compile");
	c.schema = new_schema(diags->arena->alloc);
	if (!c.schema)
		return ari_error_memory(err);
	ari_arena_init(&c.work, diags->arena->alloc, 0);
	compile_main(&c);
	hand_over_patterns(&c);
	ari_schema__forget_metas(&c);
	ari_arena_release(&c.work);
	if (diags->failed && !c.failed)
		ari_schema__no_memory(&c);
	if (!c.failed)
		*out = c.bad ? NULL : c.schema;
	if (c.failed || c.bad)
		ari_schema_free(c.schema);
	return c.failed ? -1 : 0;
}

void ari_schema_free(struct ari_schema *schema)
{
	struct ari_arena arena;

	if (!schema)
		return;
	for (uint32_t i = 0; i < schema->owned_count; i++)
		ari_pattern_free(schema->owned[i]);
	arena = schema->arena;
	ari_arena_release(&arena);
}
