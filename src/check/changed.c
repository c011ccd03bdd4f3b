/*
 * The part of a snapshot that differs from another: found by the ids of its
 * files, so that what did not change is not read. For hooks, which an
 * officer waits for.
 */
#include "check/internal.h"

/* Whether the register is the same ordinary file on both sides. */
static int same_register(struct ari_check__work *work)
{
	struct ari_file now, then;
	struct ari_arena *arena = &work->result->arena;
	struct ari_str path = ARI_STR(ARI_REGISTER_PATH);

	if (ari_source_find(&now, work->repo, &work->request->at, path, arena,
			    work->err) ||
	    ari_source_find(&then, work->repo, work->request->since, path,
			    arena, work->err))
		return -1;
	return now.kind == ARI_ENTRY_FILE && then.kind == ARI_ENTRY_FILE &&
	       ari_oid_eq(&now.id, &then.id);
}

static int load_changed(struct ari_check__work *work)
{
	const struct ari_changes *changed = &work->changed;
	struct ari_check_result *result = work->result;
	struct ari_file *files =
	    ari_arena_array(&result->arena, changed->count + 1, sizeof(*files));
	size_t count = 0;

	if (!files)
		return ari_error_memory(work->err);
	for (size_t i = 0; i < changed->count; i++) {
		if (changed->items[i].after.kind == ARI_ENTRY_NONE)
			continue;
		files[count] = changed->items[i].after;
		files[count++].path = changed->items[i].path;
	}
	if (count && ari_loader_init(&result->loader, ARI_LOAD_VALIDATE_PLANS,
				     work->err))
		return -1;
	work->partial = true;
	return ari_check__start_rules(work) ||
		       ari_view_load(result->view, &result->loader, files,
				     count, NULL, work->err)
		   ? -1
		   : 0;
}

int ari_check__read_changed(struct ari_check__work *work)
{
	const struct ari_check_request *request = work->request;
	struct ari_check_result *result = work->result;
	struct ari_loader plain = {.threads = 1};
	int same = same_register(work);

	if (same <= 0)
		return same < 0 ? -1 : 1;
	if (ari_view_new(&result->view, &plain, work->repo, &request->at,
			 work->err))
		return -1;
	if (!result->view->reg) {
		ari_view_free(result->view);
		result->view = NULL;
		return 1;
	}
	if (ari_source_compare(&work->changed, work->repo, request->since,
			       &request->at, &result->view->glob,
			       &result->arena, work->err))
		return -1;
	return load_changed(work);
}
