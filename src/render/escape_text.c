/*
 * What a terminal must never get from a plan: control sequences, and
 * characters that turn the direction of writing; and what XML, of which
 * documents and spreadsheets are made, has no place for. The only escape
 * for text.
 */
#include "internal.h"

/* C0, DEL and C1; marks, overrides and isolates of direction; line and
 * paragraph separators; the byte order mark; tags; what is no character. */
static bool is_unsafe(uint32_t point)
{
	return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
	       point == 0x061C || point == 0x200E || point == 0x200F ||
	       (point >= 0x2028 && point <= 0x202E) ||
	       (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF ||
	       (point >= 0xE0000 && point <= 0xE007F) ||
	       (point >= 0xFDD0 && point <= 0xFDEF) ||
	       (point & 0xFFFE) == 0xFFFE;
}

size_t ari_render__ordinary(struct ari_str text, size_t at)
{
	while (at < text.len && text.ptr[at] >= 0x20 && text.ptr[at] < 0x7F)
		at++;
	return at;
}

void ari_render_escape_text(struct ari_buf *out, struct ari_str text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t end = ari_render__ordinary(text, at);
		uint32_t point;

		if (end > at)
			ari_buf_add(out, text.ptr + at, end - at);
		at = end;
		if (at == text.len)
			break;
		point = ari_utf8_next(text, &at);

		if (point == '\n' || point == '\t' || point == '\r')
			ari_buf_byte(out, ' ');
		else if (is_unsafe(point))
			ari_buf_puts(out, "\xEF\xBF\xBD");
		else
			ari_utf8_put(out, point);
	}
}
