/*
 * Keeping the movements somebody asked for: of a body, a lead, a kind.
 */
#include <arising/history.h>

static bool among(const struct ari_str *list, size_t count, struct ari_str text)
{
	for (size_t i = 0; i < count; i++)
		if (ari_str_eq(list[i], text))
			return true;
	return false;
}

static bool any_among(const struct ari_str *list, size_t count,
		      const struct ari_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (among(list, count, values->items[i].text))
			return true;
	return false;
}

/* A record counts for a body that had it before, too: it must see it go. */
static bool record_wanted(const struct ari_changes_filter *filter,
			  const struct ari_record_change *change)
{
	const struct ari_record *sides[2] = {change->old, change->new};
	bool body = !filter->body_count, lead = !filter->lead_count;

	for (size_t i = 0; i < 2; i++) {
		if (!sides[i])
			continue;
		body |= any_among(filter->bodies, filter->body_count,
				  &sides[i]->bodies);
		lead |= any_among(filter->leads, filter->lead_count,
				  &sides[i]->leads);
	}
	return body && lead;
}

static bool kind_wanted(const struct ari_changes_filter *filter,
			const char *name)
{
	return !filter->kind_count ||
	       among(filter->kinds, filter->kind_count, ari_str_from(name));
}

static int keep_movements(struct ari_movement **out, size_t *count,
			  const struct ari_movement *from, size_t many,
			  const struct ari_changes_filter *filter,
			  struct ari_arena *arena, struct ari_error *err)
{
	struct ari_movement *kept =
	    ari_arena_array(arena, many + 1, sizeof(*kept));

	if (!kept)
		return ari_error_memory(err);
	*count = 0;
	for (size_t i = 0; i < many; i++)
		if (kind_wanted(filter, ari_movement_name(from[i].kind)))
			kept[(*count)++] = from[i];
	*out = kept;
	return 0;
}

static int keep_exceptions(struct ari_record_change *change,
			   const struct ari_changes_filter *filter,
			   struct ari_arena *arena, struct ari_error *err)
{
	struct ari_exception *kept =
	    ari_arena_array(arena, change->exception_count + 1, sizeof(*kept));
	size_t count = 0;

	if (!kept)
		return ari_error_memory(err);
	for (size_t i = 0; i < change->exception_count; i++)
		if (kind_wanted(filter,
				ari_exception_name(change->exceptions[i].kind)))
			kept[count++] = change->exceptions[i];
	change->exceptions = kept;
	change->exception_count = count;
	return 0;
}

static int filter_record(struct ari_record_change *change,
			 const struct ari_changes_filter *filter,
			 struct ari_arena *arena, struct ari_error *err)
{
	struct ari_movement *movements;

	if (keep_movements(&movements, &change->movement_count,
			   change->movements, change->movement_count, filter,
			   arena, err))
		return -1;
	change->movements = movements;
	return keep_exceptions(change, filter, arena, err);
}

static int filter_plan(struct ari_plan_change *plan,
		       const struct ari_changes_filter *filter,
		       struct ari_arena *arena, struct ari_error *err)
{
	struct ari_record_change *records =
	    ari_arena_array(arena, plan->record_count + 1, sizeof(*records));
	struct ari_movement *movements;
	size_t count = 0;

	if (!records)
		return ari_error_memory(err);
	for (size_t i = 0; i < plan->record_count; i++) {
		records[count] = plan->records[i];
		if (!record_wanted(filter, &records[count]))
			continue;
		if (filter_record(&records[count], filter, arena, err))
			return -1;
		if (!filter->kind_count || records[count].movement_count ||
		    records[count].exception_count)
			count++;
	}
	plan->records = records;
	plan->record_count = count;
	if (filter->body_count || filter->lead_count)
		plan->movement_count = 0;
	if (keep_movements(&movements, &plan->movement_count, plan->movements,
			   plan->movement_count, filter, arena, err))
		return -1;
	plan->movements = movements;
	return 0;
}

int ari_changeset_filter(struct ari_changeset *set,
			 const struct ari_changes_filter *filter,
			 struct ari_error *err)
{
	if (!filter->body_count && !filter->lead_count && !filter->kind_count)
		return 0;
	for (size_t i = 0; i < set->count; i++)
		if (filter_plan(set->plans[i], filter, &set->arena, err))
			return -1;
	return 0;
}
