/*
 * arising check: all that is wrong with the plans of a snapshot, in one
 * run, in file order. It writes nothing.
 */
#include "check_schema.h"
#include "commands.h"
#include "session.h"

#include <arising/findings.h>
#include <arising/rules.h>

#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    {"staged", NULL, NULL, "what `git commit` would record", false},
    {"rev", "SNAPSHOT", NULL, "a cycle, revision or date", false},
    {"against", "SNAPSHOT", NULL,
     "judge changes since then; the last closed cycle unless said", false},
    {"as-of", "DATE", NULL, "judge dates on this day", false},
    {"schema", "FILE", NULL,
     "judge any YAML or JSON files by this JSON Schema instead", false},
    {"resolve", "URI=DIR", NULL, "where --schema finds schemas of this URI",
     true},
    {"assert-format", NULL, NULL, "with --schema: format asserts", false},
    {"strict", NULL, NULL, "warnings fail, too", false},
    {"format", "FORMAT", "text|json|sarif|github|junit", "text unless said",
     false},
    {0},
};

struct check {
	struct cli_session session;
	struct ari_snapshot at;
	struct ari_view *view;
	struct ari_rules *rules;
	struct ari_changeset *changes; /* since --against, or NULL */
	struct ari_version **files;    /* those asked for */
	size_t count;
};

static struct ari_rules_dates judged_on(const struct check *check, int32_t day)
{
	const struct ari_register *reg = check->view->reg;
	const struct ari_cycle *cycle =
	    reg && check->at.cycle.ptr
		? ari_register_cycle(reg, check->at.cycle)
		: NULL;
	struct ari_rules_dates dates = ari_rules_dates_of_cycle(cycle);

	if (dates.day == ARI_DAY_MIN)
		dates.day = check->at.day;
	if (day != ARI_DAY_MIN)
		dates.day = day;
	return dates;
}

static int check_one(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct check *check = ctx;

	(void)worker;
	return ari_rules_check_version(check->rules, check->view->versions[at],
				       err);
}

/* The version that findings about a change of this plan belong to. */
static struct ari_version *home_of(struct check *check,
				   const struct ari_plan_change *change)
{
	for (size_t i = 0; change->new &&i < check->view->count; i++)
		if (ari_str_eq(check->view->versions[i]->path,
			       change->new->path))
			return check->view->versions[i];
	return check->view->register_file;
}

/*
 * What changed since an earlier snapshot. The later plans are read a second
 * time for it: a change borrows from versions of its own.
 */
static int check_changes(struct check *check)
{
	struct cli_session *session = &check->session;
	struct ari_changes_request request = {.to = check->at,
					      .as_of = ARI_DAY_MIN};
	const char *against = cli_get(session->args, "against");
	struct ari_loader plain = {.threads = session->loader.threads};
	struct ari_meetings meetings;

	if (!ari_repo_has_git(session->repo) || ari_oid_none(&check->at.commit))
		return 0;
	if (against) {
		if (cli_session_snapshot(session, &request.from, against))
			return -1;
	} else if (ari_history_meetings(&meetings, session->repo,
					check->view->reg, &session->arena,
					&session->err) ||
		   ari_history_last_cycle(&request.from, session->repo,
					  &meetings, &check->at,
					  (struct ari_str){NULL, 0},
					  &session->arena, &session->err)) {
		return session->err.code == ARI_ERR_NOT_FOUND ? 0 : -1;
	}
	if (ari_history_changes(&check->changes, &plain, session->repo,
				&request, &session->err))
		return session->err.code == ARI_ERR_INVALID ? 0 : -1;
	for (size_t i = 0; i < check->changes->count; i++) {
		const struct ari_plan_change *change = check->changes->plans[i];

		if (ari_rules_check_change(check->rules, change,
					   home_of(check, change),
					   &session->err))
			return -1;
	}
	return 0;
}

static int run_rules(struct check *check)
{
	struct cli_session *session = &check->session;
	struct ari_view *view = check->view;
	struct ari_rules_dates dates;
	int32_t day;

	if (cli_session_as_of(session, &day))
		return -1;
	dates = judged_on(check, day);
	if (ari_rules_new(&check->rules, view->reg, &dates, &session->err) ||
	    ari_parallel(view->count, session->loader.threads, check_one, check,
			 &session->err))
		return -1;
	if (!view->reg)
		return 0;
	if (ari_rules_check_register(check->rules, view->register_file,
				     &session->err) ||
	    ari_rules_check_repository(check->rules, view->versions,
				       view->count, view->register_file,
				       &session->err))
		return -1;
	return check_changes(check);
}

/* Whether the user asked for this file, or for a folder above it. */
static int asked_for(struct check *check, const struct ari_version *version)
{
	const struct cli_args *args = check->session.args;

	for (size_t i = 0; i < args->operand_count; i++) {
		struct ari_str path;

		if (ari_repo_path(&path, check->session.repo,
				  ari_str_from(args->operands[i]),
				  &check->session.arena, &check->session.err))
			return -1;
		if (ari_str_eq(path, version->path) || !path.len)
			return 1;
		if (version->path.len > path.len &&
		    !memcmp(version->path.ptr, path.ptr, path.len) &&
		    version->path.ptr[path.len] == '/')
			return 1;
	}
	return !args->operand_count;
}

static int choose(struct check *check)
{
	struct ari_view *view = check->view;

	check->files = ari_arena_array(&check->session.arena, view->count + 1,
				       sizeof(struct ari_version *));
	if (!check->files)
		return ari_error_memory(&check->session.err);
	for (size_t i = 0; i <= view->count; i++) {
		struct ari_version *version =
		    i ? view->versions[i - 1] : view->register_file;
		int asked = asked_for(check, version);

		if (asked < 0)
			return -1;
		if (!asked)
			continue;
		check->files[check->count++] = version;
	}
	if (check->count || !check->session.args->operand_count)
		return 0;
	return ari_error_set(&check->session.err, ARI_ERR_NOT_FOUND,
			     "%s is neither the register nor a plan that the "
			     "register's `plans` names",
			     check->session.args->operands[0]);
}

static int load(struct check *check)
{
	struct cli_session *session = &check->session;
	const char *rev = cli_get(session->args, "rev");

	if (cli_has(session->args, "staged"))
		rev = "--staged";
	if (!rev)
		rev = "--worktree";
	if (cli_session_snapshot(session, &check->at, rev) ||
	    ari_view_new(&check->view, &session->loader, session->repo,
			 &check->at, &session->err) ||
	    ari_view_load_all(check->view, &session->loader, &session->err) ||
	    run_rules(check))
		return -1;
	return choose(check);
}

static enum cli_exit write_findings(struct check *check)
{
	struct cli_session *session = &check->session;
	const char *name = cli_get(session->args, "format");
	struct ari_findings findings;

	ari_findings_begin(&findings, ari_findings_format(name ? name : "text"),
			   session->io->out, session->args->colour);
	for (size_t i = 0; i < check->count; i++)
		if (ari_findings_file(&findings, check->files[i],
				      &session->err))
			return cli_session_fail(session);
	ari_findings_end(&findings);
	return findings.errors ||
		       (findings.warnings && cli_has(session->args, "strict"))
		   ? CLI_FINDINGS
		   : CLI_CLEAN;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct check check = {0};
	enum cli_exit status;

	if (cli_has(args, "schema"))
		return cli_check_schema(io, args);
	if (cli_session_open(&check.session, io, args, CLI_VALIDATE) ||
	    load(&check))
		status = cli_session_fail(&check.session);
	else
		status = write_findings(&check);
	ari_changeset_free(check.changes);
	ari_rules_free(check.rules);
	ari_view_free(check.view);
	cli_session_release(&check.session);
	return status;
}

const struct cli_command cli_cmd_check = {
    .name = "check",
    .summary = "all that is wrong with the plans, and what to write",
    .operands = "[PATH…]",
    .about = "Everything that is wrong with the register and the plans, in "
	     "the\nworktree unless --staged or --rev says otherwise; of PATHs "
	     "only, where\nsome are given. Nothing is written. Exit status 1 "
	     "when there is an error.\n\n--schema judges any YAML or JSON "
	     "files, without a repository; nothing is\nfetched.",
    .most = CLI_OPERANDS,
    .options = options,
    .run = run,
};
