/*
 * Where the records of a plan file stand, by its lines alone: a proposal
 * that cut_prove.c holds to a parse. Then the text without those records
 * that stand in another version too, byte by byte.
 */
#include "load/cut.h"

#include <string.h>

/* Chunks of a middle part that are compared one by one; then by an index. */
#define CUT_FEW 8

struct split {
	struct ari_cut *cut;
	struct ari_arena *arena;
	size_t room;
	struct ari_cut_list *list; /* the open one */
	bool failed;
	bool odd; /* lines alone promise nothing */
};

static bool line_is(struct ari_str bytes, size_t at, const char *text)
{
	size_t len = strlen(text);

	return bytes.len - at >= len && !memcmp(bytes.ptr + at, text, len);
}

/* Columns before a dash that begins an item; false when there is none. */
static bool find_dash(uint32_t *indent, struct ari_str bytes, size_t at)
{
	size_t p = at;

	while (p < bytes.len && bytes.ptr[p] == ' ')
		p++;
	*indent = (uint32_t)(p - at);
	return p + 1 < bytes.len && bytes.ptr[p] == '-' &&
	       (bytes.ptr[p + 1] == ' ' || bytes.ptr[p + 1] == '\n');
}

/* Whether the line says nothing: blank, or a comment. */
static bool line_is_void(struct ari_str bytes, size_t at)
{
	while (at < bytes.len && bytes.ptr[at] == ' ')
		at++;
	return at == bytes.len || bytes.ptr[at] == '\n' || bytes.ptr[at] == '#';
}

static void add_chunk(struct split *split, uint32_t at)
{
	struct ari_cut *cut = split->cut;
	struct ari_cut_chunk *chunks;

	if (cut->count == ARI_CUT_CHUNKS) {
		split->odd = true;
		return;
	}
	chunks = ari_arena_grow(split->arena, cut->chunks, cut->count,
				&split->room, sizeof(*chunks));
	if (!chunks) {
		split->failed = true;
		return;
	}
	cut->chunks = chunks;
	if (split->list->count)
		cut->chunks[cut->count - 1].end = at;
	cut->chunks[cut->count++] = (struct ari_cut_chunk){
	    .start = at, .list = (uint8_t)(cut->list_count - 1)};
	split->list->count++;
}

static void close_list(struct split *split, size_t at)
{
	if (!split->list)
		return;
	if (!split->list->count) {
		split->odd = true;
		return;
	}
	split->list->end = (uint32_t)at;
	split->cut->chunks[split->cut->count - 1].end = (uint32_t)at;
	split->list = NULL;
}

/* A line at the left edge that is no item: perhaps a key we look for. */
static void take_key(struct split *split, size_t at)
{
	struct ari_cut *cut = split->cut;
	bool actions = line_is(cut->bytes, at, "actions:\n");

	close_list(split, at);
	if (split->odd ||
	    (!actions && !line_is(cut->bytes, at, "recommendations:\n")))
		return;
	if (cut->list_count == 2 ||
	    (cut->list_count && cut->lists[0].actions == actions)) {
		split->odd = true;
		return;
	}
	split->list = &cut->lists[cut->list_count++];
	*split->list = (struct ari_cut_list){
	    .key = (uint32_t)at, .first = cut->count, .actions = actions};
}

static bool is_item(const struct split *split, size_t at, uint32_t *indent)
{
	return find_dash(indent, split->cut->bytes, at) &&
	       (!split->list->count || *indent == split->list->indent);
}

static void take_line(struct split *split, size_t at)
{
	struct ari_str bytes = split->cut->bytes;
	char c = bytes.ptr[at];
	uint32_t indent;

	if (!split->list) {
		if (c == 'a' || c == 'r')
			take_key(split, at);
		return;
	}
	if (is_item(split, at, &indent)) {
		if (!split->list->count) {
			split->list->indent = indent;
			split->list->start = (uint32_t)at;
		}
		add_chunk(split, (uint32_t)at);
	} else if (c != ' ' && c != '\n' && c != '#') {
		take_key(split, at);
	} else if (!split->list->count && !line_is_void(bytes, at)) {
		split->odd = true;
	}
}

int ari_cut_split(struct ari_cut *out, struct ari_str bytes,
		  struct ari_arena *arena, struct ari_error *err)
{
	struct split split = {.cut = out, .arena = arena};
	size_t at = 0;

	*out = (struct ari_cut){.bytes = bytes};
	split.odd = bytes.len > ARI_CUT_BYTES;
	while (at < bytes.len && !split.odd && !split.failed) {
		const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);

		take_line(&split, at);
		at = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
	}
	if (!split.odd && !split.failed)
		close_list(&split, bytes.len);
	if (split.failed)
		return ari_error_memory(err);
	if (split.odd)
		out->list_count = 0;
	return 0;
}

/* -- what stands in both -- */

static struct ari_str chunk_bytes(const struct ari_cut *cut, size_t at)
{
	const struct ari_cut_chunk *chunk = &cut->chunks[at];

	return (struct ari_str){cut->bytes.ptr + chunk->start,
				chunk->end - chunk->start};
}

static bool is_last(const struct ari_cut *cut, size_t at)
{
	const struct ari_cut_list *list = &cut->lists[cut->chunks[at].list];

	return at + 1 == list->first + list->count;
}

/*
 * The same lines, followed by the same kind of thing: an item, or the end of
 * the list. So where the one ends the reader stands as after the other.
 */
static bool is_equal(const struct ari_cut *old, size_t i,
		     const struct ari_cut *new, size_t j)
{
	return is_last(old, i) == is_last(new, j) &&
	       ari_str_eq(chunk_bytes(old, i), chunk_bytes(new, j));
}

static void pair(struct ari_cut *old, size_t i, struct ari_cut *new, size_t j)
{
	old->chunks[i].kept = new->chunks[j].kept = false;
	old->chunks[i].ref = new->chunks[j].ref;
}

/* What lies between the common beginning and end of a list. */
struct middle {
	size_t i;
	size_t i_end;
	size_t j;
	size_t j_end;
};

static void pair_few(struct ari_cut *old, struct ari_cut *new,
		     const struct middle *m)
{
	for (size_t i = m->i; i < m->i_end; i++)
		for (size_t j = m->j; j < m->j_end; j++)
			if (new->chunks[j].kept && is_equal(old, i, new, j)) {
				pair(old, i, new, j);
				break;
			}
}

static bool pair_many(struct ari_cut *old, struct ari_cut *new,
		      const struct middle *m, struct ari_arena *scratch)
{
	size_t count = m->j_end - m->j;
	struct ari_index_entry *entries =
	    ari_arena_array(scratch, count, sizeof(*entries));
	struct ari_index index;

	if (!entries)
		return false;
	for (size_t k = 0; k < count; k++)
		entries[k] = (struct ari_index_entry){
		    chunk_bytes(new, m->j + k), (uint32_t)(m->j + k)};
	ari_index_build(&index, entries, count);
	for (size_t i = m->i; i < m->i_end; i++) {
		const struct ari_index_entry *entry =
		    ari_index_find(&index, chunk_bytes(old, i));

		if (entry && new->chunks[entry->value].kept &&
		    is_equal(old, i, new, entry->value))
			pair(old, i, new, entry->value);
	}
	return true;
}

static bool match_list(struct ari_cut *old, struct ari_cut *new, size_t at,
		       struct ari_arena *scratch)
{
	const struct ari_cut_list *a = &old->lists[at], *b = &new->lists[at];
	struct middle m = {a->first, a->first + a->count, b->first,
			   b->first + b->count};

	while (m.i < m.i_end && m.j < m.j_end && is_equal(old, m.i, new, m.j))
		pair(old, m.i++, new, m.j++);
	while (m.i < m.i_end && m.j < m.j_end &&
	       is_equal(old, m.i_end - 1, new, m.j_end - 1))
		pair(old, --m.i_end, new, --m.j_end);
	if (m.i == m.i_end || m.j == m.j_end)
		return true;
	if (m.i_end - m.i <= CUT_FEW && m.j_end - m.j <= CUT_FEW) {
		pair_few(old, new, &m);
		return true;
	}
	return pair_many(old, new, &m, scratch);
}

bool ari_cut_match(struct ari_cut *old, struct ari_cut *new,
		   struct ari_arena *scratch, bool *failed)
{
	if (!new->proved || !old->list_count ||
	    old->list_count != new->list_count)
		return false;
	for (size_t i = 0; i < old->list_count; i++)
		if (old->lists[i].actions != new->lists[i].actions ||
		    old->lists[i].indent != new->lists[i].indent)
			return false;
	for (size_t i = 0; i < old->count; i++)
		old->chunks[i].kept = true;
	for (size_t i = 0; i < new->count; i++)
		new->chunks[i].kept = true;
	for (size_t i = 0; i < old->list_count; i++)
		if (!match_list(old, new, i, scratch)) {
			*failed = true;
			return false;
		}
	return true;
}

/* -- the reduced text -- */

static void put(char *out, size_t *at, const struct ari_cut *cut,
		uint32_t start, uint32_t end)
{
	if (end == start)
		return;
	memcpy(out + *at, cut->bytes.ptr + start, end - start);
	*at += end - start;
}

/*
 * Where a list's last item is not kept, a mark stands for those that follow
 * the one before: whether it ends there is seen at the next dash only.
 */
static void put_list(struct ari_cut_text *text, char *out, size_t *at,
		     const struct ari_cut *cut, size_t number, size_t *kept)
{
	static const char mark[] = "- 0\n";
	const struct ari_cut_list *list = &cut->lists[number];

	for (size_t i = list->first; i < list->first + list->count; i++) {
		const struct ari_cut_chunk *chunk = &cut->chunks[i];

		if (!chunk->kept)
			continue;
		text->starts[(*kept)++] = (uint32_t)*at;
		put(out, at, cut, chunk->start, chunk->end);
	}
	text->closed[number] = !cut->chunks[list->first + list->count - 1].kept;
	if (text->closed[number]) {
		memset(out + *at, ' ', list->indent);
		*at += list->indent;
		memcpy(out + *at, mark, sizeof(mark) - 1);
		*at += sizeof(mark) - 1;
	}
	text->ends[number] = (uint32_t)*at;
}

int ari_cut_reduce(struct ari_cut_text *out, const struct ari_cut *cut,
		   struct ari_arena *arena, struct ari_error *err)
{
	/* An item takes a dash and a line end, but a mark takes two more. */
	size_t room = cut->bytes.len + 64, kept = 0, at = 0;
	uint32_t from = 0;
	char *bytes;

	for (size_t i = 0; i < cut->list_count; i++)
		room += cut->lists[i].indent;
	bytes = ari_arena_alloc(arena, room);
	out->starts =
	    ari_arena_array(arena, cut->count + 1, sizeof(*out->starts));
	if (!bytes || !out->starts)
		return ari_error_memory(err);
	for (size_t i = 0; i < cut->list_count; i++) {
		const struct ari_cut_list *list = &cut->lists[i];

		out->keys[i] = (uint32_t)at + list->key - from;
		put(bytes, &at, cut, from, list->start);
		put_list(out, bytes, &at, cut, i, &kept);
		from = list->end;
	}
	put(bytes, &at, cut, from, (uint32_t)cut->bytes.len);
	bytes[at] = '\0';
	out->bytes = (struct ari_str){bytes, at};
	return 0;
}
