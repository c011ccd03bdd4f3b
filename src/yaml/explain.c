/*
 * libyaml's reasons to stop, in the words of someone who edits a plan: what
 * is wrong on that line and what to write. One row a reason of libyaml's.
 */
#include "yaml/internal.h"

#include <stdio.h>
#include <string.h>

/* Characters of a key, past which libyaml takes it for text. */
#define LONGEST_KEY 1024

/* Where libyaml stopped, and where what it was reading began. */
struct stop {
	uint32_t at;
	uint32_t from;
	const char *context; /* libyaml's name for it, or "" */
};

typedef void explain_fn(struct ari_yaml__reader *reader,
			const struct stop *stop);

static char byte_at(const struct ari_yaml__reader *reader, uint32_t at)
{
	return at < reader->bytes.len ? reader->bytes.ptr[at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* One character from at on, or nothing at a line's end. */
static uint32_t char_end(const struct ari_yaml__reader *reader, uint32_t at)
{
	char c = byte_at(reader, at);

	if (!c || c == '\n' || c == '\r')
		return at;
	do
		at++;
	while ((byte_at(reader, at) & 0xC0) == 0x80);
	return at;
}

static void find_char(struct ari_yaml__reader *reader, enum ari_yaml_rule rule,
		      uint32_t at, const char *arg)
{
	ari_yaml__find(reader, rule, at, char_end(reader, at), arg, NULL);
}

static void find_line(struct ari_yaml__reader *reader, enum ari_yaml_rule rule,
		      uint32_t at, const char *arg)
{
	ari_yaml__find(reader, rule, at, ari_yaml__line_end(reader->bytes, at),
		       arg, NULL);
}

/* The first byte of the line that is no blank. */
static uint32_t first_word(const struct ari_yaml__reader *reader, uint32_t at)
{
	at = ari_yaml__line_start(reader->bytes, at);
	while (is_blank(byte_at(reader, at)))
		at++;
	return at;
}

/* The tab in the indentation of the line, or UINT32_MAX. */
static uint32_t indent_tab(const struct ari_yaml__reader *reader, uint32_t at)
{
	uint32_t end = first_word(reader, at);

	for (at = ari_yaml__line_start(reader->bytes, at); at < end; at++)
		if (byte_at(reader, at) == '\t')
			return at;
	return UINT32_MAX;
}

static void explain_indent(struct ari_yaml__reader *reader,
			   const struct stop *stop)
{
	uint32_t word = first_word(reader, stop->at);
	uint32_t spaces = word - ari_yaml__line_start(reader->bytes, stop->at);
	uint32_t tab = indent_tab(reader, stop->at);
	char arg[32];

	if (tab != UINT32_MAX) {
		find_char(reader, YAML_TAB, tab, NULL);
		return;
	}
	snprintf(arg, sizeof(arg), "%u %s", spaces,
		 spaces == 1 ? "space" : "spaces");
	find_line(reader, YAML_INDENT, word, arg);
}

/*
 * A tab where libyaml stopped, and each later line that begins with one:
 * they are all wrong for the same reason.
 */
static void explain_tab(struct ari_yaml__reader *reader,
			const struct stop *stop)
{
	uint32_t tab = indent_tab(reader, stop->at);

	if (tab == UINT32_MAX)
		tab = stop->at;
	find_char(reader, YAML_TAB, tab, NULL);
	for (uint32_t at = tab + 1; at < reader->bytes.len; at++) {
		char before = byte_at(reader, at - 1);

		if (byte_at(reader, at) == '\t' &&
		    (before == '\n' || before == '\r'))
			find_char(reader, YAML_TAB, at, NULL);
	}
}

static void explain_start(struct ari_yaml__reader *reader,
			  const struct stop *stop)
{
	char c = byte_at(reader, stop->at);
	char arg[2] = {c, '\0'};

	if (c == '\t')
		explain_tab(reader, stop);
	else
		find_char(reader, YAML_START, stop->at, arg);
}

static void explain_context(struct ari_yaml__reader *reader,
			    const struct stop *stop)
{
	struct stop start = {stop->from, stop->from, stop->context};

	explain_start(reader, &start);
}

/* Does the line of at say `key: ` or `- ` before it? */
static bool has_key_before(const struct ari_yaml__reader *reader, uint32_t at)
{
	uint32_t i = first_word(reader, at);

	if (byte_at(reader, i) == '-' && is_blank(byte_at(reader, i + 1)))
		return true;
	for (; i + 1 < at; i++)
		if (byte_at(reader, i) == ':' &&
		    is_blank(byte_at(reader, i + 1)))
			return true;
	return false;
}

/* Is the line of at, which begins at word, a text without any key? */
static bool is_only_text(const struct ari_yaml__reader *reader, uint32_t word)
{
	uint32_t end = ari_yaml__line_end(reader->bytes, word);

	return end > word && byte_at(reader, word) != '#' &&
	       byte_at(reader, end - 1) != ':' && !has_key_before(reader, end);
}

/* The line above, which libyaml took for the beginning of this one. */
static void explain_line_above(struct ari_yaml__reader *reader,
			       const struct stop *stop)
{
	uint32_t start = ari_yaml__line_start(reader->bytes, stop->at);
	uint32_t column = first_word(reader, stop->at) - start;
	uint32_t above = start;
	uint32_t word;

	while (above && strchr("\r\n", byte_at(reader, above - 1)))
		above--;
	above = ari_yaml__line_start(reader->bytes, above);
	word = first_word(reader, above);
	if (above < start && word - above == column &&
	    is_only_text(reader, word))
		find_line(reader, YAML_LINE, word, NULL);
	else
		explain_indent(reader, stop);
}

static void explain_colon(struct ari_yaml__reader *reader,
			  const struct stop *stop)
{
	uint32_t key = stop->at - first_word(reader, stop->at);

	if (key > LONGEST_KEY || has_key_before(reader, stop->at))
		find_char(reader, YAML_COLON, stop->at, "followed by a space");
	else
		explain_line_above(reader, stop);
}

static void explain_flow_colon(struct ari_yaml__reader *reader,
			       const struct stop *stop)
{
	find_char(reader, YAML_COLON, stop->at, "before a comma or bracket");
}

static void explain_line(struct ari_yaml__reader *reader,
			 const struct stop *stop)
{
	char c = byte_at(reader, stop->from);

	if (c == '*' || c == '&')
		explain_context(reader, stop);
	else
		find_line(reader, YAML_LINE, stop->from, NULL);
}

static void explain_dash(struct ari_yaml__reader *reader,
			 const struct stop *stop)
{
	if (first_word(reader, stop->at) == stop->at)
		explain_indent(reader, stop);
	else
		find_char(reader, YAML_START, stop->at,
			  "a dash and a space, on the line of its key,");
}

static void find_sign(struct ari_yaml__reader *reader, enum ari_yaml_rule rule,
		      uint32_t from)
{
	uint32_t end = ari_yaml__line_end(reader->bytes, from);

	ari_yaml__find_sign(reader, rule, (struct ari_span){from, end}, end);
}

/* A text that begins with * or & and goes on with something else. */
static void explain_reference(struct ari_yaml__reader *reader,
			      const struct stop *stop)
{
	bool alias = byte_at(reader, stop->from) == '*';

	find_sign(reader, alias ? YAML_ALIAS : YAML_ANCHOR, stop->from);
}

static void explain_tag(struct ari_yaml__reader *reader,
			const struct stop *stop)
{
	find_sign(reader, YAML_TAG, stop->from);
}

static void explain_unclosed(struct ari_yaml__reader *reader,
			     const struct stop *stop)
{
	find_char(reader, YAML_QUOTE, stop->from,
		  "the quote that opens here is never closed");
}

static void explain_escape(struct ari_yaml__reader *reader,
			   const struct stop *stop)
{
	uint32_t at = stop->at;
	uint32_t end;
	struct ari_str arg;

	/* libyaml may stand on the backslash or behind the letter. */
	for (int back = 0; back < 3 && at && byte_at(reader, at) != '\\';
	     back++)
		at--;
	if (byte_at(reader, at) != '\\')
		at = stop->at;
	end = char_end(reader, char_end(reader, at));
	arg = (struct ari_str){reader->bytes.ptr + at, end - at};
	ari_diags_add(reader->diags, &ari_yaml_rules[YAML_ESCAPE],
		      (struct ari_span){at, end}, &arg, 1);
}

static void explain_bracket(struct ari_yaml__reader *reader,
			    const struct stop *stop)
{
	bool list = byte_at(reader, stop->from) == '[';
	struct ari_diag *diag = ari_yaml__find(
	    reader, YAML_BRACKET, stop->at, char_end(reader, stop->at),
	    list ? "list" : "mapping", list ? "[" : "{");

	if (!diag)
		return;
	diag->related = (struct ari_span){stop->from, stop->from + 1};
	diag->related_note = ARI_STR("opened here");
}

/* Does the word that ends at end begin with an asterisk? */
static bool is_alias(const struct ari_yaml__reader *reader, uint32_t end)
{
	uint32_t at = end;

	while (at && !is_blank(byte_at(reader, at - 1)) &&
	       byte_at(reader, at - 1) != '\n')
		at--;
	return byte_at(reader, at) == '*';
}

/* Something stands where only a key, a dash or the end could. */
static void explain_stray(struct ari_yaml__reader *reader,
			  const struct stop *stop)
{
	uint32_t before = stop->at;
	char c;

	while (before && is_blank(byte_at(reader, before - 1)))
		before--;
	c = before ? byte_at(reader, before - 1) : '\n';
	if (byte_at(reader, stop->at) == ':')
		find_line(reader, YAML_LINE, stop->at, NULL);
	else if (first_word(reader, stop->at) >= stop->at)
		explain_indent(reader, stop);
	else if (c == '\'' || c == '"')
		find_line(reader, YAML_QUOTE, stop->at,
			  "the quoted text is closed, and more text follows");
	else if (c == ']' || c == '}')
		find_line(reader, YAML_START, stop->at,
			  "a bracket and go on behind the closing one");
	else if (!is_alias(reader, before)) /* that has its finding */
		find_line(reader, YAML_SYNTAX, stop->at, NULL);
}

static void explain_content(struct ari_yaml__reader *reader,
			    const struct stop *stop)
{
	char c = byte_at(reader, stop->at);

	if (c && strchr(",]}-?:|>%@`*&!", c))
		explain_start(reader, stop);
	else
		find_char(reader, YAML_SYNTAX, stop->at, NULL);
}

static const struct reason {
	const char *problem; /* libyaml's */
	explain_fn *explain;
} reasons[] = {
    {"block sequence entries are not allowed in this context", explain_dash},
    {"could not find expected ':'", explain_line},
    {"did not find expected '-' indicator", explain_stray},
    {"did not find expected ',' or ']'", explain_bracket},
    {"did not find expected ',' or '}'", explain_bracket},
    {"did not find expected <document start>", explain_stray},
    {"did not find expected alphabetic or numeric character",
     explain_reference},
    {"did not find expected hexdecimal number", explain_escape},
    {"did not find expected key", explain_stray},
    {"did not find expected node content", explain_content},
    {"found a tab character that violates indentation", explain_tab},
    {"found a tab character where an indentation space is expected",
     explain_tab},
    {"found character that cannot start any token", explain_start},
    {"found invalid Unicode character escape code", explain_escape},
    {"found unexpected ':'", explain_flow_colon},
    {"found unexpected document indicator", explain_unclosed},
    {"found unexpected end of stream", explain_unclosed},
    {"found unknown escape character", explain_escape},
    {"mapping keys are not allowed in this context", explain_start},
    {"mapping values are not allowed in this context", explain_colon},
    /* Whatever is wrong in these, the cause is how the text begins. */
    {"while scanning a block scalar", explain_context},
    {"while scanning a directive", explain_context},
    {"while scanning a %YAML directive", explain_context},
    {"while scanning a %TAG directive", explain_context},
    {"while parsing a %TAG directive", explain_context},
    {"while parsing a tag directive", explain_context},
    {"while scanning a tag", explain_tag},
    {"while parsing a tag", explain_tag},
    {"while parsing a node", explain_tag},
};

static explain_fn *find_reason(const char *text)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (!strcmp(reasons[i].problem, text))
			return reasons[i].explain;
	return NULL;
}

static void explain_syntax(struct ari_yaml__reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct stop stop = {.context = parser->context ? parser->context : ""};
	explain_fn *explain = NULL;

	stop.at = ari_yaml__offset(reader, parser->problem_mark.index);
	stop.from = parser->context
			? ari_yaml__offset(reader, parser->context_mark.index)
			: stop.at;
	if (parser->problem)
		explain = find_reason(parser->problem);
	if (!explain)
		explain = find_reason(stop.context);
	if (explain)
		explain(reader, &stop);
	else
		find_char(reader, YAML_SYNTAX, stop.at, NULL);
}

/* Windows-1252 from 0x80 to 0x9F; 0 where it has nothing. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,	    0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,	    0x017D, 0,
    0,	    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	    0x017E, 0x0178,
};

static int explain_encoding(struct ari_yaml__reader *reader, uint32_t at,
			    struct ari_error *err)
{
	uint8_t byte = (uint8_t)reader->bytes.ptr[at];
	uint32_t point = byte < 0xA0 ? windows_1252[byte & 0x1F] : byte;
	struct ari_buf help;
	char arg[64];

	snprintf(arg, sizeof(arg), "byte 0x%02X at offset %u", byte, at);
	ari_buf_init(&help, reader->arena->alloc);
	ari_buf_puts(&help,
		     "save the file again and choose UTF-8 as the encoding");
	if (point) {
		ari_buf_printf(&help,
			       "; it looks like Windows-1252, where 0x%02X "
			       "is ",
			       byte);
		ari_utf8_put(&help, point);
	}
	if (!help.failed)
		ari_yaml__find(reader, YAML_ENCODING, at, at + 1, arg,
			       help.ptr);
	else
		ari_error_memory(err);
	ari_buf_release(&help);
	return help.failed ? -1 : 0;
}

static bool is_control(uint32_t point)
{
	return (point < 0x20 && point != '\t' && point != '\n' &&
		point != '\r') ||
	       (point >= 0x7F && point < 0xA0 && point != 0x85) ||
	       point == 0xFFFE || point == 0xFFFF;
}

/* All characters that libyaml refuses, not only the one it met. */
static void explain_controls(struct ari_yaml__reader *reader, size_t at)
{
	while (at < reader->bytes.len) {
		size_t start = at;
		uint32_t point = ari_utf8_next(reader->bytes, &at);
		char arg[16];

		if (!is_control(point))
			continue;
		snprintf(arg, sizeof(arg), "U+%04X", point);
		ari_yaml__find(reader, YAML_CONTROL, (uint32_t)start,
			       (uint32_t)at, arg, NULL);
	}
}

int ari_yaml__explain(struct ari_yaml__reader *reader, struct ari_error *err)
{
	size_t bad;

	if (reader->parser.error == YAML_MEMORY_ERROR)
		return ari_error_memory(err);
	if (reader->parser.error != YAML_READER_ERROR) {
		explain_syntax(reader);
		return 0;
	}
	bad = ari_utf8_check(reader->bytes);
	if (bad < reader->bytes.len)
		return explain_encoding(reader, (uint32_t)bad, err);
	explain_controls(reader, reader->base + reader->parser.problem_offset);
	return 0;
}
