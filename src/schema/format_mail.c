/*
 * Mailboxes: email (RFC 5321 section 4.1.2) and idn-email (RFC 6531
 * section 3.3), with their quoted local parts and address literals.
 */
#include "schema/format_internal.h"

#include <string.h>

/* RFC 5321 section 4.5.3.1. */
#define LOCAL_MAX 64
#define DOMAIN_MAX 255

static bool is_other(char c, enum ari_charset charset)
{
	return charset == ARI_CHARSET_UNICODE && (unsigned char)c > 0x7F;
}

static bool is_atext(char c, enum ari_charset charset)
{
	if (ari_schema__is_alpha(c) || ari_schema__is_digit(c) ||
	    is_other(c, charset))
		return true;
	return c && strchr("!#$%&'*+-/=?^_`{|}~", c);
}

/* Step over "…": printable ASCII, with \ before " and \ at least. */
static bool take_quoted(struct ari_cursor *c, enum ari_charset charset)
{
	c->at++;
	while (!ari_schema__at_end(c)) {
		char next = ari_schema__peek(c);

		c->at++;
		if (next == '"')
			return true;
		if (next == '\\') {
			next = ari_schema__peek(c);
			c->at++;
			if (next < 32 || next > 126)
				return false;
		} else if ((next < 32 || next > 126) &&
			   !is_other(next, charset)) {
			return false;
		}
	}
	return false;
}

/* Step over atoms with single dots between them. */
static bool take_dotted(struct ari_cursor *c, enum ari_charset charset)
{
	do {
		if (!is_atext(ari_schema__peek(c), charset))
			return false;
		while (is_atext(ari_schema__peek(c), charset))
			c->at++;
	} while (ari_schema__take(c, '.'));
	return true;
}

/* An IPv4 address whose octets may have leading zeros. */
static bool is_snum_address(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	int i;

	for (i = 0; i < 4; i++) {
		size_t start, digits, j;
		unsigned value = 0;

		if (i && !ari_schema__take(&c, '.'))
			return false;
		start = c.at;
		digits = ari_schema__take_digits(&c);
		if (digits < 1 || digits > 3)
			return false;
		for (j = start; j < c.at; j++)
			value = value * 10 + (unsigned)(text.ptr[j] - '0');
		if (value > 255)
			return false;
	}
	return ari_schema__at_end(&c);
}

/*
 * What stands between [ and ]. IPv6 is the only tag that is registered,
 * and its :: stands for two groups or more.
 */
static bool is_literal(struct ari_str text)
{
	static const char tag[] = "IPV6:";
	struct ari_cursor c = {text, 0};
	size_t i;

	for (i = 0; tag[i]; i++)
		if (!ari_schema__take(&c, tag[i]))
			return is_snum_address(text);
	return ari_schema__is_ipv6_gap(ari_schema__cut(text, c.at, text.len),
				       2);
}

static bool is_domain(struct ari_str text)
{
	size_t start = 0, i;

	for (i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '.')
			continue;
		if (!ari_schema__is_ldh_label(ari_schema__cut(text, start, i)))
			return false;
		start = i + 1;
	}
	return true;
}

/* RFC 6531 has no full stop but the ASCII one. */
static bool is_idn_domain(struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t point = ari_utf8_next(text, &at);

		if (point == 0x3002 || point == 0xFF0E || point == 0xFF61)
			return false;
	}
	return is_domain(text) || ari_schema__is_idn_hostname(text);
}

static bool is_mailbox(struct ari_str text, enum ari_charset charset)
{
	struct ari_cursor c = {text, 0};
	struct ari_str domain;
	bool local;

	local = ari_schema__peek(&c) == '"' ? take_quoted(&c, charset)
					    : take_dotted(&c, charset);
	if (!local || c.at > LOCAL_MAX || !ari_schema__take(&c, '@'))
		return false;
	domain = ari_schema__cut(text, c.at, text.len);
	if (ari_schema__peek(&c) == '[')
		return domain.ptr[domain.len - 1] == ']' &&
		       is_literal(ari_schema__cut(domain, 1, domain.len - 1));
	if (charset == ARI_CHARSET_UNICODE)
		return is_idn_domain(domain);
	return domain.len <= DOMAIN_MAX && is_domain(domain);
}

bool ari_schema__is_email(struct ari_str text)
{
	return is_mailbox(text, ARI_CHARSET_ASCII);
}

bool ari_schema__is_idn_email(struct ari_str text)
{
	return is_mailbox(text, ARI_CHARSET_UNICODE);
}
