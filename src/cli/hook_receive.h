/*
 * Between the two halves of pre-receive: what is pushed, and who may.
 */
#ifndef ARISING_CLI_HOOK_RECEIVE_H
#define ARISING_CLI_HOOK_RECEIVE_H

#include "hook.h"

/* One ref of a push. */
struct hook_push {
	struct hook *hook;
	struct ari_str ref;
	struct ari_oid before;		 /* none: the ref is new */
	struct ari_oid after;		 /* none: it is taken away */
	const struct ari_snapshot *head; /* the default branch; NULL: unborn */
	struct ari_view *roles;		 /* register that decides; NULL: none */
	struct ari_str user;		 /* ptr NULL: the server does not say */
};

/* Whether the pusher has a right; says so where not. */
enum cli_exit hook_may(struct hook_push *push, enum ari_right right,
		       struct ari_str plan, struct ari_str path);
/* Whether the pusher may change what differs between two snapshots. */
enum cli_exit hook_judge_roles(struct hook_push *push,
			       const struct ari_snapshot *from,
			       const struct ari_snapshot *to);

#endif
