/*
 * What the schema tests share: a schema and a document from texts, compiled
 * and validated, with the findings at hand.
 */
#ifndef TEST_SCHEMA_FIXTURE_H
#define TEST_SCHEMA_FIXTURE_H

#include <arising/json.h>
#include <arising/schema.h>
#include <arising/yaml.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_error err;
	struct ari_doc schema_doc;
	struct ari_doc doc;
	struct ari_schema *schema;
	int rc; /* of the last compile or validate */
};

/* Read a text: JSON where it begins with a brace, else YAML. */
static inline void fixture_read(struct fixture *f, struct ari_doc *doc,
				struct ari_str text)
{
	struct ari_yaml_options options = {.any_keys = true};
	bool json = text.len && text.ptr[0] == '{';

	*doc = (struct ari_doc){0};
	assert_int_equal(
	    json ? ari_json_read(doc, &f->arena, text, &f->diags, &f->err)
		 : ari_yaml_read(doc, &f->arena, text, &options, &f->diags,
				 &f->err),
	    0);
	if (!doc->root || f->diags.errors)
		fail_msg("unreadable: %.*s", (int)text.len, text.ptr);
}

/* Compile a schema; f->schema is NULL when it is bad. */
static inline void fixture_compile(struct fixture *f, struct ari_str schema,
				   const struct ari_schema_options *options)
{
	*f = (struct fixture){0};
	ari_arena_init(&f->arena, NULL, 0);
	ari_diags_init(&f->diags, &f->arena);
	fixture_read(f, &f->schema_doc, schema);
	f->rc = ari_schema_compile(&f->schema, &f->schema_doc, options,
				   &f->diags, &f->err);
}

static inline void fixture_validate(struct fixture *f, struct ari_str text)
{
	ari_diags_init(&f->diags, &f->arena);
	fixture_read(f, &f->doc, text);
	f->rc = ari_schema_validate(f->schema, f->doc.root, &f->diags, &f->err);
	ari_diags_sort(&f->diags);
}

static inline void fixture_open(struct fixture *f, const char *schema,
				const char *text)
{
	fixture_compile(f, ari_str_from(schema), NULL);
	if (!f->schema)
		fail_msg("does not compile: %s",
			 f->diags.count ? f->diags.items[0].message.ptr
					: f->err.message);
	fixture_validate(f, ari_str_from(text));
	assert_int_equal(f->rc, 0);
}

static inline void fixture_close(struct fixture *f)
{
	ari_schema_free(f->schema);
	ari_arena_release(&f->arena);
}

/* What a span covers in the document. */
static inline struct ari_str fixture_covers(const struct fixture *f,
					    const struct ari_str *bytes,
					    size_t n)
{
	struct ari_span span = f->diags.items[n].span;

	return (struct ari_str){bytes->ptr + span.start, span.end - span.start};
}

#endif
