/*
 * arising log: every movement, newest first, with who and why.
 */
#include "commands.h"
#include "ledger.h"

#include <string.h>

/* Commits that are written at once, for a reader who looks on. */
#define LOG_EAGER 64

static const struct cli_option options[] = {
    {"field", "FIELD", NULL, "movements of this field", true},
    {"kind", "KIND", NULL, "movements of this kind", true},
    {"author", "TEXT", NULL, "commits whose author's name or e-mail has it",
     true},
    {"body", "BODY", NULL, "records of this body, before or after", true},
    {"since", "DATE", NULL, "commits of this day or later", false},
    {"until", "DATE", NULL, "commits of this day or earlier", false},
    {"cycle", "CYCLE", NULL, "what first went to this cycle", true},
    {"no-cache", NULL, NULL, "compute all anew, and remember nothing", false},
    {"format", "FORMAT", "text|ndjson|csv|markdown", "text unless said", false},
    {0},
};

enum log_format { LOG_TEXT, LOG_MARKDOWN, LOG_NDJSON, LOG_CSV };

struct log {
	struct cli_session session;
	struct ari_snapshot tip;
	struct ari_view *view;
	struct ari_ledger *ledger;
	struct ari_ledger_filter filter;
	enum log_format format;
	size_t written; /* commits */
};

static enum log_format format_of(const struct cli_args *args)
{
	static const char *const names[] = {"text", "markdown", "ndjson",
					    "csv"};
	const char *format = cli_get(args, "format");

	for (int i = 0; format && i < 4; i++)
		if (!strcmp(format, names[i]))
			return (enum log_format)i;
	return LOG_TEXT;
}

static int values_of(struct log *log, const char *option,
		     const struct ari_str **out, size_t *count)
{
	const struct cli_args *args = log->session.args;
	size_t n = cli_count(args, option);
	struct ari_str *list =
	    ari_arena_array(&log->session.arena, n + 1, sizeof(*list));

	if (!list)
		return ari_error_memory(&log->session.err);
	for (size_t i = 0; i < n; i++)
		list[i] = ari_str_from(cli_nth(args, option, i));
	*out = list;
	*count = n;
	return 0;
}

/* A day, month or year; -1 when it is none of them. */
static int days_of(struct log *log, const char *option, struct ari_days *out)
{
	const char *text = cli_get(log->session.args, option);
	struct ari_date date;

	if (!text)
		return 0;
	if (ari_date_parse_point(&date, ari_str_from(text)))
		return ari_error_set(&log->session.err, ARI_ERR_USAGE,
				     "--%s takes a day, a month or a year "
				     "such as 2021-12-17, not \"%s\"",
				     option, text);
	*out = date.days;
	return 0;
}

static int check_kinds(struct log *log)
{
	for (size_t i = 0; i < log->filter.kind_count; i++)
		if (ari_movement_from(log->filter.kinds[i]) == ARI_MOVE_KINDS)
			return ari_error_set(&log->session.err, ARI_ERR_USAGE,
					     "there is no kind of movement "
					     "\"%s\"; the README lists them",
					     log->filter.kinds[i].ptr);
	return 0;
}

static int check_bodies(struct log *log)
{
	for (size_t i = 0; i < log->filter.body_count; i++)
		if (!ari_register_body(log->view->reg, log->filter.bodies[i],
				       false))
			return ari_error_set(&log->session.err, ARI_ERR_USAGE,
					     "the register has no body \"%s\"",
					     log->filter.bodies[i].ptr);
	return 0;
}

static int check_cycles(struct log *log)
{
	struct ari_snapshot at;

	for (size_t i = 0; i < log->filter.cycle_count; i++)
		if (ari_snapshot_of_cycle(
			&at, log->session.repo, log->filter.cycles[i],
			&log->session.arena, &log->session.err))
			return -1;
	return 0;
}

static void take_operand(struct log *log)
{
	const struct cli_args *args = log->session.args;
	struct ari_ledger_filter *filter = &log->filter;
	const char *word = args->operand_count ? args->operands[0] : NULL;
	const char *hash = word ? strchr(word, '#') : NULL;

	filter->plan = ari_str_from(word);
	if (!hash)
		return;
	filter->plan.len = (size_t)(hash - word);
	filter->ref = ari_str_from(hash + 1);
}

static int read_filter(struct log *log)
{
	struct ari_ledger_filter *filter = &log->filter;
	struct ari_days since = {ARI_DAY_MIN, ARI_DAY_MAX};
	struct ari_days until = since;

	take_operand(log);
	if (values_of(log, "field", &filter->fields, &filter->field_count) ||
	    values_of(log, "kind", &filter->kinds, &filter->kind_count) ||
	    values_of(log, "author", &filter->authors, &filter->author_count) ||
	    values_of(log, "body", &filter->bodies, &filter->body_count) ||
	    values_of(log, "cycle", &filter->cycles, &filter->cycle_count) ||
	    days_of(log, "since", &since) || days_of(log, "until", &until) ||
	    check_kinds(log) || check_bodies(log) || check_cycles(log))
		return -1;
	filter->since = since.lo;
	filter->until = until.hi;
	return 0;
}

/* -- writing -- */

static int draw(struct log *log, const struct ari_ledger_commit *commit,
		const struct ari_ledger_entry *const *entries, size_t count,
		struct ari_arena *arena)
{
	const struct cli_io *io = log->session.io;
	struct ari_render_text_options drawing = {
	    .width = io->width, .colour = log->session.args->colour};
	struct ari_report report;

	ari_report_init(&report, arena);
	ari_views_log(&report, log->view->reg, commit, entries, count);
	if (report.failed)
		return ari_error_memory(&log->session.err);
	if (log->written)
		ari_buf_byte(io->out, '\n');
	if (log->format == LOG_MARKDOWN)
		ari_render_markdown(io->out, &report);
	else
		ari_render_text(io->out, &report, &drawing);
	return 0;
}

static int write_commit(struct log *log, const struct ari_ledger_commit *commit,
			struct ari_arena *arena)
{
	struct ari_buf *out = log->session.io->out;
	const struct ari_ledger_entry **entries;
	size_t count;

	if (ari_ledger_pick(&entries, &count, &log->filter, commit, arena,
			    &log->session.err))
		return -1;
	if (!count)
		return 0;
	if (log->format == LOG_NDJSON)
		ari_exchange_log_json(out, commit, entries, count);
	else if (log->format == LOG_CSV)
		ari_exchange_log_csv(out, commit, entries, count);
	else if (draw(log, commit, entries, count, arena))
		return -1;
	if (log->written++ < LOG_EAGER)
		ari_buf_flush(out);
	return 0;
}

static int write_all(struct log *log)
{
	struct ari_buf *out = log->session.io->out;
	const struct ari_ledger_commit *commit;
	struct ari_arena arena;
	int rc = 1;

	if (log->format == LOG_CSV)
		ari_exchange_log_csv_head(out);
	ari_arena_init(&arena, NULL, 0);
	while (rc > 0 && !out->failed) {
		ari_ledger_hint(log->ledger, log->filter.plans,
				log->filter.plan_count);
		rc = ari_ledger_next(&commit, log->ledger, &log->session.err);
		ari_arena_clear(&arena);
		if (rc > 0 && write_commit(log, commit, &arena))
			rc = -1;
	}
	ari_arena_release(&arena);
	return rc < 0 ? -1 : 0;
}

/* -- the command -- */

/* Nothing was found of a plan that was asked for: perhaps a typing error. */
static int check_found(struct log *log)
{
	const struct ari_ledger_filter *filter = &log->filter;

	if (!filter->plan.ptr || log->written || filter->path.ptr)
		return 0;
	return ari_error_set(&log->session.err, ARI_ERR_NOT_FOUND,
			     "the history has no plan %.*s",
			     (int)filter->plan.len, filter->plan.ptr);
}

static int run_log(struct log *log)
{
	struct cli_session *session = &log->session;

	log->format = format_of(session->args);
	if (cli_session_snapshot(session, &log->tip, NULL) ||
	    cli_ledger_view(session, &log->view, &log->tip) ||
	    read_filter(log) ||
	    cli_ledger_open(session, &log->ledger, &log->tip, log->filter.plan,
			    !cli_has(session->args, "no-cache")) ||
	    write_all(log))
		return -1;
	return check_found(log);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct log log = {.view = NULL};
	enum cli_exit status = CLI_CLEAN;

	ari_ledger_filter_init(&log.filter);
	if (cli_session_open(&log.session, io, args, CLI_NEED_HISTORY) ||
	    run_log(&log))
		status = cli_session_fail(&log.session);
	ari_ledger_free(log.ledger);
	ari_view_free(log.view);
	ari_ledger_filter_release(&log.filter);
	cli_session_release(&log.session);
	return status;
}

const struct cli_command cli_cmd_log = {
    .name = "log",
    .summary = "every movement, with who made it, when and why",
    .operands = "[PLAN[#REF]]",
    .about =
	"Every movement of every plan, newest first, with the commit that\n"
	"made it, its author, the cycle it first went to, the reason and the\n"
	"decision. PLAN#REF follows one record through every file and ref it\n"
	"had. What git cannot prove is an error, and what could not be read\n"
	"is said.",
    .most = 1,
    .options = options,
    .schema = "log",
    .memory = CLI_MEMORY_SHARED,
    .run = run,
};
