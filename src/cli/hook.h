/*
 * What git's hooks share. Each hook is a function in a table of cmd_hook.c;
 * it says what is wrong on the error stream, refuses by CLI_FINDINGS, and
 * writes nothing.
 */
#ifndef ARISING_CLI_HOOK_H
#define ARISING_CLI_HOOK_H

#include "session.h"

#include <arising/check.h>

struct hook {
	const char *name;
	struct cli_session session;
	const char *const *words; /* what git passed, behind the name */
	size_t count;
	struct ari_str input; /* of hooks that read; ptr NULL: of others */
};

/* One hook of git. */
struct hook_row {
	const char *name;
	size_t least; /* words that git passes at least */
	bool reads;   /* git tells it of refs on its standard input */
	enum cli_exit (*run)(struct hook *hook);
};

/* -- cmd_hook.c -- */

/* Say why the operation failed: a refusal where a plan is the reason. */
enum cli_exit hook_fail(struct hook *hook);
/* Say on the error stream, after "arising: ". */
void hook_say(struct hook *hook, const char *fmt, ...) ARI_PRINTF(2, 3);
/* The next line of text, which moves on; false at its end. */
bool hook_line(struct ari_str *out, struct ari_str *text);
/* The next word of a line; ptr NULL at its end. */
struct ari_str hook_word(struct ari_str *line);

/* -- hook_check.c -- */

/* Write the findings of files as text on the error stream. */
int hook_put_findings(struct hook *hook, struct ari_version *const *files,
		      size_t count);
/* Whether there is a register there: 1 or 0; -1. */
int hook_has_register(struct hook *hook, const struct ari_snapshot *at);
/*
 * Check all plans of a commit that is pushed; against, which may be NULL, is
 * what the other side has. CLI_CLEAN also where it holds no plans at all.
 */
enum cli_exit hook_check_tip(struct hook *hook, const struct ari_snapshot *at,
			     const struct ari_snapshot *against,
			     struct ari_str ref);

/* -- hook_moves.c -- */

/* What the next commit moves, against HEAD. */
struct hook_moves {
	struct ari_snapshot head;
	struct ari_snapshot staged;
	struct ari_changeset *changes;
};

/* Compare: 0; 1 when there is nothing to compare, or no way to; -1. */
int hook_moves_read(struct hook_moves *out, struct hook *hook);
void hook_moves_release(struct hook_moves *moves);
/* Whether a merge is under way: its other parents; NULL when none. */
int hook_merge_heads(struct ari_oid **out, size_t *count, struct hook *hook);

/* -- hook_message.c -- */

/* How git marks the lines of a message that are not part of it. */
struct hook_comments {
	char mark[32];
	bool automatic; /* chosen by git for this message */
};

/* As git's settings say; text is the message, with git's own lines. */
int hook_comments_of(struct hook_comments *out, struct hook *hook,
		     struct ari_str text);

/* Whether this is the line from which on git takes all away. */
bool hook_is_cut(struct ari_str line, const char *mark);

/* -- hook_rights.c -- */

/* Who pushes, as the server says; ptr NULL: it does not. */
int hook_user(struct ari_str *out, struct hook *hook);

/* -- the hooks -- */

enum cli_exit hook_pre_commit(struct hook *hook);
enum cli_exit hook_pre_merge_commit(struct hook *hook);
enum cli_exit hook_prepare_commit_msg(struct hook *hook);
enum cli_exit hook_commit_msg(struct hook *hook);
enum cli_exit hook_pre_push(struct hook *hook);
enum cli_exit hook_pre_receive(struct hook *hook);

#endif
