/*
 * What was meant where several branches stand for one value: branches that
 * differ in the value of one key are told by it, branches that only list
 * values are one list, branches that only ask for keys are one question. And
 * what a schema asks for, in a few words.
 */
#include "schema/format.h"
#include "schema/run.h"

/* Branches, and keys of the first, among which one that tells is sought. */
#define TOLD_BRANCHES 256u

static const struct ari_schema__part *part_at(const struct ari_schema *schema,
					      uint32_t id)
{
	const struct ari_schema__part *part = &schema->parts[id];

	for (int hops = 0; part->flags & ARI_PART_ALIAS && hops < 16; hops++)
		part = &schema->parts[part->target];
	return part;
}

static bool is_object_op(const struct ari_schema__op *op)
{
	return op->keyword == ARI_KW_REQUIRED ||
	       op->keyword == ARI_KW_PROPERTY_NAMES ||
	       op->keyword == ARI_KW_PROPERTIES ||
	       op->keyword == ARI_KW_PATTERN_PROPERTIES ||
	       op->keyword == ARI_KW_ADDITIONAL_PROPERTIES;
}

static const struct ari_schema__object *object_of(
    const struct ari_schema *schema, uint32_t id)
{
	const struct ari_schema__part *part = part_at(schema, id);

	for (uint32_t i = 0; i < part->op_count; i++) {
		const struct ari_schema__op *op = &schema->ops[part->ops + i];

		if (is_object_op(op))
			return &schema->objects[op->a];
	}
	return NULL;
}

const struct ari_schema__set *ari_schema__values_of(
    const struct ari_schema *schema, uint32_t id)
{
	const struct ari_schema__part *part = part_at(schema, id);

	for (uint32_t i = 0; i < part->op_count; i++) {
		const struct ari_schema__op *op = &schema->ops[part->ops + i];

		if (op->keyword == ARI_KW_CONST || op->keyword == ARI_KW_ENUM)
			return &schema->sets[op->a];
	}
	return NULL;
}

/* The one key that the part asks for, when it asks for nothing else. */
static const struct ari_schema__key *only_key(const struct ari_schema *schema,
					      uint32_t id)
{
	const struct ari_schema__part *part = part_at(schema, id);
	const struct ari_schema__object *object = object_of(schema, id);

	for (uint32_t i = 0; i < part->op_count; i++) {
		const struct ari_schema__op *op = &schema->ops[part->ops + i];

		if (!is_object_op(op) && op->keyword != ARI_KW_TYPE)
			return NULL;
	}
	if (!object || object->count != 1 || object->properties ||
	    object->match_count || object->names != ARI_NONE ||
	    object->additional != ARI_NONE)
		return NULL;
	return &object->keys[0];
}

/* The key of the part whose value is fixed, the first one; or NULL. */
static const struct ari_schema__key *fixed_key(const struct ari_schema *schema,
					       uint32_t id)
{
	const struct ari_schema__object *object = object_of(schema, id);
	const struct ari_schema__key *found = NULL;

	for (uint32_t i = 0;
	     object && i < object->count && i < ARI_SCHEMA_SUGGEST; i++) {
		const struct ari_schema__key *key = &object->keys[i];

		if (key->part != ARI_NONE &&
		    (!found || key->order < found->order) &&
		    ari_schema__values_of(schema, key->part))
			found = key;
	}
	return found;
}

/* -- a key that tells the branches apart -- */

static const struct ari_schema__key *key_in(const struct ari_schema *schema,
					    uint32_t id, struct ari_str text)
{
	const struct ari_schema__object *object = object_of(schema, id);
	uint32_t row = object ? ari_schema__key_find(object, text) : ARI_NONE;

	return row == ARI_NONE ? NULL : &object->keys[row];
}

static const struct ari_schema__set *tag_in(const struct ari_schema *schema,
					    uint32_t id, struct ari_str text)
{
	const struct ari_schema__key *key = key_in(schema, id, text);

	if (!key || key->part == ARI_NONE)
		return NULL;
	return ari_schema__values_of(schema, key->part);
}

/* Whether each branch fixes the key's value, and not all in one way. */
static bool tells(struct ari_schema__run *run, const struct ari_schema__op *op,
		  struct ari_str text)
{
	const uint32_t *parts = run->schema->lists + op->a;
	const struct ari_schema__set *first =
	    tag_in(run->schema, parts[0], text);
	bool differs = false;

	for (uint32_t i = 0; i < op->b; i++) {
		const struct ari_schema__set *set =
		    tag_in(run->schema, parts[i], text);

		if (!set || !set->count || !first->count)
			return false;
		differs |= !ari_schema__set_has(run, first, &set->nodes[0]);
	}
	return differs;
}

static struct ari_str find_tag(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_schema__object *object =
	    object_of(run->schema, run->schema->lists[op->a]);
	const struct ari_schema__key *found = NULL;

	for (uint32_t i = 0; object && op->b <= TOLD_BRANCHES &&
			     i < object->count && i < ARI_SCHEMA_SUGGEST;
	     i++) {
		const struct ari_schema__key *key = &object->keys[i];

		if (key->part != ARI_NONE &&
		    (!found || key->order < found->order) &&
		    tells(run, op, key->text))
			found = key;
	}
	return found ? found->text : (struct ari_str){NULL, 0};
}

/* Every value that the branches have for the key, in words. */
static struct ari_str tag_words(struct ari_schema__run *run,
				const struct ari_schema__op *op,
				struct ari_str text,
				const struct ari_node *node)
{
	const struct ari_schema__set *sets[TOLD_BRANCHES];

	for (uint32_t i = 0; i < op->b; i++)
		sets[i] =
		    tag_in(run->schema, run->schema->lists[op->a + i], text);
	return ari_schema__accepted(run, sets, op->b, node);
}

static bool report_untold(struct ari_schema__run *run,
			  const struct ari_schema__op *op, struct ari_str text)
{
	const struct ari_node *map = ari_schema__top(run)->node;
	const struct ari_node *at = map->len ? &map->u.items[0] : map;
	struct ari_str args[2];

	for (uint32_t i = 0; i < op->b; i++)
		if (key_in(run->schema, run->schema->lists[op->a + i], text)
			->required == ARI_NONE)
			return false;
	args[0] = ari_schema__text(run, "\"%.*s\"", (int)text.len, text.ptr);
	args[1] =
	    ari_schema__text(run, "`%.*s:` here (%s)", (int)text.len, text.ptr,
			     tag_words(run, op, text, NULL).ptr);
	ari_schema__find(run, &(struct ari_schema__finding){
				  .rule = ARI_RULE_REQUIRED,
				  .kw = (enum ari_schema__kw)op->keyword,
				  .span = ari_node_span(at),
				  .key = text,
				  .value = map,
				  .args = args,
				  .count = 2});
	return true;
}

static void report_tag(struct ari_schema__run *run,
		       const struct ari_schema__op *op, struct ari_str text,
		       const struct ari_node *value)
{
	struct ari_str args[3];

	args[0] = ari_schema__text(run, "\"%.*s\"", (int)text.len, text.ptr);
	args[1] = ari_schema__quote(run, value);
	args[2] = tag_words(run, op, text, value);
	ari_schema__find(run, &(struct ari_schema__finding){
				  .rule = ARI_RULE_ENUM,
				  .kw = (enum ari_schema__kw)op->keyword,
				  .span = ari_node_span(value),
				  .key = text,
				  .child = text,
				  .value = value,
				  .args = args,
				  .count = 3});
}

/* Go by the key that tells the branches apart. True: it is reported. */
static bool go_by_tag(struct ari_schema__run *run,
		      struct ari_schema__frame *frame,
		      const struct ari_schema__op *op)
{
	const uint32_t *parts = run->schema->lists + op->a;
	struct ari_str text = {NULL, 0};
	const struct ari_node *value;

	if (frame->node->kind == ARI_NODE_MAPPING)
		text = find_tag(run, op);
	if (!text.ptr || run->failed)
		return false;
	value = ari_node_get_str(frame->node, text);
	if (!value)
		return report_untold(run, op, text);
	if (ari_schema__set_has(
		run, tag_in(run->schema, parts[frame->s.best], text), value))
		return false;
	for (uint32_t i = 0; i < op->b; i++)
		if (ari_schema__set_has(
			run, tag_in(run->schema, parts[i], text), value)) {
			frame->s.best = i;
			return false;
		}
	report_tag(run, op, text, value);
	return true;
}

/* -- branches that only list values -- */

static bool report_values(struct ari_schema__run *run,
			  struct ari_schema__frame *frame,
			  const struct ari_schema__op *op)
{
	const struct ari_schema__set *sets[TOLD_BRANCHES];

	if (op->b > TOLD_BRANCHES)
		return false;
	for (uint32_t i = 0; i < op->b; i++) {
		sets[i] = ari_schema__values_of(run->schema,
						run->schema->lists[op->a + i]);
		if (!sets[i])
			return false;
	}
	ari_schema__findf(
	    run, ARI_RULE_ENUM, (enum ari_schema__kw)op->keyword,
	    ARI_WORDS(ari_schema__subject(run).ptr,
		      ari_schema__quote(run, frame->node).ptr,
		      ari_schema__accepted(run, sets, op->b, frame->node).ptr));
	return true;
}

/* -- branches that only ask for a key -- */

/*
 * The branches' keys as `"a", "b" or "c"`, those that stand in map where it
 * is given; empty when a branch asks for anything else.
 */
static struct ari_str key_words(struct ari_schema__run *run,
				const struct ari_schema__op *op,
				const struct ari_node *map, const char *quote,
				const char *last)
{
	struct ari_str text = ARI_STR(""), next = {NULL, 0};

	for (uint32_t i = 0; i < op->b; i++) {
		const struct ari_schema__key *key =
		    only_key(run->schema, run->schema->lists[op->a + i]);

		if (!key || op->b > ARI_SCHEMA_SHOWN)
			return ARI_STR("");
		if (map && !ari_node_get_str(map, key->text))
			continue;
		if (next.ptr)
			text = ari_schema__text(run, "%s%s%s", text.ptr,
						text.len ? ", " : "", next.ptr);
		next = ari_schema__text(run, "%s%.*s%s%s", quote,
					(int)key->text.len, key->text.ptr,
					*quote == '`' ? ":" : "", quote);
	}
	return ari_schema__text(run, "%s%s%s", text.ptr, text.len ? last : "",
				next.ptr ? next.ptr : "");
}

static bool report_keys(struct ari_schema__run *run,
			struct ari_schema__frame *frame,
			const struct ari_schema__op *op)
{
	const struct ari_node *map = frame->node;
	struct ari_str args[2];

	if (map->kind != ARI_NODE_MAPPING)
		return false;
	args[0] = key_words(run, op, NULL, "\"", " or ");
	if (!args[0].len)
		return false;
	args[1] = ari_schema__text(run, "%s here",
				   key_words(run, op, NULL, "`", " or ").ptr);
	ari_schema__find(
	    run, &(struct ari_schema__finding){
		     .rule = ARI_RULE_REQUIRED,
		     .kw = (enum ari_schema__kw)op->keyword,
		     .span = ari_node_span(map->len ? &map->u.items[0] : map),
		     .value = map,
		     .args = args,
		     .count = 2});
	return true;
}

bool ari_schema__report_choice(struct ari_schema__run *run,
			       struct ari_schema__frame *frame,
			       const struct ari_schema__op *op)
{
	return report_values(run, frame, op) || report_keys(run, frame, op) ||
	       go_by_tag(run, frame, op);
}

struct ari_str ari_schema__several(struct ari_schema__run *run,
				   const struct ari_schema__frame *frame,
				   const struct ari_schema__op *op)
{
	struct ari_str keys = ARI_STR("");

	if (frame->node->kind == ARI_NODE_MAPPING)
		keys = key_words(run, op, frame->node, "\"", " and ");
	if (keys.len)
		return ari_schema__text(run, "has %s", keys.ptr);
	return ari_schema__text(run, "fits %u forms", (unsigned)frame->s.hits);
}

/* -- what a schema asks for, behind "must not" or "that" -- */

static struct ari_str op_form(struct ari_schema__run *run,
			      const struct ari_schema__op *op, bool third)
{
	const struct ari_schema *schema = run->schema;
	const char *is = third ? "is" : "be", *has = third ? "has" : "have";

	switch (op->keyword) {
	case ARI_KW_TYPE:
		return ari_schema__text(run, "%s %s", is,
					ari_schema__type_words(run, op->a).ptr);
	case ARI_KW_PATTERN:
		return ari_schema__text(run, "%s the form %s", has,
					schema->patterns[op->a].source.ptr);
	case ARI_KW_FORMAT:
		return ari_schema__text(
		    run, "%s a valid %s", is,
		    ari_schema__format_noun((enum ari_format)op->a));
	default:
		return ARI_STR("");
	}
}

struct ari_str ari_schema__form(struct ari_schema__run *run, uint32_t id,
				bool third)
{
	const struct ari_schema *schema = run->schema;
	const struct ari_schema__set *set = ari_schema__values_of(schema, id);
	const struct ari_schema__part *part = part_at(schema, id);
	const struct ari_schema__key *key = only_key(schema, id);
	const char *has = third ? "has" : "have";

	if (set)
		return ari_schema__text(run, "%s %s", third ? "is" : "be",
					ari_schema__set_words(run, set).ptr);
	if (key)
		return ari_schema__text(run, "%s the key \"%s\"", has,
					key->text.ptr);
	key = fixed_key(schema, id);
	if (key) {
		set = ari_schema__values_of(schema, key->part);
		return ari_schema__text(run, "%s \"%s\": %s", has,
					key->text.ptr,
					ari_schema__set_words(run, set).ptr);
	}
	if (part->op_count != 1)
		return ARI_STR("");
	return op_form(run, &schema->ops[part->ops], third);
}

const struct ari_node *ari_schema__only_key_node(struct ari_schema__run *run,
						 uint32_t id,
						 const struct ari_node *map)
{
	const struct ari_schema__key *key = only_key(run->schema, id);
	const struct ari_node *value;

	if (!key || map->kind != ARI_NODE_MAPPING)
		return NULL;
	value = ari_node_get_str(map, key->text);
	return value ? value - 1 : NULL;
}

/* -- why a part applies at all -- */

struct ari_str ari_schema__because(struct ari_schema__run *run)
{
	const struct ari_schema *schema = run->schema;
	uint32_t at = run->depth - 1;

	while (at && run->frames[at].key == ARI_NONE) {
		const struct ari_schema__frame *frame = &run->frames[--at];
		const struct ari_schema__part *part =
		    &schema->parts[frame->part];
		const struct ari_schema__op *op =
		    &schema->ops[part->ops + frame->op];
		const struct ari_schema__key *key;
		const struct ari_node *value;

		if (op->keyword != ARI_KW_IF || frame->s.phase != 1)
			continue;
		key = fixed_key(schema, schema->lists[op->a]);
		value = key ? ari_node_get_str(frame->node, key->text) : NULL;
		if (value)
			return ari_schema__text(
			    run, ", because \"%s\" is %s", key->text.ptr,
			    ari_schema__quote(run, value).ptr);
	}
	return ARI_STR("");
}
