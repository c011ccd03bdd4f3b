/*
 * Binding: every key of the format reaches its place in the plan.
 */
#include "unit/plan/everything.h"
#include "unit/plan/fixture.h"

static void test_plan_fields(void **state)
{
	struct fixture f;
	const struct ari_plan *p;

	(void)state;
	fixture_plan(&f, everything);
	p = f.plan;
	assert_str(p->path, "plans/test.yaml");
	assert_str(p->id.text, "peer");
	assert_str(p->title.text, "The plan");
	assert_str(p->kind.text, "peer-challenge");
	assert_str(p->stage_text.text, "agreed-in-principle");
	assert_int_equal(p->stage, ARI_STAGE_AGREED_IN_PRINCIPLE);
	assert_str(p->narrative.text, "What good looks like");
	assert_str(p->baseline_as_of.text, "2021-05");
	assert_int_equal(p->baseline_as_of.date.kind, ARI_DATE_MONTH);
	assert_str(p->access.text, "exempt");
	assert_ptr_equal(p->declared, ari_node_get(p->node, "declared"));
	assert_int_equal(p->extras.count, 1);
	assert_str(ari_node_text(p->extras.items[0].key), "x-plan");
	assert_int_equal(p->extras.items[0].value->kind, ARI_NODE_MAPPING);
	fixture_release(&f);
}

static void test_plan_parts(void **state)
{
	struct fixture f;
	const struct ari_plan *p;

	(void)state;
	fixture_plan(&f, everything);
	p = f.plan;
	assert_int_equal(p->approval_count, 2);
	assert_non_null(p->approvals[0].node);
	assert_str(p->approvals[0].stage.text, "draft");
	assert_str(p->approvals[0].body.text, "S&R");
	assert_int_equal(p->approvals[0].on.date.days.lo,
			 ari_day_from(2021, 9, 21));
	assert_str(p->approvals[0].minute.text, "42");
	assert_int_equal(p->approvals[1].on.date.kind, ARI_DATE_YEAR);
	assert_null(p->approvals[1].body.node);
	assert_int_equal(p->deadline_count, 1);
	assert_str(p->deadlines[0].what.text, "Publish");
	assert_int_equal(p->deadlines[0].due.date.days.lo, ARI_DAY_MIN);
	assert_int_equal(p->deadlines[0].done.date.kind, ARI_DATE_DAY);
	assert_str(p->source.body.text, "LGA");
	assert_int_equal(p->source.onsite.date.days.hi,
			 ari_day_from(2024, 3, 28));
	assert_str(p->source.published.text, "2024-07");
	assert_str(p->source.regime.text, "lga-2017");
	fixture_release(&f);
}

static void test_sections(void **state)
{
	struct fixture f;

	(void)state;
	fixture_plan(&f, everything);
	assert_int_equal(f.plan->section_count, 2);
	assert_str(f.plan->sections[0].key, "key");
	assert_str(f.plan->sections[1].title.text, "Shared services");
	assert_str(ari_plan_section_title(f.plan, ARI_STR("shared")),
		   "Shared services");
	assert_str(ari_plan_section_title(f.plan, ARI_STR("none")), "none");
	fixture_release(&f);
}

static void test_recommendation(void **state)
{
	struct fixture f;
	const struct ari_record *r;

	(void)state;
	fixture_plan(&f, everything);
	assert_int_equal(f.plan->recommendation_count, 1);
	r = &f.plan->records[0];
	assert_int_equal(r->kind, ARI_RECOMMENDATION);
	assert_ptr_equal(r->plan, f.plan);
	assert_int_equal(r->position, 0);
	assert_str(r->ref.text, "R1");
	assert_str(r->formerly.items[0].text, "R0");
	assert_str(r->section.text, "key");
	assert_str(r->themes.items[0].text, "money");
	assert_str(r->recommendation.text, "Decide sooner");
	assert_str(ari_record_wording(r), "Decide sooner");
	assert_str(r->outcome.text, "Decisions come in time");
	assert_str(r->response.text, "accepted");
	assert_str(r->implemented.on.text, "2025-06");
	assert_str(r->implemented.by.text, "CPC");
	assert_int_equal(r->implemented.evidence.count, 2);
	assert_str(r->reason.text, "It was always meant");
	assert_str(r->decision.minute.text, "7");
	assert_str(r->accepted.items[0].rule.text, "no-actions");
	assert_str(ari_node_text(r->extras.items[0].value), "yes");
	assert_int_equal(r->status, ARI_STATUS_NONE);
	fixture_release(&f);
}

static void test_action_lists(void **state)
{
	struct fixture f;
	const struct ari_record *a;

	(void)state;
	fixture_plan(&f, everything);
	a = ari_plan_find(f.plan, ARI_STR("2.1b"));
	assert_non_null(a);
	assert_int_equal(a->kind, ARI_ACTION);
	assert_int_equal(a->formerly.count, 2);
	assert_str(a->formerly.items[1].text, "old#3");
	assert_int_equal(a->recommendations.count, 2);
	assert_str(a->recommendations.items[1].text, "R2");
	assert_int_equal(a->themes.count, 2);
	assert_str(a->bodies.items[1].text, "ALL");
	assert_str(a->leads.items[0].text, "chief-executive");
	assert_str(a->support.items[0].text, "Local Partnerships");
	assert_str(a->resources.items[0].text, "Two days");
	assert_str(a->after.items[0].text, "2.1a");
	assert_int_equal(a->see.count, 1); /* one text is a list of one */
	assert_str(a->see.items[0].text, "joint-agreement#F.4");
	assert_int_equal(a->success.count, 2);
	assert_int_equal(a->evidence.count, 3);
	assert_str(a->evidence.items[2].text, "three");
	assert_int_equal(a->extras.count, 2);
	assert_str(ari_node_text(a->extras.items[1].key), "x-list");
	fixture_release(&f);
}

static void test_action_values(void **state)
{
	struct fixture f;
	const struct ari_record *a;

	(void)state;
	fixture_plan(&f, everything);
	a = &f.plan->records[1];
	assert_str(ari_record_wording(a), "Hold a workshop");
	assert_str(a->section.text, "shared");
	assert_int_equal(a->due.date.kind, ARI_DATE_REPEAT);
	assert_int_equal(a->due.date.count, 4);
	assert_int_equal(a->met.count, 2);
	assert_int_equal(a->met.items[1].date.kind, ARI_DATE_DAY);
	assert_str(a->baseline.text, "None");
	assert_str(a->status_text.text, "superseded");
	assert_int_equal(a->status, ARI_STATUS_SUPERSEDED);
	assert_str(a->superseded_by.text, "other#1");
	assert_str(a->done.text, "2021-11");
	assert_str(a->reason.text, "The date moved");
	assert_str(a->decision.body.text, "S&R");
	assert_int_equal(a->decision.on.date.days.hi,
			 ari_day_from(2021, 12, 17));
	assert_str(a->update.text, "It took place.\n");
	assert_str(a->verified.by.text, "audit");
	assert_str(a->verified.evidence.items[0].text, "seen");
	assert_str(a->access.text, "exempt");
	assert_str(a->accepted.items[0].reason.text, "Waiting");
	assert_int_equal(a->accepted.items[0].until.date.kind, ARI_DATE_YEAR);
	fixture_release(&f);
}

static void test_milestones(void **state)
{
	struct fixture f;
	const struct ari_record *a;

	(void)state;
	fixture_plan(&f, everything);
	a = &f.plan->records[2];
	assert_int_equal(a->position, 1);
	assert_int_equal(a->milestones.count, 2);
	assert_str(a->milestones.items[0].what.text, "Draft");
	assert_str(a->milestones.items[0].done.text, "2021-12-07");
	assert_int_equal(a->milestones.items[1].due.date.kind, ARI_DATE_REPEAT);
	assert_int_equal(a->milestones.items[1].met.count, 1);
	assert_ptr_equal(a->milestones.items[1].node,
			 &a->milestones.node->u.items[1]);
	fixture_release(&f);
}

/* Whatever a table row says, its slot holds the node of its key. */
static void test_every_field_is_bound(void **state)
{
	struct fixture f;
	size_t found[ARI_ACTION + 1] = {0};

	(void)state;
	fixture_plan(&f, everything);
	for (size_t i = 0; i < f.plan->count; i++) {
		const struct ari_record *r = &f.plan->records[i];

		for (const struct ari_field *x = ari_plan_fields; x->name;
		     x++) {
			const struct ari_node *node;

			node = ari_node_get(r->node, x->name);
			assert_ptr_equal(ari_record_node(r, x), node);
			found[r->kind] += node != NULL;
		}
	}
	assert_int_equal(found[ARI_RECOMMENDATION], 12);
	assert_int_equal(found[ARI_ACTION], 26 + 3);
	fixture_release(&f);
}

static void test_field_by_name(void **state)
{
	(void)state;
	assert_string_equal(ari_plan_field(ARI_STR("success"))->title,
			    "Success criteria");
	assert_true(ari_plan_field(ARI_STR("done"))->point);
	assert_false(ari_plan_field(ARI_STR("due"))->point);
	assert_null(ari_plan_field(ARI_STR("succes")));
	assert_null(ari_plan_field(ARI_STR("")));
	assert_null(ari_plan_field(ARI_STR("ref\0")));
}

static void test_find(void **state)
{
	static const char text[] = "plan: p\n"
				   "recommendations: [{ref: a}, {ref: b}]\n"
				   "actions: [{ref: b}, {ref: 1.10}, {}]\n";
	struct fixture f;

	(void)state;
	fixture_plan(&f, text);
	assert_int_equal(f.plan->count, 5);
	assert_ptr_equal(ari_plan_find(f.plan, ARI_STR("a")),
			 &f.plan->records[0]);
	/* of a ref that stands twice, the first */
	assert_ptr_equal(ari_plan_find(f.plan, ARI_STR("b")),
			 &f.plan->records[1]);
	/* as it is written, not the number it means */
	assert_ptr_equal(ari_plan_find(f.plan, ARI_STR("1.10")),
			 &f.plan->records[3]);
	assert_null(ari_plan_find(f.plan, ARI_STR("1.1")));
	assert_null(ari_plan_find(f.plan, ARI_STR("")));
	fixture_release(&f);
}

static void test_kinds_keep_their_fields(void **state)
{
	static const char text[] =
	    "plan: p\n"
	    "recommendations: [{ref: a, due: 2021, status: paused}]\n"
	    "actions: [{ref: b, outcome: c, recommendation: d}]\n";
	struct fixture f;

	(void)state;
	fixture_plan(&f, text);
	assert_null(f.plan->records[0].due.node);
	assert_int_equal(f.plan->records[0].status, ARI_STATUS_NONE);
	assert_null(f.plan->records[1].outcome.node);
	assert_null(f.plan->records[1].recommendation.node);
	fixture_release(&f);
}

static void test_exempt(void **state)
{
	struct fixture f;

	(void)state;
	fixture_plan(&f, "plan: p\nactions: [{access: exempt}, {access: no},"
			 " {}]\n");
	assert_true(ari_record_exempt(&f.plan->records[0]));
	assert_false(ari_record_exempt(&f.plan->records[1]));
	assert_false(ari_record_exempt(&f.plan->records[2]));
	fixture_release(&f);
	fixture_plan(&f, "plan: p\naccess: exempt\nactions: [{ref: a}]\n");
	assert_true(ari_record_exempt(&f.plan->records[0]));
	fixture_release(&f);
}

static void test_words(void **state)
{
	(void)state;
	for (int i = ARI_STATUS_NOT_STARTED; i <= ARI_STATUS_SUPERSEDED; i++) {
		struct ari_str name;

		name = ari_str_from(ari_status_name((enum ari_status)i));
		assert_int_equal(ari_status_from(name), i);
	}
	assert_int_equal(ari_status_from(ARI_STR("In progress")),
			 ARI_STATUS_NONE);
	assert_int_equal(ari_status_from(ARI_STR("")), ARI_STATUS_NONE);
	assert_int_equal(ari_status_from((struct ari_str){NULL, 0}),
			 ARI_STATUS_NONE);
	assert_string_equal(ari_status_title(ARI_STATUS_IN_PROGRESS),
			    "In progress");
	assert_string_equal(ari_status_title(ARI_STATUS_NONE), "No status");
	assert_string_equal(ari_status_name(ARI_STATUS_NONE), "");
	assert_true(ari_status_closed(ARI_STATUS_WITHDRAWN));
	assert_false(ari_status_closed(ARI_STATUS_PAUSED));
	assert_false(ari_status_closed(ARI_STATUS_NONE));
	assert_int_equal(ari_stage_from(ARI_STR("agreed-in-principle")),
			 ARI_STAGE_AGREED_IN_PRINCIPLE);
	assert_string_equal(ari_stage_title(ARI_STAGE_AGREED_IN_PRINCIPLE),
			    "agreed in principle");
	assert_string_equal(ari_stage_title(ARI_STAGE_NONE), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plan_fields),
	    cmocka_unit_test(test_plan_parts),
	    cmocka_unit_test(test_sections),
	    cmocka_unit_test(test_recommendation),
	    cmocka_unit_test(test_action_lists),
	    cmocka_unit_test(test_action_values),
	    cmocka_unit_test(test_milestones),
	    cmocka_unit_test(test_every_field_is_bound),
	    cmocka_unit_test(test_field_by_name),
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_kinds_keep_their_fields),
	    cmocka_unit_test(test_exempt),
	    cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
