/*
 * The documents a schema draws in: bundled ones first, then what the
 * caller's loader has. And what their $schema says about how to read them.
 */
#include "schema/compile.h"
#include "schema/uri.h"

#include <arising/json.h>
#include <arising/yaml.h>

#define META_2020 "https://json-schema.org/draft/2020-12/"
#define META_2019 "https://json-schema.org/draft/2019-09/"

static bool load_bytes(struct ari_schema__compiler *c, struct ari_str uri,
		       struct ari_str *bytes, bool *is_yaml)
{
	const struct ari_schema_loader *loader = c->options->loader;

	*is_yaml = false;
	if (ari_schema_bundled(bytes, uri))
		return true;
	return loader && loader->load(loader->ctx, uri, bytes, is_yaml);
}

/* Read bytes as the next document; false with *why when they are broken. */
static bool read_bytes(struct ari_schema__compiler *c, struct ari_doc *doc,
		       struct ari_str bytes, bool is_yaml, const char **why)
{
	struct ari_yaml_options options = {.any_keys = true};
	struct ari_diags diags;
	int rc;

	ari_diags_init(&diags, &c->work);
	rc = is_yaml
		 ? ari_yaml_read(doc, &c->work, bytes, &options, &diags, c->err)
		 : ari_json_read(doc, &c->work, bytes, &diags, c->err);
	if (rc) {
		c->failed = true;
		return false;
	}
	if (!doc->root || diags.errors) {
		*why = diags.count ? diags.items[0].message.ptr : "it is empty";
		return false;
	}
	return true;
}

/* The numbers of the caps, checked before a document is drawn in. */
static bool within_caps(struct ari_schema__compiler *c, size_t more)
{
	if (c->documents.count < ARI_SCHEMA_DOCUMENTS &&
	    more <= ARI_SCHEMA_DRAWN - c->drawn)
		return true;
	c->failed = true;
	ari_error_set(c->err, ARI_ERR_LIMIT,
		      "the schema draws in more than %u documents or %zu bytes",
		      ARI_SCHEMA_DOCUMENTS, ARI_SCHEMA_DRAWN);
	return false;
}

uint32_t ari_schema__document(struct ari_schema__compiler *c,
			      struct ari_str uri, const char **why)
{
	uint32_t known = ari_schema__map_get(&c->retrieved, uri);
	struct ari_schema__document *document;
	struct ari_schema__start start = {0};
	struct ari_doc doc = {0};
	struct ari_str bytes;
	bool is_yaml;

	*why = "there is no schema of that name here";
	if (known != ARI_NONE)
		return known;
	if (!load_bytes(c, uri, &bytes, &is_yaml) ||
	    !within_caps(c, bytes.len) ||
	    !read_bytes(c, &doc, bytes, is_yaml, why))
		return ARI_NONE;
	c->drawn += bytes.len;
	document = ari_schema__push(c, &c->documents, sizeof(*document));
	if (!document)
		return ARI_NONE;
	document->uri = ari_schema__keep(c, uri);
	document->doc = doc;
	document->root = ARI_NONE;
	document->bundled = ari_schema_bundled(&bytes, uri);
	known = c->documents.count - 1;
	ari_schema__map_put(c, &c->retrieved, document->uri, known);
	start = (struct ari_schema__start){doc.root, known, ARI_NONE, ARI_NONE,
					   ARI_STR("")};
	start.document = known;
	known = ari_schema__discover(c, &start);
	document = c->documents.ptr;
	document[start.document].root = known;
	ari_schema__inspect(c, start.document);
	return c->failed ? ARI_NONE : start.document;
}

bool ari_schema__read(struct ari_schema__compiler *c, struct ari_doc *doc,
		      struct ari_str uri)
{
	uint32_t known = ari_schema__map_get(&c->retrieved, uri);
	const struct ari_schema__document *documents = c->documents.ptr;
	struct ari_str bytes;
	const char *why;
	bool is_yaml;

	if (known != ARI_NONE) {
		*doc = documents[known].doc;
		return true;
	}
	return load_bytes(c, uri, &bytes, &is_yaml) &&
	       read_bytes(c, doc, bytes, is_yaml, &why);
}

struct ari_str ari_schema__default_dialect(void)
{
	return ARI_STR(META_2020 "schema");
}

struct vocabulary {
	const char *name;
	uint8_t bits;
};

static const struct vocabulary vocabularies[] = {
    {META_2020 "vocab/core", ARI_VOCAB_CORE},
    {META_2020 "vocab/applicator", ARI_VOCAB_APPLICATOR},
    {META_2020 "vocab/unevaluated", ARI_VOCAB_UNEVALUATED},
    {META_2020 "vocab/validation", ARI_VOCAB_VALIDATION},
    {META_2020 "vocab/meta-data", ARI_VOCAB_META},
    {META_2020 "vocab/format-annotation", ARI_VOCAB_FORMAT},
    {META_2020 "vocab/format-assertion", ARI_VOCAB_FORMAT | ARI_VOCAB_ASSERT},
    {META_2020 "vocab/content", ARI_VOCAB_CONTENT},
    {META_2019 "vocab/core", ARI_VOCAB_CORE},
    {META_2019 "vocab/applicator",
     ARI_VOCAB_APPLICATOR | ARI_VOCAB_UNEVALUATED},
    {META_2019 "vocab/validation", ARI_VOCAB_VALIDATION},
    {META_2019 "vocab/meta-data", ARI_VOCAB_META},
    {META_2019 "vocab/format", ARI_VOCAB_FORMAT},
    {META_2019 "vocab/content", ARI_VOCAB_CONTENT},
};

static uint8_t vocabulary_bits(struct ari_str name)
{
	size_t count = sizeof(vocabularies) / sizeof(vocabularies[0]);

	for (size_t i = 0; i < count; i++)
		if (ari_str_is(name, vocabularies[i].name))
			return vocabularies[i].bits;
	return 0;
}

/* What a metaschema of someone's own says of the schemas it describes. */
static bool read_vocabularies(struct ari_schema__compiler *c,
			      struct ari_schema__scope *scope, uint32_t part,
			      const struct ari_node *at,
			      const struct ari_node *meta)
{
	const struct ari_node *map = ari_node_get(meta, "$vocabulary");
	uint8_t bits = ARI_VOCAB_CORE;

	if (!map || map->kind != ARI_NODE_MAPPING)
		return true;
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		struct ari_str name = ari_node_text(&map->u.items[i]);
		uint8_t known = vocabulary_bits(name);

		if (!known && ari_schema__is_true(&map->u.items[i + 1])) {
			ari_schema__bad(c, part, ARI_KW_SCHEMA, at,
					"its metaschema needs the vocabulary "
					"%.*s, which is not known here",
					(int)name.len, name.ptr);
			return false;
		}
		bits |= known;
	}
	if (c->options->assert_format && bits & ARI_VOCAB_FORMAT)
		bits |= ARI_VOCAB_ASSERT;
	scope->vocabularies = bits;
	return true;
}

static bool known_dialect(struct ari_schema__scope *scope, struct ari_str uri)
{
	if (ari_str_is(uri, META_2020 "schema"))
		scope->draft = ARI_DRAFT_2020;
	else if (ari_str_is(uri, META_2019 "schema"))
		scope->draft = ARI_DRAFT_2019;
	else if (ari_str_is(uri, "http://json-schema.org/draft-07/schema"))
		scope->draft = ARI_DRAFT_07;
	else
		return false;
	return true;
}

bool ari_schema__dialect(struct ari_schema__compiler *c,
			 struct ari_schema__scope *scope, uint32_t part,
			 const struct ari_node *node)
{
	const struct ari_node *value = ari_node_get(node, "$schema");
	struct ari_schema__document *documents;
	struct ari_str uri, fragment;
	const char *why;
	uint32_t found;

	scope->dialect = (struct ari_str){NULL, 0};
	if (ari_schema__types(value) != ARI_IS_STRING) {
		ari_schema__bad(c, part, ARI_KW_SCHEMA, value,
				"must be a string");
		return false;
	}
	uri = ari_schema__uri_cut(ari_node_text(value), &fragment);
	uri = ari_schema__uri_resolve(&c->work, ARI_STR(""), uri);
	if (!uri.ptr) {
		ari_schema__no_memory(c);
		return false;
	}
	scope->dialect = uri;
	scope->vocabularies = ARI_VOCAB_ALL;
	if (!c->options->assert_format)
		scope->vocabularies &= (uint8_t)~ARI_VOCAB_ASSERT;
	if (known_dialect(scope, uri))
		return true;
	scope->draft = ARI_DRAFT_2020;
	found = ari_schema__document(c, uri, &why);
	if (c->failed)
		return false;
	documents = c->documents.ptr;
	if (found != ARI_NONE)
		return read_vocabularies(c, scope, part, value,
					 documents[found].doc.root);
	scope->dialect = (struct ari_str){NULL, 0};
	ari_schema__bad(
	    c, part, ARI_KW_SCHEMA, value,
	    "%.*s is not a draft that is known here: write " META_2020 "schema",
	    (int)uri.len, uri.ptr);
	return false;
}
