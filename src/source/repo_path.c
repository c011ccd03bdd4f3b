/*
 * From the path a user types to the path in the repository, and whether the
 * history can be trusted to be what the ids say.
 */
#include "source/internal.h"

#include <string.h>
#include <sys/stat.h>

/* Take the last part off a path of len bytes; the length that stays. */
static size_t cut_last(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	return len ? len - 1 : 0;
}

/*
 * Join dir and text and settle `.` and `..` by words into out, which has
 * room for both and a slash. Absolute, without the slash at the end.
 */
static size_t settle(char *out, const char *dir, struct ari_str text)
{
	size_t len = 0;
	size_t start = 0;

	if (!text.len || text.ptr[0] != '/') {
		len = strlen(dir);
		memcpy(out, dir, len);
	}
	if (len == 1)
		len = 0;
	for (size_t i = 0; i <= text.len; i++) {
		struct ari_str part = {text.ptr + start, i - start};

		if (i < text.len && text.ptr[i] != '/')
			continue;
		start = i + 1;
		if (!part.len || ari_str_is(part, "."))
			continue;
		if (ari_str_is(part, "..")) {
			len = cut_last(out, len);
			continue;
		}
		out[len++] = '/';
		memcpy(out + len, part.ptr, part.len);
		len += part.len;
	}
	return len;
}

int ari_repo_path(struct ari_str *out, const struct ari_repo *repo,
		  struct ari_str user_path, struct ari_arena *arena,
		  struct ari_error *err)
{
	const char *top = repo->place.worktree;
	size_t top_len = top ? strlen(top) : 0;
	size_t len;
	char *path;

	if (!top)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "this repository is bare: it has no "
				     "files on disk to name");
	if (user_path.len > ARI_SOURCE_PATH ||
	    (user_path.len && memchr(user_path.ptr, '\0', user_path.len)))
		return ari_error_set(err, ARI_ERR_USAGE,
				     "that is not the path of a file");
	path =
	    ari_arena_alloc(arena, strlen(repo->place.dir) + user_path.len + 2);
	if (!path)
		return ari_error_memory(err);
	len = settle(path, repo->place.dir, user_path);
	path[len] = '\0';
	if (top_len == 1)
		top_len = 0;
	if (len < top_len || memcmp(path, top, top_len) != 0 ||
	    (len > top_len && path[top_len] != '/'))
		return ari_error_set(
		    err, ARI_ERR_USAGE,
		    "%.*s lies outside the repository at %s",
		    (int)(user_path.len < 300 ? user_path.len : 300),
		    user_path.ptr, top);
	if (len > top_len)
		top_len++;
	*out = (struct ari_str){path + top_len, len - top_len};
	return 0;
}

static int check_replace(struct ari_repo *repo, struct ari_error *err)
{
	git_reference_iterator *refs = NULL;
	const char *name;
	int rc;

	rc =
	    git_reference_iterator_glob_new(&refs, repo->git, "refs/replace/*");
	if (rc == 0)
		rc = git_reference_next_name(&name, refs);
	if (rc == 0)
		ari_error_set(err, ARI_ERR_UNCERTAIN,
			      "this repository replaces objects (%s), so its "
			      "history is not what the commit ids say; "
			      "remove that with `git replace -d`",
			      name);
	else if (rc != GIT_ITEROVER)
		ari_source__fail(err, ARI_ERR_GIT, "cannot read the refs");
	git_reference_iterator_free(refs);
	return rc == GIT_ITEROVER ? 0 : -1;
}

static int check_grafts(const struct ari_repo *repo, struct ari_error *err)
{
	char *path = ari_source__join(repo->common_dir, "info/grafts");
	struct stat info;
	bool grafted;

	if (!path)
		return ari_error_memory(err);
	grafted = stat(path, &info) == 0 && info.st_size > 0;
	free(path);
	if (!grafted)
		return 0;
	return ari_error_set(err, ARI_ERR_UNCERTAIN,
			     "this repository has grafts (info/grafts), so "
			     "its history is not what the commit ids say; "
			     "remove that file");
}

int ari_repo_certain(struct ari_repo *repo, struct ari_error *err)
{
	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (check_grafts(repo, err))
		return -1;
	return check_replace(repo, err);
}
