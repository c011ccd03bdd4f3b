/*
 * What a plain scalar is: null, bool, int, float or a string. The rules of
 * the YAML 1.2 core schema, so `on` and `2021-12` are strings.
 */
#include <arising/yaml.h>

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_one_of(struct ari_str text, const char *const *words)
{
	for (; *words; words++)
		if (ari_str_is(text, *words))
			return true;
	return false;
}

static size_t skip_digits(struct ari_str text, size_t at)
{
	while (at < text.len && is_digit(text.ptr[at]))
		at++;
	return at;
}

/* 0o17 and 0xff, which carry no sign. */
static bool is_prefixed(struct ari_str text)
{
	bool octal;

	if (text.len < 3 || text.ptr[0] != '0' ||
	    (text.ptr[1] != 'o' && text.ptr[1] != 'x'))
		return false;
	octal = text.ptr[1] == 'o';
	for (size_t i = 2; i < text.len; i++) {
		char c = text.ptr[i];

		if (octal ? c < '0' || c > '7'
			  : !is_digit(c) && (c < 'a' || c > 'f') &&
				(c < 'A' || c > 'F'))
			return false;
	}
	return true;
}

static enum ari_scalar_type number_type(struct ari_str text)
{
	static const char *const inf[] = {".inf", ".Inf", ".INF", NULL};
	enum ari_scalar_type type = ARI_TYPE_INT;
	size_t at = 0, digits, end;

	if (is_prefixed(text))
		return ARI_TYPE_INT;
	if (text.ptr[0] == '-' || text.ptr[0] == '+')
		at = 1;
	if (is_one_of((struct ari_str){text.ptr + at, text.len - at}, inf))
		return ARI_TYPE_FLOAT;
	end = skip_digits(text, at);
	digits = end - at;
	if (end < text.len && text.ptr[end] == '.') {
		type = ARI_TYPE_FLOAT;
		at = end + 1;
		end = skip_digits(text, at);
		digits += end - at;
	}
	if (!digits)
		return ARI_TYPE_STRING;
	if (end < text.len && (text.ptr[end] == 'e' || text.ptr[end] == 'E')) {
		type = ARI_TYPE_FLOAT;
		at = end + 1;
		if (at < text.len &&
		    (text.ptr[at] == '-' || text.ptr[at] == '+'))
			at++;
		end = skip_digits(text, at);
		if (end == at)
			return ARI_TYPE_STRING;
	}
	return end == text.len ? type : ARI_TYPE_STRING;
}

enum ari_scalar_type ari_yaml_plain_type(struct ari_str text)
{
	static const char *const nulls[] = {"~", "null", "Null", "NULL", NULL};
	static const char *const bools[] = {"true",  "True",  "TRUE", "false",
					    "False", "FALSE", NULL};
	static const char *const nans[] = {".nan", ".NaN", ".NAN", NULL};

	if (!text.len)
		return ARI_TYPE_NULL;
	switch (text.ptr[0]) {
	case '~':
	case 'n':
	case 'N':
		return is_one_of(text, nulls) ? ARI_TYPE_NULL : ARI_TYPE_STRING;
	case 't':
	case 'T':
	case 'f':
	case 'F':
		return is_one_of(text, bools) ? ARI_TYPE_BOOL : ARI_TYPE_STRING;
	case '.':
		if (is_one_of(text, nans))
			return ARI_TYPE_FLOAT;
		return number_type(text);
	case '-':
	case '+':
		return number_type(text);
	default:
		return is_digit(text.ptr[0]) ? number_type(text)
					     : ARI_TYPE_STRING;
	}
}
