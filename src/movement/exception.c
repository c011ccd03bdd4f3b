/*
 * What a reader of the later version must know though nothing moved: what
 * is overdue, due and not updated, later in the text than in the date, or
 * simply unchanged. Called when the movements of a record are known.
 */
#include "movement/internal.h"

#include <string.h>

/* At most one of each kind. */
struct found {
	struct ari_exception items[ARI_EXCEPT_KINDS];
	size_t count;
};

static struct ari_exception *add(struct found *found,
				 enum ari_exception_kind kind,
				 const struct ari_record *record)
{
	struct ari_exception *item = &found->items[found->count++];

	*item = (struct ari_exception){.kind = kind, .record = record};
	return item;
}

static void find_overdue(struct found *found,
			 const struct ari_record_change *change,
			 const struct ari_movement_dates *dates)
{
	struct ari_exception *item;
	struct ari_days due, before;

	if (!ari_record_overdue(&due, change->new, dates->to))
		return;
	item = add(found, ARI_EXCEPT_OVERDUE, change->new);
	item->due = due;
	item->days = dates->to - due.hi;
	item->newly = !change->old ||
		      !ari_record_overdue(&before, change->old, dates->from);
}

/* -- due, not updated -- */

/* Whether a movement reports on the action: its word, status or proof. */
static bool is_report(const struct ari_movement *movement)
{
	static const char *const fields[] = {"update", "status",   "done",
					     "met",    "evidence", "verified"};

	if (movement->kind == ARI_MOVE_EDITORIAL)
		return false;
	if (movement->kind == ARI_MOVE_MILESTONE_MET)
		return true;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (!strcmp(movement->field, fields[i]))
			return true;
	return false;
}

static bool is_reported(const struct ari_record_change *change)
{
	const struct ari_record *new = change->new;

	if (!change->old)
		return new->update.node || new->status_text.node ||
		       new->done.node || new->met.node || new->evidence.node;
	for (size_t i = 0; i < change->movement_count; i++)
		if (is_report(&change->movements[i]))
			return true;
	return false;
}

/* Milestone i of a record as ari_record_milestones() lists them. */
static bool get_milestone(struct ari_milestone *out,
			  const struct ari_record *record, size_t i)
{
	if (record->milestones.count) {
		if (i < record->milestones.count)
			*out = record->milestones.items[i];
		return i < record->milestones.count;
	}
	return !i && ari_record_milestones(out, 1, record);
}

/* The first day interval that ends in the period and is not met. */
static bool find_due(struct ari_days *out, const struct ari_record *record,
		     struct ari_days period)
{
	struct ari_milestone milestone;
	bool found = false;

	if (period.lo > period.hi || period.hi == ARI_DAY_MAX)
		return false;
	for (size_t i = 0; get_milestone(&milestone, record, i); i++) {
		struct ari_days days;

		if (!ari_milestone_overdue(&days, record, &milestone,
					   period.hi + 1) ||
		    days.hi < period.lo || (found && days.hi >= out->hi))
			continue;
		*out = days;
		found = true;
	}
	return found;
}

static void find_not_updated(struct found *found,
			     const struct ari_record_change *change,
			     const struct ari_movement_dates *dates)
{
	struct ari_days due;

	if (!find_due(&due, change->new, dates->period) || is_reported(change))
		return;
	add(found, ARI_EXCEPT_DUE_NOT_UPDATED, change->new)->due = due;
}

/* -- a later date in the text -- */

/*
 * Open actions, and those completed since: later on, a text about what is
 * past misleads nobody.
 */
static bool is_current(const struct ari_record_change *change)
{
	if (!ari_status_closed(change->new->status))
		return true;
	return change->new->status == ARI_STATUS_COMPLETED &&
	       (!change->old || change->old->status != ARI_STATUS_COMPLETED);
}

static void find_in_prose(struct found *found,
			  const struct ari_record_change *change,
			  const struct ari_movement_dates *dates)
{
	struct ari_prose_later later;
	struct ari_exception *item;

	if (!is_current(change) ||
	    !ari_movement_prose(&later, change->new, dates->prose_near))
		return;
	item = add(found, ARI_EXCEPT_DATE_IN_PROSE, change->new);
	item->due = later.due;
	item->prose = later.date.days;
	item->prose_span = (struct ari_span){(uint32_t)later.date.start,
					     (uint32_t)later.date.end};
	item->field = later.field;
}

void ari_movement__exceptions(struct ari_record_change *change,
			      struct ari_movement__list *list,
			      const struct ari_movement_dates *dates)
{
	struct found found = {.count = 0};
	struct ari_exception *items;

	if (!dates || !change->new || change->new->kind != ARI_ACTION)
		return;
	find_overdue(&found, change, dates);
	find_not_updated(&found, change, dates);
	find_in_prose(&found, change, dates);
	if (change->old && !change->movement_count &&
	    !ari_status_closed(change->new->status))
		add(&found, ARI_EXCEPT_NO_CHANGE, change->new);
	if (!found.count)
		return;
	items = ari_arena_array(list->arena, found.count, sizeof(*items));
	if (!items) {
		list->failed = true;
		return;
	}
	memcpy(items, found.items, found.count * sizeof(*items));
	change->exceptions = items;
	change->exception_count = found.count;
}
