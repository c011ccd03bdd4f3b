/*
 * Fields set in every layout: what the file says afterwards, byte by byte,
 * and what is refused. Each expected text is written out by hand.
 */
#include "fixture.h"

/* The result of assignments, NULL-terminated, to record A of text. */
static struct ari_str change(struct ari_arena *arena, const char *text,
			     struct ari_error *err, const char *const *words)
{
	struct ari_assignment list[8];
	struct ari_doc *doc = read_doc(arena, ari_str_from(text));
	struct ari_str out = {NULL, 0};
	size_t count = 0;

	for (; words[count]; count++)
		if (ari_assignment_parse(&list[count],
					 ari_str_from(words[count]), err))
			return out;
	if (ari_edit_set(&out, doc, bind_doc(arena, doc), ARI_STR("A"), list,
			 count, arena, err))
		out.ptr = NULL;
	return out;
}

static void expect(const char *before, const char *after,
		   const char *const *words)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_str got;

	ari_arena_init(&arena, NULL, 0);
	got = change(&arena, before, &err, words);
	if (!got.ptr)
		fail_msg("%s", err.message);
	if (!ari_str_is(got, after))
		fail_msg("got:\n%.*s\nexpected:\n%s", (int)got.len, got.ptr,
			 after);
	ari_arena_release(&arena);
}

static void refused(const char *before, enum ari_error_code code,
		    const char *const *words)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;

	ari_arena_init(&arena, NULL, 0);
	assert_null(change(&arena, before, &err, words).ptr);
	assert_int_equal(err.code, code);
	ari_arena_release(&arena);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define HEAD "plan: p\nactions:\n"

static void keeps_all_else(void **state)
{
	(void)state;
	expect("# top\nplan:   'p'  # id\nactions:\n\n  # about A\n"
	       "  -   ref: \"A\"   # one\n      due: 2021-10\n"
	       "      status:   in-progress  # for now\n"
	       "      # before the lead\n      leads: [ x,y ]\n\n# end",
	       "# top\nplan:   'p'  # id\nactions:\n\n  # about A\n"
	       "  -   ref: \"A\"   # one\n      due: 2021-10\n"
	       "      status:   completed  # for now\n"
	       "      done: 2021-11\n"
	       "      # before the lead\n      leads: [ x,y, z ]\n\n# end",
	       WORDS("status=completed", "done=2021-11", "leads+=z"));
}

static void keeps_line_ends(void **state)
{
	(void)state;
	expect("\xEF\xBB\xBFplan: p\r\nactions:\r\n- ref: A\r\n  due: 2021\r\n",
	       "\xEF\xBB\xBFplan: p\r\nactions:\r\n- ref: A\r\n  due: 2022\r\n"
	       "  update: |\r\n    One\r\n\r\n    two\r\n",
	       WORDS("due=2022", "update=One\n\ntwo"));
	expect(HEAD "- ref: A\n  due: 2021", HEAD "- ref: A\n  due: 2022",
	       WORDS("due=2022"));
	expect(HEAD "- ref: A\n  due: 2021",
	       HEAD "- ref: A\n  due: 2021\n  status: paused",
	       WORDS("status=paused"));
	expect(HEAD "- ref: A\n  update: |\n    no end",
	       HEAD "- ref: A\n  update: |-\n    no end\n  x-a: b",
	       WORDS("x-a=b"));
	expect(HEAD "- ref: A\n  due: 2021", HEAD "- ref: A", WORDS("due="));
}

static void quotes_what_needs_it(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n",
	       HEAD "- ref: A\n  recommendations: [\"1.10\"]\n",
	       WORDS("recommendations=1.10"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"Do: it\"\n",
	       WORDS("action=Do: it"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"a #b\"\n",
	       WORDS("action=a #b"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: a#b:c\n",
	       WORDS("action=a#b:c"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"- x\"\n",
	       WORDS("action=- x"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"yes\"\n",
	       WORDS("action=yes"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"2021\"\n",
	       WORDS("action=2021"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  due: 2021\n",
	       WORDS("due=2021"));
	expect(HEAD "- ref: A\n",
	       HEAD "- ref: A\n  action: '\"Quoted\" \\ said'\n",
	       WORDS("action=\"Quoted\" \\ said"));
	expect(HEAD "- ref: A\n  action: 'old'\n",
	       HEAD "- ref: A\n  action: 'it''s'\n", WORDS("action=it's"));
	expect(HEAD "- ref: A\n", HEAD "- ref: A\n  action: \"\\x1B[31m\"\n",
	       WORDS("action=\x1B[31m"));
	expect(HEAD "- {ref: A, due: 2021}\n",
	       HEAD "- {ref: A, action: \"a, b\", due: 2021}\n",
	       WORDS("action=a, b"));
}

static void writes_texts_in_lines(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  update: |   # latest\n    Old.\n\n    Word.\n"
		    "  x-a: b\n",
	       HEAD "- ref: A\n  update: |   # latest\n    New.\n"
		    "  x-a: b\n",
	       WORDS("update=New."));
	expect(HEAD "- ref: A\n  update: old # why\n  x-a: b\n",
	       HEAD "- ref: A\n  update: | # why\n    one\n    two\n  x-a: b\n",
	       WORDS("update=one\ntwo"));
	expect(HEAD "- ref: A\n  update: |+\n    old\n\n\n  x-a: b\n",
	       HEAD "- ref: A\n  update: |\n    new\n  x-a: b\n",
	       WORDS("update=new"));
	expect(HEAD "- {ref: A, update: old}\n",
	       HEAD "- {ref: A, update: \"one\\ntwo\\n\"}\n",
	       WORDS("update=one\ntwo"));
	expect(HEAD "- ref: A\n  update: a plain\n    text of lines # x\n",
	       HEAD "- ref: A\n  update: short # x\n", WORDS("update=short"));
}

static void changes_lists(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n  leads:\n    - a  # first\n    # b is new\n"
		    "    - b\n    - c\n",
	       HEAD "- ref: A\n  leads:\n    - a  # first\n    # b is new\n"
		    "    - c\n    - d\n",
	       WORDS("leads-=b", "leads+=d"));
	expect(HEAD "- ref: A\n  leads: [a, b, c]\n",
	       HEAD "- ref: A\n  leads: [b]\n", WORDS("leads-=a,c"));
	expect(HEAD "- ref: A\n  leads: [a]\n  due: 2021\n",
	       HEAD "- ref: A\n  due: 2021\n", WORDS("leads-=a"));
	expect(HEAD "- ref: A\n  see: q#1\n",
	       HEAD "- ref: A\n  see: [q#1, q#2]\n", WORDS("see+=q#2"));
	expect(HEAD "- ref: A\n  success:\n  - One, two\n",
	       HEAD "- ref: A\n  success:\n  - One, two\n  - Three, four\n",
	       WORDS("success+=Three, four"));
	expect(HEAD "- ref: A\n  leads: [a, b]\n",
	       HEAD "- ref: A\n  leads: [b, a]\n", WORDS("leads=b,a"));
	refused(HEAD "- ref: A\n", ARI_ERR_NOT_FOUND, WORDS("leads-=x"));
}

static void changes_parts(void **state)
{
	(void)state;
	expect(HEAD "- ref: A\n",
	       HEAD "- ref: A\n  decision: {body: S&R, on: 2021-12-17}\n",
	       WORDS("decision.on=2021-12-17", "decision.body=S&R"));
	expect(
	    HEAD "- ref: A\n  milestones:\n    - what: Draft # 1\n"
		 "      due: 2021-10\n    - {what: End, due: 2022}\n",
	    HEAD "- ref: A\n  milestones:\n    - what: Draft # 1\n"
		 "      due: 2021-10\n      done: 2021-11\n"
		 "    - {what: End, due: 2023}\n",
	    WORDS("milestones.Draft.done=2021-11", "milestones.End.due=2023"));
	expect(HEAD "- ref: A\n",
	       HEAD "- ref: A\n  milestones: [{what: No. 1, due: 2022}]\n",
	       WORDS("milestones.No. 1.due=2022"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("decision=x"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("decision.who=x"));
}

static void refuses_what_cannot_be(void **state)
{
	(void)state;
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("stauts=x"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("ref=B"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("outcome=x"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("due+=2021"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("due.on=2021"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("no equals"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("=x"));
	refused(HEAD "- ref: A\n", ARI_ERR_USAGE, WORDS("action=\xFF"));
	refused(HEAD "- ref: B\n", ARI_ERR_NOT_FOUND, WORDS("due=2021"));
}

static void adds_in_the_habit_of_the_file(void **state)
{
	struct ari_assignment a = {ARI_STR("action"), ARI_EDIT_SET,
				   ARI_STR("New")};
	struct ari_addition addition = {.kind = ARI_ACTION,
					.ref = ARI_STR("2.10"),
					.assignments = &a,
					.count = 1};
	static const char *const texts[][2] = {
	    {"plan: p\nactions:\n    - ref: \"2.9\"\n      action: x\n\n"
	     "    # second\n    - ref: C\n\n# end\n",
	     "plan: p\nactions:\n    - ref: \"2.9\"\n      action: x\n\n"
	     "    # second\n    - ref: C\n\n    - ref: \"2.10\"\n"
	     "      action: New\n\n# end\n"},
	    {"plan: p\nactions: []\n",
	     "plan: p\nactions:\n  - ref: \"2.10\"\n    action: New\n"},
	    {"plan: p\n",
	     "plan: p\nactions:\n  - ref: \"2.10\"\n    action: New\n"},
	    {"{plan: p, actions: [{ref: C}]}",
	     "{plan: p, actions: [{ref: C}, {ref: \"2.10\", action: New}]}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct ari_error err = {.code = ARI_OK};
		struct ari_arena arena;
		struct ari_doc *doc;
		struct ari_str out;

		ari_arena_init(&arena, NULL, 0);
		doc = read_doc(&arena, ari_str_from(texts[i][0]));
		if (ari_edit_add(&out, doc, bind_doc(&arena, doc), &addition,
				 &arena, &err))
			fail_msg("%s", err.message);
		if (!ari_str_is(out, texts[i][1]))
			fail_msg("got:\n%.*s", (int)out.len, out.ptr);
		ari_arena_release(&arena);
	}
}

static void refs_are_never_given_again(void **state)
{
	static const char text[] =
	    "plan: p\nactions:\n- ref: F.4\n- {ref: F.11, formerly: [F.12]}\n"
	    "- ref: 2.1a\n- {ref: Z, formerly: [2.1c]}\n";
	static const char *const next[][2] = {
	    {"F.", "F.13"}, {"2.1", "2.1d"}, {"G-", "G-1"}};
	struct ari_addition addition = {.kind = ARI_ACTION,
					.ref = ARI_STR("F.12")};
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_plan *plan;
	struct ari_doc *doc;
	struct ari_str out;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	doc = read_doc(&arena, ari_str_from(text));
	plan = bind_doc(&arena, doc);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(ari_edit_next_ref(&out, plan,
						   ari_str_from(next[i][0]),
						   &arena, &err),
				 0);
		assert_true(ari_str_is(out, next[i][1]));
	}
	assert_int_equal(ari_edit_add(&out, doc, plan, &addition, &arena, &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_USAGE);
	ari_arena_release(&arena);
}

/* Texts of all characters that hurt, in places of every layout. */
static void any_text_reads_back(void **state)
{
	static const char alphabet[] = "aZ0 :#-?\n\t'\"\\,[]{}&*!|>%@`=~.\r";
	static const char *const layouts[] = {
	    HEAD "- ref: A\n  action: x # y\n  due: 2021\n",
	    HEAD "  -   ref: A\n      action: |\n        x\n\n      due: 2021",
	    HEAD "- {ref: A, action: 'x', due: 2021}\n",
	    HEAD "- ref: A\n  action: >-\n   x\n   y\n",
	    HEAD "- ref: A\r\n  action: \"x\"\r\n",
	};
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char text[160] = "";
		size_t len = 1 + below(&seed, i % 9 ? 12 : 150);
		struct ari_error err = {.code = ARI_OK};
		struct ari_assignment a = {
		    ARI_STR("action"), ARI_EDIT_SET, {text, len}};
		struct ari_arena arena;
		struct ari_doc *doc;
		struct ari_str out;
		const struct ari_node *node;

		for (size_t k = 0; k < len; k++)
			text[k] = alphabet[below(&seed, sizeof(alphabet) - 1)];
		ari_arena_init(&arena, NULL, 0);
		doc = read_doc(&arena, ari_str_from(layouts[i % 5]));
		if (ari_edit_set(&out, doc, bind_doc(&arena, doc), ARI_STR("A"),
				 &a, 1, &arena, &err))
			fail_msg("%d: \"%s\": %s", i, text, err.message);
		doc = read_doc(&arena, out);
		node = ari_node_get(ari_node_get(doc->root, "actions")->u.items,
				    "action");
		/* Line ends at the end may come and go, as the layout has it.
		 */
		while (len && (text[len - 1] == '\n'))
			len--;
		if (node && !memchr(text, '\r', len)) {
			struct ari_str got = ari_node_text(node);

			assert_true(got.len >= len);
			assert_memory_equal(got.ptr, text, len);
			assert_true(got.len <= len + 1);
		}
		ari_arena_release(&arena);
	}
}

static void memory_may_end_anywhere(void **state)
{
	static const char text[] =
	    HEAD "- ref: A\n  leads: [a]\n  update: |\n    b\n";
	const struct ari_assignment list[] = {
	    {ARI_STR("leads"), ARI_EDIT_PUT, ARI_STR("b,c")},
	    {ARI_STR("update"), ARI_EDIT_SET, ARI_STR("c\nd")},
	    {ARI_STR("decision.on"), ARI_EDIT_SET, ARI_STR("2021")},
	};

	(void)state;
	for (size_t left = 0;; left++) {
		struct ari_error err = {.code = ARI_OK};
		struct ari_arena arena, scarce;
		struct stingy stingy;
		struct ari_doc *doc;
		struct ari_str out;
		int result;

		stingy_init(&stingy, left);
		ari_arena_init(&arena, NULL, 0);
		ari_arena_init(&scarce, &stingy.alloc, 0);
		doc = read_doc(&arena, ari_str_from(text));
		result = ari_edit_set(&out, doc, bind_doc(&arena, doc),
				      ARI_STR("A"), list, 3, &scarce, &err);
		if (result)
			assert_int_equal(err.code, ARI_ERR_MEMORY);
		ari_arena_release(&scarce);
		ari_arena_release(&arena);
		if (!result)
			break;
		assert_true(left < 5000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_all_else),
	    cmocka_unit_test(keeps_line_ends),
	    cmocka_unit_test(quotes_what_needs_it),
	    cmocka_unit_test(writes_texts_in_lines),
	    cmocka_unit_test(changes_lists),
	    cmocka_unit_test(changes_parts),
	    cmocka_unit_test(refuses_what_cannot_be),
	    cmocka_unit_test(adds_in_the_habit_of_the_file),
	    cmocka_unit_test(refs_are_never_given_again),
	    cmocka_unit_test(any_text_reads_back),
	    cmocka_unit_test(memory_may_end_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
