/*
 * Dates as they stand: readable, there where one is needed, not open, and
 * no more than one answer to the question when. The logic between status
 * and dates is in done.c.
 */
#include "rules/internal.h"

/* -- form -- */

void ari_rules__form(struct ari_rules__pass *pass, const struct ari_when *when)
{
	struct ari_buf message, help;
	struct ari_str args[2];

	if (!when->node || when->fault == ARI_DATE_OK)
		return;
	ari_buf_init(&message, pass->version->arena.alloc);
	ari_buf_init(&help, pass->version->arena.alloc);
	ari_date_explain(&message, &help, when->text, when->fault);
	if (message.failed || help.failed)
		pass->failed = true;
	args[0] = message.len ? ari_buf_view(&message) : ARI_STR("");
	args[1] = help.len ? ari_buf_view(&help) : ARI_STR("");
	ari_rules__instead(pass, ari_node_span(when->node),
			   ari_node_span(when->node), NULL, args, 2);
	ari_buf_release(&message);
	ari_buf_release(&help);
}

static void each_when(struct ari_rules__pass *pass,
		      const struct ari_whens *whens)
{
	for (size_t i = 0; i < whens->count; i++)
		ari_rules__form(pass, &whens->items[i]);
}

static void each_milestone(struct ari_rules__pass *pass,
			   const struct ari_milestones *milestones)
{
	for (size_t i = 0; i < milestones->count; i++) {
		ari_rules__form(pass, &milestones->items[i].due);
		ari_rules__form(pass, &milestones->items[i].done);
		each_when(pass, &milestones->items[i].met);
	}
}

/* All dates of the record; the order of the file comes with sorting. */
static void check_record_form(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	ari_rules__form(pass, &record->due);
	ari_rules__form(pass, &record->done);
	ari_rules__form(pass, &record->decision.on);
	ari_rules__form(pass, &record->verified.on);
	ari_rules__form(pass, &record->implemented.on);
	each_when(pass, &record->met);
	each_milestone(pass, &record->milestones);
	for (size_t i = 0; i < record->accepted.count; i++)
		ari_rules__form(pass, &record->accepted.items[i].until);
}

static void check_date_form(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;

	ari_rules__form(pass, &plan->baseline_as_of);
	ari_rules__form(pass, &plan->source.onsite);
	ari_rules__form(pass, &plan->source.published);
	for (size_t i = 0; i < plan->approval_count; i++)
		ari_rules__form(pass, &plan->approvals[i].on);
	for (size_t i = 0; i < plan->deadline_count; i++) {
		ari_rules__form(pass, &plan->deadlines[i].due);
		ari_rules__form(pass, &plan->deadlines[i].done);
	}
	for (size_t i = 0; i < plan->count; i++) {
		pass->record = &plan->records[i];
		check_record_form(pass);
	}
}

const struct ari_check ari_rules__date_form = {
    {"date-form", ARI_LEVEL_ERROR, "{0}", "{1}",
     "A date is a day, a month, a year, an interval or a repeat, so that it "
     "can be told when it has passed."},
    ARI_CHECK_PLAN,
    check_date_form,
    0,
};

/* -- one answer, and one at all -- */

static void check_due_and_milestones(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	struct ari_span span = ari_rules__span(record->due.node);
	struct ari_str called = ari_rules__called(record);

	if (record->due.node && record->milestones.count)
		ari_rules__instead(pass, span, span, "milestones", &called, 1);
}

const struct ari_check ari_rules__due_and_milestones = {
    {"due-and-milestones", ARI_LEVEL_ERROR,
     "{0} has both a due date and milestones, and they may disagree",
     "take `due` out, or make it one more milestone: {what: …, due: …}",
     "An action is due at one date or by several milestones, not both."},
    ARI_CHECK_RECORD,
    check_due_and_milestones,
    0,
};

static bool is_closed(const struct ari_record *record)
{
	return record->kind != ARI_ACTION || ari_status_closed(record->status);
}

static void check_due_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	/* A value of the wrong shape is there, and the schema's to judge. */
	if (is_closed(record) || record->due.node || record->milestones.count ||
	    ari_node_get(record->node, "due") ||
	    ari_node_get(record->node, "milestones"))
		return;
	FIND(pass, ari_rules__name(record), ari_rules__called(record));
}

const struct ari_check ari_rules__due_missing = {
    {"due-missing", ARI_LEVEL_ERROR,
     "{0} is still to be done, and nothing says by when",
     "add due: with a day, a month or an interval, as in due: 2022-03; for "
     "several dates write milestones:",
     "Every action that is not closed has a date."},
    ARI_CHECK_RECORD,
    check_due_missing,
    0,
};

/* -- open ends -- */

static bool is_open_ended(const struct ari_when *due)
{
	return due->date.kind == ARI_DATE_INTERVAL &&
	       due->date.days.hi == ARI_DAY_MAX;
}

static bool is_endless(const struct ari_when *due)
{
	return is_open_ended(due) || (due->date.kind == ARI_DATE_REPEAT &&
				      due->date.days.hi == ARI_DAY_MAX);
}

/* The first due of the record that is so, or NULL. */
static const struct ari_node *find_due(const struct ari_record *record,
				       bool (*is)(const struct ari_when *due))
{
	if (is(&record->due))
		return record->due.node;
	for (size_t i = 0; i < record->milestones.count; i++)
		if (is(&record->milestones.items[i].due))
			return record->milestones.items[i].due.node;
	return NULL;
}

static void check_open_ended_date(struct ari_rules__pass *pass)
{
	const struct ari_node *node = find_due(pass->record, is_open_ended);

	if (node && !is_closed(pass->record))
		FIND(pass, ari_node_span(node), ari_node_text(node));
}

const struct ari_check ari_rules__open_ended_date = {
    {"open-ended-date", ARI_LEVEL_WARNING,
     "{0} has no end, so the action can never be late",
     "write the day or month by which it is looked at again; for work that "
     "comes back write a repeat, as in due: R/2021-09/P3M",
     "A date has an end, so that an action cannot go on for ever unseen."},
    ARI_CHECK_RECORD,
    check_open_ended_date,
    0,
};

static void check_completed_open_ended(struct ari_rules__pass *pass)
{
	const struct ari_node *node = find_due(pass->record, is_endless);

	if (node && pass->record->status == ARI_STATUS_COMPLETED)
		FIND(pass, ari_node_span(node), ari_rules__called(pass->record),
		     ari_node_text(node));
}

const struct ari_check ari_rules__completed_open_ended = {
    {"completed-open-ended", ARI_LEVEL_ERROR,
     "{0} is completed, but {1} says that it goes on without end",
     "write the date by which it was due; if it does go on, its status is "
     "in-progress",
     "What is completed was due by some date: \"ongoing\" is no timescale."},
    ARI_CHECK_RECORD,
    check_completed_open_ended,
    0,
};
