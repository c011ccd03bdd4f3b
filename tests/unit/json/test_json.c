/*
 * JSON: what RFC 8259 accepts and what it does not, values, spans, numbers
 * as written, and an end of memory at any moment.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include <arising/json.h>

#include "support/tree.h"

static void read_bytes(struct reading *r, const char *bytes, size_t len)
{
	reading_init(r, NULL);
	r->result =
	    ari_json_read(&r->doc, &r->arena, (struct ari_str){bytes, len},
			  &r->diags, &r->err);
	assert_null(reading_problem(r));
}

static void says(const char *bytes, const char *expected)
{
	struct reading r;

	read_bytes(&r, bytes, strlen(bytes));
	assert_string_equal(codes(&r), "");
	assert_string_equal(sketch(&r), expected);
	reading_release(&r);
}

static void test_what_it_says(void **state)
{
	(void)state;
	says("{}", "{}");
	says(" [ ] ", "[]");
	says("null", "null:null");
	says("true", "bool:true");
	says("\"x\"", "x");
	says("12", "int:12");
	says("-0\n", "int:-0");
	says("1.10", "float:1.10");
	says("1E400", "float:1E400");
	says("123456789012345678901234567890",
	     "int:123456789012345678901234567890");
	says("{\"a\":[1,{\"b\":null}],\"\":\"\"}",
	     "{a=[int:1|{b=null:null}]|=}");
	says("\t\r\n[1 , 2]\t\r\n", "[int:1|int:2]");
	says("[\"\xC3\xA9\x7F\"]", "[\xC3\xA9\x7F]");
}

static void test_escapes(void **state)
{
	(void)state;
	says("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t");
	says("\"\\u0041\\u00e9\\u20AC\\uffff\"", "Aé€\xEF\xBF\xBF");
	says("\"\\ud83d\\ude00x\"", "😀x");
	says("\"\\uD800\\uDC00\\udbff\\udfff\"",
	     "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF");
	says("{\"\\u006b\":1}", "{k=int:1}");
}

static void test_nul_is_kept(void **state)
{
	static const char bytes[] = "\"a\\u0000b\"";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	assert_int_equal(r.doc.root->len, 3);
	assert_memory_equal(r.doc.root->u.text, "a\0b", 3);
	reading_release(&r);
}

static void test_spans(void **state)
{
	static const char bytes[] =
	    "\n{ \"é\" : [1.5 ,\"x\\n\", true],\n \"k\":{ },\"n\":-1e3 } ";
	struct reading r;
	const struct ari_node *items, *list;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	items = r.doc.root->u.items;
	assert_int_equal(r.doc.root->start, 1);
	assert_int_equal(r.doc.root->end, sizeof(bytes) - 2);
	assert_string_equal(slice(&r, ari_node_span(&items[0])), "\"é\"");
	assert_string_equal(slice(&r, ari_node_span(&items[1])),
			    "[1.5 ,\"x\\n\", true]");
	assert_string_equal(slice(&r, ari_node_span(&items[2])), "\"k\"");
	assert_string_equal(slice(&r, ari_node_span(&items[3])), "{ }");
	assert_string_equal(slice(&r, ari_node_span(&items[5])), "-1e3");
	list = items[1].u.items;
	assert_string_equal(slice(&r, ari_node_span(&list[0])), "1.5");
	assert_string_equal(slice(&r, ari_node_span(&list[1])), "\"x\\n\"");
	assert_string_equal(slice(&r, ari_node_span(&list[2])), "true");
	/* A text without escapes stays where it is. */
	assert_ptr_equal(items[2].u.text, bytes + items[2].start + 1);
	reading_release(&r);
	read_bytes(&r, " 12", 3);
	assert_string_equal(slice(&r, ari_node_span(r.doc.root)), "12");
	reading_release(&r);
}

struct wrong {
	const char *bytes;
	uint32_t at;
	const char *words; /* in the sentence */
};

static const struct wrong mistakes[] = {
    {"[1,]", 2, "comma stands before"},
    {"{\"a\":1,}", 6, "comma stands before"},
    {"[1,,2]", 3, "value is missing"},
    {"[,1]", 1, "value is missing"},
    {"{\"a\":}", 5, "value is missing"},
    {"{\"a\" 1}", 5, "colon is missing"},
    {"{\"a\":1 \"b\":2}", 7, "comma or a closing }"},
    {"[1 2]", 3, "comma or a closing ]"},
    {"[1}", 2, "comma or a closing ]"},
    {"{1:2}", 1, "key is missing"},
    {"{,}", 1, "key is missing"},
    {"{a:1}", 1, "without quotes"},
    {"'a'", 0, "quotes are double"},
    {"NaN", 0, "no NaN"},
    {"+1", 0, "writes a number"},
    {".5", 0, "writes a number"},
    {"True", 0, "small letters"},
    {"nul", 0, "not JSON"},
    {"[fasle]", 1, "not JSON"},
    {"01", 1, "begins with 0"},
    {"[-01]", 3, "begins with 0"},
    {"-", 1, "minus sign"},
    {"[1.]", 3, "behind its point"},
    {"[1e]", 3, "in its exponent"},
    {"1 2", 2, "more follows"},
    {"{} {}", 3, "more follows"},
    {"1 \"cut", 2, "more follows"},
    {"[] tru", 3, "more follows"},
    {"// no\n1", 0, "comments"},
    {"[1] /* no */", 4, "comments"},
    {"\"a\nb\"", 2, "inside a text"},
    {"\"a\tb\"", 2, "inside a text"},
    {"\"\\x\"", 2, "after a backslash"},
    {"\"\\u12G4\"", 5, "hexadecimal"},
    {"\"abc", 0, "never closed"},
    {"[\"abc]", 1, "never closed"},
    {"[1", 2, "file ends"},
    {"{\"a\": [", 7, "file ends"},
    {"[1\v]", 2, "cannot be seen"},
    {"\f1", 0, "cannot be seen"},
    {"1\v", 1, "cannot be seen"},
};

static bool contains(struct ari_str text, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i + len <= text.len; i++)
		if (!memcmp(text.ptr + i, part, len))
			return true;
	return false;
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
		const struct wrong *wrong = &mistakes[i];
		struct reading r;

		read_bytes(&r, wrong->bytes, strlen(wrong->bytes));
		assert_null(r.doc.root);
		if (strcmp(codes(&r), "json-syntax "))
			fail_msg("%s: %s", wrong->bytes, codes(&r));
		if (!contains(r.diags.items[0].message, wrong->words))
			fail_msg("%s: says %.*s", wrong->bytes,
				 (int)r.diags.items[0].message.len,
				 r.diags.items[0].message.ptr);
		if (r.diags.items[0].span.start != wrong->at)
			fail_msg("%s: at %u", wrong->bytes,
				 r.diags.items[0].span.start);
		reading_release(&r);
	}
}

static void test_what_is_open(void **state)
{
	struct reading r;

	(void)state;
	read_bytes(&r, "[0, {\"a\": 1", 11);
	assert_string_equal(slice(&r, r.diags.items[0].related), "{");
	assert_int_equal(r.diags.items[0].related.start, 4);
	reading_release(&r);
}

static void finds(const char *bytes, size_t len, const char *expected,
		  uint32_t at)
{
	struct reading r;

	read_bytes(&r, bytes, len);
	assert_string_equal(codes(&r), expected);
	assert_int_equal(r.diags.items[0].span.start, at);
	reading_release(&r);
}

static void test_bytes(void **state)
{
	(void)state;
	finds("", 0, "json-empty ", 0);
	finds(" \n", 2, "json-empty ", 0);
	finds("\xEF\xBB\xBF[]", 5, "json-encoding ", 0);
	finds("[\"\xE9\"]", 5, "json-encoding ", 2);
	finds("[\"\xC0\x80\"]", 6, "json-encoding ", 2);
	finds("[\"\xED\xA0\x80\"]", 7, "json-encoding ", 2);
	finds("[\"\xF4\x90\x80\x80\"]", 8, "json-encoding ", 2);
	finds("[\0]", 3, "json-syntax ", 1);
	finds("[\"\0\"]", 5, "json-syntax ", 2);
	finds("\xFF\xFE[\0]\0", 6, "json-encoding ", 0);
}

static void test_lone_surrogates(void **state)
{
	(void)state;
	finds("[\"x\\ud800\"]", 11, "json-surrogate ", 3);
	finds("[\"\\udc00\\ud800\"]", 16, "json-surrogate ", 2);
	finds("[\"\\ud800\\u0041\"]", 16, "json-surrogate ", 2);
	finds("{\"\\ud800\\n\":1}", 14, "json-surrogate ", 2);
	finds("[\"\\ud800\\ud83d\\ude00\"]", 22, "json-surrogate ", 2);
}

static void test_duplicate_key(void **state)
{
	static const char bytes[] = "{\"a\":1,\"b\":2,\"\\u0061\":3}";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	assert_string_equal(codes(&r), "json-duplicate-key ");
	assert_int_equal(r.diags.items[0].span.start, 13);
	assert_int_equal(r.diags.items[0].related.start, 1);
	assert_non_null(r.doc.root);
	reading_release(&r);
}

static void test_depth(void **state)
{
	char bytes[2 * (ARI_TREE_DEPTH + 1)];
	struct reading r;

	(void)state;
	memset(bytes, '[', ARI_TREE_DEPTH);
	memset(bytes + ARI_TREE_DEPTH, ']', ARI_TREE_DEPTH);
	read_bytes(&r, bytes, 2 * ARI_TREE_DEPTH);
	assert_string_equal(codes(&r), "");
	assert_non_null(r.doc.root);
	reading_release(&r);
	memset(bytes, '[', sizeof(bytes));
	finds(bytes, sizeof(bytes), "json-depth ", ARI_TREE_DEPTH);
}

static void test_size(void **state)
{
	size_t len = ARI_TREE_BYTES + 1;
	char *bytes = calloc(len, 1);

	(void)state;
	assert_non_null(bytes);
	finds(bytes, len, "json-size ", 0);
	free(bytes);
}

/* A list of as many values as are read, and of one more. */
static void test_many_nodes(void **state)
{
	size_t len = 2 * ARI_TREE_NODES;
	char *bytes = malloc(len + 1);
	struct reading r;

	(void)state;
	assert_non_null(bytes);
	bytes[0] = '[';
	for (size_t i = 1; i < len; i += 2)
		memcpy(bytes + i, "1,", 2);
	bytes[len - 2] = ']';
	read_bytes(&r, bytes, len - 1);
	assert_string_equal(codes(&r), "");
	assert_int_equal(r.doc.root->len, ARI_TREE_NODES - 1);
	reading_release(&r);
	memcpy(bytes + len - 2, ",1]", 3);
	read_bytes(&r, bytes, len + 1);
	assert_string_equal(codes(&r), "json-nodes ");
	assert_null(r.doc.root);
	reading_release(&r);
	free(bytes);
}

static void test_long_key(void **state)
{
	struct ari_buf bytes;
	struct reading r;

	(void)state;
	ari_buf_init(&bytes, NULL);
	ari_buf_puts(&bytes, "{\"");
	ari_buf_repeat(&bytes, 'k', 100000);
	ari_buf_puts(&bytes, "\\n\":1}");
	read_bytes(&r, bytes.ptr, bytes.len);
	assert_string_equal(codes(&r), "");
	assert_int_equal(r.doc.root->u.items[0].len, 100001);
	reading_release(&r);
	ari_buf_release(&bytes);
}

static void memory_ends(const char *bytes)
{
	size_t failures = 0;

	for (size_t n = 0;; n++) {
		struct stingy stingy;
		struct reading r;

		stingy_init(&stingy, n);
		reading_init(&r, &stingy.alloc);
		r.result = ari_json_read(&r.doc, &r.arena, ari_str_from(bytes),
					 &r.diags, &r.err);
		if (!r.result) {
			assert_null(reading_problem(&r));
			reading_release(&r);
			break;
		}
		assert_int_equal(r.result, -1);
		assert_int_equal(r.err.code, ARI_ERR_MEMORY);
		assert_null(r.doc.root);
		failures++;
		reading_release(&r);
	}
	assert_true(failures > 2);
}

/* The n-th allocation fails, yajl's own among them. */
static void test_memory_ends(void **state)
{
	(void)state;
	memory_ends(
	    "{\"a\": [1, \"x\\ny\", {\"b\": null}], \"a\": \"\\ud800\"}");
	memory_ends("[\"\\u00e9\", [[[[]]]], 12.5e3");
	memory_ends("12");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_it_says),
	    cmocka_unit_test(test_escapes),
	    cmocka_unit_test(test_nul_is_kept),
	    cmocka_unit_test(test_spans),
	    cmocka_unit_test(test_mistakes),
	    cmocka_unit_test(test_what_is_open),
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_lone_surrogates),
	    cmocka_unit_test(test_duplicate_key),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_size),
	    cmocka_unit_test(test_many_nodes),
	    cmocka_unit_test(test_long_key),
	    cmocka_unit_test(test_memory_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
