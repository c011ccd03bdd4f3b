/*
 * The register's cycles: each meeting once, its dates in an order that can
 * be, of a body that is known.
 */
#include "rules/internal.h"

static void check_cycle_duplicate(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->cycle_count; i++) {
		const struct ari_cycle *cycle = &reg->cycles[i];
		const struct ari_cycle *first =
		    ari_register_cycle(reg, cycle->id.text);
		struct ari_diag *diag;

		if (!first || first == cycle)
			continue;
		diag =
		    FIND(pass, ari_node_span(cycle->id.node), cycle->id.text);
		ari_rules__relate(diag, ari_node_span(first->id.node),
				  ARI_STR("it stands here first"));
	}
}

const struct ari_check ari_rules__cycle_duplicate = {
    {"cycle-duplicate", ARI_LEVEL_ERROR,
     "two cycles have the id {0}, and both would be the tag cycle/{0}",
     "give this meeting an id of its own, with its month or day in it",
     "A cycle's id stands once."},
    ARI_CHECK_REGISTER,
    check_cycle_duplicate,
    0,
};

static bool is_given(const struct ari_when *when)
{
	return when->date.kind != ARI_DATE_NONE;
}

static void find_cycle_dates(struct ari_rules__pass *pass,
			     const struct ari_cycle *cycle)
{
	const struct ari_when *meeting = &cycle->meeting;
	const struct ari_when *cutoff = &cycle->cutoff;
	const struct ari_when *period = &cycle->period;

	if (is_given(meeting) && is_given(cutoff) &&
	    cutoff->date.days.lo > meeting->date.days.hi)
		FIND(pass, ari_node_span(cutoff->node), ARI_STR("the cut-off"),
		     ari_rules__date(pass, &cutoff->date),
		     ari_rules__date(pass, &meeting->date));
	if (is_given(meeting) && is_given(period) &&
	    period->date.days.lo > meeting->date.days.hi)
		FIND(pass, ari_node_span(period->node),
		     ARI_STR("the period it reports on"),
		     ari_rules__date(pass, &period->date),
		     ari_rules__date(pass, &meeting->date));
}

static void check_cycle_dates(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->cycle_count; i++)
		find_cycle_dates(pass, &reg->cycles[i]);
}

const struct ari_check ari_rules__cycle_dates = {
    {"cycle-dates", ARI_LEVEL_ERROR, "{0}, {1}, comes after the meeting of {2}",
     "look at the year and month of both: the period begins, and the "
     "cut-off is, before the meeting",
     "A paper's cut-off and period come before its meeting."},
    ARI_CHECK_REGISTER,
    check_cycle_dates,
    0,
};

static void check_cycle_body(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;

	for (size_t i = 0; i < reg->cycle_count && reg->body_count; i++) {
		const struct ari_value *body = &reg->cycles[i].body;
		const struct ari_body *named;

		if (!body->text.len ||
		    ari_register_body(reg, body->text, false))
			continue;
		named = ari_register_body(reg, body->text, true);
		FIND(pass, ari_node_span(body->node),
		     ari_rules__short(pass, body->text),
		     named
			 ? ari_rules__say(pass, "write %.*s",
					  (int)named->code.len, named->code.ptr)
			 : ARI_STR("write the code of a body under bodies:, "
				   "or add this one there"));
	}
}

const struct ari_check ari_rules__cycle_body = {
    {"cycle-body", ARI_LEVEL_ERROR,
     "\"{0}\" is not the code of a body of this register", "{1}",
     "A meeting is one of a body that the register has."},
    ARI_CHECK_REGISTER,
    check_cycle_body,
    0,
};
