/*
 * Remembering a ledger: one file under the git directory, keyed by commit
 * ids, which name every blob they are about. Read only where its checksums
 * hold; whatever is wrong with it, it is as if it were not there.
 */
#include "history/ledger_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Blocks are read some at once. */
#define WINDOW_BYTES ((size_t)64 << 10)
/* Of a longer block only what is asked for is read. */
#define LONG_BLOCK ((size_t)4 << 10)

struct ari_ledger__cache {
	int fd;
	struct ari_oid tip;
	uint32_t commits;
	uint32_t links;
	uint32_t runs;
	uint32_t names; /* of plans */
	char *index;	/* nodes, links, runs, names */
	size_t index_len;
	struct ari_str *name_list;
	uint64_t blocks_at; /* in the file */
	uint64_t blocks_len;
	uint32_t *by_id; /* nodes sorted by id; made when asked */
	char *window;
	size_t window_room;
	uint64_t window_at;
	size_t window_len;
	char *parts; /* of a long block, those asked for */
};

/* A row of the index. */
struct row {
	struct ari_oid id;
	uint32_t parents;
	uint32_t parent_count;
	uint64_t block;
	uint32_t head_len;
	uint32_t body_len;
	uint32_t entries;
	bool open;
	uint32_t runs;
	uint32_t run_count;
	uint64_t sum; /* of the head */
};

struct run {
	uint32_t name;
	uint32_t len;
	uint32_t entries;
	uint64_t sum;
};

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return sum ^ sum >> 32;
}

uint64_t ari_ledger__checksum(uint64_t seed, const char *bytes, size_t len)
{
	uint64_t sums[4] = {seed, len, 0, 0}, words[4], sum = 0;

	for (; len >= sizeof(words);
	     bytes += sizeof(words), len -= sizeof(words)) {
		memcpy(words, bytes, sizeof(words));
		for (size_t i = 0; i < 4; i++)
			sums[i] = mix(sums[i], words[i]);
	}
	for (; len; bytes++, len--)
		sums[0] = mix(sums[0], (unsigned char)*bytes);
	for (size_t i = 0; i < 4; i++)
		sum = mix(sum, sums[i]);
	return sum ^ sum >> 29;
}

static uint32_t u32_at(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;

	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

static uint64_t u64_at(const char *at)
{
	return u32_at(at) | (uint64_t)u32_at(at + 4) << 32;
}

static struct row row_at(const struct ari_ledger__cache *cache, size_t at)
{
	const char *p = cache->index + at * NODE_BYTES;
	struct row row = {
	    .parents = u32_at(p + 20),
	    .parent_count = u32_at(p + 24),
	    .block = u64_at(p + 28),
	    .head_len = u32_at(p + 36),
	    .body_len = u32_at(p + 40),
	    .entries = u32_at(p + 44) & ~OPEN_BLOCK,
	    .open = u32_at(p + 44) & OPEN_BLOCK,
	    .runs = u32_at(p + 48),
	    .run_count = u32_at(p + 52),
	    .sum = u64_at(p + 56),
	};

	memcpy(row.id.bytes, p, ARI_OID_BYTES);
	return row;
}

static struct run run_at(const struct ari_ledger__cache *cache, size_t at)
{
	const char *p = cache->index + (size_t)cache->commits * NODE_BYTES +
			(size_t)cache->links * 4 + at * RUN_BYTES;

	return (struct run){u32_at(p), u32_at(p + 4), u32_at(p + 8),
			    u64_at(p + 12)};
}

/* -- opening -- */

static bool read_at(int fd, uint64_t at, char *out, size_t len)
{
	while (len) {
		ssize_t n = pread(fd, out, len, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		out += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

static bool read_names(struct ari_ledger__cache *cache, size_t at)
{
	struct ari_ledger__reader in = {.ptr = cache->index + at,
					.len = cache->index_len - at};

	if (cache->names > in.len / 5)
		return false;
	cache->name_list =
	    calloc(cache->names + (size_t)1, sizeof(*cache->name_list));
	for (uint32_t i = 0; cache->name_list && i < cache->names; i++)
		cache->name_list[i] = ari_ledger__get_str(&in);
	return cache->name_list && !in.failed && !in.len;
}

/* Every row's parts lie inside. */
static bool check_rows(const struct ari_ledger__cache *cache)
{
	for (size_t i = 0; i < cache->commits; i++) {
		struct row row = row_at(cache, i);

		if (row.parents > cache->links ||
		    row.parent_count > cache->links - row.parents ||
		    row.runs > cache->runs ||
		    row.run_count > cache->runs - row.runs ||
		    row.block > cache->blocks_len ||
		    (uint64_t)row.head_len + row.body_len >
			cache->blocks_len - row.block)
			return false;
	}
	return true;
}

static bool read_index(struct ari_ledger__cache *cache, uint64_t size)
{
	char head[HEAD_BYTES];
	size_t fixed;

	if (size < HEAD_BYTES || size > CACHE_BYTES ||
	    !read_at(cache->fd, 0, head, sizeof(head)) ||
	    memcmp(head, CACHE_MAGIC, MAGIC_BYTES) != 0 ||
	    u32_at(head + 16) != CACHE_FORMAT)
		return false;
	cache->commits = u32_at(head + 20);
	cache->links = u32_at(head + 24);
	cache->runs = u32_at(head + 28);
	memcpy(cache->tip.bytes, head + ID_AT, ARI_OID_BYTES);
	cache->names = u32_at(head + 52);
	cache->index_len = (size_t)u64_at(head + 56);
	cache->blocks_at = HEAD_BYTES + (uint64_t)cache->index_len;
	if (cache->index_len > INDEX_BYTES || cache->blocks_at > size)
		return false;
	cache->blocks_len = size - cache->blocks_at;
	fixed = (size_t)cache->commits * NODE_BYTES + (size_t)cache->links * 4 +
		(size_t)cache->runs * RUN_BYTES;
	cache->index = malloc(cache->index_len + 1);
	if (!cache->index || fixed > cache->index_len ||
	    !read_at(cache->fd, HEAD_BYTES, cache->index, cache->index_len))
		return false;
	return ari_ledger__checksum(ari_ledger__checksum(0, head, SUM_AT),
				    cache->index, cache->index_len) ==
		   u64_at(head + SUM_AT) &&
	       read_names(cache, fixed) && check_rows(cache);
}

char *ari_ledger__cache_path(const char *folder, const char *name)
{
	size_t a = strlen(folder), b = strlen(name);
	char *path = malloc(a + b + 2);

	if (!path)
		return NULL;
	memcpy(path, folder, a);
	path[a] = '/';
	memcpy(path + a + 1, name, b + 1);
	return path;
}

struct ari_ledger__cache *ari_ledger__cache_open(const char *folder)
{
	struct ari_ledger__cache *cache = calloc(1, sizeof(*cache));
	char *path = ari_ledger__cache_path(folder, CACHE_NAME);
	struct stat info;
	bool good = false;

	if (cache)
		cache->fd = path ? open(path, O_RDONLY | O_CLOEXEC |
						  O_NOFOLLOW | O_NONBLOCK)
				 : -1;
	if (cache && cache->fd >= 0 && !fstat(cache->fd, &info) &&
	    S_ISREG(info.st_mode) && info.st_size > 0)
		good = read_index(cache, (uint64_t)info.st_size);
	free(path);
	if (good)
		return cache;
	ari_ledger__cache_close(cache);
	return NULL;
}

void ari_ledger__cache_close(struct ari_ledger__cache *cache)
{
	if (!cache)
		return;
	if (cache->fd >= 0)
		close(cache->fd);
	free(cache->index);
	free(cache->name_list);
	free(cache->by_id);
	free(cache->window);
	free(cache->parts);
	free(cache);
}

/* -- asking -- */

bool ari_ledger__cache_is_of(const struct ari_ledger__cache *cache,
			     const struct ari_oid *tip)
{
	return ari_oid_eq(&cache->tip, tip);
}

size_t ari_ledger__cache_count(const struct ari_ledger__cache *cache)
{
	return cache->commits;
}

bool ari_ledger__cache_node(struct ari_oid *id, const struct ari_oid **parents,
			    size_t *parent_count,
			    const struct ari_ledger__cache *cache, size_t at,
			    struct ari_arena *arena)
{
	struct row row = row_at(cache, at);
	const char *links = cache->index + (size_t)cache->commits * NODE_BYTES;
	struct ari_oid *list =
	    ari_arena_array(arena, row.parent_count + (size_t)1, sizeof(*list));

	if (!list)
		return false;
	for (uint32_t i = 0; i < row.parent_count; i++) {
		uint32_t parent = u32_at(links + 4 * (row.parents + i));

		if (parent >= cache->commits)
			return false;
		memcpy(list[i].bytes,
		       cache->index + (size_t)parent * NODE_BYTES,
		       ARI_OID_BYTES);
	}
	*id = row.id;
	*parents = list;
	*parent_count = row.parent_count;
	return true;
}

/* Bytes of the file by way of the window. */
static const char *read_block(struct ari_ledger__cache *cache, uint64_t at,
			      size_t len)
{
	if (at >= cache->window_at &&
	    at + len <= cache->window_at + cache->window_len)
		return cache->window + (at - cache->window_at);
	if (cache->window_room < len || !cache->window) {
		size_t room = len > WINDOW_BYTES ? len : WINDOW_BYTES;

		free(cache->window);
		cache->window = malloc(room);
		cache->window_room = cache->window ? room : 0;
	}
	cache->window_len = cache->window_room;
	if (cache->window_len > cache->blocks_len - at)
		cache->window_len = (size_t)(cache->blocks_len - at);
	cache->window_at = at;
	if (cache->window && read_at(cache->fd, cache->blocks_at + at,
				     cache->window, cache->window_len))
		return cache->window;
	cache->window_len = 0;
	return NULL;
}

static bool is_wanted(const struct ari_ledger__cache *cache,
		      const struct run *run,
		      const struct ari_ledger__plans *wanted)
{
	struct ari_str name;

	if (run->name >= cache->names)
		return true;
	name = cache->name_list[run->name];
	for (size_t i = 0; i < wanted->count; i++)
		if (ari_str_eq(name, wanted->items[i]))
			return true;
	return !name.len || !wanted->count;
}

/* The head and all runs, which are as long as the row says, and unharmed. */
static bool check_block(const struct ari_ledger__cache *cache,
			const struct row *row, size_t seed, const char *bytes)
{
	const char *at = bytes + row->head_len;
	size_t left = row->body_len;

	if (ari_ledger__checksum(seed, bytes, row->head_len) != row->sum)
		return false;
	for (uint32_t i = 0; i < row->run_count; i++) {
		struct run run = run_at(cache, row->runs + i);

		if (run.len > left ||
		    ari_ledger__checksum(i, at, run.len) != run.sum)
			return false;
		at += run.len;
		left -= run.len;
	}
	return !left;
}

/* Of a long block the runs that are wanted, one after another. */
static bool read_parts(struct ari_ledger__cached *out,
		       struct ari_ledger__cache *cache, const struct row *row,
		       const struct ari_ledger__plans *wanted)
{
	uint64_t at = cache->blocks_at + row->block + row->head_len;
	size_t left = row->body_len, len = 0;

	free(cache->parts);
	cache->parts = malloc(left + 1);
	out->entries = 0;
	for (uint32_t i = 0; cache->parts && i < row->run_count; i++) {
		struct run run = run_at(cache, row->runs + i);
		char *part = cache->parts + len;

		if (run.len > left)
			return false;
		left -= run.len;
		if (is_wanted(cache, &run, wanted)) {
			if (!read_at(cache->fd, at, part, run.len) ||
			    ari_ledger__checksum(i, part, run.len) != run.sum)
				return false;
			len += run.len;
			out->entries += run.entries;
		}
		at += run.len;
	}
	out->body = (struct ari_str){cache->parts, len};
	return cache->parts && !left;
}

int ari_ledger__cache_block(struct ari_ledger__cached *out,
			    struct ari_ledger__cache *cache, size_t at,
			    const struct ari_ledger__plans *wanted)
{
	struct row row = row_at(cache, at);
	size_t len = (size_t)row.head_len + row.body_len;
	bool whole = !wanted->count || len <= LONG_BLOCK;
	const char *bytes =
	    read_block(cache, row.block, whole ? len : row.head_len);

	if (!bytes)
		return -1;
	out->head = (struct ari_str){bytes, row.head_len};
	out->body = (struct ari_str){bytes + row.head_len, row.body_len};
	out->entries = row.entries;
	if (whole)
		return check_block(cache, &row, at, bytes) ? 1 : -1;
	return ari_ledger__checksum(at, bytes, row.head_len) == row.sum &&
		       read_parts(out, cache, &row, wanted)
		   ? 1
		   : -1;
}

static int by_id(const void *a, const void *b, void *ctx)
{
	const struct ari_ledger__cache *cache = ctx;

	return memcmp(cache->index + *(const uint32_t *)a * (size_t)NODE_BYTES,
		      cache->index + *(const uint32_t *)b * (size_t)NODE_BYTES,
		      ARI_OID_BYTES);
}

static bool sort_ids(struct ari_ledger__cache *cache)
{
	if (cache->by_id)
		return true;
	cache->by_id =
	    malloc((cache->commits + (size_t)1) * sizeof(*cache->by_id));
	if (!cache->by_id)
		return false;
	for (uint32_t i = 0; i < cache->commits; i++)
		cache->by_id[i] = i;
	qsort_r(cache->by_id, cache->commits, sizeof(*cache->by_id), by_id,
		cache);
	return true;
}

int ari_ledger__cache_find(struct ari_ledger__cached *out, bool *known,
			   struct ari_ledger__cache *cache,
			   const struct ari_oid *id)
{
	size_t low = 0, high = cache->commits;

	*known = false;
	if (!sort_ids(cache))
		return -1;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t at = cache->by_id[middle];
		int order = memcmp(cache->index + (size_t)at * NODE_BYTES,
				   id->bytes, ARI_OID_BYTES);

		if (!order) {
			static const struct ari_ledger__plans all;
			int rc;

			if (row_at(cache, at).open)
				return 0;
			rc = ari_ledger__cache_block(out, cache, at, &all);
			*known = rc > 0;
			return rc;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

bool ari_ledger__cache_concerns(const struct ari_ledger__cache *cache,
				size_t at,
				const struct ari_ledger__plans *wanted)
{
	struct row row = row_at(cache, at);

	for (uint32_t i = 0; i < row.run_count; i++) {
		struct run run = run_at(cache, row.runs + i);

		if (is_wanted(cache, &run, wanted))
			return true;
	}
	return false;
}
