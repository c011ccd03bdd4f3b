/*
 * Movement: what differs between two versions of a plan, as facts.
 * Records are matched by ref and `formerly`, never by position or by
 * similar text. This room knows no files and no git: two bound plans in,
 * movements and exceptions out.
 *
 * Source: design.md section 3 names the kinds; the README repeats them.
 */
#ifndef ARISING_MOVEMENT_H
#define ARISING_MOVEMENT_H

#include <arising/plan.h>

enum ari_movement_kind {
	/* record */
	ARI_MOVE_REMOVED, /* left without being withdrawn or superseded */
	ARI_MOVE_ADDED,
	ARI_MOVE_RENUMBERED,
	ARI_MOVE_SPLIT,
	ARI_MOVE_MERGED,
	ARI_MOVE_MOVED, /* section or plan */
	/* status */
	ARI_MOVE_STARTED,
	ARI_MOVE_COMPLETED,
	ARI_MOVE_PAUSED,
	ARI_MOVE_RESUMED,
	ARI_MOVE_REGRESSED,
	ARI_MOVE_REOPENED,
	ARI_MOVE_WITHDRAWN,
	ARI_MOVE_SUPERSEDED,
	/* date */
	ARI_MOVE_SLIPPED,
	ARI_MOVE_BROUGHT_FORWARD,
	ARI_MOVE_REFINED,
	ARI_MOVE_WIDENED,
	ARI_MOVE_DATE_ADDED,
	ARI_MOVE_DATE_REMOVED,
	ARI_MOVE_MILESTONE_MET,
	/* scope */
	ARI_MOVE_REWORDED,
	ARI_MOVE_RESCOPED,
	ARI_MOVE_REBASELINED,
	ARI_MOVE_COVERAGE_CHANGED,
	/* people */
	ARI_MOVE_REASSIGNED,
	ARI_MOVE_BODY_CHANGED,
	/* reporting */
	ARI_MOVE_UPDATED,
	ARI_MOVE_EVIDENCE_ADDED,
	ARI_MOVE_VERIFIED,
	ARI_MOVE_EDITORIAL,
	ARI_MOVE_X_CHANGED,
	/* plan */
	ARI_MOVE_STAGE_ADVANCED,
	ARI_MOVE_NARRATIVE_CHANGED,
	ARI_MOVE_RECOMMENDATION_CHANGED,
	ARI_MOVE_KINDS, /* how many there are */
};

/* A run of words; text is borrowed, whole words with their punctuation. */
struct ari_words {
	struct ari_str text;
	bool removed; /* else put in */
	bool kept;    /* neither: context */
};

/* One fact. Nodes and strings are borrowed from the two versions. */
struct ari_movement {
	enum ari_movement_kind kind;
	const char *field;  /* key in the file; "" for the whole record */
	struct ari_str ref; /* as in the later version, else the earlier;
			       ptr NULL for a movement of the plan */
	const struct ari_record *old;  /* NULL when added */
	const struct ari_record *new;  /* NULL when removed */
	const struct ari_node *before; /* value of field, NULL when absent */
	const struct ari_node *after;
	struct ari_str milestone; /* `what`, of a date kind; or ptr NULL */
	struct ari_str key;	  /* of x-changed: the key, as field */
	/*
	 * slipped, brought-forward: days moved. completed: days after the
	 * due it had before (negative: early), or after the due it came
	 * with; 0 when the intervals overlap. Only when has_days.
	 */
	int32_t days;
	bool has_days;
	/*
	 * renumbered: the old ref. merged: all old refs. split: all new
	 * refs, this one among them. moved to or from another plan: the
	 * refs there.
	 */
	const struct ari_str *refs;
	size_t ref_count;
	/* Of a text that changed in more than editorial ways: the words,
	 * in order. */
	const struct ari_words *words;
	size_t word_count;
	uint32_t words_out; /* words taken out, and put in */
	uint32_t words_in;
};

enum ari_exception_kind {
	ARI_EXCEPT_OVERDUE,
	ARI_EXCEPT_DUE_NOT_UPDATED,
	ARI_EXCEPT_STALE,
	ARI_EXCEPT_DATE_IN_PROSE,
	ARI_EXCEPT_NO_CHANGE,
	ARI_EXCEPT_KINDS,
};

/* A state of the later version at its date that a reader must know. */
struct ari_exception {
	enum ari_exception_kind kind;
	const struct ari_record *record;
	struct ari_days due;   /* overdue, due-not-updated, date-in-prose */
	int32_t days;	       /* overdue: since due.hi */
	bool newly;	       /* overdue: was not at the earlier date */
	struct ari_days prose; /* date-in-prose: the date the text names */
	struct ari_span prose_span; /* in the text of that field */
	const char *field;	    /* date-in-prose: "update" or "action" */
	uint32_t cycles;	    /* stale: how many without a word changed */
};

enum ari_direction {
	ARI_DIRECTION_NO_CHANGE,
	ARI_DIRECTION_BETTER,
	ARI_DIRECTION_WORSE,
	ARI_DIRECTION_MIXED,
};

/* All that happened to one record, in the order of importance. */
struct ari_record_change {
	const struct ari_record *old; /* NULL when added */
	const struct ari_record *new; /* NULL when removed */
	struct ari_str ref;
	enum ari_direction direction;
	const struct ari_movement *movements;
	size_t movement_count;
	const struct ari_exception *exceptions;
	size_t exception_count;
	unsigned gravity; /* as ari_change_gravity says */
};

struct ari_plan_change {
	const struct ari_plan *old;	      /* NULL: the plan is new */
	const struct ari_plan *new;	      /* NULL: the plan left */
	const struct ari_movement *movements; /* of the plan itself */
	size_t movement_count;
	/* Every record of either version, by gravity, then file order;
	 * also those without movement: no change is said, not omitted. */
	const struct ari_record_change *records;
	size_t record_count;
	const struct ari_movement_dates *dates; /* a copy; NULL: none given */
};

/* The dates that exceptions are judged at. */
struct ari_movement_dates {
	int32_t from;		/* day of the earlier version */
	int32_t to;		/* day of the later version: "today" */
	struct ari_days period; /* the reporting period, for due-in */
	int32_t prose_near;	/* near which a month without year is read */
};

/* Closed cycles without a word changed that make a record stale, at least. */
#define ARI_STALE_CYCLES 2

/*
 * Net loss of words from the wording of an action, at which a commitment
 * is taken to have left it: a sentence or two.
 */
#define ARI_COMMITMENT_WORDS 25

/*
 * Compare two versions of a plan; either may be NULL. Layout, quoting,
 * key order, comments and the order of records are no movement. Every
 * record of a plan that is new is added, of one that left, removed.
 * With dates NULL there are no exceptions: all that is asked is what moved.
 * `stale` is never set here, but by ari_movement_stale(): it needs more than
 * two versions.
 * Owns: the result lives in arena and borrows from both versions.
 * Errors: ARI_ERR_MEMORY.
 * Cost: linear in the records; the words of those that changed.
 */
ARI_API int ari_movement_compare(struct ari_plan_change **out,
				 const struct ari_plan *old,
				 const struct ari_plan *new,
				 const struct ari_movement_dates *dates,
				 struct ari_arena *arena,
				 struct ari_error *err);

/*
 * Match records that left one plan with those that `formerly: plan#ref`
 * took up in another. There, added becomes moved (and renumbered, split or
 * merged) and the fields are compared; where it left, removed becomes moved
 * with `new` in the other plan. In place, the records in order again.
 * Errors: ARI_ERR_MEMORY; then the changes are as they were.
 */
ARI_API int ari_movement_join(struct ari_plan_change **changes, size_t count,
			      struct ari_arena *arena, struct ari_error *err);

/*
 * Add the exception `stale` to open actions. Shape: cycles is as the records
 * of change->new: for how many no word changed; 0: it is not stale. The
 * records are in order again.
 * Errors: ARI_ERR_MEMORY; then the change is as it was.
 */
ARI_API int ari_movement_stale(struct ari_plan_change *change,
			       const uint32_t *cycles, struct ari_arena *arena,
			       struct ari_error *err);

/*
 * Words taken out of a and put into b, whitespace apart; adjacent runs are
 * one. Kept and removed runs are a's words, kept and added ones b's; a kept
 * run is shown as b has it. Cost: words x differences, capped; past the cap
 * all between the common beginning and end is one removal, one addition.
 */
ARI_API int ari_movement_words(const struct ari_words **out, size_t *count,
			       struct ari_str a, struct ari_str b,
			       struct ari_arena *arena, struct ari_error *err);

/* A date past its due one that the words of an action name. */
struct ari_prose_later {
	const char *field;	    /* "update" or "action" */
	struct ari_prose_date date; /* in the text of that field */
	struct ari_days due;	    /* of the milestone that ends last */
};

/*
 * Find it, in the update first; near is what a month without a year is read
 * by. Whether the action is one that a reader still looks at is the
 * caller's to ask. False: there is none, or no due date to be past.
 */
ARI_API bool ari_movement_prose(struct ari_prose_later *out,
				const struct ari_record *record, int32_t near);

/* Differs in nothing but case, space, the kind of quotes or of dashes. */
ARI_API bool ari_movement_editorial(struct ari_str a, struct ari_str b);

/* "brought-forward"; the stable word of the contracts. */
ARI_API const char *ari_movement_name(enum ari_movement_kind kind);
/* "Brought forward"; for people. */
ARI_API const char *ari_movement_title(enum ari_movement_kind kind);
/* ARI_MOVE_KINDS when there is none of that name. */
ARI_API enum ari_movement_kind ari_movement_from(struct ari_str name);
ARI_API const char *ari_exception_name(enum ari_exception_kind kind);
ARI_API const char *ari_exception_title(enum ari_exception_kind kind);
ARI_API const char *ari_direction_name(enum ari_direction direction);
/*
 * Whether a removal is in order: the record had been withdrawn or superseded
 * before it left. Still told, as `removed`, but not as the gravest.
 */
ARI_API bool ari_movement_orderly(const struct ari_movement *movement);
/*
 * Gravity for ordering, least first: removed, overdue, due-not-updated,
 * slipped, reopened/regressed, completed, added, started, other, no change.
 */
ARI_API unsigned ari_change_gravity(const struct ari_record_change *change);

#endif
