/*
 * Between the files of this room: the binder that walks a table of fields
 * over a mapping, and the tables it walks.
 */
#ifndef ARISING_PLAN_INTERNAL_H
#define ARISING_PLAN_INTERNAL_H

#include <arising/plan.h>

/* One document being bound. */
struct ari_plan__binder {
	struct ari_arena *arena;
	size_t room; /* bytes left of ARI_PLAN_BYTES */
	struct ari_error *err;
};

/* Tables end with a NULL name and have at most ARI_PLAN__FIELDS rows. */
#define ARI_PLAN__FIELDS 64

extern const struct ari_field ari_plan__plan_fields[];
extern const struct ari_field ari_plan__source_fields[];
extern const struct ari_field ari_plan__approval_fields[];
extern const struct ari_field ari_plan__deadline_fields[];
extern const struct ari_field ari_plan__milestone_fields[];
extern const struct ari_field ari_plan__decision_fields[];
extern const struct ari_field ari_plan__attestation_fields[];
extern const struct ari_field ari_plan__acceptance_fields[];
extern const struct ari_field ari_plan__register_fields[];
extern const struct ari_field ari_plan__body_fields[];
extern const struct ari_field ari_plan__post_fields[];
extern const struct ari_field ari_plan__cycle_fields[];

/* Zeroed room for count items; NULL with err filled. */
void *ari_plan__alloc(struct ari_plan__binder *binder, size_t count,
		      size_t size);

/*
 * Bind the pairs of a mapping to out by a table; fields that do not apply
 * to kind stay absent. Depth is the tables', never the document's.
 */
int ari_plan__bind(void *out, const struct ari_field *fields, unsigned kind,
		   const struct ari_node *map, struct ari_plan__binder *binder);
/* Keep the x- keys of a mapping. */
int ari_plan__bind_extras(struct ari_extras *out, const struct ari_node *map,
			  struct ari_plan__binder *binder);

/* A table and the struct it binds, whose first member is its node. */
struct ari_plan__type {
	const struct ari_field *fields;
	size_t size;
};

/*
 * Bind each mapping of a sequence to a struct of an array; other items are
 * passed over. NULL and no error when there is none: ask *count.
 */
int ari_plan__bind_items(void **items, size_t *count,
			 const struct ari_plan__type *type,
			 const struct ari_node *list,
			 struct ari_plan__binder *binder);

/* Whether a node says a text: a scalar that is not null. */
bool ari_plan__is_text(const struct ari_node *node);

#endif
