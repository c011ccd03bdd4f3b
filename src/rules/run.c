/*
 * Running the rules: levels and dates made ready once, then each rule of a
 * scope over what it looks at. Called by the commands, after load.
 */
#include "rules/internal.h"

#include <stdlib.h>

struct ari_rules_dates ari_rules_dates_of_cycle(const struct ari_cycle *cycle)
{
	struct ari_rules_dates dates = {
	    ARI_DAY_MIN, ARI_DAY_MIN, {ARI_DAY_MIN, ARI_DAY_MIN}};

	if (!cycle)
		return dates;
	if (cycle->meeting.date.kind != ARI_DATE_NONE)
		dates.day = cycle->meeting.date.days.hi;
	dates.near = dates.day;
	if (cycle->cutoff.date.kind != ARI_DATE_NONE)
		dates.near = cycle->cutoff.date.days.hi;
	if (cycle->period.date.kind != ARI_DATE_NONE)
		dates.period = cycle->period.date.days;
	return dates;
}

int ari_rules_new(struct ari_rules **out, const struct ari_register *reg,
		  const struct ari_rules_dates *dates, struct ari_error *err)
{
	struct ari_rules *rules = calloc(1, sizeof(*rules));

	if (!rules)
		return ari_error_memory(err);
	rules->reg = reg;
	rules->dates = *dates;
	ari_rules__make_hinter(&rules->hinter);
	ari_rules__make_known(rules);
	if (dates->near == ARI_DAY_MIN)
		rules->dates.near = dates->day;
	for (size_t i = 0; ari_rules_all[i]; i++) {
		const struct ari_check *check = ari_rules_all[i];
		int64_t most;

		rules->levels[i] = ari_register_level(reg, &check->rule);
		most = ari_register_most(reg, check->rule.code, check->most);
		rules->most[i] = most > INT32_MAX ? INT32_MAX : (int32_t)most;
		if (check->scope == ARI_CHECK_RECORD &&
		    rules->levels[i] != ARI_LEVEL_OFF)
			rules->on_records[rules->on_record_count++] =
			    (uint8_t)i;
	}
	*out = rules;
	return 0;
}

void ari_rules_free(struct ari_rules *rules)
{
	free(rules);
}

static int end_pass(const struct ari_rules__pass *pass, struct ari_error *err)
{
	if (pass->failed || (pass->version && pass->version->diags.failed))
		return ari_error_memory(err);
	return 0;
}

/* Run every rule of a scope that is not off. */
static void run_scope(struct ari_rules__pass *pass, enum ari_check_scope scope)
{
	for (size_t i = 0; ari_rules_all[i]; i++) {
		if (ari_rules_all[i]->scope != scope ||
		    pass->rules->levels[i] == ARI_LEVEL_OFF)
			continue;
		pass->at = i;
		pass->record = NULL;
		ari_rules_all[i]->run(pass);
	}
}

int ari_rules_check_version(const struct ari_rules *rules,
			    struct ari_version *version, struct ari_error *err)
{
	struct ari_rules__texts texts = {.record = NULL};
	struct ari_rules__pass pass = {
	    .rules = rules,
	    .version = version,
	    .plan = version->plan,
	    .texts = &texts,
	};

	if (!version->plan)
		return 0;
	run_scope(&pass, ARI_CHECK_PLAN);
	for (size_t i = 0; i < version->plan->count; i++) {
		pass.record = &version->plan->records[i];
		for (size_t j = 0; j < rules->on_record_count; j++) {
			pass.at = rules->on_records[j];
			ari_rules_all[pass.at]->run(&pass);
		}
	}
	return end_pass(&pass, err);
}

int ari_rules_check_register(const struct ari_rules *rules,
			     struct ari_version *register_file,
			     struct ari_error *err)
{
	struct ari_rules__pass pass = {
	    .rules = rules,
	    .version = register_file,
	};

	if (!rules->reg)
		return 0;
	run_scope(&pass, ARI_CHECK_REGISTER);
	return end_pass(&pass, err);
}

int ari_rules_check_change(const struct ari_rules *rules,
			   const struct ari_plan_change *change,
			   struct ari_version *after, struct ari_error *err)
{
	struct ari_rules__pass pass = {
	    .rules = rules,
	    .version = after,
	    .plan = change->new,
	    .change = change,
	};

	run_scope(&pass, ARI_CHECK_CHANGE);
	return end_pass(&pass, err);
}

int ari_rules_check_history(const struct ari_rules *rules,
			    struct ari_version *version,
			    const struct ari_rules_past *past, size_t count,
			    struct ari_error *err)
{
	struct ari_rules__pass pass = {
	    .rules = rules,
	    .version = version,
	    .plan = version->plan,
	};

	if (!version->plan)
		return 0;
	for (size_t i = 0; i < count; i++) {
		const struct ari_record *record =
		    ari_plan_find(version->plan, past[i].ref);

		if (!record)
			continue;
		pass.past = &past[i];
		for (size_t at = 0; ari_rules_all[at]; at++) {
			if (ari_rules_all[at]->scope != ARI_CHECK_HISTORY)
				continue;
			pass.at = at;
			pass.record = record;
			ari_rules_all[at]->run(&pass);
		}
	}
	return end_pass(&pass, err);
}

/* -- across plans -- */

static void index_plans(struct ari_index *plans, struct ari_index_entry *ids,
			struct ari_version *const *versions, size_t count)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++)
		if (versions[i]->facts && versions[i]->facts->id.len)
			ids[used++] = (struct ari_index_entry){
			    .key = versions[i]->facts->id,
			    .value = (uint32_t)i};
	ari_index_build(plans, ids, used);
}

int ari_rules_check_repository(const struct ari_rules *rules,
			       struct ari_version *const *versions,
			       size_t count, struct ari_version *register_file,
			       struct ari_error *err)
{
	struct ari_rules__all all = {.versions = versions,
				     .count = count,
				     .register_file = register_file};
	struct ari_rules__pass pass = {.rules = rules, .all = &all};
	struct ari_index_entry *ids;
	int failed = 0;

	if (!count)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (!versions[i]->facts &&
		    ari_rules_gather(rules, versions[i], &versions[i]->arena,
				     err))
			return -1;
	ids = calloc(count, sizeof(*ids));
	if (!ids)
		return ari_error_memory(err);
	index_plans(&all.plans, ids, versions, count);
	run_scope(&pass, ARI_CHECK_REPOSITORY);
	failed = pass.failed;
	for (size_t i = 0; i < count && !failed; i++)
		failed = versions[i]->diags.failed;
	free(ids);
	return failed ? ari_error_memory(err) : 0;
}
