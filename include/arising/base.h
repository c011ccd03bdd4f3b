/*
 * The ground every room stands on: strings, memory, output buffers, errors
 * (an operation failed) and findings (a plan is wrong).
 *
 * Nothing here knows YAML, git or plans.
 */
#ifndef ARISING_BASE_H
#define ARISING_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARI_API __attribute__((visibility("default")))
#define ARI_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* Version of the machine-readable contracts: the "arising" key of output. */
#define ARI_CONTRACT 1
#define ARI_VERSION "0.1.0"

/* -- strings -- */

/* Borrowed bytes, not NUL-terminated; ptr is NULL when there is none. */
struct ari_str {
	const char *ptr;
	size_t len;
};

#define ARI_STR(literal) ((struct ari_str){"" literal, sizeof(literal) - 1})

/* View a C string; NULL gives the absent string. */
ARI_API struct ari_str ari_str_from(const char *s);
ARI_API bool ari_str_eq(struct ari_str a, struct ari_str b);
ARI_API bool ari_str_is(struct ari_str a, const char *literal);
/* Order by bytes, so by code point in UTF-8; shorter first on a tie. */
ARI_API int ari_str_cmp(struct ari_str a, struct ari_str b);
/*
 * Order as a clerk reads: runs of digits by value, the rest by bytes.
 * T.7 before T.13; equal values by length, so that 1 and 01 never tie.
 */
ARI_API int ari_str_natural_cmp(struct ari_str a, struct ari_str b);
ARI_API bool ari_str_starts(struct ari_str s, const char *prefix);
/* Cut spaces, tabs and line ends from both ends. */
ARI_API struct ari_str ari_str_trim(struct ari_str s);
/* Cut the next line off *rest, its newline with it; the line is without. */
ARI_API struct ari_str ari_str_line(struct ari_str *rest);
/*
 * Count the edits that turn a into b (insert, delete, replace, swap of
 * neighbours), ASCII case ignored; more than max is reported as max + 1.
 * Cost: |a| x max; strings over 64 bytes are never close.
 */
ARI_API unsigned ari_str_distance(struct ari_str a, struct ari_str b,
				  unsigned max);

/* -- memory -- */

/*
 * An allocator: realloc's contract in one function; size 0 frees.
 * Tests pass one that fails on the n-th call.
 */
struct ari_alloc {
	void *(*fn)(void *ctx, void *ptr, size_t size);
	void *ctx;
};

/* Bytes that one document version may take: tree, findings and plan. */
#define ARI_ARENA_CAP ((size_t)2 << 30)

/*
 * Memory that goes at once. In the debug variant each allocation is a
 * malloc of its own, so that sanitizers see overruns.
 */
struct ari_arena {
	const struct ari_alloc *alloc; /* NULL: malloc */
	struct ari_arena_block *blocks;
	struct ari_arena_block *spare; /* empty ones, of the ordinary size */
	char *next;		       /* free space in the newest block */
	char *end;
	size_t used; /* bytes handed out */
	size_t cap;  /* bytes at most; 0 means ARI_ARENA_CAP */
};

ARI_API void ari_arena_init(struct ari_arena *arena,
			    const struct ari_alloc *alloc, size_t cap);
ARI_API void ari_arena_release(struct ari_arena *arena);
/*
 * Drop every allocation, and keep the ordinary blocks, 2 MB at most, for
 * the next document.
 */
ARI_API void ari_arena_clear(struct ari_arena *arena);
/*
 * Drop what was allocated since mark was copied from the arena. Not when
 * the arena was cleared or released since.
 */
ARI_API void ari_arena_rewind(struct ari_arena *arena,
			      const struct ari_arena *mark);
/* Aligned for any type, not zeroed. Errors: NULL when memory or cap end. */
ARI_API void *ari_arena_alloc(struct ari_arena *arena, size_t size);
ARI_API void *ari_arena_zalloc(struct ari_arena *arena, size_t size);
/* Room for count items of size bytes; NULL on overflow too. */
ARI_API void *ari_arena_array(struct ari_arena *arena, size_t count,
			      size_t size);
/*
 * Room for one more item behind count of them: the array, moved where it was
 * full. NULL: memory or cap end, and all is as it was.
 */
ARI_API void *ari_arena_grow(struct ari_arena *arena, void *items, size_t count,
			     size_t *room, size_t size);
/* The same on the heap; the caller frees it. */
ARI_API void *ari_heap_grow(void *items, size_t count, size_t *room,
			    size_t size);
/* Copy to a NUL-terminated string of the arena; ptr NULL when it ends. */
ARI_API struct ari_str ari_arena_dup(struct ari_arena *arena, struct ari_str s);
ARI_API char *ari_arena_printf(struct ari_arena *arena, const char *fmt, ...)
    ARI_PRINTF(2, 3);

/* -- output -- */

/* Bytes a buffer without a drain may hold: no output comes near it. */
#define ARI_BUF_CAP ((size_t)1 << 30)

/*
 * Growing bytes with a sticky failure: write on, ask once at the end.
 * With a drain the bytes leave in pieces and the buffer stays small.
 */
struct ari_buf {
	char *ptr; /* NUL-terminated when not NULL */
	size_t len;
	size_t room;
	size_t cap; /* bytes at most; 0 means ARI_BUF_CAP */
	bool failed;
	const struct ari_alloc *alloc;
	int (*drain)(void *ctx, const char *bytes, size_t len);
	void *drain_ctx;
};

ARI_API void ari_buf_init(struct ari_buf *buf, const struct ari_alloc *alloc);
ARI_API void ari_buf_release(struct ari_buf *buf);
/* Forget the content, keep the room. */
ARI_API void ari_buf_clear(struct ari_buf *buf);
ARI_API void ari_buf_add(struct ari_buf *buf, const char *bytes, size_t len);
ARI_API void ari_buf_str(struct ari_buf *buf, struct ari_str s);
ARI_API void ari_buf_puts(struct ari_buf *buf, const char *s);
ARI_API void ari_buf_byte(struct ari_buf *buf, char c);
/* In decimal, with zeros before it up to width digits (20 at most). */
ARI_API void ari_buf_number(struct ari_buf *buf, uint64_t value,
			    unsigned width);
ARI_API void ari_buf_repeat(struct ari_buf *buf, char c, size_t count);
ARI_API void ari_buf_printf(struct ari_buf *buf, const char *fmt, ...)
    ARI_PRINTF(2, 3);
ARI_API void ari_buf_vprintf(struct ari_buf *buf, const char *fmt, va_list args)
    ARI_PRINTF(2, 0);
ARI_API struct ari_str ari_buf_view(const struct ari_buf *buf);
/* Hand what is left to the drain. Errors: -1 when anything failed. */
ARI_API int ari_buf_flush(struct ari_buf *buf);

/* -- errors: the operation failed -- */

enum ari_error_code {
	ARI_OK = 0,
	ARI_ERR_MEMORY,
	ARI_ERR_IO,
	ARI_ERR_LIMIT,	   /* a named cap was reached */
	ARI_ERR_GIT,	   /* the repository cannot be read */
	ARI_ERR_NOT_FOUND, /* a snapshot, plan or record of that name */
	ARI_ERR_USAGE,	   /* the caller asked for what cannot be */
	ARI_ERR_UNCERTAIN, /* git cannot give a certain answer */
	ARI_ERR_INVALID,   /* a plan must be valid for this and is not */
};

struct ari_error {
	enum ari_error_code code;
	char message[1024]; /* one or more sentences, no newline at the end */
};

/* Fill err, which may be NULL. Returns -1, so `return ari_error_set(…)`. */
ARI_API int ari_error_set(struct ari_error *err, enum ari_error_code code,
			  const char *fmt, ...) ARI_PRINTF(3, 4);
/* The one sentence for a lack of memory. Returns -1. */
ARI_API int ari_error_memory(struct ari_error *err);

/* -- findings: the plan is wrong -- */

/* Bytes of a document, start included, end not. */
struct ari_span {
	uint32_t start;
	uint32_t end;
};

enum ari_level {
	ARI_LEVEL_OFF,
	ARI_LEVEL_WARNING,
	ARI_LEVEL_ERROR,
};

/*
 * A row of a catalogue. Sentence and help are templates: {0} to {9} stand
 * for the finding's arguments. Every room that finds something has a const
 * table of these; codes are stable and unique over all rooms.
 */
struct ari_rule {
	const char *code;
	enum ari_level level; /* unless the register says otherwise */
	const char *sentence;
	const char *help;    /* what to write instead; NULL when none */
	const char *summary; /* what the rule is for, a sentence */
};

#define ARI_DIAG_ARGS 10

struct ari_diag {
	const struct ari_rule *rule;
	enum ari_level level;
	struct ari_span span;
	struct ari_str message; /* the sentence, arguments in place */
	struct ari_str help;	/* ptr NULL when none */
	struct ari_str ref;	/* the record it is about; ptr NULL when none */
	struct ari_str instance;     /* JSON Pointer; ptr NULL when none */
	struct ari_str schema;	     /* absolute keyword location, or NULL */
	struct ari_str related_note; /* ptr NULL: no related place */
	struct ari_str related_file; /* ptr NULL: the same file */
	struct ari_span related;
};

/* Findings kept per document; the rest is counted in `cut`. */
#define ARI_DIAG_CAP 1000

/* Findings of one document, in the order they were found until sorted. */
struct ari_diags {
	struct ari_arena *arena; /* strings and items live here */
	struct ari_diag *items;
	size_t count;
	size_t room;
	size_t cut;    /* found past the cap, not kept */
	size_t errors; /* of all found, kept or not */
	size_t warnings;
	bool failed; /* memory ended: the list is not whole */
};

ARI_API void ari_diags_init(struct ari_diags *diags, struct ari_arena *arena);
/*
 * Add a finding at its rule's level; args fill the templates.
 * Returns the kept finding, for more detail, or NULL when it was cut.
 */
ARI_API struct ari_diag *ari_diags_add(struct ari_diags *diags,
				       const struct ari_rule *rule,
				       struct ari_span span,
				       const struct ari_str *args,
				       size_t count);
/* Sort by place, then by code; stable. */
ARI_API void ari_diags_sort(struct ari_diags *diags);

/* -- descriptors -- */

/* Write all of bytes to a descriptor. Returns -1 and errno where it fails. */
ARI_API int ari_write_all(int fd, struct ari_str bytes);

/* -- digests -- */

#define ARI_SHA1_BYTES 20
/* The SHA-1 (FIPS 180-4) of bytes, as git has it under its own files. */
ARI_API void ari_sha1(unsigned char out[ARI_SHA1_BYTES], struct ari_str bytes);
#define ARI_SHA256_HEX 64
/* The SHA-256 (FIPS 180-4) of bytes in hexadecimal, and a NUL. */
ARI_API void ari_sha256_hex(char out[ARI_SHA256_HEX + 1], struct ari_str bytes);

/* -- index: names to numbers, for refs, codes and keys -- */

struct ari_index_entry {
	struct ari_str key;
	uint32_t value;
};

/*
 * A sorted table, filled first, then asked: no hash, so no hash attack and
 * no hash order.
 */
struct ari_index {
	struct ari_index_entry *entries;
	size_t count;
};

/*
 * Sort entries of the caller in place, by key and then value.
 * Returns the position of the first entry whose key stands twice, or count.
 */
ARI_API size_t ari_index_build(struct ari_index *index,
			       struct ari_index_entry *entries, size_t count);
/* The entry of least value for key, or NULL. */
ARI_API const struct ari_index_entry *ari_index_find(
    const struct ari_index *index, struct ari_str key);

/* -- UTF-8 -- */

/* First byte that is not UTF-8 (RFC 3629), or s.len when all is. */
ARI_API size_t ari_utf8_check(struct ari_str s);
/*
 * Read the code point at *at and step over it; 0xFFFD for a bad byte.
 * The caller ensures *at < s.len.
 */
ARI_API uint32_t ari_utf8_next(struct ari_str s, size_t *at);
ARI_API void ari_utf8_put(struct ari_buf *buf, uint32_t point);
/* Code points in s. */
ARI_API size_t ari_utf8_count(struct ari_str s);
/* Terminal columns of s (wide 2, combining 0), control characters as 1. */
ARI_API size_t ari_utf8_width(struct ari_str s);

#endif
