/*
 * Character classes of an ECMA-262 pattern, and the writing of literals:
 * every character that PCRE2 might read as syntax goes out as \x{…}.
 *
 * A lone surrogate is a code point to ECMA-262 that no UTF-8 text holds, so
 * it is left out of classes.
 */
#include "internal.h"

#define NEVER "[^\\x{0}-\\x{10ffff}]"
#define ALWAYS "." /* compiled with PCRE2_DOTALL */

#define SURROGATE_FIRST 0xD800
#define SURROGATE_LAST 0xDFFF

static bool is_plain(uint32_t point)
{
	return (point >= '0' && point <= '9') ||
	       (point >= 'a' && point <= 'z') ||
	       (point >= 'A' && point <= 'Z') || point > 0x9F;
}

static bool is_surrogate(uint32_t point)
{
	return point >= SURROGATE_FIRST && point <= SURROGATE_LAST;
}

/* In a class or out of it; not for surrogates. */
static void put_safe(struct ari_buf *out, uint32_t point)
{
	if (is_plain(point))
		ari_utf8_put(out, point);
	else
		ari_buf_printf(out, "\\x{%x}", (unsigned)point);
}

void ari_pattern__put_point(struct ari_buf *out, uint32_t point)
{
	if (is_surrogate(point))
		ari_buf_puts(out, NEVER);
	else
		put_safe(out, point);
}

void ari_pattern__put_set(struct ari_buf *out,
			  const struct ari_pattern_escape *escape)
{
	if (escape->set) {
		ari_buf_puts(out, escape->set);
		return;
	}
	ari_buf_puts(out, escape->prefix);
	ari_buf_str(out, escape->property);
	ari_buf_byte(out, '}');
}

/* Write lo to hi without the surrogates; false when nothing is left. */
static bool put_range(struct ari_buf *out, uint32_t lo, uint32_t hi)
{
	if (is_surrogate(lo))
		lo = SURROGATE_LAST + 1;
	if (is_surrogate(hi))
		hi = SURROGATE_FIRST - 1;
	if (lo > hi)
		return false;
	put_safe(out, lo);
	if (lo == hi)
		return true;
	ari_buf_byte(out, '-');
	put_safe(out, hi);
	return true;
}

static bool at_end(const struct ari_pattern_reader *r)
{
	return r->at >= r->source.len;
}

static int read_atom(struct ari_pattern_escape *out,
		     struct ari_pattern_reader *r)
{
	if (ari_pattern__peek(r, 0) == '\\')
		return ari_pattern__read_escape(out, r, true);
	*out = (struct ari_pattern_escape){.kind = ARI_ESCAPE_POINT};
	out->point = ari_utf8_next(r->source, &r->at);
	return 0;
}

/* Read one character, escape or range; *some is set when it adds any. */
static int read_item(struct ari_pattern_reader *r, bool *some)
{
	struct ari_pattern_escape first, last;
	size_t start = r->at;

	if (read_atom(&first, r))
		return -1;
	if (ari_pattern__peek(r, 0) != '-' || ari_pattern__peek(r, 1) == ']') {
		if (first.kind == ARI_ESCAPE_CLASS) {
			ari_pattern__put_set(&r->out, &first);
			*some = true;
		} else if (put_range(&r->out, first.point, first.point)) {
			*some = true;
		}
		return 0;
	}
	r->at++;
	if (at_end(r))
		return 0;
	if (read_atom(&last, r))
		return -1;
	if (first.kind == ARI_ESCAPE_CLASS || last.kind == ARI_ESCAPE_CLASS)
		return ari_pattern__fail(
		    r, start,
		    "a range cannot begin or end with a set: "
		    "write \\- for a hyphen");
	if (first.point > last.point)
		return ari_pattern__fail(r, start, "the range is out of order");
	if (put_range(&r->out, first.point, last.point))
		*some = true;
	return 0;
}

int ari_pattern__read_class(struct ari_pattern_reader *r)
{
	size_t start = r->at, mark = r->out.len;
	bool negated = ari_pattern__peek(r, 1) == '^', some = false;

	r->at += negated ? 2 : 1;
	ari_buf_puts(&r->out, negated ? "[^" : "[");
	while (!at_end(r) && ari_pattern__peek(r, 0) != ']')
		if (read_item(r, &some))
			return -1;
	if (at_end(r))
		return ari_pattern__fail(r, start,
					 "the bracket [ is never closed");
	r->at++;
	if (some) {
		ari_buf_byte(&r->out, ']');
		return 0;
	}
	if (!r->out.failed)
		r->out.len = mark;
	ari_buf_puts(&r->out, negated ? ALWAYS : NEVER);
	return 0;
}
