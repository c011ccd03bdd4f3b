/*
 * The commits of a ledger by their ids, in the order of the walk, each with
 * the earliest closed cycle that holds it: children come before parents, so
 * what a commit is part of flows down to what came before it.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS 1024

void ari_ledger__graph_release(struct ari_ledger__graph *graph)
{
	free(graph->nodes);
	free(graph->links);
	free(graph->slots);
	free(graph->by_order);
}

/* Ids are digests: eight bytes of them spread well enough. */
static size_t find_slot(const struct ari_ledger__graph *graph,
			const struct ari_oid *id)
{
	uint64_t word;
	size_t at;

	memcpy(&word, id->bytes, sizeof(word));
	word = (word ^ id->bytes[19]) * UINT64_C(0x9e3779b97f4a7c15);
	at = (size_t)(word >> 20) & (graph->slot_count - 1);
	while (graph->slots[at] != ARI_LEDGER__NONE &&
	       !ari_oid_eq(&graph->nodes[graph->slots[at]].id, id))
		at = (at + 1) & (graph->slot_count - 1);
	return at;
}

static int grow(struct ari_ledger__graph *graph, struct ari_error *err)
{
	size_t count = graph->slot_count ? graph->slot_count * 2 : FIRST_SLOTS;
	size_t room = graph->room ? graph->room * 2 : FIRST_SLOTS / 2;
	uint32_t *slots = malloc(count * sizeof(*slots));
	void *nodes = realloc(graph->nodes, room * sizeof(*graph->nodes));

	if (nodes) {
		graph->nodes = nodes;
		graph->room = room;
	}
	if (!slots || !nodes) {
		free(slots);
		return ari_error_memory(err);
	}
	free(graph->slots);
	graph->slots = slots;
	graph->slot_count = count;
	memset(slots, 0xff, count * sizeof(*slots));
	for (size_t i = 0; i < graph->count; i++)
		slots[find_slot(graph, &graph->nodes[i].id)] = (uint32_t)i;
	return 0;
}

int ari_ledger__graph_add(uint32_t *out, struct ari_ledger__graph *graph,
			  const struct ari_oid *id, struct ari_error *err)
{
	size_t slot;

	if (graph->count == graph->room && grow(graph, err))
		return -1;
	slot = find_slot(graph, id);
	if (graph->slots[slot] == ARI_LEDGER__NONE) {
		graph->nodes[graph->count] = (struct ari_ledger__node){
		    .id = *id,
		    .tag = ARI_LEDGER__NONE,
		    .reg = ARI_LEDGER__NONE,
		};
		graph->slots[slot] = (uint32_t)graph->count++;
	}
	*out = graph->slots[slot];
	return 0;
}

uint32_t ari_ledger__graph_find(const struct ari_ledger__graph *graph,
				const struct ari_oid *id)
{
	if (!graph->slot_count)
		return ARI_LEDGER__NONE;
	return graph->slots[find_slot(graph, id)];
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

static void meet_tags(struct ari_ledger__graph *graph,
		      struct ari_ledger__node *node)
{
	for (size_t i = 0; i < graph->tags.count; i++) {
		if (!ari_oid_eq(&graph->tags.items[i].commit, &node->id))
			continue;
		graph->met[i] = node->order;
		node->tag = earlier(graph, node->tag, (uint32_t)i);
	}
}

static int add_link(struct ari_ledger__graph *graph, uint32_t parent,
		    struct ari_error *err)
{
	if (graph->link_count == graph->link_room) {
		size_t room = graph->link_room ? graph->link_room * 2 : 1024;
		void *links =
		    realloc(graph->links, room * sizeof(*graph->links));

		if (!links)
			return ari_error_memory(err);
		graph->links = links;
		graph->link_room = room;
	}
	graph->links[graph->link_count++] = parent;
	return 0;
}

static int add_order(struct ari_ledger__graph *graph, uint32_t node,
		     struct ari_error *err)
{
	if (graph->walked == graph->order_room) {
		size_t room = graph->order_room ? graph->order_room * 2 : 1024;
		void *order =
		    realloc(graph->by_order, room * sizeof(*graph->by_order));

		if (!order)
			return ari_error_memory(err);
		graph->by_order = order;
		graph->order_room = room;
	}
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
	meet_tags(graph, &graph->nodes[at]);
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
