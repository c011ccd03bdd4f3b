/*
 * Findings: where the failing value stands in the document, where the
 * failing keyword stands in the schema, and whose sentence says so.
 */
#include "schema/run.h"

static void put_token(struct ari_buf *out, struct ari_str token)
{
	ari_buf_byte(out, '/');
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] == '~')
			ari_buf_puts(out, "~0");
		else if (token.ptr[i] == '/')
			ari_buf_puts(out, "~1");
		else
			ari_buf_byte(out, token.ptr[i]);
	}
}

/* JSON Pointer of the top frame's value, and one token more if there is. */
static void put_instance(struct ari_buf *out, const struct ari_schema__run *run,
			 struct ari_str child)
{
	for (uint32_t i = 1; i < run->depth; i++) {
		const struct ari_schema__frame *frame = &run->frames[i];
		const struct ari_node *outer = run->frames[i - 1].node;

		if (frame->key == ARI_NONE)
			continue;
		if (outer->kind == ARI_NODE_MAPPING)
			put_token(out,
				  ari_node_text(&outer->u.items[frame->key]));
		else
			ari_buf_printf(out, "/%u", (unsigned)frame->key);
	}
	if (child.ptr)
		put_token(out, child);
}

static struct ari_str keep_buf(struct ari_schema__run *run, struct ari_buf *buf)
{
	struct ari_str text = {NULL, 0};

	if (!buf->failed)
		text = ari_arena_dup(run->diags->arena, ari_buf_view(buf));
	if (!text.ptr)
		run->diags->failed = true;
	ari_buf_clear(buf);
	return text;
}

/* The key that a message about the top frame's value names. */
static struct ari_str own_key(const struct ari_schema__run *run)
{
	uint32_t i = run->depth;

	while (--i) {
		const struct ari_schema__frame *frame = &run->frames[i];
		const struct ari_node *outer = run->frames[i - 1].node;

		if (frame->key != ARI_NONE && outer->kind == ARI_NODE_MAPPING)
			return ari_node_text(&outer->u.items[frame->key]);
	}
	return ARI_STR("");
}

/* Put the schema's own sentence and help in the place of ours. */
static void apply_notes(struct ari_schema__run *run, struct ari_diag *diag,
			const struct ari_schema__finding *finding)
{
	uint32_t part = ari_schema__top(run)->part;
	struct ari_str key = finding->key.ptr ? finding->key : own_key(run);
	struct ari_str value = ari_schema__quote(run, finding->value);
	const struct ari_schema__note *note;

	if (finding->value->kind == ARI_NODE_SCALAR &&
	    finding->value->type == ARI_TYPE_NULL)
		value = ARI_STR("an empty value");

	note = ari_schema__note(run->schema, part, finding->kw, false);
	if (note)
		diag->message = ari_schema__fill(run, note, key, value);
	note = ari_schema__note(run->schema, part, finding->kw, true);
	if (note)
		diag->help = ari_schema__fill(run, note, key, value);
}

/* Two branches that ask for the same thing make one finding of it. */
static void drop_repeated(struct ari_diags *diags)
{
	const struct ari_diag *last = &diags->items[diags->count - 1];

	for (size_t i = 0; i + 1 < diags->count; i++) {
		const struct ari_diag *diag = &diags->items[i];

		if (diag->rule != last->rule ||
		    diag->span.start != last->span.start ||
		    diag->span.end != last->span.end ||
		    !ari_str_eq(diag->message, last->message))
			continue;
		diags->count--;
		diags->errors--;
		return;
	}
}

void ari_schema__find(struct ari_schema__run *run,
		      const struct ari_schema__finding *finding)
{
	struct ari_diag *diag =
	    ari_diags_add(run->diags, ari_schema__rule(finding->rule),
			  finding->span, finding->args, finding->count);
	struct ari_buf buf;

	if (diag) {
		ari_buf_init(&buf, run->alloc);
		put_instance(&buf, run, finding->child);
		diag->instance = keep_buf(run, &buf);
		ari_schema__location(&buf, run->schema,
				     ari_schema__top(run)->part,
				     ari_schema__keywords[finding->kw].name);
		diag->schema = keep_buf(run, &buf);
		ari_buf_release(&buf);
		if (!diag->help.len)
			diag->help.ptr = NULL;
		apply_notes(run, diag, finding);
		drop_repeated(run->diags);
	}
	ari_arena_clear(&run->words);
}

void ari_schema__findf(struct ari_schema__run *run,
		       enum ari_schema__rule_id rule, enum ari_schema__kw kw,
		       const char *const *args)
{
	const struct ari_node *node = ari_schema__top(run)->node;
	struct ari_str list[ARI_DIAG_ARGS];
	struct ari_schema__finding finding = {.rule = rule,
					      .kw = kw,
					      .span = ari_node_span(node),
					      .value = node,
					      .args = list};

	for (; finding.count < ARI_DIAG_ARGS && *args; args++)
		list[finding.count++] = ari_str_from(*args);
	ari_schema__find(run, &finding);
}

/* -- keys and items that are missing or too many -- */

/* Parts on one value that a list of known keys is gathered from. */
#define KNOWN_PARTS 64u

/* Keys known to the parts that apply to one value. */
struct known {
	struct ari_str keys[ARI_SCHEMA_SUGGEST];
	uint32_t key_count;
	size_t total; /* those left out too */
	uint32_t parts[KNOWN_PARTS];
	uint32_t part_count;
};

static void add_known_part(struct known *known, uint32_t part)
{
	for (uint32_t i = 0; i < known->part_count; i++)
		if (known->parts[i] == part)
			return;
	if (known->part_count < KNOWN_PARTS)
		known->parts[known->part_count++] = part;
}

/* Whether another part, one before `first`, knows the key too. */
static bool is_known_key(const struct known *known, uint32_t first,
			 struct ari_str key)
{
	for (uint32_t i = 0; i < first; i++)
		if (ari_str_eq(known->keys[i], key))
			return true;
	return false;
}

/* The properties of object, in the order of the schema's text. */
static void add_known_keys(struct known *known,
			   const struct ari_schema__object *object)
{
	uint32_t first = known->key_count, orders[ARI_SCHEMA_SUGGEST];

	known->total += object->properties;
	for (uint32_t i = 0;
	     i < object->count && known->key_count < ARI_SCHEMA_SUGGEST; i++) {
		const struct ari_schema__key *key = &object->keys[i];
		uint32_t at = known->key_count;

		if (key->part == ARI_NONE)
			continue;
		if (is_known_key(known, first, key->text)) {
			known->total--;
			continue;
		}
		for (; at > first && orders[at - 1] > key->order; at--) {
			orders[at] = orders[at - 1];
			known->keys[at] = known->keys[at - 1];
		}
		orders[at] = key->order;
		known->keys[at] = key->text;
		known->key_count++;
	}
}

static void add_known_op(struct known *known, const struct ari_schema *schema,
			 const struct ari_schema__op *op)
{
	switch (op->keyword) {
	case ARI_KW_REF:
	case ARI_KW_DYNAMIC_REF:
		add_known_part(known, op->a);
		break;
	case ARI_KW_ALL_OF:
	case ARI_KW_ANY_OF:
	case ARI_KW_ONE_OF:
	case ARI_KW_IF:
		for (uint32_t i = 0; i < op->b; i++)
			if (schema->lists[op->a + i] != ARI_NONE)
				add_known_part(known, schema->lists[op->a + i]);
		break;
	case ARI_KW_REQUIRED:
	case ARI_KW_PROPERTY_NAMES:
	case ARI_KW_PROPERTIES:
	case ARI_KW_PATTERN_PROPERTIES:
	case ARI_KW_ADDITIONAL_PROPERTIES:
		add_known_keys(known, &schema->objects[op->a]);
		break;
	default:
		break;
	}
}

/* What keys the part knows; with `deep`, what those it applies know too. */
static struct ari_str suggest_key(struct ari_schema__run *run, uint32_t id,
				  bool deep, struct ari_str key)
{
	const struct ari_schema *schema = run->schema;
	struct known known = {.parts = {id}, .part_count = 1};

	for (uint32_t i = 0; i < known.part_count && (deep || !i); i++) {
		const struct ari_schema__part *part =
		    &schema->parts[known.parts[i]];

		for (uint32_t k = 0; k < part->op_count; k++)
			add_known_op(&known, schema,
				     &schema->ops[part->ops + k]);
	}
	return ari_schema__suggest(run, key, known.keys, known.key_count,
				   known.total, "known here");
}

struct ari_str ari_schema__keys_help(struct ari_schema__run *run)
{
	const struct ari_schema *schema = run->schema;
	uint32_t id = ari_schema__top(run)->part;
	const struct ari_schema__part *part = &schema->parts[id];
	struct known known = {.key_count = 0};

	for (uint32_t i = 0; i < part->op_count; i++)
		add_known_op(&known, schema, &schema->ops[part->ops + i]);
	return ari_schema__suggest(run, ARI_STR(""), known.keys,
				   known.key_count, known.total,
				   "write its keys below it");
}

/* Whether the part itself has a property of that name. */
static bool is_known_to(const struct ari_schema__run *run, uint32_t id,
			struct ari_str key)
{
	const struct ari_schema *schema = run->schema;
	const struct ari_schema__part *part = &schema->parts[id];
	struct known known = {.key_count = 0};

	for (uint32_t i = 0; i < part->op_count; i++)
		add_known_op(&known, schema, &schema->ops[part->ops + i]);
	return is_known_key(&known, known.key_count, key);
}

void ari_schema__report_unknown(struct ari_schema__run *run,
				struct ari_schema__frame *frame,
				const struct ari_node *key,
				enum ari_schema__kw kw)
{
	struct ari_str args[2] = {ari_node_text(key)};

	args[1] = ARI_STR("");
	if (run->diags->count < ARI_DIAG_CAP)
		args[1] =
		    suggest_key(run, frame->part,
				kw == ARI_KW_UNEVALUATED_PROPERTIES, args[0]);
	ari_schema__find(
	    run, &(struct ari_schema__finding){.rule = ARI_RULE_UNKNOWN_KEY,
					       .kw = kw,
					       .span = ari_node_span(key),
					       .key = args[0],
					       .child = args[0],
					       .value = key + 1,
					       .args = args,
					       .count = 2});
}

/* Where to add the key, or which one was probably meant by it. */
static struct ari_str missing_help(struct ari_schema__run *run,
				   const struct ari_schema__frame *frame,
				   struct ari_str key)
{
	const struct ari_node *map = frame->node;
	struct ari_str found;

	for (uint32_t i = 0; i + 1 < map->len && i < 2 * ARI_SCHEMA_SUGGEST &&
			     run->diags->count < ARI_DIAG_CAP;
	     i += 2) {
		found = ari_node_text(&map->u.items[i]);
		if (ari_schema__nearest(found, &key, 1) &&
		    !is_known_to(run, frame->part, found))
			return ari_schema__text(
			    run, "`%s:`; or is `%.*s:` it, misspelt?", key.ptr,
			    (int)found.len, found.ptr);
	}
	return ari_schema__text(run, "`%s:` here%s", key.ptr,
				ari_schema__because(run).ptr);
}

void ari_schema__report_missing(struct ari_schema__run *run,
				struct ari_schema__frame *frame,
				enum ari_schema__kw kw, struct ari_str key,
				const struct ari_str *because)
{
	const struct ari_node *map = frame->node;
	const struct ari_node *at = map->len ? &map->u.items[0] : map;
	struct ari_str args[2] = {key, because ? *because : ARI_STR("")};

	if (!because) {
		args[0] = ari_schema__text(run, "\"%s\"", key.ptr);
		args[1] = missing_help(run, frame, key);
	}

	ari_schema__find(
	    run, &(struct ari_schema__finding){
		     .rule = because ? ARI_RULE_DEPENDENT : ARI_RULE_REQUIRED,
		     .kw = kw,
		     .span = ari_node_span(at),
		     .key = key,
		     .value = map,
		     .args = args,
		     .count = 2});
}

void ari_schema__report_extra(struct ari_schema__run *run,
			      struct ari_schema__frame *frame, uint32_t at,
			      enum ari_schema__kw kw)
{
	const struct ari_node *item = &frame->node->u.items[at];
	struct ari_str number = ari_schema__text(run, "%u", (unsigned)at);
	struct ari_str args[2];

	args[0] = ari_schema__subject(run);
	args[1] = at ? ari_schema__text(run, "only %u", (unsigned)at)
		     : ARI_STR("none");
	ari_schema__find(
	    run, &(struct ari_schema__finding){.rule = ARI_RULE_EXTRA_ITEM,
					       .kw = kw,
					       .span = ari_node_span(item),
					       .child = number,
					       .value = item,
					       .args = args,
					       .count = 2});
}
