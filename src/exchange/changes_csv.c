/*
 * `changes --format csv`: a row a movement or exception, for spreadsheets;
 * with the drafting view, a row a change of what a plan says.
 */
#include "exchange/log.h"

#include "exchange/internal.h"

struct table {
	struct ari_buf *out;
	const struct ari_changeset *set;
	const struct ari_plan *plan; /* of the rows */
};

static void first(struct table *t, struct ari_str text)
{
	ari_exchange__csv_field(t->out, text, true);
}

static void next(struct table *t, struct ari_str text)
{
	ari_exchange__csv_field(t->out, text, false);
}

static void words(struct table *t, const char *text)
{
	next(t, ari_str_from(text));
}

static void number(struct table *t, bool said, int32_t value)
{
	struct ari_buf text;

	ari_buf_init(&text, NULL);
	if (said)
		ari_buf_printf(&text, "%d", value);
	/* A number of our own is no formula of an officer's. */
	ari_buf_byte(t->out, ',');
	ari_buf_str(t->out, ari_buf_view(&text));
	t->out->failed |= text.failed;
	ari_buf_release(&text);
}

/* A text as it is, anything else as JSON. */
static void value(struct table *t, const struct ari_node *node, bool typed)
{
	struct ari_buf json;

	if (!node || node->kind == ARI_NODE_SCALAR) {
		next(t, ari_node_text(node));
		return;
	}
	ari_buf_init(&json, NULL);
	ari_exchange__put_node(&json, node, typed);
	next(t, ari_buf_view(&json));
	t->out->failed |= json.failed;
	ari_buf_release(&json);
}

static void begin(struct table *t, const char *what, const char *kind,
		  struct ari_str ref)
{
	first(t, t->set->before->at.name);
	next(t, t->set->after->at.name);
	next(t, t->plan->id.text);
	next(t, t->plan->path);
	next(t, ref);
	words(t, what);
	words(t, kind);
}

static void put_movement(struct table *t, const struct ari_movement *m,
			 struct ari_str ref)
{
	bool own = m->kind == ARI_MOVE_X_CHANGED;

	begin(t, "movement", ari_movement_name(m->kind), ref);
	next(t, own ? m->key : ari_str_from(m->field));
	next(t, m->milestone);
	value(t, m->before, own);
	value(t, m->after, own);
	number(t, m->has_days, m->days);
	ari_exchange__csv_end(t->out);
}

/* The last day of a date; nothing of one that has no end. */
static void put_day(struct ari_buf *out, int32_t day)
{
	if (day != ARI_DAY_MIN && day != ARI_DAY_MAX)
		ari_day_put(out, day);
}

static void put_exception(struct table *t, const struct ari_exception *e,
			  struct ari_str ref)
{
	struct ari_buf due;

	ari_buf_init(&due, NULL);
	if (e->kind == ARI_EXCEPT_OVERDUE ||
	    e->kind == ARI_EXCEPT_DUE_NOT_UPDATED ||
	    e->kind == ARI_EXCEPT_DATE_IN_PROSE)
		put_day(&due, e->due.hi);
	begin(t, "exception", ari_exception_name(e->kind), ref);
	words(t, e->field ? e->field : "");
	words(t, "");
	next(t, ari_buf_view(&due));
	ari_buf_clear(&due);
	if (e->kind == ARI_EXCEPT_DATE_IN_PROSE)
		put_day(&due, e->prose.hi);
	next(t, ari_buf_view(&due));
	number(t, e->kind == ARI_EXCEPT_OVERDUE, e->days);
	ari_exchange__csv_end(t->out);
	t->out->failed |= due.failed;
	ari_buf_release(&due);
}

static void put_record(struct table *t, const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->movement_count; i++)
		put_movement(t, &change->movements[i], change->ref);
	for (size_t i = 0; i < change->exception_count; i++)
		put_exception(t, &change->exceptions[i], change->ref);
}

static void put_plan(struct table *t, const struct ari_plan_change *change)
{
	const struct ari_str none = {NULL, 0};

	for (size_t i = 0; i < change->movement_count; i++)
		put_movement(t, &change->movements[i], none);
	for (size_t i = 0; i < change->record_count; i++)
		put_record(t, &change->records[i]);
}

static int put_drafting(struct table *t, const struct ari_plan_change *change,
			struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_draft_entry *entries;
	size_t count;

	if (ari_views_draft_entries(&entries, &count, change, arena, err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		const struct ari_record_change *one = entries[i].change;

		first(t, t->set->before->at.name);
		next(t, t->set->after->at.name);
		next(t, t->plan->id.text);
		next(t, t->plan->path);
		next(t, entries[i].recommendation);
		words(t, entries[i].what);
		next(t, one->ref);
		next(t, ari_record_wording(one->new ? one->new : one->old));
		ari_exchange__csv_end(t->out);
	}
	return 0;
}

int ari_exchange_changes_csv(struct ari_buf *out,
			     const struct ari_changeset *set, bool drafting,
			     struct ari_error *err)
{
	struct table table = {.out = out, .set = set};
	struct ari_arena arena;
	int result = 0;

	ari_arena_init(&arena, NULL, 0);
	ari_buf_puts(out, drafting ? "from,to,plan,path,recommendation,what,"
				     "ref,wording\r\n"
				   : "from,to,plan,path,ref,what,kind,field,"
				     "milestone,before,after,days\r\n");
	for (size_t i = 0; i < set->count && !result; i++) {
		const struct ari_plan_change *change = set->plans[i];

		table.plan = change->new ? change->new : change->old;
		if (drafting)
			result = put_drafting(&table, change, &arena, err);
		else
			put_plan(&table, change);
	}
	ari_arena_release(&arena);
	if (!result && out->failed)
		return ari_error_memory(err);
	return result;
}
