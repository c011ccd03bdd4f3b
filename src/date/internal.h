/*
 * What the files of the date room share: bounds, single characters, the
 * words of English council dates, and the scan behind the prose finder.
 */
#ifndef ARISING_DATE_INTERNAL_H
#define ARISING_DATE_INTERNAL_H

#include <arising/date.h>

/* Years that a plan may name; outside them lies a slip of the hand. */
#define ARI_DATE_YEAR_MIN 1900
#define ARI_DATE_YEAR_MAX 2199

unsigned ari_date__month_days(int32_t year, unsigned month);
bool ari_date__year_ok(int32_t year);
struct ari_days ari_date__month(int32_t year, unsigned month);
struct ari_days ari_date__months(int32_t year, unsigned month,
				 int32_t last_year, unsigned last_month);
/* The day of a civil date, if there is such a day in range. */
bool ari_date__civil(int32_t *out, int32_t year, unsigned month, unsigned day);

/* -- characters -- */

static inline bool ari_date__is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline char ari_date__lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool ari_date__is_alpha(char c)
{
	c = ari_date__lower(c);
	return c >= 'a' && c <= 'z';
}

/* Compare without regard to ASCII case; word is lower case. */
bool ari_date__same_word(struct ari_str s, const char *word);
/* Find s in a NULL-terminated list of lower-case words; -1 if absent. */
int ari_date__find_word(struct ari_str s, const char *const *words);
/* The byte at `at`, or NUL past the end. */
char ari_date__byte(struct ari_str s, size_t at);
/*
 * Read the digits at *at and step over them.
 * Returns how many there are, 0 if none; more than max counts as none.
 */
unsigned ari_date__digits(uint32_t *value, struct ari_str s, size_t *at,
			  unsigned max);
/* Bytes of the blank, dash or apostrophe at `at`; 0 if it is none. */
size_t ari_date__blank(struct ari_str s, size_t at);
size_t ari_date__dash(struct ari_str s, size_t at);
size_t ari_date__apostrophe(struct ari_str s, size_t at);
/* Step over at most eight blanks: more do not stand inside one date. */
void ari_date__skip_blanks(struct ari_str s, size_t *at);
/* Tell whether a letter or digit of any script stands at, or before, at. */
bool ari_date__wordy(struct ari_str s, size_t at);
bool ari_date__wordy_before(struct ari_str s, size_t at);
/* The code point that ends before at; 0 at the start. */
uint32_t ari_date__before(struct ari_str s, size_t at);

/* -- words -- */

/* What a month's name needs beside it where it is not written like one. */
enum ari_date__trust {
	ARI_DATE__SURE,	   /* october: nothing */
	ARI_DATE__IF_DAY,  /* jan, august: a day or a year */
	ARI_DATE__IF_YEAR, /* may, march: also verbs, so a year */
};

/* Month 1 to 12 of a name or its short form in any case, or 0. */
unsigned ari_date__month_word(struct ari_str word, enum ari_date__trust *trust);
/* First month of a season (3, 6, 9, 12), or 0. */
unsigned ari_date__season_word(struct ari_str word);
extern const char *const ari_date__month_names[13];
extern const char *const ari_date__month_short[13];

/* -- dates in running text, and in the scalar that should be a date -- */

enum ari_date__part {
	ARI_DATE__WHOLE,
	ARI_DATE__EARLY, /* early, beginning of */
	ARI_DATE__MID,	 /* mid, middle of */
	ARI_DATE__LATE,	 /* late, end of */
};

enum ari_date__link {
	ARI_DATE__APART,
	ARI_DATE__SPAN, /* Oct – Dec '21 */
	ARI_DATE__LIST, /* Dec '21 & Feb '22 */
};

/* One date as the words give it; 0 where they give nothing. */
struct ari_date__found {
	size_t start;
	size_t end;
	int32_t year;
	unsigned month;
	unsigned day;
	unsigned last_day; /* of 25-28 March */
	unsigned season;   /* its first month */
	bool week_of;
	bool numeric;
	enum ari_date__part part;
	int bias; /* days that the words before shift `near` by */
	enum ari_date__link link; /* to the next one */
};

/*
 * Find dates as ari_prose_dates() does. With scalar the text is one field
 * rather than running text: no capital is asked for, "Oct 21" is a year.
 */
size_t ari_date__prose(struct ari_prose_date out[ARI_PROSE_DATES],
		       struct ari_str text, int32_t near, bool scalar);
/* Find what the words give; years not named are not yet resolved. */
size_t ari_date__scan(struct ari_date__found out[ARI_PROSE_DATES],
		      struct ari_str text, int32_t near_year, bool scalar);

/* -- what stands before a date -- */

/* The ASCII word that ends before at, blanks between; len 0 if none. */
struct ari_str ari_date__word_before(struct ari_str s, size_t at);
/*
 * Read "early", "mid-", "end of", "w/c" and the like before found->start
 * and move the start before them; then the words that shift the year.
 */
void ari_date__read_before(struct ari_date__found *found, struct ari_str s);
/* Tell whether "by", "until" and the like stand before at: a bare year. */
bool ari_date__after_preposition(struct ari_str s, size_t at);
/* Tell whether a number at `at` belongs to the word before: Phase 2. */
bool ari_date__is_counted(struct ari_str s, size_t at);
/* Tell whether the month's name at start to end is a person or a verb. */
bool ari_date__is_other_word(struct ari_str s, size_t start, size_t end);

/* -- refusals -- */

/* Say why text, which is none of the forms, is no date. */
enum ari_date_fault ari_date__classify(struct ari_str text);
/* Tell whether text is two years (2022/23, FY2021-22), as financial years. */
bool ari_date__years(int32_t *from, int32_t *to, struct ari_str text);
/* Read a date in numbers of another order or mark: 17/12/2021, 12.2021. */
bool ari_date__numbers(struct ari_date *out, struct ari_str text);
/* A day that makes two digits of a year mean this century. */
int32_t ari_date__this_century(void);

#endif
