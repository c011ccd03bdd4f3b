/*
 * Tags that are made, signed and verified with real keys, and what an audit
 * says of a history that was tampered with.
 */
#include "unit/source/fixture.h"

#include <arising/ledger.h>

#define TAGGER "Clerk <clerk@example.org> 1639735200 +0000"
#define PLAN                                                                   \
	"plan: p\ntitle: T\nactions:\n  - ref: A.1\n    action: Do it\n    "   \
	"due: %s\n"

static void commit_plan(struct fixture *f, const char *due, unsigned number)
{
	char text[256];

	snprintf(text, sizeof(text), PLAN, due);
	repo_text(&f->git, "arising.yaml",
		  "arising: 1\ncouncil: Test\nplans: plans/*.yaml\n");
	repo_text(&f->git, "plans/p.yaml", text);
	repo_date(&f->git, 1639735200 + 3600 * (long long)number, "+0000");
	repo_commit(&f->git, "a change");
}

static int make_tag(struct fixture *f, struct ari_oid *out, const char *id,
		    const char *previous)
{
	struct ari_tag_request request = {
	    .id = ari_str_from(id),
	    .tagger = ARI_STR(TAGGER),
	};

	attach(f);
	request.commit = resolve(f, "HEAD").commit;
	request.message = ari_str_from(ari_arena_printf(
	    &f->arena, "Cycle %s\n\nPrevious: %s\n", id, previous));
	return ari_source_tag_create(out, f->repo, &request, &f->err);
}

/* "cycle/ID HEX", as the next tag names this one. */
static const char *name_of(struct fixture *f, const char *id,
			   const struct ari_oid *tag)
{
	char hex[ARI_OID_HEX + 1];

	return ari_arena_printf(&f->arena, "cycle/%s %s", id,
				ari_oid_hex(hex, tag));
}

/* Two cycles, chained. */
static void two_cycles(struct fixture *f)
{
	struct ari_oid tag;

	commit_plan(f, "2021-10", 0);
	must(f, make_tag(f, &tag, "one", "none"));
	commit_plan(f, "2021-09", 1);
	must(f, make_tag(f, &tag, "two", name_of(f, "one", &tag)));
}

static struct ari_audit audit(struct fixture *f)
{
	struct ari_audit_request request = {.date_reasons = true,
					    .reopen_reasons = true};
	struct ari_audit out;

	attach(f);
	request.to = resolve(f, "HEAD");
	must(f, ari_audit_run(&out, f->repo, &request, &f->arena, &f->err));
	return out;
}

static const struct ari_audit_promise *promise(const struct ari_audit *audit,
					       const char *code)
{
	for (size_t i = 0; i < audit->count; i++)
		if (!strcmp(audit->promises[i].code, code))
			return &audit->promises[i];
	fail_msg("no promise %s", code);
	return NULL;
}

static void broken(const struct ari_audit *audit, const char *code,
		   const char *part)
{
	const struct ari_audit_promise *row = promise(audit, code);

	assert_int_equal(row->verdict, ARI_VERDICT_BROKEN);
	for (size_t i = 0; i < row->note_count; i++)
		if (row->notes[i].broken &&
		    strstr(row->notes[i].text.ptr, part))
			return;
	fail_msg("%s says nothing of \"%s\"", code, part);
}

static void held(const struct ari_audit *audit, const char *code)
{
	assert_int_equal(promise(audit, code)->verdict, ARI_VERDICT_HELD);
}

/* -- tags -- */

static void makes_a_tag_that_git_reads(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tag;
	const char *text;

	commit_plan(f, "2021-10", 0);
	must(f, make_tag(f, &tag, "one", "none"));
	text = repo_git(&f->git, "cat-file", "tag", "cycle/one", NULL);
	assert_non_null(strstr(text,
			       "\ntype commit\ntag cycle/one\ntagger " TAGGER
			       "\n\nCycle one\n\nPrevious: none"));
	repo_git(&f->git, "fsck", "--strict", NULL);
}

static void never_moves_a_tag(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tag;

	commit_plan(f, "2021-10", 0);
	must(f, make_tag(f, &tag, "one", "none"));
	commit_plan(f, "2021-11", 1);
	must_fail(f, make_tag(f, &tag, "one", "none"), ARI_ERR_USAGE,
		  "is closed already");
	must_fail(f, make_tag(f, &tag, "../x", "none"), ARI_ERR_USAGE,
		  "cannot be called");
	must_fail(f, make_tag(f, &tag, "a b", "none"), ARI_ERR_USAGE,
		  "cannot be called");
	assert_string_equal(
	    repo_git(&f->git, "rev-list", "-n", "1", "cycle/one", NULL),
	    repo_git(&f->git, "rev-parse", "HEAD~1", NULL));
}

/* Whether a program can be started at all. */
static bool has_program(struct fixture *f, const char *name)
{
	const char *words[] = {"sh", "-c", NULL, NULL};

	words[2] = ari_arena_printf(&f->arena, "command -v %s", name);
	repo_spawn(&f->git, words);
	if (f->git.status)
		print_message("SKIPPED: there is no %s here\n", name);
	return !f->git.status;
}

static void shell(struct fixture *f, const char *text)
{
	const char *words[] = {"sh", "-c", text, NULL};

	repo_spawn(&f->git, words);
	if (f->git.status)
		fail_msg("%s: %s", text, f->git.out);
}

static struct ari_signature verify(struct fixture *f, const char *id)
{
	struct ari_signature signature;
	struct ari_tags tags;

	attach(f);
	must(f, ari_source_tags(&tags, f->repo, &f->arena, &f->err));
	for (size_t i = 0; i < tags.count; i++) {
		if (!ari_str_is(tags.items[i].id, id))
			continue;
		must(f,
		     ari_source_tag_verify(&signature, f->repo, &tags.items[i],
					   &f->arena, &f->err));
		return signature;
	}
	fail_msg("no tag %s", id);
	return signature;
}

/* Put other words under the signature of an old tag. */
static void forge(struct fixture *f)
{
	shell(f, "git cat-file tag cycle/one | sed 's/Cycle one/Cycle 1ne/' "
		 ">forged && git update-ref refs/tags/cycle/one "
		 "$(git hash-object -t tag -w forged) && rm forged");
}

static void signs_with_ssh(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tag;

	if (!has_program(f, "ssh-keygen"))
		return;
	commit_plan(f, "2021-10", 0);
	shell(f, "ssh-keygen -q -t ed25519 -N '' -f .git/key && "
		 "ssh-keygen -q -t ed25519 -N '' -f .git/other && "
		 "git config tag.gpgSign true && git config gpg.format ssh && "
		 "git config user.signingKey \"$PWD/.git/key\"");
	must(f, make_tag(f, &tag, "one", "none"));
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_UNPROVED);
	shell(f, "echo \"clerk@example.org $(cat .git/key.pub)\" >.git/may && "
		 "git config gpg.ssh.allowedSignersFile \"$PWD/.git/may\" && "
		 "git verify-tag cycle/one");
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_GOOD);
	assert_str(verify(f, "one").by, "clerk@example.org");
	forge(f);
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_BAD);
	shell(f, "echo \"clerk@example.org $(cat .git/other.pub)\" >.git/may");
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_BAD);
}

static void signs_with_gpg(void **state)
{
	struct fixture *f = *state;
	const char *home;
	struct ari_oid tag;

	if (!has_program(f, "gpg"))
		return;
	commit_plan(f, "2021-10", 0);
	home = ari_arena_printf(&f->arena, "%s/.git/gnupg", f->git.dir);
	assert_int_equal(setenv("GNUPGHOME", home, 1), 0);
	shell(f, "mkdir -m 700 .git/gnupg && export "
		 "GNUPGHOME=\"$PWD/.git/gnupg\" && gpg --batch --quiet "
		 "--passphrase '' --quick-gen-key 'Clerk <clerk@example.org>' "
		 "ed25519 sign never && git config tag.gpgSign true");
	must(f, make_tag(f, &tag, "one", "none"));
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_GOOD);
	assert_str(verify(f, "one").by, "Clerk <clerk@example.org>");
	forge(f);
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_BAD);
	shell(f, "GNUPGHOME=\"$PWD/.git/gnupg\" gpgconf --kill all; rm -rf "
		 ".git/gnupg && mkdir -m 700 .git/gnupg");
	assert_int_equal(verify(f, "one").state, ARI_SIGNATURE_UNPROVED);
	unsetenv("GNUPGHOME");
}

static void says_why_it_cannot_sign(void **state)
{
	struct fixture *f = *state;
	struct ari_oid tag;

	commit_plan(f, "2021-10", 0);
	repo_git(&f->git, "config", "tag.gpgSign", "true", NULL);
	repo_git(&f->git, "config", "gpg.program", "/no/such/program", NULL);
	must_fail(f, make_tag(f, &tag, "one", "none"), ARI_ERR_IO,
		  "/no/such/program");
	repo_git(&f->git, "config", "gpg.program", "/bin/false", NULL);
	must_fail(f, make_tag(f, &tag, "one", "none"), ARI_ERR_GIT,
		  "could not sign");
	repo_git(&f->git, "config", "gpg.format", "x509", NULL);
	must_fail(f, make_tag(f, &tag, "one", "none"), ARI_ERR_GIT,
		  "not supported");
	shell(f, "test -z \"$(git tag)\"");
}

/* -- audits -- */

static void holds_an_honest_history(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	out = audit(f);
	assert_false(out.broken);
	held(&out, "cycles-chained");
	held(&out, "cycles-annotated");
	held(&out, "cycles-in-history");
	held(&out, "nothing-removed");
	held(&out, "attributed");
	held(&out, "reasoned");
	held(&out, "readable");
	assert_int_equal(promise(&out, "cycles-signed")->verdict,
			 ARI_VERDICT_NOT_MADE);
}

static void sees_a_moved_tag(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	repo_git(&f->git, "tag", "-f", "-a", "-m", "Previous: none",
		 "cycle/one", "HEAD", NULL);
	out = audit(f);
	broken(&out, "cycles-chained", "that tag was moved since");
}

static void sees_a_lost_tag(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	repo_git(&f->git, "tag", "-d", "cycle/one", NULL);
	out = audit(f);
	broken(&out, "cycles-chained", "which is not there");
}

static void sees_a_light_tag(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	repo_git(&f->git, "tag", "cycle/three", NULL);
	out = audit(f);
	broken(&out, "cycles-annotated", "three is a lightweight tag");
}

static void sees_a_rewritten_history(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	repo_git(&f->git, "commit", "-q", "--amend", "-m", "other", NULL);
	out = audit(f);
	broken(&out, "cycles-in-history", "two is not in the history");
}

static void sees_what_moved_badly(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	commit_plan(f, "2022-10", 2);
	repo_text(&f->git, "plans/p.yaml", "plan: p\ntitle: T\n");
	repo_commit(&f->git, "gone");
	repo_text(&f->git, "plans/p.yaml", "plan: [\n");
	repo_commit(&f->git, "bad");
	out = audit(f);
	broken(&out, "reasoned", "p#A.1 slipped without a reason");
	broken(&out, "nothing-removed", "p#A.1 was removed");
	broken(&out, "readable", "plans/p.yaml could not be read");
	assert_true(out.broken);
}

static void sees_who_has_no_address(void **state)
{
	struct fixture *f = *state;
	struct ari_audit out;

	two_cycles(f);
	commit_plan(f, "2021-08", 2);
	repo_git(&f->git, "commit", "-q", "--amend", "-m", "x", "--author",
		 "Nobody <nowhere>", NULL);
	out = audit(f);
	broken(&out, "attributed", "Nobody <nowhere>");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(makes_a_tag_that_git_reads),
	    TEST(never_moves_a_tag),
	    TEST(signs_with_ssh),
	    TEST(signs_with_gpg),
	    TEST(says_why_it_cannot_sign),
	    TEST(holds_an_honest_history),
	    TEST(sees_a_moved_tag),
	    TEST(sees_a_lost_tag),
	    TEST(sees_a_light_tag),
	    TEST(sees_a_rewritten_history),
	    TEST(sees_what_moved_badly),
	    TEST(sees_who_has_no_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
