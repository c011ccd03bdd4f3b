/*
 * What a merge moved itself: only what differs from every parent. The facts
 * against each parent are gathered apart; one counts when the others have
 * the same field of the same record too, or lack the record as a whole.
 */
#include "history/ledger_internal.h"

#include <string.h>

static int add_fact(struct ari_ledger__facts *facts,
		    const struct ari_ledger__fact *fact,
		    struct ari_arena *arena)
{
	if (facts->count == facts->room) {
		size_t room = facts->room ? facts->room * 2 : 64;
		struct ari_ledger__fact *items =
		    ari_arena_array(arena, room, sizeof(*items));

		if (!items)
			return -1;
		if (facts->count)
			memcpy(items, facts->items,
			       facts->count * sizeof(*items));
		facts->items = items;
		facts->room = room;
	}
	facts->items[facts->count++] = *fact;
	return 0;
}

static int fill_change(struct ari_ledger__facts *facts,
		       const struct ari_plan_change *change,
		       struct ari_arena *arena)
{
	struct ari_ledger__fact fact = {.change = change};

	for (size_t i = 0; i < change->movement_count; i++) {
		fact.movement = &change->movements[i];
		if (add_fact(facts, &fact, arena))
			return -1;
	}
	for (size_t r = 0; r < change->record_count; r++) {
		fact.record = &change->records[r];
		fact.fields =
		    fact.record->movement_count
			? ari_ledger__fields(fact.record->old, fact.record->new)
			: 0;
		for (size_t i = 0; i < fact.record->movement_count; i++) {
			fact.movement = &fact.record->movements[i];
			if (add_fact(facts, &fact, arena))
				return -1;
		}
	}
	return 0;
}

int ari_ledger__facts_fill(struct ari_ledger__facts *facts,
			   struct ari_arena *arena, struct ari_error *err)
{
	for (size_t i = 0; i < facts->change_count; i++)
		if (fill_change(facts, facts->changes[i], arena))
			return ari_error_memory(err);
	return 0;
}

static struct ari_str plan_of(const struct ari_ledger__fact *fact)
{
	const struct ari_plan *plan =
	    fact->change->new ? fact->change->new : fact->change->old;

	return plan->id.text;
}

static bool same_str(struct ari_str a, struct ari_str b)
{
	return !a.ptr == !b.ptr && ari_str_eq(a, b);
}

/* The record came or went as a whole, so each of its fields differs. */
static bool is_whole(const struct ari_ledger__fact *fact)
{
	return fact->record && (!fact->record->old || !fact->record->new);
}

static bool is_same_place(const struct ari_ledger__fact *a,
			  const struct ari_ledger__fact *b)
{
	const struct ari_movement *x = a->movement, *y = b->movement;

	return !strcmp(x->field, y->field) &&
	       same_str(x->milestone, y->milestone) && same_str(x->key, y->key);
}

/* Whether the same differs from another parent too. */
static bool covers(const struct ari_ledger__facts *parent,
		   const struct ari_ledger__fact *fact, uint64_t *fields)
{
	for (size_t i = 0; i < parent->unknown_count; i++) {
		const struct ari_plan *new = fact->change->new;

		if (new &&ari_str_eq(parent->unknown[i], new->path))
			return true;
	}
	for (size_t i = 0; i < parent->count; i++) {
		const struct ari_ledger__fact *other = &parent->items[i];

		if (!same_str(fact->movement->ref, other->movement->ref) ||
		    !ari_str_eq(plan_of(fact), plan_of(other)))
			continue;
		if (!is_whole(other) && !is_same_place(fact, other))
			continue;
		*fields &= other->fields;
		return true;
	}
	return false;
}

/* A fact of one parent that is told already, as against an earlier one. */
static bool is_told(const struct ari_ledger__facts *out,
		    const struct ari_ledger__fact *fact)
{
	for (size_t i = 0; i < out->count; i++)
		if (same_str(out->items[i].movement->ref,
			     fact->movement->ref) &&
		    ari_str_eq(plan_of(&out->items[i]), plan_of(fact)) &&
		    is_same_place(&out->items[i], fact))
			return true;
	return false;
}

static bool differs_from_all(struct ari_ledger__fact *fact,
			     const struct ari_ledger__facts *parents,
			     size_t count, size_t own)
{
	for (size_t k = 0; k < count; k++)
		if (k != own && !covers(&parents[k], fact, &fact->fields))
			return false;
	return true;
}

int ari_ledger__merge(struct ari_ledger__facts *out,
		      struct ari_ledger__facts *parents, size_t count,
		      struct ari_arena *arena, struct ari_error *err)
{
	*out = (struct ari_ledger__facts){0};
	for (size_t p = 0; p < count; p++) {
		struct ari_ledger__facts earlier = *out;

		for (size_t i = 0; i < parents[p].count; i++) {
			struct ari_ledger__fact fact = parents[p].items[i];

			fact.across = parents[p].unknown_count > 0;
			for (size_t k = 0; k < count; k++)
				fact.across |= parents[k].unknown_count > 0;
			if (is_told(&earlier, &fact) ||
			    !differs_from_all(&fact, parents, count, p))
				continue;
			if (add_fact(out, &fact, arena))
				return ari_error_memory(err);
		}
	}
	return 0;
}
