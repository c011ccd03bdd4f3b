/*
 * Identifiers: uri and uri-reference (RFC 3986 Appendix A), iri and
 * iri-reference (RFC 3987 section 2.2). Read from left to right, once; a
 * zone in an IPv6 address is not part of either grammar.
 */
#include "schema/format_internal.h"

#include <string.h>

/* unreserved and sub-delims besides letters and digits */
#define MARKS "-._~!$&'()*+,;="

bool ari_schema__is_ucschar(uint32_t point)
{
	if (point >= 0x10000)
		return point < 0xF0000 && (point & 0xFFFF) < 0xFFFE &&
		       (point < 0xE0000 || point >= 0xE1000);
	return (point >= 0xA0 && point <= 0xD7FF) ||
	       (point >= 0xF900 && point <= 0xFDCF) ||
	       (point >= 0xFDF0 && point <= 0xFFEF);
}

bool ari_schema__is_iprivate(uint32_t point)
{
	return (point >= 0xE000 && point <= 0xF8FF) ||
	       (point >= 0xF0000 && (point & 0xFFFF) < 0xFFFE);
}

/* What a part of an identifier may hold besides letters, digits, MARKS. */
struct part {
	enum ari_charset charset;
	const char *extra;
	bool iprivate;
};

/* Step over one character of the part. */
static bool take_char(struct ari_cursor *c, const struct part *part)
{
	char next = ari_schema__peek(c);
	size_t at = c->at;
	uint32_t point;

	if (ari_schema__take_percent(c))
		return true;
	if ((unsigned char)next > 0x7F) {
		if (part->charset == ARI_CHARSET_ASCII)
			return false;
		point = ari_utf8_next(c->text, &at);
		if (!ari_schema__is_ucschar(point) &&
		    !(part->iprivate && ari_schema__is_iprivate(point)))
			return false;
		c->at = at;
		return true;
	}
	if (!ari_schema__is_alpha(next) && !ari_schema__is_digit(next) &&
	    (!next || (!strchr(MARKS, next) && !strchr(part->extra, next))))
		return false;
	c->at++;
	return true;
}

static void take_part(struct ari_cursor *c, enum ari_charset charset,
		      const char *extra)
{
	const struct part part = {charset, extra, false};

	while (take_char(c, &part))
		;
}

static bool take_scheme(struct ari_cursor *c)
{
	if (!ari_schema__is_alpha(ari_schema__peek(c)))
		return false;
	while (ari_schema__is_alpha(ari_schema__peek(c)) ||
	       ari_schema__is_digit(ari_schema__peek(c)) ||
	       (ari_schema__peek(c) && strchr("+-.", ari_schema__peek(c))))
		c->at++;
	return ari_schema__take(c, ':');
}

/* IPvFuture: a version, a point, an address of that version. */
static bool is_future_address(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	size_t start;

	if (!ari_schema__take(&c, 'V') ||
	    !ari_schema__is_hex(ari_schema__peek(&c)))
		return false;
	while (ari_schema__is_hex(ari_schema__peek(&c)))
		c.at++;
	if (!ari_schema__take(&c, '.'))
		return false;
	start = c.at;
	if (memchr(text.ptr, '%', text.len))
		return false;
	take_part(&c, ARI_CHARSET_ASCII, ":");
	return c.at > start && ari_schema__at_end(&c);
}

/* Step over [address]. */
static bool take_ip_literal(struct ari_cursor *c)
{
	size_t start = c->at + 1;
	const char *close =
	    memchr(c->text.ptr + start, ']', c->text.len - start);
	struct ari_str address;

	if (!close)
		return false;
	c->at = (size_t)(close - c->text.ptr) + 1;
	address = ari_schema__cut(c->text, start, c->at - 1);
	return ari_schema__is_ipv6(address) || is_future_address(address);
}

static bool take_authority(struct ari_cursor *c, enum ari_charset charset)
{
	size_t start = c->at;

	take_part(c, charset, ":");
	if (!ari_schema__take(c, '@'))
		c->at = start;
	if (ari_schema__peek(c) == '[') {
		if (!take_ip_literal(c))
			return false;
	} else {
		take_part(c, charset, "");
	}
	if (ari_schema__take(c, ':'))
		ari_schema__take_digits(c);
	return ari_schema__at_end(c) || strchr("/?#", ari_schema__peek(c));
}

static bool is_identifier(struct ari_str text, enum ari_charset charset,
			  bool absolute)
{
	const struct part query = {charset, ":@/?", true};
	struct ari_cursor c = {text, 0};
	bool scheme = take_scheme(&c);

	if (!scheme) {
		if (absolute)
			return false;
		c.at = 0;
	}
	if (ari_str_starts(ari_schema__cut(text, c.at, text.len), "//")) {
		c.at += 2;
		if (!take_authority(&c, charset))
			return false;
	} else if (!scheme) {
		take_part(&c, charset, "@");
		if (ari_schema__peek(&c) == ':')
			return false;
	}
	take_part(&c, charset, ":@/");
	if (ari_schema__take(&c, '?'))
		while (take_char(&c, &query))
			;
	if (ari_schema__take(&c, '#'))
		take_part(&c, charset, ":@/?");
	return ari_schema__at_end(&c);
}

bool ari_schema__is_uri(struct ari_str text)
{
	return is_identifier(text, ARI_CHARSET_ASCII, true);
}

bool ari_schema__is_uri_reference(struct ari_str text)
{
	return is_identifier(text, ARI_CHARSET_ASCII, false);
}

bool ari_schema__is_iri(struct ari_str text)
{
	return is_identifier(text, ARI_CHARSET_UNICODE, true);
}

bool ari_schema__is_iri_reference(struct ari_str text)
{
	return is_identifier(text, ARI_CHARSET_UNICODE, false);
}
