/*
 * Bytes seen many at a time: where ASCII ends, whether a document has only
 * what a reader of lines can take without a second look, and which byte is
 * the character that libyaml counted.
 */
#include "yaml/internal.h"

#include <string.h>

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define TOP_BITS EACH(0x80)
/* Bytes looked at together: a few of a processor's widest. */
#define RUN 64
/* Printed characters of ASCII, the blank among them. */
#define LETTERS (0x7F - ' ')

/* Four words at a time, then one, then bytes. */
uint32_t ari_yaml__ascii_end(struct ari_str bytes, uint32_t at)
{
	uint64_t word[4];

	for (; bytes.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(word, bytes.ptr + at, sizeof(word));
		if ((word[0] | word[1] | word[2] | word[3]) & TOP_BITS)
			break;
	}
	for (; bytes.len - at >= sizeof(*word); at += sizeof(*word)) {
		memcpy(word, bytes.ptr + at, sizeof(*word));
		if (word[0] & TOP_BITS)
			break;
	}
	while (at < bytes.len && !(bytes.ptr[at] & 0x80))
		at++;
	return at;
}

static bool is_printed(unsigned char c)
{
	return (unsigned char)(c - ' ') < LETTERS || c == '\n' || c == '\r';
}

/* Are all of the next RUN bytes printed ASCII or line ends? */
static bool run_is_printed(const char *p)
{
	unsigned char odd = 0;

	/* No branch and no wider type: compilers take many bytes at once. */
	for (int i = 0; i < RUN; i++) {
		unsigned char c = (unsigned char)p[i];

		odd |= (unsigned char)((unsigned char)(c - ' ') >= LETTERS) &
		       (unsigned char)(c != '\n') & (unsigned char)(c != '\r');
	}
	return !odd;
}

/*
 * Length of the character of several bytes at the beginning of rest, as RFC
 * 3629 has it; 0 for what is not, and for what libyaml refuses or breaks
 * lines at: C1 controls, U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF.
 */
static uint32_t wide_length(struct ari_str rest)
{
	const unsigned char *p = (const unsigned char *)rest.ptr;
	uint32_t point, len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;

	if (p[0] < 0xC2 || p[0] > 0xF4 || rest.len < len)
		return 0;
	point = p[0] & (0x7FU >> len);
	for (uint32_t i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		point = point << 6 | (p[i] & 0x3F);
	}
	if (point < 0xA0 || (len == 3 && point < 0x800) ||
	    (point >= 0xD800 && point < 0xE000) ||
	    (len == 4 && point < 0x10000) || point > 0x10FFFF)
		return 0;
	if (point == 0x2028 || point == 0x2029 || point == 0xFEFF ||
	    point == 0xFFFE || point == 0xFFFF)
		return 0;
	return len;
}

/* Step over up to RUN bytes and the character that the last is of. */
static bool skip_run(uint32_t *at, struct ari_str bytes)
{
	size_t limit = bytes.len - *at > RUN ? *at + RUN : bytes.len;

	while (*at < limit) {
		uint32_t len = is_printed((unsigned char)bytes.ptr[*at]);

		if (!len)
			len = wide_length(
			    (struct ari_str){bytes.ptr + *at, bytes.len - *at});
		if (!len)
			return false;
		*at += len;
	}
	return true;
}

/* Does a line feed stand behind each carriage return? */
static bool returns_feed(struct ari_str bytes)
{
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;

	while (at < end && (at = memchr(at, '\r', (size_t)(end - at))))
		if (++at == end || *at != '\n')
			return false;
	return true;
}

bool ari_yaml__is_clean(struct ari_str bytes, uint32_t at)
{
	if (!returns_feed(bytes))
		return false;
	while (at < bytes.len) {
		if (bytes.len - at >= RUN && run_is_printed(bytes.ptr + at))
			at += RUN;
		else if (!skip_run(&at, bytes))
			return false;
	}
	return true;
}

/* libyaml counts characters; a byte 10xxxxxx does not begin one. */
static bool is_inside(char c)
{
	return (c & 0xC0) == 0x80;
}

/* How many of the eight bytes begin a character. */
static size_t count_chars(uint64_t word)
{
	uint64_t inside = word >> 7 & ~word >> 6 & EACH(1);

	return sizeof(word) - (size_t)(inside * EACH(1) >> 56);
}

uint32_t ari_yaml__offset(struct ari_yaml__reader *reader, size_t index)
{
	const char *p = reader->bytes.ptr;
	size_t len = reader->bytes.len;
	size_t at = reader->cursor;
	size_t chars = reader->chars;
	uint64_t word;

	if (index <= reader->ascii - reader->base)
		return reader->base + (uint32_t)index;
	while (chars > index)
		chars -= !is_inside(p[--at]);
	while (index - chars >= sizeof(word) && len - at >= sizeof(word)) {
		memcpy(&word, p + at, sizeof(word));
		chars += count_chars(word);
		at += sizeof(word);
	}
	if (len - at >= sizeof(word)) {
		memcpy(&word, p + at, sizeof(word));
		if (!(word & TOP_BITS)) {
			at += index - chars;
			chars = index;
		}
	}
	while (at < len && (chars < index || is_inside(p[at])))
		chars += !is_inside(p[at++]);
	reader->cursor = (uint32_t)at;
	reader->chars = chars;
	return (uint32_t)at;
}
