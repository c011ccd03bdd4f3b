/*
 * Status against dates: what is completed says when, and no earlier and no
 * later than can be.
 */
#include "rules/internal.h"

static void check_status_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->kind != ARI_ACTION || record->status_text.node ||
	    ari_node_get(record->node, "status"))
		return;
	FIND(pass, ari_rules__name(record), ari_rules__called(record));
}

const struct ari_check ari_rules__status_missing = {
    {"status-missing", ARI_LEVEL_ERROR, "{0} has no status",
     "add status: and one of not-started, in-progress, paused, completed, "
     "withdrawn, superseded",
     "Every action says how it stands."},
    ARI_CHECK_RECORD,
    check_status_missing,
    0,
};

static bool is_completed(const struct ari_record *record)
{
	return record->kind == ARI_ACTION &&
	       record->status == ARI_STATUS_COMPLETED;
}

static void check_done_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (is_completed(record) && !ari_node_get(record->node, "done"))
		FIND(pass, ari_node_span(record->status_text.node),
		     ari_rules__called(record));
}

const struct ari_check ari_rules__done_missing = {
    {"done-missing", ARI_LEVEL_ERROR, "{0} is completed, but nothing says when",
     "add done: with the day or month, as in done: 2021-11",
     "A completed action says when it was done, so that late can be told "
     "from in time."},
    ARI_CHECK_RECORD,
    check_done_missing,
    0,
};

static void check_done_stray(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (!record->done.node || is_completed(record) ||
	    record->status == ARI_STATUS_NONE ||
	    record->status == ARI_STATUS_SUPERSEDED)
		return;
	FIND(pass, ari_node_span(record->done.node), ari_rules__called(record),
	     ari_str_from(ari_status_name(record->status)));
}

const struct ari_check ari_rules__done_stray = {
    {"done-stray", ARI_LEVEL_WARNING,
     "this says when {0} was done, but its status is {1}",
     "write status: completed, or take `done` out",
     "Only what is completed has a date on which it was done."},
    ARI_CHECK_RECORD,
    check_done_stray,
    0,
};

/* -- too late and too early -- */

static void find_future(struct ari_rules__pass *pass,
			const struct ari_when *when)
{
	int32_t day = pass->rules->dates.day;

	if (day == ARI_DAY_MIN || when->date.kind == ARI_DATE_NONE ||
	    when->date.days.lo <= day)
		return;
	FIND(pass, ari_node_span(when->node),
	     ari_rules__date(pass, &when->date), ari_rules__day(pass, day));
}

static void check_done_in_future(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	find_future(pass, &record->done);
	for (size_t i = 0; i < record->met.count; i++)
		find_future(pass, &record->met.items[i]);
	for (size_t i = 0; i < record->milestones.count; i++) {
		const struct ari_milestone *m = &record->milestones.items[i];

		find_future(pass, &m->done);
		for (size_t j = 0; j < m->met.count; j++)
			find_future(pass, &m->met.items[j]);
	}
	find_future(pass, &record->verified.on);
	find_future(pass, &record->implemented.on);
}

const struct ari_check ari_rules__done_in_future = {
    {"done-in-future", ARI_LEVEL_ERROR,
     "something is said to be done in {0}, which comes after {1}, the day of "
     "this version",
     "write the date on which it happened; what is still to come is a due "
     "date",
     "Nothing was done on a day that has not come."},
    ARI_CHECK_RECORD,
    check_done_in_future,
    0,
};

/*
 * The day from which work on the plan can have been: the review that it
 * answers, else its baseline. ARI_DAY_MIN: not known.
 */
static int32_t plan_begins(const struct ari_plan *plan)
{
	if (plan->source.onsite.date.kind != ARI_DATE_NONE)
		return plan->source.onsite.date.days.lo;
	if (plan->baseline_as_of.date.kind != ARI_DATE_NONE)
		return plan->baseline_as_of.date.days.lo;
	return ARI_DAY_MIN;
}

static void find_early(struct ari_rules__pass *pass,
		       const struct ari_when *done, const struct ari_when *due)
{
	int32_t begins = plan_begins(pass->plan);

	if (done->date.kind == ARI_DATE_NONE)
		return;
	if (done->date.days.hi < begins)
		FIND(pass, ari_node_span(done->node),
		     ari_rules__date(pass, &done->date),
		     ari_rules__say(pass, "the plan goes back to %s",
				    ari_rules__day(pass, begins).ptr));
	else if (due->date.kind == ARI_DATE_INTERVAL &&
		 done->date.days.hi < due->date.days.lo)
		FIND(pass, ari_node_span(done->node),
		     ari_rules__date(pass, &done->date),
		     ari_rules__say(
			 pass, "the work was to begin on %s",
			 ari_rules__day(pass, due->date.days.lo).ptr));
}

static void check_done_too_early(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	find_early(pass, &record->done, &record->due);
	for (size_t i = 0; i < record->milestones.count; i++)
		find_early(pass, &record->milestones.items[i].done,
			   &record->milestones.items[i].due);
}

const struct ari_check ari_rules__done_too_early = {
    {"done-too-early", ARI_LEVEL_WARNING,
     "done in {0} is earlier than can be: {1}",
     "look at the year; if it was done before, say so in the update and "
     "leave the action out of the plan, or correct the other date",
     "Nothing was done before the review that asked for it, or before work "
     "was to begin."},
    ARI_CHECK_RECORD,
    check_done_too_early,
    0,
};

/* -- repeats -- */

static bool meets_occurrence(const struct ari_date *repeat,
			     const struct ari_days *met)
{
	struct ari_days days;

	for (uint32_t k = 0; ari_date_occurrence(&days, repeat, k); k++) {
		if (days.lo > met->hi)
			return false;
		if (days.hi >= met->lo)
			return true;
	}
	return false;
}

static void find_unexpected(struct ari_rules__pass *pass,
			    const struct ari_whens *met,
			    const struct ari_when *due)
{
	for (size_t i = 0; i < met->count; i++) {
		const struct ari_when *one = &met->items[i];

		if (one->date.kind == ARI_DATE_NONE || !due->node ||
		    due->fault != ARI_DATE_OK)
			continue;
		if (due->date.kind != ARI_DATE_REPEAT)
			FIND(pass, ari_node_span(one->node),
			     ari_rules__date(pass, &one->date),
			     ARI_STR("the due date does not repeat"));
		else if (!meets_occurrence(&due->date, &one->date.days))
			FIND(pass, ari_node_span(one->node),
			     ari_rules__date(pass, &one->date),
			     ari_rules__say(pass, "%.*s is not due then",
					    (int)due->text.len, due->text.ptr));
	}
}

static void check_met_unexpected(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	find_unexpected(pass, &record->met, &record->due);
	for (size_t i = 0; i < record->milestones.count; i++)
		find_unexpected(pass, &record->milestones.items[i].met,
				&record->milestones.items[i].due);
}

const struct ari_check ari_rules__met_unexpected = {
    {"met-unexpected", ARI_LEVEL_WARNING, "{0} stands under `met`, but {1}",
     "write under `met` the occurrences of a repeating due date; for a single "
     "date write done:",
     "What was met is an occurrence of a due date that repeats."},
    ARI_CHECK_RECORD,
    check_met_unexpected,
    0,
};

static void check_evidence_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (is_completed(record) && !record->evidence.count &&
	    !record->verified.evidence.count)
		FIND(pass, ari_node_span(record->status_text.node),
		     ari_rules__called(record));
}

const struct ari_check ari_rules__evidence_missing = {
    {"evidence-missing", ARI_LEVEL_WARNING,
     "{0} is completed, but nothing shows it",
     "add evidence: with a link to the minute, report or page that shows it",
     "What is completed can be shown to be."},
    ARI_CHECK_RECORD,
    check_evidence_missing,
    0,
};
