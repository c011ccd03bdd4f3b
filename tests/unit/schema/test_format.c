/*
 * Every format of JSON Schema 2020-12 with texts that its RFC allows and
 * texts that it does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "schema/format.h"

#include "format_hosts.h"
#include "format_uris.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const dates[] = {
    "1963-06-19", "2020-01-31", "2020-02-29", "2000-02-29",
    "2021-02-28", "2020-04-30", "2020-12-31", "0000-01-01",
    "9999-12-31", "2020-09-30", NULL,
};
static const char *const not_dates[] = {
    "",
    "2020-01-32",
    "2021-02-29",
    "1900-02-29",
    "2020-04-31",
    "2020-06-31",
    "2020-11-31",
    "2020-00-01",
    "2020-13-01",
    "2020-01-00",
    "1998-1-20",
    "1998-01-1",
    "06/19/1963",
    "2013-350",
    "1963-06-1\u09ea",
    "2020-11-28Z",
    "20230328",
    "2023-W01",
    "2023-W13-2",
    "12020-01-01",
    "2020-01-01 ",
    " 2020-01-01",
    "-2020-01-01",
    "2020-01-01T00:00:00Z",
    NULL,
};

static const char *const times[] = {
    "08:30:06Z",
    "08:30:06z",
    "23:59:60Z",
    "00:00:00Z",
    "23:20:50.52Z",
    "08:30:06.283185Z",
    "08:30:06+00:20",
    "08:30:06-08:00",
    "23:59:60+00:00",
    "01:29:60+01:30",
    "23:29:60+23:30",
    "15:59:60-08:00",
    "00:29:60-23:30",
    "12:00:00-00:00",
    "12:00:00+23:59",
    "23:59:60.999Z",
    NULL,
};
static const char *const not_times[] = {
    "",
    "008:030:006Z",
    "8:3:6Z",
    "8:0030:6Z",
    "22:59:60Z",
    "23:58:60Z",
    "23:59:60+01:00",
    "23:59:60+00:30",
    "23:59:60-01:00",
    "24:00:00Z",
    "00:60:00Z",
    "00:00:61Z",
    "01:02:03+24:00",
    "01:02:03+00:60",
    "01:02:03Z+00:30",
    "08:30:06 PST",
    "01:01:01,1111",
    "12:00:00",
    "12:00:00.52",
    "12:00:00.Z",
    "1\u09e82:00:00Z",
    "08:30:06#00:20",
    "ab:cd:ef",
    "08:30Z",
    "08:30:06+0020",
    "08:30:06+00",
    "T08:30:06Z",
    NULL,
};

static const char *const date_times[] = {
    "1963-06-19T08:30:06.283185Z",
    "1963-06-19T08:30:06Z",
    "1937-01-01T12:00:27.87+00:20",
    "1990-12-31T15:59:50.123-08:00",
    "1998-12-31T23:59:60Z",
    "1998-12-31T15:59:60.123-08:00",
    "1963-06-19t08:30:06.283185z",
    "2020-02-29T00:00:00+00:00",
    NULL,
};
static const char *const not_date_times[] = {
    "",
    "1998-12-31T23:59:61Z",
    "1998-12-31T23:58:60Z",
    "1998-12-31T22:59:60Z",
    "1990-02-31T15:59:59.123-08:00",
    "1990-12-31T15:59:59-24:00",
    "1963-06-19T08:30:06.28123+01:00Z",
    "06/19/1963 08:30:06 PST",
    "2013-350T01:01:01",
    "1963-6-19T08:30:06.283185Z",
    "1963-06-19T8:30:06Z",
    "1963-06-1\u09eaT00:00:00Z",
    "1963-06-11T0\u09ea:00:00Z",
    "1963-06-19 08:30:06Z",
    "1963-06-19T08:30:06",
    "1963-06-19",
    "1963-06-19T",
    "1990-12-31T10:00:00+10:60",
    "1990-12-31T24:00:00Z",
    "+11963-06-19T08:30:06.283185Z",
    NULL,
};

static const char *const durations[] = {
    "P4DT12H30M5S", "P4Y",    "PT0S",	 "P0D",	   "P1M",
    "PT1M",	    "PT36H",  "P1DT12H", "P2W",	   "P1Y2M3DT4H5M6S",
    "P1Y2M",	    "P2M3D",  "PT4H5M",	 "PT5M6S", "P0000000000000000001Y",
    "p1dt2h",	    "P1YT1S", "P12W",	 NULL,
};
static const char *const not_durations[] = {
    "",	      "P",	"PT",	  "P1",	      "PT1",   "4DT12H30M5S",
    "PT1D",   "P4YT",	"P2D1Y",  "P1D2H",    "P2S",   "PT1S2H",
    "P1Y2W",  "P1W1D",	"P1DT1W", "P\u09e8Y", "P1.5D", "PT1.5S",
    "P1Y1D",  "PT1H1S", "-P1D",	  "P-1D",     "P1D ",  "P1Y2M3DT",
    "PT1H2H", "P1Y1Y",	"PTT1S",  "PD",	      "P1H",   "PW",
    NULL,
};

static const char *const uuids[] = {
    "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
    "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
    "2eb8aa08-AA98-11ea-B4Aa-73B441D16380",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "98d80576-482e-427f-8434-7f86890ab222",
    NULL,
};
static const char *const not_uuids[] = {
    "",
    "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
    "2eb8aa08-aa98-11ea-b4aa-73b441d163800",
    "2eb8aa08-aa98-11ea-73b441d16380",
    "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
    "2eb8aa08aa9811eab4aa73b441d16380",
    "2eb8aa08aa98-11ea-b4aa73b441d16380",
    "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
    "2eb8aa08-aa98-11ea-b4aa73b441d163800",
    "{2eb8aa08-aa98-11ea-b4aa-73b441d1638",
    "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b",
    "2eb8aa08_aa98_11ea_b4aa_73b441d16380",
    NULL,
};

static const char *const pointers[] = {
    "",		 "/foo/bar~0/baz~1/%a",
    "/foo//bar", "/foo/bar/",
    "/",	 "/foo/0",
    "/a~1b",	 "/c%d",
    "/i\\j",	 "/k\"l",
    "/ ",	 "/m~0n",
    "/foo/-",	 "/~1.0~1/~0",
    "/é",	 NULL,
};
static const char *const not_pointers[] = {
    "/foo/bar~", "/~foo", "/~", "/~2", "/~-1", "/~~", "/~0~", "/~0/~",
    "#",	 "#/",	  "#a", "a",   "0",    "a/a", " /a",  NULL,
};

static const char *const relative_pointers[] = {
    "1",   "0/foo/bar", "2/0/baz/1/zip", "0#",	  "120/foo", "0",
    "10#", "0/",	"0+1",		 "1-2/a", "0+10#",   NULL,
};
static const char *const not_relative_pointers[] = {
    "",	    "/foo/bar", "-1/foo/bar", "+1/foo/bar", "0##",	"01/a",
    "01#",  "a",	"#",	      "0a",	    "0/~",	"0+/a",
    "0+01", "0-",	"1 ",	      "0#/a",	    "\u09e8/a", NULL,
};

static const char *const regexes[] = {
    "",		  "([abc])+\\s+$", "^\\p{Lu}$", "(?<=a+)b", "(?<n>a)\\k<n>",
    "[[:alpha:]", "a{2,}?",	   NULL,
};
static const char *const not_regexes[] = {
    "^(abc]", "\\a", "\\Z", "a++", "(?i)a", "[", "a{2,1}", "\\p{latin}", NULL,
};

static const struct {
	const char *name;
	const char *const *valid;
	const char *const *invalid;
} formats[] = {
    {"date", dates, not_dates},
    {"time", times, not_times},
    {"date-time", date_times, not_date_times},
    {"duration", durations, not_durations},
    {"email", emails, not_emails},
    {"idn-email", idn_emails, not_idn_emails},
    {"hostname", hostnames, not_hostnames},
    {"idn-hostname", idn_hostnames, not_idn_hostnames},
    {"ipv4", ipv4s, not_ipv4s},
    {"ipv6", ipv6s, not_ipv6s},
    {"uri", uris, not_uris},
    {"uri-reference", uri_references, not_uri_references},
    {"iri", iris, not_iris},
    {"iri-reference", iri_references, not_iri_references},
    {"uri-template", templates, not_templates},
    {"uuid", uuids, not_uuids},
    {"json-pointer", pointers, not_pointers},
    {"relative-json-pointer", relative_pointers, not_relative_pointers},
    {"regex", regexes, not_regexes},
};

/* A copy of the exact size, so that reading past its end is seen. */
static bool check(enum ari_format format, const char *text, size_t len)
{
	char *copy = malloc(len ? len : 1);
	bool result;

	assert_non_null(copy);
	memcpy(copy, text, len);
	result = ari_schema__format_check(format, (struct ari_str){copy, len});
	free(copy);
	return result;
}

static void texts_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		enum ari_format format =
		    ari_schema__format_find(ari_str_from(formats[i].name));
		const char *const *text;

		assert_int_not_equal(format, ARI_FORMAT_NONE);
		for (text = formats[i].valid; *text; text++)
			if (!check(format, *text, strlen(*text)))
				fail_msg("%s: \"%s\" is refused",
					 formats[i].name, *text);
		for (text = formats[i].invalid; *text; text++)
			if (check(format, *text, strlen(*text)))
				fail_msg("%s: \"%s\" passes", formats[i].name,
					 *text);
	}
	assert_int_equal(COUNT(formats), ARI_FORMAT_UUID);
}

static void names_are_exact(void **state)
{
	static const char *const unknown[] = {
	    "", "Date", "date ", "dat", "date-times", "ip", "url", "color",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(unknown); i++)
		assert_int_equal(
		    ari_schema__format_find(ari_str_from(unknown[i])),
		    ARI_FORMAT_NONE);
	assert_int_equal(ari_schema__format_find((struct ari_str){NULL, 0}),
			 ARI_FORMAT_NONE);
	assert_true(check(ARI_FORMAT_NONE, "anything", 8));
}

/*
 * What a valid text becomes with one byte changed or cut is up to its RFC,
 * but a NUL, a byte that is not UTF-8 or a line end makes it invalid in
 * every format that is no pointer, pattern or path of free text.
 */
static void stray_bytes_are_refused(void **state)
{
	static const char strays[] = {'\0', '\xff', '\x80', '\n', ' '};

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		enum ari_format format =
		    ari_schema__format_find(ari_str_from(formats[i].name));
		const char *const *text;
		char bytes[512];

		if (format == ARI_FORMAT_JSON_POINTER ||
		    format == ARI_FORMAT_RELATIVE_JSON_POINTER ||
		    format == ARI_FORMAT_REGEX)
			continue;
		for (text = formats[i].valid; *text; text++) {
			size_t len = strlen(*text);

			for (size_t j = 0; j < sizeof(strays); j++) {
				memcpy(bytes, *text, len);
				bytes[len] = strays[j];
				if (check(format, bytes, len + 1))
					fail_msg("%s: \"%s\" and byte %d",
						 formats[i].name, *text,
						 strays[j]);
			}
		}
	}
}

/* Cut anywhere and joined to itself, no text is read past its end. */
static void pieces_are_safe(void **state)
{
	unsigned passed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		const char *const *text;

		for (text = formats[i].valid; *text; text++)
			for (size_t n = 0; n <= strlen(*text); n++)
				for (int f = 1; f <= ARI_FORMAT_UUID; f++)
					passed +=
					    check((enum ari_format)f, *text, n);
	}
	assert_true(passed > 1000);
}

/* Long texts take linear time: seconds here would be minutes if not. */
static void long_texts_end(void **state)
{
	static const char *const units[] = {
	    "a",   ".", ":",  "1",   "-",      "%",   "/",  "@",  "\"",
	    "{a}", "[", "a.", "P1D", "xn--a.", "실.", "~0", "::", "1.",
	};
	size_t len = 200000;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t unit = strlen(units[i]);

		for (size_t j = 0; j < len; j++)
			text[j] = units[i][j % unit];
		for (int f = 1; f <= ARI_FORMAT_UUID; f++)
			ari_schema__format_check(
			    (enum ari_format)f,
			    (struct ari_str){text, len - len % unit});
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_are_told_apart),
	    cmocka_unit_test(names_are_exact),
	    cmocka_unit_test(stray_bytes_are_refused),
	    cmocka_unit_test(pieces_are_safe),
	    cmocka_unit_test(long_texts_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
