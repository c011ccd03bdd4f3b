/*
 * arising cycle: the meetings, announced and closed.
 */
#include "commands.h"
#include "session.h"

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

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct cli_session session;
	struct ari_view *view = NULL;
	struct ari_meetings meetings;
	enum cli_exit status;

	if (strcmp(args->operands[0], "list"))
		return cli_misuse(io, args, "\"%s\" is none of: list",
				  args->operands[0]);
	if (cli_session_open(&session, io, args, CLI_NEED_HISTORY) ||
	    load(&session, &view, &meetings))
		status = cli_session_fail(&session);
	else
		status = write_meetings(&session, &meetings);
	ari_view_free(view);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_cycle = {
    .name = "cycle",
    .summary = "the meetings, announced and closed",
    .operands = "list",
    .about = "list: the meetings that the register announces, beside the tags\n"
	     "cycle/ID that froze what went to them.",
    .most = 1,
    .least = 1,
    .options = options,
    .run = run,
};
