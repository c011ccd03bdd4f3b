/*
 * What a change of each field is called, which lists have no order, and
 * that quoting says nothing. The last test walks the format's own table.
 */
#include "fixture.h"

static void test_texts(void **state)
{
	(void)state;
	assert_action("action: Do it", "action: Do that", "reworded:action");
	assert_action("action: Do it", "action: do it", "editorial:action");
	assert_action("baseline: 5", "baseline: 6", "rebaselined:baseline");
	assert_action("baseline: A 'b'", "baseline: A “b”",
		      "editorial:baseline");
	assert_action("update: One", "update: Two", "updated:update");
	assert_action("update: By Oct' 21", "update: By Oct '21",
		      "editorial:update");
	assert_action("section: a", "section: b", "moved:section");
	assert_action("access: exempt, x-a: 1", "x-a: 1", "updated:access");
	assert_action("accepted: [{rule: a, reason: b}]",
		      "accepted: [{rule: a, reason: c}]", "updated:accepted");
	/* A text that became something else. */
	assert_action("update: One", "update: [One]", "updated:update");
	assert_action("action: One", "action: {a: One}", "reworded:action");
}

static void test_recommendations(void **state)
{
	struct fixture f;

	(void)state;
	fixture_compare(&f,
			"plan: p\nrecommendations:\n"
			"- {ref: a, recommendation: One, outcome: One}\n"
			"- {ref: b, recommendation: One, response: accepted}\n",
			"plan: p\nrecommendations:\n"
			"- {ref: a, recommendation: Two, outcome: ONE}\n"
			"- {ref: b, recommendation: One, response: partly,\n"
			"   implemented: {on: 2022-01, by: x}}\n",
			NULL);
	assert_record(f.change, "a",
		      "recommendation-changed:recommendation "
		      "editorial:outcome");
	assert_record(f.change, "b",
		      "recommendation-changed:response verified:implemented");
	fixture_release(&f);
}

static void test_sets(void **state)
{
	static const struct {
		const char *field;
		const char *kind;
	} sets[] = {
	    {"leads", "reassigned"},
	    {"support", "reassigned"},
	    {"resources", "reassigned"},
	    {"bodies", "body-changed"},
	    {"see", "coverage-changed"},
	    {"after", "coverage-changed"},
	    {"themes", "coverage-changed"},
	    {"recommendations", "coverage-changed"},
	};
	char old[64], new[64], moves[64];

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		snprintf(old, sizeof(old), "%s: [a, b]", sets[i].field);
		snprintf(new, sizeof(new), "%s: [b, a]", sets[i].field);
		assert_action(old, new, "");
		snprintf(new, sizeof(new), "%s: [b, c]", sets[i].field);
		snprintf(moves, sizeof(moves), "%s:%s", sets[i].kind,
			 sets[i].field);
		assert_action(old, new, moves);
		snprintf(new, sizeof(new), "%s: [a, b, b]", sets[i].field);
		assert_action(old, new, moves);
		snprintf(old, sizeof(old), "%s: [a]", sets[i].field);
		snprintf(new, sizeof(new), "%s: a", sets[i].field);
		assert_action(old, new, "");
		snprintf(new, sizeof(new), "%s: {a: a}", sets[i].field);
		assert_action(old, new, moves);
	}
}

static void test_evidence(void **state)
{
	(void)state;
	assert_action("evidence: [a]", "evidence: [a, b]",
		      "evidence-added:evidence");
	assert_action("evidence: [a, b]", "evidence: [b]", "updated:evidence");
	assert_action("evidence: [a]", "evidence: [b]",
		      "evidence-added:evidence updated:evidence");
	assert_action("evidence: [a, b]", "evidence: [b, a]", "");
	assert_action("x-a: 1, evidence: a", "x-a: 1, evidence: {a: b}",
		      "updated:evidence");
}

static void test_success(void **state)
{
	(void)state;
	assert_action("success: [One, Two]", "success: [One, Three]",
		      "rescoped:success");
	assert_action("success: [One]", "success: [One, Two]",
		      "rescoped:success");
	assert_action("success: [One, Two]", "success: [one, Two]",
		      "editorial:success");
	assert_action("success: [One, Two]", "success: [Two, One]",
		      "editorial:success");
	assert_action("success: [[One]]", "success: [One]", "rescoped:success");
}

/* The council's own keys are data: types count, as do unknown keys. */
static void test_extras(void **state)
{
	struct fixture f;

	(void)state;
	assert_action("x-a: 1", "x-a: \"1\"", "x-changed:x-a");
	assert_action("x-a: 1", "x-a: 1, x-b: null", "x-changed:x-b");
	assert_action("x-a: {b: [1, 2]}", "x-a: {b: [2, 1]}", "x-changed:x-a");
	assert_action("x-a: {b: 1, c: 2}", "x-a: {c: 2, b: 1}", "");
	assert_action("colour: red", "colour: blue", "x-changed:colour");
	assert_action("x-b: 1, x-a: 1", "x-c: 1, x-a: 2",
		      "x-changed:x-a x-changed:x-b x-changed:x-c");
	fixture_compare(&f, "plan: p\nactions: [{ref: a}]\n",
			"plan: p\nactions: [{ref: a, x-b: 7}]\n", NULL);
	assert_true(ari_str_is(f.change->records->movements->key, "x-b"));
	fixture_release(&f);
}

/* Quotes, null and the empty list are ways to write, not to say. */
static void test_layout(void **state)
{
	(void)state;
	assert_action("action: A, due: 2021", "due: \"2021\", action: 'A'", "");
	assert_action("decision: {body: S, minute: 7}",
		      "decision: {minute: \"7\", body: S}", "");
	assert_action("recommendations: [1.3]", "recommendations: [\"1.3\"]",
		      "");
	assert_action("x-a: 1, update: null, leads: []", "x-a: 1", "");
	assert_action("x-a: 1", "x-a: 1, milestones: [], due: null", "");
	assert_action("x-a: 1", "x-a: 1, update: \"\"", "updated:update");
	assert_action("update: \"null\"", "update: null", "updated:update");
}

/*
 * Every field of the format, gained, lost and changed to something of any
 * shape, is told: a field added to the table and forgotten here fails.
 */
static void test_every_field_of_the_format(void **state)
{
	static const char *const values[] = {
	    "One",	  "Two",	"[One, Two]",  "[One, Three]",
	    "{on: 2021}", "{on: 2022}", "[{on: 2021}]"};
	size_t count = sizeof(values) / sizeof(*values);

	(void)state;
	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		for (size_t i = 0; i < count * (count + 1); i++) {
			size_t x = i / (count + 1), y = i % (count + 1);
			char old[160], new[160];
			struct fixture fixture;

			if (x == y || !strcmp(f->name, "ref"))
				continue;
			snprintf(old, sizeof(old),
				 "plan: p\nactions: [{ref: a, %s: %s}]\n",
				 f->name, values[x]);
			snprintf(
			    new, sizeof(new),
			    "plan: p\nactions: [{ref: a%s%s%s%s}]\n",
			    y < count ? ", " : "", y < count ? f->name : "",
			    y < count ? ": " : "", y < count ? values[y] : "");
			fixture_compare(&fixture, old, new, NULL);
			if (!fixture.change->records->movement_count)
				fail_msg("%s: %s -> %s is silent", f->name, old,
					 new);
			assert_string_equal(
			    fixture.change->records->movements->field, f->name);
			fixture_release(&fixture);
			fixture_compare(&fixture, new, old, NULL);
			assert_true(fixture.change->records->movement_count);
			fixture_release(&fixture);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_recommendations),
	    cmocka_unit_test(test_sets),
	    cmocka_unit_test(test_evidence),
	    cmocka_unit_test(test_success),
	    cmocka_unit_test(test_extras),
	    cmocka_unit_test(test_layout),
	    cmocka_unit_test(test_every_field_of_the_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
