/*
 * The order in which blobs are best read: from the end of git's packs, as
 * `git verify-pack` tells; loose ones behind them, and no blob left out.
 */
#include "fixture.h"

#include <glob.h>

#define BLOBS 60
#define LOOSE 5
#define ALL (BLOBS + LOOSE)

static struct ari_oid add_blob(struct fixture *f, int number)
{
	struct ari_oid id;
	char path[32], text[2000];
	size_t len = 0;

	snprintf(path, sizeof(path), "p%02d.txt", number);
	for (int i = 0; i < 60; i++)
		len +=
		    (size_t)snprintf(text + len, sizeof(text) - len,
				     "line %d of %d\n", i, i % 7 ? 0 : number);
	repo_write(&f->git, path, text, len);
	repo_git(&f->git, "hash-object", "-w", path, NULL);
	assert_true(ari_oid_parse(&id, ari_str_from(f->git.out)));
	return id;
}

/* BLOBS in one pack, then LOOSE outside it. */
static void make_blobs(struct fixture *f, struct ari_oid ids[ALL])
{
	for (int i = 0; i < BLOBS; i++)
		ids[i] = add_blob(f, i);
	repo_commit(&f->git, "packed");
	repo_git(&f->git, "repack", "-q", "-a", "-d", NULL);
	for (int i = BLOBS; i < ALL; i++)
		ids[i] = add_blob(f, i);
	attach(f);
}

static void find_index(struct fixture *f, char out[PATH_MAX])
{
	char pattern[PATH_MAX];
	glob_t found;

	repo_path(pattern, &f->git, ".git/objects/pack/*.idx");
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, 1);
	snprintf(out, PATH_MAX, "%s", found.gl_pathv[0]);
	globfree(&found);
}

/* Where a blob stands in git's own list of the pack. */
static const char *place_of(const char *list, const struct ari_oid *id)
{
	char hex[ARI_OID_HEX + 1];
	const char *at = strstr(list, ari_oid_hex(hex, id));

	if (!at)
		fail_msg("%s is not in the pack", hex);
	return at;
}

static void each_once(const uint32_t order[ALL])
{
	bool seen[ALL] = {false};

	for (size_t i = 0; i < ALL; i++) {
		assert_true(order[i] < ALL && !seen[order[i]]);
		seen[order[i]] = true;
	}
}

static void test_as_packed(void **state)
{
	struct fixture *f = *state;
	struct ari_oid ids[ALL];
	uint32_t order[ALL];
	char idx[PATH_MAX];

	make_blobs(f, ids);
	find_index(f, idx);
	must(f, ari_source_read_order(order, f->repo, ids, ALL, &f->err));
	each_once(order);
	repo_git(&f->git, "verify-pack", "-v", idx, NULL);
	for (size_t i = 0; i + 1 < BLOBS; i++)
		assert_true(place_of(f->git.out, &ids[order[i]]) >
			    place_of(f->git.out, &ids[order[i + 1]]));
	for (size_t i = BLOBS; i < ALL; i++)
		assert_int_equal(order[i], i);
}

/* A pack index that lies, byte by byte: some order, and nothing worse. */
static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct ari_oid ids[ALL];
	uint32_t order[ALL];
	char idx[PATH_MAX], bytes[8192];
	size_t len;
	FILE *file;

	make_blobs(f, ids);
	find_index(f, idx);
	file = fopen(idx, "rb");
	assert_non_null(file);
	len = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	assert_int_equal(chmod(idx, 0600), 0);
	for (size_t at = 0; at < len; at += 97) {
		file = fopen(idx, "wb");
		assert_non_null(file);
		bytes[at] = (char)~bytes[at];
		fwrite(bytes, 1, at % 3 ? len : at, file);
		bytes[at] = (char)~bytes[at];
		fclose(file);
		must(f,
		     ari_source_read_order(order, f->repo, ids, ALL, &f->err));
		each_once(order);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_as_packed, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_damaged, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
