/*
 * What a change of each field of a record is called. One row a key: how its
 * values are compared and the kind of movement a difference is. Whatever no
 * row names is compared as the council's own data, so no change is lost.
 */
#include "movement/internal.h"

#include <string.h>

typedef void compare_fn(struct ari_movement__list *list,
			const struct ari_movement__row *row,
			const struct ari_node *before,
			const struct ari_node *after);

/* A fact that is stated or not: before and after say all. */
void ari_movement__compare_fact(struct ari_movement__list *list,
				const struct ari_movement__row *row,
				const struct ari_node *before,
				const struct ari_node *after)
{
	ari_movement__add(list, row->kind, row->name, before, after);
}

static bool is_text(const struct ari_node *node)
{
	return !node || node->kind == ARI_NODE_SCALAR;
}

void ari_movement__compare_text(struct ari_movement__list *list,
				const struct ari_movement__row *row,
				const struct ari_node *before,
				const struct ari_node *after)
{
	struct ari_str a = ari_node_text(before);
	struct ari_str b = ari_node_text(after);
	struct ari_movement *movement;

	movement = ari_movement__add(list, row->kind, row->name, before, after);
	if (a.ptr && b.ptr && ari_movement_editorial(a, b))
		movement->kind = ARI_MOVE_EDITORIAL;
	else if (is_text(before) && is_text(after))
		ari_movement__words(list, movement, a, b);
}

/* Lists whose order says nothing: refs, posts, bodies, addresses. */
static void compare_set(struct ari_movement__list *list,
			const struct ari_movement__row *row,
			const struct ari_node *before,
			const struct ari_node *after)
{
	struct ari_movement__texts a, b;

	if (ari_movement__texts(&a, list, before) &&
	    ari_movement__texts(&b, list, after) &&
	    !ari_movement__missing(&a, &b, list, NULL) &&
	    !ari_movement__missing(&b, &a, list, NULL))
		return;
	ari_movement__add(list, row->kind, row->name, before, after);
}

static void compare_evidence(struct ari_movement__list *list,
			     const struct ari_movement__row *row,
			     const struct ari_node *before,
			     const struct ari_node *after)
{
	struct ari_movement__texts a, b;
	bool gained, lost;

	if (!ari_movement__texts(&a, list, before) ||
	    !ari_movement__texts(&b, list, after)) {
		ari_movement__add(list, ARI_MOVE_UPDATED, row->name, before,
				  after);
		return;
	}
	gained = ari_movement__missing(&b, &a, list, NULL);
	lost = ari_movement__missing(&a, &b, list, NULL);
	if (gained)
		ari_movement__add(list, row->kind, row->name, before, after);
	if (lost)
		ari_movement__add(list, ARI_MOVE_UPDATED, row->name, before,
				  after);
}

/* Item by item the same but for quotes and the like, or in other order. */
static bool is_relisted(const struct ari_movement__texts *a,
			const struct ari_movement__texts *b,
			struct ari_movement__list *list)
{
	size_t i = 0;

	if (a->count != b->count)
		return false;
	while (i < a->count && ari_movement_editorial(a->items[i], b->items[i]))
		i++;
	return i == a->count || !ari_movement__missing(a, b, list, NULL);
}

/* The texts of a list, each on a line of its own. */
static struct ari_str join_texts(struct ari_movement__list *list,
				 const struct ari_movement__texts *texts)
{
	size_t len = 0, at = 0;
	char *text;

	for (size_t i = 0; i < texts->count; i++)
		len += texts->items[i].len + 1;
	text = ari_arena_alloc(list->arena, len + 1);
	if (!text) {
		list->failed = true;
		return (struct ari_str){NULL, 0};
	}
	for (size_t i = 0; i < texts->count; i++) {
		struct ari_str item = texts->items[i];

		if (item.len)
			memcpy(text + at, item.ptr, item.len);
		at += item.len;
		text[at++] = '\n';
	}
	return (struct ari_str){text, at};
}

static void compare_success(struct ari_movement__list *list,
			    const struct ari_movement__row *row,
			    const struct ari_node *before,
			    const struct ari_node *after)
{
	struct ari_movement__texts a, b;
	struct ari_movement *movement;

	movement = ari_movement__add(list, row->kind, row->name, before, after);
	if (!ari_movement__texts(&a, list, before) ||
	    !ari_movement__texts(&b, list, after))
		return;
	if (is_relisted(&a, &b, list))
		movement->kind = ARI_MOVE_EDITORIAL;
	else
		ari_movement__words(list, movement, join_texts(list, &a),
				    join_texts(list, &b));
}

/*
 * The move from one status to the next: [before][after]. No status counts
 * like not-started without being it: gaining or losing the word alone, or
 * another word that is no status, is an update.
 */
static const enum ari_movement_kind moves[][ARI_STATUS_SUPERSEDED + 1] = {
#define OPEN_TO(none, not_started, in_progress, paused)                        \
	{                                                                      \
		none, not_started, in_progress, paused, ARI_MOVE_COMPLETED,    \
		    ARI_MOVE_WITHDRAWN, ARI_MOVE_SUPERSEDED                    \
	}
#define CLOSED_TO(completed, withdrawn, superseded)                            \
	{                                                                      \
		ARI_MOVE_REOPENED, ARI_MOVE_REOPENED, ARI_MOVE_REOPENED,       \
		    ARI_MOVE_REOPENED, completed, withdrawn, superseded        \
	}
    [ARI_STATUS_NONE] = OPEN_TO(ARI_MOVE_UPDATED, ARI_MOVE_UPDATED,
				ARI_MOVE_STARTED, ARI_MOVE_PAUSED),
    [ARI_STATUS_NOT_STARTED] = OPEN_TO(ARI_MOVE_UPDATED, ARI_MOVE_UPDATED,
				       ARI_MOVE_STARTED, ARI_MOVE_PAUSED),
    [ARI_STATUS_IN_PROGRESS] = OPEN_TO(ARI_MOVE_REGRESSED, ARI_MOVE_REGRESSED,
				       ARI_MOVE_UPDATED, ARI_MOVE_PAUSED),
    [ARI_STATUS_PAUSED] = OPEN_TO(ARI_MOVE_RESUMED, ARI_MOVE_RESUMED,
				  ARI_MOVE_RESUMED, ARI_MOVE_UPDATED),
    [ARI_STATUS_COMPLETED] =
	CLOSED_TO(ARI_MOVE_UPDATED, ARI_MOVE_WITHDRAWN, ARI_MOVE_SUPERSEDED),
    [ARI_STATUS_WITHDRAWN] =
	CLOSED_TO(ARI_MOVE_COMPLETED, ARI_MOVE_UPDATED, ARI_MOVE_SUPERSEDED),
    [ARI_STATUS_SUPERSEDED] =
	CLOSED_TO(ARI_MOVE_COMPLETED, ARI_MOVE_WITHDRAWN, ARI_MOVE_UPDATED),
#undef OPEN_TO
#undef CLOSED_TO
};

static void compare_status(struct ari_movement__list *list,
			   const struct ari_movement__row *row,
			   const struct ari_node *before,
			   const struct ari_node *after)
{
	struct ari_movement *movement;

	movement =
	    ari_movement__add(list, moves[list->old->status][list->new->status],
			      row->name, before, after);
	if (movement->kind == ARI_MOVE_COMPLETED)
		ari_movement__lateness(movement);
}

/* What superseded it belongs to the change of status, when there is one. */
static void compare_successor(struct ari_movement__list *list,
			      const struct ari_movement__row *row,
			      const struct ari_node *before,
			      const struct ari_node *after)
{
	if (list->old->status != list->new->status &&
	    (list->old->status == ARI_STATUS_SUPERSEDED ||
	     list->new->status == ARI_STATUS_SUPERSEDED))
		return;
	ari_movement__add(list, row->kind, row->name, before, after);
}

/*
 * `done` comes with completed and goes with reopened. Alone it is a
 * milestone met; a completion dated anew, or no longer dated, is an update.
 */
static void compare_done(struct ari_movement__list *list,
			 const struct ari_movement__row *row,
			 const struct ari_node *before,
			 const struct ari_node *after)
{
	enum ari_movement_kind kind = ARI_MOVE_UPDATED;

	if (!before && ari_movement__has(list, ARI_MOVE_COMPLETED, NULL))
		return;
	if (!after && ari_movement__has(list, ARI_MOVE_REOPENED, "status"))
		return;
	if (!before)
		kind = row->kind;
	ari_movement__add(list, kind, row->name, before, after);
}

/* `verified` and `implemented`: gained, they are a verification. */
static void compare_attested(struct ari_movement__list *list,
			     const struct ari_movement__row *row,
			     const struct ari_node *before,
			     const struct ari_node *after)
{
	ari_movement__add(list, before ? row->kind : ARI_MOVE_VERIFIED,
			  row->name, before, after);
}

/* Whether a status or a date moved: what a reason is given for. */
static bool needs_reason(const struct ari_movement__list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].kind >= ARI_MOVE_STARTED &&
		    list->items[i].kind <= ARI_MOVE_DATE_REMOVED)
			return true;
	return false;
}

/*
 * A reason or decision that comes with a move of status or date is told
 * with it, by the later record; alone, or taken away, it is an update.
 */
static void compare_reason(struct ari_movement__list *list,
			   const struct ari_movement__row *row,
			   const struct ari_node *before,
			   const struct ari_node *after)
{
	if (after && needs_reason(list))
		return;
	if (is_text(before) && is_text(after))
		ari_movement__compare_text(list, row, before, after);
	else
		ari_movement__compare_fact(list, row, before, after);
}

/*
 * What `formerly` says of a record that changed its ref is told by
 * renumbered, split, merged or moved; else it is an update.
 */
static void compare_formerly(struct ari_movement__list *list,
			     const struct ari_movement__row *row,
			     const struct ari_node *before,
			     const struct ari_node *after)
{
	if (ari_str_eq(list->old->ref.text, list->new->ref.text) &&
	    !ari_movement__has(list, ARI_MOVE_MERGED, NULL) &&
	    !ari_movement__has(list, ARI_MOVE_MOVED, "plan"))
		compare_set(list, row, before, after);
}

/*
 * The three keys are one matter: what is due when, and what was met. The
 * first that differs compares all; what none of that tells is told here.
 */
static void compare_dates(struct ari_movement__list *list,
			  const struct ari_movement__row *row,
			  const struct ari_node *before,
			  const struct ari_node *after)
{
	enum ari_movement_kind kind = row->kind;
	size_t count = list->count;

	if (list->dated)
		return;
	list->dated = true;
	if (ari_movement__dates(list) && !strcmp(row->name, "milestones"))
		kind = ARI_MOVE_EDITORIAL;
	if (list->count > count)
		return;
	if (!strcmp(row->name, "met"))
		compare_set(list, row, before, after);
	else
		ari_movement__add(list, kind, row->name, before, after);
}

/*
 * Status and dates first: the reasons below ask whether those moved. Means
 * of an action (support, resources) go with its people; themes, like the
 * links to other records, say what it covers.
 */
const struct ari_movement__row ari_movement__record_rows[] = {
    {"formerly", compare_formerly, ARI_MOVE_UPDATED},
    {"status", compare_status, ARI_MOVE_UPDATED},
    {"superseded_by", compare_successor, ARI_MOVE_COVERAGE_CHANGED},
    {"due", compare_dates, ARI_MOVE_UPDATED},
    {"milestones", compare_dates, ARI_MOVE_UPDATED},
    {"met", compare_dates, ARI_MOVE_UPDATED},
    {"done", compare_done, ARI_MOVE_MILESTONE_MET},
    {"reason", compare_reason, ARI_MOVE_UPDATED},
    {"decision", compare_reason, ARI_MOVE_UPDATED},
    {"recommendation", ari_movement__compare_text,
     ARI_MOVE_RECOMMENDATION_CHANGED},
    {"outcome", ari_movement__compare_text, ARI_MOVE_RECOMMENDATION_CHANGED},
    {"response", ari_movement__compare_text, ARI_MOVE_RECOMMENDATION_CHANGED},
    {"implemented", compare_attested, ARI_MOVE_RECOMMENDATION_CHANGED},
    {"action", ari_movement__compare_text, ARI_MOVE_REWORDED},
    {"section", ari_movement__compare_fact, ARI_MOVE_MOVED},
    {"success", compare_success, ARI_MOVE_RESCOPED},
    {"baseline", ari_movement__compare_text, ARI_MOVE_REBASELINED},
    {"recommendations", compare_set, ARI_MOVE_COVERAGE_CHANGED},
    {"themes", compare_set, ARI_MOVE_COVERAGE_CHANGED},
    {"after", compare_set, ARI_MOVE_COVERAGE_CHANGED},
    {"see", compare_set, ARI_MOVE_COVERAGE_CHANGED},
    {"bodies", compare_set, ARI_MOVE_BODY_CHANGED},
    {"leads", compare_set, ARI_MOVE_REASSIGNED},
    {"support", compare_set, ARI_MOVE_REASSIGNED},
    {"resources", compare_set, ARI_MOVE_REASSIGNED},
    {"update", ari_movement__compare_text, ARI_MOVE_UPDATED},
    {"evidence", compare_evidence, ARI_MOVE_EVIDENCE_ADDED},
    {"verified", compare_attested, ARI_MOVE_UPDATED},
    {"access", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {"accepted", ari_movement__compare_fact, ARI_MOVE_UPDATED},
    {NULL, NULL, ARI_MOVE_KINDS},
};
