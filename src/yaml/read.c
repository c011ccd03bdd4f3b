/*
 * From bytes to a tree: look at the bytes, then let one of the two readers
 * make it. Ordinary lines first; when they are not, libyaml from the start.
 */
#include "yaml/internal.h"

/* 1: read; 0: not ordinary, and nothing of it is left behind. */
static int try_lines(const struct ari_node **root,
		     struct ari_yaml__reader *reader, struct ari_error *err)
{
	const struct ari_arena arena = *reader->arena;
	const struct ari_diags diags = *reader->diags;

	if (ari_yaml__read_lines(reader)) {
		*root = ari_build_root(&reader->build);
		return *root ? 1 : ari_error_memory(err);
	}
	if (reader->build.stop == ARI_BUILD_MEMORY)
		return ari_error_memory(err);
	*reader->diags = diags;
	ari_arena_rewind(reader->arena, &arena);
	ari_build_clear(&reader->build);
	return 0;
}

static int read_document(const struct ari_node **root,
			 struct ari_yaml__reader *reader,
			 enum ari_yaml__way way, struct ari_error *err)
{
	size_t found = reader->diags->count;
	int done = 0;

	ari_yaml__inspect(reader);
	if (reader->stop)
		return 0;
	if (way != ARI_YAML_EVENTS && reader->clean &&
	    reader->diags->count == found)
		done = try_lines(root, reader, err);
	if (done || way == ARI_YAML_LINES)
		return done < 0 ? -1 : 0;
	return ari_yaml__read_events(root, reader, err);
}

int ari_yaml__read_by(struct ari_doc *doc, struct ari_arena *arena,
		      struct ari_str bytes,
		      const struct ari_yaml_options *options,
		      enum ari_yaml__way way, struct ari_diags *diags,
		      struct ari_error *err)
{
	struct ari_yaml__reader reader = {
	    .arena = arena,
	    .diags = diags,
	    .bytes = bytes.ptr ? bytes : ARI_STR(""),
	    .any_keys = options && options->any_keys};
	const struct ari_node *root = NULL;
	int result;

	ari_build_init(&reader.build, arena, diags,
		       &ari_yaml_rules[YAML_DUPLICATE_KEY]);
	result = read_document(&root, &reader, way, err);
	if (!result && diags->failed)
		result = ari_error_memory(err);
	if (!result)
		*doc = (struct ari_doc){.bytes = reader.bytes, .root = root};
	ari_build_release(&reader.build);
	return result;
}

int ari_yaml_read(struct ari_doc *doc, struct ari_arena *arena,
		  struct ari_str bytes, const struct ari_yaml_options *options,
		  struct ari_diags *diags, struct ari_error *err)
{
	return ari_yaml__read_by(doc, arena, bytes, options, ARI_YAML_EITHER,
				 diags, err);
}
