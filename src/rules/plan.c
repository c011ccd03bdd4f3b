/*
 * A plan as an assurance panel reads it: what good will look like, who
 * answers for what, whether it is all there.
 */
#include "rules/internal.h"

/* A report to which the council has not yet answered. */
static bool is_before_answer(const struct ari_plan *plan)
{
	return plan->recommendation_count &&
	       plan->count == plan->recommendation_count &&
	       (plan->stage == ARI_STAGE_NONE ||
		plan->stage == ARI_STAGE_DRAFT);
}

static void check_narrative_missing(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;

	if (!is_before_answer(plan) && !ari_node_get(plan->node, "narrative"))
		FIND(pass,
		     ari_rules__span(plan->title.node ? plan->title.node
						      : plan->id.node),
		     plan->id.text);
}

const struct ari_check ari_rules__narrative_missing = {
    {"narrative-missing", ARI_LEVEL_WARNING,
     "the plan does not say what good will look like",
     "add narrative: | with a paragraph on what will be different when the "
     "plan has been carried out",
     "A plan says what it is for, not only what will be done."},
    ARI_CHECK_PLAN,
    check_narrative_missing,
    0,
};

static void check_outcome_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->kind == ARI_RECOMMENDATION &&
	    !is_before_answer(pass->plan) &&
	    !ari_node_get(record->node, "outcome"))
		FIND(pass, ari_rules__name(record), ari_rules__called(record));
}

const struct ari_check ari_rules__outcome_missing = {
    {"outcome-missing", ARI_LEVEL_WARNING,
     "nothing says what will be different once {0} is carried out",
     "add outcome: with what people will see that they do not see now",
     "Each recommendation has an outcome by which it can be judged."},
    ARI_CHECK_RECORD,
    check_outcome_missing,
    0,
};

/* -- recommendations and actions -- */

static void mark_answered(bool *answered, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_values *refs =
		    &plan->records[i].recommendations;

		for (size_t j = 0; j < refs->count; j++) {
			const struct ari_record *target =
			    ari_plan_find(plan, refs->items[j].text);

			if (target && target->kind == ARI_RECOMMENDATION)
				answered[target - plan->records] = true;
		}
	}
}

/* Not accepted, or answered in another plan, needs no action here. */
static bool needs_action(const struct ari_record *record)
{
	return !ari_str_starts(record->response.text, "not ") &&
	       !ari_str_starts(record->response.text, "reject") &&
	       !record->implemented.node;
}

static void check_recommendation_unanswered(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	bool *answered;

	if (!plan->recommendation_count || is_before_answer(plan))
		return;
	answered =
	    ari_arena_zalloc(&pass->version->arena,
			     plan->recommendation_count * sizeof(*answered));
	if (!answered) {
		pass->failed = true;
		return;
	}
	mark_answered(answered, plan);
	for (size_t i = 0; i < plan->recommendation_count; i++) {
		pass->record = &plan->records[i];
		if (!answered[i] && needs_action(pass->record))
			FIND(pass, ari_rules__name(pass->record),
			     ari_rules__called(pass->record));
	}
}

const struct ari_check ari_rules__recommendation_unanswered = {
    {"recommendation-unanswered", ARI_LEVEL_WARNING,
     "no action of the plan answers recommendation {0}",
     "name {0} under `recommendations` of the action that answers it, or "
     "write a `response` that says why there is none: not accepted",
     "Every recommendation has an action, or a word why not."},
    ARI_CHECK_PLAN,
    check_recommendation_unanswered,
    0,
};

/* -- what an action of such a plan has -- */

static bool is_kind(const struct ari_plan *plan, const char *kind)
{
	return ari_str_is(plan->kind.text, kind);
}

static void check_recommendation_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	const struct ari_plan *plan = pass->plan;

	if (!plan->recommendation_count || record->recommendations.count ||
	    !ari_rules__open(record) ||
	    !(is_kind(plan, "peer-challenge") || is_kind(plan, "audit")))
		return;
	FIND(pass, ari_rules__name(record), ari_rules__called(record));
}

const struct ari_check ari_rules__recommendation_missing = {
    {"recommendation-missing", ARI_LEVEL_WARNING,
     "{0} answers no recommendation",
     "add recommendations: with the refs of those that it answers; an action "
     "of the council's own can accept this finding and say so",
     "An action of such a plan answers a recommendation."},
    ARI_CHECK_RECORD,
    check_recommendation_missing,
    0,
};

/* Whether somebody does the action, or did it. */
static bool is_done_by_somebody(const struct ari_record *record)
{
	return record->kind == ARI_ACTION &&
	       record->status != ARI_STATUS_WITHDRAWN &&
	       record->status != ARI_STATUS_SUPERSEDED;
}

static void check_lead_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (is_done_by_somebody(record) && !record->leads.count)
		FIND(pass, ari_rules__name(record), ari_rules__called(record));
}

const struct ari_check ari_rules__lead_missing = {
    {"lead-missing", ARI_LEVEL_WARNING, "nobody leads on {0}",
     "add leads: with the id of the post that answers for it, as arising.yaml "
     "has it",
     "Every action has somebody who answers for it."},
    ARI_CHECK_RECORD,
    check_lead_missing,
    0,
};

/*
 * Trackers of committees want a body for each action; any other plan does
 * so when it names bodies at all.
 */
static bool wants_bodies(const struct ari_plan *plan)
{
	if (is_kind(plan, "joint-agreement") ||
	    is_kind(plan, "committee-actions"))
		return true;
	for (size_t i = plan->recommendation_count; i < plan->count; i++)
		if (plan->records[i].bodies.count)
			return true;
	return false;
}

static void check_body_missing(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;

	if (!wants_bodies(plan))
		return;
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *record = &plan->records[i];

		pass->record = record;
		if (is_done_by_somebody(record) && !record->bodies.count)
			FIND(pass, ari_rules__name(record),
			     ari_rules__called(record));
	}
}

const struct ari_check ari_rules__body_missing = {
    {"body-missing", ARI_LEVEL_WARNING,
     "no committee or board watches over {0}",
     "add bodies: with the code of the body that it is reported to",
     "Every action is reported to a body."},
    ARI_CHECK_PLAN,
    check_body_missing,
    0,
};

/* -- declared -- */

static void check_count(struct ari_rules__pass *pass, const char *key,
			size_t count)
{
	const struct ari_node *node = ari_node_get(pass->plan->declared, key);
	struct ari_str said = ari_node_text(node), is;

	if (!node || node->type != ARI_TYPE_INT)
		return;
	is = ari_rules__say(pass, "%zu", count);
	if (!ari_str_eq(said, is))
		FIND(pass, ari_node_span(node), said, ari_str_from(key), is);
}

static void check_declared_count(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;

	if (!plan->declared)
		return;
	check_count(pass, "recommendations", plan->recommendation_count);
	check_count(pass, "actions", plan->count - plan->recommendation_count);
}

const struct ari_check ari_rules__declared_count = {
    {"declared-count", ARI_LEVEL_WARNING,
     "the document says that it has {0} {1}, and the plan has {2}",
     "find what is missing or stands twice; if the document miscounts, leave "
     "`declared` as it is and say so in the plan",
     "The plan has as many records as its document says."},
    ARI_CHECK_PLAN,
    check_declared_count,
    0,
};
