/*
 * The index: what the next commit would hold. Read from the file that git
 * names to its hooks, which need not be the repository's own.
 */
#include "source/internal.h"

#include <string.h>
#include <unistd.h>

static int open_index(struct ari_repo *repo, struct ari_error *err)
{
	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (repo->index)
		return 0;
	if (git_index_open(&repo->index, repo->place.index_file) < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read the index %s (if it is "
					"split or sparse, run `git "
					"update-index --no-split-index` or "
					"`git sparse-checkout reapply "
					"--no-sparse-index`)",
					repo->place.index_file);
	return 0;
}

static struct ari_file make_file(const git_index_entry *entry)
{
	struct ari_file file = {
	    .path = ari_str_from(entry->path),
	    .kind = ari_source__mode_kind(entry->mode),
	    .executable = (entry->mode & 0170100) == 0100100,
	    .id = ari_source__oid(&entry->id),
	};

	if (git_index_entry_is_conflict(entry)) {
		file.kind = ARI_ENTRY_CONFLICT;
		file.executable = false;
		file.id = (struct ari_oid){{0}};
	}
	return file;
}

/* `git add --intent-to-add` names a file that is not in the next commit. */
static bool is_promise(const git_index_entry *entry)
{
	return entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD;
}

int ari_source__index_list(struct ari_files *out, struct ari_repo *repo,
			   const struct ari_glob *glob, struct ari_arena *arena,
			   struct ari_error *err)
{
	struct ari_files files = {NULL, 0};
	size_t room = 0;
	size_t count;

	if (open_index(repo, err))
		return -1;
	count = git_index_entrycount(repo->index);
	for (size_t i = 0; i < count; i++) {
		const git_index_entry *entry =
		    git_index_get_byindex(repo->index, i);
		struct ari_file file = make_file(entry);

		if (is_promise(entry) ||
		    !ari_glob__lists(file.kind,
				     ari_glob__verdict(glob, file.path)))
			continue;
		/* A conflict has an entry for each side of the merge. */
		if (files.count &&
		    ari_str_eq(files.items[files.count - 1].path, file.path))
			continue;
		if (ari_source__files_add(&files, &room, &file, arena, err))
			return -1;
	}
	*out = files;
	return 0;
}

/* Whether the index holds something below path, which is no entry itself. */
static bool is_folder(git_index *index, const char *path)
{
	char *folder = ari_source__join(path, "");
	size_t at;
	bool found;

	found = folder && git_index_find_prefix(&at, index, folder) == 0;
	free(folder);
	return found;
}

int ari_source__index_find(struct ari_file *out, struct ari_repo *repo,
			   struct ari_str path, struct ari_error *err)
{
	const git_index_entry *entry;
	char *name;
	size_t at;

	if (open_index(repo, err))
		return -1;
	name = strndup(path.ptr, path.len);
	if (!name)
		return ari_error_memory(err);
	*out = (struct ari_file){.path = path};
	if (git_index_find(&at, repo->index, name) == 0) {
		entry = git_index_get_byindex(repo->index, at);
		if (!is_promise(entry)) {
			*out = make_file(entry);
			out->path = path;
		}
	} else if (is_folder(repo->index, name)) {
		out->kind = ARI_ENTRY_FOLDER;
	}
	free(name);
	return 0;
}

/*
 * Sparse checkout leaves files of the index off the disk; git marks them,
 * and its file of patterns stays as long as there may be marks.
 */
int ari_source__check_sparse(struct ari_repo *repo, const struct ari_glob *glob,
			     struct ari_error *err)
{
	char *patterns;
	bool sparse;

	if (!repo->git)
		return 0;
	patterns = ari_source__join(git_repository_path(repo->git),
				    "info/sparse-checkout");
	if (!patterns)
		return ari_error_memory(err);
	sparse = access(patterns, F_OK) == 0;
	free(patterns);
	if (!sparse)
		return 0;
	if (open_index(repo, err))
		return -1;
	for (size_t i = 0; i < git_index_entrycount(repo->index); i++) {
		const git_index_entry *entry =
		    git_index_get_byindex(repo->index, i);

		if ((entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) &&
		    ari_glob_match(glob, ari_str_from(entry->path)))
			return ari_error_set(
			    err, ARI_ERR_UNCERTAIN,
			    "%s and maybe others are not on disk: this is "
			    "a sparse checkout; run `git sparse-checkout "
			    "disable`",
			    entry->path);
	}
	return 0;
}
