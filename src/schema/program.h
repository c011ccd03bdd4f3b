/*
 * The compiled form of a schema: flat arrays that refer to each other by
 * number and keep nothing of the source documents. compile.c makes it, run.c
 * reads it, nobody changes it.
 */
#ifndef ARISING_SCHEMA_PROGRAM_H
#define ARISING_SCHEMA_PROGRAM_H

#include <arising/pattern.h>
#include <arising/schema.h>

/* No part, key, string or bit. */
#define ARI_NONE UINT32_MAX

/* JSON's types as bits; a whole number has two of them. */
#define ARI_IS_NULL 1u
#define ARI_IS_BOOL 2u
#define ARI_IS_OBJECT 4u
#define ARI_IS_ARRAY 8u
#define ARI_IS_NUMBER 16u
#define ARI_IS_STRING 32u
#define ARI_IS_INTEGER 64u

/* What the engine knows of a part without looking at its operations. */
#define ARI_PART_TRUE 1u	/* accepts everything */
#define ARI_PART_FALSE 2u	/* accepts nothing */
#define ARI_PART_LEAF 4u	/* only checks of the value itself */
#define ARI_PART_ALIAS 8u	/* one $ref and nothing else */
#define ARI_PART_PROPERTIES 16u /* has unevaluatedProperties */
#define ARI_PART_ITEMS 32u	/* has unevaluatedItems */

/* One schema or subschema. */
struct ari_schema__part {
	uint32_t ops; /* first operation */
	uint32_t op_count;
	uint32_t flags;
	uint32_t target; /* of an alias */
	uint32_t resource;
	uint32_t parent;     /* ARI_NONE: the root of its resource */
	uint32_t notes;	     /* own sentences, or ARI_NONE */
	struct ari_str path; /* JSON Pointer from the parent, "/items" */
};

/* One keyword of one part; what a and b mean is its family's business. */
struct ari_schema__op {
	uint16_t keyword; /* row of the table of keywords */
	uint16_t extra;
	uint32_t a;
	uint32_t b;
};

/* A key that an object table knows. */
struct ari_schema__key {
	struct ari_str text;
	uint32_t part;	   /* ARI_NONE: only required */
	uint32_t required; /* its bit, or ARI_NONE */
	uint32_t order;	   /* in the schema's text */
};

struct ari_schema__match {
	struct ari_pattern *pattern;
	struct ari_str source;
	bool is_prefix; /* "^" and plain characters: compared, not searched */
	uint32_t part;
};

/* properties, patternProperties, additionalProperties, required and
 * propertyNames of one part: one walk over the instance serves all. */
struct ari_schema__object {
	const uint64_t *heads; /* of keys: length and first bytes, sorted */
	const struct ari_schema__key *keys;
	uint32_t count;
	uint32_t properties;	       /* of count: those with a part */
	uint32_t required;	       /* bits */
	const uint32_t *required_keys; /* bit -> key */
	const struct ari_schema__match *matches;
	uint32_t match_count;
	uint32_t additional; /* part, or ARI_NONE */
	uint32_t names;	     /* part, or ARI_NONE */
};

/* prefixItems and items, or the older items and additionalItems. */
struct ari_schema__array {
	uint32_t prefix; /* first of prefix_count parts in lists */
	uint32_t prefix_count;
	uint32_t rest; /* part, or ARI_NONE */
	uint16_t prefix_keyword;
	uint16_t rest_keyword;
};

struct ari_schema__contains {
	uint32_t part;
	uint64_t least;
	uint64_t most;
	bool marks; /* what it finds counts as evaluated (2020-12) */
};

/* The values of enum and const, found by their hash. */
struct ari_schema__value {
	uint64_t hash;
	uint32_t order;
};

struct ari_schema__set {
	const struct ari_node *nodes; /* as written */
	const struct ari_schema__value *sorted;
	uint32_t count;
};

/* dependentRequired, dependentSchemas, dependencies: one key of them. */
struct ari_schema__depend {
	struct ari_str key;
	uint32_t part;	/* ARI_NONE: needs keys */
	uint32_t needs; /* first of need_count in strings */
	uint32_t need_count;
};

struct ari_schema__anchor {
	uint32_t name; /* in strings */
	uint32_t part;
};

struct ari_schema__resource {
	struct ari_str uri;
	uint32_t anchors; /* first of its dynamic anchors */
	uint32_t anchor_count;
};

/* x-message and x-help: of one keyword, or of all of the part. */
struct ari_schema__note {
	uint16_t keyword; /* UINT16_MAX: every keyword */
	bool help;
	struct ari_str text;
	uint32_t next; /* of the same part, or ARI_NONE */
};

struct ari_schema {
	struct ari_arena arena;
	const struct ari_schema__part *parts;
	const struct ari_schema__op *ops;
	const uint32_t *lists;
	const struct ari_str *strings;
	const struct ari_schema__object *objects;
	const struct ari_schema__array *arrays;
	const struct ari_schema__contains *contains;
	const struct ari_schema__set *sets;
	const struct ari_schema__match *patterns;
	const struct ari_schema__depend *depends;
	const struct ari_schema__anchor *anchors;
	const struct ari_schema__resource *resources;
	const struct ari_schema__note *notes;
	struct ari_pattern **owned; /* every pattern, to free */
	uint32_t owned_count;
	uint32_t part_count;
	uint32_t root;
};

/* Bits of the types that node has. */
unsigned ari_schema__types(const struct ari_node *node);
/* Whether two values are the same in JSON; spends steps. -1: out of them. */
int ari_schema__equal(const struct ari_node *a, const struct ari_node *b,
		      uint64_t *steps);
/* The same for equal values, whatever the order of keys; spends steps. */
uint64_t ari_schema__hash(const struct ari_node *node, uint64_t *steps);
/* Copy a value into arena. NULL when memory ends. */
const struct ari_node *ari_schema__copy(struct ari_arena *arena,
					const struct ari_node *node);
static inline bool ari_schema__is_number(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR &&
	       (node->type == ARI_TYPE_INT || node->type == ARI_TYPE_FLOAT);
}
/* Whether a boolean is true: YAML also writes True and TRUE. */
static inline bool ari_schema__is_true(const struct ari_node *node)
{
	return node->kind == ARI_NODE_SCALAR && node->type == ARI_TYPE_BOOL &&
	       node->len && (node->u.text[0] | 32) == 't';
}
/* The text of a scalar that is known to be one. */
static inline struct ari_str ari_schema__key_text(const struct ari_node *node)
{
	return (struct ari_str){node->u.text, node->len};
}

/* Order of keys in an object table: by length, then by first bytes. */
uint64_t ari_schema__head(struct ari_str text);
/* The row of text in an object table, or ARI_NONE. */
uint32_t ari_schema__key_find(const struct ari_schema__object *object,
			      struct ari_str text);
/* The absolute location of a keyword of a part, appended to out. */
void ari_schema__location(struct ari_buf *out, const struct ari_schema *schema,
			  uint32_t part, const char *keyword);

#endif
