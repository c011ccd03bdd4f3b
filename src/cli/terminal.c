/*
 * The streams of a real process. A reader that goes away (`| head`) ends
 * the output quietly; any other failed write is a failed command.
 */
#include "terminal.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Freed memory kept for the next file rather than given back: bytes. */
#define KEEP_FREED (64 << 20)
/* Words of a pager's command line. */
#define PAGER_WORDS 16
/* Lines of text are hard to read when longer than this. */
#define WIDEST 120

static int drain_out(void *ctx, const char *bytes, size_t len)
{
	struct cli_terminal *terminal = ctx;

	if (!ari_write_all(terminal->out_fd, (struct ari_str){bytes, len}))
		return 0;
	terminal->closed = errno == EPIPE;
	return -1;
}

static int drain_err(void *ctx, const char *bytes, size_t len)
{
	(void)ctx;
	return ari_write_all(STDERR_FILENO, (struct ari_str){bytes, len});
}

static const char *env(const char *name)
{
	return getenv(name);
}

static unsigned terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col < 20)
		return 0;
	return size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

static const char *pager_command(void)
{
	static const char *const names[] = {"ARISING_PAGER", "GIT_PAGER",
					    "PAGER"};

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value)
			return value;
	}
	return "less";
}

/* Cut a command into words at its spaces; quotes have no meaning here. */
static size_t split_words(char *words[PAGER_WORDS], char *command)
{
	size_t count = 0;

	while (count + 1 < PAGER_WORDS) {
		command += strspn(command, " \t");
		if (!*command)
			break;
		words[count++] = command;
		command += strcspn(command, " \t");
		if (*command)
			*command++ = '\0';
	}
	words[count] = NULL;
	return count;
}

static bool spawn_pager(struct cli_terminal *terminal, char **words, int in)
{
	posix_spawn_file_actions_t actions;
	extern char **environ;
	bool ok;

	setenv("LESS", "FRX", 0);
	if (posix_spawn_file_actions_init(&actions))
		return false;
	ok = !posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO) &&
	     !posix_spawnp(&terminal->pager, words[0], &actions, NULL, words,
			   environ);
	posix_spawn_file_actions_destroy(&actions);
	return ok;
}

/* Without a pager the output goes straight to the terminal. */
static void start_pager(const struct cli_io *io)
{
	struct cli_terminal *terminal =
	    (struct cli_terminal *)(uintptr_t)(const void *)io;
	char *words[PAGER_WORDS], *command = strdup(pager_command());
	int ends[2];

	if (!command)
		return;
	if (!split_words(words, command) || !strcmp(words[0], "cat") ||
	    pipe(ends))
		goto out;
	if (spawn_pager(terminal, words, ends[0])) {
		terminal->out_fd = ends[1];
	} else {
		terminal->pager = 0;
		close(ends[1]);
	}
	close(ends[0]);
out:
	free(command);
}

void cli_terminal_open(struct cli_terminal *terminal)
{
	memset(terminal, 0, sizeof(*terminal));
	signal(SIGPIPE, SIG_IGN);
	mallopt(M_TRIM_THRESHOLD, KEEP_FREED);
	mallopt(M_MMAP_THRESHOLD, KEEP_FREED);
	terminal->out_fd = STDOUT_FILENO;
	ari_buf_init(&terminal->out, NULL);
	terminal->out.drain = drain_out;
	terminal->out.drain_ctx = terminal;
	ari_buf_init(&terminal->err, NULL);
	terminal->err.drain = drain_err;
	terminal->io = (struct cli_io){
	    .out = &terminal->out,
	    .err = &terminal->err,
	    .out_terminal = isatty(STDOUT_FILENO) == 1,
	    .err_terminal = isatty(STDERR_FILENO) == 1,
	    .in = STDIN_FILENO,
	    .in_terminal = isatty(STDIN_FILENO) == 1,
	    .env = env,
	    .page = start_pager,
	};
	if (terminal->io.out_terminal)
		terminal->io.width = terminal_width();
}

int cli_terminal_close(struct cli_terminal *terminal, enum cli_exit status)
{
	if (terminal->out.failed && !terminal->closed) {
		cli_complain(&terminal->io, NULL,
			     "the output could not be written whole");
		ari_buf_flush(&terminal->err);
	}
	if (terminal->pager) {
		close(terminal->out_fd);
		while (waitpid(terminal->pager, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (terminal->closed && status == CLI_FAILED)
		status = CLI_CLEAN;
	ari_buf_release(&terminal->out);
	ari_buf_release(&terminal->err);
	return (int)status;
}
