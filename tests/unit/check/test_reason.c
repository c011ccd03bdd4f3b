/*
 * The reason that a commit message gives: where it may stand, and where a
 * line that looks like one is none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arising/check.h>

static void assert_reason(const char *message, const char *expected)
{
	/* A copy of its own: reading past the end is seen. */
	size_t len = strlen(message);
	char *copy = malloc(len + !len);
	struct ari_str reason;

	assert_non_null(copy);
	memcpy(copy, message, len);
	reason = ari_check_reason((struct ari_str){copy, len});
	if (!expected)
		assert_null(reason.ptr);
	else if (!ari_str_is(reason, expected))
		fail_msg("\"%.*s\" of \"%s\"", (int)reason.len, reason.ptr,
			 message);
	free(copy);
}

static void test_given(void **state)
{
	(void)state;
	assert_reason("Move\n\nReason: the grant came late\n",
		      "the grant came late");
	assert_reason("Move\n\nReason: late", "late");
	assert_reason("Move\n\nREASON:late\n\n\n", "late");
	assert_reason("Move\n\nSigned-off-by: A\nReason: late\nSee: B\n",
		      "late");
	/* No blank line between: an officer's slip that means the same. */
	assert_reason("Move\nReason: late\n", "late");
	assert_reason("Move\r\n\r\nReason: late\r\n", "late");
	assert_reason("Revert \"Move\"\n\nThis reverts commit 1234.\n",
		      "This reverts commit 1234.");
	assert_reason("Move\n\nReason: first\nReason: second\n", "second");
}

static void test_not_given(void **state)
{
	(void)state;
	assert_reason("", NULL);
	assert_reason("\n\n", NULL);
	assert_reason("Reason: a subject is no reason\n", NULL);
	assert_reason("Move\n\nReason:\n", NULL);
	assert_reason("Move\n\nReason:   \n", NULL);
	assert_reason("Move\n\nReason: not in the last paragraph\n\nEnd.\n",
		      NULL);
	assert_reason("Move\n\n  Reason: indented\n", NULL);
	assert_reason("Move\n\nThe Reason: in a sentence\n", NULL);
	assert_reason("Move\n\nReasonable: no\n", NULL);
	assert_reason("Move\n\nReason", NULL);
}

static void test_explainable(void **state)
{
	(void)state;
	assert_true(ari_check_explainable(ARI_STR("date-unexplained")));
	assert_true(ari_check_explainable(ARI_STR("reopened-unexplained")));
	assert_false(ari_check_explainable(ARI_STR("record-removed")));
	assert_false(ari_check_explainable(ARI_STR("")));
	/* Each code is a rule: a renamed one would never be settled. */
	for (size_t i = 0; ari_rules_all[i]; i++) {
		const char *code = ari_rules_all[i]->rule.code;

		if (strstr(code, "-unexplained"))
			assert_true(ari_check_explainable(ari_str_from(code)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_given),
	    cmocka_unit_test(test_not_given),
	    cmocka_unit_test(test_explainable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
