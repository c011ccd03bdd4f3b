/*
 * Where things stand at a snapshot: the last committee, what moved since,
 * what is overdue, the next committee. What the bare command says.
 */
#ifndef ARISING_STANDING_H
#define ARISING_STANDING_H

#include <arising/history.h>
#include <arising/report.h>

/* An action that a reader must know of. */
struct ari_standing_item {
	const struct ari_record *record;
	struct ari_days due;
	int32_t days; /* overdue: since due.hi */
	bool newly;   /* overdue, and was not at the last cycle */
};

struct ari_standing_items {
	struct ari_standing_item *items; /* by due.hi, then plan and place */
	size_t count;
};

struct ari_standing {
	struct ari_arena arena;
	const struct ari_register *reg;
	struct ari_snapshot at;
	int32_t day; /* that all is judged on: of the snapshot, no clock */
	/* The last closed cycle; NULL: none is closed yet. */
	const struct ari_meeting *last;
	/* The first after it that is not closed; NULL: none is announced. */
	const struct ari_meeting *next;
	struct ari_changeset *since; /* last; NULL without */
	const struct ari_view *view; /* with all plans */
	size_t actions;
	size_t open; /* actions not completed, withdrawn or superseded */
	struct ari_standing_items overdue;
	struct ari_standing_items not_updated; /* due since last */
	size_t newly;			       /* of overdue */
};

/*
 * Find out where things stand at view->at. Without a closed cycle the plans
 * are loaded into the view.
 * Owns: borrows view, whose register must be readable.
 * Errors: those of ari_history_last_cycle, other than that there is none,
 * and of ari_history_changes.
 */
ARI_API int ari_standing_new(struct ari_standing **out, struct ari_view *view,
			     const struct ari_loader *loader,
			     struct ari_error *err);
ARI_API void ari_standing_free(struct ari_standing *standing);

/* On less than a screen: long lists are cut, with how to see the rest. */
ARI_API void ari_views_standing(struct ari_report *report,
				const struct ari_standing *standing);

#endif
