/*
 * What to write instead of a text that is no date: told where the text
 * leaves one reading, asked where it leaves several.
 */
#include "internal.h"

/* Bytes of the text that a message quotes: more is no date anyway. */
#define QUOTE_MAX 60
/* Dates of one field that the help spells out. */
#define LISTED_MAX 4
/* Years of a span such as 2023-28; 2021-13 is a slip, not 92 years. */
#define SPAN_MAX 40

static void put_quoted(struct ari_buf *buf, struct ari_str text)
{
	size_t at = 0;

	ari_buf_byte(buf, '"');
	while (at < text.len) {
		size_t start = at;
		uint32_t point = ari_utf8_next(text, &at);

		if (at > QUOTE_MAX) {
			ari_buf_puts(buf, "\xE2\x80\xA6");
			break;
		}
		if (point < 0x20 || point == 0x7F)
			ari_buf_byte(buf, ' ');
		else if (point == 0xFFFD)
			ari_utf8_put(buf, point);
		else
			ari_buf_add(buf, text.ptr + start, at - start);
	}
	ari_buf_byte(buf, '"');
}

static struct ari_date date_of(const struct ari_prose_date *prose)
{
	return (struct ari_date){.kind = prose->precision, .days = prose->days};
}

static void put_months(struct ari_buf *buf, struct ari_days days)
{
	const struct ari_date date = {.kind = ARI_DATE_INTERVAL, .days = days};

	ari_date_put(buf, &date);
}

/* -- the help of each fault -- */

static void help_form(struct ari_buf *help, struct ari_str text)
{
	struct ari_str trimmed = ari_str_trim(text);
	struct ari_date date;

	if (trimmed.len != text.len &&
	    ari_date_parse(&date, trimmed) == ARI_DATE_OK) {
		ari_buf_puts(help, "write it without blanks around it: ");
		ari_buf_str(help, trimmed);
		return;
	}
	ari_buf_puts(help,
		     "write a day 2021-12-17, a month 2021-12, a year 2021, "
		     "an interval 2021-11/2022-03, ../2022-03 or 2021-11/.., "
		     "or a repeat R/2021-09/P3M");
}

/* The month or the year that a wrong day or month stands in. */
static void help_no_day(struct ari_buf *help, struct ari_str text)
{
	struct ari_date date;
	size_t at = 0;

	for (; at + 10 <= text.len; at++) {
		struct ari_str day = {text.ptr + at, 10};
		struct ari_str month = {text.ptr + at, 7};

		if (ari_date_parse_point(&date, day) != ARI_DATE_NO_DAY ||
		    ari_date_parse_point(&date, month) != ARI_DATE_OK)
			continue;
		ari_buf_puts(help, "write a day from ");
		ari_day_put(help, date.days.lo);
		ari_buf_puts(help, " to ");
		ari_day_put(help, date.days.hi);
		return;
	}
	ari_buf_puts(help, "write months as 01 to 12 and days as 01 to 31");
}

static void help_years(struct ari_buf *help, int32_t from, int32_t to)
{
	if (to == from + 1)
		ari_buf_puts(help, "for the financial year write ");
	else
		ari_buf_puts(help, "for these financial years write ");
	ari_buf_printf(help, "%d-04/%d-03", (int)from, (int)to);
	if (to != from + 1)
		ari_buf_printf(help, ", for calendar years %d/%d", (int)from,
			       (int)to);
}

static void help_season(struct ari_buf *help, struct ari_str text)
{
	int32_t from, to;

	if (ari_date__years(&from, &to, text) && to - from <= SPAN_MAX) {
		help_years(help, from, to);
		return;
	}
	ari_buf_puts(help, "write the months, such as 2021-04/2022-03 for the "
			   "financial year 2021-22; months are 01 to 12");
}

/* What a text says of a quarter; 0 where it says nothing. */
struct quarter {
	unsigned number;
	uint32_t year;
	bool financial; /* two years: Q4 2020-21 */
};

static struct quarter read_quarter(struct ari_str text)
{
	struct quarter q = {0};
	uint32_t value;
	size_t at = 0;

	while (at < text.len) {
		char c = ari_date__lower(text.ptr[at]);
		unsigned n = ari_date__digits(&value, text, &at, 4);

		if (n && q.year)
			q.financial = true;
		if (n == 4 && !q.year)
			q.year = value;
		if (n)
			continue;
		at++;
		if (c == 'q' && at < text.len && text.ptr[at] >= '1' &&
		    text.ptr[at] <= '4')
			q.number = (unsigned)(text.ptr[at++] - '0');
	}
	return q;
}

static void help_quarter(struct ari_buf *help, struct ari_str text)
{
	struct quarter q = read_quarter(text);
	unsigned month = 3 * q.number - 2;
	unsigned shifted = q.number == 4 ? 1 : month + 3;
	int32_t year = (int32_t)q.year, later = year + (q.number == 4);

	if (!q.number || !ari_date__year_ok(year) ||
	    !ari_date__year_ok(later)) {
		ari_buf_puts(help, "a quarter of the calendar year or of the "
				   "financial year? write its months, such as "
				   "2021-10/2021-12");
		return;
	}
	ari_buf_puts(help, "write the months: ");
	if (!q.financial) {
		put_months(help,
			   ari_date__months(year, month, year, month + 2));
		ari_buf_puts(help, " in the calendar year, ");
	}
	put_months(help, ari_date__months(later, shifted, later, shifted + 2));
	ari_buf_printf(help, " in the financial year %d-%02d", (int)year,
		       (int)(year + 1) % 100);
}

static const char *const every_words[] = {
    "daily",  "weekly",	  "fortnightly", "monthly", "quarterly",
    "annual", "annually", "yearly",	 NULL,
};
static const char *const every_periods[] = {
    "P1D", "P1W", "P2W", "P1M", "P3M", "P1Y", "P1Y", "P1Y",
};

/* The period of the first word such as "quarterly", or NULL. */
static const char *find_period(struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t end = at;
		int i;

		while (end < text.len && ari_date__is_alpha(text.ptr[end]))
			end++;
		i = ari_date__find_word(
		    (struct ari_str){text.ptr + at, end - at}, every_words);
		if (i >= 0)
			return every_periods[i];
		at = end > at ? end : at + 1;
	}
	return NULL;
}

static void help_winter(struct ari_buf *help, int32_t year)
{
	ari_buf_puts(help, "which winter? write its months: ");
	put_months(help, ari_date__months(year - 1, 12, year, 2));
	ari_buf_puts(help, " or ");
	put_months(help, ari_date__months(year, 12, year + 1, 2));
}

static void help_words(struct ari_buf *help, struct ari_str text)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	const char *period = find_period(text);
	size_t count =
	    ari_date__prose(dates, text, ari_date__this_century(), true);
	int32_t year;
	unsigned month, day;

	if (period) {
		ari_buf_printf(help,
			       "write the first date and the period: "
			       "R/2021-09/%s",
			       period);
		return;
	}
	if (!count) {
		ari_buf_puts(help, "write the date of its next review, such "
				   "as 2021-12, or a repeat such as "
				   "R/2021-09/P3M");
		return;
	}
	ari_day_split(&year, &month, &day, dates[0].days.lo);
	if (count > 1 || dates[0].year_inferred) {
		ari_buf_puts(help, "write the months with their year, such as "
				   "2022-03/2022-05 for spring 2022");
	} else if (month == 12 && year > ARI_DATE_YEAR_MIN) {
		help_winter(help, year);
	} else {
		ari_buf_puts(help, "write the months it stands for, such as ");
		put_months(help, dates[0].days);
	}
}

static void help_one(struct ari_buf *help, struct ari_str text,
		     const struct ari_prose_date *prose)
{
	const struct ari_date date = date_of(prose);
	const char *period = find_period(text);
	int32_t year;
	unsigned month, day;

	ari_day_split(&year, &month, &day, prose->days.lo);
	if (prose->year_inferred) {
		ari_buf_printf(help, "of which year? write YYYY-%02u", month);
		if (prose->precision == ARI_DATE_DAY)
			ari_buf_printf(help, "-%02u", day);
		return;
	}
	if (prose->approximate)
		ari_buf_puts(help, "write the earliest and the latest, or the "
				   "month it is due by, such as ");
	else if (prose->week_of)
		ari_buf_puts(help, "write the day it is due by, such as ");
	else
		ari_buf_puts(help, "write ");
	if (period)
		ari_buf_puts(help, "R/");
	ari_date_put(help, &date);
	if (period)
		ari_buf_printf(help, "/%s", period);
}

static void help_several(struct ari_buf *help,
			 const struct ari_prose_date *dates, size_t count)
{
	ari_buf_puts(help, "write a milestone for each");
	for (size_t i = 0; i < count; i++) {
		const struct ari_date date = date_of(&dates[i]);

		if (dates[i].year_inferred || i == LISTED_MAX)
			return;
		ari_buf_puts(help, i ? ", " : ": ");
		ari_date_put(help, &date);
	}
}

static void help_english(struct ari_buf *help, struct ari_str text)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	struct ari_date date;
	size_t count;

	if (ari_date__numbers(&date, ari_str_trim(text))) {
		ari_buf_puts(help, "write ");
		ari_date_put(help, &date);
		if (date.kind == ARI_DATE_DAY) {
			ari_buf_puts(help, " if it is ");
			ari_date_print_long(help, &date);
		}
		return;
	}
	count = ari_date__prose(dates, text, ari_date__this_century(), true);
	if (count == 1)
		help_one(help, text, &dates[0]);
	else if (count)
		help_several(help, dates, count);
	else
		help_form(help, text);
}

static void help_backward(struct ari_buf *help, struct ari_str text)
{
	size_t slash = 0;

	while (slash < text.len && text.ptr[slash] != '/')
		slash++;
	ari_buf_puts(help, "write the earlier date first");
	if (slash == text.len)
		return;
	ari_buf_puts(help, ": ");
	ari_buf_add(help, text.ptr + slash + 1, text.len - slash - 1);
	ari_buf_byte(help, '/');
	ari_buf_add(help, text.ptr, slash);
}

static void help_time(struct ari_buf *help, struct ari_str text)
{
	struct ari_str trimmed = ari_str_trim(text);

	ari_buf_puts(help, "write the day alone");
	if (trimmed.len > 10) {
		ari_buf_puts(help, ": ");
		ari_buf_add(help, trimmed.ptr, 10);
	}
}

static void help_empty(struct ari_buf *help, struct ari_str text)
{
	(void)text;
	ari_buf_puts(help, "write a date such as 2021-12, or leave the key "
			   "out");
}

static void help_repeat(struct ari_buf *help, struct ari_str text)
{
	(void)text;
	ari_buf_puts(help, "write R, a first date and a period of D, W, M or "
			   "Y no shorter than that date, such as "
			   "R/2021-09/P3M; R4/2021-09/P3M for four times, at "
			   "most 5200");
}

static void help_range(struct ari_buf *help, struct ari_str text)
{
	(void)text;
	ari_buf_puts(help, "write a year from 1900 to 2199, with four digits");
}

static void help_point(struct ari_buf *help, struct ari_str text)
{
	(void)text;
	ari_buf_puts(help, "write one date: a day 2021-12-17, a month 2021-12 "
			   "or a year 2021");
}

struct explanation {
	const char *sentence; /* after the quoted text */
	void (*help)(struct ari_buf *help, struct ari_str text);
};

static const struct explanation explanations[] = {
    [ARI_DATE_OK] = {" is a date", NULL},
    [ARI_DATE_EMPTY] = {" is empty: there is no date", help_empty},
    [ARI_DATE_FORM] = {" is not a date that a plan can keep", help_form},
    [ARI_DATE_NO_DAY] = {" names a day or month that does not exist",
			 help_no_day},
    [ARI_DATE_SEASON] = {" names no month: a plan writes the months of a "
			 "financial year or season",
			 help_season},
    [ARI_DATE_QUARTER] = {" is a quarter, and quarters begin in January or "
			  "in April",
			  help_quarter},
    [ARI_DATE_WORDS] = {" does not say by when", help_words},
    [ARI_DATE_ENGLISH] = {" is not written as a plan keeps dates, year first",
			  help_english},
    [ARI_DATE_BACKWARD] = {" ends before it begins", help_backward},
    [ARI_DATE_TIME] = {" has a time of day, and plans keep days only",
		       help_time},
    [ARI_DATE_REPEAT_FORM] = {" is not a whole repeat", help_repeat},
    [ARI_DATE_RANGE] = {" reaches outside the years 1900 to 2199", help_range},
    [ARI_DATE_NOT_POINT] = {" is more than one date", help_point},
};

void ari_date_explain(struct ari_buf *message, struct ari_buf *help,
		      struct ari_str text, enum ari_date_fault fault)
{
	const struct explanation *row = &explanations[fault];

	put_quoted(message, text);
	ari_buf_puts(message, row->sentence);
	if (row->help)
		row->help(help, text);
}
