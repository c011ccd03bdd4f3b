/*
 * The pipeline: a snapshot's register and plans, schema, rules on each, then
 * across plans, then on what changed. Findings stay with their files.
 */
#include "check/internal.h"

#include <stdlib.h>
#include <string.h>

void ari_check_free(struct ari_check_result *result)
{
	if (!result)
		return;
	ari_changeset_free(result->changes);
	ari_rules_free(result->rules);
	for (size_t i = 0; i < result->linked_count; i++)
		ari_version_free(result->linked[i]);
	ari_view_free(result->view);
	ari_loader_release(&result->loader);
	for (size_t i = 0; i < ARI_PARALLEL_MOST; i++)
		ari_arena_release(&result->kept[i]);
	ari_arena_release(&result->arena);
	free(result);
}

/* -- findings -- */

void ari_check__drop(struct ari_version *version,
		     bool (*drop)(void *ctx, const struct ari_diag *diag),
		     void *ctx)
{
	struct ari_diags *diags = &version->diags;
	size_t kept = 0;

	for (size_t i = 0; i < diags->count; i++) {
		const struct ari_diag *diag = &diags->items[i];

		if (!drop(ctx, diag)) {
			diags->items[kept++] = *diag;
			continue;
		}
		if (diag->level == ARI_LEVEL_ERROR)
			diags->errors--;
		else
			diags->warnings--;
	}
	diags->count = kept;
}

static bool is_warning(void *ctx, const struct ari_diag *diag)
{
	(void)ctx;
	return diag->level != ARI_LEVEL_ERROR;
}

void ari_check_only_errors(struct ari_check_result *result)
{
	for (size_t i = 0; i < result->count; i++)
		ari_check__drop(result->files[i], is_warning, NULL);
}

/* -- rules -- */

static struct ari_rules_dates judged_on(const struct ari_check__work *work)
{
	const struct ari_snapshot *at = &work->request->at;
	const struct ari_register *reg = work->result->view->reg;
	const struct ari_cycle *cycle =
	    reg && at->cycle.ptr ? ari_register_cycle(reg, at->cycle) : NULL;
	struct ari_rules_dates dates = ari_rules_dates_of_cycle(cycle);

	if (dates.day == ARI_DAY_MIN)
		dates.day = at->day;
	if (work->request->as_of != ARI_DAY_MIN)
		dates.day = work->request->as_of;
	return dates;
}

/* Keep of a plan what the rest of the check asks for. */
static int abridge(struct ari_version *version, struct ari_arena *arena,
		   struct ari_error *err)
{
	size_t room = ari_rules_places(version, NULL);
	uint32_t *places =
	    ari_arena_array(&version->arena, room + 1, sizeof(*places));

	if (!places)
		return ari_error_memory(err);
	return ari_version_abridge(version, arena, places,
				   ari_rules_places(version, places), err);
}

static int check_one(void *ctx, unsigned worker, struct ari_version *version,
		     struct ari_error *err)
{
	const struct ari_check__work *work = ctx;
	struct ari_check_result *result = work->result;
	struct ari_place place;

	if (ari_rules_check_version(result->rules, version, err) ||
	    ari_rules_gather(result->rules, version, &result->kept[worker],
			     err))
		return -1;
	if (!work->partial && !work->compares)
		return abridge(version, &result->kept[worker], err);
	/* Lines are counted once, and here the bytes are at hand. */
	return version->diags.count ? ari_doc_locate(&place, &version->doc,
						     &version->arena, 0, err)
				    : 0;
}

/* What to compare with: 0; 1 when there is nothing; -1. */
static int find_earlier(struct ari_check__work *work)
{
	const struct ari_check_request *request = work->request;
	struct ari_check_result *result = work->result;
	struct ari_meetings meetings;

	if (request->no_changes || !result->view->reg ||
	    !ari_repo_has_git(work->repo) || ari_oid_none(&request->at.commit))
		return 1;
	if (request->against) {
		work->from = *request->against;
		return 0;
	}
	if (ari_history_meetings(&meetings, work->repo, result->view->reg,
				 &result->arena, work->err) ||
	    ari_history_last_cycle(&work->from, work->repo, &meetings,
				   &request->at, (struct ari_str){NULL, 0},
				   &result->arena, work->err))
		return work->err->code == ARI_ERR_NOT_FOUND ? 1 : -1;
	return 0;
}

int ari_check__start_rules(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	struct ari_rules_dates dates = judged_on(work);
	int none = find_earlier(work);

	if (none < 0)
		return -1;
	work->compares = !none;
	result->loader.threads = work->request->threads;
	result->loader.each = check_one;
	result->loader.each_ctx = work;
	return ari_rules_new(&result->rules, result->view->reg, &dates,
			     work->err);
}

static bool is_sum(void *ctx, const struct ari_diag *diag)
{
	(void)ctx;
	return !strcmp(diag->rule->code, "month-load") ||
	       !strcmp(diag->rule->code, "lead-load");
}

/* The changed plans beside those they name: sums over these mean nothing. */
static int check_linked(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	struct ari_view *view = result->view;
	struct ari_version **all;
	size_t count = view->count;

	if (ari_check__read_linked(work))
		return -1;
	all = ari_arena_array(&result->arena, count + result->linked_count + 1,
			      sizeof(struct ari_version *));
	if (!all)
		return ari_error_memory(work->err);
	/* The linked ones first: of two plans of one id the new one is told. */
	for (size_t i = 0; i < result->linked_count; i++)
		all[i] = result->linked[i];
	for (size_t i = 0; i < count; i++)
		all[result->linked_count + i] = view->versions[i];
	if (ari_rules_check_repository(result->rules, all,
				       count + result->linked_count, NULL,
				       work->err))
		return -1;
	for (size_t i = 0; i < count; i++)
		ari_check__drop(view->versions[i], is_sum, NULL);
	return 0;
}

/* -- what changed -- */

/* The version that findings about a change of this plan belong to. */
static struct ari_version *home_of(struct ari_check_result *result,
				   const struct ari_plan_change *change)
{
	const struct ari_view *view = result->view;

	for (size_t i = 0; change->new &&i < view->count; i++)
		if (ari_str_eq(view->versions[i]->path, change->new->path))
			return view->versions[i];
	return view->register_file;
}

/*
 * What changed since an earlier snapshot. A check of all reads the later
 * plans a second time for it: a change borrows from versions of its own.
 */
static int read_changes(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	struct ari_changes_request request = {
	    .from = work->from, .to = work->request->at, .as_of = ARI_DAY_MIN};
	struct ari_loader plain = {.threads = work->request->threads};

	if (work->partial && work->request->against == work->request->since) {
		request.loaded = result->view;
		request.differing = &work->changed;
	}
	if (ari_history_changes(&result->changes, &plain, work->repo, &request,
				work->err))
		/* Findings say already what cannot be relied on. */
		return work->err->code == ARI_ERR_INVALID ? 0 : -1;
	return 0;
}

static int check_changes(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;

	if (!result->changes)
		return 0;
	for (size_t i = 0; i < result->changes->count; i++) {
		const struct ari_plan_change *change =
		    result->changes->plans[i];

		if (ari_rules_check_change(result->rules, change,
					   home_of(result, change), work->err))
			return -1;
	}
	return ari_check__explained(work, &work->from);
}

/* -- what the cycles show -- */

static bool wants_past(const struct ari_register *reg)
{
	for (size_t i = 0; ari_rules_all[i]; i++)
		if (ari_rules_all[i]->scope == ARI_CHECK_HISTORY &&
		    ari_register_level(reg, &ari_rules_all[i]->rule) !=
			ARI_LEVEL_OFF)
			return true;
	return false;
}

static int check_past(struct ari_check__work *work, struct ari_version *version,
		      const struct ari_past *past)
{
	struct ari_check_result *result = work->result;
	const struct ari_plan *plan = version->plan;
	struct ari_rules_past *all;

	if (!plan)
		return 0;
	all = ari_arena_array(&result->arena, plan->count + 1, sizeof(*all));
	if (!all)
		return ari_error_memory(work->err);
	for (size_t i = 0; i < plan->count; i++)
		all[i] =
		    (struct ari_rules_past){plan->records[i].ref.text,
					    past[i].unchanged, past[i].slips};
	return ari_rules_check_history(result->rules, version, all, plan->count,
				       work->err);
}

static int check_history(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	struct ari_view *view = result->view;
	struct ari_past **past;

	if (!wants_past(view->reg))
		return 0;
	if (ari_history_past(&past, work->repo, view,
			     result->changes ? result->changes->before : NULL,
			     work->request->threads, &result->arena, work->err))
		return -1;
	for (size_t i = 0; i < view->count; i++)
		if (check_past(work, view->versions[i], past[i]))
			return -1;
	return 0;
}

static int judge(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	struct ari_view *view = result->view;

	if (!view->reg)
		return 0;
	if (work->compares && (read_changes(work) || check_history(work)))
		return -1;
	if (work->partial)
		return check_linked(work) || check_changes(work) ? -1 : 0;
	if (ari_rules_check_register(result->rules, view->register_file,
				     work->err) ||
	    ari_rules_check_repository(result->rules, view->versions,
				       view->count, view->register_file,
				       work->err))
		return -1;
	return check_changes(work);
}

/* -- which files -- */

/* Whether this file, or a folder above it, was asked for. */
static bool asked_for(const struct ari_check_request *request,
		      struct ari_str file)
{
	for (size_t i = 0; i < request->path_count; i++) {
		struct ari_str path = request->paths[i];

		if (ari_str_eq(path, file) || !path.len)
			return true;
		if (file.len > path.len &&
		    !memcmp(file.ptr, path.ptr, path.len) &&
		    file.ptr[path.len] == '/')
			return true;
	}
	return !request->path_count;
}

static int choose(struct ari_check__work *work)
{
	const struct ari_check_request *request = work->request;
	struct ari_check_result *result = work->result;
	struct ari_view *view = result->view;

	result->files = ari_arena_array(&result->arena, view->count + 1,
					sizeof(struct ari_version *));
	if (!result->files)
		return ari_error_memory(work->err);
	for (size_t i = 0; i <= view->count; i++) {
		struct ari_version *version =
		    i ? view->versions[i - 1] : view->register_file;

		if (!asked_for(request, version->path))
			continue;
		ari_diags_sort(&version->diags);
		result->files[result->count++] = version;
		result->errors += version->diags.errors;
		result->warnings += version->diags.warnings;
	}
	if (result->count || !request->path_count)
		return 0;
	return ari_error_set(work->err, ARI_ERR_NOT_FOUND,
			     "%.*s is neither the register nor a plan that the "
			     "register's `plans` names",
			     (int)request->paths[0].len, request->paths[0].ptr);
}

static int read_all(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;

	if (ari_loader_init(&result->loader, ARI_LOAD_VALIDATE, work->err))
		return -1;
	return ari_view_new(&result->view, &result->loader, work->repo,
			    &work->request->at, work->err) ||
		       ari_check__start_rules(work) ||
		       ari_view_load_all(result->view, &result->loader,
					 work->err)
		   ? -1
		   : 0;
}

int ari_check_run(struct ari_check_result **out, struct ari_repo *repo,
		  const struct ari_check_request *request,
		  struct ari_error *err)
{
	struct ari_error local = {.code = ARI_OK};
	struct ari_check__work work = {
	    .repo = repo, .request = request, .err = err ? err : &local};
	int rest = 1;

	work.result = calloc(1, sizeof(*work.result));
	if (!work.result)
		return ari_error_memory(err);
	ari_arena_init(&work.result->arena, NULL, 0);
	for (size_t i = 0; i < ARI_PARALLEL_MOST; i++)
		ari_arena_init(&work.result->kept[i], NULL, 0);
	if (request->since)
		rest = ari_check__read_changed(&work);
	if (rest < 0 || (rest && read_all(&work)) || judge(&work) ||
	    choose(&work)) {
		ari_check_free(work.result);
		return -1;
	}
	*out = work.result;
	return 0;
}
