/*
 * Reading what a round asked for, on several threads, each with a handle of
 * its own: ari_parallel() gives each of them neighbours in git's packs, and
 * unfolding a version is cheap after its neighbour.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>

/* Bytes that a round reads ahead; what is left is read where it is compared. */
#define ROUND_BYTES ((size_t)8 << 20)

struct ari_repo *ari_ledger__reader(struct ari_ledger *ledger,
				    enum ari_ledger__stage stage,
				    unsigned worker, struct ari_error *err)
{
	struct ari_repo **reader = &ledger->readers[stage][worker];

	if (!*reader && ari_repo_again(reader, ledger->repo, err))
		return NULL;
	return *reader;
}

int ari_ledger__round_read(struct ari_ledger__round *round,
			   struct ari_ledger__blob *blob, struct ari_error *err)
{
	struct ari_ledger__blob **reads = ari_heap_grow(
	    round->reads, round->read_count, &round->read_room, sizeof(*reads));

	if (!reads)
		return ari_error_memory(err);
	round->reads = reads;
	round->reads[round->read_count++] = ari_ledger__blob_use(blob);
	return 0;
}

struct reading {
	struct ari_ledger__round *round;
	uint32_t *order; /* as git's packs have them */
	atomic_size_t bytes;
};

static int put_in_order(struct reading *reading, struct ari_error *err)
{
	struct ari_ledger__round *round = reading->round;
	size_t count = round->read_count;
	struct ari_repo *repo =
	    ari_ledger__reader(round->ledger, ARI_LEDGER__READ, 0, err);
	struct ari_oid *ids =
	    ari_arena_array(&round->arena, count + 1, sizeof(*ids));

	reading->order =
	    ari_arena_array(&round->arena, count + 1, sizeof(*reading->order));
	if (!ids || !reading->order)
		return ari_error_memory(err);
	for (size_t i = 0; i < count; i++)
		ids[i] = round->reads[i]->id;
	return repo ? ari_source_read_order(reading->order, repo, ids, count,
					    err)
		    : -1;
}

static int read_one(void *ctx, unsigned worker, size_t at,
		    struct ari_error *err)
{
	struct reading *reading = ctx;
	struct ari_ledger__blob *blob =
	    reading->round->reads[reading->order[at]];
	struct ari_repo *repo = ari_ledger__reader(
	    reading->round->ledger, ARI_LEDGER__READ, worker, err);

	if (!repo)
		return -1;
	if (atomic_load(&reading->bytes) >= ROUND_BYTES)
		return 0;
	if (ari_ledger__blob_read(blob, repo, err))
		return -1;
	atomic_fetch_add(&reading->bytes, blob->len);
	return 0;
}

int ari_ledger__read(struct ari_ledger__round *round, unsigned threads,
		     struct ari_error *err)
{
	struct reading reading = {.round = round};

	atomic_init(&reading.bytes, 0);
	if (put_in_order(&reading, err))
		return -1;
	return ari_parallel(round->read_count, threads, read_one, &reading,
			    err);
}
