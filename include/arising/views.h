/*
 * Views: what a reader asks, answered as a report tree. Each is drawn by
 * any renderer, so that no format can say more or less than another.
 */
#ifndef ARISING_VIEWS_H
#define ARISING_VIEWS_H

#include <arising/history.h>
#include <arising/report.h>

/* What moved, plan by plan, the gravest first. */
ARI_API void ari_views_changes(struct ari_report *report,
			       const struct ari_changeset *set);

/* One change of a plan's text, as a committee is told of it. */
struct ari_draft_entry {
	struct ari_str recommendation; /* its ref; ptr NULL: none */
	const char *what;	       /* addition, update or removal */
	const struct ari_record_change *change;
};

/*
 * The changes of what a plan says, whatever its actions' progress: by
 * recommendation in natural order, then as they stand in the file. An
 * action for two recommendations stands under each.
 */
ARI_API int ari_views_draft_entries(const struct ari_draft_entry **out,
				    size_t *count,
				    const struct ari_plan_change *plan,
				    struct ari_arena *arena,
				    struct ari_error *err);
ARI_API void ari_views_drafting(struct ari_report *report,
				const struct ari_changeset *set);

/* A record of a plan, chosen for a list. */
struct ari_listed {
	const struct ari_record *record;
	bool overdue;
	struct ari_days due; /* the overdue one, else the next to come */
	bool has_due;
};

ARI_API void ari_views_list(struct ari_report *report,
			    const struct ari_listed *items, size_t count,
			    const struct ari_register *reg);
/* One record, field by field; names says whether holders are named. */
ARI_API void ari_views_record(struct ari_report *report,
			      const struct ari_record *record,
			      const struct ari_register *reg, bool names,
			      int32_t day);
ARI_API void ari_views_meetings(struct ari_report *report,
				const struct ari_meetings *meetings);

#endif
