/*
 * The date forms that a plan keeps, read strictly: what is not one of them
 * is refused with its reason, never guessed at.
 */
#include "internal.h"

static struct ari_str cut(struct ari_str s, size_t from, size_t to)
{
	return (struct ari_str){s.ptr + from, to - from};
}

static bool is_shape(struct ari_str s, const char *shape)
{
	size_t i = 0;

	for (; shape[i]; i++) {
		char c = ari_date__byte(s, i);

		if (shape[i] == 'd' ? !ari_date__is_digit(c) : c != shape[i])
			return false;
	}
	return i == s.len;
}

static uint32_t number_at(struct ari_str s, size_t at, unsigned len)
{
	uint32_t value = 0;

	for (size_t i = at; i < at + len; i++)
		value = value * 10 + (uint32_t)(s.ptr[i] - '0');
	return value;
}

static void set_point(struct ari_date *out, enum ari_date_kind kind,
		      struct ari_days days)
{
	*out = (struct ari_date){.kind = kind, .days = days};
}

static enum ari_date_fault parse_point(struct ari_date *out, struct ari_str s)
{
	bool with_day = is_shape(s, "dddd-dd-dd");
	bool with_month = with_day || is_shape(s, "dddd-dd");
	int32_t year, day;
	unsigned month;

	if (!with_month && !is_shape(s, "dddd"))
		return ARI_DATE_FORM;
	year = (int32_t)number_at(s, 0, 4);
	month = with_month ? number_at(s, 5, 2) : 1;
	if (month > 12)
		return ARI_DATE_SEASON;
	if (!ari_date__year_ok(year))
		return ARI_DATE_RANGE;
	if (month < 1)
		return ARI_DATE_NO_DAY;
	if (with_day) {
		if (!ari_date__civil(&day, year, month, number_at(s, 8, 2)))
			return ARI_DATE_NO_DAY;
		set_point(out, ARI_DATE_DAY, (struct ari_days){day, day});
	} else if (with_month) {
		set_point(out, ARI_DATE_MONTH, ari_date__month(year, month));
	} else {
		set_point(out, ARI_DATE_YEAR,
			  ari_date__months(year, 1, year, 12));
	}
	return ARI_DATE_OK;
}

static enum ari_date_fault parse_end(struct ari_date *out, struct ari_str s,
				     struct ari_days open)
{
	if (!ari_str_is(s, ".."))
		return parse_point(out, s);
	set_point(out, ARI_DATE_NONE, open);
	return ARI_DATE_OK;
}

static enum ari_date_fault parse_interval(struct ari_date *out,
					  struct ari_str s, size_t slash)
{
	const struct ari_days first = {ARI_DAY_MIN, ARI_DAY_MIN};
	const struct ari_days last = {ARI_DAY_MAX, ARI_DAY_MAX};
	struct ari_date a, b;
	enum ari_date_fault fault;

	fault = parse_end(&a, cut(s, 0, slash), first);
	if (fault != ARI_DATE_OK)
		return fault;
	fault = parse_end(&b, cut(s, slash + 1, s.len), last);
	if (fault != ARI_DATE_OK)
		return fault;
	if (a.kind == ARI_DATE_NONE && b.kind == ARI_DATE_NONE)
		return ARI_DATE_FORM;
	if (b.days.hi < a.days.lo)
		return ARI_DATE_BACKWARD;
	set_point(out, ARI_DATE_INTERVAL,
		  (struct ari_days){a.days.lo, b.days.hi});
	return ARI_DATE_OK;
}

static bool read_unit(enum ari_date_unit *unit, char c)
{
	static const char letters[] = {
	    [ARI_UNIT_DAY] = 'D',
	    [ARI_UNIT_WEEK] = 'W',
	    [ARI_UNIT_MONTH] = 'M',
	    [ARI_UNIT_YEAR] = 'Y',
	};

	for (unsigned i = 0; i < sizeof(letters); i++) {
		if (letters[i] != c)
			continue;
		*unit = (enum ari_date_unit)i;
		return true;
	}
	return false;
}

/* P3M: one number of up to four digits, one unit. */
static bool parse_period(struct ari_date *repeat, struct ari_str s)
{
	size_t at = 1;

	if (ari_date__byte(s, 0) != 'P')
		return false;
	if (!ari_date__digits(&repeat->step, s, &at, 4) || !repeat->step)
		return false;
	return at + 1 == s.len && read_unit(&repeat->unit, s.ptr[at]);
}

/* R or R4 */
static bool parse_count(struct ari_date *repeat, struct ari_str s)
{
	size_t at = 1;

	repeat->count = 0;
	if (s.len == 1)
		return true;
	return ari_date__digits(&repeat->count, s, &at, 4) && at == s.len &&
	       repeat->count && repeat->count <= ARI_DATE_OCCURRENCES;
}

/* A month every two weeks is no set of dates: a step spans its point. */
static bool is_step_wide(const struct ari_date *repeat)
{
	if (repeat->precision == ARI_DATE_YEAR)
		return repeat->unit == ARI_UNIT_YEAR;
	if (repeat->precision == ARI_DATE_MONTH)
		return repeat->unit >= ARI_UNIT_MONTH;
	return true;
}

static enum ari_date_fault finish_repeat(struct ari_date *out,
					 struct ari_date *repeat)
{
	struct ari_days last;

	repeat->kind = ARI_DATE_REPEAT;
	if (!is_step_wide(repeat))
		return ARI_DATE_REPEAT_FORM;
	repeat->days = (struct ari_days){repeat->first.lo, ARI_DAY_MAX};
	if (repeat->count) {
		if (!ari_date_occurrence(&last, repeat, repeat->count - 1))
			return ARI_DATE_RANGE;
		repeat->days.hi = last.hi;
	}
	*out = *repeat;
	return ARI_DATE_OK;
}

static enum ari_date_fault parse_repeat(struct ari_date *out, struct ari_str s,
					size_t slash)
{
	struct ari_date repeat = {0}, first = {0};
	size_t second = slash + 1;
	enum ari_date_fault fault;

	while (second < s.len && s.ptr[second] != '/')
		second++;
	if (second >= s.len || !parse_count(&repeat, cut(s, 0, slash)))
		return ARI_DATE_REPEAT_FORM;
	if (!parse_period(&repeat, cut(s, second + 1, s.len)))
		return ARI_DATE_REPEAT_FORM;
	fault = parse_point(&first, cut(s, slash + 1, second));
	if (fault != ARI_DATE_OK)
		return fault == ARI_DATE_FORM ? ARI_DATE_REPEAT_FORM : fault;
	repeat.first = first.days;
	repeat.precision = first.kind;
	return finish_repeat(out, &repeat);
}

static enum ari_date_fault parse_form(struct ari_date *out, struct ari_str s)
{
	size_t slash = 0;

	while (slash < s.len && s.ptr[slash] != '/')
		slash++;
	if (slash == s.len)
		return parse_point(out, s);
	if (s.ptr[0] == 'R')
		return parse_repeat(out, s, slash);
	return parse_interval(out, s, slash);
}

enum ari_date_fault ari_date_parse(struct ari_date *out, struct ari_str text)
{
	enum ari_date_fault fault = parse_form(out, text);

	return fault == ARI_DATE_FORM ? ari_date__classify(text) : fault;
}

enum ari_date_fault ari_date_parse_point(struct ari_date *out,
					 struct ari_str text)
{
	struct ari_date date;
	enum ari_date_fault fault = parse_form(&date, text);

	if (fault == ARI_DATE_FORM)
		return ari_date__classify(text);
	if (fault != ARI_DATE_OK)
		return fault;
	if (date.kind == ARI_DATE_INTERVAL || date.kind == ARI_DATE_REPEAT)
		return ARI_DATE_NOT_POINT;
	*out = date;
	return ARI_DATE_OK;
}
