/*
 * How findings are made: levels of the register, acceptances, pointers and
 * places, what the schema has said already, caps and lack of memory.
 */
#include "fixture.h"

static const char reg_text[] =
    "arising: 1\n"
    "council: Example County Council\n"
    "bodies:\n"
    "  S&R: {name: Strategy and Resources Committee, kind: committee}\n"
    "people:\n"
    "  chief-executive: {post: Chief Executive}\n"
    "assurance:\n"
    "  status-missing: warning\n"
    "  narrative-missing: off\n"
    "  lead-missing: error\n";

static const char plan_text[] = "plan: peer\n"
				"title: Peer plan\n"
				"recommendations:\n"
				"  - ref: R1\n"
				"    recommendation: Balance roles\n"
				"actions:\n"
				"  - ref: \"1.1\"\n"
				"    action: Train members\n"
				"    bodies: [S&R, SandR]\n"
				"    due: 2022-03\n";

static void test_levels(void **state)
{
	struct fixture f;

	(void)state;
	fixture_check(&f, reg_text, plan_text);
	assert_int_equal(fixture_only(f.version, "status-missing")->level,
			 ARI_LEVEL_WARNING);
	assert_int_equal(fixture_only(f.version, "lead-missing")->level,
			 ARI_LEVEL_ERROR);
	assert_int_equal(fixture_count(f.version, "narrative-missing"), 0);
	assert_int_equal(fixture_only(f.version, "body-unknown")->level,
			 ARI_LEVEL_ERROR);
	/* outcome-missing, recommendation-unanswered, status-missing */
	assert_int_equal(f.version->diags.warnings, 3);
	assert_int_equal(f.version->diags.errors, 2);
	assert_int_equal(f.version->diags.count, 5);
	fixture_release(&f);
}

static void test_place(void **state)
{
	const struct ari_diag *diag;
	struct fixture f;

	(void)state;
	fixture_check(&f, reg_text, plan_text);
	diag = fixture_only(f.version, "body-unknown");
	assert_str(fixture_span(f.version, diag->span), "SandR");
	assert_str(diag->instance, "/actions/0/bodies/1");
	assert_str(diag->ref, "1.1");
	diag = fixture_only(f.version, "status-missing");
	assert_str(fixture_span(f.version, diag->span), "\"1.1\"");
	assert_str(diag->instance, "/actions/0/ref");
	diag = fixture_only(f.version, "recommendation-unanswered");
	assert_str(diag->ref, "R1");
	assert_null(diag->related_note.ptr);
	fixture_release(&f);
}

static void test_related(void **state)
{
	const struct ari_diag *diag;
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL,
		      "plan: p\ntitle: P\nactions:\n"
		      "  - {ref: A/b~1, action: One, status: not-started}\n"
		      "  - {ref: A/b~1, action: Two, status: not-started}\n");
	diag = fixture_only(f.version, "ref-duplicate");
	assert_str(diag->instance, "/actions/1/ref");
	assert_str(fixture_span(f.version, diag->related), "A/b~1");
	assert_true(diag->related.start < diag->span.start);
	assert_non_null(diag->related_note.ptr);
	fixture_release(&f);
}

static void test_pointer_escapes(void **state)
{
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL,
		      "plan: p\ntitle: P\nx-a/b~c: write to a@example.org\n");
	assert_str(fixture_only(f.version, "contact-details")->instance,
		   "/x-a~1b~0c");
	fixture_release(&f);
}

/* Without a register the rules on its codes are silent. */
static void test_no_register(void **state)
{
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL,
		      "plan: p\ntitle: P\nactions:\n"
		      "  - {ref: A, action: One, status: not-started, due: "
		      "2022, bodies: [Nobody], leads: [nobody]}\n");
	assert_int_equal(fixture_count(f.version, "body-unknown"), 0);
	assert_int_equal(fixture_count(f.version, "lead-unknown"), 0);
	assert_int_equal(ari_rules_check_register(f.rules, f.version, &f.err),
			 0);
	fixture_release(&f);
}

/* Without a day nothing is future, expired or near a date. */
static void test_no_day(void **state)
{
	static const char text[] =
	    "plan: p\ntitle: P\nactions:\n"
	    "  - ref: A\n    action: One\n    status: completed\n"
	    "    due: 2021-10\n    done: 2199-12\n"
	    "    update: It will be on 2/12/22, w/c 23 November 2021\n"
	    "    accepted:\n"
	    "      - {rule: evidence-missing, reason: Lost, until: 1900}\n";
	struct ari_rules_dates none = ari_rules_dates_of_cycle(NULL);
	struct fixture f;

	(void)state;
	fixture_init(&f);
	f.dates = none;
	fixture_register(&f, (struct ari_str){NULL, 0});
	f.version = fixture_read(&f, "p.yaml", ari_str_from(text), false);
	assert_int_equal(ari_rules_check_version(f.rules, f.version, &f.err),
			 0);
	assert_int_equal(fixture_count(f.version, "done-in-future"), 0);
	assert_int_equal(fixture_count(f.version, "acceptance-expired"), 0);
	assert_int_equal(fixture_count(f.version, "evidence-missing"), 0);
	assert_int_equal(fixture_count(f.version, "date-in-prose"), 0);
	assert_int_equal(fixture_count(f.version, "week-in-prose"), 0);
	fixture_release(&f);
}

static void test_dates_of_cycle(void **state)
{
	struct ari_rules_dates dates;
	struct fixture f;

	(void)state;
	fixture_init(&f);
	fixture_register(
	    &f, ari_str_from("arising: 1\ncouncil: C\ncycles:\n"
			     "  - {id: a, meeting: 2021-12-17, cutoff: "
			     "2021-12-09, period: 2021-10/2021-12}\n"
			     "  - {id: b, meeting: 2022-01-27}\n"));
	dates = ari_rules_dates_of_cycle(&f.reg->cycles[0]);
	assert_int_equal(dates.day, ari_day_from(2021, 12, 17));
	assert_int_equal(dates.near, ari_day_from(2021, 12, 9));
	assert_int_equal(dates.period.lo, ari_day_from(2021, 10, 1));
	dates = ari_rules_dates_of_cycle(&f.reg->cycles[1]);
	assert_int_equal(dates.near, ari_day_from(2022, 1, 27));
	assert_int_equal(dates.period.lo, ARI_DAY_MIN);
	fixture_release(&f);
}

/* -- acceptance -- */

static size_t count_with_acceptance(const char *accepted)
{
	struct fixture f;
	char text[512];
	size_t count;

	snprintf(text, sizeof(text),
		 "plan: p\ntitle: P\nactions:\n"
		 "  - ref: A\n    action: One\n    due: 2022-03\n"
		 "    accepted:\n      - %s\n",
		 accepted);
	fixture_check(&f, NULL, text);
	count = fixture_count(f.version, "status-missing");
	fixture_release(&f);
	return count;
}

static void test_acceptance(void **state)
{
	static const struct {
		const char *accepted;
		size_t count;
	} cases[] = {
	    {"{rule: status-missing, reason: Why, until: 2021-12}", 0},
	    {"{rule: status-missing, reason: Why, until: 2021-12-17}", 0},
	    {"{rule: status-missing, reason: Why, until: 2021-12-16}", 1},
	    {"{rule: status-missing, reason: Why, until: 2021-11}", 1},
	    {"{rule: status-missing, reason: Why}", 1},
	    {"{rule: status-missing, until: 2022}", 1},
	    {"{rule: status-missing, reason: \"\", until: 2022}", 1},
	    {"{rule: status-missing, reason: Why, until: soon}", 1},
	    {"{rule: due-missing, reason: Why, until: 2022}", 1},
	    {"{reason: Why, until: 2022}", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (count_with_acceptance(cases[i].accepted) != cases[i].count)
			fail_msg("%s", cases[i].accepted);
}

/* -- what the schema has said -- */

static void test_said_once(void **state)
{
	static const char text[] =
	    "plan: p\ntitle: P\nactions:\n"
	    "  - action: One\n    status: not-started\n    due: Oct '21\n"
	    "  - ref: B\n    action: Two\n    status: not-started\n"
	    "    due: 2022\n    milestones: [{what: Step, due: 2022}]\n";
	static const char *const codes[] = {"ref-missing", "date-form",
					    "due-and-milestones"};
	struct ari_loader loader;
	struct fixture f;
	size_t errors;

	(void)state;
	fixture_init(&f);
	assert_int_equal(ari_loader_init(&loader, ARI_LOAD_VALIDATE, &f.err),
			 0);
	f.loader = loader;
	fixture_register(&f, (struct ari_str){NULL, 0});
	f.version = fixture_read(&f, "p.yaml", ari_str_from(text), false);
	errors = f.version->diags.errors;
	assert_int_equal(errors, 3);
	assert_int_equal(ari_rules_check_version(f.rules, f.version, &f.err),
			 0);
	assert_int_equal(f.version->diags.errors, errors);
	for (size_t i = 0; i < 3; i++)
		assert_non_null(fixture_only(f.version, codes[i])->schema.ptr);
	assert_str(fixture_only(f.version, "date-form")->help, "write 2021-10");
	fixture_release(&f);
}

static void check_named(struct fixture *f, const char *reg)
{
	static const char text[] =
	    "plan: p\ntitle: P\nactions:\n"
	    "  - {ref: A, action: A, see: A 2, after: [-a],\n"
	    "     superseded_by: p#A#2, status: superseded,\n"
	    "     accepted: [{rule: Stale, reason: x, until: 2022}]}\n";
	struct ari_loader loader;

	fixture_init(f);
	assert_int_equal(ari_loader_init(&loader, ARI_LOAD_VALIDATE, &f->err),
			 0);
	f->loader = loader;
	fixture_register(f, ari_str_from(reg));
	f->version = fixture_read(f, "p.yaml", ari_str_from(text), false);
	assert_int_equal(f->version->diags.errors, 4);
	assert_int_equal(ari_rules_check_version(f->rules, f->version, &f->err),
			 0);
	assert_int_equal(
	    ari_rules_check_repository(f->rules, &f->version, 1, NULL, &f->err),
	    0);
}

/* What names nothing is told by the rule that can say what was meant. */
static void test_named_once(void **state)
{
	static const char *const codes[] = {"see-unknown", "after-unknown",
					    "link-unknown",
					    "acceptance-unknown"};
	struct fixture f;

	(void)state;
	check_named(&f, NULL);
	for (size_t i = 0; i < 4; i++)
		assert_non_null(fixture_only(f.version, codes[i])->schema.ptr);
	assert_int_equal(fixture_count(f.version, "schema-pattern"), 0);
	fixture_release(&f);
}

/* A register that makes a rule a warning does not make the plan valid. */
static void test_named_error(void **state)
{
	struct fixture f;

	(void)state;
	check_named(&f, "arising: 1\ncouncil: C\n"
			"assurance: {see-unknown: warning}\n");
	assert_int_equal(fixture_count(f.version, "see-unknown"), 0);
	assert_int_equal(fixture_only(f.version, "schema-pattern")->level,
			 ARI_LEVEL_ERROR);
	fixture_release(&f);
}

/* -- caps and memory -- */

static struct ari_str many_actions(struct ari_buf *buf, size_t count)
{
	ari_buf_init(buf, NULL);
	ari_buf_puts(buf, "plan: p\ntitle: P\nactions:\n");
	for (size_t i = 0; i < count; i++)
		ari_buf_printf(buf,
			       "  - {ref: A%zu, action: Do, bodies: [X%zu], "
			       "recommendations: [R%zu], after: [A%zu]}\n",
			       i, i, i, (i + 1) % count);
	return ari_buf_view(buf);
}

static void test_cap(void **state)
{
	enum { COUNT = 20000 };
	struct fixture f;
	struct ari_buf buf;
	struct ari_str text = many_actions(&buf, COUNT);

	(void)state;
	fixture_init(&f);
	fixture_register(&f, ari_str_from(reg_text));
	f.version = fixture_read(&f, "p.yaml", text, false);
	assert_int_equal(ari_rules_check_version(f.rules, f.version, &f.err),
			 0);
	assert_int_equal(f.version->diags.count, ARI_DIAG_CAP);
	/* Each: body, recommendation, lead, due; and one circle. */
	assert_int_equal(f.version->diags.errors, 4 * COUNT + 1);
	assert_int_equal(f.version->diags.warnings, COUNT);
	fixture_release(&f);
	ari_buf_release(&buf);
}

struct failing {
	size_t left;
};

static void *fail_later(void *ctx, void *ptr, size_t size)
{
	struct failing *failing = ctx;

	if (!size) {
		free(ptr);
		return NULL;
	}
	if (!failing->left)
		return NULL;
	failing->left--;
	return realloc(ptr, size);
}

/* Whichever allocation fails, the check says so and leaks nothing. */
static void test_no_memory(void **state)
{
	int result = -1;

	(void)state;
	for (size_t n = 0; result; n++) {
		struct failing failing = {n};
		struct ari_alloc alloc = {fail_later, &failing};
		struct fixture f;

		assert_true(n < 1000);
		fixture_init(&f);
		fixture_register(&f, ari_str_from(reg_text));
		f.version =
		    fixture_read(&f, "p.yaml", ari_str_from(plan_text), false);
		f.version->arena.alloc = &alloc;
		f.version->arena.next = f.version->arena.end;
		result = ari_rules_check_version(f.rules, f.version, &f.err);
		if (result)
			assert_int_equal(f.err.code, ARI_ERR_MEMORY);
		f.version->arena.alloc = NULL;
		fixture_release(&f);
	}
}

static void test_table(void **state)
{
	const struct ari_rule *rule;
	size_t count = 0, ours = 0;

	(void)state;
	while ((rule = ari_rules_at(count))) {
		assert_ptr_equal(ari_rules_lookup(ari_str_from(rule->code)),
				 rule);
		assert_non_null(rule->sentence);
		assert_non_null(rule->summary);
		count++;
	}
	while (ari_rules_all[ours]) {
		const struct ari_check *check = ari_rules_all[ours++];

		assert_ptr_equal(ari_rules_find(ari_str_from(check->rule.code)),
				 check);
		assert_non_null(check->rule.help);
		if (ari_rules_all[ours])
			assert_true(strcmp(check->rule.code,
					   ari_rules_all[ours]->rule.code) < 0);
	}
	assert_true(ours > 80 && count > ours);
	assert_null(ari_rules_lookup(ARI_STR("no-such-rule")));
	assert_null(ari_rules_find(ARI_STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_levels),
	    cmocka_unit_test(test_place),
	    cmocka_unit_test(test_related),
	    cmocka_unit_test(test_pointer_escapes),
	    cmocka_unit_test(test_no_register),
	    cmocka_unit_test(test_no_day),
	    cmocka_unit_test(test_dates_of_cycle),
	    cmocka_unit_test(test_acceptance),
	    cmocka_unit_test(test_said_once),
	    cmocka_unit_test(test_named_once),
	    cmocka_unit_test(test_named_error),
	    cmocka_unit_test(test_cap),
	    cmocka_unit_test(test_no_memory),
	    cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
