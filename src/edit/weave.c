/*
 * Rows of ours in their order, and behind each what theirs put there. Makes
 * the two collections that a merge wants: with ours and with theirs where
 * they disagree.
 */
#include "edit/merge.h"

struct cloth {
	struct ari_node *items[2];
	uint32_t len[2];
	uint32_t stride;
};

static void lay(struct cloth *cloth, const struct ari_edit__strand *strand)
{
	for (int v = 0; v < 2; v++) {
		if (!strand->fate.has[v])
			continue;
		if (cloth->stride == 2)
			cloth->items[v][cloth->len[v]++] = strand->key[v];
		cloth->items[v][cloth->len[v]++] = strand->fate.node[v];
	}
}

static uint32_t lay_anchored(struct cloth *cloth,
			     const struct ari_edit__strand *theirs,
			     uint32_t count, uint32_t at, uint32_t anchor)
{
	while (at < count && theirs[at].anchor <= anchor)
		lay(cloth, &theirs[at++]);
	return at;
}

static void lay_all(struct cloth *cloth, const struct ari_edit__strand *ours,
		    uint32_t ours_count, const struct ari_edit__strand *theirs,
		    uint32_t theirs_count)
{
	uint32_t at = lay_anchored(cloth, theirs, theirs_count, 0, 0);

	for (uint32_t i = 0; i < ours_count; i++) {
		lay(cloth, &ours[i]);
		/* What ours added here comes before what theirs did. */
		if (i + 1 < ours_count && ours[i + 1].added)
			continue;
		at = lay_anchored(cloth, theirs, theirs_count, at, i + 1);
	}
}

int ari_edit__weave(struct ari_edit__fate *out, struct ari_edit__merge *merge,
		    const struct ari_node *like, uint32_t stride,
		    const struct ari_edit__strand *ours, uint32_t ours_count,
		    const struct ari_edit__strand *theirs,
		    uint32_t theirs_count)
{
	size_t most = ((size_t)ours_count + theirs_count) * stride + 1;
	struct cloth cloth = {.stride = stride};
	bool differs = false;

	for (int v = 0; v < 2; v++) {
		cloth.items[v] = ari_arena_array(merge->arena, most,
						 sizeof(struct ari_node));
		if (!cloth.items[v])
			return ari_error_memory(merge->err);
	}
	lay_all(&cloth, ours, ours_count, theirs, theirs_count);
	for (uint32_t i = 0; i < ours_count; i++)
		differs |= ours[i].fate.differs;
	for (uint32_t i = 0; i < theirs_count; i++)
		differs |= theirs[i].fate.differs;
	*out = (struct ari_edit__fate){.has = {true, true}, .differs = differs};
	for (int v = 0; v < 2; v++) {
		out->node[v] = *like;
		out->node[v].len = cloth.len[v];
		out->node[v].u.items = cloth.items[v];
	}
	if (!differs)
		out->node[1] = out->node[0];
	return 0;
}
