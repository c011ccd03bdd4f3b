/*
 * What the files of the pattern translator share: the reader that walks an
 * ECMA-262 pattern once and writes PCRE2's form of it, and the groups and
 * back references it met on the way.
 */
#ifndef ARISING_PATTERN_INTERNAL_H
#define ARISING_PATTERN_INTERNAL_H

#include <arising/base.h>

/* Nesting that is run: PCRE2's compiler recurses on it. */
#define ARI_PATTERN_DEPTH 250
/* Repetitions {n} that PCRE2 can count. */
#define ARI_PATTERN_REPEAT 65535
/* Named groups of one pattern: each is compared with those before it. */
#define ARI_PATTERN_NAMES 1000
/* Characters at most between two places where steps are counted. */
#define ARI_PATTERN_STRETCH 64

enum ari_pattern_group_kind {
	ARI_GROUP_PLAIN, /* the whole pattern, (?:…), (…), (?<name>…) */
	ARI_GROUP_AHEAD,
	ARI_GROUP_NOT_AHEAD,
	ARI_GROUP_BEHIND,
	ARI_GROUP_NOT_BEHIND,
};

struct ari_pattern_group {
	enum ari_pattern_group_kind kind;
	uint32_t parent;   /* its index; the whole pattern is 0 */
	uint32_t depth;	   /* the whole pattern's is 0 */
	uint32_t branch;   /* the alternative of the parent it stands in */
	uint32_t branches; /* alternatives met, from 1 */
	bool behind;	   /* inside a look-behind, or one itself */
	bool closed;
	bool loops;	   /* quantified with a maximum above 1 */
	bool optional;	   /* quantified with a minimum of 0 */
	bool empty;	   /* may match nothing: by a finished branch … */
	bool branch_empty; /* … or by the one being read */
};

/* A back reference; its group is looked up when all have been read. */
struct ari_pattern_ref {
	uint32_t capture; /* number; 0: by name */
	uint32_t name;	  /* place in names; when by name */
	uint32_t name_len;
	uint32_t group;	 /* it stands in */
	uint32_t branch; /* alternative of that group */
	size_t at;	 /* byte of the source */
	bool live;	 /* its group was closed before it: it may match */
};

struct ari_pattern_name {
	uint32_t at; /* in names */
	uint32_t len;
	uint32_t capture;
};

struct ari_pattern_reader {
	struct ari_str source;
	size_t at;
	struct ari_buf out; /* PCRE2's form */
	struct ari_error *err;

	struct ari_pattern_group *groups; /* room for every '(' and one */
	uint32_t group_count;
	uint32_t group;	    /* the one being read */
	uint32_t *captures; /* capture number -> index of its group */
	uint32_t capture_count;
	struct ari_pattern_ref *refs; /* room for every '\\' */
	uint32_t ref_count;
	struct ari_buf names; /* UTF-8, one after another */
	struct ari_pattern_name named[ARI_PATTERN_NAMES];
	uint32_t named_count;

	size_t stretch; /* characters since steps were last counted */
	size_t longest; /* of these stretches */

	/* Valid, but not to be run as ECMA-262 has it: why, or NULL. */
	const char *unsupported;
	size_t unsupported_at;
};

/* What an escape stands for. */
enum ari_pattern_escape_kind {
	ARI_ESCAPE_POINT, /* a code point */
	ARI_ESCAPE_CLASS, /* text for the inside of a PCRE2 class */
	ARI_ESCAPE_DONE,  /* an assertion, written already */
	ARI_ESCAPE_REF,	  /* a back reference, written already */
};

struct ari_pattern_escape {
	enum ari_pattern_escape_kind kind;
	uint32_t point;
	const char *set;    /* of a class: fixed text, or NULL … */
	const char *prefix; /* … then \p{ or \P{ with sc: or scx: */
	struct ari_str property;
};

/* The byte at an offset from here; NUL past the end. */
static inline char ari_pattern__peek(const struct ari_pattern_reader *reader,
				     size_t ahead)
{
	size_t at = reader->at + ahead;

	return at < reader->source.len ? reader->source.ptr[at] : '\0';
}

/*
 * Say what is wrong with the pattern at a byte. Returns -1.
 */
int ari_pattern__fail(struct ari_pattern_reader *reader, size_t at,
		      const char *fmt, ...) ARI_PRINTF(3, 4);
/* Note the first thing that cannot be run. */
void ari_pattern__unsupported(struct ari_pattern_reader *reader, size_t at,
			      const char *why);
/* The 1-based character that a byte of the source belongs to. */
size_t ari_pattern__column(struct ari_str source, size_t at);

/*
 * Translate source into reader->out. The caller releases the reader, also
 * after a failure.
 */
int ari_pattern__read(struct ari_pattern_reader *reader, struct ari_str source,
		      struct ari_error *err);
void ari_pattern__release(struct ari_pattern_reader *reader);

/* Open and end an alternative of the group being read. */
void ari_pattern__begin_branch(struct ari_pattern_reader *reader);
void ari_pattern__end_branch(struct ari_pattern_reader *reader);
/* Read ( with what makes it special, or ) with its quantifier. */
int ari_pattern__open_group(struct ari_pattern_reader *reader);
int ari_pattern__close_group(struct ari_pattern_reader *reader);
/*
 * Read the quantifier after an atom, if any: group is its index when it is
 * one, else 0; empty says whether the atom itself may match nothing.
 */
int ari_pattern__finish_atom(struct ari_pattern_reader *reader, uint32_t group,
			     bool empty);
/* Count so many characters into the stretch. */
void ari_pattern__stretch(struct ari_pattern_reader *reader, size_t characters);

/* Read what follows a backslash; reader->at is on the backslash. */
int ari_pattern__read_escape(struct ari_pattern_escape *out,
			     struct ari_pattern_reader *reader, bool in_class);
/* Read \uXXXX, a surrogate pair of them, or \u{…}, after the u. */
int ari_pattern__read_unicode(uint32_t *out, struct ari_pattern_reader *reader,
			      size_t start);
/* Read […] and write it; reader->at is on the bracket. */
int ari_pattern__read_class(struct ari_pattern_reader *reader);
/* Write a code point as a literal, never an operator. */
void ari_pattern__put_point(struct ari_buf *out, uint32_t point);
/* Write the inside of a class for a class escape. */
void ari_pattern__put_set(struct ari_buf *out,
			  const struct ari_pattern_escape *escape);

/*
 * Find the property of \p{text}: fills set or prefix and property.
 * Errors: false when ECMA-262 has no such property.
 */
bool ari_pattern__find_property(struct ari_pattern_escape *out,
				struct ari_str text, bool negated);

/* Read `name>` into names; reader->at is past the `<`. */
int ari_pattern__read_name(struct ari_pattern_name *out,
			   struct ari_pattern_reader *reader);
/* Give the capture that was just opened a name. */
int ari_pattern__add_name(struct ari_pattern_reader *reader, size_t at);
/* Write a back reference by number, or by name. */
void ari_pattern__put_ref(struct ari_pattern_reader *reader,
			  struct ari_pattern_ref ref);
/* Check every back reference once all groups are known. */
int ari_pattern__check_refs(struct ari_pattern_reader *reader);

#endif
