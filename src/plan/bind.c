/*
 * The binder: one walk over a mapping's pairs, each key found in a table of
 * fields, each value stored by its shape. What has the wrong shape is left
 * absent: the schema has said so already. Between yaml and every room that
 * reads records.
 */
#include "plan/internal.h"

#include <string.h>

void *ari_plan__alloc(struct ari_plan__binder *binder, size_t count,
		      size_t size)
{
	void *ptr;

	if (count > binder->room / size) {
		ari_error_set(binder->err, ARI_ERR_LIMIT,
			      "the document has more records than the %zu MB "
			      "kept for one file: split it into several plans",
			      ARI_PLAN_BYTES >> 20);
		return NULL;
	}
	binder->room -= count * size;
	ptr = ari_arena_zalloc(binder->arena, count * size);
	if (!ptr)
		ari_error_memory(binder->err);
	return ptr;
}

bool ari_plan__is_text(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR && node->type != ARI_TYPE_NULL;
}

static struct ari_value value_of(const struct ari_node *node)
{
	return (struct ari_value){node, ari_node_text(node)};
}

static struct ari_when when_of(const struct ari_node *node, bool point)
{
	struct ari_when when = {.node = node, .text = ari_node_text(node)};

	when.fault = point ? ari_date_parse_point(&when.date, when.text)
			   : ari_date_parse(&when.date, when.text);
	return when;
}

/*
 * Put each text of a sequence into an array, or the one text that stands for
 * a list. Returns 1 when the node is neither.
 */
static int bind_texts(void **out, size_t *count, const struct ari_node *node,
		      size_t size,
		      void (*put)(void *item, const struct ari_node *text),
		      struct ari_plan__binder *binder)
{
	bool list = node->kind == ARI_NODE_SEQUENCE;
	const struct ari_node *texts = list ? node->u.items : node;
	uint32_t len = list ? node->len : 1;
	char *item;

	*out = NULL;
	*count = 0;
	if (!list && !ari_plan__is_text(node))
		return 1;
	for (uint32_t i = 0; i < len; i++)
		*count += ari_plan__is_text(&texts[i]);
	if (!*count)
		return 0;
	*out = item = ari_plan__alloc(binder, *count, size);
	if (!item)
		return -1;
	for (uint32_t i = 0; i < len; i++) {
		if (!ari_plan__is_text(&texts[i]))
			continue;
		put(item, &texts[i]);
		item += size;
	}
	return 0;
}

static void put_value(void *item, const struct ari_node *text)
{
	*(struct ari_value *)item = value_of(text);
}

static void put_point(void *item, const struct ari_node *text)
{
	*(struct ari_when *)item = when_of(text, true);
}

static int bind_values(struct ari_values *out, const struct ari_node *node,
		       struct ari_plan__binder *binder)
{
	size_t count;
	void *items;
	int result = bind_texts(&items, &count, node, sizeof(*out->items),
				put_value, binder);

	if (!result)
		*out = (struct ari_values){node, items, count};
	return result < 0 ? -1 : 0;
}

static int bind_whens(struct ari_whens *out, const struct ari_node *node,
		      struct ari_plan__binder *binder)
{
	size_t count;
	void *items;
	int result = bind_texts(&items, &count, node, sizeof(*out->items),
				put_point, binder);

	if (!result)
		*out = (struct ari_whens){node, items, count};
	return result < 0 ? -1 : 0;
}

static bool is_mapping(const struct ari_node *node)
{
	return node->kind == ARI_NODE_MAPPING;
}

int ari_plan__bind_items(void **items, size_t *count,
			 const struct ari_plan__type *type,
			 const struct ari_node *list,
			 struct ari_plan__binder *binder)
{
	size_t mappings = 0;
	char *item;

	*items = NULL;
	*count = 0;
	if (!list || list->kind != ARI_NODE_SEQUENCE)
		return 0;
	for (uint32_t i = 0; i < list->len; i++)
		mappings += is_mapping(&list->u.items[i]);
	if (!mappings)
		return 0;
	item = ari_plan__alloc(binder, mappings, type->size);
	if (!item)
		return -1;
	*items = item;
	*count = mappings;
	for (uint32_t i = 0; i < list->len; i++) {
		const struct ari_node *node = &list->u.items[i];

		if (!is_mapping(node))
			continue;
		*(const struct ari_node **)(void *)item = node;
		if (ari_plan__bind(item, type->fields, ARI_ACTION, node,
				   binder))
			return -1;
		item += type->size;
	}
	return 0;
}

static int bind_milestones(struct ari_milestones *out,
			   const struct ari_node *node,
			   struct ari_plan__binder *binder)
{
	static const struct ari_plan__type type = {
	    ari_plan__milestone_fields, sizeof(struct ari_milestone)};
	void *items;
	size_t count;

	if (node->kind != ARI_NODE_SEQUENCE)
		return 0;
	if (ari_plan__bind_items(&items, &count, &type, node, binder))
		return -1;
	*out = (struct ari_milestones){node, items, count};
	return 0;
}

static int bind_acceptances(struct ari_acceptances *out,
			    const struct ari_node *node,
			    struct ari_plan__binder *binder)
{
	static const struct ari_plan__type type = {
	    ari_plan__acceptance_fields, sizeof(struct ari_acceptance)};
	void *items;
	size_t count;

	if (node->kind != ARI_NODE_SEQUENCE)
		return 0;
	if (ari_plan__bind_items(&items, &count, &type, node, binder))
		return -1;
	*out = (struct ari_acceptances){node, items, count};
	return 0;
}

static int bind_decision(struct ari_decision *out, const struct ari_node *node,
			 struct ari_plan__binder *binder)
{
	if (!is_mapping(node))
		return 0;
	out->node = node;
	return ari_plan__bind(out, ari_plan__decision_fields, ARI_ACTION, node,
			      binder);
}

static int bind_attestation(struct ari_attestation *out,
			    const struct ari_node *node,
			    struct ari_plan__binder *binder)
{
	if (!is_mapping(node))
		return 0;
	out->node = node;
	return ari_plan__bind(out, ari_plan__attestation_fields, ARI_ACTION,
			      node, binder);
}

/* Store a value by the shape of its field. */
static int bind_field(void *slot, const struct ari_field *field,
		      const struct ari_node *node,
		      struct ari_plan__binder *binder)
{
	switch (field->shape) {
	case ARI_SHAPE_VALUE:
		if (ari_plan__is_text(node))
			*(struct ari_value *)slot = value_of(node);
		return 0;
	case ARI_SHAPE_WHEN:
		if (ari_plan__is_text(node))
			*(struct ari_when *)slot = when_of(node, field->point);
		return 0;
	case ARI_SHAPE_VALUES:
		return bind_values(slot, node, binder);
	case ARI_SHAPE_WHENS:
		return bind_whens(slot, node, binder);
	case ARI_SHAPE_MILESTONES:
		return bind_milestones(slot, node, binder);
	case ARI_SHAPE_DECISION:
		return bind_decision(slot, node, binder);
	case ARI_SHAPE_ATTESTATION:
		return bind_attestation(slot, node, binder);
	case ARI_SHAPE_ACCEPTANCES:
		return bind_acceptances(slot, node, binder);
	}
	return 0;
}

static bool is_named(const struct ari_field *field, struct ari_str key)
{
	return field->length == key.len && *field->name == *key.ptr &&
	       !memcmp(field->name, key.ptr, key.len);
}

/*
 * Find a key, looking first behind the row found last: files keep the order
 * of the format, so the next row is mostly the right one.
 */
static const struct ari_field *find_field(const struct ari_field *fields,
					  size_t *next, struct ari_str key)
{
	size_t i;

	if (!key.len)
		return NULL;
	for (i = *next; fields[i].name; i++)
		if (is_named(&fields[i], key))
			goto found;
	for (i = 0; i < *next; i++)
		if (is_named(&fields[i], key))
			goto found;
	return NULL;
found:
	*next = i + 1;
	return &fields[i];
}

int ari_plan__bind(void *out, const struct ari_field *fields, unsigned kind,
		   const struct ari_node *map, struct ari_plan__binder *binder)
{
	uint64_t seen = 0;
	size_t next = 0;

	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		struct ari_str key = ari_node_text(&map->u.items[i]);
		const struct ari_field *field;
		uint64_t bit;

		field = find_field(fields, &next, key);
		if (!field || !(field->applies & kind))
			continue;
		bit = (uint64_t)1 << (field - fields);
		if (seen & bit)
			continue;
		seen |= bit;
		if (bind_field((char *)out + field->offset, field,
			       &map->u.items[i + 1], binder))
			return -1;
	}
	return 0;
}

static bool is_extra(const struct ari_node *key)
{
	struct ari_str text = ari_node_text(key);

	return text.len >= 2 && text.ptr[0] == 'x' && text.ptr[1] == '-';
}

int ari_plan__bind_extras(struct ari_extras *out, const struct ari_node *map,
			  struct ari_plan__binder *binder)
{
	size_t count = 0;
	struct ari_extra *items;

	for (uint32_t i = 0; i + 1 < map->len; i += 2)
		count += is_extra(&map->u.items[i]);
	if (!count)
		return 0;
	items = ari_plan__alloc(binder, count, sizeof(*items));
	if (!items)
		return -1;
	*out = (struct ari_extras){items, count};
	for (uint32_t i = 0; i + 1 < map->len; i += 2)
		if (is_extra(&map->u.items[i]))
			*items++ = (struct ari_extra){&map->u.items[i],
						      &map->u.items[i + 1]};
	return 0;
}
