/*
 * The exception that two versions cannot show: an open action of which no
 * word changed for several cycles. The caller has counted them.
 */
#include "movement/internal.h"

#include <string.h>

/* The exceptions with one more, in the order of their kinds. */
static const struct ari_exception *insert(const struct ari_record_change *old,
					  const struct ari_exception *more,
					  struct ari_arena *arena)
{
	size_t count = old->exception_count, at = 0;
	struct ari_exception *items =
	    ari_arena_array(arena, count + 1, sizeof(*items));

	if (!items)
		return NULL;
	while (at < count && old->exceptions[at].kind < more->kind)
		at++;
	if (at)
		memcpy(items, old->exceptions, at * sizeof(*items));
	items[at] = *more;
	if (at < count)
		memcpy(items + at + 1, old->exceptions + at,
		       (count - at) * sizeof(*items));
	return items;
}

static int add_stale(struct ari_record_change *change, uint32_t cycles,
		     struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_exception stale = {
	    .kind = ARI_EXCEPT_STALE, .record = change->new, .cycles = cycles};
	const struct ari_exception *items = insert(change, &stale, arena);

	if (!items)
		return ari_error_memory(err);
	change->exceptions = items;
	change->exception_count++;
	change->gravity = ari_change_gravity(change);
	return 0;
}

int ari_movement_stale(struct ari_plan_change *change, const uint32_t *cycles,
		       struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_plan *plan = change->new;
	struct ari_record_change *records =
	    ari_arena_array(arena, change->record_count + 1, sizeof(*records));

	if (!records)
		return ari_error_memory(err);
	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record *new = change->records[i].new;
		uint32_t many = 0;

		records[i] = change->records[i];
		if (plan && new &&new->plan == plan &&new->kind == ARI_ACTION &&
		    !ari_status_closed(new->status))
			many = cycles[new - plan->records];
		if (many && add_stale(&records[i], many, arena, err))
			return -1;
	}
	ari_movement__sort(records, change->record_count);
	change->records = records;
	return 0;
}
