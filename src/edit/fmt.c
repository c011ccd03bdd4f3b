/*
 * Small repairs that change no word: quotes round refs that would read as
 * numbers, no blanks at line ends, an end to the last line. What is text
 * keeps its blanks.
 */
#include "edit/internal.h"

#include <string.h>

/* A way through a tree in the order of its bytes. */
struct walk {
	struct {
		const struct ari_node *node;
		uint32_t at;
	} stack[ARI_TREE_DEPTH + 1];
	size_t depth;
};

/* The scalar that follows, or NULL. */
static const struct ari_node *next_scalar(struct walk *walk)
{
	while (walk->depth) {
		const struct ari_node *node = walk->stack[walk->depth - 1].node;
		const struct ari_node *item;

		if (walk->stack[walk->depth - 1].at == node->len) {
			walk->depth--;
			continue;
		}
		item = &node->u.items[walk->stack[walk->depth - 1].at++];
		if (item->kind == ARI_NODE_SCALAR)
			return item;
		if (walk->depth > ARI_TREE_DEPTH)
			return NULL;
		walk->stack[walk->depth].node = item;
		walk->stack[walk->depth++].at = 0;
	}
	return NULL;
}

static void begin(struct walk *walk, const struct ari_node *root)
{
	walk->depth = 1;
	walk->stack[0].node = root;
	walk->stack[0].at = 0;
}

/* -- refs -- */

static void quote(struct ari_splices *splices, const struct ari_node *node)
{
	if (node->kind != ARI_NODE_SCALAR || node->style != ARI_STYLE_PLAIN ||
	    (node->type != ARI_TYPE_INT && node->type != ARI_TYPE_FLOAT))
		return;
	ari_splices_add(splices, node->start, node->start, ARI_STR("\""));
	ari_splices_add(splices, node->end, node->end, ARI_STR("\""));
}

static void quote_refs(struct ari_splices *splices,
		       const struct ari_node *record)
{
	static const char *const keys[] = {
	    "ref",   "formerly", "recommendations",
	    "after", "see",	 "superseded_by"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const struct ari_node *node = ari_node_get(record, keys[i]);

		if (!node)
			continue;
		quote(splices, node);
		for (uint32_t k = 0;
		     node->kind == ARI_NODE_SEQUENCE && k < node->len; k++)
			quote(splices, &node->u.items[k]);
	}
}

static void quote_list(struct ari_splices *splices, const struct ari_node *list)
{
	for (uint32_t i = 0;
	     list && list->kind == ARI_NODE_SEQUENCE && i < list->len; i++)
		quote_refs(splices, &list->u.items[i]);
}

/* -- line ends -- */

/* Whether the blanks of a scalar's lines may be part of its text. */
static bool guards(const struct ari_node *node)
{
	return node->style != ARI_STYLE_PLAIN;
}

static void cut_line(struct ari_splices *splices, struct ari_str bytes,
		     uint32_t line)
{
	uint32_t end = ari_edit__line_end(bytes, line), at = end;

	while (at > line &&
	       (bytes.ptr[at - 1] == ' ' || bytes.ptr[at - 1] == '\t'))
		at--;
	if (at < end)
		ari_splices_add(splices, at, end, ARI_STR(""));
}

static void cut_blanks(struct ari_splices *splices, const struct ari_doc *doc)
{
	struct ari_str bytes = doc->bytes;
	struct walk walk;
	const struct ari_node *node;
	uint32_t line = 0;

	begin(&walk, doc->root);
	while ((node = next_scalar(&walk)) != NULL) {
		uint32_t end = node->end;

		if (!guards(node))
			continue;
		if (ari_edit__keeps(bytes, node))
			end = ari_edit__past(bytes, node);
		for (; line < bytes.len &&
		       ari_edit__line_end(bytes, line) < node->start;
		     line = ari_edit__line_next(bytes, line))
			cut_line(splices, bytes, line);
		while (line < bytes.len &&
		       ari_edit__line_end(bytes, line) < end)
			line = ari_edit__line_next(bytes, line);
		if (ari_edit__is_block_text(node) && line < bytes.len &&
		    line < end)
			line = ari_edit__line_next(bytes, line);
	}
	for (; line < bytes.len; line = ari_edit__line_next(bytes, line))
		cut_line(splices, bytes, line);
}

static void end_last(struct ari_splices *splices, const struct ari_doc *doc)
{
	const struct ari_node *leaf = ari_edit__last_leaf(doc->root);
	uint32_t end = (uint32_t)doc->bytes.len;

	/* There a line end would become one of the text. */
	if (!ari_edit__open_ended(doc->bytes) ||
	    (ari_edit__is_block_text(leaf) && leaf->end == end))
		return;
	ari_splices_add(splices, end, end, ari_edit__eol(doc->bytes));
}

/* -- the same words -- */

static bool same_words(const struct ari_doc *a, const struct ari_doc *b)
{
	struct walk x, y;
	const struct ari_node *one, *two;

	begin(&x, a->root);
	begin(&y, b->root);
	do {
		one = next_scalar(&x);
		two = next_scalar(&y);
		if (!one || !two)
			break;
		if (!ari_str_eq(ari_node_text(one), ari_node_text(two)) ||
		    x.depth != y.depth ||
		    (one->type != two->type && two->type != ARI_TYPE_STRING))
			return false;
	} while (true);
	return one == two;
}

int ari_edit_fmt(struct ari_str *out, const struct ari_doc *doc,
		 struct ari_arena *arena, struct ari_error *err)
{
	struct ari_splices splices;
	struct ari_doc after;
	struct ari_str bytes;

	if (!doc->root || doc->root->kind == ARI_NODE_SCALAR)
		return ari_error_set(err, ARI_ERR_INVALID,
				     "this is no plan: it does not consist of "
				     "keys and values");
	ari_splices_init(&splices, arena);
	quote_list(&splices, ari_node_get(doc->root, "recommendations"));
	quote_list(&splices, ari_node_get(doc->root, "actions"));
	cut_blanks(&splices, doc);
	end_last(&splices, doc);
	if (!splices.count && !splices.failed) {
		*out = doc->bytes;
		return 0;
	}
	if (ari_splices_apply(&bytes, doc->bytes, &splices, arena, err) ||
	    ari_edit__read(&after, bytes, arena, err))
		return -1;
	if (!same_words(doc, &after))
		return ari_error_set(err, ARI_ERR_UNCERTAIN,
				     "the file is laid out in a way that does "
				     "not allow this without changing a text: "
				     "mend it by hand");
	*out = bytes;
	return 0;
}
