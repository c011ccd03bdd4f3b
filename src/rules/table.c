/*
 * The table of rules: what `arising rules` lists, what check runs, and the
 * catalogues of the rooms below as one list.
 */
#include "rules/internal.h"
#include "rules/table.h"

#include <arising/json.h>
#include <arising/yaml.h>

#define DECLARE(ident, code) extern const struct ari_check ari_rules__##ident;
ARI_RULES__TABLE(DECLARE)

#define ROW(ident, code) &ari_rules__##ident,

const struct ari_check *const ari_rules_all[] = {
    ARI_RULES__TABLE(ROW) NULL,
};

_Static_assert(sizeof(ari_rules_all) / sizeof(*ari_rules_all) <= ARI_RULES__MAX,
	       "levels are held by position, positions in a byte");

const struct ari_check *ari_rules_find(struct ari_str code)
{
	for (size_t i = 0; ari_rules_all[i]; i++)
		if (ari_str_is(code, ari_rules_all[i]->rule.code))
			return ari_rules_all[i];
	return NULL;
}

const struct ari_rule *ari_rules_at(size_t i)
{
	const struct ari_rule *const rooms[] = {ari_yaml_rules, ari_json_rules,
						ari_schema_rules};

	for (size_t room = 0; room < sizeof(rooms) / sizeof(*rooms); room++)
		for (const struct ari_rule *rule = rooms[room]; rule->code;
		     rule++)
			if (!i--)
				return rule;
	for (size_t at = 0; ari_rules_all[at]; at++)
		if (!i--)
			return &ari_rules_all[at]->rule;
	return NULL;
}

const struct ari_rule *ari_rules_lookup(struct ari_str code)
{
	const struct ari_rule *rule;

	for (size_t i = 0; (rule = ari_rules_at(i)); i++)
		if (ari_str_is(code, rule->code))
			return rule;
	return NULL;
}
