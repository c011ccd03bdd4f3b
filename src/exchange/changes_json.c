/*
 * `changes --format json`: every movement and exception with its figures.
 */
#include "internal.h"

json_t *ari_exchange__days(struct ari_json *json, struct ari_days days)
{
	json_t *pair = json_array();

	ari_exchange__append(json, pair, ari_exchange__day(days.lo));
	ari_exchange__append(json, pair, ari_exchange__day(days.hi));
	return pair;
}

json_t *ari_exchange__snapshot(struct ari_json *json,
			       const struct ari_snapshot *at,
			       const struct ari_register *reg)
{
	json_t *object = json_object();
	char hex[ARI_OID_HEX + 1];
	struct ari_str rev = at->name;

	if (at->kind == ARI_SNAPSHOT_COMMIT)
		rev = ari_str_from(ari_oid_hex(hex, &at->commit));
	ari_exchange__set(json, object, "rev", ari_exchange__str(rev));
	ari_exchange__set(json, object, "cycle", ari_exchange__str(at->cycle));
	ari_exchange__set(json, object, "date",
			  ari_exchange__day(ari_history_day(at, reg)));
	ari_exchange__set(json, object, "name", ari_exchange__str(at->name));
	return object;
}

static json_t *words_json(struct ari_json *json, const struct ari_words *words,
			  size_t count, bool removed)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		if (!words[i].kept && words[i].removed == removed)
			ari_exchange__append(json, list,
					     ari_exchange__str(words[i].text));
	return list;
}

static json_t *strings_json(struct ari_json *json, const struct ari_str *items,
			    size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		ari_exchange__append(json, list, ari_exchange__str(items[i]));
	return list;
}

json_t *ari_exchange__movement(struct ari_json *json,
			       const struct ari_movement *m)
{
	json_t *object = json_object();
	bool typed = m->kind == ARI_MOVE_X_CHANGED;

	ari_exchange__set(json, object, "ref", ari_exchange__str(m->ref));
	ari_exchange__set(json, object, "kind",
			  json_string(ari_movement_name(m->kind)));
	ari_exchange__set(json, object, "field",
			  typed ? ari_exchange__str(m->key)
				: json_string(m->field));
	ari_exchange__set(json, object, "before",
			  ari_exchange__node(m->before, typed));
	ari_exchange__set(json, object, "after",
			  ari_exchange__node(m->after, typed));
	if (m->milestone.ptr)
		ari_exchange__set(json, object, "milestone",
				  ari_exchange__str(m->milestone));
	if (m->has_days)
		ari_exchange__set(json, object, "days", json_integer(m->days));
	if (m->ref_count)
		ari_exchange__set(json, object, "refs",
				  strings_json(json, m->refs, m->ref_count));
	if (m->word_count) {
		ari_exchange__set(
		    json, object, "words_removed",
		    words_json(json, m->words, m->word_count, true));
		ari_exchange__set(
		    json, object, "words_added",
		    words_json(json, m->words, m->word_count, false));
	}
	if (m->new && m->new->reason.node)
		ari_exchange__set(json, object, "reason",
				  ari_exchange__str(m->new->reason.text));
	return object;
}

json_t *ari_exchange__exception(struct ari_json *json,
				const struct ari_exception *e)
{
	json_t *object = json_object();

	ari_exchange__set(json, object, "ref",
			  ari_exchange__str(e->record->ref.text));
	ari_exchange__set(json, object, "kind",
			  json_string(ari_exception_name(e->kind)));
	switch (e->kind) {
	case ARI_EXCEPT_OVERDUE:
		ari_exchange__set(json, object, "due",
				  ari_exchange__days(json, e->due));
		ari_exchange__set(json, object, "days", json_integer(e->days));
		ari_exchange__set(json, object, "newly",
				  json_boolean(e->newly));
		break;
	case ARI_EXCEPT_DUE_NOT_UPDATED:
		ari_exchange__set(json, object, "due",
				  ari_exchange__days(json, e->due));
		break;
	case ARI_EXCEPT_DATE_IN_PROSE:
		ari_exchange__set(json, object, "due",
				  ari_exchange__days(json, e->due));
		ari_exchange__set(json, object, "names",
				  ari_exchange__days(json, e->prose));
		break;
	case ARI_EXCEPT_STALE:
		ari_exchange__set(json, object, "cycles",
				  json_integer((json_int_t)e->cycles));
		break;
	default:
		break;
	}
	return object;
}

static void add_record(struct ari_json *json, json_t *movements,
		       json_t *exceptions, json_t *directions,
		       const struct ari_record_change *change)
{
	json_t *direction = json_object();

	for (size_t i = 0; i < change->movement_count; i++)
		ari_exchange__append(
		    json, movements,
		    ari_exchange__movement(json, &change->movements[i]));
	for (size_t i = 0; i < change->exception_count; i++)
		ari_exchange__append(
		    json, exceptions,
		    ari_exchange__exception(json, &change->exceptions[i]));
	ari_exchange__set(json, direction, "ref",
			  ari_exchange__str(change->ref));
	ari_exchange__set(json, direction, "direction",
			  json_string(ari_direction_name(change->direction)));
	ari_exchange__append(json, directions, direction);
}

static json_t *draft_json(struct ari_json *json,
			  const struct ari_plan_change *plan,
			  struct ari_arena *arena)
{
	const struct ari_draft_entry *entries;
	json_t *list = json_array();
	size_t count = 0;

	if (ari_views_draft_entries(&entries, &count, plan, arena, NULL))
		json->failed = true;
	for (size_t i = 0; i < count; i++) {
		const struct ari_record_change *change = entries[i].change;
		const struct ari_record *record =
		    change->new ? change->new : change->old;
		json_t *entry = json_object();

		ari_exchange__set(json, entry, "recommendation",
				  ari_exchange__str(entries[i].recommendation));
		ari_exchange__set(json, entry, "what",
				  json_string(entries[i].what));
		ari_exchange__set(json, entry, "ref",
				  ari_exchange__str(change->ref));
		ari_exchange__set(
		    json, entry, "wording",
		    ari_exchange__str(ari_record_wording(record)));
		ari_exchange__append(json, list, entry);
	}
	return list;
}

const char *ari_exchange__state(const struct ari_plan_change *change)
{
	if (!change->old)
		return "added";
	return change->new ? "changed" : "removed";
}

static json_t *plan_json(struct ari_json *json,
			 const struct ari_plan_change *change, bool drafting,
			 struct ari_arena *arena)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;
	json_t *object = json_object(), *movements = json_array();
	json_t *exceptions = json_array(), *directions = json_array();

	for (size_t i = 0; i < change->movement_count; i++)
		ari_exchange__append(
		    json, movements,
		    ari_exchange__movement(json, &change->movements[i]));
	for (size_t i = 0; i < change->record_count; i++)
		add_record(json, movements, exceptions, directions,
			   &change->records[i]);
	ari_exchange__set(json, object, "plan",
			  ari_exchange__str(plan->id.text));
	ari_exchange__set(json, object, "path", ari_exchange__str(plan->path));
	ari_exchange__set(json, object, "state",
			  json_string(ari_exchange__state(change)));
	ari_exchange__set(json, object, "movements", movements);
	ari_exchange__set(json, object, "exceptions", exceptions);
	ari_exchange__set(json, object, "directions", directions);
	if (drafting)
		ari_exchange__set(json, object, "drafting",
				  draft_json(json, change, arena));
	return object;
}

json_t *ari_exchange__summary(struct ari_json *json,
			      struct ari_plan_change *const *plans,
			      size_t count)
{
	size_t moves[ARI_MOVE_KINDS] = {0}, excepts[ARI_EXCEPT_KINDS] = {0};
	json_t *object = json_object();

	for (size_t i = 0; i < count; i++) {
		const struct ari_plan_change *plan = plans[i];

		for (size_t k = 0; k < plan->movement_count; k++)
			moves[plan->movements[k].kind]++;
		for (size_t r = 0; r < plan->record_count; r++) {
			const struct ari_record_change *c = &plan->records[r];

			for (size_t k = 0; k < c->movement_count; k++)
				moves[c->movements[k].kind]++;
			for (size_t k = 0; k < c->exception_count; k++)
				excepts[c->exceptions[k].kind]++;
		}
	}
	for (int k = 0; k < ARI_MOVE_KINDS; k++)
		if (moves[k])
			ari_exchange__set(
			    json, object,
			    ari_movement_name((enum ari_movement_kind)k),
			    json_integer((json_int_t)moves[k]));
	for (int k = 0; k < ARI_EXCEPT_KINDS; k++)
		if (excepts[k])
			ari_exchange__set(
			    json, object,
			    ari_exception_name((enum ari_exception_kind)k),
			    json_integer((json_int_t)excepts[k]));
	return object;
}

int ari_exchange_changes_json(struct ari_buf *out,
			      const struct ari_changeset *set, bool drafting,
			      struct ari_error *err)
{
	const struct ari_register *reg = set->after->reg;
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *plans = json_array();
	json_t *same = json_array();
	struct ari_arena arena;

	ari_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < set->count; i++)
		ari_exchange__append(
		    &json, plans,
		    plan_json(&json, set->plans[i], drafting, &arena));
	for (size_t i = 0; i < set->same.count; i++)
		ari_exchange__append(
		    &json, same, ari_exchange__str(set->same.items[i].path));
	ari_exchange__set(&json, root, "view",
			  json_string(drafting ? "drafting" : "progress"));
	ari_exchange__set(&json, root, "from",
			  ari_exchange__snapshot(&json, &set->before->at, reg));
	ari_exchange__set(&json, root, "to",
			  ari_exchange__snapshot(&json, &set->after->at, reg));
	ari_exchange__set(&json, root, "plans", plans);
	ari_exchange__set(&json, root, "unchanged", same);
	ari_exchange__set(&json, root, "summary",
			  ari_exchange__summary(&json, set->plans, set->count));
	ari_arena_release(&arena);
	return ari_exchange__end(out, &json, err);
}
