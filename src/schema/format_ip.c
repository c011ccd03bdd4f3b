/*
 * Internet addresses: ipv4 as four decimal octets without leading zeros
 * (RFC 2673 section 3.2, RFC 3986 dec-octet), ipv6 as RFC 4291 section 2.2
 * writes them, without a zone.
 */
#include "schema/format_internal.h"

#define GROUPS 8

static bool take_octet(struct ari_cursor *c)
{
	size_t start = c->at, i, digits = ari_schema__take_digits(c);
	unsigned value = 0;

	if (digits < 1 || digits > 3)
		return false;
	if (digits > 1 && c->text.ptr[start] == '0')
		return false;
	for (i = start; i < c->at; i++)
		value = value * 10 + (unsigned)(c->text.ptr[i] - '0');
	return value <= 255;
}

bool ari_schema__is_ipv4(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	int i;

	for (i = 0; i < 4; i++)
		if ((i && !ari_schema__take(&c, '.')) || !take_octet(&c))
			return false;
	return ari_schema__at_end(&c);
}

/*
 * Step over one group, or over an IPv4 address that ends the text.
 * Returns the groups it stands for, 0 when it is neither.
 */
static unsigned take_group(struct ari_cursor *c)
{
	size_t start = c->at;

	while (ari_schema__is_hex(ari_schema__peek(c)))
		c->at++;
	if (ari_schema__peek(c) == '.') {
		c->at = c->text.len;
		return ari_schema__is_ipv4(
			   ari_schema__cut(c->text, start, c->text.len))
			   ? 2
			   : 0;
	}
	return c->at - start >= 1 && c->at - start <= 4;
}

bool ari_schema__is_ipv6_gap(struct ari_str text, unsigned gap)
{
	struct ari_cursor c = {text, 0};
	unsigned groups = 0, step;
	bool gapped = false;

	if (ari_schema__peek(&c) == ':') {
		if (text.len < 2 || text.ptr[1] != ':')
			return false;
		gapped = true;
		c.at = 2;
	}
	while (!ari_schema__at_end(&c) && groups < GROUPS) {
		step = take_group(&c);
		if (!step)
			return false;
		groups += step;
		if (ari_schema__at_end(&c))
			break;
		if (!ari_schema__take(&c, ':') || ari_schema__at_end(&c))
			return false;
		if (ari_schema__peek(&c) != ':')
			continue;
		if (gapped)
			return false;
		gapped = true;
		c.at++;
	}
	if (!ari_schema__at_end(&c))
		return false;
	return gapped ? groups + gap <= GROUPS : groups == GROUPS;
}

bool ari_schema__is_ipv6(struct ari_str text)
{
	return ari_schema__is_ipv6_gap(text, 1);
}
