/*
 * Snapshot after snapshot: what did not change since the one before is the
 * same version, held by both; what did is read beside the last version of
 * the file that was parsed whole.
 */
#include "internal.h"

/* A borrowed version of which more was parsed than one part in this is old. */
#define AFTER_PARTS 3

struct after_job {
	struct ari_view *view;
	const struct ari_view *before; /* or NULL */
	const struct ari_loader *loader;
	struct ari_index by_path; /* of before */
	/* What did not stand there before. */
	struct ari_load__wanted *wanted;
	size_t wanted_count;
};

static struct ari_version *hold(struct ari_version *version)
{
	version->shares++;
	return version;
}

static struct ari_version *find_before(const struct after_job *job,
				       struct ari_str path)
{
	const struct ari_index_entry *found =
	    job->before ? ari_index_find(&job->by_path, path) : NULL;

	return found ? job->before->versions[found->value] : NULL;
}

/* Its bytes are what was parsed of it, beside the others it borrows. */
static struct ari_version *read_beside(struct ari_version *version)
{
	struct ari_version *whole = version->whole;

	if (!whole)
		return version;
	return version->doc.bytes.len < whole->doc.bytes.len / AFTER_PARTS
		   ? whole
		   : NULL;
}

/* Take what is still the same; the rest is wanted. */
static void take_same(struct after_job *job, const struct ari_file *file,
		      struct ari_version **out)
{
	struct ari_version *old = find_before(job, file->path);

	if (old && !ari_oid_none(&file->id) &&
	    ari_oid_eq(&old->blob, &file->id))
		*out = hold(old);
	else
		job->wanted[job->wanted_count++] =
		    (struct ari_load__wanted){out, job->view, *file};
}

/* Each path is one worker's: nobody else holds its versions meanwhile. */
static int parse_one(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct after_job *job = ctx;
	const struct ari_load__wanted *wanted = &job->wanted[at];
	struct ari_version *old = find_before(job, wanted->file.path);
	struct ari_version *whole = old ? read_beside(old) : NULL;

	(void)worker;
	if (ari_load__finish(wanted->out, job->loader, false, whole, err))
		return -1;
	if (whole && ari_load__borrows(*wanted->out))
		(*wanted->out)->whole = hold(whole);
	if ((*wanted->out)->plan)
		ari_plan_ask_dates((*wanted->out)->plan);
	return 0;
}

static int index_paths(struct after_job *job, struct ari_error *err)
{
	const struct ari_view *before = job->before;
	struct ari_index_entry *entries;

	if (!before)
		return 0;
	entries = ari_arena_array(&job->view->arena, before->count + 1,
				  sizeof(*entries));
	if (!entries)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < before->count; i++)
		entries[i] =
		    (struct ari_index_entry){before->versions[i]->path, i};
	ari_index_build(&job->by_path, entries, before->count);
	return 0;
}

/* Versions outlive the view that read them, and with them their paths. */
static int keep_paths(struct ari_files *files, struct ari_arena *arena,
		      struct ari_error *err)
{
	for (size_t i = 0; i < files->count; i++) {
		if (files->items[i].kind != ARI_ENTRY_FILE)
			return ari_load__refuse_kind(&files->items[i], err);
		files->items[i].path =
		    ari_arena_dup(arena, files->items[i].path);
		if (!files->items[i].path.ptr)
			return ari_error_memory(err);
	}
	return 0;
}

int ari_view_load_after(struct ari_view *view, const struct ari_view *before,
			const struct ari_loader *loader,
			struct ari_arena *arena, struct ari_error *err)
{
	struct after_job job = {
	    .view = view, .before = before, .loader = loader};
	struct ari_files files;

	if (ari_source_list(&files, view->repo, &view->at, &view->glob,
			    &view->arena, err) ||
	    keep_paths(&files, arena, err) || index_paths(&job, err))
		return -1;
	view->versions = ari_arena_zalloc(
	    &view->arena, (files.count + 1) * sizeof(*view->versions));
	job.wanted =
	    ari_arena_array(&view->arena, files.count + 1, sizeof(*job.wanted));
	if (!view->versions || !job.wanted)
		return ari_error_memory(err);
	view->count = files.count;
	for (size_t i = 0; i < files.count; i++)
		take_same(&job, &files.items[i], &view->versions[i]);
	if (ari_load__read_wanted(job.wanted, job.wanted_count, loader,
				  view->repo, err))
		return -1;
	return ari_parallel(job.wanted_count, loader->threads, parse_one, &job,
			    err);
}
