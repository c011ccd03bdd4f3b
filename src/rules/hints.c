/*
 * One quick look at a text, to tell what is worth a slow one: most texts of
 * most plans name no date and count no people. It steps from word to word:
 * what is no letter is found eight bytes at a time, and behind each such
 * byte one table a letter tells whether a word opens as one of these.
 */
#include "rules/internal.h"

#include <endian.h>
#include <string.h>

/*
 * How words begin that make a text worth reading: three letters, each one of
 * a few. Openings that share a row let a few other words pass as well, such
 * as "apt": a slow look for nothing.
 */
static const struct {
	const char *letters[3]; /* lower case, or a blank */
	unsigned hint;
} openings[] = {
    {{"j", "au", "nl"}, ARI_RULES__MAY_DATE},  /* Jan, Jun, Jul */
    {{"cf", "eh", "br"}, ARI_RULES__MAY_DATE}, /* Feb, Christmas */
    {{"m", "a", "ry"}, ARI_RULES__MAY_DATE},   /* Mar, May */
    {{"a", "pu", "rgt"}, ARI_RULES__MAY_DATE}, /* Apr, Aug, autumn */
    {{"s", "e", "p"}, ARI_RULES__MAY_DATE},
    {{"s", "pu", "rm"}, ARI_RULES__MAY_DATE}, /* spring, summer */
    {{"o", "c", "t"}, ARI_RULES__MAY_DATE},
    {{"n", "eo", "vw"}, ARI_RULES__MAY_DATE}, /* Nov, new year */
    {{"d", "e", "c"}, ARI_RULES__MAY_DATE},
    {{"w", "i", "n"}, ARI_RULES__MAY_DATE},
    {{"o", "n", "e"}, ARI_RULES__MAY_COUNT},
    {{"t", "w", "o"}, ARI_RULES__MAY_COUNT},
    {{"t", "h", "r"}, ARI_RULES__MAY_COUNT},
    {{"f", "o", "u"}, ARI_RULES__MAY_COUNT},
    {{"n", "o", "t "}, ARI_RULES__MAY_DENY},
};

#define OPENINGS (sizeof(openings) / sizeof(*openings))

/* The bit of digits: any counts, wherever it stands. */
#define DIGIT 15

_Static_assert(OPENINGS <= DIGIT, "a bit an opening, and one for digits");

static void let_letters(uint16_t *steps, const char *letters, unsigned bit)
{
	for (; *letters; letters++) {
		char c = *letters;

		steps[(unsigned char)c] |= (uint16_t)bit;
		steps[(unsigned char)(c == ' ' ? '\n' : c - 'a' + 'A')] |=
		    (uint16_t)bit;
	}
}

void ari_rules__make_hinter(struct ari_rules__hinter *hinter)
{
	for (unsigned c = '0'; c <= '9'; c++)
		hinter->before[c] = 1u << DIGIT;
	for (size_t i = 0; i < OPENINGS; i++)
		for (unsigned step = 0; step < 3; step++)
			let_letters(hinter->steps[step],
				    openings[i].letters[step], 1u << i);
}

/* -- where words may begin -- */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/*
 * A bit for each of eight bytes that is no letter; bytes past ASCII are
 * letters. The sums cannot carry from one byte into the next.
 */
static unsigned no_letters(const unsigned char *bytes)
{
	uint64_t word, low, letters;

	memcpy(&word, bytes, sizeof(word));
	word = le64toh(word);
	low = (word | EACH(0x20)) & EACH(0x7F);
	letters = (low + EACH(0x80 - 'a')) & ~(low + EACH(0x7F - 'z'));
	letters = ~(letters | word) & EACH(0x80);
	return (unsigned)((letters >> 7) * UINT64_C(0x0102040810204080) >> 56);
}

/* Bytes that are looked at in one go, and those that these need behind. */
#define BLOCK ((size_t)64)
#define BEHIND ((size_t)3)

/* Look at a block that has BEHIND bytes behind it. */
static unsigned look_at(const struct ari_rules__hinter *hinter,
			const unsigned char *bytes)
{
	uint64_t borders = 0;
	unsigned found = 0;

	for (unsigned i = 0; i < BLOCK; i += 8)
		borders |= (uint64_t)no_letters(bytes + i) << i;
	for (; borders; borders &= borders - 1) {
		const unsigned char *at = bytes + __builtin_ctzll(borders);

		found |=
		    hinter->before[at[0]] | (unsigned)(hinter->steps[0][at[1]] &
						       hinter->steps[1][at[2]] &
						       hinter->steps[2][at[3]]);
	}
	return found;
}

/*
 * Look at a block at the beginning of a text, before which a blank is put,
 * or at its end, behind which line ends are. `at` counts the blank.
 */
static unsigned look_at_edge(const struct ari_rules__hinter *hinter,
			     struct ari_str text, size_t at)
{
	unsigned char edge[BLOCK + BEHIND];
	size_t from = at ? at - 1 : 0, blank = !at;
	size_t len = text.len - from, end;

	if (len > sizeof(edge) - blank)
		len = sizeof(edge) - blank;
	end = blank + len;
	memset(edge, 'x', sizeof(edge));
	edge[0] = ' ';
	if (len)
		memcpy(edge + blank, text.ptr + from, len);
	memset(edge + end, '\n',
	       end + BEHIND < sizeof(edge) ? BEHIND : sizeof(edge) - end);
	return look_at(hinter, edge);
}

unsigned ari_rules__hints(const struct ari_rules__pass *pass,
			  struct ari_str text)
{
	const struct ari_rules__hinter *hinter = &pass->rules->hinter;
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	unsigned found = 0, hints = 0;

	for (size_t at = 0; at <= text.len && text.len; at += BLOCK)
		found |= at && at + BLOCK + BEHIND <= text.len + 1
			     ? look_at(hinter, bytes + at - 1)
			     : look_at_edge(hinter, text, at);
	if (found & 1u << DIGIT)
		hints = ARI_RULES__MAY_DATE | ARI_RULES__MAY_COUNT;
	for (size_t i = 0; found && i < OPENINGS; i++)
		if (found & 1u << i)
			hints |= openings[i].hint;
	return hints;
}
