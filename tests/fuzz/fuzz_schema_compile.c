/*
 * Fuzz target: any JSON compiled as a schema ends in a schema, a finding or
 * an error; what compiles can judge itself.
 */
#include <arising/json.h>
#include <arising/schema.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *problem)
{
	fprintf(stderr, "%s\n", problem);
	abort();
}

static void compile(const struct ari_doc *doc, struct ari_arena *arena)
{
	struct ari_schema_options options = {.assert_format = true};
	struct ari_schema *schema = NULL;
	struct ari_error err = {0};
	struct ari_diags diags;
	int rc;

	ari_diags_init(&diags, arena);
	rc = ari_schema_compile(&schema, doc, &options, &diags, &err);
	if (rc) {
		if (schema || !err.code)
			die("an error without a reason");
		return;
	}
	if (!schema != (diags.errors > 0))
		die("neither a schema nor a finding");
	if (!schema)
		return;
	rc = ari_schema_validate(schema, doc->root, &diags, &err);
	if (rc && err.code != ARI_ERR_LIMIT)
		die("a validation failed without reaching a limit");
	for (size_t i = 0; i < diags.count; i++)
		if (diags.items[i].span.end > doc->bytes.len ||
		    diags.items[i].span.start > diags.items[i].span.end ||
		    !diags.items[i].instance.ptr || !diags.items[i].schema.ptr)
			die("a finding without a place");
	ari_schema_free(schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ari_str bytes = {(const char *)data, size};
	struct ari_error err = {0};
	struct ari_doc doc = {0};
	struct ari_arena arena;
	struct ari_diags diags;

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	if (!ari_json_read(&doc, &arena, bytes, &diags, &err) && doc.root &&
	    !diags.errors)
		compile(&doc, &arena);
	ari_arena_release(&arena);
	return 0;
}
