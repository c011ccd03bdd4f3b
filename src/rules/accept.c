/*
 * Acceptances themselves: a finding that is accepted is one that there is,
 * and for a time that has not passed.
 */
#include "rules/internal.h"

static void check_acceptance_unknown(struct ari_rules__pass *pass)
{
	const struct ari_acceptances *accepted = &pass->record->accepted;

	for (size_t i = 0; i < accepted->count; i++) {
		const struct ari_value *code = &accepted->items[i].rule;
		struct ari_rules__near near = {.word = code->text};

		if (!code->text.len || ari_rules_find(code->text))
			continue;
		for (size_t j = 0; ari_rules_all[j] && ari_rules__wanted(pass);
		     j++)
			ari_rules__try(
			    &near, ari_str_from(ari_rules_all[j]->rule.code));
		INSTEAD(
		    pass, ari_node_span(code->node),
		    ari_rules__short(pass, code->text),
		    ari_str_from(ari_rules_lookup(code->text)
				     ? "cannot be accepted: it has to be put "
				       "right"
				     : "is not the code of a rule"),
		    ari_rules__mean(pass, near.best,
				    "copy the code out of the finding, from "
				    "between the square brackets"));
	}
}

const struct ari_check ari_rules__acceptance_unknown = {
    {"acceptance-unknown", ARI_LEVEL_ERROR, "{0} {1}", "{2}",
     "What a record accepts is the finding of a rule."},
    ARI_CHECK_RECORD,
    check_acceptance_unknown,
    0,
};

static void check_acceptance_expired(struct ari_rules__pass *pass)
{
	const struct ari_acceptances *accepted = &pass->record->accepted;
	int32_t day = pass->rules->dates.day;

	for (size_t i = 0; i < accepted->count; i++) {
		const struct ari_when *until = &accepted->items[i].until;

		if (day == ARI_DAY_MIN || until->date.kind == ARI_DATE_NONE ||
		    until->date.days.hi >= day)
			continue;
		FIND(pass, ari_node_span(until->node),
		     accepted->items[i].rule.text,
		     ari_rules__date(pass, &until->date));
	}
}

const struct ari_check ari_rules__acceptance_expired = {
    {"acceptance-expired", ARI_LEVEL_WARNING,
     "{0} was accepted until {1}, which has passed",
     "put right what was accepted and take this out, or agree a later date "
     "and say why in its reason",
     "What is accepted is accepted for a time."},
    ARI_CHECK_RECORD,
    check_acceptance_expired,
    0,
};
