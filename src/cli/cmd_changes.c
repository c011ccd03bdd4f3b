/*
 * arising changes: what moved between two snapshots.
 */
#include "commands.h"
#include "session.h"

#include <string.h>

static const struct cli_option options[] = {
    {"plan", "PLAN", NULL, "this plan only", false},
    {"body", "BODY", NULL,
     "records of this body; FROM is its last closed cycle", true},
    {"lead", "LEAD", NULL, "records of this lead", true},
    {"kind", "KIND", NULL, "movements and exceptions of this kind", true},
    {"view", "VIEW", "progress|drafting",
     "what moved, or what the plan says now", false},
    {"as-of", "DATE", NULL, "judge what is overdue on this day", false},
    {"all", NULL, NULL, "plans that nobody touched, too, and what is stale",
     false},
    {"format", "FORMAT", "text|markdown|html|json|csv", "text unless said",
     false},
    {0},
};

/* Split FROM[..TO]. A name cannot hold "..", so the first one divides. */
static void split_range(struct cli_session *session, const char **from,
			const char **to)
{
	const char *word =
	    session->args->operand_count ? session->args->operands[0] : NULL;
	const char *dots = word ? strstr(word, "..") : NULL;

	*from = word;
	*to = NULL;
	if (!dots)
		return;
	*from =
	    ari_arena_printf(&session->arena, "%.*s", (int)(dots - word), word);
	if (dots[2])
		*to = dots + 2;
	if (*from && !**from)
		*from = NULL;
}

static int last_cycle(struct cli_session *session,
		      struct ari_changes_request *request)
{
	const char *body = cli_get(session->args, "body");
	struct ari_meetings meetings;
	struct ari_view *view;
	int result;

	if (cli_session_register(session, &view, &request->to))
		return -1;
	result = ari_history_meetings(&meetings, session->repo, view->reg,
				      &session->arena, &session->err);
	if (!result)
		result = ari_history_last_cycle(
		    &request->from, session->repo, &meetings, &request->to,
		    ari_str_from(body), &session->arena, &session->err);
	ari_view_free(view);
	return result;
}

static bool asks_for_stale(const struct cli_args *args)
{
	for (size_t i = 0; i < cli_count(args, "kind"); i++)
		if (!strcmp(cli_nth(args, "kind", i), "stale"))
			return true;
	return false;
}

static int make_request(struct cli_session *session,
			struct ari_changes_request *request)
{
	const char *from, *to;

	*request = (struct ari_changes_request){
	    .plan = ari_str_from(cli_get(session->args, "plan")),
	    .all = cli_has(session->args, "all"),
	    .stale =
		cli_has(session->args, "all") || asks_for_stale(session->args),
	};
	split_range(session, &from, &to);
	if (cli_session_as_of(session, &request->as_of) ||
	    cli_session_snapshot(session, &request->to, to))
		return -1;
	if (!from)
		return last_cycle(session, request);
	return cli_session_snapshot(session, &request->from, from);
}

static int values_of(struct cli_session *session, const char *option,
		     const struct ari_str **out, size_t *count)
{
	size_t n = cli_count(session->args, option);
	struct ari_str *list =
	    ari_arena_array(&session->arena, n + 1, sizeof(*list));

	if (!list)
		return ari_error_memory(&session->err);
	for (size_t i = 0; i < n; i++)
		list[i] = ari_str_from(cli_nth(session->args, option, i));
	*out = list;
	*count = n;
	return 0;
}

static int check_kinds(struct cli_session *session,
		       const struct ari_changes_filter *filter)
{
	for (size_t i = 0; i < filter->kind_count; i++) {
		bool known =
		    ari_movement_from(filter->kinds[i]) != ARI_MOVE_KINDS;

		for (int k = 0; k < ARI_EXCEPT_KINDS; k++)
			known |= ari_str_is(
			    filter->kinds[i],
			    ari_exception_name((enum ari_exception_kind)k));
		if (!known)
			return ari_error_set(
			    &session->err, ARI_ERR_USAGE,
			    "there is no kind of movement or exception "
			    "\"%s\"; the README lists them",
			    filter->kinds[i].ptr);
	}
	return 0;
}

/* A filter that can match nothing is a typing error, not an empty paper. */
static int check_names(struct cli_session *session,
		       const struct ari_changes_filter *filter,
		       const struct ari_changeset *set)
{
	for (size_t i = 0; i < filter->body_count; i++)
		if (!ari_register_body(set->after->reg, filter->bodies[i],
				       false) &&
		    !ari_register_body(set->before->reg, filter->bodies[i],
				       false))
			return ari_error_set(&session->err, ARI_ERR_USAGE,
					     "the register has no body \"%s\"",
					     filter->bodies[i].ptr);
	for (size_t i = 0; i < filter->lead_count; i++)
		if (!ari_register_post(set->after->reg, filter->leads[i]) &&
		    !ari_register_post(set->before->reg, filter->leads[i]))
			return ari_error_set(&session->err, ARI_ERR_USAGE,
					     "the register has no lead \"%s\"",
					     filter->leads[i].ptr);
	return 0;
}

static int filter_set(struct cli_session *session, struct ari_changeset *set)
{
	struct ari_changes_filter filter = {0};

	if (values_of(session, "body", &filter.bodies, &filter.body_count) ||
	    values_of(session, "lead", &filter.leads, &filter.lead_count) ||
	    values_of(session, "kind", &filter.kinds, &filter.kind_count) ||
	    check_kinds(session, &filter) || check_names(session, &filter, set))
		return -1;
	return ari_changeset_filter(set, &filter, &session->err);
}

static enum cli_exit write_set(struct cli_session *session,
			       const struct ari_changeset *set)
{
	const char *format = cli_get(session->args, "format");
	const char *view = cli_get(session->args, "view");
	bool drafting = view && !strcmp(view, "drafting");
	struct ari_report report;

	if (format && !strcmp(format, "json"))
		return ari_exchange_changes_json(session->io->out, set,
						 drafting, &session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	if (format && !strcmp(format, "csv"))
		return ari_exchange_changes_csv(session->io->out, set, drafting,
						&session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	ari_report_init(&report, &session->arena);
	if (drafting)
		ari_views_drafting(&report, set);
	else
		ari_views_changes(&report, set);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	enum cli_exit status;
	struct cli_session session;
	struct ari_changes_request request;
	struct ari_changeset *set = NULL;

	if (cli_session_open(&session, io, args, CLI_NEED_HISTORY) ||
	    make_request(&session, &request) ||
	    ari_history_changes(&set, &session.loader, session.repo, &request,
				&session.err) ||
	    filter_set(&session, set))
		status = cli_session_fail(&session);
	else
		status = write_set(&session, set);
	ari_changeset_free(set);
	cli_session_release(&session);
	return status;
}

const struct cli_command cli_cmd_changes = {
    .name = "changes",
    .summary = "what moved between two committee meetings",
    .operands = "[FROM[..TO]]",
    .about =
	"What moved from FROM to TO: each a cycle, a git revision, a date\n"
	"(2021-12-17), --staged or --worktree (as in HEAD..--worktree). FROM\n"
	"is the last closed cycle unless said, TO is HEAD. Records are known\n"
	"by their ref; layout, quotes, comments and order are no movement.",
    .most = 1,
    .options = options,
    .schema = "changes",
    .memory = CLI_MEMORY_WIDE,
    .run = run,
};
