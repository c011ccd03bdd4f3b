/*
 * Strings: borrowed bytes, compared and ordered without a locale.
 */
#include <arising/base.h>

#include <string.h>

/* Longer strings are not "near" anything an officer meant to type. */
#define DISTANCE_BYTES 64

struct ari_str ari_str_from(const char *s)
{
	return (struct ari_str){s, s ? strlen(s) : 0};
}

bool ari_str_eq(struct ari_str a, struct ari_str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len));
}

bool ari_str_is(struct ari_str a, const char *literal)
{
	return a.ptr && ari_str_eq(a, ari_str_from(literal));
}

int ari_str_cmp(struct ari_str a, struct ari_str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.ptr, b.ptr, common) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(struct ari_str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && is_digit(s.ptr[at + n]))
		n++;
	return n;
}

/* Order two runs of digits by value; leading zeros do not count. */
static int compare_digits(struct ari_str a, struct ari_str b)
{
	while (a.len > 1 && *a.ptr == '0')
		a = (struct ari_str){a.ptr + 1, a.len - 1};
	while (b.len > 1 && *b.ptr == '0')
		b = (struct ari_str){b.ptr + 1, b.len - 1};
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return memcmp(a.ptr, b.ptr, a.len);
}

int ari_str_natural_cmp(struct ari_str a, struct ari_str b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len) {
		size_t m = count_digits(a, i), n = count_digits(b, j);
		int order;

		if (m && n) {
			order = compare_digits((struct ari_str){a.ptr + i, m},
					       (struct ari_str){b.ptr + j, n});
			if (order)
				return order;
			i += m;
			j += n;
			continue;
		}
		if (a.ptr[i] != b.ptr[j])
			return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[j]
				   ? -1
				   : 1;
		i++;
		j++;
	}
	if (i < a.len || j < b.len)
		return i < a.len ? 1 : -1;
	return (a.len > b.len) - (a.len < b.len);
}

bool ari_str_starts(struct ari_str s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && !memcmp(s.ptr, prefix, len);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct ari_str ari_str_trim(struct ari_str s)
{
	while (s.len && is_blank(s.ptr[0]))
		s = (struct ari_str){s.ptr + 1, s.len - 1};
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned ari_str_distance(struct ari_str a, struct ari_str b, unsigned max)
{
	unsigned rows[3][DISTANCE_BYTES + 1];
	unsigned *old = rows[0], *last = rows[1], *now = rows[2];

	if (a.len > DISTANCE_BYTES || b.len > DISTANCE_BYTES)
		return max + 1;
	for (unsigned j = 0; j <= b.len; j++)
		last[j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned *swap = old;

		now[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			char p = fold(a.ptr[i - 1]), q = fold(b.ptr[j - 1]);

			now[j] = least(last[j - 1] + (p != q),
				       least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && p == fold(b.ptr[j - 2]) &&
			    fold(a.ptr[i - 2]) == q)
				now[j] = least(now[j], old[j - 2] + 1);
		}
		old = last;
		last = now;
		now = swap;
	}
	return least(last[b.len], max + 1);
}

struct ari_str ari_str_line(struct ari_str *rest)
{
	const char *stop =
	    rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	struct ari_str line = {rest->ptr,
			       stop ? (size_t)(stop - rest->ptr) : rest->len};
	size_t taken = stop ? line.len + 1 : line.len;

	if (taken)
		rest->ptr += taken;
	rest->len -= taken;
	return line;
}
