/*
 * The ledger: every movement of every plan, with the commit that made it,
 * newest first. It is computed from the commits and never stored as truth;
 * a cache may remember it, keyed by commit id, and is safe to delete.
 */
#ifndef ARISING_LEDGER_H
#define ARISING_LEDGER_H

#include <arising/history.h>

enum ari_ledger_what {
	ARI_LEDGER_MOVEMENT,
	ARI_LEDGER_UNREADABLE, /* the file cannot be read at this commit */
	ARI_LEDGER_APPEARED,   /* a plan that is new; its records follow */
	ARI_LEDGER_LEFT,       /* a plan that left with all its records */
};

/*
 * One fact of a commit. Its movement's old and new are records that know
 * no more than what a sentence needs: kind, ref, status, due, done and
 * superseded_by.
 */
struct ari_ledger_entry {
	enum ari_ledger_what what;
	/*
	 * The file could not be read between the version before and this
	 * one: what moved is certain, but not that this commit moved it. The
	 * version before is the last that its path had, or, where it was
	 * mended and renamed at once, the other path; of a file that came
	 * unreadable the plan of the same id that left in that commit.
	 */
	bool across;
	struct ari_str plan; /* ptr NULL: unreadable, so unknown */
	struct ari_str path;
	struct ari_movement movement;
	/* What the later version gives with this change; else ptr NULL. */
	struct ari_str reason;
	const struct ari_node *decision; /* mapping, or NULL */
	struct ari_str message;		 /* unreadable: why */
	/* Unreadable: the plan it calls itself by its first lines, or NULL. */
	struct ari_str calls;
	/* Bodies of the record before or after. */
	const struct ari_str *bodies;
	size_t body_count;
	/*
	 * Bit i: field i of ari_plan_fields says something else than before,
	 * whatever that is called as a movement.
	 */
	uint64_t fields;
};

/* A commit that moved something; valid until the next step. */
struct ari_ledger_commit {
	struct ari_oid id;
	struct ari_person author;
	struct ari_person committer;
	struct ari_str subject; /* first line of the message */
	struct ari_str reason;	/* that the message gives; ptr NULL: none */
	/* The earliest closed cycle that holds it; ptr NULL: none yet. */
	struct ari_str cycle;
	size_t parents;
	const struct ari_ledger_entry *entries; /* by plan path, then grave */
	size_t count;
};

struct ari_ledger_options {
	struct ari_oid tip;
	unsigned threads; /* at most; 0: as many as there are processors */
	/*
	 * Where to remember: a folder that is made when needed. NULL: the
	 * ledger is computed, and nothing is read or written.
	 */
	const char *cache;
	size_t cache_least; /* commits from which it is worth remembering */
	/*
	 * The reason that a commit message gives, or NULL; the same function
	 * wherever one cache is shared.
	 */
	struct ari_str (*reason)(struct ari_str message);
	/*
	 * Only what concerns this plan need be given; ptr NULL: all. What
	 * then is hinted besides it makes the ledger begin anew.
	 */
	struct ari_str plan;
	bool whole; /* parse every version whole: for comparison */
	bool aside; /* go on where a closed cycle is not in the history */
	/* Give commits too that moved nothing. */
	bool all;
};

struct ari_ledger;

/*
 * Begin the ledger of tip and all before it.
 * Errors: ARI_ERR_UNCERTAIN for a shallow clone, and for a closed cycle
 * that is neither in the history of tip nor after it.
 */
ARI_API int ari_ledger_new(struct ari_ledger **out, struct ari_repo *repo,
			   const struct ari_ledger_options *options,
			   struct ari_error *err);
ARI_API void ari_ledger_free(struct ari_ledger *ledger);
/*
 * Step to the next commit that moved something: 1, or 0 after the last;
 * then the cache, if any, is written. *out is borrowed until the next step.
 * Cost: reads each version once, parses what differs, on all processors.
 */
ARI_API int ari_ledger_next(const struct ari_ledger_commit **out,
			    struct ari_ledger *ledger, struct ari_error *err);
/* What is given next must concern this plan; ptr NULL: any. A hint. */
ARI_API void ari_ledger_hint(struct ari_ledger *ledger,
			     const struct ari_str *plans, size_t count);

/*
 * The plan that a version calls itself by its first lines: a parse finds
 * the same, or an error. ptr NULL: it does not say it plainly, or cannot be
 * read. Cost: a fraction of reading it. Errors: ARI_ERR_MEMORY only.
 */
ARI_API int ari_ledger_calls(struct ari_str *out, struct ari_repo *repo,
			     const struct ari_oid *blob,
			     struct ari_arena *arena, struct ari_error *err);

/* -- asking for a part of it -- */

#define ARI_LEDGER_NAMES 4096 /* refs one record may have had */

struct ari_ledger_name {
	struct ari_str plan;
	struct ari_str ref;
};

/* What is wanted; empty: all. */
struct ari_ledger_filter {
	struct ari_str plan; /* ptr NULL: all */
	struct ari_str ref;  /* of that plan; followed through renumbering */
	const struct ari_str *fields;
	size_t field_count;
	const struct ari_str *kinds;
	size_t kind_count;
	const struct ari_str *authors; /* parts of a name or address */
	size_t author_count;
	const struct ari_str *bodies;
	size_t body_count;
	const struct ari_str *cycles;
	size_t cycle_count;
	int32_t since; /* day of the committer; ARI_DAY_MIN: any */
	int32_t until; /* ARI_DAY_MAX: any */
	/* The names that plan#ref had, as the walk goes back. */
	struct ari_arena arena;
	struct ari_ledger_name *names;
	size_t name_count;
	struct ari_str *plans; /* those of names: for ari_ledger_hint() */
	size_t plan_count;
	struct ari_str path; /* where the plan stood; ptr NULL: not known */
};

ARI_API void ari_ledger_filter_init(struct ari_ledger_filter *filter);
ARI_API void ari_ledger_filter_release(struct ari_ledger_filter *filter);
/*
 * Gather the entries of a commit that are wanted, and follow renumbering.
 * Commits must come in the ledger's order. Errors: ARI_ERR_MEMORY.
 */
ARI_API int ari_ledger_pick(const struct ari_ledger_entry ***out, size_t *count,
			    struct ari_ledger_filter *filter,
			    const struct ari_ledger_commit *commit,
			    struct ari_arena *arena, struct ari_error *err);

/* -- blame -- */

/* A field as it is now, and the commit that made it say so. */
struct ari_blame_row {
	struct ari_str field;
	const struct ari_node *now; /* borrowed from the plan */
	bool known;		    /* false: no commit is proved to have */
	bool across;		    /* as of an entry */
	struct ari_oid commit;
	struct ari_person author;
	struct ari_str subject;
	struct ari_str cycle;
};

struct ari_blame {
	struct ari_blame_row *rows; /* in the order of the format */
	size_t count;
	size_t unknown; /* rows that are not known yet */
};

/*
 * Attribute each field of a record of the ledger's tip, or of the plan
 * itself where record is NULL. Walks until all are known.
 * Owns: rows live in arena and borrow from the plan.
 */
ARI_API int ari_ledger_blame(struct ari_blame *out, struct ari_ledger *ledger,
			     const struct ari_plan *plan,
			     const struct ari_record *record,
			     struct ari_arena *arena, struct ari_error *err);

/* -- audit -- */

enum ari_verdict {
	ARI_VERDICT_HELD,
	ARI_VERDICT_BROKEN,
	ARI_VERDICT_NOT_MADE, /* nobody promised it: no cycle is signed */
};

/* One thing that was found for or against a promise. */
struct ari_audit_note {
	bool broken;
	struct ari_str text;   /* a sentence without its stop */
	struct ari_oid commit; /* or tag; none */
};

/* What a history promises to whoever relies on it. */
struct ari_audit_promise {
	const char *code;
	const char *title;
	enum ari_verdict verdict;
	const struct ari_audit_note *notes;
	size_t note_count;
	size_t note_more; /* found past ARI_AUDIT_NOTES, not kept */
};

/* Notes kept for one promise; the rest is counted. */
#define ARI_AUDIT_NOTES 1000

struct ari_audit_request {
	struct ari_snapshot to;
	const struct ari_snapshot *from; /* NULL: from the beginning */
	struct ari_str (*reason)(struct ari_str message); /* or NULL */
	bool date_reasons;   /* a date that slips needs one */
	bool reopen_reasons; /* what is reopened or set back needs one */
};

struct ari_audit {
	struct ari_snapshot to;
	struct ari_snapshot from; /* commit none: from the beginning */
	const struct ari_audit_promise *promises;
	size_t count;
	size_t commits;	  /* looked at */
	size_t movements; /* of them */
	bool broken;
};

/*
 * Hold the history to its promises. Nothing remembered is used.
 * Owns: all lives in arena.
 */
ARI_API int ari_audit_run(struct ari_audit *out, struct ari_repo *repo,
			  const struct ari_audit_request *request,
			  struct ari_arena *arena, struct ari_error *err);

/* "unreadable" and so on; a movement's own name. */
ARI_API const char *ari_ledger_name(const struct ari_ledger_entry *entry);

#endif
