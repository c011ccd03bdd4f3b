/*
 * Arrays that grow: nothing is lost on the way, an array with room stays
 * where it is, and what cannot be had changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <arising/base.h>

static void keeps_what_was_there(void **state)
{
	struct ari_arena arena;
	uint32_t *heap = NULL, *inside = NULL;
	size_t heap_room = 0, room = 0;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	for (uint32_t i = 0; i < 5000; i++) {
		heap = ari_heap_grow(heap, i, &heap_room, sizeof(*heap));
		inside =
		    ari_arena_grow(&arena, inside, i, &room, sizeof(*inside));
		assert_non_null(heap);
		assert_non_null(inside);
		assert_true(heap_room > i && room > i);
		heap[i] = inside[i] = i ^ 0x5a5a;
	}
	for (uint32_t i = 0; i < 5000; i++) {
		assert_int_equal(heap[i], i ^ 0x5a5a);
		assert_int_equal(inside[i], i ^ 0x5a5a);
	}
	assert_ptr_equal(ari_heap_grow(heap, 10, &heap_room, sizeof(*heap)),
			 heap);
	assert_ptr_equal(
	    ari_arena_grow(&arena, inside, 10, &room, sizeof(*inside)), inside);
	free(heap);
	ari_arena_release(&arena);
}

static void leaves_all_where_there_is_no_more(void **state)
{
	struct ari_arena arena;
	size_t room = 4, huge = SIZE_MAX / 2 + 1;
	uint32_t items[4] = {1, 2, 3, 4};

	(void)state;
	ari_arena_init(&arena, NULL, 64);
	assert_null(ari_arena_grow(&arena, items, 4, &room, 1000));
	assert_int_equal(room, 4);
	assert_int_equal(items[3], 4);
	assert_null(ari_heap_grow(items, huge, &huge, sizeof(*items)));
	assert_int_equal(huge, SIZE_MAX / 2 + 1);
	huge = SIZE_MAX / 8;
	assert_null(ari_heap_grow(items, huge, &huge, 64));
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_what_was_there),
	    cmocka_unit_test(leaves_all_where_there_is_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
