/*
 * A schema is held to the metaschema of its dialect before it judges
 * anything: every keyword's value, each embedded dialect by its own rules,
 * documents drawn in, and metaschemas of someone's own.
 */
#include "unit/schema/fixture.h"

#define D2020 "https://json-schema.org/draft/2020-12/schema"
#define D2019 "https://json-schema.org/draft/2019-09/schema"
#define D07 "http://json-schema.org/draft-07/schema#"
#define VOCAB "https://json-schema.org/draft/2020-12/vocab/"

/* A schema, and what its findings point at, in order. */
struct row {
	const char *schema;
	const char *covers[4];
};

static const struct {
	const char *uri;
	const char *text;
} served[] = {
    {"https://e.org/bad", "{\"title\": [], \"type\": \"strin\"}"},
    {"https://e.org/meta",
     "{\"$schema\": \"" D2020 "\", \"$id\": \"https://e.org/meta\","
     " \"$dynamicAnchor\": \"meta\","
     " \"$vocabulary\": {\"" VOCAB "core\": true,"
     "  \"" VOCAB "applicator\": true},"
     " \"allOf\": [{\"$ref\": \"" D2020 "\"}],"
     " \"properties\": {\"title\": {\"pattern\": \"^[A-Z]\"}}}"},
    {"https://e.org/self",
     "{\"$schema\": \"https://e.org/self\", \"$id\": \"https://e.org/self\","
     " \"required\": [\"title\"], \"title\": \"x\"}"},
    {"https://e.org/broken",
     "{\"$schema\": \"" D2020 "\", \"minLength\": \"x\"}"},
};

static bool load(void *ctx, struct ari_str uri, struct ari_str *out,
		 bool *is_yaml)
{
	(void)ctx;
	*is_yaml = false;
	for (size_t i = 0; i < sizeof(served) / sizeof(served[0]); i++)
		if (ari_str_is(uri, served[i].uri)) {
			*out = ari_str_from(served[i].text);
			return true;
		}
	return false;
}

static const struct ari_schema_loader loader = {.load = load};

static void assert_row(const struct row *row)
{
	struct ari_schema_options options = {.loader = &loader};
	struct ari_str bytes = ari_str_from(row->schema);
	struct fixture f;
	size_t count = 0;

	fixture_compile(&f, bytes, &options);
	assert_int_equal(f.rc, 0);
	ari_diags_sort(&f.diags);
	while (count < 4 && row->covers[count])
		count++;
	for (size_t i = 0; i < f.diags.count && i < count; i++) {
		assert_string_equal(f.diags.items[i].rule->code, "schema-bad");
		if (!ari_str_is(fixture_covers(&f, &bytes, i), row->covers[i]))
			fail_msg("%s: finding %zu is %s", row->schema, i,
				 f.diags.items[i].message.ptr);
	}
	if (f.diags.count != count)
		fail_msg("%s: %zu findings, the first: %s", row->schema,
			 f.diags.count,
			 f.diags.count ? f.diags.items[0].message.ptr : "");
	assert_int_equal(!f.schema, count > 0);
	fixture_close(&f);
}

#define ROWS(rows)                                                             \
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)            \
	assert_row(&rows[i])

/* Each keyword of each vocabulary, with a value it cannot have. */
static void test_keywords(void **state)
{
	static const struct row rows[] = {
	    {"{\"$id\": 1}", {"1"}},
	    {"{\"$id\": \"a#b\"}", {"\"a#b\""}},
	    {"{\"$schema\": 1}", {"1"}},
	    {"{\"$anchor\": \"1a\"}", {"\"1a\""}},
	    {"{\"$dynamicAnchor\": \"a:b\"}", {"\"a:b\""}},
	    {"{\"$ref\": 1}", {"1"}},
	    {"{\"$dynamicRef\": []}", {"[]"}},
	    {"{\"$vocabulary\": {\"x:y\": 1}}", {"1"}},
	    {"{\"$comment\": 1}", {"1"}},
	    {"{\"$defs\": []}", {"[]"}},
	    {"{\"$defs\": {\"a\": 1}}", {"1"}},
	    {"{\"prefixItems\": {}}", {"{}"}},
	    {"{\"prefixItems\": []}", {"[]"}},
	    {"{\"items\": [{}]}", {"[{}]"}},
	    {"{\"contains\": 1}", {"1"}},
	    {"{\"additionalProperties\": \"no\"}", {"\"no\""}},
	    {"{\"properties\": {\"a\": null}}", {"null"}},
	    {"{\"patternProperties\": {\"a\": []}}", {"[]"}},
	    {"{\"dependentSchemas\": {\"a\": 1}}", {"1"}},
	    {"{\"propertyNames\": 1}", {"1"}},
	    {"{\"if\": 1}", {"1"}},
	    {"{\"then\": 1}", {"1"}},
	    {"{\"else\": 1}", {"1"}},
	    {"{\"allOf\": {}}", {"{}"}},
	    {"{\"anyOf\": []}", {"[]"}},
	    {"{\"oneOf\": [1]}", {"1"}},
	    {"{\"not\": 1}", {"1"}},
	    {"{\"unevaluatedItems\": 1}", {"1"}},
	    {"{\"unevaluatedProperties\": 1}", {"1"}},
	    {"{\"type\": \"any\"}", {"\"any\""}},
	    {"{\"type\": []}", {"[]"}},
	    {"{\"type\": [\"null\", \"null\"]}", {"\"null\""}},
	    {"{\"enum\": 1}", {"1"}},
	    {"{\"multipleOf\": 0}", {"0"}},
	    {"{\"maximum\": \"1\"}", {"\"1\""}},
	    {"{\"exclusiveMaximum\": true}", {"true"}},
	    {"{\"minimum\": null}", {"null"}},
	    {"{\"exclusiveMinimum\": false}", {"false"}},
	    {"{\"maxLength\": -1}", {"-1"}},
	    {"{\"minLength\": 1.5}", {"1.5"}},
	    {"{\"pattern\": 1}", {"1"}},
	    {"{\"pattern\": \"(\"}", {"\"(\""}},
	    {"{\"maxItems\": -1}", {"-1"}},
	    {"{\"minItems\": \"1\"}", {"\"1\""}},
	    {"{\"uniqueItems\": 1}", {"1"}},
	    {"{\"maxContains\": -1}", {"-1"}},
	    {"{\"minContains\": 0.5}", {"0.5"}},
	    {"{\"maxProperties\": -1}", {"-1"}},
	    {"{\"minProperties\": {}}", {"{}"}},
	    {"{\"required\": \"a\"}", {"\"a\""}},
	    {"{\"required\": [1]}", {"1"}},
	    {"{\"required\": [\"a\", \"a\"]}", {"\"a\""}},
	    {"{\"dependentRequired\": {\"a\": \"b\"}}", {"\"b\""}},
	    {"{\"title\": 5}", {"5"}},
	    {"{\"description\": []}", {"[]"}},
	    {"{\"deprecated\": 1}", {"1"}},
	    {"{\"readOnly\": \"no\"}", {"\"no\""}},
	    {"{\"writeOnly\": 0}", {"0"}},
	    {"{\"examples\": {}}", {"{}"}},
	    {"{\"format\": 1}", {"1"}},
	    {"{\"contentEncoding\": 1}", {"1"}},
	    {"{\"contentMediaType\": 1}", {"1"}},
	    {"{\"contentSchema\": 1}", {"1"}},
	    {"{\"dependencies\": {\"a\": 1}}", {"1"}},
	    {"{\"$recursiveRef\": 1}", {"1"}},
	    {"{\"title\": 5, \"$ref\": \"#/nowhere\"}", {"5", "\"#/nowhere\""}},
	    {"{\"default\": 5, \"const\": [], \"enum\": [], \"examples\": [1],"
	     " \"unknown\": {\"type\": 5}, \"properties\": {\"type\": {}}}",
	     {NULL}},
	};

	(void)state;
	ROWS(rows);
}

/* A resource with a $schema of its own is judged by that one alone. */
static void test_dialects(void **state)
{
	static const struct row rows[] = {
	    {"{\"$schema\": \"" D07 "\", \"items\": [{\"type\": \"x\"}],"
	     " \"prefixItems\": 5}",
	     {"\"x\""}},
	    {"{\"$schema\": \"" D07 "\", \"title\": 1}", {"1"}},
	    {"{\"$schema\": \"" D2019 "\", \"title\": 1}", {"1"}},
	    {"{\"$schema\": \"" D2019 "\", \"$anchor\": 1}", {"1"}},
	    {"{\"$defs\": {\"old\": {\"$id\": \"https://e.org/old\","
	     " \"$schema\": \"" D07 "\", \"items\": [{}],"
	     " \"prefixItems\": 5}}}",
	     {NULL}},
	    {"{\"$defs\": {\"old\": {\"$id\": \"https://e.org/old\","
	     " \"$schema\": \"" D07 "\", \"items\": [1]}}, \"title\": 2}",
	     {"1", "2"}},
	    {"{\"$schema\": \"" D07 "\", \"definitions\": {\"new\":"
	     " {\"$id\": \"https://e.org/new\", \"$schema\": \"" D2020 "\","
	     " \"prefixItems\": 5, \"deprecated\": 3}}, \"deprecated\": 4}",
	     {"5", "3"}},
	    {"{\"$defs\": {\"in\": {\"$schema\": \"" D07 "\","
	     " \"items\": [{}]}}}",
	     {"[{}]"}},
	    {"{\"const\": {\"$id\": \"x\", \"$schema\": \"" D07 "\","
	     " \"title\": 1}}",
	     {NULL}},
	};

	(void)state;
	ROWS(rows);
}

static void test_drawn_in(void **state)
{
	static const struct row rows[] = {
	    {"{\"$ref\": \"https://e.org/bad\"}", {"", ""}},
	    {"{\"$schema\": \"https://e.org/meta\", \"title\": \"Good\"}",
	     {NULL}},
	    {"{\"$schema\": \"https://e.org/meta\", \"title\": \"small\"}",
	     {"\"small\""}},
	    {"{\"$schema\": \"https://e.org/meta\", \"items\":"
	     " {\"title\": \"small\"}}",
	     {"\"small\""}},
	    {"{\"$schema\": \"https://e.org/self\", \"title\": 5}", {NULL}},
	    {"{\"$schema\": \"https://e.org/broken\"}", {""}},
	};

	(void)state;
	ROWS(rows);
}

/* Words: where, what was found, what to write. */
static void test_words(void **state)
{
	struct ari_schema_options options = {.loader = &loader};
	struct fixture f;

	(void)state;
	fixture_compile(&f, ARI_STR("{\"$ref\": \"https://e.org/bad\"}"),
			&options);
	assert_int_equal(f.diags.count, 2);
	assert_string_equal(f.diags.items[1].message.ptr,
			    "the schema itself is wrong, at "
			    "https://e.org/bad#/type: \"type\" cannot be "
			    "\"strin\"");
	assert_string_equal(f.diags.items[1].help.ptr,
			    "did you mean \"string\"? accepted: array, "
			    "boolean, integer, null, number, object, string");
	assert_string_equal(f.diags.items[1].schema.ptr,
			    "https://e.org/bad#/type");
	fixture_close(&f);
}

/* What is proved elsewhere is not held to its metaschema again. */
static void test_trusted(void **state)
{
	struct ari_schema_options options = {.trusted = true};
	struct fixture f;

	(void)state;
	fixture_compile(&f, ARI_STR("{\"title\": 5}"), &options);
	assert_non_null(f.schema);
	fixture_close(&f);
	fixture_compile(&f, ARI_STR("{\"minLength\": -5}"), &options);
	assert_null(f.schema);
	fixture_close(&f);
}

/* The metaschemas are valid by themselves, and there is an end to dialects. */
static void test_many(void **state)
{
	static const char *const metas[] = {
	    D2020, D2019, "http://json-schema.org/draft-07/schema"};
	struct ari_buf buf;
	struct fixture f;
	struct ari_str text;

	(void)state;
	for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
		assert_true(ari_schema_bundled(&text, ari_str_from(metas[i])));
		fixture_compile(&f, text, NULL);
		assert_int_equal(f.diags.count, 0);
		assert_non_null(f.schema);
		fixture_close(&f);
	}
	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, "{\"$defs\":{");
	for (int i = 0; i < 2500; i++)
		ari_buf_printf(&buf,
			       "%s\"d%d\":{\"$id\":\"u:%d\",\"$schema\":\"" D07
			       "\"}",
			       i ? "," : "", i, i);
	ari_buf_puts(&buf, "}}");
	assert_false(buf.failed);
	fixture_compile(&f, ari_buf_view(&buf), NULL);
	assert_int_equal(f.rc, -1);
	assert_int_equal(f.err.code, ARI_ERR_LIMIT);
	fixture_close(&f);
	ari_buf_release(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keywords), cmocka_unit_test(test_dialects),
	    cmocka_unit_test(test_drawn_in), cmocka_unit_test(test_words),
	    cmocka_unit_test(test_trusted),  cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
