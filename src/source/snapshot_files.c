/*
 * What a snapshot shows, wherever its bytes come from: lists, single paths,
 * their bytes, and two snapshots side by side.
 */
#include "source/internal.h"

#include <arising/tree.h>
#include <string.h>

struct listing {
	struct ari_files files;
	size_t room;
	struct ari_arena *arena;
};

static int emit_file(void *ctx, const struct ari_file *before,
		     const struct ari_file *after, struct ari_error *err)
{
	struct listing *listing = ctx;

	(void)before;
	return ari_source__files_add(&listing->files, &listing->room, after,
				     listing->arena, err);
}

static int list_tree(struct ari_files *out, struct ari_repo *repo,
		     const struct ari_oid *tree, const struct ari_glob *glob,
		     struct ari_arena *arena, struct ari_error *err)
{
	struct listing listing = {.arena = arena};
	struct ari_source__sink sink = {.emit = emit_file, .ctx = &listing};

	if (ari_source__tree_compare(repo, NULL, tree, glob, &sink, err))
		return -1;
	*out = listing.files;
	return 0;
}

int ari_source_list(struct ari_files *out, struct ari_repo *repo,
		    const struct ari_snapshot *at, const struct ari_glob *glob,
		    struct ari_arena *arena, struct ari_error *err)
{
	switch (at->kind) {
	case ARI_SNAPSHOT_INDEX:
		return ari_source__index_list(out, repo, glob, arena, err);
	case ARI_SNAPSHOT_WORKTREE:
		return ari_source__worktree_list(out, repo, glob, arena, err);
	default:
		return list_tree(out, repo, &at->tree, glob, arena, err);
	}
}

int ari_source_find(struct ari_file *out, struct ari_repo *repo,
		    const struct ari_snapshot *at, struct ari_str path,
		    struct ari_arena *arena, struct ari_error *err)
{
	path = ari_arena_dup(arena, path.ptr ? path : ARI_STR(""));
	if (!path.ptr)
		return ari_error_memory(err);
	switch (at->kind) {
	case ARI_SNAPSHOT_INDEX:
		return ari_source__index_find(out, repo, path, err);
	case ARI_SNAPSHOT_WORKTREE:
		return ari_source__worktree_find(out, repo, path, err);
	default:
		return ari_source__tree_find(out, repo, &at->tree, path, err);
	}
}

/* Why a path cannot be read, by what stands there. */
static int fail_kind(struct ari_error *err, const struct ari_file *file)
{
	static const char *const what[] = {
	    [ARI_ENTRY_SYMLINK] = "is a symbolic link, which is not "
				  "followed; put the file itself there",
	    [ARI_ENTRY_SUBMODULE] = "is a submodule, not a file",
	    [ARI_ENTRY_FOLDER] = "is a folder, not a file",
	    [ARI_ENTRY_CONFLICT] = "has a merge conflict; settle it and "
				   "run `git add`",
	    [ARI_ENTRY_OTHER] = "is not a regular file",
	};

	if (file->kind == ARI_ENTRY_NONE)
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "there is no file %.*s",
				     (int)file->path.len, file->path.ptr);
	return ari_error_set(err, ARI_ERR_USAGE, "%.*s %s", (int)file->path.len,
			     file->path.ptr, what[file->kind]);
}

int ari_source_read(struct ari_str *out, struct ari_file *file,
		    struct ari_repo *repo, const struct ari_snapshot *at,
		    struct ari_str path, struct ari_arena *arena,
		    struct ari_error *err)
{
	struct ari_str bytes = {NULL, 0};
	struct ari_file found;
	int result;

	if (at->kind != ARI_SNAPSHOT_WORKTREE) {
		result = ari_source_find(&found, repo, at, path, arena, err);
	} else {
		path = ari_arena_dup(arena, path.ptr ? path : ARI_STR(""));
		if (!path.ptr)
			return ari_error_memory(err);
		result = ari_source__worktree_read(&bytes, &found, repo, path,
						   file != NULL, arena, err);
	}
	if (result)
		return -1;
	if (found.kind != ARI_ENTRY_FILE)
		return fail_kind(err, &found);
	if (at->kind != ARI_SNAPSHOT_WORKTREE &&
	    ari_source_read_blob(&bytes, repo, &found.id, arena, err))
		return -1;
	if (file)
		*file = found;
	*out = bytes;
	return 0;
}

int ari_source_read_blob_into(void *(*room)(void *ctx, size_t bytes), void *ctx,
			      struct ari_repo *repo, const struct ari_oid *id,
			      struct ari_error *err)
{
	git_odb_object *object;
	struct ari_str content;
	char *bytes;

	if (ari_source__object(&object, repo, id, GIT_OBJECT_BLOB,
			       ARI_TREE_BYTES, err))
		return -1;
	content = ari_source__content(object);
	bytes = room(ctx, content.len + 1);
	if (bytes && content.len)
		memcpy(bytes, content.ptr, content.len);
	if (bytes)
		bytes[content.len] = '\0';
	git_odb_object_free(object);
	return bytes ? 0 : ari_error_memory(err);
}

int ari_source_read_blob(struct ari_str *out, struct ari_repo *repo,
			 const struct ari_oid *id, struct ari_arena *arena,
			 struct ari_error *err)
{
	git_odb_object *object;
	struct ari_str bytes;

	if (ari_source__object(&object, repo, id, GIT_OBJECT_BLOB,
			       ARI_TREE_BYTES, err))
		return -1;
	bytes = ari_arena_dup(arena, ari_source__content(object));
	git_odb_object_free(object);
	if (!bytes.ptr)
		return ari_error_memory(err);
	*out = bytes;
	return 0;
}

/* Learn the ids of files on disk, one after another. */
static int hash_files(struct ari_files *files, struct ari_repo *repo,
		      struct ari_error *err)
{
	struct ari_arena scratch;
	int result = 0;

	ari_arena_init(&scratch, NULL, 0);
	for (size_t i = 0; i < files->count && result == 0; i++) {
		struct ari_file *file = &files->items[i];
		struct ari_str bytes;

		if (file->kind == ARI_ENTRY_FILE)
			result = ari_source__worktree_read(&bytes, file, repo,
							   file->path, true,
							   &scratch, err);
		ari_arena_clear(&scratch);
	}
	ari_arena_release(&scratch);
	return result;
}

static int list_side(struct ari_files *out, struct ari_repo *repo,
		     const struct ari_snapshot *at, const struct ari_glob *glob,
		     struct ari_arena *arena, struct ari_error *err)
{
	if (ari_source_list(out, repo, at, glob, arena, err))
		return -1;
	if (at->kind != ARI_SNAPSHOT_WORKTREE)
		return 0;
	return hash_files(out, repo, err);
}

/* Lay two sorted lists side by side. */
static int merge_lists(struct ari_source__changes *changes,
		       const struct ari_files *a, const struct ari_files *b,
		       struct ari_error *err)
{
	size_t i = 0;
	size_t k = 0;

	while (i < a->count || k < b->count) {
		struct ari_file none = {.kind = ARI_ENTRY_NONE};
		const struct ari_file *before = &none;
		const struct ari_file *after = &none;
		int order = i == a->count   ? 1
			    : k == b->count ? -1
					    : ari_str_cmp(a->items[i].path,
							  b->items[k].path);

		if (order <= 0)
			before = &a->items[i++];
		if (order >= 0)
			after = &b->items[k++];
		none.path = order <= 0 ? before->path : after->path;
		if (ari_source__changes_add(changes, before, after, err))
			return -1;
	}
	return 0;
}

int ari_source_compare(struct ari_changes *out, struct ari_repo *repo,
		       const struct ari_snapshot *before,
		       const struct ari_snapshot *after,
		       const struct ari_glob *glob, struct ari_arena *arena,
		       struct ari_error *err)
{
	struct ari_source__changes changes = {.arena = arena};
	struct ari_source__sink sink = {
	    .emit = ari_source__changes_emit,
	    .ctx = &changes,
	    .same = true,
	};
	struct ari_files a;
	struct ari_files b;

	if (before->kind == ARI_SNAPSHOT_COMMIT &&
	    after->kind == ARI_SNAPSHOT_COMMIT) {
		if (ari_source__tree_compare(repo, &before->tree, &after->tree,
					     glob, &sink, err))
			return -1;
	} else if (list_side(&a, repo, before, glob, arena, err) ||
		   list_side(&b, repo, after, glob, arena, err) ||
		   merge_lists(&changes, &a, &b, err)) {
		return -1;
	}
	*out = changes.list;
	return 0;
}
