/*
 * Pairing of two keyed lists: records by ref, milestones by what they are.
 * Never by position, never by similar text.
 */
#include "movement/internal.h"

struct side {
	struct ari_index index;
	size_t at;
};

static int index_keys(struct side *out, struct ari_arena *scratch,
		      const struct ari_str *keys, size_t count)
{
	struct ari_index_entry *entries;
	size_t used = 0;

	entries = ari_arena_array(scratch, count + 1, sizeof(*entries));
	if (!entries)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (keys[i].len)
			entries[used++] =
			    (struct ari_index_entry){keys[i], (uint32_t)i};
	ari_index_build(&out->index, entries, used);
	out->at = 0;
	return 0;
}

static void clear(uint32_t *partners, size_t count)
{
	for (size_t i = 0; i < count; i++)
		partners[i] = ARI_MOVEMENT__NONE;
}

int ari_movement__pair(struct ari_arena *scratch, uint32_t *a_of_b,
		       uint32_t *b_of_a, const struct ari_str *a, size_t a_len,
		       const struct ari_str *b, size_t b_len)
{
	struct side x, y;

	if (index_keys(&x, scratch, a, a_len) ||
	    index_keys(&y, scratch, b, b_len))
		return -1;
	clear(b_of_a, a_len);
	clear(a_of_b, b_len);
	while (x.at < x.index.count && y.at < y.index.count) {
		const struct ari_index_entry *p = &x.index.entries[x.at];
		const struct ari_index_entry *q = &y.index.entries[y.at];
		int order = ari_str_cmp(p->key, q->key);

		if (!order) {
			b_of_a[p->value] = q->value;
			a_of_b[q->value] = p->value;
		}
		x.at += order <= 0;
		y.at += order >= 0;
	}
	return 0;
}
