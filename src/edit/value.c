/*
 * Splices that replace the value of one row, the remarks beside it kept.
 */
#include "edit/internal.h"

/* Past the header of a block text. */
static uint32_t header_end(struct ari_str bytes, const struct ari_node *node)
{
	uint32_t at = node->start + 1;

	while (at < node->end &&
	       (bytes.ptr[at] == '+' || bytes.ptr[at] == '-' ||
		(bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9')))
		at++;
	return at;
}

/* A value of the second document, behind its colon or dash. */
static bool copy_value(struct ari_buf *out, const struct ari_edit__job *job,
		       const struct ari_edit__row *row, uint32_t column)
{
	struct ari_str bytes = job->other->bytes;
	uint32_t base = ari_edit__base(job->doc);
	struct ari_span span = {row->value->start - base,
				row->value->end - base};
	uint32_t from = span.start, mark;

	if (row->key && !ari_edit__is_block(row->value)) {
		mark = ari_edit__column(bytes, row->key->start - base);
		ari_buf_byte(out, ' ');
		ari_edit__copy(out, bytes, span.start, span.end, mark, column,
			       job->habit.eol);
		return true;
	}
	if (row->key) {
		uint32_t there = ari_edit__column(bytes, span.start);

		mark = ari_edit__column(bytes, row->key->start - base);
		if (there < mark)
			return false;
		from = ari_edit__text_start(
		    bytes, ari_edit__comment_above(bytes, span.start));
		ari_buf_str(out, job->habit.eol);
		ari_buf_repeat(out, ' ', column + there - mark);
		ari_edit__copy(out, bytes, from, span.end, mark, column,
			       job->habit.eol);
		return true;
	}
	if (!ari_edit__dash(&mark, bytes, 0, span.start))
		return false;
	ari_edit__copy(out, bytes, mark + 1, span.end,
		       ari_edit__column(bytes, mark), column, job->habit.eol);
	return true;
}

static bool has_lines(struct ari_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ari_edit__is_break(text.ptr[i]))
			return true;
	return false;
}

/* Add text with a remark at the end of its first line. */
static void put_remarked(struct ari_buf *out, struct ari_str text,
			 struct ari_str remark)
{
	uint32_t end = ari_edit__line_end(text, 0);

	ari_buf_add(out, text.ptr, end);
	ari_buf_str(out, remark);
	ari_buf_add(out, text.ptr + end, text.len - end);
}

/* Blank lines that are part of a block text go with it. */
static uint32_t keep_end(struct ari_str bytes, const struct ari_node *old,
			 uint32_t end)
{
	uint32_t past = ari_edit__past(bytes, old);

	if (!ari_edit__keeps(bytes, ari_edit__last_leaf(old)))
		return end;
	if (past > end && bytes.ptr[past - 1] == '\n')
		past--;
	if (past > end && bytes.ptr[past - 1] == '\r')
		past--;
	return past > end ? past : end;
}

/* The blanks and the remark that end the line, from `at` on; or none. */
static struct ari_str tail_of(struct ari_str bytes, uint32_t at)
{
	if (!ari_edit__remark(bytes, at).ptr)
		return (struct ari_str){NULL, 0};
	return (struct ari_str){bytes.ptr + at,
				ari_edit__line_end(bytes, at) - at};
}

/* Blanks between a colon and a value on its line stay as they are. */
static uint32_t skip_blanks(struct ari_str bytes, uint32_t start,
			    const struct ari_node *old, struct ari_str *text)
{
	uint32_t at = start;

	while (at < old->start && bytes.ptr[at] == ' ')
		at++;
	if (at == start || at != old->start || old->start == old->end ||
	    !text->len || text->ptr[0] != ' ')
		return start;
	text->ptr++;
	text->len--;
	return at;
}

/*
 * Put text in place of a value from `start` on. The remark on the line of
 * its key stays there, the one behind a value of one line with it.
 */
static void splice_value(struct ari_edit__job *job, uint32_t start,
			 const struct ari_node *old,
			 const struct ari_node *value, struct ari_str text)
{
	struct ari_str bytes = job->doc->bytes;
	bool lines = ari_edit__is_block_text(old);
	bool block = lines || ari_edit__is_block(old);
	struct ari_str first =
	    tail_of(bytes, lines ? header_end(bytes, old) : start);
	struct ari_str last = tail_of(bytes, old->end);
	uint32_t end = old->end > start ? old->end : start;
	struct ari_buf buf;

	if (!block)
		first = has_lines(text) ? last : (struct ari_str){NULL, 0};
	if (last.ptr && (block ? !lines : has_lines(text)))
		end = ari_edit__line_end(bytes, end);
	if (block)
		end = keep_end(bytes, old, end);
	start = skip_blanks(bytes, start, old, &text);
	ari_buf_init(&buf, job->arena->alloc);
	put_remarked(&buf, text, first);
	if (end == bytes.len && ari_edit__needs_end(value))
		ari_buf_str(&buf, job->habit.eol);
	ari_edit__splice_buf(job, start, end, &buf);
}

static void replace_block(struct ari_edit__job *job, const struct ari_node *key,
			  const struct ari_node *old,
			  const struct ari_edit__row *row)
{
	struct ari_str bytes = job->doc->bytes;
	uint32_t start, column;
	struct ari_buf buf;

	if (key ? !ari_edit__colon(&start, bytes, key)
		: !ari_edit__dash(&start, bytes, 0, old->start)) {
		job->stuck = true;
		return;
	}
	column = ari_edit__column(bytes, key ? key->start : start);
	start += key ? 0 : 1;
	ari_buf_init(&buf, job->arena->alloc);
	if (!ari_edit__is_foreign(job, row->value) ||
	    (row->key && !ari_edit__is_foreign(job, row->key)) ||
	    !copy_value(&buf, job, row, column))
		ari_edit__put_value(&buf, row->value,
				    key ? ARI_EDIT__AFTER_COLON
					: ARI_EDIT__AFTER_DASH,
				    column, &job->habit);
	if (buf.failed)
		job->splices->failed = true;
	else
		splice_value(job, start, old, row->value, ari_buf_view(&buf));
	ari_buf_release(&buf);
}

void ari_edit__replace(struct ari_edit__job *job, const struct ari_node *parent,
		       const struct ari_node *key, const struct ari_node *old,
		       const struct ari_edit__row *row)
{
	uint32_t start = old->start, end = old->end;
	struct ari_buf buf;

	if (ari_edit__is_block(parent)) {
		replace_block(job, key, old, row);
		return;
	}
	ari_buf_init(&buf, job->arena->alloc);
	if (key && start == end) {
		bool colon = ari_edit__colon(&start, job->doc->bytes, key);

		if (!colon)
			start = key->end;
		end = start;
		ari_buf_puts(&buf, colon ? " " : ": ");
	}
	ari_edit__put_flow(&buf, row->value);
	ari_edit__splice_buf(job, start, end, &buf);
}
