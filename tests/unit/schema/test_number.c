/*
 * Numbers compare and divide exactly, as GMP's rationals do where those
 * can hold them, and without expanding exponents where they cannot.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gmp.h>

#include "schema/number.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROUNDS 20000

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

/* -- known values -- */

static const struct {
	const char *a;
	const char *b;
	int order;
} orders[] = {
    {"1", "1.0", 0},
    {"1", "10e-1", 0},
    {"100", "1e2", 0},
    {"1e2", "1E+2", 0},
    {"0", "-0", 0},
    {"0", "0.000e99", 0},
    {"-0.0", "0e-5", 0},
    {"1", "2", -1},
    {"-1", "1", -1},
    {"-1", "-2", 1},
    {"9", "10", -1},
    {"0.1", "0.09", 1},
    {"1.5", "1.50000000000000000000000000000000000001", -1},
    {"9007199254740993", "9007199254740992", 1},
    {"18446744073709551616", "18446744073709551615", 1},
    {"1e400", "1e399", 1},
    {"1e400", "10e399", 0},
    {"1e-400", "0", 1},
    {"-1e-400", "0", -1},
    {"1e1000000000", "9e999999999", 1},
    {"1e1000000000", "10e999999999", 0},
    {"1e-1000000000", "1e-1000000001", 1},
    {"1e99999999999999999999999999", "1e99999999999999999999999998", 1},
    {"1e99999999999999999999999999", "10e99999999999999999999999998", 0},
    {"1e100000000000000000000000000", "0.1e100000000000000000000000001", 0},
    {"-1e99999999999999999999999999", "1e-99999999999999999999999999", -1},
    {"1e00000000000000000000000000001", "10", 0},
    {"0x1F", "31", 0},
    {"0x1f", "31.0", 0},
    {"0o17", "15", 0},
    {"0x10000000000000000", "18446744073709551616", 0},
    {"0x10000000000000000", "18446744073709551617", -1},
    {"0x0", "0", 0},
    {"0x64", "1e2", 0},
    {".5", "0.5", 0},
    {"+1", "1", 0},
    {"+12e03", "12000", 0},
    {"1.", "1", 0},
    {".inf", "1e999999999999", 1},
    {"-.inf", "-1e999999999999", -1},
    {"-.Inf", ".INF", -1},
    {"+.inf", ".inf", 0},
    {".nan", ".NaN", 0},
    {".nan", ".inf", 1},
    {".nan", "-1", 1},
};

static void known_values_compare(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct ari_str a = ari_str_from(orders[i].a);
		struct ari_str b = ari_str_from(orders[i].b);

		if (sign(ari_schema__number_cmp(a, b)) != orders[i].order ||
		    sign(ari_schema__number_cmp(b, a)) != -orders[i].order)
			fail_msg("%s and %s", orders[i].a, orders[i].b);
	}
}

static void integers_are_known(void **state)
{
	static const char *const yes[] = {
	    "0",      "-0",	  "1.0",      "1e3",	"1.5e1",
	    "100e-2", "12.00e-0", "0.0",      "0e-9",	"0x1F",
	    "0o7",    "+3",	  "1e400",    "1.",	"1e99999999999999999",
	    "-7",     "0.001e3",  "-1.20e+1", "0.5e01", "120e-1",
	};
	static const char *const no[] = {
	    "0.1",   "1e-1", "1.5",	 "100e-3", "1e-99999999999999999999",
	    ".5",    ".inf", "-.inf",	 ".nan",   "1.25e1",
	    "-0.01", "x",    "",	 "0x",	   "0xG",
	    "1e",    "0o8",  "1e+",	 "-0x1F",  "1.2.3",
	    "--1",   ".",    "Infinity", "1 ",	   "0x1.8",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		if (!ari_schema__number_is_integer(ari_str_from(yes[i])))
			fail_msg("%s is taken for no integer", yes[i]);
	for (size_t i = 0; i < COUNT(no); i++)
		if (ari_schema__number_is_integer(ari_str_from(no[i])))
			fail_msg("%s is taken for an integer", no[i]);
	assert_false(ari_schema__number_is_integer((struct ari_str){NULL, 0}));
}

static const struct {
	const char *value;
	const char *divisor;
	int multiple;
} multiples[] = {
    {"10", "2", 1},
    {"7", "2", 0},
    {"0", "1.5", 1},
    {"4.5", "1.5", 1},
    {"35", "1.5", 0},
    {"0.0075", "0.0001", 1},
    {"0.00751", "0.0001", 0},
    {"19.99", "0.01", 1},
    {"0.3", "0.1", 1},
    {"1.1", "0.1", 1},
    {"12391239123", "1e-8", 1},
    {"1e308", "0.5", 1},
    {"1e308", "0.123456789", 0},
    {"1e1000000000", "3", 0},
    {"1e1000000000", "8", 1},
    {"3e1000000000", "0.000024", 1},
    {"1e-1000000000", "3", 0},
    {"1e99999999999999999999", "1024", 1},
    {"1e99999999999999999999", "7e99999999999999999998", 0},
    {"14e99999999999999999999", "7e99999999999999999998", 1},
    {"1e3", "16", 0},
    {"1e4", "16", 1},
    {"1e3", "625", 0},
    {"1e4", "625", 1},
    {"-6", "3", 1},
    {"-6", "-4", 0},
    {"9007199254740993", "3", 1},
    {"9007199254740992", "3", 0},
    {"340282366920938463463374607431768211456", "18446744073709551616", 1},
    {"340282366920938463463374607431768211457", "18446744073709551616", 0},
    {"1e40", "18446744073709551616", 0},
    {"1e64", "18446744073709551616", 1},
    {"1e65", "3552713678800500929355621337890625000", 1},
    {"0x20", "16", 1},
    {"0x21", "16", 0},
    {"5", "0", 0},
    {"0", "0", 0},
    {".inf", "2", 0},
    {"2", ".inf", 0},
    {".nan", "1", 0},
};

static void known_values_divide(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(multiples); i++)
		if (ari_schema__number_multiple(
			ari_str_from(multiples[i].value),
			ari_str_from(multiples[i].divisor)) !=
		    multiples[i].multiple)
			fail_msg("%s by %s", multiples[i].value,
				 multiples[i].divisor);
}

/* -- against rationals -- */

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* A number in one of its spellings, and its value. */
static void make_number(char text[128], mpq_t value, uint64_t *seed)
{
	unsigned whole = next_random(seed) % 30;
	unsigned behind = next_random(seed) % 2 ? next_random(seed) % 25 : 0;
	int exponent =
	    next_random(seed) % 2 ? (int)(next_random(seed) % 41) - 20 : 0;
	bool negative = next_random(seed) % 4 == 0;
	char digits[64];
	size_t at = 0, len = 0;
	mpz_t scale;
	int power;

	if (negative)
		text[at++] = '-';
	for (unsigned i = 0; i < 1 + whole + behind; i++) {
		unsigned spread = next_random(seed) % 3 ? 10 : 1;
		char digit = (char)('0' + next_random(seed) % spread);

		if (i == 0 && whole)
			digit = (char)('1' + next_random(seed) % 9);
		if (i == 1 + whole)
			text[at++] = '.';
		text[at++] = digit;
		digits[len++] = digit;
	}
	digits[len] = '\0';
	text[at] = '\0';
	if (exponent)
		snprintf(text + at, 128 - at, "%c%+d",
			 next_random(seed) % 2 ? 'e' : 'E', exponent);
	power = exponent - (int)behind;
	mpz_init(scale);
	mpz_ui_pow_ui(scale, 10, (unsigned long)abs(power));
	mpq_set_ui(value, 0, 1);
	mpz_set_str(mpq_numref(value), digits, 10);
	if (power >= 0)
		mpz_mul(mpq_numref(value), mpq_numref(value), scale);
	else
		mpz_set(mpq_denref(value), scale);
	if (negative)
		mpz_neg(mpq_numref(value), mpq_numref(value));
	mpq_canonicalize(value);
	mpz_clear(scale);
}

static bool is_whole(mpq_t value)
{
	return mpz_cmp_ui(mpq_denref(value), 1) == 0;
}

static void rationals_agree(void **state)
{
	uint64_t seed = 20211217;
	unsigned whole = 0, equal = 0, divided = 0;
	mpq_t x, y, quotient;

	(void)state;
	mpq_inits(x, y, quotient, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		char a[128], b[128];
		int found, expected;

		make_number(a, x, &seed);
		make_number(b, y, &seed);
		/* Near misses and multiples are rare by chance. */
		if (i % 4 == 1 && mpq_sgn(y)) {
			mpz_mul_ui(mpq_numref(x), mpq_numref(y),
				   next_random(&seed) % 1000);
			mpz_set_ui(mpq_denref(x), 1);
			gmp_snprintf(a, sizeof(a), "%Zd", mpq_numref(x));
		}
		found = sign(
		    ari_schema__number_cmp(ari_str_from(a), ari_str_from(b)));
		expected = sign(mpq_cmp(x, y));
		if (found != expected)
			fail_msg("%s and %s: %d", a, b, found);
		equal += !expected;
		if (ari_schema__number_is_integer(ari_str_from(a)) !=
		    is_whole(x))
			fail_msg("%s is whole or not", a);
		whole += is_whole(x);
		if (!mpq_sgn(y))
			continue;
		mpq_div(quotient, x, y);
		found = ari_schema__number_multiple(ari_str_from(a),
						    ari_str_from(b));
		if (found != is_whole(quotient))
			fail_msg("%s by %s: %d", a, b, found);
		divided += is_whole(quotient);
	}
	mpq_clears(x, y, quotient, NULL);
	/* Both verdicts came up often enough to mean something. */
	assert_in_range(whole, 1000, ROUNDS - 1000);
	assert_in_range(divided, 1000, ROUNDS - 1000);
	assert_in_range(equal, 1, ROUNDS / 2);
}

/* Equal values in other spellings are equal, and divide each other. */
static void spellings_do_not_matter(void **state)
{
	static const char *const spellings[] = {
	    "120",  "120.0", "1.2e2",	"12E+1",     "0.12e3",	  "+120",
	    "0x78", "0o170", "1200e-1", "120.000e0", "0.00012e6", "120.",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(spellings); i++)
		for (size_t j = 0; j < COUNT(spellings); j++) {
			struct ari_str a = ari_str_from(spellings[i]);
			struct ari_str b = ari_str_from(spellings[j]);

			assert_int_equal(ari_schema__number_cmp(a, b), 0);
			assert_int_equal(ari_schema__number_multiple(a, b), 1);
		}
}

/* -- sizes -- */

static char *digits_of(size_t count, char last)
{
	char *text = malloc(count + 1);

	assert_non_null(text);
	memset(text, '7', count);
	text[count - 1] = last;
	text[count] = '\0';
	return text;
}

static void long_numbers_are_exact_or_refused(void **state)
{
	char *at_cap = digits_of(ARI_NUMBER_DIGITS, '7');
	char *past = digits_of(ARI_NUMBER_DIGITS + 1, '7');
	char *less = digits_of(ARI_NUMBER_DIGITS + 1, '6');
	struct ari_str seven = ARI_STR("7");

	(void)state;
	assert_int_equal(
	    ari_schema__number_multiple(ari_str_from(at_cap), seven), 1);
	assert_int_equal(ari_schema__number_multiple(ari_str_from(past), seven),
			 -1);
	assert_int_equal(ari_schema__number_multiple(seven, ari_str_from(past)),
			 -1);
	assert_true(
	    ari_schema__number_cmp(ari_str_from(past), ari_str_from(less)) > 0);
	assert_true(ari_schema__number_is_integer(ari_str_from(past)));
	/* Zeros at the end are no digits to look at. */
	memset(past + 1, '0', ARI_NUMBER_DIGITS);
	assert_int_equal(ari_schema__number_multiple(ari_str_from(past), seven),
			 1);
	memcpy(past, "0x", 2);
	assert_int_equal(
	    ari_schema__number_cmp(ari_str_from(past), ARI_STR("0")), 0);
	free(at_cap);
	free(past);
	free(less);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(known_values_compare),
	    cmocka_unit_test(integers_are_known),
	    cmocka_unit_test(known_values_divide),
	    cmocka_unit_test(rationals_agree),
	    cmocka_unit_test(spellings_do_not_matter),
	    cmocka_unit_test(long_numbers_are_exact_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
