/*
 * Moves of status: every pair of words, how late a completion was, and what
 * becomes of `done`, `superseded_by`, `reason` and `decision` beside them.
 */
#include "fixture.h"

static const char *const words[] = {"",		 "not-started", "in-progress",
				    "paused",	 "completed",	"withdrawn",
				    "superseded"};

/* Rows: before; columns: after; in the order of words. */
static const char *const expected[7][7] = {
    {"", "updated", "started", "paused", "completed", "withdrawn",
     "superseded"},
    {"updated", "", "started", "paused", "completed", "withdrawn",
     "superseded"},
    {"regressed", "regressed", "", "paused", "completed", "withdrawn",
     "superseded"},
    {"resumed", "resumed", "resumed", "", "completed", "withdrawn",
     "superseded"},
    {"reopened", "reopened", "reopened", "reopened", "", "withdrawn",
     "superseded"},
    {"reopened", "reopened", "reopened", "reopened", "completed", "",
     "superseded"},
    {"reopened", "reopened", "reopened", "reopened", "completed", "withdrawn",
     ""},
};

static void test_every_move(void **state)
{
	char old[64], new[64], moves[64];

	(void)state;
	for (size_t i = 0; i < 7; i++) {
		for (size_t j = 0; j < 7; j++) {
			snprintf(old, sizeof(old), i ? "status: %s" : "x-a: 1",
				 words[i]);
			snprintf(new, sizeof(new), j ? "status: %s" : "x-a: 1",
				 words[j]);
			snprintf(moves, sizeof(moves), "%s%s", expected[i][j],
				 i == j ? "" : ":status");
			if (!i != !j)
				snprintf(moves, sizeof(moves),
					 "%s:status x-changed:x-a",
					 expected[i][j]);
			assert_action(old, new, moves);
		}
	}
}

static void test_words_that_are_no_status(void **state)
{
	(void)state;
	assert_action("status: NEW", "status: Carbon emissions",
		      "updated:status");
	assert_action("status: NEW", "status: in-progress", "started:status");
	assert_action("status: completed", "status: Complete",
		      "reopened:status");
	assert_action("status: [in-progress]", "status: in-progress",
		      "started:status");
}

/* Days after the due it had; 0 when done and due overlap. */
static void test_lateness(void **state)
{
	(void)state;
	assert_action("due: 2021-10",
		      "due: 2021-10, status: completed, "
		      "done: 2021-11",
		      "completed:status(30)");
	assert_action("due: 2021-10",
		      "due: 2021-10, status: completed, "
		      "done: 2021-10-31",
		      "completed:status(0)");
	assert_action("due: 2021-10-15",
		      "due: 2021-10-15, status: completed, done: 2021-10",
		      "completed:status(0)");
	assert_action("due: 2021-12",
		      "due: 2021-12, status: completed, done: 2021-11-30",
		      "completed:status(-31)");
	/* A due moved in the same breath hides nothing. */
	assert_action("due: 2021-10",
		      "due: 2021-11, status: completed, done: 2021-11",
		      "slipped:due(30) completed:status(30)");
	/* No due before: the one it came with. */
	assert_action("x-a: 1",
		      "x-a: 1, due: 2021-10, status: completed, done: 2021-12",
		      "completed:status(61) date-added:due");
	assert_action("due: 2021-10", "due: 2021-10, status: completed",
		      "completed:status");
	assert_action("due: ../.., x-a: 1",
		      "due: 2021-10/.., x-a: 1, "
		      "status: completed, done: 2021-12",
		      "completed:status date-added:due");
	/* Of several milestones the final one; its own done will do. */
	assert_action("milestones: [{what: B, due: 2021-12}, "
		      "{what: A, due: 2021-09}]",
		      "milestones: [{what: B, due: 2021-12, done: 2022-01}, "
		      "{what: A, due: 2021-09}], status: completed",
		      "completed:status(31) milestone-met:milestones{B}");
}

static void test_done(void **state)
{
	(void)state;
	assert_action("status: completed, done: 2021-10", "status: in-progress",
		      "reopened:status");
	/* Moved or taken away while it stays completed: never silent. */
	assert_action("status: completed, done: 2021-10",
		      "status: completed, done: 2021-09", "updated:done");
	assert_action("status: completed, done: 2021-10", "status: completed",
		      "updated:done");
	assert_action("status: completed", "status: completed, done: 2021-10",
		      "milestone-met:done");
	assert_action("status: in-progress, done: 2021-09",
		      "status: completed, done: 2021-10",
		      "completed:status updated:done");
	assert_action("status: completed, done: 2021-10", "status: withdrawn",
		      "withdrawn:status updated:done");
}

static void test_successor(void **state)
{
	(void)state;
	assert_action("status: in-progress",
		      "status: superseded, superseded_by: q#1",
		      "superseded:status");
	assert_action("status: superseded, superseded_by: q#1",
		      "status: superseded, superseded_by: q#2",
		      "coverage-changed:superseded_by");
	assert_action("status: superseded, superseded_by: q#1",
		      "status: in-progress", "reopened:status");
	assert_action("status: paused", "status: paused, superseded_by: q#1",
		      "coverage-changed:superseded_by");
}

/* A reason belongs to the move it explains; alone it is an update. */
static void test_reasons(void **state)
{
	(void)state;
	assert_action("status: in-progress", "status: paused, reason: No money",
		      "paused:status");
	assert_action("due: 2021-10",
		      "due: 2021-11, reason: Late, decision: {body: S, "
		      "on: 2021-12-17}",
		      "slipped:due(30)");
	assert_action("reason: No money", "reason: No money at all",
		      "updated:reason");
	assert_action("reason: No money", "reason: no money",
		      "editorial:reason");
	assert_action("decision: {body: S}", "decision: {body: S, minute: 7}",
		      "updated:decision");
	/* Taken away with the move, it is told. */
	assert_action("due: 2021-10, reason: Late", "due: 2021-11",
		      "slipped:due(30) updated:reason");
}

static void test_verified(void **state)
{
	(void)state;
	assert_action("status: completed",
		      "status: completed, verified: {on: 2022-01, by: a}",
		      "verified:verified");
	assert_action("verified: {on: 2022-01, by: a}",
		      "verified: {on: 2022-01, by: b}", "updated:verified");
	assert_action("verified: {on: 2022-01}, x-a: 1", "x-a: 1",
		      "updated:verified");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_move),
	    cmocka_unit_test(test_words_that_are_no_status),
	    cmocka_unit_test(test_lateness),
	    cmocka_unit_test(test_done),
	    cmocka_unit_test(test_successor),
	    cmocka_unit_test(test_reasons),
	    cmocka_unit_test(test_verified),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
