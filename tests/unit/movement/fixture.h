/*
 * Two plans out of two YAML texts, compared; and a short way to say what
 * movements a record ought to have: "completed:status(30) reworded:action",
 * with {what} of a milestone, (days), [refs] and !exception behind.
 */
#ifndef TESTS_MOVEMENT_FIXTURE_H
#define TESTS_MOVEMENT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <arising/movement.h>
#include <arising/yaml.h>

struct fixture {
	struct ari_arena arena;
	struct ari_plan *old;
	struct ari_plan *new;
	struct ari_plan_change *change;
};

static inline struct ari_plan *read_plan(struct ari_arena *arena,
					 struct ari_str text)
{
	struct ari_yaml_options options = {.any_keys = false};
	struct ari_error err = {.code = ARI_OK};
	struct ari_diags diags;
	struct ari_doc *doc = ari_arena_zalloc(arena, sizeof(*doc));
	struct ari_plan *plan;

	ari_diags_init(&diags, arena);
	text = ari_arena_dup(arena, text);
	if (ari_yaml_read(doc, arena, text, &options, &diags, &err) ||
	    diags.errors)
		fail_msg("no plan: %s: %s", text.ptr,
			 diags.count ? diags.items[0].message.ptr
				     : err.message);
	if (ari_plan_bind(&plan, doc, arena, ARI_STR("plans/p.yaml"), &err))
		fail_msg("%s", err.message);
	return plan;
}

/* Either text may be NULL: the plan is new, or left. */
static inline void fixture_compare(struct fixture *f, const char *old,
				   const char *new,
				   const struct ari_movement_dates *dates)
{
	struct ari_error err = {.code = ARI_OK};

	*f = (struct fixture){.old = NULL};
	ari_arena_init(&f->arena, NULL, 0);
	if (old)
		f->old = read_plan(&f->arena, ari_str_from(old));
	if (new)
		f->new = read_plan(&f->arena, ari_str_from(new));
	if (ari_movement_compare(&f->change, f->old, f->new, dates, &f->arena,
				 &err))
		fail_msg("%s", err.message);
}

static inline void fixture_release(struct fixture *f)
{
	ari_arena_release(&f->arena);
}

static inline const struct ari_record_change *find_change(
    const struct ari_plan_change *change, const char *ref)
{
	for (size_t i = 0; i < change->record_count; i++)
		if (ari_str_is(change->records[i].ref, ref))
			return &change->records[i];
	fail_msg("no record %s", ref);
	return NULL;
}

static inline void print_movement(struct ari_buf *out,
				  const struct ari_movement *movement)
{
	if (out->len)
		ari_buf_byte(out, ' ');
	ari_buf_printf(out, "%s:%s", ari_movement_name(movement->kind),
		       movement->field);
	if (movement->milestone.ptr) {
		ari_buf_byte(out, '{');
		ari_buf_str(out, movement->milestone);
		ari_buf_byte(out, '}');
	}
	if (movement->has_days)
		ari_buf_printf(out, "(%d)", (int)movement->days);
	for (size_t i = 0; i < movement->ref_count; i++) {
		ari_buf_byte(out, i ? ',' : '[');
		ari_buf_str(out, movement->refs[i]);
	}
	if (movement->ref_count)
		ari_buf_byte(out, ']');
}

static inline void print_movements(struct ari_buf *out,
				   const struct ari_movement *movements,
				   size_t count)
{
	for (size_t i = 0; i < count; i++)
		print_movement(out, &movements[i]);
}

static inline void print_exceptions(struct ari_buf *out,
				    const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->exception_count; i++) {
		const struct ari_exception *item = &change->exceptions[i];

		if (out->len)
			ari_buf_byte(out, ' ');
		ari_buf_printf(out, "!%s%s", ari_exception_name(item->kind),
			       item->newly ? "(newly)" : "");
	}
}

static inline void assert_buf(struct ari_buf *out, const char *expected)
{
	assert_false(out->failed);
	assert_string_equal(out->len ? out->ptr : "", expected);
	ari_buf_release(out);
}

static inline void assert_record(const struct ari_plan_change *change,
				 const char *ref, const char *expected)
{
	const struct ari_record_change *record = find_change(change, ref);
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	print_movements(&out, record->movements, record->movement_count);
	print_exceptions(&out, record);
	assert_buf(&out, expected);
}

static inline void assert_plan(const struct ari_plan_change *change,
			       const char *expected)
{
	struct ari_buf out;

	ari_buf_init(&out, NULL);
	print_movements(&out, change->movements, change->movement_count);
	assert_buf(&out, expected);
}

/* Compare two versions of one action, given as the inside of {…}. */
static inline void assert_action(const char *old, const char *new,
				 const char *expected)
{
	char a[2048], b[2048];
	struct fixture f;

	snprintf(a, sizeof(a), "plan: p\nactions:\n- {ref: \"1\", %s}\n", old);
	snprintf(b, sizeof(b), "plan: p\nactions:\n- {ref: \"1\", %s}\n", new);
	fixture_compare(&f, a, b, NULL);
	assert_record(f.change, "1", expected);
	fixture_release(&f);
}

/* Pseudo-random numbers, the same in every run. */
static inline uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

#endif
