/*
 * Lines cut off a text one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/base.h>

static void cut(const char *text, const char *const *lines)
{
	struct ari_str rest = ari_str_from(text);

	for (; *lines; lines++) {
		assert_true(rest.len > 0);
		assert_true(ari_str_is(ari_str_line(&rest), *lines));
	}
	assert_int_equal(rest.len, 0);
}

static void cuts_lines(void **state)
{
	(void)state;
	cut("", (const char *const[]){NULL});
	cut("a", (const char *const[]){"a", NULL});
	cut("a\n", (const char *const[]){"a", NULL});
	cut("a\nb", (const char *const[]){"a", "b", NULL});
	cut("\n\nab\r\n", (const char *const[]){"", "", "ab\r", NULL});
}

static void cuts_nothing_off_nothing(void **state)
{
	struct ari_str none = {NULL, 0};

	(void)state;
	assert_int_equal(ari_str_line(&none).len, 0);
	assert_null(none.ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_lines),
	    cmocka_unit_test(cuts_nothing_off_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
