/*
 * What a cycle came to in figures: counted from the changes between two
 * closed cycles, and held against the dates that were agreed first.
 */
#include <arising/ledger.h>

static const struct ari_movement *find_movement(
    const struct ari_record_change *change, enum ari_movement_kind kind)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind == kind)
			return &change->movements[i];
	return NULL;
}

static int32_t agreed_of(const struct ari_agreed_list *agreed,
			 const struct ari_record *record)
{
	return ari_agreed_day(agreed, record->plan->id.text, record->ref.text);
}

static void count_completed(struct ari_figures *out,
			    const struct ari_record_change *change,
			    const struct ari_agreed_list *agreed)
{
	const struct ari_movement *m =
	    find_movement(change, ARI_MOVE_COMPLETED);
	const struct ari_date *done = m ? &m->new->done.date : NULL;
	int32_t first = m ? agreed_of(agreed, m->new) : ARI_DAY_MIN;

	if (!m)
		return;
	out->completed++;
	if (m->has_days) {
		out->in_time += m->days <= 0;
		out->late += m->days > 0;
	}
	if (first == ARI_DAY_MIN || first == ARI_DAY_MAX ||
	    done->kind == ARI_DATE_NONE)
		return;
	out->in_time_first += done->days.lo <= first;
	out->late_first += done->days.lo > first;
}

static void count_slipped(struct ari_figures *out,
			  const struct ari_record_change *change,
			  const struct ari_agreed_list *agreed)
{
	const struct ari_movement *m = find_movement(change, ARI_MOVE_SLIPPED);
	int32_t first, now;

	if (!m)
		return;
	out->slipped++;
	out->slip_days += m->has_days ? m->days : 0;
	first = agreed_of(agreed, m->new);
	now = ari_record_final_day(m->new);
	if (first == ARI_DAY_MIN || now == ARI_DAY_MAX || now <= first)
		return;
	out->slipped_first++;
	out->slip_days_first += (int64_t)now - first;
}

static void count_exceptions(struct ari_figures *out,
			     const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->exception_count; i++) {
		const struct ari_exception *e = &change->exceptions[i];

		if (e->kind == ARI_EXCEPT_OVERDUE) {
			out->overdue_new += e->newly;
			out->overdue_still += !e->newly;
		}
		out->not_updated += e->kind == ARI_EXCEPT_DUE_NOT_UPDATED;
	}
}

static bool is_action(const struct ari_record_change *change)
{
	return (change->new ? change->new : change->old)->kind == ARI_ACTION;
}

static void count_record(struct ari_figures *out,
			 const struct ari_record_change *change,
			 const struct ari_agreed_list *agreed)
{
	const struct ari_movement *removed =
	    find_movement(change, ARI_MOVE_REMOVED);

	out->records += change->new != NULL;
	out->moved += change->movement_count > 0;
	out->added += find_movement(change, ARI_MOVE_ADDED) != NULL;
	out->removed += removed && !ari_movement_orderly(removed);
	count_completed(out, change, agreed);
	count_slipped(out, change, agreed);
	count_exceptions(out, change);
}

void ari_figures_count(struct ari_figures *out, const struct ari_changeset *set,
		       const struct ari_agreed_list *agreed)
{
	for (size_t p = 0; p < set->count; p++)
		for (size_t i = 0; i < set->plans[p]->record_count; i++)
			if (is_action(&set->plans[p]->records[i]))
				count_record(out, &set->plans[p]->records[i],
					     agreed);
}
