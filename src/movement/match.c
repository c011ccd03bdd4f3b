/*
 * Which record of the later version is which of the earlier. A ref that
 * stands in both is the same record, whatever `formerly` says; a new ref
 * takes up the records that its `formerly` names; a ref that stayed takes
 * up one that left when `formerly` names it now and did not before.
 * A recommendation and an action are never the same record.
 */
#include "movement/internal.h"

#include <string.h>

static struct ari_str *list_refs(struct ari_movement__list *list,
				 const struct ari_plan *plan, size_t from,
				 size_t to)
{
	struct ari_str *refs;

	refs = ari_movement__scratch(list, to - from, sizeof(*refs));
	for (size_t i = from; refs && i < to; i++)
		refs[i - from] = plan->records[i].ref.text;
	return refs;
}

/* A range of one plan's records and what pairs it. */
struct range {
	size_t from;
	size_t to;
};

static struct range range_of(const struct ari_plan *plan,
			     enum ari_record_kind kind)
{
	if (!plan)
		return (struct range){0, 0};
	if (kind == ARI_RECOMMENDATION)
		return (struct range){0, plan->recommendation_count};
	return (struct range){plan->recommendation_count, plan->count};
}

/* Pair the records of one kind by ref. */
static void pair_kind(uint32_t *self, uint32_t *kept,
		      const struct ari_movement__links *links,
		      struct ari_movement__list *list,
		      enum ari_record_kind kind)
{
	struct range x = range_of(links->old, kind);
	struct range y = range_of(links->new, kind);
	struct ari_str *a = list_refs(list, links->old, x.from, x.to);
	struct ari_str *b = list_refs(list, links->new, y.from, y.to);

	if (list->failed)
		return;
	if (ari_movement__pair(list->scratch, self + y.from, kept + x.from, a,
			       x.to - x.from, b, y.to - y.from)) {
		list->failed = true;
		return;
	}
	for (size_t i = y.from; i < y.to; i++)
		if (self[i] != ARI_MOVEMENT__NONE)
			self[i] += (uint32_t)x.from;
	for (size_t i = x.from; i < x.to; i++)
		if (kept[i] != ARI_MOVEMENT__NONE)
			kept[i] += (uint32_t)y.from;
}

/*
 * A record without a ref is itself only when it says exactly the same, and
 * is looked for among the next few that have none.
 */
#define ANONYMOUS_WINDOW 64

static void pair_anonymous(uint32_t *self, uint32_t *kept,
			   const struct ari_movement__links *links)
{
	const struct ari_plan *old = links->old, *new = links->new;
	size_t next = 0;

	for (size_t i = 0; i < links->new_count; i++) {
		size_t window = ANONYMOUS_WINDOW;

		if (new->records[i].ref.text.len)
			continue;
		while (next < links->old_count &&
		       (old->records[next].ref.text.len ||
			kept[next] != ARI_MOVEMENT__NONE))
			next++;
		for (size_t j = next; j < links->old_count && window; j++) {
			if (old->records[j].ref.text.len ||
			    kept[j] != ARI_MOVEMENT__NONE ||
			    old->records[j].kind != new->records[i].kind)
				continue;
			window--;
			if (!ari_node_equal(old->records[j].node,
					    new->records[i].node))
				continue;
			self[i] = (uint32_t)j;
			kept[j] = (uint32_t)i;
			break;
		}
	}
}

/* -- formerly -- */

/* A ref in this plan, from `ref` or `plan#ref`; else the absent string. */
static struct ari_str local_ref(const struct ari_plan *plan,
				struct ari_str text)
{
	const char *hash = text.len ? memchr(text.ptr, '#', text.len) : NULL;
	struct ari_str id;

	if (!hash)
		return text;
	id = (struct ari_str){text.ptr, (size_t)(hash - text.ptr)};
	if (!ari_str_eq(id, plan->id.text))
		return (struct ari_str){NULL, 0};
	return (struct ari_str){hash + 1, text.len - id.len - 1};
}

void ari_movement__index_formerly(struct ari_index *out,
				  struct ari_movement__list *list,
				  const struct ari_record *record)
{
	size_t count = record ? record->formerly.count : 0;
	struct ari_index_entry *entries;

	*out = (struct ari_index){0};
	entries = ari_movement__scratch(list, count, sizeof(*entries));
	if (!entries)
		return;
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct ari_index_entry){
		    record->formerly.items[i].text, (uint32_t)i};
	ari_index_build(out, entries, count);
}

struct claims {
	uint32_t *olds;
	size_t count;
	uint32_t *last; /* by old position: 1 + the last record to claim it */
};

/* The records that `formerly` of the record at new position i takes up. */
static void claim_formerly(struct claims *claims,
			   struct ari_movement__list *list,
			   const struct ari_movement__links *links,
			   const uint32_t *kept, uint32_t i)
{
	const struct ari_record *record = &links->new->records[i];
	bool stayed = links->self[i] != ARI_MOVEMENT__NONE;
	struct ari_index before;

	if (!record->formerly.count)
		return;
	ari_movement__index_formerly(
	    &before, list,
	    stayed ? &links->old->records[links->self[i]] : NULL);
	for (size_t f = 0; f < record->formerly.count; f++) {
		struct ari_str text = record->formerly.items[f].text;
		struct ari_str ref = local_ref(links->new, text);
		const struct ari_record *old;
		uint32_t at;

		old = ref.len ? ari_plan_find(links->old, ref) : NULL;
		if (!old || old->kind != record->kind)
			continue;
		at = (uint32_t)(old - links->old->records);
		if (stayed && (kept[at] != ARI_MOVEMENT__NONE ||
			       ari_index_find(&before, text)))
			continue;
		if (claims->last[at] == i + 1)
			continue;
		claims->last[at] = i + 1;
		claims->olds[claims->count++] = at;
	}
}

static void link_news(struct ari_movement__links *links,
		      struct ari_movement__list *list, const uint32_t *kept)
{
	size_t most = links->new_count;
	struct claims claims = {.count = 0};

	for (size_t i = 0; i < links->new_count; i++)
		most += links->new->records[i].formerly.count;
	claims.olds = ari_movement__scratch(list, most, sizeof(uint32_t));
	claims.last =
	    ari_movement__scratch(list, links->old_count, sizeof(uint32_t));
	if (list->failed)
		return;
	for (size_t j = 0; j < links->old_count; j++)
		claims.last[j] = 0;
	for (uint32_t i = 0; i < links->new_count; i++) {
		links->new_start[i] = (uint32_t)claims.count;
		if (links->self[i] != ARI_MOVEMENT__NONE) {
			claims.last[links->self[i]] = i + 1;
			claims.olds[claims.count++] = links->self[i];
		}
		if (links->old)
			claim_formerly(&claims, list, links, kept, i);
	}
	links->new_start[links->new_count] = (uint32_t)claims.count;
	links->olds = claims.olds;
}

/* Turn the links round: count, sum up, fill. */
static void link_olds(struct ari_movement__links *links,
		      struct ari_movement__list *list)
{
	uint32_t *start = links->old_start, *fill;
	uint32_t count = links->new_start[links->new_count];

	fill = ari_movement__scratch(list, links->old_count, sizeof(*fill));
	links->news = ari_movement__scratch(list, count, sizeof(uint32_t));
	if (list->failed)
		return;
	for (size_t j = 0; j <= links->old_count; j++)
		start[j] = 0;
	for (uint32_t l = 0; l < count; l++)
		start[links->olds[l] + 1]++;
	for (size_t j = 0; j < links->old_count; j++) {
		start[j + 1] += start[j];
		fill[j] = start[j];
	}
	for (uint32_t i = 0; i < links->new_count; i++)
		for (uint32_t l = links->new_start[i];
		     l < links->new_start[i + 1]; l++)
			links->news[fill[links->olds[l]]++] = i;
}

void ari_movement__match(struct ari_movement__links *out,
			 struct ari_movement__list *list)
{
	const struct ari_plan *old = list->old_plan, *new = list->new_plan;
	uint32_t *kept;

	*out = (struct ari_movement__links){
	    .old = old,
	    .new = new,
	    .old_count = old ? old->count : 0,
	    .new_count = new ? new->count : 0,
	};
	out->self =
	    ari_movement__scratch(list, out->new_count, sizeof(uint32_t));
	out->new_start =
	    ari_movement__scratch(list, out->new_count + 1, sizeof(uint32_t));
	out->old_start =
	    ari_movement__scratch(list, out->old_count + 1, sizeof(uint32_t));
	out->parts =
	    ari_movement__scratch(list, out->old_count, sizeof(*out->parts));
	kept = ari_movement__scratch(list, out->old_count, sizeof(uint32_t));
	if (list->failed)
		return;
	for (size_t j = 0; j < out->old_count; j++)
		out->parts[j] = NULL;
	pair_kind(out->self, kept, out, list, ARI_RECOMMENDATION);
	pair_kind(out->self, kept, out, list, ARI_ACTION);
	if (list->failed)
		return;
	pair_anonymous(out->self, kept, out);
	link_news(out, list, kept);
	if (!list->failed)
		link_olds(out, list);
}

/* -- identity -- */

static const struct ari_str *copy_refs(struct ari_movement__list *list,
				       const struct ari_plan *plan,
				       const uint32_t *at, size_t count)
{
	struct ari_str *refs =
	    ari_arena_array(list->arena, count, sizeof(*refs));

	if (!refs)
		list->failed = true;
	for (size_t i = 0; refs && i < count; i++)
		refs[i] = plan->records[at[i]].ref.text;
	return refs;
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

void ari_movement__identity(struct ari_movement__list *list,
			    struct ari_movement__links *links, size_t new_at)
{
	uint32_t first = links->new_start[new_at];
	size_t origins = links->new_start[new_at + 1] - first;
	uint32_t old_at = links->olds[first];
	uint32_t start = links->old_start[old_at];
	size_t parts = links->old_start[old_at + 1] - start;

	if (origins > 1)
		add_identity(
		    list, ARI_MOVE_MERGED,
		    copy_refs(list, links->old, links->olds + first, origins),
		    origins);
	if (parts > 1 && !links->parts[old_at])
		links->parts[old_at] =
		    copy_refs(list, links->new, links->news + start, parts);
	if (parts > 1)
		add_identity(list, ARI_MOVE_SPLIT, links->parts[old_at], parts);
	if (origins == 1 && parts == 1 &&
	    links->self[new_at] == ARI_MOVEMENT__NONE)
		add_identity(list, ARI_MOVE_RENUMBERED,
			     copy_refs(list, links->old, &old_at, 1), 1);
}
