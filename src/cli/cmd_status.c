/*
 * arising, and no command: where things stand. Where there are no plans, what
 * commands there are.
 */
#include "commands.h"
#include "session.h"

#include <string.h>

static const struct cli_option options[] = {
    {"format", "FORMAT", "text|markdown|html|json", "text unless said", false},
    {0},
};

/* Somebody looks around: no repository, no commit or no register. */
static enum cli_exit show_commands(const struct cli_io *io)
{
	cli_help_all(io);
	ari_buf_puts(io->out, "\nNo plans are committed here yet: `arising "
			      "init` begins a repository of plans.\n");
	return CLI_CLEAN;
}

static enum cli_exit write_standing(struct cli_session *session,
				    const struct ari_standing *standing)
{
	const char *format = cli_get(session->args, "format");
	struct ari_report report;

	if (format && !strcmp(format, "json"))
		return ari_exchange_standing_json(session->io->out, standing,
						  &session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	ari_report_init(&report, &session->arena);
	ari_views_standing(&report, standing);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

/* Read HEAD's register; *none says that there is nothing to stand on. */
static int find_register(struct cli_session *session, struct ari_view **view,
			 bool *none)
{
	struct ari_snapshot at;

	*none = !ari_repo_has_git(session->repo);
	if (*none)
		return -1;
	if (!ari_repo_certain(session->repo, &session->err) &&
	    !cli_session_snapshot(session, &at, NULL) &&
	    !cli_session_register(session, view, &at))
		return 0;
	*none = session->err.code == ARI_ERR_NOT_FOUND;
	return -1;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct cli_session session;
	struct ari_standing *standing = NULL;
	struct ari_view *view = NULL;
	enum cli_exit status;
	/* Whoever names a folder or a format wants to hear what is wrong. */
	bool around = !args->dir && !args->setting_count, none = false;

	if (args->operand_count)
		return cli_misuse(io, args,
				  "\"%s\" stands after an option: the options "
				  "of a command follow its name",
				  args->operands[0]);
	if (cli_session_open(&session, io, args, around ? 0 : CLI_NEED_HISTORY))
		status = cli_session_fail(&session);
	else if (find_register(&session, &view, &none))
		status = none && around ? show_commands(io)
					: cli_session_fail(&session);
	else if (ari_standing_new(&standing, view, &session.loader,
				  &session.err))
		status = cli_session_fail(&session);
	else
		status = write_standing(&session, standing);
	ari_standing_free(standing);
	ari_view_free(view);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_status = {
    .name = "",
    .summary = "where things stand",
    .operands = "",
    .about =
	"The last closed cycle, what moved since, what is overdue or was due\n"
	"and not updated, and the next meeting: of HEAD, on the day of its\n"
	"commit. Outside a repository of plans, the list of commands.",
    .most = CLI_OPERANDS,
    .options = options,
    .schema = "status",
    .run = run,
};
