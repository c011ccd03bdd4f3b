/*
 * The check of a snapshot from end to end: register, schema, rules, links
 * between plans, and what changed since an earlier snapshot. `arising check`
 * and every hook ask here, so that they never disagree.
 */
#ifndef ARISING_CHECK_H
#define ARISING_CHECK_H

#include <arising/history.h>
#include <arising/rules.h>

struct ari_check_request {
	struct ari_snapshot at;
	/*
	 * What changes are judged against; NULL: the last closed cycle in
	 * the history of `at`, and none where there is none yet.
	 */
	const struct ari_snapshot *against;
	/* Judge no change: in a merge each side's were judged before. */
	bool no_changes;
	/* Leave what a reason settles to who will see the message. */
	bool no_reasons;
	/*
	 * Read only plans that differ from this snapshot, and of the others
	 * those that these name; NULL: all plans. When the register differs,
	 * or cannot be read, all plans are read all the same.
	 *
	 * What such a check cannot see, and one of everything does: a record
	 * of an unchanged plan that names one which has just left; loads of
	 * months and leads, which are sums over all plans; what was wrong
	 * before in plans and the register that did not change.
	 */
	const struct ari_snapshot *since;
	int32_t as_of; /* ARI_DAY_MIN: the cycle's meeting, else the commit */
	/* Report these files and folders only; none: all that was read. */
	const struct ari_str *paths;
	size_t path_count;
	unsigned threads; /* at most; 0: as many as there are processors */
};

/*
 * What was read and what was found; findings are in files[i]->diags. Where
 * there is nothing to compare with, no plan is held after it was judged:
 * the versions are abridged.
 */
struct ari_check_result {
	struct ari_arena arena;
	/* One a worker: what is kept of plans that were judged. */
	struct ari_arena kept[ARI_PARALLEL_MOST];
	struct ari_loader loader;
	struct ari_view *view;
	struct ari_rules *rules;
	struct ari_changeset *changes; /* NULL: none were judged */
	struct ari_version **linked;   /* read for what names them only */
	size_t linked_count;
	struct ari_version **files; /* the register, then plans by path */
	size_t count;
	size_t errors;
	size_t warnings;
};

/*
 * Check a snapshot. A finding that a new reason would settle is not one
 * where a commit of `against`..`at` that moved the record gives the reason
 * in its message: see ari_check_reason().
 * Errors: ARI_ERR_NOT_FOUND when there is no register, or no file of
 * request->paths; ARI_ERR_INVALID for a plan that is no ordinary file; as
 * reading a repository. Nothing is wrong with the plan then that can be
 * said in a finding.
 * Cost: with `since`, the plans that changed and two listings; else all.
 */
ARI_API int ari_check_run(struct ari_check_result **out, struct ari_repo *repo,
			  const struct ari_check_request *request,
			  struct ari_error *err);
ARI_API void ari_check_free(struct ari_check_result *result);
/* Forget the warnings, and those in result->warnings stay counted. */
ARI_API void ari_check_only_errors(struct ari_check_result *result);

/*
 * The reason that a commit message gives for what it moves: the text behind
 * `Reason:` at the beginning of a line of its last paragraph, or the line
 * in which git says what a revert takes back; ptr NULL when there is none.
 */
ARI_API struct ari_str ari_check_reason(struct ari_str message);
/* Whether a finding of that code is settled by a new reason. */
ARI_API bool ari_check_explainable(struct ari_str code);

#endif
