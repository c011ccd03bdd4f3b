/*
 * Any YAML or JSON file of the disk, judged by any schema: what
 * `check --schema` does beside the repository.
 */
#include "internal.h"

#include <arising/json.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Bytes asked for at first where the size is not known: a pipe. */
#define FIRST_READ 65536

static int fail_io(struct ari_error *err, const char *path)
{
	char reason[128] = "";

	if (errno == ENOENT && strstr(path, "://"))
		return ari_error_set(err, ARI_ERR_IO,
				     "%s is not at hand, and nothing is "
				     "fetched: save it as a file and name that",
				     path);
	return ari_error_set(err, ARI_ERR_IO, "%s cannot be read: %s", path,
			     strerror_r(errno, reason, sizeof(reason)));
}

static char *grow(struct ari_arena *arena, const char *bytes, size_t len,
		  size_t room)
{
	char *more = ari_arena_alloc(arena, room);

	if (more)
		memcpy(more, bytes, len);
	return more;
}

static int read_all(struct ari_str *out, int fd, const char *path,
		    struct ari_arena *arena, struct ari_error *err)
{
	off_t known = lseek(fd, 0, SEEK_END);
	size_t room = known > 0 && known <= (off_t)ARI_TREE_BYTES
			  ? (size_t)known + 1
			  : FIRST_READ;
	char *bytes = ari_arena_alloc(arena, room);
	size_t len = 0;

	if (known >= 0)
		lseek(fd, 0, SEEK_SET);
	while (bytes) {
		ssize_t n = read(fd, bytes + len, room - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_io(err, path);
		len += (size_t)n;
		if (!n)
			break;
		if (len < room)
			continue;
		if (len > ARI_TREE_BYTES)
			return ari_error_set(err, ARI_ERR_LIMIT,
					     "%s is larger than %zu MB", path,
					     ARI_TREE_BYTES >> 20);
		bytes = grow(arena, bytes, len, room *= 2);
	}
	if (!bytes)
		return ari_error_memory(err);
	*out = (struct ari_str){bytes, len};
	return 0;
}

static bool ends_with(struct ari_str path, const char *end)
{
	size_t len = strlen(end);

	return path.len >= len && !memcmp(path.ptr + path.len - len, end, len);
}

static int read_json(struct ari_version *version, struct ari_str bytes,
		     struct ari_error *err)
{
	return ari_json_read(&version->doc, &version->arena, bytes,
			     &version->diags, err);
}

static int read_yaml(struct ari_version *version, struct ari_str bytes,
		     struct ari_error *err)
{
	static const struct ari_yaml_options general = {.any_keys = true};

	return ari_yaml_read(&version->doc, &version->arena, bytes, &general,
			     &version->diags, err);
}

/* A name that says neither: what is right as JSON is JSON. */
static int read_either(struct ari_version *version, struct ari_str bytes,
		       struct ari_error *err)
{
	if (read_json(version, bytes, err))
		return -1;
	if (version->doc.root && !version->diags.count)
		return 0;
	version->doc = (struct ari_doc){0};
	ari_diags_init(&version->diags, &version->arena);
	return read_yaml(version, bytes, err);
}

static int read_by_name(struct ari_version *version, struct ari_str bytes,
			struct ari_error *err)
{
	struct ari_str path = version->path;

	if (ends_with(path, ".json") || ends_with(path, ".jsonl") ||
	    ends_with(path, ".ndjson"))
		return read_json(version, bytes, err);
	if (ends_with(path, ".yaml") || ends_with(path, ".yml"))
		return read_yaml(version, bytes, err);
	return read_either(version, bytes, err);
}

static int judge(struct ari_version *version, const struct ari_schema *schema,
		 struct ari_str bytes, struct ari_error *err)
{
	if (read_by_name(version, bytes, err))
		return -1;
	if (!schema || !version->doc.root)
		return 0;
	return ari_schema_validate(schema, version->doc.root, &version->diags,
				   err);
}

/* The bytes of a file, of the standard input, or of a bundled schema. */
static int read_bytes(struct ari_str *bytes, struct ari_version *version,
		      struct ari_error *err)
{
	const char *path = version->path.ptr;
	int fd, failed;

	if (ari_schema_bundled(bytes, version->path))
		return 0;
	if (ari_str_is(version->path, ARI_STDIN))
		return read_all(bytes, STDIN_FILENO, path, &version->arena,
				err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_io(err, path);
	failed = read_all(bytes, fd, path, &version->arena, err);
	close(fd);
	return failed;
}

int ari_version_open(struct ari_version **out, const char *path,
		     const struct ari_schema *schema, struct ari_error *err)
{
	struct ari_version *version = ari_load__version_new(err);
	struct ari_str bytes;

	if (!version)
		return -1;
	version->path = ari_str_from(strcmp(path, "-") ? path : ARI_STDIN);
	if (read_bytes(&bytes, version, err) ||
	    judge(version, schema, bytes, err)) {
		ari_version_free(version);
		return -1;
	}
	*out = version;
	return 0;
}
