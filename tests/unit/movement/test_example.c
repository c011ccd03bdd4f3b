/*
 * The real plans: what moved between the papers of September and December
 * 2021, against what was counted by hand in those papers.
 */
#include "fixture.h"

#include <stdlib.h>

#define HOME "example-repo/cambridgeshire/"

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t room = (size_t)1 << 20, len;
	char *text;

	if (!file)
		return NULL;
	text = malloc(room);
	len = text ? fread(text, 1, room - 1, file) : 0;
	fclose(file);
	if (text)
		text[len] = '\0';
	return text;
}

static bool load(struct fixture *f, const char *old, const char *new)
{
	struct ari_movement_dates dates = {
	    .from = ari_day_from(2021, 9, 21),
	    .to = ari_day_from(2021, 12, 17),
	    .period = {ari_day_from(2021, 10, 1), ari_day_from(2021, 12, 31)},
	    .prose_near = ari_day_from(2021, 12, 17)};
	char *a = read_file(old), *b = read_file(new);

	if (a && b)
		fixture_compare(f, a, b, &dates);
	else
		print_message("SKIPPED: no %s beside the tests\n", HOME);
	free(a);
	free(b);
	return a && b;
}

static bool has_exception(const struct ari_record_change *change,
			  enum ari_exception_kind kind)
{
	for (size_t i = 0; i < change->exception_count; i++)
		if (change->exceptions[i].kind == kind)
			return true;
	return false;
}

/* The refs that have an exception are these and no others. */
static void assert_refs(const struct ari_plan_change *change,
			enum ari_exception_kind kind, const char *expected)
{
	char ref[32];
	size_t n = 0;

	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record_change *record = &change->records[i];

		if (!has_exception(record, kind))
			continue;
		snprintf(ref, sizeof(ref), " %.*s ", (int)record->ref.len,
			 record->ref.ptr);
		if (!strstr(expected, ref))
			fail_msg("%s%s", ari_exception_name(kind), ref);
		n++;
	}
	for (const char *p = expected; (p = strchr(p + 1, ' '));)
		n--;
	assert_int_equal(n, 0);
}

static void test_tracker(void **state)
{
	struct fixture f;

	(void)state;
	if (!load(&f, HOME "03-tracker-september/plans/joint-agreement.yaml",
		  HOME "05-tracker-december/plans/joint-agreement.yaml")) {
		skip();
		return;
	}
	assert_int_equal(f.change->record_count, 30);
	assert_refs(f.change, ARI_EXCEPT_DATE_IN_PROSE,
		    " F.10 G.4 F.12 T.12 T.3 H.9 F.4 T.7 E.4 E.3 C.7 ");
	assert_refs(f.change, ARI_EXCEPT_OVERDUE,
		    " CE.5 C.2 T.5 H.4 T.3 T.12 H.9 CE.2 CE.4 F.5 F.9 F.10 "
		    "G.4 H.2 F.12 ");
	assert_refs(f.change, ARI_EXCEPT_DUE_NOT_UPDATED, " ");
	assert_record(f.change, "C.6", "completed:status(0) updated:update");
	assert_int_equal(find_change(f.change, "CE.7")->movements->kind,
			 ARI_MOVE_ADDED);
	assert_int_equal(find_change(f.change, "CE.8")->movements->kind,
			 ARI_MOVE_ADDED);
	fixture_release(&f);
}

static void test_peer_challenge(void **state)
{
	const struct ari_movement *m;
	struct fixture f;

	(void)state;
	if (!load(&f, HOME "04-peer-draft/plans/peer.yaml",
		  HOME "06-peer-december/plans/peer.yaml")) {
		skip();
		return;
	}
	assert_refs(f.change, ARI_EXCEPT_DATE_IN_PROSE, " 1.3 1.5 2.1b ");
	assert_refs(f.change, ARI_EXCEPT_OVERDUE, " 1.5 ");
	assert_refs(f.change, ARI_EXCEPT_DUE_NOT_UPDATED, " 1.6 ");
	assert_refs(f.change, ARI_EXCEPT_NO_CHANGE, " 1.1 1.2 1.7 1.9 1.10 ");
	assert_record(f.change, "2.1a",
		      "completed:status(0) split:ref[2.1a,2.1b,2.1c] "
		      "date-added:due reworded:action body-changed:bodies "
		      "reassigned:leads");
	/* Due in October, delivered in November. */
	m = find_change(f.change, "2.1b")->movements;
	assert_int_equal(m->kind, ARI_MOVE_COMPLETED);
	assert_int_equal(m->days, 30);
	m = find_change(f.change, "2.1c")->movements;
	assert_int_equal(m->kind, ARI_MOVE_COMPLETED);
	assert_int_equal(m->days, 0);
	/* The commitment that left, some 84 words. */
	assert_int_equal(find_change(f.change, "1.5")->direction,
			 ARI_DIRECTION_MIXED);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tracker),
	    cmocka_unit_test(test_peer_challenge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
