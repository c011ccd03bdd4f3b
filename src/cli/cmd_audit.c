/*
 * arising audit: prove the history, or say what breaks it.
 */
#include "audit_export.h"
#include "commands.h"
#include "ledger.h"

#include <arising/check.h>

#include <string.h>

static const struct cli_option options[] = {
    {"export", "DIR", NULL, "write the evidence into a new folder", false},
    {"format", "FORMAT", "text|markdown|json", "text unless said", false},
    {0},
};

static int read_range(struct cli_session *session,
		      struct ari_audit_request *request,
		      struct ari_snapshot *from)
{
	const struct cli_args *args = session->args;
	const char *word = args->operand_count ? args->operands[0] : NULL;
	const char *dots = word ? strstr(word, "..") : NULL;
	const char *first = NULL, *last = word;

	if (dots) {
		first = ari_arena_printf(&session->arena, "%.*s",
					 (int)(dots - word), word);
		if (!first)
			return ari_error_memory(&session->err);
		last = dots[2] ? dots + 2 : NULL;
	}
	if (cli_session_snapshot(session, &request->to, last ? last : "HEAD"))
		return -1;
	if (!first || !*first)
		return 0;
	request->from = from;
	return cli_session_snapshot(session, from, first);
}

static bool is_wanted(const struct ari_register *reg, const char *code)
{
	const struct ari_rule *rule = ari_rules_lookup(ari_str_from(code));

	return rule && ari_register_level(reg, rule) != ARI_LEVEL_OFF;
}

static int run_audit(struct cli_session *session, struct ari_view **view,
		     struct ari_audit *audit)
{
	struct ari_audit_request request = {.reason = ari_check_reason};
	struct ari_snapshot from;

	if (ari_repo_is_shallow(session->repo))
		return ari_error_set(&session->err, ARI_ERR_UNCERTAIN,
				     "this is a shallow clone: it cannot prove "
				     "its history; run `git fetch "
				     "--unshallow`");
	if (read_range(session, &request, &from) ||
	    cli_ledger_view(session, view, &request.to))
		return -1;
	if (request.to.kind != ARI_SNAPSHOT_COMMIT ||
	    (request.from && request.from->kind != ARI_SNAPSHOT_COMMIT))
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "an audit is of commits: name cycles, "
				     "revisions or dates");
	request.date_reasons = is_wanted((*view)->reg, "date-unexplained");
	request.reopen_reasons =
	    is_wanted((*view)->reg, "reopened-unexplained");
	return ari_audit_run(audit, session->repo, &request, &session->arena,
			     &session->err);
}

static enum cli_exit write_audit(struct cli_session *session,
				 const struct ari_audit *audit)
{
	const char *format = cli_get(session->args, "format");
	enum cli_exit status = audit->broken ? CLI_FINDINGS : CLI_CLEAN;
	struct ari_report report;

	if (format && !strcmp(format, "json"))
		return ari_exchange_audit_json(session->io->out, audit,
					       &session->err)
			   ? cli_session_fail(session)
			   : status;
	ari_report_init(&report, &session->arena);
	ari_views_audit(&report, audit);
	return cli_session_draw(session, &report, status);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const char *folder = cli_get(args, "export");
	struct cli_session session;
	struct ari_view *view = NULL;
	struct ari_audit audit;
	enum cli_exit status;

	if (cli_session_open(&session, io, args,
			     CLI_NEED_HISTORY | CLI_UNNOTED) ||
	    run_audit(&session, &view, &audit) ||
	    (folder && cli_audit_export(&session, folder, view, &audit)))
		status = cli_session_fail(&session);
	else
		status = write_audit(&session, &audit);
	ari_view_free(view);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_audit = {
    .name = "audit",
    .summary = "prove the history, or say what breaks it",
    .operands = "[FROM..TO]",
    .about =
	"Whether the history keeps its promises: cycles chained, annotated,\n"
	"signed and in the history; nothing removed silently; every movement\n"
	"with an author and, where the rules want one, a reason; every "
	"version\n"
	"readable. Nothing remembered is used. Exit status 1 when a promise "
	"is\n"
	"broken.",
    .most = 1,
    .options = options,
    .schema = "audit",
    .memory = CLI_MEMORY_SHARED,
    .run = run,
};
