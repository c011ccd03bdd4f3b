/*
 * The vocabularies of the format: status of an action, stage of a plan.
 */
#include <arising/plan.h>

struct word {
	const char *name;  /* in the file */
	const char *title; /* for people */
};

static const struct word statuses[] = {
    [ARI_STATUS_NONE] = {"", "No status"},
    [ARI_STATUS_NOT_STARTED] = {"not-started", "Not started"},
    [ARI_STATUS_IN_PROGRESS] = {"in-progress", "In progress"},
    [ARI_STATUS_PAUSED] = {"paused", "Paused"},
    [ARI_STATUS_COMPLETED] = {"completed", "Completed"},
    [ARI_STATUS_WITHDRAWN] = {"withdrawn", "Withdrawn"},
    [ARI_STATUS_SUPERSEDED] = {"superseded", "Superseded"},
};

static const struct word stages[] = {
    [ARI_STAGE_NONE] = {"", ""},
    [ARI_STAGE_DRAFT] = {"draft", "draft"},
    [ARI_STAGE_AGREED_IN_PRINCIPLE] = {"agreed-in-principle",
				       "agreed in principle"},
    [ARI_STAGE_APPROVED] = {"approved", "approved"},
    [ARI_STAGE_FINAL] = {"final", "final"},
    [ARI_STAGE_PUBLISHED] = {"published", "published"},
    [ARI_STAGE_CLOSED] = {"closed", "closed"},
    [ARI_STAGE_SUPERSEDED] = {"superseded", "superseded"},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Position of text in a vocabulary; 0 when it is not of it. */
static size_t find_word(const struct word *words, size_t count,
			struct ari_str text)
{
	for (size_t i = 1; i < count; i++)
		if (ari_str_is(text, words[i].name))
			return i;
	return 0;
}

enum ari_status ari_status_from(struct ari_str word)
{
	return (enum ari_status)find_word(statuses, COUNT(statuses), word);
}

const char *ari_status_name(enum ari_status status)
{
	return statuses[status].name;
}

const char *ari_status_title(enum ari_status status)
{
	return statuses[status].title;
}

bool ari_status_closed(enum ari_status status)
{
	return status == ARI_STATUS_COMPLETED ||
	       status == ARI_STATUS_WITHDRAWN ||
	       status == ARI_STATUS_SUPERSEDED;
}

enum ari_stage ari_stage_from(struct ari_str word)
{
	return (enum ari_stage)find_word(stages, COUNT(stages), word);
}

bool ari_stage_agreed(enum ari_stage stage)
{
	return stage >= ARI_STAGE_APPROVED;
}

const char *ari_stage_title(enum ari_stage stage)
{
	return stages[stage].title;
}
