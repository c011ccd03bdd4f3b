/*
 * The text format: for a terminal at 80 columns, and for a pipe. States are
 * words; colour only repeats them.
 */
#include "internal.h"

#include <string.h>

/* Columns when nobody says otherwise. */
#define TEXT_WIDTH 80

struct text {
	struct ari_buf *out;
	struct ari_render_text_options options;
	struct ari_flow flow;
	unsigned list_depth;
	bool blank_due; /* a blank line before the next block */
	bool in_table;
};

struct draw {
	void (*enter)(struct text *t, const struct ari_report_node *node);
	void (*leave)(struct text *t, const struct ari_report_node *node);
};

static const char *const tone_styles[] = {
    [ARI_TONE_PLAIN] = "1",   [ARI_TONE_GOOD] = "1;32", [ARI_TONE_BAD] = "1;31",
    [ARI_TONE_WARN] = "1;33", [ARI_TONE_MUTED] = "2",
};

void ari_render__flow_inline(struct ari_flow *flow,
			     const struct ari_report_node *node)
{
	switch (node->kind) {
	case ARI_REPORT_STRONG:
		ari_render__flow_text(flow, node->text, "1");
		break;
	case ARI_REPORT_INSERTED:
		ari_render__flow_text(flow, ARI_STR("{+"), "32");
		ari_render__flow_text(flow, node->text, "32");
		ari_render__flow_text(flow, ARI_STR("+}"), "32");
		break;
	case ARI_REPORT_DELETED:
		ari_render__flow_text(flow, ARI_STR("[-"), "31");
		ari_render__flow_text(flow, node->text, "31");
		ari_render__flow_text(flow, ARI_STR("-]"), "31");
		break;
	case ARI_REPORT_BADGE:
		ari_render__flow_text(flow, node->text,
				      tone_styles[node->tone]);
		break;
	default:
		ari_render__flow_text(flow, node->text, NULL);
	}
}

static void enter_block(struct text *t)
{
	if (t->blank_due && t->out->len)
		ari_buf_byte(t->out, '\n');
	t->blank_due = false;
}

static void begin_flow(struct text *t, const char *first, const char *rest)
{
	ari_render__flow_begin(&t->flow, t->out, t->options.width,
			       t->options.colour, first, rest);
}

static void enter_heading(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	t->blank_due = true;
	enter_block(t);
	begin_flow(t, "", "");
}

static void leave_heading(struct text *t, const struct ari_report_node *node)
{
	size_t filled;

	ari_render__flow_end(&t->flow);
	filled = t->flow.column;
	if (node->level <= 2) {
		ari_buf_repeat(t->out, node->level == 1 ? '=' : '-', filled);
		ari_buf_byte(t->out, '\n');
	}
	t->blank_due = node->level <= 2;
}

static void enter_paragraph(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	enter_block(t);
	begin_flow(t, "", "");
}

static void leave_paragraph(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	ari_render__flow_end(&t->flow);
	t->blank_due = true;
}

static void enter_list(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	if (!t->list_depth)
		enter_block(t);
	t->list_depth++;
}

static void leave_list(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	t->list_depth--;
	t->blank_due = !t->list_depth;
}

static void enter_item(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	begin_flow(t, "  - ", "    ");
}

static void leave_item(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	ari_render__flow_end(&t->flow);
}

static void enter_table(struct text *t, const struct ari_report_node *node)
{
	enter_block(t);
	ari_render__text_table(t->out, node, &t->options);
	t->in_table = true;
}

static void leave_table(struct text *t, const struct ari_report_node *node)
{
	(void)node;
	t->in_table = false;
	t->blank_due = true;
}

/* Whether a line of prose begins a paragraph or an item of its own. */
static bool begins_block(struct ari_str line)
{
	line = ari_str_trim(line);
	return !line.len || (line.len > 1 && strchr("-*+#>", line.ptr[0]) &&
			     line.ptr[1] == ' ');
}

/* An officer's own paragraphs, filled and indented; items keep their lines. */
static void enter_prose(struct text *t, const struct ari_report_node *node)
{
	struct ari_str rest = ari_str_trim(node->text);
	bool open = false;

	enter_block(t);
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		struct ari_str line = {rest.ptr, len};

		if (open && begins_block(line)) {
			ari_render__flow_end(&t->flow);
			open = false;
		}
		if (!ari_str_trim(line).len)
			ari_buf_byte(t->out, '\n');
		if (!open && ari_str_trim(line).len) {
			begin_flow(t, "    ", "    ");
			open = true;
		}
		if (open) {
			ari_render__flow_text(&t->flow, line, NULL);
			ari_render__flow_text(&t->flow, ARI_STR(" "), NULL);
		}
		rest.ptr += len + (end ? 1 : 0);
		rest.len -= len + (end ? 1 : 0);
	}
	if (open)
		ari_render__flow_end(&t->flow);
	t->blank_due = true;
}

/* Neither filled nor wrapped: columns mean something in them. */
static void enter_lines(struct text *t, const struct ari_report_node *node)
{
	struct ari_str rest = node->text;

	enter_block(t);
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;

		if (len)
			ari_buf_puts(t->out, "    ");
		ari_render_escape_text(t->out, (struct ari_str){rest.ptr, len});
		ari_buf_byte(t->out, '\n');
		rest.ptr += len + (end ? 1 : 0);
		rest.len -= len + (end ? 1 : 0);
	}
	t->blank_due = true;
}

static void enter_inline(struct text *t, const struct ari_report_node *node)
{
	ari_render__flow_inline(&t->flow, node);
}

static const struct draw draws[ARI_REPORT_KINDS] = {
    [ARI_REPORT_HEADING] = {.enter = enter_heading, .leave = leave_heading},
    [ARI_REPORT_PARAGRAPH] = {.enter = enter_paragraph,
			      .leave = leave_paragraph},
    [ARI_REPORT_LIST] = {.enter = enter_list, .leave = leave_list},
    [ARI_REPORT_ITEM] = {.enter = enter_item, .leave = leave_item},
    [ARI_REPORT_TABLE] = {.enter = enter_table, .leave = leave_table},
    [ARI_REPORT_PROSE] = {.enter = enter_prose},
    [ARI_REPORT_LINES] = {.enter = enter_lines},
    [ARI_REPORT_TEXT] = {.enter = enter_inline},
    [ARI_REPORT_STRONG] = {.enter = enter_inline},
    [ARI_REPORT_INSERTED] = {.enter = enter_inline},
    [ARI_REPORT_DELETED] = {.enter = enter_inline},
    [ARI_REPORT_CODE] = {.enter = enter_inline},
    [ARI_REPORT_BADGE] = {.enter = enter_inline},
};

void ari_render_text(struct ari_buf *out, const struct ari_report *report,
		     const struct ari_render_text_options *options)
{
	struct text t = {.out = out};
	bool leaving = false;

	if (options)
		t.options = *options;
	if (!t.options.width)
		t.options.width = TEXT_WIDTH;
	out->failed |= report->failed;
	for (const struct ari_report_node *node = report->root;
	     node && !out->failed; node = ari_report_next(node, &leaving)) {
		const struct draw *draw = &draws[node->kind];

		if (t.in_table && node->kind != ARI_REPORT_TABLE)
			continue;
		if (!leaving && draw->enter)
			draw->enter(&t, node);
		if (leaving && draw->leave)
			draw->leave(&t, node);
	}
}
