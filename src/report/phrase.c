/*
 * Movements and exceptions as sentences: what happened first, as a badge,
 * then from what to what, then why.
 */
#include "internal.h"

#include <string.h>

/* Words shown on either side of a change, for a reader to find the place. */
#define CONTEXT_WORDS 4
/* Bytes of an update that are shown: the record has it whole. */
#define UPDATE_BYTES 400
/* Bytes of a reason, likewise. */
#define REASON_BYTES 300

static enum ari_tone tone_of(enum ari_movement_kind kind)
{
	switch (kind) {
	case ARI_MOVE_REMOVED:
	case ARI_MOVE_SLIPPED:
	case ARI_MOVE_REGRESSED:
	case ARI_MOVE_REOPENED:
	case ARI_MOVE_PAUSED:
	case ARI_MOVE_WITHDRAWN:
	case ARI_MOVE_DATE_REMOVED:
		return ARI_TONE_BAD;
	case ARI_MOVE_COMPLETED:
	case ARI_MOVE_STARTED:
	case ARI_MOVE_RESUMED:
	case ARI_MOVE_BROUGHT_FORWARD:
	case ARI_MOVE_MILESTONE_MET:
	case ARI_MOVE_VERIFIED:
		return ARI_TONE_GOOD;
	default:
		return ARI_TONE_PLAIN;
	}
}

/* Where the nth space-separated word begins, counted from the front. */
static size_t head_end(struct ari_str text, size_t words)
{
	size_t at = 0;

	while (words && at < text.len) {
		while (at < text.len && text.ptr[at] == ' ')
			at++;
		while (at < text.len && text.ptr[at] != ' ')
			at++;
		words--;
	}
	return at;
}

static size_t tail_start(struct ari_str text, size_t words)
{
	size_t at = text.len;

	while (words && at) {
		while (at && text.ptr[at - 1] == ' ')
			at--;
		while (at && text.ptr[at - 1] != ' ')
			at--;
		words--;
	}
	return at;
}

/* Kept words: only those beside a change. */
static void put_context(struct ari_report *report, struct ari_str text,
			bool first, bool last)
{
	struct ari_str line = ari_report__brief(report, text, SIZE_MAX);
	size_t head = first ? 0 : head_end(line, CONTEXT_WORDS);
	size_t tail = last ? line.len : tail_start(line, CONTEXT_WORDS);

	if (head >= tail) {
		ari_report_text(report, line);
		return;
	}
	ari_report_text(report, (struct ari_str){line.ptr, head});
	ari_report_puts(report, head ? " … " : "… ");
	ari_report_text(report,
			(struct ari_str){line.ptr + tail, line.len - tail});
}

void ari_report__words(struct ari_report *report, const struct ari_words *words,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct ari_words *run = &words[i];

		if (i)
			ari_report_puts(report, " ");
		if (run->kept)
			put_context(report, run->text, !i, i + 1 == count);
		else
			ari_report_inline(
			    report,
			    run->removed ? ARI_REPORT_DELETED
					 : ARI_REPORT_INSERTED,
			    ari_report__brief(report, run->text, SIZE_MAX));
	}
}

static void put_refs(struct ari_report *report, const struct ari_movement *m,
		     const char *before)
{
	ari_report_puts(report, before);
	for (size_t i = 0; i < m->ref_count; i++) {
		if (i)
			ari_report_puts(report,
					i + 1 == m->ref_count ? " and " : ", ");
		ari_report_text(report, m->refs[i]);
	}
}

static void put_was_now(struct ari_report *report,
			const struct ari_register *reg, const char *field,
			const struct ari_movement *m)
{
	if (!m->before && !m->after)
		return;
	if (m->before) {
		ari_report_puts(report, ": was ");
		ari_report__value(report, reg, field, m->before);
		ari_report_puts(report, m->after ? "; now " : "; now nothing");
	} else {
		ari_report_puts(report, ": ");
	}
	if (m->after)
		ari_report__value(report, reg, field, m->after);
}

static void put_milestone(struct ari_report *report,
			  const struct ari_movement *m)
{
	if (!m->milestone.len)
		return;
	ari_report_puts(report, " (");
	ari_report_text(report, ari_report__brief(report, m->milestone, 60));
	ari_report_puts(report, ")");
}

static const char *plural(int32_t count)
{
	return count == 1 ? "" : "s";
}

static void put_reason(struct ari_report *report, const struct ari_movement *m)
{
	const struct ari_record *record = m->new;
	const struct ari_value *old = m->old ? &m->old->reason : NULL;

	if (!record || !record->reason.node)
		return;
	if (old && ari_str_eq(old->text, record->reason.text))
		return;
	ari_report_puts(report, ". Reason: ");
	ari_report_text(report, ari_report__brief(report, record->reason.text,
						  REASON_BYTES));
}

static void say_dates(struct ari_report *report, const struct ari_register *reg,
		      const struct ari_movement *m)
{
	put_milestone(report, m);
	if (m->has_days && m->days)
		ari_report_printf(report, " by %d day%s",
				  m->days < 0 ? -m->days : m->days,
				  plural(m->days < 0 ? -m->days : m->days));
	put_was_now(report, reg, "due", m);
	put_reason(report, m);
}

static void say_completed(struct ari_report *report,
			  const struct ari_register *reg,
			  const struct ari_movement *m)
{
	(void)reg;
	if (m->old && m->old->status)
		ari_report_printf(report, ": was %s",
				  ari_status_title(m->old->status));
	if (m->new && m->new->done.node) {
		ari_report_puts(report, m->old && m->old->status ? "; done "
								 : ": done ");
		ari_report__when(report, &m->new->done);
	}
	if (!m->has_days)
		return;
	if (m->days > 0)
		ari_report_printf(report, ", late by %d day%s", m->days,
				  plural(m->days));
	else
		ari_report_puts(report, ", in time");
}

static void say_added(struct ari_report *report, const struct ari_register *reg,
		      const struct ari_movement *m)
{
	const struct ari_record *record = m->new;
	struct ari_milestone due[1];

	(void)reg;
	if (!record || record->kind != ARI_ACTION)
		return;
	ari_report_printf(report, ": %s", ari_status_title(record->status));
	if (ari_record_milestones(due, 1, record) && due[0].due.node) {
		ari_report_puts(report, ", due ");
		ari_report__when(report, &due[0].due);
	}
}

static void say_removed(struct ari_report *report,
			const struct ari_register *reg,
			const struct ari_movement *m)
{
	(void)reg;
	if (m->old && ari_status_closed(m->old->status))
		ari_report_printf(report, ": it left the file; it was %s",
				  ari_status_title(m->old->status));
	else
		ari_report_puts(report, ": it left the file without being "
					"withdrawn or superseded");
}

static void say_words(struct ari_report *report, const struct ari_register *reg,
		      const struct ari_movement *m)
{
	if (!m->word_count) {
		put_was_now(report, reg, m->field, m);
		return;
	}
	ari_report_puts(report, ": ");
	ari_report__words(report, m->words, m->word_count);
}

static void say_updated(struct ari_report *report,
			const struct ari_register *reg,
			const struct ari_movement *m)
{
	const struct ari_field *field = ari_plan_field(ari_str_from(m->field));

	if (strcmp(m->field, "update")) {
		ari_report_printf(report, " (%s)",
				  field ? field->title : m->field);
		put_was_now(report, reg, m->field, m);
	} else if (m->after) {
		ari_report_puts(report, ": ");
		ari_report_text(
		    report,
		    ari_report__brief(report, ari_node_text(m->after), 400));
	} else {
		ari_report_puts(report, ": the update was taken out");
	}
}

static void say_refs(struct ari_report *report, const struct ari_register *reg,
		     const struct ari_movement *m)
{
	(void)reg;
	switch (m->kind) {
	case ARI_MOVE_RENUMBERED:
		put_refs(report, m, ": was ");
		break;
	case ARI_MOVE_MERGED:
		put_refs(report, m, " from ");
		break;
	default:
		ari_report_puts(report, " from ");
		ari_report_text(report, m->old ? m->old->ref.text
					       : (struct ari_str){"", 0});
		if (m->ref_count)
			put_refs(report, m, " into ");
	}
}

static void say_field(struct ari_report *report, const struct ari_register *reg,
		      const struct ari_movement *m)
{
	const struct ari_field *field = ari_plan_field(ari_str_from(m->field));

	if (m->key.len) {
		ari_report_puts(report, " ");
		ari_report_text(report, m->key);
	} else if (field && m->kind != ARI_MOVE_REASSIGNED &&
		   m->kind != ARI_MOVE_BODY_CHANGED) {
		ari_report_printf(report, " (%s)", field->title);
	}
	put_was_now(report, reg, m->field, m);
}

/* An action that points elsewhere for the first time is followed there. */
static void say_coverage(struct ari_report *report,
			 const struct ari_register *reg,
			 const struct ari_movement *m)
{
	if (strcmp(m->field, "see") || m->before || !m->after) {
		say_field(report, reg, m);
		return;
	}
	ari_report_puts(report, ": redirected to ");
	ari_report__value(report, reg, m->field, m->after);
}

static void say_status(struct ari_report *report,
		       const struct ari_register *reg,
		       const struct ari_movement *m)
{
	if (m->old && m->old->status)
		ari_report_printf(report, ": was %s",
				  ari_status_title(m->old->status));
	if (m->kind == ARI_MOVE_SUPERSEDED && m->new &&
	    m->new->superseded_by.node) {
		ari_report_puts(report, "; now ");
		ari_report__value(report, reg, "superseded_by",
				  m->new->superseded_by.node);
	}
	if (m->kind != ARI_MOVE_STARTED)
		put_reason(report, m);
}

typedef void say_fn(struct ari_report *report, const struct ari_register *reg,
		    const struct ari_movement *m);

static say_fn *const sayings[ARI_MOVE_KINDS] = {
    [ARI_MOVE_REMOVED] = say_removed,
    [ARI_MOVE_ADDED] = say_added,
    [ARI_MOVE_RENUMBERED] = say_refs,
    [ARI_MOVE_SPLIT] = say_refs,
    [ARI_MOVE_MERGED] = say_refs,
    [ARI_MOVE_STARTED] = say_status,
    [ARI_MOVE_COMPLETED] = say_completed,
    [ARI_MOVE_PAUSED] = say_status,
    [ARI_MOVE_RESUMED] = say_status,
    [ARI_MOVE_REGRESSED] = say_status,
    [ARI_MOVE_REOPENED] = say_status,
    [ARI_MOVE_WITHDRAWN] = say_status,
    [ARI_MOVE_SUPERSEDED] = say_status,
    [ARI_MOVE_SLIPPED] = say_dates,
    [ARI_MOVE_BROUGHT_FORWARD] = say_dates,
    [ARI_MOVE_REFINED] = say_dates,
    [ARI_MOVE_WIDENED] = say_dates,
    [ARI_MOVE_DATE_ADDED] = say_dates,
    [ARI_MOVE_DATE_REMOVED] = say_dates,
    [ARI_MOVE_MILESTONE_MET] = say_dates,
    [ARI_MOVE_REWORDED] = say_words,
    [ARI_MOVE_RESCOPED] = say_words,
    [ARI_MOVE_REBASELINED] = say_words,
    [ARI_MOVE_NARRATIVE_CHANGED] = say_words,
    [ARI_MOVE_RECOMMENDATION_CHANGED] = say_words,
    [ARI_MOVE_COVERAGE_CHANGED] = say_coverage,
    [ARI_MOVE_UPDATED] = say_updated,
};

void ari_report__movement(struct ari_report *report,
			  const struct ari_register *reg,
			  const struct ari_movement *m)
{
	say_fn *say = sayings[m->kind];

	ari_report_badge(report, tone_of(m->kind), ari_movement_title(m->kind));
	if (say)
		say(report, reg, m);
	else
		say_field(report, reg, m);
}

void ari_report__days(struct ari_report *report, struct ari_days days)
{
	struct ari_when when = {
	    .date = {.kind = ARI_DATE_INTERVAL, .days = days}};
	int32_t year;
	unsigned month, day;

	ari_day_split(&year, &month, &day, days.lo);
	if (days.lo == days.hi)
		when.date.kind = ARI_DATE_DAY;
	else if (day == 1 &&
		 days.hi + 1 == ari_day_step(days.lo, 1, ARI_UNIT_MONTH))
		when.date.kind = ARI_DATE_MONTH;
	else if (day == 1 && month == 1 &&
		 days.hi + 1 == ari_day_step(days.lo, 1, ARI_UNIT_YEAR))
		when.date.kind = ARI_DATE_YEAR;
	ari_report__when(report, &when);
}

void ari_report__exception(struct ari_report *report,
			   const struct ari_exception *e)
{
	ari_report_badge(report,
			 e->kind == ARI_EXCEPT_OVERDUE ? ARI_TONE_BAD
						       : ARI_TONE_WARN,
			 ari_exception_title(e->kind));
	switch (e->kind) {
	case ARI_EXCEPT_OVERDUE:
		ari_report_puts(report, ": due ");
		ari_report__days(report, e->due);
		ari_report_printf(report, ", %d day%s ago, %s", e->days,
				  plural(e->days),
				  e->newly ? "newly" : "still");
		break;
	case ARI_EXCEPT_DUE_NOT_UPDATED:
		ari_report_puts(report, ": due ");
		ari_report__days(report, e->due);
		break;
	case ARI_EXCEPT_STALE:
		ari_report_printf(report, ": no word changed for %u cycles",
				  e->cycles);
		break;
	case ARI_EXCEPT_DATE_IN_PROSE:
		ari_report_puts(report, ": its update names ");
		ari_report__days(report, e->prose);
		ari_report_puts(report, ", its due date is ");
		ari_report__days(report, e->due);
		break;
	default:
		break;
	}
}
