/*
 * Texts of a spreadsheet's cells. The only escape for XLSX: libxlsxwriter
 * does that of XML, and leaves what a spreadsheet reads as a code.
 *
 * Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): _x001B_ is a character.
 */
#include "internal.h"

#include <string.h>

/* Bytes of one cell's text: a sheet's own limit is 32,767 characters. */
#define CELL_BYTES 32000
/* Bytes of a code, "_x001B_". */
#define CODE_BYTES 7

static bool is_code(struct ari_str text)
{
	if (text.len < CODE_BYTES || text.ptr[0] != '_' || text.ptr[1] != 'x' ||
	    text.ptr[CODE_BYTES - 1] != '_')
		return false;
	for (size_t i = 2; i < CODE_BYTES - 1; i++)
		if (!memchr("0123456789abcdefABCDEF", text.ptr[i], 22))
			return false;
	return true;
}

void ari_exchange__xlsx_text(struct ari_buf *out, struct ari_str text)
{
	size_t start = out->len, at = 0, end = 0;
	struct ari_buf cell;

	ari_buf_init(&cell, out->alloc);
	ari_exchange__cell(&cell, text);
	text = ari_buf_view(&cell);
	for (; at < text.len; at = end) {
		const char *mark =
		    is_code((struct ari_str){text.ptr + at, text.len - at})
			? "_x005F"
			: "";

		ari_utf8_next(text, &end);
		if (out->len - start + strlen(mark) + end - at > CELL_BYTES)
			break;
		ari_buf_puts(out, mark);
		ari_buf_add(out, text.ptr + at, end - at);
	}
	out->failed |= cell.failed;
	ari_buf_release(&cell);
}
