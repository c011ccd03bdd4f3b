/*
 * What holds for any two plans: made at random from the fields of the
 * format, the seed always the same. And memory that ends at any moment.
 */
#include "fixture.h"

#include <stdlib.h>

#define ROUNDS 400
#define RECORDS 6

/* A plan in the making: for each record, each field's value, or none. */
struct made {
	int values[RECORDS][40]; /* by field; 0: absent */
	bool present[RECORDS];
	enum ari_record_kind kinds[RECORDS];
};

/* Values that fit a shape, so that every comparer is reached. */
static const char *value_text(const struct ari_field *field, int value)
{
	static const char *const texts[] = {"", "One", "Two three", "one"};
	static const char *const statuses[] = {"", "not-started", "completed",
					       "in-progress"};
	static const char *const points[] = {"", "2021-10", "2021-12-17",
					     "ongoing"};
	static const char *const dates[] = {"", "2021-10", "R/2021-09/P3M",
					    "2021-10/2022-03"};
	static const char *const lists[] = {"", "[a]", "[b, a]", "[c]"};
	static const char *const whens[] = {"", "[2021-09]", "[2021-12]",
					    "[2021-09, 2021-12]"};
	static const char *const stones[] = {
	    "", "[{what: A, due: 2021-10}]",
	    "[{what: A, due: 2021-11, done: 2021-11}]",
	    "[{what: B, due: 2021-10}, {what: A, due: 2021-10}]"};
	static const char *const maps[] = {"", "{on: 2021-10}", "{on: 2021-11}",
					   "{by: x}"};
	static const char *const mapses[] = {"", "[{rule: a}]", "[{rule: b}]",
					     "[{rule: a, until: 2021}]"};

	if (!strcmp(field->name, "status"))
		return statuses[value];
	switch (field->shape) {
	case ARI_SHAPE_VALUE:
		return texts[value];
	case ARI_SHAPE_VALUES:
		return lists[value];
	case ARI_SHAPE_WHEN:
		return field->point ? points[value] : dates[value];
	case ARI_SHAPE_WHENS:
		return whens[value];
	case ARI_SHAPE_MILESTONES:
		return stones[value];
	case ARI_SHAPE_DECISION:
	case ARI_SHAPE_ATTESTATION:
		return maps[value];
	case ARI_SHAPE_ACCEPTANCES:
		return mapses[value];
	}
	return "";
}

/* `formerly` is left out: what it says is told by other records too. */
static bool is_made(const struct ari_field *field, enum ari_record_kind kind)
{
	return (field->applies & kind) && strcmp(field->name, "ref") != 0 &&
	       strcmp(field->name, "formerly") != 0;
}

static void make(struct made *made, uint64_t *seed)
{
	for (int i = 0; i < RECORDS; i++) {
		made->present[i] = next_random(seed) % 5 != 0;
		made->kinds[i] = i < 2 ? ARI_RECOMMENDATION : ARI_ACTION;
		for (int k = 0; k < 40; k++)
			made->values[i][k] = next_random(seed) % 3
						 ? 0
						 : (int)(next_random(seed) % 4);
	}
}

/* Keys and records forwards or backwards, in flow or block, quoted or not. */
static void put_record(struct ari_buf *out, const struct made *made, int i,
		       bool back)
{
	int count = 0;

	while (ari_plan_fields[count].name)
		count++;
	ari_buf_printf(out, back ? "  - ref: \"r%d\"\n" : "- {ref: r%d", i);
	for (int n = 0; n < count; n++) {
		int k = back ? count - 1 - n : n;
		const struct ari_field *field = &ari_plan_fields[k];

		if (!made->values[i][k] || !is_made(field, made->kinds[i]))
			continue;
		ari_buf_printf(
		    out, back ? "    %s: %s   # as agreed\n" : ", %s: %s",
		    field->name, value_text(field, made->values[i][k]));
	}
	ari_buf_puts(out, back ? "\n" : "}\n");
}

static void put_list(struct ari_buf *out, const struct made *made,
		     enum ari_record_kind kind, bool back)
{
	ari_buf_puts(out,
		     kind == ARI_ACTION ? "actions:\n" : "recommendations:\n");
	for (int n = 0; n < RECORDS; n++) {
		int i = back ? RECORDS - 1 - n : n;

		if (made->present[i] && made->kinds[i] == kind)
			put_record(out, made, i, back);
	}
}

static struct ari_plan *build(struct ari_arena *arena, const struct made *made,
			      bool back)
{
	struct ari_plan *plan;
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	if (!back)
		ari_buf_puts(&out, "plan: p\n");
	put_list(&out, made, back ? ARI_ACTION : ARI_RECOMMENDATION, back);
	put_list(&out, made, back ? ARI_RECOMMENDATION : ARI_ACTION, back);
	if (back)
		ari_buf_puts(&out, "plan: 'p'\n");
	plan = read_plan(arena, ari_buf_view(&out));
	ari_buf_release(&out);
	return plan;
}

static struct ari_plan_change *compare(const struct ari_plan *old,
				       const struct ari_plan *new,
				       struct ari_arena *arena)
{
	struct ari_plan_change *change;
	struct ari_error err;

	assert_int_equal(
	    ari_movement_compare(&change, old, new, NULL, arena, &err), 0);
	return change;
}

static size_t count_movements(const struct ari_plan_change *change)
{
	size_t count = change->movement_count;

	for (size_t i = 0; i < change->record_count; i++)
		count += change->records[i].movement_count;
	return count;
}

/* A plan has not moved from itself, however it is laid out. */
static void test_layout_is_no_movement(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct ari_plan *plan, *back;
		struct ari_arena arena;
		struct made made;

		make(&made, &seed);
		ari_arena_init(&arena, NULL, 0);
		plan = build(&arena, &made, false);
		back = build(&arena, &made, true);
		assert_int_equal(count_movements(compare(plan, plan, &arena)),
				 0);
		assert_int_equal(count_movements(compare(plan, back, &arena)),
				 0);
		assert_int_equal(count_movements(compare(back, plan, &arena)),
				 0);
		ari_arena_release(&arena);
	}
}

/* Lists of this test's values whose order is nothing are the same. */
static bool differs(const struct made *a, const struct made *b, int i)
{
	if (a->present[i] != b->present[i])
		return true;
	if (!a->present[i])
		return false;
	for (int k = 0; ari_plan_fields[k].name; k++)
		if (is_made(&ari_plan_fields[k], a->kinds[i]) &&
		    a->values[i][k] != b->values[i][k])
			return true;
	return false;
}

/* No false silence and no false alarm, with any number of fields changed. */
static void test_no_silence(void **state)
{
	uint64_t seed = 2;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct ari_plan_change *change;
		struct ari_arena arena;
		struct made a, b;
		char ref[16];

		make(&a, &seed);
		make(&b, &seed);
		for (int i = 0; i < RECORDS; i++)
			if (next_random(&seed) % 2)
				memcpy(b.values[i], a.values[i],
				       sizeof(a.values[i]));
		ari_arena_init(&arena, NULL, 0);
		change = compare(build(&arena, &a, false),
				 build(&arena, &b, round % 2), &arena);
		for (int i = 0; i < RECORDS; i++) {
			if (!a.present[i] && !b.present[i])
				continue;
			snprintf(ref, sizeof(ref), "r%d", i);
			assert_int_equal(
			    find_change(change, ref)->movement_count != 0,
			    differs(&a, &b, i));
		}
		ari_arena_release(&arena);
	}
}

/* Each field by itself: one changed, at least one movement, and its own. */
static void test_one_field(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		int i = (int)(next_random(&seed) % RECORDS), k;
		struct ari_plan_change *change;
		struct ari_arena arena;
		struct made a, b;
		char ref[16];

		make(&a, &seed);
		a.present[i] = true;
		b = a;
		do
			k = (int)(next_random(&seed) % 31);
		while (!is_made(&ari_plan_fields[k], a.kinds[i]));
		b.values[i][k] =
		    (a.values[i][k] + 1 + (int)(next_random(&seed) % 3)) % 4;
		ari_arena_init(&arena, NULL, 0);
		change = compare(build(&arena, &a, false),
				 build(&arena, &b, false), &arena);
		snprintf(ref, sizeof(ref), "r%d", i);
		assert_true(find_change(change, ref)->movement_count);
		assert_int_equal(count_movements(change),
				 find_change(change, ref)->movement_count);
		ari_arena_release(&arena);
	}
}

/* -- mirrors -- */

static const enum ari_movement_kind mirrors[][2] = {
    {ARI_MOVE_ADDED, ARI_MOVE_REMOVED},
    {ARI_MOVE_SLIPPED, ARI_MOVE_BROUGHT_FORWARD},
    {ARI_MOVE_DATE_ADDED, ARI_MOVE_DATE_REMOVED},
    {ARI_MOVE_RESCOPED, ARI_MOVE_RESCOPED},
    {ARI_MOVE_REWORDED, ARI_MOVE_REWORDED},
    {ARI_MOVE_REBASELINED, ARI_MOVE_REBASELINED},
    {ARI_MOVE_EDITORIAL, ARI_MOVE_EDITORIAL},
    {ARI_MOVE_REASSIGNED, ARI_MOVE_REASSIGNED},
    {ARI_MOVE_BODY_CHANGED, ARI_MOVE_BODY_CHANGED},
    {ARI_MOVE_COVERAGE_CHANGED, ARI_MOVE_COVERAGE_CHANGED},
    {ARI_MOVE_MOVED, ARI_MOVE_MOVED},
    {ARI_MOVE_STARTED, ARI_MOVE_REGRESSED},
};

static size_t count_kind(const struct ari_plan_change *change,
			 enum ari_movement_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < change->record_count; i++)
		for (size_t k = 0; k < change->records[i].movement_count; k++)
			count += change->records[i].movements[k].kind == kind;
	return count;
}

/*
 * From B to A what slipped was brought forward, what began regressed. A date
 * that slipped out of its own interval (2021-10 to 2021-10/2022-03) is
 * refined on the way back; so those two are counted together.
 */
static void test_mirrors(void **state)
{
	uint64_t seed = 4;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct ari_plan_change *forth, *home;
		struct ari_plan *x, *y;
		struct ari_arena arena;
		struct made a, b;

		make(&a, &seed);
		make(&b, &seed);
		ari_arena_init(&arena, NULL, 0);
		x = build(&arena, &a, false);
		y = build(&arena, &b, false);
		forth = compare(x, y, &arena);
		home = compare(y, x, &arena);
		for (size_t i = 0; i < sizeof(mirrors) / sizeof(*mirrors);
		     i++) {
			size_t p = count_kind(forth, mirrors[i][0]);
			size_t q = count_kind(home, mirrors[i][1]);

			if (mirrors[i][0] == ARI_MOVE_SLIPPED)
				q += count_kind(home, ARI_MOVE_REFINED) -
				     count_kind(forth, ARI_MOVE_WIDENED);
			assert_int_equal(p, q);
		}
		ari_arena_release(&arena);
	}
}

/* -- memory -- */

struct failing {
	size_t left; /* allocations that still succeed */
	bool hit;
};

static void *fail_alloc(void *ctx, void *ptr, size_t size)
{
	struct failing *failing = ctx;

	if (!size) {
		free(ptr);
		return NULL;
	}
	if (!failing->left) {
		failing->hit = true;
		return NULL;
	}
	failing->left--;
	return realloc(ptr, size);
}

#define OLD                                                                    \
	"plan: p\nnarrative: One\nx-a: 1\nactions:\n"                          \
	"- {ref: a, due: 2021-10, leads: [a], action: One two three}\n"        \
	"- {ref: b, success: [One], milestones: [{what: A, due: 2021}]}\n"     \
	"- {ref: c}\n- {ref: d}\n- {ref: e}\n"
#define NEW                                                                    \
	"plan: p\nnarrative: Two\nx-a: 2\nactions:\n"                          \
	"- {ref: a, due: 2021-11, leads: [b], action: One four three}\n"       \
	"- {ref: b, success: [Two], milestones: [{what: A, due: 2022}]}\n"     \
	"- {ref: f, formerly: [c, d]}\n- {ref: g, formerly: [d], x-b: 1}\n"

static void test_memory_ends_anywhere(void **state)
{
	struct ari_movement_dates dates = {.to = ari_day_from(2021, 12, 17)};
	struct failing failing = {.left = 0, .hit = true};
	struct ari_alloc alloc = {fail_alloc, &failing};
	struct ari_arena plans;
	struct ari_plan *a, *b, *other;

	(void)state;
	ari_arena_init(&plans, NULL, 0);
	a = read_plan(&plans, ari_str_from(OLD));
	b = read_plan(&plans, ari_str_from(NEW));
	other = read_plan(&plans, ARI_STR("plan: q\nactions:\n"
					  "- {ref: z, formerly: [p#e]}\n"));
	for (size_t n = 0; failing.hit; n++) {
		struct ari_plan_change *changes[2] = {NULL, NULL};
		struct ari_error err = {.code = ARI_OK};
		struct ari_arena arena;
		int failed;

		failing = (struct failing){.left = n};
		ari_arena_init(&arena, &alloc, 0);
		failed = ari_movement_compare(&changes[0], a, b, &dates, &arena,
					      &err) ||
			 ari_movement_compare(&changes[1], NULL, other, &dates,
					      &arena, &err) ||
			 ari_movement_join(changes, 2, &arena, &err);
		assert_int_equal(failed != 0, failing.hit);
		assert_int_equal(err.code, failed ? ARI_ERR_MEMORY : ARI_OK);
		if (!failed)
			assert_record(changes[1], "z",
				      "moved:plan[e] renumbered:ref[e]");
		ari_arena_release(&arena);
	}
	ari_arena_release(&plans);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_layout_is_no_movement),
	    cmocka_unit_test(test_no_silence),
	    cmocka_unit_test(test_one_field),
	    cmocka_unit_test(test_mirrors),
	    cmocka_unit_test(test_memory_ends_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
