/*
 * Groups, alternatives and quantifiers of a pattern, and the callouts,
 * (?C), that stand wherever the search may branch or repeat: they let
 * pattern.c count the steps of a search itself.
 */
#include "internal.h"

#include <string.h>

/* What {n,m} says; max means nothing when it is endless. */
struct quantifier {
	struct ari_str min;
	struct ari_str max;
	bool endless;
};

static bool skip(struct ari_pattern_reader *r, const char *text)
{
	size_t len = strlen(text);

	if (r->source.len - r->at < len ||
	    memcmp(r->source.ptr + r->at, text, len) != 0)
		return false;
	r->at += len;
	return true;
}

static struct ari_pattern_group *current(struct ari_pattern_reader *r)
{
	return &r->groups[r->group];
}

/* -- steps -- */

/* Let pattern.c count here. */
static void put_count(struct ari_pattern_reader *r)
{
	ari_buf_puts(&r->out, "(?C)");
	r->stretch = 0;
}

void ari_pattern__stretch(struct ari_pattern_reader *r, size_t characters)
{
	r->stretch += characters;
	if (r->stretch > r->longest)
		r->longest = r->stretch;
}

/* -- quantifiers -- */

static struct ari_str read_digits(struct ari_pattern_reader *r)
{
	struct ari_str digits;

	while (ari_pattern__peek(r, 0) == '0' &&
	       ari_pattern__peek(r, 1) >= '0' && ari_pattern__peek(r, 1) <= '9')
		r->at++;
	digits = (struct ari_str){r->source.ptr + r->at, 0};
	while (ari_pattern__peek(r, 0) >= '0' &&
	       ari_pattern__peek(r, 0) <= '9') {
		r->at++;
		digits.len++;
	}
	return digits;
}

/* Read {n}, {n,} or {n,m}; reader->at is on the brace. */
static int read_braces(struct quantifier *q, struct ari_pattern_reader *r)
{
	size_t start = r->at++;

	q->endless = false;
	q->min = read_digits(r);
	q->max = q->min;
	if (q->min.len && skip(r, ",")) {
		q->max = read_digits(r);
		q->endless = q->max.len == 0;
	}
	if (!q->min.len || !skip(r, "}"))
		return ari_pattern__fail(
		    r, start,
		    "{ begins a count such as {2} or {2,5}: write "
		    "\\{ for a brace");
	if (!q->endless &&
	    (q->min.len > q->max.len ||
	     (q->min.len == q->max.len && ari_str_cmp(q->min, q->max) > 0)))
		return ari_pattern__fail(
		    r, start, "the least count is above the greatest");
	return 0;
}

/* The count as a number, or one past what can be run. */
static uint32_t count_value(struct ari_str digits)
{
	uint32_t value = 0;
	size_t i;

	for (i = 0; i < digits.len && value <= ARI_PATTERN_REPEAT; i++)
		value = value * 10 + (uint32_t)(digits.ptr[i] - '0');
	return value <= ARI_PATTERN_REPEAT ? value : ARI_PATTERN_REPEAT + 1;
}

static bool read_quantifier(struct quantifier *q, struct ari_pattern_reader *r,
			    int *result)
{
	char c = ari_pattern__peek(r, 0);

	*result = 0;
	if (c == '{') {
		*result = read_braces(q, r);
		return true;
	}
	if (c != '*' && c != '+' && c != '?')
		return false;
	r->at++;
	q->min = c == '+' ? ARI_STR("1") : ARI_STR("0");
	q->max = ARI_STR("1");
	q->endless = c != '?';
	return true;
}

static void put_quantifier(struct ari_pattern_reader *r, uint32_t min,
			   uint32_t max, bool endless, bool lazy)
{
	if (endless)
		ari_buf_printf(&r->out, "{%u,}", min);
	else if (min == max)
		ari_buf_printf(&r->out, "{%u}", min);
	else
		ari_buf_printf(&r->out, "{%u,%u}", min, max);
	if (lazy)
		ari_buf_byte(&r->out, '?');
}

int ari_pattern__finish_atom(struct ari_pattern_reader *r, uint32_t group,
			     bool empty)
{
	struct quantifier q;
	size_t start = r->at;
	uint32_t min = 1, max = 1;
	bool endless = false;
	int result;

	if (read_quantifier(&q, r, &result)) {
		if (result)
			return -1;
		endless = q.endless;
		min = count_value(q.min);
		max = endless ? ARI_PATTERN_REPEAT : count_value(q.max);
		if (min > ARI_PATTERN_REPEAT || max > ARI_PATTERN_REPEAT)
			ari_pattern__unsupported(
			    r, start, "a count above 65535 is too many");
		put_quantifier(r, min, max, endless, skip(r, "?"));
	}
	if (group) {
		r->groups[group].loops = max > 1;
		r->groups[group].optional = min == 0;
	} else {
		ari_pattern__stretch(r, min);
		/* What may be empty may be long too: a back reference. */
		if (min != max || endless || empty ||
		    r->stretch > ARI_PATTERN_STRETCH)
			put_count(r);
	}
	if (!empty && min > 0)
		current(r)->branch_empty = false;
	return 0;
}

/* -- groups -- */

void ari_pattern__begin_branch(struct ari_pattern_reader *r)
{
	current(r)->branches++;
	current(r)->branch_empty = true;
	put_count(r);
}

void ari_pattern__end_branch(struct ari_pattern_reader *r)
{
	if (current(r)->branch_empty)
		current(r)->empty = true;
}

static void enter_group(struct ari_pattern_reader *r,
			enum ari_pattern_group_kind kind)
{
	const struct ari_pattern_group *outer = current(r);
	struct ari_pattern_group *group = &r->groups[r->group_count];

	*group = (struct ari_pattern_group){.kind = kind, .parent = r->group};
	group->depth = outer->depth + 1;
	group->branch = outer->branches;
	group->behind = outer->behind || kind == ARI_GROUP_BEHIND ||
			kind == ARI_GROUP_NOT_BEHIND;
	r->group = r->group_count++;
}

int ari_pattern__open_group(struct ari_pattern_reader *r)
{
	static const struct {
		const char *text;
		enum ari_pattern_group_kind kind;
	} special[] = {
	    {"(?:", ARI_GROUP_PLAIN},	    {"(?=", ARI_GROUP_AHEAD},
	    {"(?!", ARI_GROUP_NOT_AHEAD},   {"(?<=", ARI_GROUP_BEHIND},
	    {"(?<!", ARI_GROUP_NOT_BEHIND},
	};
	size_t start = r->at, i;
	bool named;

	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		if (!skip(r, special[i].text))
			continue;
		ari_buf_puts(&r->out, special[i].text);
		enter_group(r, special[i].kind);
		goto out;
	}
	named = skip(r, "(?<");
	if (!named && ari_pattern__peek(r, 1) == '?')
		return ari_pattern__fail(
		    r, start, "(? goes on with : = ! <= <! or <name>");
	if (!named)
		r->at++;
	ari_buf_byte(&r->out, '(');
	enter_group(r, ARI_GROUP_PLAIN);
	r->captures[++r->capture_count] = r->group;
	if (named && ari_pattern__add_name(r, start))
		return -1;
out:
	if (current(r)->depth > ARI_PATTERN_DEPTH)
		ari_pattern__unsupported(
		    r, start, "groups nested more than 250 deep are too many");
	ari_pattern__begin_branch(r);
	return 0;
}

int ari_pattern__close_group(struct ari_pattern_reader *r)
{
	uint32_t index = r->group;
	struct ari_pattern_group *group = current(r);

	if (!index)
		return ari_pattern__fail(
		    r, r->at, "a ) closes nothing: write \\) for a bracket");
	ari_pattern__end_branch(r);
	group->closed = true;
	r->group = group->parent;
	r->at++;
	ari_buf_byte(&r->out, ')');
	if (group->kind == ARI_GROUP_PLAIN)
		return ari_pattern__finish_atom(r, index, group->empty);
	return 0;
}
