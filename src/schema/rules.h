/*
 * The findings of this room by name; their sentences stand in rules.c.
 */
#ifndef ARISING_SCHEMA_RULES_H
#define ARISING_SCHEMA_RULES_H

#include <arising/schema.h>

enum ari_schema__rule_id {
	ARI_RULE_ANY,
	ARI_RULE_BAD,
	ARI_RULE_CONST,
	ARI_RULE_CONTAINS,
	ARI_RULE_COUNT,
	ARI_RULE_DEPENDENT,
	ARI_RULE_ENUM,
	ARI_RULE_EXTRA_ITEM,
	ARI_RULE_FALSE,
	ARI_RULE_FORMAT,
	ARI_RULE_LENGTH,
	ARI_RULE_MULTIPLE,
	ARI_RULE_NOT,
	ARI_RULE_ONE,
	ARI_RULE_PATTERN,
	ARI_RULE_RANGE,
	ARI_RULE_REQUIRED,
	ARI_RULE_TYPE,
	ARI_RULE_UNIQUE,
	ARI_RULE_UNKNOWN_KEY,
	ARI_RULE_END,
};

const struct ari_rule *ari_schema__rule(enum ari_schema__rule_id id);

#endif
