/*
 * arising blame: each field as it is now, and the commit that set it.
 */
#include "commands.h"
#include "ledger.h"

#include <string.h>

static const struct cli_option options[] = {
    {"no-cache", NULL, NULL, "compute all anew, and remember nothing", false},
    {"format", "FORMAT", "text|markdown", "text unless said", false},
    {0},
};

struct blame {
	struct cli_session session;
	struct ari_snapshot tip;
	struct ari_view *view;
	struct ari_ledger *ledger;
	const struct ari_plan *plan;
	const struct ari_record *record; /* NULL: the plan itself */
};

/* Of the files, those that are the plan, or do not say plainly which. */
static int keep_files(struct ari_files *files, struct cli_session *session,
		      struct ari_str id)
{
	size_t kept = 0;

	for (size_t i = 0; i < files->count; i++) {
		struct ari_str calls = {NULL, 0};

		if (files->items[i].kind == ARI_ENTRY_FILE &&
		    ari_ledger_calls(&calls, session->repo, &files->items[i].id,
				     &session->arena, &session->err))
			return -1;
		if (!calls.ptr || ari_str_eq(calls, id))
			files->items[kept++] = files->items[i];
	}
	files->count = kept;
	return 0;
}

static int load(struct blame *blame, struct ari_str id)
{
	struct cli_session *session = &blame->session;
	struct ari_files files;

	return cli_session_register(session, &blame->view, &blame->tip) ||
		       ari_source_list(&files, session->repo, &blame->tip,
				       &blame->view->glob, &session->arena,
				       &session->err) ||
		       keep_files(&files, session, id) ||
		       ari_view_load(blame->view, &session->loader, files.items,
				     files.count, NULL, &session->err) ||
		       ari_view_sound(blame->view, &session->err)
		   ? -1
		   : 0;
}

static int find(struct blame *blame)
{
	struct cli_session *session = &blame->session;
	struct ari_str word = ari_str_from(session->args->operands[0]);
	const char *hash = strchr(word.ptr, '#');
	struct ari_str id = word;

	if (hash)
		id.len = (size_t)(hash - word.ptr);
	if (load(blame, id))
		return -1;
	blame->plan = ari_view_plan(blame->view, id);
	if (blame->plan && hash)
		blame->record =
		    ari_plan_find(blame->plan, ari_str_from(hash + 1));
	if (blame->plan && (!hash || blame->record))
		return 0;
	return ari_error_set(&session->err, ARI_ERR_NOT_FOUND,
			     blame->plan ? "there is no record %s at %s; "
					   "`arising log %s` tells of one that "
					   "left"
					 : "there is no plan of %s at %s; "
					   "`arising log %s` tells of one that "
					   "left",
			     word.ptr, blame->tip.name.ptr, word.ptr);
}

static enum cli_exit run_blame(struct blame *blame)
{
	struct cli_session *session = &blame->session;
	struct ari_blame result;
	struct ari_report report;

	if (cli_session_snapshot(session, &blame->tip, NULL) || find(blame) ||
	    cli_ledger_open(session, &blame->ledger, &blame->tip,
			    blame->plan->id.text,
			    !cli_has(session->args, "no-cache")) ||
	    ari_ledger_blame(&result, blame->ledger, blame->plan, blame->record,
			     &session->arena, &session->err))
		return cli_session_fail(session);
	ari_report_init(&report, &session->arena);
	ari_views_blame(&report, blame->view->reg,
			ari_str_from(session->args->operands[0]), &result);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct blame blame = {.view = NULL};
	enum cli_exit status;

	if (cli_session_open(&blame.session, io, args, CLI_NEED_HISTORY))
		status = cli_session_fail(&blame.session);
	else
		status = run_blame(&blame);
	ari_ledger_free(blame.ledger);
	ari_view_free(blame.view);
	cli_session_release(&blame.session);
	return status;
}

const struct cli_command cli_cmd_blame = {
    .name = "blame",
    .summary = "each field now, and the commit that set it",
    .operands = "PLAN[#REF]",
    .about =
	"Each field of one record, or of the plan itself, as HEAD has it, "
	"with\n"
	"the commit that made it say so, its author, its day and the cycle it\n"
	"first went to. Layout and comments are nobody's change.",
    .most = 1,
    .least = 1,
    .options = options,
    .memory = CLI_MEMORY_SHARED,
    .run = run,
};
