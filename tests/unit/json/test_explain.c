/*
 * What people write that is not JSON: each mistake is told at its place, for
 * what it is, with what to write instead.
 */
#include <arising/json.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct row {
	const char *text;
	const char *at; /* the span begins where this first stands */
	const char *sentence;
};

static void assert_row(const struct row *row)
{
	struct ari_error err = {0};
	struct ari_doc doc = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	const struct ari_diag *diag;
	struct ari_str text = ari_str_from(row->text);

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	assert_int_equal(ari_json_read(&doc, &arena, text, &diags, &err), 0);
	if (diags.count != 1)
		fail_msg("%s: %zu findings", row->text, diags.count);
	diag = &diags.items[0];
	if (!strstr(diag->message.ptr, row->sentence))
		fail_msg("%s: %s", row->text, diag->message.ptr);
	if (diag->span.start !=
	    (uint32_t)(strstr(row->text, row->at) - row->text))
		fail_msg("%s: at byte %u", row->text, diag->span.start);
	assert_true(diag->help.len > 0);
	ari_arena_release(&arena);
}

static void test_mistakes(void **state)
{
	static const struct row rows[] = {
	    {"{\"a\": 1,\n}", ",\n", "a comma stands before the closing"},
	    {"[1, 2 , ]", ", ]", "a comma stands before the closing"},
	    {"{a: 1}", "a", "a key stands here without quotes"},
	    {"{\"b\": 1, a_1: 1}", "a_1", "a key stands here without quotes"},
	    {"{'a': 1}", "'a", "JSON's quotes are double"},
	    {"{\"a\": 'b'}", "'b", "JSON's quotes are double"},
	    {"{\xE2\x80\x9C"
	     "a\xE2\x80\x9D: 1}",
	     "\xE2\x80\x9C", "JSON's quotes are straight"},
	    {"{\"a\" = 1}", "=", "have a colon between them"},
	    {"{\"a\": 1; \"b\": 2}", ";", "a comma between them"},
	    {"[NaN]", "NaN", "no NaN"},
	    {"[-Infinity]", "Infinity", "no infinity"},
	    {"[True]", "True", "in small letters"},
	    {"[None]", "None", "no None"},
	    {"[undefined]", "undefined", "no undefined"},
	    {"[+1]", "+1", "how JSON writes a number"},
	    {"[.5]", ".5", "how JSON writes a number"},
	    {"[0x1F]", "x1F", "how JSON writes a number"},
	    {"[1_000]", "_000", "how JSON writes a number"},
	    {"[012]", "12", "begins with 0"},
	    {"[1.]", "]", "no digits behind its point"},
	    {"[1e]", "]", "no digits in its exponent"},
	    {"# a\n1", "#", "no comments"},
	    {"[1 // a\n]", "//", "no comments"},
	    {"{\"a\": /* b */ 1}", "/*", "no comments"},
	    {"[\xC2\xA0 1]", "\xC2\xA0", "cannot be seen"},
	    {"[1]\v", "\v", "cannot be seen"},
	    {"[1,,2]", ",2", "a value is missing"},
	    {"{\"a\" 1}", "1}", "a colon is missing"},
	    {"{\"a\": 1 \"b\": 2}", "\"b", "a comma or a closing }"},
	    {"[1 2]", "2]", "a comma or a closing ]"},
	    {"[] {}", "{}", "more follows"},
	    {"{\"a\": 1}]", "]", "more follows"},
	    {"[hello]", "hello", "this cannot begin a value"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_row(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mistakes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
