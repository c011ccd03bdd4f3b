/*
 * Two trees side by side: the engine under lists, comparisons and the walk.
 * Both are sorted, so one pass over each pair of folders is enough, and a
 * pair of equal ids is passed over unopened.
 */
#include "source/internal.h"

#include <string.h>

struct side {
	git_odb_object *object; /* NULL: no folder on this side */
	struct ari_str rest;	/* entries not looked at yet */
	struct ari_oid id;
};

/* A pair of folders that is open. */
struct frame {
	struct side a;
	struct side b;
	size_t path_len; /* of the folder, its slash included */
	struct ari_glob__state state;
};

struct engine {
	struct ari_repo *repo;
	const struct ari_glob *glob;
	const struct ari_source__sink *sink;
	struct frame *frames;
	size_t depth;
	size_t room;
	size_t seen; /* entries */
	char path[ARI_SOURCE_PATH];
};

static int open_side(struct side *side, struct ari_repo *repo,
		     const struct ari_oid *id, struct ari_error *err)
{
	*side = (struct side){.object = NULL};
	if (!id || ari_oid_none(id))
		return 0;
	if (ari_source__tree(&side->object, repo, id, err))
		return -1;
	side->id = *id;
	side->rest = ari_source__content(side->object);
	return 0;
}

static void close_frame(struct frame *frame)
{
	git_odb_object_free(frame->a.object);
	git_odb_object_free(frame->b.object);
}

static int open_frame(struct engine *engine, const struct ari_oid *a,
		      const struct ari_oid *b, size_t path_len,
		      const struct ari_glob__state *state,
		      struct ari_error *err)
{
	struct frame *frame;

	if (engine->depth == ARI_SOURCE_DEPTH)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "folders are nested more than %d deep",
				     ARI_SOURCE_DEPTH);
	frame = ari_heap_grow(engine->frames, engine->depth, &engine->room,
			      sizeof(*frame));
	if (!frame)
		return ari_error_memory(err);
	engine->frames = frame;
	frame = &engine->frames[engine->depth];
	if (open_side(&frame->a, engine->repo, a, err))
		return -1;
	if (open_side(&frame->b, engine->repo, b, err)) {
		git_odb_object_free(frame->a.object);
		return -1;
	}
	frame->path_len = path_len;
	frame->state = *state;
	engine->depth++;
	return 0;
}

/* Bytes of the entry that both sides begin with, or 0. */
static size_t equal_entry(struct ari_str a, struct ari_str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	const char *stop = len ? memchr(a.ptr, '\0', len) : NULL;
	size_t size;

	if (!stop)
		return 0;
	size = (size_t)(stop - a.ptr) + 1 + ARI_OID_BYTES;
	return size <= len && memcmp(a.ptr, b.ptr, size) == 0 ? size : 0;
}

static void skip_equal(struct frame *frame)
{
	size_t size;

	while ((size = equal_entry(frame->a.rest, frame->b.rest)) > 0) {
		frame->a.rest.ptr += size;
		frame->a.rest.len -= size;
		frame->b.rest.ptr += size;
		frame->b.rest.len -= size;
	}
}

/*
 * Take the next name off either side or both. Returns 1 with which of a and
 * b hold it, 0 at the end of the frame.
 */
static int next_pair(struct frame *frame, struct ari_source__entry *a,
		     struct ari_source__entry *b, bool *has_a, bool *has_b,
		     struct ari_error *err)
{
	struct ari_str rest_a = frame->a.rest;
	struct ari_str rest_b = frame->b.rest;
	int order = 0;

	*has_a = rest_a.len > 0;
	*has_b = rest_b.len > 0;
	if (*has_a && !ari_source__entry_next(a, &rest_a))
		return ari_source__fail_tree(err, &frame->a.id);
	if (*has_b && !ari_source__entry_next(b, &rest_b))
		return ari_source__fail_tree(err, &frame->b.id);
	if (*has_a && *has_b)
		order = ari_source__name_cmp(
		    a->name, ari_source__mode_kind(a->mode) == ARI_ENTRY_FOLDER,
		    b->name,
		    ari_source__mode_kind(b->mode) == ARI_ENTRY_FOLDER);
	*has_a = *has_a && order <= 0;
	*has_b = *has_b && order >= 0;
	if (*has_a)
		frame->a.rest = rest_a;
	if (*has_b)
		frame->b.rest = rest_b;
	return *has_a || *has_b;
}

static struct ari_file make_file(const struct ari_source__entry *entry,
				 struct ari_str path)
{
	return (struct ari_file){
	    .path = path,
	    .kind = ari_source__mode_kind(entry->mode),
	    .executable = (entry->mode & 0170100) == 0100100,
	    .id = entry->id,
	};
}

static int tell(struct engine *engine, const struct ari_source__entry *a,
		const struct ari_source__entry *b, size_t path_len,
		unsigned flags, struct ari_error *err)
{
	const struct ari_source__sink *sink = engine->sink;
	struct ari_str path = {engine->path, path_len};
	struct ari_file before = {.path = path};
	struct ari_file after = {.path = path};

	if (a && ari_glob__lists(ari_source__mode_kind(a->mode), flags))
		before = make_file(a, path);
	if (b && ari_glob__lists(ari_source__mode_kind(b->mode), flags))
		after = make_file(b, path);
	if (before.kind == after.kind && ari_oid_eq(&before.id, &after.id) &&
	    before.executable == after.executable &&
	    (!sink->same || before.kind == ARI_ENTRY_NONE))
		return 0;
	return sink->emit(sink->ctx, &before, &after, err);
}

/* One name, of a, of b or of both: go into folders, tell of the rest. */
static int visit(struct engine *engine, const struct ari_source__entry *any,
		 const struct ari_source__entry *a,
		 const struct ari_source__entry *b, struct ari_error *err)
{
	struct frame *frame = &engine->frames[engine->depth - 1];
	size_t len = frame->path_len + any->name.len;
	struct ari_glob__state below;
	unsigned flags;

	if (++engine->seen > ARI_SOURCE_ENTRIES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "more than %zu entries were looked at; "
				     "narrow the register's plans: pattern",
				     ARI_SOURCE_ENTRIES);
	flags = ari_glob__step(&below, engine->glob, &frame->state, any->name);
	if (!flags)
		return 0;
	if (len + 1 >= sizeof(engine->path))
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "a path has more than %d bytes",
				     ARI_SOURCE_PATH);
	memcpy(engine->path + frame->path_len, any->name.ptr, any->name.len);
	if (ari_source__mode_kind(any->mode) != ARI_ENTRY_FOLDER)
		return tell(engine, a, b, len, flags, err);
	if (!(flags & ARI_GLOB__BELOW) ||
	    (a && b && ari_oid_eq(&a->id, &b->id) && !engine->sink->same))
		return 0;
	engine->path[len] = '/';
	return open_frame(engine, a ? &a->id : NULL, b ? &b->id : NULL, len + 1,
			  &below, err);
}

static int run(struct engine *engine, struct ari_error *err)
{
	while (engine->depth) {
		struct frame *frame = &engine->frames[engine->depth - 1];
		struct ari_source__entry a;
		struct ari_source__entry b;
		bool has_a;
		bool has_b;
		int more;

		if (!engine->sink->same)
			skip_equal(frame);
		more = next_pair(frame, &a, &b, &has_a, &has_b, err);
		if (more < 0)
			return -1;
		if (!more) {
			close_frame(frame);
			engine->depth--;
		} else if (visit(engine, has_a ? &a : &b, has_a ? &a : NULL,
				 has_b ? &b : NULL, err)) {
			return -1;
		}
	}
	return 0;
}

int ari_source__tree_compare(struct ari_repo *repo, const struct ari_oid *a,
			     const struct ari_oid *b,
			     const struct ari_glob *glob,
			     const struct ari_source__sink *sink,
			     struct ari_error *err)
{
	struct engine engine = {.repo = repo, .glob = glob, .sink = sink};
	struct ari_glob__state start;
	int result;

	if (a && b && ari_oid_eq(a, b) && !sink->same)
		return 0;
	ari_glob__start(&start, glob);
	result = open_frame(&engine, a, b, 0, &start, err);
	if (result == 0)
		result = run(&engine, err);
	while (engine.depth)
		close_frame(&engine.frames[--engine.depth]);
	free(engine.frames);
	return result;
}

/* The entry called name in a tree: 1, or 0 when there is none. */
static int find_entry(struct ari_source__entry *out, struct ari_repo *repo,
		      const struct ari_oid *tree, struct ari_str name,
		      struct ari_error *err)
{
	git_odb_object *object;
	struct ari_str rest;
	int found = 0;

	if (ari_source__tree(&object, repo, tree, err))
		return -1;
	rest = ari_source__content(object);
	while (rest.len && found == 0) {
		if (!ari_source__entry_next(out, &rest))
			found = ari_source__fail_tree(err, tree);
		else if (ari_str_eq(out->name, name))
			found = 1;
	}
	git_odb_object_free(object);
	return found;
}

int ari_source__tree_find(struct ari_file *out, struct ari_repo *repo,
			  const struct ari_oid *tree, struct ari_str path,
			  struct ari_error *err)
{
	struct ari_source__entry entry = {.mode = 0};
	struct ari_oid at = *tree;
	size_t start = 0;

	*out = (struct ari_file){.path = path};
	for (size_t i = 0; i <= path.len; i++) {
		struct ari_str part = {path.ptr + start, i - start};
		int found;

		if (i < path.len && path.ptr[i] != '/')
			continue;
		if (start &&
		    ari_source__mode_kind(entry.mode) != ARI_ENTRY_FOLDER)
			return 0;
		found = find_entry(&entry, repo, &at, part, err);
		if (found <= 0)
			return found;
		at = entry.id;
		start = i + 1;
	}
	*out = make_file(&entry, path);
	return 0;
}
