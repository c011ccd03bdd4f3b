/*
 * Records that went from one plan to another: moved in both, removed in
 * none, and compared field by field where they are now.
 */
#include "fixture.h"

/* Plans p and q, two versions each. */
struct pair {
	struct fixture p;
	struct fixture q;
	struct ari_plan_change *changes[2];
};

static void join(struct pair *pair, const char *p_old, const char *p_new,
		 const char *q_old, const char *q_new,
		 const struct ari_movement_dates *dates)
{
	struct ari_error err;

	fixture_compare(&pair->p, p_old, p_new, dates);
	fixture_compare(&pair->q, q_old, q_new, dates);
	pair->changes[0] = pair->p.change;
	pair->changes[1] = pair->q.change;
	assert_int_equal(
	    ari_movement_join(pair->changes, 2, &pair->p.arena, &err), 0);
}

static void release(struct pair *pair)
{
	fixture_release(&pair->p);
	fixture_release(&pair->q);
}

#define P "plan: p\nactions:\n"
#define Q "plan: q\nactions:\n"

static void test_moved(void **state)
{
	const struct ari_record_change *change;
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a, due: 2021-10}\n- {ref: b}\n",
	     P "- {ref: b}\n", Q "- {ref: x}\n",
	     Q "- {ref: x}\n- {ref: a, formerly: p#a, due: 2021-12}\n", NULL);
	assert_record(pair.changes[0], "a", "moved:plan[a]");
	assert_record(pair.changes[0], "b", "");
	assert_record(pair.changes[1], "a", "slipped:due(61) moved:plan[a]");
	assert_record(pair.changes[1], "x", "");
	change = find_change(pair.changes[0], "a");
	assert_null(change->new);
	assert_ptr_equal(change->movements->new, &pair.q.new->records[1]);
	assert_true(ari_str_is(ari_node_text(change->movements->before), "p"));
	assert_true(ari_str_is(ari_node_text(change->movements->after), "q"));
	assert_int_equal(change->direction, ARI_DIRECTION_NO_CHANGE);
	/* In order again: what slipped first. */
	assert_true(ari_str_is(pair.changes[1]->records[0].ref, "a"));
	release(&pair);
}

static void test_moved_and_renumbered(void **state)
{
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a}\n", NULL, NULL,
	     Q "- {ref: z, formerly: [p#a]}\n", NULL);
	assert_record(pair.changes[0], "a", "moved:plan[z]");
	assert_record(pair.changes[1], "z", "moved:plan[a] renumbered:ref[a]");
	release(&pair);
}

static void test_split_and_merged(void **state)
{
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a}\n- {ref: b}\n", P "- {ref: c}\n", Q "",
	     Q "- {ref: x, formerly: [p#a]}\n"
	       "- {ref: y, formerly: [p#a, p#b, p#a]}\n",
	     NULL);
	assert_record(pair.changes[0], "a", "moved:plan[x,y]");
	assert_record(pair.changes[0], "b", "moved:plan[y]");
	assert_record(pair.changes[0], "c", "added:");
	assert_record(pair.changes[1], "x", "moved:plan[a] split:ref[x,y]");
	assert_record(pair.changes[1], "y",
		      "moved:plan[a,b] merged:ref[a,b] split:ref[x,y]");
	release(&pair);
}

static void test_taken_up_by_one_that_was_there(void **state)
{
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a}\n", P "- {ref: b}\n",
	     Q "- {ref: x, status: in-progress}\n",
	     Q "- {ref: x, status: completed, formerly: [p#a]}\n", NULL);
	assert_record(pair.changes[0], "a", "moved:plan[x]");
	assert_record(pair.changes[1], "x", "completed:status merged:ref[x,a]");
	release(&pair);
}

/* It is still there, it was no such plan, or it is no such record. */
static void test_not_taken_up(void **state)
{
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a}\n- {ref: b}\n", P "- {ref: a}\n", Q "",
	     Q "- {ref: x, formerly: [p#a, r#b, p#z, \"#\", p#]}\n", NULL);
	assert_record(pair.changes[0], "a", "");
	assert_record(pair.changes[0], "b", "removed:");
	assert_record(pair.changes[1], "x", "added:");
	release(&pair);
	/* Named before it left: that is no account of its leaving. */
	join(&pair, P "- {ref: a}\n", P "- {ref: b}\n",
	     Q "- {ref: x, formerly: [p#a]}\n",
	     Q "- {ref: x, formerly: [p#a]}\n", NULL);
	assert_record(pair.changes[0], "a", "removed:");
	assert_record(pair.changes[1], "x", "");
	release(&pair);
	join(&pair, "plan: p\nrecommendations: [{ref: a}]\n", P "- {ref: b}\n",
	     Q "", Q "- {ref: x, formerly: [p#a]}\n", NULL);
	assert_record(pair.changes[0], "a", "removed:");
	release(&pair);
}

/* What was known of it in the other plan counts for the exceptions. */
static void test_exceptions_again(void **state)
{
	struct ari_movement_dates dates = {.from = ari_day_from(2021, 9, 21),
					   .to = ari_day_from(2021, 12, 17),
					   .period = {1, 0}};
	struct pair pair;

	(void)state;
	join(&pair, P "- {ref: a, due: 2021-08}\n", P "", Q "",
	     Q "- {ref: a, formerly: p#a, due: 2021-08}\n", &dates);
	assert_record(pair.changes[1], "a", "moved:plan[a] !overdue");
	release(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_moved),
	    cmocka_unit_test(test_moved_and_renumbered),
	    cmocka_unit_test(test_split_and_merged),
	    cmocka_unit_test(test_taken_up_by_one_that_was_there),
	    cmocka_unit_test(test_not_taken_up),
	    cmocka_unit_test(test_exceptions_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
