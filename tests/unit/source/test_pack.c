/*
 * Objects read out of packs by ourselves: the bytes that git has, however
 * deep the differences, and of a damaged pack never other bytes.
 */
#include "fixture.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOBS 80
#define ROOM 9000

struct store {
	struct ari_oid ids[BLOBS];
	char texts[BLOBS][ROOM];
	size_t lens[BLOBS];
};

/* Long texts of which each differs from the one before in a few lines. */
static void write_text(struct store *store, int number)
{
	size_t len = 0;

	for (int i = 0; i < 120; i++)
		len += (size_t)snprintf(store->texts[number] + len, ROOM - len,
					"line %d of a text, as of %d\n", i,
					i > number ? 0 : number * 7 % (i + 1));
	if (number % 9 == 0)
		len = (size_t)number / 9;
	store->lens[number] = len;
}

static struct store *make_store(struct fixture *f)
{
	struct store *store = calloc(1, sizeof(*store));

	assert_non_null(store);
	for (int i = 0; i < BLOBS; i++) {
		char path[32];

		write_text(store, i);
		snprintf(path, sizeof(path), "p%02d.txt", i);
		repo_write(&f->git, path, store->texts[i], store->lens[i]);
		repo_git(&f->git, "hash-object", "-w", path, NULL);
		assert_true(
		    ari_oid_parse(&store->ids[i], ari_str_from(f->git.out)));
	}
	repo_commit(&f->git, "all");
	return store;
}

/* Every blob, whole and how it begins; in that many it may be refused. */
static void check_store(struct fixture *f, const struct store *store,
			bool damaged)
{
	for (int i = 0; i < BLOBS; i++) {
		char head[ARI_SOURCE_HEAD];
		struct ari_str bytes;
		size_t len = 0;
		bool whole = false;

		if (ari_source_read_blob(&bytes, f->repo, &store->ids[i],
					 &f->arena, &f->err)) {
			assert_true(damaged);
			continue;
		}
		assert_int_equal(bytes.len, store->lens[i]);
		assert_memory_equal(bytes.ptr, store->texts[i], bytes.len);
		if (damaged)
			continue;
		must(f, ari_source_blob_head(head, &len, &whole, f->repo,
					     &store->ids[i], &f->err));
		assert_true(len <= bytes.len && len <= ARI_SOURCE_HEAD);
		assert_memory_equal(head, bytes.ptr, len);
		assert_int_equal(whole, len == bytes.len);
		assert_true(len > 0 || !bytes.len);
	}
}

static void test_as_git(void **state)
{
	struct fixture *f = *state;
	struct store *store = make_store(f);

	repo_git(&f->git, "repack", "-q", "-a", "-d", "-f", "--depth=60", NULL);
	attach(f);
	check_store(f, store, false);
	check_store(f, store, false);
	repo_git(&f->git, "config", "repack.useDeltaBaseOffset", "false", NULL);
	repo_git(&f->git, "repack", "-q", "-a", "-d", "-f", NULL);
	/* The handle still has the pack that is gone. */
	check_store(f, store, false);
	attach(f);
	check_store(f, store, false);
	free(store);
}

static void find_pack(struct fixture *f, char out[PATH_MAX], const char *end)
{
	char pattern[PATH_MAX], name[64];
	glob_t found;

	snprintf(name, sizeof(name), ".git/objects/pack/*.%s", end);
	repo_path(pattern, &f->git, name);
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, 1);
	snprintf(out, PATH_MAX, "%s", found.gl_pathv[0]);
	globfree(&found);
	assert_int_equal(chmod(out, 0600), 0);
}

/* Turn a byte over where a seeded choice falls, and back again after. */
static void try_damage(struct fixture *f, const struct store *store,
		       const char *end, int times)
{
	char path[PATH_MAX];
	struct stat info;
	unsigned seed = 12345;
	int fd;

	find_pack(f, path, end);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0 && !fstat(fd, &info));
	for (int i = 0; i < times; i++) {
		unsigned char was, now;
		off_t at;

		seed = seed * 1103515245u + 12345u;
		at = (off_t)(seed >> 4) % info.st_size;
		assert_int_equal(pread(fd, &was, 1, at), 1);
		now = (unsigned char)(was ^ (1u << (seed >> 28 & 7)));
		assert_int_equal(pwrite(fd, &now, 1, at), 1);
		attach(f);
		check_store(f, store, true);
		ari_arena_clear(&f->arena);
		assert_int_equal(pwrite(fd, &was, 1, at), 1);
	}
	close(fd);
}

static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct store *store = make_store(f);

	repo_git(&f->git, "repack", "-q", "-a", "-d", "-f", NULL);
	try_damage(f, store, "pack", 300);
	free(store);
}

/* How long an object is, is known before it is unpacked, however packed. */
static void test_too_long(void **state)
{
	struct fixture *f = *state;
	size_t len = ARI_TREE_BYTES + 10;
	char *text = malloc(len);
	struct ari_oid ids[2];
	struct ari_str bytes;

	assert_non_null(text);
	memset(text, 'x', len);
	for (size_t i = 0; i < 2; i++) {
		text[len / 2] = (char)('a' + i);
		repo_write(&f->git, "long", text, len);
		ids[i] =
		    oid(repo_git(&f->git, "hash-object", "-w", "long", NULL));
		repo_commit(&f->git, "long");
	}
	free(text);
	repo_git(&f->git, "repack", "-q", "-a", "-d", "-f", NULL);
	attach(f);
	for (size_t i = 0; i < 4; i++) {
		uint32_t order[2];

		/* Then again, with the packs open. */
		if (i == 2)
			must(f, ari_source_read_order(order, f->repo, ids, 2,
						      &f->err));
		must_fail(f,
			  ari_source_read_blob(&bytes, f->repo, &ids[i % 2],
					       &f->arena, &f->err),
			  ARI_ERR_LIMIT, "has 67108874 bytes");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_as_git, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_too_long, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
