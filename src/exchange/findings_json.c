/*
 * Findings as our own JSON and as SARIF 2.1.0: one finding a line, written
 * as it comes.
 *
 * Source: OASIS Static Analysis Results Interchange Format 2.1.0.
 */
#include "findings.h"
#include "internal.h"

#include <arising/rules.h>

/* Where the rules are described for people. */
#define HOME "https://arising.example/"

static int put_value(struct ari_findings *f, struct ari_json *json,
		     struct ari_error *err)
{
	ari_buf_puts(f->out, f->written++ ? ",\n    " : "\n    ");
	return ari_exchange__line(f->out, json, err);
}

static void set_region(struct ari_json *json, json_t *object,
		       const struct ari_exchange_region *region,
		       const char *const names[4])
{
	ari_exchange__set(json, object, names[0],
			  json_integer(region->start.line));
	ari_exchange__set(json, object, names[1],
			  json_integer(region->start.column));
	ari_exchange__set(json, object, names[2],
			  json_integer(region->end.line));
	ari_exchange__set(json, object, names[3],
			  json_integer(region->end.column));
}

void ari_exchange__json_begin(struct ari_findings *f)
{
	ari_buf_printf(f->out, "{\n  \"arising\": %d,\n  \"findings\": [",
		       ARI_CONTRACT);
}

static int put_finding(struct ari_findings *f, struct ari_version *v,
		       const struct ari_diag *diag, struct ari_error *err)
{
	static const char *const names[4] = {"line", "column", "end_line",
					     "end_column"};
	struct ari_json json = {json_object(), false};
	struct ari_exchange_region region;
	json_t *o = json.root;

	if (ari_exchange__region(&region, v, diag->span, err))
		json.failed = true;
	ari_exchange__set(&json, o, "rule", json_string(diag->rule->code));
	ari_exchange__set(&json, o, "level",
			  json_string(ari_exchange__level(diag)));
	ari_exchange__set(&json, o, "file", ari_exchange__str(v->path));
	if (!json.failed)
		set_region(&json, o, &region, names);
	ari_exchange__set(&json, o, "plan",
			  v->plan ? ari_exchange__str(v->plan->id.text)
				  : json_null());
	ari_exchange__set(&json, o, "ref", ari_exchange__str(diag->ref));
	ari_exchange__set(&json, o, "message",
			  ari_exchange__str(diag->message));
	ari_exchange__set(&json, o, "help", ari_exchange__str(diag->help));
	ari_exchange__set(&json, o, "instance",
			  ari_exchange__str(diag->instance));
	ari_exchange__set(&json, o, "schema", ari_exchange__str(diag->schema));
	return put_value(f, &json, err);
}

int ari_exchange__json_file(struct ari_findings *f, struct ari_version *v,
			    struct ari_error *err)
{
	for (size_t i = 0; i < v->diags.count; i++)
		if (put_finding(f, v, &v->diags.items[i], err))
			return -1;
	return 0;
}

void ari_exchange__json_end(struct ari_findings *f)
{
	ari_buf_printf(f->out, "%s],\n  \"cut\": %zu,\n  \"files\": %zu\n}\n",
		       f->written ? "\n  " : "", f->cut, f->files);
}

/* A rule with its words; templates keep their {0}, which SARIF has too. */
static void put_rule(struct ari_findings *f, const struct ari_rule *rule,
		     bool first)
{
	struct ari_json json = {json_object(), false};
	json_t *text = json_object(), *help = json_object();
	json_t *level = json_object();

	ari_exchange__set(&json, json.root, "id", json_string(rule->code));
	ari_exchange__set(
	    &json, text, "text",
	    json_string(rule->summary ? rule->summary : rule->sentence));
	ari_exchange__set(&json, json.root, "shortDescription", text);
	ari_exchange__set(
	    &json, help, "text",
	    json_string(rule->help ? rule->help : rule->sentence));
	ari_exchange__set(&json, json.root, "help", help);
	ari_exchange__set(
	    &json, level, "level",
	    json_string(rule->level == ARI_LEVEL_ERROR ? "error" : "warning"));
	ari_exchange__set(&json, json.root, "defaultConfiguration", level);
	ari_buf_puts(f->out, first ? "\n    " : ",\n    ");
	if (ari_exchange__line(f->out, &json, NULL))
		f->out->failed = true;
}

void ari_exchange__sarif_begin(struct ari_findings *f)
{
	const struct ari_rule *rule;

	ari_buf_puts(
	    f->out,
	    "{\n  \"$schema\": "
	    "\"https://json.schemastore.org/sarif-2.1.0.json\",\n"
	    "  \"version\": \"2.1.0\",\n  \"runs\": [{\n"
	    "  \"columnKind\": \"unicodeCodePoints\",\n"
	    "  \"tool\": {\"driver\": {\"name\": \"Arising\", \"version\": "
	    "\"" ARI_VERSION "\", \"informationUri\": \"" HOME
	    "\", \"rules\": [");
	for (size_t i = 0; (rule = ari_rules_at(i)); i++)
		put_rule(f, rule, !i);
	ari_buf_puts(f->out, "\n  ]}},\n  \"results\": [");
}

/* A path as a relative URI: everything but unreserved bytes is escaped. */
static json_t *uri_of(struct ari_str path)
{
	static const char digits[] = "0123456789ABCDEF";
	struct ari_buf uri;
	json_t *value;

	ari_buf_init(&uri, NULL);
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
			     c == '_' || c == '~' || c == '/';

		if (plain) {
			ari_buf_byte(&uri, (char)c);
			continue;
		}
		ari_buf_byte(&uri, '%');
		ari_buf_byte(&uri, digits[c >> 4]);
		ari_buf_byte(&uri, digits[c & 15]);
	}
	value = uri.failed ? NULL : ari_exchange__str(ari_buf_view(&uri));
	ari_buf_release(&uri);
	return value;
}

static json_t *location(struct ari_json *json, struct ari_version *v,
			struct ari_str path, struct ari_span span)
{
	static const char *const names[4] = {"startLine", "startColumn",
					     "endLine", "endColumn"};
	json_t *outer = json_object(), *physical = json_object();
	json_t *artifact = json_object(), *region = json_object();
	struct ari_exchange_region place;

	ari_exchange__set(json, artifact, "uri", uri_of(path));
	ari_exchange__set(json, artifact, "uriBaseId",
			  json_string("%SRCROOT%"));
	ari_exchange__set(json, physical, "artifactLocation", artifact);
	if (!ari_str_eq(path, v->path) ||
	    ari_exchange__region(&place, v, span, NULL)) {
		json_decref(region);
	} else {
		set_region(json, region, &place, names);
		ari_exchange__set(json, physical, "region", region);
	}
	ari_exchange__set(json, outer, "physicalLocation", physical);
	return outer;
}

static json_t *message_of(struct ari_json *json, struct ari_str sentence,
			  struct ari_str help)
{
	json_t *object = json_object();
	struct ari_buf text;

	ari_buf_init(&text, NULL);
	ari_buf_str(&text, sentence);
	if (help.len) {
		ari_buf_puts(&text, ": ");
		ari_buf_str(&text, help);
	}
	ari_exchange__set(json, object, "text",
			  text.failed ? NULL
				      : ari_exchange__str(ari_buf_view(&text)));
	ari_buf_release(&text);
	return object;
}

static int put_result(struct ari_findings *f, struct ari_version *v,
		      const struct ari_diag *diag, struct ari_error *err)
{
	struct ari_json json = {json_object(), false};
	json_t *places = json_array(), *related, *other;

	ari_exchange__set(&json, json.root, "ruleId",
			  json_string(diag->rule->code));
	ari_exchange__set(&json, json.root, "level",
			  json_string(ari_exchange__level(diag)));
	ari_exchange__set(&json, json.root, "message",
			  message_of(&json, diag->message, diag->help));
	ari_exchange__append(&json, places,
			     location(&json, v, v->path, diag->span));
	ari_exchange__set(&json, json.root, "locations", places);
	if (diag->related_note.ptr) {
		related = json_array();
		other = location(&json, v,
				 diag->related_file.ptr ? diag->related_file
							: v->path,
				 diag->related);
		ari_exchange__set(&json, other, "message",
				  message_of(&json, diag->related_note,
					     (struct ari_str){NULL, 0}));
		ari_exchange__append(&json, related, other);
		ari_exchange__set(&json, json.root, "relatedLocations",
				  related);
	}
	return put_value(f, &json, err);
}

int ari_exchange__sarif_file(struct ari_findings *f, struct ari_version *v,
			     struct ari_error *err)
{
	for (size_t i = 0; i < v->diags.count; i++)
		if (put_result(f, v, &v->diags.items[i], err))
			return -1;
	return 0;
}

void ari_exchange__sarif_end(struct ari_findings *f)
{
	ari_buf_puts(f->out, f->written ? "\n  ]}]\n}\n" : "]}]\n}\n");
}
