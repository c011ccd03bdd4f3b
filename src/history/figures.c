/*
 * What a cycle came to in figures: counted from the changes between two
 * closed cycles, and held against the dates that were agreed first.
 */
#include <arising/agreed.h>

static const struct ari_movement *find_movement(
    const struct ari_record_change *change, enum ari_movement_kind kind)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind == kind)
			return &change->movements[i];
	return NULL;
}

static void count_completed(struct ari_figures *out,
			    const struct ari_movement *m, int32_t first)
{
	const struct ari_date *done = &m->new->done.date;

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

static void count_slipped(struct ari_figures *out, const struct ari_movement *m,
			  int32_t first)
{
	int32_t now = ari_record_final_day(m->new);

	out->slipped++;
	out->slip_days += m->has_days ? m->days : 0;
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
			 const struct ari_record_change *change)
{
	const struct ari_movement *removed =
	    find_movement(change, ARI_MOVE_REMOVED);

	out->records += change->new != NULL;
	out->moved += change->movement_count > 0;
	out->added += find_movement(change, ARI_MOVE_ADDED) != NULL;
	out->removed += removed && !ari_movement_orderly(removed);
	count_exceptions(out, change);
}

/* -- against what was first agreed -- */

/* A change that is held against the date first agreed. */
struct measured {
	const struct ari_movement *completed;
	const struct ari_movement *slipped;
};

static size_t gather(struct measured *out, struct ari_agreed_record *records,
		     const struct ari_plan_change *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record_change *change = &plan->records[i];
		struct measured one = {
		    find_movement(change, ARI_MOVE_COMPLETED),
		    find_movement(change, ARI_MOVE_SLIPPED)};

		if (!change->new || !is_action(change) ||
		    (!one.completed && !one.slipped))
			continue;
		records[count].record = change->new;
		out[count++] = one;
	}
	return count;
}

static int count_measured(struct ari_figures *out,
			  const struct ari_changeset *set,
			  const struct ari_loader *loader,
			  struct ari_repo *repo, struct ari_arena *arena,
			  struct ari_error *err)
{
	const struct ari_agreed_request request = {
	    .at = set->after->at, .reg = set->after->reg, .exempt = true};
	struct ari_agreed_record *records;
	struct measured *measured;
	size_t count = 0, room = 1;

	for (size_t p = 0; p < set->count; p++)
		room += set->plans[p]->record_count;
	records = ari_arena_array(arena, room, sizeof(*records));
	measured = ari_arena_array(arena, room, sizeof(*measured));
	if (!records || !measured)
		return ari_error_memory(err);
	for (size_t p = 0; p < set->count; p++)
		count +=
		    gather(measured + count, records + count, set->plans[p]);
	if (ari_history_agreed(records, count, loader, repo, &request, arena,
			       err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		int32_t first = records[i].first;

		if (measured[i].completed)
			count_completed(out, measured[i].completed, first);
		if (measured[i].slipped)
			count_slipped(out, measured[i].slipped, first);
	}
	return 0;
}

int ari_figures_count(struct ari_figures *out, const struct ari_changeset *set,
		      const struct ari_loader *loader, struct ari_repo *repo,
		      struct ari_error *err)
{
	struct ari_arena arena;
	int result;

	for (size_t p = 0; p < set->count; p++)
		for (size_t i = 0; i < set->plans[p]->record_count; i++)
			if (is_action(&set->plans[p]->records[i]))
				count_record(out, &set->plans[p]->records[i]);
	ari_arena_init(&arena, NULL, 0);
	result = count_measured(out, set, loader, repo, &arena, err);
	ari_arena_release(&arena);
	return result;
}
