/*
 * Commits and their parents, loaded once: what the walk orders and what
 * tells whether one commit came before another.
 */
#include "source/internal.h"

void ari_source__graph_init(struct ari_source__graph *graph,
			    struct ari_repo *repo)
{
	*graph = (struct ari_source__graph){.repo = repo};
}

void ari_source__graph_release(struct ari_source__graph *graph)
{
	ari_oids_release(&graph->ids);
	free(graph->nodes);
	free(graph->links);
}

int ari_source__graph_add(uint32_t *out, struct ari_source__graph *graph,
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
	graph->nodes[graph->count++] = (struct ari_source__node){0};
	return 0;
}

static int add_link(struct ari_source__graph *graph, uint32_t node,
		    struct ari_error *err)
{
	void *links;

	if (graph->link_count >= UINT32_MAX / 2)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "the history has too many merges");
	links = ari_heap_grow(graph->links, graph->link_count,
			      &graph->link_room, sizeof(*graph->links));
	if (!links)
		return ari_error_memory(err);
	graph->links = links;
	graph->links[graph->link_count++] = node;
	return 0;
}

/* Take in one commit: 1 when stop is among its parents. */
static int take_commit(struct ari_source__graph *graph, size_t at,
		       const struct ari_source__commit *commit, size_t parents,
		       const struct ari_oid *stop, struct ari_error *err)
{
	bool found = false;

	graph->nodes[at].time = commit->committer.time;
	graph->nodes[at].tree = commit->tree;
	graph->nodes[at].parents = (uint32_t)graph->link_count;
	graph->nodes[at].parent_count = (uint32_t)parents;
	for (size_t i = 0; i < parents; i++) {
		struct ari_oid id = ari_source__commit_parent(commit, i);
		uint32_t node;

		if (ari_source__graph_add(&node, graph, &id, err) ||
		    add_link(graph, node, err))
			return -1;
		found = found || (stop && ari_oid_eq(&id, stop));
	}
	return found;
}

int ari_source__graph_load(struct ari_source__graph *graph, bool first_parent,
			   const struct ari_oid *stop, struct ari_error *err)
{
	while (graph->loaded < graph->count) {
		size_t at = graph->loaded++;
		struct ari_oid id = graph->ids.items[at];
		struct ari_source__commit commit;
		git_odb_object *object;
		size_t parents;
		int rc;

		if (ari_source__commit_read(&commit, &object, graph->repo, &id,
					    err))
			return -1;
		parents = commit.parent_count;
		if (parents && ari_source__is_cut(graph->repo, &id)) {
			parents = 0;
			graph->nodes[at].cut = true;
			graph->cut = true;
		}
		if (first_parent && parents > 1)
			parents = 1;
		rc = take_commit(graph, at, &commit, parents, stop, err);
		git_odb_object_free(object);
		if (rc)
			return rc;
	}
	return 0;
}

int ari_source_is_ancestor(struct ari_repo *repo,
			   const struct ari_oid *ancestor,
			   const struct ari_oid *descendant,
			   struct ari_error *err)
{
	struct ari_source__graph graph;
	uint32_t node;
	int result = -1;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (ari_oid_eq(ancestor, descendant))
		return 1;
	ari_source__graph_init(&graph, repo);
	if (ari_source__graph_add(&node, &graph, descendant, err) == 0)
		result = ari_source__graph_load(&graph, false, ancestor, err);
	if (result == 0 && graph.cut)
		result = ari_source__fail_shallow(
		    err, "whether one commit came before the other");
	ari_source__graph_release(&graph);
	return result;
}
