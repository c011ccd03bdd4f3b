/*
 * From a name to a snapshot: cycles, dates, revisions, and every way in
 * which a name can be wrong or mean two things.
 */
#include "fixture.h"

/* 2021-12-17T00:00:00Z */
#define DAY_17 1639699200LL
#define HOUR 3600LL

static void keep(char out[ARI_OID_HEX + 1], const char *id)
{
	snprintf(out, ARI_OID_HEX + 1, "%.40s", id);
}

static void test_fields(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;
	char first[ARI_OID_HEX + 1];
	char tag[ARI_OID_HEX + 1];
	char tree[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_date(&f->git, DAY_17 + 23 * HOUR + 1800, "+0130");
	keep(first, repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "-a", "-m", "closed", "cycle/sr-2021-12",
		 NULL);
	keep(tag, repo_git(&f->git, "rev-parse", "cycle/sr-2021-12", NULL));
	keep(tree, repo_git(&f->git, "rev-parse", "HEAD^{tree}", NULL));
	attach(f);
	at = resolve(f, "sr-2021-12");
	assert_int_equal(at.kind, ARI_SNAPSHOT_COMMIT);
	assert_oid(at.commit, first);
	assert_oid(at.tag, tag);
	assert_oid(at.tree, tree);
	assert_str(at.cycle, "sr-2021-12");
	assert_str(at.name, "sr-2021-12");
	/* 23:30 UTC is 01:00 of the next day at +01:30. */
	assert_int_equal(at.day, ari_day_from(2021, 12, 18));
	assert_int_equal(at.time, DAY_17 + 23 * HOUR + 1800);
	assert_int_equal(at.offset, 90);
	assert_str(at.iso, "2021-12-18T01:00:00+01:30");
	at = resolve(f, "HEAD");
	assert_null(at.cycle.ptr);
	assert_true(ari_oid_none(&at.tag));
	at = resolve(f, "--staged");
	assert_int_equal(at.kind, ARI_SNAPSHOT_INDEX);
	assert_oid(at.commit, first);
	assert_str(at.name, "--staged");
	at = resolve(f, "--worktree");
	assert_int_equal(at.kind, ARI_SNAPSHOT_WORKTREE);
	must(f, ari_snapshot_of_commit(&at, f->repo, &at.commit, &f->arena,
				       &f->err));
	assert_oid(at.commit, first);
	must(f, ari_snapshot_of_cycle(&at, f->repo, ARI_STR("sr-2021-12"),
				      &f->arena, &f->err));
	assert_str(at.cycle, "sr-2021-12");
}

static void test_dates(void **state)
{
	struct fixture *f = *state;
	char id[3][ARI_OID_HEX + 1];

	repo_date(&f->git, DAY_17 - 1800, "+0000");
	keep(id[0], repo_commit(&f->git, "the 16th, 23:30"));
	repo_date(&f->git, DAY_17 + 28 * HOUR + 1800, "-0500");
	keep(id[1], repo_commit(&f->git, "the 17th, 23:30 at -05:00"));
	repo_date(&f->git, DAY_17 + 23 * HOUR + 1800, "+0100");
	keep(id[2], repo_commit(&f->git, "the 18th, 00:30 at +01:00"));
	attach(f);
	assert_oid(resolve(f, "2021-12-16").commit, id[0]);
	assert_oid(resolve(f, "2021-12-17").commit, id[1]);
	assert_oid(resolve(f, "2021-12-18").commit, id[2]);
	assert_oid(resolve(f, "2021-12").commit, id[2]);
	assert_oid(resolve(f, "2021").commit, id[2]);
	assert_oid(resolve(f, "2030").commit, id[2]);
	resolve_fails(f, "2021-12-15", ARI_ERR_NOT_FOUND,
		      "the history begins on 2021-12-16");
	resolve_fails(f, "2021-11", ARI_ERR_NOT_FOUND, "begins on");
	assert_null(resolve(f, "2021").cycle.ptr);
}

static void test_date_follows_first_parents(void **state)
{
	struct fixture *f = *state;
	char first[ARI_OID_HEX + 1];
	char merge[ARI_OID_HEX + 1];

	repo_date(&f->git, DAY_17, "+0000");
	keep(first, repo_commit(&f->git, "first"));
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	repo_date(&f->git, DAY_17 + 24 * HOUR, "+0000");
	repo_text(&f->git, "plans/side.yaml", "plan: side\n");
	repo_commit(&f->git, "on the side, the 18th");
	repo_git(&f->git, "checkout", "-q", "main", NULL);
	repo_date(&f->git, DAY_17 + 72 * HOUR, "+0000");
	repo_git(&f->git, "merge", "-q", "--no-ff", "-m", "merge", "side",
		 NULL);
	keep(merge, repo_git(&f->git, "rev-parse", "HEAD", NULL));
	attach(f);
	assert_oid(resolve(f, "2021-12-19").commit, first);
	assert_oid(resolve(f, "2021-12-20").commit, merge);
}

static void test_shallow(void **state)
{
	struct fixture *f = *state;
	struct ari_oid head;
	struct ari_oid old;
	char hex[ARI_OID_HEX + 1];
	char source[PATH_MAX + 8];
	char path[PATH_MAX];

	repo_date(&f->git, DAY_17, "+0000");
	old = oid(repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "cycle/one", NULL);
	repo_date(&f->git, DAY_17 + 48 * HOUR, "+0000");
	head = oid(repo_commit(&f->git, "second"));
	snprintf(source, sizeof(source), "file://%s", f->git.dir);
	repo_git(&f->git, "clone", "-q", "--depth", "1", source, "cut", NULL);
	attach_at(f, repo_path(path, &f->git, "cut"));
	assert_true(ari_repo_is_shallow(f->repo));
	assert_oid(resolve(f, "2021-12-19").commit, ari_oid_hex(hex, &head));
	resolve_fails(f, "2021-12-18", ARI_ERR_UNCERTAIN, "--unshallow");
	resolve_fails(f, "one", ARI_ERR_NOT_FOUND, "shallow");
	must_fail(f, ari_source_is_ancestor(f->repo, &old, &head, &f->err),
		  ARI_ERR_UNCERTAIN, "--unshallow");
	assert_int_equal(ari_source_is_ancestor(f->repo, &head, &head, &f->err),
			 1);
	attach(f);
	assert_false(ari_repo_is_shallow(f->repo));
	assert_int_equal(ari_source_is_ancestor(f->repo, &old, &head, &f->err),
			 1);
	assert_int_equal(ari_source_is_ancestor(f->repo, &head, &old, &f->err),
			 0);
}

static void test_revisions(void **state)
{
	struct fixture *f = *state;
	char first[ARI_OID_HEX + 1];
	char prefix[9];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	keep(first, repo_commit(&f->git, "first"));
	repo_commit(&f->git, "second");
	repo_git(&f->git, "branch", "trial", "HEAD~1", NULL);
	attach(f);
	snprintf(prefix, sizeof(prefix), "%.8s", first);
	assert_oid(resolve(f, "HEAD~1").commit, first);
	assert_oid(resolve(f, "main^").commit, first);
	assert_oid(resolve(f, "trial").commit, first);
	assert_oid(resolve(f, "refs/heads/trial").commit, first);
	assert_oid(resolve(f, first).commit, first);
	assert_oid(resolve(f, prefix).commit, first);
	resolve_fails(f, "HEAD~9", ARI_ERR_NOT_FOUND, "HEAD~9");
	resolve_fails(f, "HEAD:plans/a.yaml", ARI_ERR_USAGE,
		      "does not name a commit");
	resolve_fails(f, "", ARI_ERR_USAGE, "empty");
	resolve_fails(f, "a..b", ARI_ERR_NOT_FOUND, "a..b");
	resolve_fails(f, "HEAD^{nonsense}", ARI_ERR_NOT_FOUND, "nonsense");
	resolve_fails(f, "0123456789012345678901234567890123456789",
		      ARI_ERR_NOT_FOUND, "0123456789");
	resolve_fails(f, "2021-13", ARI_ERR_NOT_FOUND, "2021-13");
}

/* Two blobs whose ids begin with the same four digits, and which. */
static void make_twins(struct fixture *f, char digits[5])
{
	char seen[400][5];
	char text[32];
	char hex[ARI_OID_HEX + 1];

	for (size_t i = 0;; i++) {
		struct ari_oid id;
		size_t k = 0;

		snprintf(text, sizeof(text), "text %zu\n", i);
		must(f, ari_oid_of_blob(&id, ari_str_from(text), &f->err));
		snprintf(seen[i], 5, "%.4s", ari_oid_hex(hex, &id));
		while (strcmp(seen[k], seen[i]) != 0)
			k++;
		if (k == i) {
			assert_true(i + 1 < 400);
			continue;
		}
		repo_text(&f->git, "x", text);
		snprintf(text, sizeof(text), "text %zu\n", k);
		repo_text(&f->git, "y", text);
		snprintf(digits, 5, "%.4s", seen[i]);
		return;
	}
}

static void test_ambiguous_digits(void **state)
{
	struct fixture *f = *state;
	char digits[5];

	make_twins(f, digits);
	repo_commit(&f->git, "twins");
	attach(f);
	resolve_fails(f, digits, ARI_ERR_USAGE, "several objects");
}

static void test_unknown_says_near(void **state)
{
	struct fixture *f = *state;

	repo_commit(&f->git, "first");
	repo_git(&f->git, "tag", "cycle/sr-2021-12", NULL);
	repo_git(&f->git, "tag", "cycle/sr-2022-03", NULL);
	attach(f);
	resolve_fails(f, "sr-2021-21", ARI_ERR_NOT_FOUND,
		      "near it: sr-2021-12");
	resolve_fails(f, "mian", ARI_ERR_NOT_FOUND, "near it: main");
	resolve_fails(f, "nothing-like-it", ARI_ERR_NOT_FOUND,
		      "nothing-like-it\"");
	assert_null(strstr(f->err.message, "near it"));
}

static void test_two_meanings(void **state)
{
	struct fixture *f = *state;
	char first[ARI_OID_HEX + 1];

	repo_date(&f->git, DAY_17, "+0000");
	keep(first, repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "cycle/spring", NULL);
	repo_git(&f->git, "branch", "spring", NULL);
	repo_git(&f->git, "tag", "cycle/2021-12", NULL);
	repo_date(&f->git, DAY_17 + 24 * HOUR, "+0000");
	repo_commit(&f->git, "second");
	repo_git(&f->git, "tag", "2021-12-18", "HEAD~1", NULL);
	attach(f);
	/* The same commit either way: the cycle. */
	assert_str(resolve(f, "spring").cycle, "spring");
	repo_git(&f->git, "branch", "-f", "spring", "HEAD", NULL);
	resolve_fails(f, "spring", ARI_ERR_USAGE, "refs/tags/cycle/");
	assert_str(resolve(f, "refs/tags/cycle/spring").cycle, "spring");
	assert_str(resolve(f, "cycle/spring").cycle, "spring");
	assert_null(resolve(f, "refs/heads/spring").cycle.ptr);
	repo_git(&f->git, "tag", "both", "HEAD~1", NULL);
	repo_git(&f->git, "branch", "both", "HEAD", NULL);
	resolve_fails(f, "both", ARI_ERR_USAGE, "a branch and also a tag");
	assert_oid(resolve(f, "refs/tags/both").commit, first);
	/* The council named its cycle like a date. */
	assert_oid(resolve(f, "2021-12").commit, first);
	assert_str(resolve(f, "2021-12").cycle, "2021-12");
	resolve_fails(f, "2021-12-18", ARI_ERR_USAGE, "a date and also");
}

static void test_cycle_is_no_commit(void **state)
{
	struct fixture *f = *state;
	char first[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	keep(first, repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "cycle/tree", "HEAD^{tree}", NULL);
	repo_git(&f->git, "tag", "-a", "-m", "x", "outer", NULL);
	repo_git(&f->git, "tag", "-a", "-m", "y", "cycle/nested", "outer",
		 NULL);
	attach(f);
	resolve_fails(f, "tree", ARI_ERR_GIT, "does not name a commit");
	assert_str(resolve(f, "nested").cycle, "nested");
	assert_oid(resolve(f, "nested").commit, first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_fields, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_dates, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_date_follows_first_parents,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_shallow, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_revisions, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_ambiguous_digits, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_unknown_says_near, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_two_meanings, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_cycle_is_no_commit, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
