/*
 * A version that is like another one: of its text only the records that
 * differ are parsed, the others are those of the other version. Where the
 * cut is not certain nothing is done, and the text is read whole.
 */
#include "cut.h"
#include "internal.h"

struct like {
	const struct ari_loader *loader;
	const struct ari_version *other;
	struct ari_cut old; /* the text to be read */
	struct ari_cut new; /* of the other version */
	struct ari_cut_text text;
	struct ari_version *version;
	struct ari_arena arena; /* of the cuts */
	struct ari_arena under; /* of the reduced text, which the tree needs */
	struct ari_error *err;
};

/* Parse what differs: 1, or 0 when the two cannot be cut alike. */
static int read_reduced(struct like *like, struct ari_str path,
			struct ari_str bytes)
{
	bool failed = false, good;

	if (!like->other->plan)
		return 0;
	if (ari_cut_split(&like->new, like->other->doc.bytes, &like->arena,
			  like->err) ||
	    ari_cut_prove(&like->new, like->other, &like->arena, like->err) ||
	    ari_cut_split(&like->old, bytes, &like->arena, like->err))
		return -1;
	if (!ari_cut_match(&like->old, &like->new, &like->arena, &failed))
		return failed ? ari_error_memory(like->err) : 0;
	if (ari_cut_reduce(&like->text, &like->old, &like->under, like->err) ||
	    ari_version_read(&like->version, like->loader, path,
			     like->text.bytes, false, like->err))
		return -1;
	good = ari_cut_prove_reduced(&like->old, &like->text, like->version,
				     &like->arena, &failed);
	if (failed)
		return ari_error_memory(like->err);
	return good && like->version->plan;
}

/* The next record of that kind among those that were parsed. */
static const struct ari_record *next_parsed(const struct ari_plan *plan,
					    enum ari_record_kind kind,
					    size_t *at)
{
	while (*at < plan->count && plan->records[*at].kind != kind)
		++*at;
	return *at < plan->count ? &plan->records[(*at)++] : NULL;
}

/* The records of one list, parsed or borrowed, in the order of the text. */
static bool gather(struct ari_record *out, size_t *count,
		   const struct like *like, const struct ari_cut_list *list)
{
	const struct ari_plan *parsed = like->version->plan;
	enum ari_record_kind kind =
	    list->actions ? ARI_ACTION : ARI_RECOMMENDATION;
	size_t at = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct ari_cut_chunk *chunk =
		    &like->old.chunks[list->first + i];
		const struct ari_record *record =
		    chunk->kept ? next_parsed(parsed, kind, &at)
				: ari_plan_find(like->other->plan, chunk->ref);

		if (!chunk->ref.len || !record || record->kind != kind ||
		    !ari_str_eq(record->ref.text, chunk->ref))
			return false;
		out[*count] = *record;
		out[*count].plan = parsed;
		out[(*count)++].position = i;
	}
	return true;
}

static int index_refs(struct ari_plan *plan, struct ari_arena *arena,
		      struct ari_error *err)
{
	struct ari_index_entry *entries =
	    ari_arena_array(arena, plan->count + 1, sizeof(*entries));

	if (!entries)
		return ari_error_memory(err);
	for (uint32_t i = 0; i < plan->count; i++)
		entries[i] =
		    (struct ari_index_entry){plan->records[i].ref.text, i};
	ari_index_build(&plan->by_ref, entries, plan->count);
	return 0;
}

/* Put the plan together: 1, or 0 when a record is not where it must be. */
static int assemble(struct like *like)
{
	struct ari_arena *arena = &like->version->arena;
	struct ari_plan *plan = like->version->plan;
	struct ari_record *records =
	    ari_arena_array(arena, like->old.count + 1, sizeof(*records));
	size_t count = 0, recommendations = 0;

	if (!records)
		return ari_error_memory(like->err);
	for (unsigned actions = 0; actions < 2; actions++) {
		for (size_t i = 0; i < like->old.list_count; i++)
			if (like->old.lists[i].actions == actions &&
			    !gather(records, &count, like, &like->old.lists[i]))
				return 0;
		if (!actions)
			recommendations = count;
	}
	plan->records = records;
	plan->count = count;
	plan->recommendation_count = recommendations;
	return index_refs(plan, arena, like->err) ? -1 : 1;
}

/* The reduced text, which none but these has, lives in `under`. */
bool ari_load__borrows(const struct ari_version *version)
{
	return version->under.used > 0;
}

int ari_load__like(struct ari_version **out, const struct ari_loader *loader,
		   struct ari_str path, struct ari_str bytes,
		   const struct ari_version *other, struct ari_error *err)
{
	struct like like = {.loader = loader, .other = other, .err = err};
	int result;

	ari_arena_init(&like.arena, NULL, 0);
	ari_arena_init(&like.under, NULL, 0);
	result = read_reduced(&like, path, bytes);
	if (result > 0)
		result = assemble(&like);
	ari_arena_release(&like.arena);
	if (result > 0) {
		like.version->under = like.under;
		*out = like.version;
		return 1;
	}
	ari_version_free(like.version);
	ari_arena_release(&like.under);
	return result;
}
