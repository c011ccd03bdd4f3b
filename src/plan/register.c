/*
 * The register arising.yaml bound: bodies, people, cycles and the levels of
 * rules, each with its index. Plans name these by code or id.
 */
#include "plan/internal.h"

#include <stddef.h>

/* A mapping of the root, or NULL when there is nothing to bind in it. */
static const struct ari_node *get_table(const struct ari_register *reg,
					const char *key)
{
	const struct ari_node *map = ari_node_get(reg->node, key);

	if (!map || map->kind != ARI_NODE_MAPPING || map->len < 2)
		return NULL;
	return map;
}

/* A table that names mappings; each is bound to such a struct. */
struct named {
	struct ari_plan__type type;
	size_t name; /* offset of its name */
};

/* Bind a table of the register and index it; what is no mapping is left. */
static int bind_named(void **out, size_t *count, struct ari_index *index,
		      const struct named *named, const struct ari_node *map,
		      struct ari_plan__binder *binder)
{
	struct ari_index_entry *entries;
	char *items;

	if (!map)
		return 0;
	items = ari_plan__alloc(binder, map->len / 2, named->type.size);
	if (!items)
		return -1;
	entries = ari_plan__alloc(binder, map->len / 2, sizeof(*entries));
	if (!entries)
		return -1;
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		const struct ari_node *node = &map->u.items[i + 1];
		struct ari_str name = ari_node_text(&map->u.items[i]);
		char *item = items + *count * named->type.size;

		if (node->kind != ARI_NODE_MAPPING)
			continue;
		*(const struct ari_node **)(void *)item = node;
		*(struct ari_str *)(void *)(item + named->name) = name;
		if (ari_plan__bind(item, named->type.fields, ARI_ACTION, node,
				   binder))
			return -1;
		entries[*count] =
		    (struct ari_index_entry){name, (uint32_t)*count};
		++*count;
	}
	ari_index_build(index, entries, *count);
	*out = items;
	return 0;
}

/* -- bodies and people -- */

static int bind_bodies(struct ari_register *reg,
		       struct ari_plan__binder *binder)
{
	static const struct named named = {
	    {ari_plan__body_fields, sizeof(struct ari_body)},
	    offsetof(struct ari_body, code)};
	void *items = NULL;

	if (bind_named(&items, &reg->body_count, &reg->by_code, &named,
		       get_table(reg, "bodies"), binder))
		return -1;
	reg->bodies = items;
	return 0;
}

static int bind_people(struct ari_register *reg,
		       struct ari_plan__binder *binder)
{
	static const struct named named = {
	    {ari_plan__post_fields, sizeof(struct ari_post)},
	    offsetof(struct ari_post, id)};
	void *items = NULL;

	if (bind_named(&items, &reg->people_count, &reg->by_post, &named,
		       get_table(reg, "people"), binder))
		return -1;
	reg->people = items;
	return 0;
}

static int index_names(struct ari_register *reg,
		       struct ari_plan__binder *binder)
{
	struct ari_index_entry *entries;
	size_t count = reg->body_count, used = 0;

	if (!count)
		return 0;
	for (size_t i = 0; i < reg->body_count; i++)
		count += reg->bodies[i].aliases.count;
	entries = ari_plan__alloc(binder, count, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < reg->body_count; i++) {
		const struct ari_body *body = &reg->bodies[i];

		if (body->name.node)
			entries[used++] = (struct ari_index_entry){
			    body->name.text, (uint32_t)i};
		for (size_t j = 0; j < body->aliases.count; j++)
			entries[used++] = (struct ari_index_entry){
			    body->aliases.items[j].text, (uint32_t)i};
	}
	ari_index_build(&reg->by_name, entries, used);
	return 0;
}

/* -- cycles -- */

static int bind_cycles(struct ari_register *reg,
		       struct ari_plan__binder *binder)
{
	static const struct ari_plan__type type = {ari_plan__cycle_fields,
						   sizeof(struct ari_cycle)};
	struct ari_index_entry *entries;
	void *items;

	if (ari_plan__bind_items(&items, &reg->cycle_count, &type,
				 ari_node_get(reg->node, "cycles"), binder))
		return -1;
	reg->cycles = items;
	if (!items)
		return 0;
	entries = ari_plan__alloc(binder, reg->cycle_count, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < reg->cycle_count; i++)
		entries[i] = (struct ari_index_entry){reg->cycles[i].id.text,
						      (uint32_t)i};
	ari_index_build(&reg->by_cycle, entries, reg->cycle_count);
	return 0;
}

/* -- assurance -- */

/* Digits of a figure that a rule may be given: far past any count here. */
#define FIGURE_DIGITS 9

static int64_t read_figure(const struct ari_node *node)
{
	struct ari_str text = ari_node_text(node);
	int64_t figure = 0;

	if (!text.len || text.len > FIGURE_DIGITS)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return -1;
		figure = figure * 10 + (text.ptr[i] - '0');
	}
	return figure;
}

static void read_level(struct ari_assurance *out, const struct ari_node *node)
{
	static const char *const words[] = {
	    [ARI_LEVEL_OFF] = "off",
	    [ARI_LEVEL_WARNING] = "warning",
	    [ARI_LEVEL_ERROR] = "error",
	};
	struct ari_str text = ari_node_text(node);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!ari_str_is(text, words[i]))
			continue;
		out->level = (enum ari_level)i;
		out->level_set = true;
	}
}

static void bind_rule(struct ari_assurance *out, const struct ari_node *pair)
{
	const struct ari_node *node = pair + 1;

	out->key = pair;
	out->node = node;
	out->rule = ari_node_text(pair);
	out->most = -1;
	if (node->kind == ARI_NODE_MAPPING) {
		out->most = read_figure(ari_node_get(node, "most"));
		node = ari_node_get(node, "level");
	}
	read_level(out, node);
}

static int bind_assurance(struct ari_register *reg,
			  struct ari_plan__binder *binder)
{
	const struct ari_node *map = get_table(reg, "assurance");
	struct ari_index_entry *entries;
	struct ari_assurance *rules;
	size_t count;

	if (!map)
		return 0;
	count = map->len / 2;
	rules = ari_plan__alloc(binder, count, sizeof(*rules));
	if (!rules)
		return -1;
	entries = ari_plan__alloc(binder, count, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bind_rule(&rules[i], &map->u.items[2 * i]);
		entries[i] =
		    (struct ari_index_entry){rules[i].rule, (uint32_t)i};
	}
	reg->assurance = rules;
	reg->assurance_count = count;
	ari_index_build(&reg->by_rule, entries, count);
	return 0;
}

int ari_register_bind(struct ari_register **out, const struct ari_doc *doc,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct ari_plan__binder binder = {arena, ARI_PLAN_BYTES, err};
	struct ari_register *reg;

	if (!doc->root || doc->root->kind != ARI_NODE_MAPPING)
		return ari_error_set(err, ARI_ERR_INVALID,
				     "arising.yaml is no register: it begins "
				     "with the line `arising: %d`",
				     ARI_CONTRACT);
	reg = ari_plan__alloc(&binder, 1, sizeof(*reg));
	if (!reg)
		return -1;
	reg->node = doc->root;
	if (ari_plan__bind(reg, ari_plan__register_fields, ARI_ACTION,
			   reg->node, &binder) ||
	    ari_plan__bind_extras(&reg->extras, reg->node, &binder) ||
	    bind_bodies(reg, &binder) || index_names(reg, &binder) ||
	    bind_people(reg, &binder) || bind_cycles(reg, &binder) ||
	    bind_assurance(reg, &binder))
		return -1;
	*out = reg;
	return 0;
}
