/*
 * What the next commit moves: the index against HEAD, and in a merge the
 * commits that are its other parents.
 */
#include "file.h"
#include "hook.h"

#include <stdlib.h>
#include <string.h>

/* Parents of one merge: git's own octopus knows 66. */
#define MERGE_HEADS 256

int hook_merge_heads(struct ari_oid **out, size_t *count, struct hook *hook)
{
	struct cli_session *session = &hook->session;
	const char *dir = ari_repo_own_dir(session->repo);
	struct ari_str text, line;
	struct ari_buf bytes;
	struct ari_oid *heads;
	char *path;
	int rc;

	*out = NULL;
	*count = 0;
	path =
	    ari_arena_printf(&session->arena, "%s/MERGE_HEAD", dir ? dir : "");
	heads = ari_arena_array(&session->arena, MERGE_HEADS, sizeof(*heads));
	if (!path || !heads)
		return ari_error_memory(&session->err);
	ari_buf_init(&bytes, NULL);
	rc = dir ? cli_file_read(&bytes, path, &session->err) : 1;
	text = ari_buf_view(&bytes);
	while (!rc && *count < MERGE_HEADS && hook_line(&line, &text))
		if (ari_oid_parse(&heads[*count], ari_str_trim(line)))
			++*count;
	ari_buf_release(&bytes);
	if (*count)
		*out = heads;
	return rc < 0 ? -1 : 0;
}

int hook_moves_read(struct hook_moves *out, struct hook *hook)
{
	struct cli_session *session = &hook->session;
	struct ari_changes_request request = {.as_of = ARI_DAY_MIN};
	struct ari_error *err = &session->err;

	*out = (struct hook_moves){.changes = NULL};
	if (cli_session_snapshot(session, &out->staged, "--staged"))
		return -1;
	if (ari_oid_none(&out->staged.commit))
		return 1;
	if (ari_snapshot_of_commit(&out->head, session->repo,
				   &out->staged.commit, &session->arena, err))
		return -1;
	request.from = out->head;
	request.to = out->staged;
	if (!ari_history_changes(&out->changes, &session->loader, session->repo,
				 &request, err))
		return 0;
	/* No plans, or plans that pre-commit has something to say about. */
	return err->code == ARI_ERR_NOT_FOUND || err->code == ARI_ERR_INVALID
		   ? 1
		   : -1;
}

void hook_moves_release(struct hook_moves *moves)
{
	ari_changeset_free(moves->changes);
	moves->changes = NULL;
}
