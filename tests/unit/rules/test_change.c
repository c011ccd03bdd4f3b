/*
 * Rules on two versions of a plan, and on all plans together: what is new
 * or explained is left alone, what is not is found once.
 */
#include "fixture.h"

/* Compare two plans, either of which may be NULL, and check the change. */
static void check(struct fixture *f, const char *before, const char *after)
{
	struct ari_movement_dates dates;
	struct ari_plan_change *change;

	fixture_init(f);
	fixture_register(f, ARI_STR("arising: 1\ncouncil: C\n"));
	dates =
	    (struct ari_movement_dates){ari_day_from(2021, 9, 21), f->dates.day,
					f->dates.period, f->dates.near};
	if (before)
		f->before =
		    fixture_read(f, "p.yaml", ari_str_from(before), false);
	if (after)
		f->version =
		    fixture_read(f, "p.yaml", ari_str_from(after), false);
	assert_int_equal(ari_movement_compare(&change,
					      before ? f->before->plan : NULL,
					      after ? f->version->plan : NULL,
					      &dates, &f->arena, &f->err),
			 0);
	assert_int_equal(
	    ari_rules_check_change(f->rules, change,
				   after ? f->version : f->reg_file, &f->err),
	    0);
}

#define HEAD "plan: p\ntitle: P\nstage: approved\nactions:\n"
#define OPEN "  - {ref: A, action: Do it, status: in-progress, due: 2021-11"

/* A version against itself: only what is due can be said. */
static void test_same(void **state)
{
	struct fixture f;

	(void)state;
	check(&f, HEAD OPEN "}\n", HEAD OPEN "}\n");
	assert_int_equal(f.version->diags.count, 1);
	fixture_only(f.version, "due-not-updated");
	fixture_release(&f);
}

/* A plan that is new has no past that anything was promised in. */
static void test_new_plan(void **state)
{
	struct fixture f;

	(void)state;
	check(&f, NULL, HEAD OPEN "}\n");
	assert_int_equal(f.version->diags.count, 0);
	fixture_release(&f);
}

static void test_plan_left(void **state)
{
	struct fixture f;

	(void)state;
	check(&f, HEAD OPEN "}\n", NULL);
	fixture_only(f.reg_file, "plan-removed");
	assert_int_equal(f.reg_file->diags.count, 1);
	fixture_release(&f);
	check(&f, "plan: p\ntitle: P\nstage: superseded\n", NULL);
	assert_int_equal(f.reg_file->diags.count, 0);
	fixture_release(&f);
}

static void test_removed(void **state)
{
	const struct ari_diag *diag;
	struct fixture f;

	(void)state;
	check(&f,
	      HEAD "  - {ref: A, action: One, status: withdrawn, reason: R}\n"
		   "  - {ref: B, action: Two, status: completed, done: 2021}\n"
		   "  - {ref: C, action: Three, status: not-started}\n",
	      HEAD "  - {ref: D, formerly: [C], action: Three, status: "
		   "not-started}\n");
	diag = fixture_only(f.version, "record-removed");
	assert_str(diag->ref, "B");
	assert_str(fixture_span(f.version, diag->span), "actions");
	fixture_release(&f);
}

/* How one action of the earlier version stands in the later one. */
struct step {
	const char *before;
	const char *after;
	const char *code; /* NULL: nothing of the kind */
};

static void test_unexplained(void **state)
{
	static const struct step steps[] = {
	    {"due: 2022-01", "due: 2022-02", "date-unexplained"},
	    {"due: 2022-02", "due: 2022-01", "date-unexplained"},
	    {"due: 2022-02", "x-a: 1", "date-unexplained"},
	    {"due: 2022-02", "due: 2022-02-11", NULL},
	    {"x-a: 1", "due: 2022-02", NULL},
	    {"due: 2022-01", "due: 2022-02, reason: Late tender", NULL},
	    {"due: 2022-01, reason: Late", "due: 2022-02, reason: Late",
	     "date-unexplained"},
	    {"due: 2022-01, reason: Late", "due: 2022-02, reason: \"late \"",
	     "date-unexplained"},
	    {"due: 2022-01, reason: Late",
	     "due: 2022-02, reason: Late again, no bids", NULL},
	    {"status: completed", "status: in-progress",
	     "reopened-unexplained"},
	    {"status: withdrawn, reason: R", "status: not-started, reason: R",
	     "reopened-unexplained"},
	    {"status: completed", "status: in-progress, reason: R", NULL},
	    {"status: in-progress", "status: not-started", NULL},
	    {"status: in-progress, reason: R", "status: paused, reason: R",
	     "reason-repeated"},
	    {"status: in-progress, reason: R", "status: withdrawn, reason: R",
	     "reason-repeated"},
	    {"status: in-progress, reason: R", "status: paused, reason: S",
	     NULL},
	    {"baseline: 1 in May", "baseline: 2 in May", "baseline-changed"},
	    {"baseline: 1 in May", "baseline: \"1  in May\"", NULL},
	    {"x-a: 1", "baseline: 2 in May", NULL},
	    {"success: [More clubs]", "success: [Some clubs]",
	     "success-changed"},
	    {"success: [One, Two]", "success: [One]", "success-changed"},
	};
	static const char *const codes[] = {
	    "date-unexplained", "reopened-unexplained", "reason-repeated",
	    "baseline-changed", "success-changed"};
	char before[256], after[256];

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		struct fixture f;
		size_t count = 0;

		snprintf(before, sizeof(before),
			 HEAD "  - {ref: A, action: Do, %s}\n",
			 steps[i].before);
		snprintf(after, sizeof(after),
			 HEAD "  - {ref: A, action: Do, %s}\n", steps[i].after);
		check(&f, before, after);
		for (size_t j = 0; j < 5; j++)
			count += fixture_count(f.version, codes[j]);
		if (count != (steps[i].code != NULL) ||
		    (count && !fixture_count(f.version, steps[i].code)))
			fail_msg("%zu findings: %s -> %s", count,
				 steps[i].before, steps[i].after);
		fixture_release(&f);
	}
}

/* Before the plan was approved, what it says may still change. */
static void test_draft(void **state)
{
	struct fixture f;

	(void)state;
	check(&f,
	      "plan: p\ntitle: P\nstage: draft\nactions:\n"
	      "  - {ref: A, action: Do, baseline: 1, success: [More]}\n",
	      "plan: p\ntitle: P\nstage: approved\nactions:\n"
	      "  - {ref: A, action: Do, baseline: 2, success: [Less]}\n");
	assert_int_equal(f.version->diags.count, 0);
	fixture_release(&f);
}

static void test_accepted_change(void **state)
{
	struct fixture f;

	(void)state;
	check(&f, HEAD "  - {ref: A, action: Do, due: 2022-01}\n",
	      HEAD
	      "  - {ref: A, action: Do, due: 2022-03, accepted: [{rule: "
	      "date-unexplained, reason: Typing slip, until: 2022-02}]}\n");
	assert_int_equal(fixture_count(f.version, "date-unexplained"), 0);
	fixture_release(&f);
}

/* -- across plans -- */

static void test_links(void **state)
{
	const struct ari_diag *diag;
	struct ari_version *versions[3];
	struct fixture f;

	(void)state;
	fixture_init(&f);
	fixture_register(&f, (struct ari_str){NULL, 0});
	f.before = fixture_read(
	    &f, "a.yaml",
	    ARI_STR(
		"plan: a\nactions:\n"
		"  - {ref: A, action: One, see: \"b#B\", after: [\"b#C\"]}\n"
		"  - {ref: B, action: Two, see: [\"x#B\", \"b#\", \"#B\"]}\n"),
	    false);
	f.version =
	    fixture_read(&f, "b.yaml",
			 ARI_STR("plan: b\nactions:\n"
				 "  - {ref: B, action: One, status: paused}\n"),
			 false);
	f.other = fixture_read(&f, "c.yaml", ARI_STR("plan: b\n"), false);
	versions[0] = f.before;
	versions[1] = f.version;
	versions[2] = f.other;
	assert_int_equal(
	    ari_rules_check_repository(f.rules, versions, 3, NULL, &f.err), 0);
	assert_int_equal(fixture_count(f.before, "link-unknown"), 4);
	diag = fixture_only(f.before, "see-disagrees");
	assert_str(fixture_span(f.before, diag->span), "\"b#B\"");
	diag = fixture_only(f.other, "plan-duplicate");
	assert_str(diag->related_file, "b.yaml");
	assert_int_equal(f.version->diags.count, 0);
	fixture_release(&f);
}

/* A circle of a hundred thousand, and one of one. */
static void test_circles(void **state)
{
	enum { COUNT = 100000 };
	struct ari_str text;
	struct ari_buf buf;
	struct fixture f;

	(void)state;
	ari_buf_init(&buf, NULL);
	ari_buf_puts(&buf, "plan: p\nactions:\n"
			   "  - {ref: self, action: Do, after: [self]}\n");
	for (size_t i = 0; i < COUNT; i++)
		ari_buf_printf(&buf, "  - {ref: A%zu, after: [A%zu]}\n", i,
			       (i + 1) % COUNT);
	fixture_init(&f);
	fixture_register(&f, ARI_STR("arising: 1\ncouncil: C\nassurance:\n"
				     "  due-missing: off\n"
				     "  status-missing: off\n"
				     "  lead-missing: off\n"));
	text = ari_buf_view(&buf);
	f.version = fixture_read(&f, "p.yaml", text, false);
	assert_int_equal(ari_rules_check_version(f.rules, f.version, &f.err),
			 0);
	assert_int_equal(fixture_count(f.version, "after-circle"), 2);
	assert_str(f.version->diags.items[0].message,
		   "these wait for one another, so none can be done: self, "
		   "self");
	assert_str(f.version->diags.items[1].ref, "A99999");
	assert_str(f.version->diags.items[1].message,
		   "these wait for one another, so none can be done: A0, A1, "
		   "A2, A3, A4, A5, … A0");
	fixture_release(&f);
	ari_buf_release(&buf);
}

/* -- several threads -- */

#define PLANS 32

struct crowd {
	struct ari_rules *rules;
	struct ari_version *versions[PLANS];
};

static int check_one(void *ctx, unsigned worker, size_t at,
		     struct ari_error *err)
{
	struct crowd *crowd = ctx;

	(void)worker;
	return ari_rules_check_version(crowd->rules, crowd->versions[at], err);
}

static void test_threads(void **state)
{
	static const char text[] =
	    HEAD "  - {ref: A, action: Do, due: 2021-11, update: In January, "
		 "two carers will come, bodies: [X]}\n";
	struct crowd crowd;
	struct fixture f;

	(void)state;
	fixture_check(&f, NULL, text);
	crowd.rules = f.rules;
	for (size_t i = 0; i < PLANS; i++)
		crowd.versions[i] =
		    fixture_read(&f, "p.yaml", ari_str_from(text), false);
	assert_int_equal(ari_parallel(PLANS, 4, check_one, &crowd, &f.err), 0);
	for (size_t i = 0; i < PLANS; i++) {
		struct ari_diags *diags = &crowd.versions[i]->diags;

		ari_diags_sort(diags);
		assert_int_equal(diags->count, f.version->diags.count);
		for (size_t j = 0; j < diags->count; j++)
			assert_true(
			    ari_str_eq(diags->items[j].message,
				       f.version->diags.items[j].message));
		ari_version_free(crowd.versions[i]);
	}
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same),
	    cmocka_unit_test(test_new_plan),
	    cmocka_unit_test(test_plan_left),
	    cmocka_unit_test(test_removed),
	    cmocka_unit_test(test_unexplained),
	    cmocka_unit_test(test_draft),
	    cmocka_unit_test(test_accepted_change),
	    cmocka_unit_test(test_links),
	    cmocka_unit_test(test_circles),
	    cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
