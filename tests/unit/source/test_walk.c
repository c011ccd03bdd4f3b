/*
 * The walk: its order against git's own, what each commit changed, who made
 * it, and where a history ends.
 */
#include "history.h"

static struct ari_walk *begin(struct fixture *f,
			      const struct ari_walk_options *options)
{
	struct ari_walk *walk;

	must(f, ari_walk_new(&walk, f->repo, options, &f->err));
	return walk;
}

static const struct ari_commit *step(struct fixture *f, struct ari_walk *walk)
{
	const struct ari_commit *commit = NULL;
	int rc = ari_walk_next(&commit, walk, &f->err);

	must(f, rc);
	assert_int_equal(rc, 1);
	return commit;
}

static void ends(struct fixture *f, struct ari_walk *walk)
{
	const struct ari_commit *commit;

	for (int i = 0; i < 2; i++)
		assert_int_equal(ari_walk_next(&commit, walk, &f->err), 0);
	ari_walk_free(walk);
}

/* The ids of a whole walk, a line each. */
static const char *all_ids(struct fixture *f,
			   const struct ari_walk_options *options)
{
	struct ari_walk *walk = begin(f, options);
	const struct ari_commit *commit;
	size_t count = ari_walk_count(walk);
	char hex[ARI_OID_HEX + 1];
	struct ari_buf buf;
	struct ari_str out;

	ari_buf_init(&buf, NULL);
	while (ari_walk_next(&commit, walk, &f->err) == 1) {
		ari_buf_printf(&buf, "%s%s", buf.len ? "\n" : "",
			       ari_oid_hex(hex, &commit->id));
		count--;
	}
	assert_int_equal(count, 0);
	ari_walk_free(walk);
	out = ari_arena_dup(&f->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return out.ptr ? out.ptr : "";
}

static void test_what_changed(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob;
	struct ari_walk_options options = {.glob = &glob};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	char head[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_text(&f->git, "notes.txt", "n\n");
	repo_commit(&f->git, "first");
	repo_text(&f->git, "notes.txt", "m\n");
	repo_commit(&f->git, "notes only");
	repo_text(&f->git, "plans/a.yaml", "plan: b\n");
	repo_text(&f->git, "plans/b.yaml", "plan: new\n");
	snprintf(head, sizeof(head), "%.40s",
		 repo_commit(&f->git, "third\n\nWith a body."));
	attach(f);
	glob = make_glob(f, "plans/*.yaml");
	options.tip = oid(head);
	walk = begin(f, &options);
	assert_int_equal(ari_walk_count(walk), 3);
	commit = step(f, walk);
	assert_oid(commit->id, head);
	assert_str(commit->message, "third\n\nWith a body.\n");
	assert_int_equal(commit->parent_count, 1);
	assert_int_equal(commit->changes_count, 1);
	assert_int_equal(commit->changes[0].count, 2);
	assert_str(commit->changes[0].items[0].path, "plans/a.yaml");
	assert_int_equal(commit->changes[0].items[0].before.kind,
			 ARI_ENTRY_FILE);
	assert_str(commit->changes[0].items[1].path, "plans/b.yaml");
	assert_int_equal(commit->changes[0].items[1].before.kind,
			 ARI_ENTRY_NONE);
	assert_int_equal(commit->changes[0].same.count, 0);
	commit = step(f, walk);
	assert_int_equal(commit->changes[0].count, 0);
	/* The first commit of all is compared with nothing. */
	commit = step(f, walk);
	assert_int_equal(commit->parent_count, 0);
	assert_int_equal(commit->changes_count, 1);
	assert_int_equal(commit->changes[0].count, 1);
	assert_false(commit->cut);
	ends(f, walk);
	options.glob = NULL;
	walk = begin(f, &options);
	assert_int_equal(step(f, walk)->changes_count, 0);
	ari_walk_free(walk);
}

static void test_merge(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob;
	struct ari_walk_options options = {.glob = &glob};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	char main_id[ARI_OID_HEX + 1];
	char side_id[ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	repo_text(&f->git, "plans/side.yaml", "plan: side\n");
	snprintf(side_id, sizeof(side_id), "%.40s",
		 repo_commit(&f->git, "side"));
	repo_git(&f->git, "checkout", "-q", "main", NULL);
	repo_text(&f->git, "plans/main.yaml", "plan: main\n");
	snprintf(main_id, sizeof(main_id), "%.40s",
		 repo_commit(&f->git, "main"));
	repo_git(&f->git, "merge", "-q", "--no-ff", "-m", "merge", "side",
		 NULL);
	options.tip = oid(repo_git(&f->git, "rev-parse", "HEAD", NULL));
	attach(f);
	glob = make_glob(f, "plans/*.yaml");
	walk = begin(f, &options);
	assert_int_equal(ari_walk_count(walk), 4);
	commit = step(f, walk);
	assert_int_equal(commit->parent_count, 2);
	assert_oid(commit->parents[0], main_id);
	assert_oid(commit->parents[1], side_id);
	assert_int_equal(commit->changes_count, 2);
	assert_int_equal(commit->changes[0].count, 1);
	assert_str(commit->changes[0].items[0].path, "plans/side.yaml");
	assert_int_equal(commit->changes[1].count, 1);
	assert_str(commit->changes[1].items[0].path, "plans/main.yaml");
	ari_walk_free(walk);
	options.first_parent = true;
	walk = begin(f, &options);
	assert_int_equal(ari_walk_count(walk), 3);
	commit = step(f, walk);
	assert_int_equal(commit->parent_count, 2);
	assert_int_equal(commit->changes_count, 1);
	assert_str(commit->changes[0].items[0].path, "plans/side.yaml");
	assert_oid(step(f, walk)->id, main_id);
	step(f, walk);
	ends(f, walk);
}

static void test_order_is_gits(void **state)
{
	struct fixture *f = *state;
	static char ids[COMMITS][ARI_OID_HEX + 1];
	char hidden[ARI_OID_HEX + 2];
	struct ari_walk_options options;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "tree");
	make_history(f, ids);
	attach(f);
	for (size_t i = COMMITS - 12; i < COMMITS; i++) {
		options = (struct ari_walk_options){.tip = oid(ids[i])};
		repo_git(&f->git, "rev-list", "--date-order", ids[i], NULL);
		assert_string_equal(all_ids(f, &options), f->git.out);
		options.first_parent = true;
		repo_git(&f->git, "rev-list", "--first-parent", ids[i], NULL);
		assert_string_equal(all_ids(f, &options), f->git.out);
		options.from = oid(ids[i / 2]);
		snprintf(hidden, sizeof(hidden), "^%s", ids[i / 2]);
		repo_git(&f->git, "rev-list", "--first-parent", ids[i], hidden,
			 NULL);
		assert_string_equal(all_ids(f, &options), f->git.out);
		options.first_parent = false;
		repo_git(&f->git, "rev-list", "--date-order", ids[i], hidden,
			 NULL);
		assert_string_equal(all_ids(f, &options), f->git.out);
	}
	options =
	    (struct ari_walk_options){.tip = oid(ids[5]), .from = oid(ids[5])};
	assert_string_equal(all_ids(f, &options), "");
}

/* At one time the id decides, whatever order the parents stand in. */
static void test_ties(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.first_parent = false};
	char root[ARI_OID_HEX + 1];
	char a[ARI_OID_HEX + 1];
	char b[ARI_OID_HEX + 1];
	const char *one;
	const char *two;

	snprintf(root, sizeof(root), "%.40s", repo_commit(&f->git, "root"));
	snprintf(a, sizeof(a), "%.40s",
		 repo_git(&f->git, "commit-tree", "-m", "a", "-p", root,
			  "HEAD^{tree}", NULL));
	snprintf(b, sizeof(b), "%.40s",
		 repo_git(&f->git, "commit-tree", "-m", "b", "-p", root,
			  "HEAD^{tree}", NULL));
	attach(f);
	options.tip = oid(repo_git(&f->git, "commit-tree", "-m", "m", "-p", a,
				   "-p", b, "HEAD^{tree}", NULL));
	one = all_ids(f, &options) + ARI_OID_HEX;
	options.tip = oid(repo_git(&f->git, "commit-tree", "-m", "m", "-p", b,
				   "-p", a, "HEAD^{tree}", NULL));
	two = all_ids(f, &options) + ARI_OID_HEX;
	assert_string_equal(one, two);
	assert_memory_equal(one + 1, strcmp(a, b) < 0 ? a : b, ARI_OID_HEX);
}

static void test_people(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.first_parent = true};
	const struct ari_commit *commit;
	struct ari_walk *walk;

	repo_date(&f->git, 1639785600, "-0230");
	repo_text(&f->git, ".mailmap",
		  "Ann Other <new@example.org> <ann@example.org>\n");
	options.tip = oid(repo_commit(&f->git, "first"));
	/* The tip's file counts, not what is on disk. */
	repo_text(&f->git, ".mailmap", "Nobody <ann@example.org>\n");
	attach(f);
	walk = begin(f, &options);
	commit = step(f, walk);
	assert_str(commit->author.name, "Ann Other");
	assert_str(commit->author.email, "new@example.org");
	assert_str(commit->author.raw_name, "Ann Author");
	assert_str(commit->author.raw_email, "ann@example.org");
	assert_str(commit->committer.name, "Cy Committer");
	assert_int_equal(commit->author.time, 1639785600);
	assert_int_equal(commit->author.offset, -150);
	assert_int_equal(commit->author.day, ari_day_from(2021, 12, 17));
	ends(f, walk);
}

static void test_latin_message(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.first_parent = true};
	const struct ari_commit *commit;
	struct ari_walk *walk;

	repo_git(&f->git, "-c", "i18n.commitEncoding=ISO-8859-1", "commit",
		 "-q", "--allow-empty", "-m", "caf\xe9", NULL);
	options.tip = oid(repo_git(&f->git, "rev-parse", "HEAD", NULL));
	attach(f);
	walk = begin(f, &options);
	commit = step(f, walk);
	assert_str(commit->encoding, "ISO-8859-1");
	assert_str(commit->message, "caf\xe9\n");
	ends(f, walk);
}

static void test_cut(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.first_parent = false};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	char source[PATH_MAX + 8];
	char path[PATH_MAX];

	repo_commit(&f->git, "first");
	repo_commit(&f->git, "second");
	options.tip = oid(repo_commit(&f->git, "third"));
	snprintf(source, sizeof(source), "file://%s", f->git.dir);
	repo_git(&f->git, "clone", "-q", "--depth", "2", source, "cut", NULL);
	attach_at(f, repo_path(path, &f->git, "cut"));
	walk = begin(f, &options);
	assert_int_equal(ari_walk_count(walk), 2);
	assert_false(step(f, walk)->cut);
	commit = step(f, walk);
	assert_true(commit->cut);
	assert_int_equal(commit->parent_count, 1);
	ends(f, walk);
}

static void test_missing(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.first_parent = false};
	struct ari_walk *walk;
	struct ari_oid first;
	char name[64];
	char path[PATH_MAX];
	char hex[ARI_OID_HEX + 1];

	first = oid(repo_commit(&f->git, "first"));
	repo_commit(&f->git, "second");
	options.tip = oid(f->git.out);
	ari_oid_hex(hex, &first);
	snprintf(name, sizeof(name), ".git/objects/%.2s/%s", hex, hex + 2);
	assert_int_equal(remove(repo_path(path, &f->git, name)), 0);
	attach(f);
	must_fail(f, ari_walk_new(&walk, f->repo, &options, &f->err),
		  ARI_ERR_GIT, "missing");
	options.tip = (struct ari_oid){{0}};
	must_fail(f, ari_walk_new(&walk, f->repo, &options, &f->err),
		  ARI_ERR_GIT, "missing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_what_changed, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_merge, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_order_is_gits, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_ties, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_people, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_latin_message, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_cut, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
