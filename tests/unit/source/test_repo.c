/*
 * Opening: every kind of repository that a council may have, and a message
 * that says what to do for each that cannot be read.
 */
#include "fixture.h"

static void open_fails(struct fixture *f, const char *dir,
		       enum ari_error_code code, const char *part)
{
	struct ari_repo_options options = {.dir = dir};
	struct ari_repo *repo = NULL;

	must_fail(f, ari_repo_open(&repo, &options, &f->err), code, part);
	assert_null(repo);
}

static void test_plain_folder(void **state)
{
	struct fixture *f = *state;
	struct ari_repo_options options = {.plain = true};
	struct test_repo plain;

	repo_folder(&plain);
	repo_text(&plain, "plans/a.yaml", "plan: a\n");
	open_fails(f, plain.dir, ARI_ERR_GIT, "not in a git repository");
	options.dir = plain.dir;
	must(f, ari_repo_open(&f->repo, &options, &f->err));
	assert_false(ari_repo_has_git(f->repo));
	assert_string_equal(ari_repo_worktree(f->repo), plain.dir);
	assert_null(ari_repo_git_dir(f->repo));
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/a.yaml ");
	assert_str(read_at(f, "--worktree", "plans/a.yaml"), "plan: a\n");
	assert_int_equal(resolve(f, "--worktree").day, ARI_DAY_MIN);
	resolve_fails(f, "HEAD", ARI_ERR_GIT, "git init");
	resolve_fails(f, "--staged", ARI_ERR_GIT, "git init");
	must_fail(f, ari_repo_certain(f->repo, &f->err), ARI_ERR_GIT,
		  "no history");
	repo_close(&plain);
}

static void test_no_folder(void **state)
{
	struct fixture *f = *state;

	open_fails(f, "/nowhere/at/all", ARI_ERR_IO, "/nowhere/at/all");
}

static void test_unborn(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_git(&f->git, "add", "-A", NULL);
	attach(f);
	resolve_fails(f, "HEAD", ARI_ERR_NOT_FOUND, "nothing is committed");
	resolve_fails(f, "2021-12-17", ARI_ERR_NOT_FOUND,
		      "nothing is committed");
	resolve_fails(f, "sr-2021-12", ARI_ERR_NOT_FOUND,
		      "nothing is committed");
	at = resolve(f, "--staged");
	assert_true(ari_oid_none(&at.commit));
	assert_int_equal(at.day, ARI_DAY_MIN);
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml ");
	assert_string_equal(list(f, "--worktree", "plans/*.yaml"),
			    "plans/a.yaml ");
}

static void test_bare(void **state)
{
	struct fixture *f = *state;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "clone", "-q", "--bare", ".", "bare.git", NULL);
	attach_at(f, repo_path(path, &f->git, "bare.git"));
	assert_null(ari_repo_worktree(f->repo));
	assert_str(read_at(f, "HEAD", "plans/a.yaml"), "plan: a\n");
	resolve_fails(f, "--worktree", ARI_ERR_GIT, "bare");
}

static void test_subfolder(void **state)
{
	struct fixture *f = *state;
	struct ari_str out;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/deep/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	attach_at(f, repo_path(path, &f->git, "plans/deep"));
	assert_string_equal(ari_repo_worktree(f->repo), f->git.dir);
	must(f, ari_repo_path(&out, f->repo, ARI_STR("a.yaml"), &f->arena,
			      &f->err));
	assert_str(out, "plans/deep/a.yaml");
	must(f, ari_repo_path(&out, f->repo, ARI_STR("../.././x//y/"),
			      &f->arena, &f->err));
	assert_str(out, "x/y");
	must(f, ari_repo_path(&out, f->repo, ARI_STR("../.."), &f->arena,
			      &f->err));
	assert_str(out, "");
	must_fail(f,
		  ari_repo_path(&out, f->repo, ARI_STR("../../../etc"),
				&f->arena, &f->err),
		  ARI_ERR_USAGE, "outside");
	must_fail(f,
		  ari_repo_path(&out, f->repo, ARI_STR("/etc/passwd"),
				&f->arena, &f->err),
		  ARI_ERR_USAGE, "outside");
	/* A neighbour whose name only begins alike lies outside. */
	snprintf(path, sizeof(path), "%.4000s-other/a", f->git.dir);
	must_fail(f,
		  ari_repo_path(&out, f->repo, ari_str_from(path), &f->arena,
				&f->err),
		  ARI_ERR_USAGE, "outside");
	snprintf(path, sizeof(path), "%.4000s/plans", f->git.dir);
	must(f, ari_repo_path(&out, f->repo, ari_str_from(path), &f->arena,
			      &f->err));
	assert_str(out, "plans");
}

static void test_linked_worktree(void **state)
{
	struct fixture *f = *state;
	char path[PATH_MAX];
	char git_dir[PATH_MAX];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "worktree", "add", "-q", "linked", NULL);
	repo_text(&f->git, "linked/plans/a.yaml", "plan: linked\n");
	repo_git(&f->git, "-C", "linked", "add", "-A", NULL);
	repo_text(&f->git, "linked/plans/a.yaml", "plan: on disk\n");
	attach_at(f, repo_path(path, &f->git, "linked"));
	assert_string_equal(ari_repo_worktree(f->repo), path);
	assert_string_equal(ari_repo_git_dir(f->repo),
			    repo_path(git_dir, &f->git, ".git"));
	assert_str(read_at(f, "HEAD", "plans/a.yaml"), "plan: a\n");
	assert_str(read_at(f, "--staged", "plans/a.yaml"), "plan: linked\n");
	assert_str(read_at(f, "--worktree", "plans/a.yaml"), "plan: on disk\n");
}

/* What `git worktree add --relative-paths` writes, and its extension. */
static void test_relative_worktree(void **state)
{
	struct fixture *f = *state;
	char path[PATH_MAX];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "worktree", "add", "-q", "linked", NULL);
	repo_text(&f->git, ".git/worktrees/linked/gitdir",
		  "../../../linked/.git\n");
	repo_text(&f->git, "linked/.git", "gitdir: ../.git/worktrees/linked\n");
	repo_text(&f->git, ".git/config",
		  "[core]\n\trepositoryformatversion = 1\n"
		  "[extensions]\n\trelativeWorktrees = true\n"
		  "\tworktreeConfig = true\n\tpreciousObjects = true\n");
	attach_at(f, repo_path(path, &f->git, "linked"));
	assert_string_equal(ari_repo_worktree(f->repo), path);
	assert_str(read_at(f, "--worktree", "plans/a.yaml"), "plan: a\n");
	attach(f);
	assert_str(read_at(f, "HEAD", "plans/a.yaml"), "plan: a\n");
}

static void test_detached_and_packed(void **state)
{
	struct fixture *f = *state;
	char first[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	snprintf(first, sizeof(first), "%.40s", repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "cycle/one", NULL);
	repo_text(&f->git, "plans/a.yaml", "plan: b\n");
	repo_commit(&f->git, "second");
	repo_git(&f->git, "gc", "-q", NULL);
	repo_git(&f->git, "checkout", "-q", "--detach", first, NULL);
	attach(f);
	assert_oid(resolve(f, "HEAD").commit, first);
	assert_oid(resolve(f, "one").commit, first);
	assert_str(read_at(f, "main", "plans/a.yaml"), "plan: b\n");
}

static void test_sha256(void **state)
{
	struct fixture *f = *state;
	struct test_repo other;

	repo_folder(&other);
	repo_git(&other, "init", "-q", "--object-format=sha256", NULL);
	open_fails(f, other.dir, ARI_ERR_GIT, "SHA-256");
	repo_close(&other);
}

static void test_unknown_extension(void **state)
{
	struct fixture *f = *state;

	repo_text(&f->git, ".git/config",
		  "[core]\n\trepositoryformatversion = 1\n"
		  "[extensions]\n\trefStorage = reftable\n");
	open_fails(f, f->git.dir, ARI_ERR_GIT, "refs migrate");
	repo_text(&f->git, ".git/config",
		  "[core]\n\trepositoryformatversion = 1\n"
		  "[extensions]\n\tfromTheFuture = true\n");
	open_fails(f, f->git.dir, ARI_ERR_GIT, "fromthefuture");
}

static void test_owner(void **state)
{
	struct fixture *f = *state;

	if (geteuid() != 0) {
		print_message("only root can give a repository away\n");
		skip();
	}
	assert_int_equal(chown(f->git.dir, 12345, 12345), 0);
	open_fails(f, f->git.dir, ARI_ERR_GIT,
		   "git config --global --add safe.directory");
}

static void test_partial_clone(void **state)
{
	struct fixture *f = *state;
	char source[PATH_MAX + 8];
	char path[PATH_MAX];
	char first[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	snprintf(first, sizeof(first), "%.40s", repo_commit(&f->git, "first"));
	repo_text(&f->git, "plans/a.yaml", "plan: b\n");
	repo_commit(&f->git, "second");
	repo_git(&f->git, "config", "uploadpack.allowFilter", "true", NULL);
	snprintf(source, sizeof(source), "file://%s", f->git.dir);
	repo_git(&f->git, "clone", "-q", "--filter=blob:none", source, "part",
		 NULL);
	repo_path(path, &f->git, "part");
	/* Newer versions of git write the extension; both must open. */
	repo_git(&f->git, "-C", "part", "config",
		 "core.repositoryformatversion", "1", NULL);
	repo_git(&f->git, "-C", "part", "config", "extensions.partialClone",
		 "origin", NULL);
	attach_at(f, path);
	assert_str(read_at(f, "HEAD", "plans/a.yaml"), "plan: b\n");
	assert_string_equal(list(f, "HEAD~1", "plans/*.yaml"), "plans/a.yaml ");
	read_fails(f, "HEAD~1", "plans/a.yaml", ARI_ERR_GIT, "partial clone");
}

static void test_missing_object(void **state)
{
	struct fixture *f = *state;
	char blob[ARI_OID_HEX + 1];
	char name[64];
	char path[PATH_MAX];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	snprintf(blob, sizeof(blob), "%.40s",
		 repo_git(&f->git, "rev-parse", "HEAD:plans/a.yaml", NULL));
	snprintf(name, sizeof(name), ".git/objects/%.2s/%s", blob, blob + 2);
	assert_int_equal(remove(repo_path(path, &f->git, name)), 0);
	attach(f);
	read_fails(f, "HEAD", "plans/a.yaml", ARI_ERR_GIT, "git fsck");
}

static void test_replaced_history(void **state)
{
	struct fixture *f = *state;
	char second[ARI_OID_HEX + 1];

	repo_commit(&f->git, "first");
	snprintf(second, sizeof(second), "%.40s",
		 repo_commit(&f->git, "second"));
	attach(f);
	must(f, ari_repo_certain(f->repo, &f->err));
	repo_git(&f->git, "replace", "--graft", second, NULL);
	must_fail(f, ari_repo_certain(f->repo, &f->err), ARI_ERR_UNCERTAIN,
		  "git replace -d");
	repo_git(&f->git, "replace", "-d", second, NULL);
	must(f, ari_repo_certain(f->repo, &f->err));
	repo_text(&f->git, ".git/info/grafts", second);
	must_fail(f, ari_repo_certain(f->repo, &f->err), ARI_ERR_UNCERTAIN,
		  "info/grafts");
}

static void test_again(void **state)
{
	struct fixture *f = *state;
	struct ari_repo *again;
	struct ari_snapshot at;
	struct ari_str bytes;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	attach(f);
	at = resolve(f, "HEAD");
	must(f, ari_repo_again(&again, f->repo, &f->err));
	must(f, ari_source_read(&bytes, NULL, again, &at,
				ARI_STR("plans/a.yaml"), &f->arena, &f->err));
	assert_str(bytes, "plan: a\n");
	ari_repo_free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_plain_folder, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_no_folder, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_unborn, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_bare, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_subfolder, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_linked_worktree, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_relative_worktree, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_detached_and_packed, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_sha256, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_unknown_extension, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_owner, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_partial_clone, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_missing_object, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_replaced_history, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_again, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
