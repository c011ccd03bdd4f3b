/*
 * What the past of a record shows: no word changed for long, a date moved
 * again and again. The caller has counted, from git.
 */
#include "rules/internal.h"

static void check_stale(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	uint32_t cycles = pass->past->unchanged;

	if (!ari_rules__open(record) ||
	    cycles < (uint32_t)ari_rules__most(pass))
		return;
	FIND(pass, ari_rules__name(record), ari_rules__called(record),
	     ari_rules__say(pass, "%u", cycles));
}

const struct ari_check ari_rules__stale = {
    {"stale", ARI_LEVEL_WARNING,
     "{0} is open, and no word of it has changed for {1} meetings",
     "write in the update how it stands; if nobody works on it, its status "
     "is paused, with a reason",
     "What is open is looked at between meetings."},
    ARI_CHECK_HISTORY,
    check_stale,
    ARI_STALE_CYCLES,
};

static void check_slipped_often(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	const struct ari_node *due = ari_rules__final_node(record);
	uint32_t slips = pass->past->slips;

	if (!ari_rules__open(record) ||
	    slips <= (uint32_t)ari_rules__most(pass))
		return;
	FIND(pass, due ? ari_node_span(due) : ari_rules__name(record),
	     ari_rules__called(record), ari_rules__say(pass, "%u", slips));
}

const struct ari_check ari_rules__slipped_often = {
    {"slipped-often", ARI_LEVEL_WARNING,
     "the date of {0} has moved to a later one {1} times",
     "agree a date that will hold, with those who have to keep it, or "
     "withdraw the action",
     "A date is one that will hold, not one to be moved again."},
    ARI_CHECK_HISTORY,
    check_slipped_often,
    2,
};
