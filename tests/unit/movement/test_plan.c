/*
 * What a plan says besides its records: nothing of it changes in silence.
 */
#include "fixture.h"

static void check(const char *old, const char *new, const char *expected)
{
	char a[512], b[512];
	struct fixture f;

	snprintf(a, sizeof(a), "plan: p\n%s\n", old);
	snprintf(b, sizeof(b), "%s%s\n",
		 strstr(new, "plan:") ? "" : "plan: p\n", new);
	fixture_compare(&f, a, b, NULL);
	assert_plan(f.change, expected);
	assert_null(f.change->movement_count ? f.change->movements->ref.ptr
					     : NULL);
	fixture_release(&f);
}

static void test_keys(void **state)
{
	(void)state;
	check("stage: draft", "stage: approved", "stage-advanced:stage");
	check("stage: final", "stage: draft", "stage-advanced:stage");
	check("stage: Draft", "stage: draft", "stage-advanced:stage");
	check("title: One", "title: Two", "narrative-changed:title");
	check("title: One", "title: one", "editorial:title");
	check("narrative: One", "narrative: Two",
	      "narrative-changed:narrative");
	check("sections: {a: A}", "sections: {a: B}",
	      "narrative-changed:sections");
	check("sections: {a: A, b: B}", "sections: {b: B, a: A}", "");
	check("approvals: [{stage: draft, on: 2021-09-21}]",
	      "approvals: [{stage: draft, on: 2021-09-22}]",
	      "updated:approvals");
	check("kind: audit", "kind: other", "updated:kind");
	check("source: {regime: a}", "source: {regime: b}", "updated:source");
	check("declared: {actions: 16}", "declared: {actions: 17}",
	      "updated:declared");
	check("declared: {actions: 16}", "declared: {actions: \"16\"}", "");
	check("baseline_as_of: 2021-05", "baseline_as_of: 2021-06",
	      "rebaselined:baseline_as_of");
	check("access: exempt", "title: x",
	      "narrative-changed:title updated:access");
	check("x-a: 1", "x-a: 2", "x-changed:x-a");
	check("x-a: 1", "plan: q\nx-a: 1", "moved:plan");
	check("colour: red", "colour: blue", "x-changed:colour");
}

static void test_deadlines(void **state)
{
	(void)state;
	check("deadlines: [{what: A, due: 2021-12}]", "title: x",
	      "narrative-changed:title date-removed:deadlines{A}");
	check("deadlines: [{what: A, due: 2021-12}, {what: B}]",
	      "deadlines: [{what: B}, {what: A, due: 2021-12}]",
	      "editorial:deadlines");
	check("deadlines: [{what: A, due: 2021-12}]",
	      "deadlines: [{what: A, due: 2021-12, x-n: 1}]",
	      "updated:deadlines{A}");
	check("deadlines: One", "deadlines: Two", "updated:deadlines");
}

/* Records are told as records, not as keys of the plan. */
static void test_records_are_not_keys(void **state)
{
	(void)state;
	check("actions: [{ref: a}]", "actions: [{ref: b}]", "");
	check("recommendations: [{ref: a}]", "actions: [{ref: b}]", "");
}

static void test_words_of_the_narrative(void **state)
{
	struct fixture f;
	const struct ari_movement *m;

	(void)state;
	fixture_compare(&f, "plan: p\nnarrative: All is well here\n",
			"plan: p\nnarrative: All is not well here\n", NULL);
	m = f.change->movements;
	assert_int_equal(m->word_count, 3);
	assert_true(ari_str_is(m->words[1].text, "not"));
	assert_int_equal(m->words_in, 1);
	assert_int_equal(m->words_out, 0);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_deadlines),
	    cmocka_unit_test(test_records_are_not_keys),
	    cmocka_unit_test(test_words_of_the_narrative),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
