/*
 * Versions asked for in the order of the walk, and pairs of them handed to
 * the comparing threads, path by path. Packs are chains of differences, and
 * reading each version when its own commit comes keeps close to their
 * order; so a pair waits for its older side, but not for ever.
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* -- paths -- */

/* Where the path stands among all, or would. */
static size_t path_place(const struct ari_ledger *ledger, struct ari_str name,
			 bool *found)
{
	size_t low = 0, high = ledger->path_count;

	*found = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = ari_str_cmp(ledger->paths[middle]->path, name);

		if (!order) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int grow_paths(struct ari_ledger *ledger)
{
	void *paths = ari_heap_grow(ledger->paths, ledger->path_count,
				    &ledger->path_room, sizeof(*ledger->paths));

	if (!paths)
		return -1;
	ledger->paths = paths;
	return 0;
}

struct ari_ledger__path *ari_ledger__get_path(struct ari_ledger *ledger,
					      struct ari_str name)
{
	struct ari_ledger__path *path;
	bool found;
	size_t at = path_place(ledger, name, &found);

	if (found)
		return ledger->paths[at];
	path = ari_arena_zalloc(&ledger->arena, sizeof(*path));
	if (!path || grow_paths(ledger))
		return NULL;
	path->path = ari_arena_dup(&ledger->arena, name);
	if (!path->path.ptr)
		return NULL;
	memmove(ledger->paths + at + 1, ledger->paths + at,
		(ledger->path_count - at) * sizeof(*ledger->paths));
	ledger->paths[at] = path;
	ledger->path_count++;
	return path;
}

/* -- rounds -- */

/* The chain of a path in this round, a new one where there is none. */
static struct ari_ledger__chain *get_chain(struct ari_ledger__round *round,
					   struct ari_ledger__path *path)
{
	if (path->chain_of == round->number)
		return path->chain;
	if (round->count == round->room) {
		size_t room = round->room ? round->room * 2 : 64;
		struct ari_ledger__chain **chains =
		    ari_arena_array(&round->arena, room, sizeof(*chains));

		if (!chains)
			return NULL;
		if (round->count)
			memcpy(chains, round->chains,
			       round->count * sizeof(*chains));
		round->chains = chains;
		round->room = room;
	}
	path->chain = ari_arena_zalloc(&round->arena, sizeof(*path->chain));
	if (!path->chain)
		return NULL;
	path->chain->path = path;
	path->chain_of = round->number;
	round->chains[round->count++] = path->chain;
	return path->chain;
}

static int hand_on(struct ari_ledger__batch *batch,
		   struct ari_ledger__path *path, struct ari_ledger__pair *pair)
{
	struct ari_ledger__chain *chain = get_chain(batch->ledger->round, path);

	if (!chain)
		return ari_error_memory(batch->err);
	pair->waiting = false;
	if (path->waiting == pair)
		path->waiting = NULL;
	if (chain->last)
		chain->last->next = pair;
	else
		chain->first = pair;
	chain->last = pair;
	return 0;
}

int ari_ledger__round_new(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_ledger__round *round;

	if (ledger->round)
		return 0;
	round = calloc(1, sizeof(*round));
	if (!round)
		return ari_error_memory(err);
	round->ledger = ledger;
	round->number = ++ledger->rounds;
	ari_arena_init(&round->arena, NULL, 0);
	ledger->round = round;
	return 0;
}

/* -- reading -- */

/* Files changed in place, or all came, or all left: each by itself. */
static bool is_simple(const struct ari_ledger__item *item)
{
	const struct ari_ledger__changes *changes = &item->parents[0];
	bool came = false, left = false;

	if (item->parent_count != 1)
		return false;
	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_ledger__change *change = &changes->items[i];

		if ((change->before.kind != ARI_ENTRY_NONE &&
		     change->before.kind != ARI_ENTRY_FILE) ||
		    (change->after.kind != ARI_ENTRY_NONE &&
		     change->after.kind != ARI_ENTRY_FILE))
			return false;
		came |= change->before.kind == ARI_ENTRY_NONE;
		left |= change->after.kind == ARI_ENTRY_NONE;
	}
	return !came || !left;
}

/* A side's version, and its place among what is read. */
static int ask_side(struct ari_ledger__batch *batch,
		    struct ari_ledger__blob **out,
		    struct ari_ledger__path *path,
		    const struct ari_ledger__file *file)
{
	struct ari_ledger *ledger = batch->ledger;
	int rc;

	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	rc = ari_ledger__blob_get(out, path, &file->id, batch->err);
	if (rc > 0 && !ledger->narrow)
		rc = ari_ledger__round_read(ledger->round, *out, batch->err);
	return rc < 0 ? -1 : 0;
}

int ari_ledger__hasten(struct ari_ledger__batch *batch,
		       struct ari_ledger__pair *pair)
{
	struct ari_ledger__path *path =
	    ari_ledger__get_path(batch->ledger, pair->change->path);

	if (!path)
		return ari_error_memory(batch->err);
	return ask_side(batch, &pair->before, path, &pair->change->before) ||
		       hand_on(batch, path, pair)
		   ? -1
		   : 0;
}

size_t ari_ledger__waiting(const struct ari_ledger *ledger)
{
	size_t bytes = 0;

	for (size_t i = 0; i < ledger->path_count; i++) {
		const struct ari_ledger__pair *pair = ledger->paths[i]->waiting;

		if (pair && pair->after)
			bytes += atomic_load(&pair->after->weight);
	}
	return bytes;
}

/* The walk came to a version: the pair that waits for it has both sides. */
static int feed(struct ari_ledger__batch *batch, struct ari_ledger__path *path,
		const struct ari_ledger__change *change)
{
	struct ari_ledger__pair *pair = path->waiting;

	if (!pair || change->after.kind != ARI_ENTRY_FILE ||
	    !ari_oid_eq(&pair->change->before.id, &change->after.id))
		return 0;
	return ari_ledger__hasten(batch, pair);
}

static int ask_pair(struct ari_ledger__batch *batch,
		    struct ari_ledger__path *path,
		    struct ari_ledger__pair *pair)
{
	const struct ari_ledger__change *change = pair->change;

	/* Another branch: what waits here is met later, or not at all. */
	if (path->waiting && ari_ledger__hasten(batch, path->waiting))
		return -1;
	if (ask_side(batch, &pair->after, path, &change->after))
		return -1;
	if (change->before.kind != ARI_ENTRY_FILE)
		return hand_on(batch, path, pair);
	/* Of a narrow ledger few are read: order costs nothing. */
	if (batch->ledger->narrow)
		return ari_ledger__hasten(batch, pair);
	pair->waiting = true;
	path->waiting = pair;
	return 0;
}

int ari_ledger__read_item(struct ari_ledger__batch *batch,
			  struct ari_ledger__item *item, bool known)
{
	const struct ari_ledger__changes *changes = &item->parents[0];
	bool simple = !known && is_simple(item);

	if (simple) {
		item->pairs = ari_arena_zalloc(
		    &batch->arena, (changes->count + 1) * sizeof(*item->pairs));
		if (!item->pairs)
			return ari_error_memory(batch->err);
	}
	if (batch->ledger->narrow && ari_ledger__list_files(batch, item))
		return -1;
	for (size_t i = 0; i < changes->count; i++) {
		struct ari_ledger__path *path =
		    ari_ledger__get_path(batch->ledger, changes->items[i].path);
		struct ari_ledger__pair *pair = simple ? &item->pairs[i] : NULL;

		if (!path)
			return ari_error_memory(batch->err);
		if (feed(batch, path, &changes->items[i]))
			return -1;
		if (!pair)
			continue;
		ari_buf_init(&pair->bytes, NULL);
		pair->change = &changes->items[i];
		pair->alone = changes->count == 1;
		if (ask_pair(batch, path, pair))
			return -1;
	}
	return 0;
}
