/*
 * Figures of cycles side by side, the one asked for first.
 */
#include <arising/ledger_views.h>

#include "report/internal.h"

struct line {
	const char *title;
	size_t count;
	int64_t days; /* shown behind the count; -1: none */
};

#define LINES 14

static void fill_lines(struct line lines[LINES], const struct ari_figures *f)
{
	const struct line filled[LINES] = {
	    {"Actions", f->records, -1},
	    {"Moved", f->moved, -1},
	    {"Added", f->added, -1},
	    {"Removed, neither withdrawn nor superseded", f->removed, -1},
	    {"Completed", f->completed, -1},
	    {"… in time, by the due before", f->in_time, -1},
	    {"… late, by the due before", f->late, -1},
	    {"… in time, by the first agreed date", f->in_time_first, -1},
	    {"… late, by the first agreed date", f->late_first, -1},
	    {"Slipped, against the due before", f->slipped, f->slip_days},
	    {"Slipped, and past the first agreed date", f->slipped_first,
	     f->slip_days_first},
	    {"Newly overdue", f->overdue_new, -1},
	    {"Still overdue", f->overdue_still, -1},
	    {"Due, not updated", f->not_updated, -1},
	};

	for (size_t i = 0; i < LINES; i++)
		lines[i] = filled[i];
}

static void put_cell(struct ari_report *report, const struct ari_figures *f,
		     const struct line *line)
{
	ari_report_open(report, ARI_REPORT_CELL);
	if (!f->before.ptr)
		ari_report_puts(report, "–");
	else if (line->days < 0 || !line->count)
		ari_report_printf(report, "%zu", line->count);
	else
		ari_report_printf(report, "%zu, by %lld days", line->count,
				  (long long)line->days);
	ari_report_close(report);
}

static void put_title(struct ari_report *report, const struct ari_figures *f)
{
	ari_report_open_header(report);
	ari_report_text(report, f->cycle);
	if (f->day != ARI_DAY_MIN) {
		ari_report_puts(report, ", ");
		ari_report__day(report, f->day);
	}
	ari_report_close(report);
}

void ari_views_figures(struct ari_report *report,
		       const struct ari_figures *figures, size_t count)
{
	struct line lines[2][LINES];

	if (count > 2)
		count = 2;
	for (size_t i = 0; i < count; i++)
		fill_lines(lines[i], &figures[i]);
	ari_report_open_heading(report, 1);
	ari_report_puts(report, "Cycle ");
	ari_report_text(report, figures[0].cycle);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	if (figures[0].before.ptr) {
		ari_report_puts(report, "Against ");
		ari_report_text(report, figures[0].before);
		ari_report_puts(report, ", the cycle closed before it.");
	} else {
		ari_report_puts(report, "The first cycle that was closed: "
					"nothing stands before it.");
	}
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_TABLE);
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, ARI_STR("Figure"), true);
	for (size_t i = 0; i < count; i++)
		put_title(report, &figures[i]);
	ari_report_close(report);
	for (size_t k = 0; k < LINES && !report->failed; k++) {
		ari_report_open(report, ARI_REPORT_ROW);
		ari_report_cell(report, ari_str_from(lines[0][k].title), true);
		for (size_t i = 0; i < count; i++)
			put_cell(report, &figures[i], &lines[i][k]);
		ari_report_close(report);
	}
	ari_report_close(report);
}
