/*
 * Day numbers, steps, occurrences and the comparison of dates, each against
 * a definition that counts one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/date.h>

static bool leap(int32_t year)
{
	if (year % 400 == 0)
		return true;
	if (year % 100 == 0)
		return false;
	return year % 4 == 0;
}

static unsigned days_in(int32_t year, unsigned month)
{
	switch (month) {
	case 2:
		return leap(year) ? 29 : 28;
	case 4:
	case 6:
	case 9:
	case 11:
		return 30;
	default:
		return 31;
	}
}

static struct ari_date parse(const char *text)
{
	struct ari_date date;

	if (ari_date_parse(&date, ari_str_from(text)) != ARI_DATE_OK)
		fail_msg("%s is refused", text);
	return date;
}

static void expect_day(int32_t day, const char *text)
{
	struct ari_buf buf;

	ari_buf_init(&buf, NULL);
	ari_day_put(&buf, day);
	assert_string_equal(buf.ptr, text);
	ari_buf_release(&buf);
}

/* Count every day of 1900 to 2199 forward from a known Monday. */
static void every_day_counts_up(void **state)
{
	int32_t expected = -25567; /* 1900-01-01, a Monday */

	(void)state;
	for (int32_t year = 1900; year <= 2199; year++) {
		for (unsigned month = 1; month <= 12; month++) {
			for (unsigned day = 1; day <= days_in(year, month);
			     day++) {
				int32_t y;
				unsigned m, d;

				assert_int_equal(ari_day_from(year, month, day),
						 expected);
				ari_day_split(&y, &m, &d, expected);
				assert_int_equal(y, year);
				assert_int_equal(m, month);
				assert_int_equal(d, day);
				assert_int_equal(ari_day_weekday(expected),
						 (expected + 25567) % 7);
				expected++;
			}
		}
	}
}

static void known_days(void **state)
{
	int32_t year;
	unsigned month, day;

	(void)state;
	assert_int_equal(ari_day_from(1970, 1, 1), 0);
	assert_int_equal(ari_day_from(2000, 3, 1), 11017);
	assert_int_equal(ari_day_weekday(ari_day_from(2021, 12, 17)), 4);
	assert_int_equal(ari_day_weekday(ari_day_from(2021, 11, 23)), 1);
	assert_int_equal(ari_day_weekday(ari_day_from(2020, 11, 23)), 0);
	assert_true(ari_day_weekday(INT32_MIN) < 7);
	assert_true(ari_day_weekday(INT32_MAX) < 7);
	ari_day_split(&year, &month, &day, INT32_MAX);
	assert_int_equal(ari_day_from(year, month, day), INT32_MAX);
	ari_day_split(&year, &month, &day, INT32_MIN);
	assert_int_equal(ari_day_from(year, month, day), INT32_MIN);
}

static void steps_clamp_to_month_ends(void **state)
{
	int32_t jan31 = ari_day_from(2021, 1, 31);
	int32_t feb29 = ari_day_from(2020, 2, 29);

	(void)state;
	expect_day(ari_day_step(jan31, 1, ARI_UNIT_MONTH), "2021-02-28");
	expect_day(ari_day_step(jan31, 2, ARI_UNIT_MONTH), "2021-03-31");
	expect_day(ari_day_step(jan31, 3, ARI_UNIT_MONTH), "2021-04-30");
	expect_day(ari_day_step(jan31, -11, ARI_UNIT_MONTH), "2020-02-29");
	expect_day(ari_day_step(jan31, -1, ARI_UNIT_MONTH), "2020-12-31");
	expect_day(ari_day_step(feb29, 1, ARI_UNIT_YEAR), "2021-02-28");
	expect_day(ari_day_step(feb29, 4, ARI_UNIT_YEAR), "2024-02-29");
	expect_day(ari_day_step(feb29, 80, ARI_UNIT_YEAR), "2100-02-28");
	expect_day(ari_day_step(jan31, 2, ARI_UNIT_WEEK), "2021-02-14");
	expect_day(ari_day_step(jan31, -31, ARI_UNIT_DAY), "2020-12-31");
}

static void steps_end_at_the_bounds(void **state)
{
	static const enum ari_date_unit units[] = {
	    ARI_UNIT_DAY, ARI_UNIT_WEEK, ARI_UNIT_MONTH, ARI_UNIT_YEAR};
	int32_t day = ari_day_from(2021, 12, 17);

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(ari_day_step(day, INT64_MAX, units[i]),
				 ARI_DAY_MAX);
		assert_int_equal(ari_day_step(day, INT64_MIN, units[i]),
				 ARI_DAY_MIN);
		assert_int_equal(ari_day_step(ARI_DAY_MAX, -1, units[i]),
				 ARI_DAY_MAX);
		assert_int_equal(ari_day_step(ARI_DAY_MIN, 1, units[i]),
				 ARI_DAY_MIN);
		assert_int_equal(ari_day_step(day, 0, units[i]), day);
	}
	expect_day(ari_day_step(ari_day_from(9999, 12, 1), 0, ARI_UNIT_MONTH),
		   "9999-12-01");
	assert_int_equal(
	    ari_day_step(ari_day_from(9999, 12, 1), 1, ARI_UNIT_MONTH),
	    ARI_DAY_MAX);
}

static void expect_occurrence(const char *repeat, uint32_t k, const char *lo,
			      const char *hi)
{
	struct ari_date date = parse(repeat);
	struct ari_days days = {1, 2};
	bool found = ari_date_occurrence(&days, &date, k);

	if (!lo) {
		assert_false(found);
		assert_int_equal(days.lo, 1);
		assert_int_equal(days.hi, 2);
		return;
	}
	assert_true(found);
	expect_day(days.lo, lo);
	expect_day(days.hi, hi);
}

static void occurrences(void **state)
{
	(void)state;
	expect_occurrence("R/2021-09/P3M", 0, "2021-09-01", "2021-09-30");
	expect_occurrence("R/2021-09/P3M", 1, "2021-12-01", "2021-12-31");
	expect_occurrence("R/2021-09/P3M", 2, "2022-03-01", "2022-03-31");
	expect_occurrence("R/2021-11/P3M", 1, "2022-02-01", "2022-02-28");
	expect_occurrence("R/2021-01-31/P1M", 1, "2021-02-28", "2021-02-28");
	expect_occurrence("R/2021-01-31/P1M", 2, "2021-03-31", "2021-03-31");
	expect_occurrence("R/2020/P2Y", 2, "2024-01-01", "2024-12-31");
	expect_occurrence("R/2021-12-17/P6W", 1, "2022-01-28", "2022-01-28");
	expect_occurrence("R4/2021-09/P3M", 3, "2022-06-01", "2022-06-30");
	expect_occurrence("R4/2021-09/P3M", 4, NULL, NULL);
	expect_occurrence("R/2199-11/P1M", 1, "2199-12-01", "2199-12-31");
	expect_occurrence("R/2199-11/P1M", 2, NULL, NULL);
	expect_occurrence("R/2021-09/P9999Y", 5199, NULL, NULL);
	expect_occurrence("R/1900-01-01/P1D", 5199, "1914-03-28", "1914-03-28");
	expect_occurrence("R/1900-01-01/P1D", 5200, NULL, NULL);
	expect_occurrence("R/1900-01-01/P1D", UINT32_MAX, NULL, NULL);
	expect_occurrence("2021-12", 0, NULL, NULL);
}

/* -- comparison -- */

static void expect_change(const char *before, const char *after,
			  enum ari_date_change change, int32_t days)
{
	struct ari_date a = parse(before), b = parse(after);
	int32_t moved = 12345;
	enum ari_date_change got = ari_date_compare(&moved, &a, &b);

	if (got != change || moved != days)
		fail_msg("%s to %s: change %d by %d", before, after, got,
			 moved);
}

static void named_changes(void **state)
{
	const struct ari_date none = {.kind = ARI_DATE_NONE};
	struct ari_date day = parse("2021-12-17");
	int32_t days = 5;

	(void)state;
	expect_change("2021-10", "2021-10", ARI_DATE_SAME, 0);
	expect_change("2021-10", "2021-12", ARI_DATE_SLIPPED, 61);
	expect_change("2021-12", "2021-10", ARI_DATE_BROUGHT_FORWARD, -61);
	expect_change("2021-12", "2021-12-17", ARI_DATE_REFINED, -14);
	expect_change("2021-12", "2021-12-31", ARI_DATE_REFINED, 0);
	expect_change("2021-12-17", "2021-12", ARI_DATE_SLIPPED, 14);
	expect_change("2021-12", "2021-11/2021-12", ARI_DATE_WIDENED, 0);
	expect_change("2021-11/2021-12", "2021-12", ARI_DATE_REFINED, 0);
	expect_change("2021-12", "2021-12-01/2021-12-31", ARI_DATE_SAME, 0);
	expect_change("2021", "2021-03", ARI_DATE_REFINED, -275);
	expect_change("2021-12", "2021-12/..", ARI_DATE_SLIPPED, 0);
	expect_change("2021-12/..", "2021-12", ARI_DATE_REFINED, 0);
	expect_change("2021-12/..", "2021-11", ARI_DATE_BROUGHT_FORWARD, 0);
	expect_change("2022-03", "../2022-03", ARI_DATE_WIDENED, 0);
	expect_change("../2022-03", "../2022-04", ARI_DATE_SLIPPED, 30);
	assert_int_equal(ari_date_compare(&days, &none, &day), ARI_DATE_SAME);
	assert_int_equal(days, 0);
}

static void changes_of_repeats(void **state)
{
	(void)state;
	expect_change("R/2021-09/P3M", "R/2021-09/P3M", ARI_DATE_SAME, 0);
	expect_change("R/2021-09/P3M", "R/2021-10/P3M", ARI_DATE_SLIPPED, 31);
	expect_change("R/2021-09/P3M", "R/2021-08/P3M",
		      ARI_DATE_BROUGHT_FORWARD, -30);
	expect_change("R/2021-09/P3M", "R/2021-09/P6M", ARI_DATE_SLIPPED, 0);
	expect_change("R/2021-09/P3M", "R/2021-09/P1M",
		      ARI_DATE_BROUGHT_FORWARD, 0);
	expect_change("R/2021-09/P3M", "R/2021-10/P1M", ARI_DATE_SLIPPED, 31);
	expect_change("R/2021-09/P3M", "R/2021-08/P6M", ARI_DATE_SLIPPED, -30);
	expect_change("R/2021-09/P12M", "R/2021-09/P1Y", ARI_DATE_SAME, 0);
	expect_change("R/2021-09-01/P1M", "R/2021-09-01/P4W",
		      ARI_DATE_BROUGHT_FORWARD, 0);
	expect_change("R/2021-09/P3M", "R/2021-09-15/P3M", ARI_DATE_REFINED,
		      -15);
	expect_change("R4/2021-09/P3M", "R6/2021-09/P3M", ARI_DATE_SLIPPED,
		      184);
	expect_change("R/2021-09/P3M", "R4/2021-09/P3M", ARI_DATE_REFINED, 0);
	expect_change("2021-12", "R/2021-12/P3M", ARI_DATE_SLIPPED, 0);
}

/* The design's sentences, on sets of days. */
static enum ari_date_change naive(struct ari_days a, struct ari_days b)
{
	bool inside = true, same = true;

	for (int32_t day = 0; day < 40; day++) {
		bool in_a = day >= a.lo && day <= a.hi;
		bool in_b = day >= b.lo && day <= b.hi;

		inside = inside && (!in_b || in_a);
		same = same && in_a == in_b;
	}
	if (same)
		return ARI_DATE_SAME;
	if (b.hi > a.hi)
		return ARI_DATE_SLIPPED;
	if (inside)
		return ARI_DATE_REFINED;
	return b.hi == a.hi ? ARI_DATE_WIDENED : ARI_DATE_BROUGHT_FORWARD;
}

static void compare_agrees_with_sets(void **state)
{
	struct ari_date a = {.kind = ARI_DATE_INTERVAL};
	struct ari_date b = {.kind = ARI_DATE_INTERVAL};
	const int32_t most = 9;
	size_t pairs = 0;

	(void)state;
	for (a.days.lo = 0; a.days.lo <= most; a.days.lo++)
		for (a.days.hi = a.days.lo; a.days.hi <= most; a.days.hi++)
			for (b.days.lo = 0; b.days.lo <= most; b.days.lo++)
				for (b.days.hi = b.days.lo; b.days.hi <= most;
				     b.days.hi++) {
					int32_t days;

					assert_int_equal(
					    ari_date_compare(&days, &a, &b),
					    naive(a.days, b.days));
					assert_int_equal(days,
							 b.days.hi - a.days.hi);
					pairs++;
				}
	assert_int_equal(pairs, 55 * 55);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_day_counts_up),
	    cmocka_unit_test(known_days),
	    cmocka_unit_test(steps_clamp_to_month_ends),
	    cmocka_unit_test(steps_end_at_the_bounds),
	    cmocka_unit_test(occurrences),
	    cmocka_unit_test(named_changes),
	    cmocka_unit_test(changes_of_repeats),
	    cmocka_unit_test(compare_agrees_with_sets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
