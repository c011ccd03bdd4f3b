/*
 * A hash of values that is the same for equal ones: numbers by value, keys
 * in any order. Long enums and uniqueItems are searched by it.
 */
#include "schema/program.h"

#include <string.h>

/* Nesting that is followed; what lies deeper counts as one value. */
#define HASH_DEPTH (ARI_TREE_DEPTH + 1)

static uint64_t mix(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	return x ^ (x >> 32);
}

static uint64_t hash_text(struct ari_str text, uint64_t seed)
{
	uint64_t hash = seed ^ text.len, word;
	size_t at = 0;

	for (; at + 8 <= text.len; at += 8) {
		memcpy(&word, text.ptr + at, 8);
		hash = mix(hash ^ word);
	}
	word = 0;
	if (at < text.len)
		memcpy(&word, text.ptr + at, text.len - at);
	return mix(hash ^ word);
}

/*
 * Numbers are hashed by value, modulo the prime 2^61 - 1: digits times a
 * power of ten, so that 10, 1e1, 10.0 and 0xA come out alike.
 */
#define PRIME ((UINT64_C(1) << 61) - 1)

static uint64_t times(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = a;
	uint64_t sum;

	product *= b;
	sum = (uint64_t)(product & PRIME) + (uint64_t)(product >> 61);
	return sum >= PRIME ? sum - PRIME : sum;
}

static uint64_t power(uint64_t base, uint64_t exponent)
{
	uint64_t result = 1;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			result = times(result, base);
		base = times(base, base);
	}
	return result;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

/* exponent with one more decimal digit, modulo what powers repeat by. */
static uint64_t next_digit(uint64_t exponent, int digit)
{
	__extension__ unsigned __int128 wide = exponent;

	return (uint64_t)((wide * 10 + (unsigned)digit) % (PRIME - 1));
}

/* 10 to the exponent written at `at`, less `scale`, modulo the prime. */
static uint64_t scale_of(struct ari_str text, size_t at, uint64_t scale)
{
	bool minus = at < text.len && text.ptr[at] == '-';
	uint64_t exponent = 0;

	if (at < text.len && (minus || text.ptr[at] == '+'))
		at++;
	for (; at < text.len && digit_value(text.ptr[at]) < 10; at++)
		exponent = next_digit(exponent, digit_value(text.ptr[at]));
	if (minus && exponent)
		exponent = PRIME - 1 - exponent;
	scale %= PRIME - 1;
	exponent = (exponent + (PRIME - 1 - scale)) % (PRIME - 1);
	return power(10, exponent);
}

static uint64_t hash_digits(struct ari_str text, size_t at, int base)
{
	uint64_t value = 0, scale = 0;
	bool fraction = false;

	for (; at < text.len; at++) {
		int digit = digit_value(text.ptr[at]);

		if (base == 10 && text.ptr[at] == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (digit >= base)
			break;
		value = times(value, (uint64_t)base) + (uint64_t)digit;
		value = value >= PRIME ? value - PRIME : value;
		scale += fraction;
	}
	if (base == 10)
		value = times(value, scale_of(text, at + 1, scale));
	return value;
}

static uint64_t hash_number(struct ari_str text)
{
	bool minus = text.len && text.ptr[0] == '-';
	size_t at = text.len && (minus || text.ptr[0] == '+') ? 1 : 0;
	int base = 10;
	uint64_t value;

	if (text.len - at > 2 && text.ptr[at] == '0')
		base = text.ptr[at + 1] == 'x'	 ? 16
		       : text.ptr[at + 1] == 'o' ? 8
						 : 10;
	value = hash_digits(text, base == 10 ? at : at + 2, base);
	if (minus && value)
		value = PRIME - value;
	return mix(value ^ UINT64_C(0x6e756d));
}

static uint64_t hash_scalar(const struct ari_node *node)
{
	if (ari_schema__is_number(node))
		return hash_number(ari_node_text(node));
	if (node->type == ARI_TYPE_NULL)
		return mix(11);
	if (node->type == ARI_TYPE_BOOL)
		return mix(ari_schema__is_true(node) ? 13 : 17);
	return hash_text(ari_node_text(node), 19);
}

struct sum {
	const struct ari_node *node;
	uint32_t at;
	uint64_t hash;
};

/* Fold one value into the collection it stands in. */
static void add_value(struct sum *sum, uint64_t hash)
{
	if (sum->node->kind == ARI_NODE_SEQUENCE) {
		sum->hash = mix(sum->hash ^ hash) + sum->at;
		sum->at++;
		return;
	}
	hash ^= hash_text(ari_node_text(&sum->node->u.items[sum->at]), 23);
	sum->hash += mix(hash);
	sum->at += 2;
}

/* The next value inside the collection, or NULL after its last. */
static const struct ari_node *next_value(const struct sum *sum)
{
	if (sum->at >= sum->node->len)
		return NULL;
	if (sum->node->kind == ARI_NODE_MAPPING)
		return &sum->node->u.items[sum->at + 1];
	return &sum->node->u.items[sum->at];
}

uint64_t ari_schema__hash(const struct ari_node *node, uint64_t *steps)
{
	struct sum stack[HASH_DEPTH];
	size_t depth = 0;

	for (;;) {
		uint64_t hash = 29;

		*steps -= *steps > 0;
		if (node->kind == ARI_NODE_SCALAR)
			hash = hash_scalar(node);
		else if (depth < HASH_DEPTH) {
			stack[depth++] = (struct sum){node, 0, node->kind};
			node = next_value(&stack[depth - 1]);
			if (node)
				continue;
			hash = mix(stack[--depth].hash);
		}
		for (;;) {
			if (!depth)
				return hash;
			add_value(&stack[depth - 1], hash);
			node = next_value(&stack[depth - 1]);
			if (node)
				break;
			hash = mix(stack[--depth].hash);
		}
	}
}
