/*
 * The table of keywords, in the order in which they are run. Everything that
 * treats keywords alike reads it: discovery, the compiler, the engine.
 */
#include "schema/compile.h"
#include "schema/run.h"

#define DRAFTS_NEW (ARI_DRAFT_2020 | ARI_DRAFT_2019)
#define DRAFTS_OLD (ARI_DRAFT_2019 | ARI_DRAFT_07)

#define NAMED(kw, text, vocab, in, form)                                       \
	[ARI_KW_##kw] = {.name = text,                                         \
			 .vocabulary = ARI_VOCAB_##vocab,                      \
			 .drafts = in,                                         \
			 .shape = ARI_SHAPE_##form}
#define CHECK(kw, text, vocab, heavy, comp, fn)                                \
	[ARI_KW_##kw] = {.name = text,                                         \
			 .vocabulary = ARI_VOCAB_##vocab,                      \
			 .drafts = ARI_DRAFT_ANY,                              \
			 .weight = heavy,                                      \
			 .compile = ari_schema__compile_##comp,                \
			 .check = ari_schema__check_##fn,                      \
			 .report = ari_schema__report_##fn}
#define STEP(kw, text, vocab, in, form, comp, fn)                              \
	[ARI_KW_##kw] = {.name = text,                                         \
			 .vocabulary = ARI_VOCAB_##vocab,                      \
			 .drafts = in,                                         \
			 .shape = ARI_SHAPE_##form,                            \
			 .compile = ari_schema__compile_##comp,                \
			 .step = ari_schema__step_##fn}

const struct ari_schema__keyword ari_schema__keywords[ARI_KW_COUNT] = {
    [ARI_KW_FALSE] = {.name = "",
		      .weight = 3,
		      .check = ari_schema__check_false,
		      .report = ari_schema__report_false},
    NAMED(ID, "$id", CORE, ARI_DRAFT_ANY, NONE),
    NAMED(SCHEMA, "$schema", CORE, ARI_DRAFT_ANY, NONE),
    NAMED(ANCHOR, "$anchor", CORE, DRAFTS_NEW, NONE),
    NAMED(DYNAMIC_ANCHOR, "$dynamicAnchor", CORE, ARI_DRAFT_2020, NONE),
    NAMED(RECURSIVE_ANCHOR, "$recursiveAnchor", CORE, ARI_DRAFT_2019, NONE),
    NAMED(VOCABULARY, "$vocabulary", CORE, DRAFTS_NEW, NONE),
    NAMED(COMMENT, "$comment", CORE, ARI_DRAFT_ANY, NONE),
    NAMED(DEFS, "$defs", CORE, DRAFTS_NEW, MAP),
    NAMED(DEFINITIONS, "definitions", CORE, ARI_DRAFT_ANY, MAP),
    [ARI_KW_X_MESSAGE] = {.name = "x-message",
			  .vocabulary = ARI_VOCAB_CORE,
			  .drafts = ARI_DRAFT_ANY,
			  .compile = ari_schema__compile_note},
    [ARI_KW_X_HELP] = {.name = "x-help",
		       .vocabulary = ARI_VOCAB_CORE,
		       .drafts = ARI_DRAFT_ANY,
		       .compile = ari_schema__compile_note},

    CHECK(TYPE, "type", VALIDATION, 3, type, type),
    CHECK(CONST, "const", VALIDATION, 2, values, values),
    CHECK(ENUM, "enum", VALIDATION, 2, values, values),
    CHECK(MULTIPLE_OF, "multipleOf", VALIDATION, 1, bound, multiple),
    CHECK(MINIMUM, "minimum", VALIDATION, 1, bound, bound),
    CHECK(EXCLUSIVE_MINIMUM, "exclusiveMinimum", VALIDATION, 1, bound, bound),
    CHECK(MAXIMUM, "maximum", VALIDATION, 1, bound, bound),
    CHECK(EXCLUSIVE_MAXIMUM, "exclusiveMaximum", VALIDATION, 1, bound, bound),
    CHECK(MIN_LENGTH, "minLength", VALIDATION, 1, size, length),
    CHECK(MAX_LENGTH, "maxLength", VALIDATION, 1, size, length),
    CHECK(PATTERN, "pattern", VALIDATION, 1, pattern, pattern),
    CHECK(FORMAT, "format", FORMAT, 1, format, format),

    NAMED(CONTENT_ENCODING, "contentEncoding", CONTENT, ARI_DRAFT_ANY, NONE),
    NAMED(CONTENT_MEDIA_TYPE, "contentMediaType", CONTENT, ARI_DRAFT_ANY, NONE),
    NAMED(CONTENT_SCHEMA, "contentSchema", CONTENT, DRAFTS_NEW, ONE),

    CHECK(MIN_PROPERTIES, "minProperties", VALIDATION, 1, size, size),
    CHECK(MAX_PROPERTIES, "maxProperties", VALIDATION, 1, size, size),
    STEP(DEPENDENT_REQUIRED, "dependentRequired", VALIDATION, DRAFTS_NEW, NONE,
	 depend, depend),
    STEP(REQUIRED, "required", VALIDATION, ARI_DRAFT_ANY, NONE, object, object),
    STEP(PROPERTY_NAMES, "propertyNames", APPLICATOR, ARI_DRAFT_ANY, ONE,
	 object, object),
    STEP(PROPERTIES, "properties", APPLICATOR, ARI_DRAFT_ANY, MAP, object,
	 object),
    STEP(PATTERN_PROPERTIES, "patternProperties", APPLICATOR, ARI_DRAFT_ANY,
	 MAP, object, object),
    STEP(ADDITIONAL_PROPERTIES, "additionalProperties", APPLICATOR,
	 ARI_DRAFT_ANY, ONE, object, object),
    CHECK(MIN_ITEMS, "minItems", VALIDATION, 1, size, size),
    CHECK(MAX_ITEMS, "maxItems", VALIDATION, 1, size, size),
    CHECK(UNIQUE_ITEMS, "uniqueItems", VALIDATION, 1, unique, unique),
    STEP(PREFIX_ITEMS, "prefixItems", APPLICATOR, ARI_DRAFT_2020, LIST, array,
	 array),
    STEP(ITEMS, "items", APPLICATOR, ARI_DRAFT_ANY, ONE, array, array),
    STEP(ADDITIONAL_ITEMS, "additionalItems", APPLICATOR, DRAFTS_OLD, ONE,
	 array, array),
    STEP(CONTAINS, "contains", APPLICATOR, ARI_DRAFT_ANY, ONE, contains,
	 contains),
    NAMED(MIN_CONTAINS, "minContains", VALIDATION, DRAFTS_NEW, NONE),
    NAMED(MAX_CONTAINS, "maxContains", VALIDATION, DRAFTS_NEW, NONE),
    STEP(REF, "$ref", CORE, ARI_DRAFT_ANY, NONE, ref, ref),
    STEP(DYNAMIC_REF, "$dynamicRef", CORE, ARI_DRAFT_2020, NONE, ref, dynamic),
    STEP(RECURSIVE_REF, "$recursiveRef", CORE, ARI_DRAFT_2019, NONE, ref,
	 dynamic),
    STEP(ALL_OF, "allOf", APPLICATOR, ARI_DRAFT_ANY, LIST, list, all),
    STEP(ANY_OF, "anyOf", APPLICATOR, ARI_DRAFT_ANY, LIST, list, any),
    STEP(ONE_OF, "oneOf", APPLICATOR, ARI_DRAFT_ANY, LIST, list, one),
    STEP(NOT, "not", APPLICATOR, ARI_DRAFT_ANY, ONE, not, not ),
    STEP(IF, "if", APPLICATOR, ARI_DRAFT_ANY, ONE, condition, condition),
    NAMED(THEN, "then", APPLICATOR, ARI_DRAFT_ANY, ONE),
    NAMED(ELSE, "else", APPLICATOR, ARI_DRAFT_ANY, ONE),
    STEP(DEPENDENT_SCHEMAS, "dependentSchemas", APPLICATOR, DRAFTS_NEW, MAP,
	 depend, depend),
    STEP(DEPENDENCIES, "dependencies", APPLICATOR, ARI_DRAFT_ANY, LOOSE_MAP,
	 depend, depend),
    STEP(UNEVALUATED_ITEMS, "unevaluatedItems", UNEVALUATED, DRAFTS_NEW, ONE,
	 unevaluated, unevaluated),
    STEP(UNEVALUATED_PROPERTIES, "unevaluatedProperties", UNEVALUATED,
	 DRAFTS_NEW, ONE, unevaluated, unevaluated),
};

enum ari_schema__kw ari_schema__keyword_find(struct ari_str name)
{
	for (int kw = ARI_KW_ID; kw < ARI_KW_COUNT; kw++) {
		const char *own = ari_schema__keywords[kw].name;

		if (name.len > 1 && own[0] == name.ptr[0] &&
		    own[1] == name.ptr[1] && ari_str_is(name, own))
			return (enum ari_schema__kw)kw;
	}
	return ARI_KW_COUNT;
}
