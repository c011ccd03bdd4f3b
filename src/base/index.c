/*
 * A sorted table from names to numbers: refs, plan ids, register codes.
 */
#include <arising/base.h>

#include <stdlib.h>

static int compare_entries(const void *a, const void *b)
{
	const struct ari_index_entry *x = a, *y = b;
	int order = ari_str_cmp(x->key, y->key);

	if (order)
		return order;
	return (x->value > y->value) - (x->value < y->value);
}

/* What is indexed often stands in order already. */
static bool is_sorted(const struct ari_index_entry *entries, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (compare_entries(&entries[i - 1], &entries[i]) > 0)
			return false;
	return true;
}

size_t ari_index_build(struct ari_index *index, struct ari_index_entry *entries,
		       size_t count)
{
	if (!is_sorted(entries, count))
		qsort(entries, count, sizeof(*entries), compare_entries);
	index->entries = entries;
	index->count = count;
	for (size_t i = 1; i < count; i++)
		if (ari_str_eq(entries[i - 1].key, entries[i].key))
			return i - 1;
	return count;
}

const struct ari_index_entry *ari_index_find(const struct ari_index *index,
					     struct ari_str key)
{
	size_t lo = 0, hi = index->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (ari_str_cmp(index->entries[mid].key, key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == index->count || !ari_str_eq(index->entries[lo].key, key))
		return NULL;
	return &index->entries[lo];
}
