/*
 * The table of formats: names and checks. The short checks, uuid and the
 * JSON Pointers, stand here; each larger family has a file of its own.
 */
#include "schema/format.h"

#include <arising/pattern.h>

#include "schema/format_internal.h"

/* -- uuid (RFC 4122 section 3) -- */

static bool is_uuid(struct ari_str text)
{
	size_t i;

	if (text.len != 36)
		return false;
	for (i = 0; i < text.len; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		char c = text.ptr[i];

		if (dash ? c != '-' : !ari_schema__is_hex(c))
			return false;
	}
	return true;
}

/* -- JSON Pointer (RFC 6901 section 3) -- */

static bool is_json_pointer(struct ari_str text)
{
	size_t i;

	if (!text.len)
		return true;
	if (text.ptr[0] != '/')
		return false;
	for (i = 0; i < text.len; i++)
		if (text.ptr[i] == '~' &&
		    (i + 1 == text.len ||
		     (text.ptr[i + 1] != '0' && text.ptr[i + 1] != '1')))
			return false;
	return true;
}

/* Step over a number without leading zeros. */
static bool take_number(struct ari_cursor *c)
{
	bool zero = ari_schema__peek(c) == '0';
	size_t digits = ari_schema__take_digits(c);

	return digits == 1 || (digits > 1 && !zero);
}

/* draft-bhutton-relative-json-pointer-00 section 3 */
static bool is_relative_json_pointer(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	struct ari_str rest;

	if (!take_number(&c))
		return false;
	if ((ari_schema__take(&c, '+') || ari_schema__take(&c, '-')) &&
	    !take_number(&c))
		return false;
	rest = ari_schema__cut(text, c.at, text.len);
	return ari_str_is(rest, "#") || is_json_pointer(rest);
}

static bool is_regex(struct ari_str text)
{
	return ari_pattern_check(text, NULL) == 0;
}

/* -- the table -- */

static const struct {
	const char *name;
	bool (*check)(struct ari_str text);
	const char *noun;
	const char *example;
} formats[] = {
    [ARI_FORMAT_DATE] = {"date", ari_schema__is_date, "date", "2021-12-31"},
    [ARI_FORMAT_DATE_TIME] = {"date-time", ari_schema__is_date_time,
			      "date and time", "2021-12-31T10:00:00Z"},
    [ARI_FORMAT_DURATION] = {"duration", ari_schema__is_duration, "duration",
			     "P3M for three months or PT2H for two hours"},
    [ARI_FORMAT_EMAIL] = {"email", ari_schema__is_email, "e-mail address",
			  "name@example.org"},
    [ARI_FORMAT_HOSTNAME] = {"hostname", ari_schema__is_hostname, "host name",
			     "www.example.org"},
    [ARI_FORMAT_IDN_EMAIL] = {"idn-email", ari_schema__is_idn_email,
			      "e-mail address", "name@example.org"},
    [ARI_FORMAT_IDN_HOSTNAME] = {"idn-hostname", ari_schema__is_idn_hostname,
				 "host name", "www.example.org"},
    [ARI_FORMAT_IPV4] = {"ipv4", ari_schema__is_ipv4, "IPv4 address",
			 "192.0.2.1"},
    [ARI_FORMAT_IPV6] = {"ipv6", ari_schema__is_ipv6, "IPv6 address",
			 "2001:db8::1"},
    [ARI_FORMAT_IRI] = {"iri", ari_schema__is_iri, "web address (IRI)",
			"https://example.org/page"},
    [ARI_FORMAT_IRI_REFERENCE] = {"iri-reference", ari_schema__is_iri_reference,
				  "web address (IRI reference)",
				  "https://example.org/page or page"},
    [ARI_FORMAT_JSON_POINTER] = {"json-pointer", is_json_pointer,
				 "JSON Pointer", "/actions/0/due"},
    [ARI_FORMAT_REGEX] = {"regex", is_regex, "regular expression", NULL},
    [ARI_FORMAT_RELATIVE_JSON_POINTER] = {"relative-json-pointer",
					  is_relative_json_pointer,
					  "relative JSON Pointer", "1/due"},
    [ARI_FORMAT_TIME] = {"time", ari_schema__is_time, "time", "10:00:00Z"},
    [ARI_FORMAT_URI] = {"uri", ari_schema__is_uri, "web address (URI)",
			"https://example.org/page"},
    [ARI_FORMAT_URI_REFERENCE] = {"uri-reference", ari_schema__is_uri_reference,
				  "web address (URI reference)",
				  "https://example.org/page or page"},
    [ARI_FORMAT_URI_TEMPLATE] = {"uri-template", ari_schema__is_uri_template,
				 "URI template", "https://example.org/{name}"},
    [ARI_FORMAT_UUID] = {"uuid", is_uuid, "UUID",
			 "123e4567-e89b-12d3-a456-426614174000"},
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

enum ari_format ari_schema__format_find(struct ari_str name)
{
	size_t i;

	for (i = ARI_FORMAT_NONE + 1; i < FORMATS; i++)
		if (ari_str_is(name, formats[i].name))
			return (enum ari_format)i;
	return ARI_FORMAT_NONE;
}

const char *ari_schema__format_noun(enum ari_format format)
{
	return formats[format].noun;
}

const char *ari_schema__format_example(enum ari_format format)
{
	return formats[format].example;
}

bool ari_schema__format_check(enum ari_format format, struct ari_str text)
{
	if ((size_t)format >= FORMATS || !formats[format].check)
		return true;
	if (!text.ptr)
		text = (struct ari_str){"", 0};
	return ari_utf8_check(text) == text.len && formats[format].check(text);
}
