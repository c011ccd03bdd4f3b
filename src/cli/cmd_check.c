/*
 * arising check: all that is wrong with the plans of a snapshot, in one
 * run, in file order. It writes nothing. What is checked: src/check.
 */
#include "check_schema.h"
#include "commands.h"
#include "session.h"

#include <arising/check.h>
#include <arising/findings.h>

static const struct cli_option options[] = {
    {"staged", NULL, NULL, "what `git commit` would record", false},
    {"rev", "SNAPSHOT", NULL, "a cycle, revision or date", false},
    {"against", "SNAPSHOT", NULL,
     "judge changes since this, not the last closed cycle", false},
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
	struct ari_check_request request;
	struct ari_snapshot against;
	struct ari_check_result *result;
};

/* The operands as paths of the repository. */
static int set_paths(struct check *check)
{
	struct cli_session *session = &check->session;
	const struct cli_args *args = session->args;
	struct ari_str *paths = ari_arena_array(
	    &session->arena, args->operand_count + 1, sizeof(*paths));

	if (!paths)
		return ari_error_memory(&session->err);
	for (size_t i = 0; i < args->operand_count; i++)
		if (ari_repo_path(&paths[i], session->repo,
				  ari_str_from(args->operands[i]),
				  &session->arena, &session->err))
			return -1;
	check->request.paths = paths;
	check->request.path_count = args->operand_count;
	return 0;
}

static int set_snapshots(struct check *check)
{
	struct cli_session *session = &check->session;
	const char *rev = cli_get(session->args, "rev");
	const char *against = cli_get(session->args, "against");

	if (cli_has(session->args, "staged"))
		rev = "--staged";
	if (!rev)
		rev = "--worktree";
	if (cli_session_snapshot(session, &check->request.at, rev))
		return -1;
	if (!against)
		return 0;
	check->request.against = &check->against;
	return cli_session_snapshot(session, &check->against, against);
}

static int run_check(struct check *check)
{
	struct cli_session *session = &check->session;

	if (set_snapshots(check) || set_paths(check) ||
	    cli_session_as_of(session, &check->request.as_of))
		return -1;
	return ari_check_run(&check->result, session->repo, &check->request,
			     &session->err);
}

static enum cli_exit write_findings(struct check *check)
{
	struct cli_session *session = &check->session;
	const char *name = cli_get(session->args, "format");
	struct ari_findings findings;

	ari_findings_begin(&findings, ari_findings_format(name ? name : "text"),
			   session->io->out, session->args->colour);
	for (size_t i = 0; i < check->result->count; i++)
		if (ari_findings_file(&findings, check->result->files[i],
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
	if (cli_session_open(&check.session, io, args, 0) || run_check(&check))
		status = cli_session_fail(&check.session);
	else
		status = write_findings(&check);
	ari_check_free(check.result);
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
	     "files, without a repository: files, folders\nof them, - for "
	     "the standard input. What the schema names is read from its\nown "
	     "folder and where --resolve says; nothing is fetched.",
    .most = CLI_OPERANDS,
    .options = options,
    .schema = "check",
    .memory = CLI_MEMORY_WIDE,
    .run = run,
};
