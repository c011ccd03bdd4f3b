/*
 * What holds for any merge: random plans changed on two sides, written in
 * layouts of every kind. The bytes must say what the merge of the plans as
 * data says, and the conflicts be the fields both changed, no more, no less.
 * EDIT_CASES in the environment asks for more than the usual number.
 */
#include "model_yaml.h"

#define CASES 2000

struct trial {
	struct model sides[3]; /* base, ours, theirs */
	struct model want[2];
	struct m_conflicts conflicts;
	struct ari_str texts[3];
	struct ari_merged merged;
	struct ari_arena arena;
};

static void show(const struct trial *t, uint32_t number, const char *what)
{
	static const char *const names[] = {"base", "ours", "theirs"};

	fprintf(stderr, "case %u: %s\nexpected conflicts: %s\n", number, what,
		t->conflicts.text);
	for (int i = 0; i < 3; i++)
		fprintf(stderr, "--- %s\n%.*s\n", names[i],
			(int)t->texts[i].len, t->texts[i].ptr);
	fprintf(stderr, "--- merged\n%.*s\n", (int)t->merged.bytes.len,
		t->merged.bytes.ptr);
	fail_msg("case %u: %s", number, what);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "REF.FIELD " sorted, so that the order of finding does not count. */
static void sort_words(char *text)
{
	char *words[256], copy[4096];
	size_t count = 0, at = 0;
	char *save = NULL, *word;

	snprintf(copy, sizeof(copy), "%s", text);
	for (word = strtok_r(copy, "\n", &save); word && count < 256;
	     word = strtok_r(NULL, "\n", &save))
		words[count++] = word;
	qsort(words, count, sizeof(*words), by_text);
	for (size_t i = 0; i < count; i++)
		at += (size_t)snprintf(text + at, sizeof(copy) - at, "%s\n",
				       words[i]);
}

static void check_conflicts(struct trial *t, uint32_t number)
{
	char got[4096] = "";
	size_t at = 0;

	for (size_t i = 0; i < t->merged.conflict_count; i++) {
		const struct ari_conflict *c = &t->merged.conflicts[i];

		at += (size_t)snprintf(got + at, sizeof(got) - at,
				       "%.*s.%.*s\n", (int)c->ref.len,
				       c->ref.ptr ? c->ref.ptr : "",
				       (int)c->field.len, c->field.ptr);
	}
	sort_words(got);
	sort_words(t->conflicts.text);
	if (strcmp(got, t->conflicts.text)) {
		fprintf(stderr, "found conflicts: %s\n", got);
		show(t, number, "other conflicts");
	}
}

/* Records that stayed keep the order of ours. */
static bool in_order(const struct model *got, const struct model *ours)
{
	int last = -1;

	for (int i = 0; i < got->count; i++) {
		int at = 0;

		while (at < ours->count && ours->order[at] != got->order[i])
			at++;
		if (at == ours->count)
			continue;
		if (at < last)
			return false;
		last = at;
	}
	return true;
}

static void check_side(struct trial *t, uint32_t number, int side)
{
	struct ari_str text = one_side(&t->arena, t->merged.bytes, side);
	struct ari_doc *doc = read_doc(&t->arena, text);
	struct model got;

	if (!m_read(&got, doc->root))
		show(t, number, "something that nobody wrote");
	if (!m_equal(&got, &t->want[side]))
		show(t, number,
		     side ? "theirs is not merged right"
			  : "ours is not merged right");
	if (!in_order(&got, &t->sides[1]))
		show(t, number, "another order");
}

/* Every comment above a record of ours that stays is there. */
static void check_comments(struct trial *t, uint32_t number)
{
	for (int id = 0; id < M_RECORDS; id++) {
		char line[64];
		size_t len = (size_t)snprintf(line, sizeof(line),
					      "# about <%s>", m_own_ref(id));

		if (!t->want[0].records[id].there ||
		    !t->sides[1].records[id].there ||
		    !memmem(t->texts[1].ptr, t->texts[1].len, line, len))
			continue;
		if (!memmem(t->merged.bytes.ptr, t->merged.bytes.len, line,
			    len))
			show(t, number, "a comment of ours is lost");
	}
}

static void try_case(uint32_t number, uint64_t *seed)
{
	struct ari_merge_options options = {.marker = 7};
	struct ari_error err = {.code = ARI_OK};
	struct layout layout, other;
	struct trial t = {0};

	ari_arena_init(&t.arena, NULL, 0);
	m_make(&t.sides[0], seed);
	t.sides[1] = t.sides[2] = t.sides[0];
	m_edit(&t.sides[1], seed);
	m_edit(&t.sides[2], seed);
	l_make(&layout, seed);
	l_make(&other, seed);
	for (int i = 0; i < 3; i++)
		t.texts[i] =
		    m_write(&t.arena, &t.sides[i],
			    i == 2 && number % 4 == 3 ? &other : &layout);
	m_merge(t.want, &t.conflicts, &t.sides[0], &t.sides[1], &t.sides[2]);
	if (ari_edit_merge(&t.merged, t.texts[0], t.texts[1], t.texts[2],
			   &options, &t.arena, &err)) {
		fprintf(stderr, "%s\n", err.message);
		show(&t, number, "refused");
	}
	check_conflicts(&t, number);
	check_side(&t, number, 0);
	check_side(&t, number, 1);
	if (number % 4 != 3)
		check_comments(&t, number);
	ari_arena_release(&t.arena);
}

static void merges_as_data(void **state)
{
	const char *asked = getenv("EDIT_CASES");
	long cases = asked ? strtol(asked, NULL, 10) : CASES;
	uint64_t seed = 20211217;

	(void)state;
	for (long i = 0; i < cases; i++)
		try_case((uint32_t)i, &seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(merges_as_data),
	};

	return cmocka_run_group_tests(tests, start_git, stop_git);
}
