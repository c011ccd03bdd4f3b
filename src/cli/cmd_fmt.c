/*
 * arising fmt: small repairs of the plans' files that change no word.
 */
#include "commands.h"
#include "writing.h"

#include <string.h>

static const struct cli_option options[] = {
    {"check", NULL, NULL, "say which files would change, and write nothing",
     false},
    {0},
};

/* Whether the user asked for this file, or for a folder above it; or -1. */
static int asked_for(struct cli_session *session, struct ari_str file)
{
	const struct cli_args *args = session->args;

	for (size_t i = 0; i < args->operand_count; i++) {
		struct ari_str path;

		if (ari_repo_path(&path, session->repo,
				  ari_str_from(args->operands[i]),
				  &session->arena, &session->err))
			return -1;
		if (!path.len || ari_str_eq(path, file))
			return 1;
		if (file.len > path.len &&
		    !memcmp(file.ptr, path.ptr, path.len) &&
		    file.ptr[path.len] == '/')
			return 1;
	}
	return !args->operand_count;
}

/* 1 when the file differed, 0 when not, -1 when it failed. */
static int mend(struct cli_writing *writing, struct ari_str path, bool check)
{
	struct cli_session *session = &writing->session;
	struct ari_str bytes;
	int result = 0;

	if (cli_writing_hold_path(writing, path))
		return -1;
	for (size_t i = 0; i < writing->before->diags.count; i++) {
		const struct ari_diag *diag = &writing->before->diags.items[i];

		if (diag->level == ARI_LEVEL_ERROR &&
		    ari_str_starts(ari_str_from(diag->rule->code), "yaml-"))
			return ari_error_set(&session->err, ARI_ERR_INVALID,
					     "it cannot be read: %.*s",
					     (int)diag->message.len,
					     diag->message.ptr);
	}
	if (ari_edit_fmt(&bytes, &writing->before->doc, &session->arena,
			 &session->err))
		return -1;
	if (!ari_str_eq(bytes, writing->before->doc.bytes)) {
		result = 1;
		if (!check &&
		    ari_edit_file_write(writing->file, bytes, &session->err))
			return -1;
		ari_render_escape_text(session->io->out, path);
		ari_buf_byte(session->io->out, '\n');
	}
	cli_writing_drop(writing);
	return result;
}

static enum cli_exit mend_all(struct cli_writing *writing,
			      const struct cli_args *args)
{
	struct ari_view *view = writing->view;
	bool check = cli_has(args, "check"), any = false;
	size_t changed = 0;

	for (size_t i = 0; i < view->count; i++) {
		struct ari_str path = view->versions[i]->path;
		int asked = asked_for(&writing->session, path), result;

		if (asked < 0)
			return cli_session_fail(&writing->session);
		if (!asked)
			continue;
		any = true;
		result = mend(writing, path, check);
		if (result < 0)
			return cli_writing_fail(writing);
		changed += (size_t)result;
	}
	if (!any && args->operand_count) {
		ari_error_set(&writing->session.err, ARI_ERR_NOT_FOUND,
			      "%s is no plan that the register's `plans` "
			      "names",
			      args->operands[0]);
		return cli_session_fail(&writing->session);
	}
	return check && changed ? CLI_FINDINGS : CLI_CLEAN;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	return cli_writing_run(io, args, mend_all);
}

const struct cli_command cli_cmd_fmt = {
    .name = "fmt",
    .summary = "small repairs of plans: quotes round refs, no blanks at ends",
    .operands = "[PATH…]",
    .about =
	"Puts quotes round refs that would read as numbers, takes blanks from "
	"the ends\nof lines and ends the last line; no text is wrapped or "
	"changed. The files that\ndiffered are listed. With --check, exit "
	"status 1 when there are any.",
    .most = CLI_OPERANDS,
    .options = options,
    .run = run,
};
