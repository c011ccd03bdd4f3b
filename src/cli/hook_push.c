/*
 * pre-push: what is pushed, before it leaves. The server says the same, but
 * the officer is still here.
 */
#include "hook.h"

#include <string.h>

#define BRANCHES "refs/heads/"
#define CYCLE_TAGS "refs/tags/cycle/"

/* A line that git writes: LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID. */
struct pushed {
	struct ari_str ref; /* as it will be called there */
	struct ari_oid local;
	struct ari_oid remote; /* none: new there */
};

static bool read_pushed(struct pushed *out, struct ari_str line)
{
	hook_word(&line);
	return ari_oid_parse(&out->local, hook_word(&line)) &&
	       (out->ref = hook_word(&line)).ptr &&
	       ari_oid_parse(&out->remote, hook_word(&line));
}

/* The commit that an id names, through tags: 0, 1 for none, -1. */
static int commit_of(struct ari_snapshot *out, struct hook *hook,
		     const struct ari_oid *id)
{
	struct cli_session *session = &hook->session;
	char hex[ARI_OID_HEX + 1];
	const char *name;

	if (ari_oid_none(id))
		return 1;
	name = ari_arena_printf(&session->arena, "%s^{commit}",
				ari_oid_hex(hex, id));
	if (!name)
		return ari_error_memory(&session->err);
	return cli_session_snapshot(session, out, name) ? 1 : 0;
}

static enum cli_exit check_pushed(struct hook *hook,
				  const struct pushed *pushed)
{
	struct ari_snapshot local, remote;
	int rc;

	if (ari_str_starts(pushed->ref, CYCLE_TAGS) &&
	    !ari_oid_none(&pushed->remote)) {
		hook_say(hook,
			 "%.*s is closed there already, and a closed cycle "
			 "is never moved or taken away: if something has to "
			 "be put right, close another cycle",
			 (int)pushed->ref.len, pushed->ref.ptr);
		return CLI_FINDINGS;
	}
	if (ari_oid_none(&pushed->local))
		return CLI_CLEAN;
	rc = commit_of(&local, hook, &pushed->local);
	if (rc)
		return rc < 0 ? hook_fail(hook) : CLI_CLEAN;
	/* What the other side has may never have been fetched. */
	rc = commit_of(&remote, hook, &pushed->remote);
	if (rc < 0)
		return hook_fail(hook);
	return hook_check_tip(hook, &local, rc ? NULL : &remote, pushed->ref);
}

/* What has been checked, so that branches of one commit are judged once. */
struct checked {
	struct pushed *items;
	size_t count;
};

static bool is_checked(const struct checked *checked,
		       const struct pushed *pushed)
{
	for (size_t i = 0; i < checked->count; i++)
		if (ari_oid_eq(&checked->items[i].local, &pushed->local) &&
		    ari_oid_eq(&checked->items[i].remote, &pushed->remote))
			return true;
	return false;
}

static size_t count_lines(struct ari_str text)
{
	struct ari_str line;
	size_t count = 0;

	while (hook_line(&line, &text))
		count++;
	return count;
}

/* One line: branches and cycles; other refs hold what they like. */
static enum cli_exit check_line(struct hook *hook, struct checked *checked,
				struct ari_str line)
{
	struct pushed pushed;

	if (!read_pushed(&pushed, line)) {
		hook_say(hook,
			 "git told of a push in a way that is not known "
			 "here: %.*s",
			 (int)(line.len > 200 ? 200 : line.len), line.ptr);
		return CLI_FAILED;
	}
	if (ari_str_starts(pushed.ref, BRANCHES)) {
		if (is_checked(checked, &pushed))
			return CLI_CLEAN;
		checked->items[checked->count++] = pushed;
	} else if (!ari_str_starts(pushed.ref, CYCLE_TAGS)) {
		return CLI_CLEAN;
	}
	return check_pushed(hook, &pushed);
}

enum cli_exit hook_pre_push(struct hook *hook)
{
	struct ari_str text = hook->input, line;
	struct checked checked = {.count = 0};
	enum cli_exit worst = CLI_CLEAN;

	checked.items =
	    ari_arena_array(&hook->session.arena, count_lines(text) + 1,
			    sizeof(*checked.items));
	if (!checked.items) {
		ari_error_memory(&hook->session.err);
		return hook_fail(hook);
	}
	while (hook_line(&line, &text)) {
		enum cli_exit status = check_line(hook, &checked, line);

		worst = status > worst ? status : worst;
	}
	return worst;
}
