/*
 * Plans that nobody would write: each would take hours if some step were
 * the square of its size. The answers must be right, too.
 */
#include "fixture.h"

#define MANY 20000

struct texts {
	struct ari_buf old;
	struct ari_buf new;
};

static void begin(struct texts *texts)
{
	ari_buf_init(&texts->old, NULL);
	ari_buf_init(&texts->new, NULL);
	ari_buf_puts(&texts->old, "plan: p\nactions:\n");
	ari_buf_puts(&texts->new, "plan: p\nactions:\n");
}

static void compare(struct fixture *f, struct texts *texts)
{
	fixture_compare(f, texts->old.ptr, texts->new.ptr, NULL);
	ari_buf_release(&texts->old);
	ari_buf_release(&texts->new);
}

static void put_list(struct ari_buf *out, const char *format, int from, int to)
{
	int step = from < to ? 1 : -1;

	ari_buf_puts(out, "[");
	for (int i = from; i != to; i += step)
		ari_buf_printf(out, format, i);
	ari_buf_puts(out, "]");
}

/* One record that was all others, and named half of them before. */
static void test_formerly(void **state)
{
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	ari_buf_puts(&texts.old, "- {ref: all, formerly: ");
	put_list(&texts.old, "r%d, ", 0, MANY / 2);
	ari_buf_puts(&texts.old, "}\n");
	for (int i = 0; i < MANY; i++)
		ari_buf_printf(&texts.old, "- {ref: r%d}\n", i);
	ari_buf_puts(&texts.new, "- {ref: all, formerly: ");
	put_list(&texts.new, "r%d, ", MANY - 1, -1);
	ari_buf_puts(&texts.new, "}\n");
	compare(&f, &texts);
	assert_int_equal(find_change(f.change, "all")->movements->ref_count,
			 MANY / 2 + 1);
	assert_int_equal(f.change->record_count, MANY / 2 + 1);
	fixture_release(&f);
}

/* One record that became all others: they share one list of refs. */
static void test_split(void **state)
{
	const struct ari_movement *first, *last;
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	ari_buf_puts(&texts.old, "- {ref: one}\n");
	for (int i = 0; i < MANY; i++)
		ari_buf_printf(&texts.new, "- {ref: r%d, formerly: one}\n", i);
	compare(&f, &texts);
	first = f.change->records[0].movements;
	last = f.change->records[MANY - 1].movements;
	assert_int_equal(first->ref_count, MANY);
	assert_ptr_equal(first->refs, last->refs);
	fixture_release(&f);
}

static void test_milestones(void **state)
{
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	ari_buf_puts(&texts.old, "- ref: a\n  milestones: ");
	put_list(&texts.old, "{what: m%d, due: 2021-10}, ", 0, MANY);
	ari_buf_puts(&texts.new, "- ref: a\n  milestones: ");
	put_list(&texts.new, "{what: m%d, due: 2021-11}, ", MANY - 1, -1);
	compare(&f, &texts);
	assert_int_equal(f.change->records->movement_count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(f.change->records->movements[i].kind,
				 ARI_MOVE_SLIPPED);
	fixture_release(&f);
}

static void test_lists_and_keys(void **state)
{
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	ari_buf_puts(&texts.old, "- ref: a\n  leads: ");
	put_list(&texts.old, "p%d, ", 0, MANY);
	ari_buf_puts(&texts.new, "- ref: a\n  leads: ");
	put_list(&texts.new, "p%d, ", MANY - 1, -1);
	for (int i = 0; i < MANY; i++) {
		ari_buf_printf(&texts.old, "\n  x-%d: 1", i);
		ari_buf_printf(&texts.new, "\n  x-%d: %d", MANY - i, i % 2);
	}
	compare(&f, &texts);
	/* x-0 went, x-20000 came, the even ones between became 0. */
	assert_int_equal(f.change->records->movement_count, 2 + (MANY / 2 - 1));
	fixture_release(&f);
}

/* Texts without a word in common, more of them than there is time for. */
static void test_words(void **state)
{
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	for (int i = 0; i < 400; i++) {
		ari_buf_printf(&texts.old, "- ref: r%d\n  action:", i);
		ari_buf_printf(&texts.new, "- ref: r%d\n  action:", i);
		for (int k = 0; k < 1000; k++) {
			ari_buf_printf(&texts.old, " a%d", k);
			ari_buf_printf(&texts.new, " b%d", k);
		}
		ari_buf_puts(&texts.old, "\n");
		ari_buf_puts(&texts.new, "\n");
	}
	compare(&f, &texts);
	for (size_t i = 0; i < 400; i++) {
		const struct ari_movement *m = f.change->records[i].movements;

		assert_int_equal(m->words_out, 1000);
		assert_int_equal(m->words_in, 1000);
		assert_int_equal(m->word_count, 2);
	}
	fixture_release(&f);
}

/* A mapping wider than any of the format is data: types count in it. */
static void test_wide_mapping(void **state)
{
	static const char *const values[] = {"1", "\"1\""};

	(void)state;
	for (size_t v = 0; v < 2; v++) {
		struct texts texts;
		struct fixture f;

		begin(&texts);
		ari_buf_puts(&texts.old, "- ref: a\n  decision:\n");
		ari_buf_puts(&texts.new, "- ref: a\n  decision:\n");
		for (int i = 0; i < 200; i++) {
			ari_buf_printf(&texts.old, "    k%d: 1\n", i);
			ari_buf_printf(&texts.new, "    k%d: %s\n", 199 - i,
				       values[v]);
		}
		compare(&f, &texts);
		assert_record(f.change, "a", v ? "updated:decision" : "");
		fixture_release(&f);
	}
}

/* Records without a ref, none like another. */
static void test_anonymous(void **state)
{
	struct texts texts;
	struct fixture f;

	(void)state;
	begin(&texts);
	for (int i = 0; i < MANY; i++) {
		ari_buf_printf(&texts.old, "- {action: a%d}\n", i);
		ari_buf_printf(&texts.new, "- {action: b%d}\n", i);
	}
	compare(&f, &texts);
	assert_int_equal(f.change->record_count, 2 * MANY);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_formerly),
	    cmocka_unit_test(test_split),
	    cmocka_unit_test(test_milestones),
	    cmocka_unit_test(test_lists_and_keys),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_wide_mapping),
	    cmocka_unit_test(test_anonymous),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
