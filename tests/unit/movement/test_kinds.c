/*
 * The words of the contracts: each kind has one, all differ, and each is
 * found again by it.
 */
#include "fixture.h"

static void test_every_kind_has_a_word(void **state)
{
	(void)state;
	for (int i = 0; i < ARI_MOVE_KINDS; i++) {
		enum ari_movement_kind kind = (enum ari_movement_kind)i;
		const char *name = ari_movement_name(kind);

		assert_true(strlen(name) > 2);
		assert_true(strlen(ari_movement_title(kind)) > 2);
		assert_int_equal(ari_movement_from(ari_str_from(name)), kind);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(name));
	}
	assert_int_equal(ari_movement_from(ARI_STR("")), ARI_MOVE_KINDS);
	assert_int_equal(ari_movement_from(ARI_STR("slip")), ARI_MOVE_KINDS);
}

/* Design's own list, in its order: a kind cannot go or change its name. */
static void test_the_contract(void **state)
{
	static const char *const names[] = {"removed",
					    "added",
					    "renumbered",
					    "split",
					    "merged",
					    "moved",
					    "started",
					    "completed",
					    "paused",
					    "resumed",
					    "regressed",
					    "reopened",
					    "withdrawn",
					    "superseded",
					    "slipped",
					    "brought-forward",
					    "refined",
					    "widened",
					    "date-added",
					    "date-removed",
					    "milestone-met",
					    "reworded",
					    "rescoped",
					    "rebaselined",
					    "coverage-changed",
					    "reassigned",
					    "body-changed",
					    "updated",
					    "evidence-added",
					    "verified",
					    "editorial",
					    "x-changed",
					    "stage-advanced",
					    "narrative-changed",
					    "recommendation-changed"};

	(void)state;
	assert_int_equal(sizeof(names) / sizeof(*names), ARI_MOVE_KINDS);
	for (int i = 0; i < ARI_MOVE_KINDS; i++)
		assert_string_equal(
		    ari_movement_name((enum ari_movement_kind)i), names[i]);
}

static void test_exceptions_and_directions(void **state)
{
	static const char *const exceptions[] = {"overdue", "due-not-updated",
						 "stale", "date-in-prose",
						 "no-change"};

	(void)state;
	for (int i = 0; i < ARI_EXCEPT_KINDS; i++) {
		assert_string_equal(
		    ari_exception_name((enum ari_exception_kind)i),
		    exceptions[i]);
		assert_non_null(
		    ari_exception_title((enum ari_exception_kind)i));
	}
	assert_string_equal(ari_direction_name(ARI_DIRECTION_MIXED), "mixed");
	assert_string_equal(ari_direction_name(ARI_DIRECTION_NO_CHANGE),
			    "no change");
	assert_string_equal(ari_direction_name(ARI_DIRECTION_BETTER), "better");
	assert_string_equal(ari_direction_name(ARI_DIRECTION_WORSE), "worse");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_kind_has_a_word),
	    cmocka_unit_test(test_the_contract),
	    cmocka_unit_test(test_exceptions_and_directions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
