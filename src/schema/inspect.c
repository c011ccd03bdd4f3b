/*
 * Inspection: a schema is a document too, and the metaschema of its dialect
 * says what may stand in it. Before a document is compiled it is held to that
 * metaschema by the engine itself, resource by resource where they differ in
 * dialect, so that `title: 5` is found as surely as `minLength: -1`.
 *
 * Source: JSON Schema 2020-12 Core 8.1.1, 9.3.3.
 */
#include "schema/compile.h"

#include "schema/rules.h"

/* A metaschema compiled for this compilation. */
struct meta {
	struct ari_str uri;
	struct ari_schema *schema; /* NULL: it is none itself */
};

/* One resource that is held to a metaschema. */
struct inspection {
	uint32_t document;
	uint32_t resource;
	const struct ari_node *node;
	struct ari_diags diags;
};

static struct ari_schema *compile_meta(struct ari_schema__compiler *c,
				       struct ari_str uri)
{
	const struct ari_schema_options options = {
	    .base_uri = uri, .loader = c->options->loader, .trusted = true};
	struct ari_schema *schema = NULL;
	struct ari_diags diags;
	struct ari_doc doc = {0};

	ari_diags_init(&diags, &c->work);
	if (!ari_schema__read(c, &doc, uri))
		return NULL;
	if (ari_schema_compile(&schema, &doc, &options, &diags, c->err))
		c->failed = true;
	return schema;
}

/* The metaschema of that name, compiled once; NULL when there is none. */
static const struct ari_schema *find_meta(struct ari_schema__compiler *c,
					  struct ari_str uri)
{
	struct meta *metas = c->metas.ptr, *slot;
	struct ari_schema *schema;

	for (uint32_t i = 0; i < c->metas.count; i++)
		if (ari_str_eq(metas[i].uri, uri))
			return metas[i].schema;
	schema = compile_meta(c, uri);
	if (c->failed)
		return NULL;
	slot = ari_schema__push(c, &c->metas, sizeof(*slot));
	if (!slot) {
		ari_schema_free(schema);
		return NULL;
	}
	*slot = (struct meta){uri, schema};
	return schema;
}

void ari_schema__forget_metas(struct ari_schema__compiler *c)
{
	struct meta *metas = c->metas.ptr;

	for (uint32_t i = 0; i < c->metas.count; i++)
		ari_schema_free(metas[i].schema);
}

/* Whether the finding is about a resource inside that is of another dialect. */
static bool is_foreign(struct ari_schema__compiler *c,
		       const struct inspection *own, struct ari_span span)
{
	const struct ari_schema__scope *scopes = c->scopes.ptr;
	const struct ari_schema__origin *origins = c->origins.ptr;
	const uint32_t *dialects = c->dialects.ptr;
	struct ari_span outer = ari_node_span(own->node);

	for (uint32_t i = 0; i < c->dialects.count; i++) {
		const struct ari_schema__scope *scope = &scopes[dialects[i]];
		struct ari_span inner =
		    ari_node_span(origins[scope->root].node);

		if (dialects[i] != own->resource &&
		    scope->document == own->document &&
		    inner.start >= outer.start && inner.end <= outer.end &&
		    span.start >= inner.start && span.end <= inner.end)
			return true;
	}
	return false;
}

/* "#/a/b", behind the resource's URI where it is not the file's own. */
static struct ari_str place_of(struct ari_schema__compiler *c,
			       const struct inspection *own,
			       struct ari_str pointer, bool whole)
{
	const struct ari_schema__resource *resources = c->resources.ptr;
	struct ari_str place = {NULL, 0};
	struct ari_buf buf;

	ari_buf_init(&buf, c->work.alloc);
	if (whole || own->resource)
		ari_buf_str(&buf, resources[own->resource].uri);
	ari_buf_byte(&buf, '#');
	ari_buf_str(&buf, pointer);
	if (!buf.failed)
		place = ari_arena_dup(c->diags->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	if (!place.ptr)
		ari_schema__no_memory(c);
	return place;
}

static void complain(struct ari_schema__compiler *c,
		     const struct inspection *own, const struct ari_diag *why)
{
	struct ari_span span = {0, 0};
	struct ari_str args[2], whole = place_of(c, own, why->instance, true);
	struct ari_diag *diag;

	args[0] = place_of(c, own, why->instance, false);
	args[1] = why->message;
	if (c->failed)
		return;
	if (!own->document)
		span = why->span;
	c->bad++;
	if (ari_schema__is_known_bad(c, span, args[0]))
		return;
	diag = ari_diags_add(c->diags, ari_schema__rule(ARI_RULE_BAD), span,
			     args, 2);
	if (!diag)
		return;
	diag->schema = whole;
	if (why->help.ptr)
		diag->help = ari_arena_dup(c->diags->arena, why->help);
}

static void inspect_resource(struct ari_schema__compiler *c, uint32_t resource)
{
	const struct ari_schema__scope *scope =
	    (const struct ari_schema__scope *)c->scopes.ptr + resource;
	const struct ari_schema__origin *origins = c->origins.ptr;
	struct inspection own = {.document = scope->document,
				 .resource = resource,
				 .node = origins[scope->root].node};
	const struct ari_schema *meta = NULL;

	if (scope->dialect.ptr)
		meta = find_meta(c, scope->dialect);
	if (!meta)
		return;
	ari_diags_init(&own.diags, &c->work);
	if (ari_schema_validate(meta, own.node, &own.diags, c->err)) {
		c->failed = true;
		return;
	}
	ari_diags_sort(&own.diags);
	for (size_t i = 0; i < own.diags.count && !c->failed; i++)
		if (!is_foreign(c, &own, own.diags.items[i].span))
			complain(c, &own, &own.diags.items[i]);
}

void ari_schema__inspect(struct ari_schema__compiler *c, uint32_t document)
{
	const struct ari_schema__document *documents = c->documents.ptr;
	const struct ari_schema__scope *scopes = c->scopes.ptr;
	uint32_t count = c->dialects.count;

	if (c->options->trusted || c->failed || documents[document].bundled)
		return;
	for (uint32_t i = 0; i < count && !c->failed; i++) {
		const uint32_t *dialects = c->dialects.ptr;

		scopes = c->scopes.ptr;
		if (scopes[dialects[i]].document == document)
			inspect_resource(c, dialects[i]);
	}
}
