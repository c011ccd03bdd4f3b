/*
 * Who pushes, and whether the register gives them a right: by the name that
 * the server says, and where it is asked for by a good signature.
 */
#include "hook_receive.h"
#include "process.h"

#include <string.h>

int hook_user(struct ari_str *out, struct hook *hook)
{
	static const char *const usual[] = {"GL_USER", "REMOTE_USER"};
	struct cli_session *session = &hook->session;
	const char *value = NULL;
	struct ari_buf name;
	int rc;

	*out = (struct ari_str){NULL, 0};
	ari_buf_init(&name, NULL);
	rc = cli_git(&name, session->args->dir,
		     CLI_WORDS("config", "--get", "arising.user-env"),
		     &session->err);
	if (!rc && name.len)
		value = session->io->env(name.ptr);
	for (size_t i = 0; rc > 0 && !value && i < 2; i++)
		value = session->io->env(usual[i]);
	if (value && *value)
		*out = ari_arena_dup(&session->arena, ari_str_from(value));
	ari_buf_release(&name);
	return rc < 0 ? -1 : 0;
}

static const char *name_right(enum ari_right right)
{
	static const char *const names[] = {
	    [ARI_RIGHT_REGISTER] = "change the register",
	    [ARI_RIGHT_CYCLES] = "close a cycle",
	    [ARI_RIGHT_STAGE] = "take a plan to another stage",
	    [ARI_RIGHT_PLAN] = "edit this plan",
	};

	return names[right];
}

static enum cli_exit refuse_user(struct hook_push *push, enum ari_right right,
				 struct ari_str path)
{
	static const char *const keys[] = {"register", "cycles", "stage",
					   "plans"};

	if (!push->user.ptr)
		hook_say(push->hook,
			 "%.*s: %.*s: this server does not say who pushes, "
			 "and the register's roles ask it who may %s; its "
			 "administrator names the variable: git config "
			 "arising.user-env NAME",
			 (int)push->ref.len, push->ref.ptr, (int)path.len,
			 path.ptr, name_right(right));
	else
		hook_say(push->hook,
			 "%.*s: %.*s: %.*s may not %s: ask one of those "
			 "whom " ARI_REGISTER_PATH " names under roles: %s:",
			 (int)push->ref.len, push->ref.ptr, (int)path.len,
			 path.ptr, (int)push->user.len, push->user.ptr,
			 name_right(right), keys[right]);
	return CLI_FINDINGS;
}

/* -- signatures -- */

static int verify(struct hook_push *push)
{
	struct cli_session *session = &push->hook->session;

	if (push->verified)
		return 0;
	push->signature = (struct ari_signature){.state = ARI_SIGNATURE_NONE};
	if (!ari_oid_none(&push->after) &&
	    ari_source_verify(&push->signature, session->repo, &push->after,
			      &session->arena, &session->err))
		return -1;
	push->verified = true;
	return 0;
}

/* The address in "Name <address>"; else all of it. */
static struct ari_str address_of(struct ari_str by)
{
	const char *open = by.len ? memchr(by.ptr, '<', by.len) : NULL;
	const char *close;

	if (!open)
		return by;
	by.len -= (size_t)(++open - by.ptr);
	by.ptr = open;
	close = memchr(by.ptr, '>', by.len);
	if (close)
		by.len = (size_t)(close - by.ptr);
	return by;
}

static enum cli_exit refuse_signature(struct hook_push *push,
				      enum ari_right right, struct ari_str path)
{
	const struct ari_signature *signature = &push->signature;
	struct ari_str by = address_of(signature->by);
	struct ari_buf what;
	enum cli_exit status = CLI_FINDINGS;

	ari_buf_init(&what, NULL);
	if (signature->state == ARI_SIGNATURE_GOOD)
		ari_buf_printf(&what, "this one is %.*s's, who may not",
			       (int)by.len, by.ptr);
	else if (signature->state == ARI_SIGNATURE_NONE)
		ari_buf_puts(&what, "there is none");
	else
		ari_buf_printf(&what, "this one is not: %.*s",
			       (int)signature->why.len, signature->why.ptr);
	ari_buf_byte(&what, '\0');
	if (what.failed) {
		ari_error_memory(&push->hook->session.err);
		status = hook_fail(push->hook);
	} else {
		hook_say(push->hook,
			 "%.*s: %.*s: to %s the register asks for a good "
			 "signature, and %s; %s",
			 (int)push->ref.len, push->ref.ptr, (int)path.len,
			 path.ptr, name_right(right), what.ptr,
			 right == ARI_RIGHT_CYCLES
			     ? "make the tag with git tag -s"
			     : "sign the last commit: git commit --amend "
			       "--no-edit -S");
	}
	ari_buf_release(&what);
	return status;
}

static enum cli_exit judge_signature(struct hook_push *push,
				     enum ari_right right, struct ari_str plan,
				     struct ari_str path)
{
	const struct ari_register *reg = push->roles ? push->roles->reg : NULL;
	const struct ari_signature *signature = &push->signature;

	if (verify(push))
		return hook_fail(push->hook);
	if (signature->state == ARI_SIGNATURE_GOOD &&
	    (ari_register_may(reg, right, plan, signature->by) ||
	     ari_register_may(reg, right, plan, address_of(signature->by))))
		return CLI_CLEAN;
	return refuse_signature(push, right, path);
}

/* A server that does not say who pushes may leave it to the signature. */
enum cli_exit hook_may(struct hook_push *push, enum ari_right right,
		       struct ari_str plan, struct ari_str path)
{
	const struct ari_register *reg = push->roles ? push->roles->reg : NULL;
	bool asked = ari_register_signed(reg, right);

	if ((push->user.ptr || !asked) &&
	    !ari_register_may(reg, right, plan, push->user))
		return refuse_user(push, right, path);
	return asked ? judge_signature(push, right, plan, path) : CLI_CLEAN;
}
