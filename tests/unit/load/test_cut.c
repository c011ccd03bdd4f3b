/*
 * Cutting records out by their lines: when it is certain, when it is not,
 * and that certain means equal to whole parses, on texts mutated at random
 * with a fixed seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "support/cut.h"

#include <cmocka.h>

#define HEAD "plan: p\ntitle: T\nactions:\n"
#define A1 "  - ref: A.1\n    action: One\n    due: 2021-10\n"
#define A2 "  - ref: A.2\n    action: Two\n    status: in-progress\n"
#define A3 "  - ref: A.3\n    action: Three\n    update: |\n      Done.\n"

static bool settles(const char *old, const char *new)
{
	struct cut_trial trial;
	bool settled;

	cut_try(&trial, ari_str_from(old), ari_str_from(new));
	if (trial.problem[0])
		fail_msg("%s\n%s\n---\n%s", trial.problem, old, new);
	settled = trial.settled;
	cut_release(&trial);
	return settled;
}

static void cuts_what_is_alike(void **state)
{
	(void)state;
	assert_true(settles(HEAD A1 A2 A3, HEAD A1 A2 A3));
	assert_true(settles(HEAD A1 A2 A3,
			    HEAD A1 "  - ref: A.2\n    action: Changed\n" A3));
	assert_true(settles(HEAD A1 A2, HEAD A1 A2 A3));
	assert_true(settles(HEAD A1 A2 A3, HEAD A3 A1));
	assert_true(
	    settles(HEAD "  - ref: A.9\n    action: Nine\n", HEAD A1 A2));
	assert_true(settles("plan: p\ntitle: T\n# remark\nactions:\n" A1 A2,
			    HEAD A1 A2));
}

static void cuts_both_lists(void **state)
{
	static const char recs[] = "recommendations:\n- ref: R.1\n  "
				   "recommendation: Do\n- ref: R.2\n  "
				   "recommendation: More\n";
	char old[600], new[600];

	(void)state;
	snprintf(old, sizeof(old), "%s%s%s", HEAD A1 A2, recs,
		 "stage: draft\n");
	snprintf(new, sizeof(new), "%s%s%s", HEAD A1 A3, recs,
		 "stage: approved\n");
	assert_true(settles(old, new));
	snprintf(old, sizeof(old), "%s%s", recs, HEAD A1 A2);
	snprintf(new, sizeof(new), "%s%s", recs, HEAD A2 A1);
	assert_true(settles(old, new));
}

/* Whole parses are asked for wherever lines alone may mislead. */
static void leaves_the_rest_whole(void **state)
{
	static const char *const odd[] = {
	    "plan: p\nactions: # all\n" A1 A2,
	    "plan: p\nactions: [{ref: A.1}]\n",
	    "plan: p\nactions:\n" A1 "actions:\n" A2,
	    "plan: p\nx-a: \"\nactions:\n" A1 "\"\n",
	    HEAD A1 A1,
	    HEAD "  - ref: A.1\n    action: \"open\n" A2,
	    HEAD "  - ref: A.1\n    action: [open\n" A2,
	    HEAD "  - ref: A.1\n    action: \"a\n  - ref: no\n  - b\"\n" A2,
	    HEAD "  - action: no ref\n" A2,
	    HEAD "  - ref: &a A.1\n    action: One\n" A2,
	    HEAD A1 A2 "---\n" A3,
	    HEAD A1 A2 "...\nx\n",
	    HEAD A1 "\t- ref: A.2\n",
	    "plan: p\nactions:\n    - ref: A.1\n      action: One\n",
	    "",
	    "actions:\n",
	    "- a\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		if (settles(odd[i], HEAD A1 A2 A3))
			fail_msg("%s", odd[i]);
		settles(HEAD A1 A2 A3, odd[i]);
	}
}

static void follows_no_formerly(void **state)
{
	(void)state;
	assert_false(
	    settles(HEAD A1 A2, HEAD A1 A2
		    "  - ref: A.4\n    formerly: [A.1]\n    action: X\n"));
}

/* -- at random -- */

static uint64_t random_state = 17122021;

static unsigned dice(unsigned sides)
{
	random_state = random_state * UINT64_C(6364136223846793005) +
		       UINT64_C(1442695040888963407);
	return (unsigned)(random_state >> 33) % sides;
}

static const char *const pieces[] = {
    "  - ref: A.1\n",
    "    action: One\n",
    "  - ref: \"A.2\"\n",
    "    due: 2021-12\n",
    "    update: |\n",
    "      - ref: A.1\n",
    "    action: \"a\n",
    "  - b\"\n",
    "actions:\n",
    "recommendations:\n",
    "\n",
    "# remark\n",
    "  # remark\n",
    "plan: p\n",
    "    x-a: [1,\n",
    "  - 2]\n",
    "    x-b: {a: b}\n",
    "- ref: A.3\n",
    "  action: Three\n",
    "stage: draft\n",
    "    update: >-\n",
    "      folded\n\n\n",
    "  - ref: 'A.4'\n",
    "    status: paused\n",
    "    success: [a, b]\n",
    "    - c\n",
    "  -\n",
    "    milestones:\n",
    "      - what: W\n",
    "        due: 2022\n",
    "\r\n",
    "  - ref: A.5 # x\n",
    "    action: a\n     b\n",
    "  -   ref: A.6\n",
    "      action: six\n",
    "  - just text\n",
};

/* A text of lines that are often a plan, and often not quite. */
static size_t make_text(char *out, size_t room)
{
	size_t len = (size_t)snprintf(out, room, HEAD);
	unsigned records = dice(6);

	for (unsigned i = 0; i < records; i++)
		len += (size_t)snprintf(
		    out + len, room - len,
		    "  - ref: A.%u\n    action: %s%u%s\n    update: |\n      "
		    "Text %u\n%s",
		    i + 1, dice(4) ? "" : "\"", dice(3), dice(8) ? "" : "\"",
		    dice(3), dice(5) ? "" : "\n");
	return len;
}

static size_t mutate(char *out, const char *text, size_t len, size_t room)
{
	size_t at = 0, n = 0;
	unsigned where = dice(30);

	while (at < len && n + 200 < room) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) + 1 - at : len - at;

		if (!where--) {
			unsigned what = dice(4);
			const char *piece =
			    pieces[dice(sizeof(pieces) / sizeof(*pieces))];

			if (what != 1)
				n += (size_t)snprintf(out + n, room - n, "%s",
						      piece);
			if (what == 2)
				line = 0;
			else if (what)
				where = dice(10);
			if (what == 1) {
				at += line;
				continue;
			}
		}
		if (!line) {
			at += end ? (size_t)(end - text) + 1 - at : len - at;
			continue;
		}
		memcpy(out + n, text + at, line);
		n += line;
		at += line;
	}
	if (n && !dice(12))
		n--;
	return n;
}

static void equals_whole_parses(void **state)
{
	const char *asked = getenv("ARISING_CUTS");
	unsigned tries = asked ? (unsigned)strtoul(asked, NULL, 10) : 20000;
	static char texts[2][8192];
	unsigned settled = 0, sound = 0;

	(void)state;
	for (unsigned i = 0; i < tries; i++) {
		struct cut_trial trial;
		size_t len[2];
		static char base[8192];
		size_t base_len = make_text(base, sizeof(base));

		for (int k = 0; k < 2; k++)
			len[k] =
			    mutate(texts[k], base, base_len, sizeof(texts[k]));
		cut_try(&trial, (struct ari_str){texts[0], len[0]},
			(struct ari_str){texts[1], len[1]});
		if (trial.problem[0])
			fail_msg("%u: %s\n%.*s\n---\n%.*s", i, trial.problem,
				 (int)len[0], texts[0], (int)len[1], texts[1]);
		settled += trial.settled;
		sound += trial.sound;
		cut_release(&trial);
	}
	/* A cut that is never certain would hold everything, too. */
	print_message("%u tried, %u sound, %u cut\n", tries, sound, settled);
	assert_true(settled > tries / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_what_is_alike),
	    cmocka_unit_test(cuts_both_lists),
	    cmocka_unit_test(leaves_the_rest_whole),
	    cmocka_unit_test(follows_no_formerly),
	    cmocka_unit_test(equals_whole_parses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
