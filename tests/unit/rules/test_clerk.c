/*
 * Updates as officers write them, and what a clerk would find fault with:
 * each row is one action of September 2022, and the findings that its words
 * bring, with the words that they point at.
 */
#include <stdio.h>
#include <string.h>

#include "fixture.h"

struct row {
	const char *due;
	const char *status;
	const char *update;
	const char *found; /* "code: words; …", in the order of the file */
};

static const char *const looked_at[] = {
    "date-in-prose",	   "year-in-prose", "week-in-prose",   "stale-tense",
    "status-contradicted", "small-numbers", "contact-details", NULL};

static bool is_looked_at(const struct ari_diag *diag)
{
	for (size_t i = 0; looked_at[i]; i++)
		if (!strcmp(diag->rule->code, looked_at[i]))
			return true;
	return false;
}

static bool check_row(const struct row *row)
{
	struct fixture f;
	struct ari_buf plan, found;
	bool right;

	ari_buf_init(&plan, NULL);
	ari_buf_init(&found, NULL);
	ari_buf_printf(&plan,
		       "plan: p\nactions:\n  - ref: A\n    action: Do\n"
		       "    due: %s\n    status: %s\n    update: |\n      %s\n",
		       row->due, row->status, row->update);
	fixture_init(&f);
	f.dates = (struct ari_rules_dates){ari_day_from(2022, 9, 12),
					   ari_day_from(2022, 9, 12),
					   {ARI_DAY_MIN, ARI_DAY_MIN}};
	fixture_register(&f, (struct ari_str){NULL, 0});
	f.version = fixture_read(&f, "p.yaml", ari_buf_view(&plan), false);
	assert_int_equal(ari_rules_check_version(f.rules, f.version, &f.err),
			 0);
	ari_diags_sort(&f.version->diags);
	for (size_t i = 0; i < f.version->diags.count; i++) {
		const struct ari_diag *diag = &f.version->diags.items[i];

		if (!is_looked_at(diag))
			continue;
		ari_buf_printf(&found, "%s%s: ", found.len ? "; " : "",
			       diag->rule->code);
		ari_buf_str(&found, fixture_span(f.version, diag->span));
	}
	right = ari_str_is(ari_buf_view(&found), row->found);
	if (!right)
		print_error("%s (due %s)\n  got  %s\n  want %s\n", row->update,
			    row->due, found.len ? found.ptr : "", row->found);
	fixture_release(&f);
	ari_buf_release(&plan);
	ari_buf_release(&found);
	return right;
}

static void check_rows(const struct row *rows, size_t count)
{
	size_t wrong = 0;

	for (size_t i = 0; i < count; i++)
		wrong += !check_row(&rows[i]);
	assert_int_equal(wrong, 0);
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof(*rows))

static void test_later_dates(void **state)
{
	static const struct row rows[] = {
	    {"2022-09", "in-progress", "Report to Council on 20 October 2022.",
	     "date-in-prose: 20 October 2022"},
	    {"2022-09", "in-progress", "Report to Council on 20.10.22.",
	     "date-in-prose: 20.10.22"},
	    {"2022-09", "in-progress", "New target date: 31/03/23",
	     "date-in-prose: 31/03/23"},
	    {"2022-09", "in-progress", "Now aiming for Q4 of 2022/23.",
	     "date-in-prose: Q4 of 2022/23"},
	    {"2022-12", "in-progress",
	     "Procurement to be finished by the end of Q3 2022/23.", ""},
	    {"2022-10", "in-progress",
	     "A workshop will be held early in the new year.",
	     "date-in-prose: new year"},
	    {"2022-09", "in-progress", "Will be done by Christmas.",
	     "date-in-prose: Christmas"},
	    {"2022-09", "in-progress", "Delayed: expected mid-November.",
	     "date-in-prose: mid-November"},
	    {"2022-09", "in-progress", "Delayed to December Cabinet.",
	     "date-in-prose: December"},
	    {"2022-09", "in-progress", "Go-live has moved to Spring 2023.",
	     "date-in-prose: Spring 2023"},
	    {"2022-09", "in-progress", "The review is paused until April 2023.",
	     "date-in-prose: April 2023"},
	    {"2022-09", "in-progress",
	     "The new post holder does not start until January 2023.",
	     "date-in-prose: January 2023"},
	    /* How long something lasts is no date of the action. */
	    {"2022-09", "in-progress",
	     "Lease expires in March 2031, so the office stays for now.", ""},
	    {"2022-09", "in-progress",
	     "The contract has been let until April 2025.", ""},
	    {"2022-09", "in-progress", "Funded until the end of March 2024.",
	     ""},
	    {"2022-09", "in-progress", "Fixed term contract ends March 2024.",
	     ""},
	    {"2022-09", "in-progress", "Contract to be let in March 2023.",
	     "date-in-prose: March 2023"},
	    {"2022-09", "in-progress",
	     "New rules come into force on 1 April 2023.", ""},
	    {"2022-09", "in-progress",
	     "To be done by 1st April 2023 when the Act comes into force.",
	     "date-in-prose: 1st April 2023"},
	    {"2022-09", "in-progress", "The May 2023 elections frame the work.",
	     ""},
	    {"2022-09", "in-progress", "By end Dec 2022 at the latest.",
	     "date-in-prose: end Dec 2022"},
	    {"2022-09", "in-progress", "Meeting on 3rd and 17th October.",
	     "date-in-prose: 3rd"},
	    /* Nor is what follows once the action is completed. */
	    {"2022-06", "completed", "Adopted. Next review in March 2023.", ""},
	    {"2022-06", "completed", "The workshop was held on 8 July 2022.",
	     "date-in-prose: 8 July 2022"},
	    {"2022-09", "in-progress",
	     "Replaces the Digital Strategy 2019-2023 and follows the Local "
	     "Government Act 2000, section 3.12 and the MTFS 2023/24 to "
	     "2026/27.",
	     ""},
	    {"2022-09", "in-progress",
	     "Answered 92.5% of calls within 30 seconds from 9.30am to "
	     "17:00; recruiting takes 6-9 months; FY 22-23 budget agreed.",
	     ""},
	};

	(void)state;
	CHECK(rows);
}

/* What a day of two is called, when the month stands behind the other. */
static void test_day_of_two(void **state)
{
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL,
		      "plan: p\nactions:\n  - {ref: A, action: Do, due: "
		      "2021-12, update: Meeting on 3rd and 17th January.}\n");
	assert_str(fixture_only(f.version, "date-in-prose")->message,
		   "the update speaks of \"3 January 2022\", but A is due "
		   "earlier: 2021-12");
	fixture_release(&f);
}

static void test_tenses(void **state)
{
	static const struct row rows[] = {
	    {"2022-10", "in-progress",
	     "Report will go to Cabinet on 6 September 2022.",
	     "stale-tense: 6 September 2022"},
	    {"2022-10", "in-progress", "Report went to Cabinet on 6 September.",
	     ""},
	    {"2022-10", "in-progress", "Outcome expected by the end of July.",
	     "stale-tense: end of July"},
	    {"2022-10", "in-progress", "Training to be delivered by 31.08.22.",
	     "stale-tense: 31.08.22"},
	    {"2022-10", "in-progress",
	     "Interviews are planned for August 2022.",
	     "stale-tense: August 2022"},
	    {"2022-10", "in-progress",
	     "Interviews were planned for August 2022 but did not take place.",
	     ""},
	    {"2022-10", "in-progress",
	     "The strategy adopted in March 2022 will be reviewed each year.",
	     ""},
	    {"2022-10", "in-progress",
	     "Members will be trained and officers engaged in March 2022.",
	     "stale-tense: March 2022"},
	    {"2022-10", "in-progress",
	     "The June 2022 consultation will inform the next draft.", ""},
	    {"2022-10", "in-progress",
	     "The June 2022 meeting will consider the draft.",
	     "stale-tense: June 2022"},
	    {"2022-12", "in-progress",
	     "Report to be taken to Cabinet on 11 October 2021.",
	     "year-in-prose: 11 October 2021"},
	    {"2022-09", "in-progress", "Presented on 2/8/23 to Members.",
	     "year-in-prose: 2/8/23"},
	    {"2022-10", "in-progress",
	     "Second meeting w/c 27th September 2022.",
	     "week-in-prose: w/c 27th September 2022"},
	    {"2022-10", "in-progress", "Second meeting w/c 27/9/22.",
	     "week-in-prose: w/c 27/9/22"},
	};

	(void)state;
	CHECK(rows);
}

static void test_statuses(void **state)
{
	static const struct row rows[] = {
	    {"2022-12", "in-progress", "Complete: all 14 sites signed off.",
	     "status-contradicted: Complete"},
	    {"2022-12", "in-progress", "Completed the first draft.", ""},
	    {"2022-12", "in-progress", "This action is now complete.",
	     "status-contradicted: This action is now complete"},
	    {"2022-12", "in-progress", "Delivered.",
	     "status-contradicted: Delivered"},
	    {"2022-12", "in-progress", "Delivered training to ten teams.", ""},
	    {"2022-12", "in-progress", "On hold until the director starts.",
	     "status-contradicted: On hold"},
	    {"2022-12", "paused", "On hold until the director starts.", ""},
	    {"2022-12", "in-progress", "Superseded by the new strategy.",
	     "status-contradicted: Superseded"},
	    {"2022-12", "in-progress", "Not started yet.",
	     "status-contradicted: Not started yet"},
	    {"2022-12", "in-progress", "On track.", ""},
	    {"2022-12", "in-progress", "Closed two of the three depots.", ""},
	};

	(void)state;
	CHECK(rows);
}

static void test_people(void **state)
{
	static const struct row rows[] = {
	    {"2022-12", "in-progress", "Two care leavers were moved.",
	     "small-numbers: Two care leavers"},
	    {"2022-12", "in-progress", "3 staff members have left.",
	     "small-numbers: 3 staff"},
	    {"2022-12", "in-progress", "Two staff surveys were run.", ""},
	    {"2022-12", "in-progress", "One resident complained about noise.",
	     "small-numbers: One resident"},
	    {"2022-12", "in-progress", "A one person centred plan.", ""},
	    {"2022-12", "in-progress",
	     "Phase 2 people plan, Year 2 pupils, Key Stage 1 children, Level "
	     "3 apprentices and Tier 4 patients.",
	     ""},
	    {"2022-12", "in-progress",
	     "1 in 4 adults, one in three children, two out of three "
	     "residents.",
	     ""},
	    {"2022-12", "in-progress", "No one person is responsible.", ""},
	    {"2022-12", "in-progress", "Between 2 and 4 women are affected.",
	     "small-numbers: 4 women"},
	};

	(void)state;
	CHECK(rows);
}

static void test_contacts(void **state)
{
	static const struct row rows[] = {
	    {"2022-12", "in-progress", "Ring (01234) 567 890.",
	     "contact-details: (01234) 567 890"},
	    {"2022-12", "in-progress", "Tel. no. 0123 456 7890.",
	     "contact-details: 0123 456 7890"},
	    {"2022-12", "in-progress",
	     "Invoice 01920012345, ISBN: 0117030123, ref. 0123456789 and "
	     "charity no. 0112345678.",
	     ""},
	};

	(void)state;
	CHECK(rows);
}

/* Posts that may be one, as "id looks like …" or nothing. */
static void test_posts(void **state)
{
	static const struct {
		const char *people;
		const char *found; /* the span of the only finding, or "" */
	} rows[] = {
	    {"a: {post: Chief, holder: Tom Hale}, b: {post: Head, holder: "
	     "Thomas Hale}",
	     "Thomas Hale"},
	    {"a: {post: Chief, holder: Liz Hale}, b: {post: Head, holder: "
	     "Elizabeth Hale}",
	     "Elizabeth Hale"},
	    {"a: {post: Chief, holder: Tom Hale}, b: {post: Head, holder: "
	     "Tim Hale}",
	     ""},
	    {"a: {post: Chief, holder: Tom Hale}, b: {post: Head, holder: "
	     "Thomas Holt}",
	     ""},
	    {"a: {post: Head of Finance and Audit}, b: {post: Head of finance "
	     "& audit}",
	     "Head of finance & audit"},
	    {"a: {post: Manager, holder: Jo Ash}, b: {post: Manager, holder: "
	     "Ann Elm}",
	     ""},
	    {"a: {post: Chief, holder: Jo Ash}, b: {post: Clerk, holder: Jo "
	     "Ash}",
	     ""},
	    {"a: {post: Director 1}, b: {post: Director 2}", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char text[400];
		struct fixture f;

		snprintf(text, sizeof(text),
			 "arising: 1\ncouncil: C\npeople: {%s}\n",
			 rows[i].people);
		fixture_init(&f);
		fixture_register(&f, ari_str_from(text));
		assert_int_equal(
		    ari_rules_check_register(f.rules, f.reg_file, &f.err), 0);
		if (!*rows[i].found)
			assert_int_equal(
			    fixture_count(f.reg_file, "post-alike"), 0);
		else
			assert_str(
			    fixture_span(
				f.reg_file,
				fixture_only(f.reg_file, "post-alike")->span),
			    rows[i].found);
		fixture_release(&f);
	}
}

/* A record without a ref is called by what it is. */
static void test_called(void **state)
{
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL,
		      "plan: p\nactions:\n  - {action: Do, due: 2022}\n"
		      "  - {ref: A1, action: Do, superseded_by: A2}\n");
	for (size_t i = 0; i < f.version->diags.count; i++)
		assert_true(f.version->diags.items[i].message.ptr[0] != ' ');
	assert_str(f.version->diags.items[1].message,
		   "nobody leads on this action");
	assert_null(
	    memmem(fixture_only(f.version, "superseded-by-unknown")->help.ptr,
		   12, "did you mean", 12));
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_later_dates),
	    cmocka_unit_test(test_day_of_two),
	    cmocka_unit_test(test_tenses),
	    cmocka_unit_test(test_statuses),
	    cmocka_unit_test(test_people),
	    cmocka_unit_test(test_contacts),
	    cmocka_unit_test(test_posts),
	    cmocka_unit_test(test_called),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
