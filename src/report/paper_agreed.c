/*
 * What was first agreed of the actions of a paper, as the history tells it.
 */
#include "paper.h"

static size_t count_rows(const struct ari_paper *paper)
{
	size_t count = 0;

	for (size_t i = 0; i < paper->plan_count; i++)
		count += paper->plans[i].row_count;
	return count;
}

int ari_report__agree(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo, struct ari_error *err)
{
	const struct ari_agreed_request request = {
	    .at = paper->request.at,
	    .reg = paper->reg,
	    .open = paper->request.draft,
	    .exempt = paper->request.options.exempt,
	};
	size_t count = count_rows(paper), n = 0;
	struct ari_agreed_record *records =
	    ari_arena_array(&paper->arena, count + 1, sizeof(*records));

	if (!records)
		return ari_error_memory(err);
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			records[n++].record = paper->plans[i].rows[k].record;
	if (ari_history_agreed(records, count, loader, repo, &request,
			       &paper->arena, err))
		return -1;
	n = 0;
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++, n++) {
			paper->plans[i].rows[k].agreed = records[n].milestones;
			paper->plans[i].rows[k].agreed_count = records[n].count;
		}
	return 0;
}
