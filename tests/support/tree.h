/*
 * What the tests and fuzz targets of the readers share: a document read
 * from a literal, a tree in one line, and what holds for every tree.
 */
#ifndef ARISING_TESTS_TREE_H
#define ARISING_TESTS_TREE_H

#include <arising/tree.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One reading, with all that it made. */
struct reading {
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_doc doc;
	struct ari_error err;
	struct ari_buf text; /* of sketch() */
	int result;
};

static inline void reading_init(struct reading *r,
				const struct ari_alloc *alloc)
{
	memset(r, 0, sizeof(*r));
	ari_arena_init(&r->arena, alloc, 0);
	ari_diags_init(&r->diags, &r->arena);
	ari_buf_init(&r->text, NULL);
}

static inline void reading_release(struct reading *r)
{
	ari_buf_release(&r->text);
	ari_arena_release(&r->arena);
}

static inline void sketch_node(struct ari_buf *out, const struct ari_node *node)
{
	static const char *const types[] = {
	    "?", "null:", "bool:", "int:", "float:", ""};
	bool map = node->kind == ARI_NODE_MAPPING;

	if (node->kind == ARI_NODE_SCALAR) {
		ari_buf_puts(out, types[node->type]);
		ari_buf_str(out, ari_node_text(node));
		return;
	}
	ari_buf_byte(out, map ? '{' : '[');
	for (uint32_t i = 0; i < node->len; i++) {
		if (i)
			ari_buf_byte(out, map && i % 2 ? '=' : '|');
		sketch_node(out, &node->u.items[i]);
	}
	ari_buf_byte(out, map ? '}' : ']');
}

/* The tree in one line: {key=text|key=[int:1|null:]}, types but text's. */
static inline const char *sketch(struct reading *r)
{
	ari_buf_clear(&r->text);
	if (r->doc.root)
		sketch_node(&r->text, r->doc.root);
	else
		ari_buf_puts(&r->text, "nothing");
	return r->text.ptr;
}

/* Codes of the findings in the order of their places, a blank behind each. */
static inline const char *codes(struct reading *r)
{
	ari_diags_sort(&r->diags);
	ari_buf_clear(&r->text);
	ari_buf_puts(&r->text, "");
	for (size_t i = 0; i < r->diags.count; i++) {
		ari_buf_puts(&r->text, r->diags.items[i].rule->code);
		ari_buf_byte(&r->text, ' ');
	}
	return r->text.ptr;
}

/* The node's own bytes, NUL-terminated, until the next call. */
static inline const char *slice(struct reading *r, struct ari_span span)
{
	ari_buf_clear(&r->text);
	ari_buf_add(&r->text, r->doc.bytes.ptr + span.start,
		    span.end - span.start);
	return r->text.ptr;
}

static inline const char *node_problem(const struct ari_node *node,
				       uint32_t depth)
{
	uint32_t at = node->start;
	const char *problem;

	if (node->end < node->start)
		return "a node ends before it begins";
	if (node->kind == ARI_NODE_SCALAR)
		return node->u.text && node->type ? NULL : "an empty scalar";
	if (depth >= ARI_TREE_DEPTH)
		return "too deep";
	if (node->kind == ARI_NODE_MAPPING && node->len % 2)
		return "a key without a value";
	for (uint32_t i = 0; i < node->len; i++) {
		const struct ari_node *item = &node->u.items[i];

		if (item->start < at)
			return "a node begins inside the one before it";
		if (item->end > node->end)
			return "a node ends outside its parent";
		if (node->kind == ARI_NODE_MAPPING && !(i % 2) &&
		    item->kind != ARI_NODE_SCALAR)
			return "a key that is no scalar";
		problem = node_problem(item, depth + 1);
		if (problem)
			return problem;
		at = item->end;
	}
	return NULL;
}

static inline const char *span_problem(struct ari_span span, size_t len)
{
	if (span.start > span.end)
		return "a finding ends before it begins";
	return span.end > len ? "a finding lies outside the bytes" : NULL;
}

/* What does not hold of a reading, though it holds of every one; or NULL. */
static inline const char *reading_problem(const struct reading *r)
{
	size_t len = r->doc.bytes.len;
	const char *problem = NULL;

	if (r->result)
		return "reading failed";
	for (size_t i = 0; i < r->diags.count && !problem; i++) {
		const struct ari_diag *diag = &r->diags.items[i];

		problem = span_problem(diag->span, len);
		if (!problem)
			problem = span_problem(diag->related, len);
		if (!diag->message.len || !diag->help.len)
			problem = "a finding says nothing";
	}
	if (problem)
		return problem;
	if (!r->doc.root)
		return r->diags.errors ? NULL : "no tree and no reason";
	if (r->doc.root->end > len)
		return "the tree lies outside the bytes";
	return node_problem(r->doc.root, 0);
}

/* An allocator that gives memory `left` times. */
struct stingy {
	size_t left;
	struct ari_alloc alloc;
};

static inline void *stingy_alloc(void *ctx, void *ptr, size_t size)
{
	struct stingy *stingy = ctx;

	if (!size) {
		free(ptr);
		return NULL;
	}
	if (!stingy->left)
		return NULL;
	stingy->left--;
	return realloc(ptr, size);
}

static inline void stingy_init(struct stingy *stingy, size_t left)
{
	stingy->left = left;
	stingy->alloc = (struct ari_alloc){stingy_alloc, stingy};
}

#endif
