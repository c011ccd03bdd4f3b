/*
 * The commit-graph that `git gc` writes (gitformat-commit-graph): of each
 * commit its tree, its parents and its time, without the commit being
 * unpacked. It is git's note to itself, not the history: whoever reads a
 * commit holds what was noted to it. One file of version 1 whose checksum is
 * right and whose parts have the length they say; else there is none.
 */
#include "source/commit_graph.h"

#include "source/fan.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAD 8
#define CHUNK_ROW 12
#define FAN 1024
#define DATA_ROW 36
#define NO_PARENT UINT32_C(0x70000000)
/* Times that are kept as they are: of 34 bits, and none before 1970. */
#define LATEST (INT64_C(1) << 33)

struct ari_source__commit_graph {
	unsigned char *map;
	size_t size;
	uint32_t count; /* of commits */
	const unsigned char *fan;
	const unsigned char *ids;
	const unsigned char *data;
};

static uint64_t big64(const unsigned char *at)
{
	return (uint64_t)ari_source__big32(at) << 32 |
	       ari_source__big32(at + 4);
}

/* Where a chunk begins, and how long it is; NULL: there is none. */
static const unsigned char *find_chunk(
    const struct ari_source__commit_graph *graph, const char *name,
    uint64_t *len)
{
	size_t rows = graph->map[6];
	size_t least = HEAD + (rows + 1) * CHUNK_ROW;

	for (size_t i = 0; i < rows; i++) {
		const unsigned char *row = graph->map + HEAD + i * CHUNK_ROW;
		uint64_t from = big64(row + 4);
		uint64_t to = big64(row + CHUNK_ROW + 4);

		if (memcmp(row, name, 4) != 0)
			continue;
		if (from < least || to < from ||
		    to > graph->size - ARI_SHA1_BYTES)
			return NULL;
		*len = to - from;
		return graph->map + from;
	}
	return NULL;
}

static bool is_whole(const struct ari_source__commit_graph *graph)
{
	/* Version 1, ids by SHA-1; the last byte: files it builds on. */
	static const unsigned char head[] = {'C', 'G', 'P', 'H', 1, 1};
	size_t body = graph->size - ARI_SHA1_BYTES;
	unsigned char sum[ARI_SHA1_BYTES];

	if (memcmp(graph->map, head, sizeof(head)) != 0 || graph->map[7] ||
	    (graph->map[6] + (size_t)1) * CHUNK_ROW > body - HEAD)
		return false;
	ari_sha1(sum, (struct ari_str){(const char *)graph->map, body});
	return !memcmp(sum, graph->map + body, sizeof(sum));
}

static bool find_tables(struct ari_source__commit_graph *graph)
{
	uint64_t fan, ids, data;

	graph->fan = find_chunk(graph, "OIDF", &fan);
	graph->ids = find_chunk(graph, "OIDL", &ids);
	graph->data = find_chunk(graph, "CDAT", &data);
	if (!graph->fan || !graph->ids || !graph->data || fan != FAN)
		return false;
	return ari_source__fan_count(&graph->count, graph->fan) &&
	       ids == (uint64_t)graph->count * ARI_OID_BYTES &&
	       data == (uint64_t)graph->count * DATA_ROW;
}

/* The file; NULL and err set: no memory. */
static char *find_file(const struct ari_repo *repo, struct ari_error *err)
{
	char *path =
	    ari_source__join(repo->common_dir, "objects/info/commit-graph");

	if (!path)
		ari_error_memory(err);
	return path;
}

int ari_source__commit_graph_size(size_t *out, const struct ari_repo *repo,
				  struct ari_error *err)
{
	struct stat info;
	char *path;

	*out = 0;
	if (!repo->git || repo->unnoted || repo->place.objects ||
	    repo->cut_count || repo->partial)
		return 0;
	path = find_file(repo, err);
	if (!path)
		return -1;
	if (!stat(path, &info) && S_ISREG(info.st_mode) &&
	    info.st_size > HEAD + CHUNK_ROW + ARI_SHA1_BYTES)
		*out = (size_t)info.st_size;
	free(path);
	return 0;
}

static bool map_file(struct ari_source__commit_graph *graph, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	void *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) &&
	    info.st_size > HEAD + CHUNK_ROW + ARI_SHA1_BYTES)
		map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE,
			   fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	graph->map = map;
	graph->size = (size_t)info.st_size;
	return true;
}

int ari_source__commit_graph_open(struct ari_source__commit_graph **out,
				  const struct ari_repo *repo,
				  struct ari_error *err)
{
	struct ari_source__commit_graph *graph = calloc(1, sizeof(*graph));
	char *path = find_file(repo, err);

	*out = NULL;
	if (!path || !graph) {
		free(path);
		free(graph);
		return ari_error_memory(err);
	}
	if (map_file(graph, path) && is_whole(graph) && find_tables(graph))
		*out = graph;
	else
		ari_source__commit_graph_free(graph);
	free(path);
	return 0;
}

void ari_source__commit_graph_free(struct ari_source__commit_graph *graph)
{
	if (!graph)
		return;
	if (graph->map)
		munmap(graph->map, graph->size);
	free(graph);
}

/* A parent by its row; false: there is more to it than a row. */
static bool take_parent(struct ari_source__noted *out,
			const struct ari_source__commit_graph *graph,
			uint32_t row)
{
	if (row == NO_PARENT)
		return true;
	if (row >= graph->count)
		return false;
	memcpy(out->parents[out->parent_count++].bytes,
	       graph->ids + (size_t)row * ARI_OID_BYTES, ARI_OID_BYTES);
	return true;
}

bool ari_source__commit_graph_find(struct ari_source__noted *out,
				   const struct ari_source__commit_graph *graph,
				   const struct ari_oid *id)
{
	const unsigned char *data;
	uint32_t row;

	*out = (struct ari_source__noted){.parent_count = 0};
	if (!ari_source__fan_find(&row, graph->fan, graph->ids, id->bytes))
		return false;
	data = graph->data + (size_t)row * DATA_ROW;
	memcpy(out->tree.bytes, data, ARI_OID_BYTES);
	out->time = (int64_t)(big64(data + ARI_OID_BYTES + 8) &
			      ((UINT64_C(1) << 34) - 1));
	return out->time > 0 && out->time < LATEST &&
	       take_parent(out, graph,
			   ari_source__big32(data + ARI_OID_BYTES)) &&
	       take_parent(out, graph,
			   ari_source__big32(data + ARI_OID_BYTES + 4));
}
