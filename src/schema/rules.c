/*
 * The catalogue of what this room finds. Sentences are for people who edit
 * plans, not for people who write schemas.
 */
#include "schema/rules.h"

#define RULE(id, text, say, advice, why)                                       \
	[ARI_RULE_##id] = {.code = text,                                       \
			   .level = ARI_LEVEL_ERROR,                           \
			   .sentence = say,                                    \
			   .help = advice,                                     \
			   .summary = why}

const struct ari_rule ari_schema_rules[] = {
    RULE(ANY, "schema-form", "{0}: {1} has none of the forms accepted here",
	 "{2}", "A value fits one of the forms that the schema lists."),
    RULE(BAD, "schema-bad", "the schema itself is wrong, at {0}: {1}", NULL,
	 "The schema says what JSON Schema 2020-12 allows a schema to say."),
    RULE(CONST, "schema-const", "{0} must be {1}, not {2}", "{3}",
	 "A value that is fixed by the schema stands as it is fixed."),
    RULE(CONTAINS, "schema-contains", "{0} must hold {1}, and holds {2}", NULL,
	 "A list holds as many items of a certain form as it must."),
    RULE(COUNT, "schema-count", "{0} must have {1}, and has {2}", NULL,
	 "A list or mapping has no fewer and no more entries than it may."),
    RULE(DEPENDENT, "schema-dependent",
	 "the key \"{0}\" is missing: \"{1}\" cannot stand without it",
	 "add `{0}:` beside `{1}:`, or take `{1}:` out",
	 "A key that needs another one has it beside it."),
    RULE(ENUM, "schema-enum", "{0} cannot be {1}", "{2}",
	 "A value that is one of a list of words is one of them."),
    RULE(EXTRA_ITEM, "schema-extra-item",
	 "{0} has an item too many: {1} can stand here", NULL,
	 "A list has no item that the schema knows nothing of."),
    RULE(FALSE, "schema-false", "{0} cannot stand here", "take it out",
	 "Nothing stands where the schema accepts nothing."),
    RULE(FORMAT, "schema-format", "{0}: {1} is not a valid {2}", "{3}",
	 "A text with a standard form (a date, a URI) has that form."),
    RULE(LENGTH, "schema-length", "{0} must have {1}, and has {2}", NULL,
	 "A text is no shorter and no longer than it may be."),
    RULE(MULTIPLE, "schema-multiple",
	 "{0} must be a multiple of {1}, and is {2}", NULL,
	 "A number is a multiple of the step that the schema names."),
    RULE(NOT, "schema-not", "{0} must not {1}", "{2}",
	 "A value has no form that the schema excludes."),
    RULE(ONE, "schema-one", "{0} {1} at once, where only one can be", "{2}",
	 "A value that has one of several forms has only one of them."),
    RULE(PATTERN, "schema-pattern", "{0}: {1} does not have the form asked for",
	 "the form, as a regular expression: {2}",
	 "A text has the form that its pattern asks for."),
    RULE(RANGE, "schema-range", "{0} must be {1}, and is {2}", NULL,
	 "A number lies within its bounds."),
    RULE(REQUIRED, "schema-required", "the key {0} is missing", "add {1}",
	 "A mapping has every key that it must have."),
    RULE(TYPE, "schema-type", "{0} must be {1}, not {2}", "{3}",
	 "A value is of the type that the schema names."),
    RULE(UNIQUE, "schema-unique",
	 "{0} says {1} twice: as item {2} and as item {3}",
	 "take one of them out", "A list says each thing once."),
    RULE(UNKNOWN_KEY, "schema-unknown-key",
	 "\"{0}\" is not a key that is known here", "{1}",
	 "A mapping has no key that the schema does not know."),
    [ARI_RULE_END] = {.code = NULL},
};

const struct ari_rule *ari_schema__rule(enum ari_schema__rule_id id)
{
	return &ari_schema_rules[id];
}
