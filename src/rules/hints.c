/*
 * One quick look at a text, to tell what is worth a slow one: most texts of
 * most plans name no date and count no people. The look has no branches:
 * four tables, one step a byte.
 */
#include "rules/internal.h"

/* How words begin that make a text worth reading. */
static const struct {
	const char *letters; /* three, lower case or blank */
	unsigned hint;
} openings[] = {
    {"jan", ARI_RULES__MAY_DATE},  {"feb", ARI_RULES__MAY_DATE},
    {"mar", ARI_RULES__MAY_DATE},  {"apr", ARI_RULES__MAY_DATE},
    {"may", ARI_RULES__MAY_DATE},  {"jun", ARI_RULES__MAY_DATE},
    {"jul", ARI_RULES__MAY_DATE},  {"aug", ARI_RULES__MAY_DATE},
    {"sep", ARI_RULES__MAY_DATE},  {"oct", ARI_RULES__MAY_DATE},
    {"nov", ARI_RULES__MAY_DATE},  {"dec", ARI_RULES__MAY_DATE},
    {"spr", ARI_RULES__MAY_DATE},  {"sum", ARI_RULES__MAY_DATE},
    {"aut", ARI_RULES__MAY_DATE},  {"win", ARI_RULES__MAY_DATE},
    {"one", ARI_RULES__MAY_COUNT}, {"two", ARI_RULES__MAY_COUNT},
    {"thr", ARI_RULES__MAY_COUNT}, {"fou", ARI_RULES__MAY_COUNT},
    {"not", ARI_RULES__MAY_DENY},  {"no ", ARI_RULES__MAY_DENY},
};

#define OPENINGS (sizeof(openings) / sizeof(*openings))
/* The bit of a digit, above those of the openings. */
#define DIGIT ((uint32_t)1 << OPENINGS)

static unsigned char upper(char c)
{
	return (unsigned char)(c == ' ' ? '\n' : c - 'a' + 'A');
}

static void add_letter(uint32_t table[256], char letter, uint32_t bit)
{
	table[(unsigned char)letter] |= bit;
	table[upper(letter)] |= bit;
}

void ari_rules__make_hinter(struct ari_rules__hinter *hinter)
{
	for (unsigned c = 0; c < 256; c++) {
		bool digit = c >= '0' && c <= '9';

		hinter->before[c] =
		    ari_rules__alnum((char)c) ? DIGIT : UINT32_MAX;
		hinter->first[c] = digit ? DIGIT : 0;
		hinter->second[c] = DIGIT;
		hinter->third[c] = DIGIT;
	}
	for (size_t i = 0; i < OPENINGS; i++) {
		uint32_t bit = (uint32_t)1 << i;

		add_letter(hinter->first, openings[i].letters[0], bit);
		add_letter(hinter->second, openings[i].letters[1], bit);
		add_letter(hinter->third, openings[i].letters[2], bit);
	}
}

unsigned ari_rules__hints(const struct ari_rules__pass *pass,
			  struct ari_str text)
{
	const struct ari_rules__hinter *hinter = &pass->rules->hinter;
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	unsigned char before = ' ';
	uint32_t found = 0;
	unsigned hints = 0;

	for (size_t i = 0; i + 2 < text.len; i++) {
		found |= hinter->before[before] & hinter->first[bytes[i]] &
			 hinter->second[bytes[i + 1]] &
			 hinter->third[bytes[i + 2]];
		before = bytes[i];
	}
	/* Two bytes more hold no word of three, but may be digits. */
	for (size_t i = text.len < 2 ? 0 : text.len - 2; i < text.len; i++)
		found |= hinter->first[bytes[i]] & DIGIT;
	if (found & DIGIT)
		hints = ARI_RULES__MAY_DATE | ARI_RULES__MAY_COUNT;
	for (size_t i = 0; found && i < OPENINGS; i++)
		if (found & (uint32_t)1 << i)
			hints |= openings[i].hint;
	return hints;
}
