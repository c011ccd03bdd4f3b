/*
 * Lists of files and changes that grow in an arena, and that refuse what a
 * malformed tree would put out of order.
 */
#include "source/internal.h"

static int check_next(struct ari_str last, struct ari_str path, size_t count,
		      struct ari_error *err)
{
	if (count >= ARI_SOURCE_FILES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "more than %zu files match; narrow the "
				     "register's plans: pattern",
				     ARI_SOURCE_FILES);
	if (count && ari_str_cmp(last, path) >= 0)
		return ari_error_set(err, ARI_ERR_GIT,
				     "a folder of the repository is not in "
				     "order or holds a name twice; run `git "
				     "fsck`");
	return 0;
}

int ari_source__files_add(struct ari_files *files, size_t *room,
			  const struct ari_file *file, struct ari_arena *arena,
			  struct ari_error *err)
{
	struct ari_file *items;
	struct ari_str last = {NULL, 0};

	if (files->count)
		last = files->items[files->count - 1].path;
	if (check_next(last, file->path, files->count, err))
		return -1;
	items = ari_arena_grow(arena, files->items, files->count, room,
			       sizeof(*items));
	if (!items)
		return ari_error_memory(err);
	files->items = items;
	items += files->count;
	*items = *file;
	items->path = ari_arena_dup(arena, file->path);
	if (!items->path.ptr)
		return ari_error_memory(err);
	files->count++;
	return 0;
}

static int add_change(struct ari_source__changes *changes,
		      const struct ari_file *before,
		      const struct ari_file *after, struct ari_error *err)
{
	struct ari_changes *list = &changes->list;
	struct ari_change *item;
	struct ari_str last = {NULL, 0};

	if (list->count)
		last = list->items[list->count - 1].path;
	if (check_next(last, after->path, list->count, err))
		return -1;
	item = ari_arena_grow(changes->arena, list->items, list->count,
			      &changes->room, sizeof(*item));
	if (!item)
		return ari_error_memory(err);
	list->items = item;
	item += list->count;
	*item = (struct ari_change){.before = *before, .after = *after};
	item->path = ari_arena_dup(changes->arena, after->path);
	if (!item->path.ptr)
		return ari_error_memory(err);
	item->before.path = item->path;
	item->after.path = item->path;
	list->count++;
	return 0;
}

int ari_source__changes_add(struct ari_source__changes *changes,
			    const struct ari_file *before,
			    const struct ari_file *after, struct ari_error *err)
{
	if (before->kind == after->kind &&
	    before->executable == after->executable &&
	    ari_oid_eq(&before->id, &after->id))
		return ari_source__files_add(&changes->list.same,
					     &changes->same_room, after,
					     changes->arena, err);
	return add_change(changes, before, after, err);
}

int ari_source__changes_emit(void *ctx, const struct ari_file *before,
			     const struct ari_file *after,
			     struct ari_error *err)
{
	return ari_source__changes_add(ctx, before, after, err);
}
