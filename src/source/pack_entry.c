/*
 * One entry of a pack as gitformat-pack has it: its head, and the orders a
 * difference is made of. Bytes come from a file: every length is held to
 * what is there.
 */
#include "source/pack.h"

enum { TYPE_OFFSET = 6, TYPE_ID = 7 };

/* Distance to the base: bytes of seven bits, each more worth than the next. */
static bool read_distance(uint64_t *out, const unsigned char *piece, size_t len,
			  size_t *at)
{
	uint64_t value;

	if (*at >= len)
		return false;
	value = piece[*at] & 127;
	while (piece[(*at)++] & 128) {
		if (*at >= len || value >> 50)
			return false;
		value = ((value + 1) << 7) | (piece[*at] & 127);
	}
	*out = value;
	return true;
}

static bool read_base(struct ari_source__entry_head *out,
		      const struct ari_source__pack *pack,
		      const unsigned char *piece, size_t len, uint64_t offset,
		      size_t *at)
{
	uint64_t distance;

	out->base = 0;
	if (out->type == TYPE_OFFSET) {
		if (!read_distance(&distance, piece, len, at) || !distance ||
		    distance >= offset)
			return false;
		out->base = offset - distance;
	} else if (out->type == TYPE_ID) {
		if (len - *at < ARI_OID_BYTES)
			return false;
		out->base = ari_source__pack_find(pack, piece + *at);
		*at += ARI_OID_BYTES;
		return out->base > 0;
	}
	return true;
}

bool ari_source__entry_read(struct ari_source__entry_head *out,
			    const struct ari_source__pack *pack,
			    const unsigned char *piece, size_t len,
			    uint64_t offset)
{
	size_t at = 0;
	unsigned shift = 4;

	if (!len)
		return false;
	out->type = piece[0] >> 4 & 7;
	out->size = piece[0] & 15;
	while (piece[at++] & 128) {
		if (at >= len || shift > 50)
			return false;
		out->size |= (uint64_t)(piece[at] & 127) << shift;
		shift += 7;
	}
	if (!read_base(out, pack, piece, len, offset, &at))
		return false;
	out->content = at;
	return at < len;
}

bool ari_source__delta_size(struct ari_source__delta *delta, uint64_t *out)
{
	unsigned shift = 0;

	*out = 0;
	while (delta->at < delta->end && shift < 56) {
		unsigned char byte = *delta->at++;

		*out |= (uint64_t)(byte & 127) << shift;
		shift += 7;
		if (!(byte & 128))
			return true;
	}
	return false;
}

bool ari_source__delta_copy(struct ari_source__delta *delta, unsigned flags,
			    uint64_t *offset, uint64_t *size)
{
	*offset = *size = 0;
	for (unsigned i = 0; i < 7; i++) {
		if (!(flags >> i & 1))
			continue;
		if (delta->at == delta->end)
			return false;
		if (i < 4)
			*offset |= (uint64_t)*delta->at++ << 8 * i;
		else
			*size |= (uint64_t)*delta->at++ << 8 * (i - 4);
	}
	if (!*size)
		*size = 0x10000;
	return true;
}
