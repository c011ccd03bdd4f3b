/*
 * The walk over commits, newest first, with what each changed below a glob.
 * Trees are compared by the engine; a blob is never read here.
 */
#include "source/mailmap.h"
#include "source/pack.h"

#include <string.h>

struct ari_walk {
	struct ari_source__graph graph;
	struct ari_walk_options options;
	size_t hidden;	/* nodes before it come from options.from */
	uint32_t *heap; /* nodes that may come next, the first one on top */
	size_t heap_count;
	struct ari_source__mailmap mailmap;
	struct ari_arena tip_arena; /* of the mailmap */
	struct ari_arena arena;	    /* of the present commit */
	struct ari_commit commit;
	/* Of the commit that was read last. */
	struct ari_arena said_arena;
	git_odb_object *object; /* its bytes */
	struct ari_commit said;
};

/* Whether node a comes before b: later, or at the same time of less id. */
static bool goes_before(const struct ari_walk *walk, uint32_t a, uint32_t b)
{
	const struct ari_source__node *x = &walk->graph.nodes[a];
	const struct ari_source__node *y = &walk->graph.nodes[b];

	if (x->time != y->time)
		return x->time > y->time;
	return ari_oid_cmp(&walk->graph.ids.items[a],
			   &walk->graph.ids.items[b]) < 0;
}

static void push(struct ari_walk *walk, uint32_t node)
{
	uint32_t *heap = walk->heap;
	size_t at = walk->heap_count++;

	while (at && goes_before(walk, node, heap[(at - 1) / 2])) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = node;
}

static uint32_t pop(struct ari_walk *walk)
{
	uint32_t *heap = walk->heap;
	uint32_t top = heap[0];
	uint32_t last = heap[--walk->heap_count];
	size_t at = 0;

	while (2 * at + 1 < walk->heap_count) {
		size_t child = 2 * at + 1;

		if (child + 1 < walk->heap_count &&
		    goes_before(walk, heap[child + 1], heap[child]))
			child++;
		if (!goes_before(walk, heap[child], last))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = last;
	return top;
}

/* The names that .mailmap of the tip corrects, whatever is on disk. */
static int load_mailmap(struct ari_walk *walk, const struct ari_oid *tree,
			struct ari_error *err)
{
	struct ari_repo *repo = walk->graph.repo;
	struct ari_file file;
	struct ari_str bytes;

	if (ari_source__tree_find(&file, repo, tree, ARI_STR(".mailmap"), err))
		return -1;
	if (file.kind != ARI_ENTRY_FILE)
		return 0;
	if (ari_source_read_blob(&bytes, repo, &file.id, &walk->tip_arena, err))
		return -1;
	return ari_source__mailmap_read(&walk->mailmap, bytes, &walk->tip_arena,
					err);
}

/* Load what from hides, then what the tip shows. */
static int load(struct ari_walk *walk, uint32_t *tip, struct ari_error *err)
{
	struct ari_source__graph *graph = &walk->graph;
	uint32_t node;

	if (!ari_oid_none(&walk->options.from) &&
	    (ari_source__graph_add(&node, graph, &walk->options.from, err) ||
	     ari_source__graph_load(graph, err)))
		return -1;
	walk->hidden = graph->count;
	if (ari_source__graph_add(tip, graph, &walk->options.tip, err))
		return -1;
	graph->first_parent = walk->options.first_parent;
	return ari_source__graph_load(graph, err);
}

static void count_children(struct ari_source__graph *graph, size_t from)
{
	for (size_t i = from; i < graph->count; i++) {
		const struct ari_source__node *node = &graph->nodes[i];

		for (uint32_t k = 0; k < node->parent_count; k++)
			graph->nodes[graph->links[node->parents + k]]
			    .children++;
	}
}

static int begin(struct ari_walk *walk, struct ari_error *err)
{
	uint32_t tip;

	if (load(walk, &tip, err))
		return -1;
	count_children(&walk->graph, walk->hidden);
	walk->heap = calloc(walk->graph.count, sizeof(*walk->heap));
	if (!walk->heap)
		return ari_error_memory(err);
	if (tip >= walk->hidden)
		push(walk, tip);
	return load_mailmap(walk, &walk->graph.nodes[tip].tree, err);
}

int ari_walk_new(struct ari_walk **out, struct ari_repo *repo,
		 const struct ari_walk_options *options, struct ari_error *err)
{
	struct ari_walk *walk;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	walk = calloc(1, sizeof(*walk));
	if (!walk)
		return ari_error_memory(err);
	ari_source__graph_init(&walk->graph, repo);
	ari_arena_init(&walk->tip_arena, NULL, 0);
	ari_arena_init(&walk->arena, NULL, 0);
	ari_arena_init(&walk->said_arena, NULL, 0);
	walk->options = *options;
	if (ari_source__packs(repo, err) || begin(walk, err)) {
		ari_walk_free(walk);
		return -1;
	}
	*out = walk;
	return 0;
}

void ari_walk_free(struct ari_walk *walk)
{
	if (!walk)
		return;
	git_odb_object_free(walk->object);
	ari_arena_release(&walk->tip_arena);
	ari_arena_release(&walk->arena);
	ari_arena_release(&walk->said_arena);
	ari_source__graph_release(&walk->graph);
	free(walk->heap);
	free(walk);
}

size_t ari_walk_count(const struct ari_walk *walk)
{
	return walk->graph.count - walk->hidden;
}

bool ari_walk_knows(const struct ari_walk *walk, const struct ari_oid *commit)
{
	return ari_oids_find(&walk->graph.ids, commit) != ARI_OIDS_NONE;
}

static int compare_parent(struct ari_changes *out, struct ari_walk *walk,
			  const struct ari_oid *before,
			  const struct ari_oid *after, struct ari_error *err)
{
	struct ari_source__changes changes = {.arena = &walk->arena};
	struct ari_source__sink sink = {
	    .emit = ari_source__changes_emit,
	    .ctx = &changes,
	};

	if (ari_source__tree_compare(walk->graph.repo, before, after,
				     walk->options.glob, &sink, err))
		return -1;
	*out = changes.list;
	return 0;
}

/* A root is compared once, with nothing. */
static int compare(struct ari_walk *walk, const struct ari_source__node *node,
		   struct ari_error *err)
{
	size_t count = node->parent_count ? node->parent_count : 1;
	struct ari_changes *changes;

	changes = ari_arena_array(&walk->arena, count, sizeof(*changes));
	if (!changes)
		return ari_error_memory(err);
	for (size_t i = 0; i < count; i++) {
		const struct ari_oid *before = NULL;

		if (node->parent_count)
			before =
			    &walk->graph
				 .nodes[walk->graph.links[node->parents + i]]
				 .tree;
		if (compare_parent(&changes[i], walk, before, &node->tree, err))
			return -1;
	}
	walk->commit.changes = changes;
	walk->commit.changes_count = count;
	return 0;
}

static int fill_said(struct ari_walk *walk, const struct ari_oid *id,
		     struct ari_error *err)
{
	struct ari_commit *out = &walk->said;
	struct ari_source__commit parsed;
	struct ari_oid *parents;

	git_odb_object_free(walk->object);
	walk->object = NULL;
	ari_arena_clear(&walk->said_arena);
	if (ari_source__commit_read(&parsed, &walk->object, walk->graph.repo,
				    id, err) ||
	    ari_source__graph_check(&walk->graph, &parsed, id, err))
		return -1;
	*out = (struct ari_commit){
	    .id = *id,
	    .tree = parsed.tree,
	    .parent_count = parsed.parent_count,
	    .author = parsed.author,
	    .committer = parsed.committer,
	    .encoding = parsed.encoding,
	    .message = parsed.message,
	};
	parents = ari_arena_array(&walk->said_arena, parsed.parent_count + 1,
				  sizeof(*parents));
	if (!parents)
		return ari_error_memory(err);
	for (size_t i = 0; i < parsed.parent_count; i++)
		parents[i] = ari_source__commit_parent(&parsed, i);
	out->parents = parents;
	return ari_source__mailmap_apply(&walk->mailmap, &out->author,
					 &walk->said_arena, err) ||
		       ari_source__mailmap_apply(&walk->mailmap,
						 &out->committer,
						 &walk->said_arena, err)
		   ? -1
		   : 0;
}

int ari_walk_read(const struct ari_commit **out, struct ari_walk *walk,
		  const struct ari_oid *commit, struct ari_error *err)
{
	if (fill_said(walk, commit, err))
		return -1;
	*out = &walk->said;
	return 0;
}

/* Parents as the graph knows them. */
static int fill_parents(struct ari_walk *walk,
			const struct ari_source__node *node,
			struct ari_error *err)
{
	struct ari_oid *parents = ari_arena_array(
	    &walk->arena, node->parent_count + (size_t)1, sizeof(*parents));

	if (!parents)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < node->parent_count; i++)
		parents[i] =
		    walk->graph.ids.items[walk->graph.links[node->parents + i]];
	walk->commit.parents = parents;
	walk->commit.parent_count = node->parent_count;
	return 0;
}

static int fill_commit(struct ari_walk *walk, uint32_t at,
		       struct ari_error *err)
{
	const struct ari_source__node *node = &walk->graph.nodes[at];
	const struct ari_oid *id = &walk->graph.ids.items[at];

	if (walk->options.bare) {
		walk->commit =
		    (struct ari_commit){.id = *id, .tree = node->tree};
		if (fill_parents(walk, node, err))
			return -1;
	} else {
		if (fill_said(walk, id, err))
			return -1;
		walk->commit = walk->said;
	}
	walk->commit.cut = node->cut;
	return walk->options.glob ? compare(walk, node, err) : 0;
}

int ari_walk_next(const struct ari_commit **out, struct ari_walk *walk,
		  struct ari_error *err)
{
	struct ari_source__graph *graph = &walk->graph;
	const struct ari_source__node *node;
	uint32_t at;

	ari_arena_clear(&walk->arena);
	if (!walk->heap_count)
		return 0;
	at = pop(walk);
	node = &graph->nodes[at];
	for (uint32_t i = 0; i < node->parent_count; i++) {
		uint32_t parent = graph->links[node->parents + i];

		if (--graph->nodes[parent].children == 0 &&
		    parent >= walk->hidden)
			push(walk, parent);
	}
	if (fill_commit(walk, at, err))
		return -1;
	*out = &walk->commit;
	return 1;
}
