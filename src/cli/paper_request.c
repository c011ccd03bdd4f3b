/*
 * Which two snapshots a paper is about.
 */
#include "paper_request.h"

/* The register of a snapshot, to be freed with the view. */
static int open_register(struct cli_session *session, struct ari_view **out,
			 const struct ari_snapshot *at)
{
	if (ari_view_new(out, &session->loader, session->repo, at,
			 &session->err))
		return -1;
	if ((*out)->reg)
		return 0;
	ari_view_free(*out);
	return ari_error_set(&session->err, ARI_ERR_INVALID,
			     "the register " ARI_REGISTER_PATH " at %.*s "
			     "cannot be read; `arising check` says where",
			     (int)at->name.len, at->name.ptr);
}

static int no_cycle(struct cli_session *session,
		    const struct ari_meetings *meetings, struct ari_str id)
{
	struct ari_str near = {0};
	unsigned best = 4;

	for (size_t i = 0; i < meetings->count; i++) {
		unsigned d = ari_str_distance(id, meetings->items[i].id, best);

		if (d < best) {
			best = d;
			near = meetings->items[i].id;
		}
	}
	return ari_error_set(&session->err, ARI_ERR_NOT_FOUND,
			     "there is no cycle %.*s%s%.*s; `arising cycle "
			     "list` lists them",
			     (int)id.len, id.ptr,
			     near.len ? ": did you mean " : "", (int)near.len,
			     near.len ? near.ptr : "");
}

/* The cycle's tag; of an open one, HEAD in its place. */
static int find_at(struct cli_session *session,
		   struct ari_paper_request *request, struct ari_str id)
{
	const struct ari_meeting *meeting;
	struct ari_meetings meetings;
	struct ari_snapshot head;
	struct ari_view *view;
	int result = -1;

	if (cli_session_snapshot(session, &head, NULL) ||
	    open_register(session, &view, &head))
		return -1;
	if (ari_history_meetings(&meetings, session->repo, view->reg,
				 &session->arena, &session->err))
		goto out;
	meeting = ari_meetings_find(&meetings, id);
	if (!meeting) {
		no_cycle(session, &meetings, id);
		goto out;
	}
	request->draft = !meeting->tag;
	request->at = head;
	request->at.cycle = id;
	request->at.name = id;
	result = request->draft
		     ? 0
		     : ari_snapshot_of_cycle(&request->at, session->repo, id,
					     &session->arena, &session->err);
out:
	ari_view_free(view);
	return result;
}

/* By the register as it was then, so that a later one changes no paper. */
static int find_since(struct cli_session *session,
		      struct ari_paper_request *request)
{
	struct ari_meetings meetings;
	struct ari_view *view;
	int result;

	if (open_register(session, &view, &request->at))
		return -1;
	result = ari_history_meetings(&meetings, session->repo, view->reg,
				      &session->arena, &session->err);
	if (!result)
		result = ari_history_last_cycle(
		    &request->since, session->repo, &meetings, &request->at,
		    request->options.body, &session->arena, &session->err);
	request->has_since = !result;
	if (result && session->err.code == ARI_ERR_NOT_FOUND)
		result = 0;
	ari_view_free(view);
	return result;
}

int cli_paper_request(struct cli_session *session,
		      struct ari_paper_request *request, const char *cycle,
		      const char *since)
{
	if (find_at(session, request, ari_str_from(cycle)))
		return -1;
	if (!since)
		return find_since(session, request);
	request->has_since = true;
	return ari_snapshot_of_cycle(&request->since, session->repo,
				     ari_str_from(since), &session->arena,
				     &session->err);
}

static bool is_closed(const struct ari_meeting *meeting, struct ari_str body)
{
	return meeting->tag &&
	       (!body.ptr || (meeting->cycle &&
			      ari_str_eq(meeting->cycle->body.text, body)));
}

int cli_paper_closed(struct cli_session *session, const char *const **out,
		     size_t *count, struct ari_str body)
{
	struct ari_meetings meetings;
	struct ari_snapshot head;
	struct ari_view *view;
	const char **ids = NULL;
	int result;

	if (cli_session_snapshot(session, &head, NULL) ||
	    cli_session_register(session, &view, &head))
		return -1;
	result = ari_history_meetings(&meetings, session->repo, view->reg,
				      &session->arena, &session->err);
	if (!result) {
		ids = ari_arena_array(&session->arena, meetings.count + 1,
				      sizeof(*ids));
		result = ids ? 0 : ari_error_memory(&session->err);
	}
	*count = 0;
	for (size_t i = 0; !result && i < meetings.count; i++) {
		if (!is_closed(&meetings.items[i], body))
			continue;
		ids[*count] =
		    ari_arena_dup(&session->arena, meetings.items[i].id).ptr;
		if (!ids[(*count)++])
			result = ari_error_memory(&session->err);
	}
	ari_view_free(view);
	*out = ids;
	return result;
}
