/*
 * What must be known of the later version though nothing moved: overdue,
 * due and not updated, later in the text, unchanged. And the one word.
 */
#include "fixture.h"

#define DAY(y, m, d) ari_day_from(y, m, d)

/* From 21 September to 17 December 2021; October to December reported. */
static struct ari_movement_dates winter(void)
{
	return (struct ari_movement_dates){
	    .from = DAY(2021, 9, 21),
	    .to = DAY(2021, 12, 17),
	    .period = {DAY(2021, 10, 1), DAY(2021, 12, 31)},
	    .prose_near = DAY(2021, 12, 17)};
}

static void check(const char *old, const char *new, const char *expected,
		  enum ari_direction direction)
{
	struct ari_movement_dates dates = winter();
	const struct ari_record_change *change;
	char a[1024], b[1024];
	struct fixture f;

	snprintf(a, sizeof(a), "plan: p\nactions:\n- {ref: \"1\", %s}\n",
		 old ? old : "");
	snprintf(b, sizeof(b), "plan: p\nactions:\n- {ref: \"1\", %s}\n", new);
	fixture_compare(&f, old ? a : "plan: p\n", b, &dates);
	assert_record(f.change, "1", expected);
	change = find_change(f.change, "1");
	assert_string_equal(ari_direction_name(change->direction),
			    ari_direction_name(direction));
	assert_int_equal(change->gravity, ari_change_gravity(change));
	fixture_release(&f);
}

#define SAME(fields, expected, direction)                                      \
	check(fields, fields, expected, direction)

static void test_overdue(void **state)
{
	(void)state;
	SAME("due: 2021-11, update: x",
	     "!overdue(newly) !due-not-updated !no-change",
	     ARI_DIRECTION_WORSE);
	SAME("due: 2021-08", "!overdue !no-change", ARI_DIRECTION_NO_CHANGE);
	/* The month's last day is the deadline. */
	SAME("due: 2021-12", "!due-not-updated !no-change",
	     ARI_DIRECTION_NO_CHANGE);
	SAME("due: 2022-01", "!no-change", ARI_DIRECTION_NO_CHANGE);
	SAME("due: 2021-08, status: completed", "", ARI_DIRECTION_NO_CHANGE);
	SAME("due: 2021-08, status: withdrawn", "", ARI_DIRECTION_NO_CHANGE);
	/* As the old version stood: it was due later then. */
	check("due: 2021-10, update: x", "due: 2021-09, update: y",
	      "brought-forward:due(-31) updated:update !overdue(newly)",
	      ARI_DIRECTION_MIXED);
	check(NULL, "due: 2021-11, update: x", "added: !overdue(newly)",
	      ARI_DIRECTION_WORSE);
}

static void test_overdue_days(void **state)
{
	struct ari_movement_dates dates = winter();
	const struct ari_exception *item;
	struct fixture f;

	(void)state;
	fixture_compare(&f, NULL, "plan: p\nactions: [{ref: a, due: 2021-10}]",
			&dates);
	item = f.change->records->exceptions;
	assert_int_equal(item->kind, ARI_EXCEPT_OVERDUE);
	assert_int_equal(item->days, 47);
	assert_int_equal(item->due.hi, DAY(2021, 10, 31));
	assert_ptr_equal(item->record, f.new->records);
	fixture_release(&f);
}

static void test_due_not_updated(void **state)
{
	(void)state;
	check("due: 2021-12", "due: 2021-12, leads: [a]",
	      "reassigned:leads !due-not-updated", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12, update: One", "due: 2021-12, update: Two",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12, update: One", "due: 2021-12, update: one",
	      "editorial:update !due-not-updated", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12", "due: 2021-12, status: in-progress",
	      "started:status", ARI_DIRECTION_BETTER);
	check("due: 2021-12", "due: 2021-12, evidence: [a]",
	      "evidence-added:evidence", ARI_DIRECTION_NO_CHANGE);
	/* Nothing reported of a new action is nothing reported. */
	check(NULL, "due: 2021-12", "added: !due-not-updated",
	      ARI_DIRECTION_NO_CHANGE);
	check(NULL, "due: 2021-12, status: not-started",
	      "added:", ARI_DIRECTION_NO_CHANGE);
	/* Of several milestones, the open ones of the period. */
	SAME("milestones: [{what: A, due: 2021-11, done: 2021-11}, "
	     "{what: B, due: 2022-02}]",
	     "!no-change", ARI_DIRECTION_NO_CHANGE);
	SAME("milestones: [{what: A, due: 2021-12}, {what: B, due: 2022-02}]",
	     "!due-not-updated !no-change", ARI_DIRECTION_NO_CHANGE);
}

static void test_repeats(void **state)
{
	(void)state;
	SAME("due: R/2021-09/P3M, met: [2021-09, 2021-12]", "!no-change",
	     ARI_DIRECTION_NO_CHANGE);
	SAME("due: R/2021-09/P3M, met: [2021-09]",
	     "!due-not-updated !no-change", ARI_DIRECTION_NO_CHANGE);
	check("due: R/2021-09/P3M, met: [2021-09]",
	      "due: R/2021-09/P3M, met: [2021-09, 2021-12]",
	      "milestone-met:met", ARI_DIRECTION_BETTER);
}

static void test_no_period(void **state)
{
	struct ari_movement_dates dates = winter();
	struct fixture f;

	(void)state;
	dates.period = (struct ari_days){1, 0};
	fixture_compare(&f, NULL, "plan: p\nactions: [{ref: a, due: 2021-12}]",
			&dates);
	assert_record(f.change, "a", "added:");
	fixture_release(&f);
	dates.period = (struct ari_days){ARI_DAY_MIN, ARI_DAY_MAX};
	fixture_compare(&f, NULL, "plan: p\nactions: [{ref: a, due: 2021-12}]",
			&dates);
	assert_record(f.change, "a", "added:");
	fixture_release(&f);
}

static void test_later_in_the_text(void **state)
{
	(void)state;
	check("due: 2021-12", "due: 2021-12, update: It goes to March E&GI",
	      "updated:update !date-in-prose", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-11", "due: 2021-11, update: Now Jan '22",
	      "updated:update !overdue(newly) !date-in-prose",
	      ARI_DIRECTION_WORSE);
	check("due: 2021-12", "due: 2021-12, update: Begins in spring 2022",
	      "updated:update !date-in-prose", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12", "due: 2021-12, update: Asked in early 2022",
	      "updated:update !date-in-prose", ARI_DIRECTION_NO_CHANGE);
	/* Too little: a bare year, years of a plan, last May. */
	check("due: 2021-12", "due: 2021-12, update: Funded until 2025",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12", "due: 2021-12, update: Planning 2023-28",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	check("due: 2021-12", "due: 2021-12, update: Since the May elections",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	/* In the same month, before the last milestone, or no end at all. */
	check("due: 2021-11", "due: 2021-11, update: At the November meeting",
	      "updated:update !overdue(newly)", ARI_DIRECTION_WORSE);
	check("milestones: [{what: A, due: 2021-12}, {what: B, due: 2022-02}]",
	      "milestones: [{what: A, due: 2021-12}, {what: B, due: 2022-02}], "
	      "update: In January",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	check("due: R/2021-12/P3M", "due: R/2021-12/P3M, update: In March 2022",
	      "updated:update", ARI_DIRECTION_NO_CHANGE);
	check("x-a: 1", "x-a: 1, update: In March 2022", "updated:update",
	      ARI_DIRECTION_NO_CHANGE);
}

/* The earliest later date, and the wording when the update has none. */
static void test_which_date(void **state)
{
	struct ari_movement_dates dates = winter();
	const struct ari_exception *item;
	struct fixture f;

	(void)state;
	fixture_compare(&f, "plan: p\nactions: [{ref: a}]",
			"plan: p\nactions:\n- ref: a\n  due: 2021-12\n"
			"  status: in-progress\n"
			"  update: Seen on 2/12/22, back in March.\n",
			&dates);
	item = f.change->records->exceptions;
	assert_int_equal(item->kind, ARI_EXCEPT_DATE_IN_PROSE);
	assert_string_equal(item->field, "update");
	assert_int_equal(item->prose.lo, DAY(2022, 3, 1));
	assert_int_equal(item->prose_span.end - item->prose_span.start, 5);
	fixture_release(&f);
	fixture_compare(&f, "plan: p\nactions: [{ref: a}]",
			"plan: p\nactions:\n- ref: a\n  due: 2021-10\n"
			"  action: First training on 8 December 2021\n"
			"  status: completed\n",
			&dates);
	item = f.change->records->exceptions;
	assert_int_equal(item->kind, ARI_EXCEPT_DATE_IN_PROSE);
	assert_string_equal(item->field, "action");
	assert_int_equal(item->prose.lo, DAY(2021, 12, 8));
	fixture_release(&f);
	/* Completed before: it misleads nobody. */
	SAME("due: 2021-10, status: completed, update: Done Nov '21", "",
	     ARI_DIRECTION_NO_CHANGE);
}

static void test_no_change(void **state)
{
	struct ari_movement_dates dates = winter();
	struct fixture f;

	(void)state;
	SAME("action: A", "!no-change", ARI_DIRECTION_NO_CHANGE);
	SAME("status: paused", "!no-change", ARI_DIRECTION_NO_CHANGE);
	/* A recommendation is never open. */
	fixture_compare(&f, "plan: p\nrecommendations: [{ref: a}]",
			"plan: p\nrecommendations: [{ref: a}]", &dates);
	assert_record(f.change, "a", "");
	fixture_release(&f);
}

static void test_directions(void **state)
{
	(void)state;
	check("due: 2022-01", "due: 2022-02", "slipped:due(28)",
	      ARI_DIRECTION_WORSE);
	check("due: 2022-02", "due: 2022-01", "brought-forward:due(-28)",
	      ARI_DIRECTION_BETTER);
	check("status: in-progress", "status: not-started", "regressed:status",
	      ARI_DIRECTION_WORSE);
	check("status: completed", "status: in-progress", "reopened:status",
	      ARI_DIRECTION_WORSE);
	check("status: in-progress", "status: paused", "paused:status",
	      ARI_DIRECTION_WORSE);
	check("status: paused", "status: in-progress, due: 2022-01",
	      "resumed:status date-added:due", ARI_DIRECTION_BETTER);
	check("status: in-progress, due: 2022-01",
	      "status: completed, due: 2022-02",
	      "slipped:due(28) completed:status", ARI_DIRECTION_MIXED);
	check("leads: [a]", "leads: [b]", "reassigned:leads",
	      ARI_DIRECTION_NO_CHANGE);
	check("verified: {by: a}, x-a: 1", "x-a: 1", "updated:verified",
	      ARI_DIRECTION_WORSE);
}

/* A sentence or two that left the wording is a commitment that left. */
static void test_commitment_lost(void **state)
{
#define TWELVE "a b c d e f g h i j k l "
	(void)state;
	check("action: Keep this " TWELVE TWELVE "m", "action: Keep this",
	      "reworded:action", ARI_DIRECTION_WORSE);
	check("action: Keep this " TWELVE TWELVE, "action: Keep this",
	      "reworded:action", ARI_DIRECTION_NO_CHANGE);
	check("action: Keep this " TWELVE TWELVE "m",
	      "action: Keep this and that", "reworded:action",
	      ARI_DIRECTION_NO_CHANGE);
}

static void test_order(void **state)
{
	static const char *const expected[] = {"gone", "over", "dnu",  "slip",
					       "back", "done", "new",  "start",
					       "word", "drop", "same", "shut"};
	struct ari_movement_dates dates = winter();
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			"plan: p\nactions:\n"
			"- {ref: shut, status: completed}\n"
			"- {ref: gone}\n- {ref: drop, status: withdrawn}\n"
			"- {ref: start}\n- {ref: done}\n- {ref: word}\n"
			"- {ref: same}\n- {ref: dnu}\n- {ref: over}\n"
			"- {ref: back, status: in-progress}\n"
			"- {ref: slip, due: 2022-02}\n",
			"plan: p\nactions:\n- {ref: same}\n"
			"- {ref: word, action: A}\n"
			"- {ref: start, status: in-progress}\n- {ref: new}\n"
			"- {ref: done, status: completed}\n"
			"- {ref: back, status: not-started}\n"
			"- {ref: slip, due: 2022-03}\n"
			"- {ref: dnu, due: 2021-12}\n"
			"- {ref: over, due: 2021-08}\n"
			"- {ref: shut, status: completed}\n",
			&dates);
	assert_int_equal(f.change->record_count, 12);
	for (size_t i = 0; i < 12; i++)
		if (!ari_str_is(f.change->records[i].ref, expected[i]))
			fail_msg("%zu: %s", i, f.change->records[i].ref.ptr);
	fixture_release(&f);
}

static void test_stale(void **state)
{
	static const char text[] = "plan: p\nactions:\n"
				   "- {ref: \"1\", due: 2022-03}\n"
				   "- {ref: \"2\", due: 2021-08}\n"
				   "- {ref: \"3\", status: withdrawn}\n"
				   "- {ref: \"4\"}\n";
	static const uint32_t cycles[] = {3, 2, 6, 0};
	static const char *const order[] = {"2", "1", "3", "4"};
	struct ari_movement_dates dates = winter();
	struct ari_error err;
	struct fixture f;

	(void)state;
	fixture_compare(&f, text, text, &dates);
	assert_int_equal(ari_movement_stale(f.change, cycles, &f.arena, &err),
			 0);
	assert_record(f.change, "1", "!stale !no-change");
	/* In the order of the kinds, among those there are. */
	assert_record(f.change, "2", "!overdue !stale !no-change");
	/* What is closed is never stale. */
	assert_record(f.change, "3", "");
	assert_record(f.change, "4", "!no-change");
	assert_int_equal(find_change(f.change, "1")->exceptions[0].cycles, 3);
	/* It is graver than no change, and so stands before it. */
	for (size_t i = 0; i < 4; i++)
		assert_true(ari_str_is(f.change->records[i].ref, order[i]));
	fixture_release(&f);
	/* A plan that left has no records to be stale. */
	fixture_compare(&f, text, NULL, &dates);
	assert_int_equal(ari_movement_stale(f.change, cycles, &f.arena, &err),
			 0);
	assert_int_equal(f.change->record_count, 4);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_overdue),
	    cmocka_unit_test(test_overdue_days),
	    cmocka_unit_test(test_due_not_updated),
	    cmocka_unit_test(test_repeats),
	    cmocka_unit_test(test_no_period),
	    cmocka_unit_test(test_later_in_the_text),
	    cmocka_unit_test(test_which_date),
	    cmocka_unit_test(test_no_change),
	    cmocka_unit_test(test_directions),
	    cmocka_unit_test(test_commitment_lost),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_stale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
