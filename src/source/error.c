/*
 * What goes wrong with git, in words that say what to do.
 */
#include "source/internal.h"

#include <stdarg.h>

int ari_source__fail(struct ari_error *err, enum ari_error_code code,
		     const char *fmt, ...)
{
	const git_error *cause = git_error_last();
	char text[768];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (cause && cause->klass == GIT_ERROR_NOMEMORY)
		return ari_error_memory(err);
	if (!cause || !cause->message || cause->klass == GIT_ERROR_NONE)
		return ari_error_set(err, code, "%s", text);
	return ari_error_set(err, code, "%s: %s", text, cause->message);
}

int ari_source__fail_object(struct ari_error *err, const struct ari_repo *repo,
			    const struct ari_oid *id, const char *what, int rc)
{
	char hex[ARI_OID_HEX + 1];

	ari_oid_hex(hex, id);
	if (rc != GIT_ENOTFOUND)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read the %s %s", what, hex);
	if (repo->partial)
		return ari_error_set(err, ARI_ERR_GIT,
				     "the %s %s is not here: this is a "
				     "partial clone and it was never "
				     "fetched; run `git show %s` while "
				     "connected, or clone without --filter",
				     what, hex, hex);
	return ari_error_set(err, ARI_ERR_GIT,
			     "the %s %s is missing from the repository; run "
			     "`git fsck` to see what is damaged",
			     what, hex);
}

int ari_source__fail_plain(struct ari_error *err, const struct ari_repo *repo)
{
	return ari_error_set(err, ARI_ERR_GIT,
			     "%s is not in a git repository, so it has no "
			     "history; run `git init` there, or use -C to "
			     "name the repository",
			     repo->place.dir);
}

int ari_source__fail_shallow(struct ari_error *err, const char *what)
{
	return ari_error_set(err, ARI_ERR_UNCERTAIN,
			     "%s cannot be told: this clone is shallow; run "
			     "`git fetch --unshallow`",
			     what);
}
