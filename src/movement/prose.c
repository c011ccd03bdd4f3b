/*
 * A later date in the words of an action than the one that it is due by:
 * what rules and exceptions call date-in-prose.
 */
#include "movement/internal.h"

#include <string.h>

/* The interval of the milestone that ends last; false when it is open. */
static bool find_latest(struct ari_days *out, const struct ari_record *record)
{
	struct ari_milestone final;

	if (!ari_record_final(&final, record))
		return false;
	*out = final.due.date.days;
	return out->hi != ARI_DAY_MAX;
}

/*
 * Days ahead at which a month without a year is still taken for the coming
 * one: "after the May elections", written in December, means last May.
 */
#define COMING_DAYS 122

static bool is_coming(const struct ari_prose_date *date, int32_t near)
{
	return !date->year_inferred ||
	       (int64_t)date->days.lo - near <= COMING_DAYS;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether a word of text begins with one of these, in lower case. */
static bool has_word(struct ari_str text, const char *const *openings)
{
	for (size_t i = 0; i < text.len; i++) {
		char before = i ? lower(text.ptr[i - 1]) : ' ';

		if (before >= 'a' && before <= 'z')
			continue;
		for (const char *const *word = openings; *word; word++) {
			size_t n = 0;

			while (i + n < text.len && (*word)[n] &&
			       lower(text.ptr[i + n]) == (*word)[n])
				n++;
			if (!(*word)[n])
				return true;
		}
	}
	return false;
}

/* Bytes before a date in which its sentence is looked at. */
#define SENTENCE_BYTES 120

/* "The May 2023 elections": a name for what comes whatever is done. */
static bool is_of_election(struct ari_str text,
			   const struct ari_prose_date *date)
{
	static const char word[] = " election";

	return text.len - date->end >= sizeof(word) - 1 &&
	       !memcmp(text.ptr + date->end, word, sizeof(word) - 1);
}

/*
 * "The lease expires in March 2031", "let until April 2025": how long
 * something lasts, and not when the action will be done; unless it says
 * that something is put off until then.
 */
static bool is_extent(struct ari_str text, const struct ari_prose_date *date)
{
	static const char *const lasts[] = {"until ",
					    "till ",
					    "expir",
					    "valid ",
					    "runs to ",
					    "into force ",
					    "apply from ",
					    "applies from ",
					    "takes effect ",
					    "take effect ",
					    "national deadline",
					    "statutory deadline",
					    NULL};
	static const char *const terms[] = {
	    "contract", "lease",  "licence", "tenancy",	    "secondment",
	    "funding",	"funded", "grant",   "appointment", NULL};
	static const char *const ends[] = {"ends ", "end ", NULL};
	static const char *const put_off[] = {
	    "not ",  "delay", "defer", "postpon", "pause", "exten",  "push",
	    "moved", "hold",  "wait",  "slip",	  "resch", "unable", NULL};
	struct ari_str before;
	size_t start = date->start;

	while (start && date->start - start < SENTENCE_BYTES &&
	       !strchr(".;\n", text.ptr[start - 1]))
		start--;
	before = (struct ari_str){text.ptr + start, date->start - start};
	if (has_word(before, put_off))
		return false;
	if (has_word(before, lasts))
		return true;
	return has_word(before, terms) &&
	       (has_word(before, ends) ||
		(before.len > 4 &&
		 !memcmp(before.ptr + before.len - 4, " to ", 4)));
}

/* A year is written in digits: most wordings have none. */
static bool has_digit(struct ari_str text)
{
	bool found = false;

	for (size_t i = 0; i < text.len; i++)
		found |= text.ptr[i] >= '0' && text.ptr[i] <= '9';
	return found;
}

/*
 * The earliest date of text that lies past the due: the text says at least
 * that much. A bare year says too little ("funded until 2025"). With dated,
 * only dates that give their year count; of what is completed only those
 * that have passed: what is still to come is another matter.
 */
static bool find_later(struct ari_prose_later *out, struct ari_str text,
		       int32_t near, bool dated, bool completed)
{
	struct ari_prose_date prose[ARI_PROSE_DATES];
	bool found = false;
	size_t count;

	if (!text.len)
		return false;
	count = ari_prose_dates(prose, text, near);
	for (size_t i = 0; i < count; i++) {
		const struct ari_prose_date *date = &prose[i];

		if (date->days.lo <= out->due.hi ||
		    (date->year_only && !date->approximate) ||
		    (dated && date->year_inferred) || !is_coming(date, near) ||
		    (completed && date->days.lo > near) ||
		    is_extent(text, date) || is_of_election(text, date) ||
		    (found && date->days.lo >= out->date.days.lo))
			continue;
		out->date = *date;
		found = true;
	}
	return found;
}

/*
 * The update first; then the wording, where plans in practice tell what was
 * arranged ("first training 8 December 2021") beside an earlier date.
 */
bool ari_movement_prose(struct ari_prose_later *out,
			const struct ari_record *record, int32_t near)
{
	struct ari_prose_later later = {.field = "update"};
	bool completed = record->status == ARI_STATUS_COMPLETED;
	bool update = record->update_dated != ARI_DATED_NO;
	bool wording = record->action_dated != ARI_DATED_NO &&
		       has_digit(record->action.text);

	if ((!update && !wording) || !find_latest(&later.due, record))
		return false;
	if (!update ||
	    !find_later(&later, record->update.text, near, false, completed)) {
		later.field = "action";
		if (!wording || !find_later(&later, record->action.text, near,
					    true, completed))
			return false;
	}
	*out = later;
	return true;
}
