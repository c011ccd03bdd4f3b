/*
 * Changes that have to be explained: a date that moved, an action taken up
 * again, what was agreed and is now worded otherwise. The explanation is a
 * `reason` that was not there before.
 */
#include "rules/internal.h"

static bool has_new_reason(const struct ari_record_change *change)
{
	const struct ari_str new = change->new->reason.text;

	return new.len && (!change->old || !ari_movement_editorial(
					       change->old->reason.text, new));
}

/* The next record of both versions that is not explained, from *at. */
static const struct ari_record_change *next_unexplained(
    struct ari_rules__pass *pass, size_t *at)
{
	const struct ari_plan_change *change = pass->change;

	while (change->old && change->new &&*at < change->record_count) {
		const struct ari_record_change *one = &change->records[(*at)++];

		if (!one->old || !one->new || !one->movement_count ||
		    has_new_reason(one))
			continue;
		pass->record = one->new;
		return one;
	}
	return NULL;
}

static struct ari_span span_or_name(const struct ari_node *node,
				    const struct ari_record *record)
{
	return node ? ari_node_span(node) : ari_rules__name(record);
}

/* -- dates -- */

static const struct ari_movement *find_date_move(
    const struct ari_record_change *change)
{
	static const enum ari_movement_kind kinds[] = {
	    ARI_MOVE_SLIPPED, ARI_MOVE_BROUGHT_FORWARD, ARI_MOVE_DATE_REMOVED};
	const struct ari_movement *movement;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		movement = ari_rules__moved(change, kinds[i]);
		if (movement)
			return movement;
	}
	return NULL;
}

static void check_date_unexplained(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while ((one = next_unexplained(pass, &at))) {
		const struct ari_movement *movement = find_date_move(one);

		if (!movement)
			continue;
		FIND(pass, span_or_name(movement->after, one->new), one->ref,
		     ari_rules__short(pass, ari_node_text(movement->before)),
		     movement->after
			 ? ari_rules__say(
			       pass, "to %.*s",
			       (int)ari_node_text(movement->after).len,
			       ari_node_text(movement->after).ptr)
			 : ARI_STR("away"));
	}
}

const struct ari_check ari_rules__date_unexplained = {
    {"date-unexplained", ARI_LEVEL_WARNING,
     "the date of {0} was moved from {1} {2}, and no new reason is given",
     "write under reason: why it moved; a reason that stood there before is "
     "that of an earlier change",
     "A date that moves has a reason."},
    ARI_CHECK_CHANGE,
    check_date_unexplained,
    0,
};

/* -- status -- */

static void check_reopened_unexplained(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while ((one = next_unexplained(pass, &at))) {
		if (!ari_rules__moved(one, ARI_MOVE_REOPENED))
			continue;
		FIND(pass, span_or_name(one->new->status_text.node, one->new),
		     one->ref, ari_str_from(ari_status_name(one->old->status)),
		     one->new->status == ARI_STATUS_NONE
			 ? ARI_STR("without a status")
			 : ari_str_from(ari_status_name(one->new->status)));
	}
}

const struct ari_check ari_rules__reopened_unexplained = {
    {"reopened-unexplained", ARI_LEVEL_ERROR,
     "{0} was {1} and is now {2}, and no new reason is given",
     "write under reason: why it is taken up again",
     "What was closed is taken up again for a reason."},
    ARI_CHECK_CHANGE,
    check_reopened_unexplained,
    0,
};

/* A reason of before; where there is none at all, reason-missing says so. */
static void check_reason_repeated(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while ((one = next_unexplained(pass, &at))) {
		if (!one->new->reason.text.len ||
		    !(ari_rules__moved(one, ARI_MOVE_PAUSED) ||
		      ari_rules__moved(one, ARI_MOVE_WITHDRAWN) ||
		      ari_rules__moved(one, ARI_MOVE_SUPERSEDED)))
			continue;
		FIND(pass, ari_node_span(one->new->reason.node), one->ref,
		     ari_str_from(ari_status_name(one->new->status)));
	}
}

const struct ari_check ari_rules__reason_repeated = {
    {"reason-repeated", ARI_LEVEL_WARNING,
     "{0} is now {1}, but its reason is the one that stood there before",
     "write why it is {1}; git keeps the reason of the earlier change",
     "Each change of status has a reason of its own."},
    ARI_CHECK_CHANGE,
    check_reason_repeated,
    0,
};

/* -- what was agreed -- */

static bool was_agreed(const struct ari_rules__pass *pass)
{
	return pass->change->old && ari_stage_agreed(pass->change->old->stage);
}

static void check_baseline_changed(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while (was_agreed(pass) && (one = next_unexplained(pass, &at))) {
		const struct ari_movement *movement =
		    ari_rules__moved(one, ARI_MOVE_REBASELINED);

		if (movement && movement->before)
			FIND(pass, span_or_name(movement->after, one->new),
			     one->ref);
	}
}

const struct ari_check ari_rules__baseline_changed = {
    {"baseline-changed", ARI_LEVEL_WARNING,
     "the baseline of {0} was changed after the plan was approved",
     "write under reason: why, as in: corrected against the return of May "
     "2021; or put the agreed baseline back",
     "What progress is measured from does not move unsaid."},
    ARI_CHECK_CHANGE,
    check_baseline_changed,
    0,
};

static void check_success_changed(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while (was_agreed(pass) && (one = next_unexplained(pass, &at))) {
		const struct ari_movement *movement =
		    ari_rules__moved(one, ARI_MOVE_RESCOPED);

		if (movement && movement->before)
			FIND(pass, span_or_name(movement->after, one->new),
			     one->ref);
	}
}

const struct ari_check ari_rules__success_changed = {
    {"success-changed", ARI_LEVEL_WARNING,
     "what counts as success of {0} was changed after the plan was approved",
     "write under reason: why, and who agreed to it under decision:; or put "
     "the agreed criteria back",
     "What was promised does not change unsaid."},
    ARI_CHECK_CHANGE,
    check_success_changed,
    0,
};

static void check_recommendation_changed(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while (was_agreed(pass) && (one = next_unexplained(pass, &at))) {
		if (one->new->kind != ARI_RECOMMENDATION ||
		    one->old->kind != ARI_RECOMMENDATION ||
		    ari_movement_editorial(one->old->recommendation.text,
					   one->new->recommendation.text))
			continue;
		FIND(pass,
		     span_or_name(one->new->recommendation.node, one->new),
		     one->ref);
	}
}

const struct ari_check ari_rules__recommendation_changed = {
    {"recommendation-changed", ARI_LEVEL_WARNING,
     "the wording of recommendation {0} was changed, which is its authors'",
     "put their words back; if these are their words and the old ones were "
     "a slip, say so under reason:",
     "A recommendation stays as those who made it worded it."},
    ARI_CHECK_CHANGE,
    check_recommendation_changed,
    0,
};

static uint32_t count_words(struct ari_str text)
{
	struct ari_str word;
	uint32_t count = 0;
	size_t at = 0;

	while (ari_rules__word(&word, text, &at))
		count++;
	return count;
}

static void check_commitment_cut(struct ari_rules__pass *pass)
{
	const struct ari_record_change *one;
	size_t at = 0;

	while ((one = next_unexplained(pass, &at))) {
		const struct ari_movement *movement =
		    ari_rules__moved(one, ARI_MOVE_REWORDED);
		uint32_t out = 0, in = 0;

		/* What one lost by a split, another took up. */
		if (ari_rules__moved(one, ARI_MOVE_SPLIT))
			continue;
		for (size_t i = 0; movement && i < movement->word_count; i++) {
			const struct ari_words *words = &movement->words[i];

			if (words->removed)
				out += count_words(words->text);
			else if (!words->kept)
				in += count_words(words->text);
		}
		if (out <= in || out - in <= (uint32_t)ari_rules__most(pass))
			continue;
		FIND(pass, span_or_name(one->new->action.node, one->new),
		     one->ref, ari_rules__say(pass, "%u", out),
		     ari_rules__say(pass, "%u", in));
	}
}

const struct ari_check ari_rules__commitment_cut = {
    {"commitment-cut", ARI_LEVEL_WARNING,
     "{1} words were taken out of {0} and {2} put in",
     "look whether something that was promised went with them; if so, put "
     "it back, or say under reason: why it is not to be done",
     "A promise does not shrink unsaid."},
    ARI_CHECK_CHANGE,
    check_commitment_cut,
    30,
};
