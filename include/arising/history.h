/*
 * What happened between versions of a repository: the cycles, and the
 * movements between two snapshots.
 */
#ifndef ARISING_HISTORY_H
#define ARISING_HISTORY_H

#include <arising/load.h>
#include <arising/movement.h>

/* -- cycles -- */

/* A meeting: as the register has it, and as the tags have it. */
struct ari_meeting {
	struct ari_str id;
	const struct ari_cycle *cycle; /* NULL: a tag the register lacks */
	const struct ari_tag *tag;     /* NULL: not closed */
	int32_t day; /* of the meeting; else of the tag; ARI_DAY_MIN: none */
};

struct ari_meetings {
	const struct ari_meeting *items; /* by day, then id */
	size_t count;
};

/* All cycles that the register or a tag names. */
ARI_API int ari_history_meetings(struct ari_meetings *out,
				 struct ari_repo *repo,
				 const struct ari_register *reg,
				 struct ari_arena *arena,
				 struct ari_error *err);
ARI_API const struct ari_meeting *ari_meetings_find(
    const struct ari_meetings *meetings, struct ari_str id);

/*
 * The last closed cycle in the history of `to`, other than the cycle `to`
 * itself is; with body, of that body.
 * Errors: ARI_ERR_NOT_FOUND when there is none yet; ARI_ERR_UNCERTAIN when
 * a later closed cycle is not in that history: it was rewritten.
 */
ARI_API int ari_history_last_cycle(struct ari_snapshot *out,
				   struct ari_repo *repo,
				   const struct ari_meetings *meetings,
				   const struct ari_snapshot *to,
				   struct ari_str body, struct ari_arena *arena,
				   struct ari_error *err);

/* -- the past of records -- */

/* Closed cycles that are looked back on: more say nothing new of a record. */
#define ARI_PAST_CYCLES 6

/* What the closed cycles tell of one record. */
struct ari_past {
	uint32_t unchanged; /* the last cycles in which each word stood so */
	uint32_t slips;	    /* times its final date moved to a later day */
};

/*
 * Look back from the loaded plans of a view over the last closed cycles in
 * its history, one a commit. known, which may be NULL, is a view of the last
 * of them, in which what differs from this one is loaded already.
 * Case, space, quotes and dashes are no words.
 * Where git is not certain of a cycle, the look ends before it.
 * Shape: view->versions[i] -> (*out)[i], which is as the plan's records, and
 * NULL where there is no plan.
 * Owns: the result lives in arena.
 * Errors: as reading a repository; ARI_ERR_MEMORY.
 * Cost: a comparison of two trees a cycle; plans whose file differs between
 * two cycles are read, of these the records that differ from the view's.
 */
ARI_API int ari_history_past(struct ari_past ***out, struct ari_repo *repo,
			     const struct ari_view *view,
			     const struct ari_view *known, unsigned threads,
			     struct ari_arena *arena, struct ari_error *err);

/* -- changes -- */

struct ari_changes_request {
	struct ari_snapshot from;
	struct ari_snapshot to;
	struct ari_str plan; /* one plan's id; ptr NULL: all */
	int32_t as_of;	     /* ARI_DAY_MIN: the day of `to` */
	/* Read plans that did not change too, for their exceptions. */
	bool all;
	/* Look back over the closed cycles for what is `stale`. */
	bool stale;
	/*
	 * What is known already, or NULL: a view of `to` that outlives the
	 * changeset, and what differs in its plans, which is loaded in it.
	 * Only where both snapshots have the same register, and not with
	 * `all`.
	 */
	struct ari_view *loaded;
	const struct ari_changes *differing;
	/*
	 * A view of `from` that ari_view_load_after() loaded, or NULL: it is
	 * the earlier side, which the caller keeps, and the later one is
	 * loaded after it; not where a register calls other files plans.
	 * Only with `all`. keep outlives both.
	 */
	struct ari_view *known;
	struct ari_arena *keep;
};

/* The movements between two snapshots, and what they were read from. */
struct ari_changeset {
	struct ari_arena arena;
	struct ari_arena *workers; /* of threads that compared plans */
	unsigned worker_count;
	struct ari_view *before;
	bool before_lent; /* as the request had it */
	struct ari_view *after;
	bool after_lent; /* as the request had it */
	struct ari_movement_dates dates;
	struct ari_plan_change **plans; /* sorted by path */
	size_t count;
	struct ari_files same; /* plans not touched, and not read */
};

/*
 * Compare two snapshots. A plan is known by its id, so a file that was
 * renamed is the same plan. What did not change is not read.
 * Errors: ARI_ERR_INVALID when a version cannot be relied on;
 * ARI_ERR_UNCERTAIN when the cycle `from` is not in the history of `to`;
 * ARI_ERR_USAGE when `from` is later; ARI_ERR_NOT_FOUND for request->plan.
 */
ARI_API int ari_history_changes(struct ari_changeset **out,
				const struct ari_loader *loader,
				struct ari_repo *repo,
				const struct ari_changes_request *request,
				struct ari_error *err);
ARI_API void ari_changeset_free(struct ari_changeset *set);

/* Which records, movements and exceptions are wanted; empty: all. */
struct ari_changes_filter {
	const struct ari_str *bodies;
	size_t body_count;
	const struct ari_str *leads;
	size_t lead_count;
	const struct ari_str *kinds; /* names of movements and exceptions */
	size_t kind_count;
};

/* Keep what the filter wants; in place. */
ARI_API int ari_changeset_filter(struct ari_changeset *set,
				 const struct ari_changes_filter *filter,
				 struct ari_error *err);

/* The day a snapshot stands for: its meeting, else its commit's day. */
ARI_API int32_t ari_history_day(const struct ari_snapshot *at,
				const struct ari_register *reg);

#endif
