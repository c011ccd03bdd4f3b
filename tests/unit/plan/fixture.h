/*
 * A plan or a register out of a YAML text, for the tests of this room.
 */
#ifndef TESTS_PLAN_FIXTURE_H
#define TESTS_PLAN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arising/plan.h>
#include <arising/yaml.h>

struct fixture {
	struct ari_arena arena;
	struct ari_doc doc;
	struct ari_plan *plan;
	struct ari_register *reg;
};

static inline void fixture_release(struct fixture *f)
{
	ari_arena_release(&f->arena);
}

/* Read a text that the YAML room must find nothing wrong with. */
static inline void fixture_read(struct fixture *f, struct ari_str text)
{
	struct ari_yaml_options options = {.any_keys = false};
	struct ari_diags diags;
	struct ari_error err = {.code = ARI_OK};

	*f = (struct fixture){.plan = NULL};
	ari_arena_init(&f->arena, NULL, 0);
	ari_diags_init(&diags, &f->arena);
	text = ari_arena_dup(&f->arena, text); /* the document borrows it */
	if (ari_yaml_read(&f->doc, &f->arena, text, &options, &diags, &err))
		fail_msg("%s", err.message);
	if (diags.count)
		fail_msg("%.*s", (int)diags.items[0].message.len,
			 diags.items[0].message.ptr);
	assert_non_null(f->doc.root);
}

static inline void fixture_plan(struct fixture *f, const char *text)
{
	struct ari_error err = {.code = ARI_OK};

	fixture_read(f, ari_str_from(text));
	if (ari_plan_bind(&f->plan, &f->doc, &f->arena,
			  ARI_STR("plans/test.yaml"), &err))
		fail_msg("%s", err.message);
}

static inline void fixture_register(struct fixture *f, const char *text)
{
	struct ari_error err = {.code = ARI_OK};

	fixture_read(f, ari_str_from(text));
	if (ari_register_bind(&f->reg, &f->doc, &f->arena, &err))
		fail_msg("%s", err.message);
}

static inline void assert_str(struct ari_str s, const char *expected)
{
	assert_non_null(s.ptr);
	assert_int_equal(s.len, strlen(expected));
	assert_memory_equal(s.ptr, expected, s.len);
}

/* Pseudo-random numbers, the same in every run. */
static inline uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

#endif
