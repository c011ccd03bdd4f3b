/*
 * yajl's reasons to stop, in plain words with what to write instead.
 */
#include "json/internal.h"

#include <string.h>

static const struct reason {
	const char *message; /* part of yajl's */
	const char *sentence;
	const char *help;
} reasons[] = {
    {"premature EOF", "the file ends before its value is complete",
     "close what is open: every [ needs a ], every { a } and every text a "
     "closing quote"},
    {"trailing garbage", "more follows behind the end of the value",
     "a file holds one value: delete what follows, or put all of it in one "
     "list"},
    {"invalid object key", "a key is missing here",
     "write the key in double quotes, then a colon and its value"},
    {"separated by a colon", "a colon is missing between a key and its value",
     "write \"key\": value"},
    {"after key and value", "a comma or a closing } is missing here",
     "put a comma between one pair of key and value and the next"},
    {"after array element", "a comma or a closing ] is missing here",
     "put a comma between one value and the next"},
    {"unallowed token", "a value is missing here",
     "write a value, or null for none"},
    {"'\\' occurs before", "this letter has no meaning after a backslash",
     "write \\\\ for a backslash; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
     "and \\u with four digits"},
    {"invalid character inside string",
     "a line end, tab or control character stands inside a text",
     "write \\n for a line end, \\t for a tab, and \\u with four digits for "
     "others"},
    {"non-hex", "\\u is not followed by four hexadecimal digits",
     "write four digits from 0 to 9 and A to F, as in \\u00E9"},
    {"invalid string", "this word is not JSON",
     "true, false and null are written in small letters; text stands in "
     "double quotes"},
    {"after the exponent", "the number has no digits in its exponent",
     "write at least one digit, as in 1e3"},
    {"decimal point", "the number has no digits behind its point",
     "write at least one digit, as in 1.0"},
    {"minus sign", "the minus sign is not followed by a number",
     "write a digit behind it, or put the text in double quotes"},
    {"invalid char", "this cannot begin a value",
     "put text in double quotes; a number begins with a digit or a minus"},
};

static const struct reason trailing_comma = {
    NULL, "a comma stands before the closing bracket", "delete the comma"};

static const struct reason leading_zero = {
    NULL, "a number of several digits begins with 0",
    "delete the 0, or put the number in double quotes to keep it"};

static const struct reason comment = {NULL, "JSON has no comments",
				      "delete the comment"};

static const struct reason open_text = {
    NULL, "the quote that opens here is never closed",
    "close the text with a double quote; inside it write \\\" for a quote"};

static const struct reason bare_key = {
    NULL, "a key stands here without quotes",
    "write the key in double quotes, as in \"title\": …"};

static const struct reason equals = {
    NULL, "a key and its value have a colon between them, not this sign",
    "write \"key\": value"};

static const struct reason semicolon = {
    NULL, "values have a comma between them, not a semicolon",
    "write a comma in its place"};

static const struct reason digits = {
    NULL, "this is not how JSON writes a number",
    "write decimal digits alone, without +, _ or 0x, and a 0 before a point: "
    "1000, 0.5, -3"};

static const struct reason unseen = {
    NULL, "a character that cannot be seen stands here",
    "delete it, or write an ordinary space"};

/* Words and signs of other languages that look like values. */
static const struct reason words[] = {
    {"NaN", "JSON has no NaN", "write null, or the word in double quotes"},
    {"Infinity", "JSON has no infinity",
     "write null, or the word in double quotes"},
    {"True", "this word is written in small letters", "write true"},
    {"TRUE", "this word is written in small letters", "write true"},
    {"False", "this word is written in small letters", "write false"},
    {"FALSE", "this word is written in small letters", "write false"},
    {"None", "JSON has no None", "write null"},
    {"Null", "this word is written in small letters", "write null"},
    {"NULL", "this word is written in small letters", "write null"},
    {"undefined", "JSON has no undefined", "write null, or take the key out"},
    {"'", "JSON's quotes are double", "write \" in the place of each '"},
    {"\xE2\x80\x9C", "JSON's quotes are straight",
     "write \" in the place of each curly quote"},
    {"\xE2\x80\x9D", "JSON's quotes are straight",
     "write \" in the place of each curly quote"},
    {"#", "JSON has no comments", "delete the comment"},
    {"\xC2\xA0", NULL, NULL},
    {"\xE2\x80\x8B", NULL, NULL},
    {"\xEF\xBB\xBF", NULL, NULL},
};

static const struct reason other = {NULL, "this cannot be read as JSON",
				    "compare the place with one that is right"};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The character before at that is no blank. */
static char char_before(struct ari_str bytes, size_t at)
{
	while (at && is_space(bytes.ptr[at - 1]))
		at--;
	return at ? bytes.ptr[at - 1] : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == '$';
}

/* A word before a colon, where a value is sought: it was meant as a key. */
static bool is_bare_key(struct ari_str bytes, size_t at)
{
	char before = char_before(bytes, at);

	if ((before != '{' && before != ',') || !is_letter(bytes.ptr[at]))
		return false;
	while (at < bytes.len &&
	       (is_letter(bytes.ptr[at]) || is_digit(bytes.ptr[at])))
		at++;
	while (at < bytes.len && is_space(bytes.ptr[at]))
		at++;
	return at < bytes.len && bytes.ptr[at] == ':';
}

/* Whether a number of some other language stands at `at`. */
static bool is_odd_number(struct ari_str bytes, size_t at)
{
	char c = bytes.ptr[at], before = at ? bytes.ptr[at - 1] : '\0';
	char next = at + 1 < bytes.len ? bytes.ptr[at + 1] : '\0';

	if ((c == '+' || c == '.') && (is_digit(next) || next == '.'))
		return true;
	return (c == 'x' || c == 'X' || c == '_') && is_digit(before);
}

/* What a mistake looks like by its first characters alone, or NULL. */
static const struct reason *find_by_token(struct ari_str bytes, size_t at)
{
	struct ari_str rest = {bytes.ptr + at, bytes.len - at};

	if (!rest.len)
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (ari_str_starts(rest, words[i].message))
			return words[i].sentence ? &words[i] : &unseen;
	if ((rest.ptr[0] >= 0 && rest.ptr[0] < ' ') || rest.ptr[0] == 0x7F)
		return &unseen;
	if (is_bare_key(bytes, at))
		return &bare_key;
	if (is_odd_number(bytes, at))
		return &digits;
	if (rest.ptr[0] == '=')
		return &equals;
	return rest.ptr[0] == ';' ? &semicolon : NULL;
}

/* Whether the mistake is one inside a text, told by yajl alone. */
static bool is_of_text(const char *message)
{
	return strstr(message, "inside string") || strstr(message, "'\\'") ||
	       strstr(message, "non-hex");
}

static const struct reason *find_reason(struct ari_str bytes, size_t at,
					const char *message)
{
	const struct reason *known =
	    is_of_text(message) ? NULL : find_by_token(bytes, at);
	char c = at < bytes.len ? bytes.ptr[at] : '\0';

	if (known)
		return known;

	if ((c == ']' || c == '}') && char_before(bytes, at) == ',')
		return &trailing_comma;
	if (c == '/')
		return &comment;
	if (is_digit(c) && at && bytes.ptr[at - 1] == '0')
		return &leading_zero;
	if (c == '"' && strstr(message, "premature EOF"))
		return &open_text;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strstr(message, reasons[i].message))
			return &reasons[i];
	return &other;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       is_digit(c) || (c & 0x80);
}

/* The comma before a bracket, which blanks may stand between. */
static uint32_t comma_before(struct ari_str bytes, size_t at)
{
	while (at && bytes.ptr[at - 1] != ',')
		at--;
	return (uint32_t)(at ? at - 1 : 0);
}

struct ari_diag *ari_json__explain(struct ari_diags *diags,
				   struct ari_str bytes, size_t offset,
				   const char *message)
{
	const struct reason *reason = find_reason(bytes, offset, message);
	struct ari_span span = {(uint32_t)offset, (uint32_t)offset};
	struct ari_str args[] = {ari_str_from(reason->sentence),
				 ari_str_from(reason->help)};

	if (reason == &trailing_comma)
		span.start = span.end = comma_before(bytes, offset);

	if (span.end < bytes.len)
		span.end++;
	while (span.end < bytes.len && is_word(bytes.ptr[span.end - 1]) &&
	       is_word(bytes.ptr[span.end]))
		span.end++;
	return ari_diags_add(diags, &ari_json_rules[JSON_SYNTAX], span, args,
			     2);
}
