/*
 * YAML meant to harm: caps, inputs on which libyaml is slow, and an end of
 * memory at any moment. Times are far above what is needed, and far below
 * what the same inputs took before they were bounded.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include <arising/yaml.h>

#include "support/tree.h"

#define MEGABYTE ((size_t)1 << 20)

static void read_str(struct reading *r, struct ari_str bytes)
{
	reading_init(r, NULL);
	r->result =
	    ari_yaml_read(&r->doc, &r->arena, bytes, NULL, &r->diags, &r->err);
	assert_null(reading_problem(r));
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + 1e-9 * (double)ts.tv_nsec;
}

/* Head, then unit as often as a megabyte holds, then tail. */
struct slow {
	const char *head;
	const char *unit;
	const char *tail;
	const char *code; /* of its first finding, or NULL */
};

static void read_slow(const struct slow *slow)
{
	struct ari_buf bytes;
	struct reading r;
	double start;

	ari_buf_init(&bytes, NULL);
	ari_buf_puts(&bytes, slow->head);
	while (bytes.len < MEGABYTE)
		ari_buf_puts(&bytes, slow->unit);
	ari_buf_puts(&bytes, slow->tail);
	start = now();
	read_str(&r, ari_buf_view(&bytes));
	/* A second in the release build; sanitizers take several times. */
	if (now() - start > 8)
		fail_msg("%s…: %f s", slow->unit, now() - start);
	if (slow->code) {
		assert_true(r.diags.count > 0);
		assert_string_equal(r.diags.items[0].rule->code, slow->code);
	} else {
		assert_string_equal(codes(&r), "");
	}
	reading_release(&r);
	ari_buf_release(&bytes);
}

#define OPEN_10 "[[[[[[[[[["
#define OPEN_100                                                               \
	OPEN_10 OPEN_10 OPEN_10 OPEN_10 OPEN_10 OPEN_10 OPEN_10 OPEN_10        \
	    OPEN_10 OPEN_10

#define CLOSE_10 "]]]]]]]]]]"
#define CLOSE_100                                                              \
	CLOSE_10 CLOSE_10 CLOSE_10 CLOSE_10 CLOSE_10 CLOSE_10 CLOSE_10         \
	    CLOSE_10 CLOSE_10 CLOSE_10

static void test_slow_inputs(void **state)
{
	static const struct slow inputs[] = {
	    {"", "[", "", "yaml-depth"},
	    {"", "{", "", "yaml-depth"},
	    {"", "[\n", "", "yaml-depth"},
	    {"", "{a: ", "", "yaml-depth"},
	    {"", "- ", "", "yaml-depth"},
	    {"", "? ", "", "yaml-depth"},
	    {"", "*", "", "yaml-alias"},
	    {"", "&", "", "yaml-anchor"},
	    {"", "- &a b\n", "", "yaml-anchor"},
	    {"", "- *a\n", "", "yaml-alias"},
	    {"", "a", ": b\n", "yaml-colon"},
	    {"[", "a, ", "]", NULL},
	    {OPEN_100, "1,", "", "yaml-depth"},
	    {OPEN_100, "[],", "", "yaml-depth"},
	    {OPEN_100, "\n\"\",", "", "yaml-depth"},
	    {"{", "a: 1, ", "}", "yaml-duplicate-key"},
	    {"", "a: 1\n", "", "yaml-duplicate-key"},
	    {"a: x", " ", "a b c d\n", "yaml-blanks"},
	    {"a: x", "\n", " a\n", "yaml-blanks"},
	    {"a: |\n x", "\n", " a\n", "yaml-blanks"},
	    {"a: 'x", "\xC2\x85", "'\n", "yaml-control"},
	    {"", "%TAG !a! x\n", "--- a\n", "yaml-directive"},
	    {"a: b\n", "%TAG !a! x\n", "--- a\n", "yaml-directive"},
	    {"", "--- a\n", "", "yaml-documents"},
	    {"a: \"", "x\n", "", "yaml-quote"},
	    {"", "a: ", "", "yaml-colon"},
	    {"", "- |\n", "", NULL},
	    {"", "#\n", "", "yaml-empty"},
	    {"a", "\x01", "", "yaml-control"},
	    {"", "- \xC3\xA9\n", "", NULL},
	    {"[", "[[[[[[[[[[a]]]]]]]]]],\n", "]", NULL},
	    {"k: " OPEN_100, "1,", CLOSE_100 "\n", "yaml-depth"},
	    {"k: [", "\"a\",", "]\n", NULL},
	    {"k: [", "'a''b', ", "]\n", NULL},
	    {"k: [", "{a: b}, ", "]\n", NULL},
	    {"k: ", "a #b: ", "\n", NULL},
	    {"k: ", "#a #b:", "\n", NULL},
	    {"k: a\n", " b\n", "", NULL},
	    {"k: a\n", " b\n\n", "", NULL},
	    {"k: |\n", " b\n  \n", "l: m: n\n", "yaml-colon"},
	    {"k: \"", "\\n", "\"\n", NULL},
	    {"", "- - a\n", "", NULL},
	    {"", "-\n", "", NULL},
	    {"", "- a:\n    - b:\n      - c\n", "", NULL},
	    {"", "'a': b\n", "\"", "yaml-quote"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(inputs) / sizeof(*inputs); i++)
		read_slow(&inputs[i]);
}

/* The longest run of blanks that is read, before as many words as fit. */
static void test_blanks_at_the_cap(void **state)
{
	struct ari_buf bytes;
	struct reading r;
	double start;

	(void)state;
	ari_buf_init(&bytes, NULL);
	ari_buf_puts(&bytes, "a: x");
	ari_buf_repeat(&bytes, ' ', 4096);
	while (bytes.len < MEGABYTE)
		ari_buf_puts(&bytes, "a ");
	start = now();
	read_str(&r, ari_buf_view(&bytes));
	assert_true(now() - start < 8);
	assert_string_equal(codes(&r), "");
	reading_release(&r);
	ari_buf_release(&bytes);
}

/* Runs of just the cap and one more, at every place in a sampling step. */
static void test_blanks_wherever_they_stand(void **state)
{
	(void)state;
	for (size_t before = 1; before < 9000; before += 517) {
		for (size_t more = 0; more < 2; more++) {
			struct ari_buf bytes;
			struct reading r;

			ari_buf_init(&bytes, NULL);
			ari_buf_repeat(&bytes, 'x', before);
			ari_buf_repeat(&bytes, ' ', 4096 + more);
			ari_buf_puts(&bytes, "y\n");
			read_str(&r, ari_buf_view(&bytes));
			assert_string_equal(codes(&r),
					    more ? "yaml-blanks " : "");
			assert_int_equal(!r.doc.root, more);
			reading_release(&r);
			ari_buf_release(&bytes);
		}
	}
}

/* Indentation and blank lines of ordinary length are no run of blanks. */
static void test_blanks_that_are_fine(void **state)
{
	struct ari_buf bytes;
	struct reading r;

	(void)state;
	ari_buf_init(&bytes, NULL);
	ari_buf_puts(&bytes, "a: b\n");
	for (int i = 0; i < 300; i++) {
		ari_buf_repeat(&bytes, ' ', 60);
		ari_buf_puts(&bytes, "\r\n");
	}
	ari_buf_puts(&bytes, "c: d\n");
	read_str(&r, ari_buf_view(&bytes));
	assert_string_equal(codes(&r), "");
	assert_string_equal(sketch(&r), "{a=b|c=d}");
	reading_release(&r);
	ari_buf_release(&bytes);
}

static void read_nested(struct reading *r, struct ari_buf *bytes, int depth,
			bool block)
{
	ari_buf_init(bytes, NULL);
	for (int i = 0; i < depth; i++)
		ari_buf_puts(bytes, block ? "- " : "[");
	ari_buf_puts(bytes, "a");
	if (!block)
		ari_buf_repeat(bytes, ']', (size_t)depth);
	read_str(r, ari_buf_view(bytes));
}

static void test_depth(void **state)
{
	struct ari_buf bytes;
	struct reading r;

	(void)state;
	for (int block = 0; block < 2; block++) {
		read_nested(&r, &bytes, ARI_TREE_DEPTH, block);
		assert_string_equal(codes(&r), "");
		assert_non_null(r.doc.root);
		reading_release(&r);
		ari_buf_release(&bytes);
		read_nested(&r, &bytes, ARI_TREE_DEPTH + 1, block);
		assert_string_equal(codes(&r), "yaml-depth ");
		assert_int_equal(r.diags.items[0].span.start,
				 ARI_TREE_DEPTH * (block + 1));
		assert_null(r.doc.root);
		reading_release(&r);
		ari_buf_release(&bytes);
	}
}

static void test_size(void **state)
{
	size_t len = ARI_TREE_BYTES + 1;
	char *bytes = calloc(len, 1);
	struct reading r;

	(void)state;
	assert_non_null(bytes);
	read_str(&r, (struct ari_str){bytes, len});
	assert_string_equal(codes(&r), "yaml-size ");
	reading_release(&r);
	free(bytes);
}

static void test_no_bytes_at_all(void **state)
{
	struct reading r;

	(void)state;
	read_str(&r, (struct ari_str){NULL, 0});
	assert_string_equal(codes(&r), "yaml-empty ");
	reading_release(&r);
}

/* A million keys, no two the same: no square. */
static void test_many_keys(void **state)
{
	struct ari_buf bytes;
	struct reading r;
	double start;

	(void)state;
	ari_buf_init(&bytes, NULL);
	for (uint64_t i = 0; i < 1000000; i++)
		ari_buf_printf(&bytes, "k%u: 1\n",
			       (unsigned)(i * 7919 % 1000000));
	start = now();
	read_str(&r, ari_buf_view(&bytes));
	assert_true(now() - start < 40);
	assert_string_equal(codes(&r), "");
	assert_int_equal(r.doc.root->len, 2000000);
	reading_release(&r);
	ari_buf_release(&bytes);
}

/* The n-th allocation fails, for every n until none does. */
static size_t count_failures(const char *text)
{
	for (size_t n = 0;; n++) {
		struct stingy stingy;
		struct reading r;

		stingy_init(&stingy, n);
		reading_init(&r, &stingy.alloc);
		r.result = ari_yaml_read(&r.doc, &r.arena, ari_str_from(text),
					 NULL, &r.diags, &r.err);
		if (!r.result) {
			assert_null(reading_problem(&r));
			reading_release(&r);
			return n;
		}
		assert_int_equal(r.result, -1);
		assert_int_equal(r.err.code, ARI_ERR_MEMORY);
		assert_null(r.doc.root);
		reading_release(&r);
	}
}

#define EIGHTEEN_KEYS                                                          \
	"k1: 1\nk2: 1\nk3: 1\nk4: 1\nk5: 1\nk6: 1\nk7: 1\nk8: 1\nk9: 1\n"      \
	"l1: 1\nl2: 1\nl3: 1\nl4: 1\nl5: 1\nl6: 1\nl7: 1\nl8: 1\nl9: 1\n"

static void test_memory_ends(void **state)
{
	(void)state;
	assert_true(count_failures("a: &x \"b\\tc\"\nd: [e, *y, {f: |\n  g\n"
				   "  h\n}]\n" EIGHTEEN_KEYS
				   "a: b\n7: c\n") > 3);
	/* Ordinary lines, to the end and until one is not. */
	assert_true(count_failures("a: 'it''s'\nd: [e, {f: g}]\nh: |\n  i\n"
				   "j: k\n  l\n" EIGHTEEN_KEYS "a: b\n") > 3);
	assert_true(count_failures("a: 'it''s'\nd: [e, {f: g}]\nh: |\n  i\n"
				   "a: b\n" EIGHTEEN_KEYS "c: d: e\n") > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_slow_inputs),
	    cmocka_unit_test(test_blanks_at_the_cap),
	    cmocka_unit_test(test_blanks_wherever_they_stand),
	    cmocka_unit_test(test_blanks_that_are_fine),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_size),
	    cmocka_unit_test(test_no_bytes_at_all),
	    cmocka_unit_test(test_many_keys),
	    cmocka_unit_test(test_memory_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
