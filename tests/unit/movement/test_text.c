/*
 * Editorial or not, and which words went in and out. The property: kept and
 * removed words are the old text, kept and added words the new one.
 */
#include "fixture.h"

static bool editorial(const char *a, const char *b)
{
	bool forth = ari_movement_editorial(ari_str_from(a), ari_str_from(b));

	assert_int_equal(
	    forth, ari_movement_editorial(ari_str_from(b), ari_str_from(a)));
	return forth;
}

static void test_editorial(void **state)
{
	(void)state;
	assert_true(editorial("", ""));
	assert_true(editorial("", " \n"));
	assert_true(editorial("Oct' 21", "Oct '21"));
	assert_true(editorial("Oct – Dec", "Oct - Dec"));
	assert_true(editorial("the council’s “plan”", "The Council's 'plan'"));
	assert_true(editorial("COVID -19", "COVID-19"));
	assert_true(editorial("one\n\ntwo", "one two\n"));
	assert_true(editorial("a\xC2\xA0"
			      "b",
			      "a b"));
	assert_true(editorial("Caffé", "CAFFÉ"));
	assert_true(editorial("Tŷ Hywel", "TŶ HYWEL"));
}

static void test_not_editorial(void **state)
{
	(void)state;
	assert_false(editorial("a", "b"));
	assert_false(editorial("a", "a."));
	assert_false(editorial("a", ""));
	assert_false(editorial("will be", "will not be"));
	/* Figures: a space or a dash between digits is not nothing. */
	assert_false(editorial("1 000", "10 00"));
	assert_false(editorial("12 000", "12000"));
	assert_false(editorial("2021-22", "202122"));
	assert_false(editorial("10", "1 0"));
	/* A quote or a dash that is there or not. */
	assert_false(editorial("the councils", "the council's"));
	assert_false(editorial("re-cover", "recover"));
	/* Bytes that are no UTF-8 are themselves, not each other. */
	assert_false(editorial("a\xFF", "a"));
}

/* "-taken +put in =kept" */
static void assert_words(const char *a, const char *b, const char *expected)
{
	const struct ari_words *words;
	struct ari_error err;
	struct ari_arena arena;
	struct ari_buf out;
	size_t count;

	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&out, NULL);
	assert_int_equal(ari_movement_words(&words, &count, ari_str_from(a),
					    ari_str_from(b), &arena, &err),
			 0);
	for (size_t i = 0; i < count; i++) {
		ari_buf_byte(&out, words[i].kept      ? '='
				   : words[i].removed ? '-'
						      : '+');
		ari_buf_str(&out, words[i].text);
		ari_buf_byte(&out, '|');
	}
	assert_buf(&out, expected);
	ari_arena_release(&arena);
}

static void test_words(void **state)
{
	(void)state;
	assert_words("", "", "");
	assert_words("a b", "a b", "=a b|");
	assert_words("", "a b", "+a b|");
	assert_words("a  b ", "", "-a  b|");
	assert_words("members will be organised", "members has been organised",
		     "=members|-will be|+has been|=organised|");
	assert_words("one two", "one  and\ntwo", "=one|+and|=two|");
	assert_words("one, two", "one two", "-one,|+one|=two|");
	assert_words("a b cc dd", "cc dd a b", "-a b|=cc dd|+a b|");
	/* A word that both happen to have does not chop up the reading. */
	assert_words("first of many things", "part of another matter",
		     "-first of many things|+part of another matter|");
}

/* Words of one kind of run, one space between. */
static void gather(struct ari_buf *out, const struct ari_words *words,
		   size_t count, bool removed)
{
	for (size_t i = 0; i < count; i++) {
		if (!words[i].kept && words[i].removed != removed)
			continue;
		for (size_t k = 0; k < words[i].text.len; k++) {
			char c = words[i].text.ptr[k];

			ari_buf_byte(out, c == '\n' ? ' ' : c);
		}
		ari_buf_byte(out, ' ');
	}
}

static void put_random(struct ari_buf *out, uint64_t *seed, unsigned words,
		       unsigned kinds)
{
	for (unsigned i = 0; i < words; i++)
		ari_buf_printf(out, "%.*s ", (int)(next_random(seed) % 3 + 1),
			       &"abcdefgh"[next_random(seed) % kinds]);
}

/* Runs alternate, no two of one sort are neighbours, and both sides stand. */
static void check_runs(struct ari_str a, struct ari_str b)
{
	const struct ari_words *words;
	struct ari_buf old, new;
	struct ari_arena arena;
	struct ari_error err;
	size_t count;

	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_movement_words(&words, &count, a, b, &arena, &err),
			 0);
	ari_buf_init(&old, NULL);
	ari_buf_init(&new, NULL);
	gather(&old, words, count, true);
	gather(&new, words, count, false);
	assert_true(ari_str_eq(ari_buf_view(&old), a));
	assert_true(ari_str_eq(ari_buf_view(&new), b));
	for (size_t i = 1; i < count; i++) {
		assert_false(words[i].kept && words[i - 1].kept);
		if (!words[i].kept && !words[i - 1].kept)
			assert_true(words[i - 1].removed && !words[i].removed);
	}
	ari_buf_release(&old);
	ari_buf_release(&new);
	ari_arena_release(&arena);
}

static void test_both_sides_stand(void **state)
{
	uint64_t seed = 20211217;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		struct ari_buf a, b;
		unsigned kinds = next_random(&seed) % 6 + 1;

		ari_buf_init(&a, NULL);
		ari_buf_init(&b, NULL);
		put_random(&a, &seed, next_random(&seed) % 14, kinds);
		put_random(&b, &seed, next_random(&seed) % 14, kinds);
		check_runs(ari_buf_view(&a), ari_buf_view(&b));
		ari_buf_release(&a);
		ari_buf_release(&b);
	}
}

/* The caps: two long texts with nothing in common, and one too long. */
static void test_long_texts(void **state)
{
	static const unsigned words[] = {3000, 70000};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct ari_buf a, b;

		ari_buf_init(&a, NULL);
		ari_buf_init(&b, NULL);
		for (unsigned k = 0; k < words[i]; k++) {
			ari_buf_printf(&a, "a%u ", k);
			ari_buf_printf(&b, "b%u ", k);
		}
		check_runs(ari_buf_view(&a), ari_buf_view(&b));
		/* All the same but for one word in the middle. */
		ari_buf_clear(&b);
		for (unsigned k = 0; k < words[i]; k++)
			ari_buf_printf(&b, "%c%u ", k == 1500 ? 'b' : 'a', k);
		check_runs(ari_buf_view(&a), ari_buf_view(&b));
		ari_buf_release(&a);
		ari_buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_editorial),
	    cmocka_unit_test(test_not_editorial),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_both_sides_stand),
	    cmocka_unit_test(test_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
