/*
 * The register: what is bound, and what it answers.
 */
#include "unit/plan/everything.h"
#include "unit/plan/fixture.h"

static void test_bodies(void **state)
{
	struct fixture f;
	const struct ari_body *body;

	(void)state;
	fixture_register(&f, everything_register);
	assert_int_equal(f.reg->body_count, 2);
	body = ari_register_body(f.reg, ARI_STR("Safeguarding"), false);
	assert_ptr_equal(body, &f.reg->bodies[1]);
	assert_str(body->code, "Safeguarding");
	assert_str(body->name.text, "Safeguarding Partnership Board");
	assert_str(body->kind.text, "board");
	assert_int_equal(body->aliases.count, 2);
	assert_int_equal(body->from.date.kind, ARI_DATE_YEAR);
	assert_int_equal(body->until.date.kind, ARI_DATE_MONTH);
	assert_null(ari_register_body(f.reg, ARI_STR("Cosmic"), false));
	assert_ptr_equal(ari_register_body(f.reg, ARI_STR("Cosmic"), true),
			 body);
	assert_ptr_equal(
	    ari_register_body(f.reg, ARI_STR("Safeguarding Partnership Board"),
			      true),
	    body);
	assert_null(ari_register_body(f.reg, ARI_STR("nobody"), true));
	fixture_release(&f);
}

/* A code wins over another body's alias. */
static void test_code_before_alias(void **state)
{
	struct fixture f;

	(void)state;
	fixture_register(&f, "bodies:\n"
			     "  A: {name: First, aliases: [B]}\n"
			     "  B: {name: Second, aliases: [A, Third]}\n"
			     "  C: {name: Third}\n");
	assert_str(ari_register_body(f.reg, ARI_STR("B"), true)->name.text,
		   "Second");
	assert_str(ari_register_body(f.reg, ARI_STR("Third"), true)->code, "B");
	fixture_release(&f);
}

static void test_people_and_cycles(void **state)
{
	struct fixture f;
	const struct ari_post *post;
	const struct ari_cycle *cycle;

	(void)state;
	fixture_register(&f, everything_register);
	assert_str(f.reg->version.text, "1");
	assert_str(f.reg->council.text, "Some County Council");
	assert_int_equal(f.reg->plans.count, 2);
	assert_str(f.reg->plans.items[1].text, "audit/*.yaml");
	assert_int_equal(f.reg->extras.count, 1);
	post = ari_register_post(f.reg, ARI_STR("dir-bid"));
	assert_str(post->post.text, "Director of Improvement");
	assert_str(post->holder.text, "A. Askham");
	assert_null(ari_register_post(f.reg, ARI_STR("ceo"))->holder.node);
	assert_null(ari_register_post(f.reg, ARI_STR("dir")));
	assert_int_equal(f.reg->cycle_count, 2);
	cycle = ari_register_cycle(f.reg, ARI_STR("sr-2021-12"));
	assert_ptr_equal(cycle, &f.reg->cycles[1]);
	assert_str(cycle->body.text, "S&R");
	assert_int_equal(cycle->meeting.date.days.lo,
			 ari_day_from(2021, 12, 17));
	assert_int_equal(cycle->cutoff.date.days.lo, ari_day_from(2021, 12, 9));
	assert_int_equal(cycle->period.date.days.lo, ari_day_from(2021, 10, 1));
	assert_int_equal(cycle->period.date.days.hi,
			 ari_day_from(2021, 12, 31));
	assert_null(ari_register_cycle(f.reg, ARI_STR("")));
	fixture_release(&f);
}

static enum ari_level level_of(const struct ari_register *reg, const char *code)
{
	struct ari_rule rule = {.code = code, .level = ARI_LEVEL_WARNING};

	return ari_register_level(reg, &rule);
}

static void test_levels(void **state)
{
	struct fixture f;

	(void)state;
	fixture_register(&f, everything_register);
	assert_int_equal(level_of(f.reg, "open-ended-date"), ARI_LEVEL_ERROR);
	assert_int_equal(level_of(f.reg, "status-missing"), ARI_LEVEL_OFF);
	assert_int_equal(level_of(f.reg, "month-load"), ARI_LEVEL_WARNING);
	assert_int_equal(level_of(f.reg, "unnamed"), ARI_LEVEL_WARNING);
	assert_int_equal(level_of(f.reg, "lead-load"), ARI_LEVEL_WARNING);
	assert_int_equal(level_of(NULL, "month-load"), ARI_LEVEL_WARNING);
	assert_int_equal(ari_register_most(f.reg, "month-load", 5), 8);
	assert_int_equal(ari_register_most(f.reg, "lead-load", 5), 3);
	assert_int_equal(ari_register_most(f.reg, "open-ended-date", 5), 5);
	assert_int_equal(ari_register_most(f.reg, "unnamed", 5), 5);
	assert_int_equal(ari_register_most(NULL, "month-load", 5), 5);
	fixture_release(&f);
}

static void test_odd_settings(void **state)
{
	static const char text[] = "assurance:\n"
				   "  a: fatal\n"
				   "  b: {level: [error], most: -3}\n"
				   "  c: {most: 99999999999999999999}\n"
				   "  d: {most: 0, level: ERROR}\n"
				   "  e:\n"
				   "  f: [error]\n";
	static const char *const codes[] = {"a", "b", "c", "d", "e", "f"};
	struct fixture f;

	(void)state;
	fixture_register(&f, text);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(level_of(f.reg, codes[i]), ARI_LEVEL_WARNING);
	assert_int_equal(ari_register_most(f.reg, "b", 5), 5);
	assert_int_equal(ari_register_most(f.reg, "c", 5), 5);
	assert_int_equal(ari_register_most(f.reg, "d", 5), 0);
	fixture_release(&f);
}

static void test_empty(void **state)
{
	struct fixture f;

	(void)state;
	fixture_register(&f, "bodies: {}\npeople:\ncycles: []\nassurance: x\n");
	assert_int_equal(f.reg->body_count, 0);
	assert_null(ari_register_body(f.reg, ARI_STR("S&R"), true));
	assert_null(ari_register_post(f.reg, ARI_STR("ceo")));
	assert_null(ari_register_cycle(f.reg, ARI_STR("c")));
	assert_int_equal(f.reg->plans.count, 0);
	fixture_release(&f);
}

static void test_no_register(void **state)
{
	struct ari_register *reg = (struct ari_register *)&reg;
	struct ari_error err = {.code = ARI_OK};
	struct fixture f;

	(void)state;
	fixture_read(&f, ARI_STR("[1]\n"));
	assert_int_equal(ari_register_bind(&reg, &f.doc, &f.arena, &err), -1);
	assert_int_equal(err.code, ARI_ERR_INVALID);
	assert_ptr_equal(reg, &reg);
	f.doc.root = NULL;
	assert_int_equal(ari_register_bind(&reg, &f.doc, &f.arena, NULL), -1);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bodies),
	    cmocka_unit_test(test_code_before_alias),
	    cmocka_unit_test(test_people_and_cycles),
	    cmocka_unit_test(test_levels),
	    cmocka_unit_test(test_odd_settings),
	    cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_no_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
