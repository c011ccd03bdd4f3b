/*
 * arising export: the plans for calendars, databases and spreadsheets.
 */
#include "commands.h"
#include "session.h"

#include <string.h>

static const struct cli_option options[] = {
    {"table", "TABLE",
     "plans|recommendations|actions|milestones|leads|bodies|links",
     "this table only; of csv, actions unless said", false},
    {"rev", "SNAPSHOT", NULL, "a cycle, revision or date; HEAD unless said",
     false},
    {"as-of", "DATE", NULL, "the plans as they stood, judged on that day",
     false},
    {"names", NULL, NULL, "name the holders of posts", false},
    {"include-exempt", NULL, NULL, "exempt records, too", false},
    {0},
};

static int write_view(struct cli_session *session, const struct ari_view *view,
		      int32_t day)
{
	const struct cli_args *args = session->args;
	const char *format = args->operands[0], *table = cli_get(args, "table");
	struct ari_export_options wanted = {
	    .table = table,
	    .day = day,
	    .names = cli_has(args, "names"),
	    .exempt = cli_has(args, "include-exempt"),
	};
	bool csv = !strcmp(format, "csv");

	if (!strcmp(format, "ics"))
		return ari_export_ics(session->io->out, view, &wanted,
				      &session->err);
	if (csv && !table)
		wanted.table = "actions";
	return ari_export_tables(session->io->out, view, &wanted, csv,
				 &session->err);
}

/* On err, for each of the formats has another idea of a comment. */
static void say_left_out(struct cli_session *session,
			 const struct ari_view *view)
{
	size_t count = cli_has(session->args, "include-exempt")
			   ? 0
			   : ari_export_left_out(view);

	if (count)
		ari_buf_printf(session->io->err,
			       "arising: %zu exempt record%s left out\n", count,
			       count == 1 ? " is" : "s are");
}

static bool is_format(const char *word)
{
	return !strcmp(word, "ics") || !strcmp(word, "ndjson") ||
	       !strcmp(word, "csv");
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const char *rev = cli_get(args, "rev"), *as_of = cli_get(args, "as-of");
	enum cli_exit status = CLI_CLEAN;
	struct cli_session session;
	struct ari_view *view = NULL;
	struct ari_snapshot at;
	int32_t day;

	if (!is_format(args->operands[0]))
		return cli_misuse(io, args,
				  "\"%s\" is none of: ics, ndjson, csv",
				  args->operands[0]);
	if (cli_session_open(&session, io, args, 0) ||
	    cli_session_as_of(&session, &day) ||
	    cli_session_snapshot(&session, &at, rev ? rev : as_of) ||
	    cli_session_view(&session, &view, &at)) {
		status = cli_session_fail(&session);
	} else {
		if (day == ARI_DAY_MIN)
			day = ari_history_day(&at, view->reg);
		if (write_view(&session, view, day))
			status = cli_session_fail(&session);
		else
			say_left_out(&session, view);
	}
	ari_view_free(view);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_export = {
    .name = "export",
    .summary = "the plans for calendars, databases and spreadsheets",
    .operands = "ics|ndjson|csv",
    .about =
	"ics: each milestone as an all-day entry on its last day; its UID "
	"stays\n"
	"when the date moves. ndjson: a line a row of all tables. csv: one\n"
	"table. Every row names the council and the day, so that those of "
	"many\n"
	"councils fit into one database. Exempt records stay out, and their\n"
	"number is said, unless --include-exempt.",
    .most = 1,
    .least = 1,
    .options = options,
    .schema = "export",
    .memory = CLI_MEMORY_SHARED,
    .run = run,
};
