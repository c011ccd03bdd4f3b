/*
 * arising cycle show: the figures of a closed cycle, beside those of the
 * one before.
 */
#include "cycle.h"
#include "ledger.h"

#include <string.h>

struct showing {
	struct cli_session *session;
	struct ari_view *view;
	struct ari_meetings meetings;
	struct ari_figures figures[2]; /* this one, and the one before */
	size_t count;
};

/* Fill the figures of a cycle; *before is the one before, or ptr NULL. */
static int count_cycle(struct showing *showing, struct ari_figures *out,
		       struct ari_str id, struct ari_str *before)
{
	struct cli_session *session = showing->session;
	struct ari_changes_request request = {.as_of = ARI_DAY_MIN,
					      .all = true};
	struct ari_changeset *set;
	int result;

	*out = (struct ari_figures){.cycle = id};
	*before = (struct ari_str){NULL, 0};
	if (ari_snapshot_of_cycle(&request.to, session->repo, id,
				  &session->arena, &session->err))
		return -1;
	out->day = ari_history_day(&request.to, showing->view->reg);
	if (ari_history_last_cycle(&request.from, session->repo,
				   &showing->meetings, &request.to, *before,
				   &session->arena, &session->err))
		return session->err.code == ARI_ERR_NOT_FOUND ? 0 : -1;
	*before = out->before = request.from.cycle;
	if (ari_history_changes(&set, &session->loader, session->repo, &request,
				&session->err))
		return -1;
	result = ari_figures_count(out, set, &session->loader, session->repo,
				   &session->err);
	ari_changeset_free(set);
	return result;
}

static int count_both(struct showing *showing, struct ari_str id)
{
	struct cli_session *session = showing->session;
	const struct ari_meeting *meeting;
	struct ari_snapshot head;
	struct ari_str before;

	if (cli_session_snapshot(session, &head, NULL) ||
	    cli_ledger_view(session, &showing->view, &head) ||
	    ari_history_meetings(&showing->meetings, session->repo,
				 showing->view->reg, &session->arena,
				 &session->err))
		return -1;
	meeting = ari_meetings_find(&showing->meetings, id);
	if (meeting && !meeting->tag)
		return ari_error_set(&session->err, ARI_ERR_NOT_FOUND,
				     "the cycle %.*s is not closed yet: its "
				     "figures are those of `arising changes`",
				     (int)id.len, id.ptr);
	for (size_t i = 0; i < 2 && id.ptr; i++, id = before) {
		if (count_cycle(showing, &showing->figures[i], id, &before))
			return -1;
		showing->count++;
	}
	return 0;
}

enum cli_exit cli_cycle_show(struct cli_session *session, struct ari_str id)
{
	struct showing showing = {.session = session};
	struct ari_report report;
	enum cli_exit status;

	if (count_both(&showing, id)) {
		status = cli_session_fail(session);
	} else {
		ari_report_init(&report, &session->arena);
		ari_views_figures(&report, showing.figures, showing.count);
		status = cli_session_draw(session, &report, CLI_CLEAN);
	}
	ari_view_free(showing.view);
	return status;
}
