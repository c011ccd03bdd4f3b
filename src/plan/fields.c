/*
 * The format as data: each key of a plan and of the register, its shape and
 * where its value lives. The binder walks these tables; so do movement,
 * show, blame, set and the exports. A new field is a row here.
 */
#include "plan/internal.h"

#define BOTH (ARI_RECOMMENDATION | ARI_ACTION)

/* Rows of nested tables need no title and apply everywhere. */
#define ROW(type, key, form, member)                                           \
	{                                                                      \
		.name = key, .length = sizeof(key) - 1,                        \
		.shape = ARI_SHAPE_##form, .applies = BOTH,                    \
		.offset = offsetof(struct type, member)                        \
	}
#define POINT(type, key, member)                                               \
	{                                                                      \
		.name = key, .length = sizeof(key) - 1,                        \
		.shape = ARI_SHAPE_WHEN, .applies = BOTH,                      \
		.offset = offsetof(struct type, member), .point = true         \
	}
#define FIELD(key, label, form, kinds)                                         \
	{                                                                      \
		.name = #key, .length = sizeof(#key) - 1, .title = label,      \
		.shape = ARI_SHAPE_##form, .applies = kinds,                   \
		.offset = offsetof(struct ari_record, key)                     \
	}
#define END                                                                    \
	{                                                                      \
		.name = NULL                                                   \
	}

const struct ari_field ari_plan_fields[] = {
    FIELD(ref, "Ref", VALUE, BOTH),
    FIELD(formerly, "Formerly", VALUES, BOTH),
    FIELD(recommendations, "Recommendations", VALUES, ARI_ACTION),
    FIELD(action, "Action", VALUE, ARI_ACTION),
    FIELD(section, "Section", VALUE, BOTH),
    FIELD(themes, "Themes", VALUES, BOTH),
    FIELD(recommendation, "Recommendation", VALUE, ARI_RECOMMENDATION),
    FIELD(outcome, "Outcome", VALUE, ARI_RECOMMENDATION),
    FIELD(response, "Response", VALUE, ARI_RECOMMENDATION),
    FIELD(implemented, "Implemented", ATTESTATION, ARI_RECOMMENDATION),
    FIELD(bodies, "Bodies", VALUES, ARI_ACTION),
    FIELD(leads, "Leads", VALUES, ARI_ACTION),
    FIELD(support, "Support", VALUES, ARI_ACTION),
    FIELD(resources, "Resources", VALUES, ARI_ACTION),
    FIELD(due, "Due", WHEN, ARI_ACTION),
    FIELD(milestones, "Milestones", MILESTONES, ARI_ACTION),
    FIELD(met, "Met", WHENS, ARI_ACTION),
    FIELD(after, "After", VALUES, ARI_ACTION),
    FIELD(see, "See", VALUES, ARI_ACTION),
    FIELD(success, "Success criteria", VALUES, ARI_ACTION),
    FIELD(baseline, "Baseline", VALUE, ARI_ACTION),
    {.name = "status",
     .length = 6,
     .title = "Status",
     .shape = ARI_SHAPE_VALUE,
     .applies = ARI_ACTION,
     .offset = offsetof(struct ari_record, status_text)},
    FIELD(superseded_by, "Superseded by", VALUE, ARI_ACTION),
    {.name = "done",
     .length = 4,
     .title = "Done",
     .shape = ARI_SHAPE_WHEN,
     .applies = ARI_ACTION,
     .offset = offsetof(struct ari_record, done),
     .point = true},
    FIELD(evidence, "Evidence", VALUES, ARI_ACTION),
    FIELD(verified, "Verified", ATTESTATION, ARI_ACTION),
    FIELD(reason, "Reason", VALUE, BOTH),
    FIELD(decision, "Decision", DECISION, BOTH),
    FIELD(update, "Update", VALUE, ARI_ACTION),
    FIELD(access, "Access", VALUE, BOTH),
    FIELD(accepted, "Accepted findings", ACCEPTANCES, BOTH),
    END,
};

_Static_assert(sizeof(ari_plan_fields) / sizeof(*ari_plan_fields) <=
		   ARI_PLAN__FIELDS,
	       "the binder remembers the keys it has seen in 64 bits");

const struct ari_field ari_plan__plan_fields[] = {
    ROW(ari_plan, "plan", VALUE, id),
    ROW(ari_plan, "title", VALUE, title),
    ROW(ari_plan, "kind", VALUE, kind),
    ROW(ari_plan, "stage", VALUE, stage_text),
    ROW(ari_plan, "narrative", VALUE, narrative),
    POINT(ari_plan, "baseline_as_of", baseline_as_of),
    ROW(ari_plan, "access", VALUE, access),
    END,
};

const struct ari_field ari_plan__source_fields[] = {
    ROW(ari_plan_source, "body", VALUE, body),
    ROW(ari_plan_source, "onsite", WHEN, onsite),
    POINT(ari_plan_source, "published", published),
    ROW(ari_plan_source, "regime", VALUE, regime),
    END,
};

const struct ari_field ari_plan__approval_fields[] = {
    ROW(ari_approval, "stage", VALUE, stage),
    ROW(ari_approval, "body", VALUE, body),
    POINT(ari_approval, "on", on),
    ROW(ari_approval, "minute", VALUE, minute),
    END,
};

const struct ari_field ari_plan__deadline_fields[] = {
    ROW(ari_deadline, "what", VALUE, what),
    ROW(ari_deadline, "due", WHEN, due),
    POINT(ari_deadline, "done", done),
    END,
};

const struct ari_field ari_plan__milestone_fields[] = {
    ROW(ari_milestone, "what", VALUE, what),
    ROW(ari_milestone, "due", WHEN, due),
    POINT(ari_milestone, "done", done),
    ROW(ari_milestone, "met", WHENS, met),
    END,
};

const struct ari_field ari_plan__decision_fields[] = {
    ROW(ari_decision, "body", VALUE, body),
    POINT(ari_decision, "on", on),
    ROW(ari_decision, "minute", VALUE, minute),
    END,
};

const struct ari_field ari_plan__attestation_fields[] = {
    POINT(ari_attestation, "on", on),
    ROW(ari_attestation, "by", VALUE, by),
    ROW(ari_attestation, "evidence", VALUES, evidence),
    END,
};

const struct ari_field ari_plan__acceptance_fields[] = {
    ROW(ari_acceptance, "rule", VALUE, rule),
    ROW(ari_acceptance, "reason", VALUE, reason),
    POINT(ari_acceptance, "until", until),
    END,
};

const struct ari_field ari_plan__register_fields[] = {
    ROW(ari_register, "arising", VALUE, version),
    ROW(ari_register, "council", VALUE, council),
    ROW(ari_register, "plans", VALUES, plans),
    END,
};

const struct ari_field ari_plan__body_fields[] = {
    ROW(ari_body, "name", VALUE, name),
    ROW(ari_body, "kind", VALUE, kind),
    ROW(ari_body, "aliases", VALUES, aliases),
    POINT(ari_body, "from", from),
    POINT(ari_body, "until", until),
    END,
};

const struct ari_field ari_plan__post_fields[] = {
    ROW(ari_post, "post", VALUE, post),
    ROW(ari_post, "holder", VALUE, holder),
    END,
};

const struct ari_field ari_plan__cycle_fields[] = {
    ROW(ari_cycle, "id", VALUE, id),	    ROW(ari_cycle, "body", VALUE, body),
    POINT(ari_cycle, "meeting", meeting),   POINT(ari_cycle, "cutoff", cutoff),
    ROW(ari_cycle, "period", WHEN, period), END,
};

const struct ari_field *ari_plan_field(struct ari_str name)
{
	for (const struct ari_field *f = ari_plan_fields; f->name; f++)
		if (ari_str_is(name, f->name))
			return f;
	return NULL;
}

const struct ari_node *ari_record_node(const struct ari_record *record,
				       const struct ari_field *field)
{
	const char *slot = (const char *)record + field->offset;

	return *(const struct ari_node *const *)slot;
}
