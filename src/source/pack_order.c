/*
 * In which order blobs are best read. Git keeps most of them as what differs
 * from another blob of the same pack, which must be unpacked first; those
 * that hang together lie side by side, and what another is built on lies
 * before it. libgit2 keeps what it came through on the way to an object, not
 * the object: whoever reads from the end of a pack unpacks all once. The
 * order is advice: a pack that is not understood costs time, never truth.
 */
#include "source/pack.h"

#include <stdlib.h>

struct place {
	uint64_t key; /* pack, then byte in it */
	uint32_t at;
};

/* 0: loose; such come last, as they are. */
static uint64_t key_of(const struct ari_source__packs *packs,
		       const struct ari_oid *id)
{
	for (size_t i = 0; i < packs->count; i++) {
		uint64_t at =
		    ari_source__pack_find(&packs->items[i], id->bytes);

		if (at)
			return (uint64_t)i << 48 | at;
	}
	return 0;
}

static int compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->key != y->key)
		return x->key > y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

int ari_source_read_order(uint32_t *order, struct ari_repo *repo,
			  const struct ari_oid *ids, size_t count,
			  struct ari_error *err)
{
	struct place *places = calloc(count + 1, sizeof(*places));

	if (!places)
		return ari_error_memory(err);
	if (ari_source__packs(repo, err)) {
		free(places);
		return -1;
	}
	for (uint32_t i = 0; i < count && repo->packs; i++)
		places[i] = (struct place){key_of(repo->packs, &ids[i]), i};
	for (uint32_t i = 0; i < count && !repo->packs; i++)
		places[i].at = i;
	qsort(places, count, sizeof(*places), compare_places);
	for (size_t i = 0; i < count; i++)
		order[i] = places[i].at;
	free(places);
	return 0;
}
