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

/* Where bytes go, and why they did not. */
struct sink {
	int fd;
	int cause;
};

static int drain_fd(void *ctx, const char *bytes, size_t len)
{
	struct sink *sink = ctx;

	if (!ari_write_all(sink->fd, (struct ari_str){bytes, len}))
		return 0;
	sink->cause = errno;
	return -1;
}

static int fail_write(const char *path, int cause, struct ari_error *err)
{
	return ari_error_set(err, ARI_ERR_IO, "cannot write %s: %s", path,
			     strerror(cause));
}

/* A new file beside path, under name, and what fills it. */
static int fill_beside(const char *path, char *name, unsigned mode, bool fresh,
		       int (*fill)(void *ctx, struct ari_buf *out,
				   struct ari_error *err),
		       void *ctx, struct ari_error *err)
{
	struct sink sink = {.fd = mkostemp(name, O_CLOEXEC)};
	struct ari_buf out;
	int result;

	if (sink.fd < 0)
		return fail_write(path, errno, err);
	ari_buf_init(&out, NULL);
	out.drain = drain_fd;
	out.drain_ctx = &sink;
	result = fill(ctx, &out, err);
	if (!result && ari_buf_flush(&out) && !sink.cause)
		result = ari_error_memory(err);
	ari_buf_release(&out);
	/* Whoever fills takes it for a lack of memory. */
	if (sink.cause)
		result = fail_write(path, sink.cause, err);
	if (!result && (fsync(sink.fd) || fchmod(sink.fd, mode)))
		result = fail_write(path, errno, err);
	if (close(sink.fd) && !result)
		result = fail_write(path, errno, err);
	if (!result && put_in_place(name, path, fresh))
		result = fail_write(path, errno, err);
	if (result)
		unlink(name);
	return result;
}

int cli_file_fill(const char *path, unsigned mode, bool fresh,
		  int (*fill)(void *ctx, struct ari_buf *out,
			      struct ari_error *err),
		  void *ctx, struct ari_error *err)
{
	struct ari_buf name;
	struct stat info;
	int result;

	if (!stat(path, &info))
		mode = info.st_mode & 0777;
	ari_buf_init(&name, NULL);
	ari_buf_printf(&name, "%s.new.XXXXXX", path);
	result = name.failed
		     ? ari_error_memory(err)
		     : fill_beside(path, name.ptr, mode, fresh, fill, ctx, err);
	ari_buf_release(&name);
	return result;
}

static int fill_bytes(void *ctx, struct ari_buf *out, struct ari_error *err)
{
	(void)err;
	ari_buf_str(out, *(const struct ari_str *)ctx);
	return 0;
}

int cli_file_write(const char *path, struct ari_str bytes, unsigned mode,
		   bool fresh, struct ari_error *err)
{
	return cli_file_fill(path, mode, fresh, fill_bytes, &bytes, err);
}
