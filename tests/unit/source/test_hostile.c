/*
 * Repositories that somebody made to do harm, and damaged ones: an error
 * each, and never a wrong answer.
 */
#include "fixture.h"

static const char zeros[ARI_OID_BYTES] = {1};

/* Store bytes as an object without git's own checks. */
static const char *store(struct fixture *f, const char *type, const char *bytes,
			 size_t len)
{
	repo_write(&f->git, "object", bytes, len);
	return repo_git(&f->git, "hash-object", "--literally", "-w", "-t", type,
			"object", NULL);
}

/* Store a commit of that tree with those people. */
static struct ari_oid store_commit(struct fixture *f, const char *tree,
				   const char *author)
{
	char text[1024];

	snprintf(text, sizeof(text),
		 "tree %.40s\nauthor %s\ncommitter %s\n\nmessage\n", tree,
		 author, author);
	return oid(store(f, "commit", text, strlen(text)));
}

static void add_entry(struct ari_buf *tree, const char *mode, const char *name)
{
	ari_buf_printf(tree, "%s %s", mode, name);
	ari_buf_byte(tree, '\0');
	ari_buf_add(tree, zeros, sizeof(zeros));
}

/* Listing a commit of that tree must fail. */
static void refuse_tree(struct fixture *f, const struct ari_buf *bytes,
			const char *part)
{
	struct ari_glob glob = make_glob(f, "**");
	struct ari_snapshot at;
	struct ari_files files;
	struct ari_oid commit;
	char tree[ARI_OID_HEX + 1];

	snprintf(tree, sizeof(tree), "%.40s",
		 store(f, "tree", bytes->ptr, bytes->len));
	commit = store_commit(f, tree, "A <a@b> 1 +0000");
	attach(f);
	must(f,
	     ari_snapshot_of_commit(&at, f->repo, &commit, &f->arena, &f->err));
	must_fail(
	    f, ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err),
	    ARI_ERR_GIT, part);
}

static void test_names(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {"",	   ".", "..",
					    "a/b", "/", "../../etc/passwd"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct ari_buf tree;

		ari_buf_init(&tree, NULL);
		add_entry(&tree, "100644", names[i]);
		refuse_tree(f, &tree, "malformed");
		ari_buf_release(&tree);
	}
}

static void test_order(void **state)
{
	struct fixture *f = *state;
	struct ari_buf tree;

	ari_buf_init(&tree, NULL);
	add_entry(&tree, "100644", "a");
	add_entry(&tree, "100755", "a");
	refuse_tree(f, &tree, "twice");
	ari_buf_clear(&tree);
	add_entry(&tree, "100644", "b");
	add_entry(&tree, "100644", "a");
	refuse_tree(f, &tree, "not in order");
	ari_buf_release(&tree);
}

static void test_torn_trees(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *bytes;
		size_t len;
	} torn[] = {
	    {"100644 a", 8},
	    {"100644 a\0", 9},
	    {"100644 a\0abc", 12},
	    {"100644", 6},
	    {" a\0aaaaaaaaaaaaaaaaaaaa", 23},
	    {"8 a\0aaaaaaaaaaaaaaaaaaaa", 24},
	    {"7777777777777777777 a\0aaaaaaaaaaaaaaaaaaaa", 42},
	    {"x", 1},
	};

	for (size_t i = 0; i < sizeof(torn) / sizeof(torn[0]); i++) {
		struct ari_buf tree;

		ari_buf_init(&tree, NULL);
		ari_buf_add(&tree, torn[i].bytes, torn[i].len);
		refuse_tree(f, &tree, "malformed");
		ari_buf_release(&tree);
	}
}

/* A tree that is a blob, or that is not there. */
static void test_wrong_objects(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob = make_glob(f, "**");
	struct ari_snapshot at;
	struct ari_files files;
	struct ari_oid commit;
	struct ari_str bytes;
	char blob[ARI_OID_HEX + 1];

	snprintf(blob, sizeof(blob), "%.40s", store(f, "blob", "x", 1));
	commit = store_commit(f, blob, "A <a@b> 1 +0000");
	attach(f);
	must(f,
	     ari_snapshot_of_commit(&at, f->repo, &commit, &f->arena, &f->err));
	must_fail(
	    f, ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err),
	    ARI_ERR_GIT, "is a blob, not a tree");
	must_fail(
	    f,
	    ari_source_read_blob(&bytes, f->repo, &commit, &f->arena, &f->err),
	    ARI_ERR_GIT, "is a commit, not a blob");
	commit = oid("0101010101010101010101010101010101010101");
	must_fail(
	    f,
	    ari_snapshot_of_commit(&at, f->repo, &commit, &f->arena, &f->err),
	    ARI_ERR_GIT, "missing");
}

static void test_malformed_commits(void **state)
{
	struct fixture *f = *state;
	static const char *const texts[] = {
	    "",
	    "tree\n",
	    "tree 0123\nauthor A <a> 1 +0000\n",
	    "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n",
	    "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
	    "author A <a> 1 +0000\n",
	    "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
	    "parent 12\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct ari_oid id =
		    oid(store(f, "commit", texts[i], strlen(texts[i])));
		struct ari_snapshot at;

		attach(f);
		must_fail(f,
			  ari_snapshot_of_commit(&at, f->repo, &id, &f->arena,
						 &f->err),
			  ARI_ERR_GIT, "malformed");
	}
}

static void test_odd_people(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *line;
		const char *name;
		const char *email;
		const char *iso;
	} rows[] = {
	    {"A B <a@b> 1639735200 +0100", "A B", "a@b",
	     "2021-12-17T11:00:00+01:00"},
	    {"<> 0 +0000", "", "", "1970-01-01T00:00:00+00:00"},
	    {"nobody", "nobody", "", "1970-01-01T00:00:00+00:00"},
	    {"A <a@b>", "A", "a@b", "1970-01-01T00:00:00+00:00"},
	    {"A <a@b> 99999999999999999999999 +0000", "A", "a@b",
	     "1970-01-01T00:00:00+00:00"},
	    {"A <a@b> -5 +0000", "A", "a@b", "1970-01-01T00:00:00+00:00"},
	    {"A <a@b> 60 +9999", "A", "a@b", "1970-01-01T00:01:00+00:00"},
	    {"A <a@b> 0 -2359", "A", "a@b", "1969-12-31T00:01:00-23:59"},
	    {"A <a<x> 60 ?", "A", "a<x", "1970-01-01T00:01:00+00:00"},
	    {"A > 60 +0000", "A", "", "1970-01-01T00:01:00+00:00"},
	    {"A <a@b> 253402300799 +2359", "A", "a@b",
	     "10000-01-01T23:58:59+23:59"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ari_walk_options options = {.first_parent = true};
		const struct ari_commit *commit;
		struct ari_snapshot at;
		struct ari_walk *walk;
		char tree[ARI_OID_HEX + 1];

		snprintf(tree, sizeof(tree), "%.40s", store(f, "tree", "", 0));
		options.tip = store_commit(f, tree, rows[i].line);
		attach(f);
		must(f, ari_snapshot_of_commit(&at, f->repo, &options.tip,
					       &f->arena, &f->err));
		assert_str(at.iso, rows[i].iso);
		must(f, ari_walk_new(&walk, f->repo, &options, &f->err));
		must(f, ari_walk_next(&commit, walk, &f->err));
		assert_str(commit->author.name, rows[i].name);
		assert_str(commit->author.email, rows[i].email);
		ari_walk_free(walk);
	}
}

static void test_too_deep(void **state)
{
	struct fixture *f = *state;
	static const char *const at[] = {"HEAD", "--worktree"};
	char path[2 * ARI_SOURCE_DEPTH + 16];
	size_t len = 0;

	while (len < 2 * (ARI_SOURCE_DEPTH + 2)) {
		path[len++] = 'd';
		path[len++] = '/';
	}
	snprintf(path + len, sizeof(path) - len, "a.yaml");
	repo_text(&f->git, path, "plan: deep\n");
	repo_commit(&f->git, "deep");
	attach(f);
	for (size_t i = 0; i < 2; i++) {
		struct ari_glob glob = make_glob(f, "**/*.yaml");
		struct ari_snapshot snapshot = resolve(f, at[i]);
		struct ari_files files;

		must_fail(f,
			  ari_source_list(&files, f->repo, &snapshot, &glob,
					  &f->arena, &f->err),
			  ARI_ERR_LIMIT, "deep");
		/* What the glob does not want is not entered. */
		assert_string_equal(list(f, at[i], "plans/*.yaml"), "");
	}
}

static void test_broken_index(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob = make_glob(f, "**");
	struct ari_snapshot at;
	struct ari_files files;

	repo_commit(&f->git, "first");
	repo_text(&f->git, ".git/index", "DIRC and nothing else");
	attach(f);
	at = resolve(f, "--staged");
	must_fail(
	    f, ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err),
	    ARI_ERR_GIT, "cannot read the index");
}

static void test_split_index(void **state)
{
	struct fixture *f = *state;
	struct ari_glob glob = make_glob(f, "**");
	struct ari_snapshot at;
	struct ari_files files;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "update-index", "--split-index", NULL);
	attach(f);
	at = resolve(f, "--staged");
	must_fail(
	    f, ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err),
	    ARI_ERR_GIT, "--no-split-index");
}

/* Tags that tag each other for ever cannot be made; a long chain can. */
static void test_long_tag_chain(void **state)
{
	struct fixture *f = *state;
	struct ari_snapshot at;

	repo_commit(&f->git, "first");
	repo_git(&f->git, "tag", "-a", "-m", "x", "t0", NULL);
	for (int i = 1; i < 12; i++) {
		char name[16];
		char target[16];

		snprintf(name, sizeof(name), i == 11 ? "cycle/c" : "t%d", i);
		snprintf(target, sizeof(target), "t%d", i - 1);
		repo_git(&f->git, "tag", "-a", "-m", "x", name, target, NULL);
	}
	attach(f);
	must_fail(f,
		  ari_snapshot_of_cycle(&at, f->repo, ARI_STR("c"), &f->arena,
					&f->err),
		  ARI_ERR_GIT, "does not name a commit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_torn_trees, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_wrong_objects, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_malformed_commits, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_odd_people, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_too_deep, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_broken_index, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_split_index, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_long_tag_chain, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
