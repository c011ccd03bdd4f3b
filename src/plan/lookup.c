/*
 * What the register is asked: who a code or a name stands for, which cycle,
 * how strict a rule is here.
 */
#include <arising/plan.h>

const struct ari_body *ari_register_body(const struct ari_register *reg,
					 struct ari_str name, bool alias)
{
	const struct ari_index_entry *entry;

	entry = ari_index_find(&reg->by_code, name);
	if (!entry && alias)
		entry = ari_index_find(&reg->by_name, name);
	return entry ? &reg->bodies[entry->value] : NULL;
}

const struct ari_post *ari_register_post(const struct ari_register *reg,
					 struct ari_str id)
{
	const struct ari_index_entry *entry;

	entry = ari_index_find(&reg->by_post, id);
	return entry ? &reg->people[entry->value] : NULL;
}

const struct ari_cycle *ari_register_cycle(const struct ari_register *reg,
					   struct ari_str id)
{
	const struct ari_index_entry *entry;

	entry = id.len ? ari_index_find(&reg->by_cycle, id) : NULL;
	return entry ? &reg->cycles[entry->value] : NULL;
}

static const struct ari_assurance *find_rule(const struct ari_register *reg,
					     const char *code)
{
	const struct ari_index_entry *entry;

	if (!reg)
		return NULL;
	entry = ari_index_find(&reg->by_rule, ari_str_from(code));
	return entry ? &reg->assurance[entry->value] : NULL;
}

enum ari_level ari_register_level(const struct ari_register *reg,
				  const struct ari_rule *rule)
{
	const struct ari_assurance *set = find_rule(reg, rule->code);

	return set && set->level_set ? set->level : rule->level;
}

int64_t ari_register_most(const struct ari_register *reg, const char *rule,
			  int64_t fallback)
{
	const struct ari_assurance *set = find_rule(reg, rule);

	return set && set->most >= 0 ? set->most : fallback;
}
