/*
 * Packs looked into by ourselves, for what libgit2 does not answer: where an
 * object stands, and how its bytes begin without unfolding them all.
 */
#ifndef ARISING_SOURCE_PACK_H
#define ARISING_SOURCE_PACK_H

#include "source/internal.h"

/* Packs that are opened at one time: `git gc` keeps fewer than 50. */
#define ARI_SOURCE__PACKS 64

/* Commits, trees and blobs stand apart, and are asked for by turns. */
#define ARI_SOURCE__WINDOWS 4

struct ari_source__window {
	unsigned char *map; /* NULL: none */
	uint64_t at;	    /* in the pack */
	size_t len;
	uint64_t used;
};

struct ari_source__pack {
	int fd;
	uint64_t size;
	unsigned char *index; /* mapped */
	size_t index_size;
	uint32_t count; /* of objects */
	/* The parts of it that are mapped. */
	struct ari_source__window windows[ARI_SOURCE__WINDOWS];
	uint64_t clock;
};

/* What an object begins with. */
struct ari_source__head {
	uint64_t place; /* pack and offset; 0: an empty slot */
	uint32_t len;
	bool whole; /* the object has no more bytes */
	char bytes[ARI_SOURCE_HEAD];
};

struct ari_source__packs {
	struct ari_source__pack *items;
	size_t count;
	struct ari_source__head *heads; /* open addressing by place */
	size_t head_count;
	struct ari_source__unfold *unfold;
};

/* -- pack_index.c -- */

/* Open repo->packs unless they are; NULL stays for a plain folder. */
int ari_source__packs(struct ari_repo *repo, struct ari_error *err);
void ari_source__packs_free(struct ari_source__packs *packs);
/* Where in a pack an object stands; 0: not there. */
uint64_t ari_source__pack_find(const struct ari_source__pack *pack,
			       const unsigned char *id);

/*
 * The bytes from offset on, some hundred at least where the pack has so
 * many: how many there are. *out is borrowed until the next call.
 */
size_t ari_source__pack_bytes(const unsigned char **out,
			      struct ari_source__pack *pack, uint64_t offset);
/* Whether one of the packs, if there are any, has that object. */
bool ari_source__packs_have(const struct ari_source__packs *packs,
			    const struct ari_oid *id);

/* -- pack_entry.c -- */

struct ari_source__entry_head {
	unsigned type;
	uint64_t size;	/* inflated */
	uint64_t base;	/* of a difference: where it stands; else 0 */
	size_t content; /* in the piece: where its bytes begin */
};

/* Read the head of the entry at offset, of which piece has the first bytes. */
bool ari_source__entry_read(struct ari_source__entry_head *out,
			    const struct ari_source__pack *pack,
			    const unsigned char *piece, size_t len,
			    uint64_t offset);

/* What is left of a difference. */
struct ari_source__delta {
	const unsigned char *at;
	const unsigned char *end;
};

/* A size of the two it begins with; false where it is cut off. */
bool ari_source__delta_size(struct ari_source__delta *delta, uint64_t *out);
/* What an order to copy says; false where it is cut off. */
bool ari_source__delta_copy(struct ari_source__delta *delta, unsigned flags,
			    uint64_t *offset, uint64_t *size);

/* -- pack_head.c -- */

void ari_source__unfold_free(struct ari_source__unfold *unfold);
/*
 * How the blob of that id begins: NULL where no pack says it plainly, and
 * libgit2 must be asked.
 */
const struct ari_source__head *ari_source__packs_head(
    struct ari_source__packs *packs, const struct ari_oid *id);
/* How long an object is; false where no pack says it plainly. */
bool ari_source__packs_size(uint64_t *out, struct ari_source__packs *packs,
			    const struct ari_oid *id);

#endif
