/*
 * JSON strings: the escapes of RFC 8259, section 7. The scanner has checked
 * that each escape is whole; only pairs of surrogates are judged here.
 */
#include "json/internal.h"

#include <string.h>

/* Where the decoded bytes go: never more than the source has. */
struct writer {
	char *ptr;
	size_t len;
};

static void put_point(struct writer *out, uint32_t point)
{
	char *p = out->ptr + out->len;

	if (point < 0x80) {
		p[0] = (char)point;
		out->len += 1;
	} else if (point < 0x800) {
		p[0] = (char)(0xC0 | point >> 6);
		p[1] = (char)(0x80 | (point & 0x3F));
		out->len += 2;
	} else if (point < 0x10000) {
		p[0] = (char)(0xE0 | point >> 12);
		p[1] = (char)(0x80 | (point >> 6 & 0x3F));
		p[2] = (char)(0x80 | (point & 0x3F));
		out->len += 3;
	} else {
		p[0] = (char)(0xF0 | point >> 18);
		p[1] = (char)(0x80 | (point >> 12 & 0x3F));
		p[2] = (char)(0x80 | (point >> 6 & 0x3F));
		p[3] = (char)(0x80 | (point & 0x3F));
		out->len += 4;
	}
}

static uint32_t hex_value(const char *digits)
{
	uint32_t value = 0;

	for (int i = 0; i < 4; i++) {
		char c = digits[i];
		uint32_t digit = (uint32_t)(c <= '9'   ? c - '0'
					    : c <= 'F' ? c - 'A' + 10
						       : c - 'a' + 10);

		value = value << 4 | digit;
	}
	return value;
}

static bool is_high(uint32_t point)
{
	return point >= 0xD800 && point < 0xDC00;
}

static bool is_low(uint32_t point)
{
	return point >= 0xDC00 && point < 0xE000;
}

/* \uXXXX at source.ptr[at], and the second half if one follows. */
static size_t decode_unicode(struct ari_json__string *out,
			     struct writer *writer, struct ari_str source,
			     size_t at)
{
	uint32_t point = hex_value(source.ptr + at + 2);
	size_t next = at + 6;

	if (is_high(point) && source.len - next >= 6 &&
	    source.ptr[next] == '\\' && source.ptr[next + 1] == 'u') {
		uint32_t low = hex_value(source.ptr + next + 2);

		if (is_low(low)) {
			point =
			    0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
			next += 6;
		}
	}
	if (is_high(point) || is_low(point)) {
		if (!out->has_lone)
			out->lone = (uint32_t)at;
		out->has_lone = true;
		point = 0xFFFD;
	}
	put_point(writer, point);
	return next;
}

static size_t decode_escape(struct ari_json__string *out, struct writer *writer,
			    struct ari_str source, size_t at)
{
	static const char letters[] = "bfnrt";
	static const char values[] = "\b\f\n\r\t";
	char c = source.ptr[at + 1];
	const char *found;

	if (c == 'u')
		return decode_unicode(out, writer, source, at);
	found = strchr(letters, c);
	writer->ptr[writer->len++] = found ? values[found - letters] : c;
	return at + 2;
}

int ari_json__decode(struct ari_json__string *out, struct ari_arena *arena,
		     struct ari_str source)
{
	struct writer writer = {NULL, 0};
	size_t at = 0;

	*out = (struct ari_json__string){.text = source};
	if (!source.len || !memchr(source.ptr, '\\', source.len))
		return 0;
	writer.ptr = ari_arena_alloc(arena, source.len);
	if (!writer.ptr)
		return -1;
	while (at < source.len) {
		const char *escape =
		    memchr(source.ptr + at, '\\', source.len - at);
		size_t plain = escape ? (size_t)(escape - source.ptr) - at
				      : source.len - at;

		memcpy(writer.ptr + writer.len, source.ptr + at, plain);
		writer.len += plain;
		at += plain;
		if (escape)
			at = decode_escape(out, &writer, source, at);
	}
	out->text = (struct ari_str){writer.ptr, writer.len};
	return 0;
}
