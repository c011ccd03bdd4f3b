/*
 * arising init: makes a repository one of plans, and takes that back. It
 * writes what is missing and says what it did; what is there stays.
 */
#include "commands.h"
#include "file.h"
#include "init.h"
#include "process.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const struct cli_option options[] = {
    {"council", "NAME", NULL, "the council's name, as papers print it", false},
    {"body", "CODE=NAME", NULL, "a committee or board of the register", true},
    {"server", NULL, NULL, "the hook of a repository that is pushed to, too",
     false},
    {"undo", NULL, NULL, "take back what init did here", false},
    {0},
};

void init_say(struct init *init, const char *fmt, ...)
{
	struct ari_buf *out = init->session.io->out;
	va_list list;

	va_start(list, fmt);
	ari_buf_vprintf(out, fmt, list);
	va_end(list);
	ari_buf_byte(out, '\n');
}

const char *init_path(struct init *init, const char *below)
{
	const char *path =
	    ari_arena_printf(&init->session.arena, "%s/%s", init->top, below);

	if (!path)
		ari_error_memory(&init->session.err);
	return path;
}

int init_note(struct init *init, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		ari_buf_printf(&init->done, "%s%s", i ? "\t" : "", words[i]);
	ari_buf_byte(&init->done, '\n');
	if (init->done.failed)
		return ari_error_memory(&init->session.err);
	return cli_file_write(init->record, ari_buf_view(&init->done), 0644,
			      false, &init->session.err);
}

/* -- finding the places -- */

/* Where git takes hooks from: core.hooksPath, or hooks in its own folder. */
static int find_hooks(struct init *init)
{
	struct cli_session *session = &init->session;
	struct ari_buf answer;
	int rc;

	ari_buf_init(&answer, NULL);
	rc = cli_git(&answer, init->top,
		     CLI_WORDS("rev-parse", "--git-path", "hooks"),
		     &session->err);
	if (rc > 0 || (!rc && !answer.len))
		rc = ari_error_set(&session->err, ARI_ERR_GIT,
				   "git does not say where its hooks are: run "
				   "git rev-parse --git-path hooks to see why");
	if (!rc && answer.ptr[0] == '/')
		init->hooks =
		    ari_arena_dup(&session->arena, ari_buf_view(&answer)).ptr;
	else if (!rc)
		init->hooks = init_path(init, answer.ptr);
	ari_buf_release(&answer);
	if (rc)
		return -1;
	return init->hooks ? 0 : ari_error_memory(&session->err);
}

/* Words of the record are parted by tabs, and its lines by line ends. */
static int refuse_odd_paths(struct init *init)
{
	if (!strpbrk(init->hooks, "\t\n") && !strpbrk(init->top, "\t\n"))
		return 0;
	return ari_error_set(&init->session.err, ARI_ERR_USAGE,
			     "the path of this repository has a tab or a line "
			     "end in it: give the folder another name");
}

static int find_record(struct init *init)
{
	struct cli_session *session = &init->session;
	const char *folder = ari_arena_printf(&session->arena, "%s/arising",
					      ari_repo_git_dir(session->repo));

	if (folder)
		init->record =
		    ari_arena_printf(&session->arena, "%s/init", folder);
	if (!folder || !init->record)
		return ari_error_memory(&session->err);
	if (!cli_has(session->args, "undo") && mkdir(folder, 0777) &&
	    errno != EEXIST)
		return ari_error_set(&session->err, ARI_ERR_IO,
				     "cannot make the folder %s: %s", folder,
				     strerror(errno));
	return cli_file_read(&init->done, init->record, &session->err) < 0 ? -1
									   : 0;
}

static int find_places(struct init *init)
{
	struct ari_repo *repo = init->session.repo;

	if (!ari_repo_has_git(repo))
		return ari_error_set(&init->session.err, ARI_ERR_GIT,
				     "this is not in a git repository: run "
				     "`git init` first");
	init->bare = !ari_repo_worktree(repo);
	init->top =
	    init->bare ? ari_repo_git_dir(repo) : ari_repo_worktree(repo);
	return find_hooks(init) || refuse_odd_paths(init) || find_record(init)
		   ? -1
		   : 0;
}

/* -- the command -- */

static void say_next(struct init *init)
{
	if (init->bare)
		init_say(init, "\nWho may do what is for the register to say, "
			       "under roles:. Pushes over ssh need\n"
			       "`git config arising.user-env NAME`, the "
			       "variable that names who pushes; and HEAD\n"
			       "here has to name the branch that counts.");
	else
		init_say(init, "\nNext: git add " ARI_REGISTER_PATH
			       " .arising .gitattributes, and git commit. "
			       "Plans are\nfiles in plans/; arising check says "
			       "what is wrong with them.");
}

static int set_up(struct init *init)
{
	if ((!init->bare && (init_files(init) || init_settings(init))) ||
	    init_hooks(init))
		return -1;
	say_next(init);
	return 0;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct init init = {.partly = false};
	enum cli_exit status;

	ari_buf_init(&init.done, NULL);
	if (cli_session_open(&init.session, io, args, 0) ||
	    find_places(&init) ||
	    (cli_has(args, "undo") ? init_undo(&init) : set_up(&init)))
		status = cli_session_fail(&init.session);
	else
		status = init.partly ? CLI_FINDINGS : CLI_CLEAN;
	ari_buf_release(&init.done);
	cli_session_release(&init.session);
	return status;
}

const struct cli_command cli_cmd_init = {
    .name = "init",
    .summary = "make this a repository of plans, or take that back",
    .operands = "",
    .about =
	"Writes what is missing: the register arising.yaml, copies of the "
	"schemas for\neditors, the lines of .gitattributes, git's settings "
	"for merging and showing\nplans, and the hooks. What is there stays "
	"as it is; a hook that is there runs\nbefore ours. In a bare "
	"repository: the server's hook. --undo takes back what is\nstill as "
	"init left it. Exit status 1: something is left for you to do.",
    .options = options,
    .run = run,
};
