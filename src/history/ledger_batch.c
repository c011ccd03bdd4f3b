/*
 * Batches of the ledger, from the walk to blocks: a commit is finished, in
 * its order, when all the pairs of versions it changed are compared.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of blocks that are remembered: beyond, the cache is not written. */
#define HELD_BYTES ((size_t)80 << 20)
/* Bytes of versions that wait for their older side. */
#define WAITING_BYTES ((size_t)16 << 20)
/*
 * Commits for which a pair waits for its older side, for reading out of
 * order costs; those of the first screen do not wait at all.
 */
#define PATIENCE 4096
#define FIRST_SCREEN 8

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
		ids[i] =
		    (struct ari_index_entry){item->pairs[i].id, (uint32_t)i};
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

static int fill_head(struct ari_ledger__batch *batch,
		     const struct ari_ledger__item *item)
{
	struct ari_ledger *ledger = batch->ledger;
	struct ari_ledger__block *block = &ledger->blocks[item->block];
	const struct ari_commit *commit;

	return ari_walk_read(&commit, ledger->walk, &block->id, batch->err) ||
		       ari_ledger__fill_head(ledger, block, commit, batch->err)
		   ? -1
		   : 0;
}

static int finish_item(struct ari_ledger__batch *batch, size_t at)
{
	const struct ari_ledger__item *item = &batch->items[at];
	size_t changes = 0;
	int rc;

	ari_ledger__follow_gaps(batch->ledger, item);
	if (item->passed)
		return 0;
	if (batch->ledger->narrow && fill_head(batch, item))
		return -1;
	if (batch->known[at])
		return 0;
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

/* -- batches -- */

static void batch_free(struct ari_ledger__batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct ari_ledger__item *item = &batch->items[i];

		for (size_t k = 0; item->pairs && k < item->parents[0].count;
		     k++) {
			ari_buf_release(&item->pairs[k].bytes);
			ari_ledger__blob_drop(item->pairs[k].before);
			ari_ledger__blob_drop(item->pairs[k].after);
		}
		for (size_t k = 0; k < item->file_count; k++)
			ari_ledger__blob_drop(item->files[k].blob);
	}
	ari_arena_release(&batch->arena);
	free(batch);
}

void ari_ledger__land(struct ari_ledger *ledger)
{
	ari_ledger__rounds_drop(ledger);
	while (ledger->first) {
		struct ari_ledger__batch *batch = ledger->first;

		ledger->first = batch->next;
		batch_free(batch);
	}
	ledger->last = NULL;
}

static int read_batch(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_ledger__batch *batch = calloc(1, sizeof(*batch));

	if (!batch)
		return ari_error_memory(err);
	batch->ledger = ledger;
	batch->err = err;
	batch->judged = !ledger->narrow;
	ari_arena_init(&batch->arena, NULL, 0);
	if (ledger->last)
		ledger->last->next = batch;
	else
		ledger->first = batch;
	ledger->last = batch;
	if (ledger->narrow)
		ledger->round->batch = batch;
	return ari_ledger__gather(batch);
}

static bool is_compared(const struct ari_ledger__item *item)
{
	for (size_t i = 0; item->pairs && i < item->parents[0].count; i++)
		if (!atomic_load(&item->pairs[i].compared))
			return false;
	return true;
}

/* Finish commits as long as the next one is compared. */
static int finish(struct ari_ledger *ledger, struct ari_error *err)
{
	while (ledger->first) {
		struct ari_ledger__batch *batch = ledger->first;

		batch->err = err;
		/* Even an empty batch may be in the hands of its round. */
		if (!batch->judged)
			return 0;
		while (batch->finished < batch->count) {
			if (!is_compared(&batch->items[batch->finished]))
				return 0;
			if (finish_item(batch, batch->finished))
				return -1;
			batch->finished++;
			ledger->finished++;
		}
		ledger->first = batch->next;
		if (!ledger->first)
			ledger->last = NULL;
		batch_free(batch);
	}
	return 0;
}

/* Whether the commit of an item has waited long enough. */
static bool is_late(const struct ari_ledger *ledger,
		    const struct ari_ledger__item *item)
{
	uint32_t node = ledger->blocks[item->block].node;
	uint32_t order = ledger->graph.nodes[node].order;

	return ledger->walked || order < FIRST_SCREEN ||
	       ledger->graph.walked - order > PATIENCE;
}

static int hasten_item(struct ari_ledger__batch *batch,
		       struct ari_ledger__item *item)
{
	for (size_t i = 0; item->pairs && i < item->parents[0].count; i++)
		if (item->pairs[i].waiting &&
		    ari_ledger__hasten(batch, &item->pairs[i]))
			return -1;
	return 0;
}

static int hasten(struct ari_ledger *ledger, struct ari_error *err)
{
	bool full = ari_ledger__waiting(ledger) > WAITING_BYTES;

	for (struct ari_ledger__batch *batch = ledger->first; batch;
	     batch = batch->next) {
		batch->err = err;
		for (size_t i = batch->finished; i < batch->count; i++) {
			if (!full && !is_late(ledger, &batch->items[i]))
				return 0;
			if (hasten_item(batch, &batch->items[i]))
				return -1;
		}
	}
	return 0;
}

/* While rounds are read and compared, the next is walked. */
int ari_ledger__walk_batch(struct ari_ledger *ledger, struct ari_error *err)
{
	if (ari_ledger__round_new(ledger, err) ||
	    (!ledger->walked && read_batch(ledger, err)) ||
	    hasten(ledger, err) || ari_ledger__rounds_wait(ledger, err) ||
	    finish(ledger, err))
		return -1;
	ari_ledger__paths_trim(ledger);
	if (ledger->held > HELD_BYTES)
		ledger->remember = false;
	ari_ledger__round_launch(ledger);
	if (ledger->flight || ledger->first || !ledger->walked)
		return 0;
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
