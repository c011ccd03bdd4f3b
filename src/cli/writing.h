/*
 * What commands that write plans share: the plan found, its file held while
 * it is changed, the result checked, written at once, and told.
 */
#ifndef ARISING_CLI_WRITING_H
#define ARISING_CLI_WRITING_H

#include "session.h"

#include <arising/edit.h>

struct cli_writing {
	struct cli_session session;
	struct ari_view *view; /* the worktree */
	struct ari_edit_file *file;
	struct ari_version *before; /* what the file held when it was locked */
	struct ari_str path;	    /* in the repository */
};

/* Open the worktree, read its plans, and let edit change them. */
enum cli_exit cli_writing_run(
    const struct cli_io *io, const struct cli_args *args,
    enum cli_exit (*edit)(struct cli_writing *writing,
			  const struct cli_args *args));
/*
 * Hold the file of the plan of that id: writing->before is its content.
 * Errors: ARI_ERR_NOT_FOUND; ARI_ERR_INVALID when it cannot be relied on.
 */
int cli_writing_hold(struct cli_writing *writing, struct ari_str plan);
/* Hold a file of the view as it is, sound or not. */
int cli_writing_hold_path(struct cli_writing *writing, struct ari_str path);
/* Let go of it, for the next one. */
void cli_writing_drop(struct cli_writing *writing);
/*
 * Check the new bytes by the schema, write them unless dry, and print what
 * moved. CLI_FINDINGS when an error would come in: nothing is written.
 */
enum cli_exit cli_writing_finish(struct cli_writing *writing,
				 struct ari_str bytes, bool dry);
/* Say session.err, with the file it is about. */
enum cli_exit cli_writing_fail(struct cli_writing *writing);
/*
 * The assignments of operands from `first` on; a value @FILE is that file's
 * text, @- standard input's.
 */
int cli_writing_assignments(struct cli_writing *writing, size_t first,
			    struct ari_assignment **out, size_t *count);

#endif
