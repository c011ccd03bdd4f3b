/*
 * Every rule has a bad example, in which it finds the marked lines and no
 * others, and a good one, in which it finds nothing and nothing is an error.
 * They are the examples that `arising rules` prints.
 */
#include "fixture.h"

/* Lines of an example. */
#define LINES_MAX 100

/* With the schemas, which have a say on the same files. */
static struct ari_loader loader;

static int load_schemas(void **state)
{
	struct ari_error err;

	(void)state;
	return ari_loader_init(&loader, ARI_LOAD_VALIDATE, &err);
}

static int drop_schemas(void **state)
{
	(void)state;
	ari_loader_release(&loader);
	return 0;
}

static int32_t read_day(const char *text)
{
	struct ari_date date;
	struct ari_str day = {text, 10};

	assert_int_equal(ari_date_parse(&date, day), ARI_DATE_OK);
	return date.days.hi;
}

static struct ari_str line_of(struct ari_str text, size_t number)
{
	size_t start = 0, end;

	for (;;) {
		for (end = start; end < text.len && text.ptr[end] != '\n';)
			end++;
		if (!--number)
			return (struct ari_str){text.ptr + start, end - start};
		assert_true(end < text.len);
		start = end + 1;
	}
}

static size_t count_lines(struct ari_str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n';
	assert_true(count < LINES_MAX);
	return count;
}

static const char *find_in(struct ari_str line, const char *what)
{
	size_t len = strlen(what);

	for (size_t i = 0; i + len <= line.len; i++)
		if (!memcmp(line.ptr + i, what, len))
			return line.ptr + i + len;
	return NULL;
}

/* What git would tell of the records: "# unchanged 3", "# slips 3". */
static size_t read_past(struct ari_rules_past past[LINES_MAX],
			struct ari_str text)
{
	size_t lines = count_lines(text), count = 0;

	for (size_t i = 1; i <= lines; i++) {
		struct ari_str line = line_of(text, i);
		const char *unchanged = find_in(line, "# unchanged ");
		const char *slips = find_in(line, "# slips ");
		const char *ref = find_in(line, "ref: ");
		size_t len = 0;

		if (!ref || (!unchanged && !slips))
			continue;
		while (ref[len] != ' ')
			len++;
		past[count++] = (struct ari_rules_past){
		    .ref = {ref, len},
		    .unchanged = unchanged ? (uint32_t)(*unchanged - '0') : 0,
		    .slips = slips ? (uint32_t)(*slips - '0') : 0};
	}
	return count;
}

static void check_change(struct fixture *f)
{
	struct ari_movement_dates dates = {ari_day_from(2021, 9, 21),
					   f->dates.day, f->dates.period,
					   f->dates.near};
	struct ari_plan_change *change;

	assert_int_equal(
	    ari_movement_compare(&change, f->before ? f->before->plan : NULL,
				 f->version->plan, &dates, &f->arena, &f->err),
	    0);
	assert_int_equal(
	    ari_rules_check_change(f->rules, change,
				   f->version->plan ? f->version : f->reg_file,
				   &f->err),
	    0);
}

static void check_all(struct fixture *f, struct ari_str text)
{
	struct ari_version *both[2] = {f->other, f->version};
	struct ari_rules_past past[LINES_MAX];
	size_t count = read_past(past, text);

	assert_int_equal(ari_rules_check_version(f->rules, f->version, &f->err),
			 0);
	assert_int_equal(
	    ari_rules_check_repository(f->rules, f->other ? both : &both[1],
				       f->other ? 2 : 1, f->reg_file, &f->err),
	    0);
	assert_int_equal(
	    ari_rules_check_history(f->rules, f->version, past, count, &f->err),
	    0);
	if (f->before)
		check_change(f);
}

static struct ari_version *run(struct fixture *f, const struct ari_check *check,
			       bool good)
{
	struct ari_example example;
	const char *day;

	fixture_init(f);
	f->loader = loader;
	ari_rules_example(&example, check, good);
	assert_non_null(example.text.ptr);
	day = find_in(line_of(example.text, 1), "# judged on ");
	if (day)
		f->dates.day = f->dates.near = read_day(day);
	fixture_register(f, example.reg);
	if (example.before.ptr)
		f->before =
		    fixture_read(f, "plans/b.yaml", example.before, false);
	if (example.other.ptr)
		f->other =
		    fixture_read(f, "plans/a.yaml", example.other, false);
	if (check->scope == ARI_CHECK_REGISTER) {
		assert_int_equal(
		    ari_rules_check_register(f->rules, f->reg_file, &f->err),
		    0);
		return f->reg_file;
	}
	f->version = fixture_read(f, "plans/b.yaml", example.text, false);
	check_all(f, example.text);
	return f->version->plan ? f->version : f->reg_file;
}

static void test_bad(void **state)
{
	const struct ari_check *check = *state;
	struct fixture f;
	struct ari_version *version = run(&f, check, false);
	struct ari_str text = version->doc.bytes;
	size_t lines = count_lines(text), marks = 0;
	size_t found[LINES_MAX] = {0};

	for (size_t i = 0; i < version->diags.count; i++) {
		const struct ari_diag *diag = &version->diags.items[i];
		struct ari_place place;

		assert_true(diag->message.len);
		if (strcmp(diag->rule->code, check->rule.code))
			continue;
		assert_int_equal(diag->level,
				 ari_register_level(f.reg, &check->rule));
		assert_true(diag->span.start < diag->span.end);
		assert_non_null(diag->instance.ptr);
		assert_int_equal(ari_doc_locate(&place, &version->doc,
						&version->arena,
						diag->span.start, &f.err),
				 0);
		found[place.line]++;
	}
	for (size_t i = 1; i <= lines; i++) {
		bool marked = find_in(line_of(text, i), "# <- here");

		marks += marked;
		if (marked != (found[i] > 0))
			fail_msg("%s: line %zu: %zu findings", check->rule.code,
				 i, found[i]);
	}
	assert_true(marks > 0);
	f.loader = (struct ari_loader){.flags = 0};
	fixture_release(&f);
}

static void test_good(void **state)
{
	const struct ari_check *check = *state;
	struct fixture f;
	struct ari_version *version = run(&f, check, true);

	for (size_t i = 0; i < version->diags.count; i++) {
		const struct ari_diag *diag = &version->diags.items[i];

		if (diag->level == ARI_LEVEL_ERROR ||
		    !strcmp(diag->rule->code, check->rule.code))
			fail_msg("%s: %s: %.*s", check->rule.code,
				 diag->rule->code, (int)diag->message.len,
				 diag->message.ptr);
	}
	f.loader = (struct ari_loader){.flags = 0};
	fixture_release(&f);
}

int main(void)
{
	static struct CMUnitTest tests[2 * 128];
	static char names[2 * 128][80];
	size_t count = 0;

	for (size_t i = 0; ari_rules_all[i]; i++) {
		for (int good = 0; good < 2; good++) {
			snprintf(names[count], sizeof(names[count]), "%s, %s",
				 ari_rules_all[i]->rule.code,
				 good ? "good" : "bad");
			tests[count] = (struct CMUnitTest){
			    .name = names[count],
			    .test_func = good ? test_good : test_bad,
			    .initial_state =
				(void *)(uintptr_t)ari_rules_all[i]};
			count++;
		}
	}
	return _cmocka_run_group_tests("examples", tests, count, load_schemas,
				       drop_schemas);
}
