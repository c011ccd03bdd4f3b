/*
 * libyaml's events become a node tree: one pass, no recursion. Texts that
 * stand in the file as they are read stay there; others move to the arena.
 * Every document that is not ordinary (lines.c) is read here, and what this
 * makes of a document is what the reader of lines must make of it.
 */
#include "yaml/internal.h"

#include <string.h>

/* End of a block scalar: its last line that is not empty. */
static uint32_t block_end(struct ari_str bytes, uint32_t start, uint32_t end)
{
	uint32_t at = end;

	for (;;) {
		while (at > start &&
		       (bytes.ptr[at - 1] == ' ' || bytes.ptr[at - 1] == '\t'))
			at--;
		if (at <= start ||
		    (bytes.ptr[at - 1] != '\n' && bytes.ptr[at - 1] != '\r'))
			break;
		end = --at;
	}
	if (memchr(bytes.ptr + start, '\n', end - start) ||
	    memchr(bytes.ptr + start, '\r', end - start))
		return end;
	/* Only the header is there, perhaps with a comment behind it. */
	at = start + 1;
	while (at < end && strchr("+-0123456789", bytes.ptr[at]))
		at++;
	return at;
}

static const uint8_t styles[] = {
    [YAML_ANY_SCALAR_STYLE] = ARI_STYLE_PLAIN,
    [YAML_PLAIN_SCALAR_STYLE] = ARI_STYLE_PLAIN,
    [YAML_SINGLE_QUOTED_SCALAR_STYLE] = ARI_STYLE_SINGLE,
    [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = ARI_STYLE_DOUBLE,
    [YAML_LITERAL_SCALAR_STYLE] = ARI_STYLE_LITERAL,
    [YAML_FOLDED_SCALAR_STYLE] = ARI_STYLE_FOLDED,
};

/*
 * Where a value that is not written stands: behind its colon or dash.
 * libyaml gives the next token instead when there is no colon either.
 */
static uint32_t empty_place(const struct ari_yaml__reader *reader, uint32_t at)
{
	const struct ari_build_frame *top = ari_build_top(&reader->build);
	const struct ari_node *last = ari_build_last(&reader->build);

	if (!top || top->style != ARI_STYLE_BLOCK || !last ||
	    !strchr(" \t\r\n", reader->bytes.ptr[at - 1]))
		return at;
	return last->end;
}

/* Take the text from the source when it stands there letter by letter. */
static const char *keep_text(struct ari_yaml__reader *reader,
			     const struct ari_node *node,
			     const yaml_char_t *value)
{
	uint32_t quote =
	    node->style == ARI_STYLE_SINGLE || node->style == ARI_STYLE_DOUBLE;
	const char *source = reader->bytes.ptr + node->start + quote;

	if (node->end - node->start == node->len + 2 * quote &&
	    !memcmp(source, value, node->len))
		return source;
	return ari_arena_dup(reader->arena,
			     (struct ari_str){(const char *)value, node->len})
	    .ptr;
}

/* A key must be text. Its node is the one pushed last. */
static void check_key(struct ari_yaml__reader *reader,
		      const struct ari_node *key)
{
	static const char *const kinds[] = {
	    [ARI_TYPE_NULL] = "an empty value",
	    [ARI_TYPE_BOOL] = "a true-or-false value",
	    [ARI_TYPE_INT] = "a number",
	    [ARI_TYPE_FLOAT] = "a number",
	};

	if (key->style == ARI_STYLE_PLAIN &&
	    ari_str_eq(ari_node_text(key), ARI_STR("<<"))) {
		ari_yaml__find(reader, YAML_MERGE_KEY, key->start, key->end,
			       NULL, NULL);
		return;
	}
	if (key->type == ARI_TYPE_STRING || reader->any_keys)
		return;
	ari_yaml__find_key(reader, ari_node_span(key), kinds[key->type], true);
}

static int read_scalar(struct ari_yaml__reader *reader,
		       const yaml_event_t *event)
{
	struct ari_node node = {.kind = ARI_NODE_SCALAR,
				.type = ARI_TYPE_STRING};
	size_t len = event->data.scalar.length;

	node.style = styles[event->data.scalar.style];
	node.start = ari_yaml__offset(reader, event->start_mark.index);
	node.end = ari_yaml__offset(reader, event->end_mark.index);
	node.len = (uint32_t)len;
	if (node.style == ARI_STYLE_LITERAL || node.style == ARI_STYLE_FOLDED)
		node.end = block_end(reader->bytes, node.start, node.end);
	if (event->data.scalar.anchor || event->data.scalar.tag)
		ari_yaml__find_properties(reader, node.start,
					  event->data.scalar.anchor,
					  event->data.scalar.tag);
	else if (node.start == node.end)
		node.start = node.end = empty_place(reader, node.start);
	node.u.text =
	    len ? keep_text(reader, &node, event->data.scalar.value) : "";
	if (!node.u.text) {
		reader->build.stop = ARI_BUILD_MEMORY;
		return -1;
	}
	if (node.style == ARI_STYLE_PLAIN)
		node.type = (uint8_t)ari_yaml_plain_type(ari_node_text(&node));
	if (ari_build_at_key(&reader->build))
		check_key(reader, &node);
	return ari_build_push(&reader->build, node);
}

/* Stands for what it referred to, so that reading goes on. */
static int read_alias(struct ari_yaml__reader *reader,
		      const yaml_event_t *event)
{
	struct ari_node node = {.kind = ARI_NODE_SCALAR, .type = ARI_TYPE_NULL};

	node.start = ari_yaml__offset(reader, event->start_mark.index);
	node.end = ari_yaml__offset(reader, event->end_mark.index);
	node.len = node.end - node.start;
	node.u.text = reader->bytes.ptr + node.start;
	ari_yaml__find_reference(reader, YAML_ALIAS, node.start, node.end);
	return ari_build_push(&reader->build, node);
}

static int open_collection(struct ari_yaml__reader *reader,
			   const yaml_event_t *event)
{
	uint32_t start = ari_yaml__offset(reader, event->start_mark.index);
	bool map = event->type == YAML_MAPPING_START_EVENT;
	const yaml_char_t *anchor = map ? event->data.mapping_start.anchor
					: event->data.sequence_start.anchor;
	const yaml_char_t *tag = map ? event->data.mapping_start.tag
				     : event->data.sequence_start.tag;
	bool flow =
	    map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
		: event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;

	if (anchor || tag)
		ari_yaml__find_properties(reader, start, anchor, tag);
	return ari_build_open(&reader->build,
			      map ? ARI_NODE_MAPPING : ARI_NODE_SEQUENCE,
			      flow ? ARI_STYLE_FLOW : ARI_STYLE_BLOCK, start);
}

/* A collection in a key's place becomes its source text. */
static void replace_key(struct ari_yaml__reader *reader, struct ari_node *key)
{
	bool map = key->kind == ARI_NODE_MAPPING;

	key->kind = ARI_NODE_SCALAR;
	key->type = ARI_TYPE_STRING;
	key->style = ARI_STYLE_PLAIN;
	key->u.text = reader->bytes.ptr + key->start;
	key->len = key->end - key->start;
	ari_yaml__find_key(reader, ari_node_span(key),
			   map ? "a mapping" : "a list", false);
}

static int close_collection(struct ari_yaml__reader *reader,
			    const yaml_event_t *event)
{
	const struct ari_build_frame *top = ari_build_top(&reader->build);
	const struct ari_node *last = ari_build_last(&reader->build);
	uint32_t end = last ? last->end : top->start;
	bool key;

	/* The end of a block has no bytes of its own; a bracket has one. */
	if (event->end_mark.index > event->start_mark.index)
		end = ari_yaml__offset(reader, event->end_mark.index);
	if (ari_build_close(&reader->build, end))
		return -1;
	last = ari_build_last(&reader->build);
	top = ari_build_top(&reader->build);
	key = top && top->kind == ARI_NODE_MAPPING &&
	      !ari_build_at_key(&reader->build);
	if (key)
		replace_key(reader, ari_build_last(&reader->build));
	return 0;
}

/* Keep libyaml's work within bounds; see ARI_YAML_DEEP_WORK. */
static int count_work(struct ari_yaml__reader *reader)
{
	if (reader->build.depth <= ARI_YAML_DEEP)
		return 0;
	reader->deep += reader->build.depth;
	if (reader->deep <= ARI_YAML_DEEP_WORK)
		return 0;
	reader->build.stop = ARI_BUILD_DEPTH;
	return -1;
}

/* 1: the document is at its end. */
static int read_event(struct ari_yaml__reader *reader,
		      const yaml_event_t *event)
{
	if (count_work(reader))
		return -1;
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(reader, event);
	case YAML_ALIAS_EVENT:
		return read_alias(reader, event);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return open_collection(reader, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_collection(reader, event);
	case YAML_DOCUMENT_END_EVENT:
		return ari_yaml__inspect_rest(
		    reader, ari_yaml__offset(reader, event->start_mark.index));
	case YAML_STREAM_END_EVENT:
		return 1;
	default:
		return 0;
	}
}

/* Say why the event that begins at a character could not be taken. */
static int report_stop(struct ari_yaml__reader *reader, size_t index,
		       struct ari_error *err)
{
	uint32_t at = ari_yaml__offset(reader, index);

	switch (reader->build.stop) {
	case ARI_BUILD_DEPTH:
		ari_yaml__find(reader, YAML_DEPTH, at, at + 1, NULL, NULL);
		return 0;
	case ARI_BUILD_NODES:
		ari_yaml__find(reader, YAML_NODES, at, at, NULL, NULL);
		return 0;
	default:
		return ari_error_memory(err);
	}
}

/* 1: read to its end; 0: findings say why not. */
static int read_events(struct ari_yaml__reader *reader, struct ari_error *err)
{
	for (;;) {
		yaml_event_t event;
		size_t index;
		int done;

		if (!yaml_parser_parse(&reader->parser, &event))
			return ari_yaml__explain(reader, err);
		index = event.start_mark.index;
		done = read_event(reader, &event);
		yaml_event_delete(&event);
		if (done > 0)
			return 1;
		if (done < 0)
			return report_stop(reader, index, err);
	}
}

static bool is_nothing(const struct ari_node *root)
{
	return !root ||
	       (root->kind == ARI_NODE_SCALAR && !root->len &&
		root->style == ARI_STYLE_PLAIN && root->start == root->end);
}

static int read_parsed(const struct ari_node **root,
		       struct ari_yaml__reader *reader, struct ari_error *err)
{
	const struct ari_str bytes = reader->bytes;
	size_t errors = reader->diags->errors;
	int done;

	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
	    &reader->parser, (const unsigned char *)bytes.ptr + reader->base,
	    bytes.len - reader->base);
	done = read_events(reader, err);
	if (done <= 0)
		return done;
	if (!is_nothing(ari_build_last(&reader->build))) {
		*root = ari_build_root(&reader->build);
		return *root ? 0 : ari_error_memory(err);
	}
	if (reader->diags->errors == errors)
		ari_yaml__find(reader, YAML_EMPTY, 0, 0, NULL, NULL);
	return 0;
}

int ari_yaml__read_events(const struct ari_node **root,
			  struct ari_yaml__reader *reader,
			  struct ari_error *err)
{
	int result;

	if (!yaml_parser_initialize(&reader->parser))
		return ari_error_memory(err);
	reader->ascii = ari_yaml__ascii_end(reader->bytes, reader->base);
	reader->cursor = reader->ascii;
	reader->chars = reader->ascii - reader->base;
	result = read_parsed(root, reader, err);
	yaml_parser_delete(&reader->parser);
	return result;
}
