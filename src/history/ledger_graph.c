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

static void meet_tags(struct ari_ledger__graph *graph, uint32_t at)
{
	struct ari_ledger__node *node = &graph->nodes[at];

	for (size_t i = 0; i < graph->tags.count; i++) {
		if (!ari_oid_eq(&graph->tags.items[i].commit,
				&graph->ids.items[at]))
			continue;
		graph->met[i] = node->order;
		node->tag = earlier(graph, node->tag, (uint32_t)i);
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
