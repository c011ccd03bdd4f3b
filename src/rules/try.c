/*
 * Checking an example: the same steps as `check` takes, on files that the
 * program carries. For `arising rules`, its page, and the tests.
 */
#include "rules/internal.h"

#include <arising/json.h>
#include <arising/yaml.h>

#include <stdlib.h>
#include <string.h>

/* Records of one example whose past is told. */
#define PAST_MAX 32

struct
try {
	struct ari_example_run *run;
	const struct ari_check *check; /* NULL: a rule of a room below */
	const struct ari_loader *loader;
	struct ari_rules_dates dates;
	struct ari_error *err;
};

void ari_example_run_free(struct ari_example_run *run)
{
	if (!run)
		return;
	ari_rules_free(run->rules);
	ari_schema_free(run->schema);
	ari_version_free(run->text);
	ari_version_free(run->before);
	ari_version_free(run->other);
	ari_version_free(run->reg_file);
	ari_version_free(run->schema_file);
	ari_arena_release(&run->arena);
	free(run);
}

/* -- what the comments of an example say -- */

/* What stands behind word in a line; ptr NULL: it has no such word. */
static struct ari_str behind(struct ari_str line, const char *word)
{
	size_t len = strlen(word);
	const char *at =
	    line.len ? memmem(line.ptr, line.len, word, len) : NULL;

	if (!at)
		return (struct ari_str){NULL, 0};
	at += len;
	return (struct ari_str){at, (size_t)(line.ptr + line.len - at)};
}

static uint32_t digit_behind(struct ari_str line, const char *word)
{
	struct ari_str rest = behind(line, word);

	return rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9'
		   ? (uint32_t)(rest.ptr[0] - '0')
		   : 0;
}

/* The past of the record whose ref stands in line. */
static bool read_past(struct ari_rules_past *out, struct ari_str line)
{
	struct ari_str ref = behind(line, "ref: ");
	size_t len = 0;

	while (len < ref.len && ref.ptr[len] != ' ')
		len++;
	*out = (struct ari_rules_past){.ref = {ref.ptr, len},
				       .unchanged =
					   digit_behind(line, "# unchanged "),
				       .slips = digit_behind(line, "# slips ")};
	return ref.ptr && (out->unchanged || out->slips);
}

static void set_dates(struct try *try)
{
	struct ari_str text = try->run->example.text;
	struct ari_str day = behind(ari_str_line(&text), "# judged on ");
	struct ari_date date;

	try->dates = (struct ari_rules_dates){
	    ari_day_from(2021, 12, 17),
	    ari_day_from(2021, 12, 9),
	    {ari_day_from(2021, 10, 1), ari_day_from(2021, 12, 31)}};
	if (day.len >= 10 &&
	    !ari_date_parse(&date, (struct ari_str){day.ptr, 10}))
		try->dates.day = try->dates.near = date.days.hi;
}

/* -- rules of this room -- */

static int read_file(struct ari_version **out, struct try *try,
		     struct ari_str text, const char *path, bool is_register)
{
	if (!text.ptr)
		return 0;
	return ari_version_read(out, try->loader, ari_str_from(path), text,
				is_register, try->err);
}

static int read_files(struct try *try)
{
	struct ari_example_run *run = try->run;
	const struct ari_example *example = &run->example;

	if (read_file(&run->reg_file, try, example->reg, ARI_REGISTER_PATH,
		      true) ||
	    read_file(&run->before, try, example->before, "plans/example.yaml",
		      false) ||
	    read_file(&run->other, try, example->other, "plans/another.yaml",
		      false))
		return -1;
	if (try->check->scope != ARI_CHECK_REGISTER &&
	    read_file(&run->text, try, example->text, "plans/example.yaml",
		      false))
		return -1;
	run->file = run->text && run->text->plan ? run->text : run->reg_file;
	return ari_register_bind(&run->reg, &run->reg_file->doc,
				 &run->reg_file->arena, try->err);
}

static int check_change(struct try *try)
{
	struct ari_example_run *run = try->run;
	struct ari_movement_dates dates = {ari_day_from(2021, 9, 21),
					   try->dates.day, try->dates.period,
					   try->dates.near};
	struct ari_plan_change *change;

	if (!run->before)
		return 0;
	return ari_movement_compare(&change, run->before->plan, run->text->plan,
				    &dates, &run->arena, try->err) ||
		       ari_rules_check_change(run->rules, change, run->file,
					      try->err)
		   ? -1
		   : 0;
}

static int check_past(struct try *try)
{
	struct ari_str rest = try->run->example.text;
	struct ari_rules_past past[PAST_MAX];
	size_t count = 0;

	while (rest.len && count < PAST_MAX)
		count += read_past(&past[count], ari_str_line(&rest));
	return ari_rules_check_history(try->run->rules, try->run->text, past,
				       count, try->err);
}

static int run_rules(struct try *try)
{
	struct ari_example_run *run = try->run;
	struct ari_version *both[2] = {run->other, run->text};

	if (ari_rules_new(&run->rules, run->reg, &try->dates, try->err))
		return -1;
	if (!run->text)
		return ari_rules_check_register(run->rules, run->reg_file,
						try->err);
	return ari_rules_check_version(run->rules, run->text, try->err) ||
		       ari_rules_check_repository(
			   run->rules, run->other ? both : &both[1],
			   run->other ? 2 : 1, run->reg_file, try->err) ||
		       check_past(try) || check_change(try)
		   ? -1
		   : 0;
}

/* -- rules of the rooms below -- */

static int new_version(struct ari_version **out, const char *path,
		       struct ari_error *err)
{
	struct ari_version *version = calloc(1, sizeof(*version));

	if (!version)
		return ari_error_memory(err);
	ari_arena_init(&version->arena, NULL, 0);
	ari_arena_init(&version->under, NULL, 0);
	ari_diags_init(&version->diags, &version->arena);
	version->path = ari_str_from(path);
	*out = version;
	return 0;
}

static int read_json(struct ari_version **out, struct ari_str text,
		     const char *path, struct ari_error *err)
{
	if (new_version(out, path, err))
		return -1;
	return ari_json_read(&(*out)->doc, &(*out)->arena, text, &(*out)->diags,
			     err);
}

static int compile(struct try *try, struct ari_str text)
{
	struct ari_schema_options options = {.assert_format = true};
	struct ari_example_run *run = try->run;

	if (read_json(&run->schema_file, text, "schema.json", try->err))
		return -1;
	return ari_schema_compile(&run->schema, &run->schema_file->doc,
				  &options, &run->schema_file->diags, try->err);
}

/* Any file, judged by a schema that comes with it. */
static int read_by_schema(struct try *try)
{
	static const struct ari_yaml_options general = {.any_keys = true};
	struct ari_example_run *run = try->run;

	if (compile(try, run->example.schema) ||
	    new_version(&run->text, "example.yaml", try->err))
		return -1;
	run->file = run->text;
	if (ari_yaml_read(&run->text->doc, &run->text->arena, run->example.text,
			  &general, &run->text->diags, try->err))
		return -1;
	return ari_schema_validate(run->schema, run->text->doc.root,
				   &run->text->diags, try->err);
}

static int read_below(struct try *try, struct ari_str code)
{
	static const struct ari_loader plain = {.threads = 1};
	struct ari_example_run *run = try->run;
	struct ari_str text = run->example.text;

	if (run->example.schema.ptr)
		return read_by_schema(try);
	if (ari_str_is(code, "schema-bad")) {
		if (compile(try, text))
			return -1;
		run->file = run->schema_file;
		return 0;
	}
	if (run->example.is_json) {
		if (read_json(&run->text, text, "example.json", try->err))
			return -1;
	} else {
		/* What YAML has to say is said before any schema. */
		if (ari_str_starts(code, "yaml-"))
			try->loader = &plain;
		if (read_file(&run->text, try, text, "plans/example.yaml",
			      false))
			return -1;
	}
	run->file = run->text;
	return 0;
}

int ari_rules_try(struct ari_example_run **out, struct ari_str code, bool good,
		  const struct ari_loader *loader, struct ari_error *err)
{
	struct try try = {
	    .check = ari_rules_find(code), .loader = loader, .err = err};
	int failed;

	try.run = calloc(1, sizeof(*try.run));
	if (!try.run)
		return ari_error_memory(err);
	ari_arena_init(&try.run->arena, NULL, 0);
	if (!ari_rules_example(&try.run->example, code, good)) {
		ari_example_run_free(try.run);
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "the rule %.*s has no example",
				     (int)code.len, code.ptr);
	}
	set_dates(&try);
	if (try.check)
		failed = read_files(&try) || run_rules(&try);
	else
		failed = read_below(&try, code);
	if (failed) {
		ari_example_run_free(try.run);
		return -1;
	}
	ari_diags_sort(&try.run->file->diags);
	*out = try.run;
	return 0;
}
