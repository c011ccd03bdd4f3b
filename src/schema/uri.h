/*
 * URIs as schemas name each other by them: resolved and normalised, so that
 * two spellings of one URI are the same bytes.
 *
 * Source: RFC 3986 5.2 and 6.2.2.
 */
#ifndef ARISING_SCHEMA_URI_H
#define ARISING_SCHEMA_URI_H

#include <arising/base.h>

/* Cut at the first '#': *fragment is what follows, ptr NULL when none. */
struct ari_str ari_schema__uri_cut(struct ari_str uri,
				   struct ari_str *fragment);
/*
 * Resolve ref, without fragment, against base, and normalise: scheme and
 * host in lower case, dot segments gone, no needless percent-encoding.
 * Without a scheme in either the result is relative too.
 * Errors: ptr NULL when memory ends.
 */
struct ari_str ari_schema__uri_resolve(struct ari_arena *arena,
				       struct ari_str base, struct ari_str ref);
/* Undo percent-encoding; a '%' that encodes nothing stays. */
struct ari_str ari_schema__uri_decode(struct ari_arena *arena,
				      struct ari_str text);

#endif
