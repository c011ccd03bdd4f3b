/*
 * Remembering a ledger that was made whole: written beside the old file and
 * put in its place at once, so that who reads has one or the other. Of two
 * who write at the same time one does; what a killed one left the next takes.
 */
#include "history/ledger_cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The runs of each block, and the plans they name. */
struct names {
	struct ari_arena arena;
	struct ari_ledger__run **runs; /* by block */
	size_t *counts;
	size_t run_count; /* of all */
	struct ari_index_entry *entries;
	struct ari_index index;
	size_t count; /* distinct */
};

static bool gather_runs(struct names *out, const struct ari_ledger *ledger)
{
	size_t blocks = ledger->block_count;

	out->runs =
	    ari_arena_zalloc(&out->arena, (blocks + 1) * sizeof(*out->runs));
	out->counts =
	    ari_arena_zalloc(&out->arena, (blocks + 1) * sizeof(*out->counts));
	if (!out->runs || !out->counts)
		return false;
	for (size_t i = 0; i < blocks; i++) {
		const struct ari_ledger__block *block = &ledger->blocks[i];
		struct ari_str body = {block->body, block->body_len};

		if (block->body &&
		    ari_ledger__get_runs(&out->runs[i], &out->counts[i], body,
					 block->entries, &out->arena))
			return false;
		out->run_count += out->counts[i];
	}
	return true;
}

static bool gather_names(struct names *out, const struct ari_ledger *ledger)
{
	size_t at = 0;

	if (!gather_runs(out, ledger))
		return false;
	out->entries = ari_arena_array(&out->arena, out->run_count + 1,
				       sizeof(*out->entries));
	if (!out->entries)
		return false;
	for (size_t i = 0; i < ledger->block_count; i++)
		for (size_t k = 0; k < out->counts[i]; k++)
			out->entries[at++] =
			    (struct ari_index_entry){out->runs[i][k].plan, 0};
	ari_index_build(&out->index, out->entries, at);
	for (size_t i = 0; i < at; i++) {
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
	uint32_t links = 0, runs = 0;
	uint64_t at = 0;

	for (size_t i = 0; i < ledger->block_count; i++) {
		const struct ari_ledger__block *block = &ledger->blocks[i];
		const struct ari_ledger__node *node =
		    &ledger->graph.nodes[block->node];

		ari_buf_add(out, (const char *)block->id.bytes, ARI_OID_BYTES);
		ari_ledger__put_u32(out, links);
		ari_ledger__put_u32(out, node->parent_count);
		ari_ledger__put_u64(out, at);
		ari_ledger__put_u32(out, (uint32_t)block->head_len);
		ari_ledger__put_u32(out, (uint32_t)block->body_len);
		ari_ledger__put_u32(out, block->entries |
					     (block->open ? OPEN_BLOCK : 0));
		ari_ledger__put_u32(out, runs);
		ari_ledger__put_u32(out, (uint32_t)names->counts[i]);
		ari_ledger__put_u64(
		    out, ari_ledger__checksum(i, block->head, block->head_len));
		links += node->parent_count;
		runs += (uint32_t)names->counts[i];
		at += block->head_len + block->body_len;
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

static void put_runs(struct ari_buf *out, const struct ari_ledger *ledger,
		     const struct names *names)
{
	for (size_t i = 0; i < ledger->block_count; i++) {
		const char *at = ledger->blocks[i].body;

		for (uint32_t k = 0; k < names->counts[i]; k++) {
			const struct ari_ledger__run *run = &names->runs[i][k];

			ari_ledger__put_u32(
			    out,
			    ari_index_find(&names->index, run->plan)->value);
			ari_ledger__put_u32(out, (uint32_t)run->len);
			ari_ledger__put_u32(out, run->entries);
			ari_ledger__put_u64(
			    out, ari_ledger__checksum(k, at, run->len));
			at += run->len;
		}
	}
	for (size_t i = 0; i < names->count; i++)
		ari_ledger__put_str(out, names->entries[i].key);
}

static void put_head(struct ari_buf *out, const struct ari_ledger *ledger,
		     const struct names *names, const struct ari_buf *index)
{
	ari_buf_add(out, CACHE_MAGIC, MAGIC_BYTES);
	ari_ledger__put_u32(out, CACHE_FORMAT);
	ari_ledger__put_u32(out, (uint32_t)ledger->block_count);
	ari_ledger__put_u32(out, (uint32_t)ledger->graph.link_count);
	ari_ledger__put_u32(out, (uint32_t)names->run_count);
	ari_buf_add(out, (const char *)ledger->options.tip.bytes,
		    ARI_OID_BYTES);
	ari_ledger__put_u32(out, (uint32_t)names->count);
	ari_ledger__put_u64(out, index->len);
	if (!out->failed && !index->failed)
		ari_ledger__put_u64(
		    out, ari_ledger__checksum(
			     ari_ledger__checksum(0, out->ptr, SUM_AT),
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
	put_runs(&index, ledger, &names);
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

/* Whether the open file is what stands at its path still. */
static bool is_there(int fd, const char *path)
{
	struct stat mine, there;

	return !fstat(fd, &mine) && !lstat(path, &there) &&
	       S_ISREG(mine.st_mode) && mine.st_ino == there.st_ino &&
	       mine.st_dev == there.st_dev;
}

/* The new file, empty and ours; -1 while another writes it. */
static int open_new(const char *path)
{
	int fd = open(
	    path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);

	if (fd < 0) {
		/* Left by another user, whose files are not ours to write. */
		if (errno == EACCES)
			unlink(path);
		return -1;
	}
	/* Who had the lock before may have put the file in its place. */
	if (!flock(fd, LOCK_EX | LOCK_NB) && is_there(fd, path) &&
	    !ftruncate(fd, 0))
		return fd;
	close(fd);
	return -1;
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
	made = ari_ledger__cache_path(folder, CACHE_NAME ".new");
	final = ari_ledger__cache_path(folder, CACHE_NAME);
	if (made && final)
		fd = open_new(made);
	if (fd >= 0) {
		bool good = write_all(fd, ledger) && !fchmod(fd, 0644);

		if (!good || rename(made, final))
			unlink(made);
		close(fd);
	}
	free(made);
	free(final);
}
