/*
 * The checks behind the names of formats, one file a family, and the
 * cursor they read a text with. None looks further than ASCII without
 * decoding UTF-8, and format.c has checked that text is UTF-8.
 */
#ifndef ARISING_SCHEMA_FORMAT_INTERNAL_H
#define ARISING_SCHEMA_FORMAT_INTERNAL_H

#include "schema/format.h"

/* Which characters a check accepts besides ASCII: RFC 3986 or 3987. */
enum ari_charset {
	ARI_CHARSET_ASCII,
	ARI_CHARSET_UNICODE,
};

static inline bool ari_schema__is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ari_schema__is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ari_schema__is_hex(char c)
{
	return ari_schema__is_digit(c) || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* A text and how far it has been read. */
struct ari_cursor {
	struct ari_str text;
	size_t at;
};

static inline bool ari_schema__at_end(const struct ari_cursor *c)
{
	return c->at >= c->text.len;
}

/* The next byte; NUL at the end. */
static inline char ari_schema__peek(const struct ari_cursor *c)
{
	return c->at < c->text.len ? c->text.ptr[c->at] : '\0';
}

/* Step over one ASCII character, letters in either case. */
static inline bool ari_schema__take(struct ari_cursor *c, char upper)
{
	char next = ari_schema__peek(c);

	if (ari_schema__at_end(c) ||
	    (next != upper &&
	     !(upper >= 'A' && upper <= 'Z' && next == upper - 'A' + 'a')))
		return false;
	c->at++;
	return true;
}

/* Step over digits; how many. */
static inline size_t ari_schema__take_digits(struct ari_cursor *c)
{
	size_t start = c->at;

	while (ari_schema__is_digit(ari_schema__peek(c)))
		c->at++;
	return c->at - start;
}

/* Step over % and two hexadecimal digits. */
static inline bool ari_schema__take_percent(struct ari_cursor *c)
{
	if (c->text.len - c->at < 3 || c->text.ptr[c->at] != '%' ||
	    !ari_schema__is_hex(c->text.ptr[c->at + 1]) ||
	    !ari_schema__is_hex(c->text.ptr[c->at + 2]))
		return false;
	c->at += 3;
	return true;
}

/* The bytes from start to end. */
static inline struct ari_str ari_schema__cut(struct ari_str s, size_t start,
					     size_t end)
{
	return (struct ari_str){s.ptr + start, end - start};
}

bool ari_schema__is_date(struct ari_str text);
bool ari_schema__is_time(struct ari_str text);
bool ari_schema__is_date_time(struct ari_str text);
bool ari_schema__is_duration(struct ari_str text);

bool ari_schema__is_ipv4(struct ari_str text);
bool ari_schema__is_ipv6(struct ari_str text);
/* An IPv6 address in which :: stands for at least so many groups. */
bool ari_schema__is_ipv6_gap(struct ari_str text, unsigned gap);

bool ari_schema__is_hostname(struct ari_str text);
bool ari_schema__is_idn_hostname(struct ari_str text);
/* Letters, digits and inner hyphens, 1 to 63 of them. */
bool ari_schema__is_ldh_label(struct ari_str label);

bool ari_schema__is_email(struct ari_str text);
bool ari_schema__is_idn_email(struct ari_str text);

bool ari_schema__is_uri(struct ari_str text);
bool ari_schema__is_uri_reference(struct ari_str text);
bool ari_schema__is_iri(struct ari_str text);
bool ari_schema__is_iri_reference(struct ari_str text);
bool ari_schema__is_uri_template(struct ari_str text);
/* ucschar and iprivate of RFC 3987. */
bool ari_schema__is_ucschar(uint32_t point);
bool ari_schema__is_iprivate(uint32_t point);

#endif
