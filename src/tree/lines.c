/*
 * Lines and places of a document: byte offsets are the truth, and these are
 * for people. A document that was judged can be abridged to the lines that
 * its findings stand in, and the rest of it goes.
 */
#include <arising/tree.h>

#include <stdlib.h>
#include <string.h>

static int build_lines(struct ari_doc *doc, struct ari_arena *arena,
		       struct ari_error *err)
{
	const char *bytes = doc->bytes.ptr;
	const char *end = bytes + doc->bytes.len;
	size_t count = 1;
	uint32_t *lines;

	for (const char *p = bytes;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		count++;
	lines = ari_arena_array(arena, count, sizeof(*lines));
	if (!lines)
		return ari_error_memory(err);
	lines[0] = 0;
	count = 1;
	for (const char *p = bytes;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines[count++] = (uint32_t)(p + 1 - bytes);
	doc->lines = lines;
	doc->line_count = count;
	return 0;
}

/* The last line that begins at offset or before. */
static struct ari_doc_line find_kept(const struct ari_doc *doc, uint32_t offset)
{
	size_t lo = 0, hi = doc->kept_count;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->kept[mid].start <= offset)
			lo = mid;
		else
			hi = mid;
	}
	return hi ? doc->kept[lo] : (struct ari_doc_line){.number = 1};
}

static struct ari_doc_line find_line(const struct ari_doc *doc, uint32_t offset)
{
	size_t lo = 0, hi = doc->line_count;
	struct ari_doc_line line;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->lines[mid] <= offset)
			lo = mid;
		else
			hi = mid;
	}
	line.number = (uint32_t)lo + 1;
	line.start = doc->lines[lo];
	line.text.ptr = doc->bytes.ptr + line.start;
	line.text.len =
	    (hi < doc->line_count ? doc->lines[hi] - 1 : doc->bytes.len) -
	    line.start;
	return line;
}

int ari_doc_locate(struct ari_place *out, struct ari_doc *doc,
		   struct ari_arena *arena, uint32_t offset,
		   struct ari_error *err)
{
	struct ari_doc_line line;
	struct ari_str before;

	if (!doc->kept && !doc->lines && build_lines(doc, arena, err))
		return -1;
	if (offset > doc->bytes.len)
		offset = (uint32_t)doc->bytes.len;
	line = doc->kept ? find_kept(doc, offset) : find_line(doc, offset);
	before = line.text;
	if (before.len > offset - line.start)
		before.len = offset - line.start;
	*out = (struct ari_place){line.number,
				  (uint32_t)ari_utf8_count(before) + 1};
	return 0;
}

static struct ari_doc_line get_line(const struct ari_doc *doc, uint32_t number)
{
	size_t lo = 0, hi = doc->kept_count;

	if (!doc->kept)
		return doc->lines && number && number <= doc->line_count
			   ? find_line(doc, doc->lines[number - 1])
			   : (struct ari_doc_line){0};
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (doc->kept[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < doc->kept_count && doc->kept[lo].number == number
		   ? doc->kept[lo]
		   : (struct ari_doc_line){0};
}

struct ari_str ari_doc_line(const struct ari_doc *doc, uint32_t line)
{
	struct ari_str text = get_line(doc, line).text;

	while (text.len && (text.ptr[text.len - 1] == '\n' ||
			    text.ptr[text.len - 1] == '\r'))
		text.len--;
	return text;
}

uint32_t ari_doc_line_start(const struct ari_doc *doc, uint32_t line)
{
	return get_line(doc, line).start;
}

/* -- abridging -- */

static int compare_offsets(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Steps back a value that putting offsets into place takes at most. */
#define STEPS_BACK 8

/* Offsets come mostly in the order of the file: few of them move, if any. */
static void sort_offsets(uint32_t *offsets, size_t count)
{
	size_t steps = 0;

	for (size_t i = 1; i < count; i++) {
		uint32_t offset = offsets[i];
		size_t at = i;

		for (; at && offsets[at - 1] > offset; at--, steps++)
			offsets[at] = offsets[at - 1];
		offsets[at] = offset;
		if (steps > STEPS_BACK * count) {
			qsort(offsets, count, sizeof(*offsets),
			      compare_offsets);
			return;
		}
	}
}

/* The lines that hold some offsets, borrowed from bytes. */
static size_t cut_lines(struct ari_doc_line *out, struct ari_str bytes,
			const uint32_t *offsets, size_t count)
{
	struct ari_doc_line line = {0, 0, {bytes.ptr, 0}};
	const char *end = bytes.ptr + bytes.len, *next = bytes.ptr, *stop;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		const char *at = bytes.ptr + offsets[i];

		if (offsets[i] > bytes.len)
			at = end;
		if (line.number && at <= line.text.ptr + line.text.len)
			continue;
		do {
			stop = memchr(next, '\n', (size_t)(end - next));
			line.text.ptr = next;
			line.text.len = (size_t)((stop ? stop : end) - next);
			line.number++;
			next = stop ? stop + 1 : end;
		} while (stop && at > stop);
		line.start = (uint32_t)(line.text.ptr - bytes.ptr);
		out[used++] = line;
	}
	return used;
}

/* Copy lines and their texts. */
static struct ari_doc_line *copy_lines(struct ari_arena *arena,
				       const struct ari_doc_line *lines,
				       size_t count)
{
	struct ari_doc_line *copy;
	size_t bytes = 0;
	char *texts;

	for (size_t i = 0; i < count; i++)
		bytes += lines[i].text.len;
	copy = ari_arena_array(arena, count + 1, sizeof(*copy));
	texts = ari_arena_alloc(arena, bytes + 1);
	if (!copy || !texts)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		copy[i] = lines[i];
		copy[i].text.ptr = texts;
		memcpy(texts, lines[i].text.ptr, lines[i].text.len);
		texts += lines[i].text.len;
	}
	return copy;
}

int ari_doc_abridge(struct ari_doc *doc, struct ari_arena *arena,
		    uint32_t *offsets, size_t count, struct ari_error *err)
{
	struct ari_doc_line *lines = calloc(count + 1, sizeof(*lines)), *kept;
	struct ari_str bytes = doc->bytes.len ? doc->bytes : ARI_STR("");
	size_t used;

	if (!lines)
		return ari_error_memory(err);
	sort_offsets(offsets, count);
	used = cut_lines(lines, bytes, offsets, count);
	kept = copy_lines(arena, lines, used);
	free(lines);
	if (!kept)
		return ari_error_memory(err);
	*doc = (struct ari_doc){
	    .bytes = {NULL, doc->bytes.len}, .kept = kept, .kept_count = used};
	return 0;
}
