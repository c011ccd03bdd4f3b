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

/* A whole word, on this line or the next. */
static void put(struct ari_flow *flow, struct ari_str word, size_t width)
{
	if (!flow->begun) {
		begin_line(flow, flow->first);
	} else if (flow->width && flow->column > flow->indent &&
		   flow->column + flow->gap + width > flow->width) {
		ari_buf_byte(flow->out, '\n');
		begin_line(flow, flow->rest);
	}
	if (flow->gap) {
		ari_buf_byte(flow->out, ' ');
		flow->column++;
	}
	ari_buf_str(flow->out, word);
	flow->column += width;
	flow->gap = false;
}

static void put_word(struct ari_flow *flow)
{
	flow->out->failed |= flow->word.failed;
	if (!flow->word.len)
		return;
	put(flow, ari_buf_view(&flow->word), flow->word_width);
	ari_buf_clear(&flow->word);
	flow->word_width = 0;
}

static void add_piece(struct ari_flow *flow, struct ari_str piece, size_t width,
		      const char *style)
{
	if (!piece.len)
		return;
	if (style && flow->colour)
		ari_buf_printf(&flow->word, "\033[%sm", style);
	ari_buf_str(&flow->word, piece);
	if (style && flow->colour)
		ari_buf_puts(&flow->word, "\033[0m");
	flow->word_width += width;
}

/* What is safe to print of text, and whether a byte of it is a column. */
static struct ari_str make_safe(bool *ordinary, struct ari_flow *flow,
				struct ari_str text)
{
	*ordinary = ari_render__ordinary(text, 0) == text.len;
	if (*ordinary)
		return text;
	ari_buf_clear(&flow->safe);
	ari_render_escape_text(&flow->safe, text);
	flow->out->failed |= flow->safe.failed;
	return ari_buf_view(&flow->safe);
}

void ari_render__flow_text(struct ari_flow *flow, struct ari_str text,
			   const char *style)
{
	bool ordinary;
	struct ari_str rest = make_safe(&ordinary, flow, text);

	while (rest.len) {
		const char *blank = memchr(rest.ptr, ' ', rest.len);
		size_t len = blank ? (size_t)(blank - rest.ptr) : rest.len;
		struct ari_str piece = {rest.ptr, len};
		size_t width = ordinary ? len : ari_utf8_width(piece);

		if (blank && len && !flow->word.len && !style) {
			put(flow, piece, width);
		} else {
			add_piece(flow, piece, width, style);
			if (!blank)
				break;
			put_word(flow);
		}
		flow->gap = flow->begun && flow->column > flow->indent;
		rest = (struct ari_str){blank + 1, rest.len - len - 1};
	}
}

void ari_render__flow_end(struct ari_flow *flow)
{
	put_word(flow);
	if (flow->begun)
		ari_buf_byte(flow->out, '\n');
	ari_buf_release(&flow->safe);
	ari_buf_release(&flow->word);
}
