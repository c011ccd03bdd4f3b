/*
 * What git tells its hooks by the environment. The hooks here are this very
 * program, so git itself sets what is honoured.
 */
#include "fixture.h"

static void set_variable(const char *name, const char *value)
{
	assert_int_equal(setenv(name, value, 1), 0);
}

static void clear_variables(void)
{
	static const char *const names[] = {
	    "GIT_DIR",
	    "GIT_WORK_TREE",
	    "GIT_INDEX_FILE",
	    "GIT_OBJECT_DIRECTORY",
	    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	    "GIT_CEILING_DIRECTORIES",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

static void attach_env(struct fixture *f, const char *dir)
{
	struct ari_repo_options options = {.dir = dir, .environment = true};

	ari_repo_free(f->repo);
	f->repo = NULL;
	must(f, ari_repo_open(&f->repo, &options, &f->err));
	clear_variables();
}

static int clear_and_set_up(void **state)
{
	clear_variables();
	return set_up(state);
}

static void test_index_file(void **state)
{
	struct fixture *f = *state;
	struct ari_repo *again;
	struct ari_files files;
	struct ari_snapshot at;
	struct ari_glob glob;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	snprintf(f->git.index, sizeof(f->git.index), "other-index");
	repo_text(&f->git, "plans/b.yaml", "plan: b\n");
	repo_git(&f->git, "add", "plans/b.yaml", NULL);
	f->git.index[0] = '\0';
	set_variable("GIT_INDEX_FILE", "other-index");
	attach_env(f, f->git.dir);
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/b.yaml ");
	/* Another thread's handle reads the same index. */
	must(f, ari_repo_again(&again, f->repo, &f->err));
	at = resolve(f, "--staged");
	glob = make_glob(f, "plans/*.yaml");
	must(f, ari_source_list(&files, again, &at, &glob, &f->arena, &f->err));
	assert_string_equal(paths(f, &files), "plans/b.yaml ");
	ari_repo_free(again);
	/* Who does not ask for the environment does not get it. */
	set_variable("GIT_INDEX_FILE", "other-index");
	attach(f);
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml ");
}

static void test_git_dir_and_work_tree(void **state)
{
	struct fixture *f = *state;
	struct ari_repo_options options = {.environment = true, .plain = true};
	struct test_repo folder;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_folder(&folder);
	repo_text(&folder, "plans/b.yaml", "plan: b\n");
	set_variable("GIT_DIR", repo_path(path, &f->git, ".git"));
	set_variable("GIT_WORK_TREE", folder.dir);
	attach_env(f, "/");
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/b.yaml ");
	assert_string_equal(list(f, "HEAD", "plans/*.yaml"), "plans/a.yaml ");
	/* A GIT_DIR alone makes the folder itself the worktree. */
	set_variable("GIT_DIR", path);
	attach_env(f, folder.dir);
	assert_string_equal(ari_repo_worktree(f->repo), folder.dir);
	/* One that is wrong is said, not passed over. */
	set_variable("GIT_DIR", "/nowhere");
	options.dir = f->git.dir;
	ari_repo_free(f->repo);
	f->repo = NULL;
	must_fail(f, ari_repo_open(&f->repo, &options, &f->err), ARI_ERR_GIT,
		  "GIT_DIR says /nowhere");
	clear_variables();
	repo_close(&folder);
}

static void test_ceiling(void **state)
{
	struct fixture *f = *state;
	struct ari_repo_options options = {.environment = true};
	char deep[PATH_MAX];
	char ceiling[PATH_MAX];

	repo_text(&f->git, "plans/deep/a.yaml", "plan: a\n");
	options.dir = repo_path(deep, &f->git, "plans/deep");
	set_variable("GIT_CEILING_DIRECTORIES",
		     repo_path(ceiling, &f->git, "plans"));
	must_fail(f, ari_repo_open(&f->repo, &options, &f->err), ARI_ERR_GIT,
		  "not in a git repository");
	clear_variables();
}

/* Make this program the repository's hook of that name. */
static void install_hook(struct fixture *f, const char *folder,
			 const char *name)
{
	char self[PATH_MAX];
	char text[PATH_MAX + 64];
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(len > 0);
	self[len] = '\0';
	snprintf(text, sizeof(text), "#!/bin/sh\nexec '%s' --hook %s\n", self,
		 name);
	snprintf(path, sizeof(path), "%s/hooks/%s", folder, name);
	repo_text(&f->git, path, text);
	snprintf(self, sizeof(self), "%s", path);
	assert_int_equal(chmod(repo_path(path, &f->git, self), 0755), 0);
}

/* The hook: what it sees goes to the user, and so to the test. */
static int run_hook(const char *name)
{
	struct fixture f = {.repo = NULL};
	char line[256] = "";
	char id[ARI_OID_HEX + 1] = "--staged";

	if (ari_source_init(&f.err))
		return 1;
	ari_arena_init(&f.arena, NULL, 0);
	if (strcmp(name, "pre-receive") == 0) {
		if (!fgets(line, sizeof(line), stdin) ||
		    strlen(line) < 2 * ARI_OID_HEX + 1)
			return 1;
		snprintf(id, sizeof(id), "%.40s", line + ARI_OID_HEX + 1);
	}
	attach_env(&f, ".");
	fprintf(stderr, "[%s", list(&f, id, "plans/*.yaml"));
	fprintf(stderr, "%s]", read_at(&f, id, "plans/a.yaml").ptr);
	ari_repo_free(f.repo);
	ari_arena_release(&f.arena);
	ari_source_shutdown();
	return 0;
}

static void sees(const struct fixture *f, const char *text)
{
	if (!strstr(f->git.out, text))
		fail_msg("the hook saw: %s", f->git.out);
}

static void test_pre_commit(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "plans/a.yaml", "one");
	repo_text(&f->git, "plans/b.yaml", "b");
	repo_commit(&f->git, "first");
	install_hook(f, ".git", "pre-commit");
	/* All tracked files, by an index that git makes for the moment. */
	repo_text(&f->git, "plans/a.yaml", "two");
	repo_git(&f->git, "commit", "-q", "-a", "-m", "all", NULL);
	sees(f, "[plans/a.yaml plans/b.yaml two]");
	/* Only the named file: what else is staged is not in it. */
	repo_text(&f->git, "plans/c.yaml", "c");
	repo_git(&f->git, "add", "plans/c.yaml", NULL);
	repo_text(&f->git, "plans/a.yaml", "three");
	repo_git(&f->git, "commit", "-q", "-m", "one", "-o", "plans/a.yaml",
		 NULL);
	sees(f, "[plans/a.yaml plans/b.yaml three]");
	/* From a folder below, what is staged and not what is on disk. */
	repo_text(&f->git, "plans/a.yaml", "four");
	repo_git(&f->git, "add", "-A", "plans", NULL);
	repo_text(&f->git, "plans/a.yaml", "five");
	repo_git(&f->git, "-C", "plans", "commit", "-q", "-m", "x", NULL);
	sees(f, "[plans/a.yaml plans/b.yaml plans/c.yaml four]");
}

static void test_pre_commit_in_linked_worktree(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "plans/a.yaml", "one");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "worktree", "add", "-q", "linked", NULL);
	install_hook(f, ".git", "pre-commit");
	repo_text(&f->git, "linked/plans/a.yaml", "two");
	repo_git(&f->git, "-C", "linked", "commit", "-q", "-a", "-m", "x",
		 NULL);
	sees(f, "[plans/a.yaml two]");
}

/* The objects of a push are in a folder apart until the hook agrees. */
static void test_pre_receive(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "plans/a.yaml", "one");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "clone", "-q", "--bare", ".", "bare.git", NULL);
	install_hook(f, "bare.git", "pre-receive");
	repo_text(&f->git, "plans/a.yaml", "two");
	repo_git(&f->git, "add", "plans", NULL);
	repo_git(&f->git, "commit", "-q", "-m", "second", NULL);
	repo_git(&f->git, "push", "-q", "bare.git", "main", NULL);
	sees(f, "[plans/a.yaml two]");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_index_file, clear_and_set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_git_dir_and_work_tree,
					    clear_and_set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_ceiling, clear_and_set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_pre_commit, clear_and_set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_pre_commit_in_linked_worktree,
					    clear_and_set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_pre_receive, clear_and_set_up,
					    tear_down),
	};

	if (argc == 3 && strcmp(argv[1], "--hook") == 0)
		return run_hook(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
