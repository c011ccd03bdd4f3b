/*
 * Cases derived from the texts of the specifications, in the folder cases. A
 * group says what it is about, has a schema (or only a format, or only
 * schemas to be refused) and lists what is valid by it and what is not:
 *
 *   {"about": "RFC 3339 5.6", "format": "date", "valid": [], "invalid": []}
 *   {"about": "8.1.1", "schema": {}, "assert": true, "documents": {URI: {}}}
 *   {"about": "6.1.1", "refused": [{"type": "x"}]}
 */
#include "unit/schema/fixture.h"

#include <dirent.h>

#define CASES "tests/unit/schema/cases"
#define CASE_FILES 64
#define CASE_BYTES ((size_t)1 << 20)

/* One file, the group in it that is at hand, and how it has gone so far. */
struct table {
	const char *name;
	struct ari_str bytes;
	const struct ari_node *group;
	unsigned groups;
	unsigned passed;
	unsigned failed;
};

static struct ari_str source_of(const struct table *table,
				const struct ari_node *node)
{
	return (struct ari_str){table->bytes.ptr + node->start,
				node->end - node->start};
}

/* The group's documents, by their URIs. */
static bool load(void *ctx, struct ari_str uri, struct ari_str *out,
		 bool *is_yaml)
{
	const struct table *table = ctx;
	const struct ari_node *found =
	    ari_node_get_str(ari_node_get(table->group, "documents"), uri);

	*is_yaml = false;
	if (found)
		*out = source_of(table, found);
	return found != NULL;
}

static void count(struct table *table, bool passed, const char *problem,
		  struct ari_str what)
{
	const struct ari_node *about = ari_node_get(table->group, "about");

	if (passed) {
		table->passed++;
		return;
	}
	table->failed++;
	printf("FAIL %s: %.*s: %s: %.*s\n", table->name, (int)about->len,
	       about->u.text, problem, (int)what.len, what.ptr);
}

static void judge_list(struct table *table, const struct ari_schema *schema,
		       const char *key, bool valid)
{
	const struct ari_node *list = ari_node_get(table->group, key);

	for (uint32_t i = 0; list && i < list->len; i++) {
		struct ari_error err = {0};
		struct ari_arena arena;
		struct ari_diags diags;

		ari_arena_init(&arena, NULL, 0);
		ari_diags_init(&diags, &arena);
		assert_int_equal(ari_schema_validate(schema, &list->u.items[i],
						     &diags, &err),
				 0);
		count(table, valid == !diags.errors,
		      valid ? "should be valid" : "should be invalid",
		      source_of(table, &list->u.items[i]));
		ari_arena_release(&arena);
	}
}

/* Compile one schema of the group; NULL, and why, when it is refused. */
static struct ari_schema *compile(struct table *table,
				  const struct ari_node *root,
				  struct ari_arena *arena, struct ari_str *why)
{
	struct ari_schema_loader loader = {load, table};
	struct ari_schema_options options = {.loader = &loader};
	struct ari_doc doc = {.root = root, .bytes = table->bytes};
	struct ari_schema *schema = NULL;
	struct ari_error err = {0};
	struct ari_diags diags;

	options.assert_format = ari_node_get(table->group, "assert") ||
				ari_node_get(table->group, "format");
	ari_diags_init(&diags, arena);
	assert_int_equal(
	    ari_schema_compile(&schema, &doc, &options, &diags, &err), 0);
	assert_int_equal(!schema, diags.errors > 0);
	if (diags.count)
		*why = diags.items[0].message;
	return schema;
}

static void refuse_list(struct table *table, struct ari_arena *arena)
{
	const struct ari_node *list = ari_node_get(table->group, "refused");

	for (uint32_t i = 0; list && i < list->len; i++) {
		struct ari_str why;
		struct ari_schema *schema =
		    compile(table, &list->u.items[i], arena, &why);

		count(table, !schema, "should be refused",
		      source_of(table, &list->u.items[i]));
		ari_schema_free(schema);
	}
}

static void run_group(struct table *table)
{
	const struct ari_node *root = ari_node_get(table->group, "schema");
	struct ari_str why = ARI_STR("");
	struct ari_schema *schema;
	struct ari_arena arena;

	ari_arena_init(&arena, NULL, 0);
	table->groups++;
	assert_non_null(ari_node_get(table->group, "about"));
	refuse_list(table, &arena);
	/* A group with a format is a schema itself: the rest is unknown. */
	if (!root && ari_node_get(table->group, "format"))
		root = table->group;
	if (root) {
		schema = compile(table, root, &arena, &why);
		count(table, schema != NULL, "does not compile", why);
		if (schema) {
			judge_list(table, schema, "valid", true);
			judge_list(table, schema, "invalid", false);
		}
		ari_schema_free(schema);
	}
	ari_arena_release(&arena);
}

static void read_table(struct table *table, struct ari_arena *arena)
{
	char path[1024], *room = ari_arena_alloc(arena, CASE_BYTES);
	FILE *file;

	snprintf(path, sizeof(path), CASES "/%s", table->name);
	file = fopen(path, "rb");
	assert_non_null(file);
	assert_non_null(room);
	table->bytes = (struct ari_str){room, fread(room, 1, CASE_BYTES, file)};
	assert_true(feof(file));
	fclose(file);
}

static void run_table(struct table *table)
{
	struct ari_error err = {0};
	struct ari_doc doc = {0};
	struct ari_arena arena;
	struct ari_diags diags;

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	read_table(table, &arena);
	assert_int_equal(
	    ari_json_read(&doc, &arena, table->bytes, &diags, &err), 0);
	if (diags.count)
		fail_msg("%s: %s", table->name, diags.items[0].message.ptr);
	for (uint32_t i = 0; i < doc.root->len; i++) {
		table->group = &doc.root->u.items[i];
		run_group(table);
	}
	ari_arena_release(&arena);
}

static void test_cases(void **state)
{
	DIR *dir = opendir(CASES);
	struct dirent *entry;
	unsigned passed = 0, failed = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		struct table table = {.name = entry->d_name};

		if (!strstr(entry->d_name, ".json"))
			continue;
		run_table(&table);
		printf("%s: %u groups, %u passed, %u failed\n", table.name,
		       table.groups, table.passed, table.failed);
		passed += table.passed;
		failed += table.failed;
	}
	closedir(dir);
	assert_true(passed > 1500);
	assert_int_equal(failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
