/*
 * enum, const and uniqueItems: values compared whole. Long lists are
 * searched and compared by hash, so that their length costs little.
 */
#include "schema/compile.h"
#include "schema/run.h"

#include <stdlib.h>

/* Lists shorter than this are compared item by item. */
#define FEW_ITEMS 8u

static int compare_values(const void *a, const void *b)
{
	const struct ari_schema__value *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Copy the values and sort their hashes. */
static bool fill_set(struct ari_schema__compiler *c,
		     struct ari_schema__set *set, const struct ari_node *nodes,
		     uint32_t count)
{
	struct ari_node list = {.kind = ARI_NODE_SEQUENCE, .len = count};
	struct ari_schema__value *sorted;
	const struct ari_node *copy;
	uint64_t steps = UINT64_MAX;

	list.u.items = nodes;
	copy = ari_schema__copy(&c->schema->arena, &list);
	sorted = ari_arena_array(&c->schema->arena, count + 1, sizeof(*sorted));
	if (!copy || !sorted) {
		ari_schema__no_memory(c);
		return false;
	}
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = (struct ari_schema__value){
		    ari_schema__hash(&nodes[i], &steps), i};
	if (count)
		qsort(sorted, count, sizeof(*sorted), compare_values);
	*set = (struct ari_schema__set){copy->u.items, sorted, count};
	return true;
}

void ari_schema__compile_values(struct ari_schema__compiler *c,
				const struct ari_schema__job *job,
				enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];
	struct ari_schema__set *set;

	if (kw == ARI_KW_ENUM && value->kind != ARI_NODE_SEQUENCE) {
		ari_schema__bad(c, job->part, kw, value,
				"must be a list of the values accepted");
		return;
	}
	set = ari_schema__push(c, &c->sets, sizeof(*set));
	if (!set)
		return;
	if (kw == ARI_KW_ENUM)
		fill_set(c, set, value->u.items, value->len);
	else
		fill_set(c, set, value, 1);
	ari_schema__emit(c, kw, c->sets.count - 1, 0);
}

/* Equality on the run's steps; running out of them fails the run. */
static bool same(struct ari_schema__run *run, const struct ari_node *a,
		 const struct ari_node *b)
{
	int answer = ari_schema__equal(a, b, &run->steps);

	if (answer < 0)
		ari_schema__limit(run, "comparing values would take too many "
				       "steps");
	return answer > 0;
}

/* Strings need no hash of deep values: most sets are short lists of words. */
static bool find_few(struct ari_schema__run *run,
		     const struct ari_schema__set *set,
		     const struct ari_node *node)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (same(run, &set->nodes[i], node))
			return true;
	return false;
}

bool ari_schema__set_has(struct ari_schema__run *run,
			 const struct ari_schema__set *set,
			 const struct ari_node *node)
{
	uint32_t lo = 0, hi = set->count;
	uint64_t hash;

	if (set->count <= FEW_ITEMS)
		return find_few(run, set, node);
	hash = ari_schema__hash(node, &run->steps);
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (set->sorted[mid].hash < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < set->count && set->sorted[lo].hash == hash; lo++)
		if (same(run, &set->nodes[set->sorted[lo].order], node))
			return true;
	return false;
}

bool ari_schema__check_values(struct ari_schema__run *run,
			      const struct ari_schema__op *op,
			      const struct ari_node *node)
{
	return ari_schema__set_has(run, &run->schema->sets[op->a], node);
}

struct ari_str ari_schema__set_words(struct ari_schema__run *run,
				     const struct ari_schema__set *set)
{
	struct ari_str text = ARI_STR("");

	for (uint32_t i = 0; i < set->count && i < ARI_SCHEMA_SHOWN; i++)
		text =
		    ari_schema__text(run, "%s%s%s", text.ptr,
				     !i			   ? ""
				     : i + 1 == set->count ? " or "
							   : ", ",
				     ari_schema__show(run, &set->nodes[i]).ptr);
	return set->count > ARI_SCHEMA_SHOWN
		   ? ari_schema__text(run, "%s or others", text.ptr)
		   : text;
}

/* The same letters with quotes and without: 1.0 is not "1.0". */
static bool differs_in_quotes(const struct ari_node *a,
			      const struct ari_node *b)
{
	return a->kind == ARI_NODE_SCALAR && b->kind == ARI_NODE_SCALAR &&
	       (a->type == ARI_TYPE_STRING) != (b->type == ARI_TYPE_STRING) &&
	       ari_str_eq(ari_node_text(a), ari_node_text(b));
}

/* What to do about the quotes, when that is all; or empty. */
static struct ari_str quotes_help(struct ari_schema__run *run,
				  const struct ari_schema__set *set,
				  const struct ari_node *node)
{
	for (uint32_t i = 0; i < set->count && i < ARI_SCHEMA_SUGGEST; i++) {
		if (!differs_in_quotes(&set->nodes[i], node))
			continue;
		if (node->type != ARI_TYPE_STRING)
			return ari_schema__quote_help(run, node);
		return ari_schema__text(
		    run, "write %s without quotes",
		    ari_schema__show(run, &set->nodes[i]).ptr);
	}
	return ARI_STR("");
}

struct ari_str ari_schema__accepted(struct ari_schema__run *run,
				    const struct ari_schema__set *const *sets,
				    uint32_t count, const struct ari_node *node)
{
	struct ari_str known[ARI_SCHEMA_SUGGEST], help = ARI_STR("");
	struct ari_str text = node ? ari_node_text(node) : ARI_STR("");
	size_t used = 0, total = 0;

	if (run->diags->count >= ARI_DIAG_CAP)
		return help;
	for (uint32_t i = 0; i < count; i++) {
		const struct ari_schema__set *set = sets[i];

		total += set->count;
		if (node && !help.len)
			help = quotes_help(run, set, node);
		for (uint32_t k = 0;
		     k < set->count && used < ARI_SCHEMA_SUGGEST; k++)
			known[used++] =
			    set->nodes[k].kind == ARI_NODE_SCALAR
				? ari_node_text(&set->nodes[k])
				: ari_schema__show(run, &set->nodes[k]);
	}
	if (help.len)
		return help;
	return ari_schema__suggest(run, text, known, used, total, "accepted");
}

static void report_const(struct ari_schema__run *run,
			 const struct ari_schema__set *set)
{
	const struct ari_node *node = ari_schema__top(run)->node;

	ari_schema__findf(run, ARI_RULE_CONST, ARI_KW_CONST,
			  ARI_WORDS(ari_schema__subject(run).ptr,
				    ari_schema__show(run, &set->nodes[0]).ptr,
				    ari_schema__show(run, node).ptr,
				    quotes_help(run, set, node).ptr));
}

void ari_schema__report_values(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_schema__set *set = &run->schema->sets[op->a];
	const struct ari_schema__frame *frame = ari_schema__top(run);
	const struct ari_node *node = frame->node;

	if (frame->names) {
		ari_schema__findf(
		    run, ARI_RULE_UNKNOWN_KEY, (enum ari_schema__kw)op->keyword,
		    ARI_WORDS(ari_schema__text(run, "%.*s", (int)node->len,
					       node->u.text)
				  .ptr,
			      ari_schema__accepted(run, &set, 1, node).ptr));
		return;
	}
	if (op->keyword == ARI_KW_CONST) {
		report_const(run, set);
		return;
	}
	ari_schema__findf(
	    run, ARI_RULE_ENUM, ARI_KW_ENUM,
	    ARI_WORDS(ari_schema__subject(run).ptr,
		      ari_schema__quote(run, node).ptr,
		      ari_schema__accepted(run, &set, 1, node).ptr));
}

/* -- uniqueItems -- */

void ari_schema__compile_unique(struct ari_schema__compiler *c,
				const struct ari_schema__job *job,
				enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];

	if (ari_schema__types(value) != ARI_IS_BOOL)
		ari_schema__bad(c, job->part, kw, value,
				"must be true or false");
	else if (ari_schema__is_true(value))
		ari_schema__emit(c, kw, 0, 0);
}

static bool twins_among_few(struct ari_schema__run *run,
			    const struct ari_node *list, uint32_t twins[2])
{
	for (uint32_t j = 1; j < list->len; j++)
		for (uint32_t i = 0; i < j; i++)
			if (same(run, &list->u.items[i], &list->u.items[j])) {
				twins[0] = i;
				twins[1] = j;
				return true;
			}
	return false;
}

/* Twins among the items of one hash that begin at first, if they are the
 * earliest yet: twins[1] is the place to beat. */
static bool twins_of_hash(struct ari_schema__run *run,
			  const struct ari_node *list,
			  const struct ari_schema__value *sorted,
			  uint32_t first, uint32_t twins[2])
{
	for (uint32_t j = first + 1;
	     j < list->len && sorted[j].hash == sorted[first].hash; j++)
		for (uint32_t i = first; i < j; i++) {
			uint32_t a = sorted[i].order, b = sorted[j].order;

			if (b >= twins[1] || run->failed)
				return false;
			if (!same(run, &list->u.items[a], &list->u.items[b]))
				continue;
			twins[0] = a;
			twins[1] = b;
			return true;
		}
	return false;
}

/* The first item that says what an earlier one said. */
static bool find_twins(struct ari_schema__run *run, const struct ari_node *list,
		       uint32_t twins[2])
{
	struct ari_schema__value *sorted;
	struct ari_arena arena;
	bool found = false;

	if (list->len < FEW_ITEMS)
		return twins_among_few(run, list, twins);
	ari_arena_init(&arena, run->alloc, 0);
	sorted = ari_arena_array(&arena, list->len, sizeof(*sorted));
	if (!sorted) {
		run->failed = true;
		ari_error_memory(run->err);
		goto out;
	}
	for (uint32_t i = 0; i < list->len; i++)
		sorted[i] = (struct ari_schema__value){
		    ari_schema__hash(&list->u.items[i], &run->steps), i};
	qsort(sorted, list->len, sizeof(*sorted), compare_values);
	twins[1] = list->len;
	for (uint32_t i = 0; i < list->len; i++)
		if (!i || sorted[i].hash != sorted[i - 1].hash)
			found |= twins_of_hash(run, list, sorted, i, twins);
out:
	ari_arena_release(&arena);
	return found;
}

bool ari_schema__check_unique(struct ari_schema__run *run,
			      const struct ari_schema__op *op,
			      const struct ari_node *node)
{
	uint32_t twins[2];

	(void)op;
	return node->kind != ARI_NODE_SEQUENCE || !find_twins(run, node, twins);
}

void ari_schema__report_unique(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;
	uint32_t twins[2] = {0, 0};
	struct ari_str args[4];

	(void)op;
	find_twins(run, node, twins);
	args[0] = ari_schema__subject(run);
	args[1] = ari_schema__show(run, &node->u.items[twins[1]]);
	args[2] = ari_schema__text(run, "%u", (unsigned)twins[0] + 1);
	args[3] = ari_schema__text(run, "%u", (unsigned)twins[1] + 1);
	ari_schema__find(run,
			 &(struct ari_schema__finding){
			     .rule = ARI_RULE_UNIQUE,
			     .kw = ARI_KW_UNIQUE_ITEMS,
			     .span = ari_node_span(&node->u.items[twins[1]]),
			     .value = &node->u.items[twins[1]],
			     .args = args,
			     .count = 4});
}
