/*
 * Findings for services that read lines and test reports: GitHub's workflow
 * commands, and JUnit's XML.
 */
#include "findings.h"

#include <arising/render.h>

/* A command's text: per cent and line ends; a property's, also : and , */
static void put_command_text(struct ari_buf *out, struct ari_str text,
			     bool property)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '%' || c == '\r' || c == '\n' ||
		    (property && (c == ':' || c == ',')))
			ari_buf_printf(out, "%%%02X", (unsigned)c);
		else
			ari_buf_byte(out, c);
	}
}

int ari_exchange__github_file(struct ari_findings *f, struct ari_version *v,
			      struct ari_error *err)
{
	struct ari_exchange_region region;

	for (size_t i = 0; i < v->diags.count; i++) {
		const struct ari_diag *diag = &v->diags.items[i];

		if (ari_exchange__region(&region, v, diag->span, err))
			return -1;
		ari_buf_printf(f->out, "::%s file=", ari_exchange__level(diag));
		put_command_text(f->out, v->path, true);
		ari_buf_printf(f->out,
			       ",line=%u,endLine=%u,col=%u,endColumn=%u,"
			       "title=%s::",
			       region.start.line, region.end.line,
			       region.start.column, region.end.column,
			       diag->rule->code);
		put_command_text(f->out, diag->message, false);
		if (diag->help.len) {
			ari_buf_puts(f->out, "%0A");
			put_command_text(f->out, diag->help, false);
		}
		ari_buf_byte(f->out, '\n');
	}
	return 0;
}

/* XML text: markup escaped, characters that XML has not made visible. */
static void put_xml(struct ari_buf *out, struct ari_str text)
{
	struct ari_buf safe;
	struct ari_str view;

	ari_buf_init(&safe, out->alloc);
	ari_render_escape_text(&safe, text);
	view = ari_buf_view(&safe);
	for (size_t i = 0; i < view.len; i++) {
		char c = view.ptr[i];

		if (c == '<' || c == '>' || c == '&' || c == '"')
			ari_buf_printf(out, "&#%u;", (unsigned)c);
		else
			ari_buf_byte(out, c);
	}
	out->failed |= safe.failed;
	ari_buf_release(&safe);
}

void ari_exchange__junit_begin(struct ari_findings *f)
{
	ari_buf_puts(f->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			     "<testsuites name=\"arising check\">\n");
}

static int put_case(struct ari_findings *f, struct ari_version *v,
		    const struct ari_diag *diag, struct ari_error *err)
{
	bool error = diag->level == ARI_LEVEL_ERROR;
	struct ari_exchange_region region;

	if (ari_exchange__region(&region, v, diag->span, err))
		return -1;
	ari_buf_puts(f->out, "    <testcase classname=\"");
	put_xml(f->out, v->path);
	ari_buf_printf(f->out, "\" name=\"%s at %u:%u\">", diag->rule->code,
		       region.start.line, region.start.column);
	ari_buf_puts(f->out, error ? "<failure message=\"" : "<system-out>");
	put_xml(f->out, diag->message);
	if (error)
		ari_buf_puts(f->out, "\">");
	else if (diag->help.len)
		ari_buf_puts(f->out, ": ");
	put_xml(f->out, diag->help);
	ari_buf_puts(f->out, error ? "</failure>" : "</system-out>");
	ari_buf_puts(f->out, "</testcase>\n");
	return 0;
}

/* A file is a suite; a finding a case; warnings are cases that pass. */
int ari_exchange__junit_file(struct ari_findings *f, struct ari_version *v,
			     struct ari_error *err)
{
	size_t failures = 0, cases = v->diags.count ? v->diags.count : 1;

	for (size_t i = 0; i < v->diags.count; i++)
		failures += v->diags.items[i].level == ARI_LEVEL_ERROR;
	ari_buf_puts(f->out, "  <testsuite name=\"");
	put_xml(f->out, v->path);
	ari_buf_printf(f->out, "\" tests=\"%zu\" failures=\"%zu\">\n", cases,
		       failures);
	for (size_t i = 0; i < v->diags.count; i++)
		if (put_case(f, v, &v->diags.items[i], err))
			return -1;
	if (!v->diags.count) {
		ari_buf_puts(f->out, "    <testcase classname=\"");
		put_xml(f->out, v->path);
		ari_buf_puts(f->out, "\" name=\"nothing to mend\"/>\n");
	}
	ari_buf_puts(f->out, "  </testsuite>\n");
	return 0;
}

void ari_exchange__junit_end(struct ari_findings *f)
{
	ari_buf_puts(f->out, "</testsuites>\n");
}
