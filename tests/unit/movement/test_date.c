/*
 * Moves of dates: bare dues, milestones by what they are, a due that became
 * milestones, repeats and what was met of them, a plan's deadlines.
 */
#include "fixture.h"

static void test_bare_due(void **state)
{
	(void)state;
	assert_action("due: 2021-10", "due: 2021-12", "slipped:due(61)");
	assert_action("due: 2021-12", "due: 2021-10",
		      "brought-forward:due(-61)");
	assert_action("due: 2021-12", "due: 2021-12-17", "refined:due");
	assert_action("due: 2021-12-31", "due: 2021-12", "widened:due");
	assert_action("due: 2021-12-17", "due: 2021-12", "slipped:due(14)");
	assert_action("due: 2021-12", "due: 2021-12/..", "slipped:due");
	assert_action("x-a: 1", "x-a: 1, due: 2021-12", "date-added:due");
	assert_action("x-a: 1, due: 2021-12", "x-a: 1", "date-removed:due");
}

/* What is no date dates nothing, and is never lost. */
static void test_texts_that_are_no_date(void **state)
{
	(void)state;
	assert_action("due: ongoing", "due: 2021-12", "date-added:due");
	assert_action("due: 2021-12", "due: ongoing", "date-removed:due");
	assert_action("due: ongoing", "due: Q4", "updated:due");
	assert_action("x-a: 1", "x-a: 1, due: Q4", "date-added:due");
	assert_action("due: Q4, x-a: 1", "x-a: 1", "date-removed:due");
	assert_action("due: [2021-12]", "due: [2021-11]", "updated:due");
	assert_action("due: {a: b}, x-a: 1", "x-a: 1", "updated:due");
}

static void test_the_same_days(void **state)
{
	(void)state;
	assert_action("due: 2021-12", "due: 2021-12-01/2021-12-31",
		      "editorial:due");
	assert_action("due: \"2021\"", "due: 2021", "");
	assert_action("due: R/2021-09/P12M", "due: R/2021-09/P1Y",
		      "editorial:due");
}

static void test_milestones(void **state)
{
	const char *two = "milestones: [{what: A, due: 2021-09}, "
			  "{what: B, due: 2021-12}]";

	(void)state;
	assert_action(two,
		      "milestones: [{what: A, due: 2021-09}, "
		      "{what: B, due: 2022-01}]",
		      "slipped:milestones{B}(31)");
	assert_action(two,
		      "milestones: [{what: A, due: 2021-09, "
		      "done: 2021-09}, {what: B, due: 2021-12}]",
		      "milestone-met:milestones{A}");
	assert_action(two, "milestones: [{what: A, due: 2021-09}]",
		      "date-removed:milestones{B}");
	assert_action(two,
		      "milestones: [{what: A, due: 2021-09}, "
		      "{what: B, due: 2021-12}, {what: C, done: 2021-11}]",
		      "date-added:milestones{C} milestone-met:milestones{C}");
	/* By what they are, never by position. */
	assert_action(two,
		      "milestones: [{what: B, due: 2021-12}, "
		      "{what: A, due: 2021-09}]",
		      "editorial:milestones");
	assert_action(two,
		      "milestones: [{what: B, due: 2021-12}, "
		      "{what: A, due: 2021-10}]",
		      "slipped:milestones{A}(31)");
	assert_action(two,
		      "milestones: [{what: A, due: 2021-09, x-n: 1}, "
		      "{what: B, due: 2021-12}]",
		      "updated:milestones{A}");
	assert_action(two,
		      "milestones: [{what: A, due: 2021-09}, "
		      "{what: B, due: 2021-12}, stray]",
		      "updated:milestones");
}

static void test_milestones_without_a_name(void **state)
{
	(void)state;
	assert_action("milestones: [{due: 2021-09}, {due: 2021-12}]",
		      "milestones: [{due: 2021-12}]",
		      "date-removed:milestones{}");
	assert_action("milestones: [{done: 2021-09}], x-a: 1",
		      "milestones: [{done: 2021-09}], x-a: 2", "x-changed:x-a");
}

static void test_milestone_undone(void **state)
{
	(void)state;
	assert_action("milestones: [{what: A, due: 2021-09, done: 2021-09}]",
		      "milestones: [{what: A, due: 2021-09}]",
		      "reopened:milestones{A}");
	assert_action("milestones: [{what: A, due: 2021-09, done: 2021-09}]",
		      "milestones: [{what: A, due: 2021-09, done: 2021-08}]",
		      "updated:milestones{A}");
}

/* Final against final, in both directions. */
static void test_due_and_milestones(void **state)
{
	const char *due = "due: 2021-12";
	const char *later = "milestones: [{what: A, due: 2021-09}, "
			    "{what: B, due: 2022-01}]";
	const char *same = "milestones: [{what: B, due: 2021-12}]";

	(void)state;
	assert_action(due, later,
		      "slipped:milestones{B}(31) date-added:milestones{A}");
	assert_action(later, due,
		      "brought-forward:due(-31) date-removed:milestones{A}");
	assert_action(due, same, "refined:milestones{B}");
	assert_action(same, due, "widened:due");
}

static void test_repeats(void **state)
{
	(void)state;
	assert_action("due: R/2021-09/P3M", "due: R/2021-10/P3M",
		      "slipped:due(31)");
	assert_action("due: R4/2021-09/P3M", "due: R6/2021-09/P3M",
		      "slipped:due(184)");
	assert_action("due: R/2021-09/P3M, met: [2021-09]",
		      "due: R/2021-09/P3M, met: [2021-09, 2021-12, 2022-03]",
		      "milestone-met:met milestone-met:met");
	assert_action("due: R/2021-09/P3M, met: [2021-09, 2021-12]",
		      "due: R/2021-09/P3M, met: [2021-12]", "reopened:met");
	assert_action("due: R/2021-09/P3M, met: [2021-09, 2021-12]",
		      "due: R/2021-09/P3M, met: [2021-12, 2021-09]", "");
	assert_action("met: {a: b}", "met: {a: c}", "updated:met");
	assert_action("milestones: [{what: A, due: R/2021-09/P3M}]",
		      "milestones: [{what: A, due: R/2021-09/P3M, "
		      "met: 2021-09}]",
		      "milestone-met:milestones{A}");
}

static void test_the_values(void **state)
{
	struct fixture f;
	const struct ari_movement *m;

	(void)state;
	fixture_compare(&f,
			"plan: p\nactions:\n- {ref: a, milestones: "
			"[{what: A, due: 2021-09}]}\n",
			"plan: p\nactions:\n- {ref: a, milestones: "
			"[{what: A, due: 2021-10}]}\n",
			NULL);
	m = find_change(f.change, "a")->movements;
	assert_true(ari_str_is(ari_node_text(m->before), "2021-09"));
	assert_true(ari_str_is(ari_node_text(m->after), "2021-10"));
	assert_ptr_equal(m->old, f.old->records);
	assert_ptr_equal(m->new, f.new->records);
	fixture_release(&f);
}

static void test_deadlines(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			"plan: p\ndeadlines: [{what: A, due: 2021-12}, "
			"{what: B, due: 2021-10}]\n",
			"plan: p\ndeadlines: [{what: B, due: 2021-11}, "
			"{what: A, due: 2021-12, done: 2021-09-21}]\n",
			NULL);
	assert_plan(f.change, "slipped:deadlines{B}(30) "
			      "milestone-met:deadlines{A}");
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bare_due),
	    cmocka_unit_test(test_texts_that_are_no_date),
	    cmocka_unit_test(test_the_same_days),
	    cmocka_unit_test(test_milestones),
	    cmocka_unit_test(test_milestones_without_a_name),
	    cmocka_unit_test(test_milestone_undone),
	    cmocka_unit_test(test_due_and_milestones),
	    cmocka_unit_test(test_repeats),
	    cmocka_unit_test(test_the_values),
	    cmocka_unit_test(test_deadlines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
