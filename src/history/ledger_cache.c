/*
 * Remembering a ledger: one file under the git directory, keyed by commit
 * ids, which name every blob they are about. Read only where its checksums
 * hold; whatever is wrong with it, it is as if it were not there.
 */
#include "history/ledger_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CACHE_NAME "ledger-v1"
#define CACHE_MAGIC "arising ledger\n\1"
#define MAGIC_BYTES 16
/* Raised when the bytes of blocks, or what movements mean, change. */
#define CACHE_FORMAT 5
#define HEAD_BYTES 72
#define NODE_BYTES 64
#define ID_AT 32
#define SUM_AT 64
/* Bytes of a file that is read at all, and of its index. */
#define CACHE_BYTES ((uint64_t)256 << 20)
#define INDEX_BYTES ((size_t)64 << 20)
/* Blocks are read some at once. */
#define WINDOW_BYTES ((size_t)64 << 10)

struct ari_ledger__cache {
	int fd;
	struct ari_oid tip;
	uint32_t commits;
	uint32_t links;
	uint32_t uses;	/* of plan names by commits */
	uint32_t names; /* of plans */
	char *index;	/* nodes, links, uses, names */
	size_t index_len;
	struct ari_str *name_list;
	uint64_t blocks_at; /* in the file */
	uint64_t blocks_len;
	uint32_t *by_id; /* nodes sorted by id; made when asked */
	char *window;
	size_t window_room;
	uint64_t window_at;
	size_t window_len;
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
	uint32_t uses;
	uint32_t use_count;
	uint64_t sum;
};

/* Damage is what this finds; whoever may write here may do worse. */
static uint64_t checksum(uint64_t seed, const char *bytes, size_t len)
{
	const uint64_t prime = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t sum = seed ^ ((uint64_t)len * prime), word;

	for (; len >= sizeof(word); bytes += 8, len -= 8) {
		memcpy(&word, bytes, sizeof(word));
		sum = (sum ^ word) * prime;
		sum ^= sum >> 32;
	}
	for (; len; bytes++, len--)
		sum = (sum ^ (unsigned char)*bytes) * prime;
	return sum ^ sum >> 29;
}

static uint32_t u32_at(const char *at)
{
	struct ari_ledger__reader in = {.ptr = at, .len = 4};

	return ari_ledger__get_u32(&in);
}

static uint64_t u64_at(const char *at)
{
	struct ari_ledger__reader in = {.ptr = at, .len = 8};

	return ari_ledger__get_u64(&in);
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
	    .entries = u32_at(p + 44),
	    .uses = u32_at(p + 48),
	    .use_count = u32_at(p + 52),
	    .sum = u64_at(p + 56),
	};

	memcpy(row.id.bytes, p, ARI_OID_BYTES);
	return row;
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
		    row.uses > cache->uses ||
		    row.use_count > cache->uses - row.uses ||
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
	cache->uses = u32_at(head + 28);
	memcpy(cache->tip.bytes, head + ID_AT, ARI_OID_BYTES);
	cache->names = u32_at(head + 52);
	cache->index_len = (size_t)u64_at(head + 56);
	cache->blocks_at = HEAD_BYTES + (uint64_t)cache->index_len;
	if (cache->index_len > INDEX_BYTES || cache->blocks_at > size)
		return false;
	cache->blocks_len = size - cache->blocks_at;
	fixed = (size_t)cache->commits * NODE_BYTES +
		((size_t)cache->links + cache->uses) * 4;
	cache->index = malloc(cache->index_len + 1);
	if (!cache->index || fixed > cache->index_len ||
	    !read_at(cache->fd, HEAD_BYTES, cache->index, cache->index_len))
		return false;
	return checksum(checksum(0, head, SUM_AT), cache->index,
			cache->index_len) == u64_at(head + SUM_AT) &&
	       read_names(cache, fixed) && check_rows(cache);
}

static char *join(const char *folder, const char *name)
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
	char *path = join(folder, CACHE_NAME);
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

int ari_ledger__cache_block(struct ari_ledger__cached *out,
			    struct ari_ledger__cache *cache, size_t at)
{
	struct row row = row_at(cache, at);
	size_t len = (size_t)row.head_len + row.body_len;
	const char *bytes = read_block(cache, row.block, len);

	if (!bytes || checksum(at, bytes, len) != row.sum)
		return -1;
	out->head = (struct ari_str){bytes, row.head_len};
	out->body = (struct ari_str){bytes + row.head_len, row.body_len};
	out->entries = row.entries;
	return 1;
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
			int rc = ari_ledger__cache_block(out, cache, at);

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
				size_t at, const struct ari_str *plans,
				size_t count)
{
	struct row row = row_at(cache, at);
	const char *uses = cache->index + (size_t)cache->commits * NODE_BYTES +
			   (size_t)cache->links * 4;

	for (uint32_t i = 0; i < row.use_count; i++) {
		uint32_t name = u32_at(uses + 4 * (row.uses + i));

		if (name >= cache->names || !cache->name_list[name].len)
			return true;
		for (size_t k = 0; k < count; k++)
			if (ari_str_eq(cache->name_list[name], plans[k]))
				return true;
	}
	return false;
}

/* -- writing -- */

/* The plans that each block speaks of, and their names. */
struct names {
	struct ari_arena arena;
	struct ari_str **plans; /* by block */
	size_t *counts;
	struct ari_index_entry *entries;
	struct ari_index index;
	size_t count; /* distinct */
};

static bool gather_names(struct names *out, const struct ari_ledger *ledger)
{
	size_t blocks = ledger->block_count, all = 0, at = 0;

	out->plans =
	    ari_arena_zalloc(&out->arena, (blocks + 1) * sizeof(*out->plans));
	out->counts =
	    ari_arena_zalloc(&out->arena, (blocks + 1) * sizeof(*out->counts));
	if (!out->plans || !out->counts)
		return false;
	for (size_t i = 0; i < blocks; i++) {
		const struct ari_ledger__block *block = &ledger->blocks[i];

		if (block->body &&
		    ari_ledger__get_plans(
			&out->plans[i], &out->counts[i],
			(struct ari_str){block->body, block->body_len},
			block->entries, &out->arena))
			return false;
		all += out->counts[i];
	}
	out->entries =
	    ari_arena_array(&out->arena, all + 1, sizeof(*out->entries));
	if (!out->entries)
		return false;
	for (size_t i = 0; i < blocks; i++)
		for (size_t k = 0; k < out->counts[i]; k++)
			out->entries[at++].key = out->plans[i][k];
	for (size_t i = 0; i < all; i++)
		out->entries[i].value = 0;
	ari_index_build(&out->index, out->entries, all);
	for (size_t i = 0; i < all; i++) {
		struct ari_str key = out->entries[i].key;

		if (i && ari_str_eq(key, out->entries[out->count - 1].key))
			continue;
		out->entries[out->count] =
		    (struct ari_index_entry){key, (uint32_t)out->count};
		out->count++;
	}
	out->index.count = out->count;
	return true;
}

static void put_rows(struct ari_buf *out, const struct ari_ledger *ledger,
		     const struct names *names)
{
	uint32_t links = 0, uses = 0;
	uint64_t at = 0;

	for (size_t i = 0; i < ledger->block_count; i++) {
		const struct ari_ledger__block *block = &ledger->blocks[i];
		const struct ari_ledger__node *node =
		    &ledger->graph.nodes[block->node];
		uint64_t sum;
		struct ari_buf both;

		ari_buf_init(&both, NULL);
		ari_buf_add(&both, block->head, block->head_len);
		if (block->body_len)
			ari_buf_add(&both, block->body, block->body_len);
		sum = checksum(i, both.ptr, both.len);
		out->failed |= both.failed;
		ari_buf_add(out, (const char *)block->id.bytes, ARI_OID_BYTES);
		ari_ledger__put_u32(out, links);
		ari_ledger__put_u32(out, node->parent_count);
		ari_ledger__put_u64(out, at);
		ari_ledger__put_u32(out, (uint32_t)block->head_len);
		ari_ledger__put_u32(out, (uint32_t)block->body_len);
		ari_ledger__put_u32(out, block->entries);
		ari_ledger__put_u32(out, uses);
		ari_ledger__put_u32(out, (uint32_t)names->counts[i]);
		ari_ledger__put_u64(out, sum);
		links += node->parent_count;
		uses += (uint32_t)names->counts[i];
		at += both.len;
		ari_buf_release(&both);
	}
}

static void put_links(struct ari_buf *out, const struct ari_ledger *ledger)
{
	const struct ari_ledger__graph *graph = &ledger->graph;

	for (size_t i = 0; i < ledger->block_count; i++) {
		const struct ari_ledger__node *node =
		    &graph->nodes[ledger->blocks[i].node];

		for (uint32_t k = 0; k < node->parent_count; k++)
			ari_ledger__put_u32(
			    out, graph->nodes[graph->links[node->parents + k]]
				     .order);
	}
}

static void put_names(struct ari_buf *out, const struct ari_ledger *ledger,
		      const struct names *names)
{
	for (size_t i = 0; i < ledger->block_count; i++)
		for (size_t k = 0; k < names->counts[i]; k++)
			ari_ledger__put_u32(
			    out,
			    ari_index_find(&names->index, names->plans[i][k])
				->value);
	for (size_t i = 0; i < names->count; i++)
		ari_ledger__put_str(out, names->entries[i].key);
}

static uint32_t count_uses(const struct names *names, size_t blocks)
{
	size_t count = 0;

	for (size_t i = 0; i < blocks; i++)
		count += names->counts[i];
	return (uint32_t)count;
}

static void put_head(struct ari_buf *out, const struct ari_ledger *ledger,
		     const struct names *names, const struct ari_buf *index)
{
	ari_buf_add(out, CACHE_MAGIC, MAGIC_BYTES);
	ari_ledger__put_u32(out, CACHE_FORMAT);
	ari_ledger__put_u32(out, (uint32_t)ledger->block_count);
	ari_ledger__put_u32(out, (uint32_t)ledger->graph.link_count);
	ari_ledger__put_u32(out, count_uses(names, ledger->block_count));
	ari_buf_add(out, (const char *)ledger->options.tip.bytes,
		    ARI_OID_BYTES);
	ari_ledger__put_u32(out, (uint32_t)names->count);
	ari_ledger__put_u64(out, index->len);
	if (!out->failed && !index->failed)
		ari_ledger__put_u64(out, checksum(checksum(0, out->ptr, SUM_AT),
						  index->ptr, index->len));
}

static int write_fd(void *ctx, const char *bytes, size_t len)
{
	return ari_write_all(*(int *)ctx, (struct ari_str){bytes, len});
}

static bool write_all(int fd, const struct ari_ledger *ledger)
{
	struct names names = {0};
	struct ari_buf index, out;
	bool good = false;

	ari_arena_init(&names.arena, NULL, 0);
	ari_buf_init(&index, NULL);
	ari_buf_init(&out, NULL);
	if (!gather_names(&names, ledger))
		goto out;
	put_rows(&index, ledger, &names);
	put_links(&index, ledger);
	put_names(&index, ledger, &names);
	if (index.failed || index.len > INDEX_BYTES)
		goto out;
	put_head(&out, ledger, &names, &index);
	out.drain = write_fd;
	out.drain_ctx = &fd;
	ari_buf_add(&out, index.ptr, index.len);
	for (size_t i = 0; i < ledger->block_count; i++) {
		const struct ari_ledger__block *block = &ledger->blocks[i];

		ari_buf_add(&out, block->head, block->head_len);
		if (block->body_len)
			ari_buf_add(&out, block->body, block->body_len);
	}
	good = !ari_buf_flush(&out);
out:
	ari_buf_release(&out);
	ari_buf_release(&index);
	ari_arena_release(&names.arena);
	return good;
}

void ari_ledger__cache_write(const struct ari_ledger *ledger)
{
	const char *folder = ledger->options.cache;
	char *made = NULL, *final = NULL;
	int fd = -1;

	if (ledger->block_count < ledger->options.cache_least ||
	    ledger->graph.walked != ledger->block_count ||
	    (mkdir(folder, 0777) && errno != EEXIST))
		return;
	made = join(folder, CACHE_NAME ".XXXXXX");
	final = join(folder, CACHE_NAME);
	if (made && final)
		fd = mkostemp(made, O_CLOEXEC);
	if (fd >= 0) {
		bool good = write_all(fd, ledger) && !fchmod(fd, 0644);

		/* Closing may fail too, where the disk is full. */
		if (close(fd) || !good || rename(made, final))
			unlink(made);
	}
	free(made);
	free(final);
}
