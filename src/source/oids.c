/*
 * Commits by their ids: the numbers that the walk and the ledger know them
 * by.
 */
#include "source/internal.h"

#include <string.h>

#define FIRST_SLOTS 1024

/* Ids are digests already; every byte counts, so that none can be aimed. */
static size_t first_slot(const struct ari_oids *ids, const struct ari_oid *id)
{
	uint64_t mixed = 0;

	for (size_t i = 0; i < ARI_OID_BYTES; i++)
		mixed = (mixed ^ id->bytes[i]) * UINT64_C(0x100000001b3);
	mixed ^= mixed >> 29;
	return (size_t)mixed & (ids->slot_count - 1);
}

static size_t find_slot(const struct ari_oids *ids, const struct ari_oid *id)
{
	size_t at = first_slot(ids, id);

	while (ids->slots[at] != ARI_OIDS_NONE &&
	       !ari_oid_eq(&ids->items[ids->slots[at]], id))
		at = (at + 1) & (ids->slot_count - 1);
	return at;
}

/* At most half of the slots are taken, so that a free one is near. */
static int grow(struct ari_oids *ids, struct ari_error *err)
{
	size_t count = ids->slot_count ? ids->slot_count * 2 : FIRST_SLOTS;
	uint32_t *slots = malloc(count * sizeof(*slots));
	void *items = realloc(ids->items, count / 2 * sizeof(*ids->items));

	if (items) {
		ids->items = items;
		ids->room = count / 2;
	}
	if (!slots || !items) {
		free(slots);
		return ari_error_memory(err);
	}
	free(ids->slots);
	ids->slots = slots;
	ids->slot_count = count;
	memset(slots, 0xff, count * sizeof(*slots));
	for (size_t i = 0; i < ids->count; i++)
		slots[find_slot(ids, &ids->items[i])] = (uint32_t)i;
	return 0;
}

int ari_oids_add(uint32_t *out, struct ari_oids *ids, const struct ari_oid *id,
		 struct ari_error *err)
{
	size_t slot;

	if (ids->count >= ids->room && grow(ids, err))
		return -1;
	slot = find_slot(ids, id);
	if (ids->slots[slot] == ARI_OIDS_NONE) {
		if (ids->count >= ARI_SOURCE_COMMITS)
			return ari_error_set(
			    err, ARI_ERR_LIMIT,
			    "the history is longer than %zu commits",
			    ARI_SOURCE_COMMITS);
		ids->slots[slot] = (uint32_t)ids->count;
		ids->items[ids->count++] = *id;
	}
	*out = ids->slots[slot];
	return 0;
}

uint32_t ari_oids_find(const struct ari_oids *ids, const struct ari_oid *id)
{
	return ids->slot_count ? ids->slots[find_slot(ids, id)] : ARI_OIDS_NONE;
}

void ari_oids_release(struct ari_oids *ids)
{
	free(ids->items);
	free(ids->slots);
	*ids = (struct ari_oids){0};
}
