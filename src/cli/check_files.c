/*
 * Folders as operands of `check --schema`: walked with a list of what is
 * still to be looked at, names sorted in each, so that the order is the same
 * on every disk.
 */
#include "check_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A folder that is being walked: its names, and how far. */
struct folder {
	const char *path;
	const char **names;
	size_t count;
	size_t at;
};

static int push_path(struct cli_files *files, const char *path,
		     struct ari_error *err)
{
	size_t room = files->room ? files->room * 2 : 64;
	const char **paths;

	if (files->count == CLI_FILES_MOST)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "more than %u files to check",
				     CLI_FILES_MOST);
	if (files->count == files->room) {
		paths = ari_arena_array(files->arena, room, sizeof(*paths));
		if (!paths)
			return ari_error_memory(err);
		if (files->count)
			memcpy(paths, files->paths,
			       files->count * sizeof(*paths));
		files->paths = paths;
		files->room = room;
	}
	files->paths[files->count++] = path;
	return 0;
}

static bool is_document(const char *name)
{
	static const char *const endings[] = {".yaml", ".yml", ".json"};
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t end = strlen(endings[i]);

		if (len > end && !strcmp(name + len - end, endings[i]))
			return true;
	}
	return false;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folder's names, hidden ones left out, as a list of its own. */
static int read_names(struct cli_files *names, DIR *dir, struct ari_error *err)
{
	struct dirent *entry;

	while ((entry = readdir(dir))) {
		const char *name;

		if (entry->d_name[0] == '.')
			continue;
		name = ari_arena_printf(names->arena, "%s", entry->d_name);
		if (!name)
			return ari_error_memory(err);
		if (push_path(names, name, err))
			return -1;
	}
	if (names->count)
		qsort(names->paths, names->count, sizeof(*names->paths),
		      compare_names);
	return 0;
}

static int open_folder(struct folder *folder, struct ari_arena *arena,
		       const char *path, struct ari_error *err)
{
	struct cli_files names = {.arena = arena};
	DIR *dir = opendir(path);
	int failed;

	if (!dir)
		return ari_error_set(err, ARI_ERR_IO,
				     "the folder %s cannot be read: %s", path,
				     errno == EACCES ? "Permission denied"
						     : "it cannot be opened");
	failed = read_names(&names, dir, err);
	closedir(dir);
	*folder = (struct folder){path, names.paths, names.count, 0};
	return failed;
}

/* Take the next name of the folder on top. */
static int take_name(struct cli_files *files, struct folder *stack,
		     size_t *depth, struct ari_error *err)
{
	struct folder *top = &stack[*depth - 1];
	const char *name = top->names[top->at++];
	bool slash = top->path[strlen(top->path) - 1] == '/';
	const char *path = ari_arena_printf(files->arena, "%s%s%s", top->path,
					    slash ? "" : "/", name);
	struct stat info;

	if (!path)
		return ari_error_memory(err);
	if (lstat(path, &info))
		return 0; /* gone since the folder was read */
	if (S_ISLNK(info.st_mode) &&
	    (stat(path, &info) || S_ISDIR(info.st_mode)))
		return 0;
	if (S_ISREG(info.st_mode) && is_document(name))
		return push_path(files, path, err);
	if (!S_ISDIR(info.st_mode))
		return 0;
	if (*depth == CLI_FOLDERS_DEEP)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "%s: folders are more than %u deep", path,
				     CLI_FOLDERS_DEEP);
	return open_folder(&stack[(*depth)++], files->arena, path, err);
}

static int add_folder(struct cli_files *files, const char *path,
		      struct ari_error *err)
{
	struct folder stack[CLI_FOLDERS_DEEP];
	size_t depth = 1, before = files->count;

	if (open_folder(&stack[0], files->arena, path, err))
		return -1;
	while (depth) {
		if (stack[depth - 1].at == stack[depth - 1].count)
			depth--;
		else if (take_name(files, stack, &depth, err))
			return -1;
	}
	if (files->count == before)
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "the folder %s holds no .yaml, .yml or "
				     ".json file",
				     path);
	return 0;
}

int cli_files_add(struct cli_files *files, const char *path,
		  struct ari_error *err)
{
	struct stat info;

	if (!stat(path, &info) && S_ISDIR(info.st_mode))
		return add_folder(files, path, err);
	return push_path(files, path, err);
}
