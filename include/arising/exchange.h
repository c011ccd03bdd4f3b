/*
 * Contracts with other programs: versioned JSON, walked from the tables of
 * fields. Within a version fields are added, never renamed or removed; each
 * document has a schema in schema/.
 */
#ifndef ARISING_EXCHANGE_H
#define ARISING_EXCHANGE_H

#include <arising/paper.h>
#include <arising/standing.h>
#include <arising/views.h>

/* Errors, of all of these: ARI_ERR_MEMORY. */

/* schema/changes.schema.json */
ARI_API int ari_exchange_changes_json(struct ari_buf *out,
				      const struct ari_changeset *set,
				      bool drafting, struct ari_error *err);
/*
 * The same as a table, RFC 4180: a row a movement or exception; of the
 * drafting view, a row a change of what a plan says.
 */
ARI_API int ari_exchange_changes_csv(struct ari_buf *out,
				     const struct ari_changeset *set,
				     bool drafting, struct ari_error *err);
/* schema/records.schema.json: `list` and `show`. */
ARI_API int ari_exchange_records_json(struct ari_buf *out,
				      const struct ari_listed *items,
				      size_t count, struct ari_error *err);
/* schema/cycles.schema.json */
ARI_API int ari_exchange_cycles_json(struct ari_buf *out,
				     const struct ari_meetings *meetings,
				     struct ari_error *err);
/* schema/status.schema.json */
ARI_API int ari_exchange_standing_json(struct ari_buf *out,
				       const struct ari_standing *standing,
				       struct ari_error *err);

/* schema/rules.schema.json */
ARI_API int ari_exchange_rules_json(struct ari_buf *out,
				    const struct ari_catalogue_rule *rules,
				    size_t count, struct ari_error *err);

/* -- papers -- */

enum ari_paper_format {
	ARI_PAPER_TEXT,
	ARI_PAPER_MARKDOWN,
	ARI_PAPER_HTML,
	ARI_PAPER_CSV,	/* one row a listed action; RFC 4180 */
	ARI_PAPER_JSON, /* schema/paper.schema.json */
	ARI_PAPER_XLSX,
	/* The HTML from which other programs make these. */
	ARI_PAPER_DOCX,
	ARI_PAPER_PDF,
	ARI_PAPER_FORMATS,
};

/* The format of a word of --format; ARI_PAPER_FORMATS when there is none. */
ARI_API enum ari_paper_format ari_paper_format_from(struct ari_str name);
/*
 * Write a paper, the same bytes for the same commits and options. list asks
 * for a list an action where a table would stand (HTML, and what is made of
 * it; text and Markdown always do).
 */
ARI_API int ari_exchange_paper(struct ari_buf *out,
			       const struct ari_paper *paper,
			       enum ari_paper_format format, bool list,
			       struct ari_error *err);
ARI_API int ari_exchange_paper_json(struct ari_buf *out,
				    const struct ari_paper *paper,
				    struct ari_str colophon,
				    struct ari_error *err);
ARI_API int ari_exchange_paper_csv(struct ari_buf *out,
				   const struct ari_paper *paper,
				   struct ari_str colophon,
				   struct ari_error *err);
ARI_API int ari_exchange_paper_xlsx(struct ari_buf *out,
				    const struct ari_paper *paper,
				    struct ari_str colophon,
				    struct ari_error *err);

/*
 * The document that lends its page, styles and page numbers to those that
 * pandoc writes.
 */
ARI_API int ari_exchange_docx_reference(struct ari_buf *out,
					struct ari_error *err);

/* -- export -- */

struct ari_export_options {
	const char *table; /* this one; NULL: all */
	int32_t day;	   /* what is overdue; ARI_DAY_MIN: nothing is */
	bool names;	   /* holders beside posts */
	bool exempt;	   /* exempt records too */
};

/*
 * Write the plans of a view, whose plans are all loaded and sound, as
 * tables: plans, recommendations, actions, milestones, leads, bodies, links.
 * CSV with a header row for each; else NDJSON, each line with its "table".
 */
ARI_API int ari_export_tables(struct ari_buf *out, const struct ari_view *view,
			      const struct ari_export_options *options,
			      bool csv, struct ari_error *err);
/* Write the milestones as iCalendar, one all-day entry each. */
ARI_API int ari_export_ics(struct ari_buf *out, const struct ari_view *view,
			   const struct ari_export_options *options,
			   struct ari_error *err);
/* How many records of a view are exempt. */
ARI_API size_t ari_export_left_out(const struct ari_view *view);

#endif
