/*
 * References, identifiers, vocabularies and drafts: which schema a name
 * leads to. Each row is a schema, an instance and whether it is valid; the
 * cases are those where implementations have gone different ways.
 */
#include "unit/schema/fixture.h"

struct row {
	const char *schema;
	const char *instance;
	bool valid;
};

#define DRAFT "https://json-schema.org/draft/2020-12/"

/* Documents at https://e.org/, for references to lead to. */
static const struct {
	const char *uri;
	const char *text;
} remotes[] = {
    {"https://e.org/old.json",
     "{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\","
     " \"type\": \"array\", \"prefixItems\": [{\"type\": \"string\"}]}"},
    {"https://e.org/older.json",
     "{\"$schema\": \"http://json-schema.org/draft-07/schema#\","
     " \"dependentRequired\": {\"a\": [\"b\"]},"
     " \"items\": [{\"type\": \"string\"}], \"additionalItems\": false}"},
    {"https://e.org/assert-format",
     "{\"$id\": \"https://e.org/assert-format\", \"$vocabulary\": {\"" DRAFT
     "vocab/core\": true, \"" DRAFT "vocab/format-assertion\": false}}"},
    {"https://e.org/strange",
     "{\"$vocabulary\": {\"" DRAFT
     "vocab/core\": true, \"https://e.org/vocab/x\": true}}"},
    {"https://e.org/yaml", "type: integer\n"},
};

static bool load(void *ctx, struct ari_str uri, struct ari_str *out,
		 bool *is_yaml)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof(remotes) / sizeof(remotes[0]); i++) {
		if (!ari_str_is(uri, remotes[i].uri))
			continue;
		*out = ari_str_from(remotes[i].text);
		*is_yaml = remotes[i].text[0] != '{';
		return true;
	}
	return false;
}

static const struct ari_schema_loader loader = {.load = load};
static const struct ari_schema_options options = {.loader = &loader};

static void assert_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fixture f;

		fixture_compile(&f, ari_str_from(rows[i].schema), &options);
		if (!f.schema)
			fail_msg("%s: %s", rows[i].schema,
				 f.diags.count ? f.diags.items[0].message.ptr
					       : f.err.message);
		fixture_validate(&f, ari_str_from(rows[i].instance));
		assert_int_equal(f.rc, 0);
		if (!f.diags.errors != rows[i].valid)
			fail_msg("%s on %s: expected %s", rows[i].schema,
				 rows[i].instance,
				 rows[i].valid ? "valid" : "invalid");
		fixture_close(&f);
	}
}

#define ROWS(rows) assert_rows(rows, sizeof(rows) / sizeof(rows[0]))

/* Identifiers count where a schema stands, and nowhere else. */
static void test_not_identifiers(void **state)
{
	static const char in_enum[] =
	    "{\"$defs\": {"
	    "\"in_enum\": {\"enum\": [{\"$anchor\": \"it\","
	    " \"type\": \"null\"}]},"
	    "\"real\": {\"$anchor\": \"it\", \"type\": \"string\"},"
	    "\"in_const\": {\"const\": {\"$anchor\": \"it\"}},"
	    "\"in_unknown\": {\"unknown\": {\"$anchor\": \"it\"}}},"
	    "\"anyOf\": [{\"$ref\": \"#/$defs/in_enum\"},"
	    " {\"$ref\": \"#it\"}]}";
	static const char id_in_enum[] =
	    "{\"$id\": \"https://e.org/r\", \"$defs\": {"
	    "\"a\": {\"enum\": [{\"$id\": \"https://e.org/x\","
	    " \"type\": \"null\"}]},"
	    "\"b\": {\"$id\": \"https://e.org/x\", \"type\": \"string\"}},"
	    "\"$ref\": \"https://e.org/x\"}";
	static const struct row rows[] = {
	    {in_enum, "{\"$anchor\": \"it\", \"type\": \"null\"}", true},
	    {in_enum, "text\n", true},
	    {in_enum, "1\n", false},
	    {id_in_enum, "text\n", true},
	    {id_in_enum, "1\n", false},
	};

	(void)state;
	ROWS(rows);
}

/* A pointer may lead where no keyword put a schema. */
static void test_unknown_places(void **state)
{
	static const struct row rows[] = {
	    {"{\"unknown\": {\"type\": \"integer\"},"
	     " \"$ref\": \"#/unknown\"}",
	     "1\n", true},
	    {"{\"unknown\": {\"type\": \"integer\"},"
	     " \"$ref\": \"#/unknown\"}",
	     "a\n", false},
	    {"{\"$id\": \"/base\", \"examples\": [{\"type\": \"string\"}],"
	     " \"$ref\": \"#/examples/0\"}",
	     "a\n", true},
	    {"{\"$id\": \"/base\", \"examples\": [{\"type\": \"string\"}],"
	     " \"$ref\": \"#/examples/0\"}",
	     "1\n", false},
	    {"{\"properties\": {\"a\": {\"new\": {\"more\":"
	     " {\"type\": \"null\"}}}},"
	     " \"$ref\": \"#/properties/a/new/more\"}",
	     "1\n", false},
	    {"{\"$defs\": {\"\": {\"$defs\": {\"a/b\": {\"type\":"
	     " \"null\"}}}}, \"$ref\": \"#/$defs//$defs/a~1b\"}",
	     "1\n", false},
	};

	(void)state;
	ROWS(rows);
}

static void test_uris(void **state)
{
	static const struct row rows[] = {
	    {"{\"$id\": \"HTTPS://E.org/a/./b/../c\","
	     " \"$defs\": {\"x\": {\"$id\": \"%64\", \"type\": \"null\"}},"
	     " \"$ref\": \"https://e.ORG/a/d\"}",
	     "1\n", false},
	    {"{\"$id\": \"urn:example:a?=b\", \"$defs\": {\"x\":"
	     " {\"$anchor\": \"y\", \"type\": \"null\"}},"
	     " \"$ref\": \"urn:example:a?=b#y\"}",
	     "1\n", false},
	    {"{\"$id\": \"https://e.org\", \"$defs\": {\"x\": {\"$id\":"
	     " \"?q=1\", \"type\": \"null\"}},"
	     " \"$ref\": \"https://e.org/?q=1\"}",
	     "1\n", false},
	    {"{\"$ref\": \"https://e.org/yaml\"}", "1.5\n", false},
	    {"{\"$ref\": \"https://e.org/yaml\"}", "1.0\n", true},
	};

	(void)state;
	ROWS(rows);
}

static void test_drafts(void **state)
{
	static const struct row rows[] = {
	    /* prefixItems means nothing in 2019-09 */
	    {"{\"$ref\": \"https://e.org/old.json\"}", "[1, 2, 3]", true},
	    {"{\"$ref\": \"https://e.org/old.json\"}", "1\n", false},
	    /* nor dependentRequired in draft-07; but items as a list does */
	    {"{\"$ref\": \"https://e.org/older.json\"}", "{\"a\": 1}", true},
	    {"{\"$ref\": \"https://e.org/older.json\"}", "[1]", false},
	    {"{\"$ref\": \"https://e.org/older.json\"}", "[a, b]", false},
	    {"{\"$ref\": \"https://e.org/older.json\"}", "[a]", true},
	    /* beside $ref nothing counts in draft-07 */
	    {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\","
	     " \"definitions\": {\"a\": true}, \"$ref\":"
	     " \"#/definitions/a\", \"type\": \"null\"}",
	     "1\n", true},
	    /* dependencies is still understood */
	    {"{\"dependencies\": {\"a\": [\"b\"]}}", "{\"a\": 1}", false},
	    {"{\"dependencies\": {\"a\": {\"required\": [\"b\"]}}}",
	     "{\"a\": 1}", false},
	    {"{\"dependencies\": {\"a\": false}}", "{\"b\": 1}", true},
	    /* recursion of 2019-09 */
	    {"{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\","
	     " \"$id\": \"https://e.org/tree\", \"$recursiveAnchor\": true,"
	     " \"$ref\": \"base\", \"required\": [\"x\"], \"$defs\": {\"b\":"
	     " {\"$id\": \"base\", \"$recursiveAnchor\": true,"
	     " \"properties\": {\"k\": {\"$recursiveRef\": \"#\"}}}}}",
	     "{\"x\": 1, \"k\": {\"y\": 1}}", false},
	};

	(void)state;
	ROWS(rows);
}

static void test_vocabularies(void **state)
{
	static const struct row rows[] = {
	    {"{\"$schema\": \"https://e.org/assert-format\","
	     " \"format\": \"ipv4\", \"type\": \"null\"}",
	     "\"127.0.0.1\"\n", true},
	    {"{\"$schema\": \"https://e.org/assert-format\","
	     " \"format\": \"ipv4\"}",
	     "\"300.0.0.1\"\n", false},
	    {"{\"format\": \"ipv4\"}", "\"300.0.0.1\"\n", true},
	};

	(void)state;
	ROWS(rows);
}

static void test_dynamic(void **state)
{
	static const char skips[] =
	    "{\"$id\": \"https://e.org/main\", \"properties\": {\"item\":"
	    " {\"$ref\": \"bar#/$defs/item\"}}, \"$defs\": {\"bar\":"
	    " {\"$id\": \"bar\", \"$defs\": {\"item\": {\"$id\": \"item\","
	    " \"properties\": {\"content\": {\"$dynamicRef\": \"#c\"}},"
	    " \"$defs\": {\"d\": {\"$dynamicAnchor\": \"c\","
	    " \"type\": \"integer\"}}},"
	    " \"content\": {\"$dynamicAnchor\": \"c\","
	    " \"type\": \"string\"}}}}}";
	static const struct row rows[] = {
	    {skips, "{\"item\": {\"content\": 1}}", true},
	    {skips, "{\"item\": {\"content\": \"a\"}}", false},
	};

	(void)state;
	ROWS(rows);
}

static void test_numbers(void **state)
{
	static const struct row rows[] = {
	    {"{\"type\": \"integer\"}",
	     "98249283749234923498293171823948729348"
	     "710298301928331\n",
	     true},
	    {"{\"maximum\": 18446744073709551615}", "18446744073709551600\n",
	     true},
	    {"{\"exclusiveMaximum\": 972783798187987123879878123.18878137}",
	     "972783798187987123879878123.188781371\n", false},
	    {"{\"type\": \"integer\", \"multipleOf\": 0.5}", "1e308\n", true},
	    {"{\"multipleOf\": 0.01}", "0.07\n", true},
	    {"{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}", "1e1\n", true},
	    {"{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 0.5]}", "50e-2\n", true},
	    {"{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 31]}", "0x1F\n", true},
	    {"{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 31]}", "0o37\n", true},
	    {"{\"enum\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 31]}", "32\n", false},
	    {"{\"uniqueItems\": true}", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 90e-1]",
	     false},
	    {"{\"uniqueItems\": true}", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 9.1]",
	     true},
	    {"{\"uniqueItems\": true}",
	     "[{a: 1, b: 2}, 1, 2, 3, 4, 5, 6, 7, {b: 2.0, a: 1}]", false},
	    {"{\"maxLength\": 2.0}", "abc\n", false},
	};

	(void)state;
	ROWS(rows);
}

/* A schema that is wrong: the finding's words and the bytes it points at. */
static void assert_bad(const char *schema, const char *covers,
		       const char *message)
{
	struct ari_str bytes = ari_str_from(schema), found;
	struct fixture f;

	fixture_compile(&f, bytes, &options);
	assert_int_equal(f.rc, 0);
	assert_null(f.schema);
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].rule->code, "schema-bad");
	found = fixture_covers(&f, &bytes, 0);
	if (!ari_str_is(found, covers))
		fail_msg("covers %.*s", (int)found.len, found.ptr);
	assert_string_equal(f.diags.items[0].message.ptr, message);
	fixture_close(&f);
}

#define BAD "the schema itself is wrong, at "

static void test_bad(void **state)
{
	(void)state;
	assert_bad("{\"type\": \"txt\"}", "\"txt\"",
		   BAD "#/type: \"type\" cannot be \"txt\"");
	assert_bad("{\"$defs\": {\"a\": {\"minLength\": -1}}}", "-1",
		   BAD "#/$defs/a/minLength: \"minLength\" must be 0 or more, "
		       "and is -1");
	assert_bad("{\"$ref\": \"#/$defs/a\"}", "\"#/$defs/a\"",
		   BAD
		   "#/$ref: #/$defs/a leads nowhere: nothing stands at that "
		   "place");
	assert_bad("{\"$ref\": \"https://e.org/none\"}",
		   "\"https://e.org/none\"",
		   BAD "#/$ref: https://e.org/none leads nowhere: there is no "
		       "schema of that name here");
	assert_bad("{\"$ref\": \"#nobody\"}", "\"#nobody\"",
		   BAD
		   "#/$ref: #nobody leads nowhere: no schema has that anchor");
	assert_bad("{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
		   "\"http://json-schema.org/draft-04/schema#\"",
		   BAD
		   "#/$schema: http://json-schema.org/draft-04/schema is not "
		   "a draft that is known here: write " DRAFT "schema");
	assert_bad("{\"$schema\": \"https://e.org/strange\"}",
		   "\"https://e.org/strange\"",
		   BAD "#/$schema: its metaschema needs the vocabulary "
		       "https://e.org/vocab/x, which is not known here");
	assert_bad("{\"properties\": {\"a\": 5}}", "5",
		   BAD "#/properties/a: a schema is a mapping, true or false");
	assert_bad("text\n", "text",
		   BAD "#: a schema is a mapping, true or false");
	assert_bad("{\"allOf\": [{\"$ref\": \"#\"}]}", "\"#\"",
		   BAD
		   "#/allOf/0/$ref: the schema refers to itself without end");
	assert_bad("{\"$defs\": {\"a\": {\"$anchor\": \"x\"},"
		   " \"b\": {\"$anchor\": \"x\"}}}",
		   "\"x\"",
		   BAD "#/$defs/b/$anchor: another schema is called #x too");
}

static void test_metaschema(void **state)
{
	static const struct row rows[] = {
	    {"{\"$ref\": \"" DRAFT "schema\"}", "{\"minLength\": -1}", false},
	    {"{\"$ref\": \"" DRAFT "schema\"}",
	     "{\"properties\": {\"a\": {\"type\": \"string\"}}}", true},
	    {"{\"$ref\": \"" DRAFT "schema\"}",
	     "{\"properties\": {\"a\": {\"type\": \"txt\"}}}", false},
	};

	(void)state;
	ROWS(rows);
}

/* The project's own schemas compile, and are what a schema may be. */
static void test_bundle(void **state)
{
	static const char *const own[] = {
	    "plan",   "register", "check",	    "changes",
	    "cycles", "records",  "audit",	    "log",
	    "rules",  "paper",	  "paper-template", "status"};

	(void)state;
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		struct fixture f;
		struct ari_str text;
		char uri[128];

		snprintf(uri, sizeof(uri),
			 "https://arising.example/schema/1/%s.schema.json",
			 own[i]);
		assert_true(ari_schema_bundled(&text, ari_str_from(uri)));
		fixture_compile(&f, text, NULL);
		assert_non_null(f.schema);
		fixture_close(&f);
		fixture_compile(&f, ARI_STR("{\"$ref\": \"" DRAFT "schema\"}"),
				NULL);
		fixture_validate(&f, text);
		assert_int_equal(f.diags.errors, 0);
		fixture_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_not_identifiers),
	    cmocka_unit_test(test_unknown_places),
	    cmocka_unit_test(test_uris),
	    cmocka_unit_test(test_drafts),
	    cmocka_unit_test(test_vocabularies),
	    cmocka_unit_test(test_dynamic),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_bad),
	    cmocka_unit_test(test_metaschema),
	    cmocka_unit_test(test_bundle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
