/*
 * Between the two halves of pre-receive: what is pushed, and who may.
 */
#ifndef ARISING_CLI_HOOK_RECEIVE_H
#define ARISING_CLI_HOOK_RECEIVE_H

#include "hook.h"

/* The branch whose register speaks for the server. */
struct hook_default {
	struct ari_str named; /* by HEAD; ptr NULL: none */
	struct ari_str ref;   /* the branch that at is of */
	struct ari_snapshot at;
	bool there;	/* whether at is set */
	bool stands_in; /* ref is not the one that HEAD names */
	bool unsettled; /* there are branches with roles, and none stands in */
};

/* One ref of a push. */
struct hook_push {
	struct hook *hook;
	struct ari_str ref;
	struct ari_oid before; /* none: the ref is new */
	struct ari_oid after;  /* none: it is taken away */
	const struct hook_default *head;
	struct ari_view *roles;		/* register that decides; NULL: none */
	struct ari_str user;		/* ptr NULL: the server does not say */
	struct ari_signature signature; /* of after, once it was asked for */
	bool verified;
};

/* -- hook_receive.c -- */

#define HOOK_BRANCHES "refs/heads/"
#define HOOK_CYCLE_TAGS "refs/tags/cycle/"

enum cli_exit hook_refuse(struct hook_push *push, const char *what,
			  const char *remedy);
/* A push that cannot be read is no reason to let it in. */
enum cli_exit hook_refuse_unreadable(struct hook_push *push);
int hook_read_commit(struct ari_snapshot *out, struct hook_push *push,
		     const struct ari_oid *id);
/* Take the roles from the register there; a tip without one has none. */
int hook_read_roles(struct hook_push *push, const struct ari_snapshot *at);
/* The default branch; NULL where there is none. */
const struct ari_snapshot *hook_head(const struct hook_push *push);
/* Read before, after and ref from a line that git writes. */
bool hook_read_ref(struct hook_push *out, struct ari_str line);

/* -- hook_cycle.c -- */

enum cli_exit hook_check_cycle(struct hook_push *push);

/* -- hook_rights.c -- */

/* Whether the pusher has a right; says so where not. */
enum cli_exit hook_may(struct hook_push *push, enum ari_right right,
		       struct ari_str plan, struct ari_str path);

/* -- hook_roles.c -- */

/* Whether the pusher may change what differs between two snapshots. */
enum cli_exit hook_judge_roles(struct hook_push *push,
			       const struct ari_snapshot *from,
			       const struct ari_snapshot *to);

/* -- hook_default.c -- */

int hook_find_default(struct hook_default *out, struct hook *hook);
/* Refuse a new ref where it is not clear which branch speaks, or would be. */
enum cli_exit hook_judge_default(struct hook_push *push);

#endif
