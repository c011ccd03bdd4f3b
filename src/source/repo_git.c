/*
 * Opening a repository with libgit2: find it, say plainly why one cannot be
 * read, and honour the index and the object folders that git names.
 */
#include "source/internal.h"

#include <git2/sys/repository.h>
#include <string.h>

/* Bytes of a list of folders to look for objects in, one after another. */
#define FOLDER_BYTES 4096

static const char *last_message(void)
{
	const git_error *cause = git_error_last();

	return cause && cause->message ? cause->message : "";
}

/*
 * Where no safe.directory is configured at all, libgit2 1.5.1 says of a
 * repository it does not trust that this setting was not found.
 */
static int true_cause(int rc)
{
	if (rc == GIT_ENOTFOUND && strstr(last_message(), "safe.directory"))
		return GIT_EOWNER;
	return rc;
}

static int fail_open(struct ari_error *err, const struct ari_repo *repo, int rc)
{
	const char *text = last_message();
	const char *dir =
	    repo->place.git_dir ? repo->place.git_dir : repo->place.dir;

	if (rc == GIT_EOWNER)
		return ari_error_set(err, ARI_ERR_GIT,
				     "the repository at %s belongs to another "
				     "user, so git does not trust it; if you "
				     "do, run `git config --global --add "
				     "safe.directory %s`",
				     dir, dir);
	if (strstr(text, "extensions.objectformat"))
		return ari_error_set(err, ARI_ERR_GIT,
				     "the repository at %s has SHA-256 object "
				     "names, which cannot be read; use one "
				     "made with `git init "
				     "--object-format=sha1`",
				     dir);
	if (strstr(text, "extensions.refstorage"))
		return ari_error_set(err, ARI_ERR_GIT,
				     "the repository at %s keeps its refs in "
				     "tables, which cannot be read; run `git "
				     "refs migrate --ref-format=files`",
				     dir);
	return ari_source__fail(err, ARI_ERR_GIT,
				"cannot open the repository at %s", dir);
}

/* Add each folder of a `:` list as a place to read objects from. */
static int add_alternates(git_odb *odb, const struct ari_repo *repo,
			  struct ari_error *err)
{
	const char *at = repo->place.alternates;

	while (at && *at) {
		size_t len = strcspn(at, ":");
		char folder[FOLDER_BYTES];
		char *path;
		int rc;

		if (len >= sizeof(folder))
			return ari_error_set(err, ARI_ERR_LIMIT,
					     "a folder of GIT_ALTERNATE_"
					     "OBJECT_DIRECTORIES is too long");
		memcpy(folder, at, len);
		folder[len] = '\0';
		at += len + (at[len] == ':');
		path = ari_source__join(repo->place.dir, folder);
		if (!path)
			return ari_error_memory(err);
		rc = len ? git_odb_add_disk_alternate(odb, path) : 0;
		free(path);
		if (rc < 0)
			return ari_source__fail(err, ARI_ERR_GIT,
						"cannot read objects in %s",
						folder);
	}
	return 0;
}

/*
 * Objects that a push brings stand apart until the hooks accept them: git
 * names that folder to pre-receive.
 */
static int open_objects(struct ari_repo *repo, struct ari_error *err)
{
	const char *folder = repo->place.objects;

	if (folder) {
		if (git_odb_open(&repo->odb, folder) < 0)
			return ari_source__fail(err, ARI_ERR_GIT,
						"cannot read objects in %s",
						folder);
		if (git_repository_set_odb(repo->git, repo->odb) < 0)
			return ari_error_memory(err);
	} else if (git_repository_odb(&repo->odb, repo->git) < 0) {
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read the objects of %s",
					repo->place.dir);
	}
	return add_alternates(repo->odb, repo, err);
}

static char *without_slash(const char *path)
{
	char *out = strdup(path);
	size_t len = out ? strlen(out) : 0;

	while (len > 1 && out[len - 1] == '/')
		out[--len] = '\0';
	return out;
}

/* A string of the configuration that must be there to matter. */
static bool configured(git_config *config, const char *name)
{
	git_config_entry *entry = NULL;
	bool found = git_config_get_entry(&entry, config, name) == 0;

	git_config_entry_free(entry);
	return found;
}

/*
 * The worktree, as git decides: GIT_WORK_TREE, else what the repository
 * says, else beside a GIT_DIR the current directory.
 */
static int find_worktree(struct ari_repo *repo, git_config *config,
			 struct ari_error *err)
{
	const char *found = git_repository_workdir(repo->git);
	char *path = NULL;

	if (repo->place.worktree)
		path = realpath(repo->place.worktree, NULL);
	else if (!found)
		return 0;
	else if (repo->place.git_dir &&
		 !git_repository_is_worktree(repo->git) &&
		 !configured(config, "core.worktree"))
		path = strdup(repo->place.dir);
	else
		path = realpath(found, NULL);
	if (!path)
		return ari_error_set(
		    err, ARI_ERR_IO, "cannot open the worktree %s",
		    repo->place.worktree ? repo->place.worktree : found);
	free(repo->place.worktree);
	repo->place.worktree = path;
	return 0;
}

static int read_layout(struct ari_repo *repo, struct ari_error *err)
{
	git_config *config = NULL;
	int result;

	if (git_repository_config(&config, repo->git) < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read git's configuration");
	repo->partial = configured(config, "extensions.partialclone");
	result = find_worktree(repo, config, err);
	git_config_free(config);
	if (result)
		return -1;
	repo->common_dir = without_slash(git_repository_commondir(repo->git));
	repo->own_dir = without_slash(git_repository_path(repo->git));
	if (!repo->place.index_file)
		repo->place.index_file =
		    ari_source__join(git_repository_path(repo->git), "index");
	if (!repo->common_dir || !repo->own_dir || !repo->place.index_file)
		return ari_error_memory(err);
	return 0;
}

int ari_source__open_git(struct ari_repo *repo, struct ari_error *err)
{
	const char *at = repo->place.dir;
	unsigned flags = GIT_REPOSITORY_OPEN_CROSS_FS;
	int rc;

	if (repo->place.git_dir) {
		at = repo->place.git_dir;
		flags = GIT_REPOSITORY_OPEN_NO_SEARCH |
			GIT_REPOSITORY_OPEN_NO_DOTGIT;
	}
	git_error_clear();
	rc = true_cause(git_repository_open_ext(&repo->git, at, flags,
						repo->place.ceilings));
	if (rc == GIT_ENOTFOUND)
		return 1;
	if (rc < 0)
		return fail_open(err, repo, rc);
	if (read_layout(repo, err))
		return -1;
	return open_objects(repo, err);
}
