/*
 * Files that a command itself reads and writes: a commit message, what
 * `init` puts into a repository.
 */
#ifndef ARISING_CLI_FILE_H
#define ARISING_CLI_FILE_H

#include <arising/base.h>

/* Bytes of such a file, or of a standard input. */
#define CLI_FILE_BYTES ((size_t)16 << 20)

/* Read all of a file: 0, 1 when there is none, -1. */
int cli_file_read(struct ari_buf *out, const char *path, struct ari_error *err);
/* Read a descriptor to its end. */
int cli_fd_read(struct ari_buf *out, int fd, struct ari_error *err);
/*
 * Write a file whole or not at all: beside it first, then in its place. A
 * file that is there keeps its mode; with fresh set there must be none.
 */
int cli_file_write(const char *path, struct ari_str bytes, unsigned mode,
		   bool fresh, struct ari_error *err);
/*
 * The same of what fill puts out; where it fails there is no file. The bytes
 * leave in pieces: a long paper is never in memory whole.
 */
int cli_file_fill(const char *path, unsigned mode, bool fresh,
		  int (*fill)(void *ctx, struct ari_buf *out,
			      struct ari_error *err),
		  void *ctx, struct ari_error *err);

#endif
