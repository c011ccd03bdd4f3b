/*
 * Who may do what: rights that the register gives, and that whatever cannot
 * be read gives none.
 */
#include "unit/plan/fixture.h"

static bool may(const char *text, enum ari_right right, const char *plan,
		const char *user)
{
	struct fixture f;
	bool result;

	fixture_register(&f, text);
	result = ari_register_may(f.reg, right, ari_str_from(plan),
				  ari_str_from(user));
	fixture_release(&f);
	return result;
}

static const char roles[] = "roles:\n"
			    "  register: [clerk]\n"
			    "  cycles: [clerk, officers]\n"
			    "  plans:\n"
			    "    peer: [alice]\n"
			    "    open: [\"*\"]\n"
			    "    \"*\": officers\n"
			    "  groups:\n"
			    "    officers: [bob, carol]\n"
			    "    nested: [officers]\n";

static void test_nothing_said(void **state)
{
	(void)state;
	assert_true(ari_register_may(NULL, ARI_RIGHT_REGISTER, ARI_STR(""),
				     ARI_STR("")));
	for (int right = 0; right <= ARI_RIGHT_PLAN; right++)
		assert_true(
		    may("arising: 1\n", (enum ari_right)right, "p", NULL));
}

static void test_rights(void **state)
{
	(void)state;
	assert_true(may(roles, ARI_RIGHT_REGISTER, NULL, "clerk"));
	assert_false(may(roles, ARI_RIGHT_REGISTER, NULL, "bob"));
	assert_true(may(roles, ARI_RIGHT_CYCLES, NULL, "carol"));
	assert_false(may(roles, ARI_RIGHT_CYCLES, NULL, "alice"));
	/* What is not said is open, but for the register. */
	assert_true(may(roles, ARI_RIGHT_STAGE, NULL, "mallory"));
	assert_false(
	    may("roles: {cycles: [a]}\n", ARI_RIGHT_REGISTER, NULL, "a"));
}

static void test_plans(void **state)
{
	(void)state;
	assert_true(may(roles, ARI_RIGHT_PLAN, "peer", "alice"));
	assert_false(may(roles, ARI_RIGHT_PLAN, "peer", "bob"));
	assert_true(may(roles, ARI_RIGHT_PLAN, "other", "bob"));
	assert_false(may(roles, ARI_RIGHT_PLAN, "other", "alice"));
	assert_true(may(roles, ARI_RIGHT_PLAN, "open", NULL));
	/* A plan whose id cannot be read falls to those of every plan. */
	assert_true(may(roles, ARI_RIGHT_PLAN, NULL, "bob"));
	assert_false(may(roles, ARI_RIGHT_PLAN, NULL, "alice"));
}

static void test_names(void **state)
{
	(void)state;
	assert_false(may(roles, ARI_RIGHT_CYCLES, NULL, NULL));
	assert_false(may(roles, ARI_RIGHT_CYCLES, NULL, ""));
	assert_false(may(roles, ARI_RIGHT_CYCLES, NULL, "Clerk"));
	assert_false(may(roles, ARI_RIGHT_CYCLES, NULL, "cler"));
	assert_false(may("roles: {register: [nested], groups: {nested: "
			 "[officers], officers: [bob]}}\n",
			 ARI_RIGHT_REGISTER, NULL, "bob"));
}

static bool is_signed(const char *text, enum ari_right right)
{
	struct fixture f;
	bool result;

	fixture_register(&f, text);
	result = ari_register_signed(f.reg, right);
	fixture_release(&f);
	return result;
}

static void test_signed(void **state)
{
	static const char some[] = "roles: {signed: [cycles, plans]}\n";

	(void)state;
	assert_true(is_signed(some, ARI_RIGHT_CYCLES));
	assert_true(is_signed(some, ARI_RIGHT_PLAN));
	assert_false(is_signed(some, ARI_RIGHT_REGISTER));
	assert_false(is_signed(roles, ARI_RIGHT_CYCLES));
	assert_true(is_signed("roles: {signed: stage}\n", ARI_RIGHT_STAGE));
	/* Of the wrong shape: asked for rather than forgotten. */
	assert_true(is_signed("roles: {signed: {}}\n", ARI_RIGHT_STAGE));
	assert_false(ari_register_signed(NULL, ARI_RIGHT_CYCLES));
}

/* Of the wrong shape: nobody, never everybody. */
static void test_wrong_shapes(void **state)
{
	static const char *const texts[] = {
	    "roles: []\n",
	    "roles: ~\n",
	    "roles: everybody\n",
	    "roles: {register: {clerk: true}}\n",
	    "roles: {register: [[clerk]]}\n",
	    "roles: {register: ~}\n",
	    "roles: {register: []}\n",
	    "roles: {register: [g], groups: [clerk]}\n",
	    "roles: {register: [g], groups: {g: {clerk: 1}}}\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (may(texts[i], ARI_RIGHT_REGISTER, NULL, "clerk"))
			fail_msg("%s lets the clerk", texts[i]);
	assert_false(
	    may("roles: {plans: [[x]]}\n", ARI_RIGHT_PLAN, "p", "clerk"));
	assert_false(may("roles: {plans: ~}\n", ARI_RIGHT_PLAN, "p", "clerk"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_said),
	    cmocka_unit_test(test_rights),
	    cmocka_unit_test(test_plans),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_signed),
	    cmocka_unit_test(test_wrong_shapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
