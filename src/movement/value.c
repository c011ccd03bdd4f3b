/*
 * When two values of a plan say the same. Quoting is layout: the minute 7
 * and the minute "7" are one minute; `leads: a` and `leads: [a]` one lead.
 */
#include "movement/internal.h"

/* Collections inside a value of the format: milestones hold a list. */
#define FORMAT_DEPTH 4
/*
 * Keys of a mapping of the format, many times over. A wider one is no
 * plan's: it is compared as data, types and all.
 */
#define FORMAT_KEYS 64

const struct ari_node *ari_movement__value(const struct ari_node *node)
{
	if (!node || node->type == ARI_TYPE_NULL)
		return NULL;
	if (node->kind != ARI_NODE_SCALAR && !node->len)
		return NULL;
	return node;
}

static bool same_value(const struct ari_node *a, const struct ari_node *b,
		       unsigned depth);

static bool same_items(const struct ari_node *a, const struct ari_node *b,
		       unsigned depth)
{
	if (a->len != b->len)
		return false;
	for (uint32_t i = 0; i < a->len; i++)
		if (!same_value(&a->u.items[i], &b->u.items[i], depth))
			return false;
	return true;
}

/* Whether every pair of a is in b; a key with no value counts as absent. */
static bool pairs_within(const struct ari_node *a, const struct ari_node *b,
			 unsigned depth)
{
	for (uint32_t i = 0; i + 1 < a->len; i += 2) {
		struct ari_str key = ari_node_text(&a->u.items[i]);

		if (!same_value(&a->u.items[i + 1], ari_node_get_str(b, key),
				depth))
			return false;
	}
	return true;
}

/* Recursion ends at FORMAT_DEPTH, whatever the document's depth. */
static bool same_value(const struct ari_node *a, const struct ari_node *b,
		       unsigned depth)
{
	a = ari_movement__value(a);
	b = ari_movement__value(b);
	if (!a || !b || a->kind != b->kind)
		return !a && !b;
	if (a->kind == ARI_NODE_SCALAR)
		return ari_str_eq(ari_node_text(a), ari_node_text(b));
	if (!depth || (a->kind == ARI_NODE_MAPPING &&
		       (a->len > 2 * FORMAT_KEYS || b->len > 2 * FORMAT_KEYS)))
		return ari_node_equal(a, b);
	if (a->kind == ARI_NODE_SEQUENCE)
		return same_items(a, b, depth - 1);
	return pairs_within(a, b, depth - 1) && pairs_within(b, a, depth - 1);
}

bool ari_movement__same(const struct ari_node *a, const struct ari_node *b)
{
	return same_value(a, b, FORMAT_DEPTH);
}

bool ari_movement__texts(struct ari_movement__texts *out,
			 struct ari_movement__list *list,
			 const struct ari_node *node)
{
	const struct ari_node *items = node;
	uint32_t len = node != NULL;

	*out = (struct ari_movement__texts){0};
	if (node && node->kind == ARI_NODE_SEQUENCE) {
		items = node->u.items;
		len = node->len;
	}
	for (uint32_t i = 0; i < len; i++)
		if (items[i].kind != ARI_NODE_SCALAR)
			return false;
	out->items = ari_movement__scratch(list, len, sizeof(*out->items));
	out->nodes = ari_movement__scratch(list, len, sizeof(*out->nodes));
	if (list->failed)
		return false;
	for (uint32_t i = 0; i < len; i++) {
		out->items[i] = ari_node_text(&items[i]);
		out->nodes[i] = &items[i];
	}
	out->count = len;
	return true;
}

static bool index_texts(struct ari_index *out, struct ari_movement__list *list,
			const struct ari_movement__texts *texts)
{
	struct ari_index_entry *entries;

	entries = ari_movement__scratch(list, texts->count, sizeof(*entries));
	if (!entries)
		return false;
	for (size_t i = 0; i < texts->count; i++)
		entries[i] =
		    (struct ari_index_entry){texts->items[i], (uint32_t)i};
	ari_index_build(out, entries, texts->count);
	return true;
}

size_t ari_movement__missing(const struct ari_movement__texts *a,
			     const struct ari_movement__texts *b,
			     struct ari_movement__list *list,
			     const struct ari_node **nodes)
{
	struct ari_index x, y;
	size_t at = 0, count = 0;

	if (!index_texts(&x, list, a) || !index_texts(&y, list, b))
		return 0;
	for (size_t i = 0; i < x.count; i++) {
		struct ari_str key = x.entries[i].key;

		while (at < y.count && ari_str_cmp(y.entries[at].key, key) < 0)
			at++;
		if (at < y.count && ari_str_eq(y.entries[at].key, key)) {
			at++;
			continue;
		}
		if (nodes)
			nodes[count] = a->nodes[x.entries[i].value];
		count++;
	}
	return count;
}
