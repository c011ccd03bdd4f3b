/*
 * Between the ledger and its batches: commits from the walk to blocks.
 *
 * A batch is some commits in the order of the walk; a round is what is
 * compared at one time. A pair of versions is compared when the walk has
 * come to both, so it is often of a later round than its commit's batch.
 */
#ifndef ARISING_HISTORY_LEDGER_BATCH_H
#define ARISING_HISTORY_LEDGER_BATCH_H

#include "history/ledger_internal.h"

/* Versions that one round reads, roughly. */
#define ARI_LEDGER__ROUND_READS 128

struct ari_ledger__batch {
	struct ari_ledger *ledger;
	struct ari_ledger__batch *next;
	struct ari_arena arena;
	struct ari_ledger__item *items;
	bool *known; /* by item: its block came from the cache */
	size_t count;
	size_t finished; /* items that are blocks */
	atomic_bool
	    judged; /* what concerns the plan that is asked for is known */
	struct ari_error *err;
};

struct ari_ledger__round {
	struct ari_ledger *ledger;
	struct ari_ledger__round *next; /* in flight, a younger one */
	uint64_t number;
	uint64_t turn; /* among those that were launched */
	struct ari_arena arena;
	struct ari_ledger__chain **chains; /* by path */
	size_t count;
	size_t room;
	struct ari_ledger__blob **reads; /* in the order of the walk */
	size_t read_count;
	size_t read_room;
	struct ari_ledger__batch *batch; /* of a narrow ledger: to be judged */
	int result;
	struct ari_error err;
	pthread_t thread;
	bool started;
};

/* -- ledger_gather.c -- */

/* Read the next commits of the walk, and their versions. */
int ari_ledger__gather(struct ari_ledger__batch *batch);
/* Who made a block's commit, and its subject. */
int ari_ledger__fill_head(struct ari_ledger *ledger,
			  struct ari_ledger__block *block,
			  const struct ari_commit *commit,
			  struct ari_error *err);
/* Begin to walk, from the tip. */
int ari_ledger__walk_begin(struct ari_ledger *ledger, struct ari_error *err);

/* -- ledger_round.c -- */

/* Read an item's versions, and hand on what can be compared now. */
int ari_ledger__read_item(struct ari_ledger__batch *batch,
			  struct ari_ledger__item *item, bool known);
/* Read at once what a pair waits for, whatever the order costs. */
int ari_ledger__hasten(struct ari_ledger__batch *batch,
		       struct ari_ledger__pair *pair);
int ari_ledger__round_new(struct ari_ledger *ledger, struct ari_error *err);
/* Bytes of versions whose older side is awaited. */
size_t ari_ledger__waiting(const struct ari_ledger *ledger);

/* -- ledger_flight.c -- */

/* Begin to read and compare what was gathered. */
void ari_ledger__round_launch(struct ari_ledger *ledger);
/* Wait until there is room for one more in flight. */
int ari_ledger__rounds_wait(struct ari_ledger *ledger, struct ari_error *err);
/* Drop the rounds, compared or not. */
void ari_ledger__rounds_drop(struct ari_ledger *ledger);
int ari_ledger__turns_init(struct ari_ledger__turns *turns,
			   struct ari_error *err);
void ari_ledger__turns_release(struct ari_ledger__turns *turns);
/* Keep of the paths of a round no more than the next are likely to need. */
void ari_ledger__versions_trim(struct ari_ledger__round *round);

/* -- ledger_read.c -- */

/* The handle of a worker in a stage, opened when it is first asked for. */
struct ari_repo *ari_ledger__reader(struct ari_ledger *ledger,
				    enum ari_ledger__stage stage,
				    unsigned worker, struct ari_error *err);
/* Take a version into what the round reads. */
int ari_ledger__round_read(struct ari_ledger__round *round,
			   struct ari_ledger__blob *blob,
			   struct ari_error *err);
/* Read what the round asked for, on several threads. */
int ari_ledger__read(struct ari_ledger__round *round, unsigned threads,
		     struct ari_error *err);

/* -- ledger_narrow.c -- */

/* Take down the files of an item, to be judged. */
int ari_ledger__list_files(struct ari_ledger__batch *batch,
			   struct ari_ledger__item *item);
/* Find what concerns the plan, and leave the round only that to read. */
int ari_ledger__judge(struct ari_ledger__round *round, unsigned threads,
		      struct ari_error *err);
/* The state of a path; NULL when memory ends. */
struct ari_ledger__path *ari_ledger__get_path(struct ari_ledger *ledger,
					      struct ari_str name);

/* -- ledger_batch.c -- */

/* Turn the next commits of the walk into blocks; sets done at the end. */
int ari_ledger__walk_batch(struct ari_ledger *ledger, struct ari_error *err);
/* Pass over up to most blocks that are ready, wanted or not: how many. */
size_t ari_ledger__pass(struct ari_ledger *ledger, size_t most);
/* Free a block's bytes, unless they are to be remembered. */
void ari_ledger__spend(struct ari_ledger *ledger,
		       struct ari_ledger__block *block);
/* Wait for what is being compared, and drop all that is not finished. */
void ari_ledger__land(struct ari_ledger *ledger);

#endif
