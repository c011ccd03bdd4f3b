/*
 * Reading plain-data YAML: one UTF-8 document of mappings with string keys,
 * sequences and scalars. What the format does not have (anchors, aliases,
 * tags, merge keys, several documents) is a finding that says what to write.
 */
#ifndef ARISING_YAML_H
#define ARISING_YAML_H

#include <arising/tree.h>

/* How strict a reader is. */
struct ari_yaml_options {
	/*
	 * General YAML, for `check --schema`: keys of any scalar type are
	 * accepted as their text. Anchors and the rest stay refused.
	 */
	bool any_keys;
};

/*
 * Read bytes into doc, with nodes in arena; options may be NULL. What is
 * wrong with the document goes to diags; doc->root is NULL when no tree
 * could be built, and then diags has an error. A tree may stand beside
 * errors: a refused alias reads as null, a list in a key's place as text.
 * Shape: spans are bytes, quotes and brackets included; a block text ends
 * with its last line that is not empty, a block collection with its last
 * child; a value that is not written stands behind its colon or dash.
 * Errors: ARI_ERR_MEMORY. Reaching a cap is a finding.
 * Owns: doc borrows bytes and arena; texts stand in either, without a NUL.
 * Cost: an eighth of libyaml's own events where all lines are ordinary, as
 * in almost every plan; else the events and some 10 %, and the eighth for
 * having tried. A megabyte of anything, well under a second.
 */
ARI_API int ari_yaml_read(struct ari_doc *doc, struct ari_arena *arena,
			  struct ari_str bytes,
			  const struct ari_yaml_options *options,
			  struct ari_diags *diags, struct ari_error *err);

/*
 * Type of a plain scalar by the YAML 1.2 core schema (10.3.2).
 */
ARI_API enum ari_scalar_type ari_yaml_plain_type(struct ari_str text);

/* The findings this room can make: the end has a NULL code. */
ARI_API extern const struct ari_rule ari_yaml_rules[];

#endif
