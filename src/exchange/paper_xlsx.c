/*
 * `paper --format xlsx`: the listed actions on one sheet, with real dates
 * and numbers, and the colophon on another. Texts are written as texts, so
 * that none is a formula. The file's own date is the commit's.
 */
#include "late.h"
#include "paper_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* What is called of libxlsxwriter. */
#define FUNCTIONS(X)                                                           \
	X(format_set_align)                                                    \
	X(format_set_bold)                                                     \
	X(format_set_num_format)                                               \
	X(format_set_text_wrap)                                                \
	X(workbook_add_format)                                                 \
	X(workbook_add_worksheet)                                              \
	X(workbook_close)                                                      \
	X(workbook_new)                                                        \
	X(workbook_set_properties)                                             \
	X(worksheet_autofilter)                                                \
	X(worksheet_freeze_panes)                                              \
	X(worksheet_repeat_rows)                                               \
	X(worksheet_set_column)                                                \
	X(worksheet_set_landscape)                                             \
	X(worksheet_set_paper)                                                 \
	X(worksheet_write_datetime)                                            \
	X(worksheet_write_number)                                              \
	X(worksheet_write_string)

#define MEMBER(name) __typeof__(name) *name;
#define ROW(name) {#name, offsetof(struct functions, name)},

struct functions {
	FUNCTIONS(MEMBER)
};

static const struct ari_exchange__late names[] = {FUNCTIONS(ROW)};

struct sheet {
	struct functions lib;
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *head;
	lxw_format *text;
	lxw_format *day;
	struct ari_buf cell; /* one cell's text */
	struct ari_buf safe;
	bool failed;
};

static void check(struct sheet *s, lxw_error error)
{
	s->failed |= error != LXW_NO_ERROR;
}

static void put_text(struct sheet *s, lxw_row_t row, lxw_col_t col,
		     struct ari_str text, lxw_format *format)
{
	ari_buf_clear(&s->safe);
	ari_exchange__xlsx_text(&s->safe, text);
	ari_buf_byte(&s->safe, '\0');
	s->failed |= s->safe.failed;
	if (!s->safe.failed && s->safe.len > 1)
		check(s, s->lib.worksheet_write_string(s->page, row, col,
						       s->safe.ptr, format));
}

static void put_day(struct sheet *s, lxw_row_t row, lxw_col_t col,
		    struct ari_str text)
{
	struct ari_date date;
	lxw_datetime when = {0};
	unsigned month, day;
	int32_t year;

	if (ari_date_parse_point(&date, text))
		return;
	ari_day_split(&year, &month, &day, date.days.hi);
	when.year = year;
	when.month = (int)month;
	when.day = (int)day;
	check(s, s->lib.worksheet_write_datetime(s->page, row, col, &when,
						 s->day));
}

static void put_number(struct sheet *s, lxw_row_t row, lxw_col_t col,
		       struct ari_str text)
{
	int32_t value = 0;

	if (!text.len)
		return;
	for (size_t i = 0; i < text.len && i < 9; i++)
		value = value * 10 + (text.ptr[i] - '0');
	check(s, s->lib.worksheet_write_number(s->page, row, col, value, NULL));
}

static void put_row(struct sheet *s, lxw_row_t at,
		    const struct ari_paper *paper,
		    const struct ari_paper_row *row)
{
	lxw_col_t col = 0;

	for (const struct ari_paper__column *c = ari_paper__columns; c->key;
	     c++, col++) {
		struct ari_str text;

		ari_buf_clear(&s->cell);
		c->put(&s->cell, paper, row);
		text = ari_buf_view(&s->cell);
		s->failed |= s->cell.failed;
		if (c->type == ARI_PAPER__DAY)
			put_day(s, at, col, text);
		else if (c->type == ARI_PAPER__NUMBER)
			put_number(s, at, col, text);
		else
			put_text(s, at, col, text, s->text);
	}
}

static void put_actions(struct sheet *s, const struct ari_paper *paper)
{
	lxw_row_t at = 0;
	lxw_col_t col = 0;

	s->page = s->lib.workbook_add_worksheet(s->book, "Actions");
	for (const struct ari_paper__column *c = ari_paper__columns; c->key;
	     c++, col++) {
		check(s, s->lib.worksheet_set_column(s->page, col, col,
						     c->width, NULL));
		check(s, s->lib.worksheet_write_string(s->page, 0, col, c->key,
						       s->head));
	}
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			if (paper->plans[i].rows[k].why)
				put_row(s, ++at, paper,
					&paper->plans[i].rows[k]);
	s->lib.worksheet_freeze_panes(s->page, 1, 2);
	check(s, s->lib.worksheet_autofilter(s->page, 0, 0, at ? at : 1,
					     (lxw_col_t)(col - 1)));
	s->lib.worksheet_set_landscape(s->page);
	s->lib.worksheet_set_paper(s->page, 9);
	check(s, s->lib.worksheet_repeat_rows(s->page, 0, 0));
}

static void put_about(struct sheet *s, const struct ari_paper *paper,
		      struct ari_str colophon)
{
	const struct ari_paper_request *request = &paper->request;
	char commit[ARI_OID_HEX + 1], tag[ARI_OID_HEX + 1];
	struct ari_buf meeting;

	ari_buf_init(&meeting, NULL);
	if (paper->dates.to != ARI_DAY_MIN)
		ari_day_put(&meeting, paper->dates.to);
	ari_oid_hex(commit, &request->at.commit);
	ari_oid_hex(tag, &request->at.tag);
	{
		const struct {
			const char *label;
			struct ari_str text;
		} lines[] = {
		    {"Title", paper->form.title},
		    {"Council", paper->reg->council.text},
		    {"Meeting", ari_buf_view(&meeting)},
		    {"Cycle", request->at.cycle},
		    {"State",
		     request->draft ? ARI_STR("draft") : ARI_STR("closed")},
		    {"Commit", ari_str_from(commit)},
		    {"Tag object", ari_oid_none(&request->at.tag)
				       ? ARI_STR("none")
				       : ari_str_from(tag)},
		    {"Tool", ARI_STR("arising " ARI_VERSION)},
		    {"Colophon", colophon},
		};

		s->page = s->lib.workbook_add_worksheet(s->book, "About");
		check(s, s->lib.worksheet_set_column(s->page, 0, 0, 14, NULL));
		check(s, s->lib.worksheet_set_column(s->page, 1, 1, 80, NULL));
		for (unsigned i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
			check(s, s->lib.worksheet_write_string(
				     s->page, i, 0, lines[i].label, s->head));
			put_text(s, i, 1, lines[i].text, s->text);
		}
	}
	ari_buf_release(&meeting);
}

static void set_properties(struct sheet *s, const struct ari_paper *paper)
{
	char title[] = "Committee paper";
	lxw_doc_properties properties = {
	    .title = title,
	    .created = (time_t)paper->request.at.time,
	};

	check(s, s->lib.workbook_set_properties(s->book, &properties));
	s->head = s->lib.workbook_add_format(s->book);
	s->text = s->lib.workbook_add_format(s->book);
	s->day = s->lib.workbook_add_format(s->book);
	if (!s->head || !s->text || !s->day) {
		s->failed = true;
		return;
	}
	s->lib.format_set_bold(s->head);
	s->lib.format_set_text_wrap(s->text);
	s->lib.format_set_align(s->text, LXW_ALIGN_VERTICAL_TOP);
	s->lib.format_set_num_format(s->day, "yyyy-mm-dd");
	s->lib.format_set_align(s->day, LXW_ALIGN_VERTICAL_TOP);
}

static int read_back(struct ari_buf *out, const char *path,
		     struct ari_error *err)
{
	FILE *file = fopen(path, "rbe");
	char piece[16384];
	size_t n;
	int bad;

	if (!file)
		return ari_error_set(err, ARI_ERR_IO,
				     "the spreadsheet cannot be read back: %s",
				     strerror(errno));
	while ((n = fread(piece, 1, sizeof(piece), file)))
		ari_buf_add(out, piece, n);
	bad = ferror(file);
	fclose(file);
	if (bad || out->failed)
		return ari_error_set(err, ARI_ERR_IO,
				     "the spreadsheet cannot be read back");
	return 0;
}

static int write_book(const char *path, const struct ari_paper *paper,
		      struct ari_str colophon, struct ari_error *err)
{
	struct sheet s = {.failed = false};

	if (ari_exchange__late_open(&s.lib, ARI_LIBRARY, names,
				    sizeof(names) / sizeof(*names), err))
		return -1;
	s.book = s.lib.workbook_new(path);
	if (!s.book)
		return ari_error_memory(err);
	ari_buf_init(&s.cell, NULL);
	ari_buf_init(&s.safe, NULL);
	set_properties(&s, paper);
	if (!s.failed) {
		put_actions(&s, paper);
		put_about(&s, paper, colophon);
	}
	check(&s, s.lib.workbook_close(s.book));
	ari_buf_release(&s.cell);
	ari_buf_release(&s.safe);
	return s.failed
		   ? ari_error_set(err, ARI_ERR_IO,
				   "the spreadsheet could not be "
				   "written: memory or the space of " P_tmpdir
				   " ended")
		   : 0;
}

int ari_exchange_paper_xlsx(struct ari_buf *out, const struct ari_paper *paper,
			    struct ari_str colophon, struct ari_error *err)
{
	char path[] = P_tmpdir "/arising-XXXXXX";
	int fd = mkstemp(path), result;

	if (fd < 0)
		return ari_error_set(
		    err, ARI_ERR_IO,
		    "no temporary file can be made in " P_tmpdir ": %s",
		    strerror(errno));
	close(fd);
	result = write_book(path, paper, colophon, err);
	if (!result)
		result = read_back(out, path, err);
	unlink(path);
	return result;
}
