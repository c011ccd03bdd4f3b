/*
 * A version that was judged, made small: its findings and their lines stay,
 * so that a check of very many plans holds few of them at a time.
 */
#include "internal.h"

#include <stdlib.h>

/* A finding whose texts are copied. */
static bool copy_diag(struct ari_diag *diag, struct ari_arena *arena)
{
	struct ari_str *const texts[] = {
	    &diag->message,	&diag->help,   &diag->ref,
	    &diag->instance,	&diag->schema, &diag->related_note,
	    &diag->related_file};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (!texts[i]->ptr)
			continue;
		*texts[i] = ari_arena_dup(arena, *texts[i]);
		if (!texts[i]->ptr)
			return false;
	}
	return true;
}

static bool copy_diags(struct ari_diags *diags, struct ari_arena *arena)
{
	struct ari_diag *items = NULL;

	diags->arena = arena;
	diags->room = diags->count;
	if (diags->count) {
		items = ari_arena_array(arena, diags->count, sizeof(*items));
		if (!items)
			return false;
	}
	for (size_t i = 0; i < diags->count; i++) {
		items[i] = diags->items[i];
		if (!copy_diag(&items[i], arena))
			return false;
	}
	diags->items = items;
	return true;
}

/* A plan of which the id is left. */
static bool copy_plan(struct ari_version *version, struct ari_arena *arena)
{
	struct ari_plan *plan;

	if (!version->plan)
		return true;
	plan = ari_arena_zalloc(arena, sizeof(*plan));
	if (!plan)
		return false;
	plan->path = version->path;
	if (version->plan->id.text.ptr) {
		plan->id.text = ari_arena_dup(arena, version->plan->id.text);
		if (!plan->id.text.ptr)
			return false;
	}
	version->plan = plan;
	return true;
}

static int keep_lines(struct ari_version *version, struct ari_arena *arena,
		      const uint32_t *offsets, size_t count,
		      struct ari_error *err)
{
	const struct ari_diags *diags = &version->diags;
	uint32_t *all = calloc(4 * diags->count + count + 1, sizeof(*all));
	size_t used = 0;
	int result;

	if (!all)
		return ari_error_memory(err);
	for (size_t i = 0; i < diags->count; i++) {
		all[used++] = diags->items[i].span.start;
		all[used++] = diags->items[i].span.end;
		if (!diags->items[i].related_note.ptr ||
		    diags->items[i].related_file.ptr)
			continue;
		all[used++] = diags->items[i].related.start;
		all[used++] = diags->items[i].related.end;
	}
	for (size_t i = 0; i < count; i++)
		all[used++] = offsets[i];
	result = ari_doc_abridge(&version->doc, arena, all, used, err);
	free(all);
	return result;
}

int ari_version_abridge(struct ari_version *version, struct ari_arena *arena,
			const uint32_t *offsets, size_t count,
			struct ari_error *err)
{
	if (keep_lines(version, arena, offsets, count, err))
		return -1;
	if (!copy_diags(&version->diags, arena) || !copy_plan(version, arena))
		return ari_error_memory(err);
	ari_arena_clear(&version->arena);
	return 0;
}
