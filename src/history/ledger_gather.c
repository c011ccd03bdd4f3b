/*
 * From the walk to the items of a batch: the register of each commit, which
 * of its changes are plans, and the block that will hold what they moved.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* Commits of the first batch, so that a reader sees something at once. */
#define BATCH_FIRST 8
#define BATCH_MOST 512
#define BATCH_NARROW 2048

/* -- the walk -- */

static int open_walk(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_walk_options options = {.tip = ledger->options.tip,
					   .glob = &ledger->glob,
					   .bare = ledger->narrow};

	ari_walk_free(ledger->walk);
	ledger->walk = NULL;
	ledger->glob = ledger->globs.all;
	return ari_walk_new(&ledger->walk, ledger->repo, &options, err);
}

int ari_ledger__walk_begin(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_snapshot at;
	struct ari_arena arena;
	struct ari_file file;
	bool grown = false;
	uint32_t node, reg;
	int result = -1;

	ari_arena_init(&arena, NULL, 0);
	if (ari_snapshot_of_commit(&at, ledger->repo, &ledger->options.tip,
				   &arena, err) ||
	    ari_source_find(&file, ledger->repo, &at,
			    ARI_STR(ARI_REGISTER_PATH), &arena, err) ||
	    ari_ledger__globs_add(&reg, &grown, &ledger->globs, ledger->repo,
				  &file, err) ||
	    ari_ledger__graph_add(&node, &ledger->graph, &ledger->options.tip,
				  err))
		goto out;
	ledger->graph.nodes[node].reg = reg;
	ledger->batch = BATCH_FIRST;
	result = open_walk(ledger, err);
	if (!result)
		ledger->commits = ari_walk_count(ledger->walk);
out:
	ari_arena_release(&arena);
	return result;
}

static const struct ari_change *find_change(const struct ari_changes *changes,
					    struct ari_str path)
{
	for (size_t i = 0; i < changes->count; i++)
		if (ari_str_eq(changes->items[i].path, path))
			return &changes->items[i];
	return NULL;
}

/* Hand the register on to the parents. *grown: it names other files. */
static int follow_register(struct ari_ledger *ledger,
			   const struct ari_commit *commit, uint32_t reg,
			   bool *grown, struct ari_error *err)
{
	for (size_t i = 0; i < commit->parent_count; i++) {
		const struct ari_change *change = find_change(
		    &commit->changes[i], ARI_STR(ARI_REGISTER_PATH));
		uint32_t node, before = reg;

		if (change &&
		    ari_ledger__globs_add(&before, grown, &ledger->globs,
					  ledger->repo, &change->before, err))
			return -1;
		if (ari_ledger__graph_add(&node, &ledger->graph,
					  &commit->parents[i], err))
			return -1;
		ledger->graph.nodes[node].reg = before;
	}
	return 0;
}

/* Walk again with more patterns, to the same commit. */
static int rewalk(const struct ari_commit **out, struct ari_ledger *ledger,
		  struct ari_error *err)
{
	if (open_walk(ledger, err))
		return -1;
	for (uint32_t i = 0; i <= ledger->graph.walked; i++) {
		int rc = ari_walk_next(out, ledger->walk, err);

		if (rc <= 0)
			return rc ? -1
				  : ari_error_set(err, ARI_ERR_GIT,
						  "the history changed while "
						  "it was read; try again");
	}
	return 0;
}

/* The next commit, compared by all patterns that matter to it: 1, 0, -1. */
static int next_commit(const struct ari_commit **out, uint32_t *reg,
		       struct ari_ledger *ledger, struct ari_error *err)
{
	bool grown = false;
	uint32_t node;
	int rc = ari_walk_next(out, ledger->walk, err);

	if (rc <= 0)
		return rc;
	if ((*out)->cut)
		return ari_error_set(err, ARI_ERR_UNCERTAIN,
				     "this is a shallow clone: run `git fetch "
				     "--unshallow`");
	if (ari_ledger__graph_add(&node, &ledger->graph, &(*out)->id, err))
		return -1;
	*reg = ledger->graph.nodes[node].reg;
	if (follow_register(ledger, *out, *reg, &grown, err))
		return -1;
	return grown && rewalk(out, ledger, err) ? -1 : 1;
}

/* -- which changes are plans -- */

static bool is_plan(const struct ari_ledger__globs *globs, uint32_t reg,
		    uint32_t other, struct ari_str path)
{
	static const char usual[] = "plans/";
	size_t at = sizeof(usual) - 1;

	if (reg == ARI_LEDGER__NONE)
		reg = other;
	if (reg != ARI_LEDGER__NONE)
		return ari_glob_match(&globs->items[reg].glob, path);
	/* No register says otherwise: plans/ *.yaml. */
	return ari_str_starts(path, usual) && path.len > at + 5 &&
	       path.ptr[at] != '.' &&
	       !memchr(path.ptr + at, '/', path.len - at) &&
	       !memcmp(path.ptr + path.len - 5, ".yaml", 5);
}

static struct ari_ledger__file side_of(const struct ari_file *file, bool plan)
{
	struct ari_ledger__file out = {.kind = ARI_ENTRY_NONE};

	if (plan)
		out = (struct ari_ledger__file){file->kind, file->id};
	return out;
}

static bool is_alike(const struct ari_ledger__file *a,
		     const struct ari_ledger__file *b)
{
	return a->kind == b->kind &&
	       (a->kind == ARI_ENTRY_NONE || ari_oid_eq(&a->id, &b->id));
}

static int keep_changes(struct ari_ledger__batch *batch,
			struct ari_ledger__changes *out,
			const struct ari_changes *from, uint32_t before,
			uint32_t after)
{
	const struct ari_ledger__globs *globs = &batch->ledger->globs;

	out->count = 0;
	out->items = ari_arena_array(&batch->arena, from->count + 1,
				     sizeof(*out->items));
	if (!out->items)
		return ari_error_memory(batch->err);
	for (size_t i = 0; i < from->count; i++) {
		const struct ari_change *change = &from->items[i];
		struct ari_ledger__change *kept = &out->items[out->count];
		struct ari_str path = change->path;

		kept->before = side_of(&change->before,
				       is_plan(globs, before, after, path));
		kept->after = side_of(&change->after,
				      is_plan(globs, after, before, path));
		if (is_alike(&kept->before, &kept->after))
			continue;
		kept->path = ari_arena_dup(&batch->arena, path);
		if (!kept->path.ptr)
			return ari_error_memory(batch->err);
		out->count++;
	}
	return 0;
}

int ari_ledger__fill_head(struct ari_ledger *ledger,
			  struct ari_ledger__block *block,
			  const struct ari_commit *commit,
			  struct ari_error *err)
{
	struct ari_str reason = {NULL, 0};
	struct ari_buf head;

	ari_buf_init(&head, NULL);
	if (ledger->options.reason && commit->message.len)
		reason = ledger->options.reason(commit->message);
	ari_ledger__put_head(&head, commit, reason);
	if (head.failed) {
		ari_buf_release(&head);
		return ari_error_memory(err);
	}
	block->head = head.ptr;
	block->head_len = head.len;
	ledger->held += head.len;
	return 0;
}

/* Of a narrow ledger the head waits: few commits come to need one. */
static int add_block(struct ari_ledger__batch *batch,
		     const struct ari_commit *commit, uint32_t node)
{
	struct ari_ledger *ledger = batch->ledger;
	struct ari_ledger__block *block;

	block = ari_heap_grow(ledger->blocks, ledger->block_count,
			      &ledger->block_room, sizeof(*block));
	if (!block)
		return ari_error_memory(batch->err);
	ledger->blocks = block;
	block = &ledger->blocks[ledger->block_count++];
	*block = (struct ari_ledger__block){.id = commit->id, .node = node};
	return ledger->narrow
		   ? 0
		   : ari_ledger__fill_head(ledger, block, commit, batch->err);
}

/* A block from what was remembered of this very commit. */
static int recall(struct ari_ledger__batch *batch,
		  struct ari_ledger__block *block, bool *known)
{
	struct ari_ledger *ledger = batch->ledger;
	struct ari_ledger__cached bytes;
	int rc;

	*known = false;
	if (!ledger->cache)
		return 0;
	rc = ari_ledger__cache_find(&bytes, known, ledger->cache, &block->id);
	if (rc < 0) {
		ari_ledger__cache_close(ledger->cache);
		ledger->cache = NULL;
		*known = false;
	}
	if (rc <= 0 || !bytes.body.len)
		return 0;
	block->body = malloc(bytes.body.len);
	if (!block->body)
		return ari_error_memory(batch->err);
	memcpy(block->body, bytes.body.ptr, bytes.body.len);
	block->body_len = bytes.body.len;
	block->entries = bytes.entries;
	ledger->held += bytes.body.len;
	return 0;
}

static int add_item(struct ari_ledger__batch *batch,
		    const struct ari_commit *commit, uint32_t reg)
{
	struct ari_ledger *ledger = batch->ledger;
	struct ari_ledger__item *item = &batch->items[batch->count];
	size_t count = commit->changes_count;
	uint32_t node, parent;

	if (ari_ledger__graph_walk(&node, &ledger->graph, &commit->id,
				   commit->parents, commit->parent_count,
				   batch->err) ||
	    add_block(batch, commit, node))
		return -1;
	*item = (struct ari_ledger__item){
	    .block = (uint32_t)ledger->block_count - 1, .parent_count = count};
	item->parents =
	    ari_arena_array(&batch->arena, count, sizeof(*item->parents));
	if (!item->parents)
		return ari_error_memory(batch->err);
	for (size_t i = 0; i < count; i++) {
		parent =
		    commit->parent_count
			? ari_oids_find(&ledger->graph.ids, &commit->parents[i])
			: ARI_LEDGER__NONE;
		if (keep_changes(batch, &item->parents[i], &commit->changes[i],
				 parent == ARI_LEDGER__NONE
				     ? ARI_LEDGER__NONE
				     : ledger->graph.nodes[parent].reg,
				 reg))
			return -1;
	}
	if (recall(batch, &ledger->blocks[item->block],
		   &batch->known[batch->count]))
		return -1;
	batch->count++;
	return ari_ledger__read_item(batch, item,
				     batch->known[batch->count - 1]);
}

int ari_ledger__gather(struct ari_ledger__batch *batch)
{
	struct ari_ledger *ledger = batch->ledger;
	size_t most = ledger->batch;
	size_t limit = ledger->narrow ? BATCH_NARROW : BATCH_MOST;

	batch->items =
	    ari_arena_array(&batch->arena, most, sizeof(*batch->items));
	batch->known =
	    ari_arena_array(&batch->arena, most, sizeof(*batch->known));
	if (!batch->items || !batch->known)
		return ari_error_memory(batch->err);
	while (batch->count < most &&
	       (ledger->narrow ||
		ledger->round->read_count < ARI_LEDGER__ROUND_READS)) {
		const struct ari_commit *commit;
		uint32_t reg = ARI_LEDGER__NONE;
		int rc = next_commit(&commit, &reg, ledger, batch->err);

		if (rc < 0 || (rc && add_item(batch, commit, reg)))
			return -1;
		if (!rc) {
			ledger->walked = true;
			break;
		}
	}
	ledger->batch = most * 2 > limit ? limit : most * 2;
	return 0;
}
