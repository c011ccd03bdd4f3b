/*
 * `audit --format json`.
 */
#include "internal.h"

#include <arising/ledger_views.h>

static json_t *commit_json(const struct ari_oid *id)
{
	char hex[ARI_OID_HEX + 1];

	return ari_oid_none(id) ? json_null()
				: json_string(ari_oid_hex(hex, id));
}

static json_t *notes_json(struct ari_json *json,
			  const struct ari_audit_promise *promise)
{
	json_t *list = json_array();

	for (size_t i = 0; i < promise->note_count; i++) {
		const struct ari_audit_note *note = &promise->notes[i];
		json_t *object = json_object();

		ari_exchange__set(json, object, "broken",
				  json_boolean(note->broken));
		ari_exchange__set(json, object, "text",
				  ari_exchange__str(note->text));
		ari_exchange__set(json, object, "object",
				  commit_json(&note->commit));
		ari_exchange__append(json, list, object);
	}
	return list;
}

int ari_exchange_audit_json(struct ari_buf *out, const struct ari_audit *audit,
			    struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *list = json_array();

	ari_exchange__set(&json, root, "from",
			  commit_json(&audit->from.commit));
	ari_exchange__set(&json, root, "to", commit_json(&audit->to.commit));
	ari_exchange__set(&json, root, "commits",
			  json_integer((json_int_t)audit->commits));
	ari_exchange__set(&json, root, "movements",
			  json_integer((json_int_t)audit->movements));
	ari_exchange__set(&json, root, "broken", json_boolean(audit->broken));
	for (size_t i = 0; i < audit->count; i++) {
		const struct ari_audit_promise *promise = &audit->promises[i];
		json_t *object = json_object();

		ari_exchange__set(&json, object, "code",
				  json_string(promise->code));
		ari_exchange__set(&json, object, "title",
				  json_string(promise->title));
		ari_exchange__set(
		    &json, object, "verdict",
		    json_string(ari_verdict_name(promise->verdict)));
		ari_exchange__set(&json, object, "notes",
				  notes_json(&json, promise));
		ari_exchange__set(&json, object, "more",
				  json_integer((json_int_t)promise->note_more));
		ari_exchange__append(&json, list, object);
	}
	ari_exchange__set(&json, root, "promises", list);
	return ari_exchange__end(out, &json, err);
}
