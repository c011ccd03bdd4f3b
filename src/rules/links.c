/*
 * Across plans: ids of plans that stand twice, records of other plans that
 * are named and not there, two records of one matter that disagree.
 */
#include "rules/internal.h"

#include <string.h>

/* -- ids -- */

static void check_plan_duplicate(struct ari_rules__pass *pass)
{
	const struct ari_index *plans = &pass->all->plans;

	for (size_t i = 1; i < plans->count; i++) {
		const struct ari_version *first;
		struct ari_diag *diag;
		size_t at = i;

		if (!ari_str_eq(plans->entries[i].key,
				plans->entries[i - 1].key))
			continue;
		while (at && ari_str_eq(plans->entries[at - 1].key,
					plans->entries[i].key))
			at--;
		first = pass->all->versions[plans->entries[at].value];
		pass->version = pass->all->versions[plans->entries[i].value];
		diag = FIND(pass, ari_rules__span(pass->version->plan->id.node),
			    plans->entries[i].key, first->path);
		ari_rules__relate(diag, ari_rules__span(first->plan->id.node),
				  ARI_STR("it stands here first"));
		if (diag)
			diag->related_file = first->path;
	}
}

const struct ari_check ari_rules__plan_duplicate = {
    {"plan-duplicate", ARI_LEVEL_ERROR,
     "the plan id {0} is already that of {1}",
     "give this plan an id of its own; other plans name records as ID#REF",
     "A plan's id stands once in the repository."},
    ARI_CHECK_REPOSITORY,
    check_plan_duplicate,
    0,
};

/* -- PLAN#REF -- */

static const struct ari_version *find_plan(const struct ari_rules__all *all,
					   struct ari_str id)
{
	const struct ari_index_entry *entry =
	    id.len ? ari_index_find(&all->plans, id) : NULL;

	return entry ? all->versions[entry->value] : NULL;
}

/* Split PLAN#REF; false when there is no #. */
static bool split_link(struct ari_str *plan, struct ari_str *ref,
		       struct ari_str link)
{
	const char *sign = link.len ? memchr(link.ptr, '#', link.len) : NULL;

	if (!sign)
		return false;
	*plan = (struct ari_str){link.ptr, (size_t)(sign - link.ptr)};
	*ref = (struct ari_str){sign + 1, link.len - plan->len - 1};
	return true;
}

static struct ari_str near_plan(const struct ari_rules__all *all,
				struct ari_str id)
{
	struct ari_rules__near near = {.word = id};

	for (size_t i = 0; i < all->plans.count; i++)
		ari_rules__try(&near, all->plans.entries[i].key);
	return near.best;
}

static void find_link(struct ari_rules__pass *pass,
		      const struct ari_value *link)
{
	const struct ari_version *target;
	struct ari_str plan, ref, best = {NULL, 0};

	if (!split_link(&plan, &ref, link->text))
		return;
	target = find_plan(pass->all, plan);
	if (target && ref.len && ari_plan_find(target->plan, ref))
		return;
	if (!target) {
		if (ari_rules__wanted(pass))
			best = near_plan(pass->all, plan);
		FIND(pass, ari_node_span(link->node), link->text,
		     ari_rules__say(pass, "there is no plan %.*s",
				    (int)plan.len, plan.ptr),
		     ari_rules__mean(pass, best,
				     "write the id that the plan's file has "
				     "behind plan:"));
		return;
	}
	if (ari_rules__wanted(pass))
		best = ari_rules__near_ref(target->plan, NULL, ref,
					   ARI_ACTION | ARI_RECOMMENDATION);
	FIND(pass, ari_node_span(link->node), link->text,
	     ari_rules__say(pass, "%.*s has no such record",
			    (int)target->path.len, target->path.ptr),
	     ari_rules__mean(pass, best, "write the ref that it has there"));
}

static void find_links(struct ari_rules__pass *pass,
		       const struct ari_values *links)
{
	for (size_t i = 0; i < links->count; i++)
		find_link(pass, &links->items[i]);
}

static void check_link_unknown(struct ari_rules__pass *pass)
{
	for (size_t i = 0; i < pass->all->count; i++) {
		const struct ari_plan *plan = pass->all->versions[i]->plan;

		pass->version = pass->all->versions[i];
		for (size_t j = 0; plan && j < plan->count; j++) {
			pass->record = &plan->records[j];
			find_links(pass, &pass->record->after);
			find_links(pass, &pass->record->see);
			find_link(pass, &pass->record->superseded_by);
		}
	}
}

const struct ari_check ari_rules__link_unknown = {
    {"link-unknown", ARI_LEVEL_ERROR, "{0} leads nowhere: {1}", "{2}",
     "What a record names in another plan is there."},
    ARI_CHECK_REPOSITORY,
    check_link_unknown,
    0,
};

/* -- two records of one matter -- */

static const struct ari_record *follow(const struct ari_rules__pass *pass,
				       const struct ari_value *link)
{
	const struct ari_version *target;
	struct ari_str plan, ref;

	if (!split_link(&plan, &ref, link->text))
		return link->text.len
			   ? ari_plan_find(pass->version->plan, link->text)
			   : NULL;
	target = find_plan(pass->all, plan);
	return target && ref.len ? ari_plan_find(target->plan, ref) : NULL;
}

static struct ari_str name_status(const struct ari_record *record)
{
	return record->status == ARI_STATUS_NONE
		   ? ARI_STR("without a status")
		   : ari_str_from(ari_status_name(record->status));
}

static struct ari_str name_due(const struct ari_record *record)
{
	return ari_node_text(ari_rules__final_node(record));
}

static void compare_linked(struct ari_rules__pass *pass,
			   const struct ari_value *link)
{
	const struct ari_record *mine = pass->record;
	const struct ari_record *theirs = follow(pass, link);
	int32_t due, their_due;

	if (!theirs || theirs == mine || theirs->kind != ARI_ACTION ||
	    mine->status == ARI_STATUS_SUPERSEDED ||
	    theirs->status == ARI_STATUS_SUPERSEDED)
		return;
	if (mine->status != theirs->status) {
		FIND(pass, ari_node_span(link->node), mine->ref.text,
		     name_status(mine), link->text, name_status(theirs));
		return;
	}
	due = ari_record_final_day(mine);
	their_due = ari_record_final_day(theirs);
	if (due != their_due && due != ARI_DAY_MIN && their_due != ARI_DAY_MIN)
		FIND(pass, ari_node_span(link->node), mine->ref.text,
		     ari_rules__say(pass, "due %.*s", (int)name_due(mine).len,
				    name_due(mine).ptr),
		     link->text,
		     ari_rules__say(pass, "due %.*s", (int)name_due(theirs).len,
				    name_due(theirs).ptr));
}

static void check_see_disagrees(struct ari_rules__pass *pass)
{
	for (size_t i = 0; i < pass->all->count; i++) {
		const struct ari_plan *plan = pass->all->versions[i]->plan;

		pass->version = pass->all->versions[i];
		for (size_t j = 0; plan && j < plan->count; j++) {
			pass->record = &plan->records[j];
			for (size_t k = 0; k < pass->record->see.count; k++)
				compare_linked(pass,
					       &pass->record->see.items[k]);
		}
	}
}

const struct ari_check ari_rules__see_disagrees = {
    {"see-disagrees", ARI_LEVEL_WARNING,
     "{0} is {1}, but {2}, the same matter, is {3}",
     "bring the two to one status and one date; if they are two matters, "
     "take `see` out",
     "Two records of one matter say the same."},
    ARI_CHECK_REPOSITORY,
    check_see_disagrees,
    0,
};
