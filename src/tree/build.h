/*
 * How a reader makes a tree: it pushes scalars, opens and closes
 * collections. Children wait on one growing stack and move to the arena
 * when their collection closes, so that siblings lie side by side. Shared
 * by src/yaml and src/json; nobody else makes trees.
 */
#ifndef ARISING_TREE_BUILD_H
#define ARISING_TREE_BUILD_H

#include <arising/tree.h>

enum ari_build_stop {
	ARI_BUILD_GOING,
	ARI_BUILD_MEMORY,
	ARI_BUILD_DEPTH, /* more than ARI_TREE_DEPTH collections open */
	ARI_BUILD_NODES, /* more than ARI_TREE_NODES nodes */
};

struct ari_build_frame {
	uint32_t first; /* place on the stack of its first child */
	uint32_t start; /* byte where the collection begins */
	uint8_t kind;
	uint8_t style;
};

struct ari_build {
	struct ari_arena *arena;
	struct ari_diags *diags;
	const struct ari_rule *twice; /* a key that stands twice: {0} */
	struct ari_buf stack;	      /* struct ari_node[] */
	struct ari_buf keys; /* struct ari_index_entry[], while a mapping
			      * closes */
	struct ari_build_frame frames[ARI_TREE_DEPTH];
	uint32_t depth;
	uint32_t nodes;
	enum ari_build_stop stop; /* why the last call gave -1 */
};

void ari_build_init(struct ari_build *build, struct ari_arena *arena,
		    struct ari_diags *diags, const struct ari_rule *twice);
void ari_build_release(struct ari_build *build);
/* Forget what was pushed, keep the room. */
void ari_build_clear(struct ari_build *build);
/* Add a scalar to the open collection. Errors: -1, build->stop says why. */
int ari_build_push(struct ari_build *build, struct ari_node node);
int ari_build_open(struct ari_build *build, uint8_t kind, uint8_t style,
		   uint32_t start);
/*
 * Close the collection opened last; keys that stand twice become findings.
 */
int ari_build_close(struct ari_build *build, uint32_t end);
/* The collection opened last, or NULL. */
const struct ari_build_frame *ari_build_top(const struct ari_build *build);
/* The node pushed or closed last, or NULL when the collection is empty. */
struct ari_node *ari_build_last(const struct ari_build *build);
/* Does the next node stand where a mapping has its keys? */
bool ari_build_at_key(const struct ari_build *build);
/* Move the one node that is left to the arena; NULL when memory ends. */
const struct ari_node *ari_build_root(struct ari_build *build);
/* As much of a text as a message has room for. */
struct ari_str ari_build_clip(struct ari_str text);

#endif
