/*
 * Texts of a spreadsheet's cells: no code is read in one, and the longest
 * fits where a cell ends, whole characters and whole marks.
 */
#include "exchange/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_codes(void **state)
{
	static const char *const pairs[][2] = {
	    {"a _x003D_ b", "a _x005F_x003D_ b"},
	    {"_x001b__x000A_", "_x005F_x001b__x005F_x000A_"},
	    {"__x0041_x0041_", "__x005F_x0041_x005F_x0041_"},
	    {"_x005F_x0041_", "_x005F_x005F_x005F_x0041_"},
	    {"_x004_ _x00041_ _X0041_ _x004G_ _x0041",
	     "_x004_ _x00041_ _X0041_ _x004G_ _x0041"},
	    {" =1+1\n", "=1+1"},
	    {"a\033b\nc", "a\xEF\xBF\xBD"
			  "b\nc"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct ari_buf out;

		ari_buf_init(&out, NULL);
		ari_exchange__xlsx_text(&out, ari_str_from(pairs[i][0]));
		ari_buf_byte(&out, '\0');
		assert_string_equal(out.ptr, pairs[i][1]);
		ari_buf_release(&out);
	}
}

/* The piece many times over, as much of it as there is room for. */
static void check_long(const char *piece, const char *written)
{
	size_t size = strlen(written);
	struct ari_buf text, out;

	ari_buf_init(&text, NULL);
	ari_buf_init(&out, NULL);
	for (size_t i = 0; i < 40000; i++)
		ari_buf_puts(&text, piece);
	ari_buf_puts(&out, "before");
	ari_exchange__xlsx_text(&out, ari_buf_view(&text));
	assert_false(out.failed);
	assert_in_range(out.len, 6 + 32000 - size, 6 + 32000);
	for (size_t i = 6; i + size <= out.len; i += size)
		assert_memory_equal(out.ptr + i, written, size);
	assert_int_equal(ari_utf8_check(ari_buf_view(&out)), out.len);
	ari_buf_release(&out);
	ari_buf_release(&text);
}

static void test_long(void **state)
{
	(void)state;
	check_long("a", "a");
	check_long("\xE2\x82\xAC", "\xE2\x82\xAC");
	check_long("_x0041_", "_x005F_x0041_");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_codes),
	    cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
