/*
 * pre-receive: the last door. Reads what a push brings while it still
 * stands apart, and lets nothing in that makes plans invalid, moves a closed
 * cycle, rewrites history below one, or that the pusher may not do.
 */
#include "hook_receive.h"

#include <string.h>

#define REPLACEMENTS "refs/replace/"

enum cli_exit hook_refuse(struct hook_push *push, const char *what,
			  const char *remedy)
{
	hook_say(push->hook, "%.*s: %s: %s", (int)push->ref.len, push->ref.ptr,
		 what, remedy);
	return CLI_FINDINGS;
}

enum cli_exit hook_refuse_unreadable(struct hook_push *push)
{
	hook_say(push->hook, "%.*s: what is pushed cannot be read: %s",
		 (int)push->ref.len, push->ref.ptr,
		 push->hook->session.err.message);
	return CLI_FINDINGS;
}

int hook_read_commit(struct ari_snapshot *out, struct hook_push *push,
		     const struct ari_oid *id)
{
	struct cli_session *session = &push->hook->session;

	return ari_snapshot_of_commit(out, session->repo, id, &session->arena,
				      &session->err);
}

const struct ari_snapshot *hook_head(const struct hook_push *push)
{
	return push->head->there ? &push->head->at : NULL;
}

int hook_read_roles(struct hook_push *push, const struct ari_snapshot *at)
{
	struct cli_session *session = &push->hook->session;

	if (!at || !ari_view_new(&push->roles, &session->loader, session->repo,
				 at, &session->err))
		return 0;
	return session->err.code == ARI_ERR_NOT_FOUND ? 0 : -1;
}

bool hook_read_ref(struct hook_push *out, struct ari_str line)
{
	return ari_oid_parse(&out->before, hook_word(&line)) &&
	       ari_oid_parse(&out->after, hook_word(&line)) &&
	       (out->ref = ari_str_trim(line)).len;
}

/* -- branches -- */

/* A cycle's commit that the branch had; with kept, and that kept has not. */
static int find_dropped(struct ari_str *out, struct hook_push *push,
			const struct ari_oid *kept)
{
	struct cli_session *session = &push->hook->session;
	struct ari_tags tags;

	*out = (struct ari_str){NULL, 0};
	if (ari_source_tags(&tags, session->repo, &session->arena,
			    &session->err))
		return -1;
	for (size_t i = 0; i < tags.count && !out->ptr; i++) {
		const struct ari_oid *cycle = &tags.items[i].commit;
		int held;

		if (ari_oid_none(cycle))
			continue;
		held = ari_source_is_ancestor(session->repo, cycle,
					      &push->before, &session->err);
		if (held > 0 && kept) {
			int still = ari_source_is_ancestor(session->repo, cycle,
							   kept, &session->err);

			held = still < 0 ? -1 : !still;
		}
		if (held < 0)
			return -1;
		if (held)
			*out = tags.items[i].id;
	}
	return 0;
}

static bool is_default(const struct hook_push *push)
{
	return ari_str_eq(push->ref, push->head->ref);
}

static enum cli_exit refuse_dropped(struct hook_push *push,
				    struct ari_str cycle)
{
	if (ari_oid_none(&push->after))
		hook_say(push->hook,
			 "%.*s: this branch has the history of the cycle %.*s, "
			 "and what a committee was told stays: leave the "
			 "branch where it is",
			 (int)push->ref.len, push->ref.ptr, (int)cycle.len,
			 cycle.ptr);
	else
		hook_say(
		    push->hook,
		    "%.*s: this takes the cycle %.*s out of the branch's "
		    "history, and what a committee was told stays: fetch, put "
		    "your commits on top of what is there, and push again",
		    (int)push->ref.len, push->ref.ptr, (int)cycle.len,
		    cycle.ptr);
	return CLI_FINDINGS;
}

/*
 * History below a cycle: only what is no fast-forward can drop it, and only
 * the default branch keeps what another one had.
 */
static enum cli_exit check_history(struct hook_push *push)
{
	struct cli_session *session = &push->hook->session;
	const struct ari_oid *kept = &push->after;
	struct ari_str cycle;
	int rc;

	if (ari_oid_none(&push->before))
		return CLI_CLEAN;
	if (ari_oid_none(&push->after)) {
		kept = push->head->there && !is_default(push)
			   ? &push->head->at.commit
			   : NULL;
	} else {
		rc = ari_source_is_ancestor(session->repo, &push->before,
					    &push->after, &session->err);
		if (rc)
			return rc < 0 ? hook_refuse_unreadable(push)
				      : CLI_CLEAN;
	}
	if (find_dropped(&cycle, push, kept))
		return hook_refuse_unreadable(push);
	return cycle.ptr ? refuse_dropped(push, cycle) : CLI_CLEAN;
}

/*
 * Where a new branch leaves the default one: the first commit along first
 * parents that is there already. 0; 1 when they have nothing in common.
 */
static int find_base(struct ari_snapshot *out, struct hook_push *push)
{
	struct cli_session *session = &push->hook->session;
	struct ari_walk_options options = {.tip = push->after,
					   .from = push->head->at.commit};
	struct ari_oid at = push->after;
	const struct ari_commit *commit;
	struct ari_walk *walk;
	int rc;

	if (ari_walk_new(&walk, session->repo, &options, &session->err))
		return -1;
	while ((rc = ari_walk_next(&commit, walk, &session->err)) > 0) {
		if (!ari_oid_eq(&commit->id, &at))
			continue;
		at = commit->parent_count ? commit->parents[0]
					  : (struct ari_oid){{0}};
	}
	ari_walk_free(walk);
	if (rc < 0)
		return -1;
	return ari_oid_none(&at) ? 1 : hook_read_commit(out, push, &at);
}

/* What the branch had, by which the push is judged: 0; 1 for nothing. */
static int find_before(struct ari_snapshot *out, struct hook_push *push)
{
	if (!ari_oid_none(&push->before))
		return hook_read_commit(out, push, &push->before);
	return push->head->there ? find_base(out, push) : 1;
}

/* The roles go with the branch that has them. */
static enum cli_exit check_deleted(struct hook_push *push)
{
	if (!is_default(push))
		return CLI_CLEAN;
	if (hook_read_roles(push, hook_head(push)))
		return hook_refuse_unreadable(push);
	return hook_may(push, ARI_RIGHT_REGISTER, (struct ari_str){NULL, 0},
			ARI_STR(ARI_REGISTER_PATH));
}

static enum cli_exit check_branch(struct hook_push *push)
{
	enum cli_exit status = check_history(push);
	struct ari_snapshot before, after;
	bool is_new = ari_oid_none(&push->before);
	int none;

	if (status == CLI_CLEAN && ari_oid_none(&push->after))
		return check_deleted(push);
	if (status == CLI_CLEAN)
		status = hook_judge_default(push);
	if (status != CLI_CLEAN)
		return status;
	if (hook_read_commit(&after, push, &push->after))
		return hook_refuse_unreadable(push);
	none = find_before(&before, push);
	if (none < 0 ||
	    hook_read_roles(push, is_new ? hook_head(push) : &before))
		return hook_refuse_unreadable(push);
	if (push->roles && !push->roles->reg)
		return hook_refuse(
		    push,
		    "the register of this branch cannot be "
		    "read, so nobody's rights are known",
		    "an administrator puts arising.yaml right on "
		    "the server");
	if (!none)
		status = hook_judge_roles(push, &before, &after);
	else if (push->head->there)
		status = hook_judge_roles(push, &push->head->at, &after);
	if (status != CLI_CLEAN)
		return status;
	if (!none && push->roles && !is_new) {
		none = hook_has_register(push->hook, &after);
		if (none < 0)
			return hook_refuse_unreadable(push);
		if (!none)
			return hook_refuse(
			    push,
			    "the register " ARI_REGISTER_PATH
			    " is gone, and with it every plan",
			    "put it back with git checkout COMMIT "
			    "-- " ARI_REGISTER_PATH);
		none = 0;
	}
	status = hook_check_tip(push->hook, &after, none ? NULL : &before,
				push->ref);
	return status == CLI_FAILED ? CLI_FINDINGS : status;
}

/* -- a push -- */

static enum cli_exit check_ref(struct hook_push *push)
{
	enum cli_exit status = CLI_CLEAN;

	if (ari_str_starts(push->ref, HOOK_CYCLE_TAGS))
		status = hook_check_cycle(push);
	else if (ari_str_starts(push->ref, REPLACEMENTS) &&
		 !ari_oid_none(&push->after))
		status =
		    hook_refuse(push,
				"a replacement would make git tell another "
				"history than the commits prove",
				"put things right in a commit of its own");
	else if (ari_str_starts(push->ref, HOOK_BRANCHES))
		status = check_branch(push);
	ari_view_free(push->roles);
	push->roles = NULL;
	push->verified = false;
	return status;
}

enum cli_exit hook_pre_receive(struct hook *hook)
{
	struct hook_push push = {.hook = hook};
	struct ari_str text = hook->input, line;
	enum cli_exit worst = CLI_CLEAN;
	struct hook_default head;

	if (hook_find_default(&head, hook) || hook_user(&push.user, hook))
		return hook_fail(hook);
	push.head = &head;
	while (hook_line(&line, &text)) {
		enum cli_exit status;

		if (!hook_read_ref(&push, line)) {
			hook_say(hook, "git told of a push in a way that is "
				       "not known here");
			return CLI_FAILED;
		}
		status = check_ref(&push);
		worst = status > worst ? status : worst;
	}
	return worst;
}
