/*
 * What every test of the source room begins with: a repository made by git,
 * a handle on it, an arena.
 */
#ifndef TESTS_SOURCE_FIXTURE_H
#define TESTS_SOURCE_FIXTURE_H

#include <arising/date.h>
#include <arising/source.h>
#include <arising/tree.h>

#include "support/repo.h"

/*
 * libgit2 1.5 loses what PCRE2 gave it when it looks through the extensions
 * of a repository that has any.
 */
ARI_API const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8.so\n";
}

struct fixture {
	struct test_repo git;
	struct ari_repo *repo;
	struct ari_arena arena;
	struct ari_error err;
};

static inline void must(const struct fixture *f, int rc)
{
	if (rc < 0)
		fail_msg("%s", f->err.message);
}

/* The error must have that code and its message must hold part. */
static inline void must_fail(const struct fixture *f, int rc,
			     enum ari_error_code code, const char *part)
{
	assert_int_equal(rc, -1);
	if (f->err.code != code || !strstr(f->err.message, part))
		fail_msg("got %d: %s", f->err.code, f->err.message);
}

static inline void attach_at(struct fixture *f, const char *dir)
{
	struct ari_repo_options options = {.dir = dir};

	ari_repo_free(f->repo);
	f->repo = NULL;
	must(f, ari_repo_open(&f->repo, &options, &f->err));
}

static inline void attach(struct fixture *f)
{
	attach_at(f, f->git.dir);
}

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	*state = f;
	if (!f || ari_source_init(&f->err))
		return -1;
	ari_arena_init(&f->arena, NULL, 0);
	repo_open(&f->git);
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

	ari_repo_free(f->repo);
	ari_arena_release(&f->arena);
	repo_close(&f->git);
	ari_source_shutdown();
	free(f);
	return 0;
}

static inline struct ari_snapshot resolve(struct fixture *f, const char *text)
{
	struct ari_snapshot at;

	must(f, ari_snapshot_resolve(&at, f->repo, ari_str_from(text),
				     &f->arena, &f->err));
	return at;
}

static inline void resolve_fails(struct fixture *f, const char *text,
				 enum ari_error_code code, const char *part)
{
	struct ari_snapshot at;

	must_fail(f,
		  ari_snapshot_resolve(&at, f->repo, ari_str_from(text),
				       &f->arena, &f->err),
		  code, part);
}

static inline struct ari_glob make_glob(struct fixture *f, const char *pattern)
{
	struct ari_str text = ari_str_from(pattern);
	struct ari_glob glob;

	must(f, ari_glob_init(&glob, &text, 1, &f->arena, &f->err));
	return glob;
}

static inline struct ari_oid oid(const char *hex)
{
	struct ari_oid id;

	assert_true(ari_oid_parse(&id, ari_str_from(hex)));
	return id;
}

static inline void assert_oid(struct ari_oid id, const char *hex)
{
	char text[ARI_OID_HEX + 1];

	assert_string_equal(ari_oid_hex(text, &id), hex);
}

static inline void assert_str(struct ari_str s, const char *text)
{
	if (!ari_str_is(s, text))
		fail_msg("\"%.*s\" is not \"%s\"", (int)s.len, s.ptr, text);
}

/* The paths of a list, each with a space after it. */
static inline const char *paths(struct fixture *f, const struct ari_files *list)
{
	struct ari_buf buf;
	struct ari_str out;

	ari_buf_init(&buf, NULL);
	for (size_t i = 0; i < list->count; i++) {
		ari_buf_str(&buf, list->items[i].path);
		ari_buf_byte(&buf, ' ');
	}
	out = ari_arena_dup(&f->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return out.ptr ? out.ptr : "";
}

static inline const char *list(struct fixture *f, const char *snapshot,
			       const char *pattern)
{
	struct ari_snapshot at = resolve(f, snapshot);
	struct ari_glob glob = make_glob(f, pattern);
	struct ari_files files;

	must(f,
	     ari_source_list(&files, f->repo, &at, &glob, &f->arena, &f->err));
	return paths(f, &files);
}

static inline struct ari_str read_at(struct fixture *f, const char *snapshot,
				     const char *path)
{
	struct ari_snapshot at = resolve(f, snapshot);
	struct ari_str bytes;

	must(f, ari_source_read(&bytes, NULL, f->repo, &at, ari_str_from(path),
				&f->arena, &f->err));
	return bytes;
}

static inline void read_fails(struct fixture *f, const char *snapshot,
			      const char *path, enum ari_error_code code,
			      const char *part)
{
	struct ari_snapshot at = resolve(f, snapshot);
	struct ari_str bytes;

	must_fail(f,
		  ari_source_read(&bytes, NULL, f->repo, &at,
				  ari_str_from(path), &f->arena, &f->err),
		  code, part);
}

#endif
