/*
 * Between the formats of findings: places, and each format's steps.
 */
#ifndef ARISING_EXCHANGE_FINDINGS_H
#define ARISING_EXCHANGE_FINDINGS_H

#include <arising/findings.h>

/* Both ends of a span, as people count. */
struct ari_exchange_region {
	struct ari_place start;
	struct ari_place end; /* past the last character */
};

int ari_exchange__region(struct ari_exchange_region *out,
			 struct ari_version *version, struct ari_span span,
			 struct ari_error *err);
/* "error" or "warning". */
const char *ari_exchange__level(const struct ari_diag *diag);

int ari_exchange__text_file(struct ari_findings *f, struct ari_version *v,
			    struct ari_error *err);
void ari_exchange__text_end(struct ari_findings *f);
void ari_exchange__json_begin(struct ari_findings *f);
int ari_exchange__json_file(struct ari_findings *f, struct ari_version *v,
			    struct ari_error *err);
void ari_exchange__json_end(struct ari_findings *f);
void ari_exchange__sarif_begin(struct ari_findings *f);
int ari_exchange__sarif_file(struct ari_findings *f, struct ari_version *v,
			     struct ari_error *err);
void ari_exchange__sarif_end(struct ari_findings *f);
int ari_exchange__github_file(struct ari_findings *f, struct ari_version *v,
			      struct ari_error *err);
void ari_exchange__junit_begin(struct ari_findings *f);
int ari_exchange__junit_file(struct ari_findings *f, struct ari_version *v,
			     struct ari_error *err);
void ari_exchange__junit_end(struct ari_findings *f);

#endif
