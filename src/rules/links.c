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
		struct ari_version *second;
		struct ari_diag *diag;
		size_t at = i;

		if (!ari_str_eq(plans->entries[i].key,
				plans->entries[i - 1].key))
			continue;
		while (at && ari_str_eq(plans->entries[at - 1].key,
					plans->entries[i].key))
			at--;
		first = pass->all->versions[plans->entries[at].value];
		second = pass->all->versions[plans->entries[i].value];
		ari_rules__go_to(pass, second, &second->facts->id_at);
		diag = FIND(pass, pass->fact->span, plans->entries[i].key,
			    first->path);
		ari_rules__relate(diag, first->facts->id_at.span,
				  ARI_STR("it stands here first"));
		if (diag)
			diag->related_file = first->path;
	}
	ari_rules__go_to(pass, NULL, NULL);
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

/* The nearest ref of a plan to one that it does not have. */
static struct ari_str near_ref(const struct ari_rules_facts *facts,
			       struct ari_str ref)
{
	struct ari_rules__near near = {.word = ref};

	for (size_t i = 0; i < facts->count && near.tried < ARI_RULES__TRIES;
	     i++)
		ari_rules__try(&near, facts->subjects[i].ref);
	return near.best;
}

/* Run fn for the links of all plans, of one kind or all: kinds is a set. */
static void each_link(struct ari_rules__pass *pass, unsigned kinds,
		      void (*fn)(struct ari_rules__pass *pass,
				 struct ari_str link))
{
	for (size_t i = 0; i < pass->all->count; i++) {
		struct ari_version *version = pass->all->versions[i];
		const struct ari_rules_facts *facts = version->facts;

		if (!facts || !facts->link_count)
			continue;
		for (size_t j = 0; j < facts->fact_count; j++) {
			const struct ari_rules__fact *fact = &facts->facts[j];

			if (!(kinds & 1u << fact->kind))
				continue;
			ari_rules__go_to(pass, version, fact);
			fn(pass, facts->links[fact->value]);
		}
	}
	ari_rules__go_to(pass, NULL, NULL);
}

static void find_unknown(struct ari_rules__pass *pass, struct ari_str link)
{
	const struct ari_version *target;
	struct ari_str plan, ref, best = {NULL, 0};

	if (!split_link(&plan, &ref, link))
		return;
	target = find_plan(pass->all, plan);
	if (target && ref.len &&
	    ari_rules__subject(target->facts, ref, &pass->failed))
		return;
	if (!target) {
		if (ari_rules__wanted(pass))
			best = near_plan(pass->all, plan);
		INSTEAD(pass, pass->fact->span, link,
			plan.len ? ari_rules__say(pass, "there is no plan %.*s",
						  (int)plan.len, plan.ptr)
				 : ARI_STR("no plan is named before the #"),
			ari_rules__mean(pass, best,
					"write the id that the plan's file has "
					"behind plan:"));
		return;
	}
	if (ari_rules__wanted(pass))
		best = near_ref(target->facts, ref);
	INSTEAD(pass, pass->fact->span, link,
		ari_rules__say(pass, "%.*s has no such record",
			       (int)target->path.len, target->path.ptr),
		ari_rules__mean(pass, best, "write the ref that it has there"));
}

static void check_link_unknown(struct ari_rules__pass *pass)
{
	each_link(pass,
		  1u << ARI_RULES__AFTER | 1u << ARI_RULES__SEE |
		      1u << ARI_RULES__SUPERSEDED_BY,
		  find_unknown);
}

const struct ari_check ari_rules__link_unknown = {
    {"link-unknown", ARI_LEVEL_ERROR, "{0} leads nowhere: {1}", "{2}",
     "What a record names in another plan is there."},
    ARI_CHECK_REPOSITORY,
    check_link_unknown,
    0,
};

/* -- two records of one matter -- */

static const struct ari_rules__subject *follow(struct ari_rules__pass *pass,
					       struct ari_str link)
{
	const struct ari_version *target;
	struct ari_str plan, ref;

	if (!split_link(&plan, &ref, link))
		return link.len ? ari_rules__subject(pass->version->facts, link,
						     &pass->failed)
				: NULL;
	target = find_plan(pass->all, plan);
	return target && ref.len
		   ? ari_rules__subject(target->facts, ref, &pass->failed)
		   : NULL;
}

static struct ari_str name_status(const struct ari_rules__subject *subject)
{
	return subject->status == ARI_STATUS_NONE
		   ? ARI_STR("without a status")
		   : ari_str_from(ari_status_name(subject->status));
}

static struct ari_str name_due(struct ari_rules__pass *pass,
			       const struct ari_rules__subject *subject)
{
	return ari_rules__say(pass, "due %.*s", (int)subject->due.len,
			      subject->due.ptr);
}

static void compare_linked(struct ari_rules__pass *pass, struct ari_str link)
{
	const struct ari_rules__subject *mine = pass->subject;
	const struct ari_rules__subject *theirs = follow(pass, link);

	if (!theirs || theirs == mine || theirs->kind != ARI_ACTION ||
	    mine->status == ARI_STATUS_SUPERSEDED ||
	    theirs->status == ARI_STATUS_SUPERSEDED)
		return;
	if (mine->status != theirs->status)
		FIND(pass, pass->fact->span, mine->ref, name_status(mine), link,
		     name_status(theirs));
	else if (mine->final != theirs->final && mine->final != ARI_DAY_MIN &&
		 theirs->final != ARI_DAY_MIN)
		FIND(pass, pass->fact->span, mine->ref, name_due(pass, mine),
		     link, name_due(pass, theirs));
}

static void check_see_disagrees(struct ari_rules__pass *pass)
{
	each_link(pass, 1u << ARI_RULES__SEE, compare_linked);
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
