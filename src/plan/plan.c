/*
 * A document bound to a plan: its own fields, its sections, its records and
 * the index of their refs. Between yaml and rules, movement and reports.
 */
#include "plan/internal.h"

static int bind_source(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	const struct ari_node *node = ari_node_get(plan->node, "source");

	if (!node || node->kind != ARI_NODE_MAPPING)
		return 0;
	plan->source.node = node;
	return ari_plan__bind(&plan->source, ari_plan__source_fields,
			      ARI_ACTION, node, binder);
}

static int bind_lists(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	static const struct ari_plan__type approval = {
	    ari_plan__approval_fields, sizeof(struct ari_approval)};
	static const struct ari_plan__type deadline = {
	    ari_plan__deadline_fields, sizeof(struct ari_deadline)};
	void *items;

	if (ari_plan__bind_items(&items, &plan->approval_count, &approval,
				 ari_node_get(plan->node, "approvals"), binder))
		return -1;
	plan->approvals = items;
	if (ari_plan__bind_items(&items, &plan->deadline_count, &deadline,
				 ari_node_get(plan->node, "deadlines"), binder))
		return -1;
	plan->deadlines = items;
	return 0;
}

/* The root is read once, so its collections are looked up by name. */
static int bind_root(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	const struct ari_node *declared;

	if (ari_plan__bind(plan, ari_plan__plan_fields, ARI_ACTION, plan->node,
			   binder) ||
	    ari_plan__bind_extras(&plan->extras, plan->node, binder) ||
	    bind_source(plan, binder) || bind_lists(plan, binder))
		return -1;
	plan->stage = ari_stage_from(plan->stage_text.text);
	declared = ari_node_get(plan->node, "declared");
	if (declared && declared->kind == ARI_NODE_MAPPING)
		plan->declared = declared;
	return 0;
}

static int bind_sections(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	const struct ari_node *map = ari_node_get(plan->node, "sections");
	struct ari_index_entry *entries;
	struct ari_section *sections;
	size_t count = 0;

	if (!map || map->kind != ARI_NODE_MAPPING || !map->len)
		return 0;
	sections = ari_plan__alloc(binder, map->len / 2, sizeof(*sections));
	if (!sections)
		return -1;
	entries = ari_plan__alloc(binder, map->len / 2, sizeof(*entries));
	if (!entries)
		return -1;
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		const struct ari_node *title = &map->u.items[i + 1];
		struct ari_str key = ari_node_text(&map->u.items[i]);

		if (!ari_plan__is_text(title))
			continue;
		sections[count].key = key;
		sections[count].title.node = title;
		sections[count].title.text = ari_node_text(title);
		entries[count].key = key;
		entries[count].value = (uint32_t)count;
		count++;
	}
	plan->sections = sections;
	plan->section_count = count;
	ari_index_build(&plan->by_section, entries, count);
	return 0;
}

/* -- records -- */

static int bind_record(struct ari_record *record,
		       struct ari_plan__binder *binder)
{
	if (ari_plan__bind(record, ari_plan_fields, record->kind, record->node,
			   binder) ||
	    ari_plan__bind_extras(&record->extras, record->node, binder))
		return -1;
	record->status = ari_status_from(record->status_text.text);
	return 0;
}

static size_t count_mappings(const struct ari_node *list)
{
	size_t count = 0;

	if (!list || list->kind != ARI_NODE_SEQUENCE)
		return 0;
	for (uint32_t i = 0; i < list->len; i++)
		count += list->u.items[i].kind == ARI_NODE_MAPPING;
	return count;
}

/* Append the records of a list that count_mappings() found some in. */
static int bind_list(struct ari_plan *plan, const struct ari_node *list,
		     enum ari_record_kind kind, struct ari_plan__binder *binder)
{
	for (uint32_t i = 0; i < list->len; i++) {
		const struct ari_node *node = &list->u.items[i];
		struct ari_record *record = &plan->records[plan->count];

		if (node->kind != ARI_NODE_MAPPING)
			continue;
		record->kind = kind;
		record->plan = plan;
		record->node = node;
		record->position = i;
		plan->count++;
		if (bind_record(record, binder))
			return -1;
	}
	return 0;
}

static int bind_records(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	const struct ari_node *said, *acts;
	size_t recommendations, actions;

	said = ari_node_get(plan->node, "recommendations");
	acts = ari_node_get(plan->node, "actions");
	recommendations = count_mappings(said);
	actions = count_mappings(acts);
	if (!recommendations && !actions)
		return 0;
	plan->records = ari_plan__alloc(binder, recommendations + actions,
					sizeof(*plan->records));
	if (!plan->records)
		return -1;
	if (recommendations &&
	    bind_list(plan, said, ARI_RECOMMENDATION, binder))
		return -1;
	plan->recommendation_count = plan->count;
	return actions ? bind_list(plan, acts, ARI_ACTION, binder) : 0;
}

static int index_refs(struct ari_plan *plan, struct ari_plan__binder *binder)
{
	struct ari_index_entry *entries;
	size_t count = 0;

	if (!plan->count)
		return 0;
	entries = ari_plan__alloc(binder, plan->count, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < plan->count; i++) {
		if (!plan->records[i].ref.text.len)
			continue;
		entries[count].key = plan->records[i].ref.text;
		entries[count].value = (uint32_t)i;
		count++;
	}
	ari_index_build(&plan->by_ref, entries, count);
	return 0;
}

int ari_plan_bind(struct ari_plan **out, const struct ari_doc *doc,
		  struct ari_arena *arena, struct ari_str path,
		  struct ari_error *err)
{
	struct ari_plan__binder binder = {arena, ARI_PLAN_BYTES, err};
	struct ari_plan *plan;

	if (!doc->root || doc->root->kind != ARI_NODE_MAPPING)
		return ari_error_set(err, ARI_ERR_INVALID,
				     "%.*s is no plan: a plan begins with a "
				     "line such as `plan: peer`",
				     (int)path.len, path.ptr ? path.ptr : "");
	plan = ari_plan__alloc(&binder, 1, sizeof(*plan));
	if (!plan)
		return -1;
	plan->node = doc->root;
	plan->path = path;
	if (bind_root(plan, &binder) || bind_sections(plan, &binder) ||
	    bind_records(plan, &binder) || index_refs(plan, &binder))
		return -1;
	*out = plan;
	return 0;
}

/* -- questions -- */

const struct ari_record *ari_plan_find(const struct ari_plan *plan,
				       struct ari_str ref)
{
	const struct ari_index_entry *entry;

	entry = ari_index_find(&plan->by_ref, ref);
	return entry ? &plan->records[entry->value] : NULL;
}

struct ari_str ari_plan_section_title(const struct ari_plan *plan,
				      struct ari_str key)
{
	const struct ari_index_entry *entry;

	entry = ari_index_find(&plan->by_section, key);
	return entry ? plan->sections[entry->value].title.text : key;
}
