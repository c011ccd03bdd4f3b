/*
 * The commits of a ledger by their ids, in the order of the walk, each with
 * the earliest closed cycle that holds it: children come before parents, so
 * what a commit is part of flows down to what came before it.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>

void ari_ledger__graph_release(struct ari_ledger__graph *graph)
{
	ari_oids_release(&graph->ids);
	free(graph->nodes);
	free(graph->links);
	free(graph->by_order);
}

static int by_commit(const void *a, const void *b, void *ctx)
{
	const struct ari_tags *tags = ctx;
	const uint32_t *x = a, *y = b;
	int order =
	    ari_oid_cmp(&tags->items[*x].commit, &tags->items[*y].commit);

	return order ? order : *x < *y ? -1 : *x > *y;
}

int ari_ledger__graph_tags(struct ari_ledger__graph *graph,
			   struct ari_arena *arena, struct ari_error *err)
{
	size_t count = graph->tags.count;

	graph->met = ari_arena_array(arena, count + 1, sizeof(*graph->met));
	graph->by_commit =
	    ari_arena_array(arena, count + 1, sizeof(*graph->by_commit));
	if (!graph->met || !graph->by_commit)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		graph->met[i] = ARI_LEDGER__NONE;
		graph->by_commit[i] = i;
	}
	qsort_r(graph->by_commit, count, sizeof(*graph->by_commit), by_commit,
		&graph->tags);
	return 0;
}

void ari_ledger__graph_reset(struct ari_ledger__graph *graph)
{
	struct ari_ledger__graph tags = {.tags = graph->tags,
					 .met = graph->met,
					 .by_commit = graph->by_commit};

	ari_ledger__graph_release(graph);
	*graph = tags;
	for (size_t i = 0; i < tags.tags.count; i++)
		graph->met[i] = ARI_LEDGER__NONE;
}

int ari_ledger__graph_add(uint32_t *out, struct ari_ledger__graph *graph,
			  const struct ari_oid *id, struct ari_error *err)
{
	void *nodes;

	if (ari_oids_add(out, &graph->ids, id, err))
		return -1;
	if (*out < graph->count)
		return 0;
	nodes = ari_heap_grow(graph->nodes, graph->count, &graph->room,
			      sizeof(*graph->nodes));
	if (!nodes)
		return ari_error_memory(err);
	graph->nodes = nodes;
	graph->nodes[graph->count++] = (struct ari_ledger__node){
	    .tag = ARI_LEDGER__NONE, .reg = ARI_LEDGER__NONE};
	return 0;
}

/* Of two cycles the one whose commit the walk met later is the earlier. */
static uint32_t earlier(const struct ari_ledger__graph *graph, uint32_t a,
			uint32_t b)
{
	if (a == ARI_LEDGER__NONE || b == ARI_LEDGER__NONE)
		return a == ARI_LEDGER__NONE ? b : a;
	if (graph->met[a] != graph->met[b])
		return graph->met[a] > graph->met[b] ? a : b;
	if (graph->tags.items[a].time != graph->tags.items[b].time)
		return graph->tags.items[a].time < graph->tags.items[b].time
			   ? a
			   : b;
	return a < b ? a : b;
}

/* The first tag, by commits, whose commit does not come before id. */
static size_t find_tag(const struct ari_ledger__graph *graph,
		       const struct ari_oid *id)
{
	size_t low = 0, high = graph->tags.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t tag = graph->by_commit[middle];

		if (ari_oid_cmp(&graph->tags.items[tag].commit, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void meet_tags(struct ari_ledger__graph *graph, uint32_t at)
{
	struct ari_ledger__node *node = &graph->nodes[at];
	const struct ari_oid *id = &graph->ids.items[at];

	for (size_t i = find_tag(graph, id); i < graph->tags.count; i++) {
		uint32_t tag = graph->by_commit[i];

		if (!ari_oid_eq(&graph->tags.items[tag].commit, id))
			return;
		graph->met[tag] = node->order;
		node->tag = earlier(graph, node->tag, tag);
	}
}

static int add_link(struct ari_ledger__graph *graph, uint32_t parent,
		    struct ari_error *err)
{
	void *links = ari_heap_grow(graph->links, graph->link_count,
				    &graph->link_room, sizeof(*graph->links));

	if (!links)
		return ari_error_memory(err);
	graph->links = links;
	graph->links[graph->link_count++] = parent;
	return 0;
}

static int add_order(struct ari_ledger__graph *graph, uint32_t node,
		     struct ari_error *err)
{
	void *order =
	    ari_heap_grow(graph->by_order, graph->walked, &graph->order_room,
			  sizeof(*graph->by_order));

	if (!order)
		return ari_error_memory(err);
	graph->by_order = order;
	graph->nodes[node].walked = true;
	graph->nodes[node].order = graph->walked;
	graph->by_order[graph->walked++] = node;
	return 0;
}

int ari_ledger__graph_walk(uint32_t *out, struct ari_ledger__graph *graph,
			   const struct ari_oid *id,
			   const struct ari_oid *parents, size_t count,
			   struct ari_error *err)
{
	uint32_t at, parent, tag;

	if (ari_ledger__graph_add(&at, graph, id, err) ||
	    add_order(graph, at, err))
		return -1;
	graph->nodes[at].parents = (uint32_t)graph->link_count;
	graph->nodes[at].parent_count = (uint32_t)count;
	meet_tags(graph, at);
	tag = graph->nodes[at].tag;
	for (size_t i = 0; i < count; i++) {
		if (ari_ledger__graph_add(&parent, graph, &parents[i], err) ||
		    add_link(graph, parent, err))
			return -1;
		graph->nodes[parent].tag =
		    earlier(graph, graph->nodes[parent].tag, tag);
	}
	*out = at;
	return 0;
}

struct ari_str ari_ledger__graph_cycle(const struct ari_ledger__graph *graph,
				       uint32_t node)
{
	uint32_t tag = graph->nodes[node].tag;

	if (tag == ARI_LEDGER__NONE)
		return (struct ari_str){NULL, 0};
	return graph->tags.items[tag].id;
}
