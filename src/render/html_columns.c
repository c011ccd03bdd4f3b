/*
 * How wide the columns of a table are in a document: each has room for its
 * longest word, and what is left goes to those with most to say.
 */
#include "html.h"

/* Columns of a table that are measured; further ones share what is left. */
#define MEASURED 16
/* Characters of a table's type across a landscape A4 page. */
#define LINE 176
/* A longer word is broken. */
#define WORD 15
/* Characters' worth of space beside a cell. */
#define GAP 3
/* No column is narrower: a ref such as CE.12 stays on its line. */
#define NARROWEST 8

struct columns {
	size_t count;
	size_t rows;
	size_t word[MEASURED]; /* the longest word */
	size_t most[MEASURED]; /* the longest cell */
	size_t sum[MEASURED];  /* of all cells */
	size_t width[MEASURED];
};

static size_t longest_word(struct ari_str text)
{
	size_t longest = 0, start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		size_t width;

		if (i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n')
			continue;
		width = ari_utf8_width(
		    (struct ari_str){text.ptr + start, i - start});
		longest = width > longest ? width : longest;
		start = i + 1;
	}
	return longest;
}

static void measure_cell(struct columns *c, size_t at,
			 const struct ari_report_node *cell)
{
	size_t width = 0;

	for (const struct ari_report_node *in = cell->first; in;
	     in = in->next) {
		size_t word = longest_word(in->text);

		width += ari_utf8_width(in->text);
		c->word[at] = word > c->word[at] ? word : c->word[at];
	}
	c->most[at] = width > c->most[at] ? width : c->most[at];
	c->sum[at] += width;
}

static void measure(struct columns *c, const struct ari_report_node *table)
{
	for (const struct ari_report_node *row = table->first; row;
	     row = row->next) {
		size_t at = 0;

		for (const struct ari_report_node *cell = row->first;
		     cell && at < MEASURED; cell = cell->next)
			measure_cell(c, at++, cell);
		c->count = at > c->count ? at : c->count;
		c->rows++;
	}
}

/* Give what is left of the line in proportion to the average cell. */
static void share(struct columns *c)
{
	size_t least = 0, sum = 0, natural = 0;

	for (size_t i = 0; i < c->count; i++) {
		size_t word = c->word[i] > WORD ? WORD : c->word[i];

		c->width[i] = word + GAP < NARROWEST ? NARROWEST : word + GAP;
		least += c->width[i];
		natural += c->most[i] + GAP;
		sum += c->sum[i];
	}
	for (size_t i = 0; i < c->count; i++)
		if (natural <= LINE)
			c->width[i] = c->most[i] + GAP;
		else if (sum && least < LINE)
			c->width[i] += (LINE - least) * c->sum[i] / sum;
}

void ari_render__html_columns(struct ari_buf *out,
			      const struct ari_report_node *table)
{
	struct columns columns = {0};
	size_t total = 0, upto = 0;

	measure(&columns, table);
	share(&columns);
	for (size_t i = 0; i < columns.count; i++)
		total += columns.width[i];
	if (total < LINE)
		total = LINE;
	ari_buf_puts(out, "<colgroup>\n");
	for (size_t i = 0; i < columns.count; i++) {
		size_t from = upto * 100 / total;

		upto += columns.width[i];
		ari_buf_printf(out, "<col style=\"width:%zu%%\">\n",
			       upto * 100 / total - from);
	}
	ari_buf_puts(out, "</colgroup>\n");
}
