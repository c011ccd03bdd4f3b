/*
 * What libgit2 keeps for the whole process: set once, before any handle.
 */
#include "source/internal.h"

/*
 * Bytes of a tree that libgit2 keeps inflated: none. Its own limit, 4,096,
 * is less than a folder of a hundred plans, and any higher one would keep
 * every tree of a history; each handle keeps the few that are in use.
 */
#define TREE_LIMIT ((size_t)0)

/*
 * Bytes of packs that are mapped at one time, in windows of that size: a
 * whole pack in memory would count as ours, however long the history.
 */
#define MAPPED_WINDOW ((size_t)8 << 20)
#define MAPPED_LIMIT ((size_t)32 << 20)

/*
 * Extensions that change nothing for one who only reads SHA-1 objects and
 * loose or packed refs. What a partial clone lacks is told object by object.
 */
static const char *const extensions[] = {
    "partialclone",
    "preciousobjects",
    "relativeworktrees",
    "worktreeconfig",
};

int ari_source_init(struct ari_error *err)
{
	const size_t count = sizeof(extensions) / sizeof(extensions[0]);

	if (git_libgit2_init() < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot begin to use git");
	if (git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
			     TREE_LIMIT) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, MAPPED_WINDOW) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, MAPPED_LIMIT) <
		0 ||
	    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, count) < 0) {
		ari_source__fail(err, ARI_ERR_GIT, "cannot set git up");
		git_libgit2_shutdown();
		return -1;
	}
	return 0;
}

void ari_source_shutdown(void)
{
	git_libgit2_shutdown();
}
