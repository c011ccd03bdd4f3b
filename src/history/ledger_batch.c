/*
 * A batch of the ledger: the pairs of versions its commits changed, read in
 * the order of the walk and compared path by path while the next batch is
 * read; then, commit by commit, the blocks that come of them.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of blocks that are remembered: beyond, the cache is not written. */
#define HELD_BYTES ((size_t)80 << 20)

/* -- pairs -- */

/* Files changed in place, or all came, or all left: each by itself. */
static bool is_simple(const struct ari_ledger__item *item)
{
	const struct ari_ledger__changes *changes = &item->parents[0];
	bool came = false, left = false;

	if (item->parent_count != 1)
		return false;
	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_ledger__change *change = &changes->items[i];

		if ((change->before.kind != ARI_ENTRY_NONE &&
		     change->before.kind != ARI_ENTRY_FILE) ||
		    (change->after.kind != ARI_ENTRY_NONE &&
		     change->after.kind != ARI_ENTRY_FILE))
			return false;
		came |= change->before.kind == ARI_ENTRY_NONE;
		left |= change->after.kind == ARI_ENTRY_NONE;
	}
	return !came || !left;
}

/* Where the path stands among all, or would. */
static size_t path_place(const struct ari_ledger *ledger, struct ari_str name,
			 bool *found)
{
	size_t low = 0, high = ledger->path_count;

	*found = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = ari_str_cmp(ledger->paths[middle]->path, name);

		if (!order) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int grow_paths(struct ari_ledger *ledger)
{
	size_t room = ledger->path_room ? ledger->path_room * 2 : 64;
	void *paths;

	if (ledger->path_count < ledger->path_room)
		return 0;
	paths = realloc(ledger->paths, room * sizeof(*ledger->paths));
	if (!paths)
		return -1;
	ledger->paths = paths;
	ledger->path_room = room;
	return 0;
}

/* The state of a path; NULL when memory ends. */
static struct ari_ledger__path *get_path(struct ari_ledger *ledger,
					 struct ari_str name)
{
	struct ari_ledger__path *path;
	bool found;
	size_t at = path_place(ledger, name, &found);

	if (found)
		return ledger->paths[at];
	path = ari_arena_zalloc(&ledger->arena, sizeof(*path));
	if (!path || grow_paths(ledger))
		return NULL;
	path->path = ari_arena_dup(&ledger->arena, name);
	if (!path->path.ptr)
		return NULL;
	memmove(ledger->paths + at + 1, ledger->paths + at,
		(ledger->path_count - at) * sizeof(*ledger->paths));
	ledger->paths[at] = path;
	ledger->path_count++;
	return path;
}

/* The chain of a path in this batch, a new one where there is none. */
static struct ari_ledger__chain *get_chain(struct ari_ledger__batch *batch,
					   struct ari_ledger__path *path)
{
	if (path->chain_of == batch->number)
		return path->chain;
	if (batch->chain_count == batch->chain_room) {
		size_t room = batch->chain_room ? batch->chain_room * 2 : 64;
		struct ari_ledger__chain **chains =
		    ari_arena_array(&batch->arena, room, sizeof(*chains));

		if (!chains)
			return NULL;
		if (batch->chain_count)
			memcpy(chains, batch->chains,
			       batch->chain_count * sizeof(*chains));
		batch->chains = chains;
		batch->chain_room = room;
	}
	path->chain = ari_arena_zalloc(&batch->arena, sizeof(*path->chain));
	if (!path->chain)
		return NULL;
	path->chain->path = path;
	path->chain_of = batch->number;
	batch->chains[batch->chain_count++] = path->chain;
	return path->chain;
}

static int read_side(struct ari_ledger__batch *batch,
		     struct ari_ledger__blob **out,
		     struct ari_ledger__path *path,
		     struct ari_ledger__pair *pair,
		     const struct ari_ledger__file *file)
{
	struct ari_error err = {0};

	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	if (!ari_ledger__blob_get(out, path, batch->ledger->repo, &file->id,
				  &batch->scratch, &err)) {
		batch->bytes += (*out)->len;
		return 0;
	}
	/* Whether it is an error is seen when the commit is looked at. */
	pair->unread = true;
	return err.code == ARI_ERR_MEMORY ? ari_error_memory(batch->err) : 0;
}

int ari_ledger__read_pairs(struct ari_ledger__batch *batch,
			   struct ari_ledger__item *item)
{
	const struct ari_ledger__changes *changes = &item->parents[0];

	if (!is_simple(item))
		return 0;
	item->pairs = ari_arena_zalloc(
	    &batch->arena, (changes->count + 1) * sizeof(*item->pairs));
	if (!item->pairs)
		return ari_error_memory(batch->err);
	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_ledger__change *change = &changes->items[i];
		struct ari_ledger__pair *pair = &item->pairs[i];
		struct ari_ledger__path *path =
		    get_path(batch->ledger, change->path);
		struct ari_ledger__chain *chain =
		    path ? get_chain(batch, path) : NULL;

		if (!chain)
			return ari_error_memory(batch->err);
		ari_buf_init(&pair->bytes, NULL);
		pair->change = change;
		pair->alone = changes->count == 1;
		if (chain->last)
			chain->last->next = pair;
		else
			chain->first = pair;
		chain->last = pair;
		if (read_side(batch, &pair->after, path, pair,
			      &change->after) ||
		    read_side(batch, &pair->before, path, pair,
			      &change->before))
			return -1;
	}
	return 0;
}

/* -- comparing -- */

static int run_chain(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct ari_ledger__batch *batch = ctx;

	(void)worker;
	return ari_ledger__compare_chain(batch->ledger, batch->chains[at], err);
}

/* One processor reads on, the others compare. */
static void *compare_batch(void *arg)
{
	struct ari_ledger__batch *batch = arg;
	unsigned threads =
	    ari_parallel_workers(ARI_SOURCE_FILES,
				 batch->ledger->options.threads);

	batch->result = ari_parallel(batch->chain_count,
				     threads > 1 ? threads - 1 : 1, run_chain,
				     batch, &batch->own);
	return NULL;
}

static void launch(struct ari_ledger__batch *batch)
{
	batch->ledger->flight = batch;
	batch->started =
	    !pthread_create(&batch->thread, NULL, compare_batch, batch);
	if (!batch->started)
		compare_batch(batch);
}

static void batch_free(struct ari_ledger__batch *batch)
{
	if (!batch)
		return;
	for (size_t i = 0; i < batch->count; i++) {
		struct ari_ledger__item *item = &batch->items[i];

		for (size_t k = 0;
		     item->pairs && k < item->parents[0].count; k++) {
			ari_buf_release(&item->pairs[k].bytes);
			ari_ledger__blob_drop(item->pairs[k].before);
			ari_ledger__blob_drop(item->pairs[k].after);
		}
	}
	ari_arena_release(&batch->scratch);
	ari_arena_release(&batch->arena);
	free(batch);
}

static struct ari_ledger__batch *wait_for(struct ari_ledger *ledger)
{
	struct ari_ledger__batch *batch = ledger->flight;

	ledger->flight = NULL;
	if (batch && batch->started)
		pthread_join(batch->thread, NULL);
	return batch;
}

void ari_ledger__land(struct ari_ledger *ledger)
{
	batch_free(wait_for(ledger));
}

/* -- blocks -- */

/* Whether every pair is settled, and each of a plan of its own. */
static int is_settled(struct ari_ledger__batch *batch,
		      const struct ari_ledger__item *item)
{
	size_t count = item->parents[0].count;
	struct ari_index_entry *ids;
	struct ari_index index;

	if (!item->pairs)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (item->pairs[i].verdict != ARI_LEDGER__DONE)
			return 0;
	if (count < 2)
		return 1;
	ids = ari_arena_array(&batch->arena, count, sizeof(*ids));
	if (!ids)
		return ari_error_memory(batch->err);
	for (size_t i = 0; i < count; i++)
		ids[i] = (struct ari_index_entry){item->pairs[i].id,
						  (uint32_t)i};
	return ari_index_build(&index, ids, count) == count;
}

static int join_pairs(struct ari_ledger__batch *batch,
		      const struct ari_ledger__item *item)
{
	struct ari_ledger__block *block = &batch->ledger->blocks[item->block];
	size_t len = 0;

	for (size_t i = 0; i < item->parents[0].count; i++)
		len += item->pairs[i].bytes.len;
	if (!len)
		return 0;
	block->body = malloc(len);
	if (!block->body)
		return ari_error_memory(batch->err);
	for (size_t i = 0; i < item->parents[0].count; i++) {
		struct ari_ledger__pair *pair = &item->pairs[i];

		if (pair->bytes.len)
			memcpy(block->body + block->body_len, pair->bytes.ptr,
			       pair->bytes.len);
		block->body_len += pair->bytes.len;
		block->entries += pair->entries;
		ari_buf_release(&pair->bytes);
	}
	batch->ledger->held += len;
	return 0;
}

/* A remembered commit is compared again where a gap ends in it. */
static int settle_known(struct ari_ledger__batch *batch,
			const struct ari_ledger__item *item)
{
	struct ari_ledger__block *block = &batch->ledger->blocks[item->block];
	struct ari_ledger__block before = *block;
	bool ends = false;

	for (size_t g = 0; g < batch->ledger->gap_count; g++)
		for (size_t p = 0; p < item->parent_count; p++)
			for (size_t i = 0; i < item->parents[p].count; i++)
				ends |= ari_oid_eq(
				    &batch->ledger->gaps[g].blob,
				    &item->parents[p].items[i].after.id);
	if (!ends)
		return 0;
	block->body = NULL;
	block->body_len = 0;
	if (ari_ledger__compare_commit(batch->ledger, item, batch->err)) {
		free(before.body);
		return -1;
	}
	free(block->body);
	before.pending = block->pending;
	*block = before;
	return 0;
}

static int finish_item(struct ari_ledger__batch *batch, size_t at)
{
	const struct ari_ledger__item *item = &batch->items[at];
	size_t changes = 0;
	int rc;

	if (batch->known[at])
		return settle_known(batch, item);
	for (size_t p = 0; p < item->parent_count; p++)
		changes += item->parents[p].count;
	if (!changes)
		return 0;
	rc = is_settled(batch, item);
	if (rc < 0)
		return -1;
	return rc ? join_pairs(batch, item)
		  : ari_ledger__compare_commit(batch->ledger, item, batch->err);
}

static int finish(struct ari_ledger__batch *batch, struct ari_error *err)
{
	struct ari_ledger *ledger = batch->ledger;

	if (batch->result) {
		*err = batch->own;
		return -1;
	}
	batch->err = err;
	for (size_t i = 0; i < batch->count; i++)
		if (finish_item(batch, i))
			return -1;
	ledger->finished += batch->count;
	ari_ledger__paths_trim(ledger);
	if (ledger->held > HELD_BYTES)
		ledger->remember = false;
	return 0;
}

static struct ari_ledger__batch *read_batch(struct ari_ledger *ledger,
					    struct ari_error *err)
{
	struct ari_ledger__batch *batch = calloc(1, sizeof(*batch));

	if (!batch) {
		ari_error_memory(err);
		return NULL;
	}
	batch->ledger = ledger;
	batch->err = err;
	batch->number = ++ledger->batches;
	ari_arena_init(&batch->arena, NULL, 0);
	ari_arena_init(&batch->scratch, NULL, 0);
	if (!ari_ledger__gather(batch))
		return batch;
	batch_free(batch);
	return NULL;
}

/* While one batch is compared the next is read. */
int ari_ledger__walk_batch(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_ledger__batch *next = NULL, *last;
	int result = 0;

	if (!ledger->walked) {
		next = read_batch(ledger, err);
		if (!next)
			return -1;
	}
	last = wait_for(ledger);
	if (last)
		result = finish(last, err);
	batch_free(last);
	if (result)
		batch_free(next);
	else if (next)
		launch(next);
	if (result || ledger->flight)
		return result;
	ledger->done = true;
	return ari_ledger__finish_gaps(ledger, err);
}

size_t ari_ledger__pass(struct ari_ledger *ledger, size_t most)
{
	size_t passed = 0;

	while (passed < most && ledger->given < ledger->finished &&
	       !ledger->blocks[ledger->given].pending) {
		ari_ledger__spend(ledger, &ledger->blocks[ledger->given++]);
		passed++;
	}
	return passed;
}

void ari_ledger__spend(struct ari_ledger *ledger,
		       struct ari_ledger__block *block)
{
	if (ledger->remember)
		return;
	free(block->head);
	free(block->body);
	block->head = block->body = NULL;
	block->head_len = block->body_len = 0;
}
