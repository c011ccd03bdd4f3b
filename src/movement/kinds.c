/*
 * The words of this room as data: kinds of movement and of exception,
 * directions. Their names are contracts, their titles are for people.
 */
#include <arising/movement.h>

struct word {
	const char *name;
	const char *title;
};

static const struct word kinds[ARI_MOVE_KINDS] = {
    [ARI_MOVE_REMOVED] = {"removed", "Removed"},
    [ARI_MOVE_ADDED] = {"added", "Added"},
    [ARI_MOVE_RENUMBERED] = {"renumbered", "Renumbered"},
    [ARI_MOVE_SPLIT] = {"split", "Split"},
    [ARI_MOVE_MERGED] = {"merged", "Merged"},
    [ARI_MOVE_MOVED] = {"moved", "Moved"},
    [ARI_MOVE_STARTED] = {"started", "Started"},
    [ARI_MOVE_COMPLETED] = {"completed", "Completed"},
    [ARI_MOVE_PAUSED] = {"paused", "Paused"},
    [ARI_MOVE_RESUMED] = {"resumed", "Resumed"},
    [ARI_MOVE_REGRESSED] = {"regressed", "Regressed"},
    [ARI_MOVE_REOPENED] = {"reopened", "Reopened"},
    [ARI_MOVE_WITHDRAWN] = {"withdrawn", "Withdrawn"},
    [ARI_MOVE_SUPERSEDED] = {"superseded", "Superseded"},
    [ARI_MOVE_SLIPPED] = {"slipped", "Slipped"},
    [ARI_MOVE_BROUGHT_FORWARD] = {"brought-forward", "Brought forward"},
    [ARI_MOVE_REFINED] = {"refined", "Date refined"},
    [ARI_MOVE_WIDENED] = {"widened", "Date widened"},
    [ARI_MOVE_DATE_ADDED] = {"date-added", "Date added"},
    [ARI_MOVE_DATE_REMOVED] = {"date-removed", "Date removed"},
    [ARI_MOVE_MILESTONE_MET] = {"milestone-met", "Milestone met"},
    [ARI_MOVE_REWORDED] = {"reworded", "Reworded"},
    [ARI_MOVE_RESCOPED] = {"rescoped", "Success criteria changed"},
    [ARI_MOVE_REBASELINED] = {"rebaselined", "Baseline changed"},
    [ARI_MOVE_COVERAGE_CHANGED] = {"coverage-changed", "Coverage changed"},
    [ARI_MOVE_REASSIGNED] = {"reassigned", "Reassigned"},
    [ARI_MOVE_BODY_CHANGED] = {"body-changed", "Body changed"},
    [ARI_MOVE_UPDATED] = {"updated", "Updated"},
    [ARI_MOVE_EVIDENCE_ADDED] = {"evidence-added", "Evidence added"},
    [ARI_MOVE_VERIFIED] = {"verified", "Verified"},
    [ARI_MOVE_EDITORIAL] = {"editorial", "Editorial"},
    [ARI_MOVE_X_CHANGED] = {"x-changed", "Own field changed"},
    [ARI_MOVE_STAGE_ADVANCED] = {"stage-advanced", "Stage changed"},
    [ARI_MOVE_NARRATIVE_CHANGED] = {"narrative-changed", "Narrative changed"},
    [ARI_MOVE_RECOMMENDATION_CHANGED] = {"recommendation-changed",
					 "Recommendation changed"},
};

static const struct word exceptions[ARI_EXCEPT_KINDS] = {
    [ARI_EXCEPT_OVERDUE] = {"overdue", "Overdue"},
    [ARI_EXCEPT_DUE_NOT_UPDATED] = {"due-not-updated", "Due, not updated"},
    [ARI_EXCEPT_STALE] = {"stale", "Stale"},
    [ARI_EXCEPT_DATE_IN_PROSE] = {"date-in-prose",
				  "Later date in the text only"},
    [ARI_EXCEPT_NO_CHANGE] = {"no-change", "No change"},
};

static const char *const directions[] = {
    [ARI_DIRECTION_NO_CHANGE] = "no change",
    [ARI_DIRECTION_BETTER] = "better",
    [ARI_DIRECTION_WORSE] = "worse",
    [ARI_DIRECTION_MIXED] = "mixed",
};

const char *ari_movement_name(enum ari_movement_kind kind)
{
	return kinds[kind].name;
}

const char *ari_movement_title(enum ari_movement_kind kind)
{
	return kinds[kind].title;
}

enum ari_movement_kind ari_movement_from(struct ari_str name)
{
	int kind = 0;

	while (kind < ARI_MOVE_KINDS && !ari_str_is(name, kinds[kind].name))
		kind++;
	return (enum ari_movement_kind)kind;
}

const char *ari_exception_name(enum ari_exception_kind kind)
{
	return exceptions[kind].name;
}

const char *ari_exception_title(enum ari_exception_kind kind)
{
	return exceptions[kind].title;
}

const char *ari_direction_name(enum ari_direction direction)
{
	return directions[direction];
}
