/*
 * The node tree: what a YAML or JSON document says, with the bytes where it
 * says it. Readers (yaml.h, json.h) build it; schema, plan and movement
 * read it. A tree is never changed once read.
 */
#ifndef ARISING_TREE_H
#define ARISING_TREE_H

#include <arising/base.h>

enum ari_node_kind {
	ARI_NODE_SCALAR = 1,
	ARI_NODE_SEQUENCE,
	ARI_NODE_MAPPING,
};

/* YAML 1.2 core schema; JSON's six types map onto these and the kinds. */
enum ari_scalar_type {
	ARI_TYPE_NONE, /* a collection */
	ARI_TYPE_NULL,
	ARI_TYPE_BOOL,
	ARI_TYPE_INT,
	ARI_TYPE_FLOAT,
	ARI_TYPE_STRING,
};

enum ari_node_style {
	ARI_STYLE_PLAIN,
	ARI_STYLE_SINGLE,
	ARI_STYLE_DOUBLE,
	ARI_STYLE_LITERAL,
	ARI_STYLE_FOLDED,
	ARI_STYLE_BLOCK, /* collections */
	ARI_STYLE_FLOW,
};

/* 24 bytes: a plan of a thousand actions is some 30,000 of these. */
struct ari_node {
	uint8_t kind;
	uint8_t type;
	uint8_t style;
	uint32_t start; /* byte span of the value, quotes included */
	uint32_t end;	/* past its last byte; no trailing line ends */
	uint32_t len;	/* scalar: bytes of text; else: items, a pair is two */
	union {
		const char *text;	      /* the scalar's text, decoded */
		const struct ari_node *items; /* mapping: key, value, key, … */
	} u;
};

/* Nesting that a reader accepts: real plans reach 6. */
#define ARI_TREE_DEPTH 128
/* Bytes of a document that a reader accepts. */
#define ARI_TREE_BYTES ((size_t)64 << 20)
/* Nodes of a document that a reader accepts. */
#define ARI_TREE_NODES ((size_t)8 << 20)

/* A line of a document that was abridged. */
struct ari_doc_line {
	uint32_t start;	     /* its first byte in the document */
	uint32_t number;     /* from 1 */
	struct ari_str text; /* without its end */
};

/*
 * A document: its bytes, its tree and where its lines begin.
 * Bytes are borrowed; nodes live in the arena of the reader, texts there or
 * in the bytes.
 */
struct ari_doc {
	struct ari_str bytes;
	const struct ari_node *root; /* NULL: empty or too broken to read */
	uint32_t *lines;	     /* offset of each line; made when asked */
	size_t line_count;
	/* Once abridged: the lines that are left, ascending; else NULL. */
	const struct ari_doc_line *kept;
	size_t kept_count;
};

/* A place for people: both 1-based, column in code points. */
struct ari_place {
	uint32_t line;
	uint32_t column;
};

/* The scalar's text; the absent string for NULL or a collection. */
ARI_API struct ari_str ari_node_text(const struct ari_node *node);
ARI_API struct ari_span ari_node_span(const struct ari_node *node);
/* The value of key in a mapping, or NULL (also for other kinds). */
ARI_API const struct ari_node *ari_node_get(const struct ari_node *map,
					    const char *key);
ARI_API const struct ari_node *ari_node_get_str(const struct ari_node *map,
						struct ari_str key);
/*
 * Compare what two trees say: kinds, types, texts; a mapping's keys in any
 * order; style, comments and place ignored. NULL equals only NULL.
 */
ARI_API bool ari_node_equal(const struct ari_node *a, const struct ari_node *b);
/*
 * Place of a byte offset.
 * Errors: ARI_ERR_MEMORY when the line table cannot be made.
 */
ARI_API int ari_doc_locate(struct ari_place *out, struct ari_doc *doc,
			   struct ari_arena *arena, uint32_t offset,
			   struct ari_error *err);
/* The line, without its end; the absent string past the last. 1-based. */
ARI_API struct ari_str ari_doc_line(const struct ari_doc *doc, uint32_t line);
/* The offset of its first byte. */
ARI_API uint32_t ari_doc_line_start(const struct ari_doc *doc, uint32_t line);
/*
 * Leave of a document the lines that some offsets, sorted here, lie in,
 * copied to arena: those offsets have their place and line as before. Bytes
 * and tree are gone for who asks the document.
 * Errors: ARI_ERR_MEMORY. Cost: the bytes up to the last offset, once.
 */
ARI_API int ari_doc_abridge(struct ari_doc *doc, struct ari_arena *arena,
			    uint32_t *offsets, size_t count,
			    struct ari_error *err);

#endif
