/*
 * Findings as people, editors and services read them: a writer that takes
 * one file after the other and keeps none, so that memory does not grow
 * with their number.
 */
#ifndef ARISING_FINDINGS_H
#define ARISING_FINDINGS_H

#include <arising/load.h>

struct ari_findings;

/* How one format is written; the steps in order: begin, files, end. */
struct ari_findings_format {
	const char *name;
	void (*begin)(struct ari_findings *findings);
	int (*file)(struct ari_findings *findings, struct ari_version *version,
		    struct ari_error *err);
	void (*end)(struct ari_findings *findings);
};

/*
 * text: place, sentence, the line with the span marked, help.
 * json: schema/check.schema.json.
 * sarif: SARIF 2.1.0 (OASIS).
 * github: workflow commands that annotate a change.
 * junit: one test suite a file, one failure a finding.
 * The end has a NULL name.
 */
ARI_API extern const struct ari_findings_format ari_findings_formats[];
/* The format of that name, or NULL. */
ARI_API const struct ari_findings_format *ari_findings_format(const char *name);

struct ari_findings {
	const struct ari_findings_format *format;
	struct ari_buf *out;
	bool colour; /* text only */
	size_t files;
	size_t failed; /* could not be judged: the caller's to count */
	size_t errors;
	size_t warnings;
	size_t cut;	/* counted, not written */
	size_t written; /* findings */
};

ARI_API void ari_findings_begin(struct ari_findings *findings,
				const struct ari_findings_format *format,
				struct ari_buf *out, bool colour);
/*
 * Sort and write the findings of one file. Its line table is made in its
 * arena where it is missing. Errors: ARI_ERR_MEMORY.
 */
ARI_API int ari_findings_file(struct ari_findings *findings,
			      struct ari_version *version,
			      struct ari_error *err);
ARI_API void ari_findings_end(struct ari_findings *findings);

#endif
