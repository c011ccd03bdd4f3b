/*
 * arising cycle: the meetings, announced and closed.
 */
#include "commands.h"
#include "cycle.h"

#include <string.h>

static const struct cli_option options[] = {
    {"format", "FORMAT", "text|markdown|json", "text unless said", false},
    {0},
};

static enum cli_exit write_meetings(struct cli_session *session,
				    const struct ari_meetings *meetings)
{
	const char *format = cli_get(session->args, "format");
	struct ari_report report;

	if (format && !strcmp(format, "json"))
		return ari_exchange_cycles_json(session->io->out, meetings,
						&session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	ari_report_init(&report, &session->arena);
	ari_views_meetings(&report, meetings);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

static int load(struct cli_session *session, struct ari_view **view,
		struct ari_meetings *meetings)
{
	struct ari_snapshot at;

	if (cli_session_snapshot(session, &at, NULL) ||
	    cli_session_register(session, view, &at))
		return -1;
	return ari_history_meetings(meetings, session->repo, (*view)->reg,
				    &session->arena, &session->err);
}

static enum cli_exit list(struct cli_session *session)
{
	struct ari_view *view = NULL;
	struct ari_meetings meetings;
	enum cli_exit status;

	if (load(session, &view, &meetings))
		status = cli_session_fail(session);
	else
		status = write_meetings(session, &meetings);
	ari_view_free(view);
	return status;
}

static enum cli_exit run_verb(struct cli_session *session)
{
	const struct cli_args *args = session->args;
	const char *verb = args->operands[0];
	struct ari_str id =
	    ari_str_from(args->operand_count > 1 ? args->operands[1] : NULL);

	if (!strcmp(verb, "list"))
		return list(session);
	if (!strcmp(verb, "close"))
		return cli_cycle_close(session, id);
	return cli_cycle_show(session, id);
}

/* What is wrong with the words, or NULL. */
static const char *refuse(const struct cli_args *args)
{
	const char *verb = args->operands[0];
	const char *format = cli_get(args, "format");
	bool lists = !strcmp(verb, "list");

	if (!lists && strcmp(verb, "close") && strcmp(verb, "show"))
		return "it is none of list, close, show";
	if (lists && args->operand_count > 1)
		return "list takes no cycle";
	if (!lists && args->operand_count < 2)
		return "name the cycle";
	if (!lists && format && !strcmp(format, "json"))
		return "json is for list only";
	return NULL;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const char *wrong = refuse(args);
	struct cli_session session;
	enum cli_exit status;

	if (wrong)
		return cli_misuse(io, args, "\"%s\": %s", args->operands[0],
				  wrong);
	if (cli_session_open(&session, io, args, CLI_NEED_HISTORY))
		status = cli_session_fail(&session);
	else
		status = run_verb(&session);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_cycle = {
    .name = "cycle",
    .summary = "the meetings: announced, frozen, in figures",
    .operands = "list | close ID | show ID",
    .about =
	"list: the meetings that the register announces, beside the tags\n"
	"cycle/ID that froze what went to them. close: check the plans of "
	"HEAD\n"
	"and freeze them under the tag cycle/ID, signed where git is set up "
	"to\n"
	"sign tags; errors are refused, and a closed cycle is never moved.\n"
	"show: what a closed cycle came to, beside the one before.",
    .most = 2,
    .least = 1,
    .options = options,
    .schema = "cycles",
    .memory = CLI_MEMORY_SHARED,
    .run = run,
};
