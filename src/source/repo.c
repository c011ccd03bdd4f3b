/*
 * The handle: open, open again, and what can be asked of it without reading
 * an object.
 */
#include "source/internal.h"

#include "source/pack.h"

#include <errno.h>
#include <string.h>

/* Bytes of the file that lists where a shallow clone was cut. */
#define SHALLOW_BYTES ((size_t)16 << 20)

static int by_id(const void *a, const void *b)
{
	return ari_oid_cmp(a, b);
}

/* Read `shallow`: a line an id. */
static int parse_cut(struct ari_repo *repo, struct ari_str text,
		     struct ari_error *err)
{
	size_t room = text.len / (ARI_OID_HEX + 1) + 1;

	repo->cut = calloc(room, sizeof(*repo->cut));
	if (!repo->cut)
		return ari_error_memory(err);
	while (text.len) {
		struct ari_str line = ari_source__line(&text);

		if (repo->cut_count < room &&
		    ari_oid_parse(&repo->cut[repo->cut_count], line))
			repo->cut_count++;
	}
	qsort(repo->cut, repo->cut_count, sizeof(*repo->cut), by_id);
	return 0;
}

static int read_cut(struct ari_repo *repo, struct ari_error *err)
{
	char *path = ari_source__join(repo->common_dir, "shallow");
	struct ari_buf text;
	char piece[4096];
	FILE *file = NULL;
	size_t got;
	int result = -1;

	ari_buf_init(&text, NULL);
	text.cap = SHALLOW_BYTES;
	if (!path) {
		ari_error_memory(err);
		goto out;
	}
	file = fopen(path, "rbe");
	if (!file) {
		result = errno == ENOENT
			     ? 0
			     : ari_error_set(err, ARI_ERR_IO, "cannot read %s",
					     path);
		goto out;
	}
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		ari_buf_add(&text, piece, got);
	if (ferror(file) || text.failed)
		ari_error_set(err, ARI_ERR_IO, "cannot read %s", path);
	else
		result = parse_cut(repo, ari_buf_view(&text), err);
out:
	if (file)
		fclose(file);
	ari_buf_release(&text);
	free(path);
	return result;
}

static int fail_no_repository(struct ari_error *err,
			      const struct ari_repo *repo)
{
	if (repo->place.git_dir)
		return ari_error_set(err, ARI_ERR_GIT,
				     "GIT_DIR says %s, which is not a git "
				     "repository",
				     repo->place.git_dir);
	return ari_error_set(err, ARI_ERR_GIT,
			     "%s is not in a git repository; run `git init` "
			     "there, or use -C to name the repository",
			     repo->place.dir);
}

/* The folder itself is the worktree where no repository holds it. */
static int settle_plain(struct ari_repo *repo, struct ari_error *err)
{
	free(repo->place.worktree);
	repo->place.worktree = strdup(repo->place.dir);
	if (!repo->place.worktree)
		return ari_error_memory(err);
	return 0;
}

int ari_repo_open(struct ari_repo **out, const struct ari_repo_options *options,
		  struct ari_error *err)
{
	struct ari_repo *repo = calloc(1, sizeof(*repo));
	int rc;

	if (!repo)
		return ari_error_memory(err);
	repo->unnoted = options->unnoted;
	if (ari_source__place_init(&repo->place, options, err))
		goto fail;
	rc = ari_source__open_git(repo, err);
	if (rc == 1 && options->plain && !repo->place.git_dir)
		rc = settle_plain(repo, err);
	else if (rc == 1)
		rc = fail_no_repository(err, repo);
	else if (rc == 0)
		rc = read_cut(repo, err);
	if (rc)
		goto fail;
	*out = repo;
	return 0;
fail:
	ari_repo_free(repo);
	return -1;
}

int ari_repo_again(struct ari_repo **out, const struct ari_repo *repo,
		   struct ari_error *err)
{
	struct ari_repo *again = calloc(1, sizeof(*again));
	int rc;

	if (!again)
		return ari_error_memory(err);
	again->unnoted = repo->unnoted;
	if (ari_source__place_copy(&again->place, &repo->place, err))
		goto fail;
	if (repo->git) {
		rc = ari_source__open_git(again, err);
		if (rc == 1)
			fail_no_repository(err, again);
		if (rc || read_cut(again, err))
			goto fail;
	}
	*out = again;
	return 0;
fail:
	ari_repo_free(again);
	return -1;
}

void ari_repo_free(struct ari_repo *repo)
{
	if (!repo)
		return;
	ari_source__packs_free(repo->packs);
	ari_source__trees_release(repo);
	ari_source__graph_release(&repo->past);
	git_index_free(repo->index);
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	ari_source__place_release(&repo->place);
	free(repo->common_dir);
	free(repo->own_dir);
	free(repo->cut);
	free(repo);
}

bool ari_repo_has_git(const struct ari_repo *repo)
{
	return repo->git != NULL;
}

const char *ari_repo_worktree(const struct ari_repo *repo)
{
	return repo->place.worktree;
}

const char *ari_repo_git_dir(const struct ari_repo *repo)
{
	return repo->common_dir;
}

const char *ari_repo_own_dir(const struct ari_repo *repo)
{
	return repo->own_dir;
}

bool ari_repo_is_shallow(const struct ari_repo *repo)
{
	return repo->cut_count > 0;
}
