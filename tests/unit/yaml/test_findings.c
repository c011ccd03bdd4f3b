/*
 * YAML that is wrong: which finding, on which bytes, and what it says.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <arising/yaml.h>

#include "support/tree.h"

static void read_bytes(struct reading *r, const char *bytes, size_t len)
{
	reading_init(r, NULL);
	r->result =
	    ari_yaml_read(&r->doc, &r->arena, (struct ari_str){bytes, len},
			  NULL, &r->diags, &r->err);
	assert_null(reading_problem(r));
	ari_diags_sort(&r->diags);
}

static bool contains(struct ari_str text, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i + len <= text.len; i++)
		if (!memcmp(text.ptr + i, part, len))
			return true;
	return false;
}

struct wrong {
	const char *bytes;
	const char *code;
	const char *marked; /* the bytes it is about */
	const char *words;  /* in the sentence or the help */
	bool tree;	    /* reading went on */
};

static void check_wrong(const struct wrong *wrong)
{
	struct reading r;
	const struct ari_diag *diag;

	read_bytes(&r, wrong->bytes, strlen(wrong->bytes));
	if (r.diags.count != 1)
		fail_msg("%s: %zu findings: %s", wrong->bytes, r.diags.count,
			 codes(&r));
	diag = &r.diags.items[0];
	if (strcmp(diag->rule->code, wrong->code))
		fail_msg("%s: is %s", wrong->bytes, diag->rule->code);
	if (strcmp(slice(&r, diag->span), wrong->marked))
		fail_msg("%s: marks %s", wrong->bytes, slice(&r, diag->span));
	if (!contains(diag->message, wrong->words) &&
	    !contains(diag->help, wrong->words))
		fail_msg("%s: says %.*s", wrong->bytes, (int)diag->message.len,
			 diag->message.ptr);
	if (wrong->tree != !!r.doc.root)
		fail_msg("%s: tree", wrong->bytes);
	reading_release(&r);
}

static const struct wrong refused[] = {
    {"a: &x b\n", "yaml-anchor", "&x", "in quotes: \"&x b\"", true},
    {"a: &x\n  b: c\n", "yaml-anchor", "&x", "ampersand", true},
    {"- &x [b]\n", "yaml-anchor", "&x", "ampersand", true},
    {"a: *x\n", "yaml-alias", "*x", "in quotes: \"*x\"", true},
    {"[*x, b]\n", "yaml-alias", "*x", "in quotes: \"*x\";", true},
    {"*x : b\n", "yaml-alias", "*x", "asterisk", true},
    {"a: !!str b\n", "yaml-tag", "!!str", "exclamation", true},
    {"a: !<x> b\n", "yaml-tag", "!<x>", "exclamation", true},
    {"<<: {a: b}\n", "yaml-merge-key", "<<", "copy", true},
    {"a: 1\n---\nb: 2\n", "yaml-documents", "---", "second", true},
    {"a: 1\n...\nb: 2\n", "yaml-documents", "b: 2", "second", true},
    {"a: 1\n--- b\n", "yaml-documents", "--- b", "second", true},
    {"%YAML 1.2\n---\na: 1\n", "yaml-directive", "%YAML 1.2", "delete", true},
    {"# c\n%TAG ! x:\n---\na: 1\n", "yaml-directive", "%TAG ! x:", "delete",
     true},
    {"a: 1\n%TAG ! x:\n---\nb: 1\n", "yaml-directive", "%TAG ! x:", "delete",
     true},
    {"1: a\n", "yaml-key-not-string", "1", "in quotes: \"1\"", true},
    {"null: a\n", "yaml-key-not-string", "null", "empty value", true},
    {"true: a\n", "yaml-key-not-string", "true", "in quotes: \"true\"", true},
    {"1.5: a\n", "yaml-key-not-string", "1.5", "number", true},
    {"{? : a}\n", "yaml-key-not-string", "", "before the colon", true},
    {"? [a]\n: b\n", "yaml-key-not-string", "[a]", "a list", true},
    {"{{ name }}", "yaml-key-not-string", "{ name }", "as a whole", true},
    {"a: x\xE2\x80\xA8y\n", "yaml-control", "\xE2\x80\xA8", "U+2028", false},
    {"a: \xEF\xBB\xBFy\n", "yaml-control", "\xEF\xBB\xBF", "U+FEFF", false},
    {"a: x\x0By\n", "yaml-control", "\x0B", "U+000B", false},
    {"a: x\x7Fy\n", "yaml-control", "\x7F", "U+007F", false},
    {"", "yaml-empty", "", "nothing", false},
    {"\n# only a comment\n", "yaml-empty", "", "nothing", false},
    {"---\n", "yaml-empty", "", "nothing", false},
    {"---\n...\n", "yaml-empty", "", "nothing", false},
    {"\xEF\xBB\xBF", "yaml-empty", "", "nothing", false},
};

static const struct wrong mistakes[] = {
    {"action: Phase 2: review\n", "yaml-colon", ":", "in quotes", false},
    {"- Phase 2: review: x\n", "yaml-colon", ":", "in quotes", false},
    {"[a:, b]\n", "yaml-colon", ":", "before a comma", false},
    {"a: x\n  b: y\n", "yaml-indent", "b: y", "by 2 spaces", false},
    {"a:\n   b: 1\n c: 2\n", "yaml-indent", "c: 2", "by 1 space,", false},
    {" a: 1\nb: 2\n", "yaml-indent", "b: 2", "by 0 spaces", false},
    {"a:\n  - b\n  c: d\n", "yaml-indent", "c: d", "by 2 spaces", false},
    {"a: x\n# c\n  y\n", "yaml-indent", "y", "no comment", false},
    {"a: 1\nsome text\nb: 2\n", "yaml-line", "some text", "key: value", false},
    {": a\n", "yaml-line", ": a", "key: value", false},
    {"status:completed\nx: 1\n", "yaml-line", "status:completed",
     "space after the colon", false},
    {"a: - b\n", "yaml-start", "-", "a dash and a space", false},
    {"a: @b\n", "yaml-start", "@", "begin with @", false},
    {"a: `b`\n", "yaml-start", "`", "begin with `", false},
    {"a: %b\n", "yaml-start", "%", "begin with %", false},
    {"% of all: 1\n", "yaml-start", "%", "begin with %", false},
    {"a: > 50% of schools\n", "yaml-start", ">", "begin with >", false},
    {"a: |b\n", "yaml-start", "|", "begin with |", false},
    {"- [x] done\n", "yaml-start", "done", "a bracket", false},
    {"a: ]\n", "yaml-start", "]", "begin with ]", false},
    {"a: *important note\nb: c\n", "yaml-alias", "*important",
     "in quotes: \"*important note\"", false},
    {"a: **Bold** text\n", "yaml-alias", "**Bold** text",
     "in quotes: \"**Bold** text\"", false},
    {"a: *see \"x\" it's\n", "yaml-alias", "*see",
     "in quotes: '*see \"x\" it''s'", false},
    {"a: & b\n", "yaml-anchor", "& b", "in quotes: \"& b\"", false},
    {"a: !x!y z\n", "yaml-tag", "!x!y z", "in quotes: \"!x!y z\"", false},
    {"a: \"b\nc: d\n", "yaml-quote", "\"", "never closed", false},
    {"a: b\nc: 'd\n", "yaml-quote", "'", "never closed", false},
    {"a: 'it's'\n", "yaml-quote", "s'", "more text follows", false},
    {"a: \"b\" c\n", "yaml-quote", "c", "more text follows", false},
    {"a: \"C:\\dir\"\n", "yaml-escape", "\\d", "\\\\ for a backslash", false},
    {"a: \"\\u12\"\n", "yaml-escape", "\\u", "backslash", false},
    {"a: [b, c\nd: e\n", "yaml-bracket", ":", "opened with [", false},
    {"a: {b: c\n", "yaml-bracket", "", "opened with {", false},
    {"\ta: b\n", "yaml-tab", "\t", "spaces", false},
    {"a:\n\tb: c\n", "yaml-tab", "\t", "spaces", false},
    {"a: |\n\tb\n", "yaml-tab", "\t", "spaces", false},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		check_wrong(&refused[i]);
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++)
		check_wrong(&mistakes[i]);
}

static void test_duplicate_key(void **state)
{
	static const char bytes[] = "ä: 1\nref: 1\nb: 2\n\"ref\": 3\nref: 4\n";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	assert_int_equal(r.diags.count, 2);
	assert_string_equal(slice(&r, r.diags.items[0].span), "\"ref\"");
	assert_string_equal(slice(&r, r.diags.items[1].span), "ref");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(r.diags.items[i].related.start, 6);
		assert_int_equal(r.diags.items[i].related.end, 9);
		assert_non_null(r.diags.items[i].related_note.ptr);
	}
	assert_string_equal(codes(&r),
			    "yaml-duplicate-key yaml-duplicate-key ");
	assert_non_null(r.doc.root);
	reading_release(&r);
}

/* The same answer by comparing few keys and by sorting many. */
static void test_duplicate_among_many(void **state)
{
	(void)state;
	for (int keys = 2; keys < 60; keys++) {
		struct ari_buf bytes;
		struct reading r;

		ari_buf_init(&bytes, NULL);
		for (int i = 0; i < keys; i++)
			ari_buf_printf(&bytes, "k%d: %d\n", i * 7 % 61, i);
		ari_buf_printf(&bytes, "k%d: x\nk%d: y\n", 0,
			       (keys - 1) * 7 % 61);
		read_bytes(&r, bytes.ptr, bytes.len);
		assert_int_equal(r.diags.count, 2);
		assert_int_equal(r.diags.items[0].related.start, 0);
		assert_true(r.diags.items[0].span.start >
			    r.diags.items[1].related.start);
		assert_true(r.diags.items[1].span.start >
			    r.diags.items[0].span.start);
		reading_release(&r);
		ari_buf_release(&bytes);
	}
}

/* Same key elsewhere is no duplicate; different keys of one length either. */
static void test_no_duplicate(void **state)
{
	static const char bytes[] =
	    "a: {a: 1, b: 2}\nb: [{a: 1}, {a: 1}]\nc: 1\nd: 1\n\"\": 1\n";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	assert_string_equal(codes(&r), "");
	reading_release(&r);
}

static void test_all_in_one_run(void **state)
{
	static const char bytes[] = "%YAML 1.1\n"
				    "---\n"
				    "a: &x 1\n"
				    "b: *x\n"
				    "c: !t 2\n"
				    "a: 3\n"
				    "7: 4\n"
				    "<<: {d: 5}\n"
				    "e: \"f\" g\n";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	assert_string_equal(codes(&r), "yaml-directive yaml-anchor yaml-alias "
				       "yaml-tag yaml-key-not-string "
				       "yaml-merge-key yaml-quote ");
	assert_null(r.doc.root);
	reading_release(&r);
}

static void test_anchor_and_tag_together(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "a: !t &x b\nc: &y !u\n  - d\n", 26);
	assert_string_equal(codes(&r),
			    "yaml-tag yaml-anchor yaml-anchor yaml-tag ");
	assert_string_equal(slice(&r, r.diags.items[1].span), "&x");
	assert_string_equal(slice(&r, r.diags.items[3].span), "!u");
	reading_release(&r);
}

static void test_every_tab(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "a:\n\tb: c\n\td: e\nf:\n\tg: h\n", 24);
	assert_string_equal(codes(&r), "yaml-tab yaml-tab yaml-tab ");
	reading_release(&r);
}

static void test_bracket_names_its_opening(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "é: [b, c\nd: e\n", 15);
	assert_int_equal(r.diags.count, 1);
	assert_string_equal(slice(&r, r.diags.items[0].related), "[");
	reading_release(&r);
}

static void test_not_utf8(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "a: \xC3\xA9 caf\xE9s\n", 12);
	assert_string_equal(codes(&r), "yaml-encoding ");
	assert_int_equal(r.diags.items[0].span.start, 9);
	assert_true(contains(r.diags.items[0].message, "0xE9 at offset 9"));
	assert_true(contains(r.diags.items[0].help, "é"));
	assert_null(r.doc.root);
	reading_release(&r);
	read_bytes(&r, "it\x92s\n", 5);
	assert_true(contains(r.diags.items[0].help, "’"));
	reading_release(&r);
	/* Overlong, surrogate, past U+10FFFF, cut short. */
	read_bytes(&r, "a\xC0\x80", 3);
	assert_string_equal(codes(&r), "yaml-encoding ");
	reading_release(&r);
	read_bytes(&r, "a\xED\xA0\x80", 4);
	assert_string_equal(codes(&r), "yaml-encoding ");
	reading_release(&r);
	read_bytes(&r, "a\xF4\x90\x80\x80", 5);
	assert_string_equal(codes(&r), "yaml-encoding ");
	reading_release(&r);
	read_bytes(&r, "a\xE2\x82", 3);
	assert_string_equal(codes(&r), "yaml-encoding ");
	assert_int_equal(r.diags.items[0].span.start, 1);
	reading_release(&r);
}

static void test_utf16(void **state)
{
	static const char *const texts[] = {
	    "\xFF\xFE\x61\0:\0", "\xFE\xFF\0a\0:", "a\0:\0 \0", "\0a\0:\0 "};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct reading r;

		read_bytes(&r, texts[i], 6);
		assert_string_equal(codes(&r), "yaml-encoding ");
		assert_true(contains(r.diags.items[0].message, "UTF-16"));
		reading_release(&r);
	}
}

static void test_every_control_character(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "a: x\x01y\nb: \xC2\x9F\nc: \0\n", 18);
	assert_string_equal(codes(&r), "yaml-control yaml-control "
				       "yaml-control ");
	assert_true(contains(r.diags.items[1].message, "U+009F"));
	reading_release(&r);
}

/* The catalogue: sorted, whole, and each code once. */
static void test_catalogue(void **state)
{
	(void)state;
	for (const struct ari_rule *rule = ari_yaml_rules; rule->code; rule++) {
		assert_int_equal(strncmp(rule->code, "yaml-", 5), 0);
		assert_int_equal(rule->level, ARI_LEVEL_ERROR);
		assert_non_null(rule->sentence);
		assert_non_null(rule->help);
		assert_non_null(rule->summary);
		if (rule[1].code)
			assert_true(strcmp(rule->code, rule[1].code) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_duplicate_key),
	    cmocka_unit_test(test_duplicate_among_many),
	    cmocka_unit_test(test_no_duplicate),
	    cmocka_unit_test(test_all_in_one_run),
	    cmocka_unit_test(test_anchor_and_tag_together),
	    cmocka_unit_test(test_every_tab),
	    cmocka_unit_test(test_bracket_names_its_opening),
	    cmocka_unit_test(test_not_utf8),
	    cmocka_unit_test(test_utf16),
	    cmocka_unit_test(test_every_control_character),
	    cmocka_unit_test(test_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
