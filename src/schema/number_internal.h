/*
 * A number as it is written, for the files that do exact arithmetic.
 */
#ifndef ARISING_SCHEMA_NUMBER_INTERNAL_H
#define ARISING_SCHEMA_NUMBER_INTERNAL_H

#include "schema/number.h"

enum ari_number_kind {
	ARI_NUMBER_FINITE,
	ARI_NUMBER_INF,
	ARI_NUMBER_NAN,
};

/*
 * The value is D x 10^(scale + exponent), D being the digits without the
 * point, no zeros at either end. 0 has no digits and is not negative.
 */
struct ari_number {
	enum ari_number_kind kind;
	bool negative;
	bool exponent_negative;
	struct ari_str digits; /* of the text; may hold one point */
	size_t count;	       /* of digits, the point left out */
	int64_t point;	       /* digits behind the point, as written */
	int64_t scale;
	struct ari_str exponent; /* its digits, as written; may be none */
	char *owned;		 /* digits of a hexadecimal or octal number */
};

void ari_schema__number_read(struct ari_number *out, struct ari_str text);
void ari_schema__number_release(struct ari_number *number);
/*
 * The written exponent of a less that of b: exact up to 2^50, past it
 * only the sign and that it is past it are so.
 */
int64_t ari_schema__number_exponents(const struct ari_number *a,
				     const struct ari_number *b);

#endif
