/*
 * Exact arithmetic on numbers as they are written, for the JSON Schema
 * keywords about numbers: no rounding, no overflow, whatever the exponent.
 */
#ifndef ARISING_SCHEMA_NUMBER_H
#define ARISING_SCHEMA_NUMBER_H

#include <arising/base.h>

/*
 * Significant digits that a division looks at, and digits of a hexadecimal
 * or octal number: more is work without a purpose. Exponents do not count.
 */
#define ARI_NUMBER_DIGITS 100000

/*
 * Every text is a JSON number or a YAML 1.2 core number: 1.50, -0, 1e400,
 * 0x1F, 0o17, .5, +1, .inf, -.Inf, .nan. Any other text counts as .nan,
 * and so does 0x… or 0o… past ARI_NUMBER_DIGITS.
 */

/*
 * Compare by value: below 0, 0, above 0. So that sorting works, .nan equals
 * .nan and is greater than .inf.
 * Cost: the length of the texts; exponents are never expanded.
 */
int ari_schema__number_cmp(struct ari_str a, struct ari_str b);
/* Whether the value is an integer: 1.0 and 1e3 are, 1e-1 and .inf not. */
bool ari_schema__number_is_integer(struct ari_str text);
/*
 * Whether value is divisor times an integer: 1 yes, 0 no, -1 when more
 * than ARI_NUMBER_DIGITS digits would have to be looked at. Never yes for
 * .inf and .nan, nor for a divisor of 0.
 */
int ari_schema__number_multiple(struct ari_str value, struct ari_str divisor);

#endif
