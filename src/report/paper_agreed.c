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

static void set_row(struct ari_paper_row *row,
		    const struct ari_agreed_record *record)
{
	row->agreed = record ? record->milestones : NULL;
	row->agreed_count = record ? record->count : 0;
}

/* In a series all actions are known, those of the last paper first. */
static int agree_next(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo,
		      const struct ari_agreed_request *request,
		      struct ari_error *err)
{
	const struct ari_paper *last = paper->last;
	const struct ari_agreed_view *before =
	    last && paper->set && last->view == paper->set->before
		? &last->agreed
		: NULL;

	if (ari_history_agreed_view(&paper->agreed, paper->view, before,
				    paper->set, loader, repo, request,
				    &paper->series->agreed, &paper->arena, err))
		return -1;
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			set_row(&paper->plans[i].rows[k],
				ari_agreed_view_find(
				    &paper->agreed,
				    paper->plans[i].rows[k].record));
	return 0;
}

static int agree_rows(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo,
		      const struct ari_agreed_request *request,
		      struct ari_error *err)
{
	size_t count = count_rows(paper), n = 0;
	struct ari_agreed_record *records =
	    ari_arena_array(&paper->arena, count + 1, sizeof(*records));

	if (!records)
		return ari_error_memory(err);
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			records[n++].record = paper->plans[i].rows[k].record;
	if (ari_history_agreed(records, count, loader, repo, request,
			       &paper->arena, err))
		return -1;
	n = 0;
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			set_row(&paper->plans[i].rows[k], &records[n++]);
	return 0;
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

	return (paper->series ? agree_next : agree_rows)(paper, loader, repo,
							 &request, err);
}
