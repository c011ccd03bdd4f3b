/*
 * Text made plain for HTML: what an officer typed is characters, in content
 * and in a quoted attribute alike. The only escape for HTML.
 */
#include <arising/render.h>

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void ari_render_escape_html(struct ari_buf *out, struct ari_str text)
{
	struct ari_buf safe;
	struct ari_str view;

	ari_buf_init(&safe, out->alloc);
	ari_render_escape_text(&safe, text);
	view = ari_buf_view(&safe);
	for (size_t i = 0; i < view.len; i++) {
		const char *name = entity(view.ptr[i]);

		if (name)
			ari_buf_puts(out, name);
		else
			ari_buf_byte(out, view.ptr[i]);
	}
	out->failed |= safe.failed;
	ari_buf_release(&safe);
}
