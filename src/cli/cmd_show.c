/*
 * arising show: one record in full.
 */
#include "commands.h"
#include "session.h"

#include <string.h>

static const struct cli_option options[] = {
    {"rev", "SNAPSHOT", NULL, "a cycle, revision or date; HEAD unless said",
     false},
    {"as-of", "DATE", NULL, "the record as it stood, judged on that day",
     false},
    {"names", NULL, NULL, "name the holders of posts", false},
    {"format", "FORMAT", "text|markdown|json", "text unless said", false},
    {0},
};

/* Split PLAN#REF; a plan's id holds no '#'. */
static int find_record(struct cli_session *session, const struct ari_view *view,
		       const struct ari_record **out)
{
	struct ari_str word = ari_str_from(session->args->operands[0]);
	const char *hash = strchr(word.ptr, '#');
	const struct ari_plan *plan;
	struct ari_str ref;

	if (!hash)
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "\"%s\" names no record: write PLAN#REF, "
				     "such as joint-agreement#F.4",
				     word.ptr);
	ref = ari_str_from(hash + 1);
	plan = ari_view_plan(
	    view, (struct ari_str){word.ptr, (size_t)(hash - word.ptr)});
	*out = plan ? ari_plan_find(plan, ref) : NULL;
	if (*out)
		return 0;
	return ari_error_set(&session->err, ARI_ERR_NOT_FOUND,
			     plan ? "there is no record %s at %s"
				  : "there is no plan of %s at %s",
			     word.ptr, view->at.name.ptr);
}

static enum cli_exit write_record(struct cli_session *session,
				  const struct ari_view *view,
				  const struct ari_record *record, int32_t day)
{
	const char *format = cli_get(session->args, "format");
	struct ari_listed item = {.record = record};
	struct ari_report report;

	item.overdue =
	    day != ARI_DAY_MIN && ari_record_overdue(&item.due, record, day);
	if (format && !strcmp(format, "json"))
		return ari_exchange_records_json(session->io->out, &item, 1,
						 &session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	ari_report_init(&report, &session->arena);
	ari_views_record(&report, record, view->reg,
			 cli_has(session->args, "names"), day);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	const char *rev = cli_get(args, "rev"), *as_of = cli_get(args, "as-of");
	const struct ari_record *record;
	struct cli_session session;
	struct ari_view *view = NULL;
	struct ari_snapshot at;
	enum cli_exit status;
	int32_t day;

	if (cli_session_open(&session, io, args, 0) ||
	    cli_session_as_of(&session, &day) ||
	    cli_session_snapshot(&session, &at, rev ? rev : as_of) ||
	    cli_session_view(&session, &view, &at) ||
	    find_record(&session, view, &record)) {
		status = cli_session_fail(&session);
	} else {
		if (day == ARI_DAY_MIN)
			day = ari_history_day(&at, view->reg);
		status = write_record(&session, view, record, day);
	}
	ari_view_free(view);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_show = {
    .name = "show",
    .summary = "one record in full",
    .operands = "PLAN#REF",
    .about = "Every field of one record, such as joint-agreement#F.4.",
    .most = 1,
    .least = 1,
    .options = options,
    .schema = "records",
    .run = run,
};
