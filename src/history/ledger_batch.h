/*
 * Between the ledger and its batches: commits from the walk to blocks.
 */
#ifndef ARISING_HISTORY_LEDGER_BATCH_H
#define ARISING_HISTORY_LEDGER_BATCH_H

#include "history/ledger_internal.h"

#include <pthread.h>

/* Bytes that one batch reads, roughly: two batches are in memory. */
#define ARI_LEDGER__BATCH_BYTES ((size_t)4 << 20)

struct ari_ledger__batch {
	struct ari_ledger *ledger;
	struct ari_arena arena;
	struct ari_arena scratch;
	struct ari_ledger__item *items;
	bool *known; /* by item: its block came from the cache */
	size_t count;
	struct ari_ledger__chain **chains; /* by path */
	size_t chain_count;
	size_t chain_room;
	size_t bytes; /* read for it */
	uint64_t number;
	struct ari_error *err;
	struct ari_error own; /* of the comparing thread */
	int result;
	pthread_t thread;
	bool started;
};

/* Read the next commits of the walk, and their versions. */
int ari_ledger__gather(struct ari_ledger__batch *batch);
/* Make the pairs of an item and read their versions. */
int ari_ledger__read_pairs(struct ari_ledger__batch *batch,
			   struct ari_ledger__item *item);
/* Wait for what is being compared, and drop it. */
void ari_ledger__land(struct ari_ledger *ledger);
/* Begin to walk, from the tip. */
int ari_ledger__walk_begin(struct ari_ledger *ledger, struct ari_error *err);
/* Turn the next commits of the walk into blocks; sets done at the end. */
int ari_ledger__walk_batch(struct ari_ledger *ledger, struct ari_error *err);
/* Pass over up to most blocks that are ready, wanted or not: how many. */
size_t ari_ledger__pass(struct ari_ledger *ledger, size_t most);
/* Free a block's bytes, unless they are to be remembered. */
void ari_ledger__spend(struct ari_ledger *ledger,
		       struct ari_ledger__block *block);
/* Forget all commits, not the tags. */
void ari_ledger__graph_reset(struct ari_ledger__graph *graph);

#endif
