/*
 * The formats of time: date, time, date-time and duration.
 *
 * Source: RFC 3339 sections 5.6 and 5.7 (a leap second is the last of a
 * month in UTC, whatever the offset) and Appendix A. Literals of its grammar
 * are in either case, so t, z and p1d are accepted.
 */
#include "schema/format_internal.h"

#define MINUTES_A_DAY (24 * 60)

/* Read exactly count digits. */
static bool take_fixed(unsigned *out, struct ari_cursor *c, size_t count)
{
	size_t i;

	*out = 0;
	for (i = 0; i < count; i++) {
		char next = ari_schema__peek(c);

		if (!ari_schema__is_digit(next))
			return false;
		*out = *out * 10 + (unsigned)(next - '0');
		c->at++;
	}
	return true;
}

static bool is_leap(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* A day of a month, and how many days the month has. */
struct day {
	unsigned day;
	unsigned last;
};

static bool take_date(struct day *out, struct ari_cursor *c)
{
	static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30,
						31, 31, 30, 31, 30, 31};
	unsigned year, month;

	if (!take_fixed(&year, c, 4) || !ari_schema__take(c, '-') ||
	    !take_fixed(&month, c, 2) || !ari_schema__take(c, '-') ||
	    !take_fixed(&out->day, c, 2))
		return false;
	if (month < 1 || month > 12)
		return false;
	out->last = lengths[month - 1];
	if (month == 2 && is_leap(year))
		out->last++;
	return out->day >= 1 && out->day <= out->last;
}

/* Read Z or an offset from UTC, in minutes. */
static bool take_offset(int *out, struct ari_cursor *c)
{
	unsigned hour, minute;
	bool west;

	*out = 0;
	if (ari_schema__take(c, 'Z'))
		return true;
	west = ari_schema__peek(c) == '-';
	if (!ari_schema__take(c, '+') && !ari_schema__take(c, '-'))
		return false;
	if (!take_fixed(&hour, c, 2) || !ari_schema__take(c, ':') ||
	    !take_fixed(&minute, c, 2) || hour > 23 || minute > 59)
		return false;
	*out = (int)(hour * 60 + minute);
	if (west)
		*out = -*out;
	return true;
}

/*
 * Whether second 60 may stand at so many minutes from midnight in UTC (below
 * 0: the day before) of the day, or of any day where it is NULL.
 */
static bool may_leap(int minutes, const struct day *day)
{
	if ((minutes + MINUTES_A_DAY) % MINUTES_A_DAY != MINUTES_A_DAY - 1)
		return false;
	if (!day)
		return true;
	return minutes < 0 ? day->day == 1 : day->day == day->last;
}

/* Step over a time, of a day where one is known. */
static bool take_time(struct ari_cursor *c, const struct day *day)
{
	unsigned hour, minute, second;
	int offset;

	if (!take_fixed(&hour, c, 2) || !ari_schema__take(c, ':') ||
	    !take_fixed(&minute, c, 2) || !ari_schema__take(c, ':') ||
	    !take_fixed(&second, c, 2))
		return false;
	if (ari_schema__take(c, '.') && !ari_schema__take_digits(c))
		return false;
	if (!take_offset(&offset, c))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	return second < 60 || may_leap((int)(hour * 60 + minute) - offset, day);
}

bool ari_schema__is_date(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	struct day day;

	return take_date(&day, &c) && ari_schema__at_end(&c);
}

bool ari_schema__is_time(struct ari_str text)
{
	struct ari_cursor c = {text, 0};

	return take_time(&c, NULL) && ari_schema__at_end(&c);
}

bool ari_schema__is_date_time(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	struct day day;

	return take_date(&day, &c) && ari_schema__take(&c, 'T') &&
	       take_time(&c, &day) && ari_schema__at_end(&c);
}

/*
 * Step over parts such as 1Y2M3D: any first one, then each the next of
 * units. False when a part is broken; *count says how many there were.
 */
static bool take_parts(unsigned *count, struct ari_cursor *c, const char *units)
{
	*count = 0;
	while (ari_schema__is_digit(ari_schema__peek(c))) {
		ari_schema__take_digits(c);
		while (!*count && *units && ari_schema__peek(c) != *units &&
		       ari_schema__peek(c) != *units - 'A' + 'a')
			units++;
		if (!*units || !ari_schema__take(c, *units))
			return false;
		units++;
		++*count;
	}
	return true;
}

bool ari_schema__is_duration(struct ari_str text)
{
	struct ari_cursor c = {text, 0};
	unsigned days, times;
	size_t start;

	if (!ari_schema__take(&c, 'P'))
		return false;
	start = c.at;
	if (ari_schema__take_digits(&c) && ari_schema__take(&c, 'W'))
		return ari_schema__at_end(&c);
	c.at = start;
	if (!take_parts(&days, &c, "YMD"))
		return false;
	if (!ari_schema__take(&c, 'T'))
		return days > 0 && ari_schema__at_end(&c);
	return take_parts(&times, &c, "HMS") && times > 0 &&
	       ari_schema__at_end(&c);
}
