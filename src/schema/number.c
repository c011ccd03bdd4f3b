/*
 * Numbers as they are written: read into sign, digits and power of ten
 * without making a value of them, and compared that way. Divisibility
 * stands in number_multiple.c.
 */
#include "schema/number_internal.h"

#include <gmp.h>
#include <stdlib.h>
#include <string.h>

/* An exponent's difference past which small terms cannot matter. */
#define DECIDED ((int64_t)1 << 50)

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* -- reading -- */

static bool is_one_of(struct ari_str s, const char *a, const char *b,
		      const char *c)
{
	return ari_str_is(s, a) || ari_str_is(s, b) || ari_str_is(s, c);
}

/* Read 0x… or 0o…, by way of decimal digits of its own. */
static bool read_based(struct ari_number *out, struct ari_str text)
{
	int base = text.ptr[1] == 'x' ? 16 : 8;
	size_t len = text.len - 2, i;
	const char *digits = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
	char *copy;
	mpz_t value;

	if (!len || len > ARI_NUMBER_DIGITS)
		return false;
	for (i = 2; i < text.len; i++)
		if (!text.ptr[i] || !strchr(digits, text.ptr[i]))
			return false;
	/* Decimal digits are never more than 5/4 of these, and a NUL. */
	copy = malloc(len + len / 4 + 4);
	if (!copy)
		return false;
	memcpy(copy, text.ptr + 2, len);
	copy[len] = '\0';
	mpz_init_set_str(value, copy, base);
	mpz_get_str(copy, 10, value);
	mpz_clear(value);
	out->owned = copy;
	out->digits = ari_str_from(copy);
	return true;
}

/* Find the digits and the point; false when there is no digit. */
static bool read_mantissa(struct ari_number *out, struct ari_str s, size_t *at)
{
	size_t i = *at, digits = 0;

	out->point = 0;
	for (; i < s.len && is_digit(s.ptr[i]); i++)
		digits++;
	if (i < s.len && s.ptr[i] == '.') {
		size_t dot = i++;

		for (; i < s.len && is_digit(s.ptr[i]); i++)
			digits++;
		out->point = (int64_t)(i - dot - 1);
	}
	out->digits = (struct ari_str){s.ptr + *at, i - *at};
	*at = i;
	return digits > 0;
}

static bool read_exponent(struct ari_number *out, struct ari_str s, size_t at)
{
	size_t start;

	if (at == s.len)
		return true;
	if (s.ptr[at] != 'e' && s.ptr[at] != 'E')
		return false;
	at++;
	if (at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+')) {
		out->exponent_negative = s.ptr[at] == '-';
		at++;
	}
	start = at;
	while (at < s.len && is_digit(s.ptr[at]))
		at++;
	out->exponent = (struct ari_str){s.ptr + start, at - start};
	return at == s.len && at > start;
}

/*
 * Cut the zeros at both ends. Those at the end, and the digits behind the
 * point, go into `point`: the value is 0.d1d2… or d1d2… times a power.
 */
static void trim_digits(struct ari_number *n)
{
	const char *first = n->digits.ptr, *last = first + n->digits.len;
	int64_t scale = -n->point;

	while (first < last && (*first == '0' || *first == '.'))
		first++;
	while (last > first && (last[-1] == '0' || last[-1] == '.')) {
		scale += last[-1] == '0';
		last--;
	}
	n->digits = (struct ari_str){first, (size_t)(last - first)};
	n->count = n->digits.len;
	if (n->count && memchr(first, '.', n->count))
		n->count--;
	n->scale = scale;
	if (!n->count)
		n->negative = false;
}

static bool read_finite(struct ari_number *out, struct ari_str s, bool sign)
{
	size_t at = 0;

	if (!sign && s.len > 2 && s.ptr[0] == '0' &&
	    (s.ptr[1] == 'x' || s.ptr[1] == 'o'))
		return read_based(out, s);
	return read_mantissa(out, s, &at) && read_exponent(out, s, at);
}

void ari_schema__number_read(struct ari_number *out, struct ari_str text)
{
	struct ari_str s = text;
	bool sign = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');

	*out = (struct ari_number){.kind = ARI_NUMBER_NAN};
	if (sign) {
		out->negative = s.ptr[0] == '-';
		s.ptr++;
		s.len--;
	}
	if (is_one_of(s, ".inf", ".Inf", ".INF")) {
		out->kind = ARI_NUMBER_INF;
		return;
	}
	if (!read_finite(out, s, sign))
		return;
	out->kind = ARI_NUMBER_FINITE;
	trim_digits(out);
}

void ari_schema__number_release(struct ari_number *number)
{
	free(number->owned);
}

/* -- exponents -- */

/* The digit of a number that is padded with zeros to width. */
static int digit_at(struct ari_str digits, size_t width, size_t i)
{
	size_t pad = width - digits.len;

	return i < pad ? 0 : digits.ptr[i - pad] - '0';
}

int64_t ari_schema__number_exponents(const struct ari_number *a,
				     const struct ari_number *b)
{
	size_t width = a->exponent.len > b->exponent.len ? a->exponent.len
							 : b->exponent.len;
	int sign_a = a->exponent_negative ? -1 : 1;
	int sign_b = b->exponent_negative ? -1 : 1;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < width; i++) {
		sum = sum * 10 + sign_a * digit_at(a->exponent, width, i) -
		      sign_b * digit_at(b->exponent, width, i);
		/* What is left cannot turn it round. */
		if (sum > DECIDED || sum < -DECIDED)
			break;
	}
	return sum;
}

/* -- comparing -- */

/* Order .nan above .inf above the finite above -.inf. */
static int rank(const struct ari_number *n)
{
	if (n->kind == ARI_NUMBER_NAN)
		return 2;
	if (n->kind == ARI_NUMBER_INF)
		return n->negative ? -1 : 1;
	return 0;
}

static int sign_of(const struct ari_number *n)
{
	if (!n->count)
		return 0;
	return n->negative ? -1 : 1;
}

/* The next digit, the point passed over; 0 past the end. */
static char next_digit(struct ari_str *digits)
{
	char c;

	do {
		if (!digits->len)
			return '0';
		c = *digits->ptr++;
		digits->len--;
	} while (c == '.');
	return c;
}

/* Compare the absolute values of numbers that are not 0. */
static int compare_sizes(const struct ari_number *a, const struct ari_number *b)
{
	struct ari_str x = a->digits, y = b->digits;
	int64_t more = ari_schema__number_exponents(a, b);

	more += (int64_t)a->count + a->scale;
	more -= (int64_t)b->count + b->scale;
	if (more)
		return more > 0 ? 1 : -1;
	while (x.len || y.len) {
		char p = next_digit(&x), q = next_digit(&y);

		if (p != q)
			return p > q ? 1 : -1;
	}
	return 0;
}

static int compare(const struct ari_number *a, const struct ari_number *b)
{
	int sign = sign_of(a);

	if (rank(a) || rank(b))
		return (rank(a) > rank(b)) - (rank(a) < rank(b));
	if (sign != sign_of(b))
		return sign > sign_of(b) ? 1 : -1;
	return sign ? sign * compare_sizes(a, b) : 0;
}

/* Digits only, and few enough for 64 bits: nearly every number there is. */
static bool read_small(uint64_t *out, struct ari_str s)
{
	uint64_t value = 0;
	size_t i;

	if (!s.len || s.len > 18)
		return false;
	for (i = 0; i < s.len; i++) {
		if (!is_digit(s.ptr[i]))
			return false;
		value = value * 10 + (uint64_t)(s.ptr[i] - '0');
	}
	*out = value;
	return true;
}

int ari_schema__number_cmp(struct ari_str a, struct ari_str b)
{
	struct ari_number x, y;
	uint64_t p, q;
	int result;

	if (read_small(&p, a) && read_small(&q, b))
		return (p > q) - (p < q);
	ari_schema__number_read(&x, a);
	ari_schema__number_read(&y, b);
	result = compare(&x, &y);
	ari_schema__number_release(&x);
	ari_schema__number_release(&y);
	return result;
}

bool ari_schema__number_is_integer(struct ari_str text)
{
	const struct ari_number one = {.kind = ARI_NUMBER_FINITE};
	struct ari_number n;
	bool result;

	ari_schema__number_read(&n, text);
	result =
	    n.kind == ARI_NUMBER_FINITE &&
	    (!n.count || ari_schema__number_exponents(&n, &one) + n.scale >= 0);
	ari_schema__number_release(&n);
	return result;
}
