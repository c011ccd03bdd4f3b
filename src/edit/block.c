/*
 * Splices in collections of the block style: whole lines put in and taken
 * out, and the values of their rows replaced.
 */
#include "edit/internal.h"

/* Whether only blanks and dashes stand before the first row's line. */
static bool is_plain_start(struct ari_str bytes, uint32_t at)
{
	uint32_t column = ari_edit__column(bytes, at);

	for (uint32_t i = at - column; i < at; i++)
		if (bytes.ptr[i] != ' ' && bytes.ptr[i] != '-')
			return false;
	return true;
}

bool ari_edit__can_splice(const struct ari_edit__job *job,
			  const struct ari_node *node)
{
	return !ari_edit__is_block(node) ||
	       is_plain_start(job->doc->bytes, node->start);
}

void ari_edit__splice_buf(struct ari_edit__job *job, uint32_t start,
			  uint32_t end, struct ari_buf *buf)
{
	struct ari_str text = ari_arena_dup(job->arena, ari_buf_view(buf));

	if (buf->failed || (buf->len && !text.ptr))
		job->splices->failed = true;
	else
		ari_splices_add(job->splices, start, end, text);
	ari_buf_release(buf);
}

bool ari_edit__is_foreign(const struct ari_edit__job *job,
			  const struct ari_node *node)
{
	return job->other && !job->anew && node &&
	       node->start != ARI_EDIT__MADE &&
	       node->start >= ari_edit__base(job->doc);
}

/* A shifted span as it stands in the second document, with its remark. */
static struct ari_span span_there(const struct ari_edit__job *job,
				  const struct ari_node *node)
{
	struct ari_str bytes = job->other->bytes;
	uint32_t base = ari_edit__base(job->doc);
	struct ari_span span = {node->start - base, node->end - base};
	struct ari_str remark = ari_edit__remark(bytes, span.end);

	if (remark.ptr)
		span.end = ari_edit__line_end(bytes, span.end);
	return span;
}

/* -- new rows -- */

/* A pair as it stands in the second document. */
static void copy_pair(struct ari_buf *out, const struct ari_edit__job *job,
		      const struct ari_edit__row *row, uint32_t column)
{
	struct ari_str bytes = job->other->bytes;
	uint32_t start = row->key->start - ari_edit__base(job->doc);
	struct ari_span value = span_there(job, row->value);

	ari_edit__copy(out, bytes, start, value.end,
		       ari_edit__column(bytes, start), column, job->habit.eol);
}

/* An item from its dash on, the comment lines right above it first. */
static bool copy_item(struct ari_buf *out, const struct ari_edit__job *job,
		      const struct ari_edit__row *row, uint32_t column)
{
	struct ari_str bytes = job->other->bytes;
	struct ari_span span = span_there(job, row->value);
	uint32_t dash, line;

	if (!ari_edit__dash(&dash, bytes, 0, span.start))
		return false;
	line = ari_edit__comment_above(bytes, dash);
	ari_edit__copy(out, bytes, ari_edit__text_start(bytes, line), span.end,
		       ari_edit__column(bytes, dash), column, job->habit.eol);
	return true;
}

void ari_edit__put_row(struct ari_buf *out, const struct ari_edit__job *job,
		       const struct ari_edit__row *row, uint32_t column)
{
	if (row->key) {
		if (ari_edit__is_foreign(job, row->key) &&
		    ari_edit__is_foreign(job, row->value)) {
			copy_pair(out, job, row, column);
			return;
		}
		ari_edit__put_key(out, row->key, false);
		ari_buf_byte(out, ':');
		ari_edit__put_value(out, row->value, ARI_EDIT__AFTER_COLON,
				    column, &job->habit);
		return;
	}
	if (ari_edit__is_foreign(job, row->value) &&
	    copy_item(out, job, row, column))
		return;
	ari_buf_byte(out, '-');
	ari_edit__put_value(out, row->value, ARI_EDIT__AFTER_DASH, column,
			    &job->habit);
}

/* A block text that ends the file without a line end: none of its own. */
static void end_last(struct ari_edit__job *job, const struct ari_node *node)
{
	const struct ari_node *leaf = ari_edit__last_leaf(node);
	struct ari_str bytes = job->doc->bytes, text = ari_node_text(leaf);

	if (!ari_edit__is_block_text(leaf) || leaf->end != bytes.len ||
	    !text.len || text.ptr[text.len - 1] == '\n' ||
	    bytes.ptr[leaf->start + 1] == '-')
		return;
	ari_splices_add(job->splices, leaf->start + 1, leaf->start + 1,
			ARI_STR("-"));
}

/* Whether an empty line stands above the row's line and its comments. */
static bool has_gap(struct ari_str bytes, uint32_t start)
{
	uint32_t line = ari_edit__comment_above(bytes, start);

	return line &&
	       ari_edit__is_blank(bytes, ari_edit__line_start(bytes, line - 1));
}

/* Records with empty lines between them: a new one gets its own. */
static bool wants_gap(const struct ari_edit__rows *rows, struct ari_str bytes)
{
	const struct ari_node *node = rows->node;

	return rows->stride == 1 && node->len > 1 &&
	       node->u.items->kind == ARI_NODE_MAPPING &&
	       has_gap(bytes, node->u.items[1].start);
}

static void insert_line(struct ari_edit__job *job,
			const struct ari_edit__rows *rows,
			const struct ari_edit__row *row, uint32_t column)
{
	struct ari_str bytes = job->doc->bytes;
	const struct ari_node *above = ari_edit__own_value(rows, row->after);
	uint32_t at = ari_edit__behind(bytes, above, column);
	bool open = at == bytes.len && ari_edit__open_ended(bytes);
	struct ari_buf buf;

	ari_buf_init(&buf, job->arena->alloc);
	if (open) {
		end_last(job, above);
		ari_buf_str(&buf, job->habit.eol);
	}
	if (wants_gap(rows, bytes))
		ari_buf_str(&buf, job->habit.eol);
	ari_buf_repeat(&buf, ' ', column);
	ari_edit__put_row(&buf, job, row, column);
	if (!open || ari_edit__needs_end(row->value))
		ari_buf_str(&buf, job->habit.eol);
	ari_edit__splice_buf(job, at, at, &buf);
}

/* Where the first row that stays begins: its key, or its dash. */
static bool first_kept(uint32_t *out, const struct ari_edit__rows *rows,
		       struct ari_str bytes)
{
	uint32_t i = 0;

	while (!rows->kept[i])
		i++;
	*out = ari_edit__own_start(rows, i);
	if (rows->stride == 2)
		return true;
	return ari_edit__dash(out, bytes, rows->node->start, *out);
}

static void insert_first(struct ari_edit__job *job,
			 const struct ari_edit__rows *rows,
			 const struct ari_edit__row *row, uint32_t column)
{
	struct ari_buf buf;
	uint32_t at;

	if (!first_kept(&at, rows, job->doc->bytes)) {
		job->stuck = true;
		return;
	}
	ari_buf_init(&buf, job->arena->alloc);
	ari_edit__put_row(&buf, job, row, column);
	ari_buf_str(&buf, job->habit.eol);
	if (wants_gap(rows, job->doc->bytes))
		ari_buf_str(&buf, job->habit.eol);
	ari_buf_repeat(&buf, ' ', column);
	ari_edit__splice_buf(job, at, at, &buf);
}

/* -- rows that go -- */

/*
 * Take out the first pairs of a mapping that begins behind a dash: up to
 * the first one that stays, but for comment lines between.
 */
static void remove_first(struct ari_edit__job *job,
			 const struct ari_edit__rows *rows)
{
	struct ari_str bytes = job->doc->bytes;
	uint32_t start = rows->node->start, end, line;

	if (!first_kept(&end, rows, bytes) || rows->stride == 1) {
		job->stuck = true;
		return;
	}
	line = ari_edit__comment_above(bytes, end);
	if (line != ari_edit__line_start(bytes, end))
		end = ari_edit__text_start(bytes, line);
	ari_splices_add(job->splices, start, end, ARI_STR(""));
}

static void remove_line(struct ari_edit__job *job,
			const struct ari_edit__rows *rows, uint32_t i)
{
	struct ari_str bytes = job->doc->bytes;
	const struct ari_node *value = ari_edit__own_value(rows, i);
	uint32_t start = ari_edit__own_start(rows, i);
	uint32_t from =
	    i ? ari_edit__own_value(rows, i - 1)->end : rows->node->start;

	if (rows->stride == 1 && !ari_edit__dash(&start, bytes, from, start)) {
		job->stuck = true;
		return;
	}
	if (!ari_edit__owns_line(bytes, start)) {
		job->stuck = true;
		return;
	}
	ari_splices_add(job->splices, start - ari_edit__column(bytes, start),
			ari_edit__past(bytes, value), ARI_STR(""));
}

void ari_edit__block_rows(struct ari_edit__job *job,
			  const struct ari_edit__rows *rows)
{
	struct ari_str bytes = job->doc->bytes;
	uint32_t column = ari_edit__column(bytes, rows->node->start);
	uint32_t count = ari_edit__own_count(rows), i = 0;

	for (size_t r = 0; r < rows->count; r++) {
		const struct ari_edit__row *row = &rows->items[r];

		if (row->own != ARI_EDIT__NONE ||
		    row->instead != ARI_EDIT__NONE)
			continue;
		if (row->after == ARI_EDIT__NONE)
			insert_first(job, rows, row, column);
		else
			insert_line(job, rows, row, column);
	}
	if (!rows->kept[0] && !ari_edit__owns_line(bytes, rows->node->start)) {
		remove_first(job, rows);
		while (!rows->kept[i])
			i++;
	}
	for (; i < count; i++)
		if (!rows->kept[i])
			remove_line(job, rows, i);
}
