/*
 * Rounds on their way, each from stage to stage: of a narrow ledger it is
 * judged what concerns the plan, then versions are read, then compared. In
 * each stage there is one round at a time, in their order; while one is
 * compared the next is read, and the one behind it is walked.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>

/* Rounds between the walk and blocks. */
#define IN_FLIGHT 3

int ari_ledger__turns_init(struct ari_ledger__turns *turns,
			   struct ari_error *err)
{
	if (pthread_mutex_init(&turns->lock, NULL))
		return ari_error_memory(err);
	if (pthread_cond_init(&turns->moved, NULL)) {
		pthread_mutex_destroy(&turns->lock);
		return ari_error_memory(err);
	}
	turns->ready = true;
	return 0;
}

void ari_ledger__turns_release(struct ari_ledger__turns *turns)
{
	if (!turns->ready)
		return;
	pthread_cond_destroy(&turns->moved);
	pthread_mutex_destroy(&turns->lock);
	turns->ready = false;
}

static void wait_turn(struct ari_ledger__turns *turns,
		      enum ari_ledger__stage stage, uint64_t turn)
{
	pthread_mutex_lock(&turns->lock);
	while (turns->next[stage] != turn)
		pthread_cond_wait(&turns->moved, &turns->lock);
	pthread_mutex_unlock(&turns->lock);
}

static void pass_turn(struct ari_ledger__turns *turns,
		      enum ari_ledger__stage stage)
{
	pthread_mutex_lock(&turns->lock);
	turns->next[stage]++;
	pthread_cond_broadcast(&turns->moved);
	pthread_mutex_unlock(&turns->lock);
}

/* -- the stages -- */

static int judge_round(struct ari_ledger__round *round, unsigned threads)
{
	return round->batch ? ari_ledger__judge(round, threads, &round->err)
			    : 0;
}

static int read_round(struct ari_ledger__round *round, unsigned threads)
{
	return ari_ledger__read(round, threads, &round->err);
}

static int run_chain(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct ari_ledger__round *round = ctx;

	return ari_ledger__compare_chain(round->ledger, worker,
					 round->chains[at], err);
}

static int compare_round(struct ari_ledger__round *round, unsigned threads)
{
	int rc =
	    ari_parallel(round->count, threads, run_chain, round, &round->err);

	ari_ledger__versions_trim(round);
	return rc;
}

static void *run_round(void *arg)
{
	static int (*const run[])(struct ari_ledger__round *, unsigned) = {
	    [ARI_LEDGER__JUDGE] = judge_round,
	    [ARI_LEDGER__READ] = read_round,
	    [ARI_LEDGER__COMPARE] = compare_round,
	};
	struct ari_ledger__round *round = arg;
	struct ari_ledger *ledger = round->ledger;
	unsigned threads =
	    ari_parallel_workers(ARI_SOURCE_FILES, ledger->options.threads);

	for (enum ari_ledger__stage i = 0; i < ARI_LEDGER__STAGES; i++) {
		wait_turn(&ledger->turns, i, round->turn);
		if (!round->result)
			round->result = run[i](round, threads);
		pass_turn(&ledger->turns, i);
	}
	return NULL;
}

/* -- on their way -- */

static bool is_empty(const struct ari_ledger__round *round)
{
	return !round->count && !round->read_count && !round->batch;
}

void ari_ledger__round_launch(struct ari_ledger *ledger)
{
	struct ari_ledger__round *round = ledger->round;

	if (!round || is_empty(round))
		return;
	ledger->round = NULL;
	round->turn = ledger->launched++;
	if (ledger->flight_last)
		ledger->flight_last->next = round;
	else
		ledger->flight = round;
	ledger->flight_last = round;
	ledger->flights++;
	round->started =
	    !pthread_create(&round->thread, NULL, run_round, round);
	if (!round->started)
		run_round(round);
}

static void round_free(struct ari_ledger__round *round)
{
	if (!round)
		return;
	if (round->started)
		pthread_join(round->thread, NULL);
	for (size_t i = 0; i < round->read_count; i++)
		ari_ledger__blob_drop(round->reads[i]);
	free(round->reads);
	ari_arena_release(&round->arena);
	free(round);
}

/* Wait for the oldest. */
static int land_first(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_ledger__round *round = ledger->flight;
	int result;

	if (round->started)
		pthread_join(round->thread, NULL);
	round->started = false;
	result = round->result;
	if (result)
		*err = round->err;
	ledger->flight = round->next;
	if (!ledger->flight)
		ledger->flight_last = NULL;
	ledger->flights--;
	round_free(round);
	return result;
}

int ari_ledger__rounds_wait(struct ari_ledger *ledger, struct ari_error *err)
{
	size_t most = is_empty(ledger->round) ? 0 : IN_FLIGHT - 1;

	while (ledger->flights > most)
		if (land_first(ledger, err))
			return -1;
	return 0;
}

void ari_ledger__rounds_drop(struct ari_ledger *ledger)
{
	struct ari_error ignored;

	while (ledger->flight)
		land_first(ledger, &ignored);
	round_free(ledger->round);
	ledger->round = NULL;
}
