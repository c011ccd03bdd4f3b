/*
 * Conflicts as git shows them: where the splices that lead to ours and to
 * theirs differ, both texts of the lines concerned, between markers. All
 * other splices are put in as they are.
 */
#include "edit/merge.h"

#include <string.h>

/* Lines of the document, start included, end not. */
struct region {
	uint32_t start;
	uint32_t end;
};

struct regions {
	struct region *items;
	size_t count;
};

static bool is_line(struct ari_str bytes, uint32_t at)
{
	return !at || ari_edit__is_break(bytes.ptr[at - 1]);
}

static struct region lines_of(struct ari_str bytes, struct ari_span span)
{
	struct region region = {ari_edit__line_start(bytes, span.start),
				span.end};

	if (!is_line(bytes, span.end))
		region.end = ari_edit__line_next(bytes, span.end);
	return region;
}

static bool touches(struct ari_str bytes, const struct region *region,
		    struct ari_span span)
{
	if (span.start == span.end)
		return (region->start <= span.start &&
			span.start < region->end) ||
		       (span.start == region->end &&
			(region->start == region->end ||
			 !is_line(bytes, span.start)));
	return span.start < region->end && region->start < span.end;
}

static bool is_same(const struct ari_splice *a, const struct ari_splice *b)
{
	return a->span.start == b->span.start && a->span.end == b->span.end &&
	       ari_str_eq(a->text, b->text);
}

/* Add a region, joined with those before that it overlaps. Sorted input. */
static void add_region(struct regions *regions, struct region region)
{
	struct region *last;

	while (regions->count) {
		last = &regions->items[regions->count - 1];
		if (region.start > last->end ||
		    (region.start == last->end &&
		     (last->start != last->end || region.end != last->end)))
			break;
		if (last->start < region.start)
			region.start = last->start;
		if (last->end > region.end)
			region.end = last->end;
		regions->count--;
	}
	regions->items[regions->count++] = region;
}

static bool is_before(const struct ari_splice *a, const struct ari_splice *b)
{
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start;
	return a->span.end < b->span.end;
}

/* Regions of the splices that only one of the two lists has. */
static void find_regions(struct regions *out, struct ari_str bytes,
			 const struct ari_splices *a,
			 const struct ari_splices *b)
{
	size_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		const struct ari_splice *x = i < a->count ? &a->items[i] : NULL;
		const struct ari_splice *y = j < b->count ? &b->items[j] : NULL;

		if (x && y && is_same(x, y)) {
			i++;
			j++;
		} else if (x && (!y || !is_before(y, x))) {
			add_region(out, lines_of(bytes, x->span));
			i++;
		} else {
			add_region(out, lines_of(bytes, y->span));
			j++;
		}
	}
}

/* Stretch regions over whole splices, until nothing changes. */
static bool stretch(struct regions *regions, struct ari_str bytes,
		    const struct ari_splices *splices)
{
	bool changed = false;

	for (size_t r = 0, s = 0; r < regions->count; r++) {
		struct region *region = &regions->items[r];

		while (s < splices->count &&
		       splices->items[s].span.end < region->start)
			s++;
		for (size_t k = s; k < splices->count &&
				   splices->items[k].span.start <= region->end;
		     k++) {
			struct region lines =
			    lines_of(bytes, splices->items[k].span);

			if (!touches(bytes, region, splices->items[k].span))
				continue;
			if (lines.start < region->start) {
				region->start = lines.start;
				changed = true;
			}
			if (lines.end > region->end) {
				region->end = lines.end;
				changed = true;
			}
		}
	}
	return changed;
}

static void join(struct regions *regions)
{
	size_t count = regions->count;

	regions->count = 0;
	for (size_t i = 0; i < count; i++)
		add_region(regions, regions->items[i]);
}

/* -- text -- */

/*
 * Bytes from *at to end with their splices; *next is the first not yet put.
 * Inside a region those that touch it, outside all that begin before it.
 */
static void put_bytes(struct ari_buf *out, struct ari_str bytes, uint32_t *at,
		      uint32_t end, const struct ari_splices *splices,
		      size_t *next, const struct region *region)
{
	while (*next < splices->count) {
		const struct ari_splice *splice = &splices->items[*next];
		uint32_t start = splice->span.start;

		if (region ? !touches(bytes, region, splice->span)
			   : start > end)
			break;
		if (start > *at)
			ari_buf_add(out, bytes.ptr + *at, start - *at);
		ari_buf_str(out, splice->text);
		if (start > *at)
			*at = start;
		if (splice->span.end > *at)
			*at = splice->span.end;
		++*next;
	}
	if (end > *at) {
		ari_buf_add(out, bytes.ptr + *at, end - *at);
		*at = end;
	}
}

static void put_marker(struct ari_buf *out, char sign, unsigned length,
		       const char *label, struct ari_str eol)
{
	ari_buf_repeat(out, sign, length);
	if (label) {
		ari_buf_byte(out, ' ');
		ari_buf_puts(out, label);
	}
	ari_buf_str(out, eol);
}

/* End a text's last line, so that a marker has its own. */
static void put_side(struct ari_buf *out, struct ari_str text,
		     struct ari_str eol)
{
	ari_buf_str(out, text);
	if (text.len && !ari_edit__is_break(text.ptr[text.len - 1]))
		ari_buf_str(out, eol);
}

/* Bytes of the whole lines that both texts begin with. */
static size_t common_start(struct ari_str a, struct ari_str b)
{
	size_t i = 0, line = 0;

	while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
		if (a.ptr[i++] == '\n')
			line = i;
	return line;
}

static size_t common_end(struct ari_str a, struct ari_str b)
{
	size_t i = 0, line = 0;

	while (i < a.len && i < b.len &&
	       a.ptr[a.len - 1 - i] == b.ptr[b.len - 1 - i]) {
		i++;
		if ((i == a.len || a.ptr[a.len - 1 - i] == '\n') &&
		    (i == b.len || b.ptr[b.len - 1 - i] == '\n'))
			line = i;
	}
	return line;
}

static void put_conflict(struct ari_buf *out, struct ari_str ours,
			 struct ari_str theirs, unsigned marker,
			 struct ari_str eol)
{
	size_t head = common_start(ours, theirs), tail;
	struct ari_str rest;

	ari_buf_add(out, ours.ptr, head);
	ours.ptr += head;
	ours.len -= head;
	theirs.ptr += head;
	theirs.len -= head;
	tail = common_end(ours, theirs);
	rest = (struct ari_str){ours.ptr + ours.len - tail, tail};
	ours.len -= tail;
	theirs.len -= tail;
	put_marker(out, '<', marker, "ours", eol);
	put_side(out, ours, eol);
	put_marker(out, '=', marker, NULL, eol);
	put_side(out, theirs, eol);
	put_marker(out, '>', marker, "theirs", eol);
	ari_buf_str(out, rest);
}

struct reader {
	const struct ari_splices *splices;
	uint32_t at;
	size_t next;
	struct ari_buf text; /* of the region at hand */
};

static void put_all(struct ari_buf *out, struct ari_str bytes,
		    const struct regions *regions, struct reader sides[2],
		    unsigned marker)
{
	struct ari_str eol = ari_edit__eol(bytes);

	for (size_t r = 0; r <= regions->count; r++) {
		const struct region *region =
		    r < regions->count ? &regions->items[r] : NULL;
		uint32_t stop = region ? region->start : (uint32_t)bytes.len;

		for (int v = 0; v < 2; v++) {
			struct reader *side = &sides[v];
			struct region before = {side->at, stop};

			ari_buf_clear(&side->text);
			if (side->at < stop || !region)
				put_bytes(v ? &side->text : out, bytes,
					  &side->at, stop, side->splices,
					  &side->next, region ? &before : NULL);
			ari_buf_clear(&side->text);
			if (region)
				put_bytes(&side->text, bytes, &side->at,
					  region->end, side->splices,
					  &side->next, region);
			out->failed |= side->text.failed;
		}
		if (region)
			put_conflict(out, ari_buf_view(&sides[0].text),
				     ari_buf_view(&sides[1].text), marker, eol);
	}
}

static bool stretch_both(struct regions *regions, struct ari_str bytes,
			 struct ari_splices *ours, struct ari_splices *theirs)
{
	bool by_ours = stretch(regions, bytes, ours);
	bool by_theirs = stretch(regions, bytes, theirs);

	return by_ours || by_theirs;
}

int ari_edit__mark(struct ari_str *out, struct ari_str bytes,
		   struct ari_splices *ours, struct ari_splices *theirs,
		   unsigned marker, struct ari_arena *arena,
		   struct ari_error *err)
{
	struct reader sides[2] = {{.splices = ours}, {.splices = theirs}};
	struct regions regions = {.count = 0};
	struct ari_buf buf;

	regions.items = ari_arena_array(arena, ours->count + theirs->count + 1,
					sizeof(*regions.items));
	if (!regions.items)
		return ari_error_memory(err);
	find_regions(&regions, bytes, ours, theirs);
	while (stretch_both(&regions, bytes, ours, theirs))
		join(&regions);
	ari_buf_init(&buf, arena->alloc);
	ari_buf_init(&sides[0].text, arena->alloc);
	ari_buf_init(&sides[1].text, arena->alloc);
	put_all(&buf, bytes, &regions, sides, marker ? marker : 7);
	*out = ari_arena_dup(arena, ari_buf_view(&buf));
	if (buf.failed)
		out->ptr = NULL;
	ari_buf_release(&buf);
	ari_buf_release(&sides[0].text);
	ari_buf_release(&sides[1].text);
	return out->ptr ? 0 : ari_error_memory(err);
}
