/*
 * The forms a plan keeps, what is refused, and what is said of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arising/date.h>

static struct ari_date parse(const char *text)
{
	struct ari_date date;

	if (ari_date_parse(&date, ari_str_from(text)) != ARI_DATE_OK)
		fail_msg("%s is refused", text);
	return date;
}

struct accepted {
	const char *text;
	enum ari_date_kind kind;
	const char *days; /* as written by ari_day_put, first/last */
};

static const struct accepted accepted[] = {
    {"2021-12-17", ARI_DATE_DAY, "2021-12-17/2021-12-17"},
    {"2024-02-29", ARI_DATE_DAY, "2024-02-29/2024-02-29"},
    {"2021-12", ARI_DATE_MONTH, "2021-12-01/2021-12-31"},
    {"2021-02", ARI_DATE_MONTH, "2021-02-01/2021-02-28"},
    {"2011-12", ARI_DATE_MONTH, "2011-12-01/2011-12-31"},
    {"2021", ARI_DATE_YEAR, "2021-01-01/2021-12-31"},
    {"1900-01-01", ARI_DATE_DAY, "1900-01-01/1900-01-01"},
    {"2199", ARI_DATE_YEAR, "2199-01-01/2199-12-31"},
    {"2021-11/2022-03", ARI_DATE_INTERVAL, "2021-11-01/2022-03-31"},
    {"2021-12-17/2021", ARI_DATE_INTERVAL, "2021-12-17/2021-12-31"},
    {"2021-12/2021-12", ARI_DATE_INTERVAL, "2021-12-01/2021-12-31"},
    {"../2022-03", ARI_DATE_INTERVAL, "../2022-03-31"},
    {"2021-11/..", ARI_DATE_INTERVAL, "2021-11-01/.."},
    {"R/2021-09/P3M", ARI_DATE_REPEAT, "2021-09-01/.."},
    {"R4/2021-09/P3M", ARI_DATE_REPEAT, "2021-09-01/2022-06-30"},
    {"R1/2021-09-30/P2W", ARI_DATE_REPEAT, "2021-09-30/2021-09-30"},
    {"R3/2021/P5Y", ARI_DATE_REPEAT, "2021-01-01/2031-12-31"},
    {"R2/2021-01-31/P1M", ARI_DATE_REPEAT, "2021-01-31/2021-02-28"},
};

static void forms_are_read(void **state)
{
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		struct ari_date date = parse(accepted[i].text);

		assert_int_equal(date.kind, accepted[i].kind);
		ari_buf_clear(&buf);
		ari_day_put(&buf, date.days.lo);
		ari_buf_byte(&buf, '/');
		ari_day_put(&buf, date.days.hi);
		assert_string_equal(buf.ptr, accepted[i].days);
	}
	ari_buf_release(&buf);
}

static void a_repeat_keeps_its_parts(void **state)
{
	struct ari_date date = parse("R4/2021-09/P3M");

	(void)state;
	assert_int_equal(date.precision, ARI_DATE_MONTH);
	assert_int_equal(date.count, 4);
	assert_int_equal(date.step, 3);
	assert_int_equal(date.unit, ARI_UNIT_MONTH);
	assert_int_equal(date.first.lo, ari_day_from(2021, 9, 1));
	assert_int_equal(date.first.hi, ari_day_from(2021, 9, 30));
	date = parse("R/2021-09-01/P2W");
	assert_int_equal(date.precision, ARI_DATE_DAY);
	assert_int_equal(date.count, 0);
	assert_int_equal(date.unit, ARI_UNIT_WEEK);
}

struct refused {
	const char *text;
	enum ari_date_fault fault;
	const char *help; /* words that the help must have; NULL: any */
};

static const struct refused refused[] = {
    {"", ARI_DATE_EMPTY, "leave the key out"},
    {"  \t", ARI_DATE_EMPTY, NULL},
    /* no day */
    {"2021-02-30", ARI_DATE_NO_DAY, "from 2021-02-01 to 2021-02-28"},
    {"2021-02-29", ARI_DATE_NO_DAY, "2021-02-28"},
    {"2100-02-29", ARI_DATE_NO_DAY, "2100-02-28"},
    {"2021-00", ARI_DATE_NO_DAY, "01 to 12"},
    {"2021-12-00", ARI_DATE_NO_DAY, "from 2021-12-01 to 2021-12-31"},
    {"2021-12/2022-02-30", ARI_DATE_NO_DAY, "to 2022-02-28"},
    {"R/2021-02-30/P1M", ARI_DATE_NO_DAY, "to 2021-02-28"},
    /* financial years and seasons */
    {"2021-22", ARI_DATE_SEASON, "write 2021-04/2022-03"},
    {"2020-21", ARI_DATE_SEASON, "write 2020-04/2021-03"},
    {"1999-00", ARI_DATE_NO_DAY, NULL},
    {"2022/23", ARI_DATE_SEASON, "write 2022-04/2023-03"},
    {"2014/5", ARI_DATE_SEASON, "write 2014-04/2015-03"},
    {"2023-28", ARI_DATE_SEASON, "2023-04/2028-03"},
    {"2021-13", ARI_DATE_SEASON, "01 to 12"},
    {"2021-99", ARI_DATE_SEASON, "01 to 12"},
    {"2021-13-01", ARI_DATE_SEASON, "01 to 12"},
    {"2021\xE2\x80\x93"
     "22",
     ARI_DATE_SEASON, "2021-04/2022-03"},
    {"FY2021-22", ARI_DATE_SEASON, "2021-04/2022-03"},
    {"FY 21/22", ARI_DATE_SEASON, "2021-04/2022-03"},
    {"2021-22/2022-23", ARI_DATE_SEASON, "write the months"},
    /* quarters */
    {"Q4", ARI_DATE_QUARTER, "2021-10/2021-12"},
    {"q1", ARI_DATE_QUARTER, NULL},
    {"2021-Q4", ARI_DATE_QUARTER, "2021-10/2021-12"},
    {"2021-Q4", ARI_DATE_QUARTER, "2022-01/2022-03"},
    {"Q4 2020-21", ARI_DATE_QUARTER, "write the months: 2021-01/2021-03"},
    {"FY2021-22-Q1", ARI_DATE_QUARTER, "2021-04/2021-06"},
    {"Quarter 3 2021", ARI_DATE_QUARTER, NULL},
    /* words */
    {"ongoing", ARI_DATE_WORDS, "R/2021-09/P3M"},
    {"Ongoing", ARI_DATE_WORDS, "review"},
    {"On going", ARI_DATE_WORDS, "review"},
    {"tbc", ARI_DATE_WORDS, "review"},
    {"TBC", ARI_DATE_WORDS, "review"},
    {"N/A", ARI_DATE_WORDS, NULL},
    {"none", ARI_DATE_WORDS, NULL},
    {"monthly", ARI_DATE_WORDS, "R/2021-09/P1M"},
    {"winter 2024", ARI_DATE_WORDS, "2023-12/2024-02 or 2024-12/2025-02"},
    {"spring 2022", ARI_DATE_WORDS, "2022-03/2022-05"},
    {"2021-autumn", ARI_DATE_WORDS, NULL},
    {"summer", ARI_DATE_WORDS, "with their year"},
    /* English */
    {"Oct '21", ARI_DATE_ENGLISH, "write 2021-10"},
    {"Oct 21", ARI_DATE_ENGLISH, "write 2021-10"},
    {"oct-21", ARI_DATE_ENGLISH, "write 2021-10"},
    {"Oct' 21", ARI_DATE_ENGLISH, "write 2021-10"},
    {"Sept \xE2\x80\x99"
     "21",
     ARI_DATE_ENGLISH, "write 2021-09"},
    {"8 December 2021", ARI_DATE_ENGLISH, "write 2021-12-08"},
    {"8th December 2021", ARI_DATE_ENGLISH, "write 2021-12-08"},
    {"17/12/2021", ARI_DATE_ENGLISH, "write 2021-12-17"},
    {"2/12/22", ARI_DATE_ENGLISH, "2022-12-02 if it is 2 December 2022"},
    {"17.12.2021", ARI_DATE_ENGLISH, "write 2021-12-17"},
    {"17-12-2021", ARI_DATE_ENGLISH, "write 2021-12-17"},
    {"2021/12/17", ARI_DATE_ENGLISH, "write 2021-12-17"},
    {"2021/12", ARI_DATE_ENGLISH, "write 2021-12"},
    {"12/2021", ARI_DATE_ENGLISH, "write 2021-12"},
    {"2021-1", ARI_DATE_ENGLISH, "write 2021-01"},
    {"2021-1-5", ARI_DATE_ENGLISH, "write 2021-01-05"},
    {"20211217", ARI_DATE_ENGLISH, "write 2021-12-17"},
    {"Oct \xE2\x80\x93 Dec '21", ARI_DATE_ENGLISH, "write 2021-10/2021-12"},
    {"Nov'21 - Mar '22", ARI_DATE_ENGLISH, "write 2021-11/2022-03"},
    {"Dec '21 & Feb '22", ARI_DATE_ENGLISH, "each: 2021-12, 2022-02"},
    {"Update Sep '21 Review completed Dec '21", ARI_DATE_ENGLISH,
     "each: 2021-09, 2021-12"},
    {"Reporting quarterly from Sep '21", ARI_DATE_ENGLISH,
     "write R/2021-09/P3M"},
    {"no later than 28 August 2024", ARI_DATE_ENGLISH, "write 2024-08-28"},
    {"8th December", ARI_DATE_ENGLISH, "of which year? write YYYY-12-08"},
    {"october", ARI_DATE_ENGLISH, "of which year? write YYYY-10"},
    {"early 2022", ARI_DATE_ENGLISH, "such as 2022-01/2022-04"},
    {"w/c 6 December 2021", ARI_DATE_ENGLISH, "such as 2021-12-06"},
    {"mid October 2021", ARI_DATE_ENGLISH, "such as 2021-10"},
    /* an interval, a time, a repeat, a range */
    {"2022-03/2021-11", ARI_DATE_BACKWARD, "2021-11/2022-03"},
    {"2021-12-17/2021-12-16", ARI_DATE_BACKWARD, NULL},
    {"2021-12-17T10:00", ARI_DATE_TIME, "2021-12-17"},
    {"2021-12-17 10:00:00Z", ARI_DATE_TIME, "2021-12-17"},
    {"R/2021-09", ARI_DATE_REPEAT_FORM, "R/2021-09/P3M"},
    {"R/2021-09/", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P0M", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P3", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P3m", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/PT3M", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P1Y6M", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P10000D", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P3M/2022-03", ARI_DATE_REPEAT_FORM, NULL},
    {"R0/2021-09/P3M", ARI_DATE_REPEAT_FORM, NULL},
    {"R5201/2021-09-01/P1D", ARI_DATE_REPEAT_FORM, NULL},
    {"R-1/2021-09/P3M", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021-09/P2W", ARI_DATE_REPEAT_FORM, NULL},
    {"R/2021/P1M", ARI_DATE_REPEAT_FORM, NULL},
    {"r/2021-09/P3M", ARI_DATE_REPEAT_FORM, NULL},
    {"P3M", ARI_DATE_REPEAT_FORM, NULL},
    {"R300/2021/P1Y", ARI_DATE_RANGE, "1900 to 2199"},
    {"1899-12", ARI_DATE_RANGE, NULL},
    {"2200-01-01", ARI_DATE_RANGE, NULL},
    {"0000", ARI_DATE_RANGE, NULL},
    {"2021/9999", ARI_DATE_RANGE, NULL},
    /* none of them */
    {"../..", ARI_DATE_FORM, "2021-12-17"},
    {"/2021", ARI_DATE_FORM, NULL},
    {"2021/", ARI_DATE_FORM, NULL},
    {"2021/2022/2023", ARI_DATE_FORM, NULL},
    {"2021-12~", ARI_DATE_FORM, NULL},
    {"2021-12?", ARI_DATE_FORM, NULL},
    {"-2021", ARI_DATE_FORM, NULL},
    {"21-12", ARI_DATE_FORM, NULL},
    {"2021-12-", ARI_DATE_FORM, NULL},
    {" 2021-12", ARI_DATE_FORM, "without blanks around it: 2021-12"},
    {" Oct '21 ", ARI_DATE_ENGLISH, "write 2021-10"},
    {"13/2021", ARI_DATE_FORM, NULL},
    {"12/17/2021", ARI_DATE_FORM, NULL},
    {"31/09/2021", ARI_DATE_FORM, NULL},
    {"F.12", ARI_DATE_FORM, NULL},
    {"\xFF\xFE", ARI_DATE_FORM, NULL},
};

static void expect_help(const struct refused *row)
{
	struct ari_str text = ari_str_from(row->text);
	struct ari_buf message, help;

	ari_buf_init(&message, NULL);
	ari_buf_init(&help, NULL);
	ari_date_explain(&message, &help, text, row->fault);
	assert_true(message.len > 0 && help.len > 0);
	assert_int_equal(ari_utf8_check(ari_buf_view(&message)), message.len);
	if (row->help && !strstr(help.ptr, row->help))
		fail_msg("%s: %s; help: %s", row->text, message.ptr, help.ptr);
	ari_buf_release(&message);
	ari_buf_release(&help);
}

static void others_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct ari_date date, untouched;
		enum ari_date_fault fault;

		memset(&untouched, 0x5A, sizeof(untouched));
		memcpy(&date, &untouched, sizeof(date));
		fault = ari_date_parse(&date, ari_str_from(refused[i].text));
		if (fault != refused[i].fault)
			fail_msg("%s: fault %d, not %d", refused[i].text, fault,
				 refused[i].fault);
		assert_memory_equal(&date, &untouched, sizeof(date));
		expect_help(&refused[i]);
	}
}

static void a_point_is_one_date(void **state)
{
	static const struct refused rows[] = {
	    {"2021-11/2022-03", ARI_DATE_NOT_POINT, "one date"},
	    {"R/2021-09/P3M", ARI_DATE_NOT_POINT, "one date"},
	    {"2021-22", ARI_DATE_SEASON, NULL},
	    {"Oct '21", ARI_DATE_ENGLISH, NULL},
	    {"2021-02-30", ARI_DATE_NO_DAY, NULL},
	    {"", ARI_DATE_EMPTY, NULL},
	};
	struct ari_date date;

	(void)state;
	assert_int_equal(ari_date_parse_point(&date, ARI_STR("2021-12-17")),
			 ARI_DATE_OK);
	assert_int_equal(date.kind, ARI_DATE_DAY);
	assert_int_equal(ari_date_parse_point(&date, ARI_STR("2021")),
			 ARI_DATE_OK);
	assert_int_equal(date.kind, ARI_DATE_YEAR);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_int_equal(
		    ari_date_parse_point(&date, ari_str_from(rows[i].text)),
		    rows[i].fault);
		expect_help(&rows[i]);
	}
}

static void absent_text_is_empty(void **state)
{
	struct ari_date date;
	struct ari_buf message, help;

	(void)state;
	ari_buf_init(&message, NULL);
	ari_buf_init(&help, NULL);
	assert_int_equal(ari_date_parse(&date, ari_str_from(NULL)),
			 ARI_DATE_EMPTY);
	ari_date_explain(&message, &help, ari_str_from(NULL), ARI_DATE_EMPTY);
	assert_string_equal(message.ptr, "\"\" is empty: there is no date");
	ari_buf_release(&message);
	ari_buf_release(&help);
}

/* Escapes and line ends of a hostile text do not reach a terminal. */
static void quoted_text_is_cut_and_clean(void **state)
{
	struct ari_buf text, message, help;

	(void)state;
	ari_buf_init(&text, NULL);
	ari_buf_init(&message, NULL);
	ari_buf_init(&help, NULL);
	ari_buf_puts(&text, "tbc\x1B[31m\n");
	for (int i = 0; i < 100; i++)
		ari_buf_puts(&text, "\xE2\x82\xAC");
	ari_date_explain(&message, &help, ari_buf_view(&text), ARI_DATE_FORM);
	assert_null(strchr(message.ptr, '\x1B'));
	assert_null(strchr(message.ptr, '\n'));
	assert_non_null(strstr(message.ptr, "\xE2\x80\xA6\" is not"));
	assert_int_equal(ari_utf8_check(ari_buf_view(&message)), message.len);
	ari_buf_release(&text);
	ari_buf_release(&message);
	ari_buf_release(&help);
}

/* Copied to the heap at its exact size, so that overreads are seen. */
static enum ari_date_fault parse_copy(const char *bytes, size_t len)
{
	char *copy = malloc(len ? len : 1);
	struct ari_str text = {copy, len};
	struct ari_date date;
	struct ari_buf message, help;
	enum ari_date_fault fault;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	ari_buf_init(&message, NULL);
	ari_buf_init(&help, NULL);
	fault = ari_date_parse(&date, text);
	ari_date_explain(&message, &help, text, fault);
	assert_false(message.failed || help.failed);
	assert_int_equal(ari_utf8_check(ari_buf_view(&message)), message.len);
	ari_buf_clear(&message);
	if (fault == ARI_DATE_OK) {
		ari_date_print(&message, &date);
		ari_date_print_long(&message, &date);
	}
	fault = ari_date_parse_point(&date, text);
	if (fault != ARI_DATE_OK)
		ari_date_explain(&message, &help, text, fault);
	ari_buf_release(&message);
	ari_buf_release(&help);
	free(copy);
	return fault;
}

static void every_prefix_and_every_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(*accepted); i++) {
		for (size_t n = 0; n <= strlen(accepted[i].text); n++)
			parse_copy(accepted[i].text, n);
	}
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct ari_buf message, help;

		for (size_t n = 0; n <= strlen(refused[i].text); n++)
			parse_copy(refused[i].text, n);
		ari_buf_init(&message, NULL);
		ari_buf_init(&help, NULL);
		for (int f = ARI_DATE_EMPTY; f <= ARI_DATE_NOT_POINT; f++)
			ari_date_explain(&message, &help,
					 ari_str_from(refused[i].text),
					 (enum ari_date_fault)f);
		ari_buf_release(&message);
		ari_buf_release(&help);
	}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void random_bytes_are_harmless(void **state)
{
	static const char alphabet[] =
	    "0123456789-/.RPMDWYTQ '~ octdec\xE2\x80";
	uint32_t seed = 20211217;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		char text[24];
		size_t len = next_random(&seed) % sizeof(text);
		bool any = round % 4 == 0;

		for (size_t i = 0; i < len; i++) {
			uint32_t r = next_random(&seed);

			text[i] = any ? (char)(r & 0xFF)
				      : alphabet[r % (sizeof(alphabet) - 1)];
		}
		parse_copy(text, len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forms_are_read),
	    cmocka_unit_test(a_repeat_keeps_its_parts),
	    cmocka_unit_test(others_are_refused),
	    cmocka_unit_test(a_point_is_one_date),
	    cmocka_unit_test(absent_text_is_empty),
	    cmocka_unit_test(quoted_text_is_cut_and_clean),
	    cmocka_unit_test(every_prefix_and_every_fault),
	    cmocka_unit_test(random_bytes_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
