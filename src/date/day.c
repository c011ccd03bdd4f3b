/*
 * Day numbers: civil dates to days and back, steps with month ends clamped,
 * occurrences of a repeat.
 */
#include "internal.h"

/* Years that steps stay in; beyond them there is no day. */
#define STEP_YEAR_MIN 1
#define STEP_YEAR_MAX 9999

/* Days of 400 Gregorian years, and of 1 March 0000 before 1970-01-01. */
#define ERA_DAYS 146097
#define EPOCH_SHIFT 719468

static bool is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

unsigned ari_date__month_days(int32_t year, unsigned month)
{
	static const unsigned char days[13] = {0,  31, 28, 31, 30, 31, 30,
					       31, 31, 30, 31, 30, 31};

	return days[month] + (month == 2 && is_leap(year) ? 1u : 0u);
}

bool ari_date__year_ok(int32_t year)
{
	return year >= ARI_DATE_YEAR_MIN && year <= ARI_DATE_YEAR_MAX;
}

/*
 * Years begin in March here, so that the leap day is the last of its year:
 * the days before month m (March 0) are then (153 m + 2) / 5.
 */
int32_t ari_day_from(int32_t year, unsigned month, unsigned day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t in_era = y - era * 400;
	int64_t m = (int64_t)(month + 9) % 12;
	int64_t in_year = (153 * m + 2) / 5 + (int64_t)day - 1;

	return (int32_t)(era * ERA_DAYS + in_era * 365 + in_era / 4 -
			 in_era / 100 + in_year - EPOCH_SHIFT);
}

void ari_day_split(int32_t *year, unsigned *month, unsigned *day, int32_t days)
{
	int64_t z = (int64_t)days + EPOCH_SHIFT;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t in_era = z - era * ERA_DAYS;
	int64_t y = (in_era - in_era / 1460 + in_era / 36524 -
		     in_era / (ERA_DAYS - 1)) /
		    365;
	int64_t in_year = in_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * in_year + 2) / 153;

	*day = (unsigned)(in_year - (153 * m + 2) / 5 + 1);
	*month = (unsigned)(m < 10 ? m + 3 : m - 9);
	*year = (int32_t)(y + era * 400 + (*month <= 2));
}

unsigned ari_day_weekday(int32_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (unsigned)((((int64_t)days + 3) % 7 + 7) % 7);
}

static int32_t clamp_step(int64_t days)
{
	if (days < ari_day_from(STEP_YEAR_MIN, 1, 1))
		return ARI_DAY_MIN;
	if (days > ari_day_from(STEP_YEAR_MAX, 12, 31))
		return ARI_DAY_MAX;
	return (int32_t)days;
}

static int32_t step_months(int32_t start, int64_t count)
{
	int32_t year;
	unsigned month, day, last;
	int64_t months;

	ari_day_split(&year, &month, &day, start);
	months = (int64_t)year * 12 + (int64_t)month - 1 + count;
	if (months < STEP_YEAR_MIN * 12)
		return ARI_DAY_MIN;
	if (months >= (STEP_YEAR_MAX + 1) * 12)
		return ARI_DAY_MAX;
	year = (int32_t)(months / 12);
	month = (unsigned)(months % 12) + 1;
	last = ari_date__month_days(year, month);
	return ari_day_from(year, month, day < last ? day : last);
}

int32_t ari_day_step(int32_t start, int64_t count, enum ari_date_unit unit)
{
	/* More than all days there are; keeps the products below in range. */
	const int64_t most = (int64_t)1 << 33;

	if (start == ARI_DAY_MIN || start == ARI_DAY_MAX)
		return start;
	if (count > most)
		count = most;
	if (count < -most)
		count = -most;
	switch (unit) {
	case ARI_UNIT_DAY:
		return clamp_step(start + count);
	case ARI_UNIT_WEEK:
		return clamp_step(start + count * 7);
	case ARI_UNIT_MONTH:
		return step_months(start, count);
	case ARI_UNIT_YEAR:
		return step_months(start, count * 12);
	}
	return start;
}

struct ari_days ari_date__months(int32_t year, unsigned month,
				 int32_t last_year, unsigned last_month)
{
	unsigned last = ari_date__month_days(last_year, last_month);

	return (struct ari_days){ari_day_from(year, month, 1),
				 ari_day_from(last_year, last_month, last)};
}

struct ari_days ari_date__month(int32_t year, unsigned month)
{
	return ari_date__months(year, month, year, month);
}

bool ari_date__civil(int32_t *out, int32_t year, unsigned month, unsigned day)
{
	if (!ari_date__year_ok(year) || month < 1 || month > 12)
		return false;
	if (day < 1 || day > ari_date__month_days(year, month))
		return false;
	*out = ari_day_from(year, month, day);
	return true;
}

bool ari_date_occurrence(struct ari_days *out, const struct ari_date *repeat,
			 uint32_t k)
{
	struct ari_days days;
	int32_t year;
	unsigned month, day;

	if (repeat->kind != ARI_DATE_REPEAT || k >= ARI_DATE_OCCURRENCES)
		return false;
	if (repeat->count && k >= repeat->count)
		return false;
	days.lo = ari_day_step(repeat->first.lo, (int64_t)k * repeat->step,
			       repeat->unit);
	if (days.lo > ari_day_from(ARI_DATE_YEAR_MAX, 12, 31))
		return false;
	ari_day_split(&year, &month, &day, days.lo);
	if (repeat->precision == ARI_DATE_MONTH)
		days = ari_date__month(year, month);
	else if (repeat->precision == ARI_DATE_YEAR)
		days = ari_date__months(year, 1, year, 12);
	else
		days.hi = days.lo;
	*out = days;
	return true;
}
