/*
 * The ledger where it must not guess: versions that cannot be read, files
 * renamed, plans moved to other files and other folders, shallow clones,
 * rewritten cycles; and the cycle that a commit first went to.
 */
#include "unit/source/fixture.h"

#include <arising/ledger.h>

#define REGISTER "arising: 1\ncouncil: Test\nplans: plans/*.yaml\n"

static const char *plan_text(char out[1000], const char *id, const char *due,
			     const char *more)
{
	snprintf(out, 1000,
		 "plan: %s\ntitle: T\nactions:\n  - ref: A.1\n    action: Do "
		 "it\n    due: %s\n%s  - ref: A.2\n    action: And this\n",
		 id, due, more);
	return out;
}

static void write_plan(struct fixture *f, const char *path, const char *id,
		       const char *due, const char *more)
{
	char text[1000];

	repo_text(&f->git, path, plan_text(text, id, due, more));
}

static void commit(struct fixture *f, unsigned number)
{
	snprintf(f->git.date, sizeof(f->git.date), "@%u +0000",
		 1639735200 + 3600 * number);
	repo_git(&f->git, "add", "-A", NULL);
	repo_git(&f->git, "commit", "-q", "-m", "a change", NULL);
}

static void begin(struct fixture *f)
{
	repo_text(&f->git, "arising.yaml", REGISTER);
	write_plan(f, "plans/p.yaml", "p", "2021-10", "");
	commit(f, 0);
}

/* Every entry as "N kind plan#ref before>after across;", newest first. */
static const char *tell(struct fixture *f)
{
	struct ari_ledger_options options = {.threads = 1};
	const struct ari_ledger_commit *found;
	struct ari_ledger *ledger;
	const char *words;
	struct ari_buf out;
	int rc, number = 0;

	attach(f);
	options.tip = resolve(f, "HEAD").commit;
	ari_buf_init(&out, NULL);
	must(f, ari_ledger_new(&ledger, f->repo, &options, &f->err));
	while ((rc = ari_ledger_next(&found, ledger, &f->err)) > 0) {
		number++;
		for (size_t i = 0; i < found->count; i++) {
			const struct ari_ledger_entry *e = &found->entries[i];
			struct ari_str ref = e->movement.ref;
			struct ari_str a = ari_node_text(e->movement.before);
			struct ari_str b = ari_node_text(e->movement.after);

			if (e->what == ARI_LEDGER_APPEARED ||
			    e->what == ARI_LEDGER_LEFT)
				continue;
			ari_buf_printf(
			    &out, "%d %s %.*s#%.*s %.*s>%.*s%s;", number,
			    ari_ledger_name(e), (int)e->plan.len,
			    e->plan.ptr ? e->plan.ptr : "", (int)ref.len,
			    ref.ptr ? ref.ptr : "", (int)a.len,
			    a.ptr ? a.ptr : "", (int)b.len, b.ptr ? b.ptr : "",
			    e->across ? " across" : "");
		}
	}
	must(f, rc);
	ari_ledger_free(ledger);
	words = ari_arena_dup(&f->arena, ari_buf_view(&out)).ptr;
	ari_buf_release(&out);
	return words;
}

static void told(struct fixture *f, const char *want)
{
	const char *got = tell(f);

	if (strcmp(got, want) != 0)
		fail_msg("got  %s\nwant %s", got, want);
}

static void follows_a_renamed_file(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_git(&f->git, "mv", "plans/p.yaml", "plans/q.yaml", NULL);
	commit(f, 1);
	write_plan(f, "plans/q.yaml", "p", "2021-12", "");
	commit(f, 2);
	told(f, "1 slipped p#A.1 2021-10>2021-12;"
		"2 added p#A.1 >;2 added p#A.2 >;");
}

static void bridges_what_cannot_be_read(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 1);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: {\n");
	commit(f, 2);
	write_plan(f, "plans/p.yaml", "p", "2021-12", "");
	commit(f, 3);
	write_plan(f, "plans/p.yaml", "p", "2022-01", "");
	commit(f, 4);
	told(f, "1 slipped p#A.1 2021-12>2022-01;"
		"2 slipped p#A.1 2021-10>2021-12 across;"
		"3 unreadable # >;4 unreadable # >;"
		"5 added p#A.1 >;5 added p#A.2 >;");
}

static void tells_of_a_plan_that_came_unreadable(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_text(&f->git, "plans/q.yaml", "\tplan: q\n");
	commit(f, 1);
	write_plan(f, "plans/q.yaml", "q", "2021-12", "");
	commit(f, 2);
	told(f, "1 added q#A.1 > across;1 added q#A.2 > across;"
		"2 unreadable # >;3 added p#A.1 >;3 added p#A.2 >;");
}

static void tells_of_a_plan_that_left_unreadable(void **state)
{
	struct fixture *f = *state;

	begin(f);
	write_plan(f, "plans/q.yaml", "q", "2021-12", "");
	commit(f, 1);
	repo_text(&f->git, "plans/q.yaml", "\tplan: q\n");
	commit(f, 2);
	repo_git(&f->git, "rm", "-q", "plans/q.yaml", NULL);
	commit(f, 3);
	told(f, "1 removed q#A.1 > across;1 removed q#A.2 > across;"
		"2 unreadable # >;3 added q#A.1 >;3 added q#A.2 >;"
		"4 added p#A.1 >;4 added p#A.2 >;");
}

/* Renamed while it could not be read: still the same plan, by its id. */
static void bridges_a_rename(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_git(&f->git, "mv", "plans/p.yaml", "plans/q.yaml", NULL);
	repo_text(&f->git, "plans/q.yaml", "plan: [p\n");
	commit(f, 1);
	write_plan(f, "plans/q.yaml", "p", "2021-12", "");
	commit(f, 2);
	told(f, "1 slipped p#A.1 2021-10>2021-12 across;2 unreadable # >;"
		"3 added p#A.1 >;3 added p#A.2 >;");
}

/* Mended and renamed at once: another plan that comes with it is new. */
static void bridges_a_mend_that_renames(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 1);
	repo_git(&f->git, "rm", "-q", "plans/p.yaml", NULL);
	write_plan(f, "plans/a.yaml", "a", "2021-11", "");
	write_plan(f, "plans/q.yaml", "p", "2021-12", "");
	commit(f, 2);
	told(f, "1 slipped p#A.1 2021-10>2021-12 across;"
		"1 added a#A.1 > across;1 added a#A.2 > across;"
		"2 unreadable # >;3 added p#A.1 >;3 added p#A.2 >;");
}

/* A merge of main and side, both at hand, whose plan is as it is written. */
static void merge(struct fixture *f, unsigned number, const char *due)
{
	snprintf(f->git.date, sizeof(f->git.date), "@%u +0000",
		 1639735200 + 3600 * number);
	repo_git(&f->git, "merge", "-q", "-s", "ours", "--no-commit", "side",
		 NULL);
	if (due)
		write_plan(f, "plans/p.yaml", "p", due, "");
	repo_git(&f->git, "add", "-A", NULL);
	repo_git(&f->git, "commit", "-q", "-m", "a merge", NULL);
}

/* Broken on both sides, by other words, and mended by the merge itself. */
static void bridges_what_a_merge_mends(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_git(&f->git, "branch", "side", NULL);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 1);
	repo_git(&f->git, "checkout", "-q", "side", NULL);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: {\n");
	commit(f, 2);
	repo_git(&f->git, "checkout", "-q", "-", NULL);
	merge(f, 3, "2021-12");
	told(f, "1 slipped p#A.1 2021-10>2021-12 across;"
		"2 unreadable # >;3 unreadable # >;"
		"4 added p#A.1 >;4 added p#A.2 >;");
}

/* What one side mended, the merge takes: it moved there, and only there. */
static void leaves_a_mend_to_its_branch(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 1);
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	repo_text(&f->git, "README", "nothing of a plan");
	commit(f, 2);
	repo_git(&f->git, "checkout", "-q", "-", NULL);
	write_plan(f, "plans/p.yaml", "p", "2021-12", "");
	commit(f, 3);
	merge(f, 4, NULL);
	told(f, "1 slipped p#A.1 2021-10>2021-12 across;2 unreadable # >;"
		"3 added p#A.1 >;3 added p#A.2 >;");
}

/* The same unreadable words on another branch have another story. */
static void bridges_on_its_own_branch(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	write_plan(f, "plans/p.yaml", "p", "2022-01", "");
	commit(f, 1);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 4);
	repo_git(&f->git, "checkout", "-q", "-", NULL);
	repo_text(&f->git, "plans/p.yaml", "plan: p\nactions: [\n");
	commit(f, 2);
	write_plan(f, "plans/p.yaml", "p", "2021-12", "");
	commit(f, 5);
	repo_git(&f->git, "checkout", "-q", "side", NULL);
	repo_git(&f->git, "rm", "-q", "plans/p.yaml", NULL);
	commit(f, 6);
	repo_git(&f->git, "checkout", "-q", "-", NULL);
	merge(f, 7, NULL);
	told(f, "1 removed p#A.1 > across;1 removed p#A.2 > across;"
		"2 slipped p#A.1 2021-10>2021-12 across;3 unreadable # >;"
		"4 unreadable # >;5 slipped p#A.1 2021-10>2022-01;"
		"6 added p#A.1 >;6 added p#A.2 >;");
}

static void refuses_two_records_of_one_ref(void **state)
{
	struct fixture *f = *state;

	begin(f);
	write_plan(f, "plans/p.yaml", "p", "2021-12",
		   "  - ref: A.2\n    action: Twice\n");
	commit(f, 1);
	write_plan(f, "plans/p.yaml", "p", "2021-11", "");
	commit(f, 2);
	told(f, "1 slipped p#A.1 2021-10>2021-11 across;2 unreadable # >;"
		"3 added p#A.1 >;3 added p#A.2 >;");
}

/* The register of each commit says which files are plans. */
static void follows_the_register(void **state)
{
	struct fixture *f = *state;

	begin(f);
	repo_text(&f->git, "arising.yaml",
		  "arising: 1\ncouncil: Test\nplans: [work/*.yml]\n");
	write_plan(f, "work/p.yml", "p", "2021-10", "");
	repo_git(&f->git, "rm", "-q", "plans/p.yaml", NULL);
	commit(f, 1);
	write_plan(f, "work/p.yml", "p", "2021-12", "");
	/* No plan any more, so what it says is nobody's movement. */
	write_plan(f, "plans/old.yaml", "old", "2021-12", "");
	commit(f, 2);
	told(f, "1 slipped p#A.1 2021-10>2021-12;"
		"2 added p#A.1 >;2 added p#A.2 >;");
}

static void names_a_plan_anew(void **state)
{
	struct fixture *f = *state;

	begin(f);
	write_plan(f, "plans/p.yaml", "q", "2021-10", "");
	commit(f, 1);
	told(f, "1 added q#A.1 >;1 added q#A.2 >;1 removed p#A.1 >;"
		"1 removed p#A.2 >;2 added p#A.1 >;2 added p#A.2 >;");
}

/* -- cycles -- */

static void knows_the_first_cycle(void **state)
{
	struct fixture *f = *state;
	struct ari_ledger_options options = {.threads = 1};
	const struct ari_ledger_commit *found;
	const char *const want[] = {"", "two", "one"};
	struct ari_ledger *ledger;

	begin(f);
	repo_git(&f->git, "tag", "-a", "-m", "x", "cycle/one", NULL);
	write_plan(f, "plans/p.yaml", "p", "2021-11", "");
	commit(f, 1);
	repo_git(&f->git, "tag", "-a", "-m", "x", "cycle/two", NULL);
	write_plan(f, "plans/p.yaml", "p", "2021-12", "");
	commit(f, 2);
	attach(f);
	options.tip = resolve(f, "HEAD").commit;
	must(f, ari_ledger_new(&ledger, f->repo, &options, &f->err));
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(ari_ledger_next(&found, ledger, &f->err), 1);
		assert_str(found->cycle.ptr ? found->cycle : ARI_STR(""),
			   want[i]);
	}
	ari_ledger_free(ledger);
}

static void refused(struct fixture *f, const char *part)
{
	struct ari_ledger_options options = {.threads = 1};
	struct ari_ledger *ledger;

	options.tip = resolve(f, "HEAD").commit;
	must_fail(f, ari_ledger_new(&ledger, f->repo, &options, &f->err),
		  ARI_ERR_UNCERTAIN, part);
}

static void refuses_a_rewritten_cycle(void **state)
{
	struct fixture *f = *state;

	begin(f);
	write_plan(f, "plans/p.yaml", "p", "2021-11", "");
	commit(f, 1);
	repo_git(&f->git, "tag", "-a", "-m", "x", "cycle/one", NULL);
	repo_git(&f->git, "commit", "-q", "--amend", "-m", "other", NULL);
	attach(f);
	refused(f, "the cycle one is not in this history");
}

static void refuses_a_shallow_clone(void **state)
{
	struct fixture *f = *state;
	char url[PATH_MAX + 8], clone[PATH_MAX];

	begin(f);
	write_plan(f, "plans/p.yaml", "p", "2021-11", "");
	commit(f, 1);
	snprintf(url, sizeof(url), "file://%s", f->git.dir);
	repo_path(clone, &f->git, "clone");
	repo_git(&f->git, "clone", "-q", "--depth=1", url, clone, NULL);
	attach_at(f, clone);
	refused(f, "git fetch --unshallow");
}

/* -- blame -- */

static void blames_each_field(void **state)
{
	struct fixture *f = *state;
	struct ari_ledger_options options = {.threads = 1};
	struct ari_blame blame;
	struct ari_ledger *ledger;
	struct ari_snapshot at;
	struct ari_loader loader = {0};
	struct ari_view *view;
	const struct ari_plan *plan;

	begin(f);
	write_plan(f, "plans/p.yaml", "p", "2021-12", "    reason: late\n");
	commit(f, 1);
	write_plan(f, "plans/p.yaml", "p", "2021-12",
		   "    reason: late\n    x-own: 1\n");
	commit(f, 2);
	attach(f);
	at = resolve(f, "HEAD");
	options.tip = at.commit;
	must(f, ari_view_new(&view, &loader, f->repo, &at, &f->err));
	must(f, ari_view_load_all(view, &loader, &f->err));
	plan = ari_view_plan(view, ARI_STR("p"));
	assert_non_null(plan);
	must(f, ari_ledger_new(&ledger, f->repo, &options, &f->err));
	must(f, ari_ledger_blame(&blame, ledger, plan,
				 ari_plan_find(plan, ARI_STR("A.1")), &f->arena,
				 &f->err));
	assert_int_equal(blame.count, 5);
	assert_int_equal(blame.unknown, 0);
	assert_str(blame.rows[0].field, "ref");
	assert_true(
	    ari_oid_eq(&blame.rows[0].commit,
		       &(struct ari_oid[]){resolve(f, "HEAD~2").commit}[0]));
	assert_str(blame.rows[2].field, "due");
	assert_true(
	    ari_oid_eq(&blame.rows[2].commit,
		       &(struct ari_oid[]){resolve(f, "HEAD~1").commit}[0]));
	assert_str(blame.rows[3].field, "reason");
	assert_true(ari_oid_eq(&blame.rows[3].commit, &blame.rows[2].commit));
	assert_str(blame.rows[4].field, "x-own");
	assert_true(ari_oid_eq(&blame.rows[4].commit, &options.tip));
	ari_ledger_free(ledger);
	ari_view_free(view);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(follows_a_renamed_file),
	    TEST(bridges_what_cannot_be_read),
	    TEST(tells_of_a_plan_that_came_unreadable),
	    TEST(tells_of_a_plan_that_left_unreadable),
	    TEST(bridges_a_rename),
	    TEST(bridges_a_mend_that_renames),
	    TEST(bridges_what_a_merge_mends),
	    TEST(leaves_a_mend_to_its_branch),
	    TEST(bridges_on_its_own_branch),
	    TEST(refuses_two_records_of_one_ref),
	    TEST(follows_the_register),
	    TEST(names_a_plan_anew),
	    TEST(knows_the_first_cycle),
	    TEST(refuses_a_rewritten_cycle),
	    TEST(refuses_a_shallow_clone),
	    TEST(blames_each_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
