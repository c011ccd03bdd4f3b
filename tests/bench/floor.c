/*
 * The floor of a full ledger: the walk over all commits with what each
 * changed, and one reading of every version of every plan. `log --no-cache`
 * does this and everything else; compare both in one run:
 *
 *   cc -O2 … -o floor tests/bench/floor.c libarising.a … && time floor DIR
 */
#include <arising/source.h>

#include <stdio.h>
#include <stdlib.h>

struct floor {
	struct ari_repo *repo;
	struct ari_arena arena;
	struct ari_error err;
	size_t versions;
	size_t bytes;
};

static int read_one(struct floor *floor, const struct ari_file *file)
{
	struct ari_str bytes;

	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	ari_arena_clear(&floor->arena);
	if (ari_source_read_blob(&bytes, floor->repo, &file->id, &floor->arena,
				 &floor->err))
		return -1;
	floor->versions++;
	floor->bytes += bytes.len;
	return 0;
}

static int read_commit(struct floor *floor, const struct ari_commit *commit)
{
	for (size_t p = 0; p < commit->changes_count; p++)
		for (size_t i = 0; i < commit->changes[p].count; i++)
			if (read_one(floor, &commit->changes[p].items[i].after))
				return -1;
	return 0;
}

static int run(struct floor *floor, const char *dir)
{
	struct ari_repo_options where = {.dir = dir};
	struct ari_str pattern = ARI_STR("plans/*.yaml");
	struct ari_walk *walk = NULL;
	const struct ari_commit *commit;
	struct ari_snapshot head;
	struct ari_arena arena;
	struct ari_glob glob;
	int rc = -1;

	ari_arena_init(&arena, NULL, 0);
	if (!ari_repo_open(&floor->repo, &where, &floor->err) &&
	    !ari_snapshot_resolve(&head, floor->repo, ARI_STR("HEAD"), &arena,
				  &floor->err) &&
	    !ari_glob_init(&glob, &pattern, 1, &arena, &floor->err)) {
		struct ari_walk_options options = {.tip = head.commit,
						   .glob = &glob};

		rc = ari_walk_new(&walk, floor->repo, &options, &floor->err);
		while (!rc &&
		       (rc = ari_walk_next(&commit, walk, &floor->err)) > 0)
			rc = read_commit(floor, commit);
	}
	ari_walk_free(walk);
	ari_arena_release(&arena);
	return rc;
}

int main(int argc, char **argv)
{
	struct floor floor = {.repo = NULL};
	int rc;

	if (argc != 2 || ari_source_init(&floor.err))
		return EXIT_FAILURE;
	ari_arena_init(&floor.arena, NULL, 0);
	rc = run(&floor, argv[1]);
	if (rc)
		fprintf(stderr, "floor: %s\n", floor.err.message);
	else
		printf("%zu versions, %zu bytes\n", floor.versions,
		       floor.bytes);
	ari_repo_free(floor.repo);
	ari_arena_release(&floor.arena);
	ari_source_shutdown();
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
