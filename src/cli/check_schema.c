/*
 * arising check --schema: any YAML or JSON file against any schema, without
 * a repository. Files are read several at once and reported in their order.
 */
#include "check_schema.h"

#include "check_files.h"

#include <arising/findings.h>

#include <string.h>

/* Files held at once: enough for all workers, few for the memory. */
#define BATCH 64
/* --resolve options, and the folder of the schema itself. */
#define SOURCES 33

struct judge {
	const struct cli_io *io;
	const struct cli_args *args;
	struct ari_schema_folders *folders;
	struct ari_schema *schema;
	struct ari_arena arena;
	struct ari_findings findings;
	struct cli_files files;
	struct ari_version *batch[BATCH];
	struct ari_error errors[BATCH]; /* why one of the batch is NULL */
	size_t first;			/* of the batch, among the files */
	struct ari_error err;
};

static const char *path_of(struct judge *judge, const char *word)
{
	if (!judge->args->dir || word[0] == '/' || !strcmp(word, "-") ||
	    strstr(word, "://"))
		return word;
	return ari_arena_printf(&judge->arena, "%s/%s", judge->args->dir, word);
}

/* URI=DIR; a URI may hold '=' itself, a folder seldom does: the last one. */
static int read_sources(struct judge *judge,
			struct ari_schema_source sources[SOURCES],
			size_t *count)
{
	*count = cli_count(judge->args, "resolve");
	if (*count >= SOURCES)
		return ari_error_set(&judge->err, ARI_ERR_USAGE,
				     "more than %d --resolve", SOURCES - 1);
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

/* file:/// and the path, with what a URI cannot hold encoded. */
static const char *uri_of(struct judge *judge, const char *path)
{
	static const char plain[] = "-._~/!$&'()*+,;=:@";
	const char *uri = NULL;
	struct ari_buf buf;

	if (strstr(path, "://"))
		return path;
	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, "file:///");
	for (const char *p = path + (path[0] == '/'); *p; p++) {
		bool word = (*p >= 'a' && *p <= 'z') ||
			    (*p >= 'A' && *p <= 'Z') ||
			    (*p >= '0' && *p <= '9');

		if (word || strchr(plain, *p))
			ari_buf_byte(&buf, *p);
		else
			ari_buf_printf(&buf, "%%%02X", (unsigned)(uint8_t)*p);
	}
	if (!buf.failed)
		uri = ari_arena_dup(&judge->arena, ari_buf_view(&buf)).ptr;
	ari_buf_release(&buf);
	return uri;
}

/* What a schema names beside itself is read from its own folder. */
static int add_own_folder(struct judge *judge, const char *path,
			  const char *uri,
			  struct ari_schema_source sources[SOURCES],
			  size_t *count)
{
	const char *slash = strrchr(path, '/');
	struct ari_schema_source *own = &sources[*count];

	if (strstr(path, "://") || !strcmp(path, "-"))
		return 0;
	own->folder = ".";
	if (slash)
		own->folder = ari_arena_printf(&judge->arena, "%.*s",
					       (int)(slash - path + 1), path);
	own->uri_prefix = ari_arena_printf(
	    &judge->arena, "%.*s", (int)(strrchr(uri, '/') - uri + 1), uri);
	if (!own->folder || !own->uri_prefix)
		return ari_error_memory(&judge->err);
	++*count;
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
	const char *uri = uri_of(judge, path);
	size_t count;

	if (!uri)
		return ari_error_memory(&judge->err);
	if (read_sources(judge, sources, &count) ||
	    add_own_folder(judge, path, uri, sources, &count))
		return -1;
	if (count) {
		if (ari_schema_folders_new(&judge->folders, sources, count,
					   &judge->err))
			return -1;
		options.loader = ari_schema_folders_loader(judge->folders);
	}
	options.base_uri = ari_str_from(uri);
	if (!version->doc.root)
		return 0;
	return ari_schema_compile(&judge->schema, &version->doc, &options,
				  &version->diags, &judge->err);
}

static int judge_one(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct judge *judge = ctx;
	struct ari_error *why = &judge->errors[at];

	(void)worker;
	if (!ari_version_open(&judge->batch[at],
			      judge->files.paths[judge->first + at],
			      judge->schema, why))
		return 0;
	return why->code == ARI_ERR_MEMORY ? ari_error_memory(err) : 0;
}

/* One file that cannot be judged: the others are. */
static void complain(struct judge *judge, size_t at)
{
	const struct ari_error *why = &judge->errors[at];
	const char *path = judge->files.paths[judge->first + at];
	bool named = why->code == ARI_ERR_IO;

	judge->findings.failed++;
	cli_complain(judge->io, NULL, "%s%s%s", named ? "" : path,
		     named ? "" : ": ", why->message);
}

static int report(struct judge *judge, size_t count)
{
	int failed = 0;

	for (size_t i = 0; i < count; i++) {
		if (!judge->batch[i])
			complain(judge, i);
		else if (!failed)
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
	size_t count = judge->files.count, many;

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
	if (judge->findings.failed)
		return CLI_FAILED;
	return judge->findings.errors || (judge->findings.warnings &&
					  cli_has(judge->args, "strict"))
		   ? CLI_FINDINGS
		   : CLI_CLEAN;
}

static int make_paths(struct judge *judge)
{
	judge->files.arena = &judge->arena;
	for (size_t i = 0; i < judge->args->operand_count; i++) {
		const char *path = path_of(judge, judge->args->operands[i]);

		if (!path)
			return ari_error_memory(&judge->err);
		if (cli_files_add(&judge->files, path, &judge->err))
			return -1;
	}
	return 0;
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
	for (size_t i = 0; i < args->operand_count; i++)
		if (!strcmp(args->operands[i], "-") &&
		    !strcmp(cli_get(args, "schema"), "-"))
			return cli_misuse(io, args,
					  "the standard input is the schema "
					  "or a file, not both");
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
