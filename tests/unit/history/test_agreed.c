/*
 * What was first agreed: by cycles, by approvals between them, through
 * renamed files, new refs and other plans, past what cannot be read.
 */
#include "unit/source/fixture.h"

#include <arising/agreed.h>

#define REGISTER "arising: 1\ncouncil: Test\nplans: plans/*.yaml\n"

static void write_register(struct fixture *f)
{
	repo_text(&f->git, "arising.yaml", REGISTER);
}

/* A plan p of that stage, whose actions are these lines. */
static void write_plan(struct fixture *f, const char *path, const char *stage,
		       const char *actions)
{
	char text[1000];

	snprintf(text, sizeof(text),
		 "plan: p\ntitle: T\nkind: other\nstage: %s\nactions:\n%s",
		 stage, actions);
	repo_text(&f->git, path, text);
}

#define ACTION(ref, due) "  - {ref: " ref ", action: Do it, due: " due "}\n"

static void commit(struct fixture *f, unsigned number)
{
	snprintf(f->git.date, sizeof(f->git.date), "@%u +0000",
		 1639735200 + 3600 * number);
	repo_git(&f->git, "add", "-A", NULL);
	repo_git(&f->git, "commit", "-q", "-m", "a change", NULL);
}

static void close_cycle(struct fixture *f, const char *id)
{
	char name[40];

	snprintf(name, sizeof(name), "cycle/%s", id);
	repo_git(&f->git, "tag", "-a", "-m", "x", name, NULL);
}

/*
 * "what first cycle slips days;" of each milestone of p#ref at HEAD, then the
 * record's own first day. open: HEAD is on its way to a cycle.
 */
static const char *ask(struct fixture *f, const char *ref, bool open)
{
	struct ari_agreed_request request = {.open = open};
	struct ari_agreed_record record = {0};
	const struct ari_loader loader = {.threads = 1};
	struct ari_view *view;
	const char *words;
	struct ari_buf out;

	attach(f);
	request.at = resolve(f, "HEAD");
	request.at.cycle = ARI_STR("now");
	must(f, ari_view_new(&view, &loader, f->repo, &request.at, &f->err));
	must(f, ari_view_load_all(view, &loader, &f->err));
	request.reg = view->reg;
	record.record =
	    ari_plan_find(ari_view_plan(view, ARI_STR("p")), ari_str_from(ref));
	assert_non_null(record.record);
	must(f, ari_history_agreed(&record, 1, &loader, f->repo, &request,
				   &f->arena, &f->err));
	ari_buf_init(&out, NULL);
	for (size_t i = 0; i < record.count; i++) {
		const struct ari_agreed *one = &record.milestones[i];

		ari_buf_str(&out, one->milestone.what.text);
		ari_buf_printf(&out, " %.*s %.*s %u", (int)one->first.text.len,
			       one->first.text.ptr ? one->first.text.ptr : "",
			       (int)one->cycle.len,
			       one->approved	? "approved"
			       : one->cycle.ptr ? one->cycle.ptr
						: "",
			       one->slips);
		if (one->approved)
			ari_buf_puts(&out, " approved");
		if (one->has_days)
			ari_buf_printf(&out, " %d", (int)one->days);
		ari_buf_byte(&out, ';');
	}
	if (record.first != ARI_DAY_MIN) {
		ari_buf_byte(&out, ' ');
		ari_day_put(&out, record.first);
	}
	words = ari_arena_dup(&f->arena, ari_buf_view(&out)).ptr;
	ari_buf_release(&out);
	ari_view_free(view);
	return words;
}

static void told(struct fixture *f, const char *ref, bool open,
		 const char *want)
{
	const char *got = ask(f, ref, open);

	if (strcmp(got, want) != 0)
		fail_msg("got  %s\nwant %s", got, want);
}

/* -- by cycles -- */

static void keeps_what_the_first_cycle_saw(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-10"));
	commit(f, 0);
	told(f, "A.1", true, "   0;");
	told(f, "A.1", false, " 2021-10 now 0 0; 2021-10-31");
	/* Nothing saw October: November was closed. */
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-11"));
	commit(f, 1);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-12"));
	commit(f, 2);
	close_cycle(f, "two");
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2022-06"));
	commit(f, 3);
	told(f, "A.1", true, " 2021-11 one 2 212; 2021-11-30");
	/* Brought forward is no slip, and changes nothing of the first. */
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-09"));
	commit(f, 4);
	told(f, "A.1", true, " 2021-11 one 1 -61; 2021-11-30");
}

static void follows_names(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft",
		   ACTION("A.1", "2021-11") ACTION("A.2", "2022-01"));
	commit(f, 0);
	close_cycle(f, "one");
	repo_git(&f->git, "mv", "plans/p.yaml", "plans/q.yaml", NULL);
	write_plan(f, "plans/q.yaml", "draft",
		   "  - {ref: B.1, formerly: [A.1], action: Do it, due: "
		   "2022-09}\n" ACTION("A.2", "2022-01"));
	commit(f, 1);
	told(f, "B.1", true, " 2021-11 one 1 304; 2021-11-30");
	told(f, "A.2", true, " 2022-01 one 0 0; 2022-01-31");
}

static void follows_each_milestone(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-11"));
	commit(f, 0);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "draft",
		   "  - {ref: A.1, action: Do it, milestones: [{what: x, due: "
		   "2021-12}, {what: y, due: 2022-02}]}\n");
	commit(f, 1);
	close_cycle(f, "two");
	write_plan(f, "plans/p.yaml", "draft",
		   "  - {ref: A.1, action: Do it, milestones: [{what: y, due: "
		   "2022-03}, {what: z, due: 2022-01}, {what: x}]}\n");
	commit(f, 2);
	/* One bare due before is what each of them was. */
	told(f, "A.1", true,
	     "y 2021-11 one 2 121;z   0;x 2021-11 one 1; 2021-11-30");
}

/* To take a date away for a meeting hides nothing. */
static void finds_what_was_gone_for_a_while(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft",
		   ACTION("A.1", "2021-11") "  - {ref: A.2, action: Do it, "
					    "milestones: [{what: x, due: "
					    "2021-12}]}\n");
	commit(f, 0);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "draft",
		   "  - {ref: A.1, action: Do it}\n  - {ref: A.2, action: Do "
		   "it, milestones: [{what: y, due: 2022-05}, {what: z}]}\n");
	commit(f, 1);
	close_cycle(f, "two");
	write_plan(f, "plans/p.yaml", "draft",
		   ACTION("A.1", "2022-01") "  - {ref: A.2, action: Do it, "
					    "milestones: [{what: x, due: "
					    "2022-02}, {what: y, due: "
					    "2022-06}]}\n");
	commit(f, 2);
	told(f, "A.1", true, " 2021-11 one 0 62; 2021-11-30");
	/* The one milestone of cycle one is x, and y when cycle two saw it. */
	told(f, "A.2", true,
	     "x 2021-12 one 0 59;y 2021-12 one 2 181; 2021-12-31");
}

/* -- by approvals -- */

static void sees_an_approval_before_any_cycle(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-09"));
	commit(f, 0);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 1);
	told(f, "A.1", true, " 2021-11  0 approved 0; 2021-11-30");
	/* Edited after the approval, before the meeting. */
	write_plan(f, "plans/p.yaml", "approved",
		   ACTION("A.1", "2021-12") ACTION("A.2", "2022-01"));
	commit(f, 2);
	write_plan(f, "plans/p.yaml", "published",
		   ACTION("A.1", "2021-12") ACTION("A.2", "2022-02"));
	commit(f, 3);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "published",
		   ACTION("A.1", "2022-01") ACTION("A.2", "2022-03"));
	commit(f, 4);
	told(f, "A.1", true, " 2021-11  2 approved 62; 2021-11-30");
	/* The approval did not see A.2, so its first is the cycle's. */
	told(f, "A.2", true, " 2022-02 one 1 31; 2022-02-28");
}

static void names_the_cycle_that_saw_the_same(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 0);
	write_plan(f, "plans/p.yaml", "approved",
		   ACTION("A.1", "2021-11") ACTION("A.2", "2022-01"));
	commit(f, 1);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "approved",
		   ACTION("A.1", "2021-12") ACTION("A.2", "2022-01"));
	commit(f, 2);
	told(f, "A.1", true, " 2021-11 one 1 31; 2021-11-30");
}

static void prefers_a_cycle_before_the_approval(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-09"));
	commit(f, 0);
	close_cycle(f, "one");
	write_plan(f, "plans/p.yaml", "approved",
		   ACTION("A.1", "2021-10") ACTION("A.2", "2022-01"));
	commit(f, 1);
	write_plan(f, "plans/p.yaml", "approved",
		   ACTION("A.1", "2021-11") ACTION("A.2", "2022-02"));
	commit(f, 2);
	close_cycle(f, "two");
	told(f, "A.1", false, " 2021-09 one 1 61; 2021-09-30");
	told(f, "A.2", false, " 2022-01  1 approved 28; 2022-01-31");
}

static void finds_an_approval_behind_a_rename(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 0);
	repo_git(&f->git, "mv", "plans/p.yaml", "plans/q.yaml", NULL);
	commit(f, 1);
	write_plan(f, "plans/q.yaml", "approved", ACTION("A.1", "2021-12"));
	commit(f, 2);
	told(f, "A.1", true, " 2021-11  1 approved 31; 2021-11-30");
}

static void passes_what_cannot_be_read(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 0);
	repo_text(&f->git, "plans/p.yaml", "plan: p\n\tactions: [\n");
	commit(f, 1);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-12"));
	commit(f, 2);
	told(f, "A.1", true, " 2021-11  1 approved 31; 2021-11-30");
}

/* On the branch it was only proposed: it came with the merge. */
static void approves_where_a_branch_is_merged(void **state)
{
	struct fixture *f = *state;

	write_register(f);
	write_plan(f, "plans/p.yaml", "draft", ACTION("A.1", "2021-09"));
	commit(f, 0);
	repo_git(&f->git, "checkout", "-q", "-b", "side", NULL);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-10"));
	commit(f, 1);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 2);
	repo_git(&f->git, "checkout", "-q", "main", NULL);
	repo_git(&f->git, "merge", "-q", "--no-ff", "-m", "m", "side", NULL);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-12"));
	commit(f, 3);
	told(f, "A.1", true, " 2021-11  1 approved 31; 2021-11-30");
}

static void refuses_a_shallow_clone(void **state)
{
	struct fixture *f = *state;
	struct ari_agreed_request request = {.open = true};
	struct ari_agreed_record record = {0};
	const struct ari_loader loader = {.threads = 1};
	char url[PATH_MAX + 8], clone[PATH_MAX];
	struct ari_view *view;

	write_register(f);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-10"));
	commit(f, 0);
	write_plan(f, "plans/p.yaml", "approved", ACTION("A.1", "2021-11"));
	commit(f, 1);
	snprintf(url, sizeof(url), "file://%s", f->git.dir);
	repo_path(clone, &f->git, "clone");
	repo_git(&f->git, "clone", "-q", "--depth=1", url, clone, NULL);
	attach_at(f, clone);
	request.at = resolve(f, "HEAD");
	must(f, ari_view_new(&view, &loader, f->repo, &request.at, &f->err));
	must(f, ari_view_load_all(view, &loader, &f->err));
	request.reg = view->reg;
	record.record =
	    ari_plan_find(ari_view_plan(view, ARI_STR("p")), ARI_STR("A.1"));
	must_fail(f,
		  ari_history_agreed(&record, 1, &loader, f->repo, &request,
				     &f->arena, &f->err),
		  ARI_ERR_UNCERTAIN, "git fetch --unshallow");
	ari_view_free(view);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(keeps_what_the_first_cycle_saw),
	    TEST(follows_names),
	    TEST(follows_each_milestone),
	    TEST(finds_what_was_gone_for_a_while),
	    TEST(sees_an_approval_before_any_cycle),
	    TEST(names_the_cycle_that_saw_the_same),
	    TEST(prefers_a_cycle_before_the_approval),
	    TEST(finds_an_approval_behind_a_rename),
	    TEST(passes_what_cannot_be_read),
	    TEST(approves_where_a_branch_is_merged),
	    TEST(refuses_a_shallow_clone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
