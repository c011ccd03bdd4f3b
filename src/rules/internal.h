/*
 * Between the files of this room: the pass that hands a rule what it looks
 * at, how a rule reports, and the few questions that several rules ask.
 *
 * To add a rule: a function and its row in the file of its family, a line in
 * table.h, the folder tests/rules/CODE with good.yaml and bad.yaml.
 */
#ifndef ARISING_RULES_INTERNAL_H
#define ARISING_RULES_INTERNAL_H

#include <arising/rules.h>

/* Rules of this room at most: levels are held by position. */
#define ARI_RULES__MAX 128

/* By byte: which openings of words it stands in, at which letter. */
struct ari_rules__hinter {
	uint16_t steps[3][256];
	uint16_t before[256]; /* what a byte that is no letter tells itself */
};

/* Names of the register that a look at one slot mostly finds. */
#define ARI_RULES__SLOTS 256

struct ari_rules {
	const struct ari_register *reg; /* NULL: none */
	struct ari_rules_dates dates;
	/* By position in ari_rules_all. */
	enum ari_level levels[ARI_RULES__MAX];
	int32_t most[ARI_RULES__MAX];
	/* Positions of the rules on records that are not off. */
	uint8_t on_records[ARI_RULES__MAX];
	size_t on_record_count;
	struct ari_rules__hinter hinter;
	/* By the hash of an id or code; NULL: none, or look in the register. */
	const struct ari_post *posts[ARI_RULES__SLOTS];
	const struct ari_body *bodies[ARI_RULES__SLOTS];
};

/* What one look at the texts of a record tells. */
struct ari_rules__texts {
	const struct ari_record *record; /* NULL: none yet */
	/* Sets of ari_rules__hint; of success: of all its items. */
	unsigned update;
	unsigned baseline;
	unsigned success;
	/* The dates that the update names. */
	struct ari_prose_date dates[ARI_PROSE_DATES];
	size_t count;
};

/* -- facts.c: what is left of a plan for the rules across plans -- */

enum ari_rules__fact_kind {
	ARI_RULES__LEAD,	  /* value: position of the post */
	ARI_RULES__DUE,		  /* value: the month */
	ARI_RULES__MILESTONE,	  /* value: the month */
	ARI_RULES__AFTER,	  /* value: position in links */
	ARI_RULES__SEE,		  /* value: position in links */
	ARI_RULES__SUPERSEDED_BY, /* value: position in links */
	ARI_RULES__ID,		  /* of the plan, and of no record */
};

/* The item of a fact that is no item of a list. */
#define ARI_RULES__WHOLE UINT32_MAX

/* A value of a record, and where it stands. */
struct ari_rules__fact {
	struct ari_span span;
	uint32_t subject; /* position of its record */
	uint32_t item;	  /* in its list; ARI_RULES__WHOLE */
	uint32_t value;
	uint8_t kind;
};

/* A record. */
struct ari_rules__subject {
	struct ari_str ref;
	struct ari_str due; /* as written: the final one */
	int32_t final;	    /* its last day; ARI_DAY_MIN */
	uint32_t position;  /* in its list, from 0 */
	uint8_t kind;
	uint8_t status;
	uint8_t accepts; /* a bit for each rule across plans */
};

struct ari_rules_facts {
	struct ari_str id;
	struct ari_rules__fact id_at;
	struct ari_rules__subject *subjects; /* as the plan's records */
	size_t count;
	struct ari_rules__fact *facts; /* by record, in the format's order */
	size_t fact_count;
	struct ari_str *links; /* PLAN#REF, or REF of this plan */
	size_t link_count;
	struct ari_index by_ref; /* made when asked: -> position */
	struct ari_arena *arena;
};

/* The two that count, which facts are gathered for. */
extern const struct ari_check ari_rules__month_load;
extern const struct ari_check ari_rules__lead_load;

/* Months are counted from January 1900 to December 2199. */
#define ARI_RULES__FIRST_YEAR 1900
#define ARI_RULES__MONTHS (300 * 12)

/* The record of that ref, or NULL; failed is set when memory ends. */
const struct ari_rules__subject *ari_rules__subject(
    struct ari_rules_facts *facts, struct ari_str ref, bool *failed);

/* All plans, for the rules across them. */
struct ari_rules__all {
	struct ari_version *const *versions;
	size_t count;
	struct ari_index plans;		   /* ids -> position in versions */
	struct ari_version *register_file; /* may be NULL */
};

/* What the running rule looks at. */
struct ari_rules__pass {
	const struct ari_rules *rules;
	size_t at;		     /* position of the rule that runs */
	struct ari_version *version; /* findings go to its diags */
	const struct ari_plan *plan;
	/* What a finding is about; NULL: the plan or the register. */
	const struct ari_record *record;
	/* In place of a record that has gone. */
	const struct ari_rules__subject *subject;
	const struct ari_rules__fact *fact;
	const struct ari_plan_change *change;
	const struct ari_record_change *moved; /* of change, may be NULL */
	const struct ari_rules_past *past;
	struct ari_rules__all *all;
	struct ari_rules__texts *texts; /* of the record, once asked for */
	bool failed;			/* memory ended */
};

/* -- find.c: reporting -- */

/*
 * Report at span, unless the record accepts it. Returns the finding for a
 * related place, or NULL.
 */
struct ari_diag *ari_rules__add(struct ari_rules__pass *pass,
				struct ari_span span,
				const struct ari_str *args, size_t count);

#define FIND(pass, span, ...)                                                  \
	ari_rules__add(pass, span, (const struct ari_str[]){__VA_ARGS__},      \
		       sizeof((const struct ari_str[]){__VA_ARGS__}) /         \
			   sizeof(struct ari_str))

/*
 * The same in place of what the schema found at the beginning of said, in
 * words that contain word unless NULL: nothing is said twice, and the rule
 * says it better.
 */
void ari_rules__instead(struct ari_rules__pass *pass, struct ari_span span,
			struct ari_span said, const char *word,
			const struct ari_str *args, size_t count);

/* The same where both are about one value, whatever the schema said of it. */
#define INSTEAD(pass, span, ...)                                               \
	ari_rules__instead(pass, span, span, NULL,                             \
			   (const struct ari_str[]){__VA_ARGS__},              \
			   sizeof((const struct ari_str[]){__VA_ARGS__}) /     \
			       sizeof(struct ari_str))

/* Whether the record accepts what the rule of that position finds. */
bool ari_rules__accepts(const struct ari_rules *rules,
			const struct ari_record *record, size_t rule);
/* The bit of ari_rules__subject.accepts for a rule across plans. */
uint8_t ari_rules__across_bit(size_t rule);
/* Point the pass to a fact: findings are about its record, at its span. */
void ari_rules__go_to(struct ari_rules__pass *pass, struct ari_version *version,
		      const struct ari_rules__fact *fact);
/* Point a finding, which may be NULL, to another place of the same file. */
void ari_rules__relate(struct ari_diag *diag, struct ari_span span,
		       struct ari_str note);
/* Whether the finding would be kept: else its wording is not worth work. */
bool ari_rules__wanted(const struct ari_rules__pass *pass);
/* The `most` of the rule that runs. */
int32_t ari_rules__most(const struct ari_rules__pass *pass);

/* What a sentence calls a record: its ref, or "this action". */
struct ari_str ari_rules__called(const struct ari_record *record);
/* The span of a node; of nothing: the file's beginning. */
struct ari_span ari_rules__span(const struct ari_node *node);
/* Where a record is named: its ref, or its first key. */
struct ari_span ari_rules__name(const struct ari_record *record);
/* The key itself in a mapping; the mapping's start when absent. */
struct ari_span ari_rules__key(const struct ari_node *map, const char *key);
/* The bytes of the file that hold text[start, end) of a scalar. */
struct ari_span ari_rules__inside(const struct ari_rules__pass *pass,
				  const struct ari_node *node, size_t start,
				  size_t end);

/* -- say.c: wording -- */

/* Format into the version's arena; never NULL. */
struct ari_str ari_rules__say(struct ari_rules__pass *pass, const char *fmt,
			      ...) ARI_PRINTF(2, 3);
/* A text of a file, cut for a sentence: one line, 60 bytes at most. */
struct ari_str ari_rules__short(struct ari_rules__pass *pass,
				struct ari_str text);
/* "17 December 2021", "October 2021". */
struct ari_str ari_rules__date(struct ari_rules__pass *pass,
			       const struct ari_date *date);
struct ari_str ari_rules__days(struct ari_rules__pass *pass,
			       struct ari_days days);
struct ari_str ari_rules__day(struct ari_rules__pass *pass, int32_t day);

/* The nearest of some words to one that was not known. */
struct ari_rules__near {
	struct ari_str word;
	struct ari_str best; /* ptr NULL: none is near */
	unsigned distance;
	unsigned tried;
};

/* Candidates that one search looks at. */
#define ARI_RULES__TRIES 2000

void ari_rules__try(struct ari_rules__near *near, struct ari_str candidate);
/* The nearest ref of the plan, of those kinds and of another record. */
struct ari_str ari_rules__near_ref(const struct ari_plan *plan,
				   const struct ari_record *but,
				   struct ari_str ref, unsigned kinds);
/* "did you mean X? " in front of rest; rest alone when best is absent. */
struct ari_str ari_rules__mean(struct ari_rules__pass *pass,
			       struct ari_str best, const char *rest);

/* -- record.c: questions about records -- */

/* The node that the final milestone's date stands in, or NULL. */
const struct ari_node *ari_rules__final_node(const struct ari_record *record);
/* Whether the record is an action that is still to be done. */
bool ari_rules__open(const struct ari_record *record);
/* What the texts of the record hold. */
const struct ari_rules__texts *ari_rules__texts(struct ari_rules__pass *pass);

/* -- known.c: posts and bodies that records name, mostly known -- */

void ari_rules__make_known(struct ari_rules *rules);
/* The post of that id, or NULL. There is a register. */
const struct ari_post *ari_rules__post(const struct ari_rules *rules,
				       struct ari_str id);
/* The body of that code, no other name of it, or NULL. */
const struct ari_body *ari_rules__body(const struct ari_rules *rules,
				       struct ari_str code);

/* -- dates.c -- */

/* Report a date that cannot be read, with the form to write. */
void ari_rules__form(struct ari_rules__pass *pass, const struct ari_when *when);

/* -- hints.c -- */

enum ari_rules__hint {
	ARI_RULES__MAY_DATE = 1,  /* a date may be named */
	ARI_RULES__MAY_COUNT = 2, /* a number below five may */
	ARI_RULES__MAY_DENY = 4,  /* something may be said not to be */
};

/* What a text may hold: a set of ari_rules__hint. */
unsigned ari_rules__hints(const struct ari_rules__pass *pass,
			  struct ari_str text);
void ari_rules__make_hinter(struct ari_rules__hinter *hinter);
/* The dates that a text names; none where there is nothing to judge by. */
size_t ari_rules__dates(const struct ari_rules__pass *pass,
			struct ari_prose_date out[ARI_PROSE_DATES],
			struct ari_str text);

/* -- change.c -- */

/* The record's first movement of that kind, or NULL. */
const struct ari_movement *ari_rules__moved(
    const struct ari_record_change *change, enum ari_movement_kind kind);

/* -- words.c: words of running text -- */

static inline char ari_rules__lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes past ASCII are letters. */
static inline bool ari_rules__alnum(char c)
{
	char lower = ari_rules__lower(c);

	return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* Compare without regard to ASCII case; word is lower case. */
bool ari_rules__same(struct ari_str s, const char *word);
/* The next run of letters, digits and apostrophes from *at; or false. */
bool ari_rules__word(struct ari_str *out, struct ari_str text, size_t *at);
/* Whether a lower-case phrase stands in text, at word borders. */
bool ari_rules__phrase(size_t *at, struct ari_str text, const char *phrase);
/* The same of any phrase of a NULL-terminated list. */
bool ari_rules__phrases(struct ari_str text, const char *const *phrases);

#endif
