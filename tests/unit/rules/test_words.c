/*
 * Rules that read running text, by tables of sentences: what they must find,
 * with the very words, and what they must leave alone.
 */
#include "fixture.h"

/* A field of an action, and what of it a rule finds; NULL: nothing. */
struct sentence {
	const char *text;
	const char *found;
};

static void check_sentence(const char *code, const char *field,
			   const struct sentence *sentence)
{
	const struct ari_diag *diag;
	struct ari_buf buf;
	struct fixture f;

	ari_buf_init(&buf, NULL);
	ari_buf_printf(&buf,
		       "plan: p\ntitle: P\nactions:\n  - ref: A\n"
		       "    action: Do it\n    status: in-progress\n"
		       "    due: 2021-12\n    %s: %s%s\n",
		       field,
		       strcmp(field, "success") ? "|\n      " : "\n    - ",
		       sentence->text);
	fixture_check(&f, NULL, buf.ptr);
	if (!sentence->found) {
		if (fixture_count(f.version, code))
			fail_msg("%s: %s", code, sentence->text);
	} else {
		if (fixture_count(f.version, code) != 1)
			fail_msg("%s: %zu: %s", code,
				 fixture_count(f.version, code),
				 sentence->text);
		diag = fixture_only(f.version, code);
		assert_str(fixture_span(f.version, diag->span),
			   sentence->found);
	}
	fixture_release(&f);
	ari_buf_release(&buf);
}

static void check_sentences(const char *code, const char *field,
			    const struct sentence *sentences)
{
	for (; sentences->text; sentences++)
		check_sentence(code, field, sentences);
}

static void test_date_in_prose(void **state)
{
	static const struct sentence sentences[] = {
	    {"It goes to January committee.", "January"},
	    {"It goes to the\n      January '22 meeting", "January '22"},
	    {"Work starts in early 2022", "early 2022"},
	    {"A survey is to begin in spring 2022.", "spring 2022"},
	    {"It returns in March.", "March"},
	    {"First in December, then in February.", "February"},
	    {"Funding lasts until 2025.", NULL},
	    {"Business planning 2023-28 takes it up.", NULL},
	    {"It was agreed in November.", NULL},
	    {"It goes to committee on 17 December.", NULL},
	    {"Following the May elections the membership changed.", NULL},
	    {"In 2020-21 there were 400.", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("date-in-prose", "update", sentences);
}

static void test_year_in_prose(void **state)
{
	static const struct sentence sentences[] = {
	    {"The Jan 2021 papers will contain it.", "Jan 2021"},
	    {"Members see it on 2/12/22.", "2/12/22"},
	    {"Members see it on 2 December 2022.", "2 December 2022"},
	    {"Members saw it in January 2021.", NULL},
	    {"The January 2021 plan was the last, and a new one will come.",
	     NULL},
	    {"It will be done by December 2022.", NULL},
	    {"It was on hold since March 2021.", NULL},
	    {"On 2/12/21 members saw it.", NULL},
	    {"In February 2023 it will end.", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("year-in-prose", "update", sentences);
}

static void test_stale_tense(void **state)
{
	static const struct sentence sentences[] = {
	    {"The paper is to go to the November committee.", "November"},
	    {"It goes out for comment w/c 22nd November.", "w/c 22nd November"},
	    {"It will go to committee in October.", "October"},
	    {"It will go to committee in December.", NULL},
	    {"What was agreed in October will be kept to.", NULL},
	    {"After the workshop in October, a report will be written.", NULL},
	    {"The workshop took place in October.", NULL},
	    {"The team (set up in October) will report.", NULL},
	    {"It will be told from 2019 on.", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("stale-tense", "update", sentences);
}

static void test_status_contradicted(void **state)
{
	static const struct sentence sentences[] = {
	    {"Complete", "Complete"},
	    {"COMPLETED: all is done", "COMPLETED"},
	    {"**Not started** – waiting", "Not started"},
	    {"On hold (until the grant comes)", "On hold"},
	    {"Deferred - no funds", "Deferred"},
	    {"In progress. All is well.", NULL},
	    {"On going, with partners", NULL},
	    {"Completed forms have come in.", NULL},
	    {"Complete review of all services is planned.", NULL},
	    {"Nearly complete.", NULL},
	    {"Done deals have been listed.", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("status-contradicted", "update", sentences);
}

static void test_small_numbers(void **state)
{
	static const struct sentence sentences[] = {
	    {"Two Young Carers spoke.", "Two Young Carers"},
	    {"There are 3 children in care.", "3 children"},
	    {"One child was moved.", "One child"},
	    {"Only 1 more\n      family, of 12 adults", "1 more\n      family"},
	    {"One child protection plan was made.", NULL},
	    {"One of the children", NULL},
	    {"20 children, 1,002 people and F.4 people", NULL},
	    {"1.4 people, 2/3 residents and £4 people", NULL},
	    {"Two meetings of young people", NULL},
	    {"Five carers, ten women", NULL},
	    {"Twofold carers", NULL},
	    {"Two chairs and three members", NULL},
	    {"two children's homes", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("small-numbers", "update", sentences);
	check_sentences("small-numbers", "baseline", sentences);
}

static void test_contact_details(void **state)
{
	static const struct sentence sentences[] = {
	    {"ask jo.example@example.org.", "jo.example@example.org"},
	    {"ring 01632 960123 now", "01632 960123"},
	    {"ring (01632) 960 123", "(01632) 960 123"},
	    {"ring 07700900123", "07700900123"},
	    {"ring +44 1632 960123", "+44 1632 960123"},
	    {"see https://example.org/@libraries", NULL},
	    {"ratio 1@2, name@host", NULL},
	    {"in 2021-10-01 2021-11-02 0 0", NULL},
	    {"01/02/2021 10:15", NULL},
	    {"ref 0123456789012345", NULL},
	    {"A07700900123", NULL},
	    {"012 34", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("contact-details", "update", sentences);
}

static void test_baseline_empty(void **state)
{
	static const struct sentence sentences[] = {
	    {"Schools, number of", "Schools, number of"},
	    {"Figures:", "Figures:"},
	    {"Schools, number of\n\n      The campaign goes on",
	     "Schools, number of"},
	    {"Schools, number of: 246", NULL},
	    {"Figures:\n      246 in May", NULL},
	    {"There is none to speak of it", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("baseline-empty", "baseline", sentences);
}

static void test_success_late(void **state)
{
	static const struct sentence sentences[] = {
	    {"50 clubs in summer term 2022", "summer term 2022"},
	    {"50 clubs by May 2022", "May 2022"},
	    {"50 clubs by December 2021", NULL},
	    {"50 clubs by 2025", NULL},
	    {"An uplift in 2021-22", NULL},
	    {"Reported to the January committee", NULL},
	    {NULL, NULL},
	};

	(void)state;
	check_sentences("success-late", "success", sentences);
}

/* The span is the words', whatever the quotes and folds around them. */
static void test_spans(void **state)
{
	static const char *const updates[] = {
	    "update: in January '22 then",
	    "update: 'it''s on in January ''22 then'",
	    "update: \"in January '22 then\"",
	    "update: >-\n      first\n      in January\n      '22 then",
	    "update: |2\n        in January '22 then",
	};
	static const char *const found[] = {"January '22", "January ''22",
					    "January '22", "January\n      '22",
					    "January '22"};
	struct fixture f;
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(updates) / sizeof(*updates); i++) {
		snprintf(text, sizeof(text),
			 "plan: p\nactions:\n  - ref: A\n    due: 2021-12\n"
			 "    %s\n",
			 updates[i]);
		fixture_check(&f, NULL, text);
		assert_str(fixture_span(
			       f.version,
			       fixture_only(f.version, "date-in-prose")->span),
			   found[i]);
		fixture_release(&f);
	}
	/* With escapes the bytes cannot be told: the whole value is it. */
	fixture_check(&f, NULL,
		      "plan: p\nactions:\n  - ref: A\n    due: 2021-12\n"
		      "    update: \"in\\x20January '22\"\n");
	assert_str(fixture_span(f.version,
				fixture_only(f.version, "date-in-prose")->span),
		   "\"in\\x20January '22\"");
	fixture_release(&f);
}

/* Long texts without a stop, made to be slow: they are not. */
static void test_long_texts(void **state)
{
	static const char *const runs[] = {
	    "not ",	 "2 people ", "a@a.bc ", "0(01",
	    "will w/c ", "one two ",  "Jan 21 ", "number of\n\n      "};
	struct ari_buf buf;
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++) {
		ari_buf_init(&buf, NULL);
		ari_buf_puts(&buf, "plan: p\nactions:\n  - ref: A\n"
				   "    due: 2021-12\n    success: [more]\n");
		for (int field = 0; field < 2; field++) {
			ari_buf_printf(&buf, "    %s: |\n      ",
				       field ? "baseline" : "update");
			for (size_t n = 0; n < 200000; n++)
				ari_buf_puts(&buf, runs[i]);
			ari_buf_puts(&buf, "\n");
		}
		fixture_check(&f, NULL, buf.ptr);
		fixture_release(&f);
		ari_buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_date_in_prose),
	    cmocka_unit_test(test_year_in_prose),
	    cmocka_unit_test(test_stale_tense),
	    cmocka_unit_test(test_status_contradicted),
	    cmocka_unit_test(test_small_numbers),
	    cmocka_unit_test(test_contact_details),
	    cmocka_unit_test(test_baseline_empty),
	    cmocka_unit_test(test_success_late),
	    cmocka_unit_test(test_spans),
	    cmocka_unit_test(test_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
