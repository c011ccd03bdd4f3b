/*
 * Schemas from folders, for `check --schema --resolve URI=DIR`: a loader
 * that maps URIs to files below a folder, and reads nothing else.
 */
#include <arising/schema.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes of a file's path below its folder. */
#define PATH_BYTES 1024

struct folder {
	struct ari_str prefix;
	int fd;
};

struct ari_schema_folders {
	struct ari_arena arena;
	struct folder *items;
	size_t count;
	struct ari_schema_loader loader;
};

/* Open one name below dir; a link is not followed. */
static int open_below(int dir, const char *name, bool last)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		return -1;
	return openat(dir, name, last ? flags : flags | O_DIRECTORY);
}

/* Open path below dir, name by name. path is cut up on the way. */
static int open_path(int dir, char *path)
{
	int at = dir, next = -1;

	while (path) {
		char *slash = strchr(path, '/');

		if (slash)
			*slash++ = '\0';
		next = open_below(at, path, !slash);
		if (at != dir)
			close(at);
		if (next < 0)
			return -1;
		at = next;
		path = slash;
	}
	return next;
}

static bool read_whole(struct ari_arena *arena, int fd, struct ari_str *out)
{
	struct stat info;
	size_t size, got = 0;
	char *bytes;

	if (fstat(fd, &info) || !S_ISREG(info.st_mode) || info.st_size < 0 ||
	    (size_t)info.st_size > ARI_SCHEMA_FILE_BYTES)
		return false;
	size = (size_t)info.st_size;
	bytes = ari_arena_alloc(arena, size + 1);
	if (!bytes)
		return false;
	while (got < size) {
		ssize_t n = read(fd, bytes + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	*out = (struct ari_str){bytes, got};
	return got == size;
}

static bool ends_with(struct ari_str s, const char *end)
{
	size_t len = strlen(end);

	return s.len >= len && !memcmp(s.ptr + s.len - len, end, len);
}

/* Read name with an ending added, below the folder. */
static bool read_name(struct ari_schema_folders *folders, int dir,
		      struct ari_str name, const char *ending,
		      struct ari_str *out)
{
	char path[PATH_BYTES];
	bool done;
	int fd;

	if (name.len + strlen(ending) >= sizeof(path) ||
	    memchr(name.ptr, '\0', name.len))
		return false;
	memcpy(path, name.ptr, name.len);
	memcpy(path + name.len, ending, strlen(ending) + 1);
	fd = open_path(dir, path);
	if (fd < 0)
		return false;
	done = read_whole(&folders->arena, fd, out);
	close(fd);
	return done;
}

static bool read_file(struct ari_schema_folders *folders, int dir,
		      struct ari_str name, struct ari_str *out, bool *is_yaml)
{
	static const struct {
		const char *ending;
		bool yaml;
	} kinds[] = {{".json", false}, {".yaml", true}, {".yml", true}};

	for (size_t i = 0; i < 3; i++)
		if (ends_with(name, kinds[i].ending)) {
			*is_yaml = kinds[i].yaml;
			return read_name(folders, dir, name, "", out);
		}
	for (size_t i = 0; i < 3; i++)
		if (read_name(folders, dir, name, kinds[i].ending, out)) {
			*is_yaml = kinds[i].yaml;
			return true;
		}
	return false;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The file name that the rest of a (normalised) URI stands for. */
static struct ari_str decode(char *room, struct ari_str rest)
{
	size_t len = 0;

	for (size_t i = 0; i < rest.len; i++) {
		int high = -1, low = -1;

		if (rest.ptr[i] == '%' && rest.len - i > 2) {
			high = hex_digit(rest.ptr[i + 1]);
			low = hex_digit(rest.ptr[i + 2]);
		}
		if (high < 0 || low < 0) {
			room[len++] = rest.ptr[i];
			continue;
		}
		room[len++] = (char)(high * 16 + low);
		i += 2;
	}
	return (struct ari_str){room, len};
}

static bool load_file(void *ctx, struct ari_str uri, struct ari_str *out,
		      bool *is_yaml)
{
	struct ari_schema_folders *folders = ctx;
	char room[PATH_BYTES];

	for (size_t i = 0; i < folders->count; i++) {
		const struct folder *folder = &folders->items[i];
		struct ari_str rest;

		if (uri.len <= folder->prefix.len ||
		    memcmp(uri.ptr, folder->prefix.ptr, folder->prefix.len))
			continue;
		rest.ptr = uri.ptr + folder->prefix.len;
		rest.len = uri.len - folder->prefix.len;
		if (rest.ptr[0] == '/')
			rest = (struct ari_str){rest.ptr + 1, rest.len - 1};
		if (rest.len < sizeof(room) &&
		    read_file(folders, folder->fd, decode(room, rest), out,
			      is_yaml))
			return true;
	}
	return false;
}

static int open_folder(struct ari_schema_folders *folders,
		       const struct ari_schema_source *source,
		       struct ari_error *err)
{
	struct folder *folder = &folders->items[folders->count];

	folder->prefix =
	    ari_arena_dup(&folders->arena, ari_str_from(source->uri_prefix));
	if (!folder->prefix.ptr)
		return ari_error_memory(err);
	folder->fd = open(source->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->fd < 0)
		return ari_error_set(err, ARI_ERR_IO,
				     "the folder %.400s cannot be opened: %s",
				     source->folder,
				     errno == ENOENT	? "there is none"
				     : errno == ENOTDIR ? "it is no folder"
							: "it may not be read");
	folders->count++;
	return 0;
}

int ari_schema_folders_new(struct ari_schema_folders **out,
			   const struct ari_schema_source *sources,
			   size_t count, struct ari_error *err)
{
	struct ari_schema_folders *folders = calloc(1, sizeof(*folders));

	if (!folders)
		return ari_error_memory(err);
	ari_arena_init(&folders->arena, NULL, 0);
	folders->loader.load = load_file;
	folders->loader.ctx = folders;
	folders->items = ari_arena_array(&folders->arena, count + 1,
					 sizeof(*folders->items));
	if (!folders->items) {
		ari_error_memory(err);
		goto out;
	}
	for (size_t i = 0; i < count; i++)
		if (open_folder(folders, &sources[i], err))
			goto out;
	*out = folders;
	return 0;
out:
	ari_schema_folders_free(folders);
	return -1;
}

void ari_schema_folders_free(struct ari_schema_folders *folders)
{
	if (!folders)
		return;
	for (size_t i = 0; i < folders->count; i++)
		close(folders->items[i].fd);
	ari_arena_release(&folders->arena);
	free(folders);
}

const struct ari_schema_loader *ari_schema_folders_loader(
    const struct ari_schema_folders *folders)
{
	return &folders->loader;
}
