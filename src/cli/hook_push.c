/*
 * pre-push: what is pushed, before it leaves. The server says the same, but
 * the officer is still here.
 */
#include "hook.h"

#include <string.h>

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

/* Whether the same commit stands in an earlier line: it was checked. */
static bool is_repeated(struct ari_str input, const struct pushed *pushed,
			struct ari_str upto)
{
	struct ari_str line;

	while (hook_line(&line, &input) && line.ptr != upto.ptr) {
		struct pushed earlier;

		if (read_pushed(&earlier, line) &&
		    ari_oid_eq(&earlier.local, &pushed->local) &&
		    ari_oid_eq(&earlier.remote, &pushed->remote))
			return true;
	}
	return false;
}

enum cli_exit hook_pre_push(struct hook *hook)
{
	struct ari_str text = hook->input, line;
	enum cli_exit worst = CLI_CLEAN;

	while (hook_line(&line, &text)) {
		struct pushed pushed;
		enum cli_exit status;

		if (!read_pushed(&pushed, line)) {
			hook_say(hook,
				 "git told of a push in a way that is "
				 "not known here: %.*s",
				 (int)(line.len > 200 ? 200 : line.len),
				 line.ptr);
			return CLI_FAILED;
		}
		if (!ari_str_starts(pushed.ref, CYCLE_TAGS) &&
		    is_repeated(hook->input, &pushed, line))
			continue;
		status = check_pushed(hook, &pushed);
		worst = status > worst ? status : worst;
	}
	return worst;
}
