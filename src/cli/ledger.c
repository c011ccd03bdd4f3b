/*
 * Opening the ledger for a command.
 */
#include "ledger.h"

#include <arising/check.h>

/* Commits from which a ledger is worth remembering. */
#define REMEMBER_COMMITS 256

int cli_ledger_open(struct cli_session *session, struct ari_ledger **out,
		    const struct ari_snapshot *tip, struct ari_str plan,
		    bool cached)
{
	const char *folder = ari_repo_git_dir(session->repo);
	struct ari_ledger_options asked = {.tip = tip->commit,
					   .plan = plan,
					   .reason = ari_check_reason,
					   .cache_least = REMEMBER_COMMITS};

	/* What is remembered is HEAD's; another tip reads it only. */
	if (tip->cycle.ptr || ari_oid_none(&tip->commit))
		asked.cache_least = SIZE_MAX;
	if (cached && folder) {
		asked.cache =
		    ari_arena_printf(&session->arena, "%s/arising", folder);
		if (!asked.cache)
			return ari_error_memory(&session->err);
	}
	return ari_ledger_new(out, session->repo, &asked, &session->err);
}

int cli_ledger_view(struct cli_session *session, struct ari_view **out,
		    const struct ari_snapshot *at)
{
	struct ari_view *view;

	if (ari_view_new(&view, &session->loader, session->repo, at,
			 &session->err))
		return -1;
	if (view->reg) {
		*out = view;
		return 0;
	}
	ari_view_free(view);
	return ari_error_set(&session->err, ARI_ERR_INVALID,
			     "the register " ARI_REGISTER_PATH " at %.*s "
			     "cannot be read; `arising check` says where",
			     (int)at->name.len, at->name.ptr);
}
