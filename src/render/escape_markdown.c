/*
 * Text made plain for Markdown: what an officer typed is shown, never read
 * as a link, an image, raw HTML or a table. The only escape for Markdown.
 *
 * Source: CommonMark 0.30, 2.4 (backslash escapes) and 4 (leaf blocks).
 */
#include <arising/render.h>

#include <string.h>

/* What becomes of a byte. */
enum kind {
	ODD, /* a control character, or part of a longer one */
	PLAIN,
	SYNTAX, /* a backslash goes before it */
};

#define P PLAIN
#define S SYNTAX
static const unsigned char kinds[256] = {
    /* clang-format off */
    ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD,
    ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD,
    ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD,
    ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD,
    P, P, P, P, P, P, S, P, P, P, S, P, P, P, P, P, /* & * */
    P, P, P, P, P, P, P, P, P, P, P, P, S, P, S, P, /* < > */
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P,
    P, P, P, P, P, P, P, P, P, P, P, S, S, S, P, S, /* [ \ ] _ */
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, /* ` */
    P, P, P, P, P, P, P, P, P, P, P, P, S, P, S, ODD, /* | ~ */
    /* clang-format on */
};
#undef P
#undef S

static enum kind kind_of(char c)
{
	return (enum kind)kinds[(unsigned char)c];
}

/* What would begin a block: a heading, a list, a rule, a fence. */
static size_t block_marker(struct ari_str text)
{
	size_t digits = 0;

	if (text.len && strchr("#+-=", text.ptr[0]))
		return 1;
	while (digits < text.len && text.ptr[digits] >= '0' &&
	       text.ptr[digits] <= '9')
		digits++;
	if (digits && digits < text.len &&
	    (text.ptr[digits] == '.' || text.ptr[digits] == ')'))
		return digits + 1;
	return 0;
}

/* Whether four bytes are all plain. */
static bool are_plain(const char *four)
{
	return kind_of(four[0]) & kind_of(four[1]) & kind_of(four[2]) &
	       kind_of(four[3]) & PLAIN;
}

/* Where plain characters that begin at `at` end. */
static size_t skip_plain(struct ari_str text, size_t at, size_t marker)
{
	size_t end = at < marker ? marker - 1 : text.len;

	while (end - at >= 4 && are_plain(text.ptr + at))
		at += 4;
	while (at < end && kind_of(text.ptr[at]) == PLAIN)
		at++;
	return at;
}

void ari_render_escape_markdown(struct ari_buf *out, struct ari_str text,
				bool line_start)
{
	size_t marker = line_start ? block_marker(text) : 0, at = 0;

	while (at < text.len) {
		size_t end = skip_plain(text, at, marker);

		if (end > at)
			ari_buf_add(out, text.ptr + at, end - at);
		at = end;
		if (at < text.len && kind_of(text.ptr[at]) != ODD) {
			ari_buf_byte(out, '\\');
			ari_buf_byte(out, text.ptr[at++]);
		}
		while (end < text.len && kind_of(text.ptr[end]) == ODD)
			end++;
		if (end > at)
			ari_render_escape_text(
			    out, (struct ari_str){text.ptr + at, end - at});
		at = end > at ? end : at;
	}
}
