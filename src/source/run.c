/*
 * Another program, started without a shell. Its input and output are files
 * in memory, so that neither side ever waits for the other.
 */
#include "source/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Bytes of output that are read: signatures and status lines are short. */
#define RUN_OUTPUT ((size_t)1 << 20)

enum { RUN_IN, RUN_OUT, RUN_ERR, RUN_FILE, RUN_FILES };

static int make_file(struct ari_str bytes)
{
	int fd = memfd_create("arising", MFD_CLOEXEC);

	if (fd >= 0 &&
	    (ari_write_all(fd, bytes) || lseek(fd, 0, SEEK_SET) < 0)) {
		close(fd);
		return -1;
	}
	return fd;
}

static void read_file(struct ari_buf *out, int fd)
{
	char piece[4096];
	size_t all = 0;

	if (!out || lseek(fd, 0, SEEK_SET) < 0)
		return;
	while (all < RUN_OUTPUT) {
		ssize_t n = read(fd, piece, sizeof(piece));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		ari_buf_add(out, piece, (size_t)n);
		all += (size_t)n;
	}
}

static int spawn(pid_t *pid, const struct ari_source__run *run,
		 const int fds[RUN_FILES])
{
	posix_spawn_file_actions_t actions;
	extern char **environ;
	char *words[32];
	size_t count = 0;
	int rc;

	while (run->words[count] &&
	       count + 1 < sizeof(words) / sizeof(*words)) {
		words[count] = (char *)(uintptr_t)run->words[count];
		count++;
	}
	words[count] = NULL;
	rc = posix_spawn_file_actions_init(&actions);
	if (rc)
		return rc;
	for (int i = 0; i < RUN_FILES && !rc; i++)
		rc = posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	if (!rc)
		rc =
		    posix_spawnp(pid, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

static int wait_for(int *status, pid_t pid)
{
	int raw;

	while (waitpid(pid, &raw, 0) < 0)
		if (errno != EINTR)
			return errno;
	*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
	return 0;
}

/* Descriptors above those that the program gets, so that none is in the way. */
static int lift(int fd)
{
	int high;

	if (fd < 0 || fd >= RUN_FILES)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, RUN_FILES);
	close(fd);
	return high;
}

int ari_source__run(struct ari_source__run *run, struct ari_error *err)
{
	const struct ari_str none = {"", 0};
	int fds[RUN_FILES], rc = 0;
	pid_t pid;

	fds[RUN_IN] = lift(make_file(run->input.ptr ? run->input : none));
	fds[RUN_OUT] = lift(make_file(none));
	fds[RUN_ERR] = lift(make_file(none));
	fds[RUN_FILE] = lift(make_file(run->file.ptr ? run->file : none));
	for (int i = 0; i < RUN_FILES; i++)
		if (fds[i] < 0)
			rc = errno ? errno : EMFILE;
	if (!rc)
		rc = spawn(&pid, run, fds);
	if (!rc)
		rc = wait_for(&run->status, pid);
	if (!rc) {
		read_file(run->out, fds[RUN_OUT]);
		read_file(run->err, fds[RUN_ERR]);
	}
	for (int i = 0; i < RUN_FILES; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	if (!rc)
		return 0;
	return ari_error_set(err, ARI_ERR_IO, "cannot start %s: %s",
			     run->words[0], strerror(rc));
}
