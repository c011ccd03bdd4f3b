/*
 * What a push changes, and whether the pusher may: asked of the register as
 * the branch had it, so that no push gives itself a right.
 */
#include "hook_receive.h"

#include <string.h>

/* -- one file -- */

static int read_plan(struct ari_version **out, struct hook_push *push,
		     const struct ari_file *file, struct ari_str path)
{
	struct cli_session *session = &push->hook->session;
	struct ari_str bytes;

	*out = NULL;
	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	return ari_source_read_blob(&bytes, session->repo, &file->id,
				    &session->arena, &session->err) ||
		       ari_version_read(out, &session->loader, path, bytes,
					false, &session->err)
		   ? -1
		   : 0;
}

static struct ari_str id_of(const struct ari_version *version)
{
	return version && version->plan ? version->plan->id.text
					: (struct ari_str){NULL, 0};
}

/* A plan that comes with a stage past draft has been taken there. */
static bool is_staged(const struct ari_version *before,
		      const struct ari_version *after)
{
	enum ari_stage old = ARI_STAGE_DRAFT, new = ARI_STAGE_DRAFT;

	if (before && before->plan && before->plan->stage != ARI_STAGE_NONE)
		old = before->plan->stage;
	if (after && after->plan && after->plan->stage != ARI_STAGE_NONE)
		new = after->plan->stage;
	return after && old != new;
}

/* Both ids, since a plan may not be had by giving it another name. */
static enum cli_exit judge_ids(struct hook_push *push, struct ari_str path,
			       const struct ari_version *before,
			       const struct ari_version *after)
{
	struct ari_str old = id_of(before), new = id_of(after);
	enum cli_exit status = CLI_CLEAN;

	if (before)
		status = hook_may(push, ARI_RIGHT_PLAN, old, path);
	if (status == CLI_CLEAN && after && !(before && ari_str_eq(old, new)))
		status = hook_may(push, ARI_RIGHT_PLAN, new, path);
	if (status == CLI_CLEAN && is_staged(before, after))
		status = hook_may(push, ARI_RIGHT_STAGE, new, path);
	return status;
}

static enum cli_exit judge_file(struct hook_push *push,
				const struct ari_change *change)
{
	struct ari_version *before, *after = NULL;
	enum cli_exit status = CLI_FAILED;

	if (read_plan(&before, push, &change->before, change->path) ||
	    read_plan(&after, push, &change->after, change->path))
		status = hook_fail(push->hook);
	else
		status = judge_ids(push, change->path, before, after);
	ari_version_free(before);
	ari_version_free(after);
	return status;
}

/* -- all that a push changes -- */

/* As the default branch has it already: somebody had the right to that. */
static int is_settled(struct hook_push *push, const struct ari_change *change)
{
	struct cli_session *session = &push->hook->session;
	struct ari_file there;

	if (!push->head->there)
		return 0;
	if (ari_source_find(&there, session->repo, &push->head->at,
			    change->path, &session->arena, &session->err))
		return -1;
	return there.kind == change->after.kind &&
	       there.executable == change->after.executable &&
	       ari_oid_eq(&there.id, &change->after.id);
}

/*
 * What both registers call plans, and the register itself: a plan is not
 * freed by calling it something else.
 */
static int make_glob(struct ari_glob *out, struct hook_push *push,
		     const struct ari_register *const *regs)
{
	struct cli_session *session = &push->hook->session;
	struct ari_str *patterns = ari_arena_array(
	    &session->arena, 2 * ARI_GLOB_PATTERNS + 2, sizeof(*patterns));
	size_t count = 0;

	if (!patterns)
		return ari_error_memory(&session->err);
	patterns[count++] = ARI_STR(ARI_REGISTER_PATH);
	for (size_t r = 0; r < 2; r++) {
		const struct ari_values *plans = &regs[r]->plans;

		if (!plans->count)
			patterns[count++] = ARI_STR("plans/*.yaml");
		for (size_t i = 0; i < plans->count; i++) {
			size_t k = 0;

			while (k < count &&
			       !ari_str_eq(patterns[k], plans->items[i].text))
				k++;
			if (k == count && k < 2 * ARI_GLOB_PATTERNS)
				patterns[count++] = plans->items[i].text;
		}
	}
	return ari_glob_init(out, patterns, count, &session->arena,
			     &session->err);
}

static enum cli_exit judge_changes(struct hook_push *push,
				   const struct ari_changes *changes)
{
	enum cli_exit worst = CLI_CLEAN;

	for (size_t i = 0; i < changes->count; i++) {
		const struct ari_change *change = &changes->items[i];
		int settled = is_settled(push, change);
		enum cli_exit status;

		if (settled < 0)
			return hook_fail(push->hook);
		if (settled)
			continue;
		if (ari_str_is(change->path, ARI_REGISTER_PATH))
			status =
			    hook_may(push, ARI_RIGHT_REGISTER,
				     (struct ari_str){NULL, 0}, change->path);
		else
			status = judge_file(push, change);
		worst = status > worst ? status : worst;
	}
	return worst;
}

enum cli_exit hook_judge_roles(struct hook_push *push,
			       const struct ari_snapshot *from,
			       const struct ari_snapshot *to)
{
	struct cli_session *session = &push->hook->session;
	const struct ari_register *regs[2] = {NULL, NULL};
	struct ari_view *view = NULL;
	struct ari_changes changes;
	enum cli_exit status = CLI_FAILED;
	struct ari_glob glob;

	if (!push->roles || !push->roles->reg ||
	    !ari_node_get(push->roles->reg->node, "roles"))
		return CLI_CLEAN;
	regs[0] = regs[1] = push->roles->reg;
	if (ari_view_new(&view, &session->loader, session->repo, to,
			 &session->err)) {
		/* That it is not there is the change that is judged. */
		if (session->err.code != ARI_ERR_NOT_FOUND)
			return hook_fail(push->hook);
		view = NULL;
	}
	if (view && view->reg)
		regs[1] = view->reg;
	if (make_glob(&glob, push, regs) ||
	    ari_source_compare(&changes, session->repo, from, to, &glob,
			       &session->arena, &session->err))
		status = hook_fail(push->hook);
	else
		status = judge_changes(push, &changes);
	ari_view_free(view);
	return status;
}
