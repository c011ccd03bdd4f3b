/*
 * What the tests of edits share: documents read or the test fails, pseudo-
 * random numbers that are the same in every run, files of the repository.
 */
#ifndef TESTS_EDIT_FIXTURE_H
#define TESTS_EDIT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arising/edit.h>
#include <arising/source.h>
#include <arising/yaml.h>

#include "support/tree.h"

static inline uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

static inline uint32_t below(uint64_t *state, uint32_t most)
{
	return next_random(state) % most;
}

static inline struct ari_doc *read_doc(struct ari_arena *arena,
				       struct ari_str bytes)
{
	struct ari_doc *doc = ari_arena_zalloc(arena, sizeof(*doc));
	struct ari_error err = {.code = ARI_OK};
	struct ari_diags diags;

	ari_diags_init(&diags, arena);
	if (ari_yaml_read(doc, arena, bytes, NULL, &diags, &err) ||
	    diags.errors)
		fail_msg("cannot be read: %s\n%.*s",
			 diags.count ? diags.items[0].message.ptr : err.message,
			 (int)bytes.len, bytes.ptr);
	return doc;
}

static inline struct ari_plan *bind_doc(struct ari_arena *arena,
					const struct ari_doc *doc)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_plan *plan;

	if (ari_plan_bind(&plan, doc, arena, ARI_STR("plans/p.yaml"), &err))
		fail_msg("%s", err.message);
	return plan;
}

/* The text with one side of every conflict: 0 ours, 1 theirs. */
static inline struct ari_str one_side(struct ari_arena *arena,
				      struct ari_str text, int side)
{
	struct ari_buf buf;
	struct ari_str out;
	int state = -1;
	size_t at = 0;

	ari_buf_init(&buf, NULL);
	while (at < text.len) {
		const char *line = text.ptr + at;
		const char *stop = memchr(line, '\n', text.len - at);
		size_t len = stop ? (size_t)(stop - line) + 1 : text.len - at;

		at += len;
		if (len > 12 && !memcmp(line, "<<<<<<< ours", 12))
			state = 0;
		else if (len >= 8 && state == 0 && !memcmp(line, "=======", 7))
			state = 1;
		else if (len > 14 && state == 1 &&
			 !memcmp(line, ">>>>>>> theirs", 14))
			state = -1;
		else if (state < 0 || state == side)
			ari_buf_add(&buf, line, len);
	}
	assert_int_equal(state, -1);
	out = ari_arena_dup(arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return out;
}

static inline int start_git(void **state)
{
	(void)state;
	return ari_source_init(NULL);
}

static inline int stop_git(void **state)
{
	(void)state;
	ari_source_shutdown();
	return 0;
}

#endif
