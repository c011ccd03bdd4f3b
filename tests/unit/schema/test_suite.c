/*
 * The public JSON Schema test-suite, draft 2020-12, run through the library:
 * every group's schema and instances as trees that the JSON reader made.
 * The suite is not part of the project: without it this skips, loudly.
 */
#include <arising/json.h>
#include <arising/schema.h>

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Files of the suite, optional ones included. */
#define SUITE_FILES 256
#define SUITE_BYTES ((size_t)4 << 20)

struct tally {
	unsigned files;
	unsigned groups;
	unsigned passed;
	unsigned failed;
};

static const char *suite_root(void)
{
	const char *root = getenv("JSON_SCHEMA_TEST_SUITE");

	return root ? root : "../shared/json-schema-test-suite";
}

static struct ari_str read_file(struct ari_arena *arena, const char *path)
{
	struct ari_str bytes = {NULL, 0};
	FILE *file = fopen(path, "rb");
	char *room;

	if (!file)
		return bytes;
	room = ari_arena_alloc(arena, SUITE_BYTES);
	assert_non_null(room);
	bytes = (struct ari_str){room, fread(room, 1, SUITE_BYTES, file)};
	fclose(file);
	return bytes;
}

/* Serve what the suite expects at localhost, from its folder. */
static bool load_remote(void *ctx, struct ari_str uri, struct ari_str *out,
			bool *is_yaml)
{
	static const char host[] = "http://localhost:1234/";
	char path[1024];

	*is_yaml = false;
	if (!ari_str_starts(uri, host))
		return false;
	snprintf(path, sizeof(path), "%s/remotes/%.*s", suite_root(),
		 (int)(uri.len - strlen(host)), uri.ptr + strlen(host));
	*out = read_file(ctx, path);
	return out->ptr != NULL;
}

static void run_one(struct tally *tally, const struct ari_schema *schema,
		    const char *where, const struct ari_node *test)
{
	const struct ari_node *valid = ari_node_get(test, "valid");
	struct ari_error err = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	bool expected = valid->u.text[0] == 't', found;

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	assert_int_equal(ari_schema_validate(schema, ari_node_get(test, "data"),
					     &diags, &err),
			 0);
	found = !diags.errors;
	if (found == expected) {
		tally->passed++;
	} else {
		tally->failed++;
		printf("FAIL %s: %.*s: expected %s%s%s\n", where,
		       (int)ari_node_get(test, "description")->len,
		       ari_node_get(test, "description")->u.text,
		       expected ? "valid" : "invalid",
		       diags.count ? ", found: " : "",
		       diags.count ? diags.items[0].message.ptr : "");
	}
	ari_arena_release(&arena);
}

static void run_group(struct tally *tally, const char *file,
		      const struct ari_node *group, bool assert_format)
{
	const struct ari_node *tests = ari_node_get(group, "tests");
	const struct ari_node *title = ari_node_get(group, "description");
	struct ari_schema_loader loader = {.load = load_remote};
	struct ari_schema_options options = {.loader = &loader,
					     .assert_format = assert_format};
	struct ari_doc doc = {.root = ari_node_get(group, "schema")};
	struct ari_schema *schema = NULL;
	struct ari_error err = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	char where[512];

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	loader.ctx = &arena;
	snprintf(where, sizeof(where), "%s: %.*s", file, (int)title->len,
		 title->u.text);
	tally->groups++;
	if (ari_schema_compile(&schema, &doc, &options, &diags, &err) ||
	    !schema) {
		tally->failed += tests->len;
		printf("FAIL %s: does not compile: %s\n", where,
		       diags.count ? diags.items[0].message.ptr : err.message);
	} else {
		for (uint32_t i = 0; i < tests->len; i++)
			run_one(tally, schema, where, &tests->u.items[i]);
	}
	ari_schema_free(schema);
	ari_arena_release(&arena);
}

static void run_file(struct tally *tally, const char *folder, const char *name,
		     bool assert_format)
{
	struct ari_error err = {0};
	struct ari_doc doc = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	char path[2048];

	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(
	    ari_json_read(&doc, &arena, read_file(&arena, path), &diags, &err),
	    0);
	assert_non_null(doc.root);
	tally->files++;
	for (uint32_t i = 0; i < doc.root->len; i++)
		run_group(tally, name, &doc.root->u.items[i], assert_format);
	ari_arena_release(&arena);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Run every file of a folder; false when there is no such folder. */
static bool run_folder(struct tally *tally, const char *below,
		       bool assert_format)
{
	char folder[1024], *names[SUITE_FILES];
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;

	snprintf(folder, sizeof(folder), "%s/tests/draft2020-12%s",
		 suite_root(), below);
	dir = opendir(folder);
	if (!dir)
		return false;
	while ((entry = readdir(dir)) && count < SUITE_FILES)
		if (strstr(entry->d_name, ".json"))
			names[count++] = strdup(entry->d_name);
	closedir(dir);
	qsort(names, count, sizeof(names[0]), compare_names);
	for (size_t i = 0; i < count; i++) {
		run_file(tally, folder, names[i], assert_format);
		free(names[i]);
	}
	printf("test-suite %s/: %u files, %u groups, %u passed, %u failed\n",
	       below, tally->files, tally->groups, tally->passed,
	       tally->failed);
	return true;
}

static void test_required(void **state)
{
	struct tally tally = {0};

	(void)state;
	if (!run_folder(&tally, "", false)) {
		printf("SKIPPED: there is no test-suite at %s\n", suite_root());
		skip();
	}
	assert_true(tally.passed > 1000);
	assert_int_equal(tally.failed, 0);
}

/* Where the whole suite is at hand, its optional tests too. */
static void test_optional(void **state)
{
	struct tally tally = {0}, formats = {0};

	(void)state;
	if (!run_folder(&tally, "/optional", false)) {
		printf("SKIPPED: the test-suite has no optional tests here\n");
		skip();
	}
	assert_true(run_folder(&formats, "/optional/format", true));
	assert_int_equal(tally.failed + formats.failed, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_required),
	    cmocka_unit_test(test_optional),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
