/*
 * JSON Schema 2020-12 on the node tree: compile once, validate many trees,
 * with the place of every finding in the document and in the schema.
 *
 * Two keywords of our own stand beside the others in a schema, and change
 * no verdict, only words:
 *   x-message  replaces the sentence of a finding
 *   x-help     replaces its help
 * Each is a string, for every keyword of that schema, or a mapping from a
 * keyword's name to a string, for that keyword:
 *   "pattern": "^[A-Z]", "x-message": {"pattern": "{value} begins small"}
 * {value} stands for the value as it is shown in messages, {key} for the
 * key the finding is about. Beside anyOf or oneOf, a sentence stands for the
 * finding that none of the branches fits; keywords that only apply other
 * schemas (properties, items, $ref, allOf, if) make no finding of their own.
 */
#ifndef ARISING_SCHEMA_H
#define ARISING_SCHEMA_H

#include <arising/tree.h>

struct ari_schema; /* compiled; immutable, shared between threads */

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
	bool assert_format;	 /* format asserts, not only annotates */
	struct ari_str base_uri; /* of a schema without $id */
	const struct ari_schema_loader *loader; /* NULL: bundled only */
	bool trusted; /* proved before: not held to its metaschema */
};

/*
 * Compile the schema whose document is doc. The compiled form keeps nothing
 * of doc. A schema that is itself wrong, by the metaschema of its dialect or
 * by what only the compiler can see, is reported in diags (spans of doc) and
 * then *out is NULL with 0 returned. Memory is taken from the allocator
 * of diags' arena, which must outlive the schema.
 * Schemas that name draft 2019-09 or draft-07 by $schema are compiled by the
 * rules of that draft; older drafts are refused.
 * Errors: ARI_ERR_MEMORY, ARI_ERR_LIMIT.
 * Source: JSON Schema 2020-12 Core and Validation.
 */
ARI_API int ari_schema_compile(struct ari_schema **out,
			       const struct ari_doc *doc,
			       const struct ari_schema_options *options,
			       struct ari_diags *diags, struct ari_error *err);
ARI_API void ari_schema_free(struct ari_schema *schema);

/*
 * Validate a tree. Findings carry span, instance and schema location.
 * Returns 0 whether valid or not: ask diags->errors.
 * Errors: ARI_ERR_MEMORY; ARI_ERR_LIMIT when steps or depth end.
 * Cost: one pass over a valid tree, without a single allocation as a rule;
 * an invalid one is gone through again for its findings.
 */
ARI_API int ari_schema_validate(const struct ari_schema *schema,
				const struct ari_node *root,
				struct ari_diags *diags, struct ari_error *err);

/*
 * The text of a schema that travels inside the program, by its URI: the
 * metaschemas and the project's own. False when there is none.
 */
ARI_API bool ari_schema_bundled(struct ari_str *out, struct ari_str uri);

/* Where schema resources come from besides the bundled ones. */
struct ari_schema_source {
	const char *uri_prefix; /* https://example.org/schemas/ */
	const char *folder;	/* read below this folder only */
};

/* Bytes of one file that a folder of schemas may hold. */
#define ARI_SCHEMA_FILE_BYTES ((size_t)16 << 20)

struct ari_schema_folders; /* a loader that reads folders */

/*
 * Make a loader from folders: a URI that begins with a prefix is a file
 * below its folder. .json files are JSON, .yaml and .yml files YAML; a name
 * with neither is tried with each. No symbolic link below a folder is
 * followed, nothing above it is read, nothing is fetched.
 * Owns: what it has read, until it is freed; sources are copied.
 * Errors: ARI_ERR_IO when a folder cannot be opened; ARI_ERR_MEMORY.
 */
ARI_API int ari_schema_folders_new(struct ari_schema_folders **out,
				   const struct ari_schema_source *sources,
				   size_t count, struct ari_error *err);
ARI_API void ari_schema_folders_free(struct ari_schema_folders *folders);
/* The loader for ari_schema_options, good while folders is. */
ARI_API const struct ari_schema_loader *ari_schema_folders_loader(
    const struct ari_schema_folders *folders);

/* The findings this room can make: the end has a NULL code. */
ARI_API extern const struct ari_rule ari_schema_rules[];

#endif
