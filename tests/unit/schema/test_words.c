/*
 * What people are told: schemas in other people's style, documents broken in
 * one way each, and every finding word for word, from the folder words. Each
 * sentence there was read before it was taken as right.
 */
#include "unit/schema/fixture.h"

#define WORDS "tests/unit/schema/words/generic.json"
#define WORDS_BYTES ((size_t)1 << 20)

static struct ari_str read_words(struct ari_arena *arena)
{
	char *room = ari_arena_alloc(arena, WORDS_BYTES);
	FILE *file = fopen(WORDS, "rb");
	struct ari_str bytes;

	assert_non_null(room);
	assert_non_null(file);
	bytes = (struct ari_str){room, fread(room, 1, WORDS_BYTES, file)};
	assert_true(feof(file));
	fclose(file);
	return bytes;
}

static void assert_text(const struct ari_node *about, struct ari_str found,
			const struct ari_node *expected)
{
	if (!ari_str_eq(found, ari_node_text(expected)))
		fail_msg("%.*s: \"%.*s\", not \"%.*s\"", (int)about->len,
			 about->u.text, (int)found.len, found.ptr,
			 (int)expected->len, expected->u.text);
}

static void assert_findings(const struct ari_node *about,
			    const struct ari_diags *diags,
			    const struct ari_node *expected)
{
	for (uint32_t i = 0; i < diags->count && i < expected->len; i++) {
		const struct ari_diag *diag = &diags->items[i];
		const struct ari_node *words = &expected->u.items[i];

		assert_text(about, diag->instance, &words->u.items[0]);
		assert_text(about, diag->message, &words->u.items[1]);
		assert_int_equal(diag->help.ptr != NULL, words->len == 3);
		if (words->len == 3)
			assert_text(about, diag->help, &words->u.items[2]);
	}
	if (diags->count != expected->len)
		fail_msg("%.*s: %zu findings", (int)about->len, about->u.text,
			 diags->count);
}

static void run_row(const struct ari_node *row, struct ari_str bytes)
{
	struct ari_schema_options options = {.assert_format = true};
	const struct ari_node *schema = ari_node_get(row, "schema");
	struct fixture f;

	fixture_compile(&f,
			(struct ari_str){bytes.ptr + schema->start,
					 schema->end - schema->start},
			&options);
	assert_non_null(f.schema);
	fixture_validate(&f, ari_node_text(ari_node_get(row, "text")));
	assert_int_equal(f.rc, 0);
	assert_findings(ari_node_get(row, "about"), &f.diags,
			ari_node_get(row, "findings"));
	fixture_close(&f);
}

static void test_words(void **state)
{
	struct ari_error err = {0};
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_doc doc = {0};
	struct ari_str bytes;

	(void)state;
	ari_arena_init(&arena, NULL, 0);
	ari_diags_init(&diags, &arena);
	bytes = read_words(&arena);
	assert_int_equal(ari_json_read(&doc, &arena, bytes, &diags, &err), 0);
	assert_int_equal(diags.count, 0);
	assert_true(doc.root->len > 30);
	for (uint32_t i = 0; i < doc.root->len; i++)
		run_row(&doc.root->u.items[i], bytes);
	ari_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
