/*
 * Three versions of a plan merged: read, merged as data, and ours spliced
 * until it says so. Where git's merge of the text keeps more of both sides'
 * comments and says the same, that text is spliced in place of ours.
 */
#include "edit/merge.h"

#include <arising/source.h>

#include <string.h>

/* One way to merge: a text to start from, and what it shall say. */
struct route {
	struct ari_edit__merge merge;
	struct ari_doc doc; /* what is spliced */
	struct ari_edit__fate fate;
};

static bool is_empty(struct ari_str bytes)
{
	return !ari_str_trim(bytes).len;
}

static int read_doc(struct ari_doc *out, struct ari_str bytes,
		    const char *whose, struct ari_arena *arena,
		    struct ari_error *err)
{
	struct ari_error why = {.code = ARI_OK};

	if (ari_edit__read(out, bytes, arena, &why)) {
		if (why.code == ARI_ERR_INVALID)
			return ari_error_set(err, ARI_ERR_UNCERTAIN,
					     "%s cannot be read: %s", whose,
					     why.message);
		if (err)
			*err = why;
		return -1;
	}
	if (out->root && out->root->kind == ARI_NODE_MAPPING)
		return 0;
	return ari_error_set(err, ARI_ERR_UNCERTAIN,
			     "%s is no plan: it does not consist of keys and "
			     "values",
			     whose);
}

static void route_init(struct route *route, const struct ari_doc *base,
		       const struct ari_doc *theirs, struct ari_arena *arena,
		       struct ari_error *err)
{
	*route = (struct route){.merge = {.base = base,
					  .ours = &route->doc,
					  .theirs = theirs,
					  .arena = arena,
					  .err = err}};
	ari_buf_init(&route->merge.conflicts, arena->alloc);
	ari_buf_init(&route->merge.trios, arena->alloc);
}

static void route_release(struct route *route)
{
	ari_buf_release(&route->merge.conflicts);
	ari_buf_release(&route->merge.trios);
}

static size_t conflict_count(const struct route *route)
{
	return route->merge.conflicts.len / sizeof(struct ari_conflict);
}

static int route_merge(struct route *route)
{
	struct ari_edit__sides sides = {route->merge.base->root,
					route->doc.root,
					route->merge.theirs->root};

	return ari_edit__merge_map(&route->fate, &route->merge, &sides,
				   ari_edit__root_rules, true, 0);
}

/* -- refs must stay unique -- */

static void put_refs(struct ari_index_entry *entries, size_t *count,
		     const struct ari_node *list)
{
	if (!list || list->kind != ARI_NODE_SEQUENCE)
		return;
	for (uint32_t i = 0; i < list->len; i++) {
		struct ari_str ref =
		    ari_node_text(ari_node_get(&list->u.items[i], "ref"));

		if (ref.len)
			entries[(*count)++].key = ref;
	}
}

static size_t list_len(const struct ari_node *list)
{
	return list && list->kind == ARI_NODE_SEQUENCE ? list->len : 0;
}

static int check_refs(const struct ari_node *root, struct ari_arena *arena,
		      struct ari_error *err)
{
	const struct ari_node *a = ari_node_get(root, "recommendations");
	const struct ari_node *b = ari_node_get(root, "actions");
	struct ari_index_entry *entries;
	struct ari_index index;
	size_t count = 0, twice;

	entries = ari_arena_zalloc(arena, (list_len(a) + list_len(b) + 1) *
					      sizeof(*entries));
	if (!entries)
		return ari_error_memory(err);
	put_refs(entries, &count, a);
	put_refs(entries, &count, b);
	twice = ari_index_build(&index, entries, count);
	if (twice == count)
		return 0;
	return ari_error_set(
	    err, ARI_ERR_UNCERTAIN, "two records would have the ref %.*s",
	    (int)index.entries[twice].key.len, index.entries[twice].key.ptr);
}

/* -- the better text to start from -- */

/* Whether two lists have the same records, in any order. */
static int same_records(const struct ari_node *a, const struct ari_node *b,
			struct ari_arena *arena, struct ari_error *err)
{
	struct ari_index_entry *entries;
	struct ari_index index;
	uint32_t count = (uint32_t)list_len(b);

	if (list_len(a) != count)
		return 0;
	entries = ari_arena_array(arena, count + 1, sizeof(*entries));
	if (!entries)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    ari_node_text(ari_node_get(&b->u.items[i], "ref")), i};
	ari_index_build(&index, entries, count);
	for (uint32_t i = 0; i < count; i++) {
		const struct ari_node *item = &a->u.items[i];
		const struct ari_index_entry *entry = ari_index_find(
		    &index, ari_node_text(ari_node_get(item, "ref")));

		if (!entry || !ari_node_equal(item, &b->u.items[entry->value]))
			return 0;
	}
	return 1;
}

/* Whether two roots say the same, but for the order of records. */
static int same_plan(const struct ari_node *a, const struct ari_node *b,
		     struct ari_arena *arena, struct ari_error *err)
{
	if (a->len != b->len)
		return 0;
	for (uint32_t i = 0; i + 1 < a->len; i += 2) {
		struct ari_str key = ari_node_text(&a->u.items[i]);
		const struct ari_node *x = &a->u.items[i + 1];
		const struct ari_node *y = ari_node_get_str(b, key);
		int same = ari_node_equal(x, y);

		if (!same && y &&
		    (ari_str_is(key, "actions") ||
		     ari_str_is(key, "recommendations")))
			same = same_records(x, y, arena, err);
		if (same <= 0)
			return same;
	}
	return 1;
}

/* Whether a second route leads to the same as the first. */
static int agrees(const struct route *a, const struct route *b,
		  struct ari_error *err)
{
	struct ari_arena *arena = a->merge.arena;
	int same = conflict_count(a) == conflict_count(b);

	for (int v = 0; v < 2 && same > 0; v++)
		same =
		    same_plan(&a->fate.node[v], &b->fate.node[v], arena, err);
	return same;
}

/* 1 when git's merge of the text is good to start from. */
static int find_text(struct route *out, const struct route *plain,
		     struct ari_error *err)
{
	const struct ari_edit__merge *merge = &plain->merge;
	struct ari_merge_text_options options = {.prefer_ours = true};
	struct ari_error why = {.code = ARI_OK};
	struct ari_str text;
	bool clean;

	out->merge.err = &why;
	if (!ari_source_merge_text(&text, &clean, merge->base->bytes,
				   plain->doc.bytes, merge->theirs->bytes,
				   &options, merge->arena, &why)) {
		if (ari_str_eq(text, plain->doc.bytes))
			return 0;
		if (!read_doc(&out->doc, text, "the text", merge->arena,
			      &why) &&
		    !route_merge(out))
			return agrees(plain, out, err);
	}
	if (why.code != ARI_ERR_MEMORY)
		return 0;
	if (err)
		*err = why;
	return -1;
}

/* -- bytes -- */

/* The splices to one variant, theirs' comments among them. */
static int route_write(struct ari_str *out, struct ari_splices *splices,
		       const struct route *route, int variant,
		       struct ari_error *err)
{
	const struct ari_node *want = &route->fate.node[variant];
	struct ari_arena *arena = route->merge.arena;
	int proved;

	if (ari_edit__rewrite(out, splices, &route->doc, want,
			      route->merge.theirs, arena, err))
		return -1;
	ari_edit__merge_comments(splices, &route->merge, &route->fate, variant);
	proved = ari_edit__prove(out, splices, &route->doc, want, arena, err);
	if (proved > 0)
		return 0;
	return proved ? -1
		      : ari_error_set(err, ARI_ERR_UNCERTAIN,
				      "a comment stands where it cannot be "
				      "merged");
}

static int write_merged(struct ari_merged *out, const struct route *route,
			unsigned marker, struct ari_error *err)
{
	struct ari_arena *arena = route->merge.arena;
	struct ari_splices ours, theirs;
	struct ari_str bytes, other, conflicts;

	if (check_refs(&route->fate.node[0], arena, err) ||
	    check_refs(&route->fate.node[1], arena, err) ||
	    route_write(&bytes, &ours, route, 0, err))
		return -1;
	if (route->fate.differs &&
	    (route_write(&other, &theirs, route, 1, err) ||
	     ari_edit__mark(&bytes, route->doc.bytes, &ours, &theirs, marker,
			    arena, err)))
		return -1;
	conflicts = ari_arena_dup(arena, ari_buf_view(&route->merge.conflicts));
	if (!conflicts.ptr)
		return ari_error_memory(err);
	out->bytes = bytes;
	out->conflicts = (const void *)conflicts.ptr;
	out->conflict_count = conflict_count(route);
	return 0;
}

int ari_edit_merge(struct ari_merged *out, struct ari_str base,
		   struct ari_str ours, struct ari_str theirs,
		   const struct ari_merge_options *options,
		   struct ari_arena *arena, struct ari_error *err)
{
	struct ari_doc before = {.bytes = base}, other = {.bytes = theirs};
	struct ari_error why = {.code = ARI_OK};
	struct route plain, text;
	int better, result = -1;

	route_init(&plain, &before, &other, arena, err);
	route_init(&text, &before, &other, arena, err);
	if ((!is_empty(base) &&
	     read_doc(&before, base, "the common ancestor", arena, err)) ||
	    read_doc(&plain.doc, ours, "our side", arena, err) ||
	    read_doc(&other, theirs, "their side", arena, err) ||
	    route_merge(&plain))
		goto out;
	better = find_text(&text, &plain, err);
	if (better < 0)
		goto out;
	if (better)
		result = write_merged(out, &text, options->marker, &why);
	if (better && result && why.code == ARI_ERR_MEMORY) {
		if (err)
			*err = why;
		goto out;
	}
	if (result)
		result = write_merged(out, &plain, options->marker, err);
out:
	route_release(&plain);
	route_release(&text);
	return result;
}
