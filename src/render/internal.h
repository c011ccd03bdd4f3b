/*
 * What the files of the render room share: a line filler that wraps styled
 * words, and the rows that say how a kind of node is drawn.
 */
#ifndef ARISING_RENDER_INTERNAL_H
#define ARISING_RENDER_INTERNAL_H

#include <arising/render.h>

/* Fills lines with words; a word may be made of pieces in several styles. */
struct ari_flow {
	struct ari_buf *out;
	size_t width; /* columns of a line; 0: never wrap */
	bool colour;
	const char *first;   /* before the first line */
	const char *rest;    /* before the lines that follow */
	struct ari_buf safe; /* the text at hand, escaped */
	struct ari_buf word;
	size_t word_width;
	size_t column; /* columns of the line that are filled */
	size_t indent; /* columns of the prefix of this line */
	bool begun;    /* something stands on this line */
	bool gap;      /* a space is due before the next word */
};

void ari_render__flow_begin(struct ari_flow *flow, struct ari_buf *out,
			    size_t width, bool colour, const char *first,
			    const char *rest);
/* Add text in a style: an ECMA-48 parameter, or NULL for none. */
void ari_render__flow_text(struct ari_flow *flow, struct ari_str text,
			   const char *style);
/* End the paragraph with a newline, if anything was said. */
void ari_render__flow_end(struct ari_flow *flow);

/* Add an inline node, with the marks that stand for its kind. */
void ari_render__flow_inline(struct ari_flow *flow,
			     const struct ari_report_node *node);

/* Past the printable ASCII that begins at a byte: what most text is. */
size_t ari_render__ordinary(struct ari_str text, size_t at);

/* Draw a table in aligned columns. */
void ari_render__text_table(struct ari_buf *out,
			    const struct ari_report_node *table,
			    const struct ari_render_text_options *options);

#endif
