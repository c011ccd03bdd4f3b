/*
 * The files that `check --schema` judges: its operands, and what stands in
 * those that are folders.
 */
#ifndef ARISING_CLI_CHECK_FILES_H
#define ARISING_CLI_CHECK_FILES_H

#include <arising/base.h>

/* Files of one run; folders below an operand. */
#define CLI_FILES_MOST 1000000u
#define CLI_FOLDERS_DEEP 64u

struct cli_files {
	struct ari_arena *arena;
	const char **paths;
	size_t count;
	size_t room;
};

/*
 * Add a path: a folder stands for the .yaml, .yml and .json files in it and
 * in the folders below, in the order of their names; hidden names are left
 * out and links to folders not followed. Anything else stands for itself.
 * Errors: ARI_ERR_IO when a folder cannot be read; ARI_ERR_NOT_FOUND when it
 * holds no such file; ARI_ERR_LIMIT past the caps.
 */
int cli_files_add(struct cli_files *files, const char *path,
		  struct ari_error *err);

#endif
