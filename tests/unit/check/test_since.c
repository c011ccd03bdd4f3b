/*
 * A check of what differs: it reads what changed and what that names, and
 * finds there what a check of everything finds.
 */
#include "support/repo.h"

#include <stddef.h>
#include <stdint.h>

#include <arising/check.h>

/* libgit2 1.5 loses what PCRE2 gave it when it looks through extensions. */
ARI_API const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}

#define REGISTER "arising: 1\ncouncil: C\nbodies: {A: {name: A Committee}}\n"
#define PLANS 40

struct fixture {
	struct test_repo git;
	struct ari_repo *repo;
	struct ari_arena arena;
	struct ari_error err;
	struct ari_check_result *result;
};

/* One action; link, if not NULL, is what it points to. */
static void write_plan(struct fixture *f, const char *path, const char *id,
		       const char *link, const char *status)
{
	char text[1024];

	snprintf(text, sizeof(text),
		 "plan: %s\ntitle: T\nkind: other\nstage: draft\n"
		 "narrative: N\nactions:\n  - ref: A.1\n    action: Do it\n"
		 "    bodies: [A]\n    due: 2030-01\n    update: U\n"
		 "    status: %s\n%s%s%s",
		 id, status, link ? "    see: \"" : "", link ? link : "",
		 link ? "\"\n" : "");
	repo_text(&f->git, path, text);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	if (!f || ari_source_init(&f->err))
		return -1;
	ari_arena_init(&f->arena, NULL, 0);
	repo_open(&f->git);
	repo_text(&f->git, "arising.yaml", REGISTER);
	for (int i = 0; i < PLANS; i++) {
		char path[64], id[16];

		snprintf(path, sizeof(path), "plans/p%d.yaml", i);
		snprintf(id, sizeof(id), "p%d", i);
		write_plan(f, path, id, NULL, "in-progress");
	}
	/* Ids that their files' names do not tell. */
	write_plan(f, "plans/one.yaml", "uno", NULL, "paused");
	write_plan(f, "plans/two.yaml", "\"d\\x75o\"", NULL, "in-progress");
	repo_text(&f->git, "plans/three.yaml",
		  "plan:\n  tre\ntitle: T\nkind: other\nstage: draft\n");
	repo_text(&f->git, "plans/four.yaml",
		  "{title: T, plan: quattro, kind: other, stage: draft}\n");
	repo_commit(&f->git, "first");
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	ari_check_free(f->result);
	ari_repo_free(f->repo);
	ari_arena_release(&f->arena);
	repo_close(&f->git);
	ari_source_shutdown();
	free(f);
	return 0;
}

static void check_staged(struct fixture *f, bool partial)
{
	struct ari_repo_options options = {.dir = f->git.dir};
	struct ari_check_request request = {.as_of = ARI_DAY_MIN};
	struct ari_snapshot head;

	ari_check_free(f->result);
	f->result = NULL;
	ari_repo_free(f->repo);
	f->repo = NULL;
	repo_git(&f->git, "add", "-A", NULL);
	if (ari_repo_open(&f->repo, &options, &f->err) ||
	    ari_snapshot_resolve(&request.at, f->repo, ARI_STR("--staged"),
				 &f->arena, &f->err) ||
	    ari_snapshot_of_commit(&head, f->repo, &request.at.commit,
				   &f->arena, &f->err))
		fail_msg("%s", f->err.message);
	request.against = &head;
	if (partial)
		request.since = &head;
	if (ari_check_run(&f->result, f->repo, &request, &f->err))
		fail_msg("%s", f->err.message);
}

static bool has_code(const struct fixture *f, const char *path,
		     const char *code)
{
	for (size_t i = 0; i < f->result->count; i++) {
		const struct ari_version *file = f->result->files[i];

		if (!ari_str_is(file->path, path))
			continue;
		for (size_t k = 0; k < file->diags.count; k++)
			if (!strcmp(file->diags.items[k].rule->code, code))
				return true;
	}
	return false;
}

static void assert_both(struct fixture *f, const char *path, const char *code,
			bool expected)
{
	for (int partial = 0; partial < 2; partial++) {
		check_staged(f, partial);
		if (has_code(f, path, code) != expected)
			fail_msg("%s %s: %d in a %s check", path, code,
				 !expected, partial ? "partial" : "whole");
	}
}

static void test_nothing_changed(void **state)
{
	struct fixture *f = *state;

	check_staged(f, true);
	assert_int_equal(f->result->view->count, 0);
	assert_int_equal(f->result->linked_count, 0);
	assert_int_equal(f->result->count, 1);
	assert_int_equal(f->result->errors, 0);
	assert_null(f->result->loader.plan_schema);
}

static void test_one_changed(void **state)
{
	struct fixture *f = *state;

	write_plan(f, "plans/p7.yaml", "p7", NULL, "begun");
	assert_both(f, "plans/p7.yaml", "schema-enum", true);
	assert_int_equal(f->result->view->count, 1);
	assert_int_equal(f->result->linked_count, 0);
}

/* Only what is named is read, wherever its id stands. */
static void test_links(void **state)
{
	static const struct {
		const char *link;
		bool found;
	} cases[] = {
	    {"p9#A.1", true},	 {"p9#A.2", false},  {"uno#A.1", true},
	    {"duo#A.1", true},	 {"tre#A.1", false}, {"quattro#A.1", false},
	    {"zero#A.1", false}, {"p3#A.1", true},   {"#A.1", false},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		write_plan(f, "plans/p3.yaml", "p3", cases[i].link,
			   "in-progress");
		assert_both(f, "plans/p3.yaml", "link-unknown",
			    !cases[i].found);
		assert_true(f->result->linked_count <= 2);
	}
}

static void test_see_disagrees(void **state)
{
	struct fixture *f = *state;

	write_plan(f, "plans/p3.yaml", "p3", "uno#A.1", "in-progress");
	assert_both(f, "plans/p3.yaml", "see-disagrees", true);
}

/* A new id is looked for in all plans, an old one need not be. */
static void test_duplicate(void **state)
{
	static const char *const ids[] = {"p5", "uno", "duo", "tre", "quattro"};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		write_plan(f, "plans/znew.yaml", ids[i], NULL, "in-progress");
		assert_both(f, "plans/znew.yaml", "plan-duplicate", true);
	}
	write_plan(f, "plans/znew.yaml", "new", NULL, "in-progress");
	assert_both(f, "plans/znew.yaml", "plan-duplicate", false);
}

/* In a whole check the later path is told, in a partial one the new plan. */
static void test_duplicate_before(void **state)
{
	struct fixture *f = *state;

	write_plan(f, "plans/anew.yaml", "uno", NULL, "in-progress");
	check_staged(f, true);
	assert_true(has_code(f, "plans/anew.yaml", "plan-duplicate"));
}

/* Sums over plans are not said of a part of them. */
static void test_no_sums(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "arising.yaml",
		  REGISTER
		  "assurance: {month-load: {level: error, most: 0}}\n");
	repo_commit(&f->git, "strict");
	write_plan(f, "plans/p0.yaml", "p0", NULL, "not-started");
	check_staged(f, true);
	assert_int_equal(f->result->errors, 0);
	check_staged(f, false);
	assert_true(f->result->errors > 0);
}

static void test_register_changed(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "arising.yaml",
		  "arising: 1\ncouncil: C\nbodies: {B: {name: B Board}}\n");
	check_staged(f, true);
	assert_int_equal(f->result->view->count, PLANS + 4);
	assert_true(has_code(f, "plans/p30.yaml", "body-unknown"));
}

static void test_removed_and_renamed(void **state)
{
	struct fixture *f = *state;

	repo_git(&f->git, "mv", "plans/p1.yaml", "plans/q1.yaml", NULL);
	assert_both(f, "arising.yaml", "plan-removed", false);
	repo_git(&f->git, "rm", "-q", "plans/p2.yaml", NULL);
	assert_both(f, "arising.yaml", "plan-removed", true);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(test_nothing_changed),
	    T(test_one_changed),
	    T(test_links),
	    T(test_see_disagrees),
	    T(test_duplicate),
	    T(test_duplicate_before),
	    T(test_no_sums),
	    T(test_register_changed),
	    T(test_removed_and_renamed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
