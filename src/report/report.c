/*
 * Building the report tree: a cursor that opens and closes nodes, with a
 * sticky failure so that views need not ask after each word.
 */
#include <arising/report.h>

void ari_report_init(struct ari_report *report, struct ari_arena *arena)
{
	*report = (struct ari_report){.arena = arena, .lang = ARI_STR("en-GB")};
	report->root = ari_report_open(report, ARI_REPORT_DOCUMENT);
}

struct ari_report_node *ari_report_open(struct ari_report *report,
					enum ari_report_kind kind)
{
	struct ari_report_node *node;

	if (report->failed)
		return NULL;
	node = ari_arena_zalloc(report->arena, sizeof(*node));
	if (!node) {
		report->failed = true;
		return NULL;
	}
	node->kind = kind;
	node->parent = report->at;
	if (node->parent) {
		if (node->parent->last)
			node->parent->last->next = node;
		else
			node->parent->first = node;
		node->parent->last = node;
	}
	report->at = node;
	return node;
}

void ari_report_close(struct ari_report *report)
{
	if (!report->failed && report->at->parent)
		report->at = report->at->parent;
}

void ari_report_inline(struct ari_report *report, enum ari_report_kind kind,
		       struct ari_str text)
{
	struct ari_report_node *node = ari_report_open(report, kind);

	if (!node)
		return;
	node->text = text;
	ari_report_close(report);
}

void ari_report_text(struct ari_report *report, struct ari_str text)
{
	ari_report_inline(report, ARI_REPORT_TEXT, text);
}

void ari_report_puts(struct ari_report *report, const char *text)
{
	ari_report_text(report, ari_str_from(text));
}

void ari_report_printf(struct ari_report *report, const char *fmt, ...)
{
	struct ari_buf buf;
	struct ari_str copy;
	va_list args;

	if (report->failed)
		return;
	ari_buf_init(&buf, report->arena->alloc);
	va_start(args, fmt);
	ari_buf_vprintf(&buf, fmt, args);
	va_end(args);
	copy = ari_arena_dup(report->arena, ari_buf_view(&buf));
	report->failed = buf.failed || !copy.ptr;
	ari_buf_release(&buf);
	ari_report_text(report, copy);
}

void ari_report_badge(struct ari_report *report, enum ari_tone tone,
		      const char *word)
{
	struct ari_report_node *node =
	    ari_report_open(report, ARI_REPORT_BADGE);

	if (!node)
		return;
	node->tone = tone;
	node->text = ari_str_from(word);
	ari_report_close(report);
}

void ari_report_open_heading(struct ari_report *report, unsigned level)
{
	struct ari_report_node *node =
	    ari_report_open(report, ARI_REPORT_HEADING);

	if (node)
		node->level = level;
}

void ari_report_open_header(struct ari_report *report)
{
	struct ari_report_node *node = ari_report_open(report, ARI_REPORT_CELL);

	if (node)
		node->header = true;
}

void ari_report_heading(struct ari_report *report, unsigned level,
			struct ari_str text)
{
	ari_report_open_heading(report, level);
	ari_report_text(report, text);
	ari_report_close(report);
}

void ari_report_cell(struct ari_report *report, struct ari_str text,
		     bool header)
{
	struct ari_report_node *node = ari_report_open(report, ARI_REPORT_CELL);

	if (!node)
		return;
	node->header = header;
	ari_report_text(report, text);
	ari_report_close(report);
}

const struct ari_report_node *ari_report_next(
    const struct ari_report_node *node, bool *leaving)
{
	if (!*leaving && node->first)
		return node->first;
	if (!*leaving) {
		*leaving = true;
		return node;
	}
	if (node->next) {
		*leaving = false;
		return node->next;
	}
	return node->parent;
}
