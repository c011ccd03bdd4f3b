/*
 * A commit looked at as a whole, every version of it parsed: plans whose
 * file was renamed are found by their id, records that went from one plan to
 * another by `formerly`, a merge is held against each parent, and what could
 * not be read is said, and bridged when what stood before it is found.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>
#include <string.h>

/* One side of a change, parsed. */
struct side {
	const struct ari_ledger__change *change;
	struct ari_version *version; /* NULL: not there, or not readable */
	bool there;
	bool readable;
	struct ari_str why; /* not readable */
	bool taken;	    /* paired, or not to be spoken of */
};

struct whole {
	struct ari_ledger *ledger;
	const struct ari_ledger__item *item;
	struct ari_arena arena;
	struct ari_version **versions; /* all that were parsed */
	size_t version_count;
	size_t version_room;
	struct ari_buf out;
	uint32_t entries;
	struct ari_error *err;
};

/* One parent's changes, parsed. */
struct parsed {
	struct side *before;
	struct side *after;
	size_t count;
};

static int keep_version(struct whole *whole, struct ari_version *version)
{
	void *versions =
	    ari_heap_grow(whole->versions, whole->version_count,
			  &whole->version_room, sizeof(*whole->versions));

	if (!versions) {
		ari_version_free(version);
		return ari_error_memory(whole->err);
	}
	whole->versions = versions;
	whole->versions[whole->version_count++] = version;
	return 0;
}

/* -- reading a side -- */

static const char *kind_text(enum ari_entry_kind kind)
{
	switch (kind) {
	case ARI_ENTRY_SYMLINK:
		return "it is a symbolic link";
	case ARI_ENTRY_SUBMODULE:
		return "it is a submodule";
	case ARI_ENTRY_FOLDER:
		return "it is a folder";
	default:
		return "it is not an ordinary file";
	}
}

static int refuse(struct whole *whole, struct side *side, const char *why)
{
	side->why = ari_arena_dup(&whole->arena, ari_str_from(why));
	return side->why.ptr ? 0 : ari_error_memory(whole->err);
}

/* Whether a failure is about the file itself, and so a fact of history. */
static bool is_about_file(const struct ari_error *err)
{
	return err->code == ARI_ERR_LIMIT || err->code == ARI_ERR_INVALID;
}

static const struct ari_diag *first_error(struct ari_version *version)
{
	ari_diags_sort(&version->diags);
	for (size_t i = 0; i < version->diags.count; i++)
		if (version->diags.items[i].level == ARI_LEVEL_ERROR)
			return &version->diags.items[i];
	return NULL;
}

/* Why a version cannot be relied on, with its place. */
static int explain(struct whole *whole, struct side *side,
		   struct ari_version *version)
{
	const struct ari_snapshot nowhere = {.name = ARI_STR("this commit")};
	const struct ari_diag *diag = first_error(version);
	struct ari_error why = {0};
	struct ari_place place = {1, 1};
	const char *text;

	if (!ari_version_sound(version, &nowhere, &why)) {
		side->readable = true;
		return 0;
	}
	if (why.code == ARI_ERR_MEMORY)
		return ari_error_memory(whole->err);
	if (!diag) {
		text = strstr(why.message, "relied on: ");
		text = text ? text + strlen("relied on: ") : why.message;
		return refuse(whole, side,
			      ari_arena_printf(&whole->arena, "%.*s",
					       (int)strcspn(text, ";"), text));
	}
	if (ari_doc_locate(&place, &version->doc, &version->arena,
			   diag->span.start, whole->err))
		return -1;
	text = ari_arena_printf(&whole->arena, "line %u, column %u: %.*s",
				place.line, place.column,
				(int)diag->message.len, diag->message.ptr);
	return text ? refuse(whole, side, text) : ari_error_memory(whole->err);
}

static int read_side(struct whole *whole, struct side *side,
		     struct ari_str path, const struct ari_ledger__file *file)
{
	struct ari_version *version;
	struct ari_str bytes;
	struct ari_error err = {0};

	side->there = file->kind != ARI_ENTRY_NONE;
	if (!side->there)
		return 0;
	if (file->kind != ARI_ENTRY_FILE)
		return refuse(whole, side, kind_text(file->kind));
	if (ari_source_read_blob(&bytes, whole->ledger->repo, &file->id,
				 &whole->arena, &err) ||
	    ari_version_read(&version, &whole->ledger->loader, path, bytes,
			     false, &err)) {
		if (is_about_file(&err))
			return refuse(whole, side, err.message);
		*whole->err = err;
		return -1;
	}
	if (keep_version(whole, version))
		return -1;
	side->version = version;
	return explain(whole, side, version);
}

static int read_sides(struct whole *whole, struct parsed *parsed,
		      const struct ari_ledger__changes *changes)
{
	size_t count = changes->count;

	parsed->count = count;
	parsed->before =
	    ari_arena_zalloc(&whole->arena, (count + 1) * sizeof(struct side));
	parsed->after =
	    ari_arena_zalloc(&whole->arena, (count + 1) * sizeof(struct side));
	if (!parsed->before || !parsed->after)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < count; i++) {
		const struct ari_ledger__change *change = &changes->items[i];

		parsed->before[i].change = parsed->after[i].change = change;
		if (read_side(whole, &parsed->before[i], change->path,
			      &change->before) ||
		    read_side(whole, &parsed->after[i], change->path,
			      &change->after))
			return -1;
	}
	return 0;
}

/* -- which plan is which -- */

static struct side *find_plan(struct side *sides, size_t count,
			      struct ari_str id)
{
	for (size_t i = 0; i < count; i++)
		if (sides[i].readable && !sides[i].taken &&
		    ari_str_eq(sides[i].version->plan->id.text, id))
			return &sides[i];
	return NULL;
}

/* Two files that are one plan: which of them is meant is not certain. */
static int refuse_twins(struct whole *whole, struct side *sides, size_t count)
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
			if (!why || refuse(whole, &sides[i], why))
				return ari_error_memory(whole->err);
		}
	return 0;
}

static int compare(struct whole *whole, struct ari_plan_change **out,
		   struct side *old, struct side *new)
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
static bool may_be_hidden(const struct parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++)
		if (parsed->after[i].there && !parsed->after[i].readable &&
		    !parsed->before[i].there)
			return true;
	return false;
}

static int compare_parent(struct whole *whole, struct ari_ledger__facts *out,
			  struct parsed *parsed)
{
	size_t n = 0;

	out->changes = ari_arena_array(&whole->arena, 2 * parsed->count + 1,
				       sizeof(*out->changes));
	if (!out->changes)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < parsed->count; i++) {
		struct side *new = &parsed->after[i], *old = NULL;

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

/* -- gaps -- */

static int open_gap(struct whole *whole, const struct ari_ledger__change *at)
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
	    .blob = at->before.id,
	    .after = at->after,
	    .block = whole->item->block,
	};
	if (!gap->path.ptr)
		return ari_error_memory(whole->err);
	ledger->gap_count++;
	ledger->blocks[whole->item->block].pending++;
	return 0;
}

static int append(struct whole *whole, struct ari_ledger__block *block,
		  struct ari_buf *bytes, uint32_t entries)
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

/* A plan that left when the unreadable file came may be that file's. */
static struct side *find_hidden(struct parsed *parsed, struct ari_str id)
{
	for (size_t i = 0; i < parsed->count; i++) {
		struct side *side = &parsed->before[i];

		if (side->readable && !side->taken && !parsed->after[i].there &&
		    ari_str_eq(side->version->plan->id.text, id))
			return side;
	}
	return NULL;
}

/* What stood before the gap is known: say what moved across it. */
static int close_gap(struct whole *whole, const struct ari_ledger__gap *gap,
		     struct side *before, struct parsed *parsed)
{
	struct ari_ledger__block *block = &whole->ledger->blocks[gap->block];
	struct side *old = before->readable ? before : NULL;
	struct side after = {0};
	struct ari_plan_change *change;
	struct ari_buf bytes;
	uint32_t entries = 0;
	int result = -1;

	ari_buf_init(&bytes, NULL);
	if (read_side(whole, &after, gap->path, &gap->after))
		goto out;
	if (!old && after.readable)
		old = find_hidden(parsed, after.version->plan->id.text);
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
	result = append(whole, block, &bytes, entries);
	block->pending--;
out:
	ari_buf_release(&bytes);
	return result;
}

/* The gaps whose near side is this unreadable file. */
static int settle_gaps(struct whole *whole, struct parsed *parsed, size_t at)
{
	struct ari_ledger *ledger = whole->ledger;
	const struct ari_ledger__change *change = parsed->after[at].change;
	struct side *before = &parsed->before[at];
	size_t kept = 0;

	for (size_t i = 0; i < ledger->gap_count; i++) {
		struct ari_ledger__gap *gap = &ledger->gaps[i];
		bool ours = ari_str_eq(gap->path, change->path) &&
			    ari_oid_eq(&gap->blob, &change->after.id);

		if (ours && before->there && !before->readable)
			gap->blob = change->before.id;
		else if (ours && close_gap(whole, gap, before, parsed))
			return -1;
		if (!ours || (before->there && !before->readable))
			ledger->gaps[kept++] = *gap;
	}
	ledger->gap_count = kept;
	return 0;
}

static int say_unreadable(struct whole *whole, struct parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++) {
		struct side *side = &parsed->after[i];
		struct ari_str calls = {NULL, 0};

		if (!side->there || side->readable)
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

static int compare_linear(struct whole *whole)
{
	struct ari_ledger__facts facts = {0};
	struct parsed parsed;
	bool hidden;

	if (read_sides(whole, &parsed, &whole->item->parents[0]) ||
	    refuse_twins(whole, parsed.before, parsed.count) ||
	    refuse_twins(whole, parsed.after, parsed.count) ||
	    say_unreadable(whole, &parsed))
		return -1;
	hidden = may_be_hidden(&parsed);
	for (size_t i = 0; i < parsed.count; i++) {
		struct side *before = &parsed.before[i];
		struct side *after = &parsed.after[i];

		if (after->there && !after->readable &&
		    settle_gaps(whole, &parsed, i))
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

/*
 * Of a parent's changes those that may matter: files that differ from every
 * parent, and those that left. A plan that left may have stood in another
 * file on the other side, or stand in a file that came.
 */
static int narrow(struct whole *whole, struct ari_ledger__changes *out,
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
static bool names_elsewhere(const struct parsed *parsed)
{
	for (size_t i = 0; i < parsed->count; i++) {
		const struct side *side = &parsed->after[i];

		if (side->readable &&
		    ari_ledger__has_formerly(side->version->plan, true))
			return true;
	}
	return false;
}

static int note_unknown(struct whole *whole, struct ari_ledger__facts *facts,
			const struct parsed *parsed)
{
	struct ari_str *unknown =
	    ari_arena_array(&whole->arena, parsed->count + 1, sizeof(*unknown));

	if (!unknown)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < parsed->count; i++)
		if (parsed->before[i].there && !parsed->before[i].readable)
			unknown[facts->unknown_count++] =
			    parsed->before[i].change->path;
	facts->unknown = unknown;
	return 0;
}

static int compare_merge_parent(struct whole *whole,
				struct ari_ledger__facts *facts, size_t at)
{
	struct ari_ledger__changes changes;
	struct parsed parsed;

	if (narrow(whole, &changes, &whole->item->parents[at]) ||
	    read_sides(whole, &parsed, &changes) ||
	    (names_elsewhere(&parsed) &&
	     read_sides(whole, &parsed, &whole->item->parents[at])) ||
	    refuse_twins(whole, parsed.before, parsed.count) ||
	    refuse_twins(whole, parsed.after, parsed.count))
		return -1;
	if (!at && say_unreadable(whole, &parsed))
		return -1;
	for (size_t i = 0; i < parsed.count; i++)
		if (parsed.after[i].there && !parsed.after[i].readable &&
		    parsed.before[i].readable && settle_gaps(whole, &parsed, i))
			return -1;
	if (note_unknown(whole, facts, &parsed) ||
	    compare_parent(whole, facts, &parsed))
		return -1;
	return ari_ledger__facts_fill(facts, &whole->arena, whole->err);
}

static int compare_merge(struct whole *whole)
{
	size_t count = whole->item->parent_count;
	struct ari_ledger__facts *parents =
	    ari_arena_zalloc(&whole->arena, count * sizeof(*parents));
	struct ari_ledger__facts facts;

	if (!parents)
		return ari_error_memory(whole->err);
	for (size_t p = 0; p < count; p++)
		if (compare_merge_parent(whole, &parents[p], p))
			return -1;
	if (ari_ledger__merge(&facts, parents, count, &whole->arena,
			      whole->err))
		return -1;
	for (size_t i = 0; i < facts.count; i++)
		ari_ledger__put_fact(&whole->out, &facts.items[i]);
	whole->entries += (uint32_t)facts.count;
	return 0;
}

static void release(struct whole *whole)
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
	struct whole whole = {.ledger = ledger, .item = item, .err = err};
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
	struct whole whole = {.ledger = ledger, .err = err};
	struct parsed none = {0};
	int result = 0;

	ari_arena_init(&whole.arena, NULL, 0);
	ari_buf_init(&whole.out, NULL);
	for (size_t i = 0; i < ledger->gap_count && !result; i++) {
		struct side before = {0};

		result = close_gap(&whole, &ledger->gaps[i], &before, &none);
	}
	ledger->gap_count = 0;
	release(&whole);
	return result;
}
