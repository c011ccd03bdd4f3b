/*
 * The ledger held to facts that were found in another way, both as sorted
 * lines of text: computed whole and cut, on one thread and more, remembered,
 * from a damaged cache, from another tip, and of one plan only.
 */
#ifndef TESTS_HISTORY_HELD_H
#define TESTS_HISTORY_HELD_H

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
	bool linear; /* of merges nothing is told */
};

static inline void lines_add(struct lines *lines, const struct ari_buf *line)
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

static inline int by_text(const void *a, const void *b)
{
	return ari_str_cmp(*(const struct ari_str *)a,
			   *(const struct ari_str *)b);
}

static inline void lines_sort(struct lines *lines)
{
	if (lines->count)
		qsort(lines->items, lines->count, sizeof(*lines->items),
		      by_text);
}

static inline void lines_clear(struct lines *lines)
{
	ari_arena_release(&lines->arena);
	free(lines->items);
	*lines = (struct lines){.count = 0};
	ari_arena_init(&lines->arena, NULL, 0);
}

/* Trees of these tests are shallow. */
static inline void put_node(struct ari_buf *out, const struct ari_node *node)
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

static inline void put_words(struct ari_buf *out, const struct ari_movement *m)
{
	for (size_t i = 0; i < m->word_count; i++) {
		ari_buf_printf(out, " %d%d", m->words[i].removed,
			       m->words[i].kept);
		ari_buf_str(out, m->words[i].text);
	}
}

static inline void put_fact(struct lines *lines, const struct ari_oid *commit,
			    bool across, struct ari_str plan,
			    struct ari_str path, const struct ari_movement *m)
{
	char hex[ARI_OID_HEX + 1];
	struct ari_buf line;

	ari_buf_init(&line, NULL);
	ari_buf_printf(
	    &line, "%s%s %.*s %.*s#%.*s %s %s/%.*s/%.*s ",
	    ari_oid_hex(hex, commit), across ? " across" : "", (int)path.len,
	    path.ptr, (int)plan.len, plan.ptr, (int)m->ref.len,
	    m->ref.ptr ? m->ref.ptr : "", ari_movement_name(m->kind), m->field,
	    (int)m->milestone.len, m->milestone.ptr ? m->milestone.ptr : "",
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

static inline void put_unreadable(struct lines *lines,
				  const struct ari_oid *commit,
				  struct ari_str path)
{
	char hex[ARI_OID_HEX + 1];
	struct ari_buf line;

	ari_buf_init(&line, NULL);
	ari_buf_printf(&line, "%s unreadable %.*s", ari_oid_hex(hex, commit),
		       (int)path.len, path.ptr);
	lines_add(lines, &line);
	ari_buf_release(&line);
}

/* -- the ledger -- */

static inline void put_entry(struct lines *lines, const struct ari_oid *commit,
			     const struct ari_ledger_entry *entry)
{
	if (entry->what == ARI_LEDGER_UNREADABLE)
		put_unreadable(lines, commit, entry->path);
	if (entry->what == ARI_LEDGER_MOVEMENT)
		put_fact(lines, commit, entry->across, entry->plan, entry->path,
			 &entry->movement);
}

static inline void read_ledger(struct lines *lines, struct fixture *f,
			       const struct ari_ledger_options *options)
{
	const struct ari_ledger_commit *commit;
	struct ari_ledger *ledger;
	int rc;

	must(f, ari_ledger_new(&ledger, f->repo, options, &f->err));
	while ((rc = ari_ledger_next(&commit, ledger, &f->err)) > 0)
		for (size_t i = 0; i < commit->count; i++)
			if (!lines->linear || commit->parents < 2)
				put_entry(lines, &commit->id,
					  &commit->entries[i]);
	must(f, rc);
	ari_ledger_free(ledger);
	lines_sort(lines);
}

/* What a filter picks for one record of a plan, or for the plan. */
static inline void read_part(struct lines *lines, struct fixture *f,
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
			put_entry(lines, &commit->id, entries[i]);
	}
	must(f, rc);
	ari_ledger_free(ledger);
	ari_ledger_filter_release(&filter);
	ari_arena_release(&arena);
	lines_sort(lines);
}

static inline void same_lines(const struct lines *want, const struct lines *got,
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
static inline void check_parts(struct fixture *f,
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

static inline void assert_same(const struct lines *want, struct fixture *f,
			       const struct ari_ledger_options *options,
			       const char *how, unsigned number)
{
	struct lines got = {.linear = want->linear};

	ari_arena_init(&got.arena, NULL, 0);
	read_ledger(&got, f, options);
	same_lines(want, &got, how, number);
	lines_clear(&got);
}

/* -- the cache -- */

static inline const char *cache_file(struct fixture *f, const char *folder)
{
	return ari_arena_printf(&f->arena, "%s/ledger-v1", folder);
}

/* Turn a byte round, at a place that the number chooses. */
static inline void damage(struct fixture *f, const char *folder,
			  unsigned number)
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

static inline void check_cached(const struct lines *want, struct fixture *f,
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
static inline void check_advanced(const struct lines *want, struct fixture *f,
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

/* Hold the ledger of a branch to these lines. */
static inline void hold_history(const struct lines *want, struct fixture *f,
				const struct ari_oid *tip, const char *folder,
				unsigned number)
{
	struct ari_ledger_options options = {
	    .tip = *tip, .threads = 1, .whole = true};

	assert_same(want, f, &options, "whole", number);
	options.whole = false;
	assert_same(want, f, &options, "cut", number);
	options.threads = 3;
	assert_same(want, f, &options, "on threads", number);
	check_cached(want, f, tip, folder, number);
	check_advanced(want, f, tip, folder, number);
	check_parts(f, &options, "one plan", number);
}

static inline struct ari_oid history_tip(struct fixture *f, unsigned number)
{
	char name[32];

	snprintf(name, sizeof(name), "h-%u", number);
	return resolve(f, name).commit;
}

/* How many to try: ARISING_HISTORIES, or so many unless it is set. */
static inline unsigned history_count(unsigned usual)
{
	const char *asked = getenv("ARISING_HISTORIES");

	return asked ? (unsigned)strtoul(asked, NULL, 10) : usual;
}

static inline void write_histories(struct fixture *f, unsigned count,
				   struct fake fake)
{
	const char *import[] = {"sh", "-c", "git fast-import --quiet <stream",
				NULL};
	/* Git notes the commits of some histories, not of others. */
	const char *note[] = {"sh", "-c",
			      "git for-each-ref --format='%(objectname)' "
			      "'refs/heads/h-*[02468]' | "
			      "git commit-graph write --stdin-commits",
			      NULL};
	char path[PATH_MAX];

	fake.state = SEED;
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

#endif
