/*
 * The node tree's own verbs: look up, compare, find a place. Readers build
 * it; nobody changes it.
 */
#include <arising/tree.h>

#include <stdlib.h>
#include <string.h>

struct ari_str ari_node_text(const struct ari_node *node)
{
	if (!node || node->kind != ARI_NODE_SCALAR)
		return (struct ari_str){NULL, 0};
	return (struct ari_str){node->u.text, node->len};
}

struct ari_span ari_node_span(const struct ari_node *node)
{
	if (!node)
		return (struct ari_span){0, 0};
	return (struct ari_span){node->start, node->end};
}

const struct ari_node *ari_node_get_str(const struct ari_node *map,
					struct ari_str key)
{
	if (!map || map->kind != ARI_NODE_MAPPING)
		return NULL;
	for (uint32_t i = 0; i + 1 < map->len; i += 2)
		if (ari_str_eq(ari_node_text(&map->u.items[i]), key))
			return &map->u.items[i + 1];
	return NULL;
}

const struct ari_node *ari_node_get(const struct ari_node *map, const char *key)
{
	return ari_node_get_str(map, ari_str_from(key));
}

/* Pairs from which a mapping in another order is looked up by an index. */
#define WIDE_MAPPING 32

struct frame {
	const struct ari_node *a;
	const struct ari_node *b;
	uint32_t at;		 /* next item of a to compare */
	struct ari_index sorted; /* b's keys, when made */
};

static bool same_shape(const struct ari_node *a, const struct ari_node *b)
{
	if (!a || !b || a->kind != b->kind || a->type != b->type ||
	    a->len != b->len)
		return false;
	return a->kind != ARI_NODE_SCALAR ||
	       ari_str_eq(ari_node_text(a), ari_node_text(b));
}

/* Sort b's keys; without memory for it, looking up is slow but right. */
static void sort_keys(struct frame *frame)
{
	const struct ari_node *b = frame->b;
	size_t count = b->len / 2;
	struct ari_index_entry *entries = calloc(count, sizeof(*entries));

	if (!entries)
		return;
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    ari_node_text(&b->u.items[2 * i]), 2 * i};
	ari_index_build(&frame->sorted, entries, count);
}

/* The value of b for a key of a: mostly it stands at the same position. */
static const struct ari_node *same_key(struct frame *frame,
				       const struct ari_node *key)
{
	const struct ari_node *there = &frame->b->u.items[frame->at];
	const struct ari_index_entry *found;
	struct ari_str name = ari_node_text(key);

	if (ari_str_eq(name, ari_node_text(there)))
		return there + 1;
	if (frame->b->len / 2 < WIDE_MAPPING)
		return ari_node_get_str(frame->b, name);
	if (!frame->sorted.count)
		sort_keys(frame);
	if (!frame->sorted.count)
		return ari_node_get_str(frame->b, name);
	found = ari_index_find(&frame->sorted, name);
	return found ? &frame->b->u.items[found->value + 1] : NULL;
}

/* The next pair of nodes below frame; false when there is none to match. */
static bool next_pair(struct frame *frame, const struct ari_node **a,
		      const struct ari_node **b)
{
	const struct ari_node *item = &frame->a->u.items[frame->at];

	if (frame->a->kind == ARI_NODE_SEQUENCE) {
		*a = item;
		*b = &frame->b->u.items[frame->at++];
		return true;
	}
	*a = item + 1;
	*b = same_key(frame, item);
	frame->at += 2;
	return *b != NULL;
}

/* Compare below the stack's frames until it is empty or something differs. */
static bool equal_below(struct frame *stack, size_t *depth)
{
	while (*depth) {
		struct frame *top = &stack[*depth - 1];
		const struct ari_node *a, *b;

		if (top->at >= top->a->len) {
			free(top->sorted.entries);
			--*depth;
			continue;
		}
		if (!next_pair(top, &a, &b) || !same_shape(a, b))
			return false;
		if (a->kind == ARI_NODE_SCALAR)
			continue;
		if (*depth > ARI_TREE_DEPTH)
			return false;
		stack[(*depth)++] = (struct frame){.a = a, .b = b};
	}
	return true;
}

bool ari_node_equal(const struct ari_node *a, const struct ari_node *b)
{
	struct frame stack[ARI_TREE_DEPTH + 1];
	size_t depth = 1;
	bool equal;

	if (a == b || !a || !b)
		return a == b;
	if (!same_shape(a, b))
		return false;
	if (a->kind == ARI_NODE_SCALAR)
		return true;
	stack[0] = (struct frame){.a = a, .b = b};
	equal = equal_below(stack, &depth);
	while (depth)
		free(stack[--depth].sorted.entries);
	return equal;
}
