/*
 * Every rule of this room, in the order of the codes: its identifier, which
 * is the code with _ for -, and the code. Read by table.c and examples.c.
 */
#ifndef ARISING_RULES_TABLE_H
#define ARISING_RULES_TABLE_H

#define ARI_RULES__TABLE(X)                                                    \
	X(acceptance_expired, "acceptance-expired")                            \
	X(acceptance_unknown, "acceptance-unknown")                            \
	X(after_circle, "after-circle")                                        \
	X(after_date, "after-date")                                            \
	X(after_open, "after-open")                                            \
	X(after_unknown, "after-unknown")                                      \
	X(alias_in_prose, "alias-in-prose")                                    \
	X(assurance_most, "assurance-most")                                    \
	X(assurance_unknown, "assurance-unknown")                              \
	X(baseline_changed, "baseline-changed")                                \
	X(baseline_empty, "baseline-empty")                                    \
	X(baseline_missing, "baseline-missing")                                \
	X(baseline_uncollected, "baseline-uncollected")                        \
	X(body_alias, "body-alias")                                            \
	X(body_missing, "body-missing")                                        \
	X(body_name_shared, "body-name-shared")                                \
	X(body_unknown, "body-unknown")                                        \
	X(commitment_cut, "commitment-cut")                                    \
	X(completed_open_ended, "completed-open-ended")                        \
	X(contact_details, "contact-details")                                  \
	X(cycle_body, "cycle-body")                                            \
	X(cycle_dates, "cycle-dates")                                          \
	X(cycle_duplicate, "cycle-duplicate")                                  \
	X(date_form, "date-form")                                              \
	X(date_in_prose, "date-in-prose")                                      \
	X(date_unexplained, "date-unexplained")                                \
	X(decision_missing, "decision-missing")                                \
	X(declared_count, "declared-count")                                    \
	X(done_in_future, "done-in-future")                                    \
	X(done_missing, "done-missing")                                        \
	X(done_stray, "done-stray")                                            \
	X(done_too_early, "done-too-early")                                    \
	X(due_and_milestones, "due-and-milestones")                            \
	X(due_missing, "due-missing")                                          \
	X(due_not_updated, "due-not-updated")                                  \
	X(evidence_missing, "evidence-missing")                                \
	X(formerly_live, "formerly-live")                                      \
	X(lead_load, "lead-load")                                              \
	X(lead_missing, "lead-missing")                                        \
	X(lead_unknown, "lead-unknown")                                        \
	X(lga_follow_up, "lga-follow-up")                                      \
	X(lga_plan, "lga-plan")                                                \
	X(lga_report, "lga-report")                                            \
	X(lga_review, "lga-review")                                            \
	X(link_unknown, "link-unknown")                                        \
	X(met_unexpected, "met-unexpected")                                    \
	X(month_load, "month-load")                                            \
	X(narrative_missing, "narrative-missing")                              \
	X(new_overdue, "new-overdue")                                          \
	X(open_ended_date, "open-ended-date")                                  \
	X(outcome_missing, "outcome-missing")                                  \
	X(plan_duplicate, "plan-duplicate")                                    \
	X(plan_removed, "plan-removed")                                        \
	X(post_alike, "post-alike")                                            \
	X(reason_missing, "reason-missing")                                    \
	X(reason_repeated, "reason-repeated")                                  \
	X(recommendation_changed, "recommendation-changed")                    \
	X(recommendation_missing, "recommendation-missing")                    \
	X(recommendation_unanswered, "recommendation-unanswered")              \
	X(recommendation_unknown, "recommendation-unknown")                    \
	X(record_removed, "record-removed")                                    \
	X(ref_alike, "ref-alike")                                              \
	X(ref_duplicate, "ref-duplicate")                                      \
	X(ref_marker, "ref-marker")                                            \
	X(ref_missing, "ref-missing")                                          \
	X(ref_reused, "ref-reused")                                            \
	X(register_bodies, "register-bodies")                                  \
	X(register_date, "register-date")                                      \
	X(reopened_unexplained, "reopened-unexplained")                        \
	X(section_unknown, "section-unknown")                                  \
	X(see_disagrees, "see-disagrees")                                      \
	X(see_unknown, "see-unknown")                                          \
	X(slipped_often, "slipped-often")                                      \
	X(small_numbers, "small-numbers")                                      \
	X(stage_back, "stage-back")                                            \
	X(stale, "stale")                                                      \
	X(stale_tense, "stale-tense")                                          \
	X(status_contradicted, "status-contradicted")                          \
	X(status_missing, "status-missing")                                    \
	X(success_changed, "success-changed")                                  \
	X(success_late, "success-late")                                        \
	X(superseded_by_missing, "superseded-by-missing")                      \
	X(superseded_by_stray, "superseded-by-stray")                          \
	X(superseded_by_unknown, "superseded-by-unknown")                      \
	X(update_missing, "update-missing")                                    \
	X(week_in_prose, "week-in-prose")                                      \
	X(year_in_prose, "year-in-prose")

/* Those of this room that have more examples than good.yaml and bad.yaml. */
#define ARI_RULES__BEFORE(X)                                                   \
	X(baseline_changed, "baseline-changed")                                \
	X(commitment_cut, "commitment-cut")                                    \
	X(date_unexplained, "date-unexplained")                                \
	X(due_not_updated, "due-not-updated")                                  \
	X(new_overdue, "new-overdue")                                          \
	X(plan_removed, "plan-removed")                                        \
	X(reason_repeated, "reason-repeated")                                  \
	X(recommendation_changed, "recommendation-changed")                    \
	X(record_removed, "record-removed")                                    \
	X(ref_reused, "ref-reused")                                            \
	X(reopened_unexplained, "reopened-unexplained")                        \
	X(stage_back, "stage-back")                                            \
	X(success_changed, "success-changed")

#define ARI_RULES__OTHER(X)                                                    \
	X(link_unknown, "link-unknown")                                        \
	X(plan_duplicate, "plan-duplicate")                                    \
	X(see_disagrees, "see-disagrees")

#define ARI_RULES__REGISTER(X)                                                 \
	X(alias_in_prose, "alias-in-prose")                                    \
	X(lead_load, "lead-load")                                              \
	X(month_load, "month-load")                                            \
	X(plan_removed, "plan-removed")

/*
 * Rules of the rooms below that have examples; those about what is too large
 * have none, which would be too large to show.
 */
#define ARI_RULES__READING(X)                                                  \
	X(schema_const, "schema-const")                                        \
	X(schema_contains, "schema-contains")                                  \
	X(schema_count, "schema-count")                                        \
	X(schema_dependent, "schema-dependent")                                \
	X(schema_enum, "schema-enum")                                          \
	X(schema_extra_item, "schema-extra-item")                              \
	X(schema_false, "schema-false")                                        \
	X(schema_form, "schema-form")                                          \
	X(schema_format, "schema-format")                                      \
	X(schema_length, "schema-length")                                      \
	X(schema_multiple, "schema-multiple")                                  \
	X(schema_not, "schema-not")                                            \
	X(schema_one, "schema-one")                                            \
	X(schema_pattern, "schema-pattern")                                    \
	X(schema_range, "schema-range")                                        \
	X(schema_required, "schema-required")                                  \
	X(schema_type, "schema-type")                                          \
	X(schema_unique, "schema-unique")                                      \
	X(schema_unknown_key, "schema-unknown-key")                            \
	X(yaml_alias, "yaml-alias")                                            \
	X(yaml_anchor, "yaml-anchor")                                          \
	X(yaml_bracket, "yaml-bracket")                                        \
	X(yaml_colon, "yaml-colon")                                            \
	X(yaml_control, "yaml-control")                                        \
	X(yaml_directive, "yaml-directive")                                    \
	X(yaml_documents, "yaml-documents")                                    \
	X(yaml_duplicate_key, "yaml-duplicate-key")                            \
	X(yaml_empty, "yaml-empty")                                            \
	X(yaml_encoding, "yaml-encoding")                                      \
	X(yaml_escape, "yaml-escape")                                          \
	X(yaml_indent, "yaml-indent")                                          \
	X(yaml_key_not_string, "yaml-key-not-string")                          \
	X(yaml_line, "yaml-line")                                              \
	X(yaml_merge_key, "yaml-merge-key")                                    \
	X(yaml_quote, "yaml-quote")                                            \
	X(yaml_start, "yaml-start")                                            \
	X(yaml_syntax, "yaml-syntax")                                          \
	X(yaml_tab, "yaml-tab")                                                \
	X(yaml_tag, "yaml-tag")

/* The same, in JSON. */
#define ARI_RULES__JSON(X)                                                     \
	X(json_duplicate_key, "json-duplicate-key")                            \
	X(json_empty, "json-empty")                                            \
	X(json_encoding, "json-encoding")                                      \
	X(json_surrogate, "json-surrogate")                                    \
	X(json_syntax, "json-syntax")                                          \
	X(schema_bad, "schema-bad")

/* Those that are judged by a schema of their own. */
#define ARI_RULES__SCHEMA(X)                                                   \
	X(schema_const, "schema-const")                                        \
	X(schema_contains, "schema-contains")                                  \
	X(schema_count, "schema-count")                                        \
	X(schema_dependent, "schema-dependent")                                \
	X(schema_extra_item, "schema-extra-item")                              \
	X(schema_false, "schema-false")                                        \
	X(schema_form, "schema-form")                                          \
	X(schema_format, "schema-format")                                      \
	X(schema_length, "schema-length")                                      \
	X(schema_multiple, "schema-multiple")                                  \
	X(schema_not, "schema-not")                                            \
	X(schema_one, "schema-one")                                            \
	X(schema_pattern, "schema-pattern")                                    \
	X(schema_range, "schema-range")                                        \
	X(schema_unique, "schema-unique")

#endif
