/*
 * Who a person is, by the .mailmap of a commit: read as git reads it, down to
 * what it makes of a line that is only half right.
 */
#ifndef ARISING_SOURCE_MAILMAP_H
#define ARISING_SOURCE_MAILMAP_H

#include <arising/source.h>

struct ari_source__mailmap {
	struct ari_index index;
	/* What is put in place; ptr NULL: what the commit has. */
	struct ari_source__mailmap_entry *entries;
};

/* Read the bytes of a file. Owns: all of it lives in arena. */
int ari_source__mailmap_read(struct ari_source__mailmap *out,
			     struct ari_str bytes, struct ari_arena *arena,
			     struct ari_error *err);
/* Set a person's name and email from what the commit has. */
int ari_source__mailmap_apply(const struct ari_source__mailmap *mailmap,
			      struct ari_person *person,
			      struct ari_arena *arena, struct ari_error *err);

#endif
