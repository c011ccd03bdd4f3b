/*
 * Anchors, aliases and tags: to an officer a text that begins with a sign.
 * The help shows that text in quotes, ready to be pasted.
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
