/*
 * Exact divisibility, for multipleOf: never through floating point, and
 * never by writing out a power of ten.
 *
 * With value V x 10^a and divisor D x 10^b (V, D without zeros at the end)
 * the quotient is V x 10^d / D, d = a - b. If d < 0 it is no integer, for
 * V is no multiple of 10. Else 10^d takes up to d twos and d fives out of
 * D, and what is left of D has to divide V.
 */
#include "schema/number_internal.h"

#include <gmp.h>
#include <stdlib.h>

/* Digits that surely fit in 64 bits. */
#define SMALL_DIGITS 18

/* -- 64 bits -- */

static uint64_t small_value(const struct ari_number *n)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < n->digits.len; i++)
		if (n->digits.ptr[i] != '.')
			value = value * 10 + (uint64_t)(n->digits.ptr[i] - '0');
	return value;
}

static uint64_t strip_small(uint64_t divisor, uint64_t prime, int64_t most)
{
	for (; most > 0 && divisor % prime == 0; most--)
		divisor /= prime;
	return divisor;
}

static int divide_small(const struct ari_number *value,
			const struct ari_number *divisor, int64_t shift)
{
	uint64_t left = small_value(divisor);

	left = strip_small(left, 2, shift);
	left = strip_small(left, 5, shift);
	return small_value(value) % left == 0;
}

/* -- any size -- */

/* Set out to the digits. Errors: -1 when memory ends. */
static int set_digits(mpz_t out, const struct ari_number *n)
{
	char *copy = malloc(n->count + 1);
	size_t i, len = 0;

	if (!copy)
		return -1;
	for (i = 0; i < n->digits.len; i++)
		if (n->digits.ptr[i] != '.')
			copy[len++] = n->digits.ptr[i];
	copy[len] = '\0';
	mpz_set_str(out, copy, 10);
	free(copy);
	return 0;
}

/* Take the prime out of divisor, most times at most. */
static void strip_large(mpz_t divisor, unsigned long prime, int64_t most)
{
	mpz_t factor;
	mp_bitcnt_t found;

	mpz_init_set_ui(factor, prime);
	found = mpz_remove(divisor, divisor, factor);
	if (found > (mp_bitcnt_t)most) {
		mpz_ui_pow_ui(factor, prime, found - (mp_bitcnt_t)most);
		mpz_mul(divisor, divisor, factor);
	}
	mpz_clear(factor);
}

static int divide_large(const struct ari_number *value,
			const struct ari_number *divisor, int64_t shift)
{
	int result = -1;
	mpz_t v, d;

	mpz_inits(v, d, NULL);
	if (set_digits(v, value) || set_digits(d, divisor))
		goto out;
	strip_large(d, 2, shift);
	strip_large(d, 5, shift);
	result = mpz_divisible_p(v, d) != 0;
out:
	mpz_clears(v, d, NULL);
	return result;
}

static int divide(const struct ari_number *value,
		  const struct ari_number *divisor)
{
	int64_t shift;

	if (value->kind != ARI_NUMBER_FINITE ||
	    divisor->kind != ARI_NUMBER_FINITE || !divisor->count)
		return 0;
	if (!value->count)
		return 1;
	shift = ari_schema__number_exponents(value, divisor) + value->scale -
		divisor->scale;
	if (shift < 0)
		return 0;
	if (value->count <= SMALL_DIGITS && divisor->count <= SMALL_DIGITS)
		return divide_small(value, divisor, shift);
	if (value->count > ARI_NUMBER_DIGITS ||
	    divisor->count > ARI_NUMBER_DIGITS)
		return -1;
	return divide_large(value, divisor, shift);
}

int ari_schema__number_multiple(struct ari_str value, struct ari_str divisor)
{
	struct ari_number v, d;
	int result;

	ari_schema__number_read(&v, value);
	ari_schema__number_read(&d, divisor);
	result = divide(&v, &d);
	ari_schema__number_release(&v);
	ari_schema__number_release(&d);
	return result;
}
