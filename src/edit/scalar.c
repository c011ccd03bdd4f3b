/*
 * Scalars as bytes: plain where that reads back as the same text, else
 * quoted, or a block text where there are lines. Called for every value that
 * an edit writes anew.
 */
#include "edit/internal.h"

#include <string.h>

static bool has(struct ari_str text, const char *any)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] && strchr(any, text.ptr[i]))
			return true;
	return false;
}

/* Characters that must be written as escapes: not seen, or line ends. */
static bool is_hidden(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point <= 0xA0) ||
	       point == 0x2028 || point == 0x2029 || point == 0xFEFF ||
	       (point >= 0xFFFE && point <= 0xFFFF);
}

/* Whether a character other than tab and line end has to be escaped. */
static bool has_hidden(struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t point = ari_utf8_next(text, &at);

		if (point != '\t' && point != '\n' && is_hidden(point))
			return true;
	}
	return false;
}

/*
 * Words that readers of YAML 1.1 take for true or false: not ours, but a
 * file is read by others, too.
 */
static bool is_old_bool(struct ari_str text)
{
	static const char words[] = "yes no on off y n ";
	char small[4];
	const char *at;

	if (text.len > 3)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		small[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	at = words;
	while (*at) {
		size_t len = (size_t)(strchr(at, ' ') - at);

		if (len == text.len && !memcmp(small, at, len))
			return true;
		at += len + 1;
	}
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_bracket(char c)
{
	return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

/* A colon or a number sign that YAML would read as its own. */
static bool has_sign(struct ari_str text, bool flow)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		char next = i + 1 < text.len ? text.ptr[i + 1] : ' ';

		if (c == ':' && (is_space(next) || (flow && is_bracket(next))))
			return true;
		if (c == '#' && i && is_space(text.ptr[i - 1]))
			return true;
	}
	return flow && has(text, ",[]{}");
}

/* Whether text stands unquoted and is read as that text. */
static bool plain_safe(struct ari_str text, bool flow)
{
	static const char signs[] = "-?:,[]{}#&*!|>'\"%@`";

	if (!text.len || strchr(signs, text.ptr[0]) || is_space(text.ptr[0]) ||
	    is_space(text.ptr[text.len - 1]))
		return false;
	if (has(text, "\t\r\n") || has_hidden(text) || has_sign(text, flow))
		return false;
	return !ari_str_starts(text, "...") &&
	       ari_yaml_plain_type(text) == ARI_TYPE_STRING;
}

/* -- quotes -- */

static void put_escape(struct ari_buf *out, uint32_t point)
{
	if (point == '\n')
		ari_buf_puts(out, "\\n");
	else if (point == '\t')
		ari_buf_puts(out, "\\t");
	else if (point <= 0xFF)
		ari_buf_printf(out, "\\x%02X", point);
	else
		ari_buf_printf(out, "\\u%04X", point);
}

static void put_double(struct ari_buf *out, struct ari_str text)
{
	size_t at = 0;

	ari_buf_byte(out, '"');
	while (at < text.len) {
		size_t from = at;
		uint32_t point = ari_utf8_next(text, &at);

		if (is_hidden(point)) {
			put_escape(out, point);
			continue;
		}
		if (point == '"' || point == '\\')
			ari_buf_byte(out, '\\');
		ari_buf_add(out, text.ptr + from, at - from);
	}
	ari_buf_byte(out, '"');
}

static void put_single(struct ari_buf *out, struct ari_str text)
{
	ari_buf_byte(out, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\'')
			ari_buf_byte(out, '\'');
		ari_buf_byte(out, text.ptr[i]);
	}
	ari_buf_byte(out, '\'');
}

static void put_quoted(struct ari_buf *out, struct ari_str text, bool single)
{
	bool lines = has(text, "\t\r\n") || has_hidden(text);
	bool doubles = has(text, "\"\\");

	if (!lines && (single || (doubles && !has(text, "'"))))
		put_single(out, text);
	else
		put_double(out, text);
}

/* -- block texts -- */

/* Whether a literal block can say text: one line end at most at its end. */
static bool fits_literal(struct ari_str text)
{
	size_t at = 0;

	if (has_hidden(text) || has(text, "\r") || !text.len ||
	    text.ptr[0] == '\n')
		return false;
	if (text.len >= 2 && text.ptr[text.len - 1] == '\n' &&
	    text.ptr[text.len - 2] == '\n')
		return false;
	while (at < text.len) {
		size_t line = at;

		while (at < text.len && text.ptr[at] != '\n')
			at++;
		if (text.ptr[line] == '\t')
			return false;
		if (at > line && is_space(text.ptr[at - 1]) &&
		    (!line || at == text.len || at + 1 == text.len))
			return false;
		at++;
	}
	return true;
}

/* `|`, with the columns of indentation where the text begins with a blank. */
static void put_header(struct ari_buf *out, struct ari_str text, char sign,
		       const struct ari_edit__place *place)
{
	ari_buf_byte(out, sign);
	if (text.ptr[0] == ' ')
		ari_buf_printf(out, "%u", place->indent - place->parent);
	if (text.ptr[text.len - 1] != '\n')
		ari_buf_byte(out, '-');
}

static void put_line(struct ari_buf *out, struct ari_str line,
		     const struct ari_edit__place *place)
{
	ari_buf_str(out, place->eol);
	if (!line.len)
		return;
	ari_buf_repeat(out, ' ', place->indent);
	ari_buf_str(out, line);
}

static void put_literal(struct ari_buf *out, struct ari_str text,
			const struct ari_edit__place *place)
{
	size_t at = 0;

	put_header(out, text, '|', place);
	while (at < text.len) {
		size_t line = at;

		while (at < text.len && text.ptr[at] != '\n')
			at++;
		put_line(out, (struct ari_str){text.ptr + line, at - line},
			 place);
		at++;
	}
}

/* One line that can be broken at single blanks without saying else. */
static bool fits_folded(struct ari_str text)
{
	struct ari_str line = text;

	if (line.len && line.ptr[line.len - 1] == '\n')
		line.len--;
	return line.len > ARI_EDIT__WIDTH && !has(line, "\t\r\n") &&
	       !has_hidden(line) && !is_space(line.ptr[0]) &&
	       !is_space(line.ptr[line.len - 1]);
}

/* Where the line that begins at `at` is broken: at a single blank. */
static size_t fold_end(struct ari_str text, size_t at, size_t width)
{
	size_t best = 0, used = 0;

	for (size_t i = at; i < text.len; i++) {
		used += (text.ptr[i] & 0xC0) != 0x80;
		if (used > width && best)
			return best;
		if (text.ptr[i] == ' ' && i > at && text.ptr[i - 1] != ' ' &&
		    i + 1 < text.len && text.ptr[i + 1] != ' ')
			best = i;
	}
	return used > width && best ? best : text.len;
}

static void put_folded(struct ari_buf *out, struct ari_str text,
		       const struct ari_edit__place *place)
{
	size_t width = ARI_EDIT__WIDTH > place->indent + 20
			   ? ARI_EDIT__WIDTH - place->indent
			   : 20;
	size_t at = 0;

	put_header(out, text, '>', place);
	if (text.ptr[text.len - 1] == '\n')
		text.len--;
	while (at < text.len) {
		size_t end = fold_end(text, at, width);

		put_line(out, (struct ari_str){text.ptr + at, end - at}, place);
		at = end + 1;
	}
}

static bool wants_block(const struct ari_node *node, struct ari_str text)
{
	return node->style == ARI_STYLE_LITERAL ||
	       node->style == ARI_STYLE_FOLDED || has(text, "\n");
}

void ari_edit__put_scalar(struct ari_buf *out, const struct ari_node *node,
			  const struct ari_edit__place *place)
{
	struct ari_str text = ari_node_text(node);
	bool block = !place->flow && !place->key &&
		     place->indent - place->parent <= 9 &&
		     wants_block(node, text);

	if (node->type != ARI_TYPE_STRING)
		ari_buf_str(out, text);
	else if (block && node->style == ARI_STYLE_FOLDED && fits_folded(text))
		put_folded(out, text, place);
	else if (block && fits_literal(text))
		put_literal(out, text, place);
	else if (node->style == ARI_STYLE_SINGLE ||
		 node->style == ARI_STYLE_DOUBLE ||
		 !plain_safe(text, place->flow) ||
		 (!place->key && is_old_bool(text)))
		put_quoted(out, text, node->style == ARI_STYLE_SINGLE);
	else
		ari_buf_str(out, text);
}
