/*
 * Two readings of the same bytes, by lines and by libyaml, held together
 * node by node and finding by finding.
 */
#ifndef ARISING_TESTS_READERS_H
#define ARISING_TESTS_READERS_H

#include "support/tree.h"
#include "yaml/internal.h"

static inline void read_by(struct reading *r, struct ari_str bytes,
			   bool any_keys, enum ari_yaml__way way)
{
	struct ari_yaml_options options = {.any_keys = any_keys};

	reading_init(r, NULL);
	r->result = ari_yaml__read_by(&r->doc, &r->arena, bytes, &options, way,
				      &r->diags, &r->err);
}

static inline bool in_bytes(const struct reading *r, const char *text)
{
	return text >= r->doc.bytes.ptr &&
	       text < r->doc.bytes.ptr + r->doc.bytes.len;
}

/* What differs in one node, its items left aside; or NULL. */
static inline const char *scalar_difference(const struct reading *a,
					    const struct ari_node *x,
					    const struct ari_node *y)
{
	if (x->kind != y->kind)
		return "kind";
	if (x->type != y->type)
		return "type";
	if (x->style != y->style)
		return "style";
	if (x->start != y->start)
		return "start";
	if (x->end != y->end)
		return "end";
	if (x->len != y->len)
		return "length";
	if (x->kind != ARI_NODE_SCALAR)
		return NULL;
	if (memcmp(x->u.text, y->u.text, x->len))
		return "text";
	if (in_bytes(a, x->u.text) != in_bytes(a, y->u.text) ||
	    (in_bytes(a, x->u.text) && x->u.text != y->u.text))
		return "where the text stands";
	return NULL;
}

/* The first difference below and at two nodes, and where; or NULL. */
static inline const char *tree_difference(uint32_t *at, const struct reading *a,
					  const struct ari_node *x,
					  const struct ari_node *y)
{
	const char *what;

	if (!x || !y)
		return x == y ? NULL : "one has no tree";
	*at = x->start;
	what = scalar_difference(a, x, y);
	for (uint32_t i = 0; !what && x->kind != ARI_NODE_SCALAR && i < x->len;
	     i++)
		what = tree_difference(at, a, &x->u.items[i], &y->u.items[i]);
	return what;
}

static inline bool same_str(struct ari_str a, struct ari_str b)
{
	return !a.ptr == !b.ptr && ari_str_eq(a, b);
}

static inline bool same_span(struct ari_span a, struct ari_span b)
{
	return a.start == b.start && a.end == b.end;
}

static inline const char *findings_difference(const struct ari_diags *a,
					      const struct ari_diags *b)
{
	if (a->count != b->count || a->cut != b->cut ||
	    a->errors != b->errors || a->warnings != b->warnings)
		return "how many findings";
	for (size_t i = 0; i < a->count; i++) {
		const struct ari_diag *x = &a->items[i], *y = &b->items[i];

		if (x->rule != y->rule || !same_span(x->span, y->span) ||
		    !same_str(x->message, y->message) ||
		    !same_str(x->help, y->help) ||
		    !same_str(x->related_note, y->related_note) ||
		    !same_span(x->related, y->related))
			return "a finding";
	}
	return NULL;
}

/* What the two readers do not agree on, and where; or NULL. */
static inline const char *readers_difference(uint32_t *at, struct ari_str bytes,
					     bool any_keys)
{
	struct reading a, b;
	const char *what = NULL;

	*at = 0;
	read_by(&a, bytes, any_keys, ARI_YAML_EITHER);
	read_by(&b, bytes, any_keys, ARI_YAML_EVENTS);
	if (a.result || b.result)
		what = "a reading failed";
	if (!what)
		what = findings_difference(&a.diags, &b.diags);
	if (!what)
		what = tree_difference(at, &a, a.doc.root, b.doc.root);
	reading_release(&a);
	reading_release(&b);
	return what;
}

/* Is the document read line by line? */
static inline bool is_ordinary(struct ari_str bytes, bool any_keys)
{
	struct reading r;
	bool ordinary;

	read_by(&r, bytes, any_keys, ARI_YAML_LINES);
	ordinary = !r.result && r.doc.root;
	reading_release(&r);
	return ordinary;
}

/* cmocka's assertion that the readers agree; for tests that include it. */
#define agree(bytes)                                                           \
	do {                                                                   \
		uint32_t at_;                                                  \
		struct ari_str bytes_ = (bytes);                               \
		for (int keys_ = 0; keys_ < 2; keys_++) {                      \
			const char *what_ =                                    \
			    readers_difference(&at_, bytes_, keys_);           \
			if (what_)                                             \
				fail_msg("at byte %u: %s\n%.*s", at_, what_,   \
					 (int)bytes_.len, bytes_.ptr);         \
		}                                                              \
	} while (0)

/* The readers agree, and the first needed no libyaml; or left it all. */
#define is_read(text)                                                          \
	do {                                                                   \
		agree(ari_str_from(text));                                     \
		if (!is_ordinary(ari_str_from(text), false))                   \
			fail_msg("left to libyaml:\n%s", text);                \
	} while (0)
#define is_left(text)                                                          \
	do {                                                                   \
		agree(ari_str_from(text));                                     \
		if (is_ordinary(ari_str_from(text), true))                     \
			fail_msg("read by lines:\n%s", text);                  \
	} while (0)

/* A number below a bound, from a seed. */
static inline uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

#define PICK(seed, list) list[draw(seed, sizeof(list) / sizeof(*(list)))]

#endif
