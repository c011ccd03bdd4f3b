/*
 * Where a repository is looked for: the folder that was named and what git
 * tells its hooks by the environment.
 */
#include "source/internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

char *ari_source__join(const char *a, const char *b)
{
	size_t a_len = strlen(a);
	size_t b_len = strlen(b);
	char *out;

	if (b[0] == '/')
		return strdup(b);
	while (a_len > 1 && a[a_len - 1] == '/')
		a_len--;
	out = malloc(a_len + b_len + 2);
	if (!out)
		return NULL;
	memcpy(out, a, a_len);
	out[a_len] = '/';
	memcpy(out + a_len + 1, b, b_len + 1);
	return out;
}

/* An unset and an empty variable are the same to git. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? value : NULL;
}

static bool set_path(char **out, const char *dir, const char *name)
{
	const char *value = variable(name);

	if (!value)
		return true;
	*out = ari_source__join(dir, value);
	return *out != NULL;
}

static bool set_text(char **out, const char *name)
{
	const char *value = variable(name);

	if (!value)
		return true;
	*out = strdup(value);
	return *out != NULL;
}

static bool read_environment(struct ari_source__place *place)
{
	return set_path(&place->git_dir, place->dir, "GIT_DIR") &&
	       set_path(&place->worktree, place->dir, "GIT_WORK_TREE") &&
	       set_path(&place->index_file, place->dir, "GIT_INDEX_FILE") &&
	       set_path(&place->objects, place->dir, "GIT_OBJECT_DIRECTORY") &&
	       set_text(&place->alternates,
			"GIT_ALTERNATE_OBJECT_DIRECTORIES") &&
	       set_text(&place->ceilings, "GIT_CEILING_DIRECTORIES");
}

int ari_source__place_init(struct ari_source__place *place,
			   const struct ari_repo_options *options,
			   struct ari_error *err)
{
	const char *dir = options->dir ? options->dir : ".";

	place->dir = realpath(dir, NULL);
	if (!place->dir)
		return ari_error_set(err, ARI_ERR_IO,
				     "cannot open the folder %s: %s", dir,
				     strerrordesc_np(errno));
	if (options->environment && !read_environment(place))
		return ari_error_memory(err);
	return 0;
}

static bool copy_text(char **out, const char *text)
{
	if (!text)
		return true;
	*out = strdup(text);
	return *out != NULL;
}

int ari_source__place_copy(struct ari_source__place *out,
			   const struct ari_source__place *place,
			   struct ari_error *err)
{
	if (copy_text(&out->dir, place->dir) &&
	    copy_text(&out->git_dir, place->git_dir) &&
	    copy_text(&out->worktree, place->worktree) &&
	    copy_text(&out->index_file, place->index_file) &&
	    copy_text(&out->objects, place->objects) &&
	    copy_text(&out->alternates, place->alternates) &&
	    copy_text(&out->ceilings, place->ceilings))
		return 0;
	return ari_error_memory(err);
}

void ari_source__place_release(struct ari_source__place *place)
{
	free(place->dir);
	free(place->git_dir);
	free(place->worktree);
	free(place->index_file);
	free(place->objects);
	free(place->alternates);
	free(place->ceilings);
}
