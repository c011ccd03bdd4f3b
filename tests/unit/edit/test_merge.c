/*
 * Merges that people make: what the file says afterwards, comments and
 * layout included; and what is not merged but handed back.
 */
#include "fixture.h"

static struct ari_arena arena;
static struct ari_merged merged;

static int merge(const char *base, const char *ours, const char *theirs,
		 struct ari_error *err)
{
	struct ari_merge_options options = {.marker = 0};

	return ari_edit_merge(&merged, ari_str_from(base), ari_str_from(ours),
			      ari_str_from(theirs), &options, &arena, err);
}

static void expect(const char *base, const char *ours, const char *theirs,
		   const char *want, size_t conflicts)
{
	struct ari_error err = {.code = ARI_OK};

	ari_arena_init(&arena, NULL, 0);
	if (merge(base, ours, theirs, &err))
		fail_msg("%s", err.message);
	if (!ari_str_is(merged.bytes, want))
		fail_msg("got:\n%.*s", (int)merged.bytes.len, merged.bytes.ptr);
	assert_int_equal(merged.conflict_count, conflicts);
	ari_arena_release(&arena);
}

static void uncertain(const char *base, const char *ours, const char *theirs,
		      const char *why)
{
	struct ari_error err = {.code = ARI_OK};

	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(merge(base, ours, theirs, &err), -1);
	assert_int_equal(err.code, ARI_ERR_UNCERTAIN);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
	ari_arena_release(&arena);
}

#define HEAD "plan: p\nactions:\n"

static void fields_side_by_side(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  due: 2021-10\n  status: not-started\n",
	       HEAD "- ref: A\n  due: 2021-12\n  status: not-started\n",
	       HEAD "- ref: A\n  due: 2021-10\n  status: completed\n"
		    "  done: 2021-11\n",
	       HEAD "- ref: A\n  due: 2021-12\n  status: completed\n"
		    "  done: 2021-11\n",
	       0);
	expect(HEAD "- {ref: A, due: 2021, status: paused}\n",
	       HEAD "- {ref: A, due: 2022, status: paused}\n",
	       HEAD "- {ref: A, due: 2021}\n", HEAD "- {ref: A, due: 2022}\n",
	       0);
}

static void both_added_records_stay(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n- ref: Z\n",
	       HEAD "- ref: A\n- ref: B # ours\n- ref: Z\n",
	       HEAD "- ref: A\n# theirs\n- ref: C\n  due: 2021\n- ref: Z\n",
	       HEAD "- ref: A\n- ref: B # ours\n# theirs\n- ref: C\n"
		    "  due: 2021\n- ref: Z\n",
	       0);
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n- ref: B\n",
	       HEAD "- ref: A\n- ref: B\n", HEAD "- ref: A\n- ref: B\n", 0);
}

static void a_conflict_is_one_field(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  due: 2021\n  status: paused\n  x-a: b\n",
	       HEAD "- ref: A\n  due: 2022\n  status: completed\n  x-a: b\n",
	       HEAD "- ref: A\n  due: 2021\n  status: withdrawn\n  x-a: c\n",
	       HEAD "- ref: A\n  due: 2022\n<<<<<<< ours\n"
		    "  status: completed\n=======\n  status: withdrawn\n"
		    ">>>>>>> theirs\n  x-a: c\n",
	       1);
	expect(HEAD "- ref: A\n  update: |\n    One.\n    Two.\n",
	       HEAD "- ref: A\n  update: |\n    One.\n    Ours.\n",
	       HEAD "- ref: A\n  update: |\n    One.\n    Theirs.\n",
	       HEAD "- ref: A\n  update: |\n    One.\n<<<<<<< ours\n"
		    "    Ours.\n=======\n    Theirs.\n>>>>>>> theirs\n",
	       1);
}

static void a_ref_added_twice_is_a_conflict(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n- ref: B\n  due: 2021\n",
	       HEAD "- ref: A\n- ref: B\n  due: 2022\n",
	       HEAD "- ref: A\n- ref: B\n<<<<<<< ours\n  due: 2021\n=======\n"
		    "  due: 2022\n>>>>>>> theirs\n",
	       1);
	uncertain("plan: p\n", "plan: p\nactions:\n- ref: X\n",
		  "plan: p\nrecommendations:\n- ref: X\n", "the ref X");
}

static void removal_against_change_is_a_conflict(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n- ref: B\n  due: 2021\n- ref: C\n",
	       HEAD "- ref: A\n- ref: C\n",
	       HEAD "- ref: A\n- ref: B\n  due: 2022\n- ref: C\n",
	       HEAD "- ref: A\n<<<<<<< ours\n=======\n- ref: B\n  due: 2022\n"
		    ">>>>>>> theirs\n- ref: C\n",
	       1);
	expect(HEAD "- ref: A\n- ref: B\n  due: 2021\n- ref: C\n",
	       HEAD "- ref: A\n- ref: B\n  due: 2021\n- ref: C\n  x-a: b\n",
	       HEAD "- ref: A\n- ref: C\n",
	       HEAD "- ref: A\n- ref: C\n  x-a: b\n", 0);
}

static void lists_of_names_are_sets(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  leads: [a, b]\n",
	       HEAD "- ref: A\n  leads: [a, b, c]\n",
	       HEAD "- ref: A\n  leads: [b, d]\n",
	       HEAD "- ref: A\n  leads: [b, c, d]\n", 0);
	expect(HEAD "- ref: A\n  success:\n  - Old\n",
	       HEAD "- ref: A\n  success:\n  - Ours\n",
	       HEAD "- ref: A\n  success:\n  - Theirs\n",
	       HEAD "- ref: A\n  success:\n<<<<<<< ours\n  - Ours\n=======\n"
		    "  - Theirs\n>>>>>>> theirs\n",
	       1);
}

static void a_decision_is_never_put_together(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  decision: {body: X, on: 2021-01-01}\n",
	       HEAD "- ref: A\n  decision: {body: Y, on: 2021-01-01}\n",
	       HEAD "- ref: A\n  decision: {body: X, on: 2021-02-02}\n",
	       HEAD "- ref: A\n<<<<<<< ours\n"
		    "  decision: {body: Y, on: 2021-01-01}\n=======\n"
		    "  decision: {body: X, on: 2021-02-02}\n>>>>>>> theirs\n",
	       1);
}

static void a_renumbered_record_is_the_same(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  status: paused\n",
	       HEAD "- ref: A\n  status: completed\n",
	       HEAD "- ref: B\n  formerly: [A]\n  status: paused\n",
	       HEAD "- ref: B\n  formerly: [A]\n  status: completed\n", 0);
}

static void comments_come_along(void **state)
{
	(void)state;
	expect("# top\n" HEAD "# about A\n- ref: A\n  due: 2021\n",
	       "# top\n" HEAD "# about A\n# ours\n- ref: A\n  due: 2022\n",
	       "# their top\n" HEAD
	       "# about A\n# theirs\n- ref: A\n  due: 2021\n  x-a: b\n",
	       "# their top\n" HEAD
	       "# about A\n# ours\n# theirs\n- ref: A\n  due: 2022\n"
	       "  x-a: b\n",
	       0);
}

/* What ends the line of a field: both sides' words, or the only new ones. */
static void comments_behind_values_too(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  due: 2021 # draft\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann\n",
	       HEAD "- ref: A\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann # told the panel\n", 0);
	expect(HEAD "- ref: A\n  due: 2021\n",
	       HEAD "- ref: A\n  due: 2021   # asked Ann\n",
	       HEAD "- ref: A # new\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A # new\n"
		    "  due: 2021   # asked Ann # told the panel\n",
	       0);
	/* A value changed on one side or both. */
	expect(HEAD "- ref: A\n  due: 2021 # draft\n",
	       HEAD "- ref: A\n  due: 2022 # draft\n",
	       HEAD "- ref: A\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A\n  due: 2022 # told the panel\n", 0);
	expect(HEAD "- ref: A\n  due: 2021 # draft\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann\n",
	       HEAD "- ref: A\n  due: 2023 # told the panel\n",
	       HEAD "- ref: A\n  due: 2023 # asked Ann # told the panel\n", 0);
	expect(HEAD "- ref: A\n  due: 2021\n", HEAD "- ref: A\n  due: 2022\n",
	       HEAD "- ref: A\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A\n  due: 2022 # told the panel\n", 0);
	expect(HEAD "- ref: A\n  due: 2021\n",
	       HEAD "- ref: A\n  due: 2022 # asked Ann\n",
	       HEAD "- ref: A\n  due: 2023 # told the panel\n",
	       HEAD "- ref: A\n<<<<<<< ours\n  due: 2022 # asked Ann\n"
		    "=======\n  due: 2023 # told the panel\n>>>>>>> theirs\n",
	       1);
	/* No second time what ours has, and nothing where the field leaves. */
	expect(HEAD "- ref: A\n  due: 2021\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann # told the panel\n",
	       HEAD "- ref: A\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann # told the panel\n", 0);
	expect(HEAD "- ref: A\n  due: 2021\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann\n",
	       HEAD "- ref: A\n  due: 2021 # asked\n",
	       HEAD "- ref: A\n  due: 2021 # asked Ann # asked\n", 0);
	expect(HEAD "- ref: A\n  x-a: 1\n  due: 2021 # draft\n",
	       HEAD "- ref: A\n  x-a: 2\n",
	       HEAD "- ref: A\n  x-a: 1\n  due: 2021 # told the panel\n",
	       HEAD "- ref: A\n  x-a: 2\n", 0);
	/* A text that took more lines, and one that a # is part of. */
	expect(HEAD "- ref: A\n  update: one # draft\n",
	       HEAD "- ref: A\n  update: one # asked Ann\n",
	       HEAD "- ref: A\n  update: | # told the panel\n    two\n",
	       HEAD "- ref: A\n  update: | # told the panel # asked Ann\n"
		    "    two\n",
	       0);
	expect(HEAD "- {ref: A, update: \"one # draft\"}\n",
	       HEAD "- {ref: A, update: \"one # draft\"} # asked Ann\n",
	       HEAD "- {ref: A, update: \"one # two\"} # told the panel\n",
	       HEAD "- {ref: A, update: \"one # two\"}"
		    " # asked Ann # told the panel\n",
	       0);
	/* Lists on one line, and the plan's own fields. */
	expect("title: a # draft\n" HEAD "- ref: A\n  bodies: [b]\n",
	       "title: a # asked Ann\n" HEAD
	       "- ref: A\n  bodies: [b, o] # asked Bob\n",
	       "title: a # told the panel\n" HEAD
	       "- ref: A\n  bodies: [b, t] # told them\n",
	       "title: a # asked Ann # told the panel\n" HEAD
	       "- ref: A\n  bodies: [b, o, t] # asked Bob # told them\n",
	       0);
}

static void line_ends_are_ours(void **state)
{
	(void)state;
	expect("plan: p\nactions:\n- ref: A\n  due: 2021\n",
	       "plan: p\r\nactions:\r\n- ref: A\r\n  due: 2022\r\n",
	       "plan: p\nactions:\n- ref: A\n  due: 2021\n  update: |\n"
	       "    a\n    b\n- ref: B\n",
	       "plan: p\r\nactions:\r\n- ref: A\r\n  due: 2022\r\n"
	       "  update: |\r\n    a\r\n    b\r\n- ref: B\r\n",
	       0);
}

static void plans_own_fields_too(void **state)
{
	(void)state;
	expect("plan: p\ntitle: a\nsections: {k: K}\n",
	       "plan: p\ntitle: b\nsections: {k: K, o: O}\n",
	       "plan: p\ntitle: a\nsections: {k: L}\nstage: draft\n",
	       "plan: p\ntitle: b\nsections: {k: L, o: O}\nstage: draft\n", 0);
	expect("", "plan: p\ntitle: a\n", "plan: p\nstage: draft\n",
	       "plan: p\ntitle: a\nstage: draft\n", 0);
}

static void what_is_not_certain_is_handed_back(void **state)
{
	static const char good[] = HEAD "- ref: A\n";

	(void)state;
	uncertain(good, HEAD "- ref: A\n  x: [\n", HEAD "- ref: B\n",
		  "our side cannot be read");
	uncertain(good, HEAD "- ref: B\n", "{", "their side cannot be read");
	uncertain("{", HEAD "- ref: B\n", good, "ancestor");
	uncertain(good, HEAD "- ref: A\n- ref: A\n", HEAD "- ref: B\n",
		  "who is who");
	uncertain(good, HEAD "- ref: A\n- due: 2021\n", HEAD "- ref: B\n",
		  "who is who");
	uncertain(good, "- a\n", HEAD "- ref: B\n", "no plan");
	uncertain(good, good, "just text\n", "no plan");
}

static void markers_are_as_long_as_asked(void **state)
{
	struct ari_merge_options options = {.marker = 12};
	struct ari_error err = {.code = ARI_OK};

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_edit_merge(&merged, ARI_STR("plan: p\ntitle: a\n"),
					ARI_STR("plan: p\ntitle: b\n"),
					ARI_STR("plan: p\ntitle: c\n"),
					&options, &arena, &err),
			 0);
	assert_true(ari_str_is(
	    merged.bytes, "plan: p\n<<<<<<<<<<<< ours\ntitle: b\n"
			  "============\ntitle: c\n>>>>>>>>>>>> theirs\n"));
	ari_arena_release(&arena);
}

static void memory_may_end_anywhere(void **state)
{
	static const char base[] = HEAD "- ref: A\n  due: 2021\n- ref: B\n";
	static const char ours[] =
	    HEAD "# o\n- ref: A\n  due: 2022\n- ref: B\n";
	static const char theirs[] =
	    HEAD "# t\n- ref: A\n  due: 2023\n  x-a: b\n- ref: C\n";
	struct ari_merge_options options = {.marker = 0};

	(void)state;
	for (size_t left = 0;; left++) {
		struct ari_error err = {.code = ARI_OK};
		struct stingy stingy;
		int result;

		stingy_init(&stingy, left);
		ari_arena_init(&arena, &stingy.alloc, 0);
		result = ari_edit_merge(
		    &merged, ari_str_from(base), ari_str_from(ours),
		    ari_str_from(theirs), &options, &arena, &err);
		if (result)
			assert_int_equal(err.code, ARI_ERR_MEMORY);
		ari_arena_release(&arena);
		if (!result)
			break;
		assert_true(left < 5000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fields_side_by_side),
	    cmocka_unit_test(both_added_records_stay),
	    cmocka_unit_test(a_conflict_is_one_field),
	    cmocka_unit_test(a_ref_added_twice_is_a_conflict),
	    cmocka_unit_test(removal_against_change_is_a_conflict),
	    cmocka_unit_test(lists_of_names_are_sets),
	    cmocka_unit_test(a_decision_is_never_put_together),
	    cmocka_unit_test(a_renumbered_record_is_the_same),
	    cmocka_unit_test(comments_come_along),
	    cmocka_unit_test(comments_behind_values_too),
	    cmocka_unit_test(line_ends_are_ours),
	    cmocka_unit_test(plans_own_fields_too),
	    cmocka_unit_test(what_is_not_certain_is_handed_back),
	    cmocka_unit_test(markers_are_as_long_as_asked),
	    cmocka_unit_test(memory_may_end_anywhere),
	};

	return cmocka_run_group_tests(tests, start_git, stop_git);
}
