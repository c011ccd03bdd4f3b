/*
 * Printing into a buffer: at every length around its room, with a cap and
 * with a drain; and numbers digit by digit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/base.h>
#include <stdio.h>
#include <string.h>

#define MOST 700

/* The text comes out whole however much room is left before it. */
static void prints_at_every_length(void **state)
{
	char text[MOST + 1];

	(void)state;
	memset(text, 'x', MOST);
	text[MOST] = '\0';
	for (size_t before = 0; before < MOST; before += 7) {
		struct ari_buf buf;

		ari_buf_init(&buf, NULL);
		ari_buf_add(&buf, text, before);
		ari_buf_printf(&buf, "<%s>", text + before);
		assert_false(buf.failed);
		assert_int_equal(buf.len, MOST + 2);
		assert_int_equal(buf.ptr[before], '<');
		assert_string_equal(buf.ptr + MOST + 1, ">");
		ari_buf_release(&buf);
	}
}

static void ends_at_its_cap(void **state)
{
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	buf.cap = 300;
	ari_buf_printf(&buf, "%0200d", 1);
	assert_false(buf.failed);
	ari_buf_printf(&buf, "%0200d", 2);
	assert_true(buf.failed);
	assert_int_equal(buf.len, 200);
	assert_int_equal(strlen(buf.ptr), 200);
	ari_buf_release(&buf);
}

static int count(void *ctx, const char *bytes, size_t len)
{
	(void)bytes;
	*(size_t *)ctx += len;
	return 0;
}

static void drains_what_is_printed(void **state)
{
	struct ari_buf buf;
	size_t drained = 0;

	(void)state;
	ari_buf_init(&buf, NULL);
	buf.drain = count;
	buf.drain_ctx = &drained;
	for (int i = 0; i < 100000; i++)
		ari_buf_printf(&buf, "%05d", i);
	assert_true(buf.room < (size_t)1 << 18);
	assert_int_equal(ari_buf_flush(&buf), 0);
	assert_int_equal(drained, 500000);
	ari_buf_release(&buf);
}

static void writes_numbers(void **state)
{
	static const struct {
		uint64_t value;
		unsigned width;
		const char *text;
	} rows[] = {
	    {0, 0, "0"},
	    {0, 2, "00"},
	    {7, 2, "07"},
	    {17, 2, "17"},
	    {2021, 4, "2021"},
	    {21, 4, "0021"},
	    {123, 2, "123"},
	    {UINT64_MAX, 0, "18446744073709551615"},
	    {1, 20, "00000000000000000001"},
	};
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ari_buf_clear(&buf);
		ari_buf_number(&buf, rows[i].value, rows[i].width);
		assert_string_equal(buf.ptr, rows[i].text);
	}
	ari_buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(prints_at_every_length),
	    cmocka_unit_test(ends_at_its_cap),
	    cmocka_unit_test(drains_what_is_printed),
	    cmocka_unit_test(writes_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
