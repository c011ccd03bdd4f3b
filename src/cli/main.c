/*
 * The program: real streams and the environment for cli_main().
 */
#include "cli.h"
#include "terminal.h"

int main(int argc, char **argv)
{
	struct cli_terminal terminal;
	enum cli_exit status;

	cli_terminal_open(&terminal);
	status = cli_main(&terminal.io, argc, argv);
	return cli_terminal_close(&terminal, status);
}
