/*
 * Other programs, started without a shell: git itself, and the hook that
 * stood in a repository before ours.
 */
#ifndef ARISING_CLI_PROCESS_H
#define ARISING_CLI_PROCESS_H

#include <arising/base.h>

/* Bytes that a program may answer with: names and settings are short. */
#define CLI_PROCESS_OUTPUT ((size_t)1 << 20)

struct cli_process {
	const char *const
	    *words;	      /* ends with NULL; the first is sought in PATH */
	struct ari_str input; /* its standard input; ptr NULL: none */
	struct ari_buf *output; /* its standard output; NULL: our stderr */
	bool quiet;		/* nothing of its standard error */
	bool elsewhere;		/* without what git says of this repository */
	/* Its whole environment; ends with NULL. NULL: ours. */
	const char *const *environment;
	/* It and all it started is stopped after so long; 0: never. */
	unsigned seconds;
};

/* The status of a program that was stopped because it took too long. */
#define CLI_PROCESS_LATE 256

/*
 * Run a program to its end; *status is its exit status, 128 and the signal
 * that ended it, or CLI_PROCESS_LATE. Errors: ARI_ERR_IO, and errno, when it
 * cannot be started.
 */
int cli_process_run(int *status, const struct cli_process *process,
		    struct ari_error *err);

/* Words of one call of git. */
#define CLI_GIT_WORDS 16
#define CLI_WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/*
 * Run git in dir, NULL being here, with words that end with NULL; its answer
 * without the line end is in output, which may be NULL. Returns its exit
 * status, or -1.
 */
int cli_git(struct ari_buf *output, const char *dir, const char *const *words,
	    struct ari_error *err);

#endif
