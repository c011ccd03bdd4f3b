/*
 * What stands before and after a date in running text, read backwards over
 * a bounded number of bytes: "end of", "w/c", "following the", "Phase".
 */
#include "internal.h"

#include <string.h>

/* Longer words mean nothing to a date. */
#define WORD_MAX 16
#define BLANKS_MAX 8

static size_t skip_blanks_back(struct ari_str s, size_t at)
{
	for (unsigned n = 0; at && n < BLANKS_MAX; n++) {
		size_t step = 1;

		/* A blank beyond ASCII has two or three bytes. */
		while (step < at && step < 3 &&
		       (s.ptr[at - step] & 0xC0) == 0x80)
			step++;
		if (ari_date__blank(s, at - step) != step)
			break;
		at -= step;
	}
	return at;
}

struct ari_str ari_date__word_before(struct ari_str s, size_t at)
{
	size_t end = skip_blanks_back(s, at), start = end;

	while (start && end - start <= WORD_MAX &&
	       ari_date__is_alpha(s.ptr[start - 1]))
		start--;
	if (end - start > WORD_MAX || ari_date__wordy_before(s, start))
		start = end;
	return (struct ari_str){s.ptr ? s.ptr + start : NULL, end - start};
}

static size_t start_of(struct ari_str s, struct ari_str word)
{
	return (size_t)(word.ptr - s.ptr);
}

static struct ari_str skip_article(struct ari_str s, size_t at)
{
	static const char *const articles[] = {"the", "this", NULL};
	struct ari_str word = ari_date__word_before(s, at);

	if (word.len && ari_date__find_word(word, articles) >= 0)
		word = ari_date__word_before(s, start_of(s, word));
	return word;
}

struct part_word {
	const char *word;
	enum ari_date__part part;
	bool with_of;
};

static const struct part_word part_words[] = {
    {"early", ARI_DATE__EARLY, false},	  {"mid", ARI_DATE__MID, false},
    {"late", ARI_DATE__LATE, false},	  {"start", ARI_DATE__EARLY, true},
    {"beginning", ARI_DATE__EARLY, true}, {"middle", ARI_DATE__MID, true},
    {"end", ARI_DATE__LATE, true},	  {"end", ARI_DATE__LATE, false},
};

static void read_part(struct ari_date__found *found, struct ari_str s)
{
	size_t count = sizeof(part_words) / sizeof(*part_words);
	size_t at = found->start;
	struct ari_str word;
	bool with_of;

	if (at && s.ptr[at - 1] == '-')
		at--;
	word = skip_article(s, at);
	with_of = ari_date__same_word(word, "of");
	if (with_of)
		word = ari_date__word_before(s, start_of(s, word));
	for (size_t i = 0; word.len && i < count; i++) {
		if (part_words[i].with_of != with_of ||
		    !ari_date__same_word(word, part_words[i].word))
			continue;
		found->part = part_words[i].part;
		found->start = start_of(s, word);
		return;
	}
}

/* Read "w/c", "week commencing", "week beginning" or "week of". */
static void read_week(struct ari_date__found *found, struct ari_str s)
{
	static const char *const second[] = {"commencing", "beginning",
					     "starting", "of", NULL};
	size_t at = skip_blanks_back(s, found->start);
	struct ari_str word = ari_date__word_before(s, found->start);

	if (at >= 3 && s.ptr[at - 2] == '/' &&
	    ari_date__lower(s.ptr[at - 3]) == 'w' &&
	    (ari_date__lower(s.ptr[at - 1]) == 'c' ||
	     ari_date__lower(s.ptr[at - 1]) == 'b') &&
	    !ari_date__wordy_before(s, at - 3)) {
		found->start = at - 3;
		found->week_of = true;
		return;
	}
	if (!word.len || ari_date__find_word(word, second) < 0)
		return;
	word = ari_date__word_before(s, start_of(s, word));
	if (ari_date__same_word(word, "week")) {
		found->start = start_of(s, word);
		found->week_of = true;
	}
}

struct bias_word {
	const char *word;
	int days;
};

/*
 * "following the May elections", read in December, is the May before. A
 * quarter of a year for what leans to one side, half for what lies there.
 */
static const struct bias_word bias_words[] = {
    {"following", -91},	 {"since", -182},  {"last", -182},
    {"previous", -182},	 {"next", 182},	   {"coming", 182},
    {"forthcoming", 91}, {"upcoming", 91},
};

static void read_bias(struct ari_date__found *found, struct ari_str s)
{
	struct ari_str word = skip_article(s, found->start);

	for (size_t i = 0; i < sizeof(bias_words) / sizeof(*bias_words); i++) {
		if (ari_date__same_word(word, bias_words[i].word))
			found->bias = bias_words[i].days;
	}
}

void ari_date__read_before(struct ari_date__found *found, struct ari_str s)
{
	if (found->day)
		read_week(found, s);
	else
		read_part(found, s);
	read_bias(found, s);
}

bool ari_date__after_preposition(struct ari_str s, size_t at)
{
	static const char *const words[] = {
	    "in",      "by",	     "until", "till",	 "before",
	    "during",  "from",	     "since", "after",	 "over",
	    "towards", "throughout", "next",  "last",	 "this",
	    "early",   "mid",	     "late",  "through", NULL,
	};
	struct ari_str word = ari_date__word_before(s, at);

	if (ari_date__same_word(word, "the"))
		word = ari_date__word_before(s, start_of(s, word));
	return word.len && ari_date__find_word(word, words) >= 0;
}

bool ari_date__is_counted(struct ari_str s, size_t at)
{
	static const char *const words[] = {
	    "phase",   "stage",	  "tier",      "step",	   "level",
	    "wave",    "tranche", "lot",       "part",	   "section",
	    "item",    "items",	  "appendix",  "annex",	   "table",
	    "figure",  "page",	  "paragraph", "para",	   "version",
	    "action",  "actions", "option",    "priority", "recommendation",
	    "quarter", "year",	  "day",       "week",	   "no",
	    "number",  NULL,
	};
	struct ari_str word = ari_date__word_before(s, at);

	return word.len && ari_date__find_word(word, words) >= 0;
}

/* "Cllr May", "Mrs April Jones" */
static bool is_person(struct ari_str s, size_t start)
{
	static const char *const titles[] = {
	    "cllr", "cllrs", "councillor", "councillors", "mr",	  "mrs", "ms",
	    "miss", "dr",    "sir",	   "dame",	  "lord", NULL,
	};
	size_t at = start;
	struct ari_str word;

	if (at && s.ptr[at - 1] == ' ' && at > 1 && s.ptr[at - 2] == '.')
		at -= 2;
	word = ari_date__word_before(s, at);
	return word.len && ari_date__find_word(word, titles) >= 0;
}

static bool starts_sentence(struct ari_str s, size_t start)
{
	size_t at = skip_blanks_back(s, start);

	if (!at || memchr(s.ptr + at, '\n', start - at))
		return true;
	return strchr(".!?:;*-(", s.ptr[at - 1]) != NULL;
}

/* "May require a decision", but not "May Committee" or "May meeting" */
static bool is_verb(struct ari_str s, size_t start, size_t end)
{
	static const char *const subjects[] = {"i",  "we", "you", "they", "he",
					       "it", "be", "she", NULL};
	static const char *const nouns[] = {
	    "meeting",	"meetings",  "committee", "council", "cabinet",
	    "election", "elections", "agenda",	  "board",   "and",
	    "or",	"to",	     NULL,
	};
	size_t at = end, stop;
	struct ari_str word;

	ari_date__skip_blanks(s, &at);
	stop = at;
	while (stop - at <= WORD_MAX &&
	       ari_date__is_alpha(ari_date__byte(s, stop)))
		stop++;
	if (stop == at)
		return false;
	word = (struct ari_str){s.ptr + at, stop - at};
	if (ari_date__find_word(word, subjects) >= 0)
		return true;
	return starts_sentence(s, start) && word.ptr[0] >= 'a' &&
	       ari_date__find_word(word, nouns) < 0;
}

bool ari_date__is_other_word(struct ari_str s, size_t start, size_t end)
{
	const struct ari_str word = {s.ptr + start, end - start};

	if (is_person(s, start))
		return true;
	return ari_date__same_word(word, "may") && is_verb(s, start, end);
}
