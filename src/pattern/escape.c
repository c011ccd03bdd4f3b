/*
 * Escapes of an ECMA-262 pattern with the u flag: only those it has, each
 * with its meaning there, whatever PCRE2 makes of the same letters.
 *
 * Source: ECMA-262 21.2.1 (CharacterEscape, CharacterClassEscape) and
 * 21.2.2.12; WhiteSpace and LineTerminator of 11.2 and 11.3 for \s.
 */
#include "internal.h"

#include <string.h>

#define DIGITS "0-9"
#define NOT_DIGITS "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}"
#define WORDS "0-9A-Z_a-z"
#define NOT_WORDS                                                              \
	"\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}"                  \
	"\\x{7b}-\\x{10ffff}"
#define SPACES                                                                 \
	"\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}"              \
	"\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NOT_SPACES                                                             \
	"\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}"          \
	"\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}"            \
	"\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}"            \
	"\\x{ff00}-\\x{10ffff}"

/* Escapes that name a set of characters. */
static const struct {
	char letter;
	const char *set;
} sets[] = {
    {'d', DIGITS},     {'D', NOT_DIGITS}, {'s', SPACES},
    {'S', NOT_SPACES}, {'w', WORDS},	  {'W', NOT_WORDS},
};

/* Escapes that name a control character. */
static const struct {
	char letter;
	uint32_t point;
} controls[] = {
    {'t', 0x9}, {'n', 0xA}, {'v', 0xB}, {'f', 0xC}, {'r', 0xD},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Read exactly count hexadecimal digits. */
static bool read_hex(uint32_t *out, struct ari_pattern_reader *r, size_t count)
{
	uint32_t value = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		int digit = hex_value(ari_pattern__peek(r, i));

		if (digit < 0)
			return false;
		value = value * 16 + (uint32_t)digit;
	}
	r->at += count;
	*out = value;
	return true;
}

/* Read {…}, leading zeros allowed; reader->at is on the brace. */
static bool read_braced(uint32_t *out, struct ari_pattern_reader *r)
{
	uint32_t value = 0;
	size_t i;

	for (i = 1; hex_value(ari_pattern__peek(r, i)) >= 0; i++) {
		value =
		    value * 16 + (uint32_t)hex_value(ari_pattern__peek(r, i));
		if (value > 0x10FFFF)
			return false;
	}
	if (i == 1 || ari_pattern__peek(r, i) != '}')
		return false;
	r->at += i + 1;
	*out = value;
	return true;
}

int ari_pattern__read_unicode(uint32_t *out, struct ari_pattern_reader *r,
			      size_t start)
{
	uint32_t high, low;
	size_t after;

	if (ari_pattern__peek(r, 0) == '{') {
		if (read_braced(out, r))
			return 0;
		return ari_pattern__fail(
		    r, start, "\\u{…} needs hexadecimal digits up to 10FFFF");
	}
	if (!read_hex(&high, r, 4))
		return ari_pattern__fail(
		    r, start, "\\u needs four hexadecimal digits or {…}");
	*out = high;
	after = r->at;
	if (high < 0xD800 || high > 0xDBFF || ari_pattern__peek(r, 0) != '\\' ||
	    ari_pattern__peek(r, 1) != 'u')
		return 0;
	r->at += 2;
	if (read_hex(&low, r, 4) && low >= 0xDC00 && low <= 0xDFFF)
		*out = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
	else
		r->at = after;
	return 0;
}

/* Read {name} of \p or \P. */
static int read_property(struct ari_pattern_escape *out,
			 struct ari_pattern_reader *r, size_t start,
			 bool negated)
{
	struct ari_str text = {NULL, 0};
	const char *close = NULL;

	if (ari_pattern__peek(r, 0) == '{') {
		text.ptr = r->source.ptr + r->at + 1;
		close = memchr(text.ptr, '}', r->source.len - r->at - 1);
	}
	if (!close)
		return ari_pattern__fail(
		    r, start,
		    "\\%c needs a property in braces, as in "
		    "\\p{Lu}",
		    negated ? 'P' : 'p');
	text.len = (size_t)(close - text.ptr);
	r->at += text.len + 2;
	if (!ari_pattern__find_property(out, text, negated))
		return ari_pattern__fail(
		    r, start,
		    "there is no Unicode property \"%.*s\"; "
		    "write one such as Letter, Lu or Script=Greek",
		    (int)(text.len < 60 ? text.len : 60), text.ptr);
	if (ari_str_is(out->property, "CWKCF"))
		ari_pattern__unsupported(
		    r, start, "Changes_When_NFKC_Casefolded is not known");
	return 0;
}

/* Read \1 to \9 and on; reader->at is on the first digit. */
static int read_number_ref(struct ari_pattern_escape *out,
			   struct ari_pattern_reader *r, size_t start)
{
	struct ari_pattern_ref ref = {.at = start};

	while (is_digit(ari_pattern__peek(r, 0)) &&
	       ref.capture <= ARI_PATTERN_REPEAT) {
		ref.capture = ref.capture * 10 +
			      (uint32_t)(ari_pattern__peek(r, 0) - '0');
		r->at++;
	}
	ari_pattern__put_ref(r, ref);
	out->kind = ARI_ESCAPE_REF;
	return 0;
}

static int read_named_ref(struct ari_pattern_escape *out,
			  struct ari_pattern_reader *r, size_t start)
{
	struct ari_pattern_ref ref = {.at = start};
	struct ari_pattern_name name;

	if (ari_pattern__peek(r, 0) != '<')
		return ari_pattern__fail(r, start,
					 "\\k needs the name of a group, as in "
					 "\\k<name>");
	r->at++;
	if (ari_pattern__read_name(&name, r))
		return -1;
	ref.name = name.at;
	ref.name_len = name.len;
	ari_pattern__put_ref(r, ref);
	out->kind = ARI_ESCAPE_REF;
	return 0;
}

/* \b, \B, \k and \1, which stand outside classes only. */
static int read_outside(struct ari_pattern_escape *out,
			struct ari_pattern_reader *r, size_t start, char c)
{
	if (c == 'k')
		return read_named_ref(out, r, start);
	if (c != 'b' && c != 'B') {
		r->at = start + 1;
		return read_number_ref(out, r, start);
	}
	out->kind = ARI_ESCAPE_DONE;
	ari_buf_puts(&r->out, c == 'b' ? "\\b" : "\\B");
	return 0;
}

/* \c, \x, \0: a code point by its number. */
static int read_coded(struct ari_pattern_escape *out,
		      struct ari_pattern_reader *r, size_t start, char c)
{
	if (c == 'x') {
		if (read_hex(&out->point, r, 2))
			return 0;
		return ari_pattern__fail(r, start,
					 "\\x needs two hexadecimal digits");
	}
	if (c == '0') {
		out->point = 0;
		if (!is_digit(ari_pattern__peek(r, 0)))
			return 0;
		return ari_pattern__fail(
		    r, start,
		    "there are no octal escapes: write \\x and two "
		    "hexadecimal digits");
	}
	if (!is_letter(ari_pattern__peek(r, 0)))
		return ari_pattern__fail(r, start,
					 "\\c needs a letter from A to Z");
	out->point = (uint32_t)ari_pattern__peek(r, 0) % 32;
	r->at++;
	return 0;
}

/* A backslash before what needs none, or before a letter without sense. */
static int refuse_escape(struct ari_pattern_reader *r, size_t start)
{
	size_t end = start + 1;

	if (end >= r->source.len)
		return ari_pattern__fail(
		    r, start,
		    "a backslash ends the pattern: write \\\\ for "
		    "a backslash");
	ari_utf8_next(r->source, &end);
	return ari_pattern__fail(
	    r, start,
	    "%.*s is no escape: a backslash goes before "
	    "^ $ \\ . * + ? ( ) [ ] { } | / and the letters "
	    "b B c d D f k n p P r s S t u v w W x",
	    (int)(end - start), r->source.ptr + start);
}

static bool find_fixed(struct ari_pattern_escape *out, char c)
{
	size_t i;

	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (sets[i].letter == c) {
			out->kind = ARI_ESCAPE_CLASS;
			out->set = sets[i].set;
			return true;
		}
	for (i = 0; i < sizeof(controls) / sizeof(controls[0]); i++)
		if (controls[i].letter == c) {
			out->point = controls[i].point;
			return true;
		}
	return false;
}

int ari_pattern__read_escape(struct ari_pattern_escape *out,
			     struct ari_pattern_reader *r, bool in_class)
{
	size_t start = r->at;
	char c = ari_pattern__peek(r, 1);

	*out = (struct ari_pattern_escape){.kind = ARI_ESCAPE_POINT};
	if (c == '\0')
		return refuse_escape(r, start);
	r->at += 2;
	if (find_fixed(out, c))
		return 0;
	if (c == 'u')
		return ari_pattern__read_unicode(&out->point, r, start);
	if (c == 'p' || c == 'P')
		return read_property(out, r, start, c == 'P');
	if (c == 'x' || c == 'c' || c == '0')
		return read_coded(out, r, start, c);
	if (!in_class && (c == 'k' || c == 'b' || c == 'B' || is_digit(c)))
		return read_outside(out, r, start, c);
	if (strchr("^$\\.*+?()[]{}|/", c) || (in_class && c == '-')) {
		out->point = (uint32_t)c;
		return 0;
	}
	if (in_class && c == 'b') {
		out->point = 0x8;
		return 0;
	}
	return refuse_escape(r, start);
}
