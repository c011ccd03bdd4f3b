/*
 * Other programs, started without a shell.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Variables that pass to a program: far past any real environment. */
#define VARIABLES 16384

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

static char **make_environment(bool elsewhere)
{
	char **out = calloc(VARIABLES + 1, sizeof(*out));
	size_t count = 0;

	for (size_t i = 0; out && environ[i] && count < VARIABLES; i++)
		if (!elsewhere || !is_local(environ[i]))
			out[count++] = environ[i];
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
	if (!rc)
		rc = posix_spawnattr_setflags(&attributes,
					      POSIX_SPAWN_SETSIGDEF);
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

static void read_output(struct ari_buf *output, int fd)
{
	char piece[4096];
	ssize_t got;

	while ((got = read(fd, piece, sizeof(piece))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		if (output->len + (size_t)got <= CLI_PROCESS_OUTPUT)
			ari_buf_add(output, piece, (size_t)got);
	}
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 255;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int cli_process_run(int *status, const struct cli_process *process,
		    struct ari_error *err)
{
	char **environment = make_environment(process->elsewhere);
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
		read_output(process->output, ends[0]);
	}
	*status = wait_for(pid);
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
