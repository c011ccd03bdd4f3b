/*
 * Blame as a table: each field as it is now, and who made it so.
 */
#include <arising/ledger_views.h>

#include "report/internal.h"

#define SHORT_HEX 12
/* Bytes of a text that are shown: enough to know it by. */
#define NOW_BYTES 80

static void put_header(struct ari_report *report)
{
	static const char *const names[] = {"Field",  "Now",	"Since",
					    "Person", "Commit", "Cycle"};

	ari_report_open(report, ARI_REPORT_ROW);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ari_report_cell(report, ari_str_from(names[i]), true);
	ari_report_close(report);
}

static void put_who(struct ari_report *report, const struct ari_blame_row *row)
{
	char hex[ARI_OID_HEX + 1];

	ari_report_open(report, ARI_REPORT_CELL);
	ari_report__day(report, row->author.day);
	ari_report_close(report);
	ari_report_cell(report, row->author.name, false);
	ari_report_open(report, ARI_REPORT_CELL);
	ari_oid_hex(hex, &row->commit);
	ari_report_inline(
	    report, ARI_REPORT_CODE,
	    ari_arena_dup(report->arena, (struct ari_str){hex, SHORT_HEX}));
	if (row->across)
		ari_report_puts(report, " or before");
	ari_report_close(report);
	ari_report_cell(report, row->cycle.ptr ? row->cycle : ARI_STR("none"),
			false);
}

static void put_row(struct ari_report *report, const struct ari_register *reg,
		    const struct ari_blame_row *row)
{
	const char *field = ari_arena_printf(
	    report->arena, "%.*s", (int)row->field.len, row->field.ptr);

	if (!field) {
		report->failed = true;
		return;
	}
	ari_report_open(report, ARI_REPORT_ROW);
	ari_report_cell(report, row->field, true);
	ari_report_open(report, ARI_REPORT_CELL);
	if (row->now->kind == ARI_NODE_SCALAR && !row->now->len)
		ari_report_puts(report, "nothing");
	else if (row->now->kind == ARI_NODE_SCALAR && row->now->len > NOW_BYTES)
		ari_report_text(
		    report, ari_report__brief(report, ari_node_text(row->now),
					      NOW_BYTES));
	else
		ari_report__value(report, reg, field, row->now);
	ari_report_close(report);
	if (row->known) {
		put_who(report, row);
	} else {
		ari_report_cell(report, ARI_STR("not known"), false);
		for (int i = 0; i < 3; i++)
			ari_report_cell(report, ARI_STR(""), false);
	}
	ari_report_close(report);
}

void ari_views_blame(struct ari_report *report, const struct ari_register *reg,
		     struct ari_str name, const struct ari_blame *blame)
{
	ari_report_open_heading(report, 1);
	ari_report_puts(report, "Who set what: ");
	ari_report_text(report, name);
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_TABLE);
	put_header(report);
	for (size_t i = 0; i < blame->count && !report->failed; i++)
		put_row(report, reg, &blame->rows[i]);
	ari_report_close(report);
}
