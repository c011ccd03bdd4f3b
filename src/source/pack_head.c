/*
 * How a packed object begins. A pack keeps most objects as differences from
 * others, many deep; the first bytes of an object need the first bytes of
 * each difference only, and what was found is kept for those that build on
 * it. Nothing is guessed: where a beginning is too short, or anything is
 * odd, the answer is none.
 */
#include "source/pack.h"

#include <arising/tree.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

/* Differences one on another; git makes 50, and with --aggressive 250. */
#define DEPTH_MOST 300
/* Inflated bytes of a difference that are looked at. */
#define DELTA_HEAD 64
/* Bytes of a pack that are looked at for it. */
#define PIECE 768
/* Bytes of the two sizes that a difference begins with. */
#define SIZES_MOST 20
/* Beginnings that are kept: a power of two. */
#define HEADS_MOST ((size_t)16384)

struct step {
	uint64_t offset;
	uint32_t len;
	bool whole;
	unsigned char bytes[DELTA_HEAD];
};

struct ari_source__unfold {
	z_stream stream;
	struct step steps[DEPTH_MOST];
	struct ari_source__head head; /* one that is not kept */
};

void ari_source__unfold_free(struct ari_source__unfold *unfold)
{
	if (!unfold)
		return;
	inflateEnd(&unfold->stream);
	free(unfold);
}

static bool begin(struct ari_source__packs *packs)
{
	if (packs->unfold)
		return true;
	packs->unfold = calloc(1, sizeof(*packs->unfold));
	if (packs->unfold && inflateInit(&packs->unfold->stream) != Z_OK) {
		free(packs->unfold);
		packs->unfold = NULL;
	}
	if (!packs->heads)
		packs->heads = calloc(HEADS_MOST, sizeof(*packs->heads));
	return packs->unfold && packs->heads;
}

/* -- beginnings that are known -- */

static struct ari_source__head *find_head(struct ari_source__packs *packs,
					  uint64_t place)
{
	uint64_t mixed = place * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(mixed >> 40) & (HEADS_MOST - 1);

	while (packs->heads[at].place && packs->heads[at].place != place)
		at = (at + 1) & (HEADS_MOST - 1);
	return &packs->heads[at];
}

static struct ari_source__head *new_head(struct ari_source__packs *packs,
					 uint64_t place)
{
	struct ari_source__head *head;

	if (packs->head_count >= HEADS_MOST / 4 * 3) {
		memset(packs->heads, 0, HEADS_MOST * sizeof(*packs->heads));
		packs->head_count = 0;
	}
	head = find_head(packs, place);
	packs->head_count += !head->place;
	head->place = place;
	return head;
}

/* -- one entry of a pack -- */

static size_t read_piece(const unsigned char **piece,
			 struct ari_source__pack *pack, uint64_t offset)
{
	size_t got = ari_source__pack_bytes(piece, pack, offset);

	return got < PIECE ? got : PIECE;
}

/* Inflate what the piece gives, up to room bytes. */
static bool inflate_head(struct ari_source__unfold *unfold,
			 const unsigned char *piece, size_t len,
			 unsigned char *out, size_t room, uint32_t *got)
{
	z_stream *stream = &unfold->stream;
	int rc;

	if (inflateReset(stream) != Z_OK)
		return false;
	stream->next_in = piece;
	stream->avail_in = (uInt)len;
	stream->next_out = out;
	stream->avail_out = (uInt)room;
	rc = inflate(stream, Z_SYNC_FLUSH);
	*got = (uint32_t)(room - stream->avail_out);
	return rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR;
}

/* -- from the base upwards -- */

static bool append(struct ari_source__head *out, const char *bytes,
		   uint64_t have, uint64_t want)
{
	uint64_t room = ARI_SOURCE_HEAD - out->len;
	uint64_t take = have < want ? have : want;

	if (take > room)
		take = room;
	memcpy(out->bytes + out->len, bytes, (size_t)take);
	out->len += (uint32_t)take;
	return take == want;
}

/* As much of the beginning as base and difference give; false: odd. */
static bool apply(struct ari_source__head *out,
		  const struct ari_source__head *base, const struct step *step)
{
	struct ari_source__delta delta = {step->bytes, step->bytes + step->len};
	uint64_t from, to, offset, size;

	out->len = 0;
	out->whole = false;
	if (!ari_source__delta_size(&delta, &from) ||
	    !ari_source__delta_size(&delta, &to) || from < base->len ||
	    (base->whole && from != base->len))
		return false;
	while (delta.at < delta.end && out->len < to) {
		unsigned flags = *delta.at++;
		const char *bytes;

		if (!flags)
			return false;
		if (flags & 128) {
			if (!ari_source__delta_copy(&delta, flags, &offset,
						    &size))
				break;
			if (offset > from || size > from - offset)
				return false;
			bytes = base->bytes;
			if (offset < base->len)
				bytes += offset;
			if (!append(out, bytes,
				    offset < base->len ? base->len - offset : 0,
				    size))
				break;
			continue;
		}
		bytes = (const char *)delta.at;
		size = (uint64_t)(delta.end - delta.at);
		if (!append(out, bytes, size, flags))
			break;
		delta.at += flags;
	}
	if (out->len > to)
		return false;
	out->whole = out->len == to;
	return true;
}

/* The head of the entry where the steps end: known, or no difference. */
static const struct ari_source__head *find_base(struct ari_source__packs *packs,
						size_t number, uint64_t offset,
						size_t *depth)
{
	struct ari_source__pack *pack = &packs->items[number];
	struct ari_source__unfold *unfold = packs->unfold;
	const unsigned char *piece;
	struct ari_source__head *head;
	struct ari_source__entry_head entry;
	uint32_t len;
	size_t got;

	for (*depth = 0; *depth < DEPTH_MOST; ++*depth) {
		struct step *step = &unfold->steps[*depth];

		head = find_head(packs, offset * ARI_SOURCE__PACKS + number);
		if (head->place)
			return head;
		got = read_piece(&piece, pack, offset);
		if (!ari_source__entry_read(&entry, pack, piece, got, offset))
			return NULL;
		step->offset = offset;
		if (!entry.base)
			break;
		if (!inflate_head(unfold, piece + entry.content,
				  got - entry.content, step->bytes, DELTA_HEAD,
				  &step->len))
			return NULL;
		offset = entry.base;
	}
	if (*depth == DEPTH_MOST || entry.type != GIT_OBJECT_BLOB)
		return NULL;
	head = &unfold->head;
	if (!inflate_head(unfold, piece + entry.content, got - entry.content,
			  (unsigned char *)head->bytes, ARI_SOURCE_HEAD,
			  &len) ||
	    len > entry.size)
		return NULL;
	head->len = len;
	head->whole = len == entry.size;
	head->place = offset * ARI_SOURCE__PACKS + number;
	*new_head(packs, head->place) = *head;
	return head;
}

static const struct ari_source__head *read_head(struct ari_source__packs *packs,
						size_t number, uint64_t offset)
{
	struct ari_source__unfold *unfold = packs->unfold;
	size_t depth;
	const struct ari_source__head *base =
	    find_base(packs, number, offset, &depth);

	if (!base)
		return NULL;
	unfold->head = *base;
	while (depth--) {
		struct ari_source__head next = {.len = 0};
		const struct step *step = &unfold->steps[depth];

		if (!apply(&next, &unfold->head, step))
			return NULL;
		next.place = step->offset * ARI_SOURCE__PACKS + number;
		*new_head(packs, next.place) = next;
		unfold->head = next;
	}
	return &unfold->head;
}

const struct ari_source__head *ari_source__packs_head(
    struct ari_source__packs *packs, const struct ari_oid *id)
{
	if (!begin(packs))
		return NULL;
	for (size_t i = 0; i < packs->count; i++) {
		uint64_t offset =
		    ari_source__pack_find(&packs->items[i], id->bytes);

		if (offset)
			return read_head(packs, i, offset);
	}
	return NULL;
}

/* A difference says how long its result is before all else. */
static bool read_size(uint64_t *out, struct ari_source__packs *packs,
		      struct ari_source__pack *pack, uint64_t offset)
{
	struct ari_source__unfold *unfold = packs->unfold;
	const unsigned char *piece;
	struct ari_source__entry_head entry;
	struct ari_source__delta delta;
	struct step *step = &unfold->steps[0];
	size_t got = read_piece(&piece, pack, offset);
	uint64_t from;

	if (!ari_source__entry_read(&entry, pack, piece, got, offset))
		return false;
	*out = entry.size;
	if (!entry.base)
		return true;
	if (!inflate_head(unfold, piece + entry.content, got - entry.content,
			  step->bytes, SIZES_MOST, &step->len))
		return false;
	delta =
	    (struct ari_source__delta){step->bytes, step->bytes + step->len};
	return ari_source__delta_size(&delta, &from) &&
	       ari_source__delta_size(&delta, out);
}

bool ari_source__packs_size(uint64_t *out, struct ari_source__packs *packs,
			    const struct ari_oid *id)
{
	if (!begin(packs))
		return false;
	for (size_t i = 0; i < packs->count; i++) {
		uint64_t offset =
		    ari_source__pack_find(&packs->items[i], id->bytes);

		if (offset)
			return read_size(out, packs, &packs->items[i], offset);
	}
	return false;
}

int ari_source_blob_head(char *out, size_t *len, bool *whole,
			 struct ari_repo *repo, const struct ari_oid *id,
			 struct ari_error *err)
{
	const struct ari_source__head *head;
	git_odb_object *object;
	struct ari_str content;

	if (ari_source__packs(repo, err))
		return -1;
	head = repo->packs ? ari_source__packs_head(repo->packs, id) : NULL;
	if (head) {
		memcpy(out, head->bytes, head->len);
		*len = head->len;
		*whole = head->whole;
		return 0;
	}
	if (ari_source__object(&object, repo, id, GIT_OBJECT_BLOB,
			       ARI_TREE_BYTES, err))
		return -1;
	content = ari_source__content(object);
	*whole = content.len <= ARI_SOURCE_HEAD;
	*len = *whole ? content.len : ARI_SOURCE_HEAD;
	if (*len)
		memcpy(out, content.ptr, *len);
	git_odb_object_free(object);
	return 0;
}
