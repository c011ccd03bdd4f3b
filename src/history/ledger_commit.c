/*
 * A commit looked at as a whole, every version of it parsed: plans whose
 * file was renamed are found by their id, records that went from one plan to
 * another by `formerly`, a merge is held against each parent, and what could
 * not be read is said, and bridged when what stood before it is found.
 */
#include "history/ledger_side.h"

#include <stdlib.h>
#include <string.h>

/* -- which plan is which -- */

static struct ari_ledger__side *find_plan(struct ari_ledger__side *sides,
					  size_t count, struct ari_str id)
{
	for (size_t i = 0; i < count; i++)
		if (sides[i].readable && !sides[i].taken &&
		    ari_str_eq(sides[i].version->plan->id.text, id))
			return &sides[i];
	return NULL;
}

/* Two files that are one plan: which of them is meant is not certain. */
static int refuse_twins(struct ari_ledger__whole *whole,
			struct ari_ledger__side *sides, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i && sides[i].readable; k++) {
			struct ari_str id = sides[i].version->plan->id.text;
			const char *why;

			if (!sides[k].readable ||
			    !ari_str_eq(sides[k].version->plan->id.text, id))
				continue;
			why = ari_arena_printf(
			    &whole->arena, "%.*s is `plan: %.*s`, too",
			    (int)sides[k].change->path.len,
			    sides[k].change->path.ptr, (int)id.len, id.ptr);
			sides[i].readable = false;
			if (!why || ari_ledger__refuse(whole, &sides[i], why))
				return ari_error_memory(whole->err);
		}
	return 0;
}

static int compare(struct ari_ledger__whole *whole,
		   struct ari_plan_change **out, struct ari_ledger__side *old,
		   struct ari_ledger__side *new)
{
	return ari_movement_compare(out, old ? old->version->plan : NULL,
				    new ? new->version->plan : NULL, NULL,
				    &whole->arena, whole->err);
}

static int by_path(const void *a, const void *b)
{
	const struct ari_plan_change *x = *(struct ari_plan_change *const *)a;
	const struct ari_plan_change *y = *(struct ari_plan_change *const *)b;
	const struct ari_plan *p = x->new ? x->new : x->old;
	const struct ari_plan *q = y->new ? y->new : y->old;
	int order = ari_str_cmp(p->path, q->path);

	return order ? order : !x->new - !y->new;
}

/* The unreadable file may be any plan that left in the same commit. */
static bool may_be_hidden(const struct ari_ledger__parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++)
		if (parsed->after[i].there && !parsed->after[i].readable &&
		    !parsed->before[i].there)
			return true;
	return false;
}

/* What came is told when it is known what left. */
static int hold_back(struct ari_ledger__whole *whole,
		     const struct ari_ledger__change *change)
{
	struct ari_ledger__arrival *item =
	    &whole->came->items[whole->came->count++];

	item->path = ari_arena_dup(&whole->ledger->arena, change->path);
	item->file = change->after;
	return item->path.ptr ? 0 : ari_error_memory(whole->err);
}

static int compare_parent(struct ari_ledger__whole *whole,
			  struct ari_ledger__facts *out,
			  struct ari_ledger__parsed *parsed)
{
	size_t n = 0;

	out->changes = ari_arena_array(&whole->arena, 2 * parsed->count + 1,
				       sizeof(*out->changes));
	if (!out->changes)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < parsed->count; i++) {
		struct ari_ledger__side *new = &parsed->after[i], *old = NULL;

		/* What was there before is not known: see open_gap(). */
		if (parsed->before[i].there && !parsed->before[i].readable)
			new->taken = true;
		if (new->there && !new->readable)
			parsed->before[i].taken = true;
		if (!new->readable || new->taken)
			continue;
		old = find_plan(parsed->before, parsed->count,
				new->version->plan->id.text);
		if (old)
			old->taken = true;
		if (!old && whole->came) {
			if (hold_back(whole, new->change))
				return -1;
			continue;
		}
		if (compare(whole, &out->changes[n++], old, new))
			return -1;
	}
	for (size_t i = 0; i < parsed->count; i++)
		if (parsed->before[i].readable && !parsed->before[i].taken &&
		    compare(whole, &out->changes[n++], &parsed->before[i],
			    NULL))
			return -1;
	out->change_count = n;
	if (ari_movement_join(out->changes, n, &whole->arena, whole->err))
		return -1;
	if (n)
		qsort(out->changes, n, sizeof(*out->changes), by_path);
	return 0;
}

/* Whether a list, sorted by path, has it. */
static bool has_path(const struct ari_ledger__changes *list,
		     struct ari_str path)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = ari_str_cmp(list->items[middle].path, path);

		if (!order)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool is_in_all(const struct ari_ledger__item *item, struct ari_str path)
{
	for (size_t p = 0; p < item->parent_count; p++)
		if (!has_path(&item->parents[p], path))
			return false;
	return true;
}

/* -- gaps -- */

static uint32_t parent_node(const struct ari_ledger *ledger,
			    const struct ari_ledger__item *item, size_t at)
{
	const struct ari_ledger__graph *graph = &ledger->graph;
	uint32_t node = ledger->blocks[item->block].node;

	return graph->links[graph->nodes[node].parents + at];
}

void ari_ledger__follow_gaps(struct ari_ledger *ledger,
			     const struct ari_ledger__item *item)
{
	for (size_t i = 0; i < ledger->gap_count; i++) {
		struct ari_ledger__gap *gap = &ledger->gaps[i];
		size_t p = 0;

		if (gap->at != ledger->blocks[item->block].node)
			continue;
		while (p < item->parent_count &&
		       has_path(&item->parents[p], gap->path))
			p++;
		if (p < item->parent_count)
			gap->at = parent_node(ledger, item, p);
	}
}

static int open_gap(struct ari_ledger__whole *whole,
		    const struct ari_ledger__change *at)
{
	struct ari_ledger *ledger = whole->ledger;
	struct ari_ledger__gap *gap;

	gap = ari_heap_grow(ledger->gaps, ledger->gap_count, &ledger->gap_room,
			    sizeof(*gap));
	if (!gap)
		return ari_error_memory(whole->err);
	ledger->gaps = gap;
	gap = &ledger->gaps[ledger->gap_count];
	*gap = (struct ari_ledger__gap){
	    .path = ari_arena_dup(&ledger->arena, at->path),
	    .at = parent_node(ledger, whole->item, 0),
	    .after = at->after,
	    .block = whole->item->block,
	};
	if (!gap->path.ptr)
		return ari_error_memory(whole->err);
	if (at->after.kind == ARI_ENTRY_NONE && whole->came) {
		gap->came = whole->came;
		gap->came->gaps++;
	}
	ledger->gap_count++;
	ledger->blocks[whole->item->block].pending++;
	return 0;
}

static int append(struct ari_ledger__whole *whole,
		  struct ari_ledger__block *block, struct ari_buf *bytes,
		  uint32_t entries)
{
	char *body;

	if (bytes->failed)
		return ari_error_memory(whole->err);
	if (!bytes->len)
		return 0;
	body = realloc(block->body, block->body_len + bytes->len);
	if (!body)
		return ari_error_memory(whole->err);
	memcpy(body + block->body_len, bytes->ptr, bytes->len);
	block->body = body;
	block->body_len += bytes->len;
	block->entries += entries;
	whole->ledger->held += bytes->len;
	return 0;
}

/*
 * A plan that left when the unreadable file came may be that file's; of
 * two branches that mended the file it is on both.
 */
static struct ari_ledger__side *find_hidden(struct ari_ledger__parsed *parsed,
					    struct ari_str id)
{
	for (size_t i = 0; i < parsed->count; i++) {
		struct ari_ledger__side *side = &parsed->before[i];

		if (side->readable && !parsed->after[i].there &&
		    ari_str_eq(side->version->plan->id.text, id))
			return side;
	}
	return NULL;
}

/* The file that came where this one left, and is the same plan. */
static int find_arrival(struct ari_ledger__whole *whole,
			struct ari_ledger__side *after,
			struct ari_ledger__side **old,
			struct ari_ledger__came *came,
			struct ari_ledger__parsed *parsed)
{
	for (size_t i = 0; i < came->count; i++) {
		struct ari_ledger__arrival *item = &came->items[i];
		struct ari_ledger__side side = {0};
		struct ari_str id;

		if (item->found)
			continue;
		if (ari_ledger__read_side(whole, &side, item->path,
					  &item->file))
			return -1;
		id = side.version->plan->id.text;
		if (!*old)
			*old = find_hidden(parsed, id);
		if (!*old || !ari_str_eq((*old)->version->plan->id.text, id))
			continue;
		item->found = true;
		*after = side;
		return 0;
	}
	return 0;
}

/* Those that none of the files that left was before are new. */
static int tell_arrivals(struct ari_ledger__whole *whole,
			 const struct ari_ledger__came *came,
			 struct ari_buf *bytes, uint32_t *entries)
{
	for (size_t i = 0; i < came->count; i++) {
		const struct ari_ledger__arrival *item = &came->items[i];
		struct ari_ledger__side side = {0};
		struct ari_plan_change *change;

		if (item->found)
			continue;
		if (ari_ledger__read_side(whole, &side, item->path,
					  &item->file) ||
		    compare(whole, &change, NULL, &side))
			return -1;
		*entries += ari_ledger__put_change(bytes, change, true);
	}
	return 0;
}

/* What stood before the gap is known: say what moved across it. */
static int close_gap(struct ari_ledger__whole *whole,
		     const struct ari_ledger__gap *gap,
		     struct ari_ledger__side *before,
		     struct ari_ledger__parsed *parsed)
{
	struct ari_ledger__block *block = &whole->ledger->blocks[gap->block];
	struct ari_ledger__side *old = before->readable ? before : NULL;
	struct ari_ledger__side after = {0};
	struct ari_plan_change *change;
	struct ari_buf bytes;
	uint32_t entries = 0;
	int result = -1;

	ari_buf_init(&bytes, NULL);
	if (ari_ledger__read_side(whole, &after, gap->path, &gap->after))
		goto out;
	if (!old && after.readable)
		old = find_hidden(parsed, after.version->plan->id.text);
	if (gap->came && find_arrival(whole, &after, &old, gap->came, parsed))
		goto out;
	if (old)
		old->taken = true;
	if (old && after.readable &&
	    !ari_str_eq(old->version->plan->id.text,
			after.version->plan->id.text)) {
		if (compare(whole, &change, old, NULL))
			goto out;
		entries += ari_ledger__put_change(&bytes, change, true);
		old = NULL;
	}
	if (old || after.readable) {
		if (compare(whole, &change, old,
			    after.readable ? &after : NULL))
			goto out;
		entries += ari_ledger__put_change(&bytes, change, true);
	}
	if (gap->came && !--gap->came->gaps &&
	    tell_arrivals(whole, gap->came, &bytes, &entries))
		goto out;
	result = append(whole, block, &bytes, entries);
	block->pending--;
out:
	ari_buf_release(&bytes);
	return result;
}

/*
 * The gaps whose near side is this unreadable file; where the parent cannot
 * read it either, they go on in that.
 */
static int settle_gaps(struct ari_ledger__whole *whole,
		       struct ari_ledger__parsed *parsed, size_t at,
		       size_t parent)
{
	struct ari_ledger *ledger = whole->ledger;
	const struct ari_ledger__change *change = parsed->after[at].change;
	struct ari_ledger__side *before = &parsed->before[at];
	size_t kept = 0;

	for (size_t i = 0; i < ledger->gap_count; i++) {
		struct ari_ledger__gap *gap = &ledger->gaps[i];
		bool goes_on = before->there && !before->readable;
		bool ours =
		    gap->at == ledger->blocks[whole->item->block].node &&
		    ari_str_eq(gap->path, change->path);

		if (ours && !goes_on && close_gap(whole, gap, before, parsed))
			return -1;
		if (ours && goes_on)
			gap->at = parent_node(ledger, whole->item, parent);
		if (!ours || goes_on)
			ledger->gaps[kept++] = *gap;
	}
	ledger->gap_count = kept;
	return 0;
}

static int say_unreadable(struct ari_ledger__whole *whole,
			  struct ari_ledger__parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++) {
		struct ari_ledger__side *side = &parsed->after[i];
		struct ari_str calls = {NULL, 0};

		if (!side->there || side->readable ||
		    !is_in_all(whole->item, side->change->path))
			continue;
		if (side->change->after.kind == ARI_ENTRY_FILE &&
		    ari_ledger_calls(&calls, whole->ledger->repo,
				     &side->change->after.id, &whole->arena,
				     whole->err))
			return -1;
		ari_ledger__put_unreadable(&whole->out, side->change->path,
					   side->why, calls);
		whole->entries++;
	}
	return 0;
}

/* -- one parent, or none -- */

/* Where unreadable files leave, what comes may be one of them. */
static int expect_arrivals(struct ari_ledger__whole *whole,
			   const struct ari_ledger__parsed *parsed)
{
	struct ari_arena *arena = &whole->ledger->arena;
	bool left = false;

	for (size_t i = 0; i < parsed->count; i++)
		left |= parsed->before[i].there &&
			!parsed->before[i].readable && !parsed->after[i].there;
	if (!left)
		return 0;
	whole->came = ari_arena_zalloc(arena, sizeof(*whole->came));
	if (whole->came)
		whole->came->items = ari_arena_zalloc(
		    arena, parsed->count * sizeof(*whole->came->items));
	return whole->came && whole->came->items ? 0
						 : ari_error_memory(whole->err);
}

static int compare_linear(struct ari_ledger__whole *whole)
{
	struct ari_ledger__facts facts = {0};
	struct ari_ledger__parsed parsed;
	bool hidden;

	if (ari_ledger__read_sides(whole, &parsed, &whole->item->parents[0]) ||
	    refuse_twins(whole, parsed.before, parsed.count) ||
	    refuse_twins(whole, parsed.after, parsed.count) ||
	    say_unreadable(whole, &parsed) || expect_arrivals(whole, &parsed))
		return -1;
	hidden = may_be_hidden(&parsed);
	for (size_t i = 0; i < parsed.count; i++) {
		struct ari_ledger__side *before = &parsed.before[i];
		struct ari_ledger__side *after = &parsed.after[i];

		if (after->there && !after->readable &&
		    settle_gaps(whole, &parsed, i, 0))
			return -1;
		if (before->there && !before->readable &&
		    (after->readable || !after->there) &&
		    open_gap(whole, before->change))
			return -1;
	}
	if (compare_parent(whole, &facts, &parsed))
		return -1;
	for (size_t i = 0; i < facts.change_count; i++)
		whole->entries +=
		    ari_ledger__put_change(&whole->out, facts.changes[i],
					   hidden && !facts.changes[i]->new);
	return 0;
}

/* -- merges -- */

/*
 * Of a parent's changes those that may matter: files that differ from every
 * parent, and those that left. A plan that left may have stood in another
 * file on the other side, or stand in a file that came.
 */
static int narrow(struct ari_ledger__whole *whole,
		  struct ari_ledger__changes *out,
		  const struct ari_ledger__changes *from)
{
	out->items = ari_arena_array(&whole->arena, from->count + 1,
				     sizeof(*out->items));
	out->count = 0;
	if (!out->items)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < from->count; i++)
		if (from->items[i].after.kind == ARI_ENTRY_NONE ||
		    is_in_all(whole->item, from->items[i].path))
			out->items[out->count++] = from->items[i];
	return 0;
}

/*
 * Whether a record came, by its own word, from another plan: that plan's
 * file may differ from this parent only.
 */
static bool names_elsewhere(const struct ari_ledger__parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++) {
		const struct ari_ledger__side *side = &parsed->after[i];

		if (side->readable &&
		    ari_ledger__has_formerly(side->version->plan, true))
			return true;
	}
	return false;
}

static int note_unknown(struct ari_ledger__whole *whole,
			struct ari_ledger__facts *facts,
			const struct ari_ledger__parsed *parsed)
{
	struct ari_str *unknown =
	    ari_arena_array(&whole->arena, parsed->count + 1, sizeof(*unknown));

	if (!unknown)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < parsed->count; i++)
		if (parsed->before[i].there && !parsed->before[i].readable &&
		    is_in_all(whole->item, parsed->before[i].change->path))
			unknown[facts->unknown_count++] =
			    parsed->before[i].change->path;
	facts->unknown = unknown;
	return 0;
}

static int read_merge_parent(struct ari_ledger__whole *whole,
			     struct ari_ledger__parsed *parsed, size_t at)
{
	struct ari_ledger__changes changes;

	return narrow(whole, &changes, &whole->item->parents[at]) ||
		       ari_ledger__read_sides(whole, parsed, &changes) ||
		       (names_elsewhere(parsed) &&
			ari_ledger__read_sides(whole, parsed,
					       &whole->item->parents[at])) ||
		       refuse_twins(whole, parsed->before, parsed->count) ||
		       refuse_twins(whole, parsed->after, parsed->count)
		   ? -1
		   : 0;
}

static size_t find_change(const struct ari_ledger__parsed *parsed,
			  struct ari_str path)
{
	size_t at = 0;

	while (!ari_str_eq(parsed->after[at].change->path, path))
		at++;
	return at;
}

/*
 * A file that differs from every parent: an unreadable one goes on where it
 * could be read, else where it was; one that no parent could read is bridged.
 */
static int bridge_merge(struct ari_ledger__whole *whole,
			struct ari_ledger__parsed *parents, size_t at)
{
	size_t count = whole->item->parent_count;
	const struct ari_ledger__side *after = &parents[0].after[at];
	struct ari_ledger__parsed none = {&parents[0].before[at],
					  &parents[0].after[at], 0};
	size_t from = 0;
	bool all = true;

	for (size_t p = 0; p < count; p++) {
		size_t k = find_change(&parents[p], after->change->path);
		const struct ari_ledger__side *before = &parents[p].before[k];

		all &= before->there && !before->readable;
		if (before->there &&
		    (!none.before->there ||
		     (before->readable && !none.before->readable))) {
			none.before = &parents[p].before[k];
			none.after = &parents[p].after[k];
			from = p;
		}
	}
	if (after->there && !after->readable)
		return settle_gaps(whole, &none, 0, from);
	return all ? open_gap(whole, after->change) : 0;
}

static int compare_merge(struct ari_ledger__whole *whole)
{
	size_t count = whole->item->parent_count;
	struct ari_ledger__facts *parents =
	    ari_arena_zalloc(&whole->arena, count * sizeof(*parents));
	struct ari_ledger__parsed *parsed =
	    ari_arena_zalloc(&whole->arena, count * sizeof(*parsed));
	struct ari_ledger__facts facts;

	if (!parents || !parsed)
		return ari_error_memory(whole->err);
	for (size_t p = 0; p < count; p++)
		if (read_merge_parent(whole, &parsed[p], p))
			return -1;
	if (say_unreadable(whole, &parsed[0]))
		return -1;
	for (size_t i = 0; i < parsed[0].count; i++)
		if (is_in_all(whole->item, parsed[0].after[i].change->path) &&
		    bridge_merge(whole, parsed, i))
			return -1;
	for (size_t p = 0; p < count; p++)
		if (note_unknown(whole, &parents[p], &parsed[p]) ||
		    compare_parent(whole, &parents[p], &parsed[p]) ||
		    ari_ledger__facts_fill(&parents[p], &whole->arena,
					   whole->err))
			return -1;
	if (ari_ledger__merge(&facts, parents, count, &whole->arena,
			      whole->err))
		return -1;
	for (size_t i = 0; i < facts.count; i++)
		ari_ledger__put_fact(&whole->out, &facts.items[i]);
	whole->entries += (uint32_t)facts.count;
	return 0;
}

static void release(struct ari_ledger__whole *whole)
{
	for (size_t i = 0; i < whole->version_count; i++)
		ari_version_free(whole->versions[i]);
	free(whole->versions);
	ari_buf_release(&whole->out);
	ari_arena_release(&whole->arena);
}

int ari_ledger__compare_commit(struct ari_ledger *ledger,
			       const struct ari_ledger__item *item,
			       struct ari_error *err)
{
	struct ari_ledger__whole whole = {
	    .ledger = ledger, .item = item, .err = err};
	int result;

	ari_arena_init(&whole.arena, NULL, 0);
	ari_buf_init(&whole.out, NULL);
	if (item->parent_count > 1)
		result = compare_merge(&whole);
	else
		result = compare_linear(&whole);
	if (!result)
		result = append(&whole, &ledger->blocks[item->block],
				&whole.out, whole.entries);
	release(&whole);
	return result;
}

int ari_ledger__finish_gaps(struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_ledger__whole whole = {.ledger = ledger, .err = err};
	struct ari_ledger__parsed none = {0};
	int result = 0;

	ari_arena_init(&whole.arena, NULL, 0);
	ari_buf_init(&whole.out, NULL);
	for (size_t i = 0; i < ledger->gap_count && !result; i++) {
		struct ari_ledger__side before = {0};

		result = close_gap(&whole, &ledger->gaps[i], &before, &none);
	}
	ledger->gap_count = 0;
	release(&whole);
	return result;
}
