/*
 * What the files of this room share: its findings and how a string is
 * decoded.
 */
#ifndef ARISING_JSON_INTERNAL_H
#define ARISING_JSON_INTERNAL_H

#include <arising/json.h>

#include "tree/build.h"

/* Rows of ari_json_rules, in its order. */
enum ari_json_rule {
	JSON_DEPTH,
	JSON_DUPLICATE_KEY,
	JSON_EMPTY,
	JSON_ENCODING,
	JSON_NODES,
	JSON_SIZE,
	JSON_SURROGATE,
	JSON_SYNTAX,
};

/* A string between its quotes, free of errors but for surrogates. */
struct ari_json__string {
	struct ari_str text;
	uint32_t lone; /* offset in source of the first lone surrogate */
	bool has_lone;
};

/*
 * Decode what stands between the quotes; the text is source itself when it
 * has no escapes. A lone surrogate becomes U+FFFD.
 * Errors: -1 when memory ends.
 */
int ari_json__decode(struct ari_json__string *out, struct ari_arena *arena,
		     struct ari_str source);

/*
 * Say in plain words why yajl could not use what stands at offset.
 * Shape: yajl's message -> a finding, or NULL when it was cut.
 */
struct ari_diag *ari_json__explain(struct ari_diags *diags,
				   struct ari_str bytes, size_t offset,
				   const char *message);

#endif
