/*
 * Every rule has a bad example, in which it finds the marked lines and no
 * others, and a good one, in which it finds nothing and nothing is an error.
 * They are the examples that `arising rules` prints.
 */
#include "fixture.h"

/* Lines of an example. */
#define LINES_MAX 100
/* Rules of all rooms. */
#define RULES_MAX 300

/* With the schemas, which have a say on the same files. */
static struct ari_loader loader;

/* Those about what is too large have no example. */
static const char *const too_large[] = {
    "json-depth", "json-nodes", "json-size", "yaml-blanks",
    "yaml-depth", "yaml-nodes", "yaml-size"};

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

static bool is_too_large(const struct ari_rule *rule)
{
	for (size_t i = 0; i < sizeof(too_large) / sizeof(*too_large); i++)
		if (!strcmp(rule->code, too_large[i]))
			return true;
	return false;
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

static bool is_marked(struct ari_str line)
{
	static const char mark[] = "# <- here";

	for (size_t i = 0; i + sizeof(mark) - 1 <= line.len; i++)
		if (!memcmp(line.ptr + i, mark, sizeof(mark) - 1))
			return true;
	return false;
}

static struct ari_example_run *run(const struct ari_rule *rule, bool good)
{
	struct ari_example_run *result;
	struct ari_error err;

	if (ari_rules_try(&result, ari_str_from(rule->code), good, &loader,
			  &err))
		fail_msg("%s: %s", rule->code, err.message);
	return result;
}

/* The lines that the rule finds; how many times in all. */
static size_t find_lines(size_t found[LINES_MAX], struct ari_example_run *one,
			 const struct ari_rule *rule)
{
	struct ari_version *file = one->file;
	struct ari_error err;
	size_t count = 0;

	for (size_t i = 0; i < file->diags.count; i++) {
		const struct ari_diag *diag = &file->diags.items[i];
		struct ari_place place;

		assert_true(diag->message.len);
		if (diag->rule != rule)
			continue;
		assert_int_equal(diag->level,
				 ari_register_level(one->reg, rule));
		assert_int_equal(ari_doc_locate(&place, &file->doc,
						&file->arena, diag->span.start,
						&err),
				 0);
		assert_true(place.line < LINES_MAX);
		found[place.line]++;
		count++;
		if (!ari_rules_find(ari_str_from(rule->code)))
			continue;
		assert_true(diag->span.start < diag->span.end);
		assert_non_null(diag->instance.ptr);
	}
	return count;
}

static void test_bad(void **state)
{
	const struct ari_rule *rule = *state;
	struct ari_example_run *one = run(rule, false);
	struct ari_str text = one->file->doc.bytes;
	bool ours = ari_rules_find(ari_str_from(rule->code));
	size_t lines = count_lines(text), marks = 0;
	size_t found[LINES_MAX] = {0};

	assert_true(find_lines(found, one, rule) > 0);
	for (size_t i = 1; ours && i <= lines; i++) {
		bool marked = is_marked(line_of(text, i));

		marks += marked;
		if (marked != (found[i] > 0))
			fail_msg("%s: line %zu: %zu findings", rule->code, i,
				 found[i]);
	}
	assert_true(marks > 0 || !ours);
	ari_example_run_free(one);
}

static void test_good(void **state)
{
	const struct ari_rule *rule = *state;
	struct ari_example_run *one = run(rule, true);

	for (size_t i = 0; i < one->file->diags.count; i++) {
		const struct ari_diag *diag = &one->file->diags.items[i];

		if (diag->rule == rule ||
		    (diag->level == ARI_LEVEL_ERROR &&
		     ari_rules_find(ari_str_from(rule->code))))
			fail_msg("%s: %s: %.*s", rule->code, diag->rule->code,
				 (int)diag->message.len, diag->message.ptr);
	}
	ari_example_run_free(one);
}

static void test_none(void **state)
{
	const struct ari_rule *rule = *state;
	struct ari_example_run *one;
	struct ari_error err;

	assert_int_equal(
	    ari_rules_try(&one, ari_str_from(rule->code), true, &loader, &err),
	    -1);
	assert_int_equal(err.code, ARI_ERR_NOT_FOUND);
}

int main(void)
{
	static struct CMUnitTest tests[2 * RULES_MAX];
	static char names[2 * RULES_MAX][80];
	const struct ari_rule *rule;
	size_t count = 0;

	for (size_t i = 0; (rule = ari_rules_at(i)) && i < RULES_MAX; i++) {
		for (int good = 0; good < 2; good++) {
			bool none = is_too_large(rule);

			snprintf(names[count], sizeof(names[count]), "%s, %s",
				 rule->code,
				 none	? "none"
				 : good ? "good"
					: "bad");
			tests[count] = (struct CMUnitTest){
			    .name = names[count],
			    .test_func = none	? test_none
					 : good ? test_good
						: test_bad,
			    .initial_state = (void *)(uintptr_t)rule};
			count++;
		}
	}
	return _cmocka_run_group_tests("examples", tests, count, load_schemas,
				       drop_schemas);
}
