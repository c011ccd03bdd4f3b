/*
 * The table of keywords: what each is called, which vocabulary it belongs
 * to, where it holds subschemas, how it is compiled and how it is run. To
 * add one: an enumerator here, a row in keyword.c, its family's functions.
 */
#ifndef ARISING_SCHEMA_KEYWORD_H
#define ARISING_SCHEMA_KEYWORD_H

#include "schema/program.h"

/* In the order in which a part's keywords are run. */
enum ari_schema__kw {
	ARI_KW_FALSE, /* the schema `false` itself */
	ARI_KW_ID,
	ARI_KW_SCHEMA,
	ARI_KW_ANCHOR,
	ARI_KW_DYNAMIC_ANCHOR,
	ARI_KW_RECURSIVE_ANCHOR,
	ARI_KW_VOCABULARY,
	ARI_KW_COMMENT,
	ARI_KW_DEFS,
	ARI_KW_DEFINITIONS,
	ARI_KW_X_MESSAGE,
	ARI_KW_X_HELP,
	ARI_KW_TYPE,
	ARI_KW_CONST,
	ARI_KW_ENUM,
	ARI_KW_MULTIPLE_OF,
	ARI_KW_MINIMUM,
	ARI_KW_EXCLUSIVE_MINIMUM,
	ARI_KW_MAXIMUM,
	ARI_KW_EXCLUSIVE_MAXIMUM,
	ARI_KW_MIN_LENGTH,
	ARI_KW_MAX_LENGTH,
	ARI_KW_PATTERN,
	ARI_KW_FORMAT,
	ARI_KW_CONTENT_ENCODING,
	ARI_KW_CONTENT_MEDIA_TYPE,
	ARI_KW_CONTENT_SCHEMA,
	ARI_KW_MIN_PROPERTIES,
	ARI_KW_MAX_PROPERTIES,
	ARI_KW_DEPENDENT_REQUIRED,
	ARI_KW_REQUIRED,
	ARI_KW_PROPERTY_NAMES,
	ARI_KW_PROPERTIES,
	ARI_KW_PATTERN_PROPERTIES,
	ARI_KW_ADDITIONAL_PROPERTIES,
	ARI_KW_MIN_ITEMS,
	ARI_KW_MAX_ITEMS,
	ARI_KW_UNIQUE_ITEMS,
	ARI_KW_PREFIX_ITEMS,
	ARI_KW_ITEMS,
	ARI_KW_ADDITIONAL_ITEMS,
	ARI_KW_CONTAINS,
	ARI_KW_MIN_CONTAINS,
	ARI_KW_MAX_CONTAINS,
	ARI_KW_REF,
	ARI_KW_DYNAMIC_REF,
	ARI_KW_RECURSIVE_REF,
	ARI_KW_ALL_OF,
	ARI_KW_ANY_OF,
	ARI_KW_ONE_OF,
	ARI_KW_NOT,
	ARI_KW_IF,
	ARI_KW_THEN,
	ARI_KW_ELSE,
	ARI_KW_DEPENDENT_SCHEMAS,
	ARI_KW_DEPENDENCIES,
	ARI_KW_UNEVALUATED_ITEMS,
	ARI_KW_UNEVALUATED_PROPERTIES,
	ARI_KW_COUNT,
};

/* Vocabularies, as bits of what a resource uses. */
#define ARI_VOCAB_CORE 1u
#define ARI_VOCAB_APPLICATOR 2u
#define ARI_VOCAB_UNEVALUATED 4u
#define ARI_VOCAB_VALIDATION 8u
#define ARI_VOCAB_META 16u
#define ARI_VOCAB_FORMAT 32u
#define ARI_VOCAB_ASSERT 64u /* format asserts */
#define ARI_VOCAB_CONTENT 128u
#define ARI_VOCAB_ALL 255u

/* The drafts a keyword belongs to. */
#define ARI_DRAFT_2020 1u
#define ARI_DRAFT_2019 2u
#define ARI_DRAFT_07 4u
#define ARI_DRAFT_ANY 7u

/* Where a keyword's value holds subschemas. */
enum ari_schema__shape {
	ARI_SHAPE_NONE,
	ARI_SHAPE_ONE,
	ARI_SHAPE_LIST,
	ARI_SHAPE_MAP,
	ARI_SHAPE_ONE_OR_LIST, /* items before 2020-12 */
	ARI_SHAPE_LOOSE_MAP,   /* dependencies: lists of keys among them */
};

struct ari_schema__compiler;
struct ari_schema__job;
struct ari_schema__run;
struct ari_schema__frame;

/* What running a keyword came to. */
enum ari_schema__verdict {
	ARI_FAIL,
	ARI_PASS,
	ARI_PUSHED, /* a part below must be run first */
};

struct ari_schema__keyword {
	const char *name;
	uint8_t vocabulary;
	uint8_t drafts;
	uint8_t shape;	/* of 2020-12 */
	uint8_t weight; /* how much a failure says "not this branch" */
	/* Turn the keyword into operations; NULL: nothing to run. */
	void (*compile)(struct ari_schema__compiler *c,
			const struct ari_schema__job *job,
			enum ari_schema__kw kw);
	/* Either: whether the value itself passes. */
	bool (*check)(struct ari_schema__run *run,
		      const struct ari_schema__op *op,
		      const struct ari_node *node);
	void (*report)(struct ari_schema__run *run,
		       const struct ari_schema__op *op);
	/* Or: go through the parts below, one a call; reports by itself. */
	enum ari_schema__verdict (*step)(struct ari_schema__run *run,
					 struct ari_schema__frame *frame,
					 const struct ari_schema__op *op);
};

extern const struct ari_schema__keyword ari_schema__keywords[ARI_KW_COUNT];

/* The keyword of that name, or ARI_KW_COUNT. */
enum ari_schema__kw ari_schema__keyword_find(struct ari_str name);

#endif
