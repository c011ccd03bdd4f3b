/*
 * UTF-8: checked at the door, stepped through by code point, measured in
 * terminal columns. libunistring knows the widths.
 */
#include <arising/base.h>

#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

size_t ari_utf8_check(struct ari_str s)
{
	const uint8_t *bad;

	if (!s.len)
		return 0;
	bad = u8_check((const uint8_t *)s.ptr, s.len);
	return bad ? (size_t)(bad - (const uint8_t *)s.ptr) : s.len;
}

uint32_t ari_utf8_next(struct ari_str s, size_t *at)
{
	ucs4_t point = (unsigned char)s.ptr[*at];
	int step;

	if (point < 0x80) {
		++*at;
		return point;
	}
	step = u8_mbtoucr(&point, (const uint8_t *)s.ptr + *at, s.len - *at);
	if (step <= 0) {
		*at += 1;
		return 0xFFFD;
	}
	*at += (size_t)step;
	return point;
}

void ari_utf8_put(struct ari_buf *buf, uint32_t point)
{
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, point, sizeof(bytes));

	if (len > 0)
		ari_buf_add(buf, (const char *)bytes, (size_t)len);
	else
		ari_buf_puts(buf, "\xEF\xBF\xBD");
}

/* ASCII from at on, eight bytes a step: most of any document. */
static size_t skip_ascii(struct ari_str s, size_t at)
{
	uint64_t word;

	for (; s.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, s.ptr + at, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	return at;
}

size_t ari_utf8_count(struct ari_str s)
{
	size_t at = 0, count = 0;

	while (at < s.len) {
		size_t ascii = skip_ascii(s, at);

		count += ascii - at;
		at = ascii;
		if (at == s.len)
			break;
		ari_utf8_next(s, &at);
		count++;
	}
	return count;
}

size_t ari_utf8_width(struct ari_str s)
{
	size_t at = 0, width = 0;

	while (at < s.len) {
		uint32_t point = ari_utf8_next(s, &at);
		int columns = point >= 0x20 && point < 0x7F
				  ? 1
				  : uc_width(point, "UTF-8");

		width += columns < 0 ? 1 : (size_t)columns;
	}
	return width;
}
