/*
 * Deadlines of the Local Government Association's peer challenges, counted
 * from the last day on site, by the regime under which the review was held.
 *
 * Source: the association's pages on corporate peer challenges. lga-2017:
 * a follow-up visit within two years. lga-2024: report within three months,
 * action plan at the latest within five, progress review at about ten, its
 * report within twelve.
 */
#include "rules/internal.h"

#define REPORT_MONTHS 3
#define PLAN_MONTHS 5
#define REVIEW_MONTHS 10
#define REVIEW_REPORT_MONTHS 12
#define FOLLOW_UP_MONTHS 24

/*
 * The last day for what is due so many months after the review; false when
 * the plan is of another regime or does not say when the review was.
 */
static bool get_limit(int32_t *out, const struct ari_plan *plan,
		      const char *regime, int months)
{
	const struct ari_date *onsite = &plan->source.onsite.date;

	if (!ari_str_is(plan->source.regime.text, regime) ||
	    onsite->kind == ARI_DATE_NONE || onsite->days.hi == ARI_DAY_MAX)
		return false;
	*out = ari_day_step(onsite->days.hi, months, ARI_UNIT_MONTH);
	return true;
}

static bool is_past(const struct ari_rules__pass *pass, int32_t limit)
{
	return pass->rules->dates.day != ARI_DAY_MIN &&
	       pass->rules->dates.day > limit;
}

/* Report a date that lies past the limit as a whole. */
static void find_late(struct ari_rules__pass *pass, const struct ari_when *when,
		      int32_t limit, const char *what)
{
	if (when->date.kind == ARI_DATE_NONE || when->date.days.lo <= limit)
		return;
	FIND(pass, ari_node_span(when->node), ari_str_from(what),
	     ari_rules__date(pass, &when->date), ari_rules__day(pass, limit));
}

static void find_absent(struct ari_rules__pass *pass, int32_t limit,
			const char *what)
{
	FIND(pass, ari_node_span(pass->plan->source.onsite.node),
	     ari_str_from(what), ARI_STR("not in the plan"),
	     ari_rules__day(pass, limit));
}

/* -- lga-2024 -- */

static void check_lga_report(struct ari_rules__pass *pass)
{
	const struct ari_when *published = &pass->plan->source.published;
	int32_t limit;

	if (!get_limit(&limit, pass->plan, "lga-2024", REPORT_MONTHS))
		return;
	find_late(pass, published, limit, "the report's publication");
	if (!published->node && is_past(pass, limit))
		find_absent(pass, limit, "the report's publication");
}

const struct ari_check ari_rules__lga_report = {
    {"lga-report", ARI_LEVEL_WARNING,
     "{0} ({1}) was to be by {2}, three months after the review",
     "write the day under source: published:, and in the paper why it was "
     "late",
     "The report of a peer challenge is published within three months."},
    ARI_CHECK_PLAN,
    check_lga_report,
    0,
};

/* The first decision by which the plan was one, or NULL. */
static const struct ari_approval *first_approval(const struct ari_plan *plan)
{
	const struct ari_approval *first = NULL;

	for (size_t i = 0; i < plan->approval_count; i++) {
		const struct ari_approval *one = &plan->approvals[i];

		if (!ari_stage_agreed(ari_stage_from(one->stage.text)) ||
		    one->on.date.kind == ARI_DATE_NONE)
			continue;
		if (!first || one->on.date.days.lo < first->on.date.days.lo)
			first = one;
	}
	return first;
}

static bool mentions(const struct ari_deadline *deadline, const char *phrase)
{
	size_t at;

	return ari_rules__phrase(&at, deadline->what.text, phrase);
}

static void check_lga_plan(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	const struct ari_approval *approval = first_approval(plan);
	int32_t limit;

	if (!get_limit(&limit, plan, "lga-2024", PLAN_MONTHS))
		return;
	for (size_t i = 0; i < plan->deadline_count; i++)
		if (mentions(&plan->deadlines[i], "action plan"))
			find_late(pass,
				  plan->deadlines[i].done.node
				      ? &plan->deadlines[i].done
				      : &plan->deadlines[i].due,
				  limit, "the plan's publication");
	if (approval)
		find_late(pass, &approval->on, limit, "the plan's approval");
	else if (is_past(pass, limit) && !ari_stage_agreed(plan->stage))
		find_absent(pass, limit, "the plan's approval");
}

const struct ari_check ari_rules__lga_plan = {
    {"lga-plan", ARI_LEVEL_WARNING,
     "{0} ({1}) was to be by {2}, five months after the review",
     "bring the date forward, or write in the paper why the plan is late; "
     "an approval stands under approvals:",
     "The plan that answers a peer challenge is published within five "
     "months."},
    ARI_CHECK_PLAN,
    check_lga_plan,
    0,
};

static void check_lga_review(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	int32_t limit, report_limit;
	bool planned = false;

	if (!get_limit(&limit, plan, "lga-2024", REVIEW_MONTHS) ||
	    !get_limit(&report_limit, plan, "lga-2024", REVIEW_REPORT_MONTHS))
		return;
	for (size_t i = 0; i < plan->deadline_count; i++) {
		const struct ari_deadline *one = &plan->deadlines[i];
		bool is_report = mentions(one, "report");

		if (!mentions(one, "progress review"))
			continue;
		planned = true;
		find_late(pass, &one->due, is_report ? report_limit : limit,
			  is_report ? "the report of the progress review"
				    : "the progress review");
	}
	if (!planned)
		find_absent(pass, limit, "the progress review");
}

const struct ari_check ari_rules__lga_review = {
    {"lga-review", ARI_LEVEL_WARNING,
     "{0} ({1}) is to be by {2}: ten months after the peer challenge, its "
     "report within twelve",
     "write it under deadlines: {what: Progress review, due: …}",
     "A progress review follows a peer challenge after ten months."},
    ARI_CHECK_PLAN,
    check_lga_review,
    0,
};

/* -- lga-2017 -- */

static void check_lga_follow_up(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	bool planned = false;
	int32_t limit;

	if (!get_limit(&limit, plan, "lga-2017", FOLLOW_UP_MONTHS))
		return;
	for (size_t i = 0; i < plan->deadline_count; i++) {
		const struct ari_deadline *one = &plan->deadlines[i];

		if (!mentions(one, "follow up") &&
		    !mentions(one, "follow-up") && !mentions(one, "visit"))
			continue;
		planned = true;
		find_late(pass, &one->due, limit, "the follow-up visit");
	}
	if (!planned)
		find_absent(pass, limit, "the follow-up visit");
}

const struct ari_check ari_rules__lga_follow_up = {
    {"lga-follow-up", ARI_LEVEL_WARNING,
     "{0} ({1}) is to be by {2}, two years after the peer challenge",
     "write it under deadlines: {what: Follow-up visit, due: …}",
     "A visit follows up a peer challenge within two years."},
    ARI_CHECK_PLAN,
    check_lga_follow_up,
    0,
};
