/*
 * Values as JSON Schema sees them: their types, and equality by what they
 * say (1 is 1.0, keys in any order), with a hash to match.
 */
#include "schema/program.h"

#include "schema/number.h"

#include <string.h>

/* Nesting that a comparison follows: what a reader accepts. */
#define VALUE_DEPTH (ARI_TREE_DEPTH + 1)

unsigned ari_schema__types(const struct ari_node *node)
{
	if (node->kind == ARI_NODE_MAPPING)
		return ARI_IS_OBJECT;
	if (node->kind == ARI_NODE_SEQUENCE)
		return ARI_IS_ARRAY;
	switch (node->type) {
	case ARI_TYPE_NULL:
		return ARI_IS_NULL;
	case ARI_TYPE_BOOL:
		return ARI_IS_BOOL;
	case ARI_TYPE_INT:
		return ARI_IS_NUMBER | ARI_IS_INTEGER;
	case ARI_TYPE_FLOAT:
		if (ari_schema__number_is_integer(ari_node_text(node)))
			return ARI_IS_NUMBER | ARI_IS_INTEGER;
		return ARI_IS_NUMBER;
	default:
		return ARI_IS_STRING;
	}
}

static bool spend(uint64_t *steps, uint64_t cost)
{
	if (*steps < cost) {
		*steps = 0;
		return false;
	}
	*steps -= cost;
	return true;
}

static bool is_number(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR &&
	       (node->type == ARI_TYPE_INT || node->type == ARI_TYPE_FLOAT);
}

/* YAML also writes True and TRUE. */
static bool is_true(const struct ari_node *node)
{
	return node->len && (node->u.text[0] == 't' || node->u.text[0] == 'T');
}

static bool same_scalar(const struct ari_node *a, const struct ari_node *b)
{
	if (is_number(a) && is_number(b))
		return !ari_schema__number_cmp(ari_node_text(a),
					       ari_node_text(b));
	if (a->type != b->type)
		return false;
	if (a->type == ARI_TYPE_NULL)
		return true;
	if (a->type == ARI_TYPE_BOOL)
		return is_true(a) == is_true(b);
	return ari_str_eq(ari_node_text(a), ari_node_text(b));
}

/* The value of key in map, looked for first where it stood in the other. */
static const struct ari_node *find_near(const struct ari_node *map,
					struct ari_str key, uint32_t near,
					uint64_t *steps)
{
	if (ari_str_eq(ari_node_text(&map->u.items[near]), key))
		return &map->u.items[near + 1];
	if (!spend(steps, map->len / 2))
		return NULL;
	return ari_node_get_str(map, key);
}

struct pair {
	const struct ari_node *a;
	const struct ari_node *b;
	uint32_t at;
};

/* The next two values to compare below pair; false: nothing to match. */
static bool next_pair(struct pair *pair, const struct ari_node **a,
		      const struct ari_node **b, uint64_t *steps)
{
	const struct ari_node *item = &pair->a->u.items[pair->at];

	if (pair->a->kind == ARI_NODE_SEQUENCE) {
		*a = item;
		*b = &pair->b->u.items[pair->at++];
		return true;
	}
	*a = item + 1;
	*b = find_near(pair->b, ari_node_text(item), pair->at, steps);
	pair->at += 2;
	return *b != NULL;
}

int ari_schema__equal(const struct ari_node *a, const struct ari_node *b,
		      uint64_t *steps)
{
	struct pair stack[VALUE_DEPTH];
	size_t depth = 0;

	for (;;) {
		if (!spend(steps, 1))
			return -1;
		if (a->kind != b->kind)
			return 0;
		if (a->kind == ARI_NODE_SCALAR) {
			if (!same_scalar(a, b))
				return 0;
		} else if (a->len != b->len) {
			return 0;
		} else if (depth == VALUE_DEPTH) {
			return -1;
		} else {
			stack[depth++] = (struct pair){a, b, 0};
		}
		while (depth && stack[depth - 1].at >= stack[depth - 1].a->len)
			depth--;
		if (!depth)
			return 1;
		if (!next_pair(&stack[depth - 1], &a, &b, steps))
			return *steps ? 0 : -1;
	}
}

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
		base = text.ptr[at + 1] == 'x'   ? 16
		       : text.ptr[at + 1] == 'o' ? 8
						 : 10;
	value = hash_digits(text, base == 10 ? at : at + 2, base);
	if (minus && value)
		value = PRIME - value;
	return mix(value ^ UINT64_C(0x6e756d));
}

static uint64_t hash_scalar(const struct ari_node *node)
{
	if (is_number(node))
		return hash_number(ari_node_text(node));
	if (node->type == ARI_TYPE_NULL)
		return mix(11);
	if (node->type == ARI_TYPE_BOOL)
		return mix(is_true(node) ? 13 : 17);
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
	struct sum stack[VALUE_DEPTH];
	size_t depth = 0;

	for (;;) {
		uint64_t hash = 29;

		spend(steps, 1);
		if (node->kind == ARI_NODE_SCALAR)
			hash = hash_scalar(node);
		else if (depth < VALUE_DEPTH) {
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

static bool copy_content(struct ari_arena *arena, struct ari_node *node)
{
	if (node->kind == ARI_NODE_SCALAR) {
		node->u.text = ari_arena_dup(arena, ari_node_text(node)).ptr;
		return node->u.text != NULL;
	}
	if (node->len) {
		struct ari_node *items = ari_arena_array(arena, node->len,
							 sizeof(*items));
		if (!items)
			return false;
		memcpy(items, node->u.items, node->len * sizeof(*items));
		node->u.items = items;
	}
	return true;
}

const struct ari_node *ari_schema__copy(struct ari_arena *arena,
					const struct ari_node *node)
{
	struct {
		struct ari_node *items;
		uint32_t at, len;
	} stack[VALUE_DEPTH + 1];
	struct ari_node *root = ari_arena_alloc(arena, sizeof(*root));
	size_t depth = 1;

	if (!root)
		return NULL;
	*root = *node;
	stack[0].items = root;
	stack[0].at = 0;
	stack[0].len = 1;
	while (depth) {
		struct ari_node *item;

		if (stack[depth - 1].at == stack[depth - 1].len) {
			depth--;
			continue;
		}
		item = &stack[depth - 1].items[stack[depth - 1].at++];
		if (!copy_content(arena, item))
			return NULL;
		if (item->kind == ARI_NODE_SCALAR || !item->len)
			continue;
		if (depth > VALUE_DEPTH)
			return NULL;
		stack[depth].items = (struct ari_node *)item->u.items;
		stack[depth].at = 0;
		stack[depth++].len = item->len;
	}
	return root;
}

uint64_t ari_schema__head(struct ari_str text)
{
	uint64_t head = text.len < 255 ? text.len : 255;
	size_t n = text.len < 7 ? text.len : 7;

	for (size_t i = 0; i < n; i++)
		head = head << 8 | (unsigned char)text.ptr[i];
	return n < 7 ? head << 8 * (7 - n) : head;
}

uint32_t ari_schema__key_find(const struct ari_schema__object *object,
			      struct ari_str text)
{
	uint64_t head = ari_schema__head(text);
	uint32_t lo = 0, hi = object->count;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		bool below = object->heads[mid] < head;

		if (object->heads[mid] == head)
			below = text.len > 7 &&
				ari_str_cmp(object->keys[mid].text, text) < 0;
		if (below)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == object->count || object->heads[lo] != head ||
	    !ari_str_eq(object->keys[lo].text, text))
		return ARI_NONE;
	return lo;
}
