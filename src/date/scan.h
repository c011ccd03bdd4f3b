/*
 * Between the scanner of the prose finder and the pieces it reads.
 */
#ifndef ARISING_DATE_SCAN_H
#define ARISING_DATE_SCAN_H

#include "internal.h"

struct ari_date__scanner {
	struct ari_str text;
	int32_t near_year;
	bool scalar;
	struct ari_date__found *out;
	size_t count;
};

/* The whole ASCII word at `at`, or len 0. */
struct ari_str ari_date__read_word(struct ari_str s, size_t at);
/* Step over a word in any case, or over these bytes, if they stand there. */
bool ari_date__take_word(struct ari_str s, size_t *at, const char *word);
bool ari_date__take(struct ari_str s, size_t *at, const char *bytes);
bool ari_date__digit_at(struct ari_str s, size_t at);
/* Tell whether a number that ends at `at` is a whole one: not 20mph, 2.5. */
bool ari_date__number_ends(struct ari_str s, size_t at);
/* Tell whether -22 or /23 follows: a financial year or a span of years. */
bool ari_date__years_follow(struct ari_str s, size_t at);
/* The year of two digits that is nearest to the text's; the later of two. */
int32_t ari_date__with_century(const struct ari_date__scanner *scan,
			       uint32_t two);
/*
 * Read a year at `at`: four digits, or two if strong (an apostrophe or a dash
 * stood before) or if bare ones may be a year. Sets found's year and end.
 */
bool ari_date__read_year(const struct ari_date__scanner *scan,
			 struct ari_date__found *found, size_t at, bool strong,
			 bool bare);
/* Read the year after a month's name: 2021, '21, ' 21, -21, 21. */
bool ari_date__read_month_year(const struct ari_date__scanner *scan,
			       struct ari_date__found *found, bool bare);
/* Read "8", "8th" or "8 <sup>th</sup>": the day is 1 to 31. */
bool ari_date__read_day(struct ari_str s, size_t *at, unsigned *day,
			bool *ordinal);
/* Read the month at `at`, its year and, where none stood before, its day. */
bool ari_date__read_month(const struct ari_date__scanner *scan,
			  struct ari_date__found *found, size_t at);
/* Read a quarter of a financial year, the New Year or Christmas at `at`. */
bool ari_date__read_named(const struct ari_date__scanner *scan,
			  struct ari_date__found *found, size_t at);
/* Read what joins two days or dates and step over it. */
enum ari_date__link ari_date__read_link(struct ari_str s, size_t *at);

#endif
