/*
 * The node tree's verbs on trees read from JSON: look up, compare, and the
 * places of bytes for people.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include <arising/json.h>

#include "support/tree.h"

static void read_json(struct reading *r, const char *bytes)
{
	reading_init(r, NULL);
	r->result = ari_json_read(&r->doc, &r->arena, ari_str_from(bytes),
				  &r->diags, &r->err);
	assert_null(reading_problem(r));
	assert_non_null(r->doc.root);
}

static void test_get(void **state)
{
	struct reading r;
	const struct ari_node *root;

	(void)state;
	read_json(&r, "{\"a\": \"x\", \"b\": [1], \"ab\": null}");
	root = r.doc.root;
	assert_true(ari_str_is(ari_node_text(ari_node_get(root, "a")), "x"));
	assert_int_equal(ari_node_get(root, "ab")->type, ARI_TYPE_NULL);
	assert_null(ari_node_get(root, "x"));
	assert_null(ari_node_get(root, ""));
	assert_null(ari_node_get(ari_node_get(root, "b"), "0"));
	assert_null(ari_node_get(ari_node_get(root, "a"), "a"));
	assert_null(ari_node_get(NULL, "a"));
	assert_ptr_equal(ari_node_get_str(root, (struct ari_str){"abc", 2}),
			 ari_node_get(root, "ab"));
	reading_release(&r);
}

static void test_text_and_span(void **state)
{
	struct reading r;

	(void)state;
	read_json(&r, " [true]");
	assert_null(ari_node_text(NULL).ptr);
	assert_null(ari_node_text(r.doc.root).ptr);
	assert_true(ari_str_is(ari_node_text(&r.doc.root->u.items[0]), "true"));
	assert_int_equal(ari_node_span(NULL).end, 0);
	assert_int_equal(ari_node_span(r.doc.root).start, 1);
	assert_int_equal(ari_node_span(r.doc.root).end, 7);
	reading_release(&r);
}

struct pair {
	const char *a;
	const char *b;
	bool equal;
};

static void test_equal(void **state)
{
	static const struct pair pairs[] = {
	    {"[]", "[ ]", true},
	    {"{}", "[]", false},
	    {"\"a\"", "\"\\u0061\"", true},
	    {"\"1\"", "1", false},
	    {"1", "1.0", false},
	    {"[1, 2]", "[2, 1]", false},
	    {"[1, 2]", "[1]", false},
	    {"[1]", "[1, 2]", false},
	    {"{\"a\": 1, \"b\": [2]}", "{\"b\": [2], \"a\": 1}", true},
	    {"{\"a\": 1, \"b\": [2]}", "{\"b\": [3], \"a\": 1}", false},
	    {"{\"a\": 1}", "{\"b\": 1}", false},
	    {"{\"a\": 1}", "{\"a\": 1, \"b\": 1}", false},
	    {"[[[{\"a\": [[]]}]]]", "[[[{\"a\": [[]]}]]]", true},
	    {"[[[{\"a\": [[]]}]]]", "[[[{\"a\": [[1]]}]]]", false},
	    {"\"\"", "null", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct reading a, b;

		read_json(&a, pairs[i].a);
		read_json(&b, pairs[i].b);
		if (ari_node_equal(a.doc.root, b.doc.root) != pairs[i].equal ||
		    ari_node_equal(b.doc.root, a.doc.root) != pairs[i].equal)
			fail_msg("%s and %s", pairs[i].a, pairs[i].b);
		assert_true(ari_node_equal(a.doc.root, a.doc.root));
		assert_false(ari_node_equal(a.doc.root, NULL));
		assert_false(ari_node_equal(NULL, a.doc.root));
		reading_release(&a);
		reading_release(&b);
	}
	assert_true(ari_node_equal(NULL, NULL));
}

static void test_equal_at_full_depth(void **state)
{
	char deep[2 * ARI_TREE_DEPTH + 1];
	struct reading a;

	(void)state;
	memset(deep, '[', ARI_TREE_DEPTH);
	memset(deep + ARI_TREE_DEPTH, ']', ARI_TREE_DEPTH);
	deep[2 * ARI_TREE_DEPTH] = '\0';
	read_json(&a, deep);
	assert_true(ari_node_equal(a.doc.root, a.doc.root));
	reading_release(&a);
}

struct spot {
	uint32_t offset;
	uint32_t line;
	uint32_t column;
};

static void test_locate(void **state)
{
	/* Offsets:      0    4 6       11     15   17 */
	static const char bytes[] = "ab\r\n"
				    "c\n"
				    "\xC3\xA9"
				    "d\xE2\x82\xAC"
				    "e\n"
				    "\n"
				    "z";
	static const struct spot spots[] = {
	    {0, 1, 1},	{1, 1, 2},  {2, 1, 3},	{3, 1, 4},  {4, 2, 1},
	    {5, 2, 2},	{6, 3, 1},  {8, 3, 2},	{9, 3, 3},  {12, 3, 4},
	    {13, 3, 5}, {14, 4, 1}, {15, 5, 1}, {16, 5, 2}, {99, 5, 2},
	};
	struct reading r;
	struct ari_place place;

	(void)state;
	reading_init(&r, NULL);
	r.doc.bytes = (struct ari_str){bytes, sizeof(bytes) - 1};
	for (size_t i = 0; i < sizeof(spots) / sizeof(*spots); i++) {
		assert_int_equal(ari_doc_locate(&place, &r.doc, &r.arena,
						spots[i].offset, &r.err),
				 0);
		assert_int_equal(place.line, spots[i].line);
		assert_int_equal(place.column, spots[i].column);
	}
	assert_true(ari_str_is(ari_doc_line(&r.doc, 1), "ab"));
	assert_true(ari_str_is(ari_doc_line(&r.doc, 2), "c"));
	assert_true(ari_str_is(ari_doc_line(&r.doc, 3), "éd€e"));
	assert_true(ari_str_is(ari_doc_line(&r.doc, 4), ""));
	assert_true(ari_str_is(ari_doc_line(&r.doc, 5), "z"));
	assert_null(ari_doc_line(&r.doc, 0).ptr);
	assert_null(ari_doc_line(&r.doc, 6).ptr);
	reading_release(&r);
}

static void test_locate_in_nothing(void **state)
{
	struct reading r;
	struct ari_place place;

	(void)state;
	reading_init(&r, NULL);
	r.doc.bytes = ARI_STR("");
	assert_int_equal(ari_doc_locate(&place, &r.doc, &r.arena, 0, &r.err),
			 0);
	assert_int_equal(place.line, 1);
	assert_int_equal(place.column, 1);
	assert_true(ari_str_is(ari_doc_line(&r.doc, 1), ""));
	reading_release(&r);
}

static void test_locate_without_memory(void **state)
{
	struct stingy stingy;
	struct reading r;
	struct ari_place place = {7, 7};

	(void)state;
	stingy_init(&stingy, 0);
	reading_init(&r, &stingy.alloc);
	r.doc.bytes = ARI_STR("a\nb");
	assert_int_equal(ari_doc_locate(&place, &r.doc, &r.arena, 2, &r.err),
			 -1);
	assert_int_equal(r.err.code, ARI_ERR_MEMORY);
	assert_int_equal(place.line, 7);
	reading_release(&r);
}

/* -- abridged -- */

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

/* Offsets that were named have the place and line that they had. */
static void compare_abridged(struct ari_str bytes, const uint32_t *offsets,
			     size_t count)
{
	struct ari_doc whole = {.bytes = bytes}, less = {.bytes = bytes};
	uint32_t copy[16];
	struct reading r;

	assert_true(count <= 16);
	reading_init(&r, NULL);
	if (count)
		memcpy(copy, offsets, count * sizeof(*copy));
	assert_int_equal(ari_doc_abridge(&less, &r.arena, copy, count, &r.err),
			 0);
	for (size_t i = 0; i < count; i++) {
		struct ari_place a, b;

		assert_int_equal(
		    ari_doc_locate(&a, &whole, &r.arena, offsets[i], &r.err),
		    0);
		assert_int_equal(
		    ari_doc_locate(&b, &less, &r.arena, offsets[i], &r.err), 0);
		assert_int_equal(a.line, b.line);
		assert_int_equal(a.column, b.column);
		assert_true(ari_str_eq(ari_doc_line(&whole, a.line),
				       ari_doc_line(&less, b.line)));
		assert_int_equal(ari_doc_line_start(&whole, a.line),
				 ari_doc_line_start(&less, b.line));
	}
	assert_null(ari_doc_line(&less, 0).ptr);
	reading_release(&r);
}

static void test_abridge(void **state)
{
	static const char *const pieces[] = {"a",  "é",	 "\n",	   "\r\n",
					     "\n", "\r", "longer", "\n\n"};
	uint32_t seed = 20211217, offsets[16];
	char text[400];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t len = 0, count = draw(&seed, 17);

		for (uint32_t i = draw(&seed, 40); i; i--) {
			const char *piece = pieces[draw(&seed, 8)];

			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		for (size_t i = 0; i < count; i++)
			offsets[i] = draw(&seed, (uint32_t)len + 3);
		compare_abridged((struct ari_str){text, len}, offsets, count);
	}
	offsets[0] = 0;
	compare_abridged((struct ari_str){NULL, 0}, offsets, 1);
}

static void test_abridge_without_memory(void **state)
{
	struct stingy stingy;
	struct reading r;
	uint32_t offset = 1;

	(void)state;
	stingy_init(&stingy, 0);
	reading_init(&r, &stingy.alloc);
	r.doc.bytes = ARI_STR("a\nb");
	assert_int_equal(ari_doc_abridge(&r.doc, &r.arena, &offset, 1, &r.err),
			 -1);
	assert_int_equal(r.err.code, ARI_ERR_MEMORY);
	assert_int_equal(r.doc.bytes.len, 3);
	assert_non_null(r.doc.bytes.ptr);
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_get),
	    cmocka_unit_test(test_text_and_span),
	    cmocka_unit_test(test_equal),
	    cmocka_unit_test(test_equal_at_full_depth),
	    cmocka_unit_test(test_locate),
	    cmocka_unit_test(test_locate_in_nothing),
	    cmocka_unit_test(test_locate_without_memory),
	    cmocka_unit_test(test_abridge),
	    cmocka_unit_test(test_abridge_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
