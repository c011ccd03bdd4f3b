/*
 * Cutting the records of a plan file out by their lines, so that of two
 * versions only what differs is parsed. Lines propose where records stand;
 * nothing is believed before a parse has shown each of them there.
 */
#ifndef ARISING_LOAD_CUT_H
#define ARISING_LOAD_CUT_H

#include <arising/load.h>

/* Bytes of a file that is cut: the caps of reading stay far beyond it. */
#define ARI_CUT_BYTES ((size_t)1 << 20)
/* Records of a file that is cut. */
#define ARI_CUT_CHUNKS ((size_t)10000)

/* The lines of one item of `recommendations` or `actions`. */
struct ari_cut_chunk {
	uint32_t start;	    /* of its line `- …` */
	uint32_t end;	    /* where the next begins, or the list ends */
	uint8_t list;	    /* position in lists */
	bool kept;	    /* stands in the reduced text */
	struct ari_str ref; /* once proved; ptr NULL: no mapping */
};

struct ari_cut_list {
	uint32_t key;	/* where the line `actions:` begins */
	uint32_t start; /* of its first chunk */
	uint32_t end;
	uint32_t indent; /* columns before its dashes */
	size_t first;	 /* its chunks */
	size_t count;
	bool actions; /* else recommendations */
};

/* One version of a file. */
struct ari_cut {
	struct ari_str bytes; /* borrowed */
	struct ari_cut_chunk *chunks;
	size_t count;
	struct ari_cut_list lists[2];
	size_t list_count; /* 0: nothing can be cut out */
	bool proved;	   /* a parse showed each chunk to be one item */
};

/* A part of a version as a text of its own, and where the chunks went. */
struct ari_cut_text {
	struct ari_str bytes;
	uint32_t *starts; /* by kept chunk, in order */
	uint32_t keys[2]; /* by list: its key */
	uint32_t ends[2]; /* by list: where it ends */
	bool closed[2];	  /* by list: a mark stands for the last chunk */
};

/*
 * Propose the chunks of bytes; list_count is 0 where lines alone promise
 * none. Chunks live in arena. Errors: ARI_ERR_MEMORY.
 */
int ari_cut_split(struct ari_cut *out, struct ari_str bytes,
		  struct ari_arena *arena, struct ari_error *err);
/*
 * Hold the chunks to a parse of the whole bytes that is sound and has no
 * finding; sets proved and the refs, which arena gets copies of.
 * Errors: ARI_ERR_MEMORY.
 */
int ari_cut_prove(struct ari_cut *cut, const struct ari_version *whole,
		  struct ari_arena *arena, struct ari_error *err);
/*
 * Mark as kept the chunks that have no equal in the other version: new is
 * proved, old is not yet. False when the two cannot be cut alike.
 * Errors: *failed, when memory ended.
 */
bool ari_cut_match(struct ari_cut *old, struct ari_cut *new,
		   struct ari_arena *scratch, bool *failed);
/* The text without the chunks that are not kept. Errors: ARI_ERR_MEMORY. */
int ari_cut_reduce(struct ari_cut_text *out, const struct ari_cut *cut,
		   struct ari_arena *arena, struct ari_error *err);
/*
 * Whether a parse of the reduced text shows every kept chunk as one item
 * where it must be, has no finding, and no ref stands twice in the whole.
 * Then old is proved: its other chunks are those of new, matched before.
 */
bool ari_cut_prove_reduced(struct ari_cut *old, const struct ari_cut_text *text,
			   const struct ari_version *reduced,
			   struct ari_arena *arena, bool *failed);

#endif
