/*
 * Ordinary lines: keys, dashes and how deep they stand. The tree is the one
 * that libyaml's events would make, byte by byte; see lines.h. A second
 * reader is there because libyaml, which looks at each character several
 * times, took nine tenths of the time of a check.
 */
#include "yaml/lines.h"

static int push(struct ari_yaml__lines *l, struct ari_node node)
{
	l->pending = false;
	return ari_build_push(l->build, node);
}

/* The value that was due is not written: it stands behind colon or dash. */
static int push_empty(struct ari_yaml__lines *l)
{
	return push(l, (struct ari_node){.kind = ARI_NODE_SCALAR,
					 .type = ARI_TYPE_NULL,
					 .style = ARI_STYLE_PLAIN,
					 .start = l->behind,
					 .end = l->behind,
					 .u.text = ""});
}

static int open_block(struct ari_yaml__lines *l, uint8_t kind, int32_t column)
{
	if (l->build->depth >= ARI_YAML_DEEP)
		return -1;
	l->columns[l->build->depth + 1] = column;
	return ari_build_open(l->build, kind, ARI_STYLE_BLOCK, l->at);
}

static int close_block(struct ari_yaml__lines *l)
{
	return ari_build_close(l->build, ari_build_last(l->build)->end);
}

/*
 * Close what ends before a line at column, and see that the line goes on
 * with what is open then. A list may stand at the column of its key.
 */
static int settle(struct ari_yaml__lines *l, int32_t column, bool dash)
{
	const struct ari_build_frame *top = ari_build_top(l->build);
	int32_t indent = lines_indent(l);

	if (l->pending) {
		if (column > indent ||
		    (column == indent && dash && top->kind == ARI_NODE_MAPPING))
			return 0;
		if (push_empty(l))
			return -1;
	}
	while (top && (indent > column || (indent == column && !dash &&
					   top->kind == ARI_NODE_SEQUENCE))) {
		if (close_block(l))
			return -1;
		top = ari_build_top(l->build);
		indent = lines_indent(l);
	}
	if (!top || indent != column ||
	    dash != (top->kind == ARI_NODE_SEQUENCE))
		return -1;
	return 0;
}

/* Nothing but a comment may follow on the line; go to the next. */
static int end_line(struct ari_yaml__lines *l)
{
	uint32_t at = lines_skip(l, l->at);

	if (l->p[at] != '\n') {
		if (l->p[at] != '#' || at == l->at)
			return -1;
		at = lines_end(l, at);
	}
	l->at = at + 1;
	return 0;
}

/* 1: the value that is due may stand on a later line; 0: it begins here. */
static int find_value(struct ari_yaml__lines *l)
{
	uint32_t at = lines_skip(l, l->at);

	if (l->p[at] == '\n' || l->p[at] == '#')
		return end_line(l) ? -1 : 1;
	l->at = at;
	return 0;
}

static int read_value(struct ari_yaml__lines *l)
{
	struct ari_node node;

	switch (l->p[l->at]) {
	case '"':
	case '\'':
		if (ari_yaml__read_quoted(&node, l) || push(l, node))
			return -1;
		return end_line(l);
	case '[':
	case '{':
		l->pending = false;
		return ari_yaml__read_flow(l) ? -1 : end_line(l);
	case '|':
	case '>':
		l->pending = false;
		return ari_yaml__read_block(l);
	default:
		if (!ari_yaml__begins_plain(l, l->at, false))
			return -1;
		l->pending = false;
		return ari_yaml__read_plain(l);
	}
}

/* A key, whose colon is at l->at, and what stands behind it. */
static int read_pair(struct ari_yaml__lines *l, const struct ari_node *key)
{
	int found;

	if (!ari_yaml__is_key(l, key) || push(l, *key))
		return -1;
	l->behind = ++l->at;
	l->pending = true;
	found = find_value(l);
	return found ? (found < 0 ? -1 : 0) : read_value(l);
}

static int open_pair(struct ari_yaml__lines *l, int32_t column)
{
	return l->pending ? open_block(l, ARI_NODE_MAPPING, column) : 0;
}

/* A line, or what follows a dash, that begins in quotes. */
static int read_quoted_line(struct ari_yaml__lines *l, int32_t column)
{
	uint32_t start = l->at, end;
	struct ari_node node;

	if (ari_yaml__read_quoted(&node, l))
		return -1;
	end = l->at;
	if (ari_yaml__is_colon(l, end)) {
		l->at = start;
		if (open_pair(l, column))
			return -1;
		l->at = end;
		return read_pair(l, &node);
	}
	return l->pending && !push(l, node) ? end_line(l) : -1;
}

static int read_content(struct ari_yaml__lines *l, int32_t column)
{
	struct ari_node key;
	uint32_t end;

	if (l->p[l->at] == '"' || l->p[l->at] == '\'')
		return read_quoted_line(l, column);
	end = ari_yaml__key_end(l);
	if (!end)
		return l->pending ? read_value(l) : -1;
	key = ari_yaml__plain_node(l, end);
	if (open_pair(l, column))
		return -1;
	l->at = end;
	return read_pair(l, &key);
}

/* A line from its first word on: dashes, one in another, then the rest. */
static int read_line(struct ari_yaml__lines *l, int32_t column)
{
	for (;;) {
		const char *p = l->p + l->at;
		bool dash = *p == '-' && lines_at_gap(l, l->at + 1);
		int found;

		if (settle(l, column, dash))
			return -1;
		if (!dash)
			return read_content(l, column);
		if (l->pending && open_block(l, ARI_NODE_SEQUENCE, column))
			return -1;
		l->pending = true;
		l->behind = ++l->at;
		found = find_value(l);
		if (found)
			return found < 0 ? -1 : 0;
		column += (int32_t)(l->p + l->at - p);
	}
}

static bool is_marker(const struct ari_yaml__lines *l)
{
	return l->len - l->at >= 3 && (!memcmp(l->p + l->at, "---", 3) ||
				       !memcmp(l->p + l->at, "...", 3));
}

/* The dashes before a document, which may stand there, and nothing more. */
static int skip_marker(struct ari_yaml__lines *l)
{
	if (l->at == l->len || !is_marker(l))
		return 0;
	if (l->p[l->at] != '-')
		return -1;
	l->at += 3;
	return end_line(l);
}

static int read_all(struct ari_yaml__lines *l)
{
	if (skip_marker(l))
		return -1;
	while (l->at < l->len) {
		uint32_t start = l->at;

		l->at = lines_skip(l, start);
		if (l->p[l->at] == '\n')
			l->at++;
		else if (l->p[l->at] == '#')
			l->at = lines_end(l, l->at) + 1;
		else if ((l->at == start && is_marker(l)) ||
			 read_line(l, (int32_t)(l->at - start)))
			return -1;
	}
	if (!l->build->depth || (l->pending && push_empty(l)))
		return -1;
	while (l->build->depth)
		if (close_block(l))
			return -1;
	return 0;
}

/* Where the last line has no end, a copy gets one. */
static int add_line_feed(struct ari_buf *copy, struct ari_yaml__lines *l)
{
	if (l->p[l->len - 1] == '\n')
		return 0;
	ari_buf_add(copy, l->p, l->len);
	ari_buf_byte(copy, '\n');
	if (copy->failed)
		return lines_memory(l);
	l->p = copy->ptr;
	l->len++;
	l->added = true;
	return 0;
}

bool ari_yaml__read_lines(struct ari_yaml__reader *reader)
{
	struct ari_yaml__lines l = {.build = &reader->build,
				    .arena = reader->arena,
				    .p = reader->bytes.ptr,
				    .source = reader->bytes.ptr,
				    .len = (uint32_t)reader->bytes.len,
				    .at = reader->base,
				    .pending = true,
				    .any_keys = reader->any_keys,
				    .columns = {-1}};
	struct ari_buf copy;
	int result;

	if (l.at == l.len)
		return false;
	ari_buf_init(&copy, reader->arena->alloc);
	ari_buf_init(&l.text, reader->arena->alloc);
	result = add_line_feed(&copy, &l) || read_all(&l);
	ari_buf_release(&l.text);
	ari_buf_release(&copy);
	return !result;
}
