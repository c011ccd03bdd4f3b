/*
 * Regular expressions of ECMA-262, as JSON Schema wants them, run by PCRE2
 * with limits: a pattern that would run away ends with an error.
 */
#ifndef ARISING_PATTERN_H
#define ARISING_PATTERN_H

#include <arising/base.h>

struct ari_pattern; /* compiled; immutable, shared between threads */

/* Bytes of a pattern that is accepted. */
#define ARI_PATTERN_BYTES 65536
/*
 * Steps one search may take, and as many more for each byte of the text:
 * some milliseconds. A step is a branch or a turn of a loop; they are
 * counted alike on every machine.
 */
#define ARI_PATTERN_STEPS 250000
#define ARI_PATTERN_STEPS_BYTE 8

/*
 * Compile an ECMA-262 pattern (u flag). Translated: \d \w \s \b as
 * ECMA-262 has them, $, \cX, \uXXXX, \u{…}, \p{…}, (?<name>…).
 * Errors: ARI_ERR_INVALID with what is wrong and where, also when the
 * pattern is valid but PCRE2 cannot run it as ECMA-262 means it (a
 * look-behind without a fixed length, say); ARI_ERR_LIMIT past
 * ARI_PATTERN_BYTES and when the compiled form is too large;
 * ARI_ERR_MEMORY.
 * Source: ECMA-262 (2020) 21.2; JSON Schema 2020-12 Core 6.4.
 */
ARI_API int ari_pattern_new(struct ari_pattern **out, struct ari_str source,
			    struct ari_error *err);
ARI_API void ari_pattern_free(struct ari_pattern *pattern);
/*
 * Check that source is an ECMA-262 pattern (u flag), whether or not it can
 * be run here: what `format: regex` asks.
 * Errors: as for ari_pattern_new.
 * Cost: linear in the pattern; nothing is compiled.
 */
ARI_API int ari_pattern_check(struct ari_str source, struct ari_error *err);
/*
 * Whether the pattern matches anywhere in text (UTF-8): 1 yes, 0 no.
 * Errors: -1 with ARI_ERR_LIMIT when the search would run away,
 * ARI_ERR_INVALID when text is not UTF-8, ARI_ERR_MEMORY.
 */
ARI_API int ari_pattern_search(const struct ari_pattern *pattern,
			       struct ari_str text, struct ari_error *err);

#endif
