/*
 * Which words were taken out and which put in: the shortest edit of one
 * list of words into another, then put so that it can be read.
 *
 * Source: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986),
 * the greedy form of section 4.
 */
#include "movement/internal.h"

#include <string.h>

/*
 * Words of a text that are compared: the longest real one has some 600.
 * A longer text is taken out and put in whole.
 */
#define WORDS_CAP ((size_t)1 << 16)
/*
 * Differences looked for; more is another text. Bounds the memory of the
 * search: its square in 2-byte pairs, 2 MB.
 */
#define DIFFERENCES_CAP 1024
/* Steps of the search: some, and more for long texts with few changes. */
#define STEPS_BASE ((uint64_t)1 << 19)
#define STEPS_PER_WORD 64

struct side {
	struct ari_str *words;
	uint32_t *ids; /* equal words have equal ids, on both sides */
	bool *kept;
	size_t count;
};

/* One comparison and its memory. */
struct search {
	struct ari_arena arena;
	struct side a;
	struct side b;
	size_t head; /* words that both begin and end with */
	size_t tail;
	int32_t **rows; /* [d][(k + d) / 2]: how far in a, after d changes */
	uint64_t *steps;
};

/* -- words -- */

/* Length of the white space at `at`, or 0: ASCII's and U+00A0. */
static size_t space_len(struct ari_str s, size_t at)
{
	char c = s.ptr[at];

	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	return at + 1 < s.len && c == '\xC2' && s.ptr[at + 1] == '\xA0' ? 2 : 0;
}

static struct ari_str next_word(struct ari_str s, size_t *at)
{
	size_t len, start;

	while (*at < s.len && (len = space_len(s, *at)))
		*at += len;
	start = *at;
	while (*at < s.len && !space_len(s, *at))
		++*at;
	return (struct ari_str){s.len ? s.ptr + start : s.ptr, *at - start};
}

static size_t count_words(struct ari_str s)
{
	size_t at = 0, count = 0;

	while (next_word(s, &at).len)
		count++;
	return count;
}

static int split_words(struct side *out, struct ari_str s,
		       struct ari_arena *arena)
{
	size_t at = 0;

	out->count = count_words(s);
	if (out->count > WORDS_CAP)
		return 0;
	out->words = ari_arena_array(arena, out->count + 1, sizeof(s));
	out->ids = ari_arena_array(arena, out->count + 1, sizeof(uint32_t));
	out->kept = ari_arena_zalloc(arena, out->count + 1);
	if (!out->words || !out->ids || !out->kept)
		return -1;
	for (size_t i = 0; i < out->count; i++)
		out->words[i] = next_word(s, &at);
	return 0;
}

static int number_words(struct search *search)
{
	size_t n = search->a.count, count = n + search->b.count;
	struct ari_index_entry *entries;
	struct ari_index index;
	uint32_t id = 0;

	entries = ari_arena_array(&search->arena, count + 1, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    i < n ? search->a.words[i] : search->b.words[i - n],
		    (uint32_t)i};
	ari_index_build(&index, entries, count);
	for (size_t i = 0; i < count; i++) {
		uint32_t at = entries[i].value;

		if (i && !ari_str_eq(entries[i].key, entries[i - 1].key))
			id++;
		if (at < n)
			search->a.ids[at] = id;
		else
			search->b.ids[at - n] = id;
	}
	return 0;
}

/* -- the search -- */

static void trim_ends(struct search *search)
{
	struct side *a = &search->a, *b = &search->b;
	size_t most = a->count < b->count ? a->count : b->count;

	while (search->head < most &&
	       a->ids[search->head] == b->ids[search->head])
		search->head++;
	while (search->head + search->tail < most &&
	       a->ids[a->count - 1 - search->tail] ==
		   b->ids[b->count - 1 - search->tail])
		search->tail++;
	for (size_t i = 0; i < search->head; i++)
		a->kept[i] = b->kept[i] = true;
	for (size_t i = 1; i <= search->tail; i++)
		a->kept[a->count - i] = b->kept[b->count - i] = true;
}

/* Whether diagonal k of row d came down from k + 1: a word put in. */
static bool from_above(const int32_t *row, int32_t d, int32_t k)
{
	int32_t at = (k + d) / 2; /* of k + 1 in the row before */

	return k == -d || (k != d && row[at - 1] < row[at]);
}

/*
 * Fill row d from the one before. Returns whether the end was reached; each
 * row keeps only its own diagonals, every second one.
 */
static bool fill_row(struct search *search, int32_t d)
{
	int32_t n = (int32_t)(search->a.count - search->head - search->tail);
	int32_t m = (int32_t)(search->b.count - search->head - search->tail);
	const uint32_t *a = search->a.ids + search->head;
	const uint32_t *b = search->b.ids + search->head;
	const int32_t *above = d ? search->rows[d - 1] : NULL;
	uint64_t steps = 0;
	bool reached = false;

	for (int32_t k = -d; k <= d && !reached; k += 2) {
		int32_t at = (k + d) / 2, x = 0, from;

		if (above && from_above(above, d, k))
			x = above[at];
		else if (above)
			x = above[at - 1] + 1;
		from = x;
		while (x < n && x - k < m && a[x] == b[x - k])
			x++;
		search->rows[d][at] = x;
		reached = x >= n && x - k >= m;
		steps += 1 + (uint64_t)(x - from);
	}
	*search->steps -= steps < *search->steps ? steps : *search->steps;
	return reached;
}

/* Returns the number of changes, or -1 when there are too many. */
static int find_changes(struct search *search, int32_t *out)
{
	*out = -1;
	search->rows = ari_arena_array(&search->arena, DIFFERENCES_CAP + 1,
				       sizeof(*search->rows));
	if (!search->rows)
		return -1;
	for (int32_t d = 0; d <= DIFFERENCES_CAP && *search->steps; d++) {
		search->rows[d] = ari_arena_array(&search->arena, (size_t)d + 1,
						  sizeof(int32_t));
		if (!search->rows[d])
			return -1;
		if (fill_row(search, d)) {
			*out = d;
			return 0;
		}
	}
	return 0;
}

/* Walk back from the end and mark the words that both have. */
static void mark_kept(struct search *search, int32_t d)
{
	int32_t x = (int32_t)(search->a.count - search->head - search->tail);
	int32_t y = (int32_t)(search->b.count - search->head - search->tail);
	bool *a = search->a.kept + search->head;
	bool *b = search->b.kept + search->head;

	for (; d >= 0; d--) {
		int32_t k = x - y, px = 0, py = 0;

		if (d) {
			const int32_t *row = search->rows[d - 1];
			bool down = from_above(row, d, k);

			px = down ? row[(k + d) / 2] : row[(k + d) / 2 - 1];
			py = px - (down ? k + 1 : k - 1);
		}
		while (x > px && y > py) {
			a[--x] = true;
			b[--y] = true;
		}
		x = px;
		y = py;
	}
}

/* -- what can be read -- */

/* A change and the kept words behind it. */
struct stretch {
	size_t a; /* first word of the change on each side */
	size_t b;
	size_t removed; /* words */
	size_t added;
	size_t kept;
	size_t changed_bytes; /* of the longer side of the change */
	size_t kept_bytes;
};

static size_t bytes_of(const struct ari_str *words, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += words[i].len;
	return bytes;
}

static bool next_stretch(struct stretch *out, const struct search *search,
			 size_t a, size_t b)
{
	const struct side *x = &search->a, *y = &search->b;
	size_t removed, added;

	*out = (struct stretch){.a = a, .b = b};
	if (a == x->count && b == y->count)
		return false;
	for (; a < x->count && !x->kept[a]; a++)
		out->removed++;
	for (; b < y->count && !y->kept[b]; b++)
		out->added++;
	for (; a < x->count && x->kept[a] && y->kept[b]; a++, b++)
		out->kept++;
	removed = bytes_of(x->words + out->a, out->removed);
	added = bytes_of(y->words + out->b, out->added);
	out->changed_bytes = removed > added ? removed : added;
	out->kept_bytes = bytes_of(x->words + out->a + out->removed, out->kept);
	return true;
}

static void drop_kept(struct search *search, const struct stretch *stretch)
{
	memset(search->a.kept + stretch->a + stretch->removed, 0,
	       stretch->kept);
	memset(search->b.kept + stretch->b + stretch->added, 0, stretch->kept);
}

/*
 * A few words that happen to stand in both, between changes at least as
 * long on either hand, only chop up what is read: they count as changed.
 */
static void drop_coincidences(struct search *search)
{
	struct stretch here, next;
	size_t a, b;

	if (!next_stretch(&here, search, 0, 0))
		return;
	for (;;) {
		a = here.a + here.removed + here.kept;
		b = here.b + here.added + here.kept;
		if (!next_stretch(&next, search, a, b))
			return;
		if (here.kept_bytes <= here.changed_bytes &&
		    here.kept_bytes <= next.changed_bytes) {
			drop_kept(search, &here);
			next.a = here.a;
			next.b = here.b;
			next.removed += here.removed + here.kept;
			next.added += here.added + here.kept;
			next.changed_bytes +=
			    here.changed_bytes + here.kept_bytes;
		}
		here = next;
	}
}

static struct ari_str span_of(const struct ari_str *words, size_t first,
			      size_t count)
{
	const struct ari_str *last = &words[first + count - 1];

	return (struct ari_str){
	    words[first].ptr,
	    (size_t)(last->ptr + last->len - words[first].ptr)};
}

static size_t put_stretch(struct ari_words *out, const struct search *search,
			  const struct stretch *s)
{
	const struct ari_str *a = search->a.words, *b = search->b.words;
	size_t n = 0;

	if (s->removed)
		out[n++] = (struct ari_words){span_of(a, s->a, s->removed),
					      true, false};
	if (s->added)
		out[n++] = (struct ari_words){span_of(b, s->b, s->added), false,
					      false};
	if (s->kept)
		out[n++] = (struct ari_words){
		    span_of(b, s->b + s->added, s->kept), false, true};
	return n;
}

static int build_runs(const struct ari_words **out, size_t *count,
		      const struct search *search, struct ari_arena *arena)
{
	struct stretch stretch;
	struct ari_words *runs;
	size_t stretches = 0, a = 0, b = 0, n = 0;

	for (; next_stretch(&stretch, search, a, b); stretches++) {
		a += stretch.removed + stretch.kept;
		b += stretch.added + stretch.kept;
	}
	runs = ari_arena_array(arena, stretches * 3 + 1, sizeof(*runs));
	if (!runs)
		return -1;
	for (a = b = 0; next_stretch(&stretch, search, a, b);) {
		n += put_stretch(runs + n, search, &stretch);
		a += stretch.removed + stretch.kept;
		b += stretch.added + stretch.kept;
	}
	*out = runs;
	*count = n;
	return 0;
}

/* -- from outside -- */

static int put_whole(const struct ari_words **out, size_t *count,
		     struct ari_str a, struct ari_str b,
		     struct ari_arena *arena)
{
	struct ari_words *runs = ari_arena_array(arena, 2, sizeof(*runs));

	if (!runs)
		return -1;
	*out = runs;
	a = ari_str_trim(a);
	b = ari_str_trim(b);
	if (a.len)
		*runs++ = (struct ari_words){a, true, false};
	if (b.len)
		*runs++ = (struct ari_words){b, false, false};
	*count = (size_t)(runs - *out);
	return 0;
}

static int compare_words(const struct ari_words **out, size_t *count,
			 struct search *search, struct ari_str a,
			 struct ari_str b, struct ari_arena *arena)
{
	int32_t changes;

	if (split_words(&search->a, a, &search->arena) ||
	    split_words(&search->b, b, &search->arena))
		return -1;
	if (search->a.count > WORDS_CAP || search->b.count > WORDS_CAP)
		return put_whole(out, count, a, b, arena);
	if (number_words(search))
		return -1;
	trim_ends(search);
	if (find_changes(search, &changes))
		return -1;
	if (changes >= 0)
		mark_kept(search, changes);
	drop_coincidences(search);
	return build_runs(out, count, search, arena);
}

/* Spend from pool at most what one comparison may take. */
static int diff_words(const struct ari_words **out, size_t *count,
		      struct ari_str a, struct ari_str b,
		      struct ari_arena *arena, uint64_t *pool)
{
	uint64_t most = STEPS_BASE + STEPS_PER_WORD * (a.len + b.len);
	uint64_t given = most < *pool ? most : *pool;
	uint64_t left = given;
	struct search search = {.steps = &left};
	int result;

	ari_arena_init(&search.arena, arena->alloc, 0);
	result = compare_words(out, count, &search, a, b, arena);
	ari_arena_release(&search.arena);
	*pool -= given - left;
	return result;
}

int ari_movement_words(const struct ari_words **out, size_t *count,
		       struct ari_str a, struct ari_str b,
		       struct ari_arena *arena, struct ari_error *err)
{
	uint64_t pool = ARI_MOVEMENT__STEPS;

	if (diff_words(out, count, a, b, arena, &pool))
		return ari_error_memory(err);
	return 0;
}

void ari_movement__words(struct ari_movement__list *list,
			 struct ari_movement *movement, struct ari_str a,
			 struct ari_str b)
{
	if (diff_words(&movement->words, &movement->word_count, a, b,
		       list->arena, &list->steps)) {
		list->failed = true;
		return;
	}
	for (size_t i = 0; i < movement->word_count; i++) {
		const struct ari_words *run = &movement->words[i];

		if (run->removed)
			movement->words_out += (uint32_t)count_words(run->text);
		else if (!run->kept)
			movement->words_in += (uint32_t)count_words(run->text);
	}
}
