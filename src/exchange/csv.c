/*
 * Fields of tables that a spreadsheet may open: quoted by RFC 4180, and
 * never a formula.
 *
 * Source: RFC 4180; OWASP, CSV injection (cells that begin with = + - @ or
 * a tab, and their full-width forms).
 */
#include "internal.h"

#include <arising/render.h>

#include <string.h>

static bool begins_formula(struct ari_str text)
{
	size_t at = 0;
	uint32_t point = text.len ? ari_utf8_next(text, &at) : 0;

	return (point && point < 0x80 && strchr("=+-@", (int)point)) ||
	       point == 0xFF1D || point == 0xFF0B || point == 0xFF0D ||
	       point == 0xFF20;
}

/* Lines stay lines; all else that is no character becomes U+FFFD. */
void ari_exchange__cell(struct ari_buf *out, struct ari_str text)
{
	size_t start = 0;

	text = ari_str_trim(text);
	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '\n')
			continue;
		ari_render_escape_text(
		    out, (struct ari_str){text.ptr + start, i - start});
		if (i < text.len)
			ari_buf_byte(out, '\n');
		start = i + 1;
	}
}

void ari_exchange__csv_field(struct ari_buf *out, struct ari_str text,
			     bool first)
{
	struct ari_buf cell;
	struct ari_str view;
	bool quote = false;

	ari_buf_init(&cell, out->alloc);
	if (begins_formula(ari_str_trim(text)))
		ari_buf_byte(&cell, '\'');
	ari_exchange__cell(&cell, text);
	view = ari_buf_view(&cell);
	for (size_t i = 0; i < view.len; i++)
		quote |= strchr("\",;\n", view.ptr[i]) != NULL;
	if (!first)
		ari_buf_byte(out, ',');
	if (quote)
		ari_buf_byte(out, '"');
	for (size_t i = 0; i < view.len; i++) {
		if (view.ptr[i] == '"')
			ari_buf_byte(out, '"');
		ari_buf_byte(out, view.ptr[i]);
	}
	if (quote)
		ari_buf_byte(out, '"');
	out->failed |= cell.failed;
	ari_buf_release(&cell);
}

void ari_exchange__csv_end(struct ari_buf *out)
{
	ari_buf_puts(out, "\r\n");
}
