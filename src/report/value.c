/*
 * Values in words: dates as councils print them, posts for leads, lists
 * with commas.
 */
#include "internal.h"

#include <string.h>

/* Parts of a value that are shown before "…": no field needs more. */
#define VALUE_PARTS 200

static void put_buf(struct ari_report *report, struct ari_buf *buf)
{
	struct ari_str copy = ari_arena_dup(report->arena, ari_buf_view(buf));

	report->failed |= buf->failed || !copy.ptr;
	ari_buf_release(buf);
	ari_report_text(report, copy);
}

void ari_report__when(struct ari_report *report, const struct ari_when *when)
{
	struct ari_buf buf;

	if (when->date.kind == ARI_DATE_NONE) {
		ari_report_text(report, when->text);
		return;
	}
	ari_buf_init(&buf, NULL);
	ari_date_print(&buf, &when->date);
	put_buf(report, &buf);
}

void ari_report__day(struct ari_report *report, int32_t day)
{
	struct ari_date date = {.kind = ARI_DATE_DAY, .days = {day, day}};
	struct ari_buf buf;

	ari_buf_init(&buf, NULL);
	ari_date_print_long(&buf, &date);
	put_buf(report, &buf);
}

static bool is_date_field(struct ari_str field)
{
	static const char *const names[] = {"due", "done", "met", "on",
					    "until"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ari_str_is(field, names[i]))
			return true;
	return false;
}

static void put_scalar(struct ari_report *report,
		       const struct ari_register *reg, struct ari_str field,
		       const struct ari_node *node)
{
	struct ari_str text = ari_node_text(node);
	struct ari_when when = {.node = node, .text = text};
	const struct ari_post *post;

	if (ari_str_is(field, "leads")) {
		post = ari_register_post(reg, text);
		ari_report_text(report, post && post->post.text.len
					    ? post->post.text
					    : text);
	} else if (ari_str_is(field, "status")) {
		ari_report_puts(report,
				ari_status_title(ari_status_from(text)));
	} else if (is_date_field(field) && !ari_date_parse(&when.date, text)) {
		ari_report__when(report, &when);
	} else {
		ari_report_text(report, ari_report__brief(report, text, 300));
	}
}

/* A collection being said, and how far. */
struct saying {
	const struct ari_node *node;
	uint32_t at;
	struct ari_str field; /* that its scalars are values of */
};

/* Name the next value of a mapping; a sequence's values need no name. */
static const struct ari_node *next_value(struct ari_report *report,
					 struct saying *top, size_t depth)
{
	const struct ari_node *item = &top->node->u.items[top->at];

	if (top->at)
		ari_report_puts(report, depth > 1 ? ", " : "; ");
	top->at++;
	if (top->node->kind != ARI_NODE_MAPPING)
		return item;
	top->at++;
	top->field = ari_node_text(item);
	if (!ari_str_is(top->field, "what")) {
		ari_report_text(report, top->field);
		ari_report_puts(report, " ");
	}
	return item + 1;
}

static void put_collection(struct ari_report *report,
			   const struct ari_register *reg, struct ari_str field,
			   const struct ari_node *node)
{
	struct saying stack[ARI_TREE_DEPTH + 1] = {{node, 0, field}};
	size_t depth = 1, parts = 0;

	while (depth && parts < VALUE_PARTS) {
		struct saying *top = &stack[depth - 1];
		const struct ari_node *item;

		if (top->at >= top->node->len) {
			depth--;
			continue;
		}
		item = next_value(report, top, depth);
		if (item->kind == ARI_NODE_SCALAR) {
			put_scalar(report, reg, top->field, item);
			parts++;
		} else if (depth <= ARI_TREE_DEPTH) {
			stack[depth++] = (struct saying){item, 0, top->field};
		}
	}
	if (parts == VALUE_PARTS)
		ari_report_puts(report, "…");
}

void ari_report__value(struct ari_report *report,
		       const struct ari_register *reg, const char *field,
		       const struct ari_node *node)
{
	if (!node)
		ari_report_puts(report, "nothing");
	else if (node->kind == ARI_NODE_SCALAR)
		put_scalar(report, reg, ari_str_from(field), node);
	else
		put_collection(report, reg, ari_str_from(field), node);
}

/* Blanks in a row become one; at most room bytes are written. */
static size_t squeeze(char *out, size_t room, struct ari_str text)
{
	size_t len = 0;

	for (size_t i = 0; i < text.len && len < room; i++) {
		char c = text.ptr[i];
		bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';

		if (!blank)
			out[len++] = c;
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	return len;
}

/* Most texts are one line with single spaces already. */
static bool is_squeezed(struct ari_str text)
{
	return !memchr(text.ptr, '\n', text.len) &&
	       !memchr(text.ptr, '\t', text.len) &&
	       !memchr(text.ptr, '\r', text.len) &&
	       !memmem(text.ptr, text.len, "  ", 2);
}

struct ari_str ari_report__brief(struct ari_report *report, struct ari_str text,
				 size_t most)
{
	static const char more[] = " …";
	size_t room, len, cut = most;
	char *out;

	text = ari_str_trim(text);
	if (text.len && text.len <= most && is_squeezed(text))
		return text;
	room = text.len < most ? text.len : most + 1;
	out = ari_arena_alloc(report->arena, room + sizeof(more));
	if (!out) {
		report->failed = true;
		return ARI_STR("");
	}
	len = squeeze(out, room, text);
	if (len <= most) {
		out[len] = '\0';
		return (struct ari_str){out, len};
	}
	while (cut && out[cut] != ' ')
		cut--;
	cut = cut ? cut : most;
	while ((out[cut] & 0xC0) == 0x80)
		cut--;
	memcpy(out + cut, more, sizeof(more));
	return (struct ari_str){out, cut + sizeof(more) - 1};
}
