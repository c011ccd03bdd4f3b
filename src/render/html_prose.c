/*
 * Officers' prose to HTML, by cmark. The document tree is made harmless
 * first, then drawn in safe mode; what comes out is cleaned of characters
 * that an entity may have brought back.
 *
 * Source: CommonMark 0.30; cmark's CMARK_OPT_SAFE.
 */
#include "html.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of one text that are read as CommonMark; a longer one is plain. */
#define PROSE_BYTES ((size_t)1 << 20)

/* Lines kept, everything else as on a terminal. */
static void neutralise(struct ari_buf *out, struct ari_str text)
{
	size_t start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && text.ptr[i] != '\n')
			continue;
		ari_render_escape_text(
		    out, (struct ari_str){text.ptr + start, i - start});
		if (i < text.len)
			ari_buf_byte(out, '\n');
		start = i + 1;
	}
}

static bool link_allowed(const char *url)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};
	struct ari_str text = ari_str_from(url ? url : "");

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (ari_str_starts(text, schemes[i]))
			return true;
	return false;
}

/* Put a node's children in its place. */
static bool unwrap(cmark_node *node)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(node)))
		if (!cmark_node_insert_before(node, child))
			return false;
	cmark_node_unlink(node);
	cmark_node_free(node);
	return true;
}

/* A node of another kind with the same literal, in the place of this. */
static bool literal_as(cmark_node *node, cmark_node_type type)
{
	cmark_node *plain = cmark_node_new(type);
	bool ok = plain &&
		  cmark_node_set_literal(plain, cmark_node_get_literal(node)) &&
		  cmark_node_replace(node, plain);

	if (ok)
		cmark_node_free(node);
	else if (plain)
		cmark_node_free(plain);
	return ok;
}

/* A heading becomes a paragraph of strong words. */
static bool heading_as_strong(cmark_node *node)
{
	cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
	cmark_node *strong = cmark_node_new(CMARK_NODE_STRONG), *child;

	if (!cmark_node_append_child(paragraph, strong) ||
	    !cmark_node_replace(node, paragraph)) {
		cmark_node_free(paragraph);
		return false;
	}
	while ((child = cmark_node_first_child(node)))
		if (!cmark_node_append_child(strong, child))
			break;
	cmark_node_free(node);
	return !child;
}

/* Called as a node is left, so that its children are harmless already. */
static bool make_harmless(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_INLINE:
		return literal_as(node, CMARK_NODE_TEXT);
	case CMARK_NODE_HTML_BLOCK:
		return literal_as(node, CMARK_NODE_CODE_BLOCK);
	case CMARK_NODE_IMAGE:
		return unwrap(node);
	case CMARK_NODE_LINK:
		cmark_node_set_title(node, "");
		return link_allowed(cmark_node_get_url(node)) || unwrap(node);
	case CMARK_NODE_HEADING:
		return heading_as_strong(node);
	case CMARK_NODE_CODE_BLOCK:
		return cmark_node_set_fence_info(node, "");
	default:
		return true;
	}
}

static bool is_leaf(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_CODE_BLOCK:
		return true;
	default:
		return false;
	}
}

static bool harmless_tree(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	bool ok = iter;

	while (ok && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		/* The iterator has its next node already: this may go. */
		if (event == CMARK_EVENT_EXIT || is_leaf(node))
			ok = make_harmless(node);
	}
	cmark_iter_free(iter);
	return ok;
}

static void put_plain(struct ari_buf *out, struct ari_str text)
{
	ari_buf_puts(out, "<p>");
	ari_render_escape_html(out, text);
	ari_buf_puts(out, "</p>\n");
}

void ari_render__html_prose(struct ari_buf *out, struct ari_str text)
{
	struct ari_buf safe;
	cmark_node *root = NULL;
	char *html = NULL;

	if (text.len > PROSE_BYTES) {
		put_plain(out, text);
		return;
	}
	ari_buf_init(&safe, out->alloc);
	neutralise(&safe, text);
	if (!safe.failed && safe.ptr)
		root =
		    cmark_parse_document(safe.ptr, safe.len, CMARK_OPT_DEFAULT);
	if (root && harmless_tree(root))
		html = cmark_render_html(root, CMARK_OPT_SAFE);
	out->failed |= safe.failed || (safe.len && !html);
	if (html)
		neutralise(out, ari_str_from(html));
	free(html);
	if (root)
		cmark_node_free(root);
	ari_buf_release(&safe);
}
