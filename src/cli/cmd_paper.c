/*
 * arising paper: the committee paper of a cycle.
 */
#include "commands.h"
#include "file.h"
#include "helper.h"
#include "paper_request.h"

#include <string.h>

static const struct cli_option options[] = {
    {"format", "FORMAT", "text|markdown|html|csv|json|xlsx|docx|pdf",
     "text unless said", false},
    {"output", "FILE", NULL, "write to FILE, whole or not at all", false},
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

/* The bytes of the paper in the format that was asked for. */
static int make_bytes(struct cli_session *session, struct ari_buf *out,
		      const struct ari_paper *paper)
{
	const char *word = cli_get(session->args, "format");
	bool list = is_format(cli_get(session->args, "layout"), "list");
	enum ari_paper_format format =
	    ari_paper_format_from(ari_str_from(word ? word : "text"));
	struct ari_buf html;
	int result;

	if (format != ARI_PAPER_DOCX && format != ARI_PAPER_PDF)
		return ari_exchange_paper(out, paper, format, list,
					  &session->err);
	ari_buf_init(&html, NULL);
	result = ari_exchange_paper(&html, paper, format, list, &session->err);
	if (!result)
		result = (format == ARI_PAPER_DOCX ? cli_helper_docx
						   : cli_helper_pdf)(
		    session->io, out, ari_buf_view(&html),
		    paper->request.at.time, &session->err);
	ari_buf_release(&html);
	return result;
}

static int write_paper(struct cli_session *session,
		       const struct ari_paper *paper)
{
	const char *file = cli_get(session->args, "output");
	struct ari_buf bytes;
	int result;

	ari_buf_init(&bytes, NULL);
	result = make_bytes(session, &bytes, paper);
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

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct ari_paper_request request = {
	    .options = {.body = ari_str_from(cli_get(args, "body")),
			.plan = ari_str_from(cli_get(args, "plan")),
			.names = cli_has(args, "names"),
			.exempt = cli_has(args, "include-exempt"),
			.extras = cli_has(args, "extras")},
	};
	struct ari_paper *paper = NULL;
	struct cli_session session;
	enum cli_exit status = CLI_CLEAN;

	if (binary_on_terminal(io, args))
		return cli_misuse(io, args,
				  "--format %s is no text: say --output FILE",
				  cli_get(args, "format"));
	if (cli_session_open(&session, io, args, CLI_NEED_HISTORY) ||
	    cli_paper_request(&session, &request, args->operands[0],
			      cli_get(args, "since")) ||
	    ari_paper_new(&paper, &session.loader, session.repo, &request,
			  &session.err) ||
	    write_paper(&session, paper))
		status = cli_session_fail(&session);
	ari_paper_free(paper);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_paper = {
    .name = "paper",
    .summary = "the committee paper of a cycle",
    .operands = "CYCLE",
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
	"leave no trace but their number unless --include-exempt.",
    .most = 1,
    .least = 1,
    .options = options,
    .schema = "paper",
    .run = run,
};
