/*
 * The ledger against the plainest reading of its definition: at each commit
 * all plans parsed whole, paired by id, compared with each parent, and of a
 * merge what differs from all. Random histories, with every way to compute:
 * cut or whole, on one thread or more, remembered, damaged, from another
 * tip. ARISING_HISTORIES says how many; 200 unless said.
 */
#include "unit/history/held.h"

/* -- the plain reading -- */

struct plain {
	struct ari_repo *repo;
	struct ari_loader loader;
	struct lines *lines;
	struct ari_error err;
};

struct sided {
	struct ari_view *before; /* NULL: a root has none */
	struct ari_view *after;
	struct ari_plan_change **changes;
	size_t count;
};

static struct ari_view *load(struct plain *plain, const struct ari_oid *id,
			     struct ari_arena *arena)
{
	struct ari_snapshot at;
	struct ari_view *view;

	if (ari_snapshot_of_commit(&at, plain->repo, id, arena, &plain->err) ||
	    ari_view_new(&view, &plain->loader, plain->repo, &at,
			 &plain->err) ||
	    ari_view_load_all(view, &plain->loader, &plain->err) ||
	    ari_view_sound(view, &plain->err))
		fail_msg("%s", plain->err.message);
	return view;
}

/* Files alike on both sides are no change: the plan did not move at all. */
static bool is_touched(const struct ari_plan *old, const struct ari_plan *new,
		       const struct sided *sided)
{
	const struct ari_version *a = NULL, *b = NULL;

	for (size_t i = 0; sided->before && i < sided->before->count; i++)
		if (sided->before->versions[i]->plan == old)
			a = sided->before->versions[i];
	for (size_t i = 0; i < sided->after->count; i++)
		if (sided->after->versions[i]->plan == new)
			b = sided->after->versions[i];
	return !a || !b || !ari_oid_eq(&a->blob, &b->blob) ||
	       !ari_str_eq(a->path, b->path);
}

static void compare(struct plain *plain, struct sided *sided,
		    struct ari_arena *arena)
{
	size_t most =
	    (sided->before ? sided->before->count : 0) + sided->after->count;

	sided->changes =
	    ari_arena_array(arena, most + 1, sizeof(*sided->changes));
	for (size_t i = 0; i < sided->after->count; i++) {
		const struct ari_plan *new = sided->after->versions[i]->plan;
		const struct ari_plan *old =
		    sided->before ? ari_view_plan(sided->before, new->id.text)
				  : NULL;

		if (is_touched(old, new, sided))
			assert_int_equal(ari_movement_compare(
					     &sided->changes[sided->count++],
					     old, new, NULL, arena,
					     &plain->err),
					 0);
	}
	for (size_t i = 0; sided->before && i < sided->before->count; i++) {
		const struct ari_plan *old = sided->before->versions[i]->plan;

		if (!ari_view_plan(sided->after, old->id.text))
			assert_int_equal(ari_movement_compare(
					     &sided->changes[sided->count++],
					     old, NULL, NULL, arena,
					     &plain->err),
					 0);
	}
	assert_int_equal(
	    ari_movement_join(sided->changes, sided->count, arena, &plain->err),
	    0);
}

/* One movement with all that says where it stands. */
struct fact {
	struct ari_str plan;
	struct ari_str path;
	const struct ari_movement *m;
	bool whole; /* the record came or went */
};

struct facts {
	struct fact items[2000];
	size_t count;
};

static void add_fact(struct facts *facts, const struct ari_plan_change *change,
		     const struct ari_movement *m, bool whole)
{
	const struct ari_plan *plan = change->new ? change->new : change->old;

	assert_true(facts->count < 2000);
	facts->items[facts->count++] =
	    (struct fact){plan->id.text, plan->path, m, whole};
}

static void gather(struct facts *facts, const struct sided *sided)
{
	facts->count = 0;
	for (size_t p = 0; p < sided->count; p++) {
		const struct ari_plan_change *change = sided->changes[p];

		for (size_t i = 0; i < change->movement_count; i++)
			add_fact(facts, change, &change->movements[i], false);
		for (size_t r = 0; r < change->record_count; r++) {
			const struct ari_record_change *record =
			    &change->records[r];

			for (size_t i = 0; i < record->movement_count; i++)
				add_fact(facts, change, &record->movements[i],
					 !record->old || !record->new);
		}
	}
}

static bool same_place(const struct fact *a, const struct fact *b)
{
	return !strcmp(a->m->field, b->m->field) &&
	       ari_str_eq(a->m->milestone, b->m->milestone) &&
	       ari_str_eq(a->m->key, b->m->key);
}

static bool same_record(const struct fact *a, const struct fact *b)
{
	return ari_str_eq(a->plan, b->plan) &&
	       !a->m->ref.ptr == !b->m->ref.ptr &&
	       ari_str_eq(a->m->ref, b->m->ref);
}

static bool differs(const struct facts *parent, const struct fact *fact)
{
	for (size_t i = 0; i < parent->count; i++)
		if (same_record(&parent->items[i], fact) &&
		    (parent->items[i].whole ||
		     same_place(&parent->items[i], fact)))
			return true;
	return false;
}

static bool told_before(const struct facts *parents, size_t p,
			const struct fact *fact, size_t count)
{
	for (size_t k = 0; k < p; k++)
		for (size_t i = 0; i < parents[k].count; i++) {
			const struct fact *other = &parents[k].items[i];
			bool all = true;

			if (!same_record(other, fact) ||
			    !same_place(other, fact))
				continue;
			for (size_t o = 0; o < count; o++)
				all &= o == k || differs(&parents[o], other);
			if (all)
				return true;
		}
	return false;
}

static void read_commit(struct plain *plain, const struct ari_commit *commit)
{
	size_t count = commit->parent_count ? commit->parent_count : 1;
	struct facts *parents = calloc(count, sizeof(*parents));
	struct sided *sides = calloc(count, sizeof(*sides));
	struct ari_arena arena;

	assert_non_null(parents);
	assert_non_null(sides);
	ari_arena_init(&arena, NULL, 0);
	for (size_t p = 0; p < count; p++) {
		sides[p].after = load(plain, &commit->id, &arena);
		if (commit->parent_count)
			sides[p].before =
			    load(plain, &commit->parents[p], &arena);
		compare(plain, &sides[p], &arena);
		gather(&parents[p], &sides[p]);
	}
	for (size_t p = 0; p < count; p++)
		for (size_t i = 0; i < parents[p].count; i++) {
			const struct fact *fact = &parents[p].items[i];
			bool all = true;

			for (size_t o = 0; o < count; o++)
				all &= o == p || differs(&parents[o], fact);
			if (all && !told_before(parents, p, fact, count))
				put_fact(plain->lines, &commit->id, false,
					 fact->plan, fact->path, fact->m);
		}
	for (size_t p = 0; p < count; p++) {
		ari_view_free(sides[p].before);
		ari_view_free(sides[p].after);
	}
	ari_arena_release(&arena);
	free(sides);
	free(parents);
}

static void read_plainly(struct lines *lines, struct fixture *f,
			 const struct ari_oid *tip)
{
	struct plain plain = {.repo = f->repo, .lines = lines};
	struct ari_walk_options options = {.tip = *tip};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	int rc;

	must(f, ari_loader_init(&plain.loader, 0, &f->err));
	plain.loader.threads = 1;
	must(f, ari_walk_new(&walk, f->repo, &options, &f->err));
	while ((rc = ari_walk_next(&commit, walk, &f->err)) > 0)
		read_commit(&plain, commit);
	must(f, rc);
	ari_walk_free(walk);
	ari_loader_release(&plain.loader);
	lines_sort(lines);
}

/* -- the ledger -- */

static void check_history(struct fixture *f, const char *folder,
			  unsigned number)
{
	struct ari_oid tip = history_tip(f, number);
	struct lines want = {.count = 0};

	ari_arena_init(&want.arena, NULL, 0);
	read_plainly(&want, f, &tip);
	assert_true(want.count > COMMITS / 2);
	hold_history(&want, f, &tip, folder, number);
	lines_clear(&want);
}

static void equals_the_plain_reading(void **state)
{
	struct fixture *f = *state;
	unsigned count = history_count(200);
	const char *folder =
	    ari_arena_printf(&f->arena, "%s/cache", f->git.dir);

	write_histories(f, count, (struct fake){.breaks = false});
	attach(f);
	for (unsigned i = 0; i < count; i++)
		check_history(f, folder, i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(equals_the_plain_reading, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
