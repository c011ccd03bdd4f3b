/*
 * Between the files of `arising init`: what is done, and the record of it
 * by which --undo takes back exactly that.
 */
#ifndef ARISING_CLI_INIT_H
#define ARISING_CLI_INIT_H

#include "session.h"

struct init {
	struct cli_session session;
	const char *top; /* of the worktree; of the repository when bare */
	bool bare;
	const char *hooks;   /* folder that git takes hooks from, absolute */
	const char *record;  /* path of the record */
	struct ari_buf done; /* the record: a line a deed, words by tabs */
	bool partly;	     /* something could not be done; it was said */
};

/* -- cmd_init.c -- */

/* Say what was done, or left. */
void init_say(struct init *init, const char *fmt, ...) ARI_PRINTF(2, 3);
/* Join the top and a path below it; NULL when memory ends. */
const char *init_path(struct init *init, const char *below);
/*
 * Write down what is about to be done, so that a kill leaves no deed that
 * --undo does not know. Words end with NULL.
 */
int init_note(struct init *init, const char *const *words);

/* -- init_files.c -- */

/* Register, schema copies and .gitattributes. */
int init_files(struct init *init);

/* -- init_hooks.c -- */

/* Hooks and git's settings. */
int init_hooks(struct init *init);
int init_settings(struct init *init);
/* What a hook of ours says; chained: another one runs before it. */
int init_hook_text(struct ari_buf *out, const char *name, bool chained,
		   struct ari_error *err);

/* -- init_undo.c -- */

int init_undo(struct init *init);

#endif
