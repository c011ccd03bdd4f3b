/*
 * Patterns of paths, without a repository.
 */
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <arising/source.h>

struct row {
	const char *pattern;
	const char *path;
	bool match;
};

static const struct row rows[] = {
    {"plans/*.yaml", "plans/a.yaml", true},
    {"plans/*.yaml", "plans/.yaml", false},
    {"plans/*.yaml", "plans/.a.yaml", false},
    {"plans/.*.yaml", "plans/.a.yaml", true},
    {"plans/*.yaml", "plans/a.yml", false},
    {"plans/*.yaml", "plans/a.yaml.bak", false},
    {"plans/*.yaml", "plans/x/a.yaml", false},
    {"plans/*.yaml", "other/plans/a.yaml", false},
    {"plans/*.yaml", "plans/A.YAML", false},
    {"plans/**/*.yaml", "plans/a.yaml", true},
    {"plans/**/*.yaml", "plans/x/a.yaml", true},
    {"plans/**/*.yaml", "plans/x/y/z/a.yaml", true},
    {"plans/**/*.yaml", "plans/.git/a.yaml", false},
    {"**/a.yaml", "a.yaml", true},
    {"**/a.yaml", "x/y/a.yaml", true},
    {"**/x/**/a", "x/a", true},
    {"**/x/**/a", "y/x/z/x/a", true},
    {"**/x/**/a", "y/z/a", false},
    {"plans/**", "plans/x/y", true},
    {"plans/**", "plan/x", false},
    {"**", "a", true},
    {"**/**", "a", true},
    {"**/**/**/b", "a/b", true},
    /* Only a whole part of stars crosses folders. */
    {"pl**", "plans", true},
    {"pl**", "plans/a", false},
    {"?.yaml", "a.yaml", true},
    {"?.yaml", "ab.yaml", false},
    {"?.yaml", "..yaml", false},
    {"a*b*c", "axxbxxc", true},
    {"a*b*c", "axxbxx", false},
    {"*", "a", true},
    {"*a", "a", true},
    {"a*", "a", true},
    {"a\\*b", "a*b", true},
    {"a\\*b", "axb", false},
    {"a\\?", "a?", true},
    {"[ab].yaml", "[ab].yaml", true},
    {"[ab].yaml", "a.yaml", false},
    {"a", "a/b", false},
    {"a/b", "a", false},
    {"a/b", "a//b", false},
    {"caf\xc3\xa9/*", "caf\xc3\xa9/x", true},
};

static void test_rows(void **state)
{
	struct ari_arena arena;
	struct ari_error err;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ari_str pattern = ari_str_from(rows[i].pattern);
		struct ari_glob glob;

		assert_int_equal(
		    ari_glob_init(&glob, &pattern, 1, &arena, &err), 0);
		if (ari_glob_match(&glob, ari_str_from(rows[i].path)) !=
		    rows[i].match)
			fail_msg("%s on %s", rows[i].pattern, rows[i].path);
	}
	ari_arena_release(&arena);
}

static void test_several(void **state)
{
	const struct ari_str patterns[] = {ARI_STR("arising.yaml"),
					   ARI_STR("plans/*.yaml")};
	struct ari_arena arena;
	struct ari_error err;
	struct ari_glob glob;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_glob_init(&glob, patterns, 2, &arena, &err), 0);
	assert_true(ari_glob_match(&glob, ARI_STR("arising.yaml")));
	assert_true(ari_glob_match(&glob, ARI_STR("plans/a.yaml")));
	assert_false(ari_glob_match(&glob, ARI_STR("a.yaml")));
	assert_int_equal(ari_glob_init(&glob, patterns, 0, &arena, &err), 0);
	assert_false(ari_glob_match(&glob, ARI_STR("a.yaml")));
	ari_arena_release(&arena);
}

static void refused(const char *text, enum ari_error_code code)
{
	struct ari_str pattern = ari_str_from(text);
	struct ari_arena arena;
	struct ari_error err;
	struct ari_glob glob;

	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_glob_init(&glob, &pattern, 1, &arena, &err), -1);
	assert_int_equal(err.code, code);
	ari_arena_release(&arena);
}

static void test_refused(void **state)
{
	char deep[2 * ARI_GLOB_PARTS + 4];

	(void)state;
	refused("", ARI_ERR_USAGE);
	refused("/plans/*.yaml", ARI_ERR_USAGE);
	refused("../plans/*.yaml", ARI_ERR_USAGE);
	refused("plans/../*.yaml", ARI_ERR_USAGE);
	refused("plans//a", ARI_ERR_USAGE);
	refused("plans/", ARI_ERR_USAGE);
	refused("./plans", ARI_ERR_USAGE);
	for (size_t i = 0; i < ARI_GLOB_PARTS + 1; i++) {
		deep[2 * i] = 'a';
		deep[2 * i + 1] = '/';
	}
	deep[2 * ARI_GLOB_PARTS + 1] = '\0';
	refused(deep, ARI_ERR_LIMIT);
	deep[2 * ARI_GLOB_PARTS - 1] = '\0';
	{
		struct ari_str pattern = ari_str_from(deep);
		struct ari_arena arena;
		struct ari_error err;
		struct ari_glob glob;

		ari_arena_init(&arena, NULL, 0);
		assert_int_equal(
		    ari_glob_init(&glob, &pattern, 1, &arena, &err), 0);
		assert_true(ari_glob_match(&glob, pattern));
		ari_arena_release(&arena);
	}
}

/* Many stars against a long name: the work stays |pattern| x |name|. */
static void test_no_blow_up(void **state)
{
	char pattern[512];
	char name[20000];
	struct ari_str text = {pattern, 0};
	struct ari_arena arena;
	struct ari_error err;
	struct ari_glob glob;

	(void)state;
	while (text.len < 400) {
		pattern[text.len++] = '*';
		pattern[text.len++] = 'a';
	}
	pattern[text.len++] = 'b';
	for (size_t i = 0; i < sizeof(name); i++)
		name[i] = 'a';
	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_glob_init(&glob, &text, 1, &arena, &err), 0);
	assert_false(
	    ari_glob_match(&glob, (struct ari_str){name, sizeof(name)}));
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_several),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_no_blow_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
