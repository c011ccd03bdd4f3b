/*
 * The arena: what is dropped when it goes back to a mark, and what stays.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <arising/base.h>

#include <stdlib.h>
#include <string.h>

/* Blocks that were given and not yet taken back. */
static void *count_blocks(void *ctx, void *ptr, size_t size)
{
	long *open = ctx;

	if (!size) {
		*open -= ptr != NULL;
		free(ptr);
		return NULL;
	}
	*open += !ptr;
	return realloc(ptr, size);
}

static void test_rewind(void **state)
{
	long open = 0, before;
	struct ari_alloc alloc = {count_blocks, &open};
	struct ari_arena arena, mark;
	char *kept;

	(void)state;
	ari_arena_init(&arena, &alloc, 0);
	mark = arena;
	assert_non_null(ari_arena_alloc(&arena, 10));
	ari_arena_rewind(&arena, &mark);
	assert_int_equal(open, 0);
	assert_int_equal(arena.used, 0);

	kept = ari_arena_alloc(&arena, 5);
	assert_non_null(kept);
	memcpy(kept, "kept", 5);
	mark = arena;
	before = open;
	for (int i = 0; i < 100; i++) {
		char *ptr = ari_arena_alloc(&arena, 10000);

		assert_non_null(ptr);
		memset(ptr, 'x', 10000);
	}
	assert_true(open > before);
	ari_arena_rewind(&arena, &mark);
	assert_int_equal(open, before);
	assert_int_equal(arena.used, 5);
	memset(ari_arena_alloc(&arena, 100), 'y', 100);
	assert_string_equal(kept, "kept");
	ari_arena_release(&arena);
	assert_int_equal(open, 0);
}

static void test_cap(void **state)
{
	struct ari_arena arena, mark;

	(void)state;
	ari_arena_init(&arena, NULL, 1000);
	mark = arena;
	assert_non_null(ari_arena_alloc(&arena, 900));
	assert_null(ari_arena_alloc(&arena, 200));
	ari_arena_rewind(&arena, &mark);
	assert_non_null(ari_arena_alloc(&arena, 200));
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rewind),
	    cmocka_unit_test(test_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
