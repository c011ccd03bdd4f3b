/*
 * Plans and registers from text, checked by the rules: for the tests of
 * this room. Judged on 17 December 2021 unless a test says otherwise.
 */
#ifndef TESTS_UNIT_RULES_FIXTURE_H
#define TESTS_UNIT_RULES_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arising/rules.h>

struct fixture {
	struct ari_loader loader; /* validates only if a test makes it so */
	struct ari_rules_dates dates;
	struct ari_version *reg_file;
	struct ari_register *reg;
	struct ari_rules *rules;
	struct ari_version *before;
	struct ari_version *version;
	struct ari_version *other;
	struct ari_arena arena;
	struct ari_error err;
};

static inline void fixture_init(struct fixture *f)
{
	*f = (struct fixture){
	    .dates = {ari_day_from(2021, 12, 17),
		      ari_day_from(2021, 12, 9),
		      {ari_day_from(2021, 10, 1), ari_day_from(2021, 12, 31)}}};
	ari_arena_init(&f->arena, NULL, 0);
	assert_int_equal(ari_loader_init(&f->loader, 0, &f->err), 0);
}

static inline void fixture_release(struct fixture *f)
{
	ari_rules_free(f->rules);
	ari_version_free(f->version);
	ari_version_free(f->before);
	ari_version_free(f->other);
	ari_version_free(f->reg_file);
	ari_loader_release(&f->loader);
	ari_arena_release(&f->arena);
}

static inline struct ari_version *fixture_read(struct fixture *f,
					       const char *path,
					       struct ari_str text,
					       bool is_register)
{
	struct ari_version *version;

	if (ari_version_read(&version, &f->loader, ari_str_from(path), text,
			     is_register, &f->err))
		fail_msg("%s", f->err.message);
	return version;
}

/* The register, which may be absent, and the rules for it. */
static inline void fixture_register(struct fixture *f, struct ari_str text)
{
	if (text.ptr) {
		f->reg_file = fixture_read(f, "arising.yaml", text, true);
		assert_int_equal(ari_register_bind(&f->reg, &f->reg_file->doc,
						   &f->reg_file->arena,
						   &f->err),
				 0);
	}
	assert_int_equal(ari_rules_new(&f->rules, f->reg, &f->dates, &f->err),
			 0);
}

/* Check one plan with a register, both as text. */
static inline void fixture_check(struct fixture *f, const char *reg,
				 const char *plan)
{
	fixture_init(f);
	fixture_register(f, ari_str_from(reg));
	f->version =
	    fixture_read(f, "plans/test.yaml", ari_str_from(plan), false);
	assert_non_null(f->version->plan);
	assert_int_equal(ari_rules_check_version(f->rules, f->version, &f->err),
			 0);
	ari_diags_sort(&f->version->diags);
}

/* How many findings of that code there are. */
static inline size_t fixture_count(const struct ari_version *version,
				   const char *code)
{
	size_t count = 0;

	for (size_t i = 0; i < version->diags.count; i++)
		count += !strcmp(version->diags.items[i].rule->code, code);
	return count;
}

/* The only finding of that code. */
static inline const struct ari_diag *fixture_only(
    const struct ari_version *version, const char *code)
{
	const struct ari_diag *found = NULL;

	for (size_t i = 0; i < version->diags.count; i++) {
		if (strcmp(version->diags.items[i].rule->code, code))
			continue;
		assert_null(found);
		found = &version->diags.items[i];
	}
	if (!found)
		fail_msg("no finding %s", code);
	return found;
}

static inline struct ari_str fixture_span(const struct ari_version *version,
					  struct ari_span span)
{
	return (struct ari_str){version->doc.bytes.ptr + span.start,
				span.end - span.start};
}

#define assert_str(got, want)                                                  \
	do {                                                                   \
		struct ari_str got_ = (got);                                   \
		if (!ari_str_is(got_, want))                                   \
			fail_msg("\"%.*s\" is not \"%s\"", (int)got_.len,      \
				 got_.ptr ? got_.ptr : "", want);              \
	} while (0)

#endif
