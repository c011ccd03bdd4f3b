/*
 * The writer of findings: which formats there are, and what all of them
 * count and look up.
 */
#include "findings.h"

#include <string.h>

const struct ari_findings_format ari_findings_formats[] = {
    {"text", NULL, ari_exchange__text_file, ari_exchange__text_end},
    {"json", ari_exchange__json_begin, ari_exchange__json_file,
     ari_exchange__json_end},
    {"sarif", ari_exchange__sarif_begin, ari_exchange__sarif_file,
     ari_exchange__sarif_end},
    {"github", NULL, ari_exchange__github_file, NULL},
    {"junit", ari_exchange__junit_begin, ari_exchange__junit_file,
     ari_exchange__junit_end},
    {0},
};

const struct ari_findings_format *ari_findings_format(const char *name)
{
	const struct ari_findings_format *format = ari_findings_formats;

	while (format->name && strcmp(format->name, name))
		format++;
	return format->name ? format : NULL;
}

void ari_findings_begin(struct ari_findings *findings,
			const struct ari_findings_format *format,
			struct ari_buf *out, bool colour)
{
	*findings = (struct ari_findings){
	    .format = format, .out = out, .colour = colour};
	if (format->begin)
		format->begin(findings);
}

int ari_findings_file(struct ari_findings *findings,
		      struct ari_version *version, struct ari_error *err)
{
	ari_diags_sort(&version->diags);
	if (findings->format->file(findings, version, err))
		return -1;
	findings->files++;
	findings->errors += version->diags.errors;
	findings->warnings += version->diags.warnings;
	findings->cut += version->diags.cut;
	return version->diags.failed ? ari_error_memory(err) : 0;
}

void ari_findings_end(struct ari_findings *findings)
{
	if (findings->format->end)
		findings->format->end(findings);
}

int ari_exchange__region(struct ari_exchange_region *out,
			 struct ari_version *version, struct ari_span span,
			 struct ari_error *err)
{
	if (ari_doc_locate(&out->start, &version->doc, &version->arena,
			   span.start, err))
		return -1;
	return ari_doc_locate(&out->end, &version->doc, &version->arena,
			      span.end, err);
}

const char *ari_exchange__level(const struct ari_diag *diag)
{
	return diag->level == ARI_LEVEL_ERROR ? "error" : "warning";
}
