/*
 * `list` and `show` as JSON: each record with all fields of the file, and
 * `cycle list`.
 */
#include "internal.h"

static void set_fields(struct ari_json *json, json_t *object,
		       const struct ari_record *record)
{
	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		const struct ari_node *node = ari_record_node(record, f);

		if (node && (f->applies & record->kind))
			ari_exchange__set(json, object, f->name,
					  ari_exchange__node(node, false));
	}
	for (size_t i = 0; i < record->extras.count; i++) {
		struct ari_str key = ari_node_text(record->extras.items[i].key);
		json_t *value =
		    ari_exchange__node(record->extras.items[i].value, true);

		if (!value || json_object_setn_new_nocheck(object, key.ptr,
							   key.len, value))
			json->failed = true;
	}
}

static json_t *record_json(struct ari_json *json, const struct ari_listed *item)
{
	const struct ari_record *record = item->record;
	json_t *object = json_object();

	ari_exchange__set(json, object, "plan",
			  ari_exchange__str(record->plan->id.text));
	ari_exchange__set(json, object, "ref",
			  ari_exchange__str(record->ref.text));
	ari_exchange__set(json, object, "kind",
			  json_string(record->kind == ARI_ACTION
					  ? "action"
					  : "recommendation"));
	ari_exchange__set(json, object, "path",
			  ari_exchange__str(record->plan->path));
	ari_exchange__set(json, object, "overdue", json_boolean(item->overdue));
	set_fields(json, object, record);
	return object;
}

int ari_exchange_records_json(struct ari_buf *out,
			      const struct ari_listed *items, size_t count,
			      struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *list = json_array();

	for (size_t i = 0; i < count; i++)
		ari_exchange__append(&json, list,
				     record_json(&json, &items[i]));
	ari_exchange__set(&json, root, "records", list);
	return ari_exchange__end(out, &json, err);
}

static json_t *when_json(const struct ari_when *when)
{
	return when->node ? ari_exchange__str(when->text) : json_null();
}

json_t *ari_exchange__meeting(struct ari_json *json,
			      const struct ari_meeting *meeting)
{
	const struct ari_cycle *cycle = meeting->cycle;
	const struct ari_tag *tag = meeting->tag;
	json_t *object = json_object();
	char hex[ARI_OID_HEX + 1];

	ari_exchange__set(json, object, "id", ari_exchange__str(meeting->id));
	ari_exchange__set(json, object, "body",
			  cycle ? ari_exchange__str(cycle->body.text)
				: json_null());
	ari_exchange__set(json, object, "meeting",
			  cycle ? when_json(&cycle->meeting) : json_null());
	ari_exchange__set(json, object, "cutoff",
			  cycle ? when_json(&cycle->cutoff) : json_null());
	ari_exchange__set(json, object, "period",
			  cycle ? when_json(&cycle->period) : json_null());
	ari_exchange__set(json, object, "closed", json_boolean(tag));
	ari_exchange__set(json, object, "commit",
			  tag ? json_string(ari_oid_hex(hex, &tag->commit))
			      : json_null());
	ari_exchange__set(json, object, "tag",
			  tag && tag->annotated
			      ? json_string(ari_oid_hex(hex, &tag->tag))
			      : json_null());
	ari_exchange__set(json, object, "registered", json_boolean(cycle));
	return object;
}

int ari_exchange_cycles_json(struct ari_buf *out,
			     const struct ari_meetings *meetings,
			     struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *list = json_array();

	for (size_t i = 0; i < meetings->count; i++)
		ari_exchange__append(
		    &json, list,
		    ari_exchange__meeting(&json, &meetings->items[i]));
	ari_exchange__set(&json, root, "cycles", list);
	return ari_exchange__end(out, &json, err);
}
