/*
 * Which files were plans at which commit: the register of each commit says,
 * and it may have said something else before.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>

static int remake(struct ari_ledger__globs *globs, struct ari_error *err)
{
	return ari_glob_init(&globs->all, globs->patterns, globs->pattern_count,
			     &globs->arena, err);
}

int ari_ledger__globs_init(struct ari_ledger__globs *globs,
			   struct ari_error *err)
{
	*globs = (struct ari_ledger__globs){.pattern_count = 1};
	ari_arena_init(&globs->arena, NULL, 0);
	globs->patterns[0] = ARI_STR(ARI_REGISTER_PATH);
	return remake(globs, err);
}

void ari_ledger__globs_release(struct ari_ledger__globs *globs)
{
	ari_arena_release(&globs->arena);
	free(globs->items);
}

static int add_pattern(struct ari_ledger__globs *globs, struct ari_str pattern,
		       bool *grown, struct ari_error *err)
{
	for (size_t i = 0; i < globs->pattern_count; i++)
		if (ari_str_eq(globs->patterns[i], pattern))
			return 0;
	if (globs->pattern_count == ARI_GLOB_PATTERNS)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "over time the registers named more than "
				     "%d patterns of plan files",
				     ARI_GLOB_PATTERNS - 1);
	globs->patterns[globs->pattern_count] =
	    ari_arena_dup(&globs->arena, pattern);
	if (!globs->patterns[globs->pattern_count++].ptr)
		return ari_error_memory(err);
	*grown = true;
	return 0;
}

/* Patterns as the register has them; plans/ *.yaml where it says nothing. */
static int take_patterns(struct ari_ledger__register *row,
			 struct ari_ledger__globs *globs,
			 const struct ari_values *plans, bool *grown,
			 struct ari_error *err)
{
	struct ari_str own[ARI_GLOB_PATTERNS] = {ARI_STR("plans/*.yaml")};
	size_t count = plans && plans->count ? plans->count : 1;

	if (count > ARI_GLOB_PATTERNS)
		return 0;
	for (size_t i = 0; plans && i < plans->count; i++)
		own[i] = ari_arena_dup(&globs->arena, plans->items[i].text);
	for (size_t i = 0; i < count; i++)
		if (!own[i].ptr)
			return ari_error_memory(err);
	/* A pattern that cannot be read makes the register unreadable. */
	if (ari_glob_init(&row->glob, own, count, &globs->arena, err))
		return err && err->code == ARI_ERR_MEMORY ? -1 : 0;
	row->known = true;
	for (size_t i = 0; i < count; i++)
		if (add_pattern(globs, own[i], grown, err))
			return -1;
	return 0;
}

static int read_register(struct ari_ledger__register *row,
			 struct ari_ledger__globs *globs, struct ari_repo *repo,
			 bool *grown, struct ari_error *err)
{
	struct ari_loader loader = {0};
	struct ari_version *version;
	struct ari_register *reg;
	struct ari_str bytes;
	struct ari_arena arena;
	int result = -1;

	ari_arena_init(&arena, NULL, 0);
	if (ari_source_read_blob(&bytes, repo, &row->blob, &arena, err)) {
		result = err->code == ARI_ERR_LIMIT ? 0 : -1;
	} else if (!ari_version_read(&version, &loader,
				     ARI_STR(ARI_REGISTER_PATH), bytes, true,
				     err)) {
		const struct ari_node *root = version->doc.root;

		result = 0;
		if (root && root->kind == ARI_NODE_MAPPING &&
		    !version->diags.errors) {
			result = ari_register_bind(&reg, &version->doc,
						   &version->arena, err);
			if (!result)
				result = take_patterns(row, globs, &reg->plans,
						       grown, err);
		}
		ari_version_free(version);
	}
	ari_arena_release(&arena);
	return result;
}

int ari_ledger__globs_add(uint32_t *out, bool *grown,
			  struct ari_ledger__globs *globs,
			  struct ari_repo *repo, const struct ari_file *file,
			  struct ari_error *err)
{
	struct ari_ledger__register row = {.blob = file->id};

	*out = ARI_LEDGER__NONE;
	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	for (size_t i = 0; i < globs->count && *out == ARI_LEDGER__NONE; i++)
		if (ari_oid_eq(&globs->items[i].blob, &file->id))
			*out = (uint32_t)i;
	if (*out == ARI_LEDGER__NONE) {
		void *items = ari_heap_grow(globs->items, globs->count,
					    &globs->room, sizeof(row));

		if (!items)
			return ari_error_memory(err);
		globs->items = items;
		if (read_register(&row, globs, repo, grown, err))
			return -1;
		*out = (uint32_t)globs->count;
		globs->items[globs->count++] = row;
		if (*grown && remake(globs, err))
			return -1;
	}
	if (!globs->items[*out].known)
		*out = ARI_LEDGER__NONE;
	return 0;
}
