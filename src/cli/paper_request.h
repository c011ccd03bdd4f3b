/*
 * What `paper` and `verify` share: from the words of a command, or of a
 * colophon, to what a paper is built from.
 */
#ifndef ARISING_CLI_PAPER_REQUEST_H
#define ARISING_CLI_PAPER_REQUEST_H

#include "session.h"

#include <arising/paper.h>

/*
 * Complete a request whose options are set: the cycle, closed or open, and
 * the one it is compared with; since NULL: the last closed before it.
 */
int cli_paper_request(struct cli_session *session,
		      struct ari_paper_request *request, const char *cycle,
		      const char *since);
/*
 * The ids of all closed cycles, by the day of their meeting; those of a body,
 * unless its ptr is NULL.
 */
int cli_paper_closed(struct cli_session *session, const char *const **out,
		     size_t *count, struct ari_str body);

#endif
