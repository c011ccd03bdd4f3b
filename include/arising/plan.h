/*
 * Plans and the register: the node tree bound to typed records by const
 * tables. Binding is lenient: what has the wrong shape is absent here and a
 * finding of the schema; nothing is judged in this room.
 */
#ifndef ARISING_PLAN_H
#define ARISING_PLAN_H

#include <arising/date.h>
#include <arising/tree.h>

/*
 * Bytes that the records of one document may take besides its tree: some
 * 400,000 actions. A text of very many empty items ends here.
 */
#define ARI_PLAN_BYTES ((size_t)512 << 20)

/* -- values; node is NULL when the field is absent -- */

struct ari_value {
	const struct ari_node *node;
	struct ari_str text;
};

/* A sequence of scalars; a single scalar counts as a list of one. */
struct ari_values {
	const struct ari_node *node;
	const struct ari_value *items;
	size_t count;
};

/* A date field: date.kind is ARI_DATE_NONE when absent or at fault. */
struct ari_when {
	const struct ari_node *node;
	struct ari_str text;
	struct ari_date date;
	enum ari_date_fault fault;
};

struct ari_whens {
	const struct ari_node *node;
	const struct ari_when *items;
	size_t count;
};

struct ari_milestone {
	const struct ari_node *node;
	struct ari_value what;
	struct ari_when due;
	struct ari_when done;
	struct ari_whens met; /* occurrences of a repeat that were met */
};

struct ari_milestones {
	const struct ari_node *node;
	const struct ari_milestone *items;
	size_t count;
};

struct ari_decision {
	const struct ari_node *node;
	struct ari_value body;
	struct ari_when on;
	struct ari_value minute;
};

/* `verified` of an action, `implemented` of a recommendation. */
struct ari_attestation {
	const struct ari_node *node;
	struct ari_when on;
	struct ari_value by;
	struct ari_values evidence;
};

struct ari_acceptance {
	const struct ari_node *node;
	struct ari_value rule;
	struct ari_value reason;
	struct ari_when until;
};

struct ari_acceptances {
	const struct ari_node *node;
	const struct ari_acceptance *items;
	size_t count;
};

/* The council's own keys, x-…: pairs in the order of the file. */
struct ari_extra {
	const struct ari_node *key;
	const struct ari_node *value;
};

struct ari_extras {
	const struct ari_extra *items;
	size_t count;
};

/* -- records -- */

enum ari_record_kind {
	ARI_RECOMMENDATION = 1,
	ARI_ACTION = 2,
};

enum ari_status {
	ARI_STATUS_NONE, /* absent or not of the vocabulary */
	ARI_STATUS_NOT_STARTED,
	ARI_STATUS_IN_PROGRESS,
	ARI_STATUS_PAUSED,
	ARI_STATUS_COMPLETED,
	ARI_STATUS_WITHDRAWN,
	ARI_STATUS_SUPERSEDED,
};

/* A recommendation or an action: they share one namespace of refs. */
/* Whether a text speaks of dates. */
enum ari_dated {
	ARI_DATED_UNASKED,
	ARI_DATED_NO,
	ARI_DATED_MAYBE,
};

struct ari_record {
	enum ari_record_kind kind;
	const struct ari_plan *plan;
	const struct ari_node *node;
	size_t position; /* in its list, from 0 */

	struct ari_value ref;
	struct ari_values formerly;
	struct ari_value section;
	struct ari_values themes;
	struct ari_value access; /* exempt, or absent */
	struct ari_acceptances accepted;
	struct ari_extras extras;

	/* recommendations */
	struct ari_value recommendation;
	struct ari_value outcome;
	struct ari_value response;
	struct ari_attestation implemented;

	/* actions */
	struct ari_values recommendations; /* refs */
	struct ari_value action;
	struct ari_values bodies;
	struct ari_values leads;
	struct ari_values support;
	struct ari_values resources;
	struct ari_when due;
	struct ari_milestones milestones;
	struct ari_whens met; /* of a repeating due */
	struct ari_values after;
	struct ari_values see; /* plan#ref, or ref in this plan */
	struct ari_values success;
	struct ari_value baseline;
	struct ari_value status_text;
	enum ari_status status;
	struct ari_value superseded_by;
	struct ari_when done;
	struct ari_values evidence;
	struct ari_value reason;      /* of both kinds */
	struct ari_decision decision; /* of both kinds */
	struct ari_value update;      /* CommonMark */
	enum ari_dated update_dated;  /* UNASKED but by ari_plan_ask_dates() */
	enum ari_dated action_dated;
	struct ari_attestation verified;
};

/* What a field of a record is, for tables that walk all of them. */
enum ari_shape {
	ARI_SHAPE_VALUE,
	ARI_SHAPE_VALUES,
	ARI_SHAPE_WHEN,
	ARI_SHAPE_WHENS,
	ARI_SHAPE_MILESTONES,
	ARI_SHAPE_DECISION,
	ARI_SHAPE_ATTESTATION,
	ARI_SHAPE_ACCEPTANCES,
};

struct ari_field {
	const char *name;     /* the key in the file */
	const char *title;    /* for people: "Success criteria" */
	enum ari_shape shape; /* each begins with its node pointer */
	unsigned applies;     /* ari_record_kind, or both */
	size_t offset;	      /* in the struct that the table binds */
	bool point;	      /* dates: a day, month or year, no more */
	uint8_t length;	      /* of the name */
};

/* All fields in the order of the format; the end has a NULL name. */
ARI_API extern const struct ari_field ari_plan_fields[];
ARI_API const struct ari_field *ari_plan_field(struct ari_str name);
/* The node of a field of a record, or NULL. */
ARI_API const struct ari_node *ari_record_node(const struct ari_record *record,
					       const struct ari_field *field);

ARI_API enum ari_status ari_status_from(struct ari_str word);
/* "in-progress"; "" for ARI_STATUS_NONE. */
ARI_API const char *ari_status_name(enum ari_status status);
/* "In progress"; "No status" for ARI_STATUS_NONE. */
ARI_API const char *ari_status_title(enum ari_status status);
/* Completed, withdrawn or superseded: nothing is due any more. */
ARI_API bool ari_status_closed(enum ari_status status);
/* The wording of a record: `action` or `recommendation`. */
ARI_API struct ari_str ari_record_wording(const struct ari_record *record);

/*
 * Milestones as one list, whether the record has `due` or `milestones`: a
 * bare `due` is one milestone with no `what`, done when the record is. Where
 * both stand, which the schema refuses, milestones count and `due` does not.
 * Returns how many; out may hold fewer.
 */
ARI_API size_t ari_record_milestones(struct ari_milestone *out, size_t room,
				     const struct ari_record *record);
/*
 * Find the milestone of that list that is due last; of several, the one that
 * is written last. false: none has a date.
 */
ARI_API bool ari_record_final(struct ari_milestone *out,
			      const struct ari_record *record);
/* The last day of that milestone's due; ARI_DAY_MIN: none. */
ARI_API int32_t ari_record_final_day(const struct ari_record *record);
/*
 * Whether a milestone of record is closed: done, or the record is. A `done`
 * that is no date does not close: it must hide nothing.
 */
ARI_API bool ari_milestone_closed(const struct ari_record *record,
				  const struct ari_milestone *milestone);
/*
 * The first day interval of a milestone that is overdue at day: its hi lies
 * before day, and it is not met or closed. Repeats look at each occurrence:
 * a point of `met` inside it meets it. Cost: |met| x log occurrences.
 */
ARI_API bool ari_milestone_overdue(struct ari_days *out,
				   const struct ari_record *record,
				   const struct ari_milestone *milestone,
				   int32_t day);
/* The earliest overdue interval of any milestone of the record. */
ARI_API bool ari_record_overdue(struct ari_days *out,
				const struct ari_record *record, int32_t day);
/* Whether some milestone of the record is due in period: hi inside. */
ARI_API bool ari_record_due_in(const struct ari_record *record,
			       struct ari_days period);

/* -- plans -- */

enum ari_stage {
	ARI_STAGE_NONE,
	ARI_STAGE_DRAFT,
	ARI_STAGE_AGREED_IN_PRINCIPLE,
	ARI_STAGE_APPROVED,
	ARI_STAGE_FINAL,
	ARI_STAGE_PUBLISHED,
	ARI_STAGE_CLOSED,
	ARI_STAGE_SUPERSEDED,
};

ARI_API enum ari_stage ari_stage_from(struct ari_str word);
/* Whether a plan of that stage binds: approved, or beyond. */
ARI_API bool ari_stage_agreed(enum ari_stage stage);
/* "agreed in principle"; "" for none. */
ARI_API const char *ari_stage_title(enum ari_stage stage);

struct ari_approval {
	const struct ari_node *node;
	struct ari_value stage;
	struct ari_value body;
	struct ari_when on;
	struct ari_value minute;
};

struct ari_deadline {
	const struct ari_node *node;
	struct ari_value what;
	struct ari_when due;
	struct ari_when done;
};

struct ari_section {
	struct ari_str key;
	struct ari_value title;
};

struct ari_plan_source {
	const struct ari_node *node;
	struct ari_value body;
	struct ari_when onsite;
	struct ari_when published;
	struct ari_value regime;
};

/* Everything is borrowed from the document and its arena. */
struct ari_plan {
	const struct ari_node *node;
	struct ari_str path; /* in the repository; the caller's */
	struct ari_value id;
	struct ari_value title;
	struct ari_value kind;
	struct ari_value stage_text;
	enum ari_stage stage;
	const struct ari_approval *approvals;
	size_t approval_count;
	struct ari_value narrative;
	struct ari_plan_source source;
	const struct ari_node *declared; /* mapping of counts, or NULL */
	const struct ari_deadline *deadlines;
	size_t deadline_count;
	struct ari_when baseline_as_of;
	const struct ari_section *sections;
	size_t section_count;
	struct ari_value access;
	struct ari_extras extras;
	struct ari_record *records; /* recommendations, then actions */
	size_t recommendation_count;
	size_t count;		     /* of all records */
	struct ari_index by_ref;     /* -> position in records */
	struct ari_index by_section; /* -> position in sections */
};

/*
 * Look once which updates and wordings may name a date: for plans that are
 * compared again and again, and that nobody else reads meanwhile.
 */
ARI_API void ari_plan_ask_dates(struct ari_plan *plan);

/*
 * Bind a document to a plan in arena. Of a key that stands twice the first
 * counts; of a ref that stands twice by_ref knows the first record.
 * Errors: ARI_ERR_MEMORY; ARI_ERR_LIMIT past ARI_PLAN_BYTES;
 * ARI_ERR_INVALID when the root is no mapping.
 * Cost: linear in the pairs; 1,000 actions take about a millisecond.
 */
ARI_API int ari_plan_bind(struct ari_plan **out, const struct ari_doc *doc,
			  struct ari_arena *arena, struct ari_str path,
			  struct ari_error *err);
/* The record of that ref, or NULL. */
ARI_API const struct ari_record *ari_plan_find(const struct ari_plan *plan,
					       struct ari_str ref);
/* The title of a section key; the key itself when it has none. */
ARI_API struct ari_str ari_plan_section_title(const struct ari_plan *plan,
					      struct ari_str key);
/* Whether the plan or the record is kept out of what is published. */
ARI_API bool ari_record_exempt(const struct ari_record *record);

/* -- the register -- */

struct ari_body {
	const struct ari_node *node;
	struct ari_str code;
	struct ari_value name;
	struct ari_value kind;
	struct ari_values aliases;
	struct ari_when from; /* valid from, until: optional */
	struct ari_when until;
};

struct ari_post {
	const struct ari_node *node;
	struct ari_str id;
	struct ari_value post;
	struct ari_value holder;
};

struct ari_cycle {
	const struct ari_node *node;
	struct ari_value id;
	struct ari_value body;
	struct ari_when meeting;
	struct ari_when cutoff;
	struct ari_when period;
};

struct ari_assurance {
	const struct ari_node *key;
	const struct ari_node *node;
	struct ari_str rule;
	enum ari_level level; /* when level_set */
	bool level_set;
	int64_t most; /* -1 when not given */
};

struct ari_register {
	const struct ari_node *node;
	struct ari_value version;
	struct ari_value council;
	struct ari_values plans; /* globs; plans/ *.yaml when absent */
	const struct ari_body *bodies;
	size_t body_count;
	const struct ari_post *people;
	size_t people_count;
	const struct ari_cycle *cycles;
	size_t cycle_count;
	const struct ari_assurance *assurance;
	size_t assurance_count;
	struct ari_extras extras;
	struct ari_index by_code; /* -> position in bodies */
	struct ari_index by_name; /* names and aliases -> the same */
	struct ari_index by_post; /* -> position in people */
	struct ari_index by_cycle;
	struct ari_index by_rule; /* -> position in assurance */
};

/* Bind a document to a register in arena. Errors: as ari_plan_bind. */
ARI_API int ari_register_bind(struct ari_register **out,
			      const struct ari_doc *doc,
			      struct ari_arena *arena, struct ari_error *err);
/* By code; with alias set also by name or alias. NULL when unknown. */
ARI_API const struct ari_body *ari_register_body(const struct ari_register *reg,
						 struct ari_str name,
						 bool alias);
ARI_API const struct ari_post *ari_register_post(const struct ari_register *reg,
						 struct ari_str id);
ARI_API const struct ari_cycle *ari_register_cycle(
    const struct ari_register *reg, struct ari_str id);
/* What a user of a server may do or not. */
enum ari_right {
	ARI_RIGHT_REGISTER, /* change the register */
	ARI_RIGHT_CYCLES,   /* close a cycle */
	ARI_RIGHT_STAGE,    /* take a plan to another stage */
	ARI_RIGHT_PLAN,	    /* edit the plan of that id */
};

/*
 * Whether the register's `roles` let a user do that: without `roles` yes,
 * with roles of a wrong shape no. reg may be NULL: nothing is said, so yes.
 */
ARI_API bool ari_register_may(const struct ari_register *reg,
			      enum ari_right right, struct ari_str plan,
			      struct ari_str user);
/* Whether the register's `roles` ask for a good signature to that. */
ARI_API bool ari_register_signed(const struct ari_register *reg,
				 enum ari_right right);
/*
 * The level of a rule here: the register's word, or the rule's own. reg may
 * be NULL, here and in the next: there is no register, nothing is set.
 */
ARI_API enum ari_level ari_register_level(const struct ari_register *reg,
					  const struct ari_rule *rule);
/* The `most` of a rule here, or fallback. */
ARI_API int64_t ari_register_most(const struct ari_register *reg,
				  const char *rule, int64_t fallback);

#endif
