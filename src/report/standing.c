/*
 * Gathers where things stand: cycles and movements from history, then the
 * actions that are overdue or not updated, over all plans. status.c says it.
 */
#include <arising/standing.h>

#include <stdlib.h>

void ari_standing_free(struct ari_standing *standing)
{
	if (!standing)
		return;
	ari_changeset_free(standing->since);
	ari_arena_release(&standing->arena);
	free(standing);
}

/* The oldest first; of one date by plan, then as the file has them. */
static int compare_items(const void *a, const void *b)
{
	const struct ari_standing_item *x = a, *y = b;

	if (x->due.hi != y->due.hi)
		return x->due.hi < y->due.hi ? -1 : 1;
	if (x->record->plan != y->record->plan)
		return ari_str_cmp(x->record->plan->path,
				   y->record->plan->path);
	return (x->record > y->record) - (x->record < y->record);
}

static void sort_items(struct ari_standing_items *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items),
		      compare_items);
}

static void add_exception(struct ari_standing *standing,
			  const struct ari_exception *e)
{
	struct ari_standing_item item = {e->record, e->due, e->days, e->newly};

	if (e->kind == ARI_EXCEPT_OVERDUE) {
		standing->overdue.items[standing->overdue.count++] = item;
		standing->newly += e->newly;
	} else if (e->kind == ARI_EXCEPT_DUE_NOT_UPDATED) {
		standing->not_updated.items[standing->not_updated.count++] =
		    item;
	}
}

static void collect_since(struct ari_standing *standing)
{
	const struct ari_changeset *set = standing->since;

	for (size_t i = 0; i < set->count; i++) {
		const struct ari_plan_change *plan = set->plans[i];

		for (size_t r = 0; r < plan->record_count; r++) {
			const struct ari_record_change *change =
			    &plan->records[r];

			for (size_t k = 0; k < change->exception_count; k++)
				add_exception(standing, &change->exceptions[k]);
		}
	}
}

/* Without a cycle nothing is new and no period is reported on. */
static void add_overdue(struct ari_standing *standing,
			const struct ari_record *record)
{
	struct ari_standing_item item = {.record = record};

	if (!ari_record_overdue(&item.due, record, standing->day))
		return;
	item.days = standing->day - item.due.hi;
	standing->overdue.items[standing->overdue.count++] = item;
}

static bool is_open(const struct ari_record *record)
{
	return record->status != ARI_STATUS_COMPLETED &&
	       record->status != ARI_STATUS_WITHDRAWN &&
	       record->status != ARI_STATUS_SUPERSEDED;
}

static int collect(struct ari_standing *standing, struct ari_error *err)
{
	const struct ari_view *view = standing->view;
	size_t most = 1;

	for (size_t i = 0; i < view->count; i++)
		most += view->versions[i]->plan->count;
	standing->overdue.items = ari_arena_array(
	    &standing->arena, most, sizeof(*standing->overdue.items));
	standing->not_updated.items = ari_arena_array(
	    &standing->arena, most, sizeof(*standing->not_updated.items));
	if (!standing->overdue.items || !standing->not_updated.items)
		return ari_error_memory(err);
	for (size_t i = 0; i < view->count; i++) {
		const struct ari_plan *plan = view->versions[i]->plan;

		for (size_t k = 0; k < plan->count; k++) {
			const struct ari_record *record = &plan->records[k];

			if (record->kind != ARI_ACTION)
				continue;
			standing->actions++;
			standing->open += is_open(record);
			if (!standing->since)
				add_overdue(standing, record);
		}
	}
	if (standing->since)
		collect_since(standing);
	sort_items(&standing->overdue);
	sort_items(&standing->not_updated);
	return 0;
}

/* What the register announces next, from the last closed meeting on. */
static const struct ari_meeting *next_meeting(
    const struct ari_meetings *meetings, const struct ari_meeting *last)
{
	size_t i = last ? (size_t)(last - meetings->items) + 1 : 0;

	for (; i < meetings->count; i++)
		if (meetings->items[i].cycle && !meetings->items[i].tag)
			return &meetings->items[i];
	return NULL;
}

static int find_cycles(struct ari_standing *standing, struct ari_snapshot *from,
		       struct ari_repo *repo, struct ari_error *err)
{
	struct ari_meetings meetings;
	struct ari_error why = {0};

	if (ari_history_meetings(&meetings, repo, standing->reg,
				 &standing->arena, err))
		return -1;
	if (!ari_history_last_cycle(from, repo, &meetings, &standing->at,
				    ari_str_from(NULL), &standing->arena,
				    &why)) {
		standing->last = ari_meetings_find(&meetings, from->cycle);
	} else if (why.code != ARI_ERR_NOT_FOUND) {
		*err = why;
		return -1;
	} else if (ari_repo_is_shallow(repo)) {
		return ari_error_set(
		    err, ARI_ERR_UNCERTAIN,
		    "this is a shallow clone, which may hide the last closed "
		    "cycle: run `git fetch --unshallow --tags`");
	}
	standing->next = next_meeting(&meetings, standing->last);
	return 0;
}

static int fill(struct ari_standing *standing, struct ari_view *view,
		const struct ari_loader *loader, struct ari_error *err)
{
	struct ari_changes_request request = {
	    .to = view->at, .as_of = standing->day, .all = true};

	if (find_cycles(standing, &request.from, view->repo, err))
		return -1;
	if (standing->last) {
		if (ari_history_changes(&standing->since, loader, view->repo,
					&request, err))
			return -1;
		standing->view = standing->since->after;
	} else {
		if (ari_view_load_all(view, loader, err) ||
		    ari_view_sound(view, err))
			return -1;
		standing->view = view;
	}
	return collect(standing, err);
}

int ari_standing_new(struct ari_standing **out, struct ari_view *view,
		     const struct ari_loader *loader, struct ari_error *err)
{
	struct ari_standing *standing = calloc(1, sizeof(*standing));

	if (!standing)
		return ari_error_memory(err);
	ari_arena_init(&standing->arena, NULL, 0);
	standing->reg = view->reg;
	standing->at = view->at;
	standing->day = ari_history_day(&view->at, view->reg);
	if (fill(standing, view, loader, err)) {
		ari_standing_free(standing);
		return -1;
	}
	*out = standing;
	return 0;
}
