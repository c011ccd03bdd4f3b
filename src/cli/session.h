/*
 * What commands on a repository share: it opened, snapshots resolved,
 * registers that must be readable, output written.
 */
#ifndef ARISING_CLI_SESSION_H
#define ARISING_CLI_SESSION_H

#include "cli.h"

#include <arising/exchange.h>
#include <arising/render.h>
#include <arising/views.h>

struct cli_session {
	const struct cli_io *io;
	const struct cli_args *args;
	struct ari_repo *repo;
	struct ari_loader loader;
	struct ari_arena arena;
	struct ari_error err;
};

enum cli_session_flags {
	CLI_NEED_HISTORY = 1, /* a plain folder is not enough */
	CLI_VALIDATE = 2,     /* compile the schemas */
	CLI_UNNOTED = 4,      /* believe commits, not git's notes of them */
};

/* Open the repository at -C. Release it in either case. */
int cli_session_open(struct cli_session *session, const struct cli_io *io,
		     const struct cli_args *args, unsigned flags);
void cli_session_release(struct cli_session *session);
/* Say session->err. */
enum cli_exit cli_session_fail(struct cli_session *session);

/* The snapshot of a name; NULL: the newest state there is. */
int cli_session_snapshot(struct cli_session *session, struct ari_snapshot *out,
			 const char *name);
/* A view whose register is readable; no plan is read yet. */
int cli_session_register(struct cli_session *session, struct ari_view **out,
			 const struct ari_snapshot *at);
/* The same with all its plans, and these are sound. */
int cli_session_view(struct cli_session *session, struct ari_view **out,
		     const struct ari_snapshot *at);
/* The day of --as-of, or ARI_DAY_MIN. -1: said in session->err. */
int cli_session_as_of(struct cli_session *session, int32_t *day);
/* Draw a report in the format of --format: text, markdown or html. */
enum cli_exit cli_session_draw(struct cli_session *session,
			       const struct ari_report *report,
			       enum cli_exit status);

#endif
