/*
 * The verbs of `arising cycle`, one a file.
 */
#ifndef ARISING_CLI_CYCLE_H
#define ARISING_CLI_CYCLE_H

#include "session.h"

/* Freeze what goes to a meeting. */
enum cli_exit cli_cycle_close(struct cli_session *session, struct ari_str id);
/* The figures of a closed cycle, beside the one before. */
enum cli_exit cli_cycle_show(struct cli_session *session, struct ari_str id);

#endif
