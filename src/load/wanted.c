/*
 * Many versions at once, their bytes first: read in the order in which git
 * unpacks them with least work, whatever the order they are parsed in.
 */
#include "internal.h"

#include <stdlib.h>

struct wanted_job {
	const struct ari_load__wanted *wanted;
	uint32_t *order;
	struct ari_load__repos repos;
};

static int read_one(void *ctx, unsigned worker, size_t at,
		    struct ari_error *err)
{
	struct wanted_job *job = ctx;
	const struct ari_load__wanted *wanted = &job->wanted[job->order[at]];
	struct ari_repo *repo = ari_load__repo(&job->repos, worker, err);

	if (!repo)
		return -1;
	return ari_load__begin(wanted->out, repo, &wanted->view->at,
			       &wanted->file, NULL, err);
}

static int put_in_order(struct wanted_job *job, size_t count,
			struct ari_repo *repo, struct ari_error *err)
{
	struct ari_oid *ids = calloc(count + 1, sizeof(*ids));
	int result;

	job->order = calloc(count + 1, sizeof(*job->order));
	if (!ids || !job->order) {
		free(ids);
		return ari_error_memory(err);
	}
	for (size_t i = 0; i < count; i++)
		ids[i] = job->wanted[i].file.id;
	result = ari_source_read_order(job->order, repo, ids, count, err);
	free(ids);
	return result;
}

int ari_load__read_wanted(const struct ari_load__wanted *wanted, size_t count,
			  const struct ari_loader *loader,
			  struct ari_repo *repo, struct ari_error *err)
{
	struct wanted_job job = {.wanted = wanted};
	int result = put_in_order(&job, count, repo, err);

	if (!result) {
		ari_load__repos_init(&job.repos, repo);
		result =
		    ari_parallel(count, loader->threads, read_one, &job, err);
		ari_load__repos_release(&job.repos);
	}
	free(job.order);
	return result;
}
