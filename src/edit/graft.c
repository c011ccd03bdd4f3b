/*
 * Bytes taken over from a second document, comments and quotes included,
 * their lines moved to the columns of the first.
 */
#include "edit/internal.h"

/* Spaces of a line at its new place, and where its text begins. */
static uint32_t put_indent(struct ari_buf *out, struct ari_str bytes,
			   uint32_t line, uint32_t from, uint32_t to)
{
	uint32_t at = line, spaces;

	while (at < bytes.len && bytes.ptr[at] == ' ')
		at++;
	spaces = at - line;
	if (to >= from)
		spaces += to - from;
	else
		spaces -= spaces < from - to ? spaces : from - to;
	if (!ari_edit__is_blank(bytes, line))
		ari_buf_repeat(out, ' ', spaces);
	return at;
}

void ari_edit__copy(struct ari_buf *out, struct ari_str bytes, uint32_t start,
		    uint32_t end, uint32_t from, uint32_t to,
		    struct ari_str eol)
{
	uint32_t at = start;

	while (at < end) {
		uint32_t stop = ari_edit__line_end(bytes, at);

		if (stop > end)
			stop = end;
		ari_buf_add(out, bytes.ptr + at, stop - at);
		if (stop == end)
			return;
		ari_buf_str(out, eol);
		at = ari_edit__line_next(bytes, stop);
		if (at < end)
			at = put_indent(out, bytes, at, from, to);
	}
}
