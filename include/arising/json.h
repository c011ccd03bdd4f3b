/*
 * Reading JSON (RFC 8259) into the same node tree as YAML, with the byte
 * span of every value.
 */
#ifndef ARISING_JSON_H
#define ARISING_JSON_H

#include <arising/tree.h>

/*
 * Read bytes into doc, with nodes in arena. A number keeps its source text;
 * integers are ARI_TYPE_INT when written without fraction and exponent.
 * What is wrong goes to diags; doc->root is NULL when no tree could be
 * built. A tree may stand beside errors: a key twice in one object, half of
 * a surrogate pair (read as U+FFFD).
 * Errors: ARI_ERR_MEMORY. Reaching a cap is a finding.
 * Owns: doc borrows bytes and arena; texts stand in either, without a NUL,
 * and may hold one.
 * Source: RFC 8259, and no more than it: no byte order mark, no comments.
 */
ARI_API int ari_json_read(struct ari_doc *doc, struct ari_arena *arena,
			  struct ari_str bytes, struct ari_diags *diags,
			  struct ari_error *err);

/* The findings this room can make: the end has a NULL code. */
ARI_API extern const struct ari_rule ari_json_rules[];

#endif
