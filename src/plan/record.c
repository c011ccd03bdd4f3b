/*
 * What can be asked of one record: its milestones, what is overdue, what is
 * due in a period. Derived each time from the dates, stored nowhere.
 */
#include <arising/plan.h>

#include <string.h>

struct ari_str ari_record_wording(const struct ari_record *record)
{
	return record->kind == ARI_RECOMMENDATION ? record->recommendation.text
						  : record->action.text;
}

bool ari_record_exempt(const struct ari_record *record)
{
	return ari_str_is(record->access.text, "exempt") ||
	       (record->plan &&
		ari_str_is(record->plan->access.text, "exempt"));
}

/* -- milestones -- */

static size_t count_milestones(const struct ari_record *record)
{
	if (record->milestones.count)
		return record->milestones.count;
	return record->due.node ? 1 : 0;
}

static struct ari_milestone get_milestone(const struct ari_record *record,
					  size_t i)
{
	if (record->milestones.count)
		return record->milestones.items[i];
	return (struct ari_milestone){.node = record->due.node,
				      .due = record->due,
				      .done = record->done,
				      .met = record->met};
}

size_t ari_record_milestones(struct ari_milestone *out, size_t room,
			     const struct ari_record *record)
{
	size_t count = count_milestones(record);

	for (size_t i = 0; i < count && i < room; i++)
		out[i] = get_milestone(record, i);
	return count;
}

/* The due of milestone i. */
static const struct ari_when *due_of(const struct ari_record *record, size_t i)
{
	return record->milestones.count ? &record->milestones.items[i].due
					: &record->due;
}

/* The milestone that is due last, or count_milestones(). */
static size_t find_final(const struct ari_record *record)
{
	size_t count = count_milestones(record), final = count;

	for (size_t i = 0; i < count; i++) {
		const struct ari_date *due = &due_of(record, i)->date;

		if (due->kind != ARI_DATE_NONE &&
		    (final == count ||
		     due->days.hi >= due_of(record, final)->date.days.hi))
			final = i;
	}
	return final;
}

bool ari_record_final(struct ari_milestone *out,
		      const struct ari_record *record)
{
	size_t final = find_final(record);

	if (final == count_milestones(record))
		return false;
	*out = get_milestone(record, final);
	return true;
}

int32_t ari_record_final_day(const struct ari_record *record)
{
	size_t final = find_final(record);

	return final < count_milestones(record)
		   ? due_of(record, final)->date.days.hi
		   : ARI_DAY_MIN;
}

/* A `done` that is no date hides nothing: it does not close. */
bool ari_milestone_closed(const struct ari_record *record,
			  const struct ari_milestone *milestone)
{
	return ari_status_closed(record->status) ||
	       milestone->done.date.kind != ARI_DATE_NONE;
}

/* -- occurrences of a repeat -- */

/*
 * Count the occurrences, of the first `limit`, whose last day lies before
 * day. The last days grow with k, so halving finds it.
 */
static uint32_t count_before(const struct ari_date *repeat, uint32_t limit,
			     int32_t day)
{
	uint32_t lo = 0, hi = limit;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		struct ari_days days;

		if (ari_date_occurrence(&days, repeat, mid) && days.hi < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/*
 * The first of `limit` occurrences that no point of `met` lies inside.
 * Occurrences do not overlap, so a point can lie in one only: the first
 * that ends no sooner than the point. Cost: |met| x log limit.
 */
static uint32_t find_unmet(const struct ari_date *repeat,
			   const struct ari_whens *met, uint32_t limit)
{
	bool seen[ARI_DATE_OCCURRENCES] = {false};
	uint32_t k;

	for (size_t i = 0; i < met->count; i++) {
		const struct ari_date *date = &met->items[i].date;
		struct ari_days days;

		if (date->kind == ARI_DATE_NONE)
			continue;
		k = count_before(repeat, limit, date->days.hi);
		if (k < limit && ari_date_occurrence(&days, repeat, k) &&
		    days.lo <= date->days.lo)
			seen[k] = true;
	}
	for (k = 0; k < limit; k++)
		if (!seen[k])
			break;
	return k;
}

static bool repeat_overdue(struct ari_days *out,
			   const struct ari_milestone *milestone, int32_t day)
{
	const struct ari_date *repeat = &milestone->due.date;
	uint32_t limit, k;

	limit = count_before(repeat, ARI_DATE_OCCURRENCES, day);
	k = limit ? find_unmet(repeat, &milestone->met, limit) : 0;
	return k < limit && ari_date_occurrence(out, repeat, k);
}

/* -- overdue and due -- */

bool ari_milestone_overdue(struct ari_days *out,
			   const struct ari_record *record,
			   const struct ari_milestone *milestone, int32_t day)
{
	const struct ari_date *due = &milestone->due.date;

	if (due->kind == ARI_DATE_NONE ||
	    ari_milestone_closed(record, milestone))
		return false;
	if (due->kind == ARI_DATE_REPEAT)
		return repeat_overdue(out, milestone, day);
	if (due->days.hi >= day)
		return false;
	*out = due->days;
	return true;
}

bool ari_record_overdue(struct ari_days *out, const struct ari_record *record,
			int32_t day)
{
	size_t count = count_milestones(record);
	bool found = false;

	for (size_t i = 0; i < count; i++) {
		struct ari_milestone milestone = get_milestone(record, i);
		struct ari_days days;

		if (!ari_milestone_overdue(&days, record, &milestone, day))
			continue;
		if (!found || days.hi < out->hi ||
		    (days.hi == out->hi && days.lo < out->lo))
			*out = days;
		found = true;
	}
	return found;
}

static bool is_due_in(const struct ari_date *due, struct ari_days period)
{
	struct ari_days days = due->days;

	if (due->kind == ARI_DATE_NONE)
		return false;
	if (due->kind == ARI_DATE_REPEAT) {
		uint32_t k = count_before(due, ARI_DATE_OCCURRENCES, period.lo);

		if (k == ARI_DATE_OCCURRENCES ||
		    !ari_date_occurrence(&days, due, k))
			return false;
	}
	return days.hi != ARI_DAY_MAX && days.hi >= period.lo &&
	       days.hi <= period.hi;
}

bool ari_record_due_in(const struct ari_record *record, struct ari_days period)
{
	size_t count = count_milestones(record);

	for (size_t i = 0; i < count; i++) {
		struct ari_milestone milestone = get_milestone(record, i);

		if (is_due_in(&milestone.due.date, period))
			return true;
	}
	return false;
}

static void ask_dates(enum ari_dated *dated, struct ari_str text)
{
	if (*dated == ARI_DATED_UNASKED)
		*dated =
		    ari_prose_may_date(text) ? ARI_DATED_MAYBE : ARI_DATED_NO;
}

void ari_plan_ask_dates(struct ari_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct ari_record *record = &plan->records[i];

		ask_dates(&record->update_dated, record->update.text);
		ask_dates(&record->action_dated, record->action.text);
	}
}
