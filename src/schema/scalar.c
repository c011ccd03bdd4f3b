/*
 * Keywords about the value itself: type, numbers and their bounds, strings
 * and their lengths, patterns, formats, and how many a collection holds.
 */
#include "schema/compile.h"
#include "schema/format.h"
#include "schema/number.h"
#include "schema/run.h"

#include <string.h>

/* -- the schema `false` -- */

bool ari_schema__check_false(struct ari_schema__run *run,
			     const struct ari_schema__op *op,
			     const struct ari_node *node)
{
	(void)run;
	(void)op;
	(void)node;
	return false;
}

void ari_schema__report_false(struct ari_schema__run *run,
			      const struct ari_schema__op *op)
{
	(void)op;
	ari_schema__findf(run, ARI_RULE_FALSE, ARI_KW_FALSE,
			  ARI_WORDS(ari_schema__subject(run).ptr));
}

/* -- type -- */

static unsigned type_bit(struct ari_str name)
{
	static const struct {
		const char *name;
		unsigned bit;
	} types[] = {
	    {"null", ARI_IS_NULL},	 {"boolean", ARI_IS_BOOL},
	    {"object", ARI_IS_OBJECT},	 {"array", ARI_IS_ARRAY},
	    {"number", ARI_IS_NUMBER},	 {"string", ARI_IS_STRING},
	    {"integer", ARI_IS_INTEGER},
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (ari_str_is(name, types[i].name))
			return types[i].bit;
	return 0;
}

void ari_schema__compile_type(struct ari_schema__compiler *c,
			      const struct ari_schema__job *job,
			      enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];
	const struct ari_node *items = value;
	uint32_t count = 1;
	unsigned mask = 0;

	if (value->kind == ARI_NODE_SEQUENCE) {
		items = value->u.items;
		count = value->len;
	}
	for (uint32_t i = 0; i < count; i++) {
		unsigned bit = ari_schema__types(&items[i]) == ARI_IS_STRING
				   ? type_bit(ari_node_text(&items[i]))
				   : 0;

		if (!bit)
			ari_schema__bad(c, job->part, kw, &items[i],
					"must be one of null, boolean, object, "
					"array, number, string, integer");
		mask |= bit;
	}
	ari_schema__emit(c, kw, mask, 0);
}

bool ari_schema__check_type(struct ari_schema__run *run,
			    const struct ari_schema__op *op,
			    const struct ari_node *node)
{
	(void)run;
	if (node->type == ARI_TYPE_STRING)
		return op->a & ARI_IS_STRING;
	return (op->a & ari_schema__types(node)) != 0;
}

void ari_schema__report_type(struct ari_schema__run *run,
			     const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;

	ari_schema__findf(
	    run, ARI_RULE_TYPE, ARI_KW_TYPE,
	    ARI_WORDS(ari_schema__subject(run).ptr,
		      ari_schema__type_words(run, op->a).ptr,
		      ari_schema__found(run, node).ptr,
		      ari_schema__type_help(run, op->a, node).ptr));
}

/* -- numbers -- */

void ari_schema__compile_bound(struct ari_schema__compiler *c,
			       const struct ari_schema__job *job,
			       enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];
	struct ari_str text = ari_node_text(value);

	if (!ari_schema__is_number(value))
		ari_schema__bad(c, job->part, kw, value, "must be a number");
	else if (kw == ARI_KW_MULTIPLE_OF &&
		 ari_schema__number_cmp(text, ARI_STR("0")) <= 0)
		ari_schema__bad(c, job->part, kw, value, "must be above 0");
	else
		ari_schema__emit(c, kw, ari_schema__string(c, text), 0);
}

bool ari_schema__check_bound(struct ari_schema__run *run,
			     const struct ari_schema__op *op,
			     const struct ari_node *node)
{
	int order;

	if (!ari_schema__is_number(node))
		return true;
	order = ari_schema__number_cmp(ari_node_text(node),
				       run->schema->strings[op->a]);
	switch (op->keyword) {
	case ARI_KW_MINIMUM:
		return order >= 0;
	case ARI_KW_EXCLUSIVE_MINIMUM:
		return order > 0;
	case ARI_KW_MAXIMUM:
		return order <= 0;
	default:
		return order < 0;
	}
}

void ari_schema__report_bound(struct ari_schema__run *run,
			      const struct ari_schema__op *op)
{
	static const struct {
		const char *before;
		const char *behind;
	} words[] = {
	    [ARI_KW_MINIMUM - ARI_KW_MINIMUM] = {"", " or more"},
	    [ARI_KW_EXCLUSIVE_MINIMUM - ARI_KW_MINIMUM] = {"more than ", ""},
	    [ARI_KW_MAXIMUM - ARI_KW_MINIMUM] = {"", " or less"},
	    [ARI_KW_EXCLUSIVE_MAXIMUM - ARI_KW_MINIMUM] = {"less than ", ""},
	};
	const struct ari_node *node = ari_schema__top(run)->node;
	unsigned row = op->keyword - (unsigned)ARI_KW_MINIMUM;

	ari_schema__findf(
	    run, ARI_RULE_RANGE, (enum ari_schema__kw)op->keyword,
	    ARI_WORDS(ari_schema__subject(run).ptr,
		      ari_schema__text(run, "%s%s%s", words[row].before,
				       run->schema->strings[op->a].ptr,
				       words[row].behind)
			  .ptr,
		      ari_schema__quote(run, node).ptr));
}

bool ari_schema__check_multiple(struct ari_schema__run *run,
				const struct ari_schema__op *op,
				const struct ari_node *node)
{
	int answer;

	if (!ari_schema__is_number(node))
		return true;
	answer = ari_schema__number_multiple(ari_node_text(node),
					     run->schema->strings[op->a]);
	if (answer < 0)
		ari_schema__limit(run, "a number has too many digits to be "
				       "divided");
	return answer > 0;
}

void ari_schema__report_multiple(struct ari_schema__run *run,
				 const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;

	ari_schema__findf(run, ARI_RULE_MULTIPLE, ARI_KW_MULTIPLE_OF,
			  ARI_WORDS(ari_schema__subject(run).ptr,
				    run->schema->strings[op->a].ptr,
				    ari_schema__quote(run, node).ptr));
}

/* -- sizes: characters, keys, items -- */

void ari_schema__compile_size(struct ari_schema__compiler *c,
			      const struct ari_schema__job *job,
			      enum ari_schema__kw kw)
{
	uint64_t size;

	if (ari_schema__count(c, job, kw, &size))
		ari_schema__emit(c, kw, (uint32_t)size, (uint32_t)(size >> 32));
}

static uint64_t size_of(const struct ari_schema__op *op)
{
	return (uint64_t)op->b << 32 | op->a;
}

bool ari_schema__check_length(struct ari_schema__run *run,
			      const struct ari_schema__op *op,
			      const struct ari_node *node)
{
	uint64_t limit = size_of(op);

	(void)run;
	if (node->kind != ARI_NODE_SCALAR || node->type != ARI_TYPE_STRING)
		return true;
	if (op->keyword == ARI_KW_MIN_LENGTH) {
		/* A code point is one to four bytes. */
		if (node->len < limit || node->len / 4 >= limit)
			return node->len >= limit;
		return ari_utf8_count(ari_node_text(node)) >= limit;
	}
	return node->len <= limit ||
	       ari_utf8_count(ari_node_text(node)) <= limit;
}

/* "at least 3 characters", for any of the six sizes. */
static struct ari_str size_words(struct ari_schema__run *run,
				 const struct ari_schema__op *op,
				 const char *unit)
{
	uint64_t size = size_of(op);
	bool least = op->keyword == ARI_KW_MIN_LENGTH ||
		     op->keyword == ARI_KW_MIN_ITEMS ||
		     op->keyword == ARI_KW_MIN_PROPERTIES;

	return ari_schema__text(
	    run, "%s %llu %s%s", least ? "at least" : "at most",
	    (unsigned long long)size, unit, size == 1 ? "" : "s");
}

void ari_schema__report_length(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;
	size_t found = ari_utf8_count(ari_node_text(node));

	ari_schema__findf(
	    run, ARI_RULE_LENGTH, (enum ari_schema__kw)op->keyword,
	    ARI_WORDS(
		ari_schema__subject(run).ptr,
		size_words(run, op, "character").ptr,
		ari_schema__text(run, found ? "%zu" : "none", found).ptr));
}

/* Keys of a mapping or items of a sequence, as the keyword counts them. */
static bool is_counted(const struct ari_schema__op *op,
		       const struct ari_node *node, uint32_t *found)
{
	bool keys = op->keyword == ARI_KW_MIN_PROPERTIES ||
		    op->keyword == ARI_KW_MAX_PROPERTIES;

	*found = keys ? node->len / 2 : node->len;
	return node->kind == (keys ? ARI_NODE_MAPPING : ARI_NODE_SEQUENCE);
}

bool ari_schema__check_size(struct ari_schema__run *run,
			    const struct ari_schema__op *op,
			    const struct ari_node *node)
{
	uint32_t found;

	(void)run;
	if (!is_counted(op, node, &found))
		return true;
	if (op->keyword == ARI_KW_MIN_PROPERTIES ||
	    op->keyword == ARI_KW_MIN_ITEMS)
		return found >= size_of(op);
	return found <= size_of(op);
}

void ari_schema__report_size(struct ari_schema__run *run,
			     const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;
	uint32_t found;

	is_counted(op, node, &found);
	ari_schema__findf(
	    run, ARI_RULE_COUNT, (enum ari_schema__kw)op->keyword,
	    ARI_WORDS(
		ari_schema__subject(run).ptr,
		size_words(run, op,
			   node->kind == ARI_NODE_MAPPING ? "key" : "item")
		    .ptr,
		ari_schema__text(run, found ? "%u" : "none", (unsigned)found)
		    .ptr));
}

/* -- pattern -- */

/* Steps that a search costs before it has begun. */
#define MATCH_STEPS 16

void ari_schema__compile_pattern(struct ari_schema__compiler *c,
				 const struct ari_schema__job *job,
				 enum ari_schema__kw kw)
{
	struct ari_schema__match match = {.part = ARI_NONE}, *slot;

	if (!ari_schema__pattern(c, &match, job, kw, job->values[kw]))
		return;
	slot = ari_schema__push(c, &c->patterns, sizeof(*slot));
	if (!slot)
		return;
	*slot = match;
	ari_schema__emit(c, kw, c->patterns.count - 1, 0);
}

bool ari_schema__matches(struct ari_schema__run *run,
			 const struct ari_schema__match *match,
			 struct ari_str text)
{
	size_t len = match->source.len - 1;
	int found;

	if (match->is_prefix)
		return text.len >= len &&
		       !memcmp(text.ptr, match->source.ptr + 1, len);
	if (!ari_schema__spend(run, MATCH_STEPS))
		return false;
	found = ari_pattern_search(match->pattern, text, run->err);
	if (found < 0)
		run->failed = true;
	return found > 0;
}

bool ari_schema__check_pattern(struct ari_schema__run *run,
			       const struct ari_schema__op *op,
			       const struct ari_node *node)
{
	if (node->kind != ARI_NODE_SCALAR || node->type != ARI_TYPE_STRING)
		return true;
	return ari_schema__matches(run, &run->schema->patterns[op->a],
				   ari_schema__key_text(node));
}

void ari_schema__report_pattern(struct ari_schema__run *run,
				const struct ari_schema__op *op)
{
	const struct ari_schema__frame *frame = ari_schema__top(run);
	const struct ari_node *node = frame->node;

	ari_schema__findf(
	    run, ARI_RULE_PATTERN, ARI_KW_PATTERN,
	    ARI_WORDS(frame->names ? "as a key" : ari_schema__subject(run).ptr,
		      ari_schema__quote(run, node).ptr,
		      run->schema->patterns[op->a].source.ptr));
}

/* -- format -- */

void ari_schema__compile_format(struct ari_schema__compiler *c,
				const struct ari_schema__job *job,
				enum ari_schema__kw kw)
{
	const struct ari_node *value = job->values[kw];
	enum ari_format format;

	if (ari_schema__types(value) != ARI_IS_STRING) {
		ari_schema__bad(c, job->part, kw, value, "must be a string");
		return;
	}
	format = ari_schema__format_find(ari_node_text(value));
	if (format && job->vocabularies & ARI_VOCAB_ASSERT)
		ari_schema__emit(c, kw, (uint32_t)format,
				 ari_schema__string(c, ari_node_text(value)));
}

bool ari_schema__check_format(struct ari_schema__run *run,
			      const struct ari_schema__op *op,
			      const struct ari_node *node)
{
	(void)run;
	if (node->kind != ARI_NODE_SCALAR || node->type != ARI_TYPE_STRING)
		return true;
	return ari_schema__format_check((enum ari_format)op->a,
					ari_node_text(node));
}

void ari_schema__report_format(struct ari_schema__run *run,
			       const struct ari_schema__op *op)
{
	const struct ari_node *node = ari_schema__top(run)->node;
	enum ari_format format = (enum ari_format)op->a;
	const char *example = ari_schema__format_example(format);
	struct ari_error why = {0};
	struct ari_str help = ARI_STR("");

	if (example)
		help = ari_schema__text(run, "write it as %s", example);
	else if (ari_pattern_check(ari_node_text(node), &why))
		help = ari_schema__text(run, "%s", why.message);
	ari_schema__findf(run, ARI_RULE_FORMAT, ARI_KW_FORMAT,
			  ARI_WORDS(ari_schema__subject(run).ptr,
				    ari_schema__quote(run, node).ptr,
				    ari_schema__format_noun(format), help.ptr));
}
