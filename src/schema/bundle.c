/*
 * The schemas that travel inside the program: the metaschemas of the drafts
 * that are known here and the project's own. They are read at build time,
 * so that none of them is C.
 */
#include <arising/schema.h>

#include "base/carry.h"

#define BUNDLE(name, path) ARI_CARRY(ari_schema__file_##name, path)

#define META "schema/metaschema/2020-12/"
#define META_2019 "schema/metaschema/2019-09/"

BUNDLE(schema, META "schema.json");
BUNDLE(core, META "core.json");
BUNDLE(applicator, META "applicator.json");
BUNDLE(unevaluated, META "unevaluated.json");
BUNDLE(validation, META "validation.json");
BUNDLE(meta_data, META "meta-data.json");
BUNDLE(format_annotation, META "format-annotation.json");
BUNDLE(format_assertion, META "format-assertion.json");
BUNDLE(content, META "content.json");
BUNDLE(schema_2019, META_2019 "schema.json");
BUNDLE(core_2019, META_2019 "core.json");
BUNDLE(applicator_2019, META_2019 "applicator.json");
BUNDLE(validation_2019, META_2019 "validation.json");
BUNDLE(meta_data_2019, META_2019 "meta-data.json");
BUNDLE(format_2019, META_2019 "format.json");
BUNDLE(content_2019, META_2019 "content.json");
BUNDLE(schema_07, "schema/metaschema/draft-07/schema.json");
BUNDLE(plan, "schema/plan.schema.json");
BUNDLE(register, "schema/register.schema.json");
BUNDLE(changes, "schema/changes.schema.json");
BUNDLE(check, "schema/check.schema.json");
BUNDLE(cycles, "schema/cycles.schema.json");
BUNDLE(log, "schema/log.schema.json");
BUNDLE(audit, "schema/audit.schema.json");
BUNDLE(records, "schema/records.schema.json");
BUNDLE(rules, "schema/rules.schema.json");
BUNDLE(paper, "schema/paper.schema.json");
BUNDLE(paper_template, "schema/paper-template.schema.json");
BUNDLE(status, "schema/status.schema.json");

#define DRAFT "https://json-schema.org/draft/2020-12/"
#define DRAFT_2019 "https://json-schema.org/draft/2019-09/"
#define OWN "https://arising.example/schema/1/"
#define ROW(uri, name)                                                         \
	{                                                                      \
		uri, ari_schema__file_##name, ari_schema__file_##name##_end    \
	}

static const struct {
	const char *uri;
	const char *start;
	const char *end;
} bundle[] = {
    ROW(DRAFT "schema", schema),
    ROW(DRAFT "meta/core", core),
    ROW(DRAFT "meta/applicator", applicator),
    ROW(DRAFT "meta/unevaluated", unevaluated),
    ROW(DRAFT "meta/validation", validation),
    ROW(DRAFT "meta/meta-data", meta_data),
    ROW(DRAFT "meta/format-annotation", format_annotation),
    ROW(DRAFT "meta/format-assertion", format_assertion),
    ROW(DRAFT "meta/content", content),
    ROW(DRAFT_2019 "schema", schema_2019),
    ROW(DRAFT_2019 "meta/core", core_2019),
    ROW(DRAFT_2019 "meta/applicator", applicator_2019),
    ROW(DRAFT_2019 "meta/validation", validation_2019),
    ROW(DRAFT_2019 "meta/meta-data", meta_data_2019),
    ROW(DRAFT_2019 "meta/format", format_2019),
    ROW(DRAFT_2019 "meta/content", content_2019),
    ROW("http://json-schema.org/draft-07/schema", schema_07),
    ROW(OWN "plan.schema.json", plan),
    ROW(OWN "register.schema.json", register),
    ROW(OWN "changes.schema.json", changes),
    ROW(OWN "check.schema.json", check),
    ROW(OWN "cycles.schema.json", cycles),
    ROW(OWN "log.schema.json", log),
    ROW(OWN "audit.schema.json", audit),
    ROW(OWN "records.schema.json", records),
    ROW(OWN "rules.schema.json", rules),
    ROW(OWN "paper.schema.json", paper),
    ROW(OWN "paper-template.schema.json", paper_template),
    ROW(OWN "status.schema.json", status),
};

bool ari_schema_bundled(struct ari_str *out, struct ari_str uri)
{
	for (size_t i = 0; i < sizeof(bundle) / sizeof(bundle[0]); i++) {
		if (!ari_str_is(uri, bundle[i].uri))
			continue;
		out->ptr = bundle[i].start;
		out->len = (size_t)(bundle[i].end - bundle[i].start);
		return true;
	}
	return false;
}
