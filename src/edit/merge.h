/*
 * What the files of the three-way merge share: a value as it is on three
 * sides, what becomes of it, and who is asked for what.
 */
#ifndef ARISING_EDIT_MERGE_H
#define ARISING_EDIT_MERGE_H

#include "edit/internal.h"

/* A value on three sides; NULL where a side does not have it. */
struct ari_edit__sides {
	const struct ari_node *base;
	const struct ari_node *ours;
	const struct ari_node *theirs;
};

/*
 * What becomes of a value: [0] with ours where the sides disagree, [1] with
 * theirs. Where they do not, both are the same.
 */
struct ari_edit__fate {
	struct ari_node node[2];
	bool has[2];
	bool differs;
};

/* A record that all three sides have, for its comments. */
struct ari_edit__trio {
	struct ari_edit__sides sides;
};

struct ari_edit__merge {
	const struct ari_doc *base;
	const struct ari_doc *ours;
	const struct ari_doc *theirs;
	struct ari_arena *arena;
	struct ari_error *err;
	struct ari_str ref; /* of the record at hand; ptr NULL: the plan */
	struct ari_str field;
	struct ari_buf conflicts; /* struct ari_conflict[] */
	struct ari_buf trios;	  /* struct ari_edit__trio[] */
};

/* How the values of a key are merged. */
enum ari_edit__how {
	ARI_EDIT__AUTO,	   /* by what stands there */
	ARI_EDIT__WHOLE,   /* one fact: never put together from two sides */
	ARI_EDIT__RECORDS, /* by ref and formerly, fields named */
	ARI_EDIT__ITEMS,   /* mappings known by one of their keys */
	ARI_EDIT__TEXTS,   /* a set of sentences: not both reworded */
};

struct ari_edit__rule {
	const char *key; /* NULL: all others */
	enum ari_edit__how how;
	const char *id;
};

/* merge_value.c: one value, and mappings key by key. */
int ari_edit__merge_value(struct ari_edit__fate *out,
			  struct ari_edit__merge *merge,
			  const struct ari_edit__sides *sides,
			  const struct ari_edit__rule *rule, unsigned level);
int ari_edit__merge_map(struct ari_edit__fate *out,
			struct ari_edit__merge *merge,
			const struct ari_edit__sides *sides,
			const struct ari_edit__rule *rules, bool names,
			unsigned level);
/* Both sides changed it: ours and theirs stand against each other. */
int ari_edit__merge_conflict(struct ari_edit__fate *out,
			     struct ari_edit__merge *merge,
			     const struct ari_edit__sides *sides);
/*
 * Settle what needs no look inside: true when it did. The same on both
 * sides, or theirs as before; with whole also what only theirs changed.
 */
bool ari_edit__merge_settle(struct ari_edit__fate *out,
			    const struct ari_edit__merge *merge,
			    const struct ari_edit__sides *sides, bool whole);
extern const struct ari_edit__rule ari_edit__root_rules[];
extern const struct ari_edit__rule ari_edit__record_rules[];
extern const struct ari_edit__rule ari_edit__item_rules[];

/* merge_list.c: lists by the ids of their items. -2: ids are not certain. */
int ari_edit__merge_list(struct ari_edit__fate *out,
			 struct ari_edit__merge *merge,
			 const struct ari_edit__sides *sides,
			 const struct ari_edit__rule *rule, unsigned level);

/* merge_comment.c: the comments that theirs wrote, added to one variant. */
void ari_edit__merge_comments(struct ari_splices *splices,
			      const struct ari_edit__merge *merge,
			      const struct ari_edit__fate *fate, int variant);

/* weave.c: rows of ours with those that theirs added put between. */
struct ari_edit__strand {
	struct ari_node key[2]; /* of a mapping */
	struct ari_edit__fate fate;
	/* Of ours: only ours has it. Of theirs: the number of ours' row that
	 * it follows, plus one; 0: it comes first. */
	bool added;
	uint32_t anchor;
};

int ari_edit__weave(struct ari_edit__fate *out, struct ari_edit__merge *merge,
		    const struct ari_node *like, uint32_t stride,
		    const struct ari_edit__strand *ours, uint32_t ours_count,
		    const struct ari_edit__strand *theirs,
		    uint32_t theirs_count);

/* markers.c: two results of one document as one text with conflicts. */
int ari_edit__mark(struct ari_str *out, struct ari_str bytes,
		   struct ari_splices *ours, struct ari_splices *theirs,
		   unsigned marker, struct ari_arena *arena,
		   struct ari_error *err);

#endif
