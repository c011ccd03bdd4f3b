/*
 * Holding a cut to what a parse shows. A reader of YAML goes from left to
 * right: where a chunk begins as an item of its list in one text, it reads
 * the same bytes the same way in another, and ends them in the same state
 * when what follows is of the same kind. So it is enough to see each chunk
 * once as one item, in its version or in the reduced text of it.
 */
#include "load/cut.h"

#include <string.h>

/*
 * Depth at which the reader counts its work over the whole text: a part of
 * it would be counted differently.
 */
#define CUT_DEPTH 24

/* `0` and the end of its line. */
#define MARK_BYTES 2

/* Where a parse must show the parts of a text. */
struct expected {
	const uint32_t *starts; /* of its items, in order */
	size_t count;
	uint32_t key;
	uint32_t end;
	bool closed; /* the item behind the last start is a mark */
	bool actions;
};

static bool is_shallow(const struct ari_node *root)
{
	struct {
		const struct ari_node *node;
		uint32_t at;
	} stack[CUT_DEPTH];
	size_t depth = 1;

	stack[0].node = root;
	stack[0].at = 0;
	while (depth) {
		const struct ari_node *node = stack[depth - 1].node;
		const struct ari_node *item;

		if (stack[depth - 1].at == node->len) {
			depth--;
			continue;
		}
		item = &node->u.items[stack[depth - 1].at++];
		if (item->kind == ARI_NODE_SCALAR)
			continue;
		if (depth == CUT_DEPTH)
			return false;
		stack[depth].node = item;
		stack[depth++].at = 0;
	}
	return true;
}

/* The list at its key, and at its end the next key or the end of all. */
static const struct ari_node *find_list(const struct ari_node *root,
					const struct expected *expected,
					size_t bytes)
{
	const struct ari_node *list = NULL;
	bool ended = expected->end == bytes;

	for (uint32_t i = 0; i + 1 < root->len; i += 2) {
		const struct ari_node *key = &root->u.items[i];

		if (key->start == expected->key &&
		    ari_str_is(ari_node_text(key), expected->actions
						       ? "actions"
						       : "recommendations"))
			list = &root->u.items[i + 1];
		ended |= key->start == expected->end;
	}
	return ended && list && list->kind == ARI_NODE_SEQUENCE &&
		       list->style == ARI_STYLE_BLOCK
		   ? list
		   : NULL;
}

static bool shows(const struct ari_node *root, const struct expected *expected,
		  size_t bytes)
{
	const struct ari_node *list = find_list(root, expected, bytes);

	if (!list || list->len != expected->count + expected->closed)
		return false;
	if (expected->closed &&
	    list->u.items[expected->count].start != expected->end - MARK_BYTES)
		return false;
	for (size_t i = 0; i < list->len; i++) {
		uint32_t start = list->u.items[i].start;
		uint32_t end = i + 1 < expected->count ? expected->starts[i + 1]
						       : expected->end;

		if (i < expected->count &&
		    (start <= expected->starts[i] || start >= end))
			return false;
	}
	return true;
}

/* Whether the reader found nothing; what rules find is of another kind. */
static bool is_read_well(const struct ari_diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (ari_str_starts(ari_str_from(diags->items[i].rule->code),
				   "yaml-"))
			return false;
	return !diags->cut;
}

/* A parse that may be relied on: sound, and nothing found in it. */
static bool is_clean(const struct ari_version *version)
{
	const struct ari_node *root = version->doc.root;
	const struct ari_plan *plan = version->plan;

	if (!is_read_well(&version->diags) || !plan || !plan->id.text.len ||
	    root->style != ARI_STYLE_BLOCK || !is_shallow(root))
		return false;
	for (size_t i = 0; i < plan->count; i++) {
		struct ari_str ref = plan->records[i].ref.text;

		if (!ref.len || ari_plan_find(plan, ref) != &plan->records[i])
			return false;
	}
	return true;
}

/* Give the kept chunks of a list the refs of their records. */
static bool take_refs(struct ari_cut *cut, const struct ari_cut_list *list,
		      const struct ari_plan *plan, struct ari_arena *arena)
{
	size_t r = list->actions ? plan->recommendation_count : 0;
	size_t end = list->actions ? plan->count : plan->recommendation_count;
	size_t position = 0;

	for (size_t i = list->first; i < list->first + list->count; i++) {
		struct ari_cut_chunk *chunk = &cut->chunks[i];

		if (!chunk->kept)
			continue;
		chunk->ref = (struct ari_str){NULL, 0};
		if (r < end && plan->records[r].position == position) {
			chunk->ref =
			    ari_arena_dup(arena, plan->records[r++].ref.text);
			if (!chunk->ref.ptr)
				return false;
		}
		position++;
	}
	return true;
}

static struct expected expect_whole(const struct ari_cut *cut, size_t number,
				    uint32_t *starts)
{
	const struct ari_cut_list *list = &cut->lists[number];

	for (size_t i = 0; i < list->count; i++)
		starts[i] = cut->chunks[list->first + i].start;
	return (struct expected){starts,    list->count, list->key,
				 list->end, false,	 list->actions};
}

int ari_cut_prove(struct ari_cut *cut, const struct ari_version *whole,
		  struct ari_arena *arena, struct ari_error *err)
{
	uint32_t *starts;

	cut->proved = false;
	if (!cut->list_count || !is_clean(whole))
		return 0;
	starts = ari_arena_array(arena, cut->count + 1, sizeof(*starts));
	if (!starts)
		return ari_error_memory(err);
	for (size_t i = 0; i < cut->list_count; i++) {
		struct expected expected = expect_whole(cut, i, starts);

		if (!shows(whole->doc.root, &expected, cut->bytes.len))
			return 0;
	}
	for (size_t i = 0; i < cut->count; i++)
		cut->chunks[i].kept = true;
	for (size_t i = 0; i < cut->list_count; i++)
		if (!take_refs(cut, &cut->lists[i], whole->plan, arena))
			return ari_error_memory(err);
	cut->proved = true;
	return 0;
}

static size_t count_kept(const struct ari_cut *cut,
			 const struct ari_cut_list *list)
{
	size_t count = 0;

	for (size_t i = list->first; i < list->first + list->count; i++)
		count += cut->chunks[i].kept;
	return count;
}

/* The other chunks come from one version, so only kept ones can be twice. */
static bool refs_differ(const struct ari_cut *cut)
{
	for (size_t i = 0; i < cut->count; i++) {
		if (!cut->chunks[i].kept || !cut->chunks[i].ref.ptr)
			continue;
		for (size_t j = 0; j < cut->count; j++)
			if (i != j && cut->chunks[j].ref.ptr &&
			    ari_str_eq(cut->chunks[i].ref, cut->chunks[j].ref))
				return false;
	}
	return true;
}

/* Refs borrowed from the other version become this one's own. */
static bool own_refs(struct ari_cut *cut, struct ari_arena *arena)
{
	for (size_t i = 0; i < cut->count; i++) {
		struct ari_str *ref = &cut->chunks[i].ref;

		if (cut->chunks[i].kept || !ref->ptr)
			continue;
		*ref = ari_arena_dup(arena, *ref);
		if (!ref->ptr)
			return false;
	}
	return true;
}

/* Comparing each kept ref with all: many of them are not worth a cut. */
#define KEPT_MOST 256

bool ari_cut_prove_reduced(struct ari_cut *old, const struct ari_cut_text *text,
			   const struct ari_version *reduced,
			   struct ari_arena *arena, bool *failed)
{
	const uint32_t *starts = text->starts;
	size_t all = 0;

	if (!is_clean(reduced))
		return false;
	for (size_t i = 0; i < old->list_count; i++) {
		size_t kept = count_kept(old, &old->lists[i]);
		struct expected expected = {
		    starts,	     kept,
		    text->keys[i],   text->ends[i],
		    text->closed[i], old->lists[i].actions};

		all += kept;
		starts += kept;
		if (all > KEPT_MOST ||
		    !shows(reduced->doc.root, &expected, text->bytes.len))
			return false;
	}
	for (size_t i = 0; i < old->list_count; i++)
		if (!take_refs(old, &old->lists[i], reduced->plan, arena))
			*failed = true;
	if (*failed || !refs_differ(old))
		return false;
	old->proved = own_refs(old, arena);
	*failed = !old->proved;
	return old->proved;
}
