/*
 * Pieces shared between workers: each is done once, whoever does it, and of
 * several failures the earliest piece's is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/load.h>

#include <unistd.h>

#define MOST 1000

struct pieces {
	atomic_uint done[MOST];
	atomic_uint by[16];
	size_t slow;   /* pieces below it take a while */
	size_t broken; /* this piece and those behind it fail */
};

static int do_piece(void *ctx, unsigned worker, size_t at,
		    struct ari_error *err)
{
	struct pieces *pieces = ctx;

	if (at < pieces->slow)
		usleep(1000);
	atomic_fetch_add(&pieces->done[at], 1);
	atomic_fetch_add(&pieces->by[worker], 1);
	if (at < pieces->broken)
		return 0;
	return ari_error_set(err, ARI_ERR_IO, "piece %zu", at);
}

static void test_each_once(void **state)
{
	static const size_t counts[] = {0, 1, 7, 8, 9, 64, 999, MOST};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		for (unsigned threads = 1; threads <= 20; threads += 3) {
			struct pieces pieces = {.broken = MOST};
			struct ari_error err;

			assert_int_equal(ari_parallel(counts[i], threads,
						      do_piece, &pieces, &err),
					 0);
			for (size_t k = 0; k < MOST; k++)
				assert_int_equal(pieces.done[k], k < counts[i]);
		}
	}
}

/* Who is done with easy pieces helps with hard ones. */
static void test_helps_out(void **state)
{
	struct pieces pieces = {.slow = 40, .broken = MOST};
	struct ari_error err;

	(void)state;
	assert_int_equal(ari_parallel(80, 2, do_piece, &pieces, &err), 0);
	assert_true(pieces.by[1] > 40);
	assert_int_equal(pieces.by[0] + pieces.by[1], 80);
}

static void test_failure(void **state)
{
	struct pieces pieces = {.broken = 30};
	struct ari_error err;

	(void)state;
	assert_int_equal(ari_parallel(MOST, 1, do_piece, &pieces, &err), -1);
	assert_string_equal(err.message, "piece 30");
	assert_int_equal(pieces.done[31], 0);
	for (unsigned threads = 2; threads <= 16; threads++) {
		struct pieces again = {.broken = 30};

		assert_int_equal(
		    ari_parallel(MOST, threads, do_piece, &again, &err), -1);
		assert_int_equal(err.code, ARI_ERR_IO);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_once),
	    cmocka_unit_test(test_helps_out),
	    cmocka_unit_test(test_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
