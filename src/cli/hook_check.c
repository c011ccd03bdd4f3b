/*
 * Hooks that check plans: what is staged, what a merge would record, and
 * the tips of what is pushed.
 */
#include "hook.h"

#include <arising/findings.h>

int hook_put_findings(struct hook *hook, struct ari_version *const *files,
		      size_t count)
{
	const struct cli_io *io = hook->session.io;
	struct ari_findings findings;

	ari_findings_begin(&findings, ari_findings_format("text"), io->err,
			   io->err_terminal && hook->session.args->colour);
	for (size_t i = 0; i < count; i++)
		if (ari_findings_file(&findings, files[i], &hook->session.err))
			return -1;
	return 0;
}

int hook_has_register(struct hook *hook, const struct ari_snapshot *at)
{
	struct cli_session *session = &hook->session;
	struct ari_file file;

	if (ari_source_find(&file, session->repo, at,
			    ARI_STR(ARI_REGISTER_PATH), &session->arena,
			    &session->err))
		return -1;
	return file.kind != ARI_ENTRY_NONE;
}

/* Say the errors; warnings are for who asks, else each commit has them. */
static enum cli_exit report(struct hook *hook, struct ari_check_result *result,
			    const char *then)
{
	size_t errors = result->errors, warnings = result->warnings;

	if (!errors)
		return CLI_CLEAN;
	ari_check_only_errors(result);
	if (hook_put_findings(hook, result->files, result->count))
		return hook_fail(hook);
	if (warnings)
		hook_say(hook, "%zu error%s, and %zu warning%s not shown: %s",
			 errors, errors == 1 ? "" : "s", warnings,
			 warnings == 1 ? "" : "s", then);
	else
		hook_say(hook, "%zu error%s: %s", errors,
			 errors == 1 ? "" : "s", then);
	return CLI_FINDINGS;
}

/* -- what is staged -- */

/* No register in the next commit: right where there never was one. */
static enum cli_exit without_register(struct hook *hook,
				      const struct ari_snapshot *head)
{
	int had = head ? hook_has_register(hook, head) : 0;

	if (had < 0)
		return hook_fail(hook);
	if (!had)
		return CLI_CLEAN;
	hook_say(hook, "this would take the register " ARI_REGISTER_PATH
		       " away, and with it every plan; to put it back: git "
		       "checkout HEAD -- " ARI_REGISTER_PATH);
	return CLI_FINDINGS;
}

static enum cli_exit check_staged(struct hook *hook, bool merge)
{
	struct cli_session *session = &hook->session;
	struct ari_check_request request = {
	    .no_changes = merge, .no_reasons = true, .as_of = ARI_DAY_MIN};
	struct ari_check_result *result;
	struct ari_snapshot head;
	enum cli_exit status;
	int has;

	if (cli_session_snapshot(session, &request.at, "--staged"))
		return hook_fail(hook);
	if (!ari_oid_none(&request.at.commit)) {
		if (ari_snapshot_of_commit(&head, session->repo,
					   &request.at.commit, &session->arena,
					   &session->err))
			return hook_fail(hook);
		request.since = request.against = &head;
	}
	has = hook_has_register(hook, &request.at);
	if (has < 0)
		return hook_fail(hook);
	if (!has)
		return without_register(hook, request.since);
	if (ari_check_run(&result, session->repo, &request, &session->err))
		return hook_fail(hook);
	status = report(hook, result,
			"nothing is committed; mend what is said above, `git "
			"add` it, and commit again");
	ari_check_free(result);
	return status;
}

enum cli_exit hook_pre_commit(struct hook *hook)
{
	struct ari_oid *heads;
	size_t count;

	/* What each side of a merge moved was judged when it was committed. */
	if (hook_merge_heads(&heads, &count, hook))
		return hook_fail(hook);
	return check_staged(hook, count > 0);
}

enum cli_exit hook_pre_merge_commit(struct hook *hook)
{
	return check_staged(hook, true);
}

/* -- what is pushed -- */

/* Whether changes can be judged against what the other side has. */
static int is_later(struct hook *hook, const struct ari_snapshot *at,
		    const struct ari_snapshot *against)
{
	struct cli_session *session = &hook->session;
	int back;

	back = ari_source_is_ancestor(session->repo, &at->commit,
				      &against->commit, &session->err);
	if (back >= 0)
		return !back;
	return session->err.code == ARI_ERR_UNCERTAIN ? 0 : -1;
}

enum cli_exit hook_check_tip(struct hook *hook, const struct ari_snapshot *at,
			     const struct ari_snapshot *against,
			     struct ari_str ref)
{
	struct cli_session *session = &hook->session;
	struct ari_check_request request = {.at = *at, .as_of = ARI_DAY_MIN};
	struct ari_check_result *result;
	enum cli_exit status;
	char then[256];
	int rc = hook_has_register(hook, at);

	if (rc <= 0)
		return rc < 0 ? hook_fail(hook) : CLI_CLEAN;
	if (against) {
		rc = hook_has_register(hook, against);
		if (rc > 0)
			rc = is_later(hook, at, against);
		if (rc < 0)
			return hook_fail(hook);
	} else {
		rc = 0;
	}
	request.against = rc ? against : NULL;
	request.no_changes = !rc;
	if (ari_check_run(&result, session->repo, &request, &session->err))
		return hook_fail(hook);
	snprintf(then, sizeof(then),
		 "%.*s is not pushed; mend what is said above, commit, and "
		 "push again",
		 (int)(ref.len > 100 ? 100 : ref.len), ref.ptr);
	status = report(hook, result, then);
	ari_check_free(result);
	return status;
}
