/*
 * Ordinary brackets: lists and mappings that open and close on one line,
 * with plain and quoted texts in them. See lines.h.
 */
#include "yaml/lines.h"

/* A text, and the colon behind it when it is a key. */
static int read_text(struct ari_yaml__lines *l)
{
	bool key = ari_build_at_key(l->build);
	struct ari_node node;

	if (l->p[l->at] == '"' || l->p[l->at] == '\'') {
		if (ari_yaml__read_quoted(&node, l))
			return -1;
	} else {
		uint32_t end = ari_yaml__flow_end(l);

		if (!end)
			return -1;
		node = ari_yaml__plain_node(l, end);
		l->at = end;
	}
	if (key && (l->p[l->at] != ':' || !ari_yaml__is_key(l, &node)))
		return -1;
	l->at += key;
	return ari_build_push(l->build, node);
}

static int open_bracket(struct ari_yaml__lines *l)
{
	uint8_t kind =
	    l->p[l->at] == '[' ? ARI_NODE_SEQUENCE : ARI_NODE_MAPPING;

	if (l->build->depth >= ARI_YAML_DEEP || ari_build_at_key(l->build))
		return -1;
	return ari_build_open(l->build, kind, ARI_STYLE_FLOW, l->at++);
}

/* Closing where a key's value is due would leave it empty: not ordinary. */
static int close_bracket(struct ari_yaml__lines *l)
{
	bool list = ari_build_top(l->build)->kind == ARI_NODE_SEQUENCE;

	if (list != (l->p[l->at] == ']') ||
	    (!list && !ari_build_at_key(l->build)))
		return -1;
	return ari_build_close(l->build, ++l->at);
}

/* Is what was read last an item, and not the key of one? */
static bool is_item(const struct ari_yaml__lines *l)
{
	return ari_build_top(l->build)->kind == ARI_NODE_SEQUENCE ||
	       ari_build_at_key(l->build);
}

int ari_yaml__read_flow(struct ari_yaml__lines *l)
{
	uint32_t depth = l->build->depth;
	bool after = false; /* an item, not a comma or an opening bracket */

	do {
		l->at = lines_skip(l, l->at);
		if (l->p[l->at] == ']' || l->p[l->at] == '}') {
			if (close_bracket(l))
				return -1;
			after = true;
		} else if (after) {
			if (l->p[l->at++] != ',')
				return -1;
			after = false;
		} else if (l->p[l->at] == '[' || l->p[l->at] == '{') {
			if (open_bracket(l))
				return -1;
		} else {
			if (read_text(l))
				return -1;
			after = is_item(l);
		}
	} while (l->build->depth > depth);
	return 0;
}
