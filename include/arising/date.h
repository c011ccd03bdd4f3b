/*
 * Dates as plans write them: days, months, years, intervals and repeats,
 * every one a closed interval of days. No clock times, so no time zones.
 *
 * Source: EDTF (Library of Congress, 2019) level 0 and its open intervals;
 * ISO 8601-1 repeating intervals. Departure: 2021-13 to 2021-99 are refused
 * (EDTF's seasons are a council's financial years).
 */
#ifndef ARISING_DATE_H
#define ARISING_DATE_H

#include <arising/base.h>

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
#define ARI_DAY_MIN INT32_MIN /* no first day: ../2022-03 */
#define ARI_DAY_MAX INT32_MAX /* no last day: 2021-11/.. */

/* A closed interval of days. */
struct ari_days {
	int32_t lo;
	int32_t hi;
};

enum ari_date_kind {
	ARI_DATE_NONE, /* absent or unreadable */
	ARI_DATE_DAY,
	ARI_DATE_MONTH,
	ARI_DATE_YEAR,
	ARI_DATE_INTERVAL,
	ARI_DATE_REPEAT,
};

enum ari_date_unit {
	ARI_UNIT_DAY,
	ARI_UNIT_WEEK,
	ARI_UNIT_MONTH,
	ARI_UNIT_YEAR,
};

/* Occurrences of a repeat that are ever looked at: a century of weeks. */
#define ARI_DATE_OCCURRENCES 5200

struct ari_date {
	enum ari_date_kind kind;
	/*
	 * The interval. Of a repeat: the first occurrence to the last one;
	 * hi is ARI_DAY_MAX when it has no count.
	 */
	struct ari_days days;
	/* Of a repeat only. */
	struct ari_days first;
	enum ari_date_kind precision; /* of the occurrences */
	uint32_t count;		      /* occurrences; 0: without end */
	uint32_t step;		      /* units between occurrences, >= 1 */
	enum ari_date_unit unit;
};

/* Why a text is no date of a plan; each has its own message. */
enum ari_date_fault {
	ARI_DATE_OK,
	ARI_DATE_EMPTY,
	ARI_DATE_FORM,	   /* none of the forms */
	ARI_DATE_NO_DAY,   /* 2021-02-30 */
	ARI_DATE_SEASON,   /* 2021-22, 2021-13: a financial year or a season */
	ARI_DATE_QUARTER,  /* Q4, 2021-Q4 */
	ARI_DATE_WORDS,	   /* ongoing, tbc, winter 2024 */
	ARI_DATE_ENGLISH,  /* Oct '21, 8 December 2021, 17/12/2021 */
	ARI_DATE_BACKWARD, /* an interval that ends before it begins */
	ARI_DATE_TIME,	   /* 2021-12-17T10:00 */
	ARI_DATE_REPEAT_FORM, /* R/2021-09 without a period; P0M */
	ARI_DATE_RANGE,	      /* outside the years 1900 to 2199 */
	ARI_DATE_NOT_POINT,   /* an interval or a repeat, where one is wanted */
};

/*
 * Read the due scalar: 2021-12-17, 2021-12, 2021, a/b, ../b, a/..,
 * R/2021-09/P3M, R4/2021-09/P3M. *out is set on ARI_DATE_OK only.
 */
ARI_API enum ari_date_fault ari_date_parse(struct ari_date *out,
					   struct ari_str text);
/* The same, but only a day, a month or a year: `done`, `on`, `meeting`. */
ARI_API enum ari_date_fault ari_date_parse_point(struct ari_date *out,
						 struct ari_str text);
/*
 * Append to message a sentence that says what is wrong with text, and to
 * help what to write: "Oct '21" -> "write 2021-10". What would be a guess is
 * asked, not told. fault is what a parse of text returned, not ARI_DATE_OK.
 */
ARI_API void ari_date_explain(struct ari_buf *message, struct ari_buf *help,
			      struct ari_str text, enum ari_date_fault fault);

/* Days of a civil date; the caller ensures that it exists. */
ARI_API int32_t ari_day_from(int32_t year, unsigned month, unsigned day);
ARI_API void ari_day_split(int32_t *year, unsigned *month, unsigned *day,
			   int32_t days);
/* 0 Monday to 6 Sunday. */
ARI_API unsigned ari_day_weekday(int32_t days);
/*
 * Step a day by count units, month ends clamped from the first start:
 * 31 Jan, 28 Feb, 31 Mar. count may be negative.
 * Errors: ARI_DAY_MIN or ARI_DAY_MAX when it leaves the years 1 to 9999; an
 * open end stays what it is.
 */
ARI_API int32_t ari_day_step(int32_t start, int64_t count,
			     enum ari_date_unit unit);

/*
 * Occurrence k (from 0) of a repeat.
 * Errors: false when there is no such occurrence: past the count, past
 * ARI_DATE_OCCURRENCES, or after the year 2199.
 */
ARI_API bool ari_date_occurrence(struct ari_days *out,
				 const struct ari_date *repeat, uint32_t k);

/* How a date moved. */
enum ari_date_change {
	ARI_DATE_SAME,
	ARI_DATE_SLIPPED,	  /* new hi > old hi */
	ARI_DATE_BROUGHT_FORWARD, /* new hi < old hi, not inside old */
	ARI_DATE_REFINED,	  /* new inside old: no movement */
	ARI_DATE_WIDENED,	  /* same hi, earlier lo */
};

/*
 * Compare two dates of the same milestone. *days is new hi - old hi, 0 when
 * either is open. Two repeats compare by first occurrence and period: a
 * later first or a longer period is slipped, else an earlier first or a
 * shorter period brought forward, *days between their first occurrences;
 * when both are equal, by their last ones. Shapes do not matter: 2021-12
 * and 2021-12-01/2021-12-31 are the same. Same, too, when either is
 * ARI_DATE_NONE: a date added or removed is no comparison.
 */
ARI_API enum ari_date_change ari_date_compare(int32_t *days,
					      const struct ari_date *before,
					      const struct ari_date *after);

/* Append 2021-12-17; ".." for an open end. */
ARI_API void ari_day_put(struct ari_buf *buf, int32_t day);
/* Append the form that a plan keeps: it parses to the same days. */
ARI_API void ari_date_put(struct ari_buf *buf, const struct ari_date *date);
/*
 * Append as a council prints it: 17 Dec '21, Oct '21, 2021, Oct – Dec '21,
 * Nov '21 – Mar '22, by 14 Dec '19, from Nov '21, every 3 months from
 * Sep '21 (4 times). Years outside 2000 to 2099 stand in full; nothing is
 * appended for ARI_DATE_NONE.
 */
ARI_API void ari_date_print(struct ari_buf *buf, const struct ari_date *date);
/* Append in full, for running text: 17 December 2021, October 2021. */
ARI_API void ari_date_print_long(struct ari_buf *buf,
				 const struct ari_date *date);

/* -- dates in prose -- */

/* A date that running text names. */
struct ari_prose_date {
	size_t start; /* bytes of the text */
	size_t end;
	struct ari_days days;
	enum ari_date_kind precision;
	bool year_inferred; /* the text gives no year */
	bool year_only;	    /* a bare year after "in", "by", "until" */
	bool approximate;   /* early, mid, late, end of, spring */
	bool week_of;	    /* w/c: days is the day named, a Monday or not */
	bool numeric;	    /* 2/12/22, read as day/month/year */
};

/* Dates found in one text; more are not looked for. */
#define ARI_PROSE_DATES 64

/*
 * Find the dates that English council prose names: "January '22", "Jan 22",
 * "8 December 2021", "8th December", "w/c 23rd November", "early 2022",
 * "spring 2022", "October/November 2021", "mid October 2021", "2/12/22",
 * "2.12.22",
 * "November CYP Committee". The bytes include "w/c", "mid", "end of".
 *
 * A month without a year is taken as the one nearest to the day `near`;
 * "following the", "since", "last" and "next" before it lean to their side.
 * Months joined by a dash, a stroke or "to" are one date of precision
 * ARI_DATE_INTERVAL, those joined by "and" or "&" are two; either share a
 * year that stands once. A season is March to May and so on, winter 2024
 * December 2024 to February 2025; early, mid and late in a year are its
 * thirds. A quarter of a financial year (Q4 2020-21) is January to March of
 * 2021; the new year is January, Christmas its day. The verb may, financial
 * years and spans of years (2022/23, 2023-28), quarters without a year,
 * people (Cllr May), addresses (https:) and bare numbers are no dates.
 *
 * Returns how many, in order of the text, none overlapping.
 * Cost: linear in the text, no allocation.
 */
ARI_API size_t ari_prose_dates(struct ari_prose_date out[ARI_PROSE_DATES],
			       struct ari_str text, int32_t near);
/* Whether ari_prose_dates() can find any, near whatever day. */
ARI_API bool ari_prose_may_date(struct ari_str text);

#endif
