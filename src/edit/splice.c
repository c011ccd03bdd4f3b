/*
 * The list of splices and how it is put into bytes. The last step of every
 * edit, and the only one that makes bytes.
 */
#include "edit/internal.h"

#include <string.h>

void ari_splices_init(struct ari_splices *splices, struct ari_arena *arena)
{
	*splices = (struct ari_splices){.arena = arena};
}

void ari_splices_add(struct ari_splices *splices, uint32_t start, uint32_t end,
		     struct ari_str text)
{
	struct ari_splice *items;

	if (splices->failed)
		return;
	items = ari_arena_grow(splices->arena, splices->items, splices->count,
			       &splices->room, sizeof(*items));
	if (!items) {
		splices->failed = true;
		return;
	}
	splices->items = items;
	items[splices->count++] =
	    (struct ari_splice){.span = {start, end}, .text = text};
}

/* Merge two sorted runs; of equals the left one first. */
static void merge_runs(struct ari_splice *to, const struct ari_splice *from,
		       size_t left, size_t mid, size_t right)
{
	size_t i = left, j = mid;

	for (size_t k = left; k < right; k++) {
		bool take = i < mid && (j >= right || from[i].span.start <=
							  from[j].span.start);

		to[k] = from[take ? i++ : j++];
	}
}

/* Sort by start, bottom up, so that those at one place keep their order. */
static int sort_splices(struct ari_splices *splices, struct ari_error *err)
{
	struct ari_splice *from = splices->items, *to;
	size_t count = splices->count;

	to = ari_arena_array(splices->arena, count + 1, sizeof(*to));
	if (!to)
		return ari_error_memory(err);
	for (size_t width = 1; width < count; width *= 2) {
		struct ari_splice *sorted = to;

		for (size_t at = 0; at < count; at += 2 * width) {
			size_t mid = at + width < count ? at + width : count;
			size_t end =
			    at + 2 * width < count ? at + 2 * width : count;

			merge_runs(to, from, at, mid, end);
		}
		to = from;
		from = sorted;
	}
	splices->items = from;
	splices->room = count;
	return 0;
}

/* Add one splice to the text; *at is how far bytes were copied. */
static int put_splice(struct ari_buf *out, struct ari_str bytes, uint32_t *at,
		      const struct ari_splice *splice, bool removal_before,
		      struct ari_error *err)
{
	uint32_t start = splice->span.start, end = splice->span.end;

	if (start > end || end > bytes.len ||
	    (start < *at && !(removal_before && !splice->text.len)))
		return ari_error_set(err, ARI_ERR_INVALID,
				     "two edits of one place at byte %u",
				     start);
	if (start > *at)
		ari_buf_add(out, bytes.ptr + *at, start - *at);
	ari_buf_str(out, splice->text);
	if (end > *at)
		*at = end;
	return 0;
}

int ari_splices_apply(struct ari_str *out, struct ari_str bytes,
		      struct ari_splices *splices, struct ari_arena *arena,
		      struct ari_error *err)
{
	size_t most = bytes.len;
	struct ari_buf buf;
	uint32_t at = 0;
	bool removal = false;
	int result = -1;

	if (splices->failed || sort_splices(splices, err))
		return ari_error_memory(err);
	for (size_t i = 0; i < splices->count; i++)
		most += splices->items[i].text.len;
	if (most > ARI_TREE_BYTES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "the result has more than %zu bytes",
				     ARI_TREE_BYTES);
	ari_buf_init(&buf, arena->alloc);
	for (size_t i = 0; i < splices->count; i++) {
		const struct ari_splice *splice = &splices->items[i];

		if (put_splice(&buf, bytes, &at, splice, removal, err))
			goto out;
		removal = !splice->text.len;
	}
	ari_buf_add(&buf, bytes.ptr + at, bytes.len - at);
	if (buf.failed) {
		ari_error_memory(err);
		goto out;
	}
	*out = ari_arena_dup(arena, ari_buf_view(&buf));
	result = out->ptr ? 0 : ari_error_memory(err);
out:
	ari_buf_release(&buf);
	return result;
}
