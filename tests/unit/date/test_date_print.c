/*
 * Dates as a council prints them, in full, and as a plan keeps them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/date.h>

struct printed {
	const char *text;
	const char *brief;
	const char *in_full;
};

#define DASH " \xE2\x80\x93 "

static const struct printed printed[] = {
    {"2021-10", "Oct '21", "October 2021"},
    {"2021-09", "Sep '21", "September 2021"},
    {"2021-12-17", "17 Dec '21", "17 December 2021"},
    {"2021-12-01", "1 Dec '21", "1 December 2021"},
    {"2021", "2021", "2021"},
    {"2009-03", "Mar '09", "March 2009"},
    {"1999-03", "Mar 1999", "March 1999"},
    {"2100-03-01", "1 Mar 2100", "1 March 2100"},
    {"2021-10/2021-12", "Oct" DASH "Dec '21", "October to December 2021"},
    {"2021-11/2022-03", "Nov '21" DASH "Mar '22",
     "November 2021 to March 2022"},
    {"2017-12-11/2017-12-14", "11" DASH "14 Dec '17", "11 to 14 December 2017"},
    {"2021-11-03/2021-12-17", "3 Nov" DASH "17 Dec '21",
     "3 November to 17 December 2021"},
    {"2021-11-03/2022-01", "3 Nov '21" DASH "31 Jan '22",
     "3 November 2021 to 31 January 2022"},
    {"2021-12/2021-12", "Dec '21", "December 2021"},
    {"2021-12-17/2021-12-17", "17 Dec '21", "17 December 2021"},
    {"2021/2022", "Jan '21" DASH "Dec '22", "January 2021 to December 2022"},
    {"../2019-12-14", "by 14 Dec '19", "by 14 December 2019"},
    {"../2022-03", "by Mar '22", "by March 2022"},
    {"2021-11/..", "from Nov '21", "from November 2021"},
    {"2021-11-05/..", "from 5 Nov '21", "from 5 November 2021"},
    {"R/2021-09/P3M", "every 3 months from Sep '21",
     "every 3 months from September 2021"},
    {"R4/2021-09/P3M", "every 3 months from Sep '21 (4 times)",
     "every 3 months from September 2021, 4 times"},
    {"R1/2021-09-06/P1W", "every week from 6 Sep '21 (1 time)",
     "every week from 6 September 2021, 1 time"},
    {"R/2021/P1Y", "every year from 2021", "every year from 2021"},
    {"R/2021-09-06/P10D", "every 10 days from 6 Sep '21",
     "every 10 days from 6 September 2021"},
};

static void both_styles(void **state)
{
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		struct ari_date date;

		assert_int_equal(
		    ari_date_parse(&date, ari_str_from(printed[i].text)),
		    ARI_DATE_OK);
		ari_buf_clear(&buf);
		ari_date_print(&buf, &date);
		assert_string_equal(buf.ptr, printed[i].brief);
		ari_buf_clear(&buf);
		ari_date_print_long(&buf, &date);
		assert_string_equal(buf.ptr, printed[i].in_full);
	}
	ari_buf_release(&buf);
}

static void no_date_prints_nothing(void **state)
{
	const struct ari_date none = {.kind = ARI_DATE_NONE};
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_date_print(&buf, &none);
	ari_date_print_long(&buf, &none);
	ari_date_put(&buf, &none);
	assert_int_equal(buf.len, 0);
	ari_buf_release(&buf);
}

static void days_and_open_ends(void **state)
{
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_day_put(&buf, ari_day_from(2021, 2, 3));
	ari_day_put(&buf, ARI_DAY_MAX);
	ari_day_put(&buf, ARI_DAY_MIN);
	assert_string_equal(buf.ptr, "2021-02-03....");
	ari_buf_release(&buf);
}

static void expect_round_trip(struct ari_buf *buf, const char *text)
{
	struct ari_date date, again;
	int32_t days;

	assert_int_equal(ari_date_parse(&date, ari_str_from(text)),
			 ARI_DATE_OK);
	ari_buf_clear(buf);
	ari_date_put(buf, &date);
	assert_int_equal(ari_date_parse(&again, ari_buf_view(buf)),
			 ARI_DATE_OK);
	assert_int_equal(again.kind, date.kind);
	assert_int_equal(again.days.lo, date.days.lo);
	assert_int_equal(again.days.hi, date.days.hi);
	assert_int_equal(ari_date_compare(&days, &date, &again), ARI_DATE_SAME);
	assert_int_equal(again.count, date.count);
	assert_int_equal(again.precision, date.precision);
}

static void what_is_put_parses_again(void **state)
{
	static const char *const points[] = {
	    "2020", "2021-01", "2024-02-29", "2024-02", "2024-12-31", "2025"};
	static const char *const steps[] = {"P1Y", "P10Y"};
	struct ari_buf buf, text;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_buf_init(&text, NULL);
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++)
		expect_round_trip(&buf, printed[i].text);
	for (size_t i = 0; i < 6; i++) {
		for (size_t j = i; j < 6; j++) {
			ari_buf_clear(&text);
			ari_buf_printf(&text, "%s/%s", points[i], points[j]);
			expect_round_trip(&buf, text.ptr);
		}
		for (size_t j = 0; j < 2; j++) {
			ari_buf_clear(&text);
			ari_buf_printf(&text, "R7/%s/%s", points[i], steps[j]);
			expect_round_trip(&buf, text.ptr);
		}
	}
	ari_buf_release(&buf);
	ari_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_styles),
	    cmocka_unit_test(no_date_prints_nothing),
	    cmocka_unit_test(days_and_open_ends),
	    cmocka_unit_test(what_is_put_parses_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
