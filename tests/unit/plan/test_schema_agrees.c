/*
 * The schema files and the tables of this room name the same keys, so that
 * no editor offers what is not bound and nothing bound is refused.
 */
#include "unit/plan/fixture.h"

#include <arising/pattern.h>

#include "plan/internal.h"

static char *read_file(const char *path, size_t *len)
{
	const size_t room = 1 << 20;
	char *bytes = malloc(room);
	FILE *file = fopen(path, "rb");

	if (!file)
		fail_msg("%s cannot be opened: run from the root", path);
	assert_non_null(bytes);
	*len = fread(bytes, 1, room, file);
	assert_in_range(*len, 1, room - 1);
	fclose(file);
	return bytes;
}

/* The properties of a definition, or of the schema itself. */
static const struct ari_node *properties(const struct ari_node *schema,
					 const char *def)
{
	const struct ari_node *defs = ari_node_get(schema, "$defs");

	if (def)
		schema = ari_node_get(defs, def);
	return ari_node_get(schema, "properties");
}

static const struct ari_node *items_of(const struct ari_node *property)
{
	return ari_node_get(ari_node_get(property, "items"), "properties");
}

static void assert_keys(const struct ari_node *map,
			const struct ari_field *fields, unsigned kind,
			unsigned others)
{
	unsigned rows = 0;

	assert_non_null(map);
	for (const struct ari_field *f = fields; f->name; f++) {
		bool here = ari_node_get(map, f->name) != NULL;

		if (here != ((f->applies & kind) != 0))
			fail_msg("%s: in the schema %d", f->name, here);
		rows += here;
	}
	assert_int_equal(map->len / 2, rows + others);
}

static void test_plan(void **state)
{
	size_t len;
	char *bytes = read_file("schema/plan.schema.json", &len);
	const struct ari_node *root, *top;
	struct fixture f;

	(void)state;
	fixture_read(&f, (struct ari_str){bytes, len});
	root = f.doc.root;
	top = properties(root, NULL);
	/* approvals, source, declared, deadlines, sections and the records */
	assert_keys(top, ari_plan__plan_fields, ARI_ACTION, 7);
	assert_keys(properties(root, "action"), ari_plan_fields, ARI_ACTION, 0);
	assert_keys(properties(root, "recommendation"), ari_plan_fields,
		    ARI_RECOMMENDATION, 0);
	assert_keys(items_of(ari_node_get(top, "approvals")),
		    ari_plan__approval_fields, ARI_ACTION, 0);
	assert_keys(items_of(ari_node_get(top, "deadlines")),
		    ari_plan__deadline_fields, ARI_ACTION, 0);
	assert_keys(ari_node_get(ari_node_get(top, "source"), "properties"),
		    ari_plan__source_fields, ARI_ACTION, 0);
	assert_keys(properties(root, "decision"), ari_plan__decision_fields,
		    ARI_ACTION, 0);
	assert_keys(properties(root, "attestation"),
		    ari_plan__attestation_fields, ARI_ACTION, 0);
	top = ari_node_get(root, "$defs");
	assert_keys(items_of(ari_node_get(top, "milestones")),
		    ari_plan__milestone_fields, ARI_ACTION, 0);
	assert_keys(items_of(ari_node_get(top, "accepted")),
		    ari_plan__acceptance_fields, ARI_ACTION, 0);
	fixture_release(&f);
	free(bytes);
}

static void assert_words(const struct ari_node *list, size_t count,
			 bool is_status)
{
	assert_non_null(list);
	assert_int_equal(list->len, count);
	for (uint32_t i = 0; i < list->len; i++) {
		struct ari_str word = ari_node_text(&list->u.items[i]);

		assert_int_equal(is_status ? (int)ari_status_from(word)
					   : (int)ari_stage_from(word),
				 i + 1);
	}
}

static void test_words(void **state)
{
	size_t len;
	char *bytes = read_file("schema/plan.schema.json", &len);
	const struct ari_node *node;
	struct fixture f;

	(void)state;
	fixture_read(&f, (struct ari_str){bytes, len});
	node = ari_node_get(properties(f.doc.root, "action"), "status");
	assert_words(ari_node_get(node, "enum"), ARI_STATUS_SUPERSEDED, true);
	node = ari_node_get(ari_node_get(f.doc.root, "$defs"), "stage");
	assert_words(ari_node_get(node, "enum"), ARI_STAGE_SUPERSEDED, false);
	fixture_release(&f);
	free(bytes);
}

static void test_register(void **state)
{
	size_t len;
	char *bytes = read_file("schema/register.schema.json", &len);
	struct fixture f;

	(void)state;
	fixture_read(&f, (struct ari_str){bytes, len});
	/* bodies, people, cycles, assurance and roles */
	assert_keys(properties(f.doc.root, NULL), ari_plan__register_fields,
		    ARI_ACTION, 5);
	assert_keys(properties(f.doc.root, "body"), ari_plan__body_fields,
		    ARI_ACTION, 0);
	assert_keys(properties(f.doc.root, "person"), ari_plan__post_fields,
		    ARI_ACTION, 0);
	assert_keys(properties(f.doc.root, "cycle"), ari_plan__cycle_fields,
		    ARI_ACTION, 0);
	fixture_release(&f);
	free(bytes);
}

/* -- dates -- */

static struct ari_pattern *compile_form(const struct ari_node *schema,
					const char *def)
{
	const struct ari_node *node = ari_node_get(schema, "$defs");
	struct ari_error err = {.code = ARI_OK};
	struct ari_pattern *pattern;

	node = ari_node_get(ari_node_get(node, def), "if");
	node = ari_node_get(node, "pattern");
	assert_non_null(node);
	if (ari_pattern_new(&pattern, ari_node_text(node), &err))
		fail_msg("%s", err.message);
	return pattern;
}

/* What a pattern cannot know: whether the days exist, and their order. */
static bool is_past_pattern(enum ari_date_fault fault)
{
	return fault == ARI_DATE_NO_DAY || fault == ARI_DATE_BACKWARD ||
	       fault == ARI_DATE_RANGE;
}

static void assert_agrees(const struct ari_pattern *pattern,
			  struct ari_str text, enum ari_date_fault fault,
			  unsigned accepted[2])
{
	int found = ari_pattern_search(pattern, text, NULL);

	if (!is_past_pattern(fault) && found != (fault == ARI_DATE_OK))
		fail_msg("%.*s: the schema says %d, the reader %d",
			 (int)text.len, text.ptr, found, (int)fault);
	accepted[found != 0]++;
}

/* A point, mostly a right one. */
static void add_point(struct ari_buf *text, uint64_t *seed)
{
	static const char *const years[] = {"1900", "2021", "2024",
					    "2199", "1899", "2200"};
	uint32_t parts = next_random(seed) % 3;

	ari_buf_puts(text, years[next_random(seed) % 6]);
	if (parts > 0)
		ari_buf_printf(text, "-%02u", next_random(seed) % 14);
	if (parts > 1)
		ari_buf_printf(text, "-%02u", next_random(seed) % 33);
}

static void add_form(struct ari_buf *text, uint64_t *seed)
{
	static const char *const heads[] = {"", "", "../", "R/", "R4/", "R0/"};
	uint32_t head = next_random(seed) % 6;

	ari_buf_puts(text, heads[head]);
	add_point(text, seed);
	if (head > 2) {
		ari_buf_printf(text, "/P%u%c", next_random(seed) % 12,
			       "DWMYH"[next_random(seed) % 5]);
	} else if (head && next_random(seed) % 3 == 0) {
		ari_buf_puts(text, "/..");
	} else if (head == 1) {
		ari_buf_byte(text, '/');
		add_point(text, seed);
	}
}

/* One byte of it another one. */
static void spoil(struct ari_buf *text, uint64_t *seed)
{
	text->ptr[next_random(seed) % text->len] =
	    "0123456789-/.RPMDWYQ T"[next_random(seed) % 22];
}

/* The forms of the schema are those that are read as dates. */
static void test_dates(void **state)
{
	size_t len;
	char *bytes = read_file("schema/plan.schema.json", &len);
	struct ari_pattern *due, *point;
	unsigned dues[2] = {0}, points[2] = {0};
	uint64_t seed = 11;
	struct fixture f;
	struct ari_buf text;

	(void)state;
	fixture_read(&f, (struct ari_str){bytes, len});
	due = compile_form(f.doc.root, "due");
	point = compile_form(f.doc.root, "point");
	ari_buf_init(&text, NULL);
	for (unsigned i = 0; i < 50000; i++) {
		struct ari_date date;
		struct ari_str view;

		ari_buf_clear(&text);
		add_form(&text, &seed);
		if (i % 2)
			spoil(&text, &seed);
		view = ari_buf_view(&text);
		assert_agrees(due, view, ari_date_parse(&date, view), dues);
		assert_agrees(point, view, ari_date_parse_point(&date, view),
			      points);
	}
	assert_in_range(points[true], 2000, 10000);
	assert_in_range(dues[true], points[true] + 1500, 20000);
	ari_buf_release(&text);
	ari_pattern_free(due);
	ari_pattern_free(point);
	fixture_release(&f);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plan),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_register),
	    cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
