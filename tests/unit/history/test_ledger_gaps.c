/*
 * The ledger of files that cannot be read for a while, against the plainest
 * reading of its definition:
 *
 * - A commit that leaves a file unreadable says so; its plan does not move.
 * - A file that is mended, or leaves, is compared with the last version of
 *   its path that could be read, and what moved is told `across`.
 * - What comes where an unreadable file leaves is that file renamed, if it is
 *   the plan that the file was last; else it is told `across`.
 * - Of a file that came unreadable that version is the plan of the same id
 *   that left in the same commit: it was renamed, and did not leave. What
 *   leaves beside such a file without being found in it is told `across`.
 *
 * A file that is renamed while it cannot be read before nor after is not
 * followed: its plan leaves and comes, both `across`.
 *
 * Back over a merge the story of an unreadable file goes on where its bytes
 * are the same, else where it could be read. What a merge itself moves is held
 * to no lines here.
 */
#include "unit/history/held.h"

#define FILES 16

/* -- the files of each commit -- */

struct version {
	struct ari_str path;
	enum ari_entry_kind kind;
	struct ari_oid blob;
	struct ari_version *read; /* NULL: it cannot be read */
	struct ari_str id;
	bool claimed; /* found again in a file that came unreadable */
};

struct state {
	struct ari_oid commit;
	const struct state *parents[8]; /* NULL: walked later */
	struct ari_oid parent_ids[8];
	size_t parent_count;
	struct version files[FILES];
	size_t count;
};

struct plain {
	struct fixture *f;
	struct ari_loader loader;
	struct ari_glob glob;
	struct ari_arena arena;
	struct state *states; /* newest first */
	size_t count;
	struct lines *lines;
};

static void read_version(struct plain *plain, struct version *version,
			 const struct ari_snapshot *at)
{
	struct fixture *f = plain->f;
	struct ari_str bytes;
	struct ari_error ignored;

	if (version->kind != ARI_ENTRY_FILE)
		return;
	must(f, ari_source_read_blob(&bytes, f->repo, &version->blob,
				     &plain->arena, &f->err));
	must(f, ari_version_read(&version->read, &plain->loader, version->path,
				 bytes, false, &f->err));
	if (ari_version_sound(version->read, at, &ignored)) {
		ari_version_free(version->read);
		version->read = NULL;
		return;
	}
	version->id = version->read->plan->id.text;
}

static void read_state(struct plain *plain, struct state *state,
		       const struct ari_commit *commit)
{
	struct fixture *f = plain->f;
	struct ari_snapshot at;
	struct ari_files files;

	state->commit = commit->id;
	assert_true(commit->parent_count <= 8);
	state->parent_count = commit->parent_count;
	for (size_t i = 0; i < commit->parent_count; i++)
		state->parent_ids[i] = commit->parents[i];
	must(f, ari_snapshot_of_commit(&at, f->repo, &commit->id, &plain->arena,
				       &f->err));
	must(f, ari_source_list(&files, f->repo, &at, &plain->glob,
				&plain->arena, &f->err));
	assert_true(files.count <= FILES);
	for (size_t i = 0; i < files.count; i++) {
		struct version *version = &state->files[state->count++];

		version->path = files.items[i].path;
		version->kind = files.items[i].kind;
		version->blob = files.items[i].id;
		read_version(plain, version, &at);
	}
}

static void find_parents(struct plain *plain)
{
	for (size_t i = 0; i < plain->count; i++) {
		struct state *state = &plain->states[i];

		for (size_t p = 0; p < state->parent_count; p++)
			for (size_t k = 0; k < plain->count; k++)
				if (ari_oid_eq(&plain->states[k].commit,
					       &state->parent_ids[p]))
					state->parents[p] = &plain->states[k];
	}
}

static struct version *find_path(const struct state *state, struct ari_str path)
{
	for (size_t i = 0; state && i < state->count; i++)
		if (ari_str_eq(state->files[i].path, path))
			return (struct version *)&state->files[i];
	return NULL;
}

static bool is_alike(const struct version *a, const struct version *b)
{
	return a && b && a->kind == b->kind && ari_oid_eq(&a->blob, &b->blob);
}

/* -- what an unreadable file stands for -- */

/* The plan that left where a file came unreadable. */
static struct version *find_left(const struct state *before,
				 const struct state *after, struct ari_str id)
{
	for (size_t i = 0; before && i < before->count; i++) {
		const struct version *left = &before->files[i];

		if (left->read && !find_path(after, left->path) &&
		    ari_str_eq(left->id, id))
			return find_path(before, left->path);
	}
	return NULL;
}

/* The parent on which the story of an unreadable file goes on. */
static const struct state *step_back(const struct state *at,
				     const struct version *version)
{
	const struct state *found = NULL;

	for (size_t p = 0; p < at->parent_count; p++) {
		struct version *before =
		    find_path(at->parents[p], version->path);

		if (is_alike(before, version))
			return at->parents[p];
		if (before &&
		    (!found ||
		     (before->read && !find_path(found, version->path)->read)))
			found = at->parents[p];
	}
	return found;
}

/* What a path said last, at a state where it cannot be read; or NULL. */
static struct version *last_said(const struct state *at, struct ari_str path,
				 struct ari_str id)
{
	for (;;) {
		struct version *version = find_path(at, path);
		const struct state *before;

		if (version->read)
			return version;
		before = step_back(at, version);
		if (!before && at->parent_count < 2)
			return find_left(at->parents[0], at, id);
		if (!before)
			return NULL;
		at = before;
	}
}

/* -- one commit -- */

static void put_change(struct plain *plain, const struct state *state,
		       const struct ari_plan_change *change, bool across)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;

	for (size_t i = 0; i < change->movement_count; i++)
		put_fact(plain->lines, &state->commit, across, plan->id.text,
			 plan->path, &change->movements[i]);
	for (size_t r = 0; r < change->record_count; r++) {
		const struct ari_record_change *record = &change->records[r];

		for (size_t i = 0; i < record->movement_count; i++)
			put_fact(plain->lines, &state->commit, across,
				 plan->id.text, plan->path,
				 &record->movements[i]);
	}
}

static struct ari_plan_change *compare(struct plain *plain,
				       const struct version *old,
				       const struct version *new)
{
	struct ari_plan_change *change;

	must(plain->f,
	     ari_movement_compare(&change, old ? old->read->plan : NULL,
				  new ? new->read->plan : NULL, NULL,
				  &plain->arena, &plain->f->err));
	return change;
}

/* The plan that a path was before it left, among those that came; taken. */
static struct version *find_came(const struct state *parent,
				 struct ari_str path, struct version **came,
				 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct version *old;
		struct version *new = came[i];

		if (!new)
			continue;
		old = last_said(parent, path, new->id);
		if (!old || !ari_str_eq(old->id, new->id))
			continue;
		came[i] = NULL;
		return new;
	}
	return NULL;
}

/* A path that could not be read before, and is mended or left now. */
static void bridge(struct plain *plain, const struct state *state,
		   const struct state *parent, struct ari_str path,
		   struct version **came, size_t count)
{
	struct version *new = find_path(state, path), *old;

	if (!new)
		new = find_came(parent, path, came, count);
	old =
	    last_said(parent, path, new ? new->id : (struct ari_str){NULL, 0});
	if (old && !ari_str_eq(old->path, path))
		old->claimed = true;
	if (old && new && !ari_str_eq(old->id, new->id)) {
		put_change(plain, state, compare(plain, old, NULL), true);
		old = NULL;
	}
	if (old || new)
		put_change(plain, state, compare(plain, old, new), true);
}

static void say_unreadable(struct plain *plain, const struct state *state)
{
	for (size_t i = 0; i < state->count; i++) {
		const struct version *version = &state->files[i];
		bool new = true;

		for (size_t p = 0; p < state->parent_count; p++)
			new &= !is_alike(version, find_path(state->parents[p],
							    version->path));
		if (new && !version->read)
			put_unreadable(plain->lines, &state->commit,
				       version->path);
	}
}

/* Versions of a commit, or of its parent, that are compared as they stand. */
static size_t gather(struct version **out, const struct state *from,
		     const struct state *other)
{
	size_t count = 0;

	for (size_t i = 0; from && i < from->count; i++) {
		struct version *version = find_path(from, from->files[i].path);
		const struct version *beside = find_path(other, version->path);

		if (version->read && !is_alike(version, beside) &&
		    (!beside || beside->read))
			out[count++] = version;
	}
	return count;
}

static struct version *take(struct version **from, size_t count,
			    struct ari_str id)
{
	for (size_t i = 0; i < count; i++) {
		struct version *version = from[i];

		if (!version || !ari_str_eq(version->id, id))
			continue;
		from[i] = NULL;
		return version;
	}
	return NULL;
}

static bool came_unreadable(const struct state *state,
			    const struct state *parent)
{
	for (size_t i = 0; i < state->count; i++)
		if (!state->files[i].read &&
		    !find_path(parent, state->files[i].path))
			return true;
	return false;
}

static bool unreadable_left(const struct state *state,
			    const struct state *parent)
{
	for (size_t i = 0; parent && i < parent->count; i++)
		if (!parent->files[i].read &&
		    !find_path(state, parent->files[i].path))
			return true;
	return false;
}

static void read_linear(struct plain *plain, const struct state *state)
{
	const struct state *parent = state->parents[0];
	struct version *old[FILES], *new[FILES];
	struct ari_plan_change *changes[2 * FILES];
	size_t olds = gather(old, parent, state);
	size_t news = gather(new, state, parent), count = 0;

	bool left = unreadable_left(state, parent);

	for (size_t i = 0; i < news; i++) {
		struct version *before = take(old, olds, new[i]->id);

		if (!before && left)
			continue;
		changes[count++] = compare(plain, before, new[i]);
		new[i] = NULL;
	}
	for (size_t i = 0; parent && i < parent->count; i++) {
		const struct version *before = &parent->files[i];
		const struct version *after = find_path(state, before->path);

		if (!before->read && (!after || after->read))
			bridge(plain, state, parent, before->path, new, news);
	}
	for (size_t i = 0; i < news; i++)
		if (new[i])
			put_change(plain, state, compare(plain, NULL, new[i]),
				   true);
	for (size_t i = 0; i < olds; i++)
		if (old[i] && !old[i]->claimed)
			changes[count++] = compare(plain, old[i], NULL);
	must(plain->f,
	     ari_movement_join(changes, count, &plain->arena, &plain->f->err));
	for (size_t i = 0; i < count; i++)
		put_change(plain, state, changes[i],
			   !changes[i]->new &&came_unreadable(state, parent));
}

static void read_plainly(struct plain *plain, const struct ari_oid *tip)
{
	struct fixture *f = plain->f;
	struct ari_walk_options options = {.tip = *tip};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	int rc;

	must(f, ari_walk_new(&walk, f->repo, &options, &f->err));
	while ((rc = ari_walk_next(&commit, walk, &f->err)) > 0) {
		assert_true(plain->count < COMMITS + LINES);
		read_state(plain, &plain->states[plain->count++], commit);
	}
	must(f, rc);
	ari_walk_free(walk);
	find_parents(plain);
	/* Newest first: what is found again is known when it left. */
	for (size_t i = 0; i < plain->count; i++) {
		if (plain->states[i].parent_count > 1)
			continue;
		say_unreadable(plain, &plain->states[i]);
		read_linear(plain, &plain->states[i]);
	}
	lines_sort(plain->lines);
}

static void check_history(struct fixture *f, const char *folder,
			  unsigned number)
{
	struct ari_oid tip = history_tip(f, number);
	struct lines want = {.linear = true};
	struct plain plain = {.f = f, .lines = &want};

	ari_arena_init(&want.arena, NULL, 0);
	ari_arena_init(&plain.arena, NULL, 0);
	plain.glob = make_glob(f, "plans/*.yaml");
	plain.states = calloc(COMMITS + LINES, sizeof(*plain.states));
	assert_non_null(plain.states);
	must(f, ari_loader_init(&plain.loader, 0, &f->err));
	read_plainly(&plain, &tip);
	assert_true(want.count > COMMITS / 2);
	hold_history(&want, f, &tip, folder, number);
	for (size_t i = 0; i < plain.count; i++)
		for (size_t k = 0; k < plain.states[i].count; k++)
			ari_version_free(plain.states[i].files[k].read);
	ari_loader_release(&plain.loader);
	ari_arena_release(&plain.arena);
	free(plain.states);
	lines_clear(&want);
}

static void bridges_what_cannot_be_read(void **state)
{
	struct fixture *f = *state;
	unsigned count = history_count(20);
	const char *folder =
	    ari_arena_printf(&f->arena, "%s/cache", f->git.dir);

	write_histories(f, count, (struct fake){.breaks = true});
	attach(f);
	for (unsigned i = 0; i < count; i++)
		check_history(f, folder, i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(bridges_what_cannot_be_read, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
