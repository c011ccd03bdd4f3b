/*
 * Splices in collections of the flow style: rows between commas.
 */
#include "edit/internal.h"

#include <string.h>

/* Past the last byte of a row: of its value, colon or key. */
static uint32_t row_end(const struct ari_edit__job *job,
			const struct ari_edit__rows *rows, uint32_t i)
{
	const struct ari_node *value = ari_edit__own_value(rows, i);
	uint32_t end = value->end, colon;

	if (rows->stride == 1 || value->start != value->end)
		return end;
	if (ari_edit__colon(&colon, job->doc->bytes, value - 1))
		return colon;
	return (value - 1)->end;
}

static void put_row(struct ari_buf *out, const struct ari_edit__row *row)
{
	if (row->key) {
		ari_edit__put_key(out, row->key, true);
		ari_buf_puts(out, ": ");
	}
	ari_edit__put_flow(out, row->value);
}

static void insert_row(struct ari_edit__job *job,
		       const struct ari_edit__rows *rows,
		       const struct ari_edit__row *row)
{
	struct ari_buf buf;
	uint32_t at, i = 0;

	ari_buf_init(&buf, job->arena->alloc);
	if (row->after != ARI_EDIT__NONE) {
		at = row_end(job, rows, row->after);
		ari_buf_puts(&buf, ", ");
		put_row(&buf, row);
	} else {
		while (!rows->kept[i])
			i++;
		at = ari_edit__own_start(rows, i);
		put_row(&buf, row);
		ari_buf_puts(&buf, ", ");
	}
	ari_edit__splice_buf(job, at, at, &buf);
}

/* A remark between rows would be lost with them. */
static void remove_bytes(struct ari_edit__job *job, uint32_t start,
			 uint32_t end, uint32_t gap_start, uint32_t gap_end)
{
	const char *gap = job->doc->bytes.ptr + gap_start;

	if (memchr(gap, '#', gap_end - gap_start))
		job->stuck = true;
	ari_splices_add(job->splices, start, end, ARI_STR(""));
}

/* Take out rows i to j, with the commas between them and one at the end. */
static void remove_run(struct ari_edit__job *job,
		       const struct ari_edit__rows *rows, uint32_t i,
		       uint32_t j)
{
	uint32_t start = ari_edit__own_start(rows, i);
	uint32_t end = row_end(job, rows, j), next;

	if (j + 1 < ari_edit__own_count(rows)) {
		next = ari_edit__own_start(rows, j + 1);
		remove_bytes(job, start, next, end, next);
	} else {
		next = row_end(job, rows, i - 1);
		remove_bytes(job, next, end, next, start);
	}
}

void ari_edit__flow_rows(struct ari_edit__job *job,
			 const struct ari_edit__rows *rows)
{
	uint32_t count = ari_edit__own_count(rows);

	for (size_t r = 0; r < rows->count; r++)
		if (rows->items[r].own == ARI_EDIT__NONE &&
		    rows->items[r].instead == ARI_EDIT__NONE)
			insert_row(job, rows, &rows->items[r]);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = i;

		if (rows->kept[i])
			continue;
		while (j + 1 < count && !rows->kept[j + 1])
			j++;
		remove_run(job, rows, i, j);
		i = j;
	}
}
