/*
 * The colophon: what is written is read again, whatever an id holds, in
 * every format; and what was cut, changed or made up is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include <arising/exchange.h>
#include <arising/render.h>

static struct ari_colophon sample(void)
{
	struct ari_colophon c = {
	    .format = ARI_STR("html"),
	    .cycle = ARI_STR("sr-2021-12"),
	    .since = ARI_STR("sr-2021-09"),
	    .tool = ARI_STR("0.1.0"),
	    .options = {.names = true, .body = ARI_STR("S&R")},
	};

	memset(c.commit.bytes, 0xC0, sizeof(c.commit.bytes));
	memset(c.tag.bytes, 0x1A, sizeof(c.tag.bytes));
	memset(c.since_commit.bytes, 0x2B, sizeof(c.since_commit.bytes));
	memset(c.form.bytes, 0x3C, sizeof(c.form.bytes));
	return c;
}

static void assert_same(const struct ari_colophon *a,
			const struct ari_colophon *b)
{
	assert_true(ari_str_eq(a->format, b->format));
	assert_true(ari_str_eq(a->cycle, b->cycle));
	assert_true(ari_str_eq(a->since, b->since));
	assert_true(ari_str_eq(a->tool, b->tool));
	assert_true(ari_str_eq(a->options.body, b->options.body));
	assert_true(ari_str_eq(a->options.plan, b->options.plan));
	assert_true(ari_oid_eq(&a->commit, &b->commit));
	assert_true(ari_oid_eq(&a->tag, &b->tag));
	assert_true(ari_oid_eq(&a->since_commit, &b->since_commit));
	assert_true(ari_oid_eq(&a->since_tag, &b->since_tag));
	assert_true(ari_oid_eq(&a->form, &b->form));
	assert_int_equal(a->draft, b->draft);
	assert_int_equal(a->list, b->list);
	assert_int_equal(a->options.names, b->options.names);
	assert_int_equal(a->options.exempt, b->options.exempt);
	assert_int_equal(a->options.extras, b->options.extras);
}

static int find(struct ari_colophon *out, struct ari_arena *arena,
		struct ari_str bytes)
{
	struct ari_error err = {.code = ARI_OK};

	return ari_colophon_find(out, bytes, arena, &err) ? (int)err.code : 0;
}

/* An id with whatever git allows in a tag's name, and more. */
static void test_round_trip(void **state)
{
	static const char *const ids[] = {
	    "plain", "with space", "a&b<c>\"d'", "caf\xC3\xA9", "100%",
	    "a=b",   "end",	   "x end",	 "`tick`",	"|",
	    "\\",    "new\nline",  "format=csv",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		struct ari_colophon c = sample(), back;
		struct ari_arena arena;
		struct ari_buf line;

		c.cycle = ari_str_from(ids[i]);
		c.options.plan = ari_str_from(ids[i]);
		c.draft = i % 2;
		c.list = i % 3;
		ari_arena_init(&arena, NULL, 0);
		ari_buf_init(&line, NULL);
		ari_colophon_put(&line, &c);
		for (size_t k = 0; k < line.len; k++)
			assert_null(memchr("<>&\"'`|\\\n", line.ptr[k], 9));
		assert_int_equal(find(&back, &arena, ari_buf_view(&line)), 0);
		assert_same(&c, &back);
		ari_buf_release(&line);
		ari_arena_release(&arena);
	}
}

/* The last one counts: an officer's text cannot take its place. */
static void test_last(void **state)
{
	struct ari_colophon c = sample(), back;
	struct ari_arena arena;
	struct ari_buf page;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&page, NULL);
	ari_buf_puts(&page, "<p>arising-paper/1 format=csv cycle=other end</p>"
			    "\n<code>");
	ari_colophon_put(&page, &c);
	ari_buf_puts(&page, "</code>\n");
	assert_int_equal(find(&back, &arena, ari_buf_view(&page)), 0);
	assert_same(&c, &back);
	ari_buf_release(&page);
	ari_arena_release(&arena);
}

/* Every shorter beginning is refused, and never read past. */
static void test_cut(void **state)
{
	struct ari_colophon c = sample(), back;
	struct ari_arena arena;
	struct ari_buf line;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&line, NULL);
	ari_colophon_put(&line, &c);
	for (size_t len = 0; len < line.len; len++) {
		struct ari_str copy =
		    ari_arena_dup(&arena, (struct ari_str){line.ptr, len});
		int code = find(&back, &arena, copy);

		assert_int_equal(code, len < sizeof(ARI_COLOPHON_MARK) - 1
					   ? ARI_ERR_NOT_FOUND
					   : ARI_ERR_INVALID);
	}
	ari_buf_release(&line);
	ari_arena_release(&arena);
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
	    "arising-paper/1 end",
	    "arising-paper/1 format=html end",
	    "arising-paper/1 format=html cycle=a commit=none end",
	    "arising-paper/1 format=html cycle=a commit=xyz end",
	    "arising-paper/1 format=html cycle=%4 "
	    "commit=0123456789012345678901234567890123456789 end",
	    "arising-paper/1 format=html cycle=%00 "
	    "commit=0123456789012345678901234567890123456789 end",
	    "arising-paper/1 format=html cycle=a colour=red "
	    "commit=0123456789012345678901234567890123456789 end",
	    "arising-paper/1 format=html cycle=a names=maybe "
	    "commit=0123456789012345678901234567890123456789 end",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct ari_colophon back;
		struct ari_arena arena;

		ari_arena_init(&arena, NULL, 0);
		assert_int_equal(find(&back, &arena, ari_str_from(bad[i])),
				 ARI_ERR_INVALID);
		ari_arena_release(&arena);
	}
}

/* A mark without an end, again and again: the last one ends the search. */
static void test_many_marks(void **state)
{
	struct ari_colophon back;
	struct ari_arena arena;
	struct ari_buf page;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&page, NULL);
	for (int i = 0; i < 100000; i++)
		ari_buf_puts(&page, ARI_COLOPHON_MARK " a=b ");
	assert_int_equal(find(&back, &arena, ari_buf_view(&page)),
			 ARI_ERR_INVALID);
	ari_buf_release(&page);
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_round_trip), cmocka_unit_test(test_last),
	    cmocka_unit_test(test_cut),	       cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_many_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
