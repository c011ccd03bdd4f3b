/*
 * Several threads, each with a handle of its own, read the same history.
 */
#include "fixture.h"

#include <pthread.h>

#define THREADS 4
#define PLANS 40

struct job {
	const struct fixture *f;
	struct ari_snapshot at;
	struct ari_glob glob;
	size_t bytes; /* read in all; 0 when something failed */
	pthread_t thread;
};

static int read_all(struct job *job, struct ari_repo *repo,
		    struct ari_arena *arena)
{
	struct ari_files files;
	struct ari_str bytes;

	if (ari_source_list(&files, repo, &job->at, &job->glob, arena, NULL))
		return -1;
	for (size_t i = 0; i < files.count; i++) {
		if (ari_source_read_blob(&bytes, repo, &files.items[i].id,
					 arena, NULL))
			return -1;
		job->bytes += bytes.len;
	}
	return 0;
}

static void *run_job(void *ctx)
{
	struct job *job = ctx;
	struct ari_arena arena;
	struct ari_repo *repo;

	if (ari_repo_again(&repo, job->f->repo, NULL))
		return NULL;
	ari_arena_init(&arena, NULL, 0);
	for (int i = 0; i < 20; i++)
		if (read_all(job, repo, &arena))
			job->bytes = 0;
	ari_arena_release(&arena);
	ari_repo_free(repo);
	return NULL;
}

static void test_threads(void **state)
{
	struct fixture *f = *state;
	struct job jobs[THREADS];
	size_t total = 0;

	for (int i = 0; i < PLANS; i++) {
		char path[32];
		char text[64];

		snprintf(path, sizeof(path), "plans/p%d.yaml", i);
		snprintf(text, sizeof(text), "plan: p%d\n", i);
		total += strlen(text);
		repo_text(&f->git, path, text);
	}
	repo_commit(&f->git, "first");
	repo_git(&f->git, "gc", "-q", NULL);
	attach(f);
	for (size_t i = 0; i < THREADS; i++) {
		jobs[i] = (struct job){.f = f, .at = resolve(f, "HEAD")};
		jobs[i].glob = make_glob(f, "plans/*.yaml");
		assert_int_equal(
		    pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]),
		    0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(jobs[i].thread, NULL), 0);
		assert_int_equal(jobs[i].bytes, total * 20);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_threads, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
