/*
 * What the compiler's files share beside the driver: complaints about the
 * schema, patterns and whole numbers.
 */
#include "schema/compile.h"

#include "schema/number.h"
#include "schema/rules.h"

#include <stdio.h>
#include <string.h>

bool ari_schema__is_known_bad(const struct ari_schema__compiler *c,
			      struct ari_span span, struct ari_str place)
{
	for (size_t i = 0; i < c->diags->count; i++) {
		const struct ari_diag *diag = &c->diags->items[i];

		if (diag->span.start != span.start ||
		    diag->span.end != span.end)
			continue;
		if (span.end || ari_str_eq(diag->schema, place))
			return true;
	}
	return false;
}

/* The fragment of a location: enough where the file is at hand. */
static struct ari_str from_hash(struct ari_str location)
{
	const char *hash = memchr(location.ptr, '#', location.len);
	size_t before = hash ? (size_t)(hash - location.ptr) : 0;

	return (struct ari_str){location.ptr + before, location.len - before};
}

/* Sentence and location of one complaint, added to the findings. */
static void add_bad(struct ari_schema__compiler *c, uint32_t part,
		    const char *keyword, const struct ari_node *node,
		    struct ari_str sentence)
{
	const struct ari_schema__origin *origins = c->origins.ptr;
	struct ari_str args[2], location = {NULL, 0};
	struct ari_span span = {0, 0};
	struct ari_diag *diag;
	struct ari_buf buf;

	c->schema->parts = c->parts.ptr;
	c->schema->resources = c->resources.ptr;
	ari_buf_init(&buf, c->diags->arena->alloc);
	ari_schema__location(&buf, c->schema, part, keyword);
	if (!buf.failed)
		location = ari_arena_dup(c->diags->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	if (!location.ptr) {
		ari_schema__no_memory(c);
		return;
	}
	if (origins[part].document == 0)
		span = ari_node_span(node);
	if (ari_schema__is_known_bad(c, span, location))
		return;
	args[0] = location;
	if (!c->schema->parts[part].resource)
		args[0] = from_hash(location);
	args[1] = sentence;
	diag = ari_diags_add(c->diags, ari_schema__rule(ARI_RULE_BAD), span,
			     args, 2);
	if (diag)
		diag->schema = location;
}

void ari_schema__bad(struct ari_schema__compiler *c, uint32_t part,
		     enum ari_schema__kw kw, const struct ari_node *node,
		     const char *fmt, ...)
{
	struct ari_buf sentence;
	va_list args;

	if (c->failed)
		return;
	c->bad++;
	ari_buf_init(&sentence, c->work.alloc);
	va_start(args, fmt);
	ari_buf_vprintf(&sentence, fmt, args);
	va_end(args);
	if (sentence.failed)
		ari_schema__no_memory(c);
	else
		add_bad(c, part, ari_schema__keywords[kw].name, node,
			ari_buf_view(&sentence));
	ari_buf_release(&sentence);
}

static bool is_plain(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
	       (ch >= '0' && ch <= '9') || (ch && strchr("-_:@# ", ch));
}

/* "^x-" asks for no more than how a text begins. */
static bool is_prefix(struct ari_str source)
{
	for (size_t i = 1; i < source.len; i++)
		if (!is_plain(source.ptr[i]))
			return false;
	return source.len > 1 && source.ptr[0] == '^';
}

/* The pattern of that text, compiled now or before; NULL when bad. */
static struct ari_pattern *own_pattern(struct ari_schema__compiler *c,
				       const struct ari_schema__job *job,
				       enum ari_schema__kw kw,
				       const struct ari_node *node)
{
	uint32_t known = ari_schema__map_get(&c->compiled, ari_node_text(node));
	struct ari_error why = {0};
	struct ari_pattern *pattern, **slot;

	if (known != ARI_NONE)
		return ((struct ari_pattern **)c->owned.ptr)[known];
	if (ari_pattern_new(&pattern, ari_node_text(node), &why)) {
		if (why.code == ARI_ERR_MEMORY)
			ari_schema__no_memory(c);
		ari_schema__bad(c, job->part, kw, node, "%s", why.message);
		return NULL;
	}
	slot = ari_schema__push(c, &c->owned, sizeof(*slot));
	if (!slot) {
		ari_pattern_free(pattern);
		return NULL;
	}
	*slot = pattern;
	ari_schema__map_put(c, &c->compiled, ari_node_text(node),
			    c->owned.count - 1);
	return pattern;
}

bool ari_schema__pattern(struct ari_schema__compiler *c,
			 struct ari_schema__match *match,
			 const struct ari_schema__job *job,
			 enum ari_schema__kw kw, const struct ari_node *node)
{
	if (ari_schema__types(node) != ARI_IS_STRING) {
		ari_schema__bad(c, job->part, kw, node,
				"must be a string: a regular expression");
		return false;
	}
	match->pattern = own_pattern(c, job, kw, node);
	if (!match->pattern)
		return false;
	match->source = ari_schema__keep(c, ari_node_text(node));
	match->is_prefix = is_prefix(match->source);
	return !c->failed;
}

/* The greatest 64-bit count that is not above the number in text. */
static uint64_t floor_of(struct ari_str text)
{
	uint64_t value = 0;

	for (int bit = 63; bit >= 0; bit--) {
		uint64_t trial = value | UINT64_C(1) << bit;
		char digits[24];
		int n = snprintf(digits, sizeof(digits), "%llu",
				 (unsigned long long)trial);

		if (ari_schema__number_cmp((struct ari_str){digits, (size_t)n},
					   text) <= 0)
			value = trial;
	}
	return value;
}

bool ari_schema__count(struct ari_schema__compiler *c,
		       const struct ari_schema__job *job,
		       enum ari_schema__kw kw, uint64_t *out)
{
	const struct ari_node *node = job->values[kw];
	struct ari_str text = ari_node_text(node);

	if (!(ari_schema__types(node) & ARI_IS_INTEGER) ||
	    ari_schema__number_cmp(text, ARI_STR("0")) < 0) {
		ari_schema__bad(c, job->part, kw, node,
				"must be a whole number, 0 or more");
		return false;
	}
	*out = floor_of(text);
	return true;
}
