/*
 * The real plans: each record of each changed in turn, and every byte
 * outside of it the same; two records changed on two sides, and merged.
 */
#include "fixture.h"

#include <glob.h>

static struct ari_str read_whole(struct ari_arena *arena, const char *path)
{
	static char bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	size_t len;

	assert_non_null(file);
	len = fread(bytes, 1, sizeof(bytes), file);
	assert_true(len < sizeof(bytes));
	assert_int_equal(fclose(file), 0);
	return ari_arena_dup(arena, (struct ari_str){bytes, len});
}

static struct ari_str set_one(struct ari_arena *arena,
			      const struct ari_doc *doc,
			      const struct ari_record *record)
{
	const struct ari_assignment list[] = {
	    {ARI_STR("section"), ARI_EDIT_SET, ARI_STR("other")},
	    {ARI_STR("reason"), ARI_EDIT_SET,
	     ARI_STR("One: two\n\n- three # four")},
	    {ARI_STR("themes"), ARI_EDIT_PUT, ARI_STR("1.10")},
	};
	struct ari_error err = {.code = ARI_OK};
	struct ari_str out;

	if (ari_edit_set(&out, doc, record->plan, record->ref.text, list, 3,
			 arena, &err))
		fail_msg("%.*s: %s", (int)record->ref.text.len,
			 record->ref.text.ptr, err.message);
	return out;
}

/* The bytes before the record and behind it are the same. */
static void check_outside(struct ari_str before, struct ari_str after,
			  const struct ari_node *node)
{
	size_t end = node->end, tail;

	/* A remark behind the last value is on the record's line. */
	while (end < before.len && before.ptr[end] != '\n')
		end++;
	tail = before.len - end;
	assert_true(after.len >= tail + node->start);
	assert_memory_equal(before.ptr, after.ptr, node->start);
	assert_memory_equal(before.ptr + end, after.ptr + after.len - tail,
			    tail);
}

static void try_plan(const char *path)
{
	struct ari_merge_options options = {.marker = 7};
	struct ari_error err = {.code = ARI_OK};
	struct ari_str bytes, last = {NULL, 0};
	struct ari_merged merged;
	struct ari_arena arena;
	struct ari_plan *plan;
	struct ari_doc *doc;

	ari_arena_init(&arena, NULL, 0);
	bytes = read_whole(&arena, path);
	doc = read_doc(&arena, bytes);
	plan = bind_doc(&arena, doc);
	assert_true(plan->count > 0);
	for (size_t i = 0; i < plan->count; i++) {
		struct ari_str now = set_one(&arena, doc, &plan->records[i]);

		check_outside(bytes, now, plan->records[i].node);
		if (last.ptr) {
			if (ari_edit_merge(&merged, bytes, last, now, &options,
					   &arena, &err))
				fail_msg("%s", err.message);
			assert_int_equal(merged.conflict_count, 0);
			assert_int_equal(merged.bytes.len + bytes.len,
					 last.len + now.len);
		}
		last = now;
	}
	ari_arena_release(&arena);
}

static void real_plans_change_in_one_place(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob("example-repo/*/*/plans/*.yaml", 0, NULL, &found),
			 0);
	assert_true(found.gl_pathc >= 10);
	for (size_t i = 0; i < found.gl_pathc; i++)
		try_plan(found.gl_pathv[i]);
	globfree(&found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(real_plans_change_in_one_place),
	};

	return cmocka_run_group_tests(tests, start_git, stop_git);
}
