/*
 * Ordinary texts: plain ones, on one line or several, and quoted ones on
 * one line. What is not surely such a text is given up; see lines.h.
 */
#include "yaml/lines.h"

#define NO_START 1 /* no plain text begins with it, or only sometimes */
#define STOP 2	   /* a key is looked at more closely there */
#define FLOW 4	   /* and a text in brackets there */

static const uint8_t classes[256] = {
    ['\n'] = NO_START | STOP | FLOW,
    ['\r'] = NO_START,
    [' '] = NO_START,
    ['!'] = NO_START,
    ['"'] = NO_START,
    ['#'] = NO_START | STOP | FLOW,
    ['%'] = NO_START,
    ['&'] = NO_START,
    ['\''] = NO_START,
    ['*'] = NO_START,
    [','] = NO_START | FLOW,
    ['-'] = NO_START,
    [':'] = NO_START | STOP | FLOW,
    ['>'] = NO_START,
    ['?'] = NO_START,
    ['@'] = NO_START,
    ['['] = NO_START | FLOW,
    [']'] = NO_START | FLOW,
    ['`'] = NO_START,
    ['{'] = NO_START | FLOW,
    ['|'] = NO_START,
    ['}'] = NO_START | FLOW,
};

static uint8_t class_at(const struct ari_yaml__lines *l, uint32_t at)
{
	return classes[(unsigned char)l->p[at]];
}

/* What makes a sign of the dash or colon before it, or may do so. */
static bool makes_sign(const struct ari_yaml__lines *l, uint32_t at, bool flow)
{
	char c = l->p[at];

	if (lines_at_gap(l, at))
		return true;
	return flow && (c == ',' || c == '?' || c == '[' || c == ']' ||
			c == '{' || c == '}' || c == ':');
}

bool ari_yaml__begins_plain(const struct ari_yaml__lines *l, uint32_t at,
			    bool flow)
{
	if (!(class_at(l, at) & NO_START))
		return true;
	return l->p[at] == '-' && !makes_sign(l, at + 1, flow);
}

bool ari_yaml__is_colon(const struct ari_yaml__lines *l, uint32_t at)
{
	return l->p[at] == ':' && lines_at_gap(l, at + 1);
}

struct ari_node ari_yaml__plain_node(const struct ari_yaml__lines *l,
				     uint32_t end)
{
	struct ari_str text = {l->source + l->at, end - l->at};

	return (struct ari_node){.kind = ARI_NODE_SCALAR,
				 .type = (uint8_t)ari_yaml_plain_type(text),
				 .style = ARI_STYLE_PLAIN,
				 .start = l->at,
				 .end = end,
				 .len = (uint32_t)text.len,
				 .u.text = text.ptr};
}

uint32_t ari_yaml__key_end(const struct ari_yaml__lines *l)
{
	uint32_t at = l->at;

	if (!ari_yaml__begins_plain(l, at, false))
		return 0;
	for (;; at++) {
		while (!(class_at(l, at) & STOP))
			at++;
		if (l->p[at] != ':')
			return 0;
		if (ari_yaml__is_colon(l, at))
			return l->p[at - 1] == ' ' ? 0 : at;
	}
}

uint32_t ari_yaml__flow_end(const struct ari_yaml__lines *l)
{
	const char *p = l->p;
	uint32_t at = l->at;

	if (!ari_yaml__begins_plain(l, at, true))
		return 0;
	for (;; at++) {
		while (!(class_at(l, at) & FLOW))
			at++;
		if (p[at] == '\n')
			return 0;
		if (p[at] == ':' && p[at + 1] != ' ') {
			if (makes_sign(l, at + 1, true))
				return 0;
			continue;
		}
		if (p[at] == '#') {
			if (p[at - 1] == ' ')
				return 0;
			continue;
		}
		while (p[at - 1] == ' ')
			at--;
		return at;
	}
}

/* A key that is no text, or that merges, is a finding; libyaml's path. */
bool ari_yaml__is_key(const struct ari_yaml__lines *l,
		      const struct ari_node *node)
{
	if (l->at - node->start > ARI_YAML_KEY_BYTES)
		return false;
	if (node->style != ARI_STYLE_PLAIN)
		return true;
	if (node->len == 2 && !memcmp(node->u.text, "<<", 2))
		return false;
	return node->type == ARI_TYPE_STRING || l->any_keys;
}

int ari_yaml__take_text(struct ari_yaml__lines *l, struct ari_node *node)
{
	struct ari_str text = ari_buf_view(&l->text);

	if (l->text.failed)
		return lines_memory(l);
	node->len = (uint32_t)text.len;
	node->u.text = text.len ? ari_arena_dup(l->arena, text).ptr : "";
	return node->u.text ? 0 : lines_memory(l);
}

/* Gather a text in double quotes; 0 when it holds a rare escape. */
static uint32_t unescape(struct ari_yaml__lines *l, uint32_t at)
{
	static const char names[] = "\"\\/nt", meant[] = "\"\\/\n\t";

	while (l->p[at] != '"') {
		char c = l->p[at++];

		if (c == '\n')
			return 0;
		if (c == '\\') {
			const char *name = memchr(names, l->p[at], 5);

			if (!name)
				return 0;
			c = meant[name - names];
			at++;
		}
		ari_buf_byte(&l->text, c);
	}
	return at;
}

/* Gather a text in single quotes, where two of them stand for one. */
static uint32_t undouble(struct ari_yaml__lines *l, uint32_t at)
{
	for (;; at++) {
		if (l->p[at] == '\n')
			return 0;
		if (l->p[at] == '\'' && l->p[++at] != '\'')
			return at - 1;
		ari_buf_byte(&l->text, l->p[at]);
	}
}

/* The text from start is not all in the bytes: gather it. */
static int gather_quoted(struct ari_node *out, struct ari_yaml__lines *l,
			 uint32_t start)
{
	uint32_t end;

	ari_buf_clear(&l->text);
	end = l->p[start - 1] == '"' ? unescape(l, start) : undouble(l, start);
	if (!end)
		return -1;
	out->end = l->at = end + 1;
	return ari_yaml__take_text(l, out);
}

int ari_yaml__read_quoted(struct ari_node *out, struct ari_yaml__lines *l)
{
	char quote = l->p[l->at];
	uint32_t start = l->at + 1;
	const char *end = memchr(l->p + start, quote, l->len - start);
	size_t len;

	*out = (struct ari_node){.kind = ARI_NODE_SCALAR,
				 .type = ARI_TYPE_STRING,
				 .style = quote == '"' ? ARI_STYLE_DOUBLE
						       : ARI_STYLE_SINGLE,
				 .start = l->at};
	if (!end)
		return -1;
	len = (size_t)(end - l->p) - start;
	if (memchr(l->p + start, '\n', len))
		return -1;
	if (quote == '"' ? memchr(l->p + start, '\\', len) != NULL
			 : end[1] == '\'')
		return gather_quoted(out, l, start);
	out->len = (uint32_t)len;
	out->u.text = len ? l->source + start : "";
	out->end = l->at = start + out->len + 1;
	return 0;
}

/* How much of the line from l->at is text. */
struct extent {
	uint32_t end;
	uint32_t next; /* the line behind it */
	bool comment;  /* stands behind it, so that nothing continues it */
};

static int measure_text(struct extent *out, const struct ari_yaml__lines *l)
{
	const char *start = l->p + l->at, *at = start;
	const char *line = memchr(at, '\n', l->len - l->at), *end = line;

	while ((at = memchr(at, '#', (size_t)(end - at)))) {
		if (at > start && at[-1] == ' ')
			end = at;
		else
			at++;
	}
	out->comment = end < line;
	for (at = start; (at = memchr(at, ':', (size_t)(end - at))); at++)
		if (at[1] == ' ' || at[1] == '\n' || at[1] == '\r')
			return -1;
	while (end[-1] == ' ' || end[-1] == '\r')
		end--;
	out->end = (uint32_t)(end - l->p);
	out->next = (uint32_t)(line + 1 - l->p);
	return 0;
}

/*
 * Do lines from at on continue a plain text? Then *at is where its next
 * word stands, and *breaks how many lines between are empty.
 */
static bool find_more(uint32_t *at, uint32_t *breaks,
		      const struct ari_yaml__lines *l)
{
	uint32_t line = *at, word = line;

	*breaks = 0;
	while (line < l->len && l->p[word = lines_skip(l, line)] == '\n') {
		line = word + 1;
		++*breaks;
	}
	*at = word;
	return line < l->len && (int32_t)(word - line) > lines_indent(l) &&
	       l->p[word] != '#';
}

static int read_more(struct ari_yaml__lines *l, struct ari_node *node,
		     struct extent first)
{
	struct extent line = first;
	uint32_t breaks;

	ari_buf_clear(&l->text);
	ari_buf_add(&l->text, l->p + node->start, node->end - node->start);
	for (;;) {
		uint32_t at = line.next;

		if (line.comment || !find_more(&at, &breaks, l))
			break;
		ari_buf_repeat(&l->text, breaks ? '\n' : ' ',
			       breaks ? breaks : 1);
		l->at = at;
		if (measure_text(&line, l))
			return -1;
		ari_buf_add(&l->text, l->p + at, line.end - at);
	}
	node->end = line.end;
	l->at = line.next;
	if (ari_yaml__take_text(l, node))
		return -1;
	node->type = (uint8_t)ari_yaml_plain_type(ari_node_text(node));
	return ari_build_push(l->build, *node);
}

int ari_yaml__read_plain(struct ari_yaml__lines *l)
{
	struct ari_node node;
	struct extent line;
	uint32_t at, breaks;

	if (measure_text(&line, l))
		return -1;
	node = ari_yaml__plain_node(l, line.end);
	at = line.next;
	if (!line.comment && find_more(&at, &breaks, l))
		return read_more(l, &node, line);
	l->at = line.next;
	return ari_build_push(l->build, node);
}
