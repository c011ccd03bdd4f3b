/*
 * Real repositories for tests: a folder of its own, the git program without
 * a shell, no configuration of the machine, fixed people and dates.
 */
#ifndef TESTS_SUPPORT_REPO_H
#define TESTS_SUPPORT_REPO_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define REPO_ARGS 32

struct test_repo {
	char dir[PATH_MAX];
	char date[64];	      /* "@SECONDS ZONE" of the commits that follow */
	char index[PATH_MAX]; /* GIT_INDEX_FILE; empty: none */
	char out[65536];      /* what the last command printed */
	int status;	      /* its exit status */
};

static inline int repo_remove_one(const char *path, const struct stat *info,
				  int type, struct FTW *walk)
{
	(void)info;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline void repo_close(struct test_repo *repo)
{
	nftw(repo->dir, repo_remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

static inline void repo_folder(struct test_repo *repo)
{
	const char *tmp = getenv("TMPDIR");

	memset(repo, 0, sizeof(*repo));
	snprintf(repo->dir, sizeof(repo->dir), "%s/arising-test-XXXXXX",
		 tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(repo->dir));
	snprintf(repo->date, sizeof(repo->date), "@1639735200 +0000");
}

static inline char *repo_path(char out[PATH_MAX], const struct test_repo *repo,
			      const char *path)
{
	size_t dir = strlen(repo->dir);
	size_t len = strlen(path);

	assert_true(dir + len + 2 < PATH_MAX);
	memcpy(out, repo->dir, dir);
	out[dir] = '/';
	memcpy(out + dir + 1, path, len + 1);
	return out;
}

/* Run git in the repository; its output is in repo->out. */
static inline void repo_spawn(struct test_repo *repo, const char *const *args)
{
	char author[96];
	char committer[96];
	char home[PATH_MAX + 8];
	char path[4096];
	char index[PATH_MAX + 32];
	const char *variables[] = {
	    "GIT_AUTHOR_NAME=Ann Author",
	    "GIT_AUTHOR_EMAIL=ann@example.org",
	    "GIT_COMMITTER_NAME=Cy Committer",
	    "GIT_COMMITTER_EMAIL=cy@example.org",
	    "GIT_CONFIG_NOSYSTEM=1",
	    "GIT_CONFIG_GLOBAL=/dev/null",
	    "GIT_ALLOW_PROTOCOL=file",
	    "LC_ALL=C",
	    author,
	    committer,
	    home,
	    path,
	    repo->index[0] ? index : NULL,
	    NULL,
	};
	posix_spawn_file_actions_t actions;
	size_t got = 0;
	ssize_t n;
	pid_t pid;
	int ends[2];

	snprintf(author, sizeof(author), "GIT_AUTHOR_DATE=%s", repo->date);
	snprintf(committer, sizeof(committer), "GIT_COMMITTER_DATE=%s",
		 repo->date);
	snprintf(home, sizeof(home), "HOME=%s", repo->dir);
	snprintf(path, sizeof(path), "PATH=%s", getenv("PATH"));
	snprintf(index, sizeof(index), "GIT_INDEX_FILE=%s", repo->index);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
	posix_spawn_file_actions_addchdir_np(&actions, repo->dir);
	assert_int_equal(posix_spawnp(&pid, args[0], &actions, NULL,
				      (char *const *)args,
				      (char *const *)variables),
			 0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	while ((n = read(ends[0], repo->out + got,
			 sizeof(repo->out) - 1 - got)) > 0)
		got += (size_t)n;
	repo->out[got] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &repo->status, 0), pid);
	repo->status = WEXITSTATUS(repo->status);
}

/* Run git with the arguments, the last one NULL; it must succeed. */
static inline const char *repo_git(struct test_repo *repo, ...)
    __attribute__((sentinel));
static inline const char *repo_git(struct test_repo *repo, ...)
{
	const char *args[REPO_ARGS] = {"git", NULL};
	size_t count = 1;
	va_list list;
	const char *arg;

	va_start(list, repo);
	while ((arg = va_arg(list, const char *)) != NULL) {
		assert_true(count + 1 < REPO_ARGS);
		args[count++] = arg;
	}
	va_end(list);
	repo_spawn(repo, args);
	if (repo->status)
		fail_msg("git %s: %s", args[1], repo->out);
	if (repo->out[0] && repo->out[strlen(repo->out) - 1] == '\n')
		repo->out[strlen(repo->out) - 1] = '\0';
	return repo->out;
}

/* A new repository on the branch main. */
static inline void repo_open(struct test_repo *repo)
{
	repo_folder(repo);
	repo_git(repo, "init", "-q", "-b", "main", NULL);
}

/* Write a file of the worktree, and the folders above it. */
static inline void repo_write(struct test_repo *repo, const char *path,
			      const char *bytes, size_t len)
{
	char full[PATH_MAX];
	FILE *file;

	repo_path(full, repo, path);
	for (char *at = full + strlen(repo->dir) + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdir(full, 0777) && errno != EEXIST)
			fail_msg("mkdir %s", full);
		*at = '/';
	}
	file = fopen(full, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static inline void repo_text(struct test_repo *repo, const char *path,
			     const char *text)
{
	repo_write(repo, path, text, strlen(text));
}

/* Committer and author date of what follows. */
static inline void repo_date(struct test_repo *repo, long long seconds,
			     const char *zone)
{
	snprintf(repo->date, sizeof(repo->date), "@%lld %s", seconds, zone);
}

/* Add all and commit; the id is in repo->out. */
static inline const char *repo_commit(struct test_repo *repo,
				      const char *message)
{
	repo_git(repo, "add", "-A", NULL);
	repo_git(repo, "commit", "-q", "--allow-empty", "-m", message, NULL);
	return repo_git(repo, "rev-parse", "HEAD", NULL);
}

#endif
