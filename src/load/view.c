/*
 * A snapshot as its readers see it: the register, and the plans it names,
 * loaded several at once.
 */
#include "internal.h"

#include <stdlib.h>

static int view_register(struct ari_view *view, const struct ari_loader *loader,
			 struct ari_error *err)
{
	struct ari_file file;
	const struct ari_node *root;

	if (ari_source_find(&file, view->repo, &view->at,
			    ARI_STR(ARI_REGISTER_PATH), &view->arena, err))
		return -1;
	if (file.kind == ARI_ENTRY_NONE)
		return ari_error_set(
		    err, ARI_ERR_NOT_FOUND,
		    "there is no register " ARI_REGISTER_PATH " at %.*s: "
		    "this is not a plan repository, or not yet one",
		    (int)view->at.name.len, view->at.name.ptr);
	file.path = ARI_STR(ARI_REGISTER_PATH);
	if (file.kind != ARI_ENTRY_FILE)
		return ari_load__refuse_kind(&file, err);
	if (ari_load__fetch(&view->register_file, loader, view->repo, &view->at,
			    &file, true, NULL, NULL, err))
		return -1;
	root = view->register_file->doc.root;
	if (!root || root->kind != ARI_NODE_MAPPING)
		return 0;
	return ari_register_bind(&view->reg, &view->register_file->doc,
				 &view->register_file->arena, err);
}

static int view_glob(struct ari_view *view, struct ari_error *err)
{
	static const struct ari_str usual = {"plans/*.yaml", 12};
	const struct ari_values *plans = &view->reg->plans;
	struct ari_str *patterns;

	if (!plans->count)
		return ari_glob_init(&view->glob, &usual, 1, &view->arena, err);
	patterns =
	    ari_arena_array(&view->arena, plans->count, sizeof(*patterns));
	if (!patterns)
		return ari_error_memory(err);
	for (size_t i = 0; i < plans->count; i++)
		patterns[i] = plans->items[i].text;
	return ari_glob_init(&view->glob, patterns, plans->count, &view->arena,
			     err);
}

int ari_view_new(struct ari_view **out, const struct ari_loader *loader,
		 struct ari_repo *repo, const struct ari_snapshot *at,
		 struct ari_error *err)
{
	struct ari_view *view = calloc(1, sizeof(*view));

	if (!view)
		return ari_error_memory(err);
	ari_arena_init(&view->arena, NULL, 0);
	view->repo = repo;
	view->at = *at;
	if (view_register(view, loader, err) ||
	    (view->reg && view_glob(view, err))) {
		ari_view_free(view);
		return -1;
	}
	*out = view;
	return 0;
}

void ari_view_free(struct ari_view *view)
{
	if (!view)
		return;
	for (size_t i = 0; i < view->count; i++)
		ari_version_free(view->versions[i]);
	ari_version_free(view->register_file);
	ari_arena_release(&view->arena);
	free(view);
}

struct load_job {
	struct ari_view *view;
	const struct ari_loader *loader;
	const struct ari_file *files;
	const struct ari_view *beside; /* or NULL */
	struct ari_index by_path;      /* of beside */
	struct ari_load__repos repos;
	/* One a worker: for the version that it reads next. */
	struct ari_arena memory[ARI_PARALLEL_MOST];
};

void ari_load__repos_init(struct ari_load__repos *repos, struct ari_repo *repo)
{
	*repos = (struct ari_load__repos){.items = {repo}};
}

struct ari_repo *ari_load__repo(struct ari_load__repos *repos, unsigned worker,
				struct ari_error *err)
{
	struct ari_repo **repo = &repos->items[worker];

	if (!*repo && ari_repo_again(repo, repos->items[0], err))
		return NULL;
	return *repo;
}

void ari_load__repos_release(struct ari_load__repos *repos)
{
	for (size_t i = 1; i < ARI_PARALLEL_MOST; i++)
		ari_repo_free(repos->items[i]);
}

static const struct ari_version *find_beside(const struct load_job *job,
					     struct ari_str path)
{
	const struct ari_index_entry *found =
	    job->beside ? ari_index_find(&job->by_path, path) : NULL;

	return found ? job->beside->versions[found->value] : NULL;
}

static int load_one(void *ctx, unsigned worker, size_t at,
		    struct ari_error *err)
{
	struct load_job *job = ctx;
	const struct ari_loader *loader = job->loader;
	struct ari_view *view = job->view;
	struct ari_repo *repo = ari_load__repo(&job->repos, worker, err);
	struct ari_version *version;

	if (!repo ||
	    ari_load__fetch(&version, loader, repo, &view->at, &job->files[at],
			    false, find_beside(job, job->files[at].path),
			    &job->memory[worker], err))
		return -1;
	view->versions[at] = version;
	if (loader->each &&
	    loader->each(loader->each_ctx, worker, version, err))
		return -1;
	if (version->doc.kept) {
		job->memory[worker] = version->arena;
		ari_arena_init(&version->arena, NULL, 0);
	}
	return 0;
}

int ari_load__refuse_kind(const struct ari_file *file, struct ari_error *err)
{
	static const char *const kinds[] = {
	    [ARI_ENTRY_NONE] = "is not there",
	    [ARI_ENTRY_SYMLINK] = "is a symbolic link",
	    [ARI_ENTRY_SUBMODULE] = "is a submodule",
	    [ARI_ENTRY_FOLDER] = "is a folder",
	    [ARI_ENTRY_CONFLICT] = "has a merge conflict that is not settled",
	    [ARI_ENTRY_OTHER] = "is not an ordinary file",
	};

	return ari_error_set(err, ARI_ERR_INVALID,
			     "%.*s %s: the register and the plans are "
			     "ordinary files in the repository",
			     (int)file->path.len, file->path.ptr,
			     kinds[file->kind]);
}

static int index_paths(struct load_job *job, struct ari_error *err)
{
	const struct ari_view *beside = job->beside;
	struct ari_index_entry *entries;

	if (!beside)
		return 0;
	entries = ari_arena_array(&job->view->arena, beside->count + 1,
				  sizeof(*entries));
	if (!entries)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < beside->count; i++)
		entries[i] =
		    (struct ari_index_entry){beside->versions[i]->path, i};
	ari_index_build(&job->by_path, entries, beside->count);
	return 0;
}

int ari_view_load(struct ari_view *view, const struct ari_loader *loader,
		  const struct ari_file *files, size_t count,
		  const struct ari_view *beside, struct ari_error *err)
{
	struct load_job job = {
	    .view = view, .loader = loader, .files = files, .beside = beside};
	int result;

	for (size_t i = 0; i < count; i++)
		if (files[i].kind != ARI_ENTRY_FILE)
			return ari_load__refuse_kind(&files[i], err);
	view->versions = ari_arena_zalloc(
	    &view->arena, (count + 1) * sizeof(*view->versions));
	if (!view->versions)
		return ari_error_memory(err);
	if (index_paths(&job, err))
		return -1;
	view->count = count;
	ari_load__repos_init(&job.repos, view->repo);
	for (size_t i = 0; i < ARI_PARALLEL_MOST; i++)
		ari_arena_init(&job.memory[i], NULL, 0);
	result = ari_parallel(count, loader->threads, load_one, &job, err);
	for (size_t i = 0; i < ARI_PARALLEL_MOST; i++)
		ari_arena_release(&job.memory[i]);
	ari_load__repos_release(&job.repos);
	return result;
}

int ari_view_load_all(struct ari_view *view, const struct ari_loader *loader,
		      struct ari_error *err)
{
	struct ari_files files;

	if (!view->reg)
		return 0;
	if (ari_source_list(&files, view->repo, &view->at, &view->glob,
			    &view->arena, err))
		return -1;
	return ari_view_load(view, loader, files.items, files.count, NULL, err);
}

const struct ari_plan *ari_view_plan(const struct ari_view *view,
				     struct ari_str id)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->versions[i]->plan &&
		    ari_str_eq(view->versions[i]->plan->id.text, id))
			return view->versions[i]->plan;
	return NULL;
}

static int unique_ids(struct ari_view *view, struct ari_error *err)
{
	struct ari_index_entry *entries =
	    ari_arena_array(&view->arena, view->count + 1, sizeof(*entries));
	struct ari_index index;
	size_t twice;

	if (!entries)
		return ari_error_memory(err);
	for (size_t i = 0; i < view->count; i++)
		entries[i] = (struct ari_index_entry){
		    view->versions[i]->plan->id.text, (uint32_t)i};
	twice = ari_index_build(&index, entries, view->count);
	if (twice == view->count)
		return 0;
	return ari_error_set(
	    err, ARI_ERR_INVALID,
	    "%s and %s at %s are both `plan: %.*s`: which of them is meant "
	    "is uncertain; give one of them another id",
	    view->versions[entries[twice].value]->path.ptr,
	    view->versions[entries[twice + 1].value]->path.ptr,
	    view->at.name.ptr, (int)entries[twice].key.len,
	    entries[twice].key.ptr);
}

int ari_view_sound(struct ari_view *view, struct ari_error *err)
{
	for (size_t i = 0; i < view->count; i++)
		if (ari_version_sound(view->versions[i], &view->at, err))
			return -1;
	return unique_ids(view, err);
}
