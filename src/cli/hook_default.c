/*
 * Which branch speaks for a server: whose register says who may close a
 * cycle or begin a branch. The one that HEAD names; and where that one is
 * not there, as on a server that was set up for another name, the one that
 * people would take for it. No push may make that another one.
 */
#include "file.h"
#include "hook_receive.h"
#include "process.h"

#include <string.h>

/* Branches whose registers are read where none speaks for the server. */
#define BRANCHES_READ 256

static const char *const usual[] = {"refs/heads/main", "refs/heads/master"};

/* The branch that HEAD names, there or not; ptr NULL: a commit. */
static int read_head(struct ari_str *out, struct hook *hook)
{
	static const char mark[] = "ref: ";
	struct cli_session *session = &hook->session;
	const char *path = ari_arena_printf(&session->arena, "%s/HEAD",
					    ari_repo_git_dir(session->repo));
	struct ari_str text;
	struct ari_buf bytes;
	int rc;

	*out = (struct ari_str){NULL, 0};
	if (!path)
		return ari_error_memory(&session->err);
	ari_buf_init(&bytes, NULL);
	rc = cli_file_read(&bytes, path, &session->err);
	text = ari_str_trim(ari_buf_view(&bytes));
	if (!rc && ari_str_starts(text, mark)) {
		text.ptr += sizeof(mark) - 1;
		text.len -= sizeof(mark) - 1;
		*out = ari_arena_dup(&session->arena, ari_str_trim(text));
		if (!out->ptr)
			rc = ari_error_memory(&session->err);
	}
	ari_buf_release(&bytes);
	return rc < 0 ? -1 : 0;
}

/* 0; 1 when there is nothing of that name; -1. */
static int resolve(struct ari_snapshot *out, struct hook *hook,
		   struct ari_str name)
{
	struct cli_session *session = &hook->session;

	if (!ari_snapshot_resolve(out, session->repo, name, &session->arena,
				  &session->err))
		return 0;
	return session->err.code == ARI_ERR_NOT_FOUND ? 1 : -1;
}

/* The branches there are, a line each. */
static int list_branches(struct ari_str *out, struct hook *hook)
{
	struct cli_session *session = &hook->session;
	char count[32];
	struct ari_buf names;
	int rc;

	snprintf(count, sizeof(count), "--count=%d", BRANCHES_READ);
	ari_buf_init(&names, NULL);
	rc = cli_git(&names, session->args->dir,
		     CLI_WORDS("for-each-ref", "--format=%(refname)", count,
			       "refs/heads"),
		     &session->err);
	if (rc > 0)
		rc = ari_error_set(&session->err, ARI_ERR_GIT,
				   "git for-each-ref cannot list branches");
	*out = ari_arena_dup(&session->arena, ari_buf_view(&names));
	if (!rc && !out->ptr)
		rc = ari_error_memory(&session->err);
	ari_buf_release(&names);
	return rc ? -1 : 0;
}

/* Whether the register of a branch has roles, or cannot be read: 1; 0; -1. */
static int has_roles(struct hook *hook, struct ari_str branch)
{
	struct cli_session *session = &hook->session;
	struct ari_view *view;
	struct ari_snapshot at;
	int rc = resolve(&at, hook, branch);

	if (rc)
		return rc < 0 ? -1 : 0;
	if (ari_view_new(&view, &session->loader, session->repo, &at,
			 &session->err))
		return session->err.code == ARI_ERR_NOT_FOUND ? 0 : 1;
	rc = !view->reg || ari_node_get(view->reg->node, "roles");
	ari_view_free(view);
	return rc;
}

/* No branch stands in: then nobody's rights are known, if there are any. */
static int find_rights(struct hook_default *out, struct hook *hook,
		       struct ari_str branches)
{
	struct ari_str line;
	size_t count = 0;

	while (!out->unsettled && hook_line(&line, &branches)) {
		int rc = has_roles(hook, line);

		if (rc < 0)
			return -1;
		out->unsettled = rc || ++count == BRANCHES_READ;
	}
	return 0;
}

static int find_stand_in(struct hook_default *out, struct hook *hook)
{
	struct ari_str branches, rest, first;
	int rc = 1;

	if (list_branches(&branches, hook))
		return -1;
	rest = branches;
	if (!hook_line(&first, &rest))
		return 0;
	for (size_t i = 0; rc > 0 && i < sizeof(usual) / sizeof(*usual); i++) {
		out->ref = ari_str_from(usual[i]);
		rc = resolve(&out->at, hook, out->ref);
	}
	if (rc > 0 && !rest.len) {
		out->ref = first;
		rc = resolve(&out->at, hook, first);
	}
	out->there = out->stands_in = !rc;
	return rc > 0 ? find_rights(out, hook, branches) : rc;
}

int hook_find_default(struct hook_default *out, struct hook *hook)
{
	int rc;

	*out = (struct hook_default){.there = false};
	if (read_head(&out->named, hook))
		return -1;
	out->ref = out->named;
	rc = resolve(&out->at, hook, ARI_STR("HEAD"));
	out->there = !rc;
	return rc > 0 ? find_stand_in(out, hook) : rc;
}

/* -- what a push would make of it -- */

static enum cli_exit refuse(struct hook_push *push, const char *why)
{
	const struct hook_default *head = push->head;

	hook_say(push->hook,
		 "%.*s: this server's default branch is to be %.*s, which is "
		 "not there, %s: its administrator names the right one: git "
		 "symbolic-ref HEAD refs/heads/NAME",
		 (int)push->ref.len, push->ref.ptr, (int)head->named.len,
		 head->named.ptr, why);
	return CLI_FINDINGS;
}

/* Whether the server would take a branch of that name for its default. */
static bool would_speak(const struct hook_push *push)
{
	bool found = ari_str_eq(push->ref, push->head->named);

	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		found |= ari_str_is(push->ref, usual[i]);
	return found;
}

enum cli_exit hook_judge_default(struct hook_push *push)
{
	struct cli_session *session = &push->hook->session;
	const struct hook_default *head = push->head;
	int rc;

	if (!ari_oid_none(&push->before))
		return CLI_CLEAN;
	if (head->unsettled)
		return refuse(push, "so nobody's rights are known");
	if (!head->stands_in || !would_speak(push))
		return CLI_CLEAN;
	rc = ari_source_is_ancestor(session->repo, &head->at.commit,
				    &push->after, &session->err);
	if (rc < 0)
		return hook_fail(push->hook);
	return rc ? CLI_CLEAN
		  : refuse(push, "and what is pushed lacks commits of the "
				 "branch that stands in for it");
}
