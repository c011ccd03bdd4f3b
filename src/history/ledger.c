/*
 * The ledger as its readers see it: a pull of commits that moved something.
 * Behind it the walk fills batches (ledger_batch.c), and a cache may spare
 * both (ledger_cache.c).
 */
#include "history/ledger_internal.h"

#include "history/ledger_batch.h"

#include <stdlib.h>
#include <string.h>

/* All that the walk left, but not what it knows of registers and tags. */
static void drop_walk(struct ari_ledger *ledger)
{
	ari_ledger__land(ledger);
	for (size_t i = 0; i < ledger->path_count; i++)
		ari_ledger__path_release(ledger->paths[i]);
	for (size_t i = 0; i < ledger->block_count; i++) {
		free(ledger->blocks[i].head);
		free(ledger->blocks[i].body);
	}
	ledger->path_count = ledger->block_count = ledger->gap_count = 0;
	ledger->kept = NULL;
	ledger->kept_bytes = 0;
	ledger->finished = ledger->given = ledger->held = 0;
	ledger->walked = ledger->done = false;
}

void ari_ledger_free(struct ari_ledger *ledger)
{
	if (!ledger)
		return;
	drop_walk(ledger);
	for (size_t i = 0; i < ARI_LEDGER__STAGES; i++)
		for (size_t k = 0; k < ARI_PARALLEL_MOST; k++)
			ari_repo_free(ledger->readers[i][k]);
	free(ledger->paths);
	free(ledger->blocks);
	free(ledger->gaps);
	ari_ledger__cache_close(ledger->cache);
	ari_walk_free(ledger->walk);
	ari_loader_release(&ledger->loader);
	ari_ledger__globs_release(&ledger->globs);
	ari_ledger__graph_release(&ledger->graph);
	ari_arena_release(&ledger->arena);
	ari_arena_release(&ledger->given_arena);
	ari_ledger__turns_release(&ledger->turns);
	free(ledger);
}

/* A closed cycle that the tip neither holds nor precedes was rewritten. */
static int check_aside(struct ari_ledger *ledger, const struct ari_tag *tag,
		       struct ari_error *err)
{
	int later = ari_source_is_ancestor(ledger->repo, &ledger->options.tip,
					   &tag->commit, err);

	if (later)
		return later < 0 ? -1 : 0;
	return ari_error_set(err, ARI_ERR_UNCERTAIN,
			     "the cycle %.*s is not in this history: history "
			     "was rewritten after it was closed, or this is "
			     "another branch; no ledger can be given that "
			     "agrees with both",
			     (int)tag->id.len, tag->id.ptr);
}

static bool knows(const struct ari_ledger *ledger, const struct ari_oid *id)
{
	if (ledger->walk)
		return ari_walk_knows(ledger->walk, id);
	return ari_oids_find(&ledger->graph.ids, id) != ARI_OIDS_NONE;
}

static int check_tags(struct ari_ledger *ledger, struct ari_error *err)
{
	const struct ari_tags *tags = &ledger->graph.tags;

	for (size_t i = 0; i < tags->count; i++)
		if (!ari_oid_none(&tags->items[i].commit) &&
		    !knows(ledger, &tags->items[i].commit) &&
		    check_aside(ledger, &tags->items[i], err))
			return -1;
	return 0;
}

static int read_tags(struct ari_ledger *ledger, struct ari_error *err)
{
	return ari_source_tags(&ledger->graph.tags, ledger->repo,
			       &ledger->arena, err)
		   ? -1
		   : ari_ledger__graph_tags(&ledger->graph, &ledger->arena,
					    err);
}

/* The whole order of commits, as the cache of this very tip has it. */
static int walk_cache(struct ari_ledger *ledger, struct ari_error *err)
{
	size_t count = ari_ledger__cache_count(ledger->cache);
	struct ari_arena arena;
	int result = -1;

	ari_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		const struct ari_oid *parents;
		struct ari_oid id;
		size_t parent_count;
		uint32_t node;

		ari_arena_clear(&arena);
		if (!ari_ledger__cache_node(&id, &parents, &parent_count,
					    ledger->cache, i, &arena)) {
			result = 1;
			goto out;
		}
		if (ari_ledger__graph_walk(&node, &ledger->graph, &id, parents,
					   parent_count, err))
			goto out;
	}
	ledger->commits = count;
	result = 0;
out:
	ari_arena_release(&arena);
	return result;
}

/* Begin from the cache: 0, or 1 when there is none of this tip. */
static int begin_cached(struct ari_ledger *ledger, struct ari_error *err)
{
	int rc;

	if (!ledger->cache ||
	    !ari_ledger__cache_is_of(ledger->cache, &ledger->options.tip))
		return 1;
	rc = walk_cache(ledger, err);
	if (rc > 0) {
		ari_ledger__cache_close(ledger->cache);
		ledger->cache = NULL;
		ari_ledger__graph_reset(&ledger->graph);
	}
	return rc;
}

static int begin(struct ari_ledger *ledger, struct ari_error *err)
{
	const struct ari_ledger_options *options = &ledger->options;
	int rc;

	if (ari_repo_is_shallow(ledger->repo))
		return ari_error_set(err, ARI_ERR_UNCERTAIN,
				     "this is a shallow clone: who changed "
				     "what before it begins is not here; run "
				     "`git fetch --unshallow`");
	if (ari_loader_init(&ledger->loader, 0, err) || read_tags(ledger, err))
		return -1;
	if (options->cache)
		ledger->cache = ari_ledger__cache_open(options->cache);
	rc = begin_cached(ledger, err);
	ledger->narrow = options->plan.ptr && !options->all && !ledger->cache;
	if (ledger->narrow)
		ledger->remember = false;
	if (rc > 0)
		rc = ari_ledger__walk_begin(ledger, err);
	if (rc)
		return -1;
	return options->aside ? 0 : check_tags(ledger, err);
}

int ari_ledger_new(struct ari_ledger **out, struct ari_repo *repo,
		   const struct ari_ledger_options *options,
		   struct ari_error *err)
{
	struct ari_ledger *ledger = calloc(1, sizeof(*ledger));
	struct ari_error own;

	if (!ledger)
		return ari_error_memory(err);
	ari_arena_init(&ledger->arena, NULL, 0);
	ari_arena_init(&ledger->given_arena, NULL, 0);
	ledger->repo = repo;
	ledger->options = *options;
	ledger->remember = options->cache != NULL;
	own.code = ARI_OK;
	if (ari_ledger__turns_init(&ledger->turns, &own) ||
	    ari_ledger__globs_init(&ledger->globs, &own) ||
	    begin(ledger, &own)) {
		if (err)
			*err = own;
		ari_ledger_free(ledger);
		return -1;
	}
	*out = ledger;
	return 0;
}

void ari_ledger_hint(struct ari_ledger *ledger, const struct ari_str *plans,
		     size_t count)
{
	ledger->hints = plans;
	ledger->hint_count = count;
	for (size_t i = 0; i < count && ledger->narrow; i++)
		ledger->widen |= !ari_str_eq(plans[i], ledger->options.plan);
}

/* -- giving -- */

static int give(struct ari_ledger *ledger, const struct ari_oid *id,
		uint32_t node, const struct ari_ledger__cached *bytes)
{
	struct ari_ledger_commit *out = &ledger->commit;
	struct ari_ledger__plans wanted = {ledger->hints, ledger->hint_count};

	if (ledger->options.all)
		wanted.count = 0;
	ari_arena_clear(&ledger->given_arena);
	*out = (struct ari_ledger_commit){.id = *id};
	if (ari_ledger__get_commit(out, bytes->head, bytes->body,
				   bytes->entries, &wanted,
				   &ledger->given_arena))
		return -1;
	out->cycle = ari_ledger__graph_cycle(&ledger->graph, node);
	return 0;
}

/* 1: given; 0: none is left; 2: the cache is damaged from here on. */
static int next_cached(struct ari_ledger *ledger)
{
	while (ledger->cached < ledger->commits) {
		struct ari_ledger__plans wanted = {ledger->hints,
						   ledger->hint_count};
		size_t at = ledger->cached;
		uint32_t node = ledger->graph.by_order[at];
		struct ari_ledger__cached bytes;
		int rc = 0;

		if (ledger->options.all)
			wanted.count = 0;
		if (!wanted.count ||
		    ari_ledger__cache_concerns(ledger->cache, at, &wanted))
			rc = ari_ledger__cache_block(&bytes, ledger->cache, at,
						     &wanted);
		if (rc > 0 && (bytes.entries || ledger->options.all) &&
		    give(ledger, &ledger->graph.ids.items[node], node, &bytes))
			rc = -1;
		if (rc < 0)
			return 2;
		ledger->cached++;
		if (rc > 0 && (bytes.entries || ledger->options.all))
			return 1;
	}
	return 0;
}

/* What was given already is walked once more, and passed over. */
static int begin_anew(struct ari_ledger *ledger, size_t passed,
		      struct ari_error *err)
{
	ari_ledger__cache_close(ledger->cache);
	ledger->cache = NULL;
	ledger->narrow = ledger->widen = false;
	drop_walk(ledger);
	ari_ledger__graph_reset(&ledger->graph);
	if (ari_ledger__walk_begin(ledger, err))
		return -1;
	while (passed && !ledger->done) {
		if (ari_ledger__walk_batch(ledger, err))
			return -1;
		passed -= ari_ledger__pass(ledger, passed);
	}
	return 0;
}

static bool is_ready(const struct ari_ledger *ledger)
{
	return ledger->given < ledger->finished &&
	       !ledger->blocks[ledger->given].pending;
}

static bool is_wanted(const struct ari_ledger *ledger,
		      const struct ari_ledger__block *block)
{
	return ledger->options.all || block->entries;
}

static int next_walked(struct ari_ledger *ledger, struct ari_error *err)
{
	for (;;) {
		struct ari_ledger__block *block;
		struct ari_ledger__cached bytes;

		while (!is_ready(ledger)) {
			if (ledger->done)
				return 0;
			if (ari_ledger__walk_batch(ledger, err))
				return -1;
		}
		block = &ledger->blocks[ledger->given++];
		if (!is_wanted(ledger, block)) {
			ari_ledger__spend(ledger, block);
			continue;
		}
		bytes = (struct ari_ledger__cached){
		    {block->head, block->head_len},
		    {block->body ? block->body : "", block->body_len},
		    block->entries};
		if (give(ledger, &block->id, block->node, &bytes))
			return ari_error_memory(err);
		return 1;
	}
}

/* The bytes of what was given before are not needed any more. */
static void spend_last(struct ari_ledger *ledger)
{
	if (!ledger->cache && ledger->given)
		ari_ledger__spend(ledger, &ledger->blocks[ledger->given - 1]);
}

int ari_ledger_next(const struct ari_ledger_commit **out,
		    struct ari_ledger *ledger, struct ari_error *err)
{
	struct ari_error own;
	int rc = 2;

	own.code = ARI_OK;
	spend_last(ledger);
	if (ledger->cache && !ledger->walk) {
		rc = next_cached(ledger);
		if (rc == 2 && begin_anew(ledger, ledger->cached, &own))
			rc = -1;
	}
	if (ledger->widen && begin_anew(ledger, ledger->given, &own))
		rc = -1;
	if (rc == 2) {
		rc = next_walked(ledger, &own);
		if (!rc && ledger->remember) {
			ari_ledger__cache_write(ledger);
			ledger->remember = false;
		}
	}
	if (rc < 0 && err)
		*err = own;
	if (rc > 0)
		*out = &ledger->commit;
	return rc;
}

const char *ari_ledger_name(const struct ari_ledger_entry *entry)
{
	switch (entry->what) {
	case ARI_LEDGER_UNREADABLE:
		return "unreadable";
	case ARI_LEDGER_APPEARED:
		return "appeared";
	case ARI_LEDGER_LEFT:
		return "left";
	default:
		return ari_movement_name(entry->movement.kind);
	}
}
