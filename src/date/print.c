/*
 * Dates as text: the form a plan keeps, the short form of a council's
 * tables, and the words of running text.
 */
#include "internal.h"

/* How one of the two printed styles writes. */
struct style {
	const char *const *months;
	const char *span;
	const char *times_open;
	const char *times_close;
	bool short_year;
};

struct civil {
	int32_t year;
	unsigned month;
	unsigned day;
};

static struct civil split(int32_t day)
{
	struct civil civil;

	ari_day_split(&civil.year, &civil.month, &civil.day, day);
	return civil;
}

static bool is_open(int32_t day)
{
	return day == ARI_DAY_MIN || day == ARI_DAY_MAX;
}

/* Years of dates have four digits. */
static void put_year(struct ari_buf *buf, int32_t year)
{
	ari_buf_number(buf, (uint64_t)year, 4);
}

static void put_month(struct ari_buf *buf, const struct civil *civil)
{
	put_year(buf, civil->year);
	ari_buf_byte(buf, '-');
	ari_buf_number(buf, civil->month, 2);
}

void ari_day_put(struct ari_buf *buf, int32_t day)
{
	struct civil civil;

	if (is_open(day)) {
		ari_buf_puts(buf, "..");
		return;
	}
	civil = split(day);
	put_month(buf, &civil);
	ari_buf_byte(buf, '-');
	ari_buf_number(buf, civil.day, 2);
}

/* -- the form a plan keeps -- */

static void put_end(struct ari_buf *buf, int32_t day, bool months)
{
	struct civil civil;

	if (!months || is_open(day)) {
		ari_day_put(buf, day);
		return;
	}
	civil = split(day);
	put_month(buf, &civil);
}

static bool is_month_start(int32_t day)
{
	return is_open(day) || split(day).day == 1;
}

static bool is_month_end(int32_t day)
{
	struct civil civil;

	if (is_open(day))
		return true;
	civil = split(day);
	return civil.day == ari_date__month_days(civil.year, civil.month);
}

static bool in_months(struct ari_days days)
{
	return is_month_start(days.lo) && is_month_end(days.hi);
}

static void put_point(struct ari_buf *buf, enum ari_date_kind kind,
		      struct ari_days days)
{
	if (kind == ARI_DATE_DAY)
		ari_day_put(buf, days.lo);
	else if (kind == ARI_DATE_MONTH)
		put_end(buf, days.lo, true);
	else
		put_year(buf, split(days.lo).year);
}

static void put_repeat(struct ari_buf *buf, const struct ari_date *date)
{
	static const char units[] = {
	    [ARI_UNIT_DAY] = 'D',
	    [ARI_UNIT_WEEK] = 'W',
	    [ARI_UNIT_MONTH] = 'M',
	    [ARI_UNIT_YEAR] = 'Y',
	};

	ari_buf_byte(buf, 'R');
	if (date->count)
		ari_buf_number(buf, date->count, 0);
	ari_buf_byte(buf, '/');
	put_point(buf, date->precision, date->first);
	ari_buf_printf(buf, "/P%u%c", (unsigned)date->step, units[date->unit]);
}

void ari_date_put(struct ari_buf *buf, const struct ari_date *date)
{
	bool months;

	switch (date->kind) {
	case ARI_DATE_NONE:
		break;
	case ARI_DATE_DAY:
	case ARI_DATE_MONTH:
	case ARI_DATE_YEAR:
		put_point(buf, date->kind, date->days);
		break;
	case ARI_DATE_INTERVAL:
		months = in_months(date->days);
		put_end(buf, date->days.lo, months);
		ari_buf_byte(buf, '/');
		put_end(buf, date->days.hi, months);
		break;
	case ARI_DATE_REPEAT:
		put_repeat(buf, date);
		break;
	}
}

/* -- the printed styles -- */

/* '21 is this century; other years are written out. */
static void print_year(struct ari_buf *buf, const struct style *style,
		       int32_t year)
{
	if (style->short_year && year >= 2000 && year <= 2099) {
		ari_buf_byte(buf, '\'');
		ari_buf_number(buf, (uint64_t)year - 2000, 2);
	} else {
		ari_buf_number(buf, (uint64_t)year, 0);
	}
}

/* Print what of a day is wanted: 17 Dec '21, Dec '21, 17 Dec, 17, Dec. */
static void print_parts(struct ari_buf *buf, const struct style *style,
			struct civil civil, bool day, bool month, bool year)
{
	if (day)
		ari_buf_number(buf, civil.day, 0);
	if (day && month)
		ari_buf_byte(buf, ' ');
	if (month)
		ari_buf_puts(buf, style->months[civil.month]);
	if (year) {
		ari_buf_byte(buf, ' ');
		print_year(buf, style, civil.year);
	}
}

static void print_point(struct ari_buf *buf, const struct style *style,
			enum ari_date_kind kind, int32_t lo)
{
	if (kind == ARI_DATE_YEAR)
		ari_buf_number(buf, (uint64_t)split(lo).year, 0);
	else
		print_parts(buf, style, split(lo), kind == ARI_DATE_DAY, true,
			    true);
}

static void print_span(struct ari_buf *buf, const struct style *style,
		       struct ari_days days)
{
	struct civil lo = split(days.lo), hi = split(days.hi);
	bool with_day = !in_months(days);
	bool same_year = lo.year == hi.year;
	bool same_month = same_year && lo.month == hi.month;

	if (days.lo != days.hi && !(same_month && !with_day)) {
		print_parts(buf, style, lo, with_day, !(same_month && with_day),
			    !same_year);
		ari_buf_puts(buf, style->span);
	}
	print_parts(buf, style, hi, with_day, true, true);
}

static void print_interval(struct ari_buf *buf, const struct style *style,
			   struct ari_days days)
{
	if (days.lo == ARI_DAY_MIN) {
		ari_buf_puts(buf, "by ");
		print_parts(buf, style, split(days.hi), !is_month_end(days.hi),
			    true, true);
	} else if (days.hi == ARI_DAY_MAX) {
		ari_buf_puts(buf, "from ");
		print_parts(buf, style, split(days.lo),
			    !is_month_start(days.lo), true, true);
	} else {
		print_span(buf, style, days);
	}
}

static void print_repeat(struct ari_buf *buf, const struct style *style,
			 const struct ari_date *date)
{
	static const char *const units[] = {
	    [ARI_UNIT_DAY] = "day",
	    [ARI_UNIT_WEEK] = "week",
	    [ARI_UNIT_MONTH] = "month",
	    [ARI_UNIT_YEAR] = "year",
	};

	ari_buf_puts(buf, "every ");
	if (date->step != 1)
		ari_buf_printf(buf, "%u ", (unsigned)date->step);
	ari_buf_printf(buf, "%s%s from ", units[date->unit],
		       date->step != 1 ? "s" : "");
	print_point(buf, style, date->precision, date->first.lo);
	if (date->count)
		ari_buf_printf(
		    buf, "%s%u %s%s", style->times_open, (unsigned)date->count,
		    date->count == 1 ? "time" : "times", style->times_close);
}

static void print_date(struct ari_buf *buf, const struct style *style,
		       const struct ari_date *date)
{
	switch (date->kind) {
	case ARI_DATE_NONE:
		break;
	case ARI_DATE_DAY:
	case ARI_DATE_MONTH:
	case ARI_DATE_YEAR:
		print_point(buf, style, date->kind, date->days.lo);
		break;
	case ARI_DATE_INTERVAL:
		print_interval(buf, style, date->days);
		break;
	case ARI_DATE_REPEAT:
		print_repeat(buf, style, date);
		break;
	}
}

void ari_date_print(struct ari_buf *buf, const struct ari_date *date)
{
	const struct style style = {
	    .months = ari_date__month_short,
	    .span = " \xE2\x80\x93 ",
	    .times_open = " (",
	    .times_close = ")",
	    .short_year = true,
	};

	print_date(buf, &style, date);
}

void ari_date_print_long(struct ari_buf *buf, const struct ari_date *date)
{
	const struct style style = {
	    .months = ari_date__month_names,
	    .span = " to ",
	    .times_open = ", ",
	    .times_close = "",
	    .short_year = false,
	};

	print_date(buf, &style, date);
}
