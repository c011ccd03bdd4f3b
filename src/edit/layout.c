/*
 * Where lines, columns, comments and dashes stand: what the splicers have
 * to know of the bytes around a node.
 */
#include "edit/internal.h"

#include <string.h>

bool ari_edit__is_break(char c)
{
	return c == '\n' || c == '\r';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static uint32_t skip_spaces(struct ari_str bytes, uint32_t at)
{
	while (at < bytes.len && is_space(bytes.ptr[at]))
		at++;
	return at;
}

uint32_t ari_edit__line_start(struct ari_str bytes, uint32_t at)
{
	while (at && !ari_edit__is_break(bytes.ptr[at - 1]))
		at--;
	return at;
}

uint32_t ari_edit__line_end(struct ari_str bytes, uint32_t at)
{
	while (at < bytes.len && !ari_edit__is_break(bytes.ptr[at]))
		at++;
	return at;
}

uint32_t ari_edit__line_next(struct ari_str bytes, uint32_t at)
{
	at = ari_edit__line_end(bytes, at);
	if (at + 1 < bytes.len && bytes.ptr[at] == '\r' &&
	    bytes.ptr[at + 1] == '\n')
		at++;
	return at < bytes.len ? at + 1 : at;
}

/* Past a byte order mark, at the beginning of the bytes only. */
static uint32_t skip_mark(struct ari_str bytes, uint32_t line)
{
	if (!line && bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3))
		return 3;
	return line;
}

uint32_t ari_edit__column(struct ari_str bytes, uint32_t at)
{
	return at - skip_mark(bytes, ari_edit__line_start(bytes, at));
}

bool ari_edit__owns_line(struct ari_str bytes, uint32_t at)
{
	uint32_t line = skip_mark(bytes, ari_edit__line_start(bytes, at));

	while (line < at && bytes.ptr[line] == ' ')
		line++;
	return line == at;
}

static bool is_comment(struct ari_str bytes, uint32_t line)
{
	line = skip_spaces(bytes, skip_mark(bytes, line));
	return line < bytes.len && bytes.ptr[line] == '#';
}

bool ari_edit__is_blank(struct ari_str bytes, uint32_t line)
{
	line = skip_spaces(bytes, line);
	return line == bytes.len || ari_edit__is_break(bytes.ptr[line]);
}

uint32_t ari_edit__text_start(struct ari_str bytes, uint32_t line)
{
	line = skip_mark(bytes, line);
	while (line < bytes.len && bytes.ptr[line] == ' ')
		line++;
	return line;
}

struct ari_str ari_edit__eol(struct ari_str bytes)
{
	uint32_t end = ari_edit__line_end(bytes, 0);

	if (end + 1 < bytes.len && bytes.ptr[end] == '\r' &&
	    bytes.ptr[end + 1] == '\n')
		return ARI_STR("\r\n");
	return ARI_STR("\n");
}

bool ari_edit__open_ended(struct ari_str bytes)
{
	return bytes.len && !ari_edit__is_break(bytes.ptr[bytes.len - 1]);
}

struct ari_str ari_edit__remark(struct ari_str bytes, uint32_t value_end)
{
	uint32_t at = skip_spaces(bytes, value_end);
	uint32_t end = ari_edit__line_end(bytes, at);

	if (at == value_end || at == bytes.len || bytes.ptr[at] != '#')
		return (struct ari_str){NULL, 0};
	return (struct ari_str){bytes.ptr + at, end - at};
}

uint32_t ari_edit__comment_above(struct ari_str bytes, uint32_t at)
{
	uint32_t line = ari_edit__line_start(bytes, at);

	while (line) {
		uint32_t end = line - 1;
		uint32_t above;

		if (end && bytes.ptr[end] == '\n' && bytes.ptr[end - 1] == '\r')
			end--;
		above = ari_edit__line_start(bytes, end);
		if (!is_comment(bytes, above))
			break;
		line = above;
	}
	return line;
}

const struct ari_node *ari_edit__last_leaf(const struct ari_node *node)
{
	while (ari_edit__is_block(node) && node->len)
		node = &node->u.items[node->len - 1];
	return node;
}

bool ari_edit__needs_end(const struct ari_node *node)
{
	while (node->kind != ARI_NODE_SCALAR && node->len)
		node = &node->u.items[node->len - 1];
	return node->kind == ARI_NODE_SCALAR && node->len &&
	       node->u.text[node->len - 1] == '\n';
}

bool ari_edit__is_block(const struct ari_node *node)
{
	return node->kind != ARI_NODE_SCALAR && node->style == ARI_STYLE_BLOCK;
}

bool ari_edit__is_block_text(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR &&
	       (node->style == ARI_STYLE_LITERAL ||
		node->style == ARI_STYLE_FOLDED);
}

bool ari_edit__keeps(struct ari_str bytes, const struct ari_node *leaf)
{
	uint32_t at = leaf->start + 1;

	if (!ari_edit__is_block_text(leaf))
		return false;
	while (at < leaf->end && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9')
		at++;
	return at < bytes.len && bytes.ptr[at] == '+';
}

uint32_t ari_edit__past(struct ari_str bytes, const struct ari_node *node)
{
	const struct ari_node *leaf = ari_edit__last_leaf(node);
	uint32_t at = ari_edit__line_next(bytes, node->end);

	if (ari_edit__keeps(bytes, leaf))
		while (at < bytes.len && ari_edit__is_blank(bytes, at))
			at = ari_edit__line_next(bytes, at);
	return at;
}

uint32_t ari_edit__behind(struct ari_str bytes, const struct ari_node *node,
			  uint32_t column)
{
	uint32_t at = ari_edit__past(bytes, node);

	while (at < bytes.len && is_comment(bytes, at) &&
	       skip_spaces(bytes, at) - at > column)
		at = ari_edit__line_next(bytes, at);
	return at;
}

bool ari_edit__dash(uint32_t *out, struct ari_str bytes, uint32_t from,
		    uint32_t at)
{
	uint32_t line = ari_edit__line_start(bytes, at);

	for (;;) {
		uint32_t first = skip_spaces(bytes, skip_mark(bytes, line));

		if (first >= from && first < at && bytes.ptr[first] == '-') {
			*out = first;
			return true;
		}
		if (line <= from || !line)
			return false;
		if (line != ari_edit__line_start(bytes, at) &&
		    !is_comment(bytes, line) &&
		    !ari_edit__is_blank(bytes, line))
			return false;
		line = ari_edit__line_start(bytes, line - 1);
	}
}

bool ari_edit__colon(uint32_t *out, struct ari_str bytes,
		     const struct ari_node *key)
{
	uint32_t at = skip_spaces(bytes, key->end);

	if (at >= bytes.len || bytes.ptr[at] != ':')
		return false;
	*out = at + 1;
	return true;
}
