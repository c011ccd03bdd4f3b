/*
 * Overdue and due in a period: tables by hand, and repeats against the
 * plain definition.
 */
#include "unit/plan/fixture.h"

struct row {
	const char *fields; /* of the action, in flow style */
	int32_t year;	    /* the day that is asked about */
	unsigned month;
	unsigned day;
	const char *overdue; /* the interval as lo/hi days, or NULL */
};

/* The record of one action with these fields. */
static const struct ari_record *bind_action(struct fixture *f,
					    const char *fields)
{
	char text[2048];

	snprintf(text, sizeof(text), "plan: p\nactions: [{%s}]\n", fields);
	fixture_plan(f, text);
	return &f->plan->records[0];
}

static void check_row(const struct row *row)
{
	struct fixture f;
	const struct ari_record *record = bind_action(&f, row->fields);
	struct ari_days days = {0, 0};
	struct ari_buf buf;
	bool overdue;

	ari_buf_init(&buf, NULL);
	overdue = ari_record_overdue(
	    &days, record, ari_day_from(row->year, row->month, row->day));
	if (overdue) {
		ari_day_put(&buf, days.lo);
		ari_buf_byte(&buf, '/');
		ari_day_put(&buf, days.hi);
	}
	if (overdue != (row->overdue != NULL) ||
	    (overdue && !ari_str_is(ari_buf_view(&buf), row->overdue)))
		fail_msg("{%s} on %d-%u-%u: %s", row->fields, (int)row->year,
			 row->month, row->day, overdue ? buf.ptr : "not");
	ari_buf_release(&buf);
	fixture_release(&f);
}

static const struct row points[] = {
    {"due: 2021-12", 2021, 12, 17, NULL},
    {"due: 2021-12", 2021, 12, 31, NULL},
    {"due: 2021-12", 2022, 1, 1, "2021-12-01/2021-12-31"},
    {"due: 2021-12-17", 2021, 12, 17, NULL},
    {"due: 2021-12-17", 2021, 12, 18, "2021-12-17/2021-12-17"},
    {"due: 2021", 2021, 12, 31, NULL},
    {"due: 2021", 2022, 1, 1, "2021-01-01/2021-12-31"},
    {"due: 2021-11/2022-03", 2022, 3, 31, NULL},
    {"due: 2021-11/2022-03", 2022, 4, 1, "2021-11-01/2022-03-31"},
    {"due: ../2022-03", 2022, 4, 1, "../2022-03-31"},
    {"due: 2021-11/..", 2199, 1, 1, NULL},
    {"due: ongoing", 2199, 1, 1, NULL},
    {"ref: a", 2199, 1, 1, NULL},
};

static const struct row statuses[] = {
    {"due: 2021-10, status: completed", 2022, 1, 1, NULL},
    {"due: 2021-10, status: withdrawn", 2022, 1, 1, NULL},
    {"due: 2021-10, status: superseded", 2022, 1, 1, NULL},
    {"due: 2021-10, status: paused", 2022, 1, 1, "2021-10-01/2021-10-31"},
    {"due: 2021-10, status: in-progress", 2022, 1, 1, "2021-10-01/2021-10-31"},
    {"due: 2021-10, status: Completed", 2022, 1, 1, "2021-10-01/2021-10-31"},
    {"due: 2021-10, done: 2021-11", 2022, 1, 1, NULL},
    {"due: 2021-10, done: no", 2022, 1, 1, "2021-10-01/2021-10-31"},
};

static const struct row milestones[] = {
    /* F.4: September done, December open */
    {"milestones: [{what: Update, due: 2021-09, done: 2021-09},"
     " {what: Review, due: 2021-12}]",
     2021, 12, 17, NULL},
    {"milestones: [{what: Update, due: 2021-09, done: 2021-09},"
     " {what: Review, due: 2021-12}]",
     2022, 1, 1, "2021-12-01/2021-12-31"},
    {"milestones: [{what: Update, due: 2021-09},"
     " {what: Review, due: 2021-12}]",
     2021, 12, 17, "2021-09-01/2021-09-30"},
    /* F.6: December and February */
    {"milestones: [{what: a, due: 2021-12}, {what: b, due: 2022-02}]", 2021, 12,
     17, NULL},
    /* the earliest, whatever the order in the file */
    {"milestones: [{what: b, due: 2022-02}, {what: a, due: 2021-12}]", 2022, 6,
     1, "2021-12-01/2021-12-31"},
    {"status: completed, milestones: [{what: b, due: 2022-02}]", 2022, 6, 1,
     NULL},
    /* the record's own done does not close its milestones */
    {"done: 2022-01, milestones: [{what: b, due: 2022-02}]", 2022, 6, 1,
     "2022-02-01/2022-02-28"},
};

static const struct row repeats[] = {
    /* F.1 */
    {"due: R/2021-09/P3M, met: [2021-09, 2021-12]", 2021, 12, 17, NULL},
    {"due: R/2021-09/P3M, met: [2021-09, 2021-12]", 2022, 3, 31, NULL},
    {"due: R/2021-09/P3M, met: [2021-09, 2021-12]", 2022, 4, 1,
     "2022-03-01/2022-03-31"},
    {"due: R/2021-09/P3M, met: [2021-12]", 2021, 12, 17,
     "2021-09-01/2021-09-30"},
    {"due: R/2021-09/P3M, met: [2021-12, 2021-09-14]", 2022, 1, 1, NULL},
    {"due: R/2021-09/P3M", 2021, 9, 30, NULL},
    {"due: R/2021-09/P3M", 2021, 10, 1, "2021-09-01/2021-09-30"},
    {"due: R/2021-09/P3M, met: 2021-09", 2021, 12, 31, NULL},
    /* a year is not inside a month */
    {"due: R/2021-09/P3M, met: [2021]", 2021, 12, 17, "2021-09-01/2021-09-30"},
    /* counted: after the last there is none */
    {"due: R2/2021-09/P3M, met: [2021-09, 2021-12]", 2199, 1, 1, NULL},
    {"due: R2/2021-09/P3M, met: [2021-09]", 2199, 1, 1,
     "2021-12-01/2021-12-31"},
    {"due: R/2021-09/P3M, done: 2021-10", 2199, 1, 1, NULL},
    {"due: R/2021-09/P3M, status: withdrawn", 2199, 1, 1, NULL},
    {"due: R/2021-09/P3M, met: [soon, 2021-09]", 2021, 10, 1, NULL},
    {"milestones: [{what: a, due: R/2021-09/P3M, met: [2021-09]}]", 2022, 1, 1,
     "2021-12-01/2021-12-31"},
};

#define CHECK_ROWS(rows)                                                       \
	do {                                                                   \
		for (size_t i = 0; i < sizeof(rows) / sizeof(*(rows)); i++)    \
			check_row(&(rows)[i]);                                 \
	} while (0)

static void test_points(void **state)
{
	(void)state;
	CHECK_ROWS(points);
}

static void test_statuses(void **state)
{
	(void)state;
	CHECK_ROWS(statuses);
}

static void test_milestones(void **state)
{
	(void)state;
	CHECK_ROWS(milestones);
}

static void test_repeats(void **state)
{
	(void)state;
	CHECK_ROWS(repeats);
}

/* -- repeats against the definition -- */

static bool is_met(const struct ari_record *record, struct ari_days days)
{
	for (size_t i = 0; i < record->met.count; i++) {
		const struct ari_date *date = &record->met.items[i].date;

		if (date->kind != ARI_DATE_NONE && date->days.lo >= days.lo &&
		    date->days.hi <= days.hi)
			return true;
	}
	return false;
}

static bool plainly_overdue(struct ari_days *out,
			    const struct ari_record *record, int32_t day)
{
	for (uint32_t k = 0; k < ARI_DATE_OCCURRENCES; k++) {
		struct ari_days days;

		if (!ari_date_occurrence(&days, &record->due.date, k) ||
		    days.hi >= day)
			return false;
		if (!is_met(record, days)) {
			*out = days;
			return true;
		}
	}
	return false;
}

/* A repeat whose step is at least as wide as its point. */
static void add_repeat(struct ari_buf *text, uint64_t *seed)
{
	static const char *const starts[] = {"2021-01-31", "2021-02-28",
					     "2021-01", "2021"};
	uint32_t start = next_random(seed) % 4;
	uint32_t narrowest = start < 2 ? 0 : start;

	ari_buf_puts(text, "due: R");
	if (next_random(seed) % 2)
		ari_buf_printf(text, "%u", 1 + next_random(seed) % 6);
	ari_buf_printf(text, "/%s/P%u%c", starts[start],
		       1 + next_random(seed) % 5,
		       "DWMY"[narrowest + next_random(seed) % (4 - narrowest)]);
}

static void add_met(struct ari_buf *text, uint64_t *seed)
{
	unsigned span = 1 + next_random(seed) % 15;

	ari_buf_puts(text, ", met: [");
	for (unsigned n = next_random(seed) % 12; n; n--) {
		unsigned month = next_random(seed) % span;

		ari_buf_printf(text, "%u-%02u", 2021 + month / 12,
			       1 + month % 12);
		if (next_random(seed) % 3)
			ari_buf_printf(text, "-%02u",
				       1 + next_random(seed) % 28);
		ari_buf_puts(text, ", ");
	}
	ari_buf_puts(text, "2021-01-31]");
}

static void test_repeats_by_definition(void **state)
{
	uint64_t seed = 7;
	unsigned overdue = 0, later = 0;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		struct ari_days mine = {0, 0}, plain = {0, 0};
		const struct ari_record *record;
		struct ari_buf text;
		struct fixture f;
		int32_t day;
		bool is;

		ari_buf_init(&text, NULL);
		add_repeat(&text, &seed);
		add_met(&text, &seed);
		record = bind_action(&f, text.ptr);
		day = ari_day_from(2021, 1, 1) +
		      (int32_t)(next_random(&seed) % 900);
		is = plainly_overdue(&plain, record, day);
		if (record->due.date.kind != ARI_DATE_REPEAT ||
		    ari_record_overdue(&mine, record, day) != is ||
		    mine.lo != plain.lo || mine.hi != plain.hi)
			fail_msg("{%s} at day %d", text.ptr, (int)day);
		overdue += is;
		later += is && plain.lo > record->due.date.first.lo;
		fixture_release(&f);
		ari_buf_release(&text);
	}
	/* both answers are common, and so is an occurrence past the first */
	assert_in_range(overdue, 500, 2800);
	assert_in_range(later, 300, 2800);
}

/* -- due in a period -- */

static bool due_in(const char *fields, int32_t lo, int32_t hi)
{
	struct fixture f;
	const struct ari_record *record = bind_action(&f, fields);
	bool is = ari_record_due_in(record, (struct ari_days){lo, hi});

	fixture_release(&f);
	return is;
}

static void test_due_in(void **state)
{
	int32_t lo = ari_day_from(2021, 10, 1), hi = ari_day_from(2021, 12, 31);

	(void)state;
	assert_true(due_in("due: 2021-10", lo, hi));
	assert_true(due_in("due: 2021-12", lo, hi));
	assert_true(due_in("due: 2021", lo, hi));
	assert_false(due_in("due: 2021-09", lo, hi));
	assert_false(due_in("due: 2022-01", lo, hi));
	assert_true(due_in("due: 2021-10/2021-12", lo, hi));
	assert_false(due_in("due: 2021-11/2022-03", lo, hi));
	assert_true(due_in("due: ../2021-11-05", lo, hi));
	assert_false(due_in("due: 2021-11/..", lo, hi));
	assert_false(due_in("due: 2021-11/..", lo, ARI_DAY_MAX));
	assert_false(due_in("ref: a", lo, hi));
	assert_true(due_in("milestones: [{what: a, due: 2021-12},"
			   " {what: b, due: 2022-02}]",
			   lo, hi));
	assert_false(due_in("milestones: [{what: a, due: 2021-09},"
			    " {what: b, due: 2022-02}]",
			    lo, hi));
}

static void test_due_in_repeats(void **state)
{
	int32_t lo = ari_day_from(2021, 10, 1), hi = ari_day_from(2021, 12, 31);

	(void)state;
	assert_true(due_in("due: R/2021-09/P3M", lo, hi));
	assert_true(due_in("due: R/2021-12/P1Y", lo, hi));
	assert_false(due_in("due: R/2021-09/P6M", lo, hi));
	assert_false(due_in("due: R1/2021-09/P3M", lo, hi));
	assert_false(due_in("due: R/2022-01/P3M", lo, hi));
	assert_true(due_in("due: R2/2021-09/P3M", lo, hi));
}

static void test_milestones_as_one_list(void **state)
{
	struct ari_milestone out[2];
	const struct ari_record *record;
	struct fixture f;

	(void)state;
	record = bind_action(&f, "due: 2021-10, done: 2021-11");
	assert_int_equal(ari_record_milestones(out, 2, record), 1);
	assert_str(out[0].due.text, "2021-10");
	assert_null(out[0].what.node);
	assert_true(ari_milestone_closed(record, &out[0]));
	fixture_release(&f);
	record = bind_action(&f, "milestones: [{what: a, due: 2021},"
				 " {what: b}, {what: c}]");
	assert_int_equal(ari_record_milestones(out, 2, record), 3);
	assert_str(out[1].what.text, "b");
	assert_int_equal(ari_record_milestones(NULL, 0, record), 3);
	assert_false(ari_milestone_closed(record, &out[0]));
	fixture_release(&f);
	record = bind_action(&f, "ref: a");
	assert_int_equal(ari_record_milestones(out, 2, record), 0);
	fixture_release(&f);
}

/* The final milestone: its name, or its due where it has none; NULL: none. */
static const struct {
	const char *fields;
	const char *final;
} finals[] = {
    {"due: 2021-12", "2021-12"},
    {"due: ongoing", NULL},
    {"ref: a", NULL},
    {"milestones: [{what: x, due: 2022-03}, {what: y, due: 2021-12}]", "x"},
    {"milestones: [{what: x, due: 2022-03}, {what: y, due: 2022-03-31}]", "y"},
    {"milestones: [{what: x}, {what: y, due: 2021-12}, {what: z}]", "y"},
    {"milestones: [{what: x, due: soon}]", NULL},
    {"milestones: [{what: x, due: 2021-11/..}, {what: y, due: 2199}]", "x"},
    {"due: 2022-06, milestones: [{what: x, due: 2021-12}]", "x"},
};

static void test_final(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(finals) / sizeof(*finals); i++) {
		struct fixture f;
		const struct ari_record *record =
		    bind_action(&f, finals[i].fields);
		struct ari_milestone found;
		bool has = ari_record_final(&found, record);

		assert_int_equal(has, finals[i].final != NULL);
		assert_int_equal(ari_record_final_day(record),
				 has ? found.due.date.days.hi : ARI_DAY_MIN);
		if (has && !ari_str_is(found.what.text, finals[i].final) &&
		    !ari_str_is(found.due.text, finals[i].final))
			fail_msg("{%s}: %.*s", finals[i].fields,
				 (int)found.due.text.len, found.due.text.ptr);
		fixture_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_points),
	    cmocka_unit_test(test_statuses),
	    cmocka_unit_test(test_milestones),
	    cmocka_unit_test(test_repeats),
	    cmocka_unit_test(test_repeats_by_definition),
	    cmocka_unit_test(test_due_in),
	    cmocka_unit_test(test_due_in_repeats),
	    cmocka_unit_test(test_milestones_as_one_list),
	    cmocka_unit_test(test_final),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
