/*
 * What the files of the HTML format share.
 */
#ifndef ARISING_RENDER_HTML_H
#define ARISING_RENDER_HTML_H

#include "internal.h"

/* The style sheet; plain ASCII without `<` or `&`. */
extern const char ari_render__style[];

/*
 * An officer's CommonMark as HTML blocks: no raw HTML (shown as typed), no
 * images (their words stay), links to http, https and mailto only, headings
 * as strong paragraphs, so that the page's own order of headings holds.
 */
void ari_render__html_prose(struct ari_buf *out, struct ari_str text);

/*
 * The widths of a table's columns, in hundredths of a landscape page: a
 * document is laid out by them, not by what stands in the cells.
 */
void ari_render__html_columns(struct ari_buf *out,
			      const struct ari_report_node *table);

#endif
