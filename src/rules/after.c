/*
 * What waits for what, inside a plan: no circle, no date before that of
 * what it waits for, nothing completed ahead of it.
 */
#include "rules/internal.h"

#include <stdlib.h>

/* -- circles -- */

/* A walk along `after`, without recursion: plans are hostile input. */
struct walk {
	uint8_t *seen;	 /* 0 not yet, 1 on the path, 2 done; by position */
	uint32_t *path;	 /* positions from the first record to here */
	uint32_t *edges; /* by place on the path: which `after` is next */
	size_t depth;
};

static bool uses_after(const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++)
		if (plan->records[i].after.count)
			return true;
	return false;
}

/* "2.1a, 2.1b, 2.1a": the circle that record at `to` closes. */
static struct ari_str name_circle(struct ari_rules__pass *pass,
				  const struct walk *walk, uint32_t to)
{
	const struct ari_record *records = pass->plan->records;
	struct ari_str last = records[to].ref.text, text = ARI_STR("");
	size_t from = walk->depth;
	unsigned shown = 0;

	while (from && walk->path[from - 1] != to)
		from--;
	for (size_t i = from ? from - 1 : 0; i < walk->depth; i++) {
		struct ari_str ref = records[walk->path[i]].ref.text;

		if (++shown > 6) {
			text = ari_rules__say(pass, "%s… ", text.ptr);
			break;
		}
		text = ari_rules__say(pass, "%s%.*s, ", text.ptr, (int)ref.len,
				      ref.ptr);
	}
	return ari_rules__say(pass, "%s%.*s", text.ptr, (int)last.len,
			      last.ptr);
}

/* Follow the next `after` of the record on top, or leave it. */
static void step(struct ari_rules__pass *pass, struct walk *walk)
{
	uint32_t at = walk->path[walk->depth - 1];
	const struct ari_record *record = &pass->plan->records[at];
	uint32_t edge = walk->edges[walk->depth - 1]++;
	const struct ari_index_entry *entry;
	const struct ari_value *value;

	if (edge >= record->after.count) {
		walk->seen[at] = 2;
		walk->depth--;
		return;
	}
	value = &record->after.items[edge];
	entry = value->text.len
		    ? ari_index_find(&pass->plan->by_ref, value->text)
		    : NULL;
	if (!entry || walk->seen[entry->value] == 2)
		return;
	if (walk->seen[entry->value] == 1) {
		pass->record = record;
		FIND(pass, ari_node_span(value->node),
		     ari_rules__wanted(pass)
			 ? name_circle(pass, walk, entry->value)
			 : ARI_STR(""));
		return;
	}
	walk->seen[entry->value] = 1;
	walk->path[walk->depth] = entry->value;
	walk->edges[walk->depth++] = 0;
}

static void check_after_circle(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	struct walk walk = {.depth = 0};

	if (!uses_after(plan))
		return;
	walk.seen = calloc(plan->count, sizeof(*walk.seen));
	walk.path = calloc(plan->count, sizeof(*walk.path));
	walk.edges = calloc(plan->count, sizeof(*walk.edges));
	if (!walk.seen || !walk.path || !walk.edges) {
		pass->failed = true;
		goto out;
	}
	for (uint32_t i = 0; i < plan->count; i++) {
		if (walk.seen[i])
			continue;
		walk.seen[i] = 1;
		walk.path[0] = i;
		walk.edges[0] = 0;
		walk.depth = 1;
		while (walk.depth)
			step(pass, &walk);
	}
out:
	free(walk.seen);
	free(walk.path);
	free(walk.edges);
}

const struct ari_check ari_rules__after_circle = {
    {"after-circle", ARI_LEVEL_ERROR,
     "these wait for one another, so none can be done: {0}",
     "take out the `after` that is not so",
     "What an action waits for does not wait for it."},
    ARI_CHECK_PLAN,
    check_after_circle,
    0,
};

/* -- dates and status of what it waits for -- */

static const struct ari_record *target_of(const struct ari_rules__pass *pass,
					  size_t i)
{
	struct ari_str ref = pass->record->after.items[i].text;
	const struct ari_record *target =
	    ref.len ? ari_plan_find(pass->plan, ref) : NULL;

	return target && target->kind == ARI_ACTION && target != pass->record
		   ? target
		   : NULL;
}

static void check_after_date(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	int32_t due;

	if (!record->after.count || !ari_rules__open(record))
		return;
	due = ari_record_final_day(record);
	for (size_t i = 0; i < record->after.count && due != ARI_DAY_MIN; i++) {
		const struct ari_record *target = target_of(pass, i);
		const struct ari_node *mine, *theirs;
		struct ari_diag *diag;

		if (!target || !ari_rules__open(target) ||
		    ari_record_final_day(target) <= due)
			continue;
		mine = ari_rules__final_node(record);
		theirs = ari_rules__final_node(target);
		diag = FIND(pass, ari_node_span(mine),
			    ari_rules__called(record), ari_node_text(mine),
			    ari_rules__called(target), ari_node_text(theirs));
		ari_rules__relate(diag, ari_node_span(theirs),
				  ARI_STR("when that is due"));
	}
}

const struct ari_check ari_rules__after_date = {
    {"after-date", ARI_LEVEL_WARNING,
     "{0} is due {1}, but waits for {2}, which is due {3}",
     "move one of the two dates, or take {2} out of `after`",
     "Nothing is due before what it waits for."},
    ARI_CHECK_RECORD,
    check_after_date,
    0,
};

static void check_after_open(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->status != ARI_STATUS_COMPLETED)
		return;
	for (size_t i = 0; i < record->after.count; i++) {
		const struct ari_record *target = target_of(pass, i);

		if (!target || !ari_rules__open(target))
			continue;
		FIND(pass, ari_node_span(record->after.items[i].node),
		     ari_rules__called(record), target->ref.text);
	}
}

const struct ari_check ari_rules__after_open = {
    {"after-open", ARI_LEVEL_WARNING,
     "{0} is completed, but {1}, which it waited for, is not",
     "take {1} out of `after` if it was not needed, or look at the status of "
     "both",
     "What an action waits for is done before it."},
    ARI_CHECK_RECORD,
    check_after_open,
    0,
};
