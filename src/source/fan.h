/*
 * Tables of ids as git sorts them under its packs and its commit-graph: a
 * fan-out of 256 numbers, big-endian, and the ids themselves behind one
 * another (gitformat-pack, gitformat-commit-graph).
 */
#ifndef ARISING_SOURCE_FAN_H
#define ARISING_SOURCE_FAN_H

#include <arising/source.h>
#include <string.h>

static inline uint32_t ari_source__big32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
	       (uint32_t)at[2] << 8 | at[3];
}

/* How many ids there are; false where the fan-out does not count upwards. */
static inline bool ari_source__fan_count(uint32_t *out,
					 const unsigned char *fan)
{
	uint32_t before = 0;

	for (size_t i = 0; i < 256; i++) {
		uint32_t here = ari_source__big32(fan + 4 * i);

		if (here < before)
			return false;
		before = here;
	}
	*out = before;
	return true;
}

/* The row of an id; false: it is not there. */
static inline bool ari_source__fan_find(uint32_t *out, const unsigned char *fan,
					const unsigned char *ids,
					const unsigned char *id)
{
	uint32_t low = id[0] ? ari_source__big32(fan + 4 * (id[0] - 1)) : 0;
	uint32_t high = ari_source__big32(fan + 4 * id[0]);

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(ids + (size_t)middle * ARI_OID_BYTES, id,
				   ARI_OID_BYTES);

		if (!order) {
			*out = middle;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

#endif
