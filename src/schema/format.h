/*
 * The formats of JSON Schema 2020-12: which name is which, and whether a
 * text has that form.
 *
 * Source: JSON Schema 2020-12 Validation 7.3 and the RFCs it names there.
 */
#ifndef ARISING_SCHEMA_FORMAT_H
#define ARISING_SCHEMA_FORMAT_H

#include <arising/base.h>

enum ari_format {
	ARI_FORMAT_NONE = 0, /* unknown: annotates only */
	ARI_FORMAT_DATE,
	ARI_FORMAT_DATE_TIME,
	ARI_FORMAT_DURATION,
	ARI_FORMAT_EMAIL,
	ARI_FORMAT_HOSTNAME,
	ARI_FORMAT_IDN_EMAIL,
	ARI_FORMAT_IDN_HOSTNAME,
	ARI_FORMAT_IPV4,
	ARI_FORMAT_IPV6,
	ARI_FORMAT_IRI,
	ARI_FORMAT_IRI_REFERENCE,
	ARI_FORMAT_JSON_POINTER,
	ARI_FORMAT_REGEX,
	ARI_FORMAT_RELATIVE_JSON_POINTER,
	ARI_FORMAT_TIME,
	ARI_FORMAT_URI,
	ARI_FORMAT_URI_REFERENCE,
	ARI_FORMAT_URI_TEMPLATE,
	ARI_FORMAT_UUID,
};

/* The format of that name; ARI_FORMAT_NONE when unknown. Case counts. */
enum ari_format ari_schema__format_find(struct ari_str name);
/* What people call it: "date and time"; and one that is valid, or NULL. */
const char *ari_schema__format_noun(enum ari_format format);
const char *ari_schema__format_example(enum ari_format format);
/*
 * Whether text has the form; true for ARI_FORMAT_NONE. Text that is not
 * UTF-8 has none.
 * Cost: linear in the text; the locale plays no part.
 */
bool ari_schema__format_check(enum ari_format format, struct ari_str text);

#endif
