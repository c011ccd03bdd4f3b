/*
 * The committee paper: what stood in the plans when a cycle was closed,
 * chosen and compared for one meeting. Built from git alone, so that the
 * same tag gives the same paper for ever; its colophon says from what.
 */
#ifndef ARISING_PAPER_H
#define ARISING_PAPER_H

#include <arising/agreed.h>
#include <arising/report.h>

/* Where a council's own wording stands in its repository. */
#define ARI_PAPER_TEMPLATE_PATH "paper.yaml"

/* -- the template: words and order, no logic -- */

enum ari_paper_section {
	ARI_PAPER_SUMMARY,
	ARI_PAPER_PLANS,
	ARI_PAPER_COMPLETED,
	ARI_PAPER_DATES,
	ARI_PAPER_OVERDUE,
	ARI_PAPER_NOT_UPDATED,
	ARI_PAPER_DRAFTING,
	ARI_PAPER_NEXT,
	ARI_PAPER_SOURCES,
	ARI_PAPER_SECTIONS,
};

enum ari_paper_column {
	ARI_PAPER_REF,
	ARI_PAPER_RECOMMENDATION,
	ARI_PAPER_ACTION,
	ARI_PAPER_MILESTONE,
	ARI_PAPER_COMMITTEE,
	ARI_PAPER_LEAD,
	ARI_PAPER_SUCCESS,
	ARI_PAPER_BASELINE,
	ARI_PAPER_STATUS,
	ARI_PAPER_UPDATE,
	ARI_PAPER_THEMES,
	ARI_PAPER_EVIDENCE,
	ARI_PAPER_MOVED, /* why it is listed, and what moved */
	ARI_PAPER_COLUMNS,
};

/* A line of the paper's head: "Key decision", "No". */
struct ari_paper_line {
	struct ari_str label;
	struct ari_str text;
};

/* Lines of the head that a template may add. */
#define ARI_PAPER_LINES 24

struct ari_paper_template {
	struct ari_str title;
	struct ari_str purpose;
	struct ari_str introduction; /* CommonMark; ptr NULL: none */
	struct ari_paper_line lines[ARI_PAPER_LINES];
	size_t line_count;
	enum ari_paper_section sections[ARI_PAPER_SECTIONS];
	size_t section_count;
	struct ari_str section_titles[ARI_PAPER_SECTIONS];
	enum ari_paper_column columns[ARI_PAPER_COLUMNS];
	size_t column_count;
	struct ari_str column_titles[ARI_PAPER_COLUMNS];
	struct ari_oid digest; /* blob id of the file, or of the built-in */
	bool own;	       /* the council's, not the built-in */
};

/*
 * The template at a snapshot: its paper.yaml over the built-in one. The
 * strings live in arena.
 * Errors: ARI_ERR_INVALID with line and column of what is wrong.
 */
ARI_API int ari_paper_template_read(struct ari_paper_template *out,
				    struct ari_repo *repo,
				    const struct ari_snapshot *at,
				    struct ari_arena *arena,
				    struct ari_error *err);

/* -- the paper -- */

/* Why a record is in the paper; several may hold. */
enum ari_paper_why {
	ARI_PAPER_WHY_CARRIED = 1, /* overdue before the period */
	ARI_PAPER_WHY_DUE = 2,	   /* due in the period */
	ARI_PAPER_WHY_ACTIVE = 4,  /* runs in the period, due after it */
	ARI_PAPER_WHY_CHANGED = 8,
};

#define ARI_PAPER_WHYS 4
/* "carried-over", for bit 0 to 3; and for people, "Carried over". */
ARI_API const char *ari_paper_why_name(unsigned bit);
ARI_API const char *ari_paper_why_title(unsigned bit);

struct ari_paper_row {
	const struct ari_record *record;
	const struct ari_record_change *change;
	unsigned why; /* bits of ari_paper_why; 0: not listed */
	const struct ari_agreed *agreed; /* its milestones */
	size_t agreed_count;
	const struct ari_exception *overdue; /* NULL: it is not */
	bool not_updated;		     /* due in the period */
	bool opened; /* was exempt last time: no movement is told */
};

struct ari_paper_plan {
	const struct ari_plan *plan;
	/* A copy without what may not be published. */
	const struct ari_plan_change *change;
	/* All its open actions and those listed, by section, then ref. */
	struct ari_paper_row *rows;
	size_t row_count;
	size_t listed; /* rows with a reason */
};

/* Something due in the period after this one. */
struct ari_paper_next {
	const struct ari_record *record;
	struct ari_days due;
};

struct ari_paper_options {
	struct ari_str body; /* this body's actions; ptr NULL: all */
	struct ari_str plan; /* this plan; ptr NULL: all */
	bool names;	     /* holders beside posts */
	bool exempt;	     /* exempt records too */
	bool extras;	     /* the council's own x- keys too */
};

struct ari_paper_request {
	struct ari_paper_options options;
	struct ari_snapshot at;	   /* cycle: the id, also of a draft */
	bool draft;		   /* the cycle is not closed */
	struct ari_snapshot since; /* when has_since */
	bool has_since;
};

struct ari_paper {
	struct ari_arena arena;
	struct ari_paper_request request;
	struct ari_view *view;	   /* at request.at */
	struct ari_view *base;	   /* of request.since, in a series */
	struct ari_changeset *set; /* NULL: the first paper */
	const struct ari_register *reg;
	const struct ari_cycle *cycle; /* NULL: not in the register */
	struct ari_paper_template form;
	struct ari_movement_dates dates;
	struct ari_days next_period;
	struct ari_paper_plan *plans; /* by path */
	size_t plan_count;
	const struct ari_plan **gone; /* plans that left since */
	size_t gone_count;
	struct ari_paper_next *next; /* by last day, then plan and ref */
	size_t next_count;
	size_t left_out;		 /* exempt records */
	struct ari_paper_series *series; /* NULL: made alone */
	const struct ari_paper *last;	 /* the one before in it, or NULL */
	bool linked; /* the next of the series may be read beside it */
	struct ari_agreed_view agreed; /* in a series */
};

/*
 * Build the paper of request->at.
 * Errors: as ari_history_changes and ari_paper_template_read;
 * ARI_ERR_NOT_FOUND for options.plan; ARI_ERR_USAGE for options.body.
 * Cost: the plans at two snapshots, and what changed from cycle to cycle
 * before them.
 */
ARI_API int ari_paper_new(struct ari_paper **out,
			  const struct ari_loader *loader,
			  struct ari_repo *repo,
			  const struct ari_paper_request *request,
			  struct ari_error *err);
ARI_API void ari_paper_free(struct ari_paper *paper);

/*
 * Papers of cycle after cycle, which share what they read of the repository.
 * Each is the one that ari_paper_new() builds. It outlives its papers.
 */
struct ari_paper_series {
	struct ari_arena keep;	 /* of who reads */
	struct ari_arena agreed; /* of who settles */
	struct ari_paper *last;	 /* borrowed */
};

ARI_API void ari_paper_series_init(struct ari_paper_series *series);
ARI_API void ari_paper_series_release(struct ari_paper_series *series);
/*
 * Read and compare for the next paper, which is then to be settled. The one
 * before it may be freed only when this one is not used any more: movements
 * borrow from both.
 * Cost: what changed since the one before, when this one is compared with
 * it.
 */
ARI_API int ari_paper_series_next(struct ari_paper **out,
				  struct ari_paper_series *series,
				  const struct ari_loader *loader,
				  struct ari_repo *repo,
				  const struct ari_paper_request *request,
				  struct ari_error *err);
/*
 * Find what of all that a committee is told. Papers are settled in their
 * order, each before it is drawn; that may be while the next one is read,
 * with another handle of the repository.
 */
ARI_API int ari_paper_settle(struct ari_paper *paper,
			     const struct ari_loader *loader,
			     struct ari_repo *repo, struct ari_error *err);
/* Whether the paper must not name the record of that ref or plan#ref. */
ARI_API bool ari_paper_hides(const struct ari_paper *paper,
			     const struct ari_plan *plan, struct ari_str ref);

/* -- drawing -- */

/*
 * The paper as a report: actions in one table a section, or as one list an
 * action, which a narrow page and a screen reader take better. The bytes of
 * some formats can be proved; the others say which.
 */
ARI_API void ari_views_paper(struct ari_report *report,
			     const struct ari_paper *paper, bool tables,
			     bool provable, struct ari_str colophon);
/* Milestones as printed: Oct '21; Dec '21 & Feb '22. */
ARI_API void ari_paper_print_milestones(struct ari_buf *out,
					const struct ari_record *record);

/* -- the colophon: from what, and how, a paper was made -- */

#define ARI_COLOPHON_MARK "arising-paper/1"

struct ari_colophon {
	struct ari_str format; /* html, markdown, csv, json, text */
	bool list;	       /* a list an action, not a table */
	struct ari_str cycle;
	struct ari_oid commit;
	struct ari_oid tag; /* none: a draft, or a lightweight tag */
	bool draft;
	struct ari_str since; /* ptr NULL: the first paper */
	struct ari_oid since_commit;
	struct ari_oid since_tag;
	struct ari_str tool;
	struct ari_oid form; /* digest of the template */
	struct ari_paper_options options;
};

/* What a paper's colophon says, but for format and list. */
ARI_API void ari_colophon_of(struct ari_colophon *out,
			     const struct ari_paper *paper);
/* Append it as words `key=value`: ASCII, without quotes, & or <. */
ARI_API void ari_colophon_put(struct ari_buf *out,
			      const struct ari_colophon *colophon);
/*
 * Find the last colophon in the bytes of a paper.
 * Errors: ARI_ERR_NOT_FOUND when there is none, ARI_ERR_INVALID when it is
 * cut or changed.
 */
ARI_API int ari_colophon_find(struct ari_colophon *out, struct ari_str bytes,
			      struct ari_arena *arena, struct ari_error *err);

#endif
