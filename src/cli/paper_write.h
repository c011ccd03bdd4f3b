/*
 * A paper in the format that was asked for; and those of several cycles in
 * one run, which share what they read.
 */
#ifndef ARISING_CLI_PAPER_WRITE_H
#define ARISING_CLI_PAPER_WRITE_H

#include "paper_request.h"

/* The bytes of a paper, by the options format and layout. */
int cli_paper_bytes(const struct cli_session *session, struct ari_buf *out,
		    const struct ari_paper *paper, struct ari_error *err);
/*
 * Write the papers of the cycles named, or of all that are closed, into a
 * folder, which is made unless it is there, and list the files. A cycle's
 * paper is the file of its id.
 */
int cli_paper_many(struct cli_session *session,
		   const struct ari_paper_options *options, const char *folder);

#endif
