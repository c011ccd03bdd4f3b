/*
 * Files are independent: each worker has a run of neighbours, which often
 * share what must be unpacked or was looked up, and when it is done takes
 * from the end of the longest run that is left.
 */
#include <arising/load.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Fewer pieces than this a worker are not worth a thread. */
#define PARALLEL_PIECES 4

struct job {
	int (*fn)(void *ctx, unsigned worker, size_t at, struct ari_error *err);
	void *ctx;
	atomic_bool stop;
	unsigned many;				  /* workers */
	_Atomic uint64_t runs[ARI_PARALLEL_MOST]; /* next << 32 | end */
};

struct worker {
	struct job *job;
	unsigned number;
	pthread_t thread;
	bool started;
	size_t failed_at; /* the piece that failed; count when none */
	struct ari_error err;
};

static uint32_t run_next(uint64_t run)
{
	return (uint32_t)(run >> 32);
}

static uint32_t run_end(uint64_t run)
{
	return (uint32_t)run;
}

/* Take the first piece of a run, or its last; false when it is empty. */
static bool take(size_t *at, _Atomic uint64_t *run, bool last)
{
	uint64_t seen = atomic_load(run);

	while (run_next(seen) < run_end(seen)) {
		uint64_t rest = last ? seen - 1 : seen + (UINT64_C(1) << 32);

		if (!atomic_compare_exchange_weak(run, &seen, rest))
			continue;
		*at = last ? run_end(seen) - 1 : run_next(seen);
		return true;
	}
	return false;
}

static bool take_from_longest(size_t *at, struct job *job)
{
	for (;;) {
		unsigned longest = 0;
		uint32_t most = 0;

		for (unsigned i = 0; i < job->many; i++) {
			uint64_t run = atomic_load(&job->runs[i]);

			if (run_end(run) - run_next(run) <= most)
				continue;
			most = run_end(run) - run_next(run);
			longest = i;
		}
		if (!most)
			return false;
		if (take(at, &job->runs[longest], true))
			return true;
	}
}

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct job *job = worker->job;
	size_t at;

	while (!atomic_load(&job->stop) &&
	       (take(&at, &job->runs[worker->number], false) ||
		take_from_longest(&at, job))) {
		if (!job->fn(job->ctx, worker->number, at, &worker->err))
			continue;
		worker->failed_at = at;
		atomic_store(&job->stop, true);
	}
	return NULL;
}

unsigned ari_parallel_workers(size_t count, unsigned threads)
{
	long processors =
	    threads ? (long)threads : sysconf(_SC_NPROCESSORS_ONLN);

	if (processors > ARI_PARALLEL_MOST)
		processors = ARI_PARALLEL_MOST;
	if (processors < 1 || count < 2 * PARALLEL_PIECES)
		return 1;
	if ((size_t)processors > count / PARALLEL_PIECES)
		processors = (long)(count / PARALLEL_PIECES);
	return (unsigned)processors;
}

/* The failure of the earliest piece, so that runs agree where they can. */
static int collect(const struct worker *workers, unsigned count, size_t pieces,
		   struct ari_error *err)
{
	const struct worker *first = NULL;

	for (unsigned i = 0; i < count; i++)
		if (workers[i].failed_at < pieces &&
		    (!first || workers[i].failed_at < first->failed_at))
			first = &workers[i];
	if (!first)
		return 0;
	if (err)
		*err = first->err;
	return -1;
}

int ari_parallel(size_t count, unsigned threads,
		 int (*fn)(void *ctx, unsigned worker, size_t at,
			   struct ari_error *err),
		 void *ctx, struct ari_error *err)
{
	unsigned many = ari_parallel_workers(count, threads);
	struct job job = {.fn = fn, .ctx = ctx, .many = many};
	struct worker *workers;
	int result;

	if (count > UINT32_MAX)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "there are more pieces than can be shared "
				     "out");
	workers = calloc(many, sizeof(*workers));
	if (!workers)
		return ari_error_memory(err);
	for (unsigned i = 0; i < many; i++)
		job.runs[i] =
		    (uint64_t)(count * i / many) << 32 | count * (i + 1) / many;
	for (unsigned i = 0; i < many; i++) {
		workers[i].job = &job;
		workers[i].number = i;
		workers[i].failed_at = count;
		if (i)
			workers[i].started = !pthread_create(
			    &workers[i].thread, NULL, work, &workers[i]);
	}
	work(&workers[0]);
	for (unsigned i = 1; i < many; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
	result = collect(workers, many, count, err);
	free(workers);
	return result;
}
