/*
 * The versions of a commit that is looked at as a whole, parsed: which can be
 * relied on, and why another cannot.
 */
#include "history/ledger_side.h"

#include <string.h>

static int keep_version(struct ari_ledger__whole *whole,
			struct ari_version *version)
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

int ari_ledger__refuse(struct ari_ledger__whole *whole,
		       struct ari_ledger__side *side, const char *why)
{
	if (whole->item)
		whole->ledger->blocks[whole->item->block].open = true;
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
static int explain(struct ari_ledger__whole *whole,
		   struct ari_ledger__side *side, struct ari_version *version)
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
		return ari_ledger__refuse(
		    whole, side,
		    ari_arena_printf(&whole->arena, "%.*s",
				     (int)strcspn(text, ";"), text));
	}
	if (ari_doc_locate(&place, &version->doc, &version->arena,
			   diag->span.start, whole->err))
		return -1;
	text = ari_arena_printf(&whole->arena, "line %u, column %u: %.*s",
				place.line, place.column,
				(int)diag->message.len, diag->message.ptr);
	return text ? ari_ledger__refuse(whole, side, text)
		    : ari_error_memory(whole->err);
}

int ari_ledger__read_side(struct ari_ledger__whole *whole,
			  struct ari_ledger__side *side, struct ari_str path,
			  const struct ari_ledger__file *file)
{
	struct ari_version *version;
	struct ari_str bytes;
	struct ari_error err = {0};

	side->there = file->kind != ARI_ENTRY_NONE;
	if (!side->there)
		return 0;
	if (file->kind != ARI_ENTRY_FILE)
		return ari_ledger__refuse(whole, side, kind_text(file->kind));
	if (ari_source_read_blob(&bytes, whole->ledger->repo, &file->id,
				 &whole->arena, &err) ||
	    ari_version_read(&version, &whole->ledger->loader, path, bytes,
			     false, &err)) {
		if (is_about_file(&err))
			return ari_ledger__refuse(whole, side, err.message);
		*whole->err = err;
		return -1;
	}
	if (keep_version(whole, version))
		return -1;
	side->version = version;
	return explain(whole, side, version);
}

int ari_ledger__read_sides(struct ari_ledger__whole *whole,
			   struct ari_ledger__parsed *parsed,
			   const struct ari_ledger__changes *changes)
{
	size_t count = changes->count;

	parsed->count = count;
	parsed->before = ari_arena_zalloc(
	    &whole->arena, (count + 1) * sizeof(struct ari_ledger__side));
	parsed->after = ari_arena_zalloc(
	    &whole->arena, (count + 1) * sizeof(struct ari_ledger__side));
	if (!parsed->before || !parsed->after)
		return ari_error_memory(whole->err);
	for (size_t i = 0; i < count; i++) {
		const struct ari_ledger__change *change = &changes->items[i];

		parsed->before[i].change = parsed->after[i].change = change;
		if (ari_ledger__read_side(whole, &parsed->before[i],
					  change->path, &change->before) ||
		    ari_ledger__read_side(whole, &parsed->after[i],
					  change->path, &change->after))
			return -1;
	}
	return 0;
}
