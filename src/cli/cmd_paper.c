/*
 * arising paper: the committee paper of a cycle.
 */
#include "commands.h"
#include "file.h"
#include "paper_write.h"

#include <string.h>
#include <sys/stat.h>

static const struct cli_option options[] = {
    {"format", "FORMAT", "text|markdown|html|csv|json|xlsx|docx|pdf",
     "text unless said", false},
    {"output", "PATH", NULL, "write to this file, or into this folder", false},
    {"all", NULL, NULL, "all closed cycles, with --body that body's", false},
    {"since", "CYCLE", NULL, "compare with this cycle, not the last closed one",
     false},
    {"body", "BODY", NULL,
     "this body's actions, compared with its last closed cycle", false},
    {"plan", "PLAN", NULL, "this plan only", false},
    {"layout", "LAYOUT", "table|list",
     "of actions in HTML, DOCX and PDF; table unless said", false},
    {"names", NULL, NULL, "name the holders of posts", false},
    {"extras", NULL, NULL, "the council's own x- keys, too", false},
    {"include-exempt", NULL, NULL, "exempt records, too", false},
    {0},
};

static bool is_format(const char *format, const char *name)
{
	return format && !strcmp(format, name);
}

static int write_paper(struct cli_session *session,
		       const struct ari_paper *paper)
{
	const char *file = cli_get(session->args, "output");
	struct ari_buf bytes;
	int result;

	ari_buf_init(&bytes, NULL);
	result = cli_paper_bytes(session, &bytes, paper, &session->err);
	if (!result && file)
		result = cli_file_write(file, ari_buf_view(&bytes), 0644, false,
					&session->err);
	else if (!result)
		ari_buf_str(session->io->out, ari_buf_view(&bytes));
	ari_buf_release(&bytes);
	return result;
}

/* A spreadsheet on a terminal helps nobody. */
static bool binary_on_terminal(const struct cli_io *io,
			       const struct cli_args *args)
{
	const char *format = cli_get(args, "format");

	return io->out_terminal && !cli_has(args, "output") &&
	       (is_format(format, "xlsx") || is_format(format, "docx") ||
		is_format(format, "pdf"));
}

/* Several papers, or one that goes where others may lie beside it. */
static bool is_many(const struct cli_args *args)
{
	const char *path = cli_get(args, "output");
	struct stat info;

	return cli_has(args, "all") || args->operand_count > 1 ||
	       (path && ((*path && path[strlen(path) - 1] == '/') ||
			 (!stat(path, &info) && S_ISDIR(info.st_mode))));
}

static int write_one(struct cli_session *session,
		     const struct ari_paper_options *wanted)
{
	struct ari_paper_request request = {.options = *wanted};
	const struct cli_args *args = session->args;
	struct ari_paper *paper = NULL;
	int result = cli_paper_request(session, &request, args->operands[0],
				       cli_get(args, "since"));

	if (!result)
		result = ari_paper_new(&paper, &session->loader, session->repo,
				       &request, &session->err);
	if (!result)
		result = write_paper(session, paper);
	ari_paper_free(paper);
	return result;
}

static bool check_operands(const struct cli_io *io, const struct cli_args *args)
{
	bool all = cli_has(args, "all");

	if (!all && !args->operand_count)
		cli_misuse(io, args, "CYCLE is missing");
	else if (all && args->operand_count)
		cli_misuse(io, args,
			   "--all is every closed cycle: \"%s\" is "
			   "one word too many",
			   args->operands[0]);
	else if (is_many(args) && !cli_has(args, "output"))
		cli_misuse(io, args,
			   "several papers go into a folder: say "
			   "--output FOLDER");
	else if (all && cli_has(args, "since"))
		cli_misuse(io, args, "--since is for one paper, not for all");
	else
		return true;
	return false;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const struct ari_paper_options wanted = {
	    .body = ari_str_from(cli_get(args, "body")),
	    .plan = ari_str_from(cli_get(args, "plan")),
	    .names = cli_has(args, "names"),
	    .exempt = cli_has(args, "include-exempt"),
	    .extras = cli_has(args, "extras"),
	};
	enum cli_exit status = CLI_CLEAN;
	struct cli_session session;

	if (!check_operands(io, args))
		return CLI_USAGE;
	if (binary_on_terminal(io, args))
		return cli_misuse(io, args,
				  "--format %s is no text: say --output FILE",
				  cli_get(args, "format"));
	if (cli_session_open(&session, io, args, CLI_NEED_HISTORY) ||
	    (is_many(args)
		 ? cli_paper_many(&session, &wanted, cli_get(args, "output"))
		 : write_one(&session, &wanted)))
		status = cli_session_fail(&session);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_paper = {
    .name = "paper",
    .summary = "the committee paper of a cycle",
    .operands = "CYCLE…",
    .about =
	"What the committee is told at CYCLE: each action that is due, "
	"carried\n"
	"over, under way or changed, why it is listed and what moved; what "
	"was\n"
	"completed, date changes for approval, what is overdue or not "
	"updated,\n"
	"and what is due next. Of a closed cycle it is what the tag holds, "
	"for\n"
	"ever the same bytes; of an open one a draft from HEAD. paper.yaml in\n"
	"the repository changes headings, columns and order. Exempt records\n"
	"leave no trace but their number unless --include-exempt. Several\n"
	"cycles, or --all, are written into a folder, one file a cycle.",
    .most = CLI_OPERANDS,
    .options = options,
    .schema = "paper",
    .run = run,
};
