/*
 * The streams of a real process: descriptors, the terminal's width, and a
 * pager that is started without a shell.
 */
#ifndef ARISING_CLI_TERMINAL_H
#define ARISING_CLI_TERMINAL_H

#include "cli.h"

#include <sys/types.h>

struct cli_terminal {
	struct cli_io io; /* first: the pager finds its terminal by it */
	struct ari_buf out;
	struct ari_buf err;
	int out_fd;
	pid_t pager;
	bool closed; /* the reader of out went away */
};

void cli_terminal_open(struct cli_terminal *terminal);
/* Flush, wait for the pager; the exit status of the process. */
int cli_terminal_close(struct cli_terminal *terminal, enum cli_exit status);

#endif
