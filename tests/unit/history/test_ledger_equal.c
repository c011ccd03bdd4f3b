/*
 * The ledger against the plainest reading of its definition: at each commit
 * all plans parsed whole, paired by id, compared with each parent, and of a
 * merge what differs from all. Random histories, with every way to compute:
 * cut or whole, on one thread or more, remembered, damaged, from another
 * tip. ARISING_HISTORIES says how many; 200 unless said.
 */
#include "unit/source/fixture.h"

#include <arising/ledger.h>

#include "unit/history/histories.h"

#define COMMITS 24
#define SEED 20211217

/* -- facts as lines of text -- */

struct lines {
	struct ari_arena arena;
	struct ari_str *items;
	size_t count;
	size_t room;
};

static void lines_add(struct lines *lines, const struct ari_buf *line)
{
	if (lines->count == lines->room) {
		lines->room = lines->room ? lines->room * 2 : 256;
		lines->items =
		    realloc(lines->items, lines->room * sizeof(*lines->items));
		assert_non_null(lines->items);
	}
	lines->items[lines->count++] =
	    ari_arena_dup(&lines->arena, ari_buf_view(line));
}

static int by_text(const void *a, const void *b)
{
	return ari_str_cmp(*(const struct ari_str *)a,
			   *(const struct ari_str *)b);
}

static void lines_sort(struct lines *lines)
{
	if (lines->count)
		qsort(lines->items, lines->count, sizeof(*lines->items),
		      by_text);
}

static void lines_clear(struct lines *lines)
{
	ari_arena_release(&lines->arena);
	free(lines->items);
	*lines = (struct lines){.count = 0};
	ari_arena_init(&lines->arena, NULL, 0);
}

/* Trees of these tests are shallow. */
static void put_node(struct ari_buf *out, const struct ari_node *node)
{
	if (!node) {
		ari_buf_puts(out, "-");
		return;
	}
	if (node->kind == ARI_NODE_SCALAR) {
		ari_buf_printf(out, "%d\"", node->type);
		ari_buf_str(out, ari_node_text(node));
		ari_buf_byte(out, '"');
		return;
	}
	ari_buf_byte(out, '(');
	for (uint32_t i = 0; i < node->len; i++) {
		put_node(out, &node->u.items[i]);
		ari_buf_byte(out, ' ');
	}
	ari_buf_byte(out, ')');
}

static void put_words(struct ari_buf *out, const struct ari_movement *m)
{
	for (size_t i = 0; i < m->word_count; i++) {
		ari_buf_printf(out, " %d%d", m->words[i].removed,
			       m->words[i].kept);
		ari_buf_str(out, m->words[i].text);
	}
}

static void put_fact(struct lines *lines, const struct ari_oid *commit,
		     struct ari_str plan, struct ari_str path,
		     const struct ari_movement *m)
{
	char hex[ARI_OID_HEX + 1];
	struct ari_buf line;

	ari_buf_init(&line, NULL);
	ari_buf_printf(&line, "%s %.*s %.*s#%.*s %s %s/%.*s/%.*s ",
		       ari_oid_hex(hex, commit), (int)path.len, path.ptr,
		       (int)plan.len, plan.ptr, (int)m->ref.len,
		       m->ref.ptr ? m->ref.ptr : "", ari_movement_name(m->kind),
		       m->field, (int)m->milestone.len,
		       m->milestone.ptr ? m->milestone.ptr : "",
		       (int)m->key.len, m->key.ptr ? m->key.ptr : "");
	put_node(&line, m->before);
	ari_buf_puts(&line, " => ");
	put_node(&line, m->after);
	ari_buf_printf(&line, " %d %d", m->has_days, m->has_days ? m->days : 0);
	for (size_t i = 0; i < m->ref_count; i++)
		ari_buf_printf(&line, " %.*s", (int)m->refs[i].len,
			       m->refs[i].ptr);
	put_words(&line, m);
	lines_add(lines, &line);
	ari_buf_release(&line);
}

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
				put_fact(plain->lines, &commit->id, fact->plan,
					 fact->path, fact->m);
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

static void read_ledger(struct lines *lines, struct fixture *f,
			const struct ari_ledger_options *options)
{
	const struct ari_ledger_commit *commit;
	struct ari_ledger *ledger;
	int rc;

	must(f, ari_ledger_new(&ledger, f->repo, options, &f->err));
	while ((rc = ari_ledger_next(&commit, ledger, &f->err)) > 0)
		for (size_t i = 0; i < commit->count; i++) {
			const struct ari_ledger_entry *entry =
			    &commit->entries[i];

			assert_false(entry->across);
			assert_int_not_equal(entry->what,
					     ARI_LEDGER_UNREADABLE);
			if (entry->what == ARI_LEDGER_MOVEMENT)
				put_fact(lines, &commit->id, entry->plan,
					 entry->path, &entry->movement);
		}
	must(f, rc);
	ari_ledger_free(ledger);
	lines_sort(lines);
}

/* What a filter picks for one record of a plan, or for the plan. */
static void read_part(struct lines *lines, struct fixture *f,
		      const struct ari_ledger_options *options,
		      struct ari_str plan, struct ari_str ref)
{
	const struct ari_ledger_commit *commit;
	struct ari_ledger_filter filter;
	struct ari_ledger *ledger;
	struct ari_arena arena;
	int rc;

	ari_arena_init(&arena, NULL, 0);
	ari_ledger_filter_init(&filter);
	filter.plan = plan;
	filter.ref = ref;
	must(f, ari_ledger_new(&ledger, f->repo, options, &f->err));
	while ((rc = ari_ledger_next(&commit, ledger, &f->err)) > 0) {
		const struct ari_ledger_entry **entries;
		size_t count;

		ari_arena_clear(&arena);
		must(f, ari_ledger_pick(&entries, &count, &filter, commit,
					&arena, &f->err));
		ari_ledger_hint(ledger, filter.plans, filter.plan_count);
		for (size_t i = 0; i < count; i++)
			put_fact(lines, &commit->id, entries[i]->plan,
				 entries[i]->path, &entries[i]->movement);
	}
	must(f, rc);
	ari_ledger_free(ledger);
	ari_ledger_filter_release(&filter);
	ari_arena_release(&arena);
	lines_sort(lines);
}

static void same_lines(const struct lines *want, const struct lines *got,
		       const char *how, unsigned number)
{
	for (size_t i = 0; i < want->count || i < got->count; i++)
		if (i >= want->count || i >= got->count ||
		    !ari_str_eq(want->items[i], got->items[i]))
			fail_msg("history %u, %s: line %zu of %zu/%zu:\n%s\n%s",
				 number, how, i, want->count, got->count,
				 i < want->count ? want->items[i].ptr
						 : "(none)",
				 i < got->count ? got->items[i].ptr : "(none)");
}

/*
 * Reading one plan only gives what the whole ledger has of it, and so does
 * what was remembered, where options name a cache.
 */
static void check_parts(struct fixture *f,
			const struct ari_ledger_options *options,
			const char *how, unsigned number)
{
	for (unsigned i = 0; i < 2 * PLANS; i++) {
		struct ari_ledger_options all = {.tip = options->tip};
		struct ari_ledger_options one = *options;
		struct lines want = {.count = 0}, got = {.count = 0};
		struct ari_str plan, ref = {NULL, 0};
		char name[16], label[16];

		snprintf(name, sizeof(name), "plan-%u", i);
		snprintf(label, sizeof(label), "A.%u", 1 + number % 30);
		plan = ari_str_from(name);
		if ((number + i) % 3)
			ref = ari_str_from(label);
		ari_arena_init(&want.arena, NULL, 0);
		ari_arena_init(&got.arena, NULL, 0);
		read_part(&want, f, &all, plan, ref);
		one.plan = plan;
		read_part(&got, f, &one, plan, ref);
		same_lines(&want, &got, how, number);
		lines_clear(&want);
		lines_clear(&got);
	}
}

static void assert_same(const struct lines *want, struct fixture *f,
			const struct ari_ledger_options *options,
			const char *how, unsigned number)
{
	struct lines got = {.count = 0};

	ari_arena_init(&got.arena, NULL, 0);
	read_ledger(&got, f, options);
	same_lines(want, &got, how, number);
	lines_clear(&got);
}

/* -- the cache -- */

static const char *cache_file(struct fixture *f, const char *folder)
{
	return ari_arena_printf(&f->arena, "%s/ledger-v1", folder);
}

/* Turn a byte round, at a place that the number chooses. */
static void damage(struct fixture *f, const char *folder, unsigned number)
{
	FILE *file = fopen(cache_file(f, folder), "r+b");
	long size;
	int c;

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	size = ftell(file);
	assert_true(size > 100);
	fseek(file, (long)(number * 7919L % size), SEEK_SET);
	c = fgetc(file);
	fseek(file, -1, SEEK_CUR);
	fputc(c ^ 0x55, file);
	fclose(file);
}

static void check_cached(const struct lines *want, struct fixture *f,
			 const struct ari_oid *tip, const char *folder,
			 unsigned number)
{
	struct ari_ledger_options options = {.tip = *tip, .cache = folder};
	const char *file = cache_file(f, folder);

	unlink(file);
	assert_same(want, f, &options, "remembering", number);
	assert_int_equal(access(file, R_OK), 0);
	assert_same(want, f, &options, "remembered", number);
	check_parts(f, &options, "one plan, remembered", number);
	damage(f, folder, number);
	assert_same(want, f, &options, "damaged", number);
	unlink(file);
	assert_same(want, f, &options, "remembering anew", number);
	damage(f, folder, number);
	check_parts(f, &options, "one plan, damaged", number);
	assert_int_equal(truncate(file, (off_t)(number * 37 % 4096)), 0);
	assert_same(want, f, &options, "cut short", number);
}

/* What was remembered of the first parent serves its child. */
static void check_advanced(const struct lines *want, struct fixture *f,
			   const struct ari_oid *tip, const char *folder,
			   unsigned number)
{
	struct ari_ledger_options options = {.tip = *tip, .cache = folder};
	struct lines none = {.count = 0};
	char name[32];

	ari_arena_init(&none.arena, NULL, 0);
	snprintf(name, sizeof(name), "h-%u~5", number);
	options.tip = resolve(f, name).commit;
	unlink(cache_file(f, folder));
	read_ledger(&none, f, &options);
	options.tip = *tip;
	assert_same(want, f, &options, "from another tip", number);
	lines_clear(&none);
}

static void check_history(struct fixture *f, const char *folder,
			  unsigned number)
{
	struct ari_ledger_options options = {.threads = 1};
	struct lines want = {.count = 0};
	char name[32];

	ari_arena_init(&want.arena, NULL, 0);
	snprintf(name, sizeof(name), "h-%u", number);
	options.tip = resolve(f, name).commit;
	read_plainly(&want, f, &options.tip);
	assert_true(want.count > COMMITS / 2);
	options.whole = true;
	assert_same(&want, f, &options, "whole", number);
	options.whole = false;
	assert_same(&want, f, &options, "cut", number);
	options.threads = 3;
	assert_same(&want, f, &options, "on threads", number);
	check_cached(&want, f, &options.tip, folder, number);
	check_advanced(&want, f, &options.tip, folder, number);
	check_parts(f, &options, "one plan", number);
	lines_clear(&want);
}

static void write_histories(struct fixture *f, unsigned count)
{
	const char *import[] = {"sh", "-c", "git fast-import --quiet <stream",
				NULL};
	/* Git notes the commits of some histories, not of others. */
	const char *note[] = {"sh", "-c",
			      "git for-each-ref --format='%(objectname)' "
			      "'refs/heads/h-*[02468]' | "
			      "git commit-graph write --stdin-commits",
			      NULL};
	struct fake fake = {.state = SEED};
	char path[PATH_MAX];

	fake.out = fopen(repo_path(path, &f->git, "stream"), "wb");
	assert_non_null(fake.out);
	for (unsigned i = 0; i < count; i++)
		fake_history(&fake, i, COMMITS);
	assert_int_equal(fclose(fake.out), 0);
	repo_spawn(&f->git, import);
	if (!f->git.status)
		repo_spawn(&f->git, note);
	if (f->git.status)
		fail_msg("%s", f->git.out);
}

static void equals_the_plain_reading(void **state)
{
	struct fixture *f = *state;
	const char *asked = getenv("ARISING_HISTORIES");
	unsigned count = asked ? (unsigned)strtoul(asked, NULL, 10) : 200;
	const char *folder =
	    ari_arena_printf(&f->arena, "%s/cache", f->git.dir);

	write_histories(f, count);
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
