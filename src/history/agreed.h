/*
 * Between the files that find what was first agreed: a record on its way
 * back, and what a version says of it.
 */
#ifndef ARISING_HISTORY_AGREED_H
#define ARISING_HISTORY_AGREED_H

#include "history/internal.h"

/* A milestone at the version that is reached. */
struct ari_agreed__point {
	struct ari_str what;
	struct ari_when due;
	bool absent; /* it was not there */
	bool late;   /* it slipped from the approval to the cycle after it */
};

/* A record; names as they are at the version reached. */
struct ari_agreed__trail {
	struct ari_agreed_record *record;
	struct ari_str plan;
	struct ari_str ref;
	struct ari_str path;
	struct ari_agreed__point *points; /* as record->milestones */
	int32_t final;
	bool agreed; /* the plan is */
	bool ended;  /* it came into being here, or was exempt before */
};

struct ari_agreed__back {
	const struct ari_agreed_request *request;
	const struct ari_loader *loader;
	struct ari_repo *repo;
	struct ari_agreed__trail *trails;
	size_t count;
	struct ari_view *view; /* where many have come to, or NULL */
	struct ari_arena keep; /* of its paths */
	struct ari_arena *arena;
	struct ari_error *err;
};

/* The milestone of a record that a point is about, by number; or -1. */
int ari_agreed__milestone(const struct ari_record *record,
			  const struct ari_agreed__point *point);
bool ari_agreed__is_slip(const struct ari_date *before,
			 const struct ari_date *after);

/* A text that outlives the versions it was read from. */
int ari_agreed__keep(struct ari_str *out, struct ari_agreed__back *back,
		     struct ari_str text);
/* Begin at the snapshot itself, which sees it unless it is open. */
int ari_agreed__begin(struct ari_agreed__trail *trail,
		      struct ari_agreed__back *back,
		      struct ari_agreed_record *record);
/* A closed cycle saw what is reached. */
void ari_agreed__see(struct ari_agreed__trail *trail, struct ari_str cycle);
/* The approval saw the record so; the trail stays where it is. */
int ari_agreed__see_approval(struct ari_agreed__trail *trail,
			     struct ari_agreed__back *back,
			     const struct ari_record *record);
/* Step to the record as an earlier cycle has it. */
int ari_agreed__reach(struct ari_agreed__trail *trail,
		      struct ari_agreed__back *back,
		      const struct ari_record *record);
/* Say how far each milestone went. */
void ari_agreed__measure(const struct ari_agreed__trail *trail);

/* The changes of a plan's later records, by ref. */
int ari_agreed__index(struct ari_index *out, struct ari_agreed__back *back,
		      const struct ari_plan_change *change,
		      struct ari_arena *arena);
/* What the record was on the earlier side; NULL also where it is exempt. */
const struct ari_record *ari_agreed__old(const struct ari_agreed__back *back,
					 const struct ari_plan_change *change,
					 const struct ari_index *index,
					 const struct ari_agreed__trail *trail);

/*
 * Let the records of plans that were approved after `from` and not after
 * `to` see that. set: the changes between the two; it and from are NULL
 * before the first cycle.
 */
int ari_agreed__approvals(struct ari_agreed__back *back,
			  const struct ari_changeset *set,
			  const struct ari_snapshot *from,
			  const struct ari_snapshot *to);

#endif
