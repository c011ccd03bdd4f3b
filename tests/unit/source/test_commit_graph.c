/*
 * Git's commit-graph: with it a walk gives what it gives without; where it
 * is damaged it is as if it were not there, and where it lies, what is read
 * of a commit tells.
 */
#include "history.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define GRAPH ".git/objects/info/commit-graph"
#define GRAPH_ROOM 65536

static void dump_ids(struct ari_buf *out, const struct ari_commit *commit)
{
	char hex[ARI_OID_HEX + 1];

	ari_buf_printf(out, "%s", ari_oid_hex(hex, &commit->id));
	ari_buf_printf(out, " %s", ari_oid_hex(hex, &commit->tree));
	for (size_t i = 0; i < commit->parent_count; i++)
		ari_buf_printf(out, " %s",
			       ari_oid_hex(hex, &commit->parents[i]));
	for (size_t i = 0; i < commit->changes_count; i++)
		ari_buf_printf(out, " %zu", commit->changes[i].count);
	ari_buf_printf(out, "%s\n", commit->cut ? " cut" : "");
}

/* All that a walk gives; bare: without people and messages. */
static char *dump(struct fixture *f, const struct ari_oid *tip, bool bare)
{
	struct ari_glob glob = make_glob(f, "plans/*.yaml");
	struct ari_walk_options options = {
	    .tip = *tip, .glob = &glob, .bare = bare};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	struct ari_buf out;
	int rc;

	ari_buf_init(&out, NULL);
	must(f, ari_walk_new(&walk, f->repo, &options, &f->err));
	while ((rc = ari_walk_next(&commit, walk, &f->err)) > 0)
		dump_ids(&out, commit);
	must(f, rc);
	ari_walk_free(walk);
	return out.ptr;
}

/* A history of which all but the last commits are packed and noted. */
static struct ari_oid make_noted(struct fixture *f)
{
	static char ids[COMMITS][ARI_OID_HEX + 1];

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "tree");
	make_history(f, ids);
	repo_git(&f->git, "update-ref", "refs/heads/main", ids[COMMITS - 9],
		 NULL);
	repo_git(&f->git, "gc", "-q", "--prune=now", NULL);
	repo_git(&f->git, "commit-graph", "write", "--reachable", NULL);
	repo_text(&f->git, "plans/b.yaml", "plan: b\n");
	repo_commit(&f->git, "later");
	return oid(repo_git(&f->git, "rev-parse", "HEAD", NULL));
}

static size_t read_graph(struct fixture *f, char bytes[GRAPH_ROOM])
{
	char path[PATH_MAX];
	size_t len;
	FILE *file;

	repo_path(path, &f->git, GRAPH);
	file = fopen(path, "rb");
	assert_non_null(file);
	len = fread(bytes, 1, GRAPH_ROOM, file);
	fclose(file);
	assert_in_range(len, 1000, GRAPH_ROOM - 1);
	assert_int_equal(chmod(path, 0600), 0);
	return len;
}

static void write_graph(struct fixture *f, const char *bytes, size_t len)
{
	repo_write(&f->git, GRAPH, bytes, len);
	attach(f);
}

static void test_as_without(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tip = make_noted(f);
	char path[PATH_MAX];
	char *with[2], *without;

	attach(f);
	for (int bare = 0; bare < 2; bare++)
		with[bare] = dump(f, &tip, bare);
	repo_path(path, &f->git, GRAPH);
	assert_int_equal(unlink(path), 0);
	attach(f);
	for (int bare = 0; bare < 2; bare++) {
		without = dump(f, &tip, bare);
		assert_string_equal(with[bare], without);
		free(without);
		free(with[bare]);
	}
}

static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tip = make_noted(f);
	static char bytes[GRAPH_ROOM];
	size_t len = read_graph(f, bytes);
	char *whole, *now;

	attach(f);
	whole = dump(f, &tip, true);
	for (size_t at = 0; at < len; at += 41) {
		bytes[at] = (char)~bytes[at];
		write_graph(f, bytes, at % 3 ? len : at);
		bytes[at] = (char)~bytes[at];
		now = dump(f, &tip, true);
		assert_string_equal(now, whole);
		free(now);
		ari_arena_clear(&f->arena);
	}
	free(whole);
}

/* Where the data of the commits begins, by the table of chunks. */
static size_t find_data(const char *bytes)
{
	const unsigned char *row = (const unsigned char *)bytes + 8;
	size_t at = 0;

	while (memcmp(row, "CDAT", 4) != 0)
		row += 12;
	for (int i = 4; i < 12; i++)
		at = at << 8 | row[i];
	return at;
}

/* One byte of every commit's row is another, and the checksum is right. */
static void test_lies(void **state)
{
	/* Of its tree, its first parent's row and its time. */
	static const size_t lies[] = {7, 23, 35};
	struct fixture *f = *state;
	struct ari_oid tip = make_noted(f);
	static char bytes[GRAPH_ROOM];
	size_t len = read_graph(f, bytes), data = find_data(bytes);

	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct ari_walk_options options = {.tip = tip};
		const struct ari_commit *commit;
		struct ari_walk *walk = NULL;
		int rc = 1;

		for (size_t k = 0; k < 20; k++)
			bytes[data + 36 * k + lies[i]] ^= 1;
		ari_sha1((unsigned char *)bytes + len - ARI_SHA1_BYTES,
			 (struct ari_str){bytes, len - ARI_SHA1_BYTES});
		write_graph(f, bytes, len);
		if (ari_walk_new(&walk, f->repo, &options, &f->err))
			rc = -1;
		while (rc > 0)
			rc = ari_walk_next(&commit, walk, &f->err);
		must_fail(f, rc, ARI_ERR_UNCERTAIN, "commit-graph");
		ari_walk_free(walk);
		for (size_t k = 0; k < 20; k++)
			bytes[data + 36 * k + lies[i]] ^= 1;
	}
}

/* What is noted of a commit does not stand in for it. */
static void test_missing(void **state)
{
	struct fixture *f = *state;
	struct ari_walk_options options = {.bare = true};
	struct ari_walk *walk;
	char path[PATH_MAX], name[80];
	const char *hex;

	options.tip = make_noted(f);
	hex = repo_git(&f->git, "rev-parse", "HEAD~3", NULL);
	snprintf(name, sizeof(name), ".git/objects/%.2s/%.38s", hex, hex + 2);
	/* All objects loose, and one of them gone. */
	repo_text(&f->git, "loose.sh",
		  "mv .git/objects/pack/*.pack x.pack && "
		  "rm -f .git/objects/pack/* && "
		  "git unpack-objects -q <x.pack\n");
	{
		const char *const args[] = {"sh", "loose.sh", NULL};

		repo_spawn(&f->git, args);
		assert_int_equal(f->git.status, 0);
	}
	repo_path(path, &f->git, name);
	assert_int_equal(unlink(path), 0);
	attach(f);
	must_fail(f, ari_walk_new(&walk, f->repo, &options, &f->err),
		  ARI_ERR_GIT, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_as_without, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_lies, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_missing, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
