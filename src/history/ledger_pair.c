/*
 * Two versions of one file, compared by themselves in a worker. Records
 * that stand in both byte by byte are cut out before parsing; where that is
 * not certain, both are parsed whole; where even that does not settle who is
 * who, the commit is looked at as a whole (ledger_commit.c).
 */
#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* -- versions -- */

static struct ari_ledger__version *find_version(
    struct ari_ledger__path *path, const struct ari_ledger__blob *blob)
{
	for (size_t i = 0; i < ARI_LEDGER__VERSIONS; i++) {
		struct ari_ledger__version *version = &path->versions[i];

		if (!version->blob ||
		    !ari_oid_eq(&version->blob->id, &blob->id))
			continue;
		version->clock = ++path->clock;
		return version;
	}
	return NULL;
}

/* The slot that was not asked for the longest, emptied. */
static struct ari_ledger__version *free_slot(struct ari_ledger__path *path)
{
	struct ari_ledger__version *found = &path->versions[0];

	for (size_t i = 0; i < ARI_LEDGER__VERSIONS; i++)
		if (!path->versions[i].blob ||
		    (found->blob && path->versions[i].clock < found->clock))
			found = &path->versions[i];
	ari_ledger__blob_drop(found->blob);
	free(found->memory);
	*found = (struct ari_ledger__version){.clock = ++path->clock};
	return found;
}

/*
 * Keep what was proved of a version, in one piece of memory: the chunks and
 * behind them their refs.
 */
static int keep_version(struct ari_ledger__path *path,
			struct ari_ledger__blob *blob,
			const struct ari_cut *cut, struct ari_error *err)
{
	size_t chunks = cut->count * sizeof(*cut->chunks), at = chunks;
	struct ari_ledger__version *version;
	char *memory;

	if (!cut->proved || find_version(path, blob))
		return 0;
	for (size_t i = 0; i < cut->count; i++)
		at += cut->chunks[i].ref.len;
	memory = malloc(at + 1);
	if (!memory)
		return ari_error_memory(err);
	version = free_slot(path);
	version->blob = ari_ledger__blob_use(blob);
	version->memory = memory;
	version->cut = *cut;
	version->cut.chunks = (struct ari_cut_chunk *)(void *)memory;
	memcpy(memory, cut->chunks, chunks);
	at = chunks;
	for (size_t i = 0; i < cut->count; i++) {
		struct ari_str *ref = &version->cut.chunks[i].ref;

		if (!ref->ptr)
			continue;
		memcpy(memory + at, ref->ptr, ref->len);
		ref->ptr = memory + at;
		at += ref->len;
	}
	return 0;
}

/* -- one pair -- */

struct work {
	struct ari_ledger *ledger;
	unsigned worker;
	struct ari_ledger__path *path;
	struct ari_ledger__pair *pair;
	struct ari_cut before; /* bytes.ptr NULL: not there */
	struct ari_cut after;
	struct ari_version *old; /* parsed, whole or reduced */
	struct ari_version *new;
	struct ari_arena arena;
	struct ari_error *err;
};

static bool is_sound(struct ari_version *version)
{
	static const struct ari_snapshot nowhere;
	struct ari_error err;

	return !ari_version_sound(version, &nowhere, &err);
}

static int parse(struct ari_version **out, const struct work *work,
		 struct ari_str bytes)
{
	return ari_version_read(out, &work->ledger->loader, work->path->path,
				bytes, false, work->err);
}

static int parse_whole(struct ari_version **out, struct work *work,
		       struct ari_cut *cut)
{
	if (!cut->bytes.ptr || *out)
		return 0;
	if (parse(out, work, cut->bytes))
		return -1;
	if (work->ledger->options.whole || cut->proved)
		return 0;
	return ari_cut_prove(cut, *out, &work->arena, work->err);
}

static void drop(struct work *work)
{
	ari_version_free(work->old);
	ari_version_free(work->new);
	work->old = work->new = NULL;
}

bool ari_ledger__has_formerly(const struct ari_plan *plan, bool elsewhere)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_values *formerly = &plan->records[i].formerly;

		for (size_t k = 0; k < formerly->count; k++) {
			struct ari_str text = formerly->items[k].text;

			if (!elsewhere ||
			    (text.len && memchr(text.ptr, '#', text.len)))
				return true;
		}
	}
	return false;
}

/*
 * Parse only what differs: 1 when both texts are settled by that, 0 when
 * they must be parsed whole.
 */
static int parse_reduced(struct work *work)
{
	struct ari_cut *old = &work->before, *new = &work->after;
	struct ari_cut_text texts[2];
	bool failed = false, good;

	if (!ari_cut_match(old, new, &work->arena, &failed))
		return failed ? ari_error_memory(work->err) : 0;
	if (ari_cut_reduce(&texts[0], old, &work->arena, work->err) ||
	    ari_cut_reduce(&texts[1], new, &work->arena, work->err) ||
	    parse(&work->old, work, texts[0].bytes) ||
	    parse(&work->new, work, texts[1].bytes))
		return -1;
	good = ari_cut_prove_reduced(old, &texts[0], work->old, &work->arena,
				     &failed) &&
	       is_sound(work->new) &&
	       !ari_ledger__has_formerly(work->old->plan, false) &&
	       !ari_ledger__has_formerly(work->new->plan, false) &&
	       ari_str_eq(work->old->plan->id.text, work->new->plan->id.text);
	if (failed)
		return ari_error_memory(work->err);
	if (!good)
		drop(work);
	return good;
}

/* Parse what is needed: 1 when it is settled, 0 when the commit is not. */
static int parse_pair(struct work *work)
{
	int rc;

	if (work->before.bytes.ptr && work->after.bytes.ptr &&
	    !work->ledger->options.whole) {
		if (!work->after.proved &&
		    parse_whole(&work->new, work, &work->after))
			return -1;
		ari_version_free(work->new);
		work->new = NULL;
		rc = parse_reduced(work);
		if (rc)
			return rc;
	}
	if (parse_whole(&work->new, work, &work->after) ||
	    parse_whole(&work->old, work, &work->before))
		return -1;
	if ((work->new && !is_sound(work->new)) ||
	    (work->old && !is_sound(work->old)))
		return 0;
	if (work->old && work->new &&
	    !ari_str_eq(work->old->plan->id.text, work->new->plan->id.text))
		return 0;
	return !work->new || work->pair->alone ||
	       !ari_ledger__has_formerly(work->new->plan, true);
}

static int write_pair(struct work *work)
{
	struct ari_ledger__pair *pair = work->pair;
	const struct ari_plan *old = work->old ? work->old->plan : NULL;
	const struct ari_plan *new = work->new ? work->new->plan : NULL;
	struct ari_plan_change *change;

	if (ari_movement_compare(&change, old, new, NULL, &work->arena,
				 work->err))
		return -1;
	pair->entries = ari_ledger__put_change(&pair->bytes, change, false);
	/* Two files of one plan in one commit are seen by its id. */
	ari_ledger__put_str(&pair->bytes, (new ? new : old)->id.text);
	if (pair->bytes.failed)
		return ari_error_memory(work->err);
	pair->bytes.len -= (new ? new : old)->id.text.len + 5;
	pair->id = (struct ari_str){pair->bytes.ptr + pair->bytes.len + 4,
				    (new ? new : old)->id.text.len};
	pair->verdict = ARI_LEDGER__DONE;
	return 0;
}

/* The cut of a version: remembered, or proposed anew. */
static int cut_side(struct ari_cut *out, struct work *work,
		    const struct ari_ledger__blob *blob)
{
	const struct ari_ledger__version *known;

	*out = (struct ari_cut){.count = 0};
	if (!blob)
		return 0;
	known = find_version(work->path, blob);
	if (!known)
		return ari_cut_split(out,
				     (struct ari_str){blob->bytes, blob->len},
				     &work->arena, work->err);
	/* Matching writes on the chunks: on a copy, what is kept stays so. */
	*out = known->cut;
	out->chunks = ari_arena_array(&work->arena, known->cut.count + 1,
				      sizeof(*out->chunks));
	if (!out->chunks)
		return ari_error_memory(work->err);
	memcpy(out->chunks, known->cut.chunks,
	       known->cut.count * sizeof(*out->chunks));
	return 0;
}

/* What the round did not read, because it was full. */
static int read_late(struct work *work, struct ari_ledger__blob *blob)
{
	struct ari_repo *repo;

	if (!blob || blob->tried)
		return 0;
	repo = ari_ledger__reader(work->ledger, ARI_LEDGER__COMPARE,
				  work->worker, work->err);
	return repo ? ari_ledger__blob_read(blob, repo, work->err) : -1;
}

static int compare_pair(struct work *work)
{
	struct ari_ledger__pair *pair = work->pair;
	int rc;

	if (read_late(work, pair->after) || read_late(work, pair->before))
		return -1;
	if ((pair->after && !pair->after->bytes) ||
	    (pair->before && !pair->before->bytes))
		return 0;
	rc = cut_side(&work->after, work, pair->after);
	if (!rc)
		rc = cut_side(&work->before, work, pair->before);
	if (!rc)
		rc = parse_pair(work);
	if (rc > 0)
		rc = write_pair(work);
	if (!rc && pair->before)
		rc = keep_version(work->path, pair->before, &work->before,
				  work->err);
	/* What cannot be read here is said when the commit is looked at. */
	return rc && work->err->code == ARI_ERR_MEMORY ? -1 : 0;
}

int ari_ledger__compare_chain(struct ari_ledger *ledger, unsigned worker,
			      const struct ari_ledger__chain *chain,
			      struct ari_error *err)
{
	struct work work = {.ledger = ledger,
			    .worker = worker,
			    .path = chain->path,
			    .err = err};
	struct ari_ledger__pair *next;
	int rc = 0;

	ari_arena_init(&work.arena, NULL, 0);
	for (struct ari_ledger__pair *pair = chain->first; pair && !rc;
	     pair = next) {
		work.pair = pair;
		rc = pair->passed ? 0 : compare_pair(&work);
		drop(&work);
		ari_ledger__blob_drop(pair->before);
		ari_ledger__blob_drop(pair->after);
		pair->before = pair->after = NULL;
		/* From here on it is the walking thread's. */
		next = pair->next;
		atomic_store(&pair->compared, true);
		ari_arena_clear(&work.arena);
	}
	ari_arena_release(&work.arena);
	return rc;
}
