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

/* A file of a rule's example. */
struct ari_catalogue_file {
	const char *path;
	struct ari_str text;
};

#define ARI_CATALOGUE_FILES 4

/* What is told of a rule. */
struct ari_catalogue_rule {
	const struct ari_rule *rule;
	const char *looks_at; /* "a record" */
	bool settable;	      /* the register may set its level */
	int32_t most;	      /* the figure unless the register sets one */
	/* The examples; none where one would be too large to show. */
	struct ari_catalogue_file bad[ARI_CATALOGUE_FILES];
	size_t bad_count;
	struct ari_catalogue_file good;
	struct ari_str printed; /* what `check` prints for the bad one */
};

/* All rules in a table: code, level, what each is for. */
ARI_API void ari_views_rules(struct ari_report *report,
			     const struct ari_catalogue_rule *rules,
			     size_t count);
/* One rule in full, below a heading of that level. */
ARI_API void ari_views_rule(struct ari_report *report,
			    const struct ari_catalogue_rule *rule,
			    unsigned level);
/* The page of all rules: the table, then each in full. */
ARI_API void ari_views_catalogue(struct ari_report *report,
				 const struct ari_catalogue_rule *rules,
				 size_t count);
ARI_API void ari_views_meetings(struct ari_report *report,
				const struct ari_meetings *meetings);

#endif
