/*
 * A paper in any format, with its colophon: the one door for the commands
 * that write a paper and that prove one.
 */
#include <arising/exchange.h>
#include <arising/render.h>

/* Columns of a paper as text: the same on every terminal. */
#define PAPER_WIDTH 80

static const char *const names[ARI_PAPER_FORMATS] = {
    [ARI_PAPER_TEXT] = "text", [ARI_PAPER_MARKDOWN] = "markdown",
    [ARI_PAPER_HTML] = "html", [ARI_PAPER_CSV] = "csv",
    [ARI_PAPER_JSON] = "json", [ARI_PAPER_XLSX] = "xlsx",
    [ARI_PAPER_DOCX] = "docx", [ARI_PAPER_PDF] = "pdf",
};

enum ari_paper_format ari_paper_format_from(struct ari_str name)
{
	unsigned i = 0;

	while (i < ARI_PAPER_FORMATS && !ari_str_is(name, names[i]))
		i++;
	return (enum ari_paper_format)i;
}

static bool is_html(enum ari_paper_format format)
{
	return format == ARI_PAPER_HTML || format == ARI_PAPER_DOCX ||
	       format == ARI_PAPER_PDF;
}

static int draw(struct ari_buf *out, const struct ari_paper *paper,
		enum ari_paper_format format, bool list,
		struct ari_str colophon, struct ari_error *err)
{
	struct ari_render_text_options options = {.width = PAPER_WIDTH};
	struct ari_arena arena;
	struct ari_report report;

	ari_arena_init(&arena, NULL, 0);
	ari_report_init(&report, &arena);
	ari_views_paper(&report, paper, is_html(format) && !list,
			format < ARI_PAPER_XLSX, colophon);
	if (format == ARI_PAPER_DOCX)
		ari_render_html_document(out, &report);
	else if (is_html(format))
		ari_render_html(out, &report);
	else if (format == ARI_PAPER_MARKDOWN)
		ari_render_markdown(out, &report);
	else
		ari_render_text(out, &report, &options);
	out->failed |= report.failed;
	ari_arena_release(&arena);
	return out->failed ? ari_error_memory(err) : 0;
}

int ari_exchange_paper(struct ari_buf *out, const struct ari_paper *paper,
		       enum ari_paper_format format, bool list,
		       struct ari_error *err)
{
	struct ari_colophon colophon;
	struct ari_buf line;
	struct ari_str text;
	int result;

	ari_colophon_of(&colophon, paper);
	colophon.format = ari_str_from(names[format]);
	colophon.list = list && is_html(format);
	ari_buf_init(&line, NULL);
	ari_colophon_put(&line, &colophon);
	text = ari_buf_view(&line);
	if (line.failed)
		result = ari_error_memory(err);
	else if (format == ARI_PAPER_CSV)
		result = ari_exchange_paper_csv(out, paper, text, err);
	else if (format == ARI_PAPER_JSON)
		result = ari_exchange_paper_json(out, paper, text, err);
	else if (format == ARI_PAPER_XLSX)
		result = ari_exchange_paper_xlsx(out, paper, text, err);
	else
		result = draw(out, paper, format, list, text, err);
	ari_buf_release(&line);
	return result;
}
