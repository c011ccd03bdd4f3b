/*
 * Which record is which: by ref and `formerly`, never by place or by
 * similar text; and nothing that left is passed over.
 */
#include "fixture.h"

#define PLAN "plan: p\nactions:\n"

static void test_added_and_removed(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a, action: Same}\n",
			PLAN "- {ref: b, action: Same}\n", NULL);
	assert_int_equal(f.change->record_count, 2);
	assert_record(f.change, "a", "removed:");
	assert_record(f.change, "b", "added:");
	assert_null(find_change(f.change, "a")->new);
	assert_null(find_change(f.change, "b")->old);
	fixture_release(&f);
}

/* The order of records is layout. */
static void test_order_is_nothing(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(
	    &f, PLAN "- {ref: a, action: A}\n- {ref: b, action: B}\n",
	    PLAN "- {ref: b, action: B}\n- {action: A, ref: \"a\"}\n", NULL);
	assert_record(f.change, "a", "");
	assert_record(f.change, "b", "");
	assert_true(ari_str_is(f.change->records[0].ref, "b"));
	fixture_release(&f);
}

static void test_renumbered(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a, action: A}\n",
			PLAN "- {ref: b, formerly: [a], action: B}\n", NULL);
	assert_int_equal(f.change->record_count, 1);
	assert_record(f.change, "b", "renumbered:ref[a] reworded:action");
	fixture_release(&f);
	/* Also by its whole name, and with a list of one. */
	fixture_compare(&f, PLAN "- {ref: a}\n",
			PLAN "- {ref: b, formerly: p#a}\n", NULL);
	assert_record(f.change, "b", "renumbered:ref[a]");
	fixture_release(&f);
}

/* What was said before is no movement; taken away, it is told. */
static void test_formerly_that_was_there(void **state)
{
	struct fixture f;

	(void)state;
	assert_action("formerly: [a]", "formerly: [a]", "");
	assert_action("formerly: [a, b]", "formerly: [b, a]", "");
	assert_action("formerly: [a], x-a: 1", "x-a: 1", "updated:formerly");
	assert_action("x-a: 1", "formerly: [a], x-a: 1", "updated:formerly");
	fixture_compare(&f, PLAN "- {ref: a, formerly: [b]}\n- {ref: b}\n",
			PLAN "- {ref: a, formerly: [b]}\n", NULL);
	assert_record(f.change, "a", "");
	assert_record(f.change, "b", "removed:");
	fixture_release(&f);
}

static void test_split(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a, due: 2021-10}\n",
			PLAN "- {ref: b, formerly: [a], due: 2021-10}\n"
			     "- {ref: c, formerly: [a], due: 2021-11}\n",
			NULL);
	assert_int_equal(f.change->record_count, 2);
	assert_record(f.change, "b", "split:ref[b,c]");
	assert_record(f.change, "c", "slipped:due(30) split:ref[b,c]");
	fixture_release(&f);
}

/* The old ref stays and another takes a part of it. */
static void test_split_off(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a, action: A}\n",
			PLAN "- {ref: a, action: A}\n"
			     "- {ref: b, formerly: [a], action: A}\n",
			NULL);
	assert_record(f.change, "a", "split:ref[a,b]");
	assert_record(f.change, "b", "split:ref[a,b]");
	fixture_release(&f);
}

static void test_merged(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			PLAN "- {ref: a, due: 2021-10}\n"
			     "- {ref: b, due: 2021-12}\n",
			PLAN "- {ref: c, formerly: [b, a, b], due: 2021-12}\n",
			NULL);
	assert_int_equal(f.change->record_count, 1);
	assert_record(f.change, "c", "merged:ref[b,a]");
	fixture_release(&f);
	/* One stays and takes up the other. */
	fixture_compare(&f, PLAN "- {ref: a}\n- {ref: b}\n",
			PLAN "- {ref: a, formerly: [b]}\n", NULL);
	assert_int_equal(f.change->record_count, 1);
	assert_record(f.change, "a", "merged:ref[a,b]");
	fixture_release(&f);
}

/* A ref in both is itself, whatever formerly says. */
static void test_refs_that_claim_each_other(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a, action: A}\n- {ref: b}\n",
			PLAN "- {ref: a, formerly: [b], action: A}\n"
			     "- {ref: b, formerly: [a]}\n",
			NULL);
	assert_record(f.change, "a", "updated:formerly");
	assert_record(f.change, "b", "updated:formerly");
	fixture_release(&f);
}

static void test_formerly_what_never_was(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, PLAN "- {ref: a}\n",
			PLAN "- {ref: a}\n- {ref: b, formerly: [z, q#a]}\n",
			NULL);
	assert_record(f.change, "b", "added:");
	assert_record(f.change, "a", "");
	fixture_release(&f);
}

/* One namespace of refs, yet an action is no recommendation. */
static void test_kinds_do_not_match(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, "plan: p\nrecommendations: [{ref: a}]\n",
			"plan: p\nactions: [{ref: a},"
			" {ref: b, formerly: [a]}]\n",
			NULL);
	assert_int_equal(f.change->record_count, 3);
	assert_int_equal(f.change->records[0].gravity, 0);
	assert_record(f.change, "b", "added:");
	fixture_release(&f);
}

/* Withdrawn or superseded first: still told, no longer the gravest. */
static void test_removed_in_order(void **state)
{
	const struct ari_record_change *change;
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			PLAN "- {ref: a, status: withdrawn}\n"
			     "- {ref: b, status: superseded}\n"
			     "- {ref: c, status: completed}\n"
			     "- {ref: d}\n",
			PLAN "- {ref: d}\n", NULL);
	for (const char *ref = "ab"; *ref; ref++) {
		change = find_change(f.change, *ref == 'a' ? "a" : "b");
		assert_int_equal(change->movements->kind, ARI_MOVE_REMOVED);
		assert_true(ari_movement_orderly(change->movements));
		assert_int_equal(change->direction, ARI_DIRECTION_NO_CHANGE);
		assert_int_equal(change->gravity, 8);
	}
	change = find_change(f.change, "c");
	assert_false(ari_movement_orderly(change->movements));
	assert_int_equal(change->direction, ARI_DIRECTION_WORSE);
	assert_ptr_equal(change, &f.change->records[0]);
	fixture_release(&f);
}

static void test_a_plan_that_is_new_or_left(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f, NULL, PLAN "- {ref: a}\n- {ref: b}\n", NULL);
	assert_record(f.change, "a", "added:");
	assert_record(f.change, "b", "added:");
	assert_int_equal(f.change->movement_count, 0);
	fixture_release(&f);
	fixture_compare(&f, PLAN "- {ref: a}\n", NULL, NULL);
	assert_record(f.change, "a", "removed:");
	fixture_release(&f);
	fixture_compare(&f, NULL, NULL, NULL);
	assert_int_equal(f.change->record_count, 0);
	fixture_release(&f);
}

/* Wrong files are compared too: refs that stand twice, and none at all. */
static void test_refs_twice_and_none(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			PLAN "- {ref: a, action: A}\n- {ref: a, action: B}\n",
			PLAN "- {ref: a, action: A}\n", NULL);
	assert_int_equal(f.change->record_count, 2);
	assert_int_equal(f.change->records[0].movements->kind,
			 ARI_MOVE_REMOVED);
	fixture_release(&f);
	fixture_compare(
	    &f, PLAN "- {action: A}\n- {action: B}\n- {action: C}\n",
	    PLAN "- {action: C}\n- {action: X}\n- {action: A}\n", NULL);
	assert_int_equal(f.change->record_count, 4);
	assert_int_equal(f.change->records[0].movements->kind,
			 ARI_MOVE_REMOVED);
	assert_true(ari_str_is(f.change->records[0].old->action.text, "B"));
	assert_int_equal(f.change->records[1].movements->kind, ARI_MOVE_ADDED);
	assert_int_equal(f.change->records[2].movement_count, 0);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_added_and_removed),
	    cmocka_unit_test(test_order_is_nothing),
	    cmocka_unit_test(test_renumbered),
	    cmocka_unit_test(test_formerly_that_was_there),
	    cmocka_unit_test(test_split),
	    cmocka_unit_test(test_split_off),
	    cmocka_unit_test(test_merged),
	    cmocka_unit_test(test_refs_that_claim_each_other),
	    cmocka_unit_test(test_formerly_what_never_was),
	    cmocka_unit_test(test_kinds_do_not_match),
	    cmocka_unit_test(test_removed_in_order),
	    cmocka_unit_test(test_a_plan_that_is_new_or_left),
	    cmocka_unit_test(test_refs_twice_and_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
