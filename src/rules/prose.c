/*
 * Dates that updates name: later than the due date, in the wrong year, a
 * week that begins on no Monday, past but told as still to come.
 */
#include "rules/internal.h"

#include <string.h>

static struct ari_span prose_span(const struct ari_rules__pass *pass,
				  const struct ari_node *node,
				  const struct ari_prose_date *date)
{
	return ari_rules__inside(pass, node, date->start, date->end);
}

static struct ari_str prose_text(struct ari_rules__pass *pass,
				 struct ari_str text,
				 const struct ari_prose_date *date)
{
	/* "on 3rd and 17th October": the day alone says too little. */
	if (date->end - date->start <= sizeof("17th") - 1 &&
	    date->precision == ARI_DATE_DAY)
		return ari_rules__days(pass, date->days);
	return ari_rules__short(
	    pass,
	    (struct ari_str){text.ptr + date->start, date->end - date->start});
}

/* -- tense -- */

/* Words by which a text says that something is still to come. */
static const char *const future_words[] = {
    "will",	   "is to",	  "are to",	    "to be",
    "expected",	   "anticipated", "scheduled",	    "planned for",
    "planned in",  "goes to",	  "goes out",	    "going to",
    "is due",	   "are due",	  "is planned",	    "are planned",
    "launches in", "launches on", "being taken to", "being presented to",
    NULL,
};

/* And by which it says that it is not. */
static const char *const past_words[] = {
    "was",   "were",	  "has",    "have",	"had",	 "since", "held",
    "after", "following", "agreed", "approved", "until", NULL,
};

static bool is_clause_end(struct ari_str text, size_t at)
{
	char next = at + 1 < text.len ? text.ptr[at + 1] : '\n';

	switch (text.ptr[at]) {
	case ',':
	case ';':
	case ':':
	case '.':
	case '?':
	case '!':
		return next == ' ' || next == '\n';
	case '(':
	case ')':
		return true;
	case '\n':
		return next == '\n' || next == '-' || next == '*';
	default:
		return false;
	}
}

/* The word before `at`, over blanks only; empty at a mark. */
static struct ari_str word_before(struct ari_str text, size_t at)
{
	size_t end = at, start;

	while (end && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\n'))
		end--;
	for (start = end; start && ari_rules__alnum(text.ptr[start - 1]);)
		start--;
	return (struct ari_str){text.ptr + start, end - start};
}

static bool is_one_of(struct ari_str word, const char *const *list)
{
	for (; *list; list++)
		if (ari_rules__same(word, *list))
			return true;
	return false;
}

/*
 * "the strategy adopted in March will be reviewed": what was done on the
 * date stands before it, and is not what "will be" or "is" belongs to.
 */
static bool is_what_was_done(struct ari_str text, size_t at)
{
	static const char *const small[] = {"in", "on",	 "at",	"by", "from",
					    "of", "the", "for", NULL};
	static const char *const plans[] = {
	    "planned",	"scheduled", "expected", "proposed", "anticipated",
	    "intended", "needed",    "required", NULL};
	static const char *const helpers[] = {"be",   "being", "is",  "are",
					      "been", "get",   "not", "and",
					      "or",   "to",    NULL};
	struct ari_str word = word_before(text, at);

	for (int i = 0; i < 2 && is_one_of(word, small); i++)
		word = word_before(text, (size_t)(word.ptr - text.ptr));
	if (word.len < 5 || word.ptr[word.len - 1] != 'd' ||
	    word.ptr[word.len - 2] != 'e' || is_one_of(word, plans))
		return false;
	word = word_before(text, (size_t)(word.ptr - text.ptr));
	return word.len && !is_one_of(word, helpers);
}

/* Bytes of a clause to either side of a date that are looked at. */
#define CLAUSE_BYTES 300

/* Whether the clause that names date says that it is to come. */
static bool is_told_as_future(struct ari_str text,
			      const struct ari_prose_date *date)
{
	size_t start = date->start, end = date->end;
	struct ari_str clause, before;

	while (start && date->start - start < CLAUSE_BYTES &&
	       !is_clause_end(text, start - 1))
		start--;
	while (end < text.len && end - date->end < CLAUSE_BYTES &&
	       !is_clause_end(text, end))
		end++;
	clause = (struct ari_str){text.ptr + start, end - start};
	if (!ari_rules__phrases(clause, future_words) ||
	    ari_rules__phrases(clause, past_words))
		return false;
	before = (struct ari_str){text.ptr + start, date->start - start};
	return ari_rules__phrases(before, future_words) ||
	       !is_what_was_done(text, date->start);
}

/* -- the wrong year -- */

/* Days within which two dates a year apart are taken for one. */
#define NEAR_A_DATE 62

/* "The Jan 2021 budget papers will …", written in December 2021. */
static bool is_year_behind(const struct ari_rules__pass *pass,
			   struct ari_str text,
			   const struct ari_prose_date *date)
{
	int32_t near = pass->rules->dates.near;
	int32_t next = ari_day_step(date->days.hi, 1, ARI_UNIT_YEAR);

	return !date->year_inferred && !date->year_only && !date->approximate &&
	       date->days.hi < near && next >= near - 31 &&
	       next - near <= NEAR_A_DATE && is_told_as_future(text, date);
}

/*
 * "on 2/12/22", written in December 2021; in words only when the action is
 * due in that month of the year before.
 */
static bool is_year_ahead(const struct ari_rules__pass *pass,
			  const struct ari_prose_date *date)
{
	int32_t near = pass->rules->dates.near;
	int32_t due = ari_record_final_day(pass->record);
	int32_t past = ari_day_step(date->days.lo, -1, ARI_UNIT_YEAR);
	unsigned month, day, due_month, due_day;
	int32_t year, due_year;

	if (date->year_inferred || date->precision != ARI_DATE_DAY ||
	    date->days.lo - near < 365 - NEAR_A_DATE ||
	    past - near > NEAR_A_DATE || near - past > NEAR_A_DATE)
		return false;
	if (date->numeric)
		return true;
	if (due == ARI_DAY_MIN || due == ARI_DAY_MAX)
		return false;
	ari_day_split(&year, &month, &day, past);
	ari_day_split(&due_year, &due_month, &due_day, due);
	return year == due_year && month == due_month;
}

static bool is_wrong_year(const struct ari_rules__pass *pass,
			  const struct ari_prose_date *date)
{
	return is_year_behind(pass, pass->record->update.text, date) ||
	       is_year_ahead(pass, date);
}

/* -- later than the due date -- */

/* Whether a text of the record may name a date at all. */
static bool may_name_date(struct ari_rules__pass *pass)
{
	return ari_rules__texts(pass)->count ||
	       ari_rules__hints(pass, pass->record->action.text) &
		   ARI_RULES__MAY_DATE;
}

static void check_date_in_prose(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	int32_t near = pass->rules->dates.near;
	const struct ari_value *value;
	struct ari_prose_later later;
	const struct ari_node *due;
	struct ari_diag *diag;

	if (near == ARI_DAY_MIN || record->status == ARI_STATUS_WITHDRAWN ||
	    record->status == ARI_STATUS_SUPERSEDED || !may_name_date(pass) ||
	    !ari_movement_prose(&later, record, near))
		return;
	value =
	    strcmp(later.field, "update") ? &record->action : &record->update;
	if (value == &record->update && is_wrong_year(pass, &later.date))
		return;
	due = ari_rules__final_node(record);
	diag = FIND(pass, prose_span(pass, value->node, &later.date),
		    prose_text(pass, value->text, &later.date),
		    ari_rules__called(record), ari_node_text(due),
		    ari_str_from(later.field));
	ari_rules__relate(diag, ari_node_span(due), ARI_STR("the due date"));
}

const struct ari_check ari_rules__date_in_prose = {
    {"date-in-prose", ARI_LEVEL_WARNING,
     "the {3} speaks of \"{0}\", but {1} is due earlier: {2}",
     "if the date has moved, write the new one under `due` and why under "
     "`reason`; then the plan says that it slipped, and not the text alone",
     "A date that moves is moved where dates are kept."},
    ARI_CHECK_RECORD,
    check_date_in_prose,
    0,
};

/* -- reported -- */

static void check_year_in_prose(struct ari_rules__pass *pass)
{
	const struct ari_rules__texts *texts = ari_rules__texts(pass);
	const struct ari_value *value = &pass->record->update;

	for (size_t i = 0; i < texts->count; i++) {
		const struct ari_prose_date *date = &texts->dates[i];
		int64_t step = is_year_ahead(pass, date) ? -1 : 1;

		if (!is_wrong_year(pass, date))
			continue;
		FIND(pass, prose_span(pass, value->node, date),
		     prose_text(pass, value->text, date),
		     ari_rules__days(pass, (struct ari_days){
					       ari_day_step(date->days.lo, step,
							    ARI_UNIT_YEAR),
					       ari_day_step(date->days.hi, step,
							    ARI_UNIT_YEAR)}));
	}
}

const struct ari_check ari_rules__year_in_prose = {
    {"year-in-prose", ARI_LEVEL_WARNING,
     "\"{0}\" looks a year out: is {1} meant?",
     "correct the year; if it is right, say in the update what is meant",
     "A year typed wrong makes what is to come look past, or far away."},
    ARI_CHECK_RECORD,
    check_year_in_prose,
    0,
};

/* -- weeks -- */

static void check_week_in_prose(struct ari_rules__pass *pass)
{
	const struct ari_rules__texts *texts = ari_rules__texts(pass);
	const struct ari_value *value = &pass->record->update;
	static const char *const names[] = {"Monday",	"Tuesday", "Wednesday",
					    "Thursday", "Friday",  "Saturday",
					    "Sunday"};

	for (size_t i = 0; i < texts->count; i++) {
		const struct ari_prose_date *date = &texts->dates[i];
		unsigned weekday = ari_day_weekday(date->days.lo);

		if (!date->week_of || !weekday)
			continue;
		FIND(pass, prose_span(pass, value->node, date),
		     prose_text(pass, value->text, date),
		     ari_str_from(names[weekday]),
		     ari_rules__day(pass, date->days.lo - (int32_t)weekday));
	}
}

const struct ari_check ari_rules__week_in_prose = {
    {"week-in-prose", ARI_LEVEL_WARNING,
     "\"{0}\" is a {1}, and a week commences on a Monday",
     "the Monday of that week is {2}; look also at the year",
     "A week commencing is named by its Monday."},
    ARI_CHECK_RECORD,
    check_week_in_prose,
    0,
};

/* -- past but told as future -- */

/*
 * "The June consultation will inform …": a name for what took place, unless
 * it is the meeting itself that will do something.
 */
static bool is_name(struct ari_str text, const struct ari_prose_date *date)
{
	static const char *const meetings[] = {
	    "meeting", "meetings", "committee", "cabinet",  "council",
	    "board",   "panel",	   "workshop",	"session",  "sessions",
	    "event",   "summit",   "forum",	"briefing", NULL};
	struct ari_str the = word_before(text, date->start), next;
	size_t start = (size_t)(the.ptr - text.ptr), at = date->end;

	if (!ari_rules__same(the, "the") ||
	    (start && !is_clause_end(text, start - 1) &&
	     !(start > 1 && is_clause_end(text, start - 2))))
		return false;
	return at < text.len && text.ptr[at] == ' ' &&
	       ari_rules__word(&next, text, &at) && next.ptr[0] >= 'a' &&
	       !ari_rules__same(next, "will") && !is_one_of(next, meetings);
}

static void check_stale_tense(struct ari_rules__pass *pass)
{
	const struct ari_rules__texts *texts = ari_rules__texts(pass);
	const struct ari_value *value = &pass->record->update;

	for (size_t i = 0; i < texts->count; i++) {
		const struct ari_prose_date *date = &texts->dates[i];

		if (date->days.hi >= pass->rules->dates.near ||
		    date->year_only || is_wrong_year(pass, date) ||
		    !is_told_as_future(value->text, date) ||
		    is_name(value->text, date))
			continue;
		FIND(pass, prose_span(pass, value->node, date),
		     prose_text(pass, value->text, date));
	}
}

const struct ari_check ari_rules__stale_tense = {
    {"stale-tense", ARI_LEVEL_WARNING,
     "the update tells of \"{0}\" as still to come, but it has passed",
     "write what came of it; if it did not take place, write when it will, "
     "and move the due date with it",
     "An update is brought up to date before it goes to committee."},
    ARI_CHECK_RECORD,
    check_stale_tense,
    0,
};
