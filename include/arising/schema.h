/*
 * JSON Schema 2020-12 on the node tree: compile once, validate many trees,
 * with the place of every finding in the document and in the schema.
 */
#ifndef ARISING_SCHEMA_H
#define ARISING_SCHEMA_H

#include <arising/tree.h>

struct ari_schema; /* compiled; immutable, shared between threads */

/* Where schema resources come from besides the bundled metaschemas. */
struct ari_schema_source {
	const char *uri_prefix; /* https://example.org/schemas/ */
	const char *folder;	/* read below this folder only */
};

/*
 * Answers the bytes of the document at uri: true and *out set, borrowed
 * until the compile ends; false when it has none. Never the network.
 */
struct ari_schema_loader {
	bool (*load)(void *ctx, struct ari_str uri, struct ari_str *out,
		     bool *is_yaml);
	void *ctx;
};

struct ari_schema_options {
	bool assert_format;	     /* format asserts, not only annotates */
	struct ari_str base_uri;     /* of a schema without $id */
	const struct ari_schema_loader *loader; /* NULL: bundled only */
};

/*
 * Compile the schema whose document is doc. The compiled form keeps nothing
 * of doc. A schema that is itself wrong is reported in diags (spans of doc)
 * and then *out is NULL with 0 returned.
 * Errors: ARI_ERR_MEMORY, ARI_ERR_LIMIT.
 */
ARI_API int ari_schema_compile(struct ari_schema **out,
			       const struct ari_doc *doc,
			       const struct ari_schema_options *options,
			       struct ari_diags *diags,
			       struct ari_error *err);
ARI_API void ari_schema_free(struct ari_schema *schema);

/*
 * Validate a tree. Findings carry span, instance and schema location.
 * Returns 0 whether valid or not: ask diags->errors.
 * Errors: ARI_ERR_MEMORY; ARI_ERR_LIMIT when steps or depth end.
 */
ARI_API int ari_schema_validate(const struct ari_schema *schema,
				const struct ari_node *root,
				struct ari_diags *diags,
				struct ari_error *err);

/* The findings this room can make: the end has a NULL code. */
ARI_API extern const struct ari_rule ari_schema_rules[];

#endif
