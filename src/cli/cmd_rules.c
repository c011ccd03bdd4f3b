/*
 * arising rules: what check can find, each with an example that is run here
 * and now, so that what is printed is what check prints. No repository is
 * needed.
 */
#include "commands.h"
#include "session.h"

#include <arising/findings.h>
#include <arising/rules.h>

#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    {"all", NULL, NULL, "every rule in full", false},
    {"format", "FORMAT", "text|markdown|json", "text unless said", false},
    {0},
};

/* Rules of all rooms at most: the codes are sorted once. */
#define RULES_MAX 1000

struct catalogue {
	struct cli_session session; /* without a repository */
	struct ari_catalogue_rule *rules;
	size_t count;
	struct ari_example_run **runs; /* what the rules borrow from */
	size_t run_count;
};

static const char *looks_at(const struct ari_rule *rule)
{
	static const char *const scopes[] = {
	    [ARI_CHECK_RECORD] = "one record",
	    [ARI_CHECK_PLAN] = "one plan",
	    [ARI_CHECK_REGISTER] = "the register",
	    [ARI_CHECK_REPOSITORY] = "all plans and the register together",
	    [ARI_CHECK_CHANGE] = "what changed since the last closed cycle",
	    [ARI_CHECK_HISTORY] = "what the closed cycles show of a record",
	};
	struct ari_str code = ari_str_from(rule->code);
	const struct ari_check *check = ari_rules_find(code);

	if (check)
		return scopes[check->scope];
	if (ari_str_starts(code, "yaml-"))
		return "a file as YAML";
	if (ari_str_starts(code, "json-"))
		return "a file as JSON, with check --schema";
	return "a file by its schema";
}

static int compare_codes(const void *a, const void *b)
{
	const struct ari_catalogue_rule *x = a, *y = b;

	return strcmp(x->rule->code, y->rule->code);
}

static int list_rules(struct catalogue *all)
{
	const struct ari_rule *rule;

	all->rules = ari_arena_zalloc(&all->session.arena,
				      RULES_MAX * sizeof(*all->rules));
	all->runs = ari_arena_zalloc(&all->session.arena,
				     2 * RULES_MAX * sizeof(*all->runs));
	if (!all->rules || !all->runs)
		return ari_error_memory(&all->session.err);
	for (size_t i = 0; i < RULES_MAX && (rule = ari_rules_at(i)); i++) {
		const struct ari_check *check =
		    ari_rules_find(ari_str_from(rule->code));

		all->rules[all->count++] = (struct ari_catalogue_rule){
		    .rule = rule,
		    .looks_at = looks_at(rule),
		    .settable = check,
		    .most = check ? check->most : 0,
		};
	}
	qsort(all->rules, all->count, sizeof(*all->rules), compare_codes);
	return 0;
}

/* -- examples -- */

/* Of the findings of a file, those of one rule. */
static void keep_rule(struct ari_diags *diags, const struct ari_rule *rule)
{
	size_t kept = 0;

	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].rule == rule)
			diags->items[kept++] = diags->items[i];
	diags->count = kept;
}

static int print_findings(struct catalogue *all,
			  struct ari_catalogue_rule *rule,
			  struct ari_example_run *run)
{
	struct cli_session *session = &all->session;
	struct ari_findings findings;
	struct ari_buf text;
	int result;

	ari_buf_init(&text, NULL);
	keep_rule(&run->file->diags, rule->rule);
	ari_findings_begin(&findings, ari_findings_format("text"), &text,
			   false);
	result = ari_findings_file(&findings, run->file, &session->err);
	if (!result)
		rule->printed = ari_arena_dup(
		    &session->arena, ari_str_trim(ari_buf_view(&text)));
	if (!result && (text.failed || !rule->printed.ptr))
		result = ari_error_memory(&session->err);
	ari_buf_release(&text);
	return result;
}

static void add_file(struct ari_catalogue_rule *rule,
		     const struct ari_version *file, const char *path)
{
	if (file && file->doc.bytes.ptr &&
	    rule->bad_count < ARI_CATALOGUE_FILES)
		rule->bad[rule->bad_count++] = (struct ari_catalogue_file){
		    path ? path : file->path.ptr, file->doc.bytes};
}

/* The file that is about to be judged, or the only one there is. */
static const struct ari_version *main_file(const struct ari_example_run *run)
{
	return run->text ? run->text : run->file;
}

static int try_rule(struct catalogue *all, struct ari_catalogue_rule *rule)
{
	struct cli_session *session = &all->session;
	struct ari_str code = ari_str_from(rule->rule->code);
	struct ari_example_run *bad, *good;
	struct ari_example example;

	if (!ari_rules_example(&example, code, false))
		return 0;
	if (ari_rules_try(&bad, code, false, &session->loader, &session->err))
		return -1;
	all->runs[all->run_count++] = bad;
	if (ari_rules_try(&good, code, true, &session->loader, &session->err))
		return -1;
	all->runs[all->run_count++] = good;
	add_file(rule, main_file(bad), NULL);
	add_file(rule, bad->before, "plans/example.yaml, as it was before");
	add_file(rule, bad->other, NULL);
	if (bad->example.own_reg && main_file(bad) != bad->reg_file)
		add_file(rule, bad->reg_file, NULL);
	if (bad->example.schema.ptr)
		add_file(rule, bad->schema_file, NULL);
	rule->good = (struct ari_catalogue_file){main_file(good)->path.ptr,
						 main_file(good)->doc.bytes};
	return print_findings(all, rule, bad);
}

static int try_rules(struct catalogue *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (try_rule(all, &all->rules[i]))
			return -1;
	return 0;
}

/* -- which -- */

static int unknown_rule(struct catalogue *all, struct ari_str code)
{
	struct ari_str near = {NULL, 0};
	unsigned best = 4;

	for (size_t i = 0; i < all->count; i++) {
		struct ari_str other = ari_str_from(all->rules[i].rule->code);
		unsigned distance = ari_str_distance(code, other, best);

		if (distance >= best)
			continue;
		best = distance;
		near = other;
	}
	return ari_error_set(&all->session.err, ARI_ERR_USAGE,
			     "there is no rule \"%.*s\"%s%.*s; `arising rules` "
			     "lists them",
			     (int)code.len, code.ptr,
			     near.len ? ": did you mean " : "", (int)near.len,
			     near.len ? near.ptr : "");
}

/* Leave the one that was asked for. */
static int choose(struct catalogue *all)
{
	const struct cli_args *args = all->session.args;
	struct ari_str code;

	if (!args->operand_count)
		return 0;
	code = ari_str_from(args->operands[0]);
	for (size_t i = 0; i < all->count; i++) {
		if (!ari_str_is(code, all->rules[i].rule->code))
			continue;
		all->rules += i;
		all->count = 1;
		return 0;
	}
	return unknown_rule(all, code);
}

static enum cli_exit write_rules(struct catalogue *all)
{
	struct cli_session *session = &all->session;
	const char *format = cli_get(session->args, "format");
	struct ari_report report;

	if (format && !strcmp(format, "json"))
		return ari_exchange_rules_json(session->io->out, all->rules,
					       all->count, &session->err)
			   ? cli_session_fail(session)
			   : CLI_CLEAN;
	ari_report_init(&report, &session->arena);
	if (session->args->operand_count)
		ari_views_rule(&report, all->rules, 1);
	else if (cli_has(session->args, "all"))
		ari_views_catalogue(&report, all->rules, all->count);
	else
		ari_views_rules(&report, all->rules, all->count);
	return cli_session_draw(session, &report, CLI_CLEAN);
}

static int load(struct catalogue *all)
{
	struct cli_session *session = &all->session;
	const struct cli_args *args = session->args;
	const char *format = cli_get(args, "format");
	bool full = args->operand_count || cli_has(args, "all") ||
		    (format && !strcmp(format, "json"));

	if (list_rules(all) || choose(all))
		return -1;
	if (!full)
		return 0;
	return ari_loader_init(&session->loader, ARI_LOAD_VALIDATE,
			       &session->err) ||
		       try_rules(all)
		   ? -1
		   : 0;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct catalogue all = {.session = {.io = io, .args = args}};
	struct cli_session *session = &all.session;
	enum cli_exit status;

	ari_arena_init(&session->arena, NULL, 0);
	status = load(&all) ? cli_session_fail(session) : write_rules(&all);
	for (size_t i = 0; i < all.run_count; i++)
		ari_example_run_free(all.runs[i]);
	ari_loader_release(&session->loader);
	ari_arena_release(&session->arena);
	return status;
}

const struct cli_command cli_cmd_rules = {
    .name = "rules",
    .summary = "what check can find, each with an example",
    .operands = "[CODE]",
    .about = "The codes that stand in square brackets in what check prints: "
	     "what each is\nfor, and with CODE also what it says, what to "
	     "write instead, and a file in\nwhich it finds something, beside "
	     "the same put right. No repository is needed.",
    .most = 1,
    .options = options,
    .schema = "rules",
    .run = run,
};
