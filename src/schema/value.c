/*
 * Values as JSON Schema sees them: their types, and equality by what they
 * say (1 is 1.0, keys in any order).
 */
#include "schema/program.h"

#include "schema/number.h"

#include <string.h>

/* Nesting that a comparison follows: what a reader accepts. */
#define VALUE_DEPTH (ARI_TREE_DEPTH + 1)

unsigned ari_schema__types(const struct ari_node *node)
{
	if (node->kind == ARI_NODE_MAPPING)
		return ARI_IS_OBJECT;
	if (node->kind == ARI_NODE_SEQUENCE)
		return ARI_IS_ARRAY;
	switch (node->type) {
	case ARI_TYPE_NULL:
		return ARI_IS_NULL;
	case ARI_TYPE_BOOL:
		return ARI_IS_BOOL;
	case ARI_TYPE_INT:
		return ARI_IS_NUMBER | ARI_IS_INTEGER;
	case ARI_TYPE_FLOAT:
		if (ari_schema__number_is_integer(ari_node_text(node)))
			return ARI_IS_NUMBER | ARI_IS_INTEGER;
		return ARI_IS_NUMBER;
	default:
		return ARI_IS_STRING;
	}
}

static bool spend(uint64_t *steps, uint64_t cost)
{
	if (*steps < cost) {
		*steps = 0;
		return false;
	}
	*steps -= cost;
	return true;
}

static bool same_scalar(const struct ari_node *a, const struct ari_node *b)
{
	if (ari_schema__is_number(a) && ari_schema__is_number(b))
		return !ari_schema__number_cmp(ari_node_text(a),
					       ari_node_text(b));
	if (a->type != b->type)
		return false;
	if (a->type == ARI_TYPE_NULL)
		return true;
	if (a->type == ARI_TYPE_BOOL)
		return ari_schema__is_true(a) == ari_schema__is_true(b);
	return ari_str_eq(ari_node_text(a), ari_node_text(b));
}

/* The value of key in map, looked for first where it stood in the other. */
static const struct ari_node *find_near(const struct ari_node *map,
					struct ari_str key, uint32_t near,
					uint64_t *steps)
{
	if (ari_str_eq(ari_node_text(&map->u.items[near]), key))
		return &map->u.items[near + 1];
	if (!spend(steps, map->len / 2))
		return NULL;
	return ari_node_get_str(map, key);
}

struct pair {
	const struct ari_node *a;
	const struct ari_node *b;
	uint32_t at;
};

/* The next two values to compare below pair; false: nothing to match. */
static bool next_pair(struct pair *pair, const struct ari_node **a,
		      const struct ari_node **b, uint64_t *steps)
{
	const struct ari_node *item = &pair->a->u.items[pair->at];

	if (pair->a->kind == ARI_NODE_SEQUENCE) {
		*a = item;
		*b = &pair->b->u.items[pair->at++];
		return true;
	}
	*a = item + 1;
	*b = find_near(pair->b, ari_node_text(item), pair->at, steps);
	pair->at += 2;
	return *b != NULL;
}

int ari_schema__equal(const struct ari_node *a, const struct ari_node *b,
		      uint64_t *steps)
{
	struct pair stack[VALUE_DEPTH];
	size_t depth = 0;

	for (;;) {
		if (!spend(steps, 1))
			return -1;
		if (a->kind != b->kind)
			return 0;
		if (a->kind == ARI_NODE_SCALAR) {
			if (!same_scalar(a, b))
				return 0;
		} else if (a->len != b->len) {
			return 0;
		} else if (depth == VALUE_DEPTH) {
			return -1;
		} else {
			stack[depth++] = (struct pair){a, b, 0};
		}
		while (depth && stack[depth - 1].at >= stack[depth - 1].a->len)
			depth--;
		if (!depth)
			return 1;
		if (!next_pair(&stack[depth - 1], &a, &b, steps))
			return *steps ? 0 : -1;
	}
}

static bool copy_content(struct ari_arena *arena, struct ari_node *node)
{
	if (node->kind == ARI_NODE_SCALAR) {
		node->u.text = ari_arena_dup(arena, ari_node_text(node)).ptr;
		return node->u.text != NULL;
	}
	if (node->len) {
		struct ari_node *items =
		    ari_arena_array(arena, node->len, sizeof(*items));
		if (!items)
			return false;
		memcpy(items, node->u.items, node->len * sizeof(*items));
		node->u.items = items;
	}
	return true;
}

const struct ari_node *ari_schema__copy(struct ari_arena *arena,
					const struct ari_node *node)
{
	struct {
		struct ari_node *items;
		uint32_t at, len;
	} stack[VALUE_DEPTH + 1];
	struct ari_node *root = ari_arena_alloc(arena, sizeof(*root));
	size_t depth = 1;

	if (!root)
		return NULL;
	*root = *node;
	stack[0].items = root;
	stack[0].at = 0;
	stack[0].len = 1;
	while (depth) {
		struct ari_node *item;

		if (stack[depth - 1].at == stack[depth - 1].len) {
			depth--;
			continue;
		}
		item = &stack[depth - 1].items[stack[depth - 1].at++];
		if (!copy_content(arena, item))
			return NULL;
		if (item->kind == ARI_NODE_SCALAR || !item->len)
			continue;
		if (depth > VALUE_DEPTH)
			return NULL;
		stack[depth].items = (struct ari_node *)item->u.items;
		stack[depth].at = 0;
		stack[depth++].len = item->len;
	}
	return root;
}
