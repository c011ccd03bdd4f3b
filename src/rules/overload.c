/*
 * Dates against capacity: how much of what is still to be done is due in
 * one month, and how much one lead answers for. Over all plans; the figure
 * is the register's `most`.
 */
#include "rules/internal.h"

#include <stdlib.h>

/* A count, and the place where it passed what is allowed. */
struct tally {
	int64_t count;
	struct ari_version *version;
	const struct ari_record *record;
	const struct ari_node *node;
};

static void count_one(struct ari_rules__pass *pass, struct tally *tally,
		      const struct ari_node *node)
{
	if (++tally->count != (int64_t)ari_rules__most(pass) + 1)
		return;
	tally->version = pass->version;
	tally->record = pass->record;
	tally->node = node;
}

/* Point the pass to where a tally passed the figure; false: it did not. */
static bool go_to(struct ari_rules__pass *pass, const struct tally *tally)
{
	if (!tally->version)
		return false;
	pass->version = tally->version;
	pass->record = tally->record;
	return true;
}

/* Run fn over the open actions of all plans. */
static void each_open(struct ari_rules__pass *pass, struct tally *tallies,
		      void (*fn)(struct ari_rules__pass *pass,
				 struct tally *tallies))
{
	for (size_t i = 0; i < pass->all->count; i++) {
		const struct ari_plan *plan = pass->all->versions[i]->plan;

		pass->version = pass->all->versions[i];
		for (size_t j = plan ? plan->recommendation_count : 0;
		     plan && j < plan->count; j++) {
			pass->record = &plan->records[j];
			if (ari_rules__open(pass->record))
				fn(pass, tallies);
		}
	}
}

/* -- months: 1900 to 2199 -- */

#define FIRST_YEAR 1900
#define MONTHS (300 * 12)

static void count_due(struct ari_rules__pass *pass, struct tally *months,
		      const struct ari_when *due)
{
	int32_t hi = due->date.days.hi, year;
	unsigned month, day;
	size_t at;

	if (due->date.kind == ARI_DATE_NONE ||
	    due->date.kind == ARI_DATE_REPEAT || hi == ARI_DAY_MAX ||
	    hi < pass->rules->dates.day)
		return;
	ari_day_split(&year, &month, &day, hi);
	at = (size_t)(year - FIRST_YEAR) * 12 + month - 1;
	if (at < MONTHS)
		count_one(pass, &months[at], due->node);
}

static void count_month(struct ari_rules__pass *pass, struct tally *months)
{
	const struct ari_record *record = pass->record;

	if (!record->milestones.count)
		count_due(pass, months, &record->due);
	for (size_t i = 0; i < record->milestones.count; i++)
		if (record->milestones.items[i].done.date.kind == ARI_DATE_NONE)
			count_due(pass, months,
				  &record->milestones.items[i].due);
}

static void check_month_load(struct ari_rules__pass *pass)
{
	struct tally *months = calloc(MONTHS, sizeof(*months));

	if (!months) {
		pass->failed = true;
		return;
	}
	each_open(pass, months, count_month);
	for (int32_t i = 0; i < MONTHS; i++) {
		struct ari_date date = {.kind = ARI_DATE_MONTH};

		if (!go_to(pass, &months[i]))
			continue;
		date.days.lo =
		    ari_day_from(FIRST_YEAR + i / 12, (unsigned)i % 12 + 1, 1);
		date.days.hi =
		    ari_day_step(date.days.lo, 1, ARI_UNIT_MONTH) - 1;
		FIND(pass, ari_node_span(months[i].node),
		     ari_rules__say(pass, "%lld", (long long)months[i].count),
		     ari_rules__date(pass, &date),
		     ari_rules__say(pass, "%d", (int)ari_rules__most(pass)));
	}
	free(months);
}

const struct ari_check ari_rules__month_load = {
    {"month-load", ARI_LEVEL_WARNING,
     "{0} open dates fall in {1}; more than {2} is held to be too much",
     "spread the dates by what can be done first; arising.yaml sets the "
     "figure: month-load: {level: warning, most: {2}}",
     "What is due in one month is as much as can be done in it."},
    ARI_CHECK_REPOSITORY,
    check_month_load,
    20,
};

/* -- leads, by their position in the register -- */

static void count_leads(struct ari_rules__pass *pass, struct tally *leads)
{
	const struct ari_register *reg = pass->rules->reg;
	const struct ari_values *ids = &pass->record->leads;

	for (size_t i = 0; i < ids->count; i++) {
		const struct ari_post *post =
		    ids->items[i].text.len
			? ari_register_post(reg, ids->items[i].text)
			: NULL;

		if (post)
			count_one(pass, &leads[post - reg->people],
				  ids->items[i].node);
	}
}

static void check_lead_load(struct ari_rules__pass *pass)
{
	const struct ari_register *reg = pass->rules->reg;
	struct tally *leads;

	if (!reg || !reg->people_count)
		return;
	leads = calloc(reg->people_count, sizeof(*leads));
	if (!leads) {
		pass->failed = true;
		return;
	}
	each_open(pass, leads, count_leads);
	for (size_t i = 0; i < reg->people_count; i++) {
		if (!go_to(pass, &leads[i]))
			continue;
		FIND(pass, ari_node_span(leads[i].node), reg->people[i].id,
		     ari_rules__say(pass, "%lld", (long long)leads[i].count),
		     ari_rules__say(pass, "%d", (int)ari_rules__most(pass)));
	}
	free(leads);
}

const struct ari_check ari_rules__lead_load = {
    {"lead-load", ARI_LEVEL_WARNING,
     "{0} leads on {1} open actions; more than {2} is held to be too much",
     "share them out; arising.yaml sets the figure: lead-load: {level: "
     "warning, most: {2}}",
     "One lead answers for as much as one post can do."},
    ARI_CHECK_REPOSITORY,
    check_lead_load,
    12,
};
