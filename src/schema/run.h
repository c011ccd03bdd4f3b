/*
 * The engine: parts are run against values on an explicit stack, a frame
 * for each. A keyword that applies parts below is a `step`, called again
 * after each of them; the others are `check`s of the value alone.
 */
#ifndef ARISING_SCHEMA_RUN_H
#define ARISING_SCHEMA_RUN_H

#include "schema/keyword.h"
#include "schema/rules.h"

/* Frames at once: references and nesting of one value, together. */
#define ARI_SCHEMA_FRAMES 65536u
/* Parts applied to one value inside each other before a loop is sought. */
#define ARI_SCHEMA_LOOP 64u
/* Keywords and keys that one validation may look at: a few seconds … */
#define ARI_SCHEMA_STEPS ((uint64_t)100000000)
/* … but no more than these, and so many for each byte of the document. */
#define ARI_SCHEMA_STEPS_LEAST ((uint64_t)20000000)
#define ARI_SCHEMA_STEPS_BYTE 64u
/* 64-bit words of marks (evaluated, required) held at once: 64 MB. */
#define ARI_SCHEMA_MARKS ((uint32_t)8 << 20)

/* Values that a misspelt one is compared with, for a finding's help. */
#define ARI_SCHEMA_SUGGEST 256u
/* Values that a list of what is accepted names. */
#define ARI_SCHEMA_SHOWN 14u

/* What a frame is run for. */
enum ari_schema__mode {
	ARI_MODE_QUIET, /* valid or not: stops at the first failure */
	ARI_MODE_COUNT, /* how far from valid: adds up penalties */
	ARI_MODE_LOUD,	/* reports every failure */
};

/* What becomes of the evaluated marks of a part on the same value. */
enum ari_schema__track {
	ARI_TRACK_SHARE, /* it writes into the parent's */
	ARI_TRACK_OWN,	 /* the parent gets them if it passes */
	ARI_TRACK_DROP,	 /* nobody gets them */
};

/* Where the keyword that is being run has got to. Zero at its start. */
struct ari_schema__state {
	uint32_t at;
	uint32_t phase;
	uint32_t hits;
	uint32_t marks;
	uint32_t best;
	uint32_t best_penalty;
	uint32_t ties; /* branches as bad as the best */
	uint32_t saved_penalty;
	uint32_t saved_base;
	bool begun;
	bool failed;
};

struct ari_schema__frame {
	const struct ari_node *node;
	uint32_t part;
	uint32_t op;	/* next, counted from the part's first */
	uint32_t scope; /* frame where the current resource was entered */
	uint32_t key;	/* item or key in the parent's node; NONE: same value */
	uint32_t depth; /* of the value in the document */
	uint32_t inside; /* frames on the same value below this one */
	uint32_t marks;	 /* evaluated bits, or ARI_NONE */
	uint32_t floor;	 /* of the marks, to come back to */
	uint8_t mode;
	bool merge;   /* own marks go to the parent's on success */
	bool names;   /* node is a key */
	bool waiting; /* a part below has been run: see run->result */
	bool failed;
	struct ari_schema__state s;
};

struct ari_schema__run {
	const struct ari_schema *schema;
	struct ari_diags *diags;
	struct ari_error *err;
	const struct ari_alloc *alloc;
	struct ari_schema__frame *frames;
	const void *few_frames; /* where they begin, on the caller's stack */
	const void *few_marks;
	uint32_t depth;
	uint32_t room;
	uint64_t *marks;
	uint32_t marks_used;
	uint32_t marks_room;
	uint64_t steps; /* left */
	uint32_t penalty;
	uint32_t base;		/* depth that penalties are measured from */
	bool result;		/* of the part that was run last */
	bool failed;		/* err is set: unwind */
	struct ari_node key;	/* a key as a value, for propertyNames */
	struct ari_arena words; /* what one finding is put together from */
};

/* A part to be run on a value, seen from a frame. */
struct ari_schema__visit {
	uint32_t part;
	uint32_t key; /* ARI_NONE: the same value */
	const struct ari_node *node;
	uint8_t mode;
	uint8_t track;
	bool names;
};

/*
 * Run a part below frame. False: it is done, see run->result; true: a frame
 * was pushed and the caller must return ARI_PUSHED, to be called again.
 */
bool ari_schema__enter(struct ari_schema__run *run,
		       struct ari_schema__frame *frame,
		       const struct ari_schema__visit *visit);
/* The same part on the same value, in the frame's mode. */
bool ari_schema__enter_here(struct ari_schema__run *run,
			    struct ari_schema__frame *frame, uint32_t part,
			    enum ari_schema__mode mode,
			    enum ari_schema__track track);
/* A part on an item or pair's value, in the frame's mode. */
bool ari_schema__enter_item(struct ari_schema__run *run,
			    struct ari_schema__frame *frame, uint32_t part,
			    uint32_t key);
/* Take cost off the steps; false, and failed, when they are used up. */
bool ari_schema__spend(struct ari_schema__run *run, uint64_t cost);
/* Fail with a cap's sentence; the location of part is added. */
void ari_schema__limit(struct ari_schema__run *run, const char *sentence);
/* Room for bits, zeroed, until the frame is left. */
uint32_t ari_schema__marks(struct ari_schema__run *run, uint32_t bits);
void ari_schema__mark(struct ari_schema__run *run, uint32_t marks,
		      uint32_t bit);
bool ari_schema__marked(const struct ari_schema__run *run, uint32_t marks,
			uint32_t bit);
/* Count a failure of the frame's keyword kw, when it is counted. */
void ari_schema__penalise(struct ari_schema__run *run,
			  const struct ari_schema__frame *frame,
			  enum ari_schema__kw kw);
/* Whether text matches; a search that runs away fails the run. */
bool ari_schema__matches(struct ari_schema__run *run,
			 const struct ari_schema__match *match,
			 struct ari_str text);
/* The frame that is run now. */
static inline struct ari_schema__frame *ari_schema__top(
    struct ari_schema__run *run)
{
	return &run->frames[run->depth - 1];
}

/* -- report.c -- */

/* A finding of the top frame: its keyword, place and arguments. */
struct ari_schema__finding {
	enum ari_schema__rule_id rule;
	enum ari_schema__kw kw;
	struct ari_span span;
	struct ari_str key;   /* it is about; ptr NULL: the value's own */
	struct ari_str child; /* token below the instance, ptr NULL: none */
	const struct ari_node *value;
	const struct ari_str *args;
	size_t count;
};
void ari_schema__find(struct ari_schema__run *run,
		      const struct ari_schema__finding *finding);
/* The usual case: the top frame's value is wrong. */
#define ARI_WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
void ari_schema__findf(struct ari_schema__run *run,
		       enum ari_schema__rule_id rule, enum ari_schema__kw kw,
		       const char *const *args);

/* A key that nobody knows. */
void ari_schema__report_unknown(struct ari_schema__run *run,
				struct ari_schema__frame *frame,
				const struct ari_node *key,
				enum ari_schema__kw kw);
/* A key that is missing; because tells of what other key, or is NULL. */
void ari_schema__report_missing(struct ari_schema__run *run,
				struct ari_schema__frame *frame,
				enum ari_schema__kw kw, struct ari_str key,
				const struct ari_str *because);
/* The keys of the mapping that the top frame's part wants; may be empty. */
struct ari_str ari_schema__keys_help(struct ari_schema__run *run);
/* Items from number `at` on that may not be there. */
void ari_schema__report_extra(struct ari_schema__run *run,
			      struct ari_schema__frame *frame, uint32_t at,
			      enum ari_schema__kw kw);

/* -- notes.c -- */

/* The part's own sentence or help for the keyword, or NULL. */
const struct ari_schema__note *ari_schema__note(const struct ari_schema *schema,
						uint32_t part,
						enum ari_schema__kw kw,
						bool help);
/* Its text with {value} and {key} filled in, in the findings' arena. */
struct ari_str ari_schema__fill(struct ari_schema__run *run,
				const struct ari_schema__note *note,
				struct ari_str key, struct ari_str value);

/* -- values.c -- */

/* Whether node is one of the set's values. */
bool ari_schema__set_has(struct ari_schema__run *run,
			 const struct ari_schema__set *set,
			 const struct ari_node *node);
/* "a", or one of "a", "b". */
struct ari_str ari_schema__set_words(struct ari_schema__run *run,
				     const struct ari_schema__set *set);
/* Help where none of the sets has node: what was meant, what is accepted. */
struct ari_str ari_schema__accepted(struct ari_schema__run *run,
				    const struct ari_schema__set *const *sets,
				    uint32_t count,
				    const struct ari_node *node);

/* -- meant.c -- */

/* The values that the part fixes by const or enum, or NULL. */
const struct ari_schema__set *ari_schema__values_of(
    const struct ari_schema *schema, uint32_t id);
/*
 * Report that no branch fits as one thing, where they differ in one thing,
 * or set s.best to the branch meant. True: it is reported.
 */
bool ari_schema__report_choice(struct ari_schema__run *run,
			       struct ari_schema__frame *frame,
			       const struct ari_schema__op *op);
/* In what a value fits several branches of oneOf: has "a" and "b". */
struct ari_str ari_schema__several(struct ari_schema__run *run,
				   const struct ari_schema__frame *frame,
				   const struct ari_schema__op *op);
/* What the part asks for: be "x", have the key "y"; may be empty. */
struct ari_str ari_schema__form(struct ari_schema__run *run, uint32_t id,
				bool third);
/* The key in map that is all the part asks for, or NULL. */
const struct ari_node *ari_schema__only_key_node(struct ari_schema__run *run,
						 uint32_t id,
						 const struct ari_node *map);
/* Why the top frame applies: `, because "kind" is "x"`; or empty. */
struct ari_str ari_schema__because(struct ari_schema__run *run);

/* -- words.c: all of it is gone once the finding is made -- */

/* How messages call the top frame's value: `"due"`, "item 3 of …". */
struct ari_str ari_schema__subject(struct ari_schema__run *run);
/* The value as messages show it. */
struct ari_str ari_schema__quote(struct ari_schema__run *run,
				 const struct ari_node *node);
/* The same with what lists and mappings hold: {a: 1, b: [2]}. */
struct ari_str ari_schema__show(struct ari_schema__run *run,
				const struct ari_node *node);
/* Types in words: "text", "a list or a whole number". */
struct ari_str ari_schema__type_words(struct ari_schema__run *run,
				      unsigned types);
/* What to write where types are wanted and node was found; may be empty. */
struct ari_str ari_schema__type_help(struct ari_schema__run *run,
				     unsigned types,
				     const struct ari_node *node);
/* What was found, where something else was wanted: "the number 1.1". */
struct ari_str ari_schema__found(struct ari_schema__run *run,
				 const struct ari_node *node);
/* What quotes would change of a value that is wanted as text. */
struct ari_str ari_schema__quote_help(struct ari_schema__run *run,
				      const struct ari_node *node);
/* What branches accept, in words; may be empty. */
struct ari_str ari_schema__forms(struct ari_schema__run *run,
				 const uint32_t *parts, uint32_t count);
/* What of known was probably meant by text, or NULL. */
const struct ari_str *ari_schema__nearest(struct ari_str text,
					  const struct ari_str *known,
					  size_t count);
/* printf into run->words; empty, and diags failed, when memory ends. */
struct ari_str ari_schema__text(struct ari_schema__run *run, const char *fmt,
				...) ARI_PRINTF(2, 3);
/*
 * "did you mean …?" and what is accepted. Of total there are `count` known
 * to choose from: see ARI_SCHEMA_SUGGEST.
 */
struct ari_str ari_schema__suggest(struct ari_schema__run *run,
				   struct ari_str text,
				   const struct ari_str *known, size_t count,
				   size_t total, const char *what);

/* The families' run functions. */
#define ARI_CHECKS(name)                                                       \
	bool ari_schema__check_##name(struct ari_schema__run *run,             \
				      const struct ari_schema__op *op,         \
				      const struct ari_node *node);            \
	void ari_schema__report_##name(struct ari_schema__run *run,            \
				       const struct ari_schema__op *op)
#define ARI_STEPS(name)                                                        \
	enum ari_schema__verdict ari_schema__step_##name(                      \
	    struct ari_schema__run *run, struct ari_schema__frame *frame,      \
	    const struct ari_schema__op *op)
ARI_CHECKS(false);
ARI_CHECKS(type);
ARI_CHECKS(values);
ARI_CHECKS(bound);
ARI_CHECKS(multiple);
ARI_CHECKS(length);
ARI_CHECKS(size);
ARI_CHECKS(pattern);
ARI_CHECKS(format);
ARI_CHECKS(unique);
ARI_STEPS(object);
ARI_STEPS(depend);
ARI_STEPS(array);
ARI_STEPS(contains);
ARI_STEPS(ref);
ARI_STEPS(dynamic);
ARI_STEPS(all);
ARI_STEPS(any);
ARI_STEPS(one);
ARI_STEPS(not );
ARI_STEPS(condition);
ARI_STEPS(unevaluated);
#undef ARI_CHECKS
#undef ARI_STEPS

#endif
