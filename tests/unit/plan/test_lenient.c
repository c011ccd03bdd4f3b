/*
 * Hostile shapes: whatever stands in the place of a value, binding ends well
 * and every question about the plan can still be asked. And memory that
 * ends at any moment.
 */
#include "unit/plan/everything.h"
#include "unit/plan/fixture.h"

/* -- trees with one node replaced -- */

struct copy {
	struct ari_arena *arena;
	size_t target; /* which node, counted in the order of the file */
	size_t at;
	const struct ari_node *with;
	bool replaced;
	bool keys; /* keys may be replaced too */
};

/* The texts here are ours and shallow, so this may recurse. */
static struct ari_node copy_node(struct copy *copy, const struct ari_node *node,
				 bool is_key)
{
	struct ari_node out = *node;
	struct ari_node *items;

	if (copy->at++ == copy->target && (copy->keys || !is_key)) {
		copy->replaced = true;
		return *copy->with;
	}
	if (node->kind == ARI_NODE_SCALAR || !node->len)
		return out;
	items = ari_arena_array(copy->arena, node->len, sizeof(*items));
	assert_non_null(items);
	for (uint32_t i = 0; i < node->len; i++)
		items[i] =
		    copy_node(copy, &node->u.items[i],
			      node->kind == ARI_NODE_MAPPING && !(i % 2));
	out.u.items = items;
	return out;
}

/* Every kind of node that a value may wrongly be. */
static const char oddities[] =
    "- null\n"
    "- true\n"
    "- 2021\n"
    "- 1.10\n"
    "- text\n"
    "- \"\"\n"
    "- 2021-12\n"
    "- R/2021-12/P1D\n"
    "- []\n"
    "- [null, [], {}, x, 2021]\n"
    "- {}\n"
    "- {ref: a, due: 2021, what: b, on: 2021, x-a: 1, level: off}\n"
    "- {ref: {ref: a}, due: [2021], met: {}, milestones: {due: 2021}}\n"
    "- [{ref: a, milestones: [1, {due: [2021]}], met: [[2021]]}]\n"
    "- [[[[[[[[[[x]]]]]]]]]]\n";

static bool fits(const struct ari_field *field, const struct ari_node *node)
{
	bool text =
	    node->kind == ARI_NODE_SCALAR && node->type != ARI_TYPE_NULL;

	switch (field->shape) {
	case ARI_SHAPE_VALUE:
	case ARI_SHAPE_WHEN:
		return text;
	case ARI_SHAPE_VALUES:
	case ARI_SHAPE_WHENS:
		return text || node->kind == ARI_NODE_SEQUENCE;
	case ARI_SHAPE_MILESTONES:
	case ARI_SHAPE_ACCEPTANCES:
		return node->kind == ARI_NODE_SEQUENCE;
	case ARI_SHAPE_DECISION:
	case ARI_SHAPE_ATTESTATION:
		return node->kind == ARI_NODE_MAPPING;
	}
	return false;
}

static void ask_record(const struct ari_record *record)
{
	struct ari_milestone out[4];
	struct ari_days days = {ari_day_from(2021, 1, 1),
				ari_day_from(2021, 12, 31)};
	struct ari_days overdue;

	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		const struct ari_node *node = ari_record_node(record, f);

		assert_true(!node || fits(f, node));
	}
	for (size_t i = 0; i < record->extras.count; i++)
		assert_true(ari_str_starts(
		    ari_node_text(record->extras.items[i].key), "x-"));
	ari_record_milestones(out, 4, record);
	if (ari_record_overdue(&overdue, record, days.hi))
		assert_true(overdue.hi < days.hi);
	ari_record_due_in(record, days);
	ari_record_exempt(record);
	ari_record_wording(record);
}

static void ask_plan(const struct ari_plan *plan)
{
	assert_true(plan->recommendation_count <= plan->count);
	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];
		const struct ari_record *found;

		ask_record(r);
		found = ari_plan_find(plan, r->ref.text);
		assert_true(r->ref.text.len ? found && found <= r : !found);
		ari_plan_section_title(plan, r->section.text);
	}
	for (size_t i = 0; i < plan->section_count; i++)
		assert_non_null(plan->sections[i].title.node);
}

static void ask_register(const struct ari_register *reg)
{
	struct ari_rule rule = {.code = "month-load",
				.level = ARI_LEVEL_WARNING};

	for (size_t i = 0; i < reg->body_count; i++)
		assert_non_null(
		    ari_register_body(reg, reg->bodies[i].code, false));
	for (size_t i = 0; i < reg->people_count; i++)
		assert_non_null(ari_register_post(reg, reg->people[i].id));
	ari_register_body(reg, ARI_STR("Cosmic"), true);
	ari_register_cycle(reg, ARI_STR("sr-2021-12"));
	ari_register_level(reg, &rule);
	assert_true(ari_register_most(reg, rule.code, 0) >= 0);
}

static void bind_copy(const struct ari_doc *doc, struct ari_arena *arena,
		      bool is_plan)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_register *reg;
	struct ari_plan *plan;
	bool mapping = doc->root->kind == ARI_NODE_MAPPING;
	int rc;

	if (is_plan)
		rc = ari_plan_bind(&plan, doc, arena, ARI_STR("p"), &err);
	else
		rc = ari_register_bind(&reg, doc, arena, &err);
	assert_int_equal(rc, mapping ? 0 : -1);
	if (!mapping)
		assert_int_equal(err.code, ARI_ERR_INVALID);
	else if (is_plan)
		ask_plan(plan);
	else
		ask_register(reg);
}

static size_t replace_all(const char *text, bool is_plan, bool keys)
{
	struct fixture f, odd;
	size_t count = 0;
	bool more = true;

	fixture_read(&f, ari_str_from(text));
	fixture_read(&odd, ari_str_from(oddities));
	for (size_t target = 0; more; target++) {
		struct copy copy = {.target = target, .keys = keys};

		for (uint32_t i = 0; i < odd.doc.root->len; i++) {
			struct ari_arena arena;
			struct ari_doc doc = f.doc;
			struct ari_node root;

			ari_arena_init(&arena, NULL, 0);
			copy.arena = &arena;
			copy.at = 0;
			copy.with = &odd.doc.root->u.items[i];
			copy.replaced = false;
			root = copy_node(&copy, f.doc.root, false);
			doc.root = &root;
			bind_copy(&doc, &arena, is_plan);
			count += copy.replaced;
			ari_arena_release(&arena);
		}
		more = target < copy.at;
	}
	fixture_release(&odd);
	fixture_release(&f);
	return count;
}

static void test_wrong_values(void **state)
{
	(void)state;
	assert_true(replace_all(everything, true, false) > 1500);
	assert_true(replace_all(everything_register, false, false) > 500);
}

static void test_wrong_keys(void **state)
{
	(void)state;
	assert_true(replace_all(everything, true, true) > 2500);
	assert_true(replace_all(everything_register, false, true) > 900);
}

/* -- single cases -- */

static void test_wrong_items_are_passed_over(void **state)
{
	struct fixture f;
	const struct ari_record *a;

	(void)state;
	fixture_plan(&f, "plan: p\n"
			 "actions:\n"
			 "  - text\n"
			 "  - ref: a\n"
			 "    leads: [x, [y], null, {z: 1}, w]\n"
			 "    milestones: [soon, {what: m}, null]\n"
			 "    evidence: []\n"
			 "    bodies: {a: b}\n");
	assert_int_equal(f.plan->count, 1);
	a = &f.plan->records[0];
	assert_int_equal(a->position, 1); /* as in the file */
	assert_int_equal(a->leads.count, 2);
	assert_str(a->leads.items[1].text, "w");
	assert_int_equal(a->milestones.count, 1);
	assert_non_null(a->evidence.node);
	assert_int_equal(a->evidence.count, 0);
	assert_null(a->bodies.node);
	fixture_release(&f);
}

static void test_faulty_dates(void **state)
{
	struct fixture f;
	const struct ari_record *a;

	(void)state;
	fixture_plan(&f, "plan: p\nactions: [{due: 2021-22, done: 2021/2022,"
			 " met: [2021, ../2022]}]\n");
	a = &f.plan->records[0];
	assert_str(a->due.text, "2021-22");
	assert_int_equal(a->due.date.kind, ARI_DATE_NONE);
	assert_int_not_equal(a->due.fault, ARI_DATE_OK);
	assert_int_equal(a->done.date.kind, ARI_DATE_NONE);
	assert_int_not_equal(a->done.fault, ARI_DATE_OK);
	assert_int_equal(a->met.items[0].fault, ARI_DATE_OK);
	assert_int_not_equal(a->met.items[1].fault, ARI_DATE_OK);
	fixture_release(&f);
}

static struct ari_node scalar(const char *text)
{
	return (struct ari_node){.kind = ARI_NODE_SCALAR,
				 .type = ARI_TYPE_STRING,
				 .len = (uint32_t)strlen(text),
				 .u.text = text};
}

static struct ari_node collection(uint8_t kind, const struct ari_node *items,
				  uint32_t len)
{
	return (struct ari_node){.kind = kind, .len = len, .u.items = items};
}

/* Readers report a key that stands twice; here the first one counts. */
static void test_keys_twice(void **state)
{
	struct ari_node pairs[] = {scalar("ref"),    scalar("a"),
				   scalar("action"), scalar("b"),
				   scalar("ref"),    scalar("c")};
	struct ari_node action = collection(ARI_NODE_MAPPING, pairs, 6);
	struct ari_node root[] = {scalar("actions"),
				  collection(ARI_NODE_SEQUENCE, &action, 1)};
	struct ari_node map = collection(ARI_NODE_MAPPING, root, 2);
	struct ari_doc doc = {.root = &map};
	struct ari_arena arena;
	struct ari_plan *plan;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_plan_bind(&plan, &doc, &arena, ARI_STR("p"), NULL),
			 0);
	assert_str(plan->records[0].ref.text, "a");
	assert_null(ari_plan_find(plan, ARI_STR("c")));
	ari_arena_release(&arena);
}

/* A small text must not become a large plan. */
static void test_cap(void **state)
{
	const uint32_t count = 1000000;
	struct ari_node *items = calloc(count, sizeof(*items));
	struct ari_node root[2], map;
	struct ari_doc doc = {.root = &map};
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_plan *plan;

	(void)state;
	assert_non_null(items);
	for (uint32_t i = 0; i < count; i++)
		items[i] = collection(ARI_NODE_MAPPING, NULL, 0);
	root[0] = scalar("actions");
	root[1] = collection(ARI_NODE_SEQUENCE, items, count);
	map = collection(ARI_NODE_MAPPING, root, 2);
	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(ari_plan_bind(&plan, &doc, &arena, ARI_STR("p"), &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_LIMIT);
	ari_arena_release(&arena);
	free(items);
}

static void test_no_plan(void **state)
{
	struct ari_plan *plan = (struct ari_plan *)&plan;
	struct ari_error err = {.code = ARI_OK};
	struct fixture f;

	(void)state;
	fixture_read(&f, ARI_STR("just text\n"));
	assert_int_equal(ari_plan_bind(&plan, &f.doc, &f.arena,
				       ARI_STR("plans/a.yaml"), &err),
			 -1);
	assert_int_equal(err.code, ARI_ERR_INVALID);
	assert_non_null(strstr(err.message, "plans/a.yaml"));
	f.doc.root = NULL;
	assert_int_equal(ari_plan_bind(&plan, &f.doc, &f.arena,
				       (struct ari_str){NULL, 0}, NULL),
			 -1);
	assert_ptr_equal(plan, &plan); /* set on success only */
	fixture_release(&f);
}

/* -- memory that ends -- */

static void *count_down(void *ctx, void *ptr, size_t size)
{
	size_t *left = ctx;

	if (!size) {
		free(ptr);
		return NULL;
	}
	if (!*left)
		return NULL;
	--*left;
	return realloc(ptr, size);
}

static int bind_with(size_t left, const struct ari_doc *doc, bool is_plan,
		     struct ari_error *err)
{
	struct ari_alloc alloc = {count_down, &left};
	struct ari_plan *plan = NULL;
	struct ari_register *reg = NULL;
	struct ari_arena arena;
	int rc;

	ari_arena_init(&arena, &alloc, 0);
	if (is_plan)
		rc = ari_plan_bind(&plan, doc, &arena, ARI_STR("p"), err);
	else
		rc = ari_register_bind(&reg, doc, &arena, err);
	assert_int_equal(rc == 0, plan || reg);
	ari_arena_release(&arena);
	return rc;
}

static void fail_each(const char *text, bool is_plan)
{
	struct ari_error err;
	struct fixture f;
	size_t n = 0;

	fixture_read(&f, ari_str_from(text));
	do {
		err = (struct ari_error){.code = ARI_OK};
		if (!bind_with(n, &f.doc, is_plan, &err))
			break;
		assert_int_equal(err.code, ARI_ERR_MEMORY);
		n++;
	} while (n < 1000);
	assert_in_range(n, 1, 999);
	fixture_release(&f);
}

static void test_memory_ends(void **state)
{
	(void)state;
	fail_each(everything, true);
	fail_each(everything_register, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wrong_values),
	    cmocka_unit_test(test_wrong_keys),
	    cmocka_unit_test(test_wrong_items_are_passed_over),
	    cmocka_unit_test(test_faulty_dates),
	    cmocka_unit_test(test_keys_twice),
	    cmocka_unit_test(test_cap),
	    cmocka_unit_test(test_no_plan),
	    cmocka_unit_test(test_memory_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
