/*
 * Commits and their parents, loaded once: what the walk orders and what
 * tells whether one commit came before another.
 */
#include "source/commit_graph.h"
#include "source/pack.h"

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
	ari_source__commit_graph_free(graph->notes);
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

static int add_parent(struct ari_source__graph *graph, const struct ari_oid *id,
		      struct ari_error *err)
{
	uint32_t node;

	return ari_source__graph_add(&node, graph, id, err)
		   ? -1
		   : add_link(graph, node, err);
}

/* The parents are to follow, each by add_parent(). */
static void take_commit(struct ari_source__graph *graph, size_t at,
			const struct ari_oid *tree, int64_t time,
			size_t parents)
{
	struct ari_source__node *node = &graph->nodes[at];

	node->time = time;
	node->tree = *tree;
	node->parents = (uint32_t)graph->link_count;
	node->parent_count = (uint32_t)parents;
	node->known = true;
}

/*
 * Bytes of the commit-graph whose checksum costs less than a commit: a long
 * one is not opened for a short way.
 */
#define NOTES_SHARE 4096

static int use_notes(struct ari_source__graph *graph, struct ari_error *err)
{
	size_t size;

	if (graph->asked || graph->count < graph->notes_from)
		return 0;
	if (ari_source__commit_graph_size(&size, graph->repo, err))
		return -1;
	graph->notes_from = size / NOTES_SHARE;
	graph->asked = !size || graph->count >= graph->notes_from;
	if (!size || !graph->asked)
		return 0;
	return ari_source__packs(graph->repo, err) ||
		       ari_source__commit_graph_open(&graph->notes, graph->repo,
						     err)
		   ? -1
		   : 0;
}

/*
 * Take what git noted of a commit that is here: 1, 0 when it must be read,
 * -1.
 */
static int take_noted(struct ari_source__graph *graph, size_t at,
		      struct ari_error *err)
{
	struct ari_oid id = graph->ids.items[at];
	struct ari_source__noted noted;

	if (!graph->notes ||
	    !ari_source__commit_graph_find(&noted, graph->notes, &id) ||
	    !ari_source__packs_have(graph->repo->packs, &id))
		return 0;
	if (graph->first_parent && noted.parent_count > 1)
		noted.parent_count = 1;
	take_commit(graph, at, &noted.tree, noted.time, noted.parent_count);
	graph->nodes[at].noted = true;
	for (size_t i = 0; i < noted.parent_count; i++)
		if (add_parent(graph, &noted.parents[i], err))
			return -1;
	return 1;
}

int ari_source__graph_check(const struct ari_source__graph *graph,
			    const struct ari_source__commit *commit,
			    const struct ari_oid *id, struct ari_error *err)
{
	uint32_t at = ari_oids_find(&graph->ids, id);
	size_t parents = commit->parent_count;
	const struct ari_source__node *node;
	char hex[ARI_OID_HEX + 1];
	bool same;

	if (at == ARI_OIDS_NONE || !graph->nodes[at].noted)
		return 0;
	if (graph->first_parent && parents > 1)
		parents = 1;
	node = &graph->nodes[at];
	same = ari_oid_eq(&node->tree, &commit->tree) &&
	       node->time == commit->committer.time &&
	       node->parent_count == parents;
	for (size_t i = 0; same && i < node->parent_count; i++) {
		struct ari_oid parent = ari_source__commit_parent(commit, i);

		same = ari_oid_eq(
		    &graph->ids.items[graph->links[node->parents + i]],
		    &parent);
	}
	return same ? 0
		    : ari_error_set(err, ARI_ERR_UNCERTAIN,
				    "git's commit-graph does not agree with "
				    "the commit %s; remove the file "
				    "objects/info/commit-graph of the "
				    "repository, it can be made again with "
				    "`git commit-graph write`",
				    ari_oid_hex(hex, id));
}

/* Read one commit, unless it is known. */
static int read_node(struct ari_source__graph *graph, size_t at,
		     struct ari_error *err)
{
	struct ari_oid id = graph->ids.items[at];
	struct ari_source__commit commit;
	git_odb_object *object;
	size_t parents;
	int result;

	if (graph->nodes[at].known)
		return 0;
	if (use_notes(graph, err))
		return -1;
	result = take_noted(graph, at, err);
	if (result)
		return result < 0 ? -1 : 0;
	if (ari_source__commit_read(&commit, &object, graph->repo, &id, err))
		return -1;
	parents = commit.parent_count;
	if (parents && ari_source__is_cut(graph->repo, &id)) {
		parents = 0;
		graph->nodes[at].cut = true;
		graph->cut = true;
	}
	if (graph->first_parent && parents > 1)
		parents = 1;
	take_commit(graph, at, &commit.tree, commit.committer.time, parents);
	for (size_t i = 0; !result && i < parents; i++) {
		id = ari_source__commit_parent(&commit, i);
		result = add_parent(graph, &id, err);
	}
	git_odb_object_free(object);
	return result;
}

int ari_source__graph_load(struct ari_source__graph *graph,
			   struct ari_error *err)
{
	while (graph->loaded < graph->count)
		if (read_node(graph, graph->loaded++, err))
			return -1;
	return 0;
}

/* -- which came before which -- */

/* Nodes that are to be looked at, first those found first. */
struct queue {
	uint32_t *items;
	size_t count;
	size_t room;
};

static int push(struct queue *queue, struct ari_source__graph *graph,
		uint32_t node, struct ari_error *err)
{
	if (graph->nodes[node].seen == graph->search)
		return 0;
	graph->nodes[node].seen = graph->search;
	if (queue->count == queue->room) {
		size_t room = queue->room ? queue->room * 2 : 256;
		void *items =
		    realloc(queue->items, room * sizeof(*queue->items));

		if (!items)
			return ari_error_memory(err);
		queue->items = items;
		queue->room = room;
	}
	queue->items[queue->count++] = node;
	return 0;
}

/*
 * Whether wanted is reached from node: 1 or 0; *cut: that is not certain. A
 * search that comes to every end closes what it saw: from there nothing else
 * is reached, whatever is asked next.
 */
static int search(struct ari_source__graph *graph, uint32_t node,
		  uint32_t wanted, bool *cut, struct ari_error *err)
{
	bool outside = !graph->nodes[wanted].closed;
	struct queue queue = {0};
	int result;

	/* Marks of as many searches ago could be taken for this one's. */
	if (!++graph->search) {
		for (size_t i = 0; i < graph->count; i++)
			graph->nodes[i].seen = 0;
		graph->search = 1;
	}
	result = push(&queue, graph, node, err);
	for (size_t i = 0; !result && i < queue.count; i++) {
		uint32_t at = queue.items[i];

		if (outside && graph->nodes[at].closed)
			continue;
		result = read_node(graph, at, err);
		*cut |= graph->nodes[at].cut;
		for (size_t k = 0; !result && k < graph->nodes[at].parent_count;
		     k++) {
			uint32_t parent =
			    graph->links[graph->nodes[at].parents + k];

			result = parent == wanted
				     ? 1
				     : push(&queue, graph, parent, err);
		}
	}
	for (size_t i = 0; !result && !*cut && i < queue.count; i++)
		graph->nodes[queue.items[i]].closed = true;
	free(queue.items);
	return result;
}

int ari_source_is_ancestor(struct ari_repo *repo,
			   const struct ari_oid *ancestor,
			   const struct ari_oid *descendant,
			   struct ari_error *err)
{
	struct ari_source__graph *graph = &repo->past;
	uint32_t from, wanted;
	bool cut = false;
	int result;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (ari_oid_eq(ancestor, descendant))
		return 1;
	graph->repo = repo;
	if (ari_source__graph_add(&from, graph, descendant, err) ||
	    ari_source__graph_add(&wanted, graph, ancestor, err))
		return -1;
	result = search(graph, from, wanted, &cut, err);
	return !result && cut ? ari_source__fail_shallow(
				    err, "whether one commit came before the "
					 "other")
			      : result;
}
