/*
 * What git noted of its commits: commit_graph.c.
 */
#ifndef ARISING_SOURCE_COMMIT_GRAPH_H
#define ARISING_SOURCE_COMMIT_GRAPH_H

#include "source/internal.h"

struct ari_source__noted {
	struct ari_oid tree;
	struct ari_oid parents[2];
	size_t parent_count;
	int64_t time; /* of the committer */
};

/* Bytes of the file; 0 where there is none that may be asked. */
int ari_source__commit_graph_size(size_t *out, const struct ari_repo *repo,
				  struct ari_error *err);
/* NULL where there is none that can be relied on. */
int ari_source__commit_graph_open(struct ari_source__commit_graph **out,
				  const struct ari_repo *repo,
				  struct ari_error *err);
void ari_source__commit_graph_free(struct ari_source__commit_graph *graph);
/* False: nothing, or not all, is noted of that commit; it must be read. */
bool ari_source__commit_graph_find(struct ari_source__noted *out,
				   const struct ari_source__commit_graph *graph,
				   const struct ari_oid *id);

#endif
