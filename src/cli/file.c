/*
 * Files that a command itself reads and writes, whole or not at all.
 */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int cli_fd_read(struct ari_buf *out, int fd, struct ari_error *err)
{
	char piece[16384];
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return ari_error_set(err, ARI_ERR_IO, "cannot read: %s",
					     strerror(errno));
		if (out->len + (size_t)got > CLI_FILE_BYTES)
			return ari_error_set(err, ARI_ERR_LIMIT,
					     "more than %zu MB to read",
					     CLI_FILE_BYTES >> 20);
		ari_buf_add(out, piece, (size_t)got);
	}
	return out->failed ? ari_error_memory(err) : 0;
}

int cli_file_read(struct ari_buf *out, const char *path, struct ari_error *err)
{
	struct ari_error cause;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int result;

	if (fd < 0 && errno == ENOENT)
		return 1;
	if (fd < 0)
		return ari_error_set(err, ARI_ERR_IO, "cannot open %s: %s",
				     path, strerror(errno));
	result = cli_fd_read(out, fd, &cause);
	close(fd);
	if (result)
		return ari_error_set(err, cause.code, "%s: %s", path,
				     cause.message);
	return 0;
}

static int write_fd(int fd, struct ari_str bytes)
{
	return ari_write_all(fd, bytes) ? -1 : fsync(fd);
}

/* rename() alone would replace a file that has come to stand there. */
static int put_in_place(const char *from, const char *path, bool fresh)
{
	if (!fresh)
		return rename(from, path);
	if (!link(from, path))
		return unlink(from);
	/* Where the disk knows no links. */
	return errno == EEXIST || !access(path, F_OK) ? -1 : rename(from, path);
}

int cli_file_write(const char *path, struct ari_str bytes, unsigned mode,
		   bool fresh, struct ari_error *err)
{
	struct ari_buf name;
	struct stat info;
	int fd = -1, failed = -1;

	if (!stat(path, &info))
		mode = info.st_mode & 0777;

	ari_buf_init(&name, NULL);
	ari_buf_printf(&name, "%s.new.XXXXXX", path);
	if (name.failed) {
		ari_buf_release(&name);
		return ari_error_memory(err);
	}
	fd = mkostemp(name.ptr, O_CLOEXEC);
	if (fd >= 0) {
		failed = write_fd(fd, bytes) || fchmod(fd, mode);
		if (close(fd) || failed ||
		    put_in_place(name.ptr, path, fresh)) {
			int cause = errno;

			unlink(name.ptr);
			errno = cause;
			failed = -1;
		}
	}
	ari_buf_release(&name);
	return failed ? ari_error_set(err, ARI_ERR_IO, "cannot write %s: %s",
				      path, strerror(errno))
		      : 0;
}
