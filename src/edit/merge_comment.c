/*
 * Comments that theirs wrote and ours has not: the lines above a record, and
 * what ends the line of a field. Both sides' are kept, for none is data and
 * none is worth a conflict.
 */
#include "edit/merge.h"

#include <string.h>

/* A plan in which records of ours are looked up, mostly in their order. */
struct seek {
	const struct ari_node *root;
	const struct ari_node *lists[2]; /* NULL: none */
	size_t at;			 /* what was found last */
};

/* One variant of a merge, to which comments are added. */
struct weft {
	struct ari_splices *splices;
	const struct ari_edit__merge *merge;
	struct seek want;  /* what this one shall say */
	struct seek other; /* and the other one */
	bool is_theirs;
};

static struct seek seek_in(const struct ari_node *root)
{
	static const char *const keys[] = {"recommendations", "actions"};
	struct seek seek = {.root = root};

	for (int k = 0; k < 2; k++) {
		const struct ari_node *list = ari_node_get(root, keys[k]);

		if (list && list->kind == ARI_NODE_SEQUENCE)
			seek.lists[k] = list;
	}
	return seek;
}

/* What becomes of a record of ours, or of the plan; NULL: it leaves. */
static const struct ari_node *find_item(struct seek *seek,
					const struct ari_node *item)
{
	size_t first = seek->lists[0] ? seek->lists[0]->len : 0;
	size_t count = first + (seek->lists[1] ? seek->lists[1]->len : 0);

	if (seek->root->start == item->start)
		return seek->root;
	for (size_t n = 0; n < count; n++) {
		size_t at = (seek->at + n) % count;
		const struct ari_node *found =
		    at < first ? &seek->lists[0]->u.items[at]
			       : &seek->lists[1]->u.items[at - first];

		if (found->start != item->start)
			continue;
		seek->at = at;
		return found;
	}
	return NULL;
}

/* -- above a record -- */

/* Lines of comment looked at above one record. */
#define COMMENT_LINES 200

struct block {
	struct ari_str lines[COMMENT_LINES];
	size_t count;
	uint32_t dash;
};

static bool read_block(struct block *out, const struct ari_doc *doc,
		       const struct ari_node *item)
{
	struct ari_str bytes = doc->bytes;
	uint32_t at, stop;

	out->count = 0;
	if (!ari_edit__dash(&out->dash, bytes, 0, item->start) ||
	    !ari_edit__owns_line(bytes, out->dash))
		return false;
	at = ari_edit__comment_above(bytes, out->dash);
	stop = ari_edit__line_start(bytes, out->dash);
	for (; at < stop && out->count < COMMENT_LINES;
	     at = ari_edit__line_next(bytes, at)) {
		struct ari_str line = {bytes.ptr + at,
				       ari_edit__line_end(bytes, at) - at};

		out->lines[out->count++] = ari_str_trim(line);
	}
	return true;
}

static bool has_line(const struct block *block, struct ari_str line)
{
	for (size_t i = 0; i < block->count; i++)
		if (ari_str_eq(block->lines[i], line))
			return true;
	return false;
}

/* What theirs wrote above a record since base, put above it in ours. */
static void merge_above(struct weft *w, const struct ari_edit__sides *sides)
{
	const struct ari_edit__merge *merge = w->merge;
	struct ari_splices *splices = w->splices;
	struct ari_str eol = ari_edit__eol(merge->ours->bytes);
	struct block base, ours, theirs;
	struct ari_buf buf;
	uint32_t at, column;

	if (!read_block(&theirs, merge->theirs, sides->theirs) ||
	    !theirs.count || !read_block(&ours, merge->ours, sides->ours) ||
	    !read_block(&base, merge->base, sides->base))
		return;
	at = ari_edit__line_start(merge->ours->bytes, ours.dash);
	column = ari_edit__column(merge->ours->bytes, ours.dash);
	ari_buf_init(&buf, splices->arena->alloc);
	for (size_t i = 0; i < theirs.count; i++) {
		if (has_line(&base, theirs.lines[i]) ||
		    has_line(&ours, theirs.lines[i]))
			continue;
		ari_buf_repeat(&buf, ' ', column);
		ari_buf_str(&buf, theirs.lines[i]);
		ari_buf_str(&buf, eol);
	}
	if (buf.len && find_item(&w->want, sides->ours))
		ari_splices_add(
		    splices, at, at,
		    ari_arena_dup(splices->arena, ari_buf_view(&buf)));
	splices->failed |= buf.failed;
	ari_buf_release(&buf);
}

/* -- at the end of a field's line -- */

/* Fields of one record whose comments are looked at. */
#define FIELDS 200

/* Whether a value stands on one line, so that a comment may follow it. */
static bool is_line(const struct ari_node *node, const struct ari_doc *doc)
{
	return node && !ari_edit__is_block(node) &&
	       !ari_edit__is_block_text(node) && node->start < node->end &&
	       ari_edit__line_end(doc->bytes, node->start) >= node->end;
}

static struct ari_str remark_of(const struct ari_node *node,
				const struct ari_doc *doc)
{
	if (!is_line(node, doc))
		return (struct ari_str){NULL, 0};
	return ari_str_trim(ari_edit__remark(doc->bytes, node->end));
}

/* Whether a comment can be put behind a value of ours that has none. */
static bool ends_line(const struct ari_node *node, const struct ari_doc *doc)
{
	uint32_t end = ari_edit__line_end(doc->bytes, node->end);

	return is_line(node, doc) &&
	       !ari_str_trim((struct ari_str){doc->bytes.ptr + node->end,
					      end - node->end})
		    .len;
}

/* Whether one is among several that stand behind each other. */
static bool has_remark(struct ari_str several, struct ari_str one)
{
	const char *end = several.ptr + several.len, *at = several.ptr;

	for (; (at = memmem(at, (size_t)(end - at), one.ptr, one.len)); at++) {
		struct ari_str rest = {at + one.len,
				       (size_t)(end - at) - one.len};

		if (!rest.len || ari_str_starts(rest, " #"))
			return true;
	}
	return false;
}

static void put_remark(struct ari_splices *splices, uint32_t start,
		       uint32_t end, struct ari_str remark)
{
	const char *text =
	    ari_arena_printf(splices->arena, "%s%.*s", start == end ? " " : "",
			     (int)remark.len, remark.ptr);

	if (text)
		ari_splices_add(splices, start, end, ari_str_from(text));
	splices->failed |= !text;
}

/*
 * What theirs wrote behind a value since base, put behind ours; in its place
 * where ours wrote nothing, or where this variant is theirs'.
 */
static void merge_behind(struct weft *w, const struct ari_edit__sides *value,
			 bool in_conflict)
{
	struct ari_str bytes = w->merge->ours->bytes;
	struct ari_str base = remark_of(value->base, w->merge->base);
	struct ari_str ours = remark_of(value->ours, w->merge->ours);
	struct ari_str theirs = remark_of(value->theirs, w->merge->theirs);
	uint32_t at;

	if (!ours.ptr && ends_line(value->ours, w->merge->ours)) {
		put_remark(w->splices, value->ours->end, value->ours->end,
			   theirs);
		return;
	}
	if (!ours.ptr || has_remark(ours, theirs))
		return;
	at = (uint32_t)(ours.ptr - bytes.ptr);
	if (in_conflict || ari_str_eq(ours, base))
		put_remark(w->splices, at, at + (uint32_t)ours.len, theirs);
	else
		put_remark(w->splices, at + (uint32_t)ours.len,
			   at + (uint32_t)ours.len, theirs);
}

/* Whether theirs has a comment that neither base nor ours has. */
static bool has_news(struct weft *w, const struct ari_edit__sides *value)
{
	struct ari_str theirs = remark_of(value->theirs, w->merge->theirs);

	return theirs.len &&
	       !ari_str_eq(theirs, remark_of(value->base, w->merge->base)) &&
	       !ari_str_eq(theirs, remark_of(value->ours, w->merge->ours));
}

/* A value that is in both variants, or one that they tell apart. */
static void merge_value(struct weft *w, const struct ari_node *mine,
			const struct ari_node *others,
			const struct ari_edit__sides *value)
{
	bool differs = !mine || !others || !ari_node_equal(mine, others);

	if (mine && (!differs || w->is_theirs))
		merge_behind(w, value, differs);
}

static void merge_field(struct weft *w, const struct ari_node *record,
			struct ari_str key, const struct ari_edit__sides *value)
{
	const struct ari_node *mine = find_item(&w->want, record);
	const struct ari_node *others = find_item(&w->other, record);

	merge_value(w, ari_node_get_str(mine, key),
		    ari_node_get_str(others, key), value);
}

/* A record that stands on one line, or all of one's fields. */
static void merge_lines(struct weft *w, const struct ari_edit__sides *sides)
{
	const struct ari_node *record = sides->ours;

	if (has_news(w, sides))
		merge_value(w, find_item(&w->want, record),
			    find_item(&w->other, record), sides);
	if (record->kind != ARI_NODE_MAPPING || record->len > 2 * FIELDS)
		return;
	for (uint32_t i = 0; i + 1 < record->len; i += 2) {
		struct ari_str key = ari_node_text(&record->u.items[i]);
		struct ari_edit__sides value = {
		    ari_node_get_str(sides->base, key), &record->u.items[i + 1],
		    ari_node_get_str(sides->theirs, key)};

		if (has_news(w, &value))
			merge_field(w, record, key, &value);
	}
}

void ari_edit__merge_comments(struct ari_splices *splices,
			      const struct ari_edit__merge *merge,
			      const struct ari_edit__fate *fate, int variant)
{
	const struct ari_edit__trio *trios = (const void *)merge->trios.ptr;
	size_t count = merge->trios.len / sizeof(*trios);
	struct weft w = {.splices = splices,
			 .merge = merge,
			 .want = seek_in(&fate->node[variant]),
			 .other = seek_in(&fate->node[!variant]),
			 .is_theirs = variant};
	struct ari_edit__sides roots = {merge->base->root, merge->ours->root,
					merge->theirs->root};

	merge_lines(&w, &roots);
	for (size_t i = 0; i < count; i++) {
		merge_above(&w, &trios[i].sides);
		merge_lines(&w, &trios[i].sides);
	}
}
