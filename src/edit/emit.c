/*
 * Values written anew: lists and mappings in the document's own habits of
 * indentation, scalars by scalar.c. No recursion: a frame a collection.
 */
#include "edit/internal.h"

#include <string.h>

struct frame {
	const struct ari_node *node;
	uint32_t at;	 /* next item */
	uint32_t column; /* of its keys or dashes */
};

void ari_edit__put_key(struct ari_buf *out, const struct ari_node *key,
		       bool flow)
{
	struct ari_edit__place place = {.flow = flow, .key = true};

	ari_edit__put_scalar(out, key, &place);
}

/* -- on one line -- */

/* What stands before the next item of a flow collection. */
static void put_flow_joint(struct ari_buf *out, const struct frame *top)
{
	bool map = top->node->kind == ARI_NODE_MAPPING;

	if (map && top->at % 2)
		ari_buf_puts(out, ": ");
	else if (top->at)
		ari_buf_puts(out, ", ");
}

void ari_edit__put_flow(struct ari_buf *out, const struct ari_node *node)
{
	struct ari_edit__place place = {.flow = true};
	struct frame stack[ARI_TREE_DEPTH + 1];
	size_t depth = 0;

	for (;;) {
		if (node->kind == ARI_NODE_SCALAR) {
			ari_edit__put_scalar(out, node, &place);
		} else if (depth <= ARI_TREE_DEPTH) {
			ari_buf_byte(out, node->kind == ARI_NODE_MAPPING ? '{'
									 : '[');
			stack[depth++] = (struct frame){.node = node};
		}
		while (depth &&
		       /* cppcheck-suppress uninitvar; below depth all is set */
		       stack[depth - 1].at == stack[depth - 1].node->len) {
			depth--;
			ari_buf_byte(out,
				     stack[depth].node->kind == ARI_NODE_MAPPING
					 ? '}'
					 : ']');
		}
		if (!depth)
			return;
		put_flow_joint(out, &stack[depth - 1]);
		node = &stack[depth - 1].node->u.items[stack[depth - 1].at++];
		place.key = stack[depth - 1].node->kind == ARI_NODE_MAPPING &&
			    stack[depth - 1].at % 2;
	}
}

/* -- in lines -- */

/* A collection that is written on one line: empty, or flow before. */
static bool is_inline(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR || !node->len ||
	       node->style == ARI_STYLE_FLOW;
}

static void put_inline(struct ari_buf *out, const struct ari_node *node,
		       uint32_t column, const struct ari_edit__habit *habit)
{
	struct ari_edit__place place = {.indent = column + habit->step,
					.parent = column,
					.eol = habit->eol};

	if (node->kind == ARI_NODE_SCALAR && node->type == ARI_TYPE_NULL &&
	    !node->len)
		return;
	ari_buf_byte(out, ' ');
	if (node->kind == ARI_NODE_SCALAR)
		ari_edit__put_scalar(out, node, &place);
	else
		ari_edit__put_flow(out, node);
}

/* Begin the line of a key or dash; behind a dash no line is begun. */
static void put_line(struct ari_buf *out, uint32_t column, bool same,
		     const struct ari_edit__habit *habit)
{
	if (same) {
		ari_buf_byte(out, ' ');
		return;
	}
	ari_buf_str(out, habit->eol);
	ari_buf_repeat(out, ' ', column);
}

static struct frame open_frame(const struct ari_node *node,
			       enum ari_edit__where where, uint32_t column,
			       const struct ari_edit__habit *habit)
{
	uint32_t in = habit->step;

	if (where == ARI_EDIT__AFTER_DASH)
		in = 2;
	else if (node->kind == ARI_NODE_SEQUENCE)
		in = habit->list;
	return (struct frame){node, 0, column + in};
}

void ari_edit__put_value(struct ari_buf *out, const struct ari_node *node,
			 enum ari_edit__where where, uint32_t column,
			 const struct ari_edit__habit *habit)
{
	struct frame stack[ARI_TREE_DEPTH + 1];
	size_t depth = 0;
	bool dash = where == ARI_EDIT__AFTER_DASH;

	if (is_inline(node)) {
		put_inline(out, node, column, habit);
		return;
	}
	stack[depth++] = open_frame(node, where, column, habit);
	while (depth) {
		struct frame *top = &stack[depth - 1];
		bool map = top->node->kind == ARI_NODE_MAPPING;
		const struct ari_node *item = &top->node->u.items[top->at];

		if (top->at == top->node->len) {
			depth--;
			continue;
		}
		put_line(out, top->column, dash && !top->at, habit);
		if (map)
			ari_edit__put_key(out, item++, false);
		ari_buf_byte(out, map ? ':' : '-');
		top->at += map ? 2 : 1;
		dash = !map;
		if (is_inline(item) || depth > ARI_TREE_DEPTH)
			put_inline(out, item, top->column, habit);
		else
			stack[depth++] = open_frame(item,
						    map ? ARI_EDIT__AFTER_COLON
							: ARI_EDIT__AFTER_DASH,
						    top->column, habit);
	}
}

/* -- habits -- */

/* Learn from a pair whose value is a block list on lines of its own. */
static void learn(struct ari_edit__habit *out, bool *list, bool *step,
		  const struct ari_doc *doc, const struct ari_node *key)
{
	const struct ari_node *value = key + 1;
	uint32_t from = ari_edit__column(doc->bytes, key->start);
	uint32_t to = ari_edit__column(doc->bytes, value->start);

	if (!ari_edit__is_block(value) || !value->len || to < from ||
	    to - from > 8)
		return;
	if (value->kind == ARI_NODE_SEQUENCE && !*list) {
		out->list = to - from;
		*list = true;
	} else if (value->kind == ARI_NODE_MAPPING && !*step && to > from) {
		out->step = to - from;
		*step = true;
	}
}

static void learn_map(struct ari_edit__habit *out, bool *list, bool *step,
		      const struct ari_doc *doc, const struct ari_node *map)
{
	if (!ari_edit__is_block(map) || map->kind != ARI_NODE_MAPPING)
		return;
	for (uint32_t i = 0; i + 1 < map->len && !(*list && *step); i += 2)
		learn(out, list, step, doc, &map->u.items[i]);
}

void ari_edit__habits(struct ari_edit__habit *out, const struct ari_doc *doc)
{
	const struct ari_node *root = doc->root;
	bool list = false, step = false;

	*out = (struct ari_edit__habit){
	    .eol = ari_edit__eol(doc->bytes), .list = 2, .step = 2};
	if (!root || root->kind != ARI_NODE_MAPPING)
		return;
	for (uint32_t i = 1; i < root->len; i += 2) {
		const struct ari_node *value = &root->u.items[i];

		for (uint32_t k = 0; value->kind == ARI_NODE_SEQUENCE &&
				     k < value->len && !(list && step);
		     k++)
			learn_map(out, &list, &step, doc, &value->u.items[k]);
	}
	learn_map(out, &list, &step, doc, root);
}
