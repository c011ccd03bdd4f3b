/*
 * Schemas from folders: what is read, and that nothing else is.
 */
#include "unit/schema/fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/arising-schemas-XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", root, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static int set_up(void **state)
{
	char path[256];

	(void)state;
	assert_non_null(mkdtemp(root));
	snprintf(path, sizeof(path), "%s/in", root);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/in/sub", root);
	assert_int_equal(mkdir(path, 0700), 0);
	write_file("outside.json", "{\"type\": \"null\"}");
	write_file("in/a.json", "{\"type\": \"integer\"}");
	write_file("in/sub/b c.yaml", "$ref: ../a\n");
	write_file("in/d.yml", "type: 'null'\n");
	snprintf(path, sizeof(path), "%s/in/link.json", root);
	assert_int_equal(symlink("../outside.json", path), 0);
	snprintf(path, sizeof(path), "%s/in/up", root);
	assert_int_equal(symlink("..", path), 0);
	snprintf(path, sizeof(path), "%s/in/pipe.json", root);
	assert_int_equal(mkfifo(path, 0600), 0);
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = {
	    "in/sub/b c.yaml", "in/a.json", "in/d.yml", "in/link.json", "in/up",
	    "in/pipe.json",    "in/sub",    "in",	"outside.json", ""};
	char path[256];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", root, names[i]);
		if (unlink(path) && rmdir(path))
			return -1;
	}
	return 0;
}

static struct ari_schema_folders *open_folders(void)
{
	char path[256];
	struct ari_schema_source source = {"https://e.org/s/", path};
	struct ari_schema_folders *folders = NULL;
	struct ari_error err;

	snprintf(path, sizeof(path), "%s/in", root);
	assert_int_equal(ari_schema_folders_new(&folders, &source, 1, &err), 0);
	return folders;
}

static bool loads(const char *uri, const char *text, bool yaml)
{
	struct ari_schema_folders *folders = open_folders();
	const struct ari_schema_loader *loader =
	    ari_schema_folders_loader(folders);
	struct ari_str found;
	bool is_yaml, done;

	done = loader->load(loader->ctx, ari_str_from(uri), &found, &is_yaml);
	if (done) {
		assert_true(ari_str_is(found, text));
		assert_int_equal(is_yaml, yaml);
	}
	ari_schema_folders_free(folders);
	return done;
}

static void test_reads(void **state)
{
	(void)state;
	assert_true(
	    loads("https://e.org/s/a.json", "{\"type\": \"integer\"}", false));
	assert_true(
	    loads("https://e.org/s/a", "{\"type\": \"integer\"}", false));
	assert_true(loads("https://e.org/s/d", "type: 'null'\n", true));
	assert_true(
	    loads("https://e.org/s/sub/b%20c.yaml", "$ref: ../a\n", true));
}

static void test_reads_nothing_else(void **state)
{
	static const char *const uris[] = {
	    "https://e.org/s/none.json",
	    "https://e.org/s/",
	    "https://e.org/other/a.json",
	    "https://e.org/s/../outside.json",
	    "https://e.org/s/%2E%2E/outside.json",
	    "https://e.org/s/..%2Foutside.json",
	    "https://e.org/s/sub/../a.json",
	    "https://e.org/s/link.json",
	    "https://e.org/s/up/outside.json",
	    "https://e.org/s//etc/passwd",
	    "https://e.org/s/pipe.json",
	    "https://e.org/s/sub",
	    "https://e.org/s/a.json%00.yaml",
	    "file:///etc/passwd",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(uris) / sizeof(uris[0]); i++)
		if (loads(uris[i], "", false))
			fail_msg("%s was read", uris[i]);
}

static void test_no_folder(void **state)
{
	struct ari_schema_source source = {"https://e.org/", "/no/such/folder"};
	struct ari_schema_folders *folders = NULL;
	struct ari_error err;

	(void)state;
	assert_int_equal(ari_schema_folders_new(&folders, &source, 1, &err),
			 -1);
	assert_null(folders);
	assert_int_equal(err.code, ARI_ERR_IO);
	assert_string_equal(err.message, "the folder /no/such/folder cannot be "
					 "opened: there is none");
}

static void test_used(void **state)
{
	struct ari_schema_folders *folders = open_folders();
	struct ari_schema_options options = {
	    .loader = ari_schema_folders_loader(folders)};
	struct fixture f;

	(void)state;
	fixture_compile(
	    &f, ARI_STR("{\"$ref\": \"https://e.org/s/sub/b%20c.yaml\"}"),
	    &options);
	assert_non_null(f.schema);
	ari_schema_folders_free(folders);
	fixture_validate(&f, ARI_STR("x\n"));
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].schema.ptr,
			    "https://e.org/s/a#/type");
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_reads),
	    cmocka_unit_test(test_reads_nothing_else),
	    cmocka_unit_test(test_no_folder),
	    cmocka_unit_test(test_used),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
