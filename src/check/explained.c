/*
 * Reasons in commit messages: what moved in a commit that says why, under
 * `Reason:`, is explained, as if the record itself had said it.
 */
#include "check/internal.h"

bool ari_check_explainable(struct ari_str code)
{
	static const char *const codes[] = {
	    "date-unexplained", "reopened-unexplained",
	    "reason-repeated",	"baseline-changed",
	    "success-changed",	"recommendation-changed",
	    "commitment-cut"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (ari_str_is(code, codes[i]))
			return true;
	return false;
}

/* -- messages -- */

static bool is_reason(struct ari_str line)
{
	static const char word[] = "reason:";

	if (line.len < sizeof(word) - 1)
		return false;
	for (size_t i = 0; i < sizeof(word) - 1; i++) {
		char c = line.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != word[i])
			return false;
	}
	return true;
}

struct ari_str ari_check_reason(struct ari_str message)
{
	struct ari_str reason = {NULL, 0}, revert = {NULL, 0};
	bool first = true;

	message = ari_str_trim(message);
	while (message.len) {
		struct ari_str line = ari_str_line(&message);

		if (!ari_str_trim(line).len) {
			/* Only the last paragraph holds trailers. */
			reason = (struct ari_str){NULL, 0};
		} else if (!first && is_reason(line)) {
			line = ari_str_trim(
			    (struct ari_str){line.ptr + 7, line.len - 7});
			if (line.len)
				reason = line;
		} else if (!first &&
			   ari_str_starts(line, "This reverts commit ")) {
			revert = line;
		}
		first = false;
	}
	return reason.ptr ? reason : revert;
}

/* -- commits -- */

/* One plan in one commit that gives a reason. */
struct scope {
	const struct ari_plan_change *change;
};

static bool is_explained(void *ctx, const struct ari_diag *diag)
{
	const struct ari_plan_change *change = ((struct scope *)ctx)->change;

	if (!ari_check_explainable(ari_str_from(diag->rule->code)))
		return false;
	for (size_t i = 0; i < change->record_count; i++)
		if (ari_str_eq(change->records[i].ref, diag->ref))
			return change->records[i].movement_count > 0;
	return false;
}

static struct ari_version *find_file(const struct ari_view *view,
				     struct ari_str id)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->versions[i]->plan &&
		    ari_str_eq(view->versions[i]->plan->id.text, id))
			return view->versions[i];
	return NULL;
}

static int read_side(struct ari_version **out, struct ari_check__work *work,
		     const struct ari_change *change, bool later,
		     struct ari_arena *arena)
{
	const struct ari_file *file = later ? &change->after : &change->before;
	struct ari_loader plain = {.threads = 1};
	struct ari_str bytes;

	if (file->kind != ARI_ENTRY_FILE)
		return 0;
	return ari_source_read_blob(&bytes, work->repo, &file->id, arena,
				    work->err) ||
		       ari_version_read(out, &plain, change->path, bytes, false,
					work->err)
		   ? -1
		   : 0;
}

/* One plan of a commit that gives a reason. */
static int explain_file(struct ari_check__work *work,
			const struct ari_change *file)
{
	struct ari_version *before = NULL, *after = NULL, *home;
	struct ari_plan_change *change;
	struct ari_arena arena;
	int result = -1;

	ari_arena_init(&arena, NULL, 0);
	if (read_side(&before, work, file, false, &arena) ||
	    read_side(&after, work, file, true, &arena))
		goto out;
	result = 0;
	if (!before || !after || !before->plan || !after->plan)
		goto out;
	home = find_file(work->result->view, after->plan->id.text);
	if (!home)
		goto out;
	result = ari_movement_compare(&change, before->plan, after->plan, NULL,
				      &arena, work->err);
	if (!result)
		ari_check__drop(home, is_explained, &(struct scope){change});
out:
	ari_version_free(before);
	ari_version_free(after);
	ari_arena_release(&arena);
	return result;
}

static bool is_explainable(void *ctx, const struct ari_diag *diag)
{
	(void)ctx;
	return ari_check_explainable(ari_str_from(diag->rule->code));
}

static bool has_explainable(const struct ari_view *view)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct ari_diags *diags = &view->versions[i]->diags;

		for (size_t k = 0; k < diags->count; k++)
			if (is_explainable(NULL, &diags->items[k]))
				return true;
	}
	return false;
}

static void drop_explainable(const struct ari_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		ari_check__drop(view->versions[i], is_explainable, NULL);
}

int ari_check__explained(struct ari_check__work *work,
			 const struct ari_snapshot *from)
{
	struct ari_walk_options options = {
	    .tip = work->request->at.commit,
	    .from = from->commit,
	    .glob = &work->result->view->glob,
	};
	const struct ari_commit *commit;
	struct ari_walk *walk;
	int more;

	if (work->request->no_reasons)
		drop_explainable(work->result->view);
	if (!has_explainable(work->result->view) ||
	    ari_oid_eq(&options.tip, &options.from))
		return 0;
	if (ari_walk_new(&walk, work->repo, &options, work->err))
		return -1;
	while ((more = ari_walk_next(&commit, walk, work->err)) > 0) {
		if (commit->changes_count != 1 ||
		    !ari_check_reason(commit->message).ptr)
			continue;
		for (size_t i = 0; i < commit->changes[0].count; i++)
			if (explain_file(work, &commit->changes[0].items[i])) {
				more = -1;
				goto out;
			}
	}
out:
	ari_walk_free(walk);
	return more < 0 ? -1 : 0;
}
