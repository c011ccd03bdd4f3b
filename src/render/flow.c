/*
 * Filling lines: words in, wrapped lines out, each with its style. Used for
 * every paragraph, item, heading and cell of the text format.
 */
#include "internal.h"

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
	struct ari_buf safe;
	struct ari_str view;
	size_t start = 0;

	ari_buf_init(&safe, flow->out->alloc);
	ari_render_escape_text(&safe, text);
	view = ari_buf_view(&safe);
	for (size_t i = 0; i <= view.len; i++) {
		if (i < view.len && view.ptr[i] != ' ')
			continue;
		add_piece(flow, (struct ari_str){view.ptr + start, i - start},
			  style);
		start = i + 1;
		if (i == view.len)
			break;
		put_word(flow);
		flow->gap = flow->begun && flow->column > flow->indent;
	}
	flow->out->failed |= safe.failed;
	ari_buf_release(&safe);
}

void ari_render__flow_end(struct ari_flow *flow)
{
	put_word(flow);
	if (flow->begun)
		ari_buf_byte(flow->out, '\n');
	ari_buf_release(&flow->word);
}
