/*
 * The reader of ordinary lines beside libyaml: the same tree and the same
 * findings of real plans and of mutated ones; and what it must read itself,
 * lest it leave all to libyaml.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glob.h>

#include "support/readers.h"

static void test_lists_and_mappings(void **state)
{
	(void)state;
	is_read("a: b\n");
	is_read("# c\n\n---\n# c\na: b # c\n\n# c\n");
	is_read("\xEF\xBB\xBF"
		"a: b\n");
	is_read("a:\nb:   # c\nc:\n");
	is_read("a:\n  b:\n    c: d\n  e: f\ng: h\n");
	is_read("a:\n- b\n- c: d\n  e:\n  - f\n-\nz: y\n");
	is_read("a:\n  - b\n  -\n  - c\n");
	is_read("- a\n- b: c\n  d: e\n-   f:\n    g: h\n-\n  i: j\n");
	is_read("- - a\n  - b\n- - - c\n-\n  -\n");
	is_read("  a: b\n  c: d\n");
	is_read("a:\n    b: c\n# c\n        # c\nd: e\n");
	is_read("R&D: x\na b c: d\nhttp://x: y\né-ö: ü\n\"q: r\": s\n't': u\n");
	is_read("a: 1\na: 2\nb: {c: d, c: e}\n");
	is_left("<<: a\n");
	is_left("a: b\n c: d\n");
	is_left("a: b: c\n");
	is_left("a:\n  b: c\n d: e\n");
	is_left("a: b\n- c\n");
	is_left("- a\nb: c\n");
	is_left("a: - b\n");
	is_left("? a\n: b\n");
	is_left("a: &b c\nd: *b\n");
	is_left("a: b\n---\nc: d\n");
	is_left("a: b\n...\n");
	is_left("a: b\n--- c: d\n");
	is_left("a: b\n... c: d\n");
	is_left("a: b\rc: d\r");
	is_left("a: b\n\r");
	is_left("a:\tb\n");
	is_left("plain\n");
	is_left("# c\n");
	is_left("");
}

/* A number is a key only where any scalar is. */
static void test_keys_that_are_no_text(void **state)
{
	struct ari_str bytes = ARI_STR("7: a\nb: {null: c}\n");

	(void)state;
	agree(bytes);
	assert_true(is_ordinary(bytes, true));
	assert_false(is_ordinary(bytes, false));
}

/* Windows ends its lines so, and some editors leave the last one open. */
static void test_line_ends(void **state)
{
	(void)state;
	is_read("# c\r\na: b\r\n\r\nc:\r\n- d  \r\n-\r\n- 'e' # c\r\nf:");
	is_read(
	    "a: |\r\n  b  \r\n\r\n   \r\n   c\r\n\r\n\r\nd: >+2\r\n    e\r\n"
	    "   f\r\n   g\r\n \r\nh: i\r\n  j\r\n\r\n  k # c\r\n");
	is_read("---\r\na: [b, {c: d}]\r\n'e': f\r\n");
	is_read("a: b");
	is_read("a:");
	is_read("- a\n-");
	is_read("a: 'b'");
	is_read("a: [b]");
	is_read("a: b # c");
	is_read("a: b\n  c");
	is_read("a: b\n# c");
	is_read("a: |\n  b");
	is_read("a: >+\n  b\n\n  c  ");
	is_read("a: |-\r\n  b\r\n   c");
	is_left("a: |\n  b\n ");
	is_left("a: |\n  b\n     ");
	is_left("a: |");
	is_left("a: \"b");
}

static void test_texts(void **state)
{
	(void)state;
	is_read("a: one two # c\nb: x#y\nc: http://d/e\nf: -5\ng: a:b\n");
	is_read(
	    "a: one   \n   two # c\nb: c\n\n\n  d\n e\nf:\n  long\n text\n");
	is_read("- one\n  - two\n- 'a'\n-  \"b\"  # c\n");
	is_read("a: 'it''s'\nb: \"x\\\"\\\\\\n\\t\\/\"\nc: ''\nd: \"\"\n");
	is_read("a: yes\nb: null\nc: 0x1F\nd: 1.5e3\ne: ~\nf: .inf\n");
	is_read("a: |\n  one\n   two\n\n  three\n\n\nb: >-\n  x\n  y\n");
	is_read(
	    "a: >\n  x\n\n  y\n   z\n\n   w\n  v\nb: |+ # c\n\n  x\n\nc: d\n");
	is_read("a: |2-\n    x\n  y\n \n      \n\nb:\n  - >1\n    x\n");
	is_read("a:\n- |\n one\n\n- >+\n   two\n\n # c\nb:\n  |\n  c\n");
	is_left("a: 'one\n  two'\n");
	is_left("a: \"\\u00e9\"\n");
	is_left("a: \"b\" c\n");
	is_left("a: @b\n");
	is_left("a: |\nb: c\n");
	is_left("a: |\n     \n  b\n");
	is_left("a: |x\n  b\n");
	is_left("a: |0\n  b\n");
	is_left("a: one\n  b: c\n");
	is_left("a: one # c\n  two\n");
	is_left("a: \x01\n");
	is_left("a: \xC2\x85\n");
	is_left("a: \xE2\x80\xA8\n");
	is_left("a: \xFF\n");
}

static void test_brackets(void **state)
{
	(void)state;
	is_read("a: [b, c d, 'e', \"f\\n\", -1, http://x]  # c\n");
	is_read("a: [{stage: approved, body: S&R}]\nb: {}\nc: [ ]\n");
	is_read("- {a: [b, {c: [[]]}, ], \"d\":e, 'f': {g: h}, }\n- [\"x\"]\n");
	is_read("- [a b , c]\n-\n  [d]\n");
	is_left("a: [b: c]\n");
	is_left("a: [b\n  , c]\n");
	is_left("a: [b, , c]\n");
	is_left("a: [b]]\n");
	is_left("a: [b}\n");
	is_left("a: [b] c\n");
	is_left("a: {b}\n");
	is_left("a: {b: }\n");
	is_left("a: {b: c:}\n");
	is_left("a: {b:c}\n");
	is_left("a: {[b]: c}\n");
	is_left("a: {[b], c}\n");
	is_left("a: [b #c]\n");
	is_left("a: [-]\n");
	is_left("[a]: b\n");
}

static void load(struct ari_buf *out, const char *path)
{
	char piece[4096];
	FILE *file = fopen(path, "rb");
	size_t n;

	assert_non_null(file);
	ari_buf_clear(out);
	while ((n = fread(piece, 1, sizeof(piece), file)))
		ari_buf_add(out, piece, n);
	fclose(file);
}

/* Some bytes put in, taken away or replaced; what is put in is telling. */
static void mutate(struct ari_buf *out, struct ari_str bytes, uint32_t *seed)
{
	static const char *const bits[] = {
	    " ",  "  ", "\n", "\n\n", "- ", ": ", ":",	"#",  " #",
	    "'",  "\"", "[",  "]",    "{",  "}",  ", ", "|",  ">",
	    "\\", "\t", "\r", "é",    "?",  "&",  "*",	"--", "k: v\n"};
	uint32_t at = draw(seed, (uint32_t)bytes.len);
	uint32_t cut = draw(seed, 3) ? 0 : draw(seed, 6);

	if (cut > bytes.len - at)
		cut = (uint32_t)bytes.len - at;
	ari_buf_add(out, bytes.ptr, at);
	if (draw(seed, 4))
		ari_buf_puts(out, PICK(seed, bits));
	ari_buf_add(out, bytes.ptr + at + cut, bytes.len - at - cut);
}

/* A few lines of the file, so that many can be tried. */
static struct ari_str excerpt(struct ari_str bytes, uint32_t *seed)
{
	size_t at = draw(seed, (uint32_t)bytes.len), end = at + 700;

	while (at && bytes.ptr[at - 1] != '\n')
		at--;
	if (end >= bytes.len)
		return (struct ari_str){bytes.ptr + at, bytes.len - at};
	while (bytes.ptr[end - 1] != '\n')
		end--;
	return (struct ari_str){bytes.ptr + at, end > at ? end - at : 0};
}

static void agree_on_mutations(struct ari_str bytes, unsigned count)
{
	struct ari_buf once, twice;
	uint32_t seed = (uint32_t)bytes.len;

	ari_buf_init(&once, NULL);
	ari_buf_init(&twice, NULL);
	for (unsigned i = 0; i < count; i++) {
		struct ari_str part = excerpt(bytes, &seed);

		ari_buf_clear(&once);
		ari_buf_clear(&twice);
		if (!part.len)
			continue;
		mutate(&once, part, &seed);
		agree(ari_buf_view(&once));
		if (!once.len)
			continue;
		mutate(&twice, ari_buf_view(&once), &seed);
		agree(ari_buf_view(&twice));
	}
	ari_buf_release(&once);
	ari_buf_release(&twice);
}

/* Every plan and register of the examples is read by lines, and alike. */
static void test_real_plans(void **state)
{
	struct ari_buf text;
	glob_t found;

	(void)state;
	ari_buf_init(&text, NULL);
	assert_int_equal(glob("example-repo/*/*/plans/*.yaml", 0, NULL, &found),
			 0);
	assert_int_equal(
	    glob("example-repo/*/*/*.yaml", GLOB_APPEND, NULL, &found), 0);
	assert_true(found.gl_pathc >= 15);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		load(&text, found.gl_pathv[i]);
		agree(ari_buf_view(&text));
		if (!is_ordinary(ari_buf_view(&text), false))
			fail_msg("left to libyaml: %s", found.gl_pathv[i]);
		agree_on_mutations(ari_buf_view(&text), 400);
	}
	globfree(&found);
	ari_buf_release(&text);
}

/*
 * Examples of rules: every document but those that this room refuses, and
 * the one that is empty, is read by lines.
 */
static void test_examples_of_rules(void **state)
{
	struct ari_buf text;
	glob_t found;

	(void)state;
	ari_buf_init(&text, NULL);
	assert_int_equal(glob("tests/rules/*/*.yaml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];

		load(&text, path);
		agree(ari_buf_view(&text));
		if (!strstr(path, "/yaml-") &&
		    !strstr(path, "/plan-removed/bad") &&
		    !is_ordinary(ari_buf_view(&text), false))
			fail_msg("left to libyaml: %s", path);
		if (text.len)
			agree_on_mutations(ari_buf_view(&text), 20);
	}
	globfree(&found);
	ari_buf_release(&text);
}

/* The form in which the plans of the measurements are written. */
static void test_measured_form(void **state)
{
	(void)state;
	is_read("plan: plan-00000\ntitle: Policy engagement\n"
		"kind: joint-agreement\nstage: approved\n"
		"baseline_as_of: 2020-05\nactions:\n"
		"  - ref: C.1\n    action: Programme plan library\n"
		"    bodies: [H&T]\n    leads: [post-06]\n"
		"    milestones:\n      - what: Step 1\n"
		"        due: 2030-09\n      - what: Step 2\n"
		"        due: 2030-05\n    success: [outcome digital]\n"
		"    baseline: members consultation\n"
		"    status: in-progress\n    update: |\n"
		"      plan review programme\n      partner workforce\n"
		"  - ref: E.1\n    due: 2022-06\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lists_and_mappings),
	    cmocka_unit_test(test_keys_that_are_no_text),
	    cmocka_unit_test(test_line_ends),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_brackets),
	    cmocka_unit_test(test_real_plans),
	    cmocka_unit_test(test_examples_of_rules),
	    cmocka_unit_test(test_measured_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
