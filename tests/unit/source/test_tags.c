/*
 * The list of cycle tags: annotated, lightweight, nested, signed, moved.
 */
#include "fixture.h"

static struct ari_tags list_tags(struct fixture *f)
{
	struct ari_tags tags;

	must(f, ari_source_tags(&tags, f->repo, &f->arena, &f->err));
	return tags;
}

static void test_none(void **state)
{
	struct fixture *f = *state;

	attach(f);
	assert_int_equal(list_tags(f).count, 0);
	repo_commit(&f->git, "first");
	repo_git(&f->git, "tag", "v1", NULL);
	repo_git(&f->git, "tag", "cycle", NULL);
	assert_int_equal(list_tags(f).count, 0);
}

static void test_kinds(void **state)
{
	struct fixture *f = *state;
	struct ari_tags tags;
	struct ari_oid commit;

	commit = oid(repo_commit(&f->git, "first"));
	repo_git(&f->git, "tag", "cycle/light", NULL);
	repo_date(&f->git, 1639785600, "+0100");
	repo_git(&f->git, "tag", "-a", "-m", "Two slipped.\n\nOne done.",
		 "cycle/full", NULL);
	repo_git(&f->git, "tag", "cycle/group/one", NULL);
	repo_git(&f->git, "tag", "cycle/tree", "HEAD^{tree}", NULL);
	repo_git(&f->git, "pack-refs", "--all", NULL);
	repo_git(&f->git, "tag", "cycle/after", NULL);
	attach(f);
	tags = list_tags(f);
	assert_int_equal(tags.count, 5);
	assert_str(tags.items[0].id, "after");
	assert_str(tags.items[1].id, "full");
	assert_str(tags.items[2].id, "group/one");
	assert_str(tags.items[3].id, "light");
	assert_str(tags.items[4].id, "tree");
	assert_true(ari_oid_eq(&tags.items[1].commit, &commit));
	assert_true(tags.items[1].annotated);
	assert_false(tags.items[1].has_signature);
	assert_str(tags.items[1].tagger_name, "Cy Committer");
	assert_str(tags.items[1].tagger_email, "cy@example.org");
	assert_str(tags.items[1].iso, "2021-12-18T01:00:00+01:00");
	assert_int_equal(tags.items[1].day, ari_day_from(2021, 12, 18));
	assert_str(tags.items[1].message, "Two slipped.\n\nOne done.\n");
	assert_oid(tags.items[1].tag,
		   repo_git(&f->git, "rev-parse", "cycle/full", NULL));
	assert_false(tags.items[3].annotated);
	assert_true(ari_oid_none(&tags.items[3].tag));
	assert_null(tags.items[3].message.ptr);
	assert_int_equal(tags.items[3].day, ARI_DAY_MIN);
	assert_true(ari_oid_none(&tags.items[4].commit));
}

static void test_moved(void **state)
{
	struct fixture *f = *state;
	struct ari_tags before;
	struct ari_tags after;

	repo_commit(&f->git, "first");
	repo_git(&f->git, "tag", "-a", "-m", "closed", "cycle/one", NULL);
	attach(f);
	before = list_tags(f);
	/* The same commit under another tag object is seen as well. */
	repo_date(&f->git, 1639785600, "+0000");
	repo_git(&f->git, "tag", "-f", "-a", "-m", "closed", "cycle/one", NULL);
	after = list_tags(f);
	assert_true(
	    ari_oid_eq(&before.items[0].commit, &after.items[0].commit));
	assert_false(ari_oid_eq(&before.items[0].tag, &after.items[0].tag));
}

static void test_signature(void **state)
{
	struct fixture *f = *state;
	struct ari_tags tags;
	struct ari_oid commit = oid(repo_commit(&f->git, "first"));
	char hex[ARI_OID_HEX + 1];
	char text[1024];

	snprintf(text, sizeof(text),
		 "object %s\ntype commit\ntag cycle/signed\n"
		 "tagger Cy <cy@example.org> 1639735200 +0000\n\n"
		 "closed\n-----BEGIN SSH SIGNATURE-----\nU1NI\n"
		 "-----END SSH SIGNATURE-----\n",
		 ari_oid_hex(hex, &commit));
	repo_text(&f->git, "tag.txt", text);
	snprintf(hex, sizeof(hex), "%.40s",
		 repo_git(&f->git, "hash-object", "-t", "tag", "-w", "tag.txt",
			  NULL));
	repo_git(&f->git, "update-ref", "refs/tags/cycle/signed", hex, NULL);
	attach(f);
	tags = list_tags(f);
	assert_int_equal(tags.count, 1);
	assert_true(tags.items[0].has_signature);
	assert_str(tags.items[0].message, "closed\n");
}

/* A tag object without a tagger, and one that is not one at all. */
static void test_malformed(void **state)
{
	struct fixture *f = *state;
	struct ari_tags tags;
	struct ari_oid commit = oid(repo_commit(&f->git, "first"));
	char hex[ARI_OID_HEX + 1];
	char text[256];

	snprintf(text, sizeof(text), "object %s\ntype commit\ntag t\n\nold\n",
		 ari_oid_hex(hex, &commit));
	repo_text(&f->git, "tag.txt", text);
	snprintf(hex, sizeof(hex), "%.40s",
		 repo_git(&f->git, "hash-object", "--literally", "-t", "tag",
			  "-w", "tag.txt", NULL));
	repo_git(&f->git, "update-ref", "refs/tags/cycle/old", hex, NULL);
	attach(f);
	tags = list_tags(f);
	assert_null(tags.items[0].tagger_name.ptr);
	assert_int_equal(tags.items[0].day, ARI_DAY_MIN);
	assert_str(tags.items[0].message, "old\n");
	repo_text(&f->git, "tag.txt", "object 12\n");
	snprintf(hex, sizeof(hex), "%.40s",
		 repo_git(&f->git, "hash-object", "--literally", "-t", "tag",
			  "-w", "tag.txt", NULL));
	repo_text(&f->git, ".git/refs/tags/cycle/old", hex);
	must_fail(f, ari_source_tags(&tags, f->repo, &f->arena, &f->err),
		  ARI_ERR_GIT, "malformed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_none, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_kinds, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_moved, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_signature, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_malformed, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
