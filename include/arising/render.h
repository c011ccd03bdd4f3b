/*
 * Drawing a report tree. A renderer knows no YAML, no git and no plan: any
 * view can be drawn in any format. What an officer typed never becomes
 * active in an output: each format has one file that escapes.
 */
#ifndef ARISING_RENDER_H
#define ARISING_RENDER_H

#include <arising/report.h>

struct ari_render_text_options {
	unsigned width; /* columns; 0 means 80 */
	bool colour;	/* ECMA-48 colours beside the words */
};

/* Draw for a terminal or a pipe, wrapped to the width. */
ARI_API void ari_render_text(struct ari_buf *out,
			     const struct ari_report *report,
			     const struct ari_render_text_options *options);
/* Draw as CommonMark with tables (GitHub's). */
ARI_API void ari_render_markdown(struct ari_buf *out,
				 const struct ari_report *report);
/*
 * Draw as one HTML5 file, its style inside, without script. Officers' prose
 * is CommonMark in which nothing is active but links to http, https, mailto.
 */
ARI_API void ari_render_html(struct ari_buf *out,
			     const struct ari_report *report);
/*
 * The same for a program that makes a document of it: the widths of columns
 * instead of a style, nothing to move about by, the paragraphs of cells in
 * the style named Cell.
 */
ARI_API void ari_render_html_document(struct ari_buf *out,
				      const struct ari_report *report);

/*
 * Append text made safe for a terminal: control characters, and those that
 * change the direction of writing, become U+FFFD; newline and tab a space.
 */
ARI_API void ari_render_escape_text(struct ari_buf *out, struct ari_str text);
/* Append text with every character of Markdown's syntax made plain. */
ARI_API void ari_render_escape_markdown(struct ari_buf *out,
					struct ari_str text, bool line_start);
/* Append text made plain for HTML's content and quoted attributes. */
ARI_API void ari_render_escape_html(struct ari_buf *out, struct ari_str text);

#endif
