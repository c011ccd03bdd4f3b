/*
 * The rules across plans find in plans that have gone what they find in
 * plans that are there: sentence, record, place, line and JSON Pointer.
 */
#include <string.h>

#include "fixture.h"

#define REGISTER                                                               \
	"arising: 1\ncouncil: C\npeople: {a: {post: A}, b: {post: B}}\n"       \
	"assurance:\n"                                                         \
	"  month-load: {level: warning, most: 2}\n"                            \
	"  lead-load: {level: warning, most: 2}\n"

/* What a whole reading says of each of these is compared. */
static const char *const plans[] = {
    "plan: one\n"
    "recommendations:\n"
    "  - {ref: R1, recommendation: Say, outcome: Said}\n"
    "actions:\n"
    "  - ref: A\n"
    "    action: Do\n"
    "    leads: [b, a]\n"
    "    due: 2022-03\n"
    "    see: \"two#A\"\n"
    "    after: [\"two#B\", \"four#A\"]\n"
    "    status: paused\n"
    "  - 7\n"
    "  - {ref: B, action: Do, leads: a, milestones: [3, {what: W, due:\n"
    "     2022-03-01}, {what: V, due: 2022-03, done: 2021-11}, {what: U, due: "
    "2022-03-31}],\n"
    "     status: in-progress, see: [A, \"two#Z\", \"tow#A\"]}\n"
    "  - {ref: C, action: Do, leads: [a, b, a], due: 2022-03, status: "
    "superseded,\n"
    "     superseded_by: \"two#\"}\n",

    "plan: two\n"
    "actions:\n"
    "  - ref: A\n"
    "    leads: [a]\n"
    "    due: 2022-03\n"
    "    status: in-progress\n"
    "  - ref: B\n"
    "    leads: [a, b]\n"
    "    due: 2022-03-09\n"
    "    see: [one#C, one#A, B]\n"
    "    status: paused\n"
    "    accepted: [{rule: see-disagrees, reason: Known, until: 2030}]\n"
    "  - ref: \"é.1\"\n"
    "    leads: [b, c, b]\n"
    "    due: 2022-03-09\n"
    "    see: [\"one#A\", \"one#Å\"]\n"
    "    status: paused\n",

    "plan: \"two\"\nactions:\n  - {ref: A, leads: [b], due: 2022-03}\n",
};

#define PLANS (sizeof(plans) / sizeof(*plans))

struct reading {
	struct fixture f;
	struct ari_version *versions[PLANS];
	struct ari_arena kept;
};

static void read_all(struct reading *r, bool abridge)
{
	struct fixture *f = &r->f;
	char paths[PLANS][8] = {"1.yaml", "2.yaml", "3.yaml"};

	fixture_init(f);
	ari_arena_init(&r->kept, NULL, 0);
	fixture_register(f, ARI_STR(REGISTER));
	for (size_t i = 0; i < PLANS; i++) {
		struct ari_version *v;
		uint32_t places[200];

		v = fixture_read(f, paths[i], ari_str_from(plans[i]), false);
		v->path = ari_arena_dup(&f->arena, v->path);
		r->versions[i] = v;
		assert_int_equal(ari_rules_check_version(f->rules, v, &f->err),
				 0);
		if (!abridge)
			continue;
		assert_int_equal(
		    ari_rules_gather(f->rules, v, &r->kept, &f->err), 0);
		assert_true(ari_rules_places(v, NULL) <= 200);
		assert_int_equal(
		    ari_version_abridge(v, &r->kept, places,
					ari_rules_places(v, places), &f->err),
		    0);
		assert_null(v->doc.root);
		assert_int_equal(v->plan->count, 0);
	}
	assert_int_equal(ari_rules_check_repository(f->rules, r->versions,
						    PLANS, NULL, &f->err),
			 0);
	for (size_t i = 0; i < PLANS; i++)
		ari_diags_sort(&r->versions[i]->diags);
}

static void release_all(struct reading *r)
{
	for (size_t i = 0; i < PLANS; i++)
		ari_version_free(r->versions[i]);
	ari_arena_release(&r->kept);
	fixture_release(&r->f);
}

static void same_place(struct ari_version *a, struct ari_version *b,
		       struct ari_span span)
{
	struct ari_place pa, pb;
	struct ari_error err;

	assert_int_equal(
	    ari_doc_locate(&pa, &a->doc, &a->arena, span.start, &err), 0);
	assert_int_equal(
	    ari_doc_locate(&pb, &b->doc, &b->arena, span.start, &err), 0);
	assert_int_equal(pa.line, pb.line);
	assert_int_equal(pa.column, pb.column);
	assert_true(ari_str_eq(ari_doc_line(&a->doc, pa.line),
			       ari_doc_line(&b->doc, pb.line)));
}

static void same_version(struct ari_version *a, struct ari_version *b)
{
	assert_int_equal(a->diags.count, b->diags.count);
	assert_int_equal(a->diags.errors, b->diags.errors);
	assert_int_equal(a->diags.warnings, b->diags.warnings);
	assert_true(ari_str_eq(a->plan->id.text, b->plan->id.text));
	for (size_t i = 0; i < a->diags.count; i++) {
		const struct ari_diag *x = &a->diags.items[i];
		const struct ari_diag *y = &b->diags.items[i];

		assert_ptr_equal(x->rule, y->rule);
		assert_true(ari_str_eq(x->message, y->message));
		assert_true(ari_str_eq(x->help, y->help));
		assert_true(ari_str_eq(x->ref, y->ref));
		assert_true(ari_str_eq(x->instance, y->instance));
		assert_true(ari_str_eq(x->related_file, y->related_file));
		assert_memory_equal(&x->span, &y->span, sizeof(x->span));
		same_place(a, b, x->span);
		if (x->related_note.ptr && !x->related_file.ptr)
			same_place(a, b, x->related);
	}
}

static void test_abridged(void **state)
{
	static const char *const codes[] = {"month-load", "lead-load",
					    "link-unknown", "see-disagrees",
					    "plan-duplicate"};
	struct reading whole, less;

	(void)state;
	read_all(&whole, false);
	read_all(&less, true);
	for (size_t i = 0; i < PLANS; i++)
		same_version(whole.versions[i], less.versions[i]);
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		size_t count = 0;

		for (size_t k = 0; k < PLANS; k++)
			count += fixture_count(less.versions[k], codes[i]);
		if (!count)
			fail_msg("nothing found by %s", codes[i]);
	}
	release_all(&whole);
	release_all(&less);
}

/* Where the values stand that are counted and linked. */
static void test_pointers(void **state)
{
	static const char *const wanted[] = {
	    "/actions/0/after/1", /* four#A */
	    "/actions/0/see",	  /* paused, and in progress there */
	    "/actions/2/milestones/3/due",
	    "/actions/2/see/1",
	    "/actions/2/see/2",
	    "/actions/3/superseded_by",
	};
	struct reading r;

	(void)state;
	read_all(&r, true);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		const struct ari_diags *diags = &r.versions[0]->diags;
		bool found = false;

		for (size_t k = 0; k < diags->count; k++)
			found |=
			    ari_str_is(diags->items[k].instance, wanted[i]);
		if (!found)
			fail_msg("nothing found at %s", wanted[i]);
	}
	release_all(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_abridged),
	    cmocka_unit_test(test_pointers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
