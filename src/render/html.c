/*
 * The HTML format: any report tree as one HTML5 file with its style inside
 * and no script. Made to WCAG 2.2 AA: language, title, landmarks, one order
 * of headings, captions and scopes, states and changes in words.
 */
#include "html.h"

#include <string.h>

/* Columns from which a table gets the type and the width of a wide one. */
#define WIDE_COLUMNS 7
/* Bytes of text from which a cell's column is given more room. */
#define LONG_CELL 120
/* Main headings from which a page begins with a list of them. */
#define NAV_HEADINGS 3

struct html {
	struct ari_buf *out;
	const struct ari_report *report;
	const struct ari_report_node *heading; /* the last one begun */
	size_t headings;
	size_t tables;
	bool nav_done;
	bool document; /* to be made a document of: no page to move about in */
};

struct draw {
	void (*enter)(struct html *h, const struct ari_report_node *node);
	void (*leave)(struct html *h, const struct ari_report_node *node);
	const char *before; /* where the tag is always the same */
	const char *after;
};

/* The words of a node and of all below it, without marks. */
static void put_words(struct ari_buf *out, const struct ari_report_node *node)
{
	const struct ari_report_node *at = node;
	bool leaving = false;

	while (at && !(leaving && at == node)) {
		if (!leaving)
			ari_render_escape_html(out, at->text);
		at = ari_report_next(at, &leaving);
	}
}

static const struct ari_report_node *next_heading(
    const struct ari_report_node *node, unsigned level)
{
	for (; node; node = node->next)
		if (node->kind == ARI_REPORT_HEADING && node->level == level)
			return node;
	return NULL;
}

static void put_title(struct html *h)
{
	const struct ari_report_node *first =
	    next_heading(h->report->root->first, 1);
	struct ari_buf title;

	ari_buf_init(&title, h->out->alloc);
	if (first && first->first)
		put_words(&title, first);
	if (ari_str_trim(ari_buf_view(&title)).len)
		ari_buf_str(h->out, ari_buf_view(&title));
	else
		ari_buf_puts(h->out, "Report");
	h->out->failed |= title.failed;
	ari_buf_release(&title);
}

static void put_head(struct html *h)
{
	ari_buf_puts(
	    h->out,
	    "<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	put_title(h);
	ari_buf_puts(h->out, "</title>\n<style>\n");
	ari_buf_puts(h->out, ari_render__style);
	ari_buf_puts(h->out, "</style>\n</head>\n<body>\n<a class=\"skip\" "
			     "href=\"#main\">Skip to the content</a>\n"
			     "<main id=\"main\">\n");
}

static void enter_document(struct html *h, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(h->out, "<!DOCTYPE html>\n<html lang=\"");
	ari_render_escape_html(h->out, h->report->lang);
	ari_buf_puts(h->out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
	if (h->document)
		ari_buf_puts(h->out, "</head>\n<body>\n");
	else
		put_head(h);
}

static void leave_document(struct html *h, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(h->out, h->document ? "" : "</main>\n");
	ari_buf_puts(h->out, "</body>\n</html>\n");
}

/* The main headings as links, before the first of them. */
static void put_nav(struct html *h, const struct ari_report_node *first)
{
	const struct ari_report_node *at = first;
	size_t count = 0, id = h->headings;

	for (; at; at = next_heading(at->next, 2))
		count++;
	if (count < NAV_HEADINGS)
		return;
	ari_buf_puts(h->out, "<nav aria-labelledby=\"contents\">\n"
			     "<p id=\"contents\">Contents</p>\n<ul>\n");
	for (at = first; at; at = at->next) {
		if (at->kind != ARI_REPORT_HEADING)
			continue;
		id++;
		if (at->level != 2)
			continue;
		ari_buf_printf(h->out, "<li><a href=\"#h%zu\">", id);
		put_words(h->out, at);
		ari_buf_puts(h->out, "</a></li>\n");
	}
	ari_buf_puts(h->out, "</ul>\n</nav>\n");
}

static unsigned heading_level(const struct ari_report_node *node)
{
	return node->level < 1 ? 1 : node->level > 4 ? 4 : node->level;
}

static void enter_heading(struct html *h, const struct ari_report_node *node)
{
	if (node->level == 2 && !h->nav_done && !h->document) {
		h->nav_done = true;
		put_nav(h, node);
	}
	h->heading = node;
	ari_buf_printf(h->out, "<h%u id=\"h%zu\">", heading_level(node),
		       ++h->headings);
}

static void leave_heading(struct html *h, const struct ari_report_node *node)
{
	ari_buf_printf(h->out, "</h%u>\n", heading_level(node));
}

static void enter_item(struct html *h, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(h->out, h->document ? "<li><p>" : "<li>");
}

static void leave_item(struct html *h, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(h->out, h->document ? "</p></li>\n" : "</li>\n");
}

static size_t columns_of(const struct ari_report_node *table)
{
	size_t most = 0;

	for (const struct ari_report_node *row = table->first; row;
	     row = row->next) {
		size_t count = 0;

		for (const struct ari_report_node *c = row->first; c;
		     c = c->next)
			count++;
		most = count > most ? count : most;
	}
	return most;
}

/* Whether the first row of a table names its columns. */
static bool has_head(const struct ari_report_node *table)
{
	return table->first && table->first->last && table->first->last->header;
}

static void open_table(struct html *h, const struct ari_report_node *node)
{
	size_t id = ++h->tables;

	if (h->document) {
		ari_buf_printf(h->out, "<table>\n<caption>Table %zu", id);
		return;
	}
	ari_buf_printf(
	    h->out,
	    "<section class=\"scroll\" tabindex=\"0\" "
	    "aria-labelledby=\"t%zu\">\n<table%s>\n"
	    "<caption id=\"t%zu\">Table %zu",
	    id, columns_of(node) >= WIDE_COLUMNS ? " class=\"wide\"" : "", id,
	    id);
}

static void enter_table(struct html *h, const struct ari_report_node *node)
{
	open_table(h, node);
	if (node->text.len || h->heading)
		ari_buf_puts(h->out, ". ");
	if (node->text.len)
		ari_render_escape_html(h->out, node->text);
	else if (h->heading)
		put_words(h->out, h->heading);
	ari_buf_puts(h->out, "</caption>\n");
	if (h->document)
		ari_render__html_columns(h->out, node);
	if (!has_head(node))
		ari_buf_puts(h->out, "<tbody>\n");
}

static void leave_table(struct html *h, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(h->out, "</tbody>\n</table>\n");
	ari_buf_puts(h->out, h->document ? "" : "</section>\n");
}

static bool is_head(const struct ari_report_node *row)
{
	return row == row->parent->first && has_head(row->parent);
}

static void enter_row(struct html *h, const struct ari_report_node *node)
{
	ari_buf_puts(h->out, is_head(node) ? "<thead>\n<tr>" : "<tr>");
}

static void leave_row(struct html *h, const struct ari_report_node *node)
{
	ari_buf_puts(h->out,
		     is_head(node) ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n");
}

static bool is_long(const struct ari_report_node *cell)
{
	size_t bytes = 0;

	for (const struct ari_report_node *in = cell->first; in; in = in->next)
		bytes += in->text.len;
	return bytes >= LONG_CELL;
}

/* A cell that brings its own paragraphs. */
static bool is_prose(const struct ari_report_node *cell)
{
	return cell->first && cell->first->kind == ARI_REPORT_PROSE;
}

static void enter_cell(struct html *h, const struct ari_report_node *node)
{
	if (!node->header)
		ari_buf_puts(h->out,
			     is_long(node) ? "<td class=\"long\">" : "<td>");
	else
		ari_buf_puts(h->out, is_head(node->parent)
					 ? "<th scope=\"col\">"
					 : "<th scope=\"row\">");
	if (h->document)
		ari_buf_puts(h->out,
			     is_prose(node)
				 ? "<div data-custom-style=\"Cell\">"
				 : "<div data-custom-style=\"Cell\"><p>");
}

static void leave_cell(struct html *h, const struct ari_report_node *node)
{
	if (h->document)
		ari_buf_puts(h->out, is_prose(node) ? "</div>" : "</p></div>");
	ari_buf_puts(h->out, node->header ? "</th>" : "</td>");
}

static void put_prose(struct html *h, const struct ari_report_node *node)
{
	ari_buf_puts(h->out, "<div class=\"prose\">\n");
	ari_render__html_prose(h->out, node->text);
	ari_buf_puts(h->out, "</div>\n");
}

static void put_text(struct html *h, const struct ari_report_node *node)
{
	ari_render_escape_html(h->out, node->text);
}

static void put_in(struct html *h, const struct ari_report_node *node,
		   const char *before, const char *after)
{
	if (!node->text.len)
		return;
	ari_buf_puts(h->out, before);
	ari_render_escape_html(h->out, node->text);
	ari_buf_puts(h->out, after);
}

static void put_strong(struct html *h, const struct ari_report_node *node)
{
	put_in(h, node, "<strong>", "</strong>");
}

/* Words beside the line and the colour, which not everybody sees. */
static void put_inserted(struct html *h, const struct ari_report_node *node)
{
	put_in(h, node, "<ins><span class=\"mark\">[added:</span> ",
	       "<span class=\"mark\">]</span></ins>");
}

static void put_deleted(struct html *h, const struct ari_report_node *node)
{
	put_in(h, node, "<del><span class=\"mark\">[removed:</span> ",
	       "<span class=\"mark\">]</span></del>");
}

static void put_code(struct html *h, const struct ari_report_node *node)
{
	put_in(h, node, "<code>", "</code>");
}

static void put_lines(struct html *h, const struct ari_report_node *node)
{
	put_in(h, node, "<pre>", "</pre>\n");
}

static void put_badge(struct html *h, const struct ari_report_node *node)
{
	static const char *const opens[] = {
	    [ARI_TONE_PLAIN] = "<strong class=\"tag\">",
	    [ARI_TONE_GOOD] = "<strong class=\"tag tag-good\">",
	    [ARI_TONE_BAD] = "<strong class=\"tag tag-bad\">",
	    [ARI_TONE_WARN] = "<strong class=\"tag tag-warn\">",
	    [ARI_TONE_MUTED] = "<strong class=\"tag tag-muted\">",
	};

	put_in(h, node, opens[node->tone], "</strong>");
}

static const struct draw draws[ARI_REPORT_KINDS] = {
    [ARI_REPORT_DOCUMENT] = {.enter = enter_document, .leave = leave_document},
    [ARI_REPORT_HEADING] = {.enter = enter_heading, .leave = leave_heading},
    [ARI_REPORT_PARAGRAPH] = {.before = "<p>", .after = "</p>\n"},
    [ARI_REPORT_LIST] = {.before = "<ul>\n", .after = "</ul>\n"},
    [ARI_REPORT_ITEM] = {.enter = enter_item, .leave = leave_item},
    [ARI_REPORT_TABLE] = {.enter = enter_table, .leave = leave_table},
    [ARI_REPORT_ROW] = {.enter = enter_row, .leave = leave_row},
    [ARI_REPORT_CELL] = {.enter = enter_cell, .leave = leave_cell},
    [ARI_REPORT_PROSE] = {.enter = put_prose},
    [ARI_REPORT_LINES] = {.enter = put_lines},
    [ARI_REPORT_TEXT] = {.enter = put_text},
    [ARI_REPORT_STRONG] = {.enter = put_strong},
    [ARI_REPORT_INSERTED] = {.enter = put_inserted},
    [ARI_REPORT_DELETED] = {.enter = put_deleted},
    [ARI_REPORT_CODE] = {.enter = put_code},
    [ARI_REPORT_BADGE] = {.enter = put_badge},
};

static void draw_all(struct html *h)
{
	const struct ari_report *report = h->report;
	bool leaving = false;

	h->out->failed |= report->failed;
	for (const struct ari_report_node *node = report->root;
	     node && !h->out->failed; node = ari_report_next(node, &leaving)) {
		const struct draw *draw = &draws[node->kind];

		if (leaving ? draw->after : draw->before)
			ari_buf_puts(h->out,
				     leaving ? draw->after : draw->before);
		else if (leaving ? draw->leave : draw->enter)
			(leaving ? draw->leave : draw->enter)(h, node);
	}
}

void ari_render_html(struct ari_buf *out, const struct ari_report *report)
{
	struct html h = {.out = out, .report = report};

	draw_all(&h);
}

void ari_render_html_document(struct ari_buf *out,
			      const struct ari_report *report)
{
	struct html h = {.out = out, .report = report, .document = true};

	draw_all(&h);
}
