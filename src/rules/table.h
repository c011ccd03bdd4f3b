/*
 * Every rule of this room, in the order of the codes: its identifier, which
 * is the code with _ for -, and the code. Read by table.c and examples.c.
 */
#ifndef ARISING_RULES_TABLE_H
#define ARISING_RULES_TABLE_H

#define ARI_RULES__TABLE(X)                                                    \
	X(acceptance_expired, "acceptance-expired")                            \
	X(acceptance_unknown, "acceptance-unknown")                            \
	X(after_unknown, "after-unknown")                                      \
	X(assurance_most, "assurance-most")                                    \
	X(assurance_unknown, "assurance-unknown")                              \
	X(body_alias, "body-alias")                                            \
	X(body_name_shared, "body-name-shared")                                \
	X(body_unknown, "body-unknown")                                        \
	X(completed_open_ended, "completed-open-ended")                        \
	X(cycle_body, "cycle-body")                                            \
	X(cycle_dates, "cycle-dates")                                          \
	X(cycle_duplicate, "cycle-duplicate")                                  \
	X(date_form, "date-form")                                              \
	X(done_in_future, "done-in-future")                                    \
	X(done_missing, "done-missing")                                        \
	X(done_stray, "done-stray")                                            \
	X(done_too_early, "done-too-early")                                    \
	X(due_and_milestones, "due-and-milestones")                            \
	X(due_missing, "due-missing")                                          \
	X(evidence_missing, "evidence-missing")                                \
	X(formerly_live, "formerly-live")                                      \
	X(lead_unknown, "lead-unknown")                                        \
	X(met_unexpected, "met-unexpected")                                    \
	X(open_ended_date, "open-ended-date")                                  \
	X(post_alike, "post-alike")                                            \
	X(recommendation_unknown, "recommendation-unknown")                    \
	X(ref_duplicate, "ref-duplicate")                                      \
	X(ref_marker, "ref-marker")                                            \
	X(ref_missing, "ref-missing")                                          \
	X(register_bodies, "register-bodies")                                  \
	X(register_date, "register-date")                                      \
	X(section_unknown, "section-unknown")                                  \
	X(see_unknown, "see-unknown")                                          \
	X(status_missing, "status-missing")                                    \
	X(superseded_by_missing, "superseded-by-missing")                      \
	X(superseded_by_stray, "superseded-by-stray")                          \
	X(superseded_by_unknown, "superseded-by-unknown")

/* Those whose examples have more files than good.yaml and bad.yaml. */
#define ARI_RULES__BEFORE(X) /* none */

#define ARI_RULES__OTHER(X) /* none */

#define ARI_RULES__REGISTER(X) /* none */

#endif
