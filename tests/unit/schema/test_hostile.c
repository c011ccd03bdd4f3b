/*
 * Schemas and documents made to hurt: loops, depth, width, patterns that run
 * away, and memory that ends at every allocation in turn.
 */
#include "unit/schema/fixture.h"

static void assert_limit(const char *schema, const char *text,
			 const char *message)
{
	struct fixture f;

	fixture_compile(&f, ari_str_from(schema), NULL);
	assert_non_null(f.schema);
	fixture_validate(&f, ari_str_from(text));
	assert_int_equal(f.rc, -1);
	assert_int_equal(f.err.code, ARI_ERR_LIMIT);
	if (!strstr(f.err.message, message))
		fail_msg("not the limit expected: %s", f.err.message);
	fixture_close(&f);
}

/* Loops that only some values enter: they end where they are entered. */
static void test_loops(void **state)
{
	static const char once[] =
	    "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#\"}]}";
	struct fixture f;

	(void)state;
	fixture_open(&f, once, "text\n");
	assert_int_equal(f.diags.errors, 0);
	fixture_close(&f);
	assert_limit(once, "1\n", "refers to itself without end");
	assert_limit("{\"not\": {\"$ref\": \"#\"}}", "1\n",
		     "refers to itself without end");
	assert_limit("{\"$id\": \"https://e.org/a\", \"$dynamicAnchor\": \"x\","
		     " \"if\": {\"$id\": \"b\", \"$dynamicAnchor\": \"x\","
		     " \"not\": {\"$dynamicRef\": \"#x\"}}}",
		     "1\n", "refers to itself without end");
}

/* The document must be gone through, not the schema's depth. */
static void test_recursion(void **state)
{
	struct fixture f;
	char text[2 * 100 + 2];

	(void)state;
	memset(text, '[', 100);
	text[100] = '7';
	memset(text + 101, ']', 100);
	text[201] = '\0';
	fixture_open(&f,
		     "{\"type\": [\"array\", \"string\"],"
		     " \"items\": {\"$ref\": \"#\"}}",
		     text);
	assert_int_equal(f.diags.count, 1);
	assert_int_equal(f.diags.items[0].span.start, 100);
	fixture_close(&f);
}

#define DEEP 10000

/* {"allOf": [{"allOf": [… {"type": "null"}]}]}, deeper than readers go. */
static void test_deep_schema(void **state)
{
	struct ari_node *nodes = calloc(DEEP + 1, 3 * sizeof(*nodes));
	struct ari_node leaf[2] = {
	    {.kind = ARI_NODE_SCALAR, .type = ARI_TYPE_STRING, .len = 4},
	    {.kind = ARI_NODE_SCALAR, .type = ARI_TYPE_STRING, .len = 4}};
	struct fixture f;

	(void)state;
	assert_non_null(nodes);
	fixture_compile(&f, ARI_STR("{}"), NULL);
	ari_schema_free(f.schema);
	leaf[0].u.text = "type";
	leaf[1].u.text = "null";
	for (size_t i = 0; i <= DEEP; i++) {
		struct ari_node *map = &nodes[i * 3], *key = map + 1;

		*map = (struct ari_node){.kind = ARI_NODE_MAPPING, .len = 2};
		map->u.items = i < DEEP ? key : leaf;
		*key = leaf[0];
		key->len = 5;
		key->u.text = "allOf";
		key[1] = (struct ari_node){.kind = ARI_NODE_SEQUENCE, .len = 1};
		key[1].u.items = i < DEEP ? map + 3 : NULL;
	}
	f.schema_doc.root = nodes;
	f.rc = ari_schema_compile(&f.schema, &f.schema_doc,
				  &(struct ari_schema_options){.trusted = true},
				  &f.diags, &f.err);
	assert_int_equal(f.rc, 0);
	assert_non_null(f.schema);
	fixture_validate(&f, ARI_STR("x\n"));
	assert_int_equal(f.rc, 0);
	assert_int_equal(f.diags.count, 1);
	assert_int_equal(f.diags.items[0].schema.len,
			 1 + DEEP * strlen("/allOf/0") + strlen("/type"));
	fixture_close(&f);
	free(nodes);
}

/* head, then count numbered items with a comma between, then tail. */
static struct ari_str make_list(const char *head, const char *item,
				size_t count, const char *tail)
{
	struct ari_buf buf;

	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, head);
	for (size_t i = 0; i < count; i++) {
		ari_buf_puts(&buf, i ? "," : "");
		for (const char *p = item; *p; p++) {
			if (*p == '#')
				ari_buf_printf(&buf, "%zu", i);
			else
				ari_buf_byte(&buf, *p);
		}
	}
	ari_buf_puts(&buf, tail);
	assert_false(buf.failed);
	return ari_buf_view(&buf);
}

#define WIDE 100000

/* A wide schema on a wide document: each key is found, none is scanned for. */
static void test_wide(void **state)
{
	struct ari_str schema = make_list(
	    "{\"properties\":{", "\"key#\":{\"type\":\"integer\"}", WIDE,
	    "},\"required\":[\"key7\",\"none\"],\"additionalProperties\":"
	    "false}");
	struct ari_str text = make_list("{", "\"key#\":#", WIDE, "}");
	struct ari_str other = make_list("{", "\"kez#\":#", WIDE, "}");
	struct fixture f;

	(void)state;
	fixture_compile(&f, schema, NULL);
	assert_non_null(f.schema);
	fixture_validate(&f, text);
	assert_int_equal(f.rc, 0);
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].message.ptr,
			    "the key \"none\" is missing");
	fixture_validate(&f, other);
	assert_int_equal(f.rc, 0);
	assert_int_equal(f.diags.errors, WIDE + 2);
	assert_int_equal(f.diags.count, ARI_DIAG_CAP);
	fixture_close(&f);
	free((char *)other.ptr);
	free((char *)schema.ptr);
	free((char *)text.ptr);
}

static void test_long_enum(void **state)
{
	struct ari_str schema =
	    make_list("{\"items\":{\"enum\":[", "#.0", WIDE, "]}}");
	struct ari_str text = make_list("{\"a\":[", "#", WIDE + 1, "]}");
	struct fixture f;

	(void)state;
	fixture_compile(&f, schema, NULL);
	assert_non_null(f.schema);
	fixture_validate(&f, (struct ari_str){text.ptr + 5, text.len - 6});
	assert_int_equal(f.rc, 0);
	assert_int_equal(f.diags.count, 1);
	fixture_close(&f);
	free((char *)schema.ptr);
	free((char *)text.ptr);
}

/* Every item of its own, but the last: found without comparing all pairs. */
static void test_long_unique(void **state)
{
	struct ari_str text =
	    make_list("{\"a\":[", "{\"k\":#}", WIDE, ",{\"k\":5.0}]}");
	struct fixture f;

	(void)state;
	fixture_open(&f, "{\"properties\":{\"a\":{\"uniqueItems\":true}}}",
		     text.ptr);
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].message.ptr,
			    "\"a\" says {k: 5.0} twice: as item 6 and as "
			    "item 100001");
	fixture_close(&f);
	free((char *)text.ptr);
}

/* Two choices a level, sixty levels: more steps than there are. */
static void test_exponential(void **state)
{
	struct ari_buf buf;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, "{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
	for (int i = 0; i < 60; i++)
		ari_buf_printf(&buf,
			       "\"a%d\":{\"anyOf\":[{\"$ref\":\"#/$defs/a%d\"},"
			       "{\"$ref\":\"#/$defs/a%d\"}]},",
			       i, i + 1, i + 1);
	ari_buf_puts(&buf, "\"a60\":{\"type\":\"null\"}}}");
	assert_limit(buf.ptr, "1\n", "too many steps");
	ari_buf_release(&buf);
}

/* A long chain of references, each looked up in a long mapping. */
static void test_chain(void **state)
{
	struct ari_buf buf;
	struct fixture f;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, "{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
	for (int i = 0; i < 30000; i++)
		ari_buf_printf(&buf, "\"d%d\":{\"$ref\":\"#/$defs/d%d\"},", i,
			       i + 1);
	ari_buf_puts(&buf, "\"d30000\":{\"type\":\"null\"}}}");
	assert_false(buf.failed);
	fixture_open(&f, buf.ptr, "1\n");
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].schema.ptr, "#/$defs/d30000/type");
	fixture_close(&f);
	ari_buf_release(&buf);
}

static void test_patterns(void **state)
{
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(text) - 3, "!\n", 3);
	assert_limit("{\"pattern\": \"^(a+)+$\"}", text, "pattern");
}

/* An allocator that fails once `left` is used up. */
static void *failing(void *ctx, void *ptr, size_t size)
{
	size_t *left = ctx;

	if (!size) {
		free(ptr);
		return NULL;
	}
	if (!*left)
		return NULL;
	--*left;
	return realloc(ptr, size);
}

static const char rich[] =
    "{\"$id\": \"https://e.org/r\", \"$schema\":"
    " \"https://json-schema.org/draft/2020-12/schema\","
    " \"$dynamicAnchor\": \"d\", \"type\": \"object\","
    " \"properties\": {\"a\": {\"enum\": [1, {\"b\": [2]}]},"
    " \"list\": {\"items\": {\"$dynamicRef\": \"#d\"},"
    " \"uniqueItems\": true, \"contains\": {\"minimum\": 3}}},"
    " \"patternProperties\": {\"^x-[0-9]+$\": {\"maxLength\": 1}},"
    " \"required\": [\"a\"], \"propertyNames\": {\"minLength\": 1},"
    " \"dependentRequired\": {\"a\": [\"b\"]},"
    " \"anyOf\": [{\"required\": [\"q\"]}, {\"properties\":"
    " {\"a\": {\"const\": 7}}}],"
    " \"unevaluatedProperties\": false,"
    " \"x-message\": {\"required\": \"no {key}\"}}";
static const char poor[] =
    "{\"a\": 2, \"lits\": 1, \"x-1\": \"long\", \"list\":"
    " [1, 2, 3, 4, 5, 6, 7, 8, 9, {\"a\": []}, 1.0]}";

/* Compile and validate with so many allocations; how many were left. */
static size_t with_allocations(const struct ari_doc *schema_doc,
			       const struct ari_doc *doc, size_t count,
			       size_t *findings)
{
	size_t left = count;
	struct ari_alloc alloc = {failing, &left};
	struct ari_schema *schema = NULL;
	struct ari_error err = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	int rc;

	ari_arena_init(&arena, &alloc, 0);
	ari_diags_init(&diags, &arena);
	rc = ari_schema_compile(&schema, schema_doc, NULL, &diags, &err);
	if (!rc)
		rc = ari_schema_validate(schema, doc->root, &diags, &err);
	if (rc)
		assert_int_equal(err.code, ARI_ERR_MEMORY);
	*findings = rc ? 0 : diags.count;
	ari_schema_free(schema);
	ari_arena_release(&arena);
	return left;
}

static void test_memory(void **state)
{
	struct fixture f;
	size_t all, findings, most;

	(void)state;
	fixture_open(&f, rich, poor);
	all = f.diags.count;
	assert_true(all > 8);
	most = 1000000 -
	       with_allocations(&f.schema_doc, &f.doc, 1000000, &findings);
	assert_int_equal(findings, all);
	for (size_t n = 0; n < most; n++) {
		with_allocations(&f.schema_doc, &f.doc, n, &findings);
		assert_int_equal(findings, 0);
	}
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_loops),
	    cmocka_unit_test(test_recursion),
	    cmocka_unit_test(test_deep_schema),
	    cmocka_unit_test(test_wide),
	    cmocka_unit_test(test_long_enum),
	    cmocka_unit_test(test_long_unique),
	    cmocka_unit_test(test_exponential),
	    cmocka_unit_test(test_chain),
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
