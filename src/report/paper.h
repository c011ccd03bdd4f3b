/*
 * Between the files of the paper: its model being built, and its words.
 */
#ifndef ARISING_REPORT_PAPER_H
#define ARISING_REPORT_PAPER_H

#include "internal.h"

#include <arising/paper.h>

/* The bytes of the built-in template. */
struct ari_str ari_report__default_template(void);

/*
 * Fill agreed of every row that is listed, from the closed cycles that the
 * history of the paper holds, the latest first.
 */
int ari_report__agree(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo, struct ari_error *err);

/* Copy a plan's changes without what may not be published. */
int ari_report__publishable(struct ari_plan_change **out,
			    struct ari_paper *paper,
			    const struct ari_plan_change *change,
			    struct ari_error *err);
/* Whether the old side of a change was exempt, and is not told. */
bool ari_report__opened(const struct ari_paper *paper,
			const struct ari_record_change *change);

/* Fill the rows of a plan: which actions, why, in which order. */
int ari_report__rows(struct ari_paper_plan *plan, struct ari_paper *paper,
		     struct ari_error *err);
/* Fill next: what is due in the period after this one. */
int ari_report__next(struct ari_paper *paper, struct ari_error *err);
/* The first movement of a kind, or NULL. */
const struct ari_movement *ari_report__moved(
    const struct ari_record_change *change, enum ari_movement_kind kind);

/* One cell of an action's row, or the text of its item in a list. */
void ari_report__paper_value(struct ari_report *report,
			     const struct ari_paper *paper,
			     const struct ari_paper_row *row,
			     enum ari_paper_column column);
/* A title of the template; of the baseline, with its date. */
void ari_report__column_title(struct ari_report *report,
			      const struct ari_paper *paper,
			      const struct ari_plan *plan,
			      enum ari_paper_column column);
/* The actions of one plan. */
void ari_report__paper_plan(struct ari_report *report,
			    const struct ari_paper *paper,
			    const struct ari_paper_plan *plan, bool tables);
/* One of the sections that go over all plans. */
void ari_report__paper_section(struct ari_report *report,
			       const struct ari_paper *paper,
			       enum ari_paper_section section);
/* What changed, in figures. */
void ari_report__paper_summary(struct ari_report *report,
			       const struct ari_paper *paper);
void ari_report__paragraph(struct ari_report *report, const char *text);
/* Posts of leads, with names where the paper has them. */
void ari_report__paper_leads(struct ari_report *report,
			     const struct ari_paper *paper,
			     const struct ari_record *record);
void ari_report__buf_text(struct ari_report *report, struct ari_buf *buf);

#endif
