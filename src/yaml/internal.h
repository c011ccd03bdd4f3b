/*
 * What the files of this room share: the reader's state, the places of its
 * findings and the map from libyaml's character counts to bytes.
 */
#ifndef ARISING_YAML_INTERNAL_H
#define ARISING_YAML_INTERNAL_H

#include <arising/yaml.h>

#include <yaml.h>

#include "tree/build.h"

/*
 * Blanks between two words, or empty lines in a row, that are read.
 * libyaml clears a buffer of that size at every word that follows, so a
 * megabyte of blanks before a megabyte of words would take minutes.
 */
#define ARI_YAML_BLANKS 4096

/*
 * Depth from which libyaml's scan of all open brackets at every token is
 * counted, and events times depth that are read beyond it. A megabyte at
 * depth 128 would take seconds; no plan comes near.
 */
#define ARI_YAML_DEEP 32
#define ARI_YAML_DEEP_WORK ((uint32_t)4 << 20)

/* Rows of ari_yaml_rules, in its order. */
enum ari_yaml_rule {
	YAML_ALIAS,
	YAML_ANCHOR,
	YAML_BLANKS,
	YAML_BRACKET,
	YAML_COLON,
	YAML_CONTROL,
	YAML_DEPTH,
	YAML_DIRECTIVE,
	YAML_DOCUMENTS,
	YAML_DUPLICATE_KEY,
	YAML_EMPTY,
	YAML_ENCODING,
	YAML_ESCAPE,
	YAML_INDENT,
	YAML_KEY_NOT_STRING,
	YAML_LINE,
	YAML_MERGE_KEY,
	YAML_NODES,
	YAML_QUOTE,
	YAML_SIZE,
	YAML_START,
	YAML_SYNTAX,
	YAML_TAB,
	YAML_TAG,
};

struct ari_yaml__reader {
	yaml_parser_t parser;
	struct ari_build build;
	struct ari_arena *arena;
	struct ari_diags *diags;
	struct ari_str bytes;
	bool any_keys;
	bool stop;	 /* the bytes themselves forbid to read on */
	bool clean;	 /* printed UTF-8, blanks and line ends alone */
	uint32_t deep;	 /* events times depth, beyond ARI_YAML_DEEP */
	uint32_t base;	 /* first byte that libyaml was given */
	uint32_t ascii;	 /* first byte from base on that is not ASCII */
	uint32_t cursor; /* a byte offset, and how many characters lie */
	size_t chars;	 /* between base and it */
};

/* Which reader makes the tree; but for tests it is always either. */
enum ari_yaml__way {
	ARI_YAML_EITHER,
	ARI_YAML_EVENTS, /* libyaml alone */
	ARI_YAML_LINES,	 /* lines alone: no tree when they are not ordinary */
};

/* As ari_yaml_read, by one way. */
int ari_yaml__read_by(struct ari_doc *doc, struct ari_arena *arena,
		      struct ari_str bytes,
		      const struct ari_yaml_options *options,
		      enum ari_yaml__way way, struct ari_diags *diags,
		      struct ari_error *err);
/*
 * Read a clean document line by line into reader->build. False when it is
 * not surely ordinary, or memory ended: then build->stop says so.
 */
bool ari_yaml__read_lines(struct ari_yaml__reader *reader);
/* Read with libyaml; *root stays NULL when findings say why. */
int ari_yaml__read_events(const struct ari_node **root,
			  struct ari_yaml__reader *reader,
			  struct ari_error *err);
/* Byte offset of a character that libyaml counted. Cost: small when near. */
uint32_t ari_yaml__offset(struct ari_yaml__reader *reader, size_t index);
/* End of the line that holds offset, without blanks and its line end. */
uint32_t ari_yaml__line_end(struct ari_str bytes, uint32_t offset);
uint32_t ari_yaml__line_start(struct ari_str bytes, uint32_t offset);
/* First byte from at on that is not ASCII. */
uint32_t ari_yaml__ascii_end(struct ari_str bytes, uint32_t at);
/*
 * Are there only printed UTF-8, blanks and line ends from at on? A line
 * ends with a line feed, and perhaps a carriage return before it.
 */
bool ari_yaml__is_clean(struct ari_str bytes, uint32_t at);
/*
 * Look at the bytes before they are parsed: encoding, size, characters and
 * blanks. Sets base past a byte order mark and directives, stop and clean.
 */
void ari_yaml__inspect(struct ari_yaml__reader *reader);
/*
 * Report what stands behind the first document, which ended at offset.
 * False when it is no document but a mistake that libyaml will name.
 */
bool ari_yaml__inspect_rest(struct ari_yaml__reader *reader, uint32_t offset);
/*
 * Report an anchor, alias or tag and what was likely meant: the text from
 * start to rest, in quotes.
 */
void ari_yaml__find_sign(struct ari_yaml__reader *reader,
			 enum ari_yaml_rule rule, struct ari_span span,
			 uint32_t rest);
/* The same, where the text goes on as far as it could. */
void ari_yaml__find_reference(struct ari_yaml__reader *reader,
			      enum ari_yaml_rule rule, uint32_t start,
			      uint32_t end);
/* Report the anchor and the tag, where they are not NULL, before a value. */
void ari_yaml__find_properties(struct ari_yaml__reader *reader, uint32_t start,
			       const yaml_char_t *anchor,
			       const yaml_char_t *tag);
/* Report a key that is no text: kind says what it is. */
void ari_yaml__find_key(struct ari_yaml__reader *reader, struct ari_span span,
			const char *kind, bool scalar);
/* Say in plain words why libyaml stopped. Errors: ARI_ERR_MEMORY. */
int ari_yaml__explain(struct ari_yaml__reader *reader, struct ari_error *err);
/* Add a finding, with up to two arguments; NULL for none. */
struct ari_diag *ari_yaml__find(struct ari_yaml__reader *reader,
				enum ari_yaml_rule rule, uint32_t start,
				uint32_t end, const char *arg0,
				const char *arg1);

#endif
