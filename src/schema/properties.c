/*
 * Keys of a mapping: properties, patternProperties, additionalProperties,
 * required and propertyNames, in one walk over the pairs.
 */
#include "schema/compile.h"
#include "schema/run.h"

#include <stdlib.h>

/* -- compiling -- */

/* The keyword that emits the operation: the first of the family present. */
static enum ari_schema__kw first_of(const struct ari_schema__job *job)
{
	static const enum ari_schema__kw family[] = {
	    ARI_KW_REQUIRED, ARI_KW_PROPERTY_NAMES, ARI_KW_PROPERTIES,
	    ARI_KW_PATTERN_PROPERTIES, ARI_KW_ADDITIONAL_PROPERTIES};
	size_t i = 0;

	while (!job->values[family[i]])
		i++;
	return family[i];
}

static int compare_keys(const void *a, const void *b)
{
	const struct ari_schema__key *x = a, *y = b;
	uint64_t p = ari_schema__head(x->text), q = ari_schema__head(y->text);
	int order;

	if (p != q)
		return p < q ? -1 : 1;
	order = ari_str_cmp(x->text, y->text);
	if (order)
		return order;
	return (x->order > y->order) - (x->order < y->order);
}

static void add_key(struct ari_schema__compiler *c,
		    struct ari_schema__vec *keys, struct ari_str text,
		    uint32_t part, uint32_t required)
{
	struct ari_schema__key *key = ari_schema__push(c, keys, sizeof(*key));

	if (!key)
		return;
	key->text = ari_schema__keep(c, text);
	key->part = part;
	key->required = required;
	key->order = keys->count - 1;
}

static void add_properties(struct ari_schema__compiler *c,
			   const struct ari_schema__job *job,
			   struct ari_schema__vec *keys)
{
	const struct ari_node *map = job->values[ARI_KW_PROPERTIES];

	if (!map || map->kind != ARI_NODE_MAPPING)
		return;
	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2)
		add_key(c, keys, ari_node_text(&map->u.items[i]),
			ari_schema__child(c, &map->u.items[i + 1]), ARI_NONE);
}

static void add_required(struct ari_schema__compiler *c,
			 const struct ari_schema__job *job,
			 struct ari_schema__vec *keys)
{
	const struct ari_node *list = job->values[ARI_KW_REQUIRED];
	uint32_t bits = 0;

	if (!list)
		return;
	if (list->kind != ARI_NODE_SEQUENCE) {
		ari_schema__bad(c, job->part, ARI_KW_REQUIRED, list,
				"must be a list of keys");
		return;
	}
	for (uint32_t i = 0; i < list->len && !c->failed; i++) {
		const struct ari_node *item = &list->u.items[i];

		if (ari_schema__types(item) == ARI_IS_STRING)
			add_key(c, keys, ari_node_text(item), ARI_NONE, bits++);
		else
			ari_schema__bad(c, job->part, ARI_KW_REQUIRED, item,
					"must be a string: a key");
	}
}

/*
 * Sort the keys and make one of those that stand twice (a property that is
 * required too), then number the required ones in their order.
 */
static void fill_keys(struct ari_schema__compiler *c,
		      struct ari_schema__object *object,
		      struct ari_schema__vec *vec)
{
	struct ari_schema__key *keys = vec->ptr;
	uint64_t *heads;
	uint32_t count = 0, *required;

	if (vec->count)
		qsort(keys, vec->count, sizeof(*keys), compare_keys);
	for (uint32_t i = 0; i < vec->count; i++) {
		struct ari_schema__key *last = count ? &keys[count - 1] : NULL;

		if (!last || !ari_str_eq(last->text, keys[i].text))
			keys[count++] = keys[i];
		else if (last->required == ARI_NONE)
			last->required = keys[i].required;
	}
	vec->count = object->count = count;
	object->keys = ari_schema__freeze(c, vec, sizeof(*keys));
	heads = ari_arena_array(&c->schema->arena, count, sizeof(*heads));
	required = ari_arena_array(&c->schema->arena, count, sizeof(*required));
	if (!object->keys || !heads || !required) {
		ari_schema__no_memory(c);
		return;
	}
	object->heads = heads;
	object->required_keys = required;
	for (uint32_t i = 0; i < count; i++) {
		heads[i] = ari_schema__head(keys[i].text);
		object->properties += keys[i].part != ARI_NONE;
		if (keys[i].required != ARI_NONE)
			required[object->required++] = i;
	}
}

static void add_matches(struct ari_schema__compiler *c,
			const struct ari_schema__job *job,
			struct ari_schema__object *object)
{
	const struct ari_node *map = job->values[ARI_KW_PATTERN_PROPERTIES];
	struct ari_schema__vec vec = {0};

	if (!map || map->kind != ARI_NODE_MAPPING)
		return;
	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2) {
		struct ari_node key = map->u.items[i];
		struct ari_schema__match match = {0}, *slot;

		key.type = ARI_TYPE_STRING;
		if (!ari_schema__pattern(c, &match, job,
					 ARI_KW_PATTERN_PROPERTIES, &key))
			continue;
		match.part = ari_schema__child(c, &map->u.items[i + 1]);
		slot = ari_schema__push(c, &vec, sizeof(*slot));
		if (slot)
			*slot = match;
	}
	object->matches = ari_schema__freeze(c, &vec, sizeof(*object->matches));
	object->match_count = vec.count;
}

static uint32_t child_of(struct ari_schema__compiler *c,
			 const struct ari_schema__job *job,
			 enum ari_schema__kw kw)
{
	return job->values[kw] ? ari_schema__child(c, job->values[kw])
			       : ARI_NONE;
}

static void set_bits(struct ari_schema__object *object)
{
	struct ari_schema__key *keys = (struct ari_schema__key *)object->keys;

	for (uint32_t bit = 0; bit < object->required; bit++)
		keys[object->required_keys[bit]].required = bit;
}

void ari_schema__compile_object(struct ari_schema__compiler *c,
				const struct ari_schema__job *job,
				enum ari_schema__kw kw)
{
	struct ari_schema__object object = {0}, *slot;
	struct ari_schema__vec keys = {0};

	if (kw != first_of(job))
		return;
	add_properties(c, job, &keys);
	add_required(c, job, &keys);
	fill_keys(c, &object, &keys);
	add_matches(c, job, &object);
	object.additional = child_of(c, job, ARI_KW_ADDITIONAL_PROPERTIES);
	object.names = child_of(c, job, ARI_KW_PROPERTY_NAMES);
	if (c->failed)
		return;
	set_bits(&object);
	slot = ari_schema__push(c, &c->objects, sizeof(*slot));
	if (!slot)
		return;
	*slot = object;
	ari_schema__emit(c, kw, c->objects.count - 1, 0);
}

/* -- running -- */

/* Phases of one pair. Patterns follow: PHASE_MATCH + their number. */
enum {
	PHASE_NAME,
	PHASE_KEY,
	PHASE_MATCH,
};

/* A key nobody knows, and nothing is accepted there: told at once. */
static bool refuse_key(struct ari_schema__run *run,
		       struct ari_schema__frame *frame,
		       const struct ari_schema__object *object)
{
	uint32_t flags = run->schema->parts[object->additional].flags;

	if (!(flags & ARI_PART_FALSE))
		return false;
	frame->s.failed = true;
	if (frame->mode == ARI_MODE_LOUD)
		ari_schema__report_unknown(run, frame,
					   &frame->node->u.items[frame->s.at],
					   ARI_KW_ADDITIONAL_PROPERTIES);
	ari_schema__penalise(run, frame, ARI_KW_REQUIRED);
	ari_schema__mark(run, frame->marks, frame->s.at / 2);
	return true;
}

static void count_required(struct ari_schema__run *run,
			   struct ari_schema__frame *frame,
			   const struct ari_schema__key *key)
{
	if (key->required == ARI_NONE ||
	    ari_schema__marked(run, frame->s.marks, key->required))
		return;
	ari_schema__mark(run, frame->s.marks, key->required);
	frame->s.hits++;
}

/* The part of the schema for the pair's next phase; ARI_NONE: none left. */
static uint32_t next_part(struct ari_schema__run *run,
			  struct ari_schema__frame *frame,
			  const struct ari_schema__object *object)
{
	struct ari_str key =
	    ari_schema__key_text(&frame->node->u.items[frame->s.at]);

	if (frame->s.phase == PHASE_KEY) {
		uint32_t row = ari_schema__key_find(object, key);

		frame->s.phase++;
		if (row != ARI_NONE) {
			count_required(run, frame, &object->keys[row]);
			if (object->keys[row].part != ARI_NONE) {
				frame->s.best = 1;
				return object->keys[row].part;
			}
		}
	}
	while (frame->s.phase < PHASE_MATCH + object->match_count) {
		uint32_t n = frame->s.phase++ - PHASE_MATCH;

		if (!ari_schema__spend(run, 1))
			return ARI_NONE;
		if (ari_schema__matches(run, &object->matches[n], key)) {
			frame->s.best = 1;
			return object->matches[n].part;
		}
	}
	if (frame->s.best || object->additional == ARI_NONE)
		return ARI_NONE;
	frame->s.best = 1;
	return refuse_key(run, frame, object) ? ARI_NONE : object->additional;
}

/* Run propertyNames on the pair's key, as a string. */
static bool enter_name(struct ari_schema__run *run,
		       struct ari_schema__frame *frame,
		       const struct ari_schema__object *object)
{
	struct ari_schema__visit visit = {.part = object->names,
					  .key = frame->s.at,
					  .node = &run->key,
					  .mode = frame->mode,
					  .names = true};

	run->key = frame->node->u.items[frame->s.at];
	run->key.type = ARI_TYPE_STRING;
	return ari_schema__enter(run, frame, &visit);
}

/* Run one pair on, as far as it goes. True: a frame was pushed. */
static bool run_pair(struct ari_schema__run *run,
		     struct ari_schema__frame *frame,
		     const struct ari_schema__object *object)
{
	for (;;) {
		uint32_t part;

		if (frame->waiting) {
			frame->waiting = false;
			frame->s.failed |= !run->result;
		} else if (frame->s.phase == PHASE_NAME) {
			frame->s.phase = PHASE_KEY;
			if (object->names != ARI_NONE &&
			    enter_name(run, frame, object))
				return true;
			frame->s.failed |=
			    object->names != ARI_NONE && !run->result;
		}
		if (frame->s.failed && frame->mode == ARI_MODE_QUIET)
			return false;
		part = next_part(run, frame, object);
		if (part == ARI_NONE)
			return false;
		ari_schema__mark(run, frame->marks, frame->s.at / 2);
		if (ari_schema__enter_item(run, frame, part, frame->s.at))
			return true;
		frame->s.failed |= !run->result;
	}
}

static void report_missing(struct ari_schema__run *run,
			   struct ari_schema__frame *frame,
			   const struct ari_schema__object *object)
{
	for (uint32_t bit = 0; bit < object->required; bit++) {
		struct ari_str key =
		    object->keys[object->required_keys[bit]].text;

		if (ari_schema__marked(run, frame->s.marks, bit))
			continue;
		ari_schema__penalise(run, frame, ARI_KW_REQUIRED);
		if (frame->mode == ARI_MODE_LOUD)
			ari_schema__report_missing(run, frame, ARI_KW_REQUIRED,
						   key, NULL);
	}
}

enum ari_schema__verdict ari_schema__step_object(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	const struct ari_schema__object *object = &run->schema->objects[op->a];

	if (frame->node->kind != ARI_NODE_MAPPING)
		return ARI_PASS;
	if (!frame->s.begun) {
		frame->s.begun = true;
		frame->s.marks = ari_schema__marks(run, object->required);
	}
	while (frame->s.at + 1 < frame->node->len && !run->failed) {
		if (!frame->s.phase && !ari_schema__spend(run, 1))
			return ARI_FAIL;
		if (run_pair(run, frame, object))
			return ARI_PUSHED;
		if (frame->s.failed && frame->mode == ARI_MODE_QUIET)
			return ARI_FAIL;
		frame->s.at += 2;
		frame->s.phase = PHASE_NAME;
		frame->s.best = 0;
	}
	if (run->failed)
		return ARI_FAIL;
	if (frame->s.hits < object->required) {
		if (frame->mode != ARI_MODE_QUIET)
			report_missing(run, frame, object);
		return ARI_FAIL;
	}
	return frame->s.failed ? ARI_FAIL : ARI_PASS;
}
