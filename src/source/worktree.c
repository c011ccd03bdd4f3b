/*
 * One file of the worktree: opened part by part below the top, through no
 * link, and read only when it is a regular file.
 */
#include "source/internal.h"

#include <arising/tree.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
/* A pipe must not make the reader wait for a writer. */
#define OPEN_FILE (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

static int fail_errno(struct ari_error *err, const char *what,
		      struct ari_str path)
{
	int cause = errno;

	if (cause == ENOMEM)
		return ari_error_memory(err);
	return ari_error_set(err, ARI_ERR_IO, "cannot %s %.*s: %s", what,
			     (int)path.len, path.ptr, strerrordesc_np(cause));
}

int ari_source__open_top(const struct ari_repo *repo, struct ari_error *err)
{
	const char *top = repo->place.worktree;
	int fd;

	if (!top)
		return ari_error_set(err, ARI_ERR_GIT,
				     "this repository is bare: it has no "
				     "files on disk; name a commit, a cycle "
				     "or a date");
	fd = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(err, "open", ari_str_from(top));
	return fd;
}

/* Copy a part to a NUL-terminated name. False: no name of a file. */
static bool copy_part(char out[NAME_MAX + 1], struct ari_str part)
{
	if (!part.len || part.len > NAME_MAX || ari_str_is(part, ".") ||
	    ari_str_is(part, "..") || memchr(part.ptr, '\0', part.len))
		return false;
	memcpy(out, part.ptr, part.len);
	out[part.len] = '\0';
	return true;
}

/*
 * Open the folder that holds path and copy its last part to name: 1, or 0
 * when there is no such folder, or a link in its place.
 */
static int open_parent(int *out, char name[NAME_MAX + 1],
		       const struct ari_repo *repo, struct ari_str path,
		       struct ari_error *err)
{
	size_t start = 0;
	int fd = ari_source__open_top(repo, err);

	if (fd < 0)
		return -1;
	for (size_t i = 0; i <= path.len; i++) {
		struct ari_str part = {path.ptr + start, i - start};
		int next;

		if (i < path.len && path.ptr[i] != '/')
			continue;
		if (!copy_part(name, part)) {
			close(fd);
			return 0;
		}
		start = i + 1;
		if (i == path.len)
			break;
		next = openat(fd, name, OPEN_FOLDER);
		close(fd);
		if (next < 0 &&
		    (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
			return 0;
		if (next < 0)
			return fail_errno(err, "open the folder of", path);
		fd = next;
	}
	*out = fd;
	return 1;
}

enum ari_entry_kind ari_source__stat_kind(const struct stat *info)
{
	if (S_ISREG(info->st_mode))
		return ARI_ENTRY_FILE;
	if (S_ISDIR(info->st_mode))
		return ARI_ENTRY_FOLDER;
	return S_ISLNK(info->st_mode) ? ARI_ENTRY_SYMLINK : ARI_ENTRY_OTHER;
}

/* What stands at path; where it is a regular file, *fd is open on it. */
static int look_up(struct ari_file *out, int *fd, struct stat *info,
		   const struct ari_repo *repo, struct ari_str path,
		   struct ari_error *err)
{
	char name[NAME_MAX + 1];
	int parent = -1;
	int found = open_parent(&parent, name, repo, path, err);

	*fd = -1;
	*out = (struct ari_file){.path = path};
	if (found <= 0)
		return found;
	*fd = openat(parent, name, OPEN_FILE);
	if (*fd >= 0)
		found = fstat(*fd, info);
	else if (errno == EACCES || errno == EPERM || errno == EMFILE ||
		 errno == ENFILE || errno == EIO || errno == ENOMEM)
		found = -1;
	else
		found = fstatat(parent, name, info, AT_SYMLINK_NOFOLLOW);
	if (found == 0) {
		out->kind = ari_source__stat_kind(info);
		out->executable =
		    out->kind == ARI_ENTRY_FILE && (info->st_mode & S_IXUSR);
	} else if (errno != ENOENT) {
		fail_errno(err, "open", path);
		close(parent);
		return -1;
	}
	close(parent);
	return 0;
}

int ari_source__worktree_find(struct ari_file *out, const struct ari_repo *repo,
			      struct ari_str path, struct ari_error *err)
{
	struct stat info;
	int fd;
	int result = look_up(out, &fd, &info, repo, path, err);

	if (fd >= 0)
		close(fd);
	return result;
}

/* Fill bytes[size]; the number read, which is less when the file shrank. */
static ssize_t read_whole(int fd, char *bytes, size_t size)
{
	size_t at = 0;

	while (at < size) {
		ssize_t got = read(fd, bytes + at, size - at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		at += (size_t)got;
	}
	return (ssize_t)at;
}

static int read_file(struct ari_str *out, int fd, const struct stat *info,
		     struct ari_str path, struct ari_arena *arena,
		     struct ari_error *err)
{
	char *bytes;
	ssize_t got;

	if ((uintmax_t)info->st_size > ARI_TREE_BYTES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "%.*s has %jd bytes; at most %zu are read",
				     (int)path.len, path.ptr,
				     (intmax_t)info->st_size, ARI_TREE_BYTES);
	bytes = ari_arena_alloc(arena, (size_t)info->st_size + 1);
	if (!bytes)
		return ari_error_memory(err);
	got = read_whole(fd, bytes, (size_t)info->st_size);
	if (got < 0)
		return fail_errno(err, "read", path);
	bytes[got] = '\0';
	*out = (struct ari_str){bytes, (size_t)got};
	return 0;
}

int ari_source__worktree_read(struct ari_str *out, struct ari_file *file,
			      const struct ari_repo *repo, struct ari_str path,
			      bool hash, struct ari_arena *arena,
			      struct ari_error *err)
{
	struct ari_str bytes = {NULL, 0};
	struct stat info;
	int fd;
	int result = look_up(file, &fd, &info, repo, path, err);

	if (result == 0 && file->kind == ARI_ENTRY_FILE) {
		result = read_file(&bytes, fd, &info, path, arena, err);
		if (result == 0 && hash)
			result = ari_oid_of_blob(&file->id, bytes, err);
	}
	if (fd >= 0)
		close(fd);
	if (result == 0)
		*out = bytes;
	return result;
}
