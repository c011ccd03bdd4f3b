/*
 * What was first agreed, and what a cycle came to when it is held against
 * that. Git knows it, no field says it, and no later edit hides it.
 */
#ifndef ARISING_AGREED_H
#define ARISING_AGREED_H

#include <arising/history.h>

/*
 * A milestone, and the date it had at the first closed cycle or approval of
 * its plan that saw one.
 */
struct ari_agreed {
	struct ari_milestone milestone; /* as it is now */
	struct ari_when first; /* date.kind ARI_DATE_NONE: never a date */
	struct ari_str cycle;  /* that first saw it; ptr NULL: none has */
	bool approved;	       /* no cycle saw that date, only the approval */
	uint32_t slips; /* times it slipped from one of these to the next */
	int32_t days;	/* last day now, after the first agreed one */
	bool has_days;
};

/* The milestones of a record, and when the last of them was first due. */
struct ari_agreed_record {
	const struct ari_record *record; /* of the snapshot */
	struct ari_agreed *milestones;	 /* as ari_record_milestones() */
	size_t count;
	/*
	 * Its last day at the first cycle or approval that saw a date of
	 * it; ARI_DAY_MIN: none did.
	 */
	int32_t first;
};

struct ari_agreed_request {
	struct ari_snapshot at;
	const struct ari_register *reg; /* of `at` */
	/* `at` is on its way to a cycle: what it says is not agreed yet. */
	bool open;
	bool exempt; /* look behind the time when a record was exempt, too */
};

/*
 * Fill all but record of each: followed back from closed cycle to closed
 * cycle, through new refs and other plans. A plan is approved by the first
 * commit, along first parents and since the cycle before, that has it so.
 * Owns: the results live in arena and borrow from the records.
 * Errors: as ari_history_changes().
 * Cost: what changed from cycle to cycle; of plans that were approved
 * between two, their versions between these.
 */
ARI_API int ari_history_agreed(struct ari_agreed_record *records, size_t count,
			       const struct ari_loader *loader,
			       struct ari_repo *repo,
			       const struct ari_agreed_request *request,
			       struct ari_arena *arena, struct ari_error *err);

/* Where the actions of a plan begin in a view's records. */
struct ari_agreed_start {
	const struct ari_plan *plan;
	size_t at;
};

/* What was first agreed of all actions of a view, plan after plan. */
struct ari_agreed_view {
	const struct ari_view *view;
	struct ari_agreed_record *records; /* their `first` is not set */
	size_t count;
	struct ari_agreed_start *starts; /* one a version, by address */
};

/*
 * The same for set->after when it is known for set->before, which before
 * may be NULL for: what went on as it was has no other past. What is known
 * lies in keep, which outlives the views that follow; the rest in arena.
 * Cost: as many steps as there are actions; those that were given other
 * milestones, and those of plans approved since, as ari_history_agreed().
 */
ARI_API int ari_history_agreed_view(
    struct ari_agreed_view *out, const struct ari_view *view,
    const struct ari_agreed_view *before, const struct ari_changeset *set,
    const struct ari_loader *loader, struct ari_repo *repo,
    const struct ari_agreed_request *request, struct ari_arena *keep,
    struct ari_arena *arena, struct ari_error *err);
/* What it says of a record of its view; NULL when that is no action. */
ARI_API const struct ari_agreed_record *ari_agreed_view_find(
    const struct ari_agreed_view *view, const struct ari_record *record);

/* -- figures of a cycle -- */

/* What one cycle came to, against the one before. */
struct ari_figures {
	struct ari_str cycle;
	struct ari_str before; /* ptr NULL: it is the first, all else is 0 */
	int32_t day;
	size_t records; /* actions */
	size_t moved;	/* of them */
	size_t added;
	size_t removed; /* without being withdrawn or superseded */
	size_t completed;
	size_t in_time; /* by the due it had before */
	size_t late;
	size_t in_time_first; /* by the first agreed date */
	size_t late_first;
	size_t slipped;
	int64_t slip_days;	 /* against the due before */
	size_t slipped_first;	 /* that now lie behind the first date */
	int64_t slip_days_first; /* all of their days since that */
	size_t overdue_new;
	size_t overdue_still;
	size_t not_updated;
};

/*
 * Count the changes from a cycle to the next.
 * Errors and cost: as ari_history_agreed().
 */
ARI_API int ari_figures_count(struct ari_figures *out,
			      const struct ari_changeset *set,
			      const struct ari_loader *loader,
			      struct ari_repo *repo, struct ari_error *err);

#endif
