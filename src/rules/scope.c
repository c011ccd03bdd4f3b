/*
 * Success and baseline: what is measured can be, against a figure that
 * there is, by the time that the action is due.
 */
#include "rules/internal.h"

#include <string.h>

/* Words by which a success criterion compares. */
static const char *const comparisons[] = {
    "more",	   "fewer",	  "increase",	   "increases",
    "increased",   "increasing",  "reduce",	   "reduced",
    "reduces",	   "reduction",	  "decrease",	   "decreases",
    "decreased",   "compared to", "compared with", "growing number",
    "higher",	   "lower",	  "rise in",	   "fall in",
    "do not fall", "improve",	  "improved",	   "improvement in",
    NULL,
};

static const struct ari_value *find_comparison(const struct ari_record *record)
{
	for (size_t i = 0; i < record->success.count; i++)
		if (ari_rules__phrases(record->success.items[i].text,
				       comparisons))
			return &record->success.items[i];
	return NULL;
}

static void check_baseline_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	const struct ari_value *success;

	if (record->baseline.node || !record->success.count ||
	    ari_node_get(record->node, "baseline"))
		return;
	success = find_comparison(record);
	if (success)
		FIND(pass, ari_node_span(success->node),
		     ari_rules__called(record));
}

const struct ari_check ari_rules__baseline_missing = {
    {"baseline-missing", ARI_LEVEL_WARNING,
     "this compares, but {0} has no baseline to compare with",
     "add baseline: with the figure at the start and its date, or say what "
     "will be there instead of how much more",
     "Who promises more says more than what."},
    ARI_CHECK_RECORD,
    check_baseline_missing,
    0,
};

/* -- a baseline that was not collected -- */

/* Bytes behind a "not" in which "collected" belongs to it. */
#define UNCOLLECTED_BYTES 40

static bool is_uncollected(struct ari_str baseline)
{
	static const char *const verbs[] = {
	    "collected", "recorded", "measured", "known",
	    "available", "held",     "counted",	 NULL,
	};
	static const char *const nothing[] = {"no data", "no figures",
					      "no figure", NULL};
	size_t at;

	if (ari_rules__phrases(baseline, nothing))
		return true;
	while (ari_rules__phrase(&at, baseline, "not")) {
		struct ari_str rest = {baseline.ptr + at, baseline.len - at};

		if (rest.len > UNCOLLECTED_BYTES)
			rest.len = UNCOLLECTED_BYTES;
		if (ari_rules__phrases(rest, verbs))
			return true;
		baseline.ptr += at + 3;
		baseline.len -= at + 3;
	}
	return false;
}

static void check_baseline_uncollected(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	const struct ari_value *success;
	struct ari_diag *diag;

	if (!(ari_rules__texts(pass)->baseline & ARI_RULES__MAY_DENY) ||
	    !is_uncollected(record->baseline.text))
		return;
	success = find_comparison(record);
	if (!success)
		return;
	diag = FIND(pass, ari_node_span(record->baseline.node),
		    ari_rules__called(record));
	ari_rules__relate(diag, ari_node_span(success->node),
			  ARI_STR("this compares with it"));
}

const struct ari_check ari_rules__baseline_uncollected = {
    {"baseline-uncollected", ARI_LEVEL_WARNING,
     "success of {0} is measured against figures that there are not",
     "collect the figure first and write it here with its date, or give a "
     "criterion that needs none",
     "Success is measured against a figure that there is."},
    ARI_CHECK_RECORD,
    check_baseline_uncollected,
    0,
};

/* -- a label without a value -- */

/* Whether a line ends where a figure was to come. */
static bool is_label(struct ari_str line)
{
	static const char *const ends[] = {
	    "number of", "number", "total", "total of", "of", "figure", NULL};
	size_t at;

	line = ari_str_trim(line);
	if (!line.len)
		return false;
	switch (ari_rules__lower(line.ptr[line.len - 1])) {
	case ':':
	case '=':
		return true;
	case 'e':
	case 'f':
	case 'l':
	case 'r':
		break;
	default:
		return false;
	}
	for (size_t i = 0; ends[i]; i++) {
		size_t len = strlen(ends[i]);
		struct ari_str tail;

		if (line.len <= len || line.ptr[line.len - len - 1] != ' ')
			continue;
		tail = (struct ari_str){line.ptr + line.len - len, len};
		if (ari_rules__phrase(&at, tail, ends[i]) && !at)
			return true;
	}
	return false;
}

/* A paragraph: what follows a colon below it is its value. */
static size_t paragraph_end(struct ari_str text, size_t at)
{
	const char *end = text.ptr + text.len, *from = text.ptr + at;

	while (from < end &&
	       (from = memchr(from, '\n', (size_t)(end - from)))) {
		if (from + 1 == end || from[1] == '\n')
			return (size_t)(from - text.ptr);
		from++;
	}
	return text.len;
}

static void check_baseline_empty(struct ari_rules__pass *pass)
{
	const struct ari_value *baseline = &pass->record->baseline;
	struct ari_str text = baseline->text;
	size_t at = 0;

	while (at < text.len) {
		size_t end = paragraph_end(text, at);
		struct ari_str part = {text.ptr + at, end - at};

		if (is_label(part)) {
			FIND(pass,
			     ari_rules__inside(pass, baseline->node, at, end),
			     ari_rules__short(pass, part));
			return;
		}
		at = end;
		while (at < text.len && text.ptr[at] == '\n')
			at++;
	}
}

const struct ari_check ari_rules__baseline_empty = {
    {"baseline-empty", ARI_LEVEL_WARNING, "\"{0}\" is a label without a figure",
     "write the figure and its date behind it, as in: 246 in May 2021",
     "A baseline has the value, not only its name."},
    ARI_CHECK_RECORD,
    check_baseline_empty,
    0,
};

/* -- success that comes after the due date -- */

static void check_success_late(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	struct ari_prose_date dates[ARI_PROSE_DATES];
	int32_t due;

	if (!(ari_rules__texts(pass)->success & ARI_RULES__MAY_DATE))
		return;
	due = ari_record_final_day(record);
	if (due == ARI_DAY_MIN || due == ARI_DAY_MAX)
		return;
	for (size_t i = 0; i < record->success.count; i++) {
		const struct ari_value *success = &record->success.items[i];
		size_t count = ari_rules__dates(pass, dates, success->text);

		for (size_t j = 0; j < count; j++) {
			if (dates[j].year_inferred || dates[j].year_only ||
			    dates[j].days.lo <= due)
				continue;
			FIND(pass,
			     ari_rules__inside(pass, success->node,
					       dates[j].start, dates[j].end),
			     ari_rules__short(
				 pass,
				 (struct ari_str){
				     success->text.ptr + dates[j].start,
				     dates[j].end - dates[j].start}),
			     ari_rules__called(record),
			     ari_node_text(ari_rules__final_node(record)));
			break;
		}
	}
}

const struct ari_check ari_rules__success_late = {
    {"success-late", ARI_LEVEL_WARNING,
     "success is measured in \"{0}\", but {1} is due {2}",
     "move the due date to when success can be told, or give a criterion "
     "that can be told by then",
     "Whether an action worked can be told by the time that it is due."},
    ARI_CHECK_RECORD,
    check_success_late,
    0,
};
