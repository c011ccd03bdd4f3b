/*
 * Opening what a command works on, with one place for its failures.
 */
#include "session.h"

#include <string.h>

int cli_session_open(struct cli_session *session, const struct cli_io *io,
		     const struct cli_args *args, unsigned flags)
{
	struct ari_repo_options options = {
	    .dir = args->dir,
	    .environment = !args->dir,
	    .plain = !(flags & CLI_NEED_HISTORY),
	    .unnoted = flags & CLI_UNNOTED,
	};

	*session = (struct cli_session){.io = io, .args = args};
	ari_arena_init(&session->arena, NULL, 0);
	if (ari_source_init(&session->err))
		return -1;
	if (ari_repo_open(&session->repo, &options, &session->err))
		return -1;
	if ((flags & CLI_NEED_HISTORY) &&
	    ari_repo_certain(session->repo, &session->err))
		return -1;
	return ari_loader_init(&session->loader,
			       flags & CLI_VALIDATE ? ARI_LOAD_VALIDATE : 0,
			       &session->err);
}

void cli_session_release(struct cli_session *session)
{
	ari_loader_release(&session->loader);
	ari_repo_free(session->repo);
	ari_arena_release(&session->arena);
	ari_source_shutdown();
}

enum cli_exit cli_session_fail(struct cli_session *session)
{
	return cli_fail(session->io, &session->err);
}

int cli_session_snapshot(struct cli_session *session, struct ari_snapshot *out,
			 const char *name)
{
	if (!name)
		name = ari_repo_has_git(session->repo) ? "HEAD" : "--worktree";
	return ari_snapshot_resolve(out, session->repo, ari_str_from(name),
				    &session->arena, &session->err);
}

int cli_session_register(struct cli_session *session, struct ari_view **out,
			 const struct ari_snapshot *at)
{
	struct ari_view *view;

	if (ari_view_new(&view, &session->loader, session->repo, at,
			 &session->err))
		return -1;
	if (!view->reg) {
		ari_view_free(view);
		return ari_error_set(&session->err, ARI_ERR_INVALID,
				     "the register " ARI_REGISTER_PATH
				     " at %.*s cannot be read; `arising check` "
				     "says where",
				     (int)at->name.len, at->name.ptr);
	}
	*out = view;
	return 0;
}

int cli_session_view(struct cli_session *session, struct ari_view **out,
		     const struct ari_snapshot *at)
{
	struct ari_view *view;

	if (cli_session_register(session, &view, at))
		return -1;
	if (ari_view_load_all(view, &session->loader, &session->err) ||
	    ari_view_sound(view, &session->err)) {
		ari_view_free(view);
		return -1;
	}
	*out = view;
	return 0;
}

int cli_session_as_of(struct cli_session *session, int32_t *day)
{
	const char *text = cli_get(session->args, "as-of");
	struct ari_date date;

	*day = ARI_DAY_MIN;
	if (!text)
		return 0;
	if (ari_date_parse_point(&date, ari_str_from(text)))
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "--as-of takes a day, a month or a year "
				     "such as 2021-12-17, not \"%s\"",
				     text);
	*day = date.days.hi;
	return 0;
}

enum cli_exit cli_session_draw(struct cli_session *session,
			       const struct ari_report *report,
			       enum cli_exit status)
{
	const char *format = cli_get(session->args, "format");
	struct ari_render_text_options options = {
	    .width = session->io->width, .colour = session->args->colour};

	if (format && !strcmp(format, "markdown"))
		ari_render_markdown(session->io->out, report);
	else if (format && !strcmp(format, "html"))
		ari_render_html(session->io->out, report);
	else
		ari_render_text(session->io->out, report, &options);
	if (!report->failed)
		return status;
	ari_error_memory(&session->err);
	return cli_session_fail(session);
}
