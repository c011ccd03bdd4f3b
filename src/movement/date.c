/*
 * How dates moved: each milestone of the earlier version against the one of
 * the same `what` in the later, a bare due against a bare due. A due that
 * became milestones, and the reverse, is compared final against final.
 */
#include "movement/internal.h"

/* A date with what is known of its being met. */
struct point {
	const struct ari_node *node; /* all that is said of it */
	const char *field;
	struct ari_str what; /* ptr NULL: a bare due */
	const struct ari_when *due;
	const struct ari_when *done; /* NULL: the record's own */
	const struct ari_whens *met; /* NULL: has none */
};

struct points {
	struct point *items;
	size_t count;
	uint32_t *partner; /* in the other version, or NONE */
};

/* -- one date -- */

static enum ari_movement_kind compare_when(int32_t *days,
					   const struct ari_when *old,
					   const struct ari_when *new)
{
	static const enum ari_movement_kind kinds[] = {
	    /* The same days, written in another way. */
	    [ARI_DATE_SAME] = ARI_MOVE_EDITORIAL,
	    [ARI_DATE_SLIPPED] = ARI_MOVE_SLIPPED,
	    [ARI_DATE_BROUGHT_FORWARD] = ARI_MOVE_BROUGHT_FORWARD,
	    [ARI_DATE_REFINED] = ARI_MOVE_REFINED,
	    [ARI_DATE_WIDENED] = ARI_MOVE_WIDENED,
	};
	bool was = old->date.kind != ARI_DATE_NONE;
	bool is = new->date.kind != ARI_DATE_NONE;

	*days = 0;
	if (was && is)
		return kinds[ari_date_compare(days, &old->date, &new->date)];
	/* A text that is no date dates nothing. */
	if (!was && (is || !old->node))
		return ARI_MOVE_DATE_ADDED;
	if (!is && (was || !new->node))
		return ARI_MOVE_DATE_REMOVED;
	return ARI_MOVE_UPDATED;
}

static void compare_due(struct ari_movement__list *list, const struct point *a,
			const struct point *b)
{
	struct ari_movement *movement;
	enum ari_movement_kind kind;
	int32_t days;

	if (ari_movement__same(a->due->node, b->due->node))
		return;
	kind = compare_when(&days, a->due, b->due);
	movement =
	    ari_movement__add(list, kind, b->field, a->due->node, b->due->node);
	movement->milestone = b->what;
	if (kind == ARI_MOVE_SLIPPED || kind == ARI_MOVE_BROUGHT_FORWARD) {
		movement->days = days;
		movement->has_days = days != 0;
	}
}

/* -- met -- */

static const struct ari_node *when_node(const struct ari_when *when)
{
	return when ? when->node : NULL;
}

static void add_point(struct ari_movement__list *list,
		      enum ari_movement_kind kind, const struct point *point,
		      const struct ari_node *before,
		      const struct ari_node *after)
{
	struct ari_movement *movement;

	movement = ari_movement__add(list, kind, point->field, before, after);
	movement->milestone = point->what;
}

/* A milestone that was met and is no more is open again. */
static void compare_done(struct ari_movement__list *list, const struct point *a,
			 const struct point *b)
{
	const struct ari_node *before = when_node(a->done);
	const struct ari_node *after = when_node(b->done);

	if (!b->what.ptr || ari_movement__same(before, after))
		return;
	if (!before)
		add_point(list, ARI_MOVE_MILESTONE_MET, b, NULL, after);
	else if (!after)
		add_point(list, ARI_MOVE_REOPENED, b, before, NULL);
	else
		add_point(list, ARI_MOVE_UPDATED, b, before, after);
}

static const char *met_field(const struct point *point)
{
	return point->what.ptr ? point->field : "met";
}

/* One movement for each occurrence that is met, or no longer. */
static void compare_met(struct ari_movement__list *list, const struct point *a,
			const struct point *b)
{
	struct ari_movement__texts old = {0}, new = {0};
	const struct ari_node **nodes;
	struct ari_movement *movement;
	size_t count;

	if ((a->met && !ari_movement__texts(&old, list, a->met->node)) ||
	    (b->met && !ari_movement__texts(&new, list, b->met->node)))
		return;
	nodes = ari_movement__scratch(list, old.count + new.count,
				      sizeof(const struct ari_node *));
	if (!nodes)
		return;
	count = ari_movement__missing(&new, &old, list, nodes);
	for (size_t i = 0; i < count; i++) {
		movement = ari_movement__add(list, ARI_MOVE_MILESTONE_MET,
					     met_field(b), NULL, nodes[i]);
		movement->milestone = b->what;
	}
	count = ari_movement__missing(&old, &new, list, nodes);
	for (size_t i = 0; i < count; i++) {
		movement = ari_movement__add(list, ARI_MOVE_REOPENED,
					     met_field(b), nodes[i], NULL);
		movement->milestone = b->what;
	}
}

/* -- two points that are one -- */

static void compare_point(struct ari_movement__list *list,
			  const struct point *a, const struct point *b)
{
	size_t count = list->count;

	compare_due(list, a, b);
	compare_done(list, a, b);
	compare_met(list, a, b);
	if (list->count > count)
		return;
	/* The day stayed and is told more closely, or less. */
	if (!a->what.ptr && b->what.ptr)
		add_point(list, ARI_MOVE_REFINED, b, a->node, b->node);
	else if (a->what.ptr && !b->what.ptr)
		add_point(list, ARI_MOVE_WIDENED, b, a->node, b->node);
	else if (!ari_movement__same(a->node, b->node))
		add_point(list, ARI_MOVE_UPDATED, b, a->node, b->node);
}

static const struct ari_when no_when;

/* A milestone is a date even without one; met alone is not. */
static bool is_dated(const struct point *point)
{
	return point->what.ptr || point->due->node;
}

static const struct ari_node *date_node(const struct point *point)
{
	return point->due->node ? point->due->node : point->node;
}

static void add_new(struct ari_movement__list *list, const struct point *point)
{
	struct point none = {.due = &no_when};

	if (is_dated(point))
		add_point(list, ARI_MOVE_DATE_ADDED, point, NULL,
			  date_node(point));
	compare_done(list, &none, point);
	compare_met(list, &none, point);
}

static void add_gone(struct ari_movement__list *list, const struct point *point)
{
	struct point none = {.due = &no_when};

	if (is_dated(point))
		add_point(list, ARI_MOVE_DATE_REMOVED, point, date_node(point),
			  NULL);
	else
		compare_met(list, point, &none);
}

/* -- which point is which -- */

/* A bare due has none; the key of a milestone without a name is its date. */
static struct ari_str point_key(const struct point *point)
{
	if (!point->what.ptr)
		return (struct ari_str){NULL, 0};
	if (point->what.len)
		return point->what;
	return point->due->text.len ? point->due->text : ARI_STR(" ");
}

static void pair_named(struct points *a, struct points *b,
		       struct ari_movement__list *list)
{
	struct ari_str *keys;

	keys = ari_movement__scratch(list, a->count + b->count, sizeof(*keys));
	a->partner = ari_movement__scratch(list, a->count, sizeof(uint32_t));
	b->partner = ari_movement__scratch(list, b->count, sizeof(uint32_t));
	if (list->failed)
		return;
	for (size_t i = 0; i < a->count; i++)
		keys[i] = point_key(&a->items[i]);
	for (size_t i = 0; i < b->count; i++)
		keys[a->count + i] = point_key(&b->items[i]);
	if (ari_movement__pair(list->scratch, b->partner, a->partner, keys,
			       a->count, keys + a->count, b->count))
		list->failed = true;
}

/* The bare due, which stands first when there is one. */
static bool has_bare(const struct points *points)
{
	return points->count && !points->items[0].what.ptr;
}

/* The latest milestone without a partner, or NONE. */
static uint32_t final_free(const struct points *points)
{
	uint32_t best = ARI_MOVEMENT__NONE;

	for (size_t i = 0; i < points->count; i++) {
		const struct ari_date *date = &points->items[i].due->date;

		if (points->partner[i] != ARI_MOVEMENT__NONE ||
		    date->kind == ARI_DATE_NONE)
			continue;
		if (best == ARI_MOVEMENT__NONE ||
		    date->days.hi >= points->items[best].due->date.days.hi)
			best = (uint32_t)i;
	}
	return best;
}

/* A bare due with its like, or with the final one of the other side. */
static void pair_bare(struct points *a, struct points *b)
{
	uint32_t x = 0, y = 0;

	if (!has_bare(a) && !has_bare(b))
		return;
	if (!has_bare(a))
		x = final_free(a);
	if (!has_bare(b))
		y = final_free(b);
	if (x == ARI_MOVEMENT__NONE || y == ARI_MOVEMENT__NONE)
		return;
	a->partner[x] = y;
	b->partner[y] = x;
}

/* Whether the points are one to one and say the same, in other order. */
static bool is_reordered(const struct points *a, const struct points *b)
{
	bool moved = false;

	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < b->count; i++) {
		uint32_t partner = b->partner[i];

		if (partner == ARI_MOVEMENT__NONE ||
		    !ari_movement__same(a->items[partner].node,
					b->items[i].node))
			return false;
		moved |= partner != i;
	}
	return moved;
}

/* Returns whether nothing but the order of the points can differ. */
static bool compare_points(struct ari_movement__list *list, struct points *a,
			   struct points *b)
{
	pair_named(a, b, list);
	if (list->failed)
		return false;
	pair_bare(a, b);
	for (size_t i = 0; i < b->count; i++)
		if (b->partner[i] == ARI_MOVEMENT__NONE)
			add_new(list, &b->items[i]);
		else
			compare_point(list, &a->items[b->partner[i]],
				      &b->items[i]);
	for (size_t i = 0; i < a->count; i++)
		if (a->partner[i] == ARI_MOVEMENT__NONE)
			add_gone(list, &a->items[i]);
	return is_reordered(a, b);
}

/* -- what a version says -- */

/* A name for what has none: any text tells it from a bare due. */
static struct ari_str name_of(const struct ari_value *what)
{
	return what->text.ptr ? what->text : ARI_STR("");
}

static void gather_record(struct points *out, struct ari_movement__list *list,
			  const struct ari_record *record)
{
	bool bare = record->due.node || record->met.node;
	struct point *point;

	out->count = record->milestones.count + bare;
	out->items = ari_movement__scratch(list, out->count, sizeof(*point));
	if (!out->items)
		return;
	point = out->items;
	if (bare)
		*point++ = (struct point){.node = record->due.node,
					  .field = "due",
					  .due = &record->due,
					  .met = &record->met};
	for (size_t i = 0; i < record->milestones.count; i++) {
		const struct ari_milestone *item = &record->milestones.items[i];

		*point++ = (struct point){.node = item->node,
					  .field = "milestones",
					  .what = name_of(&item->what),
					  .due = &item->due,
					  .done = &item->done,
					  .met = &item->met};
	}
}

bool ari_movement__dates(struct ari_movement__list *list)
{
	struct points a = {0}, b = {0};

	gather_record(&a, list, list->old);
	gather_record(&b, list, list->new);
	return !list->failed && compare_points(list, &a, &b);
}

static void gather_plan(struct points *out, struct ari_movement__list *list,
			const struct ari_plan *plan)
{
	out->count = plan->deadline_count;
	out->items =
	    ari_movement__scratch(list, out->count, sizeof(*out->items));
	for (size_t i = 0; out->items && i < out->count; i++) {
		const struct ari_deadline *item = &plan->deadlines[i];

		out->items[i] = (struct point){.node = item->node,
					       .field = "deadlines",
					       .what = name_of(&item->what),
					       .due = &item->due,
					       .done = &item->done};
	}
}

bool ari_movement__deadlines(struct ari_movement__list *list)
{
	struct points a = {0}, b = {0};

	gather_plan(&a, list, list->old_plan);
	gather_plan(&b, list, list->new_plan);
	return !list->failed && compare_points(list, &a, &b);
}

/* -- lateness -- */

/*
 * Against the due it had before the completion, so that a due moved in the
 * same breath hides nothing. Where done and due overlap it is in time.
 */
void ari_movement__lateness(struct ari_movement *movement)
{
	const struct ari_date *done = &movement->new->done.date;
	struct ari_milestone old, new;
	bool had = ari_record_final(&old, movement->old);
	bool has = ari_record_final(&new, movement->new);
	const struct ari_date *due = had ? &old.due.date : &new.due.date;

	if (done->kind == ARI_DATE_NONE && has)
		done = &new.done.date;
	if ((!had && !has) || done->kind == ARI_DATE_NONE)
		return;
	if (due->days.hi == ARI_DAY_MAX || done->days.hi == ARI_DAY_MAX)
		return;
	movement->has_days = true;
	if (done->days.lo > due->days.hi || done->days.hi < due->days.lo)
		movement->days = done->days.hi - due->days.hi;
}
