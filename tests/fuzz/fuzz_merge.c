/*
 * Fuzz target: three texts, parted by lines of %%%, merged. A clean merge
 * can be read, and a side merged with itself keeps every byte. The first is
 * mended, too: mended twice is mended once.
 */
#include <arising/edit.h>
#include <arising/source.h>
#include <arising/yaml.h>

#include <stdlib.h>

#include "support/tree.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void die(const char *why)
{
	fprintf(stderr, "%s\n", why);
	abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return ari_source_init(NULL);
}

static bool readable(struct ari_doc *doc, struct ari_str bytes,
		     struct ari_arena *arena)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_diags diags;

	ari_diags_init(&diags, arena);
	return !ari_yaml_read(doc, arena, bytes, NULL, &diags, &err) &&
	       !diags.errors && doc->root;
}

static struct ari_str cut(struct ari_str *rest)
{
	struct ari_str part = *rest;
	const char *mark = memmem(rest->ptr, rest->len, "\n%%%\n", 5);

	if (!mark) {
		rest->len = 0;
		return part;
	}
	part.len = (size_t)(mark - rest->ptr) + 1;
	rest->ptr += part.len + 4;
	rest->len -= part.len + 4;
	return part;
}

static void check_fmt(struct ari_str bytes, struct ari_arena *arena)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_doc doc, again;
	struct ari_str once, twice;

	if (!readable(&doc, bytes, arena) ||
	    ari_edit_fmt(&once, &doc, arena, &err))
		return;
	if (!readable(&again, once, arena) ||
	    ari_edit_fmt(&twice, &again, arena, &err) ||
	    !ari_str_eq(once, twice))
		die("mended twice is not mended once");
}

static void check_same(struct ari_str base, struct ari_str side,
		       struct ari_arena *arena)
{
	struct ari_merge_options options = {.marker = 7};
	struct ari_error err = {.code = ARI_OK};
	struct ari_merged merged;

	if (ari_edit_merge(&merged, base, side, side, &options, arena, &err))
		return;
	if (merged.conflict_count || !ari_str_eq(merged.bytes, side))
		die("merged with itself it is another");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ari_merge_options options = {.marker = 7};
	struct ari_error err = {.code = ARI_OK};
	struct ari_str rest = {(const char *)data, size};
	struct ari_str sides[3];
	struct ari_merged merged;
	struct ari_arena arena;
	struct ari_doc doc;

	ari_arena_init(&arena, NULL, 0);
	for (int i = 0; i < 3; i++)
		sides[i] = cut(&rest);
	check_fmt(sides[0], &arena);
	check_same(sides[0], sides[1], &arena);
	if (!ari_edit_merge(&merged, sides[0], sides[1], sides[2], &options,
			    &arena, &err) &&
	    !merged.conflict_count && !readable(&doc, merged.bytes, &arena))
		die("a clean merge that cannot be read");
	ari_arena_release(&arena);
	return 0;
}
