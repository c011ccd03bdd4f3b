/*
 * Other programs, started without a shell.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Variables that pass to a program: far past any real environment. */
#define VARIABLES 16384
/* Milliseconds between two looks at a program that closed its output. */
#define NAP 10

extern char **environ;

/* What git tells its hooks of one repository, wrong for another. */
static bool is_local(const char *variable)
{
	static const char *const names[] = {
	    "GIT_DIR=",	       "GIT_WORK_TREE=",
	    "GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=",
	    "GIT_PREFIX=",     "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
	    "GIT_COMMON_DIR=", "GIT_QUARANTINE_PATH=",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strncmp(variable, names[i], strlen(names[i])))
			return true;
	return false;
}

static char **make_environment(const struct cli_process *process)
{
	char *const *from = process->environment
				? (char *const *)(uintptr_t)process->environment
				: environ;
	char **out = calloc(VARIABLES + 1, sizeof(*out));
	size_t count = 0;

	for (size_t i = 0; out && from[i] && count < VARIABLES; i++)
		if (!process->elsewhere || !is_local(from[i]))
			out[count++] = from[i];
	return out;
}

/* A file that has no name, with the input in it; -1. */
static int make_input(struct ari_str input)
{
	FILE *file;
	int fd;

	if (!input.ptr)
		return open("/dev/null", O_RDONLY | O_CLOEXEC);
	file = tmpfile();
	if (!file)
		return -1;
	if (fwrite(input.ptr, 1, input.len, file) != input.len ||
	    fflush(file) || fseek(file, 0, SEEK_SET)) {
		fclose(file);
		return -1;
	}
	fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 0);
	fclose(file);
	return fd;
}

static int spawn(pid_t *pid, const struct cli_process *process, int in, int out,
		 char **environment)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t signals;
	int rc;

	if (posix_spawn_file_actions_init(&actions))
		return ENOMEM;
	if (posix_spawnattr_init(&attributes)) {
		posix_spawn_file_actions_destroy(&actions);
		return ENOMEM;
	}
	/* We ignore this one; who writes to a closed pipe should end. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	rc = posix_spawnattr_setsigdefault(&attributes, &signals);
	/* What is stopped in time is stopped with all that it started. */
	if (!rc)
		rc = posix_spawnattr_setflags(
		    &attributes, process->seconds ? POSIX_SPAWN_SETSIGDEF |
							POSIX_SPAWN_SETPGROUP
						  : POSIX_SPAWN_SETSIGDEF);
	if (!rc)
		rc = posix_spawn_file_actions_adddup2(&actions, in, 0);
	if (!rc)
		rc = posix_spawn_file_actions_adddup2(&actions, out, 1);
	if (!rc && process->quiet)
		rc = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null",
						      O_WRONLY, 0);
	if (!rc)
		rc = posix_spawnp(pid, process->words[0], &actions, &attributes,
				  (char *const *)(uintptr_t)process->words,
				  environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* Milliseconds of a clock that nobody sets. */
static int64_t now(void)
{
	struct timespec time = {0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Whether something can be read, or the end; false: the time is over. */
static bool wait_for_output(int fd, int64_t until)
{
	struct pollfd at = {.fd = fd, .events = POLLIN};

	for (;;) {
		int64_t left = until ? until - now() : -1;
		int rc;

		if (until && left <= 0)
			return false;
		rc = poll(&at, 1, (int)left);
		if (rc > 0 || (rc < 0 && errno != EINTR))
			return true;
	}
}

static void read_output(struct ari_buf *output, int fd, int64_t until)
{
	char piece[4096];
	ssize_t got;

	while (wait_for_output(fd, until) &&
	       (got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		if (output->len + (size_t)got <= CLI_PROCESS_OUTPUT)
			ari_buf_add(output, piece, (size_t)got);
	}
}

static int wait_for(pid_t pid, int64_t until)
{
	bool late = false;
	int status;
	pid_t got;

	while ((got = waitpid(pid, &status, until && !late ? WNOHANG : 0)) !=
	       pid) {
		if (got < 0 && errno != EINTR)
			return 255;
		if (!until || late)
			continue;
		late = now() >= until;
		if (late)
			kill(-pid, SIGKILL);
		else
			poll(NULL, 0, NAP);
	}
	if (late)
		return CLI_PROCESS_LATE;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int cli_process_run(int *status, const struct cli_process *process,
		    struct ari_error *err)
{
	char **environment = make_environment(process);
	int64_t until =
	    process->seconds ? now() + (int64_t)process->seconds * 1000 : 0;
	int in = make_input(process->input), ends[2] = {-1, -1}, rc = ENOMEM;
	pid_t pid;

	if (!environment || in < 0 ||
	    (process->output && pipe2(ends, O_CLOEXEC)))
		goto out;
	rc = spawn(&pid, process, in, process->output ? ends[1] : 2,
		   environment);
	if (rc)
		goto out;
	if (process->output) {
		close(ends[1]);
		ends[1] = -1;
		read_output(process->output, ends[0], until);
	}
	*status = wait_for(pid, until);
out:
	for (size_t i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
	if (in >= 0)
		close(in);
	free(environment);
	errno = rc;
	if (rc)
		return ari_error_set(err, ARI_ERR_IO, "cannot run %s: %s",
				     process->words[0], strerror(rc));
	return 0;
}

int cli_git(struct ari_buf *output, const char *dir, const char *const *words,
	    struct ari_error *err)
{
	const char *all[CLI_GIT_WORDS + 4] = {"git"};
	struct cli_process process = {.words = all,
				      .output = output,
				      .quiet = true,
				      .elsewhere = dir != NULL};
	size_t count = 1;
	int status;

	if (dir) {
		all[count++] = "-C";
		all[count++] = dir;
	}
	for (size_t i = 0; i < CLI_GIT_WORDS && words[i]; i++)
		all[count++] = words[i];
	if (cli_process_run(&status, &process, err))
		return -1;
	while (output && output->len && output->ptr[output->len - 1] == '\n')
		output->ptr[--output->len] = '\0';
	return status;
}
