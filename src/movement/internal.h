/*
 * Between the files of this room: the list of movements that is gathered
 * for one record at a time, the walk over the fields of two mappings, and
 * the pairing of keyed lists.
 */
#ifndef ARISING_MOVEMENT_INTERNAL_H
#define ARISING_MOVEMENT_INTERNAL_H

#include <arising/movement.h>

/* No partner. */
#define ARI_MOVEMENT__NONE UINT32_MAX

/*
 * Steps of all word comparisons of one plan: about a second. What is left
 * over when they are spent is shown as taken out and put in whole.
 */
#define ARI_MOVEMENT__STEPS ((uint64_t)1 << 28)

/* The movements of one record, or of the plan itself, while gathered. */
struct ari_movement__list {
	struct ari_arena *arena;   /* of the result */
	struct ari_arena *scratch; /* goes when the comparison ends */
	const struct ari_plan *old_plan;
	const struct ari_plan *new_plan;
	const struct ari_record *old;
	const struct ari_record *new;
	struct ari_str ref;
	bool dated; /* due, milestones and met were compared, together */
	struct ari_movement *items;
	size_t count;
	size_t room;
	uint64_t steps;		  /* left for words */
	bool failed;		  /* memory ended: the list is not whole */
	struct ari_movement sink; /* takes what has no room */
};

/* A key of a mapping, and what a change of its value means. */
struct ari_movement__row {
	const char *name;
	/* before or after is NULL when absent; they differ in meaning. */
	void (*compare)(struct ari_movement__list *list,
			const struct ari_movement__row *row,
			const struct ari_node *before,
			const struct ari_node *after);
	enum ari_movement_kind kind;
};

/* -- list.c -- */

void ari_movement__begin(struct ari_movement__list *list,
			 const struct ari_record *old,
			 const struct ari_record *new);
/* Add a movement; never NULL. Valid until the next one is added. */
struct ari_movement *ari_movement__add(struct ari_movement__list *list,
				       enum ari_movement_kind kind,
				       const char *field,
				       const struct ari_node *before,
				       const struct ari_node *after);
/* Whether there is a movement of that kind and, unless NULL, field. */
bool ari_movement__has(const struct ari_movement__list *list,
		       enum ari_movement_kind kind, const char *field);
/* Copy what was gathered to the arena, gravest first. */
void ari_movement__take(const struct ari_movement **out, size_t *count,
			struct ari_movement__list *list);
/* Scratch memory; NULL marks the list as failed. */
void *ari_movement__scratch(struct ari_movement__list *list, size_t count,
			    size_t size);

/* -- value.c -- */

/* NULL for what says nothing: no node, null, an empty list or mapping. */
const struct ari_node *ari_movement__value(const struct ari_node *node);
/*
 * Whether two values of the format say the same: text by text, quotes
 * or none; a mapping's keys in any order.
 */
bool ari_movement__same(const struct ari_node *a, const struct ari_node *b);

/* The texts of a list, or the one text that stands for a list. */
struct ari_movement__texts {
	struct ari_str *items;
	const struct ari_node **nodes;
	size_t count;
};

/* Returns false when node has another shape. */
bool ari_movement__texts(struct ari_movement__texts *out,
			 struct ari_movement__list *list,
			 const struct ari_node *node);
/*
 * Count the texts of a that b has not, each as often as it stands there.
 * With nodes of a's size, those texts' nodes are put there.
 */
size_t ari_movement__missing(const struct ari_movement__texts *a,
			     const struct ari_movement__texts *b,
			     struct ari_movement__list *list,
			     const struct ari_node **nodes);

/* -- pair.c -- */

/*
 * Pair equal keys, the k-th of one side with the k-th of the other; keys
 * with no text have no partner. Cost: n log n.
 * Shape: a_of_b[i] -> position in a of b's i-th key, or NONE; and back.
 * Errors: -1 when memory ends.
 */
int ari_movement__pair(struct ari_arena *scratch, uint32_t *a_of_b,
		       uint32_t *b_of_a, const struct ari_str *a, size_t a_len,
		       const struct ari_str *b, size_t b_len);

/* -- fields.c -- */

/* The keys of a record but `ref`; the end has a NULL name. */
extern const struct ari_movement__row ari_movement__record_rows[];
/*
 * Compare two mappings by rows; the keys that no row names are x-changed,
 * those in skip (ended by NULL) are passed over.
 */
void ari_movement__fields(struct ari_movement__list *list,
			  const struct ari_movement__row *rows,
			  const char *const *skip, const struct ari_node *old,
			  const struct ari_node *new);
/* Row functions that a plan's own keys share. */
void ari_movement__compare_fact(struct ari_movement__list *list,
				const struct ari_movement__row *row,
				const struct ari_node *before,
				const struct ari_node *after);
void ari_movement__compare_text(struct ari_movement__list *list,
				const struct ari_movement__row *row,
				const struct ari_node *before,
				const struct ari_node *after);

/* -- plan.c -- */

/* Compare what a plan says besides its records. */
void ari_movement__plan(struct ari_movement__list *list);

/* -- date.c -- */

/*
 * Compare due, milestones and met of the list's two records, or the
 * deadlines of its plans. Returns whether nothing but their order differs.
 */
bool ari_movement__dates(struct ari_movement__list *list);
bool ari_movement__deadlines(struct ari_movement__list *list);
/* Fill the days after the due of a completed. */
void ari_movement__lateness(struct ari_movement *movement);

/* -- words.c -- */

/* Fill the words of a movement from its texts. */
void ari_movement__words(struct ari_movement__list *list,
			 struct ari_movement *movement, struct ari_str a,
			 struct ari_str b);

/* -- record.c -- */

/* Compare the list's two records, both present. */
void ari_movement__record(struct ari_movement__list *list);
/* Close a record: its movements, exceptions, direction and gravity. */
void ari_movement__close(struct ari_record_change *out,
			 struct ari_movement__list *list,
			 const struct ari_movement_dates *dates);
/* Put the records of a change in order. */
void ari_movement__sort(struct ari_record_change *records, size_t count);
/* -- exception.c -- */

/* Fill the exceptions of a record whose movements are known. */
void ari_movement__exceptions(struct ari_record_change *change,
			      struct ari_movement__list *list,
			      const struct ari_movement_dates *dates);

/* -- order.c -- */

/* Place of a kind among movements, least first. */
unsigned ari_movement__rank(const struct ari_movement *movement);
enum ari_direction ari_movement__direction(
    const struct ari_record_change *change);

/* -- match.c -- */

/*
 * Which records of the later version are which of the earlier: links by the
 * same ref and by `formerly`. Runs of both arrays by position: the links of
 * position i are those from start[i] up to start[i + 1].
 */
struct ari_movement__links {
	const struct ari_plan *old; /* NULL: no records */
	const struct ari_plan *new;
	size_t old_count;
	size_t new_count;
	uint32_t *self; /* by new position: old one of the same ref, or NONE */
	uint32_t *new_start;
	uint32_t *olds; /* self first, then in the order of `formerly` */
	uint32_t *old_start;
	uint32_t *news;		      /* in file order */
	const struct ari_str **parts; /* by old position: refs it became */
};

/* Errors: list->failed. */
void ari_movement__match(struct ari_movement__links *out,
			 struct ari_movement__list *list);
/* Add renumbered, split or merged for the record at a new position. */
void ari_movement__identity(struct ari_movement__list *list,
			    struct ari_movement__links *links, size_t new_at);
/* Index what `formerly` of a record names; nothing for NULL. */
void ari_movement__index_formerly(struct ari_index *out,
				  struct ari_movement__list *list,
				  const struct ari_record *record);

#endif
