/*
 * Nothing is lost: whatever `formerly` says, in one plan or across two,
 * every record of the earlier version is one of the later, part of one, or
 * told as removed or moved; and every record of the later stands once.
 */
#include "fixture.h"

#define REFS 7

/* Records r0 to r6, some of them, with claims on one another at random. */
static void put_plan(struct ari_buf *out, const char *id, uint64_t *seed)
{
	ari_buf_printf(out, "plan: %s\n", id);
	for (int list = 0; list < 2; list++) {
		ari_buf_puts(out, list ? "actions:\n" : "recommendations:\n");
		for (int i = list * 2; i < (list ? REFS : 2); i++) {
			if (next_random(seed) % 3 == 0)
				continue;
			ari_buf_printf(out, "- {ref: r%d, formerly: [", i);
			for (unsigned n = next_random(seed) % 4; n--;)
				ari_buf_printf(out, "%sr%u, ",
					       next_random(seed) % 3   ? ""
					       : next_random(seed) % 2 ? "p#"
								       : "q#",
					       next_random(seed) % REFS);
			ari_buf_puts(out, "]}\n");
		}
	}
}

static struct ari_plan *make_plan(struct ari_arena *arena, const char *id,
				  uint64_t *seed)
{
	struct ari_plan *plan;
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	put_plan(&out, id, seed);
	plan = read_plan(arena, ari_buf_view(&out));
	ari_buf_release(&out);
	return plan;
}

static bool names(const struct ari_movement *movement, struct ari_str ref)
{
	for (size_t i = 0; i < movement->ref_count; i++)
		if (ari_str_eq(movement->refs[i], ref))
			return true;
	return false;
}

/* Whether some record of change took old up. */
static bool is_told(const struct ari_plan_change *change,
		    const struct ari_record *old)
{
	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record_change *record = &change->records[i];

		if (record->old == old)
			return true;
		for (size_t k = 0; k < record->movement_count; k++)
			if (record->movements[k].kind == ARI_MOVE_MERGED &&
			    names(&record->movements[k], old->ref.text))
				return true;
	}
	return false;
}

static void check_plan(const struct ari_plan_change *change)
{
	size_t gone = 0;

	for (size_t i = 0; i < change->old->count; i++)
		if (!is_told(change, &change->old->records[i]))
			fail_msg("%s is lost",
				 change->old->records[i].ref.text.ptr);
	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record_change *record = &change->records[i];

		gone += !record->new;
		assert_int_equal(record->gravity, ari_change_gravity(record));
		if (i)
			assert_true(record->gravity >=
				    change->records[i - 1].gravity);
		if (!record->new || !record->old)
			assert_true(record->movement_count);
		if (record->new && record->old)
			assert_int_equal(record->new->kind, record->old->kind);
	}
	assert_int_equal(change->record_count - gone, change->new->count);
}

static void test_nothing_is_lost(void **state)
{
	struct ari_movement_dates dates = {.to = 0};
	uint64_t seed = 5;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct ari_plan_change *changes[2];
		struct ari_arena arena;
		struct ari_error err;

		ari_arena_init(&arena, NULL, 0);
		for (int i = 0; i < 2; i++) {
			const char *id = i ? "q" : "p";
			struct ari_plan *old = make_plan(&arena, id, &seed);
			struct ari_plan *new = make_plan(&arena, id, &seed);

			assert_int_equal(ari_movement_compare(&changes[i], old,
							      new, &dates,
							      &arena, &err),
					 0);
			check_plan(changes[i]);
		}
		assert_int_equal(ari_movement_join(changes, 2, &arena, &err),
				 0);
		check_plan(changes[0]);
		check_plan(changes[1]);
		ari_arena_release(&arena);
	}
}

/* From no claim at all: told as removed, and only then. */
static void test_removed_when_unclaimed(void **state)
{
	uint64_t seed = 6;

	(void)state;
	for (int round = 0; round < 500; round++) {
		struct ari_plan_change *change;
		struct ari_plan *old, *new;
		struct ari_arena arena;
		struct ari_error err;

		ari_arena_init(&arena, NULL, 0);
		old = make_plan(&arena, "p", &seed);
		new =
		    read_plan(&arena, ARI_STR("plan: p\nactions: [{ref: z}]"));
		assert_int_equal(
		    ari_movement_compare(&change, old, new, NULL, &arena, &err),
		    0);
		assert_int_equal(change->record_count, old->count + 1);
		for (size_t i = 0; i < old->count; i++)
			assert_int_equal(change->records[i].movements->kind,
					 ARI_MOVE_REMOVED);
		ari_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_is_lost),
	    cmocka_unit_test(test_removed_when_unclaimed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
