/*
 * The reader of ordinary lines: what its files share. It reads the bytes of
 * almost every plan in one pass and gives up at the first line of which it
 * is not sure; the document is then libyaml's, from its beginning.
 *
 * Everywhere here -1 means: give up, or memory ended (build->stop says so).
 */
#ifndef ARISING_YAML_LINES_H
#define ARISING_YAML_LINES_H

#include "yaml/internal.h"

#include <string.h>

/*
 * Bytes from a key's beginning to its colon. libyaml takes longer ones than
 * 1024 characters for text.
 */
#define ARI_YAML_KEY_BYTES 1000

struct ari_yaml__lines {
	struct ari_build *build;
	struct ari_arena *arena;
	const char *p;	    /* the bytes; the last is a line feed */
	const char *source; /* where texts stand: mostly the same place */
	uint32_t len;	    /* of all bytes */
	uint32_t at;	    /* the byte looked at next */
	uint32_t behind;    /* an empty value stands here, if it is one */
	bool pending;	    /* a value is due: the root's, a key's, a dash's */
	bool any_keys;
	bool added;	     /* the last line feed is not in the source */
	struct ari_buf text; /* a text that is not in the bytes, so far */
	/* Columns of the open block collections, -1 below them. */
	int32_t columns[ARI_YAML_DEEP + 1];
};

/* The column that continued texts and block texts must be right of. */
static inline int32_t lines_indent(const struct ari_yaml__lines *l)
{
	return l->columns[l->build->depth];
}

/* The line feed that ends the line. */
static inline uint32_t lines_end(const struct ari_yaml__lines *l, uint32_t at)
{
	const char *end = memchr(l->p + at, '\n', l->len - at);

	return (uint32_t)(end - l->p);
}

/* Lines end with a line feed and perhaps a carriage return before it. */
static inline bool lines_at_end(const struct ari_yaml__lines *l, uint32_t at)
{
	return l->p[at] == '\n' || l->p[at] == '\r';
}

/* Does the line end there, or the word? */
static inline bool lines_at_gap(const struct ari_yaml__lines *l, uint32_t at)
{
	return l->p[at] == ' ' || lines_at_end(l, at);
}

/* Step over blanks, and to the line feed where only they are left. */
static inline uint32_t lines_skip(const struct ari_yaml__lines *l, uint32_t at)
{
	while (l->p[at] == ' ')
		at++;
	return at + (l->p[at] == '\r');
}

static inline int lines_memory(struct ari_yaml__lines *l)
{
	l->build->stop = ARI_BUILD_MEMORY;
	return -1;
}

/* May a plain text begin at the byte? flow: inside brackets. */
bool ari_yaml__begins_plain(const struct ari_yaml__lines *l, uint32_t at,
			    bool flow);
/* A plain text from l->at, on its line before a colon or in brackets. */
struct ari_node ari_yaml__plain_node(const struct ari_yaml__lines *l,
				     uint32_t end);
/* Is there a colon at the byte that ends a key in block context? */
bool ari_yaml__is_colon(const struct ari_yaml__lines *l, uint32_t at);
/* The node's text becomes what was gathered in l->text. */
int ari_yaml__take_text(struct ari_yaml__lines *l, struct ari_node *node);
/* Find the end of a key that begins at l->at; 0 when it is no key. */
uint32_t ari_yaml__key_end(const struct ari_yaml__lines *l);
/* Find the end of a plain text in brackets from l->at; 0: not certain. */
uint32_t ari_yaml__flow_end(const struct ari_yaml__lines *l);
/* Is the node, which ends before a colon, good as a key? */
bool ari_yaml__is_key(const struct ari_yaml__lines *l,
		      const struct ari_node *node);
/* Read a text in quotes on one line; l->at is then behind it. */
int ari_yaml__read_quoted(struct ari_node *out, struct ari_yaml__lines *l);
/* Read a plain text and the lines that continue it; l->at: the next line. */
int ari_yaml__read_plain(struct ari_yaml__lines *l);
/* Read a block text, literal or folded; l->at: the line behind it. */
int ari_yaml__read_block(struct ari_yaml__lines *l);
/* Read brackets that close on their line; l->at is then behind them. */
int ari_yaml__read_flow(struct ari_yaml__lines *l);

#endif
