/*
 * Findings whose help shows a text in quotes, ready to be pasted: anchors,
 * aliases and tags, which to an officer are texts that begin with a sign,
 * and keys that are no text.
 */
#include "yaml/internal.h"

#include <string.h>

static bool has(struct ari_str text, char c)
{
	return text.len && memchr(text.ptr, c, text.len);
}

/* The text as a quoted scalar; only clean text goes in double quotes. */
static void put_quoted(struct ari_buf *out, struct ari_str text)
{
	char quote = has(text, '"') || has(text, '\\') ? '\'' : '"';

	ari_buf_byte(out, quote);
	for (size_t i = 0; i < text.len; i++) {
		ari_buf_byte(out, text.ptr[i]);
		if (quote == '\'' && text.ptr[i] == '\'')
			ari_buf_byte(out, quote);
	}
	ari_buf_byte(out, quote);
}

void ari_yaml__find_sign(struct ari_yaml__reader *reader,
			 enum ari_yaml_rule rule, struct ari_span span,
			 uint32_t rest)
{
	const char *source = reader->bytes.ptr + span.start;
	struct ari_str args[2];
	struct ari_buf quoted;

	ari_buf_init(&quoted, reader->arena->alloc);
	args[0] = (struct ari_str){source, span.end - span.start};
	args[0] = ari_build_clip(args[0]);
	args[1] = (struct ari_str){source, rest - span.start};
	put_quoted(&quoted, ari_build_clip(args[1]));
	args[1] = ari_buf_view(&quoted);
	if (quoted.failed)
		reader->diags->failed = true;
	else
		ari_diags_add(reader->diags, &ari_yaml_rules[rule], span, args,
			      2);
	ari_buf_release(&quoted);
}

/* In block context the text that was meant goes on to the line's end. */
void ari_yaml__find_reference(struct ari_yaml__reader *reader,
			      enum ari_yaml_rule rule, uint32_t start,
			      uint32_t end)
{
	const struct ari_build_frame *top = ari_build_top(&reader->build);
	uint32_t rest = end;

	if (!top || top->style != ARI_STYLE_FLOW)
		rest = ari_yaml__line_end(reader->bytes, start);
	ari_yaml__find_sign(reader, rule, (struct ari_span){start, end}, rest);
}

/* End of the anchor or tag that begins at offset. */
static uint32_t word_end(struct ari_str bytes, uint32_t offset)
{
	while (offset < bytes.len && !strchr(" \t\r\n", bytes.ptr[offset]))
		offset++;
	return offset;
}

/* An anchor and a tag may stand before a value, in either order. */
void ari_yaml__find_properties(struct ari_yaml__reader *reader, uint32_t start,
			       const yaml_char_t *anchor,
			       const yaml_char_t *tag)
{
	struct ari_str bytes = reader->bytes;
	uint32_t at = start;

	for (int left = !!anchor + !!tag; left && at < bytes.len; left--) {
		while (at < bytes.len && bytes.ptr[at] != '&' &&
		       bytes.ptr[at] != '!')
			at++;
		if (at == bytes.len)
			return;
		ari_yaml__find_reference(
		    reader, bytes.ptr[at] == '&' ? YAML_ANCHOR : YAML_TAG, at,
		    word_end(bytes, at));
		at = word_end(bytes, at);
	}
}

void ari_yaml__find_key(struct ari_yaml__reader *reader, struct ari_span span,
			const char *kind, bool scalar)
{
	struct ari_str key = {reader->bytes.ptr + span.start,
			      span.end - span.start};
	struct ari_str args[3] = {ari_build_clip(key), ari_str_from(kind)};
	struct ari_buf help;

	ari_buf_init(&help, reader->arena->alloc);
	if (!key.len)
		args[0] = ARI_STR("before this colon");
	if (!key.len)
		ari_buf_puts(&help, "write a key before the colon");
	else if (!scalar)
		ari_buf_puts(&help, "a text that begins with a bracket or "
				    "brace must be in quotes as a whole");
	else {
		ari_buf_puts(&help, "put it in quotes: ");
		put_quoted(&help, args[0]);
	}
	args[2] = ari_buf_view(&help);
	if (help.failed)
		reader->diags->failed = true;
	else
		ari_diags_add(reader->diags,
			      &ari_yaml_rules[YAML_KEY_NOT_STRING], span, args,
			      3);
	ari_buf_release(&help);
}
