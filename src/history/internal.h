/*
 * Between the files of the room that look from cycle to cycle.
 */
#ifndef ARISING_HISTORY_INTERNAL_H
#define ARISING_HISTORY_INTERNAL_H

#include <arising/agreed.h>

/* Add the exception `stale` to what was read of the later side. */
int ari_history__stale(struct ari_changeset *set, struct ari_repo *repo,
		       unsigned threads, struct ari_error *err);

/*
 * Find the closed cycle before newer, in its history and not at the same
 * commit; it and later meetings are taken off the list.
 * Returns 1 when there is none.
 * Errors: ARI_ERR_UNCERTAIN when a shallow clone hides the answer.
 */
int ari_history__older(struct ari_snapshot *out, struct ari_meetings *meetings,
		       struct ari_repo *repo, const struct ari_snapshot *newer,
		       struct ari_arena *arena, struct ari_error *err);

/*
 * What moved in the plans that differ between an earlier snapshot and a view
 * that ari_view_load_after() loaded, which is lent; the earlier side is
 * loaded after it, its paths in keep. No exceptions are looked for, nor
 * whether the one is in the history of the other.
 * Returns 1 where a register calls other files plans.
 */
int ari_history__before(struct ari_changeset **out,
			const struct ari_loader *loader, struct ari_view *after,
			const struct ari_snapshot *from, struct ari_arena *keep,
			struct ari_error *err);

/* A plan that is agreed at a snapshot, and where it became so. */
struct ari_history__approval {
	struct ari_str plan; /* its id and path there */
	struct ari_str path;
	bool found; /* after `from`; else what follows is not set */
	struct ari_snapshot at;
	struct ari_file file;
};

/*
 * Find for each plan the first commit, along first parents between from,
 * which may be NULL, and to, in which it was agreed and had not been before.
 * A version that cannot be read is passed over. now has those plans loaded.
 * Errors: ARI_ERR_UNCERTAIN when the commits were cut off.
 */
int ari_history__approvals(struct ari_history__approval *plans, size_t count,
			   const struct ari_loader *loader,
			   struct ari_repo *repo,
			   const struct ari_snapshot *from,
			   const struct ari_view *now, struct ari_arena *arena,
			   struct ari_error *err);

#endif
