/*
 * Filling lines: words in, wrapped lines out, each with its style. Used for
 * every paragraph, item, heading and cell of the text format.
 */
#include "internal.h"

#include <string.h>

void ari_render__flow_begin(struct ari_flow *flow, struct ari_buf *out,
			    size_t width, bool colour, const char *first,
			    const char *rest)
{
	*flow = (struct ari_flow){.out = out,
				  .width = width,
				  .colour = colour,
				  .first = first,
				  .rest = rest};
	ari_buf_init(&flow->word, out->alloc);
	ari_buf_init(&flow->safe, out->alloc);
}

static void begin_line(struct ari_flow *flow, const char *prefix)
{
	ari_buf_puts(flow->out, prefix);
	flow->indent = ari_utf8_width(ari_str_from(prefix));
	flow->column = flow->indent;
	flow->begun = true;
	flow->gap = false;
}

static void put_word(struct ari_flow *flow)
{
	flow->out->failed |= flow->word.failed;
	if (!flow->word.len)
		return;
	if (!flow->begun) {
		begin_line(flow, flow->first);
	} else if (flow->width && flow->column > flow->indent &&
		   flow->column + flow->gap + flow->word_width > flow->width) {
		ari_buf_byte(flow->out, '\n');
		begin_line(flow, flow->rest);
	}
	if (flow->gap) {
		ari_buf_byte(flow->out, ' ');
		flow->column++;
	}
	ari_buf_str(flow->out, ari_buf_view(&flow->word));
	flow->column += flow->word_width;
	flow->gap = false;
	ari_buf_clear(&flow->word);
	flow->word_width = 0;
}

static void add_piece(struct ari_flow *flow, struct ari_str piece,
		      const char *style)
{
	if (!piece.len)
		return;
	if (style && flow->colour)
		ari_buf_printf(&flow->word, "\033[%sm", style);
	ari_buf_str(&flow->word, piece);
	if (style && flow->colour)
		ari_buf_puts(&flow->word, "\033[0m");
	flow->word_width += ari_utf8_width(piece);
}

void ari_render__flow_text(struct ari_flow *flow, struct ari_str text,
			   const char *style)
{
	struct ari_str rest;

	ari_buf_clear(&flow->safe);
	ari_render_escape_text(&flow->safe, text);
	rest = ari_buf_view(&flow->safe);
	for (;;) {
		const char *blank = memchr(rest.ptr, ' ', rest.len);
		size_t len = blank ? (size_t)(blank - rest.ptr) : rest.len;

		add_piece(flow, (struct ari_str){rest.ptr, len}, style);
		if (!blank)
			break;
		put_word(flow);
		flow->gap = flow->begun && flow->column > flow->indent;
		rest = (struct ari_str){blank + 1, rest.len - len - 1};
	}
	flow->out->failed |= flow->safe.failed;
}

void ari_render__flow_end(struct ari_flow *flow)
{
	put_word(flow);
	if (flow->begun)
		ari_buf_byte(flow->out, '\n');
	ari_buf_release(&flow->safe);
	ari_buf_release(&flow->word);
}
