/*
 * One quick look at a text, to tell what is worth a slow one: most texts of
 * most plans name no date and count no people. The look has no branches: a
 * table, a shift and two ors a byte (the shift-or search of Baeza-Yates and
 * Gonnet, for sixteen openings of words at once).
 */
#include "rules/internal.h"

/*
 * How words begin that make a text worth reading: three letters, each one of
 * a few. Openings that share a row let a few other words pass as well, such
 * as "apt": a slow look for nothing.
 */
static const struct {
	const char *letters[3]; /* lower case, or a blank */
	unsigned hint;
} openings[] = {
    {{"j", "au", "nl"}, ARI_RULES__MAY_DATE}, /* Jan, Jun, Jul */
    {{"f", "e", "b"}, ARI_RULES__MAY_DATE},
    {{"m", "a", "ry"}, ARI_RULES__MAY_DATE},   /* Mar, May */
    {{"a", "pu", "rgt"}, ARI_RULES__MAY_DATE}, /* Apr, Aug, autumn */
    {{"s", "e", "p"}, ARI_RULES__MAY_DATE},
    {{"s", "pu", "rm"}, ARI_RULES__MAY_DATE}, /* spring, summer */
    {{"o", "c", "t"}, ARI_RULES__MAY_DATE},
    {{"n", "o", "v"}, ARI_RULES__MAY_DATE},
    {{"d", "e", "c"}, ARI_RULES__MAY_DATE},
    {{"w", "i", "n"}, ARI_RULES__MAY_DATE},
    {{"o", "n", "e"}, ARI_RULES__MAY_COUNT},
    {{"t", "w", "o"}, ARI_RULES__MAY_COUNT},
    {{"t", "h", "r"}, ARI_RULES__MAY_COUNT},
    {{"f", "o", "u"}, ARI_RULES__MAY_COUNT},
    {{"n", "o", "t "}, ARI_RULES__MAY_DENY},
};

#define OPENINGS (sizeof(openings) / sizeof(*openings))

/*
 * A set of openings for each of the four steps: the byte before the word,
 * then its letters. The last bit of each is for digits, which any three
 * bytes may stand in front of.
 */
#define STEP 16
#define DIGIT (STEP - 1)
/* What stands before a word, and in front of a digit. */
#define BEFORE_WORD ((uint64_t)0xFFFF)
#define BEFORE_DIGIT                                                           \
	((uint64_t)1 << DIGIT | (uint64_t)1 << (STEP + DIGIT) |                \
	 (uint64_t)1 << (2 * STEP + DIGIT))

_Static_assert(OPENINGS <= DIGIT, "a bit an opening, and one for digits");

static void let_letters(uint64_t *misses, const char *letters, uint64_t bit)
{
	for (; *letters; letters++) {
		char c = *letters;

		misses[(unsigned char)c] &= ~bit;
		misses[(unsigned char)(c == ' ' ? '\n' : c - 'a' + 'A')] &=
		    ~bit;
	}
}

void ari_rules__make_hinter(struct ari_rules__hinter *hinter)
{
	uint64_t *misses = hinter->misses;

	for (unsigned c = 0; c < 256; c++) {
		misses[c] = ~BEFORE_DIGIT;
		if (!ari_rules__alnum((char)c))
			misses[c] &= ~BEFORE_WORD;
		if (c >= '0' && c <= '9')
			misses[c] &= ~((uint64_t)1 << (3 * STEP + DIGIT));
	}
	for (size_t i = 0; i < OPENINGS; i++)
		for (unsigned step = 1; step < 4; step++)
			let_letters(misses, openings[i].letters[step - 1],
				    (uint64_t)1 << (step * STEP + i));
}

unsigned ari_rules__hints(const struct ari_rules__pass *pass,
			  struct ari_str text)
{
	const uint64_t *misses = pass->rules->hinter.misses;
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	/* A word or a digit may stand at the very beginning. */
	uint64_t state = ~(BEFORE_WORD | BEFORE_DIGIT);
	uint64_t missed = UINT64_MAX, found;
	unsigned hints = 0;

	for (size_t i = 0; i < text.len; i++) {
		state = state << STEP | misses[bytes[i]];
		missed &= state;
	}
	found = ~missed >> (3 * STEP);
	if (found & (uint64_t)1 << DIGIT)
		hints = ARI_RULES__MAY_DATE | ARI_RULES__MAY_COUNT;
	for (size_t i = 0; found && i < OPENINGS; i++)
		if (found & (uint64_t)1 << i)
			hints |= openings[i].hint;
	return hints;
}
