/*
 * Text made plain for Markdown: what an officer typed is shown, never read
 * as a link, an image, raw HTML or a table. The only escape for Markdown.
 *
 * Source: CommonMark 0.30, 2.4 (backslash escapes) and 4 (leaf blocks).
 */
#include <arising/render.h>

#include <string.h>

static bool is_syntax(char c)
{
	return c && strchr("\\`*_[]<>&|~", c);
}

/* What would begin a block: a heading, a list, a rule, a fence. */
static size_t block_marker(struct ari_str text)
{
	size_t digits = 0;

	if (text.len && strchr("#+-=", text.ptr[0]))
		return 1;
	while (digits < text.len && text.ptr[digits] >= '0' &&
	       text.ptr[digits] <= '9')
		digits++;
	if (digits && digits < text.len &&
	    (text.ptr[digits] == '.' || text.ptr[digits] == ')'))
		return digits + 1;
	return 0;
}

void ari_render_escape_markdown(struct ari_buf *out, struct ari_str text,
				bool line_start)
{
	struct ari_buf safe;
	struct ari_str view;
	size_t marker;

	ari_buf_init(&safe, out->alloc);
	ari_render_escape_text(&safe, text);
	view = ari_buf_view(&safe);
	marker = line_start ? block_marker(view) : 0;
	for (size_t i = 0; i < view.len; i++) {
		if (is_syntax(view.ptr[i]) || i + 1 == marker)
			ari_buf_byte(out, '\\');
		ari_buf_byte(out, view.ptr[i]);
	}
	out->failed |= safe.failed;
	ari_buf_release(&safe);
}
