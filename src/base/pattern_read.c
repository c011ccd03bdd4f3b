/*
 * The translator: walks an ECMA-262 pattern (u flag) once, with a stack of
 * groups and no recursion, and writes the PCRE2 pattern of the same
 * meaning. What ECMA-262 does not have is an error, never PCRE2 syntax.
 *
 * Callouts, (?C), are written wherever the search may branch or repeat, so
 * that pattern.c can count the steps of a search itself.
 */
#include <arising/pattern.h>

#include "pattern_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOT "[^\\n\\r\\x{2028}\\x{2029}]"

/* What {n,m} says; max of ENDLESS is no maximum. */
struct quantifier {
	struct ari_str min;
	struct ari_str max;
	bool endless;
};

static bool at_end(const struct ari_pattern_reader *r)
{
	return r->at >= r->source.len;
}

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

/* Let pattern.c count here. Look-behinds are short: nothing runs away. */
static void put_count(struct ari_pattern_reader *r)
{
	if (current(r)->behind)
		return;
	ari_buf_puts(&r->out, "(?C)");
	r->stretch = 0;
}

static void stretch_by(struct ari_pattern_reader *r, size_t characters)
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

/*
 * After an atom: group is its index when it is one, else 0; empty says
 * whether the atom itself may match nothing.
 */
static int finish_atom(struct ari_pattern_reader *r, uint32_t group, bool empty)
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
		stretch_by(r, min);
		if (min != max || endless || r->stretch > ARI_PATTERN_STRETCH)
			put_count(r);
	}
	if (!empty && min > 0)
		current(r)->branch_empty = false;
	return 0;
}

/* -- groups -- */

static void begin_branch(struct ari_pattern_reader *r)
{
	current(r)->branches++;
	current(r)->branch_empty = true;
	put_count(r);
}

static void end_branch(struct ari_pattern_reader *r)
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

static int open_group(struct ari_pattern_reader *r)
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
	begin_branch(r);
	return 0;
}

static int close_group(struct ari_pattern_reader *r)
{
	uint32_t index = r->group;
	struct ari_pattern_group *group = current(r);

	if (!index)
		return ari_pattern__fail(
		    r, r->at, "a ) closes nothing: write \\) for a bracket");
	end_branch(r);
	group->closed = true;
	r->group = group->parent;
	r->at++;
	ari_buf_byte(&r->out, ')');
	if (group->kind == ARI_GROUP_PLAIN)
		return finish_atom(r, index, group->empty);
	return 0;
}

/* -- terms -- */

static int read_backslash(struct ari_pattern_reader *r)
{
	struct ari_pattern_escape escape;

	if (ari_pattern__read_escape(&escape, r, false))
		return -1;
	switch (escape.kind) {
	case ARI_ESCAPE_POINT:
		ari_pattern__put_point(&r->out, escape.point);
		return finish_atom(r, 0, false);
	case ARI_ESCAPE_CLASS:
		ari_buf_byte(&r->out, '[');
		ari_pattern__put_set(&r->out, &escape);
		ari_buf_byte(&r->out, ']');
		return finish_atom(r, 0, false);
	case ARI_ESCAPE_REF:
		return finish_atom(r, 0, true);
	case ARI_ESCAPE_DONE:
		break;
	}
	return 0;
}

static int read_bracket(struct ari_pattern_reader *r)
{
	size_t start = r->at;

	if (ari_pattern__read_class(r))
		return -1;
	/* A long class costs a search through it for each character. */
	stretch_by(r, (r->at - start) / 16);
	return finish_atom(r, 0, false);
}

static int read_literal(struct ari_pattern_reader *r)
{
	ari_pattern__put_point(&r->out, ari_utf8_next(r->source, &r->at));
	return finish_atom(r, 0, false);
}

static int read_term(struct ari_pattern_reader *r)
{
	char c = ari_pattern__peek(r, 0);

	switch (c) {
	case '^':
	case '$':
		ari_buf_byte(&r->out, c);
		r->at++;
		return 0;
	case '|':
		r->at++;
		end_branch(r);
		ari_buf_byte(&r->out, '|');
		begin_branch(r);
		return 0;
	case '(':
		return open_group(r);
	case ')':
		return close_group(r);
	case '\\':
		return read_backslash(r);
	case '[':
		return read_bracket(r);
	case '.':
		r->at++;
		ari_buf_puts(&r->out, DOT);
		return finish_atom(r, 0, false);
	case '*':
	case '+':
	case '?':
	case '{':
		return ari_pattern__fail(
		    r, r->at,
		    "%c repeats nothing here: write \\%c for the "
		    "character",
		    c, c);
	case ']':
	case '}':
		return ari_pattern__fail(
		    r, r->at,
		    "%c closes nothing: write \\%c for the "
		    "character",
		    c, c);
	default:
		return read_literal(r);
	}
}

/* -- the reader -- */

static size_t count_bytes(struct ari_str s, char c)
{
	size_t i, count = 0;

	for (i = 0; i < s.len; i++)
		count += s.ptr[i] == c;
	return count;
}

static int init_reader(struct ari_pattern_reader *r, struct ari_str source,
		       struct ari_error *err)
{
	size_t groups = count_bytes(source, '(') + 1;
	size_t refs = count_bytes(source, '\\') + 1;

	r->source = source;
	r->err = err;
	ari_buf_init(&r->out, NULL);
	ari_buf_init(&r->names, NULL);
	r->groups = calloc(groups, sizeof(*r->groups));
	r->captures = calloc(groups, sizeof(*r->captures));
	r->refs = calloc(refs, sizeof(*r->refs));
	r->group_count = 1;
	if (!r->groups || !r->captures || !r->refs)
		return ari_error_memory(err);
	return 0;
}

void ari_pattern__release(struct ari_pattern_reader *r)
{
	ari_buf_release(&r->out);
	ari_buf_release(&r->names);
	free(r->groups);
	free(r->captures);
	free(r->refs);
}

int ari_pattern__read(struct ari_pattern_reader *r, struct ari_str source,
		      struct ari_error *err)
{
	memset(r, 0, sizeof(*r));
	if (source.len > ARI_PATTERN_BYTES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "the pattern is longer than %u bytes",
				     (unsigned)ARI_PATTERN_BYTES);
	if (init_reader(r, source, err))
		return -1;
	if (ari_utf8_check(source) != source.len)
		return ari_pattern__fail(r, ari_utf8_check(source),
					 "this is not UTF-8");
	begin_branch(r);
	while (!at_end(r))
		if (read_term(r))
			return -1;
	if (r->group)
		return ari_pattern__fail(
		    r, source.len, "a group is not closed: a ) is missing");
	if (ari_pattern__check_refs(r))
		return -1;
	return r->out.failed || r->names.failed ? ari_error_memory(err) : 0;
}

size_t ari_pattern__column(struct ari_str source, size_t at)
{
	return ari_utf8_count((struct ari_str){source.ptr, at}) + 1;
}

int ari_pattern__fail(struct ari_pattern_reader *r, size_t at, const char *fmt,
		      ...)
{
	char what[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	return ari_error_set(r->err, ARI_ERR_INVALID,
			     "at character %zu of the pattern: %s",
			     ari_pattern__column(r->source, at), what);
}

void ari_pattern__unsupported(struct ari_pattern_reader *r, size_t at,
			      const char *why)
{
	if (r->unsupported)
		return;
	r->unsupported = why;
	r->unsupported_at = at;
}
