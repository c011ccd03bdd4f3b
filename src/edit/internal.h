/*
 * What the files of this room share. Every edit is a tree that the document
 * shall say (`want`), built from nodes of the document itself, of a second
 * one and of new ones; the room finds the splices that lead there, and reads
 * the result again.
 *
 *   set, add, merge, fmt -> want -> reconcile -> splices -> bytes -> verify
 *
 * Where a node of `want` comes from is told by its span: inside the document
 * for its own; beyond it, shifted, for the second document; ARI_EDIT__MADE
 * for new ones. Only the nodes that are looked at carry a shifted span: what
 * lies below them keeps its own.
 */
#ifndef ARISING_EDIT_INTERNAL_H
#define ARISING_EDIT_INTERNAL_H

#include <arising/edit.h>
#include <arising/yaml.h>

#define ARI_EDIT__MADE UINT32_MAX
/* Columns at which folded text is broken. */
#define ARI_EDIT__WIDTH 90

/* -- layout.c: lines and columns of the bytes -- */

bool ari_edit__is_break(char c);
uint32_t ari_edit__line_start(struct ari_str bytes, uint32_t at);
/* Where the text of the line ends: its line end, or the last byte's. */
uint32_t ari_edit__line_end(struct ari_str bytes, uint32_t at);
/* Where the next line begins; bytes.len when there is none. */
uint32_t ari_edit__line_next(struct ari_str bytes, uint32_t at);
/* Bytes before at on its line, a byte order mark not counted. */
uint32_t ari_edit__column(struct ari_str bytes, uint32_t at);
/* Whether nothing but spaces stands before at on its line. */
bool ari_edit__owns_line(struct ari_str bytes, uint32_t at);
bool ari_edit__is_blank(struct ari_str bytes, uint32_t line);
/* Past the spaces that a line begins with. */
uint32_t ari_edit__text_start(struct ari_str bytes, uint32_t line);
/* The document's line end: that of its first line. */
struct ari_str ari_edit__eol(struct ari_str bytes);
bool ari_edit__open_ended(struct ari_str bytes);
/* The comment that ends the line on which a value ends; or absent. */
struct ari_str ari_edit__remark(struct ari_str bytes, uint32_t value_end);
/* First line of the comment lines right above the line of at. */
uint32_t ari_edit__comment_above(struct ari_str bytes, uint32_t at);
/* The deepest last child: where a node's bytes end. */
const struct ari_node *ari_edit__last_leaf(const struct ari_node *node);
/*
 * Whether a value ends in a text that ends in a line end: written last in a
 * file, it needs one. Where it turns out not to, rewrite.c cuts it.
 */
bool ari_edit__needs_end(const struct ari_node *node);
bool ari_edit__is_block(const struct ari_node *node);
bool ari_edit__is_block_text(const struct ari_node *node);
/* Whether a block text is written with `+`, so that blank lines are its. */
bool ari_edit__keeps(struct ari_str bytes, const struct ari_node *leaf);
/* Where the line behind a node begins: past blank lines that are its own. */
uint32_t ari_edit__past(struct ari_str bytes, const struct ari_node *node);
/* The same past comment lines indented more than column. */
uint32_t ari_edit__behind(struct ari_str bytes, const struct ari_node *node,
			  uint32_t column);
/* The dash of an item, looked for from its value back to `from`. */
bool ari_edit__dash(uint32_t *out, struct ari_str bytes, uint32_t from,
		    uint32_t at);
/* The byte past the colon of a pair; false for `? key` and the like. */
bool ari_edit__colon(uint32_t *out, struct ari_str bytes,
		     const struct ari_node *key);

/* -- scalar.c -- */

/* Where a scalar is written. */
struct ari_edit__place {
	bool flow;
	bool key;
	uint32_t indent; /* columns of the lines of a block text */
	uint32_t parent; /* column of what holds it, for its indicator */
	struct ari_str eol;
};

/*
 * Write a scalar so that it reads back as the node: plain, quoted or a block
 * text, in the node's own style where that is possible.
 */
void ari_edit__put_scalar(struct ari_buf *out, const struct ari_node *node,
			  const struct ari_edit__place *place);

/* -- emit.c: values written anew -- */

enum ari_edit__where {
	ARI_EDIT__AFTER_COLON,
	ARI_EDIT__AFTER_DASH,
};

/* What the document is used to. */
struct ari_edit__habit {
	struct ari_str eol;
	uint32_t list; /* columns from a key to the dashes of its list */
	uint32_t step; /* columns from a key to the keys of its mapping */
};

void ari_edit__habits(struct ari_edit__habit *out, const struct ari_doc *doc);
/*
 * Write a value behind the colon of a key, or the dash of an item, that
 * stands at column; a blank or a line end comes first, no line end last.
 */
void ari_edit__put_value(struct ari_buf *out, const struct ari_node *node,
			 enum ari_edit__where where, uint32_t column,
			 const struct ari_edit__habit *habit);
/* Write a value on one line, as in a flow collection. */
void ari_edit__put_flow(struct ari_buf *out, const struct ari_node *node);
void ari_edit__put_key(struct ari_buf *out, const struct ari_node *key,
		       bool flow);

/* -- graft.c: values copied from the second document -- */

/*
 * Copy bytes from start to end, their lines moved by as many columns as lie
 * between `from` and `to`; the first line as it is.
 */
void ari_edit__copy(struct ari_buf *out, struct ari_str bytes, uint32_t start,
		    uint32_t end, uint32_t from, uint32_t to,
		    struct ari_str eol);

/* -- reconcile.c -- */

struct ari_edit__job {
	const struct ari_doc *doc;
	const struct ari_doc *other; /* the second document; NULL: none */
	bool anew; /* write what comes from it anew, rather than copy */
	struct ari_arena *arena;
	struct ari_splices *splices;
	struct ari_edit__habit habit;
	bool stuck; /* a layout that cannot be spliced */
};

/* First span offset of the second document's nodes. */
uint32_t ari_edit__base(const struct ari_doc *doc);
/* The node as it stands in the second document, its span shifted. */
struct ari_node ari_edit__foreign(const struct ari_node *node,
				  const struct ari_doc *doc);
/* Whether a node is to be copied from the second document. */
bool ari_edit__is_foreign(const struct ari_edit__job *job,
			  const struct ari_node *node);
/* Find the splices from job->doc to want. Errors: ask job->stuck. */
int ari_edit__reconcile(struct ari_edit__job *job, const struct ari_node *want,
			struct ari_error *err);
/* Splices inside one mapping or list: block.c and flow.c. */
struct ari_edit__row {
	const struct ari_node *key; /* NULL: an item */
	const struct ari_node *value;
	uint32_t own;	  /* number in the document's collection, or NONE */
	uint32_t after;	  /* of a new row: the kept row it follows, or NONE */
	uint32_t instead; /* of a new item: the one whose place it takes */
};
#define ARI_EDIT__NONE UINT32_MAX

/* What becomes of a collection: its rows as wanted, and who stays. */
struct ari_edit__rows {
	const struct ari_node *node; /* the document's collection */
	struct ari_edit__row *items; /* wanted, in order */
	size_t count;
	bool *kept;	 /* by number in node: stays, or its place does */
	uint32_t stride; /* nodes a row: 2 of a mapping, 1 of a list */
};

/* Number of rows, and the value of one, in the document's collection. */
uint32_t ari_edit__own_count(const struct ari_edit__rows *rows);
const struct ari_node *ari_edit__own_value(const struct ari_edit__rows *rows,
					   uint32_t i);
/* The first byte of one: of its key, or of its value. */
uint32_t ari_edit__own_start(const struct ari_edit__rows *rows, uint32_t i);

/* Whether rows of a collection can be put in and taken out at all. */
bool ari_edit__can_splice(const struct ari_edit__job *job,
			  const struct ari_node *node);
void ari_edit__block_rows(struct ari_edit__job *job,
			  const struct ari_edit__rows *rows);
void ari_edit__flow_rows(struct ari_edit__job *job,
			 const struct ari_edit__rows *rows);
/* Replace a value: of a pair when key is not NULL, else of an item. */
void ari_edit__replace(struct ari_edit__job *job, const struct ari_node *parent,
		       const struct ari_node *key, const struct ari_node *old,
		       const struct ari_edit__row *row);
/* Text of a new pair or item, without indentation and line end. */
void ari_edit__put_row(struct ari_buf *out, const struct ari_edit__job *job,
		       const struct ari_edit__row *row, uint32_t column);
/* Keep a buffer's bytes in the arena as the text of a splice. */
void ari_edit__splice_buf(struct ari_edit__job *job, uint32_t start,
			  uint32_t end, struct ari_buf *buf);

/* -- rewrite.c -- */

/*
 * Splices from doc to want, proved: their result was read again and says
 * want. other may be NULL. *bytes is the result.
 * Errors: ARI_ERR_UNCERTAIN when the layout does not allow it.
 */
int ari_edit__rewrite(struct ari_str *bytes, struct ari_splices *splices,
		      const struct ari_doc *doc, const struct ari_node *want,
		      const struct ari_doc *other, struct ari_arena *arena,
		      struct ari_error *err);
/*
 * Put splices in and read the result: 1 and *bytes when it says want, 0 when
 * not. A file whose last line has no end keeps it so where it can.
 */
int ari_edit__prove(struct ari_str *bytes, struct ari_splices *splices,
		    const struct ari_doc *doc, const struct ari_node *want,
		    struct ari_arena *arena, struct ari_error *err);
/* Read bytes; ARI_ERR_INVALID with the first error when they are no YAML. */
int ari_edit__read(struct ari_doc *out, struct ari_str bytes,
		   struct ari_arena *arena, struct ari_error *err);

/* -- want.c: building what a document shall say -- */

struct ari_node ari_edit__text(struct ari_str text);
/* A copy of a mapping with key set to value; value NULL takes it out. */
int ari_edit__with(struct ari_node *out, const struct ari_node *map,
		   struct ari_str key, const struct ari_node *value,
		   const char *const *order, struct ari_arena *arena,
		   struct ari_error *err);
/* A copy of a list with item i replaced, or taken out when it is NULL. */
int ari_edit__with_item(struct ari_node *out, const struct ari_node *list,
			uint32_t i, const struct ari_node *item,
			struct ari_arena *arena, struct ari_error *err);
/* A copy of a list with one more item before number i. */
int ari_edit__with_new(struct ari_node *out, const struct ari_node *list,
		       uint32_t i, const struct ari_node *item,
		       struct ari_arena *arena, struct ari_error *err);

#endif
