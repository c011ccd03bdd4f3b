/*
 * Files written so that nothing is lost: whole or not at all, and never over
 * what somebody else wrote meanwhile. The only place that writes plans.
 */
#include "edit/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Temporary names tried before giving up. */
#define TRIES 100
/* Bytes of a path below /proc/self/fd. */
#define SHOWN_BYTES 32

struct ari_edit_file {
	int folder;	      /* locked until the file is closed */
	char *name;	      /* in folder */
	struct ari_str bytes; /* as they were read */
	mode_t mode;
};

static int fail_errno(struct ari_error *err, const char *what, const char *name)
{
	int cause = errno;

	if (cause == ENOMEM)
		return ari_error_memory(err);
	return ari_error_set(err, ARI_ERR_IO, "cannot %s %s: %s", what, name,
			     strerrordesc_np(cause));
}

/* Read a regular file of the folder; *mode, which may be NULL, is its. */
static int read_file(struct ari_str *out, mode_t *mode, int folder,
		     const char *name, struct ari_arena *arena,
		     struct ari_error *err)
{
	struct stat info;
	size_t at = 0;
	char *bytes;
	int fd, result = -1;

	fd = openat(folder, name,
		    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 && errno == ELOOP)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "%s is a symbolic link, and links are "
				     "not written through",
				     name);
	if (fd < 0)
		return fail_errno(err, "open", name);
	if (fstat(fd, &info) || !S_ISREG(info.st_mode) ||
	    (uintmax_t)info.st_size > ARI_TREE_BYTES) {
		ari_error_set(err, ARI_ERR_USAGE,
			      "%s is not a file of at most %zu bytes", name,
			      ARI_TREE_BYTES);
		goto out;
	}
	bytes = ari_arena_alloc(arena, (size_t)info.st_size + 1);
	if (!bytes) {
		ari_error_memory(err);
		goto out;
	}
	while (at < (size_t)info.st_size) {
		ssize_t got = read(fd, bytes + at, (size_t)info.st_size - at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			fail_errno(err, "read", name);
			goto out;
		}
		if (!got)
			break;
		at += (size_t)got;
	}
	bytes[at] = '\0';
	*out = (struct ari_str){bytes, at};
	if (mode)
		*mode = info.st_mode & 07777;
	result = 0;
out:
	close(fd);
	return result;
}

/* Open the folder of path and keep the file's name in it. */
static int open_folder(struct ari_edit_file *file, const char *path,
		       struct ari_error *err)
{
	const char *slash = strrchr(path, '/');
	char *folder =
	    strndup(slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);

	file->name = strdup(slash ? slash + 1 : path);
	if (!folder || !file->name) {
		free(folder);
		return ari_error_memory(err);
	}
	file->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (file->folder < 0)
		return fail_errno(err, "open the folder of", path);
	while (flock(file->folder, LOCK_EX))
		if (errno != EINTR)
			return fail_errno(err, "lock the folder of", path);
	return 0;
}

int ari_edit_file_open(struct ari_edit_file **out, struct ari_str *bytes,
		       const char *path, struct ari_arena *arena,
		       struct ari_error *err)
{
	struct ari_edit_file *file = calloc(1, sizeof(*file));

	if (!file)
		return ari_error_memory(err);
	file->folder = -1;
	if (open_folder(file, path, err) ||
	    read_file(&file->bytes, &file->mode, file->folder, file->name,
		      arena, err)) {
		ari_edit_file_close(file);
		return -1;
	}
	*bytes = file->bytes;
	*out = file;
	return 0;
}

void ari_edit_file_close(struct ari_edit_file *file)
{
	if (!file)
		return;
	if (file->folder >= 0)
		close(file->folder);
	free(file->name);
	free(file);
}

static int fill(int fd, const struct ari_edit_file *file, struct ari_str bytes)
{
	return ari_write_all(fd, bytes) || fchmod(fd, file->mode) || fsync(fd)
		   ? -1
		   : 0;
}

/* Whether the file still holds what was read. */
static int check_unchanged(const struct ari_edit_file *file,
			   struct ari_error *err)
{
	struct ari_arena arena;
	struct ari_str now;
	int result;

	ari_arena_init(&arena, NULL, 0);
	result = read_file(&now, NULL, file->folder, file->name, &arena, err);
	if (!result && !ari_str_eq(now, file->bytes))
		result = ari_error_set(err, ARI_ERR_UNCERTAIN,
				       "%s was changed by somebody else "
				       "meanwhile, so nothing was written: "
				       "try again",
				       file->name);
	ari_arena_release(&arena);
	return result;
}

/* Where the kernel shows an open file. */
static const char *shown_at(char out[SHOWN_BYTES], int fd)
{
	snprintf(out, SHOWN_BYTES, "/proc/self/fd/%d", fd);
	return out;
}

/*
 * A new file in the folder that has no name yet, so that a kill leaves
 * nothing behind; -1 where the disk knows none, or it could get no name.
 */
static int open_unnamed(const struct ari_edit_file *file)
{
	int fd =
	    openat(file->folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600);
	char path[SHOWN_BYTES];

	if (fd >= 0 && access(shown_at(path, fd), F_OK)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Give fd, or a new file where it is -1, the name: that file; -1. */
static int take_name(const char *name, const struct ari_edit_file *file, int fd)
{
	char path[SHOWN_BYTES];

	if (fd < 0)
		return openat(
		    file->folder, name,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	return linkat(AT_FDCWD, shown_at(path, fd), file->folder, name,
		      AT_SYMLINK_FOLLOW)
		   ? -1
		   : fd;
}

/*
 * The same with a name beside the old file that globs do not see. The folder
 * is locked: what has that name was left by somebody who was killed.
 */
static int put_beside(char name[NAME_MAX + 1], const struct ari_edit_file *file,
		      int fd)
{
	int named = -1;

	for (int i = 0; i < TRIES && named < 0; i++) {
		snprintf(name, NAME_MAX + 1, ".%.200s.arising-%d", file->name,
			 i);
		unlinkat(file->folder, name, 0);
		named = take_name(name, file, fd);
		if (named < 0 && errno != EEXIST)
			break;
	}
	if (named < 0)
		*name = '\0';
	return named;
}

/* Name the written file; where that is refused, write one that has a name. */
static int name_written(char name[NAME_MAX + 1],
			const struct ari_edit_file *file, int fd,
			struct ari_str bytes)
{
	int named = put_beside(name, file, fd), result;

	if (named >= 0)
		return 0;
	named = put_beside(name, file, -1);
	if (named < 0)
		return -1;
	result = fill(named, file, bytes);
	return close(named) || result ? -1 : 0;
}

int ari_edit_file_write(struct ari_edit_file *file, struct ari_str bytes,
			struct ari_error *err)
{
	char name[NAME_MAX + 1] = "";
	int fd = open_unnamed(file);
	int result = -1;

	if (fd < 0)
		fd = put_beside(name, file, -1);
	if (fd < 0)
		return fail_errno(err, "make a file beside", file->name);
	if (fill(fd, file, bytes))
		fail_errno(err, "write", file->name);
	else if (check_unchanged(file, err))
		result = -1;
	else if (!*name && name_written(name, file, fd, bytes))
		fail_errno(err, "write a file beside", file->name);
	else if (renameat(file->folder, name, file->folder, file->name))
		fail_errno(err, "replace", file->name);
	else
		result = 0;
	close(fd);
	if (!result)
		fsync(file->folder);
	else if (*name)
		unlinkat(file->folder, name, 0);
	return result;
}
