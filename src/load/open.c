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

static bool is_json(struct ari_str path)
{
	return path.len >= 5 && !memcmp(path.ptr + path.len - 5, ".json", 5);
}

static int judge(struct ari_version *version, const struct ari_schema *schema,
		 struct ari_str bytes, struct ari_error *err)
{
	static const struct ari_yaml_options general = {.any_keys = true};
	int failed;

	if (is_json(version->path))
		failed = ari_json_read(&version->doc, &version->arena, bytes,
				       &version->diags, err);
	else
		failed = ari_yaml_read(&version->doc, &version->arena, bytes,
				       &general, &version->diags, err);
	if (failed || !schema || !version->doc.root)
		return failed;
	return ari_schema_validate(schema, version->doc.root, &version->diags,
				   err);
}

int ari_version_open(struct ari_version **out, const char *path,
		     const struct ari_schema *schema, struct ari_error *err)
{
	struct ari_version *version = ari_load__version_new(err);
	struct ari_str bytes;
	int fd, failed;

	if (!version)
		return -1;
	version->path = ari_str_from(path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		ari_version_free(version);
		return fail_io(err, path);
	}
	failed = read_all(&bytes, fd, path, &version->arena, err) ||
		 judge(version, schema, bytes, err);
	close(fd);
	if (failed) {
		ari_version_free(version);
		return -1;
	}
	*out = version;
	return 0;
}
