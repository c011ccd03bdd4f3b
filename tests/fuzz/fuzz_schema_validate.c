/*
 * Fuzz target: a schema and an instance, a line between them with `---`.
 * The quick pass and the reporting pass must agree, a second run must say
 * the same as the first, and a schema in `not` must say the opposite.
 */
#include <arising/json.h>
#include <arising/schema.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct side {
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_doc doc;
};

static void die(const char *problem)
{
	fprintf(stderr, "%s\n", problem);
	abort();
}

static bool read_side(struct side *side, struct ari_str bytes)
{
	struct ari_error err = {0};

	side->doc = (struct ari_doc){0};
	ari_arena_init(&side->arena, NULL, 0);
	ari_diags_init(&side->diags, &side->arena);
	return !ari_json_read(&side->doc, &side->arena, bytes, &side->diags,
			      &err) &&
	       side->doc.root && !side->diags.errors;
}

/* Findings of the instance by the schema, or -1 where there is no verdict. */
static int judge(const struct ari_doc *schema_doc, const struct side *instance,
		 struct ari_diags *diags, struct ari_arena *arena)
{
	struct ari_schema *schema = NULL;
	struct ari_error err = {0};
	int rc;

	ari_diags_init(diags, arena);
	rc = ari_schema_compile(&schema, schema_doc, NULL, diags, &err);
	if (rc || !schema)
		return -1;
	rc = ari_schema_validate(schema, instance->doc.root, diags, &err);
	ari_schema_free(schema);
	return rc ? -1 : (int)diags->errors;
}

static void same_findings(const struct ari_diags *a, const struct ari_diags *b)
{
	if (a->count != b->count || a->errors != b->errors)
		die("two runs count differently");
	for (size_t i = 0; i < a->count; i++)
		if (!ari_str_eq(a->items[i].message, b->items[i].message) ||
		    !ari_str_eq(a->items[i].schema, b->items[i].schema) ||
		    !ari_str_eq(a->items[i].instance, b->items[i].instance))
			die("two runs say different things");
}

/* {"not": {"$ref": the schema}}, where the schema has no base of its own. */
static void opposite(const struct side *schema, const struct side *instance,
		     int errors)
{
	struct ari_node pair[2] = {
	    {.kind = ARI_NODE_SCALAR, .type = ARI_TYPE_STRING, .len = 3},
	    *schema->doc.root};
	struct ari_node map = {.kind = ARI_NODE_MAPPING, .len = 2};
	struct ari_doc doc = {.root = &map};
	struct ari_arena arena;
	struct ari_diags diags;
	int other;

	pair[0].u.text = "not";
	map.u.items = pair;
	ari_arena_init(&arena, NULL, 0);
	other = judge(&doc, instance, &diags, &arena);
	if (other >= 0 && !other == !errors)
		die("a schema and its negation agree");
	ari_arena_release(&arena);
}

static void compare(const struct side *schema, const struct side *instance,
		    bool plain)
{
	struct ari_arena arena;
	struct ari_diags first, second;
	int errors;

	ari_arena_init(&arena, NULL, 0);
	errors = judge(&schema->doc, instance, &first, &arena);
	if (errors >= 0) {
		if (judge(&schema->doc, instance, &second, &arena) != errors)
			die("two runs differ");
		same_findings(&first, &second);
		if (plain)
			opposite(schema, instance, errors);
	}
	ari_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *cut = size ? memmem(text, size, "\n---\n", 5) : NULL;
	struct side schema, instance;
	bool readable;

	if (!cut)
		return 0;
	readable =
	    read_side(&schema, (struct ari_str){text, (size_t)(cut - text)});
	readable &= read_side(
	    &instance,
	    (struct ari_str){cut + 5, size - (size_t)(cut - text) - 5});
	if (readable)
		compare(&schema, &instance,
			!memchr(text, '$', (size_t)(cut - text)));
	ari_arena_release(&schema.arena);
	ari_arena_release(&instance.arena);
	return 0;
}
