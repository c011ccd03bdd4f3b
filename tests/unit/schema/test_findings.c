/*
 * Findings: one a failing keyword, at its place in the document and in the
 * schema, in words that say what to write.
 */
#include "unit/schema/fixture.h"

/* A finding expected: its code, what its span covers, and its words. */
struct expected {
	const char *code;
	const char *covers;
	const char *instance;
	const char *schema;
	const char *message;
	const char *help; /* NULL: none */
};

static void assert_str(struct ari_str found, const char *expected)
{
	if (!expected) {
		assert_null(found.ptr);
		return;
	}
	if (!ari_str_is(found, expected))
		fail_msg("found \"%.*s\", not \"%s\"", (int)found.len,
			 found.ptr, expected);
}

static void assert_findings(const char *schema, const char *text,
			    const struct expected *expected, size_t count)
{
	struct ari_str bytes = ari_str_from(text);
	struct fixture f;

	fixture_open(&f, schema, text);
	for (size_t i = 0; i < f.diags.count && i < count; i++) {
		const struct ari_diag *diag = &f.diags.items[i];

		assert_string_equal(diag->rule->code, expected[i].code);
		assert_str(fixture_covers(&f, &bytes, i), expected[i].covers);
		assert_str(diag->instance, expected[i].instance);
		assert_str(diag->schema, expected[i].schema);
		assert_str(diag->message, expected[i].message);
		assert_str(diag->help, expected[i].help);
	}
	assert_int_equal(f.diags.count, count);
	fixture_close(&f);
}

#define FINDINGS(schema, text, ...)                                            \
	do {                                                                   \
		const struct expected list[] = {__VA_ARGS__};                  \
		assert_findings(schema, text, list,                            \
				sizeof(list) / sizeof(list[0]));               \
	} while (0)

static void test_type(void **state)
{
	(void)state;
	FINDINGS("{\"properties\": {\"ref\": {\"type\": \"string\"}}}",
		 "ref: 1.10\n",
		 {"schema-type", "1.10", "/ref", "#/properties/ref/type",
		  "\"ref\" must be text, not the number 1.1",
		  "1.10 without quotes is the number 1.1: write \"1.10\""});
	FINDINGS("{\"properties\": {\"a\": {\"type\": \"string\"}}}",
		 "a: true\n",
		 {"schema-type", "true", "/a", "#/properties/a/type",
		  "\"a\" must be text, not true",
		  "true without quotes means true or false, not text: write "
		  "\"true\""});
	FINDINGS("{\"properties\": {\"a\": {\"type\": \"boolean\"}}}",
		 "a: Yes\n",
		 {"schema-type", "Yes", "/a", "#/properties/a/type",
		  "\"a\" must be true or false, not the text \"Yes\"",
		  "write true, without quotes"});
	FINDINGS("{\"properties\": {\"a\": {\"type\": \"integer\"}}}",
		 "a: \"5\"\n",
		 {"schema-type", "\"5\"", "/a", "#/properties/a/type",
		  "\"a\" must be a whole number, not the text \"5\"",
		  "write 5 without quotes"});
	FINDINGS("{\"items\": {\"type\": [\"array\", \"null\"]}}", "- x\n",
		 {"schema-type", "x", "/0", "#/items/type",
		  "item 1 of the list must be a list or empty, not the text "
		  "\"x\"",
		  "write it as a list: [\"x\"]"});
	FINDINGS("{\"type\": \"string\"}", "[one]\n",
		 {"schema-type", "[one]", "", "#/type",
		  "the document must be text, not a list",
		  "write \"one\", not as a list"});
}

static void test_keys(void **state)
{
	(void)state;
	FINDINGS("{\"properties\": {\"status\": {}, \"due\": {}},"
		 " \"additionalProperties\": false,"
		 " \"required\": [\"status\", \"ref\"]}",
		 "stauts: x\ndue: 1\n",
		 {"schema-required", "stauts", "", "#/required",
		  "the key \"ref\" is missing", "add `ref:` here"},
		 {"schema-required", "stauts", "", "#/required",
		  "the key \"status\" is missing",
		  "add `status:`; or is `stauts:` it, misspelt?"},
		 {"schema-unknown-key", "stauts", "/stauts",
		  "#/additionalProperties",
		  "\"stauts\" is not a key that is known here",
		  "did you mean \"status\"? known here: status, due"});
	FINDINGS("{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"a\": 1}",
		 {"schema-dependent", "\"a\"", "", "#/dependentRequired",
		  "the key \"b\" is missing: \"a\" cannot stand without it",
		  "add `b:` beside `a:`, or take `a:` out"});
	FINDINGS("{\"propertyNames\": {\"pattern\": \"^[a-z]+$\"}}",
		 "ok: 1\nNo: 2\n",
		 {"schema-pattern", "No", "/No", "#/propertyNames/pattern",
		  "as a key: \"No\" does not have the form asked for",
		  "the form, as a regular expression: ^[a-z]+$"});
	FINDINGS("{\"properties\": {\"a\": {}}, \"$ref\": \"#/$defs/b\","
		 " \"unevaluatedProperties\": false,"
		 " \"$defs\": {\"b\": {\"properties\": {\"status\": {}}}}}",
		 "a: 1\nstatsu: 2\n",
		 {"schema-unknown-key", "statsu", "/statsu",
		  "#/unevaluatedProperties",
		  "\"statsu\" is not a key that is known here",
		  "did you mean \"status\"? known here: a, status"});
}

static void test_values(void **state)
{
	(void)state;
	FINDINGS("{\"properties\": {\"s\": {\"enum\":"
		 " [\"not-started\", \"in-progress\"]}}}",
		 "s: in progress\n",
		 {"schema-enum", "in progress", "/s", "#/properties/s/enum",
		  "\"s\" cannot be \"in progress\"",
		  "did you mean \"in-progress\"? accepted: not-started, "
		  "in-progress"});
	FINDINGS("{\"const\": 1}", "2\n",
		 {"schema-const", "2", "", "#/const",
		  "the document must be 1, not 2", NULL});
	FINDINGS("{\"minimum\": 5, \"exclusiveMaximum\": 3}", "4\n",
		 {"schema-range", "4", "", "#/minimum",
		  "the document must be 5 or more, and is 4", NULL},
		 {"schema-range", "4", "", "#/exclusiveMaximum",
		  "the document must be less than 3, and is 4", NULL});
	FINDINGS("{\"minLength\": 3}", "\"\"\n",
		 {"schema-length", "\"\"", "", "#/minLength",
		  "the document must have at least 3 characters, and has none",
		  NULL});
	FINDINGS("{\"uniqueItems\": true, \"maxItems\": 2}", "[1, 2, 1.0]\n",
		 {"schema-count", "[1, 2, 1.0]", "", "#/maxItems",
		  "the document must have at most 2 items, and has 3", NULL},
		 {"schema-unique", "1.0", "", "#/uniqueItems",
		  "the document says 1.0 twice: as item 1 and as item 3",
		  "take one of them out"});
	FINDINGS("{\"prefixItems\": [{}], \"items\": false}", "[1, 2, 3]\n",
		 {"schema-extra-item", "2", "/1", "#/items",
		  "the document has an item too many: only 1 can stand here",
		  NULL});
	FINDINGS("{\"properties\": {\"a\": false}}", "a: 1\n",
		 {"schema-false", "1", "/a", "#/properties/a",
		  "\"a\" cannot stand here", "take it out"});
}

#define SHAPES                                                                 \
	"{\"anyOf\": ["                                                        \
	"{\"type\": \"object\", \"required\": [\"kind\", \"side\"],"           \
	" \"properties\": {\"kind\": {\"const\": \"square\"},"                 \
	" \"side\": {\"type\": \"number\"}}},"                                 \
	"{\"type\": \"object\", \"required\": [\"kind\", \"radius\"],"         \
	" \"properties\": {\"kind\": {\"const\": \"circle\"},"                 \
	" \"radius\": {\"type\": \"number\"}}},"                               \
	"{\"type\": \"string\"}]}"

static void test_branches(void **state)
{
	(void)state;
	FINDINGS(SHAPES, "kind: circle\nradius: big\n",
		 {"schema-type", "big", "/radius",
		  "#/anyOf/1/properties/radius/type",
		  "\"radius\" must be a number, not the text \"big\"", NULL});
	FINDINGS(SHAPES, "kind: square\n",
		 {"schema-required", "kind", "", "#/anyOf/0/required",
		  "the key \"side\" is missing", "add `side:` here"});
	FINDINGS(SHAPES, "5\n",
		 {"schema-type", "5", "", "#/anyOf",
		  "the document must be text or a mapping, not the number 5",
		  "5 without quotes is the number 5: write \"5\""});
	FINDINGS("{\"oneOf\": [{\"pattern\": \"^a\"}, {\"pattern\": \"^b\"}]}",
		 "c\n",
		 {"schema-form", "c", "", "#/oneOf",
		  "the document: \"c\" has none of the forms accepted here",
		  "write the form ^a; or the form ^b"});
	FINDINGS("{\"oneOf\": [{\"minimum\": 1}, {\"maximum\": 5}]}", "3\n",
		 {"schema-one", "3", "", "#/oneOf",
		  "the document fits 2 forms at once, where only one can "
		  "be",
		  NULL});
}

static void test_own_words(void **state)
{
	(void)state;
	FINDINGS("{\"properties\": {\"a\": {\"pattern\": \"^x\","
		 " \"maxLength\": 1,"
		 " \"x-message\": {\"pattern\": \"{value} for {key}\"},"
		 " \"x-help\": \"begin {key} with x\"}}}",
		 "a: yz\n",
		 {"schema-length", "yz", "/a", "#/properties/a/maxLength",
		  "\"a\" must have at most 1 character, and has 2",
		  "begin a with x"},
		 {"schema-pattern", "yz", "/a", "#/properties/a/pattern",
		  "\"yz\" for a", "begin a with x"});
	FINDINGS(
	    "{\"items\": {\"anyOf\": [{\"minLength\": 2}, {\"const\": 1}],"
	    " \"x-message\": \"neither\"}}",
	    "- z\n",
	    {"schema-form", "z", "/0", "#/items/anyOf", "neither", "write 1"});
	FINDINGS("{\"additionalProperties\": false, \"x-message\":"
		 " {\"additionalProperties\": \"no {key} = {value} here\"}}",
		 "q: 7\n",
		 {"schema-unknown-key", "q", "/q", "#/additionalProperties",
		  "no q = 7 here", NULL});
}

static void test_places(void **state)
{
	(void)state;
	FINDINGS("{\"$id\": \"https://e.org/s\", \"properties\": {\"a/b~\":"
		 " {\"items\": {\"$ref\": \"#/$defs/n%20x\"}}},"
		 " \"$defs\": {\"n x\": {\"type\": \"number\"}}}",
		 "a/b~: [1, x]\n",
		 {"schema-type", "x", "/a~1b~0/1",
		  "https://e.org/s#/$defs/n%20x/type",
		  "item 2 of \"a/b~\" must be a number, not the text \"x\"",
		  NULL});
}

/* Far more findings than are kept: all counted, the first kept. */
static void test_many(void **state)
{
	struct fixture f;
	char *text = malloc(5000 * 2 + 3);

	(void)state;
	assert_non_null(text);
	text[0] = '[';
	for (size_t i = 0; i < 5000; i++)
		memcpy(text + 1 + i * 2, "1,", 2);
	memcpy(text + 1 + 4999 * 2, "1]", 3);
	fixture_open(&f, "{\"items\": {\"type\": \"string\"}}", text);
	assert_int_equal(f.diags.count, ARI_DIAG_CAP);
	assert_int_equal(f.diags.errors, 5000);
	assert_int_equal(f.diags.cut, 5000 - ARI_DIAG_CAP);
	fixture_close(&f);
	free(text);
}

static void test_catalogue(void **state)
{
	(void)state;
	for (size_t i = 0; ari_schema_rules[i].code; i++) {
		assert_true(ari_str_starts(
		    ari_str_from(ari_schema_rules[i].code), "schema-"));
		assert_non_null(ari_schema_rules[i].sentence);
		assert_non_null(ari_schema_rules[i].summary);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(ari_schema_rules[i].code,
						ari_schema_rules[k].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_type),      cmocka_unit_test(test_keys),
	    cmocka_unit_test(test_values),    cmocka_unit_test(test_branches),
	    cmocka_unit_test(test_own_words), cmocka_unit_test(test_places),
	    cmocka_unit_test(test_many),      cmocka_unit_test(test_catalogue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
