/*
 * Two snapshots of a repository at once. First the bytes of both, in the
 * order in which git unpacks them with least work; then of each file the
 * later version is parsed and at once the earlier one beside it.
 */
#include "internal.h"

/* The versions of one path; NULL on the side that lacks it. */
struct pair {
	struct ari_version **before;
	struct ari_version **after;
};

struct both_job {
	const struct ari_loader *loader;
	struct pair *pairs;
	struct ari_load__wanted *wanted;
	size_t wanted_count;
};

static int parse_one(struct ari_version **version, const struct both_job *job,
		     unsigned worker, const struct ari_version *beside,
		     struct ari_error *err)
{
	const struct ari_loader *loader = job->loader;

	if (ari_load__finish(version, loader, false, beside, err))
		return -1;
	return loader->each
		   ? loader->each(loader->each_ctx, worker, *version, err)
		   : 0;
}

static int parse_pair(void *ctx, unsigned worker, size_t at,
		      struct ari_error *err)
{
	struct both_job *job = ctx;
	const struct pair *pair = &job->pairs[at];

	if (pair->after && parse_one(pair->after, job, worker, NULL, err))
		return -1;
	if (!pair->before)
		return 0;
	return parse_one(pair->before, job, worker,
			 pair->after ? *pair->after : NULL, err);
}

static int want_side(struct ari_version ***out, struct both_job *job,
		     struct ari_view *view, const struct ari_file *file,
		     struct ari_str path, struct ari_error *err)
{
	struct ari_load__wanted *wanted = &job->wanted[job->wanted_count];

	if (file->kind == ARI_ENTRY_NONE)
		return 0;
	*wanted = (struct ari_load__wanted){&view->versions[view->count], view,
					    *file};
	wanted->file.path = path;
	if (file->kind != ARI_ENTRY_FILE)
		return ari_load__refuse_kind(&wanted->file, err);
	*out = wanted->out;
	view->count++;
	job->wanted_count++;
	return 0;
}

static int make_room(struct both_job *job, struct ari_view *before,
		     struct ari_view *after, size_t count,
		     struct ari_error *err)
{
	struct ari_arena *arena = &after->arena;

	before->count = after->count = 0;
	before->versions = ari_arena_zalloc(
	    &before->arena, (count + 1) * sizeof(*before->versions));
	after->versions =
	    ari_arena_zalloc(arena, (count + 1) * sizeof(*after->versions));
	job->pairs = ari_arena_zalloc(arena, (count + 1) * sizeof(*job->pairs));
	job->wanted =
	    ari_arena_array(arena, 2 * count + 1, sizeof(*job->wanted));
	return before->versions && after->versions && job->pairs && job->wanted
		   ? 0
		   : ari_error_memory(err);
}

int ari_view_load_both(struct ari_view *before, struct ari_view *after,
		       const struct ari_loader *loader,
		       const struct ari_change *changes, size_t count,
		       struct ari_error *err)
{
	struct both_job job = {.loader = loader};

	if (make_room(&job, before, after, count, err))
		return -1;
	for (size_t i = 0; i < count; i++)
		if (want_side(&job.pairs[i].after, &job, after,
			      &changes[i].after, changes[i].path, err) ||
		    want_side(&job.pairs[i].before, &job, before,
			      &changes[i].before, changes[i].path, err))
			return -1;
	if (ari_load__read_wanted(job.wanted, job.wanted_count, loader,
				  after->repo, err))
		return -1;
	return ari_parallel(count, loader->threads, parse_pair, &job, err);
}
