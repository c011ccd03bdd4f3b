/*
 * The letters and words of dates: what the parser, the refusals and the
 * prose finder read them with. ASCII case only, no locale.
 */
#include "internal.h"

#include <string.h>

/* Blanks that may stand between two words of one date. */
#define BLANKS_MAX 8

const char *const ari_date__month_names[13] = {
    "",	    "January", "February",  "March",   "April",	   "May",      "June",
    "July", "August",  "September", "October", "November", "December",
};

const char *const ari_date__month_short[13] = {
    "",	   "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

struct month_word {
	const char *word;
	unsigned month;
	enum ari_date__trust trust;
};

static const struct month_word month_words[] = {
    {"january", 1, ARI_DATE__SURE},   {"jan", 1, ARI_DATE__IF_DAY},
    {"february", 2, ARI_DATE__SURE},  {"feb", 2, ARI_DATE__IF_DAY},
    {"march", 3, ARI_DATE__IF_YEAR},  {"mar", 3, ARI_DATE__IF_DAY},
    {"april", 4, ARI_DATE__SURE},     {"apr", 4, ARI_DATE__IF_DAY},
    {"may", 5, ARI_DATE__IF_YEAR},    {"june", 6, ARI_DATE__SURE},
    {"jun", 6, ARI_DATE__IF_DAY},     {"july", 7, ARI_DATE__SURE},
    {"jul", 7, ARI_DATE__IF_DAY},     {"august", 8, ARI_DATE__IF_DAY},
    {"aug", 8, ARI_DATE__IF_DAY},     {"september", 9, ARI_DATE__SURE},
    {"sept", 9, ARI_DATE__IF_DAY},    {"sep", 9, ARI_DATE__IF_DAY},
    {"october", 10, ARI_DATE__SURE},  {"oct", 10, ARI_DATE__IF_DAY},
    {"november", 11, ARI_DATE__SURE}, {"nov", 11, ARI_DATE__IF_DAY},
    {"december", 12, ARI_DATE__SURE}, {"dec", 12, ARI_DATE__IF_DAY},
};

bool ari_date__same_word(struct ari_str s, const char *word)
{
	if (s.len != strlen(word))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (ari_date__lower(s.ptr[i]) != word[i])
			return false;
	}
	return true;
}

int ari_date__find_word(struct ari_str s, const char *const *words)
{
	for (int i = 0; words[i]; i++) {
		if (ari_date__same_word(s, words[i]))
			return i;
	}
	return -1;
}

char ari_date__byte(struct ari_str s, size_t at)
{
	return at < s.len ? s.ptr[at] : '\0';
}

unsigned ari_date__digits(uint32_t *value, struct ari_str s, size_t *at,
			  unsigned max)
{
	unsigned n = 0;
	uint32_t sum = 0;

	while (n <= max && ari_date__is_digit(ari_date__byte(s, *at + n))) {
		sum = sum * 10 + (uint32_t)(s.ptr[*at + n] - '0');
		n++;
	}
	if (!n || n > max)
		return 0;
	*value = sum;
	*at += n;
	return n;
}

/* Bytes of the code point at `at` if it is in the list, which 0 ends. */
static size_t match_point(struct ari_str s, size_t at, const uint32_t *points)
{
	size_t next = at;
	uint32_t point;

	if (at >= s.len)
		return 0;
	point = ari_utf8_next(s, &next);
	while (*points && *points != point)
		points++;
	return *points ? next - at : 0;
}

size_t ari_date__blank(struct ari_str s, size_t at)
{
	static const uint32_t blanks[] = {' ',	  '\t',	  '\n',	  '\r',
					  0x00A0, 0x2009, 0x202F, 0};

	return match_point(s, at, blanks);
}

size_t ari_date__dash(struct ari_str s, size_t at)
{
	static const uint32_t dashes[] = {'-',	  0x2010, 0x2011, 0x2012,
					  0x2013, 0x2014, 0x2212, 0};

	return match_point(s, at, dashes);
}

size_t ari_date__apostrophe(struct ari_str s, size_t at)
{
	static const uint32_t marks[] = {'\'',	 '`',	 0x00B4, 0x02BC,
					 0x2018, 0x2019, 0x2032, 0};

	return match_point(s, at, marks);
}

void ari_date__skip_blanks(struct ari_str s, size_t *at)
{
	for (unsigned n = 0; n < BLANKS_MAX; n++) {
		size_t step = ari_date__blank(s, *at);

		if (!step)
			return;
		*at += step;
	}
}

uint32_t ari_date__before(struct ari_str s, size_t at)
{
	size_t start = at, next;
	uint32_t point;

	while (start && at - start < 4) {
		start--;
		if ((s.ptr[start] & 0xC0) != 0x80)
			break;
	}
	next = start;
	if (start == at)
		return 0;
	point = ari_utf8_next(s, &next);
	return next == at ? point : 0xFFFD;
}

/* Letters beyond ASCII are told from punctuation by their blocks. */
static bool is_wordy_point(uint32_t point)
{
	if (point < 0x80)
		return ari_date__is_digit((char)point) ||
		       ari_date__is_alpha((char)point);
	if (point < 0xC0 || point == 0x02BC || point == 0xFFFD)
		return false;
	return point < 0x2000 || point >= 0x2C00;
}

bool ari_date__wordy(struct ari_str s, size_t at)
{
	return at < s.len && is_wordy_point(ari_utf8_next(s, &at));
}

bool ari_date__wordy_before(struct ari_str s, size_t at)
{
	return at && is_wordy_point(ari_date__before(s, at));
}

unsigned ari_date__month_word(struct ari_str word, enum ari_date__trust *trust)
{
	size_t count = sizeof(month_words) / sizeof(*month_words);

	for (size_t i = 0; i < count; i++) {
		if (!ari_date__same_word(word, month_words[i].word))
			continue;
		*trust = month_words[i].trust;
		return month_words[i].month;
	}
	return 0;
}

unsigned ari_date__season_word(struct ari_str word)
{
	static const char *const seasons[] = {"spring", "summer", "autumn",
					      "winter", NULL};

	return (unsigned)(ari_date__find_word(word, seasons) + 1) * 3;
}
