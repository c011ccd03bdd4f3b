/*
 * Runs one command line again and again, each time with another allocation
 * failing, until it needs no more: each run must either give the whole
 * answer or say that memory ended. A run is a process of its own, so that a
 * crash is seen and nothing is carried over.
 * usage: oom MOST -C DIR WORD…   MOST: allocations tried, spread evenly
 */
#include "fail.h"

#include "cli/cli.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bytes that a run may print. */
#define OUTPUT 65536
/* Runs that are shown when they went wrong. */
#define SHOWN 5
/* Seconds that a run may take. */
#define PATIENCE 20

struct run {
	int status; /* as waitpid gives it */
	long calls;
	char out[OUTPUT];
	char err[OUTPUT];
};

/* The child's way to say how many calls it made. */
static long *shared_calls;

static void child(int out, int err, long n, int argc, char **argv)
{
	struct cli_terminal terminal;
	enum cli_exit status;

	alarm(PATIENCE);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	cli_terminal_open(&terminal);
	oom_fail_at(n);
	status = cli_main(&terminal.io, argc, argv);
	*shared_calls = oom_calls();
	_exit(cli_terminal_close(&terminal, status));
}

static void take(char *to, int fd)
{
	ssize_t len = pread(fd, to, OUTPUT - 1, 0);

	to[len < 0 ? 0 : len] = '\0';
}

static void run(struct run *run, long n, int argc, char **argv)
{
	int out = memfd_create("out", 0), err = memfd_create("err", 0);
	pid_t pid = out < 0 || err < 0 ? -1 : fork();

	if (!pid)
		child(out, err, n, argc, argv);
	if (pid < 0 || waitpid(pid, &run->status, 0) < 0) {
		perror("oom");
		exit(2);
	}
	run->calls = *shared_calls;
	take(run->out, out);
	take(run->err, err);
	close(out);
	close(err);
}

static bool is_same(const struct run *a, const struct run *b)
{
	return a->status == b->status && !strcmp(a->out, b->out) &&
	       !strcmp(a->err, b->err);
}

/* The sentence of memory, or that of an output that could not be kept. */
static bool is_said(const struct run *run)
{
	return WIFEXITED(run->status) &&
	       WEXITSTATUS(run->status) == CLI_FAILED &&
	       (strstr(run->err, "memory") ||
		strstr(run->err, "could not be written whole"));
}

/* The line at which an answer is not the whole one. */
static void show_difference(const char *got, const char *want)
{
	size_t start = 0;

	for (size_t i = 0; got[i] && got[i] == want[i]; i++)
		if (got[i] == '\n')
			start = i + 1;
	printf("    got  %.*s\n    not  %.*s\n",
	       (int)strcspn(got + start, "\n"), got + start,
	       (int)strcspn(want + start, "\n"), want + start);
}

static void show(const struct run *run, const struct run *whole, long n)
{
	printf("  allocation %ld: ", n);
	if (WIFSIGNALED(run->status))
		printf("signal %d\n", WTERMSIG(run->status));
	else
		printf("exit status %d, stderr: %s\n", WEXITSTATUS(run->status),
		       *run->err ? run->err : "(none)");
	show_difference(run->out, whole->out);
}

int main(int argc, char **argv)
{
	static struct run whole, one;
	long most = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	long bad = 0, tried = 0, absorbed = 0, step;

	shared_calls = mmap(NULL, sizeof(*shared_calls), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (most < 1 || shared_calls == MAP_FAILED) {
		fputs("usage: oom MOST -C DIR WORD…\n", stderr);
		return 2;
	}
	/* argv[1] stands for the program's name. */
	run(&whole, 0, argc - 1, argv + 1);
	step = whole.calls > most ? whole.calls / most : 1;
	for (long n = 1; n <= whole.calls; n += step, tried++) {
		run(&one, n, argc - 1, argv + 1);
		if (is_same(&one, &whole))
			absorbed++;
		else if (!is_said(&one) && ++bad <= SHOWN)
			show(&one, &whole, n);
	}
	printf("  %s  oom", bad ? "FAILED" : "ok    ");
	/* After the name, -C and the repository: the command. */
	for (int i = 4; i < argc; i++)
		printf(" %s", argv[i]);
	printf(": %ld of %ld allocations, %ld did without, %ld wrong\n", tried,
	       whole.calls, absorbed, bad);
	return bad != 0;
}
