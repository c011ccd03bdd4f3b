/*
 * YAML that is right: what it says, and the bytes where it says it.
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
	says("a: b\n", "{a=b}");
	says("a:\n- b\n- c: d\n  e: f\n-\n", "{a=[b|{c=d|e=f}|null:]}");
	says("a: [b, {c: d}, e: f, ]\n", "{a=[b|{c=d}|{e=f}]}");
	says("{\"a\":1,\"b\":[true,null]}",
	     "{a=int:1|b=[bool:true|null:null]}");
	says("a: 'it''s'\nb: \"t\\tab \\u00e9\"\n", "{a=it's|b=t\tab é}");
	says("a: one\n  two\n\n  three\n", "{a=one two\nthree}");
	says("a: |\n  one\n   two\n\nb: >-\n  x\n  y\n",
	     "{a=one\n two\n|b=x y}");
	says("a: |+\n  one\n\nb: |2\n   x\n", "{a=one\n\n|b= x\n}");
	says("? a\n: b\n? c\n", "{a=b|c=null:}");
	says("--- # comment\na: b\n...\n# after\n", "{a=b}");
	says("\xEF\xBB\xBF"
	     "a: b\n",
	     "{a=b}");
	says("plain", "plain");
	says("~", "null:~");
	says("\"\"", "");
	says("{}", "{}");
	says("a: x#y\nb: http://c/d\ne: f:g\n", "{a=x#y|b=http://c/d|e=f:g}");
	says("a: b\r\nc: |\r\n  d\r\n  e\r\n", "{a=b|c=d\ne\n}");
	says("R&D: 5 * 3\n", "{R&D=5 * 3}");
}

static const struct ari_node *find(const struct reading *r, const char *key)
{
	const struct ari_node *node = ari_node_get(r->doc.root, key);

	assert_non_null(node);
	return node;
}

static void stands_at(struct reading *r, const char *key, const char *bytes)
{
	assert_string_equal(slice(r, ari_node_span(find(r, key))), bytes);
}

static void test_spans(void **state)
{
	static const char bytes[] = "# a plan\n"
				    "plain:  some text  # comment\n"
				    "lines: one\n"
				    "  two # c\n"
				    "single: 'it''s' \n"
				    "double: \"x\\\"y\"\n"
				    "none:\n"
				    "list:   # c\n"
				    "  - a\n"
				    "  - b: c\n"
				    "    d:\n"
				    "\n"
				    "# c\n"
				    "flow: [a, {b: c} ]  # c\n"
				    "dashes:\n"
				    "- x\n"
				    "-\n"
				    "last: end";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	stands_at(&r, "plain", "some text");
	stands_at(&r, "lines", "one\n  two");
	stands_at(&r, "single", "'it''s'");
	stands_at(&r, "double", "\"x\\\"y\"");
	stands_at(&r, "none", "");
	assert_memory_equal(bytes + find(&r, "none")->start - 5, "none:", 5);
	stands_at(&r, "list", "- a\n  - b: c\n    d:");
	stands_at(&r, "flow", "[a, {b: c} ]");
	stands_at(&r, "dashes", "- x\n-");
	stands_at(&r, "last", "end");
	assert_int_equal(r.doc.root->start, 9);
	assert_int_equal(r.doc.root->end, sizeof(bytes) - 1);
	reading_release(&r);
}

static void test_block_spans(void **state)
{
	static const char bytes[] = "a: |  # c\n"
				    "  one\n"
				    "  two  \n"
				    "  \n"
				    "\n"
				    "# comment\n"
				    "b: |+\n"
				    "  x\n"
				    "\n"
				    "\n"
				    "c: >2- # c\n"
				    "\n"
				    "d: |\r\n"
				    "  y\r\n"
				    "\r\n"
				    "e: |\n"
				    "  end";
	struct reading r;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	stands_at(&r, "a", "|  # c\n  one\n  two  ");
	stands_at(&r, "b", "|+\n  x");
	stands_at(&r, "c", ">2-");
	stands_at(&r, "d", "|\r\n  y");
	stands_at(&r, "e", "|\n  end");
	reading_release(&r);
}

/* libyaml counts characters; spans are bytes. */
static void test_spans_behind_wide_text(void **state)
{
	static const char bytes[] = "\xEF\xBB\xBF# — € 😀\n"
				    "ä: é\n"
				    "日本: [漢字, \"“x”\", a]\n"
				    "text: |\n"
				    "  naïve — “quoted”\n"
				    "end: x\n";
	struct reading r;
	const struct ari_node *list;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	stands_at(&r, "ä", "é");
	stands_at(&r, "日本", "[漢字, \"“x”\", a]");
	stands_at(&r, "text", "|\n  naïve — “quoted”");
	stands_at(&r, "end", "x");
	list = find(&r, "日本");
	assert_string_equal(slice(&r, ari_node_span(&list->u.items[1])),
			    "\"“x”\"");
	assert_string_equal(slice(&r, ari_node_span(&list->u.items[2])), "a");
	reading_release(&r);
}

/* Each value of a long list of mixed widths is where its text is. */
static void test_spans_of_many_widths(void **state)
{
	static const char *const words[] = {
	    "a",	  "é",	   "€uro",   "😀",
	    "abcdefghij", "naïve", "日本語", "plain words only"};
	struct ari_buf bytes;
	struct reading r;
	uint32_t seed = 7;

	(void)state;
	ari_buf_init(&bytes, NULL);
	for (int i = 0; i < 3000; i++) {
		seed = seed * 1103515245 + 12345;
		ari_buf_printf(&bytes, "- %s # %s\n", words[seed >> 16 & 7],
			       words[seed >> 20 & 7]);
	}
	read_bytes(&r, bytes.ptr, bytes.len);
	assert_int_equal(r.doc.root->len, 3000);
	for (uint32_t i = 0; i < 3000; i++) {
		const struct ari_node *item = &r.doc.root->u.items[i];
		struct ari_str text = ari_node_text(item);

		assert_int_equal(item->end - item->start, text.len);
		assert_memory_equal(bytes.ptr + item->start, text.ptr,
				    text.len);
	}
	reading_release(&r);
	ari_buf_release(&bytes);
}

static void test_styles(void **state)
{
	static const char bytes[] = "{a: b, 'c': \"d\"}";
	struct reading r;
	const struct ari_node *items;

	(void)state;
	read_bytes(&r, bytes, sizeof(bytes) - 1);
	items = r.doc.root->u.items;
	assert_int_equal(r.doc.root->style, ARI_STYLE_FLOW);
	assert_int_equal(items[0].style, ARI_STYLE_PLAIN);
	assert_int_equal(items[2].style, ARI_STYLE_SINGLE);
	assert_int_equal(items[3].style, ARI_STYLE_DOUBLE);
	/* Texts that need no decoding stay where they are. */
	assert_ptr_equal(items[1].u.text, bytes + 4);
	assert_ptr_equal(items[3].u.text, bytes + 13);
	reading_release(&r);
	read_bytes(&r, "- |\n x\n- >\n y\n", 14);
	assert_int_equal(r.doc.root->style, ARI_STYLE_BLOCK);
	assert_int_equal(r.doc.root->u.items[0].style, ARI_STYLE_LITERAL);
	assert_int_equal(r.doc.root->u.items[1].style, ARI_STYLE_FOLDED);
	reading_release(&r);
}

/* A folded line has as many bytes as it says: it must not be borrowed. */
static void test_folded_text_of_equal_length(void **state)
{
	(void)state;
	says("a\nb", "a b");
	says("'a\nb'", "a b");
	says("- 'a''b'\n", "[a'b]");
}

static void test_any_keys(void **state)
{
	static const char bytes[] = "1: a\ntrue: b\n~: c\n";
	struct ari_yaml_options options = {.any_keys = true};
	struct reading r;

	(void)state;
	reading_init(&r, NULL);
	r.result = ari_yaml_read(&r.doc, &r.arena,
				 (struct ari_str){bytes, sizeof(bytes) - 1},
				 &options, &r.diags, &r.err);
	assert_null(reading_problem(&r));
	assert_string_equal(codes(&r), "");
	assert_string_equal(sketch(&r), "{int:1=a|bool:true=b|null:~=c}");
	reading_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_it_says),
	    cmocka_unit_test(test_spans),
	    cmocka_unit_test(test_block_spans),
	    cmocka_unit_test(test_spans_behind_wide_text),
	    cmocka_unit_test(test_spans_of_many_widths),
	    cmocka_unit_test(test_styles),
	    cmocka_unit_test(test_folded_text_of_equal_length),
	    cmocka_unit_test(test_any_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
