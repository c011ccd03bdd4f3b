/*
 * arising hook NAME: what git calls before it commits, pushes or accepts a
 * push. The scripts in hooks/ are one line each; the rest is here.
 */
#include "commands.h"
#include "file.h"
#include "hook.h"
#include "process.h"

#include <arising/render.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct hook_row rows[] = {
    {"pre-commit", 0, false, hook_pre_commit},
    {"prepare-commit-msg", 1, false, hook_prepare_commit_msg},
    {"commit-msg", 1, false, hook_commit_msg},
    {"pre-merge-commit", 0, false, hook_pre_merge_commit},
    {"pre-push", 0, true, hook_pre_push},
    {"pre-receive", 0, true, hook_pre_receive},
};

static const struct cli_option options[] = {
    {"first", "PROGRAM", NULL,
     "run this hook before, with the same words and input", false},
    {0},
};

/* -- what hooks share -- */

/* Paths and the names of users are others' words: nothing in them is ours. */
void hook_say(struct hook *hook, const char *fmt, ...)
{
	struct ari_buf *err = hook->session.io->err, text;
	va_list list;

	ari_buf_init(&text, NULL);
	va_start(list, fmt);
	ari_buf_vprintf(&text, fmt, list);
	va_end(list);
	ari_buf_puts(err, "arising: ");
	ari_render_escape_text(err, ari_buf_view(&text));
	ari_buf_byte(err, '\n');
	err->failed |= text.failed;
	ari_buf_release(&text);
}

enum cli_exit hook_fail(struct hook *hook)
{
	const struct ari_error *err = &hook->session.err;

	if (err->code != ARI_ERR_INVALID)
		return cli_session_fail(&hook->session);
	hook_say(hook, "%s", err->message);
	return CLI_FINDINGS;
}

bool hook_line(struct ari_str *out, struct ari_str *text)
{
	const char *stop;

	if (!text->len)
		return false;
	stop = memchr(text->ptr, '\n', text->len);
	*out = (struct ari_str){text->ptr,
				stop ? (size_t)(stop - text->ptr) : text->len};
	text->ptr += out->len + (stop != NULL);
	text->len -= out->len + (stop != NULL);
	return true;
}

struct ari_str hook_word(struct ari_str *line)
{
	struct ari_str rest = ari_str_trim(*line), word = rest;
	const char *stop = rest.len ? memchr(rest.ptr, ' ', rest.len) : NULL;

	if (!rest.len)
		return (struct ari_str){NULL, 0};
	word.len = stop ? (size_t)(stop - rest.ptr) : rest.len;
	*line = (struct ari_str){rest.ptr + word.len, rest.len - word.len};
	return word;
}

/* -- the hook that stood here before -- */

/* Run it as git would: one without a first line #! is a shell's. */
static int run_first(int *status, struct hook *hook, const char *program)
{
	const char *words[CLI_OPERANDS + 3] = {"/bin/sh", program};
	struct cli_process process = {.words = words + 1, .input = hook->input};

	memcpy(words + 2, hook->words, hook->count * sizeof(*words));
	if (!cli_process_run(status, &process, &hook->session.err))
		return 0;
	if (errno != ENOEXEC)
		return -1;
	process.words = words;
	return cli_process_run(status, &process, &hook->session.err);
}

/* CLI_CLEAN when it agreed, or is not there any more, or is not in use. */
static enum cli_exit chain(struct hook *hook, const char *program)
{
	int status;

	if (!program || access(program, X_OK))
		return CLI_CLEAN;
	if (run_first(&status, hook, program))
		return cli_fail(hook->session.io, &hook->session.err);
	if (status)
		hook_say(hook, "refused by %s", program);
	return status ? CLI_FINDINGS : CLI_CLEAN;
}

/* -- the command -- */

static const struct hook_row *find_row(const char *name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i].name, name))
			return &rows[i];
	return NULL;
}

static enum cli_exit run_hook(struct hook *hook, const struct hook_row *row,
			      const struct cli_io *io,
			      const struct cli_args *args)
{
	enum cli_exit status = chain(hook, cli_get(args, "first"));

	if (status != CLI_CLEAN)
		return status;
	if (cli_session_open(&hook->session, io, args, 0))
		status = cli_session_fail(&hook->session);
	else
		status = row->run(hook);
	cli_session_release(&hook->session);
	return status;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const struct hook_row *row = find_row(args->operands[0]);
	struct hook hook = {
	    .name = args->operands[0],
	    .session = {.io = io, .args = args},
	    .words = args->operands + 1,
	    .count = args->operand_count - 1,
	};
	struct ari_buf input;
	enum cli_exit status;

	if (!row)
		return cli_misuse(io, args, "there is no hook \"%s\"",
				  hook.name);
	if (hook.count < row->least)
		return cli_misuse(io, args, "%s is called with a file",
				  hook.name);
	ari_buf_init(&input, NULL);
	if (row->reads && cli_fd_read(&input, io->in, &hook.session.err)) {
		status = cli_fail(io, &hook.session.err);
	} else {
		if (row->reads)
			hook.input =
			    input.len ? ari_buf_view(&input) : ARI_STR("");
		status = run_hook(&hook, row, io, args);
	}
	ari_buf_release(&input);
	return status;
}

const struct cli_command cli_cmd_hook = {
    .name = "hook",
    .summary = "what git calls before a commit and a push",
    .operands = "NAME [WORD…]",
    .about =
	"git calls this, with the name of the hook and its words; "
	"`arising init` sets\nit up.\n\n"
	"  pre-commit          is what is staged right?\n"
	"  prepare-commit-msg  a subject, and what moves, for the message\n"
	"  commit-msg          does what moves have its reason?\n"
	"  pre-merge-commit    is what a merge would record right?\n"
	"  pre-push            is what is pushed right?\n"
	"  pre-receive         on a server: plans, cycles, history, "
	"roles\n\n"
	"Exit status 1 refuses. Nothing is written but the message that "
	"git asks for.",
    .most = CLI_OPERANDS,
    .least = 1,
    .options = options,
    .run = run,
};
