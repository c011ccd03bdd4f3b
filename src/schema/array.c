/*
 * Items of a sequence: prefixItems, items (and their older spelling) and
 * contains with its counts.
 */
#include "schema/compile.h"
#include "schema/run.h"

/* -- prefixItems and items -- */

static uint32_t add_parts(struct ari_schema__compiler *c,
			  const struct ari_node *list)
{
	uint32_t first = c->lists.count;

	for (uint32_t i = 0; i < list->len && !c->failed; i++)
		ari_schema__push_u32(c, &c->lists,
				     ari_schema__child(c, &list->u.items[i]));
	return first;
}

/* Which keywords say what of the first items, and of the rest. */
static void choose_keywords(const struct ari_schema__job *job,
			    struct ari_schema__array *array)
{
	const struct ari_node *items = job->values[ARI_KW_ITEMS];

	array->prefix_keyword = ARI_KW_PREFIX_ITEMS;
	array->rest_keyword = ARI_KW_ITEMS;
	if (job->draft == ARI_DRAFT_2020)
		return;
	array->prefix_keyword = ARI_KW_ITEMS;
	if (items && items->kind == ARI_NODE_SEQUENCE)
		array->rest_keyword = ARI_KW_ADDITIONAL_ITEMS;
}

void ari_schema__compile_array(struct ari_schema__compiler *c,
			       const struct ari_schema__job *job,
			       enum ari_schema__kw kw)
{
	struct ari_schema__array array = {.rest = ARI_NONE}, *slot;
	const struct ari_node *prefix, *rest;

	if (kw == ARI_KW_ADDITIONAL_ITEMS ||
	    (kw == ARI_KW_ITEMS && job->values[ARI_KW_PREFIX_ITEMS]))
		return;
	choose_keywords(job, &array);
	prefix = job->values[array.prefix_keyword];
	rest = job->values[array.rest_keyword];
	if (prefix && prefix->kind == ARI_NODE_SEQUENCE) {
		array.prefix = add_parts(c, prefix);
		array.prefix_count = prefix->len;
	} else if (prefix && array.prefix_keyword != array.rest_keyword) {
		ari_schema__bad(c, job->part, kw, prefix,
				"must be a list of schemas");
	}
	if (rest)
		array.rest = ari_schema__child(c, rest);
	slot = ari_schema__push(c, &c->arrays, sizeof(*slot));
	if (!slot)
		return;
	*slot = array;
	ari_schema__emit(c, kw, c->arrays.count - 1, 0);
}

/* An item where none may be: told by its keyword, once for all of them. */
static bool refuse_rest(struct ari_schema__run *run,
			struct ari_schema__frame *frame,
			const struct ari_schema__array *array, uint32_t part)
{
	enum ari_schema__kw kw = (enum ari_schema__kw)array->rest_keyword;

	if (!(run->schema->parts[part].flags & ARI_PART_FALSE) ||
	    frame->s.at < array->prefix_count)
		return false;
	frame->s.failed = true;
	if (frame->mode == ARI_MODE_LOUD)
		ari_schema__report_extra(run, frame, frame->s.at, kw);
	ari_schema__penalise(run, frame, kw);
	return true;
}

static uint32_t item_part(const struct ari_schema__run *run,
			  const struct ari_schema__array *array, uint32_t at)
{
	if (at < array->prefix_count)
		return run->schema->lists[array->prefix + at];
	return array->rest;
}

enum ari_schema__verdict ari_schema__step_array(struct ari_schema__run *run,
						struct ari_schema__frame *frame,
						const struct ari_schema__op *op)
{
	const struct ari_schema__array *array = &run->schema->arrays[op->a];
	const struct ari_node *list = frame->node;

	if (list->kind != ARI_NODE_SEQUENCE)
		return ARI_PASS;
	for (; frame->s.at < list->len; frame->s.at++) {
		uint32_t part = item_part(run, array, frame->s.at);

		if (part == ARI_NONE || !ari_schema__spend(run, 1))
			break;
		ari_schema__mark(run, frame->marks, frame->s.at);
		if (!frame->waiting) {
			if (refuse_rest(run, frame, array, part))
				break;
			if (ari_schema__enter_item(run, frame, part,
						   frame->s.at))
				return ARI_PUSHED;
		}
		frame->waiting = false;
		frame->s.failed |= !run->result;
		if (frame->s.failed && frame->mode == ARI_MODE_QUIET)
			break;
	}
	return frame->s.failed || run->failed ? ARI_FAIL : ARI_PASS;
}

/* -- contains -- */

void ari_schema__compile_contains(struct ari_schema__compiler *c,
				  const struct ari_schema__job *job,
				  enum ari_schema__kw kw)
{
	struct ari_schema__contains contains = {.least = 1,
						.most = UINT64_MAX,
						.marks = job->draft ==
							 ARI_DRAFT_2020};
	struct ari_schema__contains *slot;

	contains.part = ari_schema__child(c, job->values[kw]);
	if (job->values[ARI_KW_MIN_CONTAINS])
		ari_schema__count(c, job, ARI_KW_MIN_CONTAINS, &contains.least);
	if (job->values[ARI_KW_MAX_CONTAINS])
		ari_schema__count(c, job, ARI_KW_MAX_CONTAINS, &contains.most);
	slot = ari_schema__push(c, &c->contains, sizeof(*slot));
	if (!slot)
		return;
	*slot = contains;
	ari_schema__emit(c, kw, c->contains.count - 1, 0);
}

/* "at least 1 item that is "public"" */
static struct ari_str contained_words(
    struct ari_schema__run *run, const struct ari_schema__contains *contains,
    bool few)
{
	struct ari_str form = ari_schema__form(run, contains->part, true);
	uint64_t count = few ? contains->least : contains->most;

	return ari_schema__text(run, "at %s %llu item%s %s%s",
				few ? "least" : "most",
				(unsigned long long)count,
				count == 1 ? "" : "s", form.len ? "that " : "",
				form.len ? form.ptr : "of the form asked for");
}

static enum ari_schema__verdict count_contained(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__contains *contains)
{
	uint64_t hits = frame->s.hits;
	bool few = hits < contains->least;
	enum ari_schema__kw kw = ARI_KW_CONTAINS;

	if (!few && hits <= contains->most)
		return ARI_PASS;
	if (!few)
		kw = ARI_KW_MAX_CONTAINS;
	else if (contains->least != 1)
		kw = ARI_KW_MIN_CONTAINS;
	ari_schema__penalise(run, frame, kw);
	if (frame->mode == ARI_MODE_LOUD)
		ari_schema__findf(
		    run, ARI_RULE_CONTAINS, kw,
		    ARI_WORDS(ari_schema__subject(run).ptr,
			      contained_words(run, contains, few).ptr,
			      ari_schema__text(run, hits ? "%llu" : "none",
					       (unsigned long long)hits)
				  .ptr));
	return ARI_FAIL;
}

enum ari_schema__verdict ari_schema__step_contains(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	const struct ari_schema__contains *contains =
	    &run->schema->contains[op->a];
	const struct ari_node *list = frame->node;

	if (list->kind != ARI_NODE_SEQUENCE)
		return ARI_PASS;
	for (; frame->s.at < list->len; frame->s.at++) {
		struct ari_schema__visit visit = {
		    .part = contains->part,
		    .key = frame->s.at,
		    .node = &list->u.items[frame->s.at],
		    .mode = ARI_MODE_QUIET};

		if (!ari_schema__spend(run, 1))
			return ARI_FAIL;
		if (!frame->waiting && ari_schema__enter(run, frame, &visit))
			return ARI_PUSHED;
		frame->waiting = false;
		if (!run->result)
			continue;
		frame->s.hits++;
		if (contains->marks)
			ari_schema__mark(run, frame->marks, frame->s.at);
	}
	return count_contained(run, frame, contains);
}
