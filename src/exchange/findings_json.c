/*
 * `check --format json`: findings with both ends of their place.
 */
#include "internal.h"

static void set_place(struct ari_json *json, json_t *object,
		      struct ari_version *file, struct ari_span span,
		      const char *const names[4])
{
	struct ari_place start = {1, 1}, end = {1, 1};

	if (ari_doc_locate(&start, &file->doc, &file->arena, span.start,
			   NULL) ||
	    ari_doc_locate(&end, &file->doc, &file->arena, span.end, NULL))
		json->failed = true;
	ari_exchange__set(json, object, names[0], json_integer(start.line));
	ari_exchange__set(json, object, names[1], json_integer(start.column));
	ari_exchange__set(json, object, names[2], json_integer(end.line));
	ari_exchange__set(json, object, names[3], json_integer(end.column));
}

static json_t *finding_json(struct ari_json *json, struct ari_version *file,
			    const struct ari_diag *diag)
{
	static const char *const names[4] = {"line", "column", "end_line",
					     "end_column"};
	json_t *object = json_object();

	ari_exchange__set(json, object, "rule", json_string(diag->rule->code));
	ari_exchange__set(
	    json, object, "level",
	    json_string(diag->level == ARI_LEVEL_ERROR ? "error" : "warning"));
	ari_exchange__set(json, object, "file", ari_exchange__str(file->path));
	set_place(json, object, file, diag->span, names);
	ari_exchange__set(json, object, "plan",
			  file->plan ? ari_exchange__str(file->plan->id.text)
				     : json_null());
	ari_exchange__set(json, object, "ref", ari_exchange__str(diag->ref));
	ari_exchange__set(json, object, "message",
			  ari_exchange__str(diag->message));
	ari_exchange__set(json, object, "help", ari_exchange__str(diag->help));
	ari_exchange__set(json, object, "instance",
			  ari_exchange__str(diag->instance));
	ari_exchange__set(json, object, "schema",
			  ari_exchange__str(diag->schema));
	return object;
}

int ari_exchange_findings_json(struct ari_buf *out,
			       struct ari_version *const *files, size_t count,
			       struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *list = json_array();
	size_t cut = 0;

	for (size_t i = 0; i < count; i++) {
		const struct ari_diags *diags = &files[i]->diags;

		for (size_t k = 0; k < diags->count; k++)
			ari_exchange__append(
			    &json, list,
			    finding_json(&json, files[i], &diags->items[k]));
		cut += diags->cut;
	}
	ari_exchange__set(&json, root, "findings", list);
	ari_exchange__set(&json, root, "cut", json_integer((json_int_t)cut));
	ari_exchange__set(&json, root, "files",
			  json_integer((json_int_t)count));
	return ari_exchange__end(out, &json, err);
}
