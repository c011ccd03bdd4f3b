/*
 * What a plan says besides its records: stage, narrative, deadlines, and
 * what it says of itself.
 */
#include "movement/internal.h"

static void compare_deadlines(struct ari_movement__list *list,
			      const struct ari_movement__row *row,
			      const struct ari_node *before,
			      const struct ari_node *after)
{
	size_t count = list->count;
	bool reordered = ari_movement__deadlines(list);

	if (list->count == count)
		ari_movement__add(list,
				  reordered ? ARI_MOVE_EDITORIAL : row->kind,
				  row->name, before, after);
}

static const struct ari_movement__row rows[] = {
    {"plan", ari_movement__compare_fact, ARI_MOVE_MOVED},
    {"stage", ari_movement__compare_fact, ARI_MOVE_STAGE_ADVANCED},
    {"approvals", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {"title", ari_movement__compare_text, ARI_MOVE_NARRATIVE_CHANGED},
    {"narrative", ari_movement__compare_text, ARI_MOVE_NARRATIVE_CHANGED},
    {"sections", ari_movement__compare_fact, ARI_MOVE_NARRATIVE_CHANGED},
    {"deadlines", compare_deadlines, ARI_MOVE_UPDATED},
    {"baseline_as_of", ari_movement__compare_fact, ARI_MOVE_REBASELINED},
    {"kind", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {"source", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {"declared", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {"access", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {NULL, NULL, ARI_MOVE_KINDS},
};

void ari_movement__plan(struct ari_movement__list *list)
{
	static const char *const records[] = {"recommendations", "actions",
					      NULL};

	ari_movement__begin(list, NULL, NULL);
	ari_movement__fields(list, rows, records, list->old_plan->node,
			     list->new_plan->node);
}
