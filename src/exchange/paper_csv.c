/*
 * `paper --format csv`: one header row, one row a listed action, the
 * colophon in the last column of each.
 */
#include "paper_internal.h"

static void put_row(struct ari_buf *out, const struct ari_paper *paper,
		    const struct ari_paper_row *row, struct ari_str colophon)
{
	struct ari_buf cell;

	ari_buf_init(&cell, NULL);
	for (const struct ari_paper__column *c = ari_paper__columns; c->key;
	     c++) {
		ari_buf_clear(&cell);
		c->put(&cell, paper, row);
		ari_exchange__csv_field(out, ari_buf_view(&cell),
					c == ari_paper__columns);
	}
	ari_exchange__csv_field(out, colophon, false);
	ari_exchange__csv_end(out);
	out->failed |= cell.failed;
	ari_buf_release(&cell);
}

int ari_exchange_paper_csv(struct ari_buf *out, const struct ari_paper *paper,
			   struct ari_str colophon, struct ari_error *err)
{
	for (const struct ari_paper__column *c = ari_paper__columns; c->key;
	     c++)
		ari_exchange__csv_field(out, ari_str_from(c->key),
					c == ari_paper__columns);
	ari_exchange__csv_field(out, ARI_STR("colophon"), false);
	ari_exchange__csv_end(out);
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			if (paper->plans[i].rows[k].why)
				put_row(out, paper, &paper->plans[i].rows[k],
					colophon);
	return out->failed ? ari_error_memory(err) : 0;
}
