/*
 * Which movement matters most, and what it says in one word. One table:
 * place in every list, and for better or worse.
 */
#include "movement/internal.h"

#include <string.h>

/* Places in the order of every list of records. */
enum {
	GRAVITY_REMOVED,
	GRAVITY_OVERDUE,
	GRAVITY_DUE_NOT_UPDATED,
	GRAVITY_SLIPPED,
	GRAVITY_REOPENED,
	GRAVITY_COMPLETED,
	GRAVITY_ADDED,
	GRAVITY_STARTED,
	GRAVITY_OTHER,
	GRAVITY_NO_CHANGE,
};

static const struct meaning {
	uint8_t gravity; /* 0 stands for GRAVITY_OTHER, but for removed */
	enum ari_direction direction;
} meanings[ARI_MOVE_KINDS] = {
    [ARI_MOVE_REMOVED] = {GRAVITY_REMOVED, ARI_DIRECTION_WORSE},
    [ARI_MOVE_ADDED] = {GRAVITY_ADDED, ARI_DIRECTION_NO_CHANGE},
    [ARI_MOVE_STARTED] = {GRAVITY_STARTED, ARI_DIRECTION_BETTER},
    [ARI_MOVE_COMPLETED] = {GRAVITY_COMPLETED, ARI_DIRECTION_BETTER},
    [ARI_MOVE_PAUSED] = {GRAVITY_OTHER, ARI_DIRECTION_WORSE},
    [ARI_MOVE_RESUMED] = {GRAVITY_OTHER, ARI_DIRECTION_BETTER},
    [ARI_MOVE_REGRESSED] = {GRAVITY_REOPENED, ARI_DIRECTION_WORSE},
    [ARI_MOVE_REOPENED] = {GRAVITY_REOPENED, ARI_DIRECTION_WORSE},
    [ARI_MOVE_SLIPPED] = {GRAVITY_SLIPPED, ARI_DIRECTION_WORSE},
    [ARI_MOVE_BROUGHT_FORWARD] = {GRAVITY_OTHER, ARI_DIRECTION_BETTER},
    [ARI_MOVE_MILESTONE_MET] = {GRAVITY_OTHER, ARI_DIRECTION_BETTER},
    [ARI_MOVE_VERIFIED] = {GRAVITY_OTHER, ARI_DIRECTION_BETTER},
};

static const uint8_t exception_gravity[ARI_EXCEPT_KINDS] = {
    [ARI_EXCEPT_OVERDUE] = GRAVITY_OVERDUE,
    [ARI_EXCEPT_DUE_NOT_UPDATED] = GRAVITY_DUE_NOT_UPDATED,
    [ARI_EXCEPT_STALE] = GRAVITY_OTHER,
    [ARI_EXCEPT_DATE_IN_PROSE] = GRAVITY_OTHER,
    [ARI_EXCEPT_NO_CHANGE] = GRAVITY_NO_CHANGE,
};

bool ari_movement_orderly(const struct ari_movement *movement)
{
	return movement->kind == ARI_MOVE_REMOVED && movement->old &&
	       (movement->old->status == ARI_STATUS_WITHDRAWN ||
		movement->old->status == ARI_STATUS_SUPERSEDED);
}

unsigned ari_movement__rank(const struct ari_movement *movement)
{
	unsigned gravity = meanings[movement->kind].gravity;

	if (movement->kind == ARI_MOVE_REMOVED)
		return ari_movement_orderly(movement) ? GRAVITY_OTHER
						      : GRAVITY_REMOVED;
	return gravity ? gravity : GRAVITY_OTHER;
}

unsigned ari_change_gravity(const struct ari_record_change *change)
{
	unsigned least = GRAVITY_NO_CHANGE;

	for (size_t i = 0; i < change->movement_count; i++) {
		unsigned rank = ari_movement__rank(&change->movements[i]);

		if (rank < least)
			least = rank;
	}
	for (size_t i = 0; i < change->exception_count; i++) {
		unsigned rank = exception_gravity[change->exceptions[i].kind];

		if (rank < least)
			least = rank;
	}
	return least;
}

/* Words that left the wording went to the other parts when it was split. */
static bool is_split(const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind == ARI_MOVE_SPLIT)
			return true;
	return false;
}

static bool lost_commitment(const struct ari_movement *movement)
{
	return movement->kind == ARI_MOVE_REWORDED &&
	       movement->words_out >= movement->words_in + ARI_COMMITMENT_WORDS;
}

/* Whether a verification was taken back. */
static bool lost_verification(const struct ari_movement *movement)
{
	return !movement->after && (!strcmp(movement->field, "verified") ||
				    !strcmp(movement->field, "implemented"));
}

static enum ari_direction movement_direction(
    const struct ari_movement *movement, bool split)
{
	if (ari_movement_orderly(movement))
		return ARI_DIRECTION_NO_CHANGE;
	if (lost_verification(movement))
		return ARI_DIRECTION_WORSE;
	if (lost_commitment(movement) && !split)
		return ARI_DIRECTION_WORSE;
	return meanings[movement->kind].direction;
}

enum ari_direction ari_movement__direction(
    const struct ari_record_change *change)
{
	bool better = false, worse = false, split = is_split(change);

	for (size_t i = 0; i < change->movement_count; i++) {
		enum ari_direction direction =
		    movement_direction(&change->movements[i], split);

		better |= direction == ARI_DIRECTION_BETTER;
		worse |= direction == ARI_DIRECTION_WORSE;
	}
	for (size_t i = 0; i < change->exception_count; i++)
		worse |= change->exceptions[i].kind == ARI_EXCEPT_OVERDUE &&
			 change->exceptions[i].newly;
	if (better && worse)
		return ARI_DIRECTION_MIXED;
	if (worse)
		return ARI_DIRECTION_WORSE;
	return better ? ARI_DIRECTION_BETTER : ARI_DIRECTION_NO_CHANGE;
}
