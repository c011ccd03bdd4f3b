/*
 * Schemas that apply on a condition: if/then/else, and what the presence of
 * a key asks for (dependentRequired, dependentSchemas, dependencies).
 */
#include "schema/compile.h"
#include "schema/run.h"

/* -- if, then, else: three parts in lists -- */

static uint32_t branch(struct ari_schema__compiler *c,
		       const struct ari_schema__job *job,
		       enum ari_schema__kw kw)
{
	return job->values[kw] ? ari_schema__child(c, job->values[kw])
			       : ARI_NONE;
}

void ari_schema__compile_condition(struct ari_schema__compiler *c,
				   const struct ari_schema__job *job,
				   enum ari_schema__kw kw)
{
	uint32_t first = c->lists.count;

	ari_schema__push_u32(c, &c->lists, branch(c, job, ARI_KW_IF));
	ari_schema__push_u32(c, &c->lists, branch(c, job, ARI_KW_THEN));
	ari_schema__push_u32(c, &c->lists, branch(c, job, ARI_KW_ELSE));
	ari_schema__emit(c, kw, first, 3);
}

enum ari_schema__verdict ari_schema__step_condition(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	const uint32_t *parts = run->schema->lists + op->a;

	if (!frame->s.phase) {
		if (!frame->waiting &&
		    ari_schema__enter_here(run, frame, parts[0], ARI_MODE_QUIET,
					   ARI_TRACK_OWN))
			return ARI_PUSHED;
		frame->waiting = false;
		frame->s.phase = run->result ? 1 : 2;
	}
	if (parts[frame->s.phase] == ARI_NONE)
		return ARI_PASS;
	if (!frame->waiting &&
	    ari_schema__enter_here(run, frame, parts[frame->s.phase],
				   (enum ari_schema__mode)frame->mode,
				   ARI_TRACK_SHARE))
		return ARI_PUSHED;
	frame->waiting = false;
	return run->result ? ARI_PASS : ARI_FAIL;
}

/* -- what a key brings with it -- */

static void add_needs(struct ari_schema__compiler *c,
		      const struct ari_schema__job *job, enum ari_schema__kw kw,
		      const struct ari_node *list,
		      struct ari_schema__depend *depend)
{
	depend->needs = c->strings.count;
	if (list->kind != ARI_NODE_SEQUENCE) {
		ari_schema__bad(c, job->part, kw, list,
				"must be a list of keys");
		return;
	}
	for (uint32_t i = 0; i < list->len && !c->failed; i++) {
		if (ari_schema__types(&list->u.items[i]) != ARI_IS_STRING) {
			ari_schema__bad(c, job->part, kw, &list->u.items[i],
					"must be a string: a key");
			continue;
		}
		ari_schema__string(c, ari_node_text(&list->u.items[i]));
		depend->need_count++;
	}
}

void ari_schema__compile_depend(struct ari_schema__compiler *c,
				const struct ari_schema__job *job,
				enum ari_schema__kw kw)
{
	const struct ari_node *map = job->values[kw];
	uint32_t first = c->depends.count;

	if (map->kind != ARI_NODE_MAPPING) {
		ari_schema__bad(c, job->part, kw, map, "must be a mapping");
		return;
	}
	for (uint32_t i = 0; i + 1 < map->len && !c->failed; i += 2) {
		const struct ari_node *value = &map->u.items[i + 1];
		struct ari_schema__depend depend = {.part = ARI_NONE}, *slot;

		depend.key =
		    ari_schema__keep(c, ari_node_text(&map->u.items[i]));
		if (kw == ARI_KW_DEPENDENT_REQUIRED ||
		    value->kind == ARI_NODE_SEQUENCE)
			add_needs(c, job, kw, value, &depend);
		else
			depend.part = ari_schema__child(c, value);
		slot = ari_schema__push(c, &c->depends, sizeof(*slot));
		if (slot)
			*slot = depend;
	}
	ari_schema__emit(c, kw, first, c->depends.count - first);
}

static bool has_key(struct ari_schema__run *run, const struct ari_node *map,
		    struct ari_str key)
{
	if (!ari_schema__spend(run, map->len / 16 + 1))
		return false;
	return ari_node_get_str(map, key) != NULL;
}

/* Whether every key that depend needs is there. */
static bool check_needs(struct ari_schema__run *run,
			struct ari_schema__frame *frame,
			const struct ari_schema__op *op,
			const struct ari_schema__depend *depend)
{
	enum ari_schema__kw kw = (enum ari_schema__kw)op->keyword;
	bool passed = true;

	for (uint32_t i = 0; i < depend->need_count; i++) {
		struct ari_str key = run->schema->strings[depend->needs + i];

		if (has_key(run, frame->node, key))
			continue;
		passed = false;
		ari_schema__penalise(run, frame, kw);
		if (frame->mode == ARI_MODE_LOUD && !run->failed)
			ari_schema__report_missing(run, frame, kw, key,
						   &depend->key);
	}
	return passed;
}

enum ari_schema__verdict ari_schema__step_depend(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	if (frame->node->kind != ARI_NODE_MAPPING)
		return ARI_PASS;
	for (; frame->s.at < op->b; frame->s.at++) {
		const struct ari_schema__depend *depend =
		    &run->schema->depends[op->a + frame->s.at];

		if (!frame->waiting && !has_key(run, frame->node, depend->key))
			continue;
		if (depend->part == ARI_NONE)
			run->result = check_needs(run, frame, op, depend);
		else if (!frame->waiting &&
			 ari_schema__enter_here(
			     run, frame, depend->part,
			     (enum ari_schema__mode)frame->mode,
			     ARI_TRACK_SHARE))
			return ARI_PUSHED;
		frame->waiting = false;
		frame->s.failed |= !run->result;
		if (run->failed ||
		    (frame->s.failed && frame->mode == ARI_MODE_QUIET))
			return ARI_FAIL;
	}
	return frame->s.failed ? ARI_FAIL : ARI_PASS;
}
