/*
 * Types of plain scalars: the tables of the YAML 1.2 core schema, 10.3.2,
 * and the traps of YAML 1.1 that it left behind.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <arising/yaml.h>

static void all_are(enum ari_scalar_type type, const char *const *texts)
{
	for (; *texts; texts++)
		if (ari_yaml_plain_type(ari_str_from(*texts)) != type)
			fail_msg("%s is %d", *texts,
				 ari_yaml_plain_type(ari_str_from(*texts)));
}

static void test_nulls(void **state)
{
	static const char *const texts[] = {"",	    "~",    "null",
					    "Null", "NULL", NULL};

	(void)state;
	all_are(ARI_TYPE_NULL, texts);
}

static void test_bools(void **state)
{
	static const char *const texts[] = {"true",  "True",  "TRUE", "false",
					    "False", "FALSE", NULL};

	(void)state;
	all_are(ARI_TYPE_BOOL, texts);
}

static void test_ints(void **state)
{
	static const char *const texts[] = {
	    "0",    "7",    "-19", "+3",
	    "0123", "0o17", "0o0", "0x3A",
	    "0xff", "2021", "-0",  "123456789012345678901234567890",
	    NULL};

	(void)state;
	all_are(ARI_TYPE_INT, texts);
}

static void test_floats(void **state)
{
	static const char *const texts[] = {
	    "0.",   "-0.0",  ".5",    "+12e03", "-2E+05", "1.10", "1e3", "5.e1",
	    ".inf", "-.Inf", "+.INF", ".nan",	".NaN",	  ".NAN", "-.5", NULL};

	(void)state;
	all_are(ARI_TYPE_FLOAT, texts);
}

static void test_strings(void **state)
{
	static const char *const texts[] = {
	    "a",     "nULL",   "nil",	   "tRUE",	 "yes",	  "no",
	    "on",    "off",    "y",	   "n",		 "TruE",  ".",
	    "-",     "+",      "-.",	   "e3",	 "1e",	  "1e+",
	    ".e1",   "+.",     "--1",	   "0o",	 "0o8",	  "0x",
	    "0xg",   "-0x1",   "+0o1",	   "0b1",	 "1_000", "1,000",
	    "1:30",  "190:20", "2021-12",  "2021-12-17", "1.2.3", "2.1b",
	    ".nanx", "-.nan",  ".inF",	   "..inf",	 "1 2",	  "null ",
	    "<<",    "=",      "\xC3\xA9", NULL};

	(void)state;
	all_are(ARI_TYPE_STRING, texts);
}

static void test_text_is_not_terminated(void **state)
{
	(void)state;
	assert_int_equal(ari_yaml_plain_type((struct ari_str){"12x", 2}),
			 ARI_TYPE_INT);
	assert_int_equal(ari_yaml_plain_type((struct ari_str){"truex", 4}),
			 ARI_TYPE_BOOL);
	assert_int_equal(ari_yaml_plain_type((struct ari_str){"1.5", 1}),
			 ARI_TYPE_INT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nulls),
	    cmocka_unit_test(test_bools),
	    cmocka_unit_test(test_ints),
	    cmocka_unit_test(test_floats),
	    cmocka_unit_test(test_strings),
	    cmocka_unit_test(test_text_is_not_terminated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
