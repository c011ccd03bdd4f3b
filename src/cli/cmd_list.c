/*
 * arising list: the records that match.
 */
#include "commands.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    {"plan", "PLAN", NULL, "records of this plan", true},
    {"status", "STATUS", NULL, "actions of this status", true},
    {"body", "BODY", NULL, "records of this body", true},
    {"lead", "LEAD", NULL, "records of this lead", true},
    {"due", "DATE", NULL, "actions due in a day, month, year or interval",
     false},
    {"overdue", NULL, NULL,
     "overdue actions, of each plan the longest overdue first", false},
    {"as-of", "DATE", NULL, "the plans as they stood, judged on that day",
     false},
    {"rev", "SNAPSHOT", NULL, "a cycle, revision or date; HEAD unless said",
     false},
    {"recommendations", NULL, NULL, "recommendations too", false},
    {"format", "FORMAT", "text|markdown|json", "text unless said", false},
    {0},
};

struct list {
	struct cli_session session;
	struct ari_view *view;
	int32_t day;
	struct ari_date due;
	struct ari_listed *items;
	size_t count;
};

static bool any_value(const struct cli_args *args, const char *option,
		      const struct ari_values *values)
{
	if (!cli_has(args, option))
		return true;
	for (size_t i = 0; i < values->count; i++)
		if (cli_selects(args, option, values->items[i].text))
			return true;
	return false;
}

static bool matches(const struct list *list, const struct ari_listed *item)
{
	const struct cli_args *args = list->session.args;
	const struct ari_record *record = item->record;

	if (record->kind != ARI_ACTION && !cli_has(args, "recommendations"))
		return false;
	if (cli_has(args, "overdue") && !item->overdue)
		return false;
	if (list->due.kind && !ari_record_due_in(record, list->due.days))
		return false;
	return cli_selects(args, "plan", record->plan->id.text) &&
	       cli_selects(args, "status",
			   ari_str_from(ari_status_name(record->status))) &&
	       any_value(args, "body", &record->bodies) &&
	       any_value(args, "lead", &record->leads);
}

/* By plan; then the longest overdue, of one date in the file's order. */
static int compare_overdue(const void *a, const void *b)
{
	const struct ari_listed *x = a, *y = b;

	if (x->record->plan != y->record->plan)
		return ari_str_cmp(x->record->plan->path,
				   y->record->plan->path);
	if (x->due.hi != y->due.hi)
		return x->due.hi < y->due.hi ? -1 : 1;
	return (x->record > y->record) - (x->record < y->record);
}

static int collect(struct list *list)
{
	struct cli_session *session = &list->session;
	size_t total = 0;

	for (size_t i = 0; i < list->view->count; i++)
		total += list->view->versions[i]->plan->count;
	list->items =
	    ari_arena_array(&session->arena, total + 1, sizeof(*list->items));
	if (!list->items)
		return ari_error_memory(&session->err);
	for (size_t i = 0; i < list->view->count; i++) {
		const struct ari_plan *plan = list->view->versions[i]->plan;

		for (size_t k = 0; k < plan->count; k++) {
			struct ari_listed item = {.record = &plan->records[k]};

			item.overdue = list->day != ARI_DAY_MIN &&
				       ari_record_overdue(
					   &item.due, item.record, list->day);
			if (matches(list, &item))
				list->items[list->count++] = item;
		}
	}
	if (cli_has(session->args, "overdue") && list->count)
		qsort(list->items, list->count, sizeof(*list->items),
		      compare_overdue);
	return 0;
}

static int check_values(struct list *list)
{
	struct cli_session *session = &list->session;
	const struct cli_args *args = session->args;
	const struct ari_register *reg = list->view->reg;

	for (size_t i = 0; i < args->setting_count; i++) {
		const char *name = args->settings[i].option->name;
		struct ari_str value = ari_str_from(args->settings[i].value);
		bool known = true;

		if (!strcmp(name, "plan"))
			known = ari_view_plan(list->view, value);
		else if (!strcmp(name, "body"))
			known = ari_register_body(reg, value, false);
		else if (!strcmp(name, "lead"))
			known = ari_register_post(reg, value);
		else if (!strcmp(name, "status"))
			known = ari_status_from(value) != ARI_STATUS_NONE;
		if (!known)
			return ari_error_set(&session->err, ARI_ERR_USAGE,
					     "there is no %s \"%s\" at %s",
					     name, value.ptr,
					     list->view->at.name.ptr);
	}
	return 0;
}

/* --as-of is both the snapshot and the day, unless --rev names one. */
static int load(struct list *list)
{
	struct cli_session *session = &list->session;
	const char *rev = cli_get(session->args, "rev");
	const char *due = cli_get(session->args, "due");
	const char *as_of = cli_get(session->args, "as-of");
	struct ari_snapshot at;

	if (due && ari_date_parse(&list->due, ari_str_from(due)))
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "--due takes 2021-12-17, 2021-12, 2021 "
				     "or 2021-10/2021-12, not \"%s\"",
				     due);
	if (cli_session_as_of(session, &list->day) ||
	    cli_session_snapshot(session, &at,
				 rev				   ? rev
				 : ari_repo_has_git(session->repo) ? as_of
								   : NULL) ||
	    cli_session_view(session, &list->view, &at) || check_values(list))
		return -1;
	if (list->day == ARI_DAY_MIN)
		list->day = ari_history_day(&at, list->view->reg);
	return collect(list);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct list list = {0};
	struct cli_session *session = &list.session;
	const char *format = cli_get(args, "format");
	enum cli_exit status = CLI_CLEAN;
	struct ari_report report;

	if (cli_session_open(session, io, args, 0) || load(&list)) {
		status = cli_session_fail(session);
	} else if (format && !strcmp(format, "json")) {
		if (ari_exchange_records_json(io->out, list.items, list.count,
					      &session->err))
			status = cli_session_fail(session);
	} else {
		ari_report_init(&report, &session->arena);
		ari_views_list(&report, list.items, list.count, list.view->reg);
		status = cli_session_draw(session, &report, CLI_CLEAN);
	}
	ari_view_free(list.view);
	cli_session_release(session);
	return status;
}

const struct cli_command cli_cmd_list = {
    .name = "list",
    .summary = "the actions that match",
    .operands = "",
    .about = "The actions that match all options given; of one option given "
	     "several\ntimes, any.",
    .options = options,
    .schema = "records",
    .run = run,
};
