/*
 * Dates that the updates of real papers name, and what only looks like one.
 * A date is shown as its text, its days and its flags in one line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arising/date.h>

/* The cut-off of the paper of 17 December 2021. */
#define NEAR ari_day_from(2021, 12, 9)

struct row {
	const char *text;
	const char *dates; /* "" for none */
};

static void show(struct ari_buf *buf, struct ari_str text,
		 const struct ari_prose_date *p)
{
	const struct ari_date date = {.kind = p->precision, .days = p->days};

	if (buf->len)
		ari_buf_puts(buf, "; ");
	ari_buf_add(buf, text.ptr + p->start, p->end - p->start);
	ari_buf_puts(buf, " = ");
	ari_date_put(buf, &date);
	if (p->year_inferred)
		ari_buf_puts(buf, " inferred");
	if (p->year_only)
		ari_buf_puts(buf, " year");
	if (p->approximate)
		ari_buf_puts(buf, " about");
	if (p->week_of)
		ari_buf_puts(buf, " week");
	if (p->numeric)
		ari_buf_puts(buf, " numeric");
}

static void expect_rows(const struct row *rows, size_t count, int32_t near)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	struct ari_buf buf;
	size_t wrong = 0;

	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < count; i++) {
		struct ari_str text = ari_str_from(rows[i].text);
		size_t n = ari_prose_dates(dates, text, near);

		assert_true(!n || ari_prose_may_date(text));
		ari_buf_clear(&buf);
		for (size_t j = 0; j < n; j++)
			show(&buf, text, &dates[j]);
		if (ari_str_is(ari_buf_view(&buf), rows[i].dates))
			continue;
		print_error("%s\n  got  %s\n  want %s\n", rows[i].text,
			    buf.len ? buf.ptr : "", rows[i].dates);
		wrong++;
	}
	ari_buf_release(&buf);
	assert_int_equal(wrong, 0);
}

#define EXPECT(rows, near) expect_rows(rows, sizeof(rows) / sizeof(*rows), near)

static void updates_of_a_paper(void **state)
{
	static const struct row rows[] = {
	    {"which was launched mid October 2021. This",
	     "mid October 2021 = 2021-10 about"},
	    {"receiving support at the end of March 2021",
	     "end of March 2021 = 2021-03 about"},
	    {"A support toolkit will launch in December.",
	     "December = 2021-12 inferred"},
	    {"Update being taken to November CYP Committee on current",
	     "November = 2021-11 inferred"},
	    {"has been processed for November payroll.",
	     "November = 2021-11 inferred"},
	    {"for approval to consult in early 2022",
	     "early 2022 = 2022-01/2022-04 about"},
	    {"met twice (in September and October) and has elected",
	     "September = 2021-09 inferred; October = 2021-10 inferred"},
	    {"changes to membership following the May elections and a pause",
	     "May = 2021-05 inferred"},
	    {"funding for Nursery schools until 2025.", "2025 = 2025 year"},
	    {"Proposed framework on Jan '22 S&R agenda", "Jan '22 = 2022-01"},
	    {"Reporting to Chair/Vice Chair at end of November. Action",
	     "end of November = 2021-11 inferred about"},
	    {"in response and reported at January S&R.",
	     "January = 2022-01 inferred"},
	    {"First suite of data published Sept '21\n\nSecond suite "
	     "published Dec '21",
	     "Sept '21 = 2021-09; Dec '21 = 2021-12"},
	    {"will take place in December and further work will follow on "
	     "from this in 2022.",
	     "December = 2021-12 inferred; 2022 = 2022 year"},
	    {"presented at January H&T re 20mph prioritisation.",
	     "January = 2022-01 inferred"},
	    {"part of the Jan 2021 budget papers at S&R.",
	     "Jan 2021 = 2021-01"},
	    {"framework (Jan S&R) and progress further for business planning "
	     "2023-28",
	     "Jan = 2022-01 inferred"},
	    {"presented to Cosmic on 2/12/22. Recommendations include",
	     "2/12/22 = 2022-12-02 numeric"},
	    {"presented back to Committee in March.",
	     "March = 2022-03 inferred"},
	    {"completed during October/November 2021 and first draft strategy "
	     "for comment will be shared w/c 23 <sup>rd</sup> November and "
	     "presented to December E+GI committee.",
	     "October/November 2021 = 2021-10/2021-11; "
	     "w/c 23 <sup>rd</sup> November = 2021-11-23 inferred week; "
	     "December = 2021-12 inferred"},
	    {"shared w/c 23rd November and",
	     "w/c 23rd November = 2021-11-23 inferred week"},
	    {"scoped out for commencement in spring 2022",
	     "spring 2022 = 2022-03/2022-05 about"},
	    {"in summer term 2022 compared to summer term 2021",
	     "summer term 2022 = 2022-06/2022-08 about; "
	     "summer term 2021 = 2021-06/2021-08 about"},
	    {"presented to March E&GI Committee", "March = 2022-03 inferred"},
	    {"Schemes paused in March 2021 whilst awaiting",
	     "March 2021 = 2021-03"},
	    {"November H&T agreed that GCP would",
	     "November = 2021-11 inferred"},
	    {"(Role of Statutory Officers) 8 <sup>th</sup> December 2021",
	     "8 <sup>th</sup> December 2021 = 2021-12-08"},
	    {"8 th December 2021", "8 th December 2021 = 2021-12-08"},
	    {"First Leaders\xE2\x80\x99 workshop took place in October '21 "
	     "with a follow up scheduled for January '22 (Political",
	     "October '21 = 2021-10; January '22 = 2022-01"},
	    {"datasets shared Oct' 21, next release Jan '22",
	     "Oct' 21 = 2021-10; Jan '22 = 2022-01"},
	    {"(RIT) established Jul '21 to review", "Jul '21 = 2021-07"},
	    {"First workshop delivered Nov '21", "Nov '21 = 2021-11"},
	    {"Leaders' Summit in October.", "October = 2021-10 inferred"},
	    {"review visit in March 2022.", "March 2022 = 2022-03"},
	    {"Meeting Date: 17th December 2021",
	     "17th December 2021 = 2021-12-17"},
	    {"On 14th May 2021, a Joint", "14th May 2021 = 2021-05-14"},
	    {"1,058 children open to SEND Early Support in Q4 2020-21",
	     "Q4 2020-21 = 2021-01/2021-03 about"},
	    {"2,900 carers supported during 2020-21, reported in adults", ""},
	    {"paid to eligible employees in 2021-22; full", ""},
	    {"net-zero target towards 2030 and", "2030 = 2030 year"},
	    {"tiers by General Purposes Committee in 2020", "2020 = 2020 year"},
	};

	(void)state;
	EXPECT(rows, NEAR);
}

static void other_papers(void **state)
{
	static const struct row sept_2021[] = {
	    {"committee on 24 th August. Recruitment will commence "
	     "6 th September.",
	     "24 th August = 2021-08-24 inferred; "
	     "6 th September = 2021-09-06 inferred"},
	    {"Resources Committee on 21st September",
	     "21st September = 2021-09-21 inferred"},
	    {"develop the budget over the autumn period through",
	     "autumn = 2021-09/2021-11 inferred about"},
	    {"planning process for 2022/23 addresses", ""},
	};
	static const struct row aug_2024[] = {
	    {"were onsite from 25-28 March 2024.",
	     "25-28 March 2024 = 2024-03-25/2024-03-28"},
	    {"websites on Monday 8 July 2024 and", "8 July 2024 = 2024-07-08"},
	    {"in winter 2024.", "winter 2024 = 2024-12/2025-02 about"},
	    {"Assurance Panel on 9 August.", "9 August = 2024-08-09 inferred"},
	    {"operating model expected October but many actions have "
	     "September",
	     "October = 2024-10 inferred; September = 2024-09 inferred"},
	    {"Cheshire East Plan 2024/25 and support", ""},
	    {"no later than 28 August 2024.", "28 August 2024 = 2024-08-28"},
	};
	static const struct row march_2014[] = {
	    {"implementation from April 2014. These", "April 2014 = 2014-04"},
	    {"process for 2014/5 to 2018/19 the Council", ""},
	    {"presented on 18th October 2013 and",
	     "18th October 2013 = 2013-10-18"},
	    {"11 \xE2\x80\x93 14 December 2017",
	     "11 \xE2\x80\x93 14 December 2017 = 2017-12-11/2017-12-14"},
	    {"next Peer Challenge before 2022.", "2022 = 2022 year"},
	};

	(void)state;
	EXPECT(sept_2021, ari_day_from(2021, 9, 10));
	EXPECT(aug_2024, ari_day_from(2024, 8, 13));
	EXPECT(march_2014, ari_day_from(2014, 2, 20));
}

static void written_forms(void **state)
{
	static const struct row rows[] = {
	    {"Oct \xE2\x80\x93 Dec '21",
	     "Oct \xE2\x80\x93 Dec '21 = 2021-10/2021-12"},
	    {"Nov'21 - Mar '22", "Nov'21 - Mar '22 = 2021-11/2022-03"},
	    {"Nov - Mar '22", "Nov - Mar '22 = 2021-11/2022-03"},
	    {"Dec '21 & Feb '22", "Dec '21 = 2021-12; Feb '22 = 2022-02"},
	    {"Dec and Feb 2022", "Dec = 2021-12; Feb 2022 = 2022-02"},
	    {"October to June", "October to June = 2021-10/2022-06 inferred"},
	    {"between October 2021 and March",
	     "October 2021 = 2021-10; March = 2022-03 inferred"},
	    {"Sept \xE2\x80\x99"
	     "21",
	     "Sept \xE2\x80\x99"
	     "21 = 2021-09"},
	    {"\xE2\x80\x98Oct\xE2\x80\x99 21\xE2\x80\x99",
	     "Oct\xE2\x80\x99 21 = 2021-10"},
	    {"17-Dec-21 and 17 Dec 21",
	     "17-Dec-21 = 2021-12-17; 17 Dec 21 = 2021-12-17"},
	    {"Dec. 2021 or Dec-2021", "Dec. 2021 = 2021-12; "
				      "Dec-2021 = 2021-12"},
	    {"the 8th of December, 2021", "8th of December, 2021 = 2021-12-08"},
	    {"December 8th; December 8, 2021",
	     "December 8th = 2021-12-08 inferred; "
	     "December 8, 2021 = 2021-12-08"},
	    {"17 and 24 December 2021",
	     "17 = 2021-12-17; 24 December 2021 = 2021-12-24"},
	    {"the 17th/18th December",
	     "17th/18th December = 2021-12-17/2021-12-18 inferred"},
	    {"28 November - 3 December 2021",
	     "28 November - 3 December 2021 = 2021-11-28/2021-12-03"},
	    {"on 2021-12-17 and in 2022-01",
	     "2021-12-17 = 2021-12-17; 2022-01 = 2022-01"},
	    {"17.12.2021, 17/12/2021, 17-12-2021",
	     "17.12.2021 = 2021-12-17 numeric; "
	     "17/12/2021 = 2021-12-17 numeric; "
	     "17-12-2021 = 2021-12-17 numeric"},
	    {"week commencing 6 December 2021",
	     "week commencing 6 December 2021 = 2021-12-06 week"},
	    {"W/C 6\xC2\xA0"
	     "Dec",
	     "W/C 6\xC2\xA0"
	     "Dec = 2021-12-06 "
	     "inferred week"},
	    {"w/b 6 December", "w/b 6 December = 2021-12-06 inferred week"},
	    {"mid-October 2021, late 2022, beginning of 2022",
	     "mid-October 2021 = 2021-10 about; "
	     "late 2022 = 2022-09/2022-12 about; "
	     "beginning of 2022 = 2022-01/2022-04 about"},
	    {"autumn/winter 2021",
	     "autumn/winter 2021 = 2021-09/2022-02 about"},
	    {"by spring", "spring = 2022-03/2022-05 inferred about"},
	    {"*8 December 2021*, _May 2022_, <p>June 2022</p>",
	     "8 December 2021 = 2021-12-08; May 2022 = 2022-05; "
	     "June 2022 = 2022-06"},
	    {"OCTOBER 2021, october 2021, may 2022",
	     "OCTOBER 2021 = 2021-10; october 2021 = 2021-10; "
	     "may 2022 = 2022-05"},
	    {"31 September 2021", "September 2021 = 2021-09"},
	    {"29 February 2021", "29 February 2021 = 2021-02"},
	    {"Jan 22, deferred to Sep 22 due to", "Jan 22 = 2022-01; "
						  "Sep 22 = 2022-09"},
	    {"in December\xE2\x80\x99s papers", "December = 2021-12 inferred"},
	    {"after the May meeting", "May = 2022-05 inferred"},
	    {"since October; last March; next March",
	     "October = 2021-10 inferred; March = 2021-03 inferred; "
	     "March = 2022-03 inferred"},
	    {"14 March '98", "14 March '98 = 1998-03-14"},
	};

	(void)state;
	EXPECT(rows, NEAR);
}

/* What has neither a month's name nor a season's. */
static void named_otherwise(void **state)
{
	static const struct row rows[] = {
	    {"finished by the end of Q3 2022/23.",
	     "end of Q3 2022/23 = 2022-10/2022-12 about"},
	    {"now Q4 of 2021/22", "Q4 of 2021/22 = 2022-01/2022-03 about"},
	    {"in quarter 2 (2022-23), and",
	     "quarter 2 (2022-23) = 2022-07/2022-09 about"},
	    {"Q1 22/23", "Q1 22/23 = 2022-04/2022-06 about"},
	    {"Q1 2022/2023", "Q1 2022/2023 = 2022-04/2022-06 about"},
	    {"Q3 and Q4, Q5 2022/23, Q2 2022/24, Q2 2022, Q1 report", ""},
	    {"quarter 3 figures; FAQ3 2022/23; Q3a 2022/23", ""},
	    {"held early in the New Year", "New Year = 2022-01 inferred about"},
	    {"in the new year, when", "new year = 2022-01 inferred about"},
	    {"the new year 7 intake; the New Year's honours; a new year; "
	     "the new financial year; the new year group",
	     ""},
	    {"done by Christmas, or not until after Christmas",
	     "Christmas = 2021-12-25 inferred; "
	     "Christmas = 2021-12-25 inferred"},
	    {"the Christmas lights and Christmas opening hours", ""},
	    {"to Council on 20.10.22 and 1.4.2022.",
	     "20.10.22 = 2022-10-20 numeric; 1.4.2022 = 2022-04-01 numeric"},
	    {"paragraph 3.10.22, section 1.2.21 and version 1.2.20", ""},
	    {"w/c 1/9/22", "w/c 1/9/22 = 2022-09-01 week numeric"},
	};

	(void)state;
	EXPECT(rows, NEAR);
}

static void look_alikes(void **state)
{
	static const struct row rows[] = {
	    {"", ""},
	    {"We may review this; it may 2 be", ""},
	    {"items 1 and 2 may be late", ""},
	    {"May require a decision. May we?", ""},
	    {"YOU MAY PROTEST ON A MARCH", ""},
	    {"they march on; an august body; a mar on it; jan, sep, dec", ""},
	    {"Cllr May and Mrs. April Jones and Councillor June Smith", ""},
	    {"Maybe, Marching, Decision, Octopus, Junes, D\xC3\xA9"
	     "c",
	     ""},
	    {"financial years 2020-21, 2022/23, 2014/5, 2021\xE2\x80\x93"
	     "22 and 2023-28",
	     ""},
	    {"in 2020-21, by 2022/23, until 2021-2024", ""},
	    {"2,900 carers, 1.7% and 2021 carers", ""},
	    {"F.12, COVID-19, LTN 1/20, LTN120, section 3/4, 24/7", ""},
	    {"COVID -19 recovery, COVID-19 March", "March = 2022-03 inferred"},
	    {"monthly, fortnightly, quarterly, every meeting", ""},
	    {"in October 25 carers and in March 21 people",
	     "October = 2021-10 inferred; March = 2022-03 inferred"},
	    {"Phase 2 December 2021", "December 2021 = 2021-12"},
	    {"F.12 March 2022", "March 2022 = 2022-03"},
	    {"3.2.12 and 12/25/2021 and 32/12/2021 and 1/2/3", ""},
	    {"see https://example.org/2021/12/17/8-may-2022 (www.may.org)", ""},
	    {"winter pressures, a spring clean", ""},
	    {"28-3 March, 30-31 February",
	     "March = 2022-03 inferred; February = 2022-02 inferred"},
	    {"8           December, 8 <sup>th December",
	     "December = 2021-12 inferred; December = 2021-12 inferred"},
	    {"December 31 2021, June 31st",
	     "December 31 2021 = 2021-12-31; June = 2022-06 inferred"},
	    {"0 December", "December = 2021-12 inferred"},
	    {"1899, in 1899, in 9999, December 9999",
	     "December = 2021-12 inferred"},
	    {"in 20221217 and in 2022.5", ""},
	};

	(void)state;
	EXPECT(rows, NEAR);
}

/* Every month's name in every month: never over half a year away. */
static void the_year_is_the_nearest(void **state)
{
	static const char *const names[] = {"January", "February", "March",
					    "April",   "May",	   "June",
					    "July",    "August",   "September",
					    "October", "November", "December"};
	struct ari_prose_date dates[ARI_PROSE_DATES];
	int32_t first = ari_day_from(2019, 6, 1), last = first + 1000;
	struct ari_buf text;

	(void)state;
	ari_buf_init(&text, NULL);
	for (int32_t near = first; near < last; near += 5) {
		for (size_t i = 0; i < 12; i++) {
			int32_t before, after;

			ari_buf_clear(&text);
			ari_buf_printf(&text, "in %s", names[i]);
			assert_int_equal(
			    ari_prose_dates(dates, ari_buf_view(&text), near),
			    1);
			assert_true(dates[0].year_inferred);
			before = near - dates[0].days.hi;
			after = dates[0].days.lo - near;
			assert_true(before <= 183 && after <= 183);
		}
	}
	ari_buf_release(&text);
}

static void any_near_is_taken(void **state)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	static const int32_t nears[] = {INT32_MIN, -1, 0, INT32_MAX};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(
		    ari_prose_dates(dates, ARI_STR("29 February, next May '00"),
				    nears[i]),
		    2);
	}
}

static void no_more_than_the_cap(void **state)
{
	static const char *const pieces[] = {
	    "May 2022 x ", "8 and 9 May 2022 x ", "June, ", "May-"};
	struct ari_prose_date dates[ARI_PROSE_DATES];
	struct ari_buf text;

	(void)state;
	ari_buf_init(&text, NULL);
	for (size_t i = 0; i < 4; i++) {
		size_t n;

		ari_buf_clear(&text);
		for (int j = 0; j < 200; j++)
			ari_buf_puts(&text, pieces[i]);
		n = ari_prose_dates(dates, ari_buf_view(&text), NEAR);
		assert_in_range(n, 32, ARI_PROSE_DATES);
	}
	ari_buf_release(&text);
}

/* What most updates are like. */
static void may_not_date(void **state)
{
	static const char *const plain[] = {
	    "", "Work goes on; the board has met.",
	    "\xC3\xA9t\xC3\xA9 \xE2\x80\x93 on", "It was reworked"};

	(void)state;
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		assert_false(ari_prose_may_date(ari_str_from(plain[i])));
	assert_true(ari_prose_may_date(ari_str_from("in May")));
	assert_true(ari_prose_may_date(ari_str_from("over the winter")));
}

/* In order, not overlapping, within the text, and whole intervals. */
static void check_shape(const char *bytes, size_t len)
{
	struct ari_prose_date dates[ARI_PROSE_DATES];
	char *copy = malloc(len ? len : 1);
	struct ari_str text = {copy, len};
	size_t n, at = 0;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	n = ari_prose_dates(dates, text, NEAR);
	assert_in_range(n, 0, ARI_PROSE_DATES);
	assert_true(!n || ari_prose_may_date(text));
	for (size_t i = 0; i < n; i++) {
		assert_true(dates[i].start >= at);
		assert_true(dates[i].end > dates[i].start);
		assert_true(dates[i].end <= len);
		assert_true(dates[i].days.lo <= dates[i].days.hi);
		at = dates[i].end;
	}
	free(copy);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void random_text_is_harmless(void **state)
{
	static const char *const pieces[] = {
	    "May",
	    "march",
	    " ",
	    "8",
	    "31",
	    "th",
	    "2021",
	    "'22",
	    "-",
	    "/",
	    "\xE2\x80\x93",
	    "\xE2\x80\x99",
	    "and",
	    "&",
	    "to",
	    ",",
	    ".",
	    "Oct",
	    "w/c ",
	    "end of ",
	    "mid-",
	    "early ",
	    "spring",
	    "winter",
	    "<sup>",
	    "</sup>",
	    "\n",
	    "2/12/22",
	    "2021-12",
	    "in ",
	    "the ",
	    "following ",
	    "\xFF",
	    "\xC2\xA0",
	    "term",
	    "Cllr ",
	    "http://",
	    "Q4",
	    "\xE2",
	    "0",
	};
	uint32_t seed = 20220302;

	(void)state;
	for (int round = 0; round < 40000; round++) {
		char text[160];
		size_t len = 0, want = next_random(&seed) % 14;

		for (size_t i = 0; i < want; i++) {
			uint32_t r = next_random(&seed);
			const char *piece =
			    pieces[r % (sizeof(pieces) / sizeof(*pieces))];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		if (round % 4 == 0 && len)
			text[next_random(&seed) % len] =
			    (char)(next_random(&seed) & 0xFF);
		check_shape(text, len);
	}
}

static void every_prefix_is_harmless(void **state)
{
	static const char text[] =
	    "mid-October 2021, w/c 23 <sup>rd</sup> November, 11 \xE2\x80\x93 "
	    "14 December '17, 2021-12-17/2022-03, 2/12/22, early 2022 & "
	    "spring/summer term \xE2\x80\x99"
	    "22, Dec. 8th, until 2025";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++)
		check_shape(text, n);
	for (size_t n = 0; n < sizeof(text) - 1; n++)
		check_shape(text + n, sizeof(text) - 1 - n);
}

/* Megabytes of what a date may begin with: each byte is read few times. */
static void long_runs_take_linear_time(void **state)
{
	static const char *const pieces[] = {
	    " ",    "1",       "1 ",	       "May ",
	    "-",    "a",       "1/",	       "in ",
	    "'",    "2021",    "\xE2\x80\x93", "\xC2\xA0",
	    "the ", "spring ", "1st ",	       "\x80"};
	struct ari_prose_date dates[ARI_PROSE_DATES];
	struct ari_buf text;

	(void)state;
	ari_buf_init(&text, NULL);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		ari_buf_clear(&text);
		while (text.len < 1000000)
			ari_buf_puts(&text, pieces[i]);
		ari_buf_puts(&text, " ");
		assert_in_range(
		    ari_prose_dates(dates, ari_buf_view(&text), NEAR), 0,
		    ARI_PROSE_DATES);
	}
	ari_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(updates_of_a_paper),
	    cmocka_unit_test(other_papers),
	    cmocka_unit_test(written_forms),
	    cmocka_unit_test(named_otherwise),
	    cmocka_unit_test(look_alikes),
	    cmocka_unit_test(the_year_is_the_nearest),
	    cmocka_unit_test(any_near_is_taken),
	    cmocka_unit_test(no_more_than_the_cap),
	    cmocka_unit_test(may_not_date),
	    cmocka_unit_test(random_text_is_harmless),
	    cmocka_unit_test(every_prefix_is_harmless),
	    cmocka_unit_test(long_runs_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
