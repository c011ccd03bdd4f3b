/*
 * The bare command as JSON: where things stand, nothing cut.
 */
#include "internal.h"

static json_t *name_json(struct ari_json *json, const struct ari_plan *plan)
{
	json_t *object = json_object();

	ari_exchange__set(json, object, "plan",
			  ari_exchange__str(plan->id.text));
	ari_exchange__set(json, object, "path", ari_exchange__str(plan->path));
	return object;
}

static json_t *plans_json(struct ari_json *json,
			  const struct ari_standing *standing)
{
	json_t *list = json_array();

	for (size_t i = 0; standing->since && i < standing->since->count; i++) {
		struct ari_plan_change **change = &standing->since->plans[i];
		json_t *object = name_json(
		    json, (*change)->new ? (*change)->new : (*change)->old);

		ari_exchange__set(json, object, "state",
				  json_string(ari_exchange__state(*change)));
		ari_exchange__set(json, object, "summary",
				  ari_exchange__summary(json, change, 1));
		ari_exchange__append(json, list, object);
	}
	return list;
}

static json_t *items_json(struct ari_json *json,
			  const struct ari_standing_items *items, bool overdue)
{
	json_t *list = json_array();

	for (size_t i = 0; i < items->count; i++) {
		const struct ari_standing_item *item = &items->items[i];
		json_t *object = name_json(json, item->record->plan);

		ari_exchange__set(json, object, "ref",
				  ari_exchange__str(item->record->ref.text));
		ari_exchange__set(json, object, "due",
				  ari_exchange__days(json, item->due));
		if (overdue) {
			ari_exchange__set(json, object, "days",
					  json_integer(item->days));
			ari_exchange__set(json, object, "newly",
					  json_boolean(item->newly));
		}
		ari_exchange__append(json, list, object);
	}
	return list;
}

int ari_exchange_standing_json(struct ari_buf *out,
			       const struct ari_standing *standing,
			       struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json);

	ari_exchange__set(&json, root, "council",
			  ari_exchange__str(standing->reg->council.text));
	ari_exchange__set(
	    &json, root, "at",
	    ari_exchange__snapshot(&json, &standing->at, standing->reg));
	ari_exchange__set(&json, root, "last_cycle",
			  standing->last
			      ? ari_exchange__meeting(&json, standing->last)
			      : json_null());
	ari_exchange__set(&json, root, "next_cycle",
			  standing->next
			      ? ari_exchange__meeting(&json, standing->next)
			      : json_null());
	ari_exchange__set(&json, root, "actions",
			  json_integer((json_int_t)standing->actions));
	ari_exchange__set(&json, root, "open",
			  json_integer((json_int_t)standing->open));
	ari_exchange__set(&json, root, "plans", plans_json(&json, standing));
	ari_exchange__set(&json, root, "overdue",
			  items_json(&json, &standing->overdue, true));
	ari_exchange__set(&json, root, "not_updated",
			  items_json(&json, &standing->not_updated, false));
	return ari_exchange__end(out, &json, err);
}
