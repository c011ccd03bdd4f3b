/*
 * Comparison against git's own: on random trees our list of changes must be
 * the one of `git diff --raw --no-renames`, wherever the later side is.
 */
#include "fixture.h"

#define ROUNDS 40
#define SEED UINT64_C(0x41524953494e4731)

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static unsigned below(uint64_t *state, unsigned most)
{
	return (unsigned)(next_random(state) % most);
}

/* Names that stand close to `/` in byte order, and the same for folders. */
static void random_path(char out[PATH_MAX], uint64_t *random)
{
	static const char *const names[] = {"a", "a.b", "a-b", "a0", "b", "ab"};
	unsigned depth = 1 + below(random, 3);

	out[0] = '\0';
	for (unsigned i = 0; i < depth; i++) {
		size_t len = strlen(out);

		snprintf(out + len, PATH_MAX - len, "%s%s", i ? "/" : "",
			 names[below(random, 6)]);
	}
}

/* Clear the way for a file at path: nothing at it, folders above it. */
static void clear_way(struct fixture *f, const char *path)
{
	char full[PATH_MAX];
	struct stat info;

	repo_path(full, &f->git, path);
	for (char *at = full + strlen(f->git.dir) + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (lstat(full, &info) == 0 && !S_ISDIR(info.st_mode))
			assert_int_equal(remove(full), 0);
		*at = '/';
	}
	nftw(full, repo_remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

static void change_something(struct fixture *f, uint64_t *random)
{
	char path[PATH_MAX];
	char full[PATH_MAX];
	char text[32];
	unsigned what = below(random, 8);

	random_path(path, random);
	clear_way(f, path);
	if (what == 0)
		return;
	snprintf(text, sizeof(text), "text %u\n", below(random, 4));
	repo_text(&f->git, path, text);
	repo_path(full, &f->git, path);
	if (what == 1)
		assert_int_equal(chmod(full, 0755), 0);
	if (what == 2) {
		assert_int_equal(remove(full), 0);
		assert_int_equal(symlink(text, full), 0);
	}
}

static const char *mode_of(const struct ari_file *file)
{
	switch (file->kind) {
	case ARI_ENTRY_FILE:
		return file->executable ? "100755" : "100644";
	case ARI_ENTRY_SYMLINK:
		return "120000";
	default:
		return "000000";
	}
}

static char letter_of(const struct ari_change *change)
{
	if (change->before.kind == ARI_ENTRY_NONE)
		return 'A';
	if (change->after.kind == ARI_ENTRY_NONE)
		return 'D';
	return change->before.kind == change->after.kind ? 'M' : 'T';
}

/* As `git diff --raw` writes it. */
static const char *raw(struct fixture *f, const struct ari_changes *changes)
{
	struct ari_buf buf;
	struct ari_str out;
	char a[ARI_OID_HEX + 1];
	char b[ARI_OID_HEX + 1];

	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_change *change = &changes->items[i];

		ari_buf_printf(&buf, "%s:%s %s %s %s %c\t%s", i ? "\n" : "",
			       mode_of(&change->before),
			       mode_of(&change->after),
			       ari_oid_hex(a, &change->before.id),
			       ari_oid_hex(b, &change->after.id),
			       letter_of(change), change->path.ptr);
	}
	out = ari_arena_dup(&f->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return out.ptr ? out.ptr : "";
}

static struct ari_changes compare(struct fixture *f, const char *before,
				  const char *after, const char *pattern)
{
	struct ari_glob glob = make_glob(f, pattern);
	struct ari_snapshot a = resolve(f, before);
	struct ari_snapshot b = resolve(f, after);
	struct ari_changes changes;

	must(f, ari_source_compare(&changes, f->repo, &a, &b, &glob, &f->arena,
				   &f->err));
	return changes;
}

/* Links on disk have no id here: their bytes are not read. */
static void drop_links(struct ari_changes *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++)
		if (changes->items[i].after.kind != ARI_ENTRY_SYMLINK)
			changes->items[kept++] = changes->items[i];
	changes->count = kept;
}

static size_t count_after(const struct ari_changes *changes)
{
	size_t count = 0;

	for (size_t i = 0; i < changes->count; i++)
		count += changes->items[i].after.kind != ARI_ENTRY_NONE;
	return count;
}

static size_t count_lines(const char *text)
{
	size_t count = text[0] != '\0';

	while ((text = strchr(text, '\n')) != NULL) {
		text++;
		count++;
	}
	return count;
}

static size_t check_round(struct fixture *f)
{
	struct ari_changes trees;
	struct ari_changes staged;
	struct ari_changes disk;

	attach(f);
	trees = compare(f, "HEAD~1", "HEAD", "**");
	repo_git(&f->git, "diff", "--raw", "--no-renames", "--no-abbrev",
		 "HEAD~1", "HEAD", NULL);
	assert_string_equal(raw(f, &trees), f->git.out);
	/* What is the same and what is new or changed is all there is. */
	repo_git(&f->git, "ls-tree", "-r", "--name-only", "HEAD", NULL);
	assert_int_equal(trees.same.count + count_after(&trees),
			 count_lines(f->git.out));
	staged = compare(f, "HEAD~1", "--staged", "**");
	assert_string_equal(raw(f, &staged), raw(f, &trees));
	assert_string_equal(paths(f, &staged.same), paths(f, &trees.same));
	disk = compare(f, "HEAD~1", "--worktree", "**");
	drop_links(&disk);
	drop_links(&trees);
	assert_string_equal(raw(f, &disk), raw(f, &trees));
	/* Both ways round, the same paths. */
	trees = compare(f, "HEAD", "HEAD~1", "**");
	repo_git(&f->git, "diff", "--raw", "--no-renames", "--no-abbrev",
		 "HEAD", "HEAD~1", NULL);
	assert_string_equal(raw(f, &trees), f->git.out);
	return trees.count;
}

static void test_random_trees(void **state)
{
	struct fixture *f = *state;
	uint64_t random = SEED;
	size_t seen = 0;

	for (int i = 0; i < 30; i++)
		change_something(f, &random);
	repo_commit(&f->git, "begin");
	for (int round = 0; round < ROUNDS; round++) {
		unsigned changes = below(&random, 6);

		for (unsigned i = 0; i < changes; i++)
			change_something(f, &random);
		repo_commit(&f->git, "round");
		seen += check_round(f);
	}
	assert_true(seen > ROUNDS);
}

static void test_same_and_changed(void **state)
{
	struct fixture *f = *state;
	struct ari_changes changes;

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_text(&f->git, "plans/b.yaml", "plan: b\n");
	repo_text(&f->git, "plans/gone.yaml", "plan: gone\n");
	repo_text(&f->git, "notes/n.yaml", "note\n");
	repo_commit(&f->git, "first");
	repo_text(&f->git, "plans/b.yaml", "plan: bb\n");
	repo_text(&f->git, "plans/new.yaml", "plan: new\n");
	repo_text(&f->git, "notes/n.yaml", "other\n");
	repo_git(&f->git, "rm", "-q", "plans/gone.yaml", NULL);
	repo_commit(&f->git, "second");
	attach(f);
	changes = compare(f, "HEAD~1", "HEAD", "plans/*.yaml");
	assert_int_equal(changes.count, 3);
	assert_str(changes.items[0].path, "plans/b.yaml");
	assert_int_equal(changes.items[0].before.kind, ARI_ENTRY_FILE);
	assert_int_equal(changes.items[0].after.kind, ARI_ENTRY_FILE);
	assert_str(changes.items[1].path, "plans/gone.yaml");
	assert_int_equal(changes.items[1].after.kind, ARI_ENTRY_NONE);
	assert_str(changes.items[2].path, "plans/new.yaml");
	assert_int_equal(changes.items[2].before.kind, ARI_ENTRY_NONE);
	assert_string_equal(paths(f, &changes.same), "plans/a.yaml ");
	changes = compare(f, "HEAD", "HEAD", "plans/*.yaml");
	assert_int_equal(changes.count, 0);
	assert_int_equal(changes.same.count, 3);
	changes = compare(f, "HEAD", "--worktree", "plans/*.yaml");
	assert_int_equal(changes.count, 0);
}

static void test_conflict(void **state)
{
	struct fixture *f = *state;
	struct ari_changes changes;
	const char *const merge[] = {"git", "merge", "-q", "side", NULL};

	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_commit(&f->git, "first");
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	repo_text(&f->git, "plans/a.yaml", "plan: side\n");
	repo_commit(&f->git, "side");
	repo_git(&f->git, "checkout", "-q", "main", NULL);
	repo_text(&f->git, "plans/a.yaml", "plan: main\n");
	repo_commit(&f->git, "main");
	repo_spawn(&f->git, merge);
	assert_int_equal(f->git.status, 1);
	attach(f);
	assert_string_equal(list(f, "--staged", "plans/*.yaml"),
			    "plans/a.yaml ");
	changes = compare(f, "HEAD", "--staged", "plans/*.yaml");
	assert_int_equal(changes.count, 1);
	assert_int_equal(changes.items[0].after.kind, ARI_ENTRY_CONFLICT);
	read_fails(f, "--staged", "plans/a.yaml", ARI_ERR_USAGE,
		   "merge conflict");
}

static void test_promised_file(void **state)
{
	struct fixture *f = *state;

	repo_commit(&f->git, "first");
	repo_text(&f->git, "plans/a.yaml", "plan: a\n");
	repo_git(&f->git, "add", "-N", "plans/a.yaml", NULL);
	attach(f);
	assert_string_equal(list(f, "--staged", "plans/*.yaml"), "");
	read_fails(f, "--staged", "plans/a.yaml", ARI_ERR_NOT_FOUND, "no file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_random_trees, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_same_and_changed, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_conflict, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_promised_file, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
