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
	const struct ari_rules__fact *fact;
};

/* Count the facts of all plans whose kind is in the set kinds. */
static void count_facts(const struct ari_rules__pass *pass,
			struct tally *tallies, unsigned kinds)
{
	int64_t most = ari_rules__most(pass);

	for (size_t i = 0; i < pass->all->count; i++) {
		struct ari_version *version = pass->all->versions[i];
		const struct ari_rules_facts *facts = version->facts;

		for (size_t j = 0; facts && j < facts->fact_count; j++) {
			const struct ari_rules__fact *fact = &facts->facts[j];
			struct tally *tally;

			if (!(kinds & 1u << fact->kind))
				continue;
			tally = &tallies[fact->value];
			if (++tally->count != most + 1)
				continue;
			tally->version = version;
			tally->fact = fact;
		}
	}
}

/* Point the pass to where a tally passed the figure; false: it did not. */
static bool go_to(struct ari_rules__pass *pass, const struct tally *tally)
{
	if (tally->version)
		ari_rules__go_to(pass, tally->version, tally->fact);
	return tally->version;
}

static void check_month_load(struct ari_rules__pass *pass)
{
	struct tally *months = calloc(ARI_RULES__MONTHS, sizeof(*months));

	if (!months) {
		pass->failed = true;
		return;
	}
	count_facts(pass, months,
		    1u << ARI_RULES__DUE | 1u << ARI_RULES__MILESTONE);
	for (int32_t i = 0; i < ARI_RULES__MONTHS; i++) {
		struct ari_date date = {.kind = ARI_DATE_MONTH};

		if (!go_to(pass, &months[i]))
			continue;
		date.days.lo = ari_day_from(ARI_RULES__FIRST_YEAR + i / 12,
					    (unsigned)i % 12 + 1, 1);
		date.days.hi =
		    ari_day_step(date.days.lo, 1, ARI_UNIT_MONTH) - 1;
		FIND(pass, pass->fact->span,
		     ari_rules__say(pass, "%lld", (long long)months[i].count),
		     ari_rules__date(pass, &date),
		     ari_rules__say(pass, "%d", (int)ari_rules__most(pass)));
	}
	ari_rules__go_to(pass, NULL, NULL);
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
	count_facts(pass, leads, 1u << ARI_RULES__LEAD);
	for (size_t i = 0; i < reg->people_count; i++) {
		if (!go_to(pass, &leads[i]))
			continue;
		FIND(pass, pass->fact->span, reg->people[i].id,
		     ari_rules__say(pass, "%lld", (long long)leads[i].count),
		     ari_rules__say(pass, "%d", (int)ari_rules__most(pass)));
	}
	ari_rules__go_to(pass, NULL, NULL);
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
