/*
 * From a document to what it shall say: which collections differ, which of
 * their rows stay, are new or go. Parents are gone through before children,
 * splices made the other way round, so that at one place what belongs to
 * the child comes first.
 */
#include "edit/internal.h"

#include <string.h>

/* Collections that differ, parents first. */
struct queue {
	struct ari_edit__rows *items;
	size_t count;
	size_t room;
};

uint32_t ari_edit__base(const struct ari_doc *doc)
{
	return (uint32_t)doc->bytes.len + 1;
}

struct ari_node ari_edit__foreign(const struct ari_node *node,
				  const struct ari_doc *doc)
{
	struct ari_node copy = *node;
	uint32_t base = ari_edit__base(doc);

	copy.start += base;
	copy.end += base;
	return copy;
}

uint32_t ari_edit__own_count(const struct ari_edit__rows *rows)
{
	return rows->node->len / rows->stride;
}

const struct ari_node *ari_edit__own_value(const struct ari_edit__rows *rows,
					   uint32_t i)
{
	return &rows->node->u.items[i * rows->stride + rows->stride - 1];
}

uint32_t ari_edit__own_start(const struct ari_edit__rows *rows, uint32_t i)
{
	return rows->node->u.items[i * rows->stride].start;
}

static bool is_own(const struct ari_edit__job *job, const struct ari_node *node)
{
	return node->start < ari_edit__base(job->doc);
}

static bool is_same(const struct ari_node *a, const struct ari_node *b)
{
	return a->kind == b->kind && a->start == b->start && a->len == b->len &&
	       a->u.text == b->u.text;
}

/* -- rows -- */

/* Find keys of the second document that the first has, too. */
static int find_keys(struct ari_edit__job *job, struct ari_edit__rows *rows,
		     struct ari_error *err)
{
	uint32_t count = ari_edit__own_count(rows);
	struct ari_index_entry *entries;
	struct ari_index index;
	bool any = false;

	for (size_t i = 0; i < rows->count; i++)
		any |= rows->items[i].own == ARI_EDIT__NONE;
	if (!any || rows->stride == 1)
		return 0;
	entries = ari_arena_array(job->arena, count, sizeof(*entries));
	if (!entries)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    ari_node_text(&rows->node->u.items[2 * i]), i};
	ari_index_build(&index, entries, count);
	for (size_t i = 0; i < rows->count; i++) {
		struct ari_edit__row *row = &rows->items[i];
		const struct ari_index_entry *entry;

		if (row->own != ARI_EDIT__NONE)
			continue;
		entry = ari_index_find(&index, ari_node_text(row->key));
		if (!entry)
			continue;
		row->own = entry->value;
		rows->kept[entry->value] = true;
	}
	return 0;
}

/* New mappings of a list take the places of those that leave there. */
static void pair_items(struct ari_edit__rows *rows)
{
	uint32_t next = 0;

	if (rows->stride == 2)
		return;
	for (size_t i = 0; i < rows->count; i++) {
		struct ari_edit__row *row = &rows->items[i];

		if (row->own != ARI_EDIT__NONE) {
			next = row->own + 1;
			continue;
		}
		if (next >= rows->node->len || rows->kept[next] ||
		    row->value->kind != ARI_NODE_MAPPING ||
		    rows->node->u.items[next].kind != ARI_NODE_MAPPING)
			continue;
		rows->kept[next] = true;
		row->instead = next++;
	}
}

static void find_places(struct ari_edit__rows *rows)
{
	uint32_t after = ARI_EDIT__NONE;

	for (size_t i = 0; i < rows->count; i++) {
		struct ari_edit__row *row = &rows->items[i];

		row->after = after;
		if (row->own != ARI_EDIT__NONE)
			after = row->own;
		else if (row->instead != ARI_EDIT__NONE)
			after = row->instead;
	}
}

/*
 * The rows of a collection that stays where it is: 1, or 0 when it has to be
 * written as a whole. What is its own keeps the document's order.
 */
static int make_rows(struct ari_edit__rows *out, struct ari_edit__job *job,
		     const struct ari_node *node, const struct ari_node *want,
		     struct ari_error *err)
{
	uint32_t stride = node->kind == ARI_NODE_MAPPING ? 2 : 1;
	uint32_t count = node->len / stride, next = 0;
	bool any = false;

	*out = (struct ari_edit__rows){
	    .node = node, .count = want->len / stride, .stride = stride};
	out->items =
	    ari_arena_array(job->arena, out->count + 1, sizeof(*out->items));
	out->kept = ari_arena_zalloc(job->arena, count + 1);
	if (!out->items || !out->kept)
		return ari_error_memory(err);
	for (size_t i = 0; i < out->count; i++) {
		const struct ari_node *first = &want->u.items[i * stride];
		struct ari_edit__row row = {
		    .key = stride == 2 ? first : NULL,
		    .value = first + stride - 1,
		    .own = ARI_EDIT__NONE,
		    .instead = ARI_EDIT__NONE,
		};

		if (is_own(job, first)) {
			while (next < count &&
			       ari_edit__own_start(out, next) != first->start)
				next++;
			if (next == count)
				return 0;
			row.own = next++;
			out->kept[row.own] = true;
		}
		out->items[i] = row;
	}
	if (find_keys(job, out, err))
		return -1;
	pair_items(out);
	find_places(out);
	for (uint32_t i = 0; i < count; i++)
		any |= out->kept[i];
	return any;
}

/* -- the walk -- */

static int push(struct queue *queue, struct ari_edit__job *job,
		const struct ari_edit__rows *rows, struct ari_error *err)
{
	struct ari_edit__rows *items =
	    ari_arena_grow(job->arena, queue->items, queue->count, &queue->room,
			   sizeof(*items));

	if (!items)
		return ari_error_memory(err);
	queue->items = items;
	queue->items[queue->count++] = *rows;
	return 0;
}

/* Queue a collection that differs: 1, or 0 when it has to be replaced. */
static int enter(struct queue *queue, struct ari_edit__job *job,
		 const struct ari_node *node, const struct ari_node *want,
		 struct ari_error *err)
{
	struct ari_edit__rows rows;
	int made;

	if (node->kind != want->kind || node->kind == ARI_NODE_SCALAR ||
	    node->start != want->start || !node->len || !want->len ||
	    !ari_edit__can_splice(job, node))
		return 0;
	made = make_rows(&rows, job, node, want, err);
	if (made <= 0)
		return made;
	return push(queue, job, &rows, err) ? -1 : 1;
}

/* Look at the rows that stay: what of them differs is entered or replaced. */
static int visit(struct queue *queue, struct ari_edit__job *job, size_t at,
		 struct ari_error *err)
{
	struct ari_edit__rows rows = queue->items[at];

	for (size_t i = 0; i < rows.count; i++) {
		const struct ari_edit__row *row = &rows.items[i];
		uint32_t own =
		    row->own != ARI_EDIT__NONE ? row->own : row->instead;
		const struct ari_node *old, *key = NULL;
		int entered = 0;

		if (own == ARI_EDIT__NONE)
			continue;
		old = ari_edit__own_value(&rows, own);
		if (rows.stride == 2)
			key = old - 1;
		if (is_same(old, row->value) || ari_node_equal(old, row->value))
			continue;
		if (row->own != ARI_EDIT__NONE)
			entered = enter(queue, job, old, row->value, err);
		if (entered < 0)
			return -1;
		if (!entered)
			ari_edit__replace(job, rows.node, key, old, row);
	}
	return 0;
}

int ari_edit__reconcile(struct ari_edit__job *job, const struct ari_node *want,
			struct ari_error *err)
{
	struct queue queue = {0};
	int entered;

	if (is_same(job->doc->root, want))
		return 0;
	entered = enter(&queue, job, job->doc->root, want, err);
	if (entered < 0)
		return -1;
	job->stuck |= !entered;
	for (size_t i = 0; i < queue.count; i++)
		if (visit(&queue, job, i, err))
			return -1;
	for (size_t i = queue.count; i-- > 0;) {
		const struct ari_edit__rows *rows = &queue.items[i];

		if (ari_edit__is_block(rows->node))
			ari_edit__block_rows(job, rows);
		else
			ari_edit__flow_rows(job, rows);
	}
	return job->splices->failed ? ari_error_memory(err) : 0;
}
