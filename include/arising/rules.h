/*
 * The checks that a good clerk and an assurance panel would make: on a
 * record, a plan, the register, all plans together, a change of a plan and
 * what its history shows. Findings go to the diags of the version they are
 * about, beside those of YAML and schema.
 *
 * To check a snapshot: ari_rules_new() once; ari_rules_check_version() and
 * ari_rules_gather() for each loaded plan, from several threads if wanted,
 * after which the plan may go; then, from one thread,
 * ari_rules_check_register() and ari_rules_check_repository(); where there
 * is an earlier snapshot, ari_rules_check_change() for each plan.
 */
#ifndef ARISING_RULES_H
#define ARISING_RULES_H

#include <arising/load.h>
#include <arising/movement.h>

/* What a rule looks at. */
enum ari_check_scope {
	ARI_CHECK_RECORD,
	ARI_CHECK_PLAN,
	ARI_CHECK_REGISTER,
	ARI_CHECK_REPOSITORY, /* all plans and the register together */
	ARI_CHECK_CHANGE,     /* two versions of a plan */
	ARI_CHECK_HISTORY,    /* figures that the caller gathered from git */
};

struct ari_rules__pass;

/* A row of the table of rules. */
struct ari_check {
	struct ari_rule rule;
	enum ari_check_scope scope;
	void (*run)(struct ari_rules__pass *pass);
	/* What `most` is when the register says nothing; 0: no such figure. */
	int32_t most;
};

/* Every rule of this room, in the order of codes; the end is NULL. */
ARI_API extern const struct ari_check *const ari_rules_all[];
/* The row of that code, or NULL. */
ARI_API const struct ari_check *ari_rules_find(struct ari_str code);

/*
 * One example of a rule; ptr NULL where it needs no such file. It is judged
 * on 17 December 2021, unless its first line is a comment such as
 * "# judged on 2024-08-21". In a bad one the comment "# <- here" stands on
 * each line that is found; what a rule is told of a record's past stands
 * behind its ref: "# unchanged 2", "# slips 3". Those of the rooms below
 * have no such comments.
 */
struct ari_example {
	struct ari_str text;   /* a plan; of a register rule, the register */
	struct ari_str before; /* change: the earlier version */
	struct ari_str other;  /* repository: a second plan */
	struct ari_str reg;    /* the register that it is checked with */
	struct ari_str schema; /* the schema that it is judged by */
	bool own_reg;	       /* reg is that of this example alone */
	bool is_json;	       /* text is JSON */
};

/*
 * The good or the bad example of a rule of any room: borrowed from the
 * program. False where there is none: it would be too large to show.
 */
ARI_API bool ari_rules_example(struct ari_example *out, struct ari_str code,
			       bool good);

/* An example that was checked. */
struct ari_example_run {
	struct ari_arena arena;
	struct ari_example example;
	struct ari_version *file; /* what is found is in: one of these */
	struct ari_version *text;
	struct ari_version *before;
	struct ari_version *other;
	struct ari_version *reg_file;
	struct ari_version *schema_file;
	struct ari_register *reg;
	struct ari_rules *rules;
	struct ari_schema *schema;
};

/*
 * Check an example as `check` would its files, with a loader that validates.
 * Findings of other rules stand there too.
 * Errors: ARI_ERR_NOT_FOUND when the rule has no example; ARI_ERR_MEMORY.
 */
ARI_API int ari_rules_try(struct ari_example_run **out, struct ari_str code,
			  bool good, const struct ari_loader *loader,
			  struct ari_error *err);
ARI_API void ari_example_run_free(struct ari_example_run *run);

/*
 * The rule of that code in any room: yaml, json, schema or here; NULL when
 * there is none.
 */
ARI_API const struct ari_rule *ari_rules_lookup(struct ari_str code);
/* Rule i of all rooms: yaml, json, schema, then ours; NULL past the end. */
ARI_API const struct ari_rule *ari_rules_at(size_t i);

/* When plans are judged: never the clock. */
struct ari_rules_dates {
	/*
	 * The day: of the meeting, or of the commit. ARI_DAY_MIN: none, and
	 * the rules that need a day keep silent.
	 */
	int32_t day;
	/*
	 * Near which a month without a year is read: the cycle's cut-off.
	 * ARI_DAY_MIN: as day.
	 */
	int32_t near;
	/* What the paper reports on; lo ARI_DAY_MIN: no period. */
	struct ari_days period;
};

/* The dates of a cycle, or NULL; what it does not say is none. */
ARI_API struct ari_rules_dates ari_rules_dates_of_cycle(
    const struct ari_cycle *cycle);

/* Levels, dates and lookups, ready; immutable, shared between threads. */
struct ari_rules;

/*
 * Make the rules ready for a register, which may be NULL and is borrowed.
 * Errors: ARI_ERR_MEMORY.
 */
ARI_API int ari_rules_new(struct ari_rules **out,
			  const struct ari_register *reg,
			  const struct ari_rules_dates *dates,
			  struct ari_error *err);
ARI_API void ari_rules_free(struct ari_rules *rules);

/*
 * Check one plan by itself: rules on its records and on the plan. A version
 * without a plan is passed over. What the register turned off or a record
 * accepts is not reported. Sorting the findings is the caller's.
 * Errors: ARI_ERR_MEMORY, also when version->diags failed.
 * Cost: linear in the plan's bytes; threads need versions of their own.
 */
ARI_API int ari_rules_check_version(const struct ari_rules *rules,
				    struct ari_version *version,
				    struct ari_error *err);
/* Check the register by itself, the one that rules were made for. */
ARI_API int ari_rules_check_register(const struct ari_rules *rules,
				     struct ari_version *register_file,
				     struct ari_error *err);
/*
 * Keep in arena what the rules across plans need of a plan: version->facts.
 * The plan may go after that. A version without a plan is passed over.
 * Errors: ARI_ERR_MEMORY. Cost: linear in records.
 */
ARI_API int ari_rules_gather(const struct ari_rules *rules,
			     struct ari_version *version,
			     struct ari_arena *arena, struct ari_error *err);
/*
 * The offsets at which those rules may report, for ari_version_abridge().
 * Returns how many; with out NULL, how much room they need.
 */
ARI_API size_t ari_rules_places(const struct ari_version *version,
				uint32_t *out);
/*
 * Check plans against one another; of those without facts they are gathered.
 * register_file may be NULL: what is about no plan is then not said.
 * Cost: linear in records, sorted once.
 */
ARI_API int ari_rules_check_repository(const struct ari_rules *rules,
				       struct ari_version *const *versions,
				       size_t count,
				       struct ari_version *register_file,
				       struct ari_error *err);
/*
 * Check what happened to a plan between two versions. Findings go to after,
 * the version that change->new is of; of a plan that left (change->new is
 * NULL), pass the register's file.
 */
ARI_API int ari_rules_check_change(const struct ari_rules *rules,
				   const struct ari_plan_change *change,
				   struct ari_version *after,
				   struct ari_error *err);

/* What git tells of one record up to the version that is checked. */
struct ari_rules_past {
	struct ari_str ref;
	uint32_t unchanged; /* closed cycles since a word of it changed */
	uint32_t slips;	    /* times its final date moved to a later day */
};

/* Check a plan's records against their past; refs it lacks are ignored. */
ARI_API int ari_rules_check_history(const struct ari_rules *rules,
				    struct ari_version *version,
				    const struct ari_rules_past *past,
				    size_t count, struct ari_error *err);

#endif
