/*
 * Building a paper: two snapshots compared, what may not be published left
 * out, and of the rest what a committee is to be told.
 */
#include "paper.h"

#include <stdlib.h>

void ari_paper_free(struct ari_paper *paper)
{
	if (!paper)
		return;
	if (paper->series && paper->series->last == paper)
		paper->series->last = NULL;
	if (!paper->set)
		ari_view_free(paper->view);
	ari_changeset_free(paper->set);
	ari_view_free(paper->base);
	ari_arena_release(&paper->arena);
	free(paper);
}

/* A snapshot with all its plans; in a series, so that others may share it. */
static int read_view(struct ari_view **out, struct ari_paper *paper,
		     const struct ari_loader *loader, struct ari_repo *repo,
		     const struct ari_snapshot *at, struct ari_error *err)
{
	if (ari_view_new(out, loader, repo, at, err))
		return -1;
	if (!(*out)->reg)
		return ari_error_set(err, ARI_ERR_INVALID,
				     "the register " ARI_REGISTER_PATH
				     " at %.*s cannot be read; `arising check` "
				     "says where",
				     (int)at->name.len, at->name.ptr);
	if (paper->series ? ari_view_load_after(*out, NULL, loader,
						&paper->series->keep, err)
			  : ari_view_load_all(*out, loader, err))
		return -1;
	return ari_view_sound(*out, err);
}

/* The first paper there is: nothing to compare with. */
static int read_first(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo, struct ari_error *err)
{
	paper->linked = paper->series != NULL;
	return read_view(&paper->view, paper, loader, repo, &paper->request.at,
			 err);
}

/* The earlier side as a series has it: the last paper's, or one of its own. */
static int find_known(struct ari_view **out, struct ari_paper *paper,
		      const struct ari_loader *loader, struct ari_repo *repo,
		      struct ari_error *err)
{
	const struct ari_snapshot *since = &paper->request.since;
	const struct ari_paper *last = paper->last;

	*out = NULL;
	if (!paper->series)
		return 0;
	if (last && last->linked && last->request.at.cycle.ptr &&
	    since->cycle.ptr && !last->request.draft &&
	    ari_str_eq(last->request.at.cycle, since->cycle) &&
	    ari_oid_eq(&last->request.at.commit, &since->commit)) {
		*out = last->view;
		return 0;
	}
	if (read_view(&paper->base, paper, loader, repo, since, err))
		return -1;
	*out = paper->base;
	return 0;
}

static int read_both(struct ari_paper *paper, const struct ari_loader *loader,
		     struct ari_repo *repo, struct ari_error *err)
{
	struct ari_changes_request request = {
	    .from = paper->request.since,
	    .to = paper->request.at,
	    .as_of = ARI_DAY_MIN,
	    .all = true,
	};

	if (find_known(&request.known, paper, loader, repo, err))
		return -1;
	if (request.known)
		request.keep = &paper->series->keep;
	if (ari_history_changes(&paper->set, loader, repo, &request, err))
		return -1;
	paper->view = paper->set->after;
	paper->linked = paper->set->before_lent;
	return 0;
}

static void set_dates(struct ari_paper *paper)
{
	struct ari_movement_dates *dates = &paper->dates;
	const struct ari_cycle *cycle = paper->cycle;

	if (paper->set) {
		*dates = paper->set->dates;
		return;
	}
	dates->from = ARI_DAY_MIN;
	dates->to = ari_history_day(&paper->request.at, paper->reg);
	dates->period = (struct ari_days){ARI_DAY_MIN, dates->to};
	dates->prose_near = dates->to;
	if (cycle && cycle->period.date.kind)
		dates->period = cycle->period.date.days;
	if (cycle && cycle->cutoff.date.kind)
		dates->prose_near = cycle->cutoff.date.days.hi;
}

/* A choice that can match nothing is a typing error, not an empty paper. */
static int check_options(const struct ari_paper *paper, struct ari_error *err)
{
	const struct ari_paper_options *options = &paper->request.options;

	if (options->body.ptr &&
	    !ari_register_body(paper->reg, options->body, false))
		return ari_error_set(err, ARI_ERR_USAGE,
				     "the register has no body \"%.*s\"",
				     (int)options->body.len, options->body.ptr);
	if (options->plan.ptr && !ari_view_plan(paper->view, options->plan))
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "there is no plan %.*s at %.*s",
				     (int)options->plan.len, options->plan.ptr,
				     (int)paper->request.at.name.len,
				     paper->request.at.name.ptr);
	return 0;
}

static bool plan_exempt(const struct ari_plan *plan)
{
	return ari_str_is(plan->access.text, "exempt");
}

/* A plan that left; named only if it was never exempt. */
static void add_gone(struct ari_paper *paper, const struct ari_plan *plan)
{
	if (!plan_exempt(plan) || paper->request.options.exempt)
		paper->gone[paper->gone_count++] = plan;
}

static int add_plan(struct ari_paper *paper,
		    const struct ari_plan_change *change, struct ari_error *err)
{
	const struct ari_str only = paper->request.options.plan;
	struct ari_paper_plan *plan;
	struct ari_plan_change *open;

	if (only.ptr &&
	    !ari_str_eq(only,
			(change->new ? change->new : change->old)->id.text))
		return 0;
	if (!change->new) {
		add_gone(paper, change->old);
		return 0;
	}
	if (plan_exempt(change->new) && !paper->request.options.exempt) {
		paper->left_out += change->new->count;
		return 0;
	}
	if (ari_report__publishable(&open, paper, change, err))
		return -1;
	plan = &paper->plans[paper->plan_count++];
	*plan = (struct ari_paper_plan){.plan = change->new, .change = open};
	return ari_report__rows(plan, paper, err);
}

/* A plan of a first paper: all its records are new. */
static int add_new_plan(struct ari_paper *paper, const struct ari_plan *plan,
			struct ari_error *err)
{
	struct ari_plan_change *change;

	if (ari_movement_compare(&change, NULL, plan, &paper->dates,
				 &paper->arena, err))
		return -1;
	return add_plan(paper, change, err);
}

static int add_plans(struct ari_paper *paper, struct ari_error *err)
{
	const struct ari_changeset *set = paper->set;
	size_t count = set ? set->count : paper->view->count;
	int result = 0;

	paper->plans =
	    ari_arena_array(&paper->arena, count + 1, sizeof(*paper->plans));
	paper->gone =
	    ari_arena_array(&paper->arena, count + 1, sizeof(*paper->gone));
	if (!paper->plans || !paper->gone)
		return ari_error_memory(err);
	for (size_t i = 0; i < count && !result; i++)
		result = set ? add_plan(paper, set->plans[i], err)
			     : add_new_plan(
				   paper, paper->view->versions[i]->plan, err);
	return result;
}

static int read_sides(struct ari_paper *paper, const struct ari_loader *loader,
		      struct ari_repo *repo, struct ari_error *err)
{
	const struct ari_paper_request *request = &paper->request;

	if (request->has_since ? read_both(paper, loader, repo, err)
			       : read_first(paper, loader, repo, err))
		return -1;
	paper->reg = paper->view->reg;
	paper->cycle = ari_register_cycle(paper->reg, request->at.cycle);
	set_dates(paper);
	return check_options(paper, err);
}

int ari_paper_settle(struct ari_paper *paper, const struct ari_loader *loader,
		     struct ari_repo *repo, struct ari_error *err)
{
	return ari_paper_template_read(&paper->form, repo, &paper->request.at,
				       &paper->arena, err) ||
		       add_plans(paper, err) ||
		       ari_report__agree(paper, loader, repo, err) ||
		       ari_report__next(paper, err)
		   ? -1
		   : 0;
}

static int begin(struct ari_paper **out, struct ari_paper_series *series,
		 const struct ari_loader *loader, struct ari_repo *repo,
		 const struct ari_paper_request *request, struct ari_error *err)
{
	struct ari_paper *paper = calloc(1, sizeof(*paper));

	if (!paper)
		return ari_error_memory(err);
	ari_arena_init(&paper->arena, NULL, 0);
	paper->request = *request;
	paper->series = series;
	paper->last = series ? series->last : NULL;
	if (read_sides(paper, loader, repo, err)) {
		ari_paper_free(paper);
		return -1;
	}
	*out = paper;
	return 0;
}

int ari_paper_new(struct ari_paper **out, const struct ari_loader *loader,
		  struct ari_repo *repo,
		  const struct ari_paper_request *request,
		  struct ari_error *err)
{
	struct ari_paper *paper;

	if (begin(&paper, NULL, loader, repo, request, err))
		return -1;
	if (ari_paper_settle(paper, loader, repo, err)) {
		ari_paper_free(paper);
		return -1;
	}
	*out = paper;
	return 0;
}

void ari_paper_series_init(struct ari_paper_series *series)
{
	series->last = NULL;
	ari_arena_init(&series->keep, NULL, 0);
	ari_arena_init(&series->agreed, NULL, 0);
}

void ari_paper_series_release(struct ari_paper_series *series)
{
	ari_arena_release(&series->keep);
	ari_arena_release(&series->agreed);
}

int ari_paper_series_next(struct ari_paper **out,
			  struct ari_paper_series *series,
			  const struct ari_loader *loader,
			  struct ari_repo *repo,
			  const struct ari_paper_request *request,
			  struct ari_error *err)
{
	if (begin(out, series, loader, repo, request, err))
		return -1;
	series->last = *out;
	return 0;
}
