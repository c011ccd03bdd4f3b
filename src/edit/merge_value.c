/*
 * One value on three sides: the same, changed on one side, or on both. A
 * mapping is merged key by key, a list by merge_list.c, all else is a
 * conflict.
 */
#include "edit/merge.h"

/*
 * Mappings inside mappings that are merged key by key: sections, bodies and
 * what x-… holds. Deeper ones count as one value.
 */
#define LEVELS 4

const struct ari_edit__rule ari_edit__root_rules[] = {
    {"recommendations", ARI_EDIT__RECORDS, "ref"},
    {"actions", ARI_EDIT__RECORDS, "ref"},
    {"approvals", ARI_EDIT__ITEMS, "stage"},
    {"deadlines", ARI_EDIT__ITEMS, "what"},
    {"cycles", ARI_EDIT__ITEMS, "id"},
    {NULL, ARI_EDIT__AUTO, NULL},
};

/* A decision or an attestation is one fact: who, when and where. */
const struct ari_edit__rule ari_edit__record_rules[] = {
    {"milestones", ARI_EDIT__ITEMS, "what"},
    {"success", ARI_EDIT__TEXTS, NULL},
    {"resources", ARI_EDIT__TEXTS, NULL},
    {"accepted", ARI_EDIT__ITEMS, "rule"},
    {"decision", ARI_EDIT__WHOLE, NULL},
    {"verified", ARI_EDIT__WHOLE, NULL},
    {"implemented", ARI_EDIT__WHOLE, NULL},
    {NULL, ARI_EDIT__AUTO, NULL},
};

const struct ari_edit__rule ari_edit__item_rules[] = {
    {NULL, ARI_EDIT__AUTO, NULL},
};

static void take(struct ari_edit__fate *out, const struct ari_node *node,
		 const struct ari_edit__merge *merge, bool foreign, int from,
		 int to)
{
	for (int v = from; v <= to; v++) {
		out->has[v] = node != NULL;
		if (node)
			out->node[v] =
			    foreign ? ari_edit__foreign(node, merge->ours)
				    : *node;
	}
}

bool ari_edit__merge_settle(struct ari_edit__fate *out,
			    const struct ari_edit__merge *merge,
			    const struct ari_edit__sides *sides, bool whole)
{
	*out = (struct ari_edit__fate){.differs = false};
	if (ari_node_equal(sides->ours, sides->theirs) ||
	    ari_node_equal(sides->base, sides->theirs)) {
		take(out, sides->ours, merge, false, 0, 1);
		return true;
	}
	if (whole && ari_node_equal(sides->base, sides->ours)) {
		take(out, sides->theirs, merge, true, 0, 1);
		return true;
	}
	return false;
}

int ari_edit__merge_conflict(struct ari_edit__fate *out,
			     struct ari_edit__merge *merge,
			     const struct ari_edit__sides *sides)
{
	struct ari_conflict conflict = {merge->ref, merge->field};

	take(out, sides->ours, merge, false, 0, 0);
	take(out, sides->theirs, merge, true, 1, 1);
	out->differs = true;
	ari_buf_add(&merge->conflicts, (const char *)&conflict,
		    sizeof(conflict));
	return merge->conflicts.failed ? ari_error_memory(merge->err) : 0;
}

static bool is_kind(const struct ari_node *node, enum ari_node_kind kind)
{
	return !node || node->kind == kind;
}

static bool is_list(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SEQUENCE;
}

/* 0 when the value was merged from its parts, 1 when it has none to merge. */
static int merge_parts(struct ari_edit__fate *out,
		       struct ari_edit__merge *merge,
		       const struct ari_edit__sides *sides,
		       const struct ari_edit__rule *rule, unsigned level)
{
	int result;

	if (rule->how == ARI_EDIT__WHOLE || !sides->ours || !sides->theirs)
		return 1;
	if (is_kind(sides->base, ARI_NODE_MAPPING) &&
	    is_kind(sides->ours, ARI_NODE_MAPPING) &&
	    is_kind(sides->theirs, ARI_NODE_MAPPING))
		return level < LEVELS
			   ? ari_edit__merge_map(out, merge, sides,
						 ari_edit__item_rules, false,
						 level + 1)
			   : 1;
	if (!is_list(sides->ours) && !is_list(sides->theirs))
		return 1;
	if (!rule->id && ari_node_equal(sides->base, sides->ours))
		return 1;
	result = ari_edit__merge_list(out, merge, sides, rule, level);
	return result == -2 ? 1 : result;
}

int ari_edit__merge_value(struct ari_edit__fate *out,
			  struct ari_edit__merge *merge,
			  const struct ari_edit__sides *sides,
			  const struct ari_edit__rule *rule, unsigned level)
{
	int result;

	/* Records that say the same may have other comments above them. */
	if (rule->how != ARI_EDIT__RECORDS &&
	    ari_edit__merge_settle(out, merge, sides, false))
		return 0;
	result = merge_parts(out, merge, sides, rule, level);
	if (result <= 0)
		return result;
	if (ari_edit__merge_settle(out, merge, sides, true))
		return 0;
	return ari_edit__merge_conflict(out, merge, sides);
}

/* -- mappings -- */

static int index_map(struct ari_index *out, struct ari_edit__merge *merge,
		     const struct ari_node *map)
{
	uint32_t count = map ? map->len / 2 : 0;
	struct ari_index_entry *entries;

	entries = ari_arena_array(merge->arena, count + 1, sizeof(*entries));
	if (!entries)
		return ari_error_memory(merge->err);
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    ari_node_text(&map->u.items[2 * i]), i};
	ari_index_build(out, entries, count);
	return 0;
}

static const struct ari_node *look_up(const struct ari_node *map,
				      const struct ari_index *index,
				      struct ari_str key)
{
	const struct ari_index_entry *entry = ari_index_find(index, key);

	return entry ? &map->u.items[2 * entry->value + 1] : NULL;
}

static const struct ari_edit__rule *rule_of(const struct ari_edit__rule *rules,
					    struct ari_str key)
{
	while (rules->key && !ari_str_is(key, rules->key))
		rules++;
	return rules;
}

struct maps {
	struct ari_index base;
	struct ari_index ours;
	struct ari_index theirs;
	const struct ari_edit__rule *rules;
	bool names;
	unsigned level;
};

/* One key: its value's fate, and the key node that goes with each. */
static int merge_pair(struct ari_edit__strand *out,
		      struct ari_edit__merge *merge, const struct maps *maps,
		      const struct ari_edit__sides *sides, struct ari_str key)
{
	const struct ari_node *ours = sides->ours, *theirs = sides->theirs;

	if (maps->names)
		merge->field = key;
	if (ari_edit__merge_value(&out->fate, merge, sides,
				  rule_of(maps->rules, key), maps->level))
		return -1;
	for (int v = 0; v < 2; v++) {
		uint32_t start = out->fate.node[v].start;

		if (!out->fate.has[v])
			continue;
		if (theirs && (!ours || start >= ari_edit__base(merge->ours)))
			out->key[v] =
			    ari_edit__foreign(theirs - 1, merge->ours);
		else
			out->key[v] = ours[-1];
	}
	return 0;
}

static int merge_ours(struct ari_edit__strand *strands,
		      struct ari_edit__merge *merge, const struct maps *maps,
		      const struct ari_edit__sides *sides)
{
	for (uint32_t i = 0; i + 1 < sides->ours->len; i += 2) {
		const struct ari_node *pair = &sides->ours->u.items[i];
		struct ari_str key = ari_node_text(pair);
		struct ari_edit__sides inner = {
		    look_up(sides->base, &maps->base, key), pair + 1,
		    look_up(sides->theirs, &maps->theirs, key)};

		strands[i / 2].added = !inner.base && !inner.theirs;
		if (merge_pair(&strands[i / 2], merge, maps, &inner, key))
			return -1;
	}
	return 0;
}

/* Keys that ours has not: where theirs has them, behind the same key. */
static int merge_theirs(struct ari_edit__strand *strands, uint32_t *count,
			struct ari_edit__merge *merge, const struct maps *maps,
			const struct ari_edit__sides *sides)
{
	uint32_t anchor = 0;

	*count = 0;
	for (uint32_t i = 0; i + 1 < sides->theirs->len; i += 2) {
		const struct ari_node *pair = &sides->theirs->u.items[i];
		struct ari_str key = ari_node_text(pair);
		const struct ari_index_entry *entry =
		    ari_index_find(&maps->ours, key);
		struct ari_edit__sides inner = {
		    look_up(sides->base, &maps->base, key), NULL, pair + 1};
		struct ari_edit__strand *strand = &strands[*count];

		if (entry) {
			if (entry->value + 1 > anchor)
				anchor = entry->value + 1;
			continue;
		}
		strand->anchor = anchor;
		if (merge_pair(strand, merge, maps, &inner, key))
			return -1;
		++*count;
	}
	return 0;
}

int ari_edit__merge_map(struct ari_edit__fate *out,
			struct ari_edit__merge *merge,
			const struct ari_edit__sides *sides,
			const struct ari_edit__rule *rules, bool names,
			unsigned level)
{
	struct maps maps = {.rules = rules, .names = names, .level = level};
	struct ari_edit__strand *ours, *theirs;
	uint32_t count = sides->ours->len / 2, more;

	ours = ari_arena_zalloc(merge->arena, (count + 1) * sizeof(*ours));
	theirs = ari_arena_zalloc(merge->arena, (sides->theirs->len / 2 + 1) *
						    sizeof(*theirs));
	if (!ours || !theirs)
		return ari_error_memory(merge->err);
	if (index_map(&maps.base, merge, sides->base) ||
	    index_map(&maps.ours, merge, sides->ours) ||
	    index_map(&maps.theirs, merge, sides->theirs) ||
	    merge_ours(ours, merge, &maps, sides) ||
	    merge_theirs(theirs, &more, merge, &maps, sides))
		return -1;
	return ari_edit__weave(out, merge, sides->ours, 2, ours, count, theirs,
			       more);
}
