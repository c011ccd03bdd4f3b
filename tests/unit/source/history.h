/*
 * A history that is no line, made from a seed.
 */
#ifndef TESTS_SOURCE_HISTORY_H
#define TESTS_SOURCE_HISTORY_H

#include "fixture.h"

#define COMMITS 60
#define SEED UINT64_C(0x57414c4b)

static inline uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Commits with up to three parents and clocks that go wrong. */
static inline void make_history(struct fixture *f, char ids[][ARI_OID_HEX + 1])
{
	uint64_t random = SEED;

	for (size_t i = 0; i < COMMITS; i++) {
		size_t parents = i ? 1 + next_random(&random) % 3 : 0;
		const char *args[16] = {"git", "commit-tree", "-m", "x"};
		size_t count = 4;

		repo_date(&f->git,
			  1600000000LL + (long long)i * 50 +
			      (long long)(next_random(&random) % 1000) * 7919 %
				  100003,
			  "+0000");
		for (size_t k = 0; k < parents; k++) {
			size_t from = i < 8 ? 0 : i - 8;
			size_t at = from + next_random(&random) % (i - from);

			args[count++] = "-p";
			args[count++] = ids[at];
		}
		args[count++] = "HEAD^{tree}";
		repo_spawn(&f->git, args);
		assert_int_equal(f->git.status, 0);
		/* A parent named twice is told on a first line. */
		snprintf(ids[i], ARI_OID_HEX + 1, "%.40s",
			 f->git.out + strlen(f->git.out) - ARI_OID_HEX - 1);
	}
}

#endif
