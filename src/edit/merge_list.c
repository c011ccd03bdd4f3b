/*
 * Lists on three sides, item by item: records by ref and `formerly`,
 * milestones by `what`, names as a set. A list whose items cannot be told
 * apart is one value.
 */
#include "edit/merge.h"

/* The items of one side and what each is known by. */
struct side {
	const struct ari_node *items;
	uint32_t count;
	struct ari_str *ids;
	struct ari_index index;
};

static bool is_scalar(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR && node->type != ARI_TYPE_NULL;
}

/* The id of an item; false when it has none. */
static bool id_of(struct ari_str *out, const struct ari_node *item,
		  const char *id)
{
	if (id)
		item = ari_node_get(item, id);
	if (!item || !is_scalar(item))
		return false;
	*out = ari_node_text(item);
	return out->len > 0;
}

static int index_side(struct side *side, struct ari_edit__merge *merge)
{
	struct ari_index_entry *entries;

	entries =
	    ari_arena_array(merge->arena, side->count + 1, sizeof(*entries));
	if (!entries)
		return ari_error_memory(merge->err);
	for (uint32_t i = 0; i < side->count; i++)
		entries[i] = (struct ari_index_entry){side->ids[i], i};
	if (ari_index_build(&side->index, entries, side->count) < side->count)
		return -2;
	return 0;
}

/* Read a side: a list, or the one scalar that stands for a list. */
static int read_side(struct side *out, struct ari_edit__merge *merge,
		     const struct ari_node *node, const char *id)
{
	*out = (struct side){.items = node, .count = node ? 1 : 0};
	if (node && node->kind == ARI_NODE_SEQUENCE)
		*out =
		    (struct side){.items = node->u.items, .count = node->len};
	else if (node && (id || !is_scalar(node)))
		return -2;
	out->ids =
	    ari_arena_array(merge->arena, out->count + 1, sizeof(*out->ids));
	if (!out->ids)
		return ari_error_memory(merge->err);
	for (uint32_t i = 0; i < out->count; i++)
		if (!id_of(&out->ids[i], &out->items[i], id))
			return -2;
	return index_side(out, merge);
}

/* -- records that were renumbered -- */

/* The one ref of base that `formerly` names, when nobody here has it. */
static const struct ari_index_entry *origin(const struct side *side,
					    const struct side *base, uint32_t i)
{
	const struct ari_node *list = ari_node_get(&side->items[i], "formerly");
	const struct ari_index_entry *found = NULL;

	if (!list || ari_index_find(&base->index, side->ids[i]))
		return NULL;
	if (list->kind == ARI_NODE_SCALAR)
		found = ari_index_find(&base->index, ari_node_text(list));
	for (uint32_t k = 0; list->kind == ARI_NODE_SEQUENCE && k < list->len;
	     k++) {
		const struct ari_index_entry *entry = ari_index_find(
		    &base->index, ari_node_text(&list->u.items[k]));

		if (entry && found)
			return NULL;
		if (entry)
			found = entry;
	}
	if (found && ari_index_find(&side->index, found->key))
		return NULL;
	return found;
}

/* Know renumbered records by the ref that base has; splits stay apart. */
static int follow(struct side *side, const struct side *base,
		  struct ari_edit__merge *merge)
{
	uint32_t *claims =
	    ari_arena_zalloc(merge->arena, (base->count + 1) * sizeof(*claims));

	if (!claims)
		return ari_error_memory(merge->err);
	for (uint32_t i = 0; i < side->count; i++) {
		const struct ari_index_entry *entry = origin(side, base, i);

		if (entry)
			claims[entry->value]++;
	}
	for (uint32_t i = 0; i < side->count; i++) {
		const struct ari_index_entry *entry = origin(side, base, i);

		if (entry && claims[entry->value] == 1)
			side->ids[i] = entry->key;
	}
	return index_side(side, merge);
}

/* -- items -- */

struct lists {
	struct side base;
	struct side ours;
	struct side theirs;
	const struct ari_edit__rule *rule;
	unsigned level;
};

static const struct ari_node *find_item(const struct side *side,
					struct ari_str id)
{
	const struct ari_index_entry *entry = ari_index_find(&side->index, id);

	return entry ? &side->items[entry->value] : NULL;
}

/* Its field by field, where it was there before and both still have it. */
static int merge_inside(struct ari_edit__fate *out,
			struct ari_edit__merge *merge,
			const struct lists *lists,
			const struct ari_edit__sides *sides)
{
	bool records = lists->rule->how == ARI_EDIT__RECORDS;

	bool parts =
	    lists->rule->id && sides->base && sides->ours && sides->theirs;

	if (ari_edit__merge_settle(out, merge, sides, !parts))
		return 0;
	if (!parts)
		return ari_edit__merge_conflict(out, merge, sides);
	return ari_edit__merge_map(out, merge, sides,
				   records ? ari_edit__record_rules
					   : ari_edit__item_rules,
				   records, lists->level + 1);
}

static int merge_item(struct ari_edit__fate *out, struct ari_edit__merge *merge,
		      const struct lists *lists,
		      const struct ari_edit__sides *sides, struct ari_str id)
{
	struct ari_str field = merge->field, ref = merge->ref;
	struct ari_edit__trio trio = {*sides};
	int result;

	if (lists->rule->how != ARI_EDIT__RECORDS)
		return merge_inside(out, merge, lists, sides);
	if (sides->base && sides->ours && sides->theirs)
		ari_buf_add(&merge->trios, (const char *)&trio, sizeof(trio));
	if (merge->trios.failed)
		return ari_error_memory(merge->err);
	merge->ref = id;
	merge->field = ARI_STR("");
	result = merge_inside(out, merge, lists, sides);
	merge->field = field;
	merge->ref = ref;
	return result;
}

static int merge_ours(struct ari_edit__strand *strands,
		      struct ari_edit__merge *merge, const struct lists *lists)
{
	for (uint32_t i = 0; i < lists->ours.count; i++) {
		struct ari_str id = lists->ours.ids[i];
		struct ari_edit__sides sides = {find_item(&lists->base, id),
						&lists->ours.items[i],
						find_item(&lists->theirs, id)};

		strands[i].added = !sides.base && !sides.theirs;
		if (merge_item(&strands[i].fate, merge, lists, &sides, id))
			return -1;
	}
	return 0;
}

static int merge_theirs(struct ari_edit__strand *strands, uint32_t *count,
			struct ari_edit__merge *merge,
			const struct lists *lists)
{
	uint32_t anchor = 0;

	*count = 0;
	for (uint32_t i = 0; i < lists->theirs.count; i++) {
		struct ari_str id = lists->theirs.ids[i];
		const struct ari_index_entry *entry =
		    ari_index_find(&lists->ours.index, id);
		struct ari_edit__sides sides = {find_item(&lists->base, id),
						NULL, &lists->theirs.items[i]};
		struct ari_edit__strand *strand = &strands[*count];

		if (entry) {
			if (entry->value + 1 > anchor)
				anchor = entry->value + 1;
			continue;
		}
		strand->anchor = anchor;
		if (merge_item(&strand->fate, merge, lists, &sides, id))
			return -1;
		++*count;
	}
	return 0;
}

static int read_sides(struct lists *out, struct ari_edit__merge *merge,
		      const struct ari_edit__sides *sides)
{
	const char *id = out->rule->id;
	int result;

	if ((result = read_side(&out->base, merge, sides->base, id)) ||
	    (result = read_side(&out->ours, merge, sides->ours, id)) ||
	    (result = read_side(&out->theirs, merge, sides->theirs, id)))
		return result;
	if (out->rule->how != ARI_EDIT__RECORDS)
		return 0;
	if ((result = follow(&out->ours, &out->base, merge)))
		return result;
	return follow(&out->theirs, &out->base, merge);
}

/* Both sides took the same text out and put another in: reworded it. */
static bool both_reworded(const struct lists *lists)
{
	const struct side *base = &lists->base, *ours = &lists->ours;
	const struct side *theirs = &lists->theirs;
	bool ours_new = false, theirs_new = false, both = false;

	for (uint32_t i = 0; i < ours->count; i++)
		ours_new |= !find_item(base, ours->ids[i]) &&
			    !find_item(theirs, ours->ids[i]);
	for (uint32_t i = 0; i < theirs->count; i++)
		theirs_new |= !find_item(base, theirs->ids[i]) &&
			      !find_item(ours, theirs->ids[i]);
	for (uint32_t i = 0; i < base->count; i++)
		both |= !find_item(ours, base->ids[i]) &&
			!find_item(theirs, base->ids[i]);
	return ours_new && theirs_new && both;
}

int ari_edit__merge_list(struct ari_edit__fate *out,
			 struct ari_edit__merge *merge,
			 const struct ari_edit__sides *sides,
			 const struct ari_edit__rule *rule, unsigned level)
{
	struct lists lists = {.rule = rule, .level = level};
	struct ari_edit__strand *ours, *theirs;
	struct ari_node like = *sides->ours;
	uint32_t more;
	int result = read_sides(&lists, merge, sides);

	if (result == -2 && rule->how == ARI_EDIT__RECORDS)
		return ari_error_set(merge->err, ARI_ERR_UNCERTAIN,
				     "a record of `%s` has no ref, or two have "
				     "the same, so who is who is not certain",
				     rule->key);
	if (!result && rule->how == ARI_EDIT__TEXTS && both_reworded(&lists))
		result = -2;
	if (result)
		return result;
	ours = ari_arena_zalloc(merge->arena,
				(lists.ours.count + 1) * sizeof(*ours));
	theirs = ari_arena_zalloc(merge->arena,
				  (lists.theirs.count + 1) * sizeof(*theirs));
	if (!ours || !theirs)
		return ari_error_memory(merge->err);
	if (merge_ours(ours, merge, &lists) ||
	    merge_theirs(theirs, &more, merge, &lists))
		return -1;
	if (like.kind == ARI_NODE_SCALAR)
		like = (struct ari_node){.kind = ARI_NODE_SEQUENCE,
					 .style = ARI_STYLE_FLOW,
					 .start = ARI_EDIT__MADE,
					 .end = ARI_EDIT__MADE};
	return ari_edit__weave(out, merge, &like, 1, ours, lists.ours.count,
			       theirs, more);
}
