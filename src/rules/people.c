/*
 * Small numbers about people: "two young carers" of one place may be known
 * to their neighbours. Runs over update, baseline and success.
 */
#include "rules/internal.h"

#include <string.h>

static const char *const numbers[] = {"one", "two", "three", "four", "1",
				      "2",   "3",   "4",     NULL};

/* What may stand between the number and the people. */
static const char *const adjectives[] = {
    "young",   "younger",	"older",    "elderly", "disabled", "vulnerable",
    "unpaid",  "informal",	"homeless", "new",     "more",	   "further",
    "looked",  "care",		"adult",    "child",   "female",   "male",
    "teenage", "unaccompanied", "service",  NULL,
};

/* Words that are people wherever they stand. */
static const char *const people[] = {
    "people",	 "persons",  "children",  "carers",	"pupils",
    "students",	 "patients", "residents", "tenants",	"girls",
    "boys",	 "women",    "men",	  "youths",	"families",
    "victims",	 "parents",  "adults",	  "learners",	"apprentices",
    "carer",	 "pupil",    "girl",	  "boy",	"woman",
    "youth",	 "victim",   "person",	  "child",	"resident",
    "tenant",	 "patient",  "household", "households", "family",
    "leavers",	 "leaver",   "staff",	  "employees",	"employee",
    "users",	 "refugees", "survivors", "offenders",	"babies",
    "teenagers", "siblings", "claimants", NULL,
};

/* After these words a singular stands for itself: not "one child policy". */
static const char *const singular[] = {
    "family", "child", "resident",  "tenant", "patient",
    "person", "youth", "household", "staff",  NULL};
static const char *const followers[] = {
    "was", "is",  "were", "are",  "has",     "had", "have",
    "who", "in",  "from", "with", "and",     "of",  "at",
    "on",  "for", "left", "died", "members", NULL,
};

/* Verbs they look like, but "one person centred plan". */
static const char *const compounds[] = {"centred", "focused", "focussed",
					"based",   "sized",   NULL};

/* A number after one of these counts no people: "Phase 2 people plan". */
static const char *const counted[] = {
    "phase",	"stage",     "level",	 "tier",    "step",
    "wave",	"part",	     "strand",	 "theme",   "pillar",
    "priority", "objective", "aim",	 "goal",    "year",
    "week",	"day",	     "group",	 "grade",   "band",
    "class",	"type",	     "option",	 "section", "appendix",
    "annex",	"table",     "figure",	 "action",  "page",
    "chapter",	"item",	     "lot",	 "tranche", "version",
    "zone",	"unit",	     "category", "outcome", "recommendation",
    "quarter",	"no",	     "any",	 "each",    "every",
    NULL,
};

static bool is_one_of(struct ari_str word, const char *const *list)
{
	for (; *list; list++)
		if (ari_rules__same(word, *list))
			return true;
	return false;
}

/* The next word when only blanks (or a hyphen) come before it. */
static bool next_word(struct ari_str *word, struct ari_str text, size_t *at)
{
	while (*at < text.len &&
	       (text.ptr[*at] == ' ' || text.ptr[*at] == '\n' ||
		text.ptr[*at] == '-'))
		(*at)++;
	return *at < text.len && ari_rules__alnum(text.ptr[*at]) &&
	       ari_rules__word(word, text, at);
}

/* "One resident complained" */
static bool is_past_verb(struct ari_str word)
{
	return word.len > 4 &&
	       ari_rules__lower(word.ptr[word.len - 1]) == 'd' &&
	       ari_rules__lower(word.ptr[word.len - 2]) == 'e' &&
	       !is_one_of(word, compounds);
}

/* The end of "Two Young Carers" whose number ends at `at`; or 0. */
static size_t people_end(struct ari_str text, size_t at)
{
	struct ari_str word, next;
	size_t end;

	if (!next_word(&word, text, &at))
		return 0;
	for (int i = 0;
	     i < 2 && !is_one_of(word, people) && is_one_of(word, adjectives);
	     i++)
		if (!next_word(&word, text, &at))
			return 0;
	if (!is_one_of(word, people))
		return 0;
	end = at;
	if (is_one_of(word, singular) && next_word(&next, text, &at) &&
	    !is_one_of(next, followers) && !is_past_verb(next))
		return 0;
	return end;
}

/* The word before `at`, with nothing but one blank between them. */
static struct ari_str word_before(struct ari_str text, size_t at)
{
	size_t end = at && text.ptr[at - 1] == ' ' ? at - 1 : 0, start = end;

	while (start && ari_rules__alnum(text.ptr[start - 1]))
		start--;
	return (struct ari_str){text.ptr + start, end - start};
}

static bool is_number(struct ari_str word)
{
	return is_one_of(word, numbers) || ari_rules__same(word, "out") ||
	       (word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9');
}

/* "Phase 2 people plan", "1 in 4 adults", "two out of three residents" */
static bool is_no_count(struct ari_str text, size_t start)
{
	struct ari_str word = word_before(text, start);

	if (!word.len)
		return false;
	if (is_one_of(word, counted))
		return true;
	return (ari_rules__same(word, "in") || ari_rules__same(word, "of")) &&
	       is_number(word_before(text, (size_t)(word.ptr - text.ptr)));
}

/* A number that stands for itself: not F.4, 1.7%, £2, 1/2. */
static bool is_alone(struct ari_str text, size_t start, size_t end)
{
	char before = start ? text.ptr[start - 1] : ' ';
	char after = end < text.len ? text.ptr[end] : ' ';

	return !strchr(".,/-+=#%&_", before) && (unsigned char)before < 0x80 &&
	       (after == ' ' || after == '\n');
}

/* The bounds of the first small number of people in text from *start. */
static bool find_small(size_t *start, size_t *end, struct ari_str text)
{
	for (size_t at = *start; at < text.len; at++) {
		char c = ari_rules__lower(text.ptr[at]);
		struct ari_str word;
		size_t from = at;

		if ((c != 'o' && c != 't' && c != 'f' &&
		     (c < '1' || c > '4')) ||
		    (at && ari_rules__alnum(text.ptr[at - 1])))
			continue;
		ari_rules__word(&word, text, &at);
		*end = is_one_of(word, numbers) && is_alone(text, from, at) &&
			       !is_no_count(text, from)
			   ? people_end(text, at)
			   : 0;
		*start = from;
		if (*end)
			return true;
		at--;
	}
	return false;
}

/* Findings in one text: more say nothing new. */
#define FINDINGS_MAX 3

static void check_text(struct ari_rules__pass *pass,
		       const struct ari_value *value, unsigned hints)
{
	size_t start = 0, end;

	for (int i = 0; i < FINDINGS_MAX && hints & ARI_RULES__MAY_COUNT; i++) {
		if (!find_small(&start, &end, value->text))
			return;
		FIND(pass, ari_rules__inside(pass, value->node, start, end),
		     ari_rules__short(pass,
				      (struct ari_str){value->text.ptr + start,
						       end - start}));
		start = end;
	}
}

static void check_small_numbers(struct ari_rules__pass *pass)
{
	const struct ari_rules__texts *texts = ari_rules__texts(pass);
	const struct ari_record *record = pass->record;

	check_text(pass, &record->update, texts->update);
	check_text(pass, &record->baseline, texts->baseline);
	for (size_t i = 0; i < record->success.count; i++)
		check_text(pass, &record->success.items[i], texts->success);
}

const struct ari_check ari_rules__small_numbers = {
    {"small-numbers", ARI_LEVEL_WARNING,
     "\"{0}\" counts so few people that they may be known",
     "write \"fewer than five\", or leave the number out; what is public "
     "cannot be called back",
     "Numbers of people below five are not published."},
    ARI_CHECK_RECORD,
    check_small_numbers,
    0,
};
