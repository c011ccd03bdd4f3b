/*
 * uri-template: RFC 6570 section 2, all four levels. Operators that the
 * grammar reserves for later (= , ! @ |) are part of the grammar.
 */
#include "schema/format_internal.h"

#include <string.h>

/* ASCII that cannot stand in the text between expressions. */
#define NOT_LITERAL " \"%'<>\\^`{|}"

static bool take_literal(struct ari_cursor *c)
{
	char next = ari_schema__peek(c);
	size_t at = c->at;
	uint32_t point;

	if (ari_schema__take_percent(c))
		return true;
	if ((unsigned char)next > 0x7F) {
		point = ari_utf8_next(c->text, &at);
		c->at = at;
		return ari_schema__is_ucschar(point) ||
		       ari_schema__is_iprivate(point);
	}
	if (next <= 0x20 || next == 0x7F || strchr(NOT_LITERAL, next))
		return false;
	c->at++;
	return true;
}

/* Step over a run of the characters a name may hold. */
static bool take_name_part(struct ari_cursor *c)
{
	size_t start = c->at;

	for (;;) {
		char next = ari_schema__peek(c);

		if (ari_schema__is_alpha(next) || ari_schema__is_digit(next) ||
		    next == '_')
			c->at++;
		else if (!ari_schema__take_percent(c))
			return c->at > start;
	}
}

/* Step over name, name:3 or name*. */
static bool take_variable(struct ari_cursor *c)
{
	size_t digits;

	do {
		if (!take_name_part(c))
			return false;
	} while (ari_schema__take(c, '.'));
	if (ari_schema__take(c, '*') || !ari_schema__take(c, ':'))
		return true;
	if (ari_schema__peek(c) == '0')
		return false;
	digits = ari_schema__take_digits(c);
	return digits >= 1 && digits <= 4;
}

static bool take_expression(struct ari_cursor *c)
{
	c->at++;
	if (ari_schema__peek(c) && strchr("+#./;?&=,!@|", ari_schema__peek(c)))
		c->at++;
	do {
		if (!take_variable(c))
			return false;
	} while (ari_schema__take(c, ','));
	return ari_schema__take(c, '}');
}

bool ari_schema__is_uri_template(struct ari_str text)
{
	struct ari_cursor c = {text, 0};

	while (!ari_schema__at_end(&c)) {
		bool taken = ari_schema__peek(&c) == '{' ? take_expression(&c)
							 : take_literal(&c);

		if (!taken)
			return false;
	}
	return true;
}
