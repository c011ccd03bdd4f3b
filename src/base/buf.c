/*
 * Growing output with a sticky failure; every writer of the library writes
 * to one of these. With a drain it streams.
 */
#include <arising/base.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes gathered before a drain is called: one pipe's worth. */
#define DRAIN_SIZE ((size_t)64 << 10)

void ari_buf_init(struct ari_buf *buf, const struct ari_alloc *alloc)
{
	*buf = (struct ari_buf){.alloc = alloc, .cap = ARI_BUF_CAP};
}

void ari_buf_release(struct ari_buf *buf)
{
	if (buf->alloc)
		buf->alloc->fn(buf->alloc->ctx, buf->ptr, 0);
	else
		free(buf->ptr);
	buf->ptr = NULL;
	buf->len = 0;
	buf->room = 0;
}

void ari_buf_clear(struct ari_buf *buf)
{
	buf->len = 0;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

static bool drain(struct ari_buf *buf)
{
	if (buf->len && buf->drain(buf->drain_ctx, buf->ptr, buf->len))
		buf->failed = true;
	ari_buf_clear(buf);
	return !buf->failed;
}

static bool grow(struct ari_buf *buf, size_t more)
{
	size_t cap = buf->cap ? buf->cap : ARI_BUF_CAP;
	size_t room = buf->room ? buf->room : 256;
	char *ptr;

	if (more >= cap - buf->len)
		goto fail;
	while (room - buf->len <= more)
		room *= 2;
	if (buf->alloc)
		ptr = buf->alloc->fn(buf->alloc->ctx, buf->ptr, room);
	else
		ptr = realloc(buf->ptr, room);
	if (!ptr)
		goto fail;
	buf->ptr = ptr;
	buf->room = room;
	return true;
fail:
	buf->failed = true;
	return false;
}

/* Room for more bytes and a NUL. */
static inline bool reserve(struct ari_buf *buf, size_t more)
{
	if (buf->failed)
		return false;
	if (buf->drain && buf->len >= DRAIN_SIZE && !drain(buf))
		return false;
	return more < buf->room - buf->len || grow(buf, more);
}

void ari_buf_add(struct ari_buf *buf, const char *bytes, size_t len)
{
	if (!reserve(buf, len))
		return;
	if (len)
		memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
}

void ari_buf_str(struct ari_buf *buf, struct ari_str s)
{
	ari_buf_add(buf, s.ptr, s.len);
}

void ari_buf_puts(struct ari_buf *buf, const char *s)
{
	ari_buf_add(buf, s, strlen(s));
}

void ari_buf_byte(struct ari_buf *buf, char c)
{
	if (!reserve(buf, 1))
		return;
	buf->ptr[buf->len++] = c;
	buf->ptr[buf->len] = '\0';
}

void ari_buf_repeat(struct ari_buf *buf, char c, size_t count)
{
	if (!reserve(buf, count))
		return;
	memset(buf->ptr + buf->len, c, count);
	buf->len += count;
	buf->ptr[buf->len] = '\0';
}

void ari_buf_number(struct ari_buf *buf, uint64_t value, unsigned width)
{
	char digits[20];
	unsigned count = 0;

	do {
		digits[sizeof(digits) - ++count] = (char)('0' + value % 10);
		value /= 10;
	} while (value || (count < width && count < sizeof(digits)));
	ari_buf_add(buf, digits + sizeof(digits) - count, count);
}

void ari_buf_vprintf(struct ari_buf *buf, const char *fmt, va_list args)
{
	size_t room = buf->ptr && !buf->failed ? buf->room - buf->len : 0;
	char *end = room ? buf->ptr + buf->len : NULL;
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(end, room, fmt, args);
	if (n >= 0 && (size_t)n < room) {
		buf->len += (size_t)n;
	} else {
		if (end)
			*end = '\0';
		if (n < 0)
			buf->failed = true;
		else if (reserve(buf, (size_t)n)) {
			vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt,
				  again);
			buf->len += (size_t)n;
		}
	}
	va_end(again);
}

void ari_buf_printf(struct ari_buf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	ari_buf_vprintf(buf, fmt, args);
	va_end(args);
}

struct ari_str ari_buf_view(const struct ari_buf *buf)
{
	return (struct ari_str){buf->ptr ? buf->ptr : "", buf->len};
}

int ari_buf_flush(struct ari_buf *buf)
{
	if (buf->drain && !buf->failed)
		drain(buf);
	return buf->failed ? -1 : 0;
}
