/*
 * Status against what stands beside it: the first words of the update, the
 * reason and the decision that it calls for.
 */
#include "rules/internal.h"

#include <string.h>

/* Words that tell a status when an update begins with them and stops. */
static const struct {
	const char *words;
	enum ari_status status;
} openings[] = {
    {"completed", ARI_STATUS_COMPLETED},
    {"complete", ARI_STATUS_COMPLETED},
    {"implemented", ARI_STATUS_COMPLETED},
    {"finished", ARI_STATUS_COMPLETED},
    {"done", ARI_STATUS_COMPLETED},
    {"closed", ARI_STATUS_COMPLETED},
    {"delivered", ARI_STATUS_COMPLETED},
    {"achieved", ARI_STATUS_COMPLETED},
    {"action completed", ARI_STATUS_COMPLETED},
    {"action complete", ARI_STATUS_COMPLETED},
    {"action closed", ARI_STATUS_COMPLETED},
    {"this action is complete", ARI_STATUS_COMPLETED},
    {"this action is now complete", ARI_STATUS_COMPLETED},
    {"in progress", ARI_STATUS_IN_PROGRESS},
    {"ongoing", ARI_STATUS_IN_PROGRESS},
    {"on going", ARI_STATUS_IN_PROGRESS},
    {"on-going", ARI_STATUS_IN_PROGRESS},
    {"underway", ARI_STATUS_IN_PROGRESS},
    {"under way", ARI_STATUS_IN_PROGRESS},
    {"on track", ARI_STATUS_IN_PROGRESS},
    {"not started", ARI_STATUS_NOT_STARTED},
    {"not yet started", ARI_STATUS_NOT_STARTED},
    {"not started yet", ARI_STATUS_NOT_STARTED},
    {"yet to start", ARI_STATUS_NOT_STARTED},
    {"paused", ARI_STATUS_PAUSED},
    {"on hold", ARI_STATUS_PAUSED},
    {"deferred", ARI_STATUS_PAUSED},
    {"withdrawn", ARI_STATUS_WITHDRAWN},
    {"superseded", ARI_STATUS_SUPERSEDED},
};

/* Whether what is said goes on as it does after a status: "On hold until". */
static bool goes_on(struct ari_str rest, enum ari_status status)
{
	static const char *const after_pause[] = {
	    " until ",	" pending ",  " due to ", " while ",
	    " whilst ", " awaiting ", " because "};

	if (status == ARI_STATUS_SUPERSEDED || status == ARI_STATUS_WITHDRAWN)
		return ari_str_starts(rest, " by ");
	if (status != ARI_STATUS_PAUSED)
		return false;
	for (size_t i = 0; i < sizeof(after_pause) / sizeof(*after_pause); i++)
		if (ari_str_starts(rest, after_pause[i]))
			return true;
	return false;
}

/* Whether the words before at are all that is said: "Complete. …". */
static bool is_stop(struct ari_str text, size_t at, enum ari_status status)
{
	static const char *const stops[] = {".",   ":",	 ",", ";",  "\n",
					    " - ", " –", "*", " (", "!"};
	struct ari_str rest = {text.ptr + at, text.len - at};

	if (!rest.len || goes_on(rest, status))
		return true;
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (ari_str_starts(rest, stops[i]))
			return true;
	return false;
}

/* Whether one of the openings begins with that letter. */
static bool may_open(char c)
{
	switch (ari_rules__lower(c)) {
	case 'a':
	case 'c':
	case 'd':
	case 'f':
	case 'i':
	case 'n':
	case 'o':
	case 'p':
	case 's':
	case 't':
	case 'u':
	case 'w':
	case 'y':
		return true;
	default:
		return false;
	}
}

/* The status that text begins with; its bounds in *start and *end. */
static enum ari_status read_opening(size_t *start, size_t *end,
				    struct ari_str text)
{
	size_t from = 0, at;

	while (from < text.len && !ari_rules__alnum(text.ptr[from]))
		from++;
	if (from == text.len || !may_open(text.ptr[from]))
		return ARI_STATUS_NONE;
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		const char *words = openings[i].words;
		size_t len = strlen(words);
		struct ari_str head = {text.ptr + from, len};

		if (from + len > text.len ||
		    ari_rules__lower(head.ptr[0]) != words[0] ||
		    ari_rules__lower(head.ptr[1]) != words[1] ||
		    !ari_rules__phrase(&at, head, words) || at ||
		    !is_stop(text, from + len, openings[i].status))
			continue;
		*start = from;
		*end = from + len;
		return openings[i].status;
	}
	return ARI_STATUS_NONE;
}

static void check_status_contradicted(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;
	enum ari_status said;
	size_t start, end;

	if (!record->update.text.len || record->status == ARI_STATUS_NONE)
		return;
	said = read_opening(&start, &end, record->update.text);
	if (said == ARI_STATUS_NONE || said == record->status)
		return;
	FIND(pass, ari_rules__inside(pass, record->update.node, start, end),
	     ari_rules__short(pass,
			      (struct ari_str){record->update.text.ptr + start,
					       end - start}),
	     ari_str_from(ari_status_name(record->status)),
	     ari_str_from(ari_status_name(said)));
}

const struct ari_check ari_rules__status_contradicted = {
    {"status-contradicted", ARI_LEVEL_WARNING,
     "the update begins with \"{0}\", but the status is {1}",
     "write status: {2} if the update is right, or begin the update with "
     "what happened: how the action stands is said by its status alone",
     "Status and update say the same."},
    ARI_CHECK_RECORD,
    check_status_contradicted,
    0,
};

static void check_reason_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if ((record->status != ARI_STATUS_PAUSED &&
	     record->status != ARI_STATUS_WITHDRAWN) ||
	    ari_node_get(record->node, "reason"))
		return;
	FIND(pass, ari_node_span(record->status_text.node),
	     ari_rules__called(record),
	     ari_str_from(ari_status_name(record->status)));
}

const struct ari_check ari_rules__reason_missing = {
    {"reason-missing", ARI_LEVEL_ERROR, "{0} is {1}, but nothing says why",
     "add reason: with the why in a sentence",
     "What is paused or withdrawn says why."},
    ARI_CHECK_RECORD,
    check_reason_missing,
    0,
};

static void check_decision_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->status != ARI_STATUS_WITHDRAWN ||
	    ari_node_get(record->node, "decision"))
		return;
	FIND(pass, ari_node_span(record->status_text.node),
	     ari_rules__called(record));
}

const struct ari_check ari_rules__decision_missing = {
    {"decision-missing", ARI_LEVEL_WARNING,
     "{0} is withdrawn, but nothing says who decided that",
     "add the decision: {body: …, on: …, minute: …}, with the body's code "
     "and the day of its meeting",
     "What will not be done after all was decided by somebody."},
    ARI_CHECK_RECORD,
    check_decision_missing,
    0,
};

static void check_update_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->status != ARI_STATUS_IN_PROGRESS || record->update.node ||
	    ari_node_get(record->node, "update"))
		return;
	FIND(pass, ari_node_span(record->status_text.node),
	     ari_rules__called(record));
}

const struct ari_check ari_rules__update_missing = {
    {"update-missing", ARI_LEVEL_WARNING,
     "{0} is in progress, but nothing says what has been done",
     "add update: with what has happened so far; if nothing has, its status "
     "is not-started",
     "What is in progress has a word about it."},
    ARI_CHECK_RECORD,
    check_update_missing,
    0,
};
