/*
 * Dates in running text that have neither a month's name nor a season's:
 * the quarters of a financial year, the New Year, Christmas.
 */
#include "scan.h"

#include <string.h>

/* 2022/23, 2022-23, 2022/2023 or 22/23: the first of two years, or 0. */
static int32_t read_years(const struct ari_date__scanner *scan, size_t *at)
{
	struct ari_str s = scan->text;
	uint32_t from, to;
	unsigned n = ari_date__digits(&from, s, at, 4), m;
	size_t step = ari_date__dash(s, *at);

	if (n != 2 && n != 4)
		return 0;
	if (!step && ari_date__byte(s, *at) == '/')
		step = 1;
	if (!step)
		return 0;
	*at += step;
	m = ari_date__digits(&to, s, at, 4);
	if ((m != 2 && (m != 4 || n != 4)) || to % 100 != (from + 1) % 100 ||
	    !ari_date__number_ends(s, *at))
		return 0;
	return n == 4 ? (int32_t)from : ari_date__with_century(scan, from);
}

/* Q3 2022/23, Q4 of 2022-23, quarter 2 (2022/23): April is the first month. */
static bool read_quarter(const struct ari_date__scanner *scan,
			 struct ari_date__found *found, size_t at)
{
	static const unsigned firsts[] = {4, 7, 10, 1};
	struct ari_str s = scan->text;
	bool bracket;
	uint32_t quarter;

	if (ari_date__take_word(s, &at, "quarter"))
		ari_date__skip_blanks(s, &at);
	else
		at++;
	if (!ari_date__digits(&quarter, s, &at, 1) || quarter < 1 ||
	    quarter > 4 || ari_date__wordy(s, at))
		return false;
	ari_date__skip_blanks(s, &at);
	if (ari_date__take_word(s, &at, "of"))
		ari_date__skip_blanks(s, &at);
	bracket = ari_date__take(s, &at, "(");
	found->season = firsts[quarter - 1];
	found->year = read_years(scan, &at);
	if (!ari_date__year_ok(found->year))
		return false;
	found->year += quarter == 4;
	if (bracket)
		ari_date__take(s, &at, ")");
	found->end = at;
	return true;
}

/* "in the new year", but not "new year 7 pupils" or "New Year's Day" */
static bool read_new_year(struct ari_str s, struct ari_date__found *found,
			  size_t at)
{
	static const char *const before[] = {"the", "early", "in", "into",
					     "by",  "until", NULL};
	static const char *const groups[] = {"group", "groups", "end", NULL};
	struct ari_str word = ari_date__word_before(s, at);

	if (!word.len || ari_date__find_word(word, before) < 0 ||
	    !ari_date__take_word(s, &at, "new"))
		return false;
	ari_date__skip_blanks(s, &at);
	if (!ari_date__take_word(s, &at, "year") || ari_date__apostrophe(s, at))
		return false;
	found->end = at;
	ari_date__skip_blanks(s, &at);
	word = ari_date__read_word(s, at);
	if (ari_date__digit_at(s, at) ||
	    (word.len && ari_date__find_word(word, groups) >= 0))
		return false;
	found->month = 1;
	found->part = ARI_DATE__EARLY;
	found->bias = 91;
	return true;
}

/* "by Christmas", but not "the Christmas lights" */
static bool read_christmas(struct ari_str s, struct ari_date__found *found,
			   size_t at)
{
	static const char *const before[] = {"by",   "before", "until",
					     "till", "after",  NULL};
	struct ari_str word = ari_date__word_before(s, at);

	if (!word.len || ari_date__find_word(word, before) < 0 ||
	    !ari_date__take_word(s, &at, "christmas"))
		return false;
	found->month = 12;
	found->day = 25;
	found->end = at;
	return true;
}

bool ari_date__read_named(const struct ari_date__scanner *scan,
			  struct ari_date__found *found, size_t at)
{
	*found = (struct ari_date__found){.start = at};
	switch (ari_date__lower(scan->text.ptr[at])) {
	case 'q':
		return read_quarter(scan, found, at);
	case 'n':
		return read_new_year(scan->text, found, at);
	case 'c':
		return read_christmas(scan->text, found, at);
	default:
		return false;
	}
}
