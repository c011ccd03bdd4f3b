/*
 * What the views share: values and movements put into words.
 */
#ifndef ARISING_REPORT_INTERNAL_H
#define ARISING_REPORT_INTERNAL_H

#include <arising/views.h>

/* Append a date as it is printed in tables: Oct '21. */
void ari_report__when(struct ari_report *report, const struct ari_when *when);
/* A date in full: 17 December 2021. */
void ari_report__day(struct ari_report *report, int32_t day);
/*
 * A field's value in words: a lead by its post, a body by its code, a list
 * with commas, a mapping as "key: value".
 */
void ari_report__value(struct ari_report *report,
		       const struct ari_register *reg, const char *field,
		       const struct ari_node *node);
/* One movement as the inlines of an item. */
void ari_report__movement(struct ari_report *report,
			  const struct ari_register *reg,
			  const struct ari_movement *movement);
void ari_report__exception(struct ari_report *report,
			   const struct ari_exception *exception);
/* A change of what a plan says, as an item of a list. */
void ari_report__draft_entry(struct ari_report *report,
			     const struct ari_register *reg,
			     const struct ari_draft_entry *entry);
/* Days as the date they are: a day, a month, a year, an interval. */
void ari_report__days(struct ari_report *report, struct ari_days days);
/* The beginning of a text on one line, cut at a word, with an ellipsis. */
struct ari_str ari_report__brief(struct ari_report *report, struct ari_str text,
				 size_t most);
/* Words taken out and put in, with a few words around each. */
void ari_report__words(struct ari_report *report, const struct ari_words *words,
		       size_t count);

/* Counts of one plan, by what is printed of them. */
struct ari_report__tally {
	size_t movements[ARI_MOVE_KINDS];
	size_t exceptions[ARI_EXCEPT_KINDS];
	size_t newly; /* overdue */
};

void ari_report__tally(struct ari_report__tally *tally,
		       const struct ari_plan_change *plan);
/* Append ", 3 slipped" and set *any; nothing for a count of 0. */
void ari_report__count(struct ari_report *report, bool *any, size_t count,
		       const char *name);
/* All kinds of movement but removed, which callers say first. */
void ari_report__count_movements(struct ari_report *report, bool *any,
				 const struct ari_report__tally *tally);

#endif
