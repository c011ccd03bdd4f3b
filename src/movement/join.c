/*
 * Records that went from one plan to another: `formerly: plan#ref` in the
 * plan where they are now. Called when all plans of two snapshots have been
 * compared each for itself.
 */
#include "movement/internal.h"

#include <string.h>

/* A record of the earlier version that left its plan. */
struct gone {
	uint32_t record; /* position in its change; NONE: it did not leave */
	uint32_t last;	 /* number of the record that claimed it last */
	struct ari_str *parts; /* refs of those that took it up */
	size_t part_count;
	const struct ari_record *heir; /* the first of them */
};

/* A record of one plan takes up one that left another. */
struct claim {
	size_t to;   /* position of the change it is in now */
	size_t at;   /* its position among that change's records */
	size_t from; /* position of the change that the other left */
	struct gone *gone;
};

struct join {
	struct ari_plan_change **changes;
	size_t count;
	struct ari_movement__list *list;
	struct ari_index plans; /* id in the earlier version -> change */
	struct gone **gone;	/* by change, by old position */
	struct claim *claims;	/* by to, at, order of `formerly` */
	size_t claim_count;
	struct ari_record_change **records; /* by change: the edited copy */
};

/* -- what left -- */

static void index_plans(struct join *join)
{
	struct ari_index_entry *entries;
	size_t used = 0;

	entries =
	    ari_movement__scratch(join->list, join->count, sizeof(*entries));
	if (!entries)
		return;
	for (size_t i = 0; i < join->count; i++)
		if (join->changes[i]->old)
			entries[used++] = (struct ari_index_entry){
			    join->changes[i]->old->id.text, (uint32_t)i};
	ari_index_build(&join->plans, entries, used);
}

static bool is_removed(const struct ari_record_change *record)
{
	return record->movement_count == 1 &&
	       record->movements->kind == ARI_MOVE_REMOVED;
}

static void index_gone(struct join *join, size_t at)
{
	const struct ari_plan_change *change = join->changes[at];
	size_t count = change->old ? change->old->count : 0;
	struct gone *gone;

	gone = ari_movement__scratch(join->list, count, sizeof(*gone));
	if (!gone)
		return;
	for (size_t i = 0; i < count; i++)
		gone[i] = (struct gone){.record = ARI_MOVEMENT__NONE};
	for (size_t i = 0; i < change->record_count; i++) {
		const struct ari_record_change *record = &change->records[i];

		if (is_removed(record))
			gone[record->old - change->old->records].record =
			    (uint32_t)i;
	}
	join->gone[at] = gone;
}

/* Find the record that left under the name plan#ref. */
static struct gone *find_gone(size_t *from, const struct join *join,
			      struct ari_str name, enum ari_record_kind kind)
{
	const char *hash = name.len ? memchr(name.ptr, '#', name.len) : NULL;
	const struct ari_index_entry *plan;
	const struct ari_record *record;
	const struct ari_plan *old;
	struct ari_str id, ref;
	struct gone *gone;

	if (!hash)
		return NULL;
	id = (struct ari_str){name.ptr, (size_t)(hash - name.ptr)};
	ref = (struct ari_str){hash + 1, name.len - id.len - 1};
	plan = ari_index_find(&join->plans, id);
	if (!plan)
		return NULL;
	old = join->changes[plan->value]->old;
	record = ari_plan_find(old, ref);
	if (!record || record->kind != kind)
		return NULL;
	*from = plan->value;
	gone = &join->gone[plan->value][record - old->records];
	return gone->record == ARI_MOVEMENT__NONE ? NULL : gone;
}

/* -- who takes it up -- */

static size_t most_claims(const struct join *join)
{
	size_t count = 0;

	for (size_t i = 0; i < join->count; i++) {
		const struct ari_plan *plan = join->changes[i]->new;

		for (size_t k = 0; plan && k < plan->count; k++)
			count += plan->records[k].formerly.count;
	}
	return count;
}

static void claim_record(struct join *join, size_t to, size_t at,
			 uint32_t number)
{
	const struct ari_record_change *change =
	    &join->changes[to]->records[at];
	const struct ari_record *new = change->new;
	struct ari_index before;

	if (!new || !new->formerly.count)
		return;
	ari_movement__index_formerly(&before, join->list, change->old);
	for (size_t i = 0; i < new->formerly.count; i++) {
		struct ari_str name = new->formerly.items[i].text;
		struct gone *gone;
		size_t from;

		gone = find_gone(&from, join, name, new->kind);
		if (!gone || gone->last == number ||
		    ari_index_find(&before, name))
			continue;
		gone->last = number;
		if (!gone->part_count++)
			gone->heir = new;
		join->claims[join->claim_count++] =
		    (struct claim){to, at, from, gone};
	}
}

static void gather_claims(struct join *join)
{
	size_t most = most_claims(join);
	uint32_t number = 0;

	if (!most)
		return;
	index_plans(join);
	join->gone =
	    ari_movement__scratch(join->list, join->count, sizeof(*join->gone));
	join->claims =
	    ari_movement__scratch(join->list, most, sizeof(*join->claims));
	for (size_t i = 0; i < join->count && !join->list->failed; i++)
		index_gone(join, i);
	if (join->list->failed)
		return;
	for (size_t i = 0; i < join->count; i++)
		for (size_t k = 0; k < join->changes[i]->record_count; k++)
			claim_record(join, i, k, ++number);
}

/* -- what is said instead -- */

static struct ari_str *new_refs(struct ari_movement__list *list, size_t count)
{
	struct ari_str *refs =
	    ari_arena_array(list->arena, count, sizeof(*refs));

	if (!refs)
		list->failed = true;
	return refs;
}

static const struct ari_record *record_of(const struct join *join,
					  const struct claim *claim)
{
	return join->changes[claim->from]->records[claim->gone->record].old;
}

/* Collect the refs that took up each record, in order. */
static void fill_parts(struct join *join)
{
	for (size_t i = 0; i < join->claim_count; i++) {
		struct claim *claim = &join->claims[i];
		struct gone *gone = claim->gone;

		if (!gone->parts) {
			gone->parts = new_refs(join->list, gone->part_count);
			gone->part_count = 0;
		}
		if (join->list->failed)
			return;
		gone->parts[gone->part_count++] =
		    join->changes[claim->to]->records[claim->at].ref;
	}
}

static void add_identity(struct ari_movement__list *list,
			 enum ari_movement_kind kind,
			 const struct ari_str *refs, size_t count)
{
	struct ari_movement *movement;

	movement = ari_movement__add(list, kind, "ref", list->old->ref.node,
				     list->new->ref.node);
	movement->refs = refs;
	movement->ref_count = count;
}

/* It came from another plan: compare it with the first that it names. */
static void join_added(struct join *join, const struct claim *claims,
		       const struct ari_str *refs, size_t count)
{
	struct ari_movement__list *list = join->list;
	const struct ari_record *old = record_of(join, claims);
	const struct gone *gone = claims->gone;
	struct ari_movement *moved;

	ari_movement__begin(list, old, list->new);
	moved = ari_movement__add(list, ARI_MOVE_MOVED, "plan",
				  old->plan->id.node, list->new->plan->id.node);
	moved->refs = refs;
	moved->ref_count = count;
	if (count > 1)
		add_identity(list, ARI_MOVE_MERGED, refs, count);
	if (gone->part_count > 1)
		add_identity(list, ARI_MOVE_SPLIT, gone->parts,
			     gone->part_count);
	if (count == 1 && gone->part_count == 1 &&
	    !ari_str_eq(old->ref.text, list->new->ref.text))
		add_identity(list, ARI_MOVE_RENUMBERED, refs, count);
	ari_movement__record(list);
}

/* It was here and took up one from elsewhere: say so beside the rest. */
static void join_present(struct join *join,
			 const struct ari_record_change *change,
			 const struct ari_str *refs, size_t count)
{
	struct ari_movement__list *list = join->list;

	ari_movement__begin(list, change->old, change->new);
	add_identity(list, ARI_MOVE_MERGED, refs, count);
	for (size_t i = 0; i < change->movement_count; i++)
		if (strcmp(change->movements[i].field, "formerly") != 0)
			*ari_movement__add(list, ARI_MOVE_KINDS, "", NULL,
					   NULL) = change->movements[i];
}

/* All the claims of one record. */
static void join_record(struct join *join, const struct claim *claims,
			size_t count)
{
	const struct ari_plan_change *to = join->changes[claims->to];
	struct ari_record_change *change =
	    &join->records[claims->to][claims->at];
	bool present = change->old != NULL;
	struct ari_str *refs = new_refs(join->list, count + present);

	if (!refs)
		return;
	if (present)
		refs[0] = change->old->ref.text;
	for (size_t i = 0; i < count; i++)
		refs[i + present] = record_of(join, &claims[i])->ref.text;
	join->list->new = change->new;
	if (present)
		join_present(join, change, refs, count + 1);
	else
		join_added(join, claims, refs, count);
	ari_movement__close(change, join->list, to->dates);
}

/* Where it left: moved, not removed. */
static void join_gone(struct join *join, const struct claim *claim)
{
	struct ari_record_change *change =
	    &join->records[claim->from][claim->gone->record];
	const struct ari_record *heir = claim->gone->heir;
	struct ari_movement *moved;

	ari_movement__begin(join->list, change->old, NULL);
	moved =
	    ari_movement__add(join->list, ARI_MOVE_MOVED, "plan",
			      change->old->plan->id.node, heir->plan->id.node);
	moved->new = heir;
	moved->refs = claim->gone->parts;
	moved->ref_count = claim->gone->part_count;
	ari_movement__close(change, join->list, NULL);
}

/* -- the edit -- */

static void copy_records(struct join *join, size_t at)
{
	const struct ari_plan_change *change = join->changes[at];
	size_t size = change->record_count * sizeof(*change->records);
	struct ari_record_change *copy;

	if (join->records[at] || !change->record_count)
		return;
	copy = ari_arena_alloc(join->list->arena, size);
	if (copy)
		memcpy(copy, change->records, size);
	else
		join->list->failed = true;
	join->records[at] = copy;
}

static void copy_touched(struct join *join)
{
	join->records = ari_movement__scratch(join->list, join->count,
					      sizeof(*join->records));
	if (!join->records)
		return;
	for (size_t i = 0; i < join->count; i++)
		join->records[i] = NULL;
	for (size_t i = 0; i < join->claim_count; i++) {
		copy_records(join, join->claims[i].to);
		copy_records(join, join->claims[i].from);
	}
}

static void join_all(struct join *join)
{
	struct claim *claims = join->claims;

	for (size_t i = 0, n; i < join->claim_count; i += n) {
		for (n = 1; i + n < join->claim_count; n++)
			if (claims[i + n].to != claims[i].to ||
			    claims[i + n].at != claims[i].at)
				break;
		join_record(join, &claims[i], n);
	}
	for (size_t i = 0; i < join->claim_count; i++)
		join_gone(join, &claims[i]);
}

int ari_movement_join(struct ari_plan_change **changes, size_t count,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct ari_arena scratch;
	struct ari_movement__list list = {
	    .arena = arena,
	    .scratch = &scratch,
	    .steps = ARI_MOVEMENT__STEPS,
	};
	struct join join = {.changes = changes, .count = count, .list = &list};

	ari_arena_init(&scratch, arena->alloc, 0);
	gather_claims(&join);
	if (!list.failed)
		fill_parts(&join);
	if (!list.failed && join.claim_count)
		copy_touched(&join);
	if (!list.failed)
		join_all(&join);
	for (size_t i = 0; i < count && !list.failed; i++) {
		if (!join.records || !join.records[i])
			continue;
		ari_movement__sort(join.records[i], changes[i]->record_count);
		changes[i]->records = join.records[i];
	}
	ari_arena_release(&scratch);
	return list.failed ? ari_error_memory(err) : 0;
}
