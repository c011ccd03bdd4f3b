/*
 * Tables of the text format: columns as wide as they need, the widest ones
 * narrowed and wrapped where the line is too short.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a table that are drawn; a wider table is a list's job. */
#define TABLE_COLUMNS 16
/* Columns between two cells. */
#define TABLE_GAP 2
/* A column is narrowed to its longest word, but to no more than this. */
#define TABLE_WORD 24

struct grid {
	size_t count;
	size_t natural[TABLE_COLUMNS]; /* width without any wrapping */
	size_t least[TABLE_COLUMNS];   /* of the longest word, or of two */
	size_t width[TABLE_COLUMNS];
	const char *style[TABLE_COLUMNS]; /* of the row being drawn */
	struct ari_buf cells[TABLE_COLUMNS];
};

/* The cell as wrapped lines, without colour. */
static void fill_cell(struct ari_buf *out, const struct ari_report_node *cell,
		      size_t width)
{
	struct ari_flow flow;

	ari_render__flow_begin(&flow, out, width, false, "", "");
	for (const struct ari_report_node *in = cell->first; in; in = in->next)
		ari_render__flow_inline(&flow, in);
	ari_render__flow_end(&flow);
}

/*
 * The widest line of the cell when lines break at width; 0: never. A lack
 * of memory fails out, which the table is for.
 */
static size_t widest_line(struct ari_buf *out,
			  const struct ari_report_node *cell, size_t width)
{
	struct ari_buf text;
	struct ari_str rest;
	size_t widest = 0;

	ari_buf_init(&text, out->alloc);
	fill_cell(&text, cell, width);
	rest = ari_buf_view(&text);
	while (rest.len) {
		size_t columns = ari_utf8_width(ari_str_line(&rest));

		widest = columns > widest ? columns : widest;
	}
	out->failed |= text.failed;
	ari_buf_release(&text);
	return widest;
}

static void measure(struct ari_buf *out, struct grid *grid,
		    const struct ari_report_node *table)
{
	for (const struct ari_report_node *row = table->first; row;
	     row = row->next) {
		size_t i = 0;

		for (const struct ari_report_node *cell = row->first;
		     cell && i < TABLE_COLUMNS; cell = cell->next, i++) {
			size_t width = widest_line(out, cell, 0);
			size_t word = widest_line(out, cell, 1);

			if (width > grid->natural[i])
				grid->natural[i] = width;
			if (word > TABLE_WORD)
				word = TABLE_WORD;
			if (word > grid->least[i])
				grid->least[i] = word;
		}
		if (i > grid->count)
			grid->count = i;
	}
}

static size_t total(const struct grid *grid)
{
	size_t sum = 0;

	for (size_t i = 0; i < grid->count; i++)
		sum += grid->width[i] + (i ? TABLE_GAP : 0);
	return sum;
}

/* Take one column at a time from the widest until the line is wide enough. */
static void narrow(struct grid *grid, size_t line)
{
	memcpy(grid->width, grid->natural, sizeof(grid->width));
	while (total(grid) > line) {
		size_t widest = TABLE_COLUMNS;

		for (size_t i = 0; i < grid->count; i++)
			if (grid->width[i] > grid->least[i] &&
			    (widest == TABLE_COLUMNS ||
			     grid->width[i] > grid->width[widest]))
				widest = i;
		if (widest == TABLE_COLUMNS)
			return;
		grid->width[widest]--;
	}
}

static const char *cell_style(const struct ari_report_node *cell, bool colour)
{
	const struct ari_report_node *in = cell->first;

	if (!colour)
		return NULL;
	if (cell->header)
		return "1";
	if (in && !in->next && in->kind == ARI_REPORT_BADGE)
		return in->tone == ARI_TONE_GOOD   ? "32"
		       : in->tone == ARI_TONE_BAD  ? "31"
		       : in->tone == ARI_TONE_WARN ? "33"
						   : NULL;
	return NULL;
}

/* One line of the row; false when no cell had any left. */
static bool draw_line(struct ari_buf *out, struct grid *grid,
		      struct ari_str *rest)
{
	size_t owed = 0; /* spaces, written only before something */
	bool any = false;

	for (size_t i = 0; i < grid->count; i++)
		any |= rest[i].len > 0;
	if (!any)
		return false;
	for (size_t i = 0; i < grid->count; i++) {
		struct ari_str line = ari_str_line(&rest[i]);
		size_t width = ari_utf8_width(line);

		if (width) {
			ari_buf_repeat(out, ' ', owed);
			owed = 0;
			if (grid->style[i])
				ari_buf_printf(out, "\033[%sm", grid->style[i]);
			ari_buf_str(out, line);
			if (grid->style[i])
				ari_buf_puts(out, "\033[0m");
		}
		if (grid->width[i] > width)
			owed += grid->width[i] - width;
		owed += TABLE_GAP;
	}
	ari_buf_byte(out, '\n');
	return true;
}

static void draw_row(struct ari_buf *out, struct grid *grid,
		     const struct ari_report_node *row, bool colour)
{
	const struct ari_report_node *cell = row->first;
	struct ari_str rest[TABLE_COLUMNS];

	for (size_t i = 0; i < grid->count; i++) {
		ari_buf_clear(&grid->cells[i]);
		grid->style[i] = NULL;
		if (cell) {
			fill_cell(&grid->cells[i], cell, grid->width[i]);
			grid->style[i] = cell_style(cell, colour);
			cell = cell->next;
		}
		rest[i] = ari_buf_view(&grid->cells[i]);
		out->failed |= grid->cells[i].failed;
	}
	while (draw_line(out, grid, rest))
		;
}

static void draw_rule(struct ari_buf *out, const struct grid *grid)
{
	for (size_t i = 0; i < grid->count; i++) {
		if (i)
			ari_buf_repeat(out, ' ', TABLE_GAP);
		ari_buf_repeat(out, '-', grid->width[i]);
	}
	ari_buf_byte(out, '\n');
}

/* A cell as a line, or as many as it takes: "Due: Oct '21". */
static void draw_item(struct ari_buf *out, const struct ari_report_node *head,
		      const struct ari_report_node *cell,
		      const struct ari_render_text_options *options)
{
	struct ari_flow flow;

	ari_render__flow_begin(&flow, out, options->width, options->colour,
			       head ? "  " : "", "    ");
	for (const struct ari_report_node *in = head ? head->first : NULL; in;
	     in = in->next)
		ari_render__flow_inline(&flow, in);
	if (head)
		ari_render__flow_text(&flow, ARI_STR(": "), NULL);
	for (const struct ari_report_node *in = cell->first; in; in = in->next)
		ari_render__flow_inline(&flow, in);
	ari_render__flow_end(&flow);
}

/* What is too wide for the line as a table: a block a row. */
static void draw_blocks(struct ari_buf *out,
			const struct ari_report_node *table,
			const struct ari_render_text_options *options)
{
	for (const struct ari_report_node *row = table->first->next; row;
	     row = row->next) {
		const struct ari_report_node *head = table->first->first;
		const struct ari_report_node *cell = row->first;

		if (row != table->first->next)
			ari_buf_byte(out, '\n');
		for (; cell && head; cell = cell->next, head = head->next)
			draw_item(out, cell == row->first ? NULL : head, cell,
				  options);
	}
}

static bool has_head(const struct ari_report_node *table)
{
	return table->first && table->first->last && table->first->last->header;
}

static void draw_grid(struct ari_buf *out, struct grid *grid,
		      const struct ari_report_node *table, bool colour)
{
	for (const struct ari_report_node *row = table->first; row;
	     row = row->next) {
		draw_row(out, grid, row, colour);
		if (row == table->first && has_head(table))
			draw_rule(out, grid);
	}
}

void ari_render__text_table(struct ari_buf *out,
			    const struct ari_report_node *table,
			    const struct ari_render_text_options *options)
{
	struct grid grid = {0};

	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		ari_buf_init(&grid.cells[i], out->alloc);
	measure(out, &grid, table);
	narrow(&grid, options->width);
	if (table->text.len) {
		ari_render_escape_text(out, table->text);
		ari_buf_puts(out, "\n\n");
	}
	if (has_head(table) && grid.count > 2 && total(&grid) > options->width)
		draw_blocks(out, table, options);
	else
		draw_grid(out, &grid, table, options->colour);
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		ari_buf_release(&grid.cells[i]);
}
