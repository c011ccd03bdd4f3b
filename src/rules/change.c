/*
 * What happened to a plan between two versions: nothing leaves it in
 * silence, no ref is given to something else, no stage goes back, what is
 * due has a word. Whether a change is explained is in explain.c.
 */
#include "rules/internal.h"

#include <string.h>

const struct ari_movement *ari_rules__moved(
    const struct ari_record_change *change, enum ari_movement_kind kind)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind == kind)
			return &change->movements[i];
	return NULL;
}

static const struct ari_exception *find_exception(
    const struct ari_record_change *change, enum ari_exception_kind kind)
{
	for (size_t i = 0; i < change->exception_count; i++)
		if (change->exceptions[i].kind == kind)
			return &change->exceptions[i];
	return NULL;
}

/* Point the pass to a record of the change. */
static const struct ari_record_change *go_to(struct ari_rules__pass *pass,
					     size_t i)
{
	const struct ari_record_change *change = &pass->change->records[i];

	pass->record = change->new;
	return change;
}

/* -- what left -- */

static void check_plan_removed(struct ari_rules__pass *pass)
{
	const struct ari_plan *old = pass->change->old;
	const struct ari_register *reg = pass->rules->reg;

	if (pass->change->new || !old || old->stage == ARI_STAGE_CLOSED ||
	    old->stage == ARI_STAGE_SUPERSEDED)
		return;
	FIND(pass, ari_rules__key(reg ? reg->node : NULL, "plans"),
	     old->id.text, old->path);
}

const struct ari_check ari_rules__plan_removed = {
    {"plan-removed", ARI_LEVEL_ERROR,
     "the plan {0} left the repository: there is no {1} any more",
     "put the file back; a plan that has ended stays, with stage: closed or "
     "stage: superseded",
     "A plan is closed or superseded, never taken away."},
    ARI_CHECK_CHANGE,
    check_plan_removed,
    0,
};

static bool has_ended(const struct ari_record *record)
{
	return record->status == ARI_STATUS_WITHDRAWN ||
	       record->status == ARI_STATUS_SUPERSEDED;
}

static void check_record_removed(struct ari_rules__pass *pass)
{
	const struct ari_plan_change *change = pass->change;

	for (size_t i = 0; change->new &&i < change->record_count; i++) {
		const struct ari_record_change *one = go_to(pass, i);
		struct ari_diag *diag;
		const char *list;

		if (one->new || !one->old || has_ended(one->old) ||
		    !ari_rules__moved(one, ARI_MOVE_REMOVED))
			continue;
		list = one->old->kind == ARI_ACTION ? "actions"
						    : "recommendations";
		diag = FIND(
		    pass, ari_rules__key(change->new->node, list), one->ref,
		    ari_rules__short(pass, ari_record_wording(one->old)),
		    ari_str_from(one->old->kind == ARI_ACTION
				     ? "action"
				     : "recommendation"));
		if (diag)
			diag->ref = one->ref;
	}
}

const struct ari_check ari_rules__record_removed = {
    {"record-removed", ARI_LEVEL_ERROR,
     "{2} {0} left the plan without being withdrawn or superseded: \"{1}\"",
     "put it back and write status: withdrawn with the reason and the "
     "decision, or status: superseded; if it has a new ref, name the old one "
     "under `formerly`",
     "A commitment is withdrawn or superseded openly, never taken out."},
    ARI_CHECK_CHANGE,
    check_record_removed,
    0,
};

/* -- refs -- */

/* Words of four letters and more of a that b has too, in percent of a's. */
static unsigned share_words(struct ari_str a, struct ari_str b)
{
	unsigned words = 0, shared = 0;
	struct ari_str word, other;
	size_t at = 0, at_b;

	while (words < 40 && ari_rules__word(&word, a, &at)) {
		if (word.len < 4)
			continue;
		words++;
		at_b = 0;
		for (int n = 0; n < 200 && ari_rules__word(&other, b, &at_b);
		     n++) {
			if (other.len != word.len ||
			    ari_str_distance(word, other, 0))
				continue;
			shared++;
			break;
		}
	}
	return words < 3 ? 100 : shared * 100 / words;
}

/*
 * Another thing under an old ref: of the other kind, or open after having
 * been closed with hardly a word in common. A reworded action that goes on
 * is no such thing.
 */
static bool is_reused(const struct ari_record_change *change)
{
	const struct ari_record *old = change->old, *new = change->new;

	if (!old || !new || old->kind != ARI_ACTION ||
	    !ari_status_closed(old->status) || !ari_rules__open(new) ||
	    !ari_str_eq(old->ref.text, new->ref.text))
		return false;
	return share_words(ari_record_wording(old), ari_record_wording(new)) <
		   20 &&
	       share_words(ari_record_wording(new), ari_record_wording(old)) <
		   20;
}

/* An added record whose ref was that of a record of the other kind. */
static bool is_other_kind(const struct ari_plan *old,
			  const struct ari_record_change *change)
{
	const struct ari_record *before;

	if (change->old || !change->new || !change->new->ref.text.len)
		return false;
	before = ari_plan_find(old, change->new->ref.text);
	return before && before->kind != change->new->kind;
}

static void check_ref_reused(struct ari_rules__pass *pass)
{
	const struct ari_plan_change *change = pass->change;

	for (size_t i = 0; change->old && i < change->record_count; i++) {
		const struct ari_record_change *one = go_to(pass, i);
		const struct ari_record *old;

		if (!is_reused(one) && !is_other_kind(change->old, one))
			continue;
		old =
		    one->old ? one->old : ari_plan_find(change->old, one->ref);
		FIND(pass, ari_rules__name(one->new),
		     ari_rules__called(one->new),
		     ari_rules__short(pass, ari_record_wording(old)));
	}
}

const struct ari_check ari_rules__ref_reused = {
    {"ref-reused", ARI_LEVEL_ERROR,
     "the ref {0} was that of something else: \"{1}\"",
     "give what is new a ref that was never used, and leave the old record "
     "in the plan",
     "A ref is never given to something else."},
    ARI_CHECK_CHANGE,
    check_ref_reused,
    0,
};

/* -- stage -- */

static void check_stage_back(struct ari_rules__pass *pass)
{
	const struct ari_plan *old = pass->change->old,
			      *new = pass->change->new;

	if (!old || !new || old->stage == ARI_STAGE_NONE ||
	    new->stage == ARI_STAGE_NONE || new->stage >= old->stage)
		return;
	FIND(pass, ari_rules__span(new->stage_text.node),
	     ari_str_from(ari_stage_title(old->stage)),
	     ari_str_from(ari_stage_title(new->stage)));
}

const struct ari_check ari_rules__stage_back = {
    {"stage-back", ARI_LEVEL_WARNING, "the plan was {0}, and is now only {1}",
     "leave the stage as it was; what has to be decided again is a new "
     "approval under approvals:",
     "A plan's stage goes forward."},
    ARI_CHECK_CHANGE,
    check_stage_back,
    0,
};

/* -- due -- */

static void check_due_not_updated(struct ari_rules__pass *pass)
{
	const struct ari_plan_change *change = pass->change;

	for (size_t i = 0; change->old && i < change->record_count; i++) {
		const struct ari_record_change *one = go_to(pass, i);
		const struct ari_exception *except =
		    find_exception(one, ARI_EXCEPT_DUE_NOT_UPDATED);

		if (!except)
			continue;
		FIND(pass, ari_rules__span(ari_rules__final_node(one->new)),
		     ari_rules__called(one->new),
		     ari_rules__days(pass, except->due));
	}
}

const struct ari_check ari_rules__due_not_updated = {
    {"due-not-updated", ARI_LEVEL_WARNING,
     "{0} falls due in {1}, and nothing new is said of it",
     "write in the update what became of it, and bring the status up to date",
     "What falls due in a period is reported on in it."},
    ARI_CHECK_CHANGE,
    check_due_not_updated,
    0,
};

static void check_new_overdue(struct ari_rules__pass *pass)
{
	const struct ari_plan_change *change = pass->change;

	for (size_t i = 0; change->old && i < change->record_count; i++) {
		const struct ari_record_change *one = go_to(pass, i);
		const struct ari_exception *except =
		    find_exception(one, ARI_EXCEPT_OVERDUE);

		if (!except || !ari_rules__moved(one, ARI_MOVE_ADDED))
			continue;
		FIND(pass, ari_rules__span(ari_rules__final_node(one->new)),
		     ari_rules__called(one->new),
		     ari_rules__days(pass, except->due));
	}
}

const struct ari_check ari_rules__new_overdue = {
    {"new-overdue", ARI_LEVEL_WARNING, "{0} is new, and was already due in {1}",
     "write the date by which it will be done; if it is done, write status: "
     "completed and when",
     "A new action is due on a day that is still to come."},
    ARI_CHECK_CHANGE,
    check_new_overdue,
    0,
};
