/*
 * `check` for people: where, what, the line with the span marked, and what
 * to write instead. The first line of each finding is what editors parse.
 */
#include "findings.h"

#include <arising/render.h>

/* Columns of a source line that are shown: a span further right moves it. */
#define EXCERPT_WIDTH 100
/* Characters of a long line that are shown left of the span. */
#define EXCERPT_BEFORE 20

struct style {
	const char *error;
	const char *warning;
	const char *mark;
	const char *strong;
	const char *off;
};

static const struct style coloured = {"\033[1;31m", "\033[1;33m", "\033[31m",
				      "\033[1m", "\033[0m"};
static const struct style plain = {"", "", "", "", ""};

/* Where what is shown of a line begins: at its start, or near the span. */
static size_t skip_to(struct ari_str line, size_t start)
{
	struct ari_str before = {line.ptr, start};
	size_t skip = start;

	/* No width of a line of megabytes is measured for each finding. */
	if (start <= 4 * EXCERPT_WIDTH &&
	    ari_utf8_width(before) <= EXCERPT_WIDTH - EXCERPT_BEFORE)
		return 0;
	for (unsigned i = 0; skip && i < EXCERPT_BEFORE; i++) {
		skip--;
		while (skip && (line.ptr[skip] & 0xC0) == 0x80)
			skip--;
	}
	return skip;
}

/* The line and the marks below it; a span over lines marks its first. */
static void put_excerpt(struct ari_buf *out, struct ari_version *file,
			const struct ari_diag *diag, struct ari_place place,
			const struct style *style)
{
	struct ari_str line = ari_doc_line(&file->doc, place.line);
	uint32_t first = ari_doc_line_start(&file->doc, place.line);
	size_t start = diag->span.start - first, end = diag->span.end - first;
	struct ari_str before, marked;
	size_t skip, shown;

	start = start > line.len ? line.len : start;
	skip = skip_to(line, start);
	before = (struct ari_str){line.ptr + skip, start - skip};
	shown = line.len - skip;
	if (shown > 2 * EXCERPT_WIDTH) {
		shown = 2 * EXCERPT_WIDTH;
		while (shown && (line.ptr[skip + shown] & 0xC0) == 0x80)
			shown--;
	}
	line = (struct ari_str){line.ptr + skip, shown};
	end = end > skip + shown ? skip + shown : end;
	end = end < start ? start : end;
	marked = (struct ari_str){before.ptr + before.len, end - start};
	ari_buf_printf(out, "%5u | %s", place.line, skip ? "…" : "");
	ari_render_escape_text(out, line);
	ari_buf_printf(out, "\n      | %s", skip ? " " : "");
	ari_buf_repeat(out, ' ', ari_utf8_width(before));
	ari_buf_puts(out, style->mark);
	ari_buf_repeat(out, '^', marked.len ? ari_utf8_width(marked) : 1);
	ari_buf_printf(out, "%s\n", style->off);
}

static int put_related(struct ari_buf *out, struct ari_version *file,
		       const struct ari_diag *diag, struct ari_error *err)
{
	struct ari_place place;

	if (!diag->related_note.ptr)
		return 0;
	ari_buf_puts(out, "note: ");
	if (diag->related_file.ptr) {
		ari_render_escape_text(out, diag->related_file);
		ari_buf_puts(out, ": ");
	} else {
		if (ari_doc_locate(&place, &file->doc, &file->arena,
				   diag->related.start, err))
			return -1;
		ari_render_escape_text(out, file->path);
		ari_buf_printf(out, ":%u:%u: ", place.line, place.column);
	}
	ari_render_escape_text(out, diag->related_note);
	ari_buf_byte(out, '\n');
	return 0;
}

static int put_finding(struct ari_buf *out, struct ari_version *file,
		       const struct ari_diag *diag, const struct style *style,
		       struct ari_error *err)
{
	bool error = diag->level == ARI_LEVEL_ERROR;
	struct ari_place place;

	if (ari_doc_locate(&place, &file->doc, &file->arena, diag->span.start,
			   err))
		return -1;
	ari_buf_puts(out, style->strong);
	ari_render_escape_text(out, file->path);
	ari_buf_printf(out, ":%u:%u:%s ", place.line, place.column, style->off);
	ari_buf_printf(
	    out, "%s%s[%s]%s: ", error ? style->error : style->warning,
	    error ? "error" : "warning", diag->rule->code, style->off);
	ari_render_escape_text(out, diag->message);
	ari_buf_byte(out, '\n');
	put_excerpt(out, file, diag, place, style);
	if (put_related(out, file, diag, err))
		return -1;
	if (diag->help.ptr) {
		ari_buf_puts(out, "help: ");
		ari_render_escape_text(out, diag->help);
		ari_buf_byte(out, '\n');
	}
	ari_buf_byte(out, '\n');
	return 0;
}

int ari_exchange__text_file(struct ari_findings *f, struct ari_version *v,
			    struct ari_error *err)
{
	const struct style *style = f->colour ? &coloured : &plain;
	const struct ari_diags *diags = &v->diags;

	for (size_t i = 0; i < diags->count; i++)
		if (put_finding(f->out, v, &diags->items[i], style, err))
			return -1;
	if (!diags->cut)
		return 0;
	ari_render_escape_text(f->out, v->path);
	ari_buf_printf(f->out,
		       ": %zu more findings are not shown: mend these "
		       "first\n\n",
		       diags->cut);
	return 0;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void ari_exchange__text_end(struct ari_findings *f)
{
	ari_buf_printf(f->out, "%zu file%s checked", f->files,
		       plural(f->files));
	if (f->failed)
		ari_buf_printf(f->out, ", %zu could not be", f->failed);
	ari_buf_puts(f->out, f->files || !f->failed ? ": " : ".\n");
	if (f->failed && !f->files)
		return;
	if (!f->errors && !f->warnings)
		ari_buf_puts(f->out, "nothing to mend.\n");
	else
		ari_buf_printf(f->out, "%zu error%s, %zu warning%s.\n",
			       f->errors, plural(f->errors), f->warnings,
			       plural(f->warnings));
}
