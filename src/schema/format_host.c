/*
 * Names of hosts: hostname (RFC 1123 section 2.1, with A-labels checked as
 * RFC 5891 section 4.4 wants) and idn-hostname (RFC 5890 section 2.3.2.3).
 * libidn2 has IDNA2008's tables and contextual rules; only this file uses
 * it, and label by label, so that nothing is mapped before it is checked.
 */
#include "schema/format_internal.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_MAX 63
#define NAME_MAX_BYTES 253

/* Bytes of UTF-8 that a label of 63 ASCII characters can come from. */
#define LABEL_BYTES (LABEL_MAX * 4)

/* IDNA2008 as it stands: no mapping before, no transitional forms. */
#define IDN_FLAGS (IDN2_NO_TR46 | IDN2_USE_STD3_ASCII_RULES)

static bool is_ldh(char c)
{
	return ari_schema__is_alpha(c) || ari_schema__is_digit(c) || c == '-';
}

bool ari_schema__is_ldh_label(struct ari_str label)
{
	size_t i;

	if (label.len < 1 || label.len > LABEL_MAX)
		return false;
	for (i = 0; i < label.len; i++)
		if (!is_ldh(label.ptr[i]))
			return false;
	return label.ptr[0] != '-' && label.ptr[label.len - 1] != '-';
}

static bool is_ascii(struct ari_str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > 0x7F)
			return false;
	return true;
}

/* Hyphens in the third and fourth place: reserved by RFC 5890. */
static bool is_reserved(struct ari_str label)
{
	return label.len >= 4 && label.ptr[2] == '-' && label.ptr[3] == '-';
}

static bool has_a_prefix(struct ari_str label)
{
	return is_reserved(label) &&
	       (label.ptr[0] == 'x' || label.ptr[0] == 'X') &&
	       (label.ptr[1] == 'n' || label.ptr[1] == 'N');
}

/* Copy to a C string in lower case; label is ASCII or a U-label. */
static void copy_lower(char out[LABEL_BYTES + 1], struct ari_str label)
{
	size_t i;

	for (i = 0; i < label.len; i++) {
		char c = label.ptr[i];

		out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	out[label.len] = '\0';
}

/*
 * European and Arabic digits in one label: the fourth bidi rule of RFC 5893
 * section 2, which libidn2 leaves out. A label with either of the Arabic
 * kinds is a right-to-left one or refused already.
 */
static bool mixes_digits(struct ari_str label)
{
	bool european = false, arabic = false;
	size_t at = 0;

	while (at < label.len) {
		uint32_t point = ari_utf8_next(label, &at);

		european |= (point >= '0' && point <= '9') ||
			    (point >= 0x6F0 && point <= 0x6F9);
		arabic |= (point >= 0x660 && point <= 0x669) ||
			  (point >= 0x10D30 && point <= 0x10D39);
	}
	return european && arabic;
}

/* Whether xn--… is the A-label of a valid U-label. */
static bool is_a_label(struct ari_str label)
{
	char copy[LABEL_BYTES + 1], *decoded = NULL;
	uint8_t *made = NULL;
	bool valid;

	copy_lower(copy, label);
	valid = idn2_register_u8(NULL, (const uint8_t *)copy, &made,
				 IDN_FLAGS) == IDN2_OK &&
		idn2_to_unicode_8z8z(copy, &decoded, 0) == IDN2_OK &&
		!mixes_digits(ari_str_from(decoded));
	idn2_free(made);
	idn2_free(decoded);
	return valid;
}

/* Bytes of the A-label of a U-label; 0 when it is none. */
static size_t measure_u_label(struct ari_str label)
{
	char copy[LABEL_BYTES + 1];
	uint8_t *made = NULL;
	size_t len = 0;

	if (label.len > LABEL_BYTES || memchr(label.ptr, '\0', label.len) ||
	    mixes_digits(label))
		return 0;
	memcpy(copy, label.ptr, label.len);
	copy[label.len] = '\0';
	if (idn2_register_u8((const uint8_t *)copy, NULL, &made, IDN_FLAGS) ==
	    IDN2_OK)
		len = strlen((const char *)made);
	idn2_free(made);
	return len <= LABEL_MAX ? len : 0;
}

/*
 * Bytes of an ASCII label; 0 when it is none. RFC 1123 knows no reserved
 * labels besides A-labels, IDNA2008 (strict) has no others.
 */
static size_t measure_ascii(struct ari_str label, bool strict)
{
	if (!ari_schema__is_ldh_label(label))
		return 0;
	if (has_a_prefix(label))
		return is_a_label(label) ? label.len : 0;
	return strict && is_reserved(label) ? 0 : label.len;
}

/* #.#.#.#: by RFC 1123 section 2.1 an address, never the name of a host. */
static bool is_dotted_decimal(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	int i;

	for (i = 0; i < 4; i++)
		if ((i && !ari_schema__take(&c, '.')) ||
		    !ari_schema__take_digits(&c))
			return false;
	return ari_schema__at_end(&c);
}

bool ari_schema__is_hostname(struct ari_str text)
{
	size_t start = 0, i;

	if (text.len > NAME_MAX_BYTES || is_dotted_decimal(text))
		return false;
	for (i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '.')
			continue;
		if (!measure_ascii(ari_schema__cut(text, start, i), false))
			return false;
		start = i + 1;
	}
	return true;
}

/* The full stops of RFC 3490 section 3.1, which RFC 5895 keeps. */
static bool is_stop(uint32_t point)
{
	return point == '.' || point == 0x3002 || point == 0xFF0E ||
	       point == 0xFF61;
}

bool ari_schema__is_idn_hostname(struct ari_str text)
{
	size_t start = 0, at = 0, total = 0;

	if (is_dotted_decimal(text))
		return false;
	while (at <= text.len) {
		size_t end = at, len;
		struct ari_str label;

		if (at < text.len && !is_stop(ari_utf8_next(text, &at)))
			continue;
		label = ari_schema__cut(text, start, end);
		if (is_ascii(label))
			len = measure_ascii(label, true);
		else
			len = measure_u_label(label);
		total += len + 1;
		if (!len || total > NAME_MAX_BYTES + 1)
			return false;
		start = at;
		if (end == text.len)
			break;
	}
	return true;
}
