/*
 * `rules` as JSON: each rule with its examples and what is printed for them.
 */
#include "internal.h"

static json_t *file_json(struct ari_json *json,
			 const struct ari_catalogue_file *file)
{
	json_t *object = json_object();

	ari_exchange__set(json, object, "path", json_string(file->path));
	ari_exchange__set(json, object, "text", ari_exchange__str(file->text));
	return object;
}

static json_t *text_json(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *rule_json(struct ari_json *json,
			 const struct ari_catalogue_rule *rule)
{
	static const char *const levels[] = {"off", "warning", "error"};
	json_t *object = json_object(), *bad = json_array();

	ari_exchange__set(json, object, "rule", text_json(rule->rule->code));
	ari_exchange__set(json, object, "level",
			  json_string(levels[rule->rule->level]));
	ari_exchange__set(json, object, "settable",
			  json_boolean(rule->settable));
	ari_exchange__set(json, object, "most",
			  rule->most ? json_integer(rule->most) : json_null());
	ari_exchange__set(json, object, "looks_at",
			  json_string(rule->looks_at));
	ari_exchange__set(json, object, "summary",
			  text_json(rule->rule->summary));
	ari_exchange__set(json, object, "sentence",
			  text_json(rule->rule->sentence));
	ari_exchange__set(json, object, "help", text_json(rule->rule->help));
	for (size_t i = 0; i < rule->bad_count; i++)
		ari_exchange__append(json, bad, file_json(json, &rule->bad[i]));
	ari_exchange__set(json, object, "bad", bad);
	ari_exchange__set(json, object, "printed",
			  ari_exchange__str(rule->printed));
	ari_exchange__set(json, object, "good",
			  rule->bad_count ? file_json(json, &rule->good)
					  : json_null());
	return object;
}

int ari_exchange_rules_json(struct ari_buf *out,
			    const struct ari_catalogue_rule *rules,
			    size_t count, struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *list = json_array();

	for (size_t i = 0; i < count; i++)
		ari_exchange__append(&json, list, rule_json(&json, &rules[i]));
	ari_exchange__set(&json, root, "rules", list);
	return ari_exchange__end(out, &json, err);
}
