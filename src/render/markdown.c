/*
 * The Markdown format: CommonMark with GitHub's tables. Whatever an officer
 * typed comes out as plain characters, prose as a quotation of them.
 */
#include "internal.h"

#include <string.h>

struct markdown {
	struct ari_buf *out;
	bool line_start;
};

struct draw {
	void (*enter)(struct markdown *m, const struct ari_report_node *node);
	void (*leave)(struct markdown *m, const struct ari_report_node *node);
	const char *before; /* where it is always the same */
	const char *after;
};

static void enter_heading(struct markdown *m,
			  const struct ari_report_node *node)
{
	ari_buf_repeat(m->out, '#', node->level);
	ari_buf_byte(m->out, ' ');
	m->line_start = false;
}

static void enter_paragraph(struct markdown *m,
			    const struct ari_report_node *node)
{
	(void)node;
	m->line_start = true;
}

static void enter_item(struct markdown *m, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_puts(m->out, "- ");
	m->line_start = true;
}

static void enter_table(struct markdown *m, const struct ari_report_node *node)
{
	if (!node->text.len)
		return;
	ari_render_escape_markdown(m->out, node->text, true);
	ari_buf_puts(m->out, "\n\n");
}

/* The rule below the first row says how many columns there are. */
static void leave_row(struct markdown *m, const struct ari_report_node *node)
{
	ari_buf_byte(m->out, '\n');
	if (node != node->parent->first)
		return;
	ari_buf_byte(m->out, '|');
	for (const struct ari_report_node *c = node->first; c; c = c->next)
		ari_buf_puts(m->out, " --- |");
	ari_buf_byte(m->out, '\n');
}

static void enter_cell(struct markdown *m, const struct ari_report_node *node)
{
	(void)node;
	ari_buf_byte(m->out, ' ');
	m->line_start = false;
}

static void put_text(struct markdown *m, const struct ari_report_node *node)
{
	ari_render_escape_markdown(m->out, node->text, m->line_start);
	m->line_start = false;
}

/* Emphasis may not begin or end with a space, so the marks hug the words. */
static void put_marked(struct markdown *m, const struct ari_report_node *node,
		       const char *mark)
{
	struct ari_str words = ari_str_trim(node->text);

	if (!words.len)
		return;
	ari_buf_puts(m->out, mark);
	ari_render_escape_markdown(m->out, words, false);
	ari_buf_puts(m->out, mark);
	m->line_start = false;
}

static void put_strong(struct markdown *m, const struct ari_report_node *node)
{
	put_marked(m, node, "**");
}

static void put_deleted(struct markdown *m, const struct ari_report_node *node)
{
	put_marked(m, node, "~~");
}

/* A fence longer than any run of backticks inside (CommonMark 6.1). */
static void put_code(struct markdown *m, const struct ari_report_node *node)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < node->text.len; i++) {
		run = node->text.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	ari_buf_repeat(m->out, '`', longest + 1);
	if (longest)
		ari_buf_byte(m->out, ' ');
	ari_render_escape_text(m->out, node->text);
	if (longest)
		ari_buf_byte(m->out, ' ');
	ari_buf_repeat(m->out, '`', longest + 1);
	m->line_start = false;
}

/* An officer's Markdown as a quotation, every line made plain text. */
static void put_prose(struct markdown *m, const struct ari_report_node *node)
{
	struct ari_str rest = ari_str_trim(node->text);
	size_t start = 0;

	/* A row of a table is one line. */
	if (node->parent && node->parent->kind == ARI_REPORT_CELL) {
		put_text(m, node);
		return;
	}
	while (start <= rest.len) {
		const char *end =
		    start < rest.len
			? memchr(rest.ptr + start, '\n', rest.len - start)
			: NULL;
		size_t len =
		    (end ? (size_t)(end - rest.ptr) : rest.len) - start;

		ari_buf_puts(m->out, len ? "> " : ">");
		ari_render_escape_markdown(
		    m->out, (struct ari_str){rest.ptr + start, len}, true);
		ari_buf_byte(m->out, '\n');
		start += len + 1;
	}
	ari_buf_byte(m->out, '\n');
}

/* A fence longer than any run of backticks inside (CommonMark 4.5). */
static void put_lines(struct markdown *m, const struct ari_report_node *node)
{
	struct ari_str text = node->text;
	size_t longest = 2, run = 0, start = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	ari_buf_repeat(m->out, '`', longest + 1);
	ari_buf_byte(m->out, '\n');
	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len ? text.ptr[i] != '\n' : i == start)
			continue;
		ari_render_escape_text(
		    m->out, (struct ari_str){text.ptr + start, i - start});
		ari_buf_byte(m->out, '\n');
		start = i + 1;
	}
	ari_buf_repeat(m->out, '`', longest + 1);
	ari_buf_puts(m->out, "\n\n");
}

static const struct draw draws[ARI_REPORT_KINDS] = {
    [ARI_REPORT_HEADING] = {.enter = enter_heading, .after = "\n\n"},
    [ARI_REPORT_PARAGRAPH] = {.enter = enter_paragraph, .after = "\n\n"},
    [ARI_REPORT_LIST] = {.after = "\n"},
    [ARI_REPORT_ITEM] = {.enter = enter_item, .after = "\n"},
    [ARI_REPORT_TABLE] = {.enter = enter_table, .after = "\n"},
    [ARI_REPORT_ROW] = {.before = "|", .leave = leave_row},
    [ARI_REPORT_CELL] = {.enter = enter_cell, .after = " |"},
    [ARI_REPORT_PROSE] = {.enter = put_prose},
    [ARI_REPORT_LINES] = {.enter = put_lines},
    [ARI_REPORT_TEXT] = {.enter = put_text},
    [ARI_REPORT_STRONG] = {.enter = put_strong},
    [ARI_REPORT_INSERTED] = {.enter = put_strong},
    [ARI_REPORT_DELETED] = {.enter = put_deleted},
    [ARI_REPORT_CODE] = {.enter = put_code},
    [ARI_REPORT_BADGE] = {.enter = put_strong},
};

void ari_render_markdown(struct ari_buf *out, const struct ari_report *report)
{
	struct markdown m = {.out = out};
	bool leaving = false;

	out->failed |= report->failed;
	for (const struct ari_report_node *node = report->root;
	     node && !out->failed; node = ari_report_next(node, &leaving)) {
		const struct draw *draw = &draws[node->kind];

		if (leaving ? draw->after : draw->before)
			ari_buf_puts(out, leaving ? draw->after : draw->before);
		else if (leaving ? draw->leave : draw->enter)
			(leaving ? draw->leave : draw->enter)(&m, node);
	}
}
