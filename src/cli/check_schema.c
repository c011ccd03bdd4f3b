/*
 * arising check --schema: any YAML or JSON file against any schema, without
 * a repository. Files are read several at once and reported in their order.
 */
#include "check_schema.h"

#include <arising/findings.h>

#include <string.h>

/* Files held at once: enough for all workers, few for the memory. */
#define BATCH 64
/* --resolve options. */
#define SOURCES 32

struct judge {
	const struct cli_io *io;
	const struct cli_args *args;
	struct ari_schema_folders *folders;
	struct ari_schema *schema;
	struct ari_arena arena;
	struct ari_findings findings;
	const char **paths; /* of the operands */
	struct ari_version *batch[BATCH];
	size_t first; /* of the batch, among the operands */
	struct ari_error err;
};

static const char *path_of(struct judge *judge, const char *word)
{
	if (!judge->args->dir || word[0] == '/')
		return word;
	return ari_arena_printf(&judge->arena, "%s/%s", judge->args->dir, word);
}

/* URI=DIR; a URI may hold '=' itself, a folder seldom does: the last one. */
static int read_sources(struct judge *judge,
			struct ari_schema_source sources[SOURCES],
			size_t *count)
{
	*count = cli_count(judge->args, "resolve");
	if (*count > SOURCES)
		return ari_error_set(&judge->err, ARI_ERR_USAGE,
				     "more than %d --resolve", SOURCES);
	for (size_t i = 0; i < *count; i++) {
		const char *word = cli_nth(judge->args, "resolve", i);
		const char *equals = strrchr(word, '=');

		if (!equals || equals == word || !equals[1])
			return ari_error_set(
			    &judge->err, ARI_ERR_USAGE,
			    "--resolve takes URI=DIR, such as "
			    "https://example.org/schemas/=schemas");
		sources[i].uri_prefix = ari_arena_printf(
		    &judge->arena, "%.*s", (int)(equals - word), word);
		sources[i].folder = path_of(judge, equals + 1);
		if (!sources[i].uri_prefix || !sources[i].folder)
			return ari_error_memory(&judge->err);
	}
	return 0;
}

/* The schema's own findings end the run: nothing can be judged by it. */
static enum cli_exit bad_schema(struct judge *judge,
				struct ari_version *version)
{
	ari_findings_begin(&judge->findings, ari_findings_format("text"),
			   judge->io->err, judge->args->colour);
	if (ari_findings_file(&judge->findings, version, &judge->err))
		return cli_fail(judge->io, &judge->err);
	cli_complain(judge->io, NULL,
		     "%s is not a schema that files can be judged by",
		     version->path.ptr);
	return CLI_USAGE;
}

static int compile(struct judge *judge, struct ari_version *version,
		   const char *path)
{
	struct ari_schema_source sources[SOURCES];
	struct ari_schema_options options = {
	    .assert_format = cli_has(judge->args, "assert-format")};
	size_t count;

	if (read_sources(judge, sources, &count))
		return -1;
	if (count) {
		if (ari_schema_folders_new(&judge->folders, sources, count,
					   &judge->err))
			return -1;
		options.loader = ari_schema_folders_loader(judge->folders);
	}
	options.base_uri = ari_str_from(ari_arena_printf(
	    &judge->arena, "file:///%s", path + (path[0] == '/')));
	if (!version->doc.root)
		return 0;
	return ari_schema_compile(&judge->schema, &version->doc, &options,
				  &version->diags, &judge->err);
}

static int judge_one(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct judge *judge = ctx;

	(void)worker;
	return ari_version_open(&judge->batch[at],
				judge->paths[judge->first + at], judge->schema,
				err);
}

static int report(struct judge *judge, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		if (!failed)
			failed = ari_findings_file(
			    &judge->findings, judge->batch[i], &judge->err);
		ari_version_free(judge->batch[i]);
		judge->batch[i] = NULL;
	}
	return failed;
}

static enum cli_exit judge_files(struct judge *judge)
{
	const char *name = cli_get(judge->args, "format");
	size_t count = judge->args->operand_count, many;

	ari_findings_begin(&judge->findings,
			   ari_findings_format(name ? name : "text"),
			   judge->io->out, judge->args->colour);
	for (; judge->first < count; judge->first += many) {
		many = count - judge->first;
		many = many > BATCH ? BATCH : many;
		if (ari_parallel(many, 0, judge_one, judge, &judge->err) ||
		    report(judge, many)) {
			for (size_t i = 0; i < many; i++)
				ari_version_free(judge->batch[i]);
			return cli_fail(judge->io, &judge->err);
		}
	}
	ari_findings_end(&judge->findings);
	return judge->findings.errors || (judge->findings.warnings &&
					  cli_has(judge->args, "strict"))
		   ? CLI_FINDINGS
		   : CLI_CLEAN;
}

static int make_paths(struct judge *judge)
{
	size_t count = judge->args->operand_count;

	judge->paths =
	    ari_arena_array(&judge->arena, count, sizeof(*judge->paths));
	for (size_t i = 0; judge->paths && i < count; i++) {
		judge->paths[i] = path_of(judge, judge->args->operands[i]);
		if (!judge->paths[i])
			return ari_error_memory(&judge->err);
	}
	return judge->paths ? 0 : ari_error_memory(&judge->err);
}

enum cli_exit cli_check_schema(const struct cli_io *io,
			       const struct cli_args *args)
{
	struct judge judge = {.io = io, .args = args};
	struct ari_version *version = NULL;
	enum cli_exit status;
	const char *path;

	if (!args->operand_count)
		return cli_misuse(io, args,
				  "--schema needs the files to check");
	ari_arena_init(&judge.arena, NULL, 0);
	path = path_of(&judge, cli_get(args, "schema"));
	if (!path || make_paths(&judge) ||
	    ari_version_open(&version, path, NULL, &judge.err) ||
	    compile(&judge, version, path))
		status = cli_fail(io, &judge.err);
	else if (!judge.schema)
		status = bad_schema(&judge, version);
	else
		status = judge_files(&judge);
	ari_schema_free(judge.schema);
	ari_version_free(version);
	ari_schema_folders_free(judge.folders);
	ari_arena_release(&judge.arena);
	return status;
}
