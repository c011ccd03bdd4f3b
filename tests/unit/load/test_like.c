/*
 * A version that is read beside another must be what a whole reading gives:
 * every record, in order, with the same nodes. Random plans, random edits,
 * a fixed seed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "load/internal.h"

#include <arising/movement.h>

#define ROUNDS 3000
#define RECORDS 12

struct random {
	uint64_t state;
};

static unsigned draw(struct random *r, unsigned below)
{
	r->state = r->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(r->state >> 33) % below;
}

/* One record; the number tells what stands in it. */
static void put_record(struct ari_buf *out, unsigned ref, unsigned content)
{
	static const char *const shapes[] = {
	    "    action: Plain words %u\n    status: in-progress\n",
	    "    # a comment\n    action: \"Quoted %u\"\n    leads: [a, b]\n",
	    "    action: |\n      Lines %u\n\n      - of text\n    due: "
	    "2021-12\n",
	    "    action: >-\n      folded %u\n      on\n    milestones:\n"
	    "      - what: one\n        due: 2021-10\n",
	    "    action: 'multi %u\n      line'\n",
	};

	ari_buf_printf(out, "  - ref: A.%u\n", ref);
	ari_buf_printf(out, shapes[content % 5], content);
}

static void put_plan(struct ari_buf *out, struct random *r,
		     const unsigned *refs, const unsigned *contents,
		     size_t count)
{
	ari_buf_puts(out, "plan: p\ntitle: T\n");
	if (draw(r, 4) == 0)
		ari_buf_puts(out, "recommendations:\n  - ref: R1\n"
				  "    recommendation: Do\n");
	ari_buf_puts(out, "actions:\n");
	for (size_t i = 0; i < count; i++)
		put_record(out, refs[i], contents[i]);
	if (draw(r, 3) == 0)
		ari_buf_puts(out, "stage: draft\n");
}

/* The later version: some records changed, left, came or moved. */
static size_t edit(struct random *r, unsigned *refs, unsigned *contents,
		   size_t count)
{
	for (unsigned n = draw(r, 4); n; n--) {
		size_t at = draw(r, (unsigned)count);

		switch (draw(r, 4)) {
		case 0:
			contents[at] = draw(r, 1000);
			break;
		case 1:
			refs[at] = refs[count - 1];
			contents[at] = contents[count - 1];
			count -= count > 1;
			break;
		case 2:
			refs[count] = 100 + draw(r, 1000);
			contents[count++] = draw(r, 1000);
			break;
		default:
			refs[at] = 2000 + draw(r, 1000);
		}
	}
	return count;
}

static struct ari_version *read_whole(const struct ari_loader *loader,
				      struct ari_str text)
{
	struct ari_version *version;
	struct ari_error err;

	assert_int_equal(ari_version_read(&version, loader, ARI_STR("p.yaml"),
					  text, false, &err),
			 0);
	return version;
}

static void assert_same(const struct ari_plan *got, const struct ari_plan *want)
{
	assert_int_equal(got->count, want->count);
	assert_int_equal(got->recommendation_count, want->recommendation_count);
	for (size_t i = 0; i < want->count; i++) {
		const struct ari_record *a = &got->records[i];
		const struct ari_record *b = &want->records[i];

		assert_true(ari_str_eq(a->ref.text, b->ref.text));
		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->position, b->position);
		assert_ptr_equal(a->plan, got);
		assert_true(ari_node_equal(a->node, b->node));
		assert_ptr_equal(ari_plan_find(got, a->ref.text), a);
	}
	assert_true(ari_str_eq(got->stage_text.text, want->stage_text.text));
}

static size_t movements(const struct ari_plan *old, const struct ari_plan *new)
{
	struct ari_plan_change *change;
	struct ari_arena arena;
	struct ari_error err;
	size_t count;

	ari_arena_init(&arena, NULL, 0);
	assert_int_equal(
	    ari_movement_compare(&change, old, new, NULL, &arena, &err), 0);
	count = change->movement_count;
	for (size_t i = 0; i < change->record_count; i++)
		count += change->records[i].movement_count;
	ari_arena_release(&arena);
	return count;
}

static bool one_round(const struct ari_loader *loader, struct random *r)
{
	unsigned refs[RECORDS + 8], contents[RECORDS + 8];
	size_t count = 1 + draw(r, RECORDS);
	struct ari_version *new, *whole, *like = NULL;
	struct ari_buf a, b;
	struct ari_error err;
	int result;

	ari_buf_init(&a, NULL);
	ari_buf_init(&b, NULL);
	for (unsigned i = 0; i < count; i++) {
		refs[i] = i;
		contents[i] = draw(r, 1000);
	}
	put_plan(&a, r, refs, contents, count);
	count = edit(r, refs, contents, count);
	put_plan(&b, r, refs, contents, count);
	new = read_whole(loader, ari_buf_view(&b));
	whole = read_whole(loader, ari_buf_view(&a));
	result = ari_load__like(&like, loader, ARI_STR("p.yaml"),
				ari_buf_view(&a), new, &err);
	assert_true(result >= 0);
	if (result) {
		assert_same(like->plan, whole->plan);
		assert_int_equal(movements(like->plan, new->plan),
				 movements(whole->plan, new->plan));
	}
	ari_version_free(like);
	ari_version_free(whole);
	ari_version_free(new);
	ari_buf_release(&a);
	ari_buf_release(&b);
	return result > 0;
}

static void test_like_is_whole(void **state)
{
	struct random r = {20211217};
	struct ari_loader loader;
	struct ari_error err;
	unsigned cut = 0;

	(void)state;
	assert_int_equal(ari_loader_init(&loader, 0, &err), 0);
	for (unsigned i = 0; i < ROUNDS; i++)
		cut += one_round(&loader, &r);
	/* Else the test would only ever try the way around it. */
	assert_true(cut > ROUNDS / 4);
	ari_loader_release(&loader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_like_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
