/*
 * The errors of the real papers: every finding that tests/rules/
 * seed-errors.md names is made at the line it names; dates in prose and
 * wrong years are found there and nowhere else. Runs from the project's
 * root, where example-repo stands.
 */
#include "fixture.h"

#include <stdio.h>

#define PAGE "tests/rules/seed-errors.md"
#define FILES_MAX 3

/* A council's repository at one cycle, checked. */
struct council {
	struct fixture f;
	const char *folder;
	struct ari_buf bytes[2 * FILES_MAX + 1];
	size_t used;
	struct ari_version *versions[FILES_MAX];
	struct ari_version *before[FILES_MAX];
	const char *paths[FILES_MAX];
	size_t count;
};

static struct ari_str read_file(struct ari_buf *buf, const char *path)
{
	char chunk[4096];
	size_t got;
	FILE *file = fopen(path, "rb");

	if (!file)
		fail_msg("%s is not there: run from the project's root", path);
	ari_buf_init(buf, NULL);
	while ((got = fread(chunk, 1, sizeof(chunk), file)))
		ari_buf_add(buf, chunk, got);
	fclose(file);
	return ari_buf_view(buf);
}

static struct ari_str read_step(struct council *c, const char *path)
{
	char full[256];

	snprintf(full, sizeof(full), "example-repo/%s/%s", c->folder, path);
	return read_file(&c->bytes[c->used++], full);
}

static void open_council(struct council *c, const char *folder,
			 const char *register_path, const char *more)
{
	*c = (struct council){.folder = folder};
	fixture_init(&c->f);
	read_step(c, register_path);
	ari_buf_puts(&c->bytes[0], more);
}

static void add_plan(struct council *c, const char *path, const char *before)
{
	size_t at = c->count++;

	c->paths[at] = path;
	c->versions[at] = fixture_read(&c->f, path, read_step(c, path), false);
	if (before)
		c->before[at] =
		    fixture_read(&c->f, before, read_step(c, before), false);
}

static void check_council(struct council *c, int32_t from)
{
	struct ari_movement_dates dates = {from, c->f.dates.day,
					   c->f.dates.period, c->f.dates.near};
	struct ari_error err;

	fixture_register(&c->f, ari_buf_view(&c->bytes[0]));
	for (size_t i = 0; i < c->count; i++) {
		struct ari_version *old = c->before[i];
		struct ari_plan_change *change;

		assert_int_equal(
		    ari_rules_check_version(c->f.rules, c->versions[i], &err),
		    0);
		assert_int_equal(
		    ari_movement_compare(
			&change, old ? old->plan : c->versions[i]->plan,
			c->versions[i]->plan, &dates, &c->f.arena, &err),
		    0);
		assert_int_equal(ari_rules_check_change(c->f.rules, change,
							c->versions[i], &err),
				 0);
	}
	assert_int_equal(ari_rules_check_repository(c->f.rules, c->versions,
						    c->count, NULL, &err),
			 0);
}

static void close_council(struct council *c)
{
	for (size_t i = 0; i < c->count; i++) {
		ari_version_free(c->versions[i]);
		ari_version_free(c->before[i]);
	}
	fixture_release(&c->f);
	for (size_t i = 0; i < c->used; i++)
		ari_buf_release(&c->bytes[i]);
}

static void open_cambridgeshire(struct council *c)
{
	open_council(c, "cambridgeshire", "05-tracker-december/arising.yaml",
		     "  alias-in-prose: warning\n");
	add_plan(c, "01-cabinet-2014/plans/cabinet-2014.yaml", NULL);
	add_plan(c, "05-tracker-december/plans/joint-agreement.yaml",
		 "03-tracker-september/plans/joint-agreement.yaml");
	add_plan(c, "06-peer-december/plans/peer.yaml",
		 "04-peer-draft/plans/peer.yaml");
	check_council(c, ari_day_from(2021, 9, 21));
}

static void open_cheshire_east(struct council *c)
{
	open_council(c, "cheshire-east", "02-policy-committee/arising.yaml",
		     "");
	c->f.dates = (struct ari_rules_dates){ari_day_from(2024, 8, 21),
					      ari_day_from(2024, 8, 13),
					      {ARI_DAY_MIN, ARI_DAY_MIN}};
	add_plan(c, "02-policy-committee/plans/peer.yaml",
		 "01-full-council/plans/peer.yaml");
	check_council(c, ari_day_from(2024, 7, 17));
}

/* -- the page -- */

/* The text between the next two backticks of line, from *at. */
static struct ari_str next_quoted(struct ari_str line, size_t *at)
{
	size_t start, end;

	for (start = *at; start < line.len && line.ptr[start] != '`';)
		start++;
	for (end = start + 1; end < line.len && line.ptr[end] != '`';)
		end++;
	*at = end + 1;
	if (end >= line.len)
		return (struct ari_str){NULL, 0};
	return (struct ari_str){line.ptr + start + 1, end - start - 1};
}

static bool has_finding(struct council *c, struct ari_str code,
			struct ari_str where)
{
	for (size_t i = 0; i < c->count; i++) {
		struct ari_version *version = c->versions[i];
		size_t len = strlen(c->paths[i]);

		if (where.len <= len || memcmp(where.ptr, c->paths[i], len))
			continue;
		for (size_t j = 0; j < version->diags.count; j++) {
			struct ari_diag *diag = &version->diags.items[j];
			struct ari_error err;
			struct ari_place place;
			char line[16];

			assert_int_equal(ari_doc_locate(&place, &version->doc,
							&version->arena,
							diag->span.start, &err),
					 0);
			snprintf(line, sizeof(line), ":%u", place.line);
			if (ari_str_is(code, diag->rule->code) &&
			    ari_str_is((struct ari_str){where.ptr + len,
							where.len - len},
				       line))
				return true;
		}
	}
	return false;
}

static bool is_row(struct ari_str line, struct ari_str *code,
		   struct ari_str *where)
{
	size_t at = 0;

	if (!ari_str_starts(line, "| "))
		return false;
	*code = next_quoted(line, &at);
	*where = code->ptr ? next_quoted(line, &at) : *code;
	return where->ptr && memchr(where->ptr, ':', where->len);
}

static void test_page(void **state)
{
	struct council cambridgeshire, cheshire_east;
	struct ari_str code, where;
	size_t rows = 0, missing = 0;
	struct ari_doc page = {.bytes = {NULL, 0}};
	struct ari_buf buf;

	(void)state;
	open_cambridgeshire(&cambridgeshire);
	open_cheshire_east(&cheshire_east);
	page.bytes = read_file(&buf, PAGE);
	for (size_t from = 0, end; from < page.bytes.len; from = end + 1) {
		struct ari_str line = {page.bytes.ptr + from, 0};

		for (end = from; page.bytes.ptr[end] != '\n'; end++)
			line.len++;
		if (!is_row(line, &code, &where))
			continue;
		rows++;
		if (has_finding(&cambridgeshire, code, where) ||
		    has_finding(&cheshire_east, code, where))
			continue;
		missing++;
		print_error("not found: %.*s\n", (int)line.len, line.ptr);
	}
	assert_int_equal(missing, 0);
	assert_true(rows >= 50);
	ari_buf_release(&buf);
	close_council(&cambridgeshire);
	close_council(&cheshire_east);
}

/* -- these and no others -- */

static void check_only(struct council *c, const char *code,
		       const char *const *refs)
{
	size_t count = 0, found = 0;

	for (size_t i = 0; i < c->count; i++)
		count += fixture_count(c->versions[i], code);
	for (; *refs; refs++) {
		for (size_t i = 0; i < c->count; i++) {
			const struct ari_diags *diags = &c->versions[i]->diags;

			for (size_t j = 0; j < diags->count; j++)
				found +=
				    !strcmp(diags->items[j].rule->code, code) &&
				    ari_str_is(diags->items[j].ref, *refs);
		}
		count--;
		assert_true(found == 1);
		found = 0;
	}
	assert_int_equal(count, 0);
}

static void test_no_others(void **state)
{
	static const char *const dates[] = {
	    "F.10", "G.4", "F.12", "T.12", "T.3", "H.9",  "F.4", "T.7",
	    "E.4",  "E.3", "C.7",  "1.5",  "1.3", "2.1b", NULL};
	static const char *const years[] = {"F.12", "C.7", NULL};
	static const char *const weeks[] = {"E.1", NULL};
	static const char *const tenses[] = {"CE.2", "E.1", NULL};
	static const char *const people[] = {"H.9", NULL};
	static const char *const cuts[] = {"1.5", NULL};
	static const char *const none[] = {NULL};
	static const char *const silent[] = {
	    "contact-details", "status-contradicted", "ref-alike",
	    "ref-reused",      "record-removed",      "done-too-early",
	    "month-load",      "lead-load",	      "baseline-missing",
	    "link-unknown",    "body-unknown",	      "lead-unknown",
	};
	struct council c;

	(void)state;
	open_cambridgeshire(&c);
	check_only(&c, "date-in-prose", dates);
	check_only(&c, "year-in-prose", years);
	check_only(&c, "week-in-prose", weeks);
	check_only(&c, "stale-tense", tenses);
	check_only(&c, "small-numbers", people);
	check_only(&c, "commitment-cut", cuts);
	for (size_t i = 0; i < sizeof(silent) / sizeof(*silent); i++)
		check_only(&c, silent[i], none);
	for (size_t i = 0; i < c.count; i++)
		assert_int_equal(c.versions[i]->diags.errors, 0);
	close_council(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_page),
	    cmocka_unit_test(test_no_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
