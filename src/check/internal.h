/*
 * Between the files of the check room.
 */
#ifndef ARISING_CHECK_INTERNAL_H
#define ARISING_CHECK_INTERNAL_H

#include <arising/check.h>

/* Plans that one partial check follows links to: each is read whole. */
#define ARI_CHECK__LINKS 1000

/* A check that runs. */
struct ari_check__work {
	struct ari_check_result *result;
	struct ari_repo *repo;
	const struct ari_check_request *request;
	struct ari_changes changed; /* with request->since; else empty */
	bool partial;
	/* What changes are judged against; without: none are. */
	bool compares;
	struct ari_snapshot from;
	struct ari_error *err;
};

/* Take findings out for which drop says true; the counts follow. */
void ari_check__drop(struct ari_version *version,
		     bool (*drop)(void *ctx, const struct ari_diag *diag),
		     void *ctx);

/*
 * Make the rules for the register of the view, find what it is compared
 * with, and have the loader run the rules on each plan that it reads from
 * here on.
 */
int ari_check__start_rules(struct ari_check__work *work);
/*
 * Read the plans of work->changed into the view.
 * Returns 1 when a check of all plans is needed instead.
 */
int ari_check__read_changed(struct ari_check__work *work);
/* Read the unchanged plans that the changed ones name. */
int ari_check__read_linked(struct ari_check__work *work);

/* Take out what commits from from to the checked snapshot explain. */
int ari_check__explained(struct ari_check__work *work,
			 const struct ari_snapshot *from);

#endif
