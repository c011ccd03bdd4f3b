/*
 * Who made the commits of a ledger, against `git log --use-mailmap`: names
 * and addresses as the tip's .mailmap corrects them and as the commits have
 * them, over random histories of many people.
 */
#include "unit/history/held.h"

#define PEOPLE "%H|%aN|%aE|%an|%ae|%cN|%cE|%cn|%ce"

static void put_person(struct ari_buf *out, const struct ari_person *person)
{
	const struct ari_str parts[] = {person->name, person->email,
					person->raw_name, person->raw_email};

	for (size_t i = 0; i < 4; i++) {
		ari_buf_byte(out, '|');
		ari_buf_str(out, parts[i]);
	}
}

static void read_people(struct lines *out, struct fixture *f,
			const struct ari_ledger_options *options)
{
	const struct ari_ledger_commit *commit;
	struct ari_ledger *ledger;
	int rc;

	must(f, ari_ledger_new(&ledger, f->repo, options, &f->err));
	while ((rc = ari_ledger_next(&commit, ledger, &f->err)) > 0) {
		char hex[ARI_OID_HEX + 1];
		struct ari_buf line;

		ari_buf_init(&line, NULL);
		ari_buf_puts(&line, ari_oid_hex(hex, &commit->id));
		put_person(&line, &commit->author);
		put_person(&line, &commit->committer);
		lines_add(out, &line);
		ari_buf_release(&line);
	}
	must(f, rc);
	ari_ledger_free(ledger);
	lines_sort(out);
}

/* The branch's own .mailmap, whatever the folder holds. */
static void read_git(struct lines *out, struct fixture *f, unsigned number)
{
	char blob[64], branch[32];
	const char *at;

	snprintf(branch, sizeof(branch), "h-%u", number);
	snprintf(blob, sizeof(blob), "mailmap.blob=%s:.mailmap", branch);
	at = repo_git(&f->git, "-c", blob, "log", "--use-mailmap",
		      "--format=" PEOPLE, branch, NULL);
	while (*at) {
		size_t len = strcspn(at, "\n");
		struct ari_buf line;

		ari_buf_init(&line, NULL);
		ari_buf_add(&line, at, len);
		lines_add(out, &line);
		ari_buf_release(&line);
		at += len + (at[len] == '\n');
	}
	lines_sort(out);
}

static void hold_people(const struct lines *want, struct fixture *f,
			const struct ari_ledger_options *options,
			const char *how, unsigned number)
{
	struct lines got = {.count = 0};

	ari_arena_init(&got.arena, NULL, 0);
	read_people(&got, f, options);
	same_lines(want, &got, how, number);
	lines_clear(&got);
}

static void check_people(struct fixture *f, const char *folder, unsigned number)
{
	struct ari_ledger_options options = {.threads = 1, .all = true};
	struct lines want = {.count = 0}, other = {.count = 0};
	struct ari_oid tip = history_tip(f, number);
	char name[32];

	ari_arena_init(&want.arena, NULL, 0);
	ari_arena_init(&other.arena, NULL, 0);
	read_git(&want, f, number);
	assert_true(want.count >= COMMITS);
	options.tip = tip;
	hold_people(&want, f, &options, "cold", number);
	/* Remembered of a tip that has another .mailmap. */
	options.cache = folder;
	snprintf(name, sizeof(name), "h-%u~5", number);
	options.tip = resolve(f, name).commit;
	unlink(cache_file(f, folder));
	read_people(&other, f, &options);
	options.tip = tip;
	hold_people(&want, f, &options, "from another tip", number);
	hold_people(&want, f, &options, "remembered", number);
	lines_clear(&want);
	lines_clear(&other);
}

static void tells_whom_git_tells(void **state)
{
	struct fixture *f = *state;
	unsigned count = history_count(60);
	const char *folder =
	    ari_arena_printf(&f->arena, "%s/cache", f->git.dir);

	write_histories(f, count, (struct fake){.people = true});
	attach(f);
	for (unsigned i = 0; i < count; i++)
		check_people(f, folder, i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(tells_whom_git_tells, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
