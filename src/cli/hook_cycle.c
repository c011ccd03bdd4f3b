/*
 * A cycle that is pushed: who may close it, what the tag must be, that the
 * register lists it, and that it is never moved or taken away.
 */
#include "hook_receive.h"
#include "process.h"

/* Whether a branch has the commit, or gets it by this push: 1 or 0; -1. */
static int is_held(struct hook_push *push, const struct ari_oid *commit)
{
	struct cli_session *session = &push->hook->session;
	struct ari_str text = push->hook->input, line;
	char contains[ARI_OID_HEX + sizeof("--contains=")];
	char hex[ARI_OID_HEX + 1];
	struct ari_buf name;
	int rc;

	while (hook_line(&line, &text)) {
		struct hook_push other = {.hook = push->hook};

		if (!hook_read_ref(&other, line) ||
		    ari_oid_none(&other.after) ||
		    !ari_str_starts(other.ref, HOOK_BRANCHES))
			continue;
		rc = ari_source_is_ancestor(session->repo, commit, &other.after,
					    &session->err);
		if (rc)
			return rc;
	}
	snprintf(contains, sizeof(contains), "--contains=%s",
		 ari_oid_hex(hex, commit));
	ari_buf_init(&name, NULL);
	rc = cli_git(&name, session->args->dir,
		     CLI_WORDS("for-each-ref", "--count=1",
			       "--format=%(refname)", contains, HOOK_BRANCHES),
		     &session->err);
	rc = rc < 0 ? -1 : rc == 0 && name.len;
	ari_buf_release(&name);
	return rc;
}

static enum cli_exit check_held(struct hook_push *push,
				const struct ari_oid *commit)
{
	int held = is_held(push, commit);

	if (held < 0)
		return hook_refuse_unreadable(push);
	return held ? CLI_CLEAN
		    : hook_refuse(push,
				  "no branch of this server has the commit "
				  "that it closes, and a cycle is a point in "
				  "a history",
				  "push the branch with it, or before");
}

static bool lists(const struct ari_view *view, struct ari_str id)
{
	return view && view->reg && ari_register_cycle(view->reg, id);
}

/*
 * The register of the commit lists the cycle, or that which speaks for the
 * server, where a meeting of long ago is closed: else no paper can name it.
 */
static enum cli_exit check_listed(struct hook_push *push,
				  const struct ari_snapshot *at)
{
	struct cli_session *session = &push->hook->session;
	const size_t before = sizeof(HOOK_CYCLE_TAGS) - 1;
	struct ari_str id = {push->ref.ptr + before, push->ref.len - before};
	struct ari_view *view;
	bool listed = lists(push->roles, id);

	if (!listed && !ari_view_new(&view, &session->loader, session->repo, at,
				     &session->err)) {
		listed = lists(view, id);
		ari_view_free(view);
	} else if (!listed && session->err.code != ARI_ERR_NOT_FOUND) {
		return hook_refuse_unreadable(push);
	}
	return listed ? CLI_CLEAN
		      : hook_refuse(
			    push,
			    "the register has no cycle of this id, so no "
			    "paper could be made of it",
			    "take the tag away (git tag -d), add the cycle "
			    "under `cycles:` in " ARI_REGISTER_PATH
			    ", commit it, and close it with `arising cycle "
			    "close`");
}

static enum cli_exit check_commit(struct hook_push *push)
{
	struct cli_session *session = &push->hook->session;
	struct ari_oid commit, tag;
	struct ari_snapshot at;
	enum cli_exit status;

	if (ari_source_peel(&commit, &tag, session->repo, &push->after,
			    &session->err))
		return hook_refuse_unreadable(push);
	if (ari_oid_none(&commit))
		return hook_refuse(push, "this tag names no commit",
				   "close the cycle with `arising cycle "
				   "close`");
	if (ari_oid_none(&tag))
		return hook_refuse(push,
				   "this tag has no date and no name in it",
				   "close the cycle with `arising cycle "
				   "close`, or make the tag with git tag -a");
	if (hook_read_commit(&at, push, &commit))
		return hook_refuse_unreadable(push);
	status = hook_check_tip(push->hook, &at, NULL, push->ref);
	if (status == CLI_CLEAN)
		status = check_listed(push, &at);
	return status == CLI_CLEAN ? check_held(push, &commit) : status;
}

enum cli_exit hook_check_cycle(struct hook_push *push)
{
	enum cli_exit status;

	if (ari_oid_none(&push->after))
		return hook_refuse(
		    push, "a closed cycle is never taken away",
		    "papers prove themselves by it; leave the tag "
		    "where it is");
	if (!ari_oid_none(&push->before))
		return hook_refuse(
		    push, "a closed cycle is never moved",
		    "take your copy of the tag away (git tag -d), "
		    "fetch, and close another cycle if something "
		    "has to be put right");
	status = hook_judge_default(push);
	if (status != CLI_CLEAN)
		return status;
	if (hook_read_roles(push, hook_head(push)))
		return hook_refuse_unreadable(push);
	status = hook_may(push, ARI_RIGHT_CYCLES, (struct ari_str){NULL, 0},
			  ARI_STR(ARI_REGISTER_PATH));
	return status == CLI_CLEAN ? check_commit(push) : status;
}
