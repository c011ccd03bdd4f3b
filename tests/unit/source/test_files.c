/*
 * Lists, single paths and bytes: the same files from a commit, the index and
 * the worktree, and what is no file.
 */
#include "fixture.h"

static void test_three_places(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "arising.yaml", "arising: 1\n");
	repo_text(&f->git, "plans/b.yaml", "plan: b\n");
	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_text(&f->git, "plans/a.txt", "no\n");
	repo_text(&f->git, "plans/deep/c.yaml", "plan: c\n");
	repo_commit(&f->git, "first");
	repo_text(&f->git, "plans/a.yaml", "plan: staged\n");
	repo_git(&f->git, "add", "-A", NULL);
	repo_text(&f->git, "plans/a.yaml", "plan: on disk\n");
	repo_text(&f->git, "plans/new.yaml", "plan: new\n");
	attach(f);
	assert_string_equal(list(f, "HEAD", "plans/*.yaml"),
			    "plans/a.yaml plans/b.yaml ");
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml plans/b.yaml ");
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/a.yaml plans/b.yaml plans/new.yaml ");
	assert_string_equal(list(f, "--worktree", "plans/**/*.yaml"),
			    "plans/a.yaml plans/b.yaml plans/deep/c.yaml "
			    "plans/new.yaml ");
	assert_string_equal(list(f, "HEAD", "**/*.yaml"),
			    "arising.yaml plans/a.yaml plans/b.yaml "
			    "plans/deep/c.yaml ");
	assert_str(read_at(f, "HEAD", "plans/a.yaml"), "plan: a\n");
	assert_str(read_at(f, "--staged", "plans/a.yaml"), "plan: staged\n");
	assert_str(read_at(f, "--worktree", "plans/a.yaml"), "plan: on disk\n");
}

static void test_not_there(void **state)
{
	struct fixture *f = *state;
	static const char *const at[] = {"HEAD", "--staged", "--worktree"};

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	attach(f);
	for (size_t i = 0; i < 3; i++) {
		read_fails(f, at[i], "plans/z.yaml", ARI_ERR_NOT_FOUND,
			   "no file plans/z.yaml");
		read_fails(f, at[i], "plans/a.yaml/b", ARI_ERR_NOT_FOUND,
			   "no file");
		read_fails(f, at[i], "plans", ARI_ERR_USAGE, "is a folder");
		read_fails(f, at[i], "../etc/passwd", ARI_ERR_NOT_FOUND,
			   "no file");
		read_fails(f, at[i], "/etc/passwd", ARI_ERR_NOT_FOUND,
			   "no file");
		read_fails(f, at[i], "plans//a.yaml", ARI_ERR_NOT_FOUND,
			   "no file");
		read_fails(f, at[i], "", ARI_ERR_NOT_FOUND, "no file");
		assert_string_equal(list(f, at[i], "minutes/*.yaml"), "");
	}
}

static void test_symlinks(void **state)
{
	struct fixture *f = *state;
	static const char *const at[] = {"HEAD", "--staged", "--worktree"};
	char path[PATH_MAX];

	repo_text(&f->git, "elsewhere/a.yaml", "plan: a\n");
	repo_text(&f->git, "plans/b.yaml", "plan: b\n");
	assert_int_equal(
	    symlink("/etc/passwd", repo_path(path, &f->git, "plans/p.yaml")),
	    0);
	assert_int_equal(
	    symlink("elsewhere", repo_path(path, &f->git, "linked")), 0);
	repo_commit(&f->git, "links");
	attach(f);
	for (size_t i = 0; i < 3; i++) {
		/* Listed as what it is, never followed. */
		assert_string_equal(list(f, at[i], "plans/*.yaml"),
				    "plans/b.yaml plans/p.yaml ");
		read_fails(f, at[i], "plans/p.yaml", ARI_ERR_USAGE,
			   "symbolic link");
		/* The link that stands for the folder explains itself. */
		assert_string_equal(list(f, at[i], "linked/*.yaml"), "linked ");
		read_fails(f, at[i], "linked/a.yaml", ARI_ERR_NOT_FOUND,
			   "no file");
	}
}

static void test_kinds(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;
	struct ari_file file;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/run.yaml", "plan: run\n");
	chmod(repo_path(path, &f->git, "plans/run.yaml"), 0755);
	repo_commit(&f->git, "executable");
	assert_int_equal(
	    mkfifo(repo_path(path, &f->git, "plans/pipe.yaml"), 0600), 0);
	attach(f);
	assert_str(read_at(f, "HEAD", "plans/run.yaml"), "plan: run\n");
	at = resolve(f, "--worktree");
	must(f, ari_source_find(&file, f->repo, &at, ARI_STR("plans/run.yaml"),
				&f->arena, &f->err));
	assert_true(file.executable && file.kind == ARI_ENTRY_FILE);
	at = resolve(f, "HEAD");
	must(f, ari_source_find(&file, f->repo, &at, ARI_STR("plans/run.yaml"),
				&f->arena, &f->err));
	assert_true(file.executable && file.kind == ARI_ENTRY_FILE);
	/* A pipe is seen, and nobody waits for its writer. */
	read_fails(f, "--worktree", "plans/pipe.yaml", ARI_ERR_USAGE,
		   "not a regular file");
}

static void test_ids(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;
	struct ari_file file;
	struct ari_str bytes;
	struct ari_oid id;
	char hex[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	snprintf(hex, sizeof(hex), "%.40s",
		 repo_git(&f->git, "rev-parse", "HEAD:plans/a.yaml", NULL));
	attach(f);
	at = resolve(f, "--worktree");
	must(f, ari_source_read(&bytes, &file, f->repo, &at,
				ARI_STR("plans/a.yaml"), &f->arena, &f->err));
	assert_oid(file.id, hex);
	must(f, ari_oid_of_blob(&id, ARI_STR("plan: a\n"), &f->err));
	assert_oid(id, hex);
	must(f, ari_source_read_blob(&bytes, f->repo, &id, &f->arena, &f->err));
	assert_str(bytes, "plan: a\n");
	/* Of no bytes: the id every git knows. */
	must(f, ari_oid_of_blob(&id, (struct ari_str){NULL, 0}, &f->err));
	assert_oid(id, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
}

static void test_empty_file(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "plans/e.yaml", "");
	repo_commit(&f->git, "empty");
	attach(f);
	assert_str(read_at(f, "HEAD", "plans/e.yaml"), "");
	assert_str(read_at(f, "--worktree", "plans/e.yaml"), "");
}

static void test_too_long(void **state)
{
	struct fixture *f = *state;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/long.yaml", "");
	repo_path(path, &f->git, "plans/long.yaml");
	assert_int_equal(truncate(path, (off_t)ARI_TREE_BYTES + 1), 0);
	repo_commit(&f->git, "long");
	attach(f);
	read_fails(f, "HEAD", "plans/long.yaml", ARI_ERR_LIMIT, "at most");
	read_fails(f, "--worktree", "plans/long.yaml", ARI_ERR_LIMIT,
		   "at most");
}

static void test_submodule(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;
	struct ari_file file;
	char line[128];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	snprintf(line, sizeof(line), "160000,%.40s,plans/sub.yaml", f->git.out);
	repo_git(&f->git, "update-index", "--add", "--cacheinfo", line, NULL);
	repo_git(&f->git, "commit", "-q", "-m", "sub", NULL);
	/* On disk a submodule is a folder with a repository in it. */
	repo_git(&f->git, "init", "-q", "plans/sub.yaml", NULL);
	repo_text(&f->git, "plans/sub.yaml/inner.yaml", "plan: inner\n");
	attach(f);
	assert_string_equal(list(f, "HEAD", "plans/*.yaml"),
			    "plans/a.yaml plans/sub.yaml ");
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml plans/sub.yaml ");
	assert_string_equal(list(f, "--worktree", "plans/**/*.yaml"),
			    "plans/a.yaml plans/sub.yaml ");
	read_fails(f, "HEAD", "plans/sub.yaml", ARI_ERR_USAGE, "submodule");
	at = resolve(f, "--staged");
	must(f, ari_source_find(&file, f->repo, &at, ARI_STR("plans/sub.yaml"),
				&f->arena, &f->err));
	assert_int_equal(file.kind, ARI_ENTRY_SUBMODULE);
}

static void test_bytes_in_paths(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, "plans/caf\xe9.yaml", "plan: latin\n");
	repo_text(&f->git, "plans/a b\n\x1b.yaml", "plan: odd\n");
	repo_commit(&f->git, "odd names");
	attach(f);
	assert_string_equal(list(f, "HEAD", "plans/*.yaml"),
			    "plans/a b\n\x1b.yaml plans/caf\xe9.yaml ");
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/a b\n\x1b.yaml plans/caf\xe9.yaml ");
	assert_str(read_at(f, "HEAD", "plans/caf\xe9.yaml"), "plan: latin\n");
}

static void test_sparse(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob = make_glob(f, "plans/*.yaml");
	struct ari_snapshot at;
	struct ari_files files;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_text(&f->git, "other/b.yaml", "plan: b\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "sparse-checkout", "set", "other", NULL);
	attach(f);
	at = resolve(f, "--worktree");
	must_fail(
	    f, ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err),
	    ARI_ERR_UNCERTAIN, "sparse-checkout disable");
	assert_string_equal(list(f, "--worktree", "other/*.yaml"),
			    "other/b.yaml ");
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml ");
	repo_git(&f->git, "sparse-checkout", "disable", NULL);
	attach(f);
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/a.yaml ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_three_places, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_not_there, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_symlinks, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_kinds, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_ids, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_empty_file, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_too_long, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_submodule, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_sparse, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_bytes_in_paths, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
