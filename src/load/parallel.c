/*
 * Files are independent: workers take the next one until none is left.
 */
#include <arising/load.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Workers at most: beyond this the disk and the memory bus are the limit. */
#define PARALLEL_WORKERS 16
/* Fewer pieces than this a worker are not worth a thread. */
#define PARALLEL_PIECES 4

struct job {
	int (*fn)(void *ctx, unsigned worker, size_t at, struct ari_error *err);
	void *ctx;
	size_t count;
	atomic_size_t next;
	atomic_bool stop;
};

struct worker {
	struct job *job;
	unsigned number;
	pthread_t thread;
	bool started;
	size_t failed_at; /* the piece that failed; count when none */
	struct ari_error err;
};

static void *work(void *arg)
{
	struct worker *worker = arg;
	struct job *job = worker->job;

	while (!atomic_load(&job->stop)) {
		size_t at = atomic_fetch_add(&job->next, 1);

		if (at >= job->count)
			break;
		if (job->fn(job->ctx, worker->number, at, &worker->err)) {
			worker->failed_at = at;
			atomic_store(&job->stop, true);
		}
	}
	return NULL;
}

unsigned ari_parallel_workers(size_t count, unsigned threads)
{
	long processors =
	    threads ? (long)threads : sysconf(_SC_NPROCESSORS_ONLN);

	if (processors > PARALLEL_WORKERS)
		processors = PARALLEL_WORKERS;
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
	struct job job = {.fn = fn, .ctx = ctx, .count = count};
	struct worker *workers = calloc(many, sizeof(*workers));
	int result;

	if (!workers)
		return ari_error_memory(err);
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
