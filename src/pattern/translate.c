/*
 * The translator: walks an ECMA-262 pattern (u flag) once, with a stack of
 * groups and no recursion, and writes the PCRE2 pattern of the same
 * meaning. What ECMA-262 does not have is an error, never PCRE2 syntax.
 */
#include <arising/pattern.h>

#include "internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOT "[^\\n\\r\\x{2028}\\x{2029}]"

static bool at_end(const struct ari_pattern_reader *r)
{
	return r->at >= r->source.len;
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
		return ari_pattern__finish_atom(r, 0, false);
	case ARI_ESCAPE_CLASS:
		ari_buf_byte(&r->out, '[');
		ari_pattern__put_set(&r->out, &escape);
		ari_buf_byte(&r->out, ']');
		return ari_pattern__finish_atom(r, 0, false);
	case ARI_ESCAPE_REF:
		return ari_pattern__finish_atom(r, 0, true);
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
	ari_pattern__stretch(r, (r->at - start) / 16);
	return ari_pattern__finish_atom(r, 0, false);
}

static int read_literal(struct ari_pattern_reader *r)
{
	ari_pattern__put_point(&r->out, ari_utf8_next(r->source, &r->at));
	return ari_pattern__finish_atom(r, 0, false);
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
		ari_pattern__end_branch(r);
		ari_buf_byte(&r->out, '|');
		ari_pattern__begin_branch(r);
		return 0;
	case '(':
		return ari_pattern__open_group(r);
	case ')':
		return ari_pattern__close_group(r);
	case '\\':
		return read_backslash(r);
	case '[':
		return read_bracket(r);
	case '.':
		r->at++;
		ari_buf_puts(&r->out, DOT);
		return ari_pattern__finish_atom(r, 0, false);
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
	ari_pattern__begin_branch(r);
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
