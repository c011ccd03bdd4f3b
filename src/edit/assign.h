/*
 * Assignments put into a record as data, for set.c and add.c.
 */
#ifndef ARISING_EDIT_ASSIGN_H
#define ARISING_EDIT_ASSIGN_H

#include "edit/internal.h"

struct ari_edit__assign {
	enum ari_record_kind kind;
	const char **order; /* keys of a record in the order of the format */
	struct ari_arena *arena;
	struct ari_error *err;
};

int ari_edit__assign_init(struct ari_edit__assign *job);
/* Change *record, a copy that says what it shall say from here on. */
int ari_edit__assign(struct ari_node *record, struct ari_edit__assign *job,
		     const struct ari_assignment *a);

#endif
