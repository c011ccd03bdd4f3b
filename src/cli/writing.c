/*
 * From an edit to a file: held, checked, written at once, and told in the
 * words of movement.
 */
#include "writing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes of a value that is read from a file. */
#define VALUE_BYTES ((size_t)1 << 20)
/* Characters of a value that are shown. */
#define SHOWN 60

static int open_plans(struct cli_writing *writing, const struct cli_io *io,
		      const struct cli_args *args)
{
	struct cli_session *session = &writing->session;
	struct ari_snapshot at;

	*writing = (struct cli_writing){.file = NULL};
	if (cli_session_open(session, io, args, CLI_VALIDATE) ||
	    cli_session_snapshot(session, &at, "--worktree") ||
	    cli_session_register(session, &writing->view, &at))
		return -1;
	return ari_view_load_all(writing->view, &session->loader,
				 &session->err);
}

void cli_writing_drop(struct cli_writing *writing)
{
	ari_version_free(writing->before);
	ari_edit_file_close(writing->file);
	writing->before = NULL;
	writing->file = NULL;
}

enum cli_exit cli_writing_run(
    const struct cli_io *io, const struct cli_args *args,
    enum cli_exit (*edit)(struct cli_writing *writing,
			  const struct cli_args *args))
{
	struct cli_writing writing;
	enum cli_exit status;

	if (open_plans(&writing, io, args))
		status = cli_session_fail(&writing.session);
	else
		status = edit(&writing, args);
	cli_writing_drop(&writing);
	ari_view_free(writing.view);
	cli_session_release(&writing.session);
	return status;
}

enum cli_exit cli_writing_fail(struct cli_writing *writing)
{
	struct ari_error *err = &writing->session.err;

	if (!writing->file || !writing->path.ptr)
		return cli_session_fail(&writing->session);
	cli_complain(writing->session.io, NULL, "%.*s: %s",
		     (int)writing->path.len, writing->path.ptr, err->message);
	return err->code == ARI_ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

int cli_writing_hold_path(struct cli_writing *writing, struct ari_str path)
{
	struct cli_session *session = &writing->session;
	struct ari_str bytes;
	const char *full;

	full = ari_arena_printf(&session->arena, "%s/%.*s",
				ari_repo_worktree(session->repo), (int)path.len,
				path.ptr);
	if (!full)
		return ari_error_memory(&session->err);
	if (ari_edit_file_open(&writing->file, &bytes, full, &session->arena,
			       &session->err))
		return -1;
	writing->path = path;
	return ari_version_read(&writing->before, &session->loader, path, bytes,
				false, &session->err);
}

int cli_writing_hold(struct cli_writing *writing, struct ari_str plan)
{
	const struct ari_plan *found = ari_view_plan(writing->view, plan);
	struct ari_error *err = &writing->session.err;

	if (!found)
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "there is no plan %.*s in the worktree",
				     (int)plan.len, plan.ptr);
	if (cli_writing_hold_path(writing, found->path) ||
	    ari_version_sound(writing->before, &writing->view->at, err))
		return -1;
	if (ari_str_eq(writing->before->plan->id.text, plan))
		return 0;
	return ari_error_set(err, ARI_ERR_UNCERTAIN,
			     "the file was changed meanwhile: try again");
}

/* -- the check -- */

static bool has_error(const struct ari_diags *diags,
		      const struct ari_diag *error)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].rule == error->rule &&
		    ari_str_eq(diags->items[i].message, error->message))
			return true;
	return false;
}

/* The first error that was not there before; NULL when there is none. */
static const struct ari_diag *new_error(const struct ari_diags *before,
					const struct ari_diags *after)
{
	const struct ari_diag *last = NULL;

	for (size_t i = 0; i < after->count; i++) {
		const struct ari_diag *diag = &after->items[i];

		if (diag->level != ARI_LEVEL_ERROR)
			continue;
		last = diag;
		if (!has_error(before, diag))
			return diag;
	}
	return after->errors > before->errors ? last : NULL;
}

static void put_safe(struct ari_buf *out, struct ari_str text)
{
	ari_render_escape_text(out, text);
}

static void say_error(struct cli_writing *writing, const struct ari_diag *error)
{
	struct ari_buf *err = writing->session.io->err;

	ari_buf_puts(err, "arising: nothing was written: ");
	put_safe(err, error->message);
	ari_buf_printf(err, " [%s]\n", error->rule->code);
	if (!error->help.ptr)
		return;
	ari_buf_puts(err, "help: ");
	put_safe(err, error->help);
	ari_buf_byte(err, '\n');
}

/* -- what moved -- */

static void put_brief(struct ari_buf *out, struct ari_str text)
{
	size_t at = 0, shown = 0;
	struct ari_str head = text;

	while (at < text.len && shown < SHOWN && text.ptr[at] != '\n') {
		ari_utf8_next(text, &at);
		shown++;
	}
	head.len = at;
	put_safe(out, head);
	if (ari_str_trim(text).len > at)
		ari_buf_puts(out, " …");
}

static void put_value(struct ari_buf *out, const struct ari_node *node)
{
	if (!node || node->kind == ARI_NODE_SCALAR) {
		put_brief(out, node ? ari_node_text(node) : ARI_STR("nothing"));
		return;
	}
	for (uint32_t i = 0; i < node->len; i++) {
		const struct ari_node *item = &node->u.items[i];

		if (item->kind != ARI_NODE_SCALAR)
			continue;
		put_brief(out, ari_node_text(item));
		if (i + 1 < node->len)
			ari_buf_puts(out,
				     node->kind == ARI_NODE_MAPPING && !(i % 2)
					 ? ": "
					 : ", ");
	}
}

static void put_movement(struct ari_buf *out, struct ari_str id,
			 const struct ari_movement *movement)
{
	put_safe(out, id);
	if (movement->ref.ptr) {
		ari_buf_byte(out, '#');
		put_safe(out, movement->ref);
	}
	ari_buf_printf(out, "  %s", ari_movement_title(movement->kind));
	if (*movement->field) {
		ari_buf_printf(out, "  %s: ", movement->field);
		put_value(out, movement->before);
		ari_buf_puts(out, " → ");
		put_value(out, movement->after);
	}
	ari_buf_byte(out, '\n');
}

static int put_moves(struct cli_writing *writing,
		     const struct ari_version *after)
{
	struct cli_session *session = &writing->session;
	struct ari_plan_change *change;

	if (ari_movement_compare(&change, writing->before->plan, after->plan,
				 NULL, &session->arena, &session->err))
		return -1;
	for (size_t i = 0; i < change->movement_count; i++)
		put_movement(session->io->out, after->plan->id.text,
			     &change->movements[i]);
	for (size_t r = 0; r < change->record_count; r++)
		for (size_t i = 0; i < change->records[r].movement_count; i++)
			put_movement(session->io->out, after->plan->id.text,
				     &change->records[r].movements[i]);
	return 0;
}

enum cli_exit cli_writing_finish(struct cli_writing *writing,
				 struct ari_str bytes, bool dry)
{
	struct cli_session *session = &writing->session;
	struct ari_version *after = NULL;
	const struct ari_diag *error;
	enum cli_exit status = CLI_CLEAN;

	if (ari_str_eq(bytes, writing->before->doc.bytes)) {
		ari_buf_puts(session->io->out, "Nothing to change.\n");
		return CLI_CLEAN;
	}
	if (ari_version_read(&after, &session->loader, writing->path, bytes,
			     false, &session->err))
		return cli_writing_fail(writing);
	error = new_error(&writing->before->diags, &after->diags);
	if (error) {
		say_error(writing, error);
		status = CLI_FINDINGS;
	} else if ((!dry &&
		    ari_edit_file_write(writing->file, bytes, &session->err)) ||
		   put_moves(writing, after)) {
		status = cli_writing_fail(writing);
	}
	ari_version_free(after);
	return status;
}

/* -- values -- */

static int read_value(struct cli_writing *writing, struct ari_str *out,
		      const char *name)
{
	struct cli_session *session = &writing->session;
	bool input = !strcmp(name, "-");
	int fd = input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	char *bytes = ari_arena_alloc(&session->arena, VALUE_BYTES + 1);
	size_t at = 0;
	ssize_t got = 1;

	if (!bytes)
		ari_error_memory(&session->err);
	while (bytes && fd >= 0 && got && at <= VALUE_BYTES) {
		got = read(fd, bytes + at, VALUE_BYTES + 1 - at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		at += (size_t)got;
	}
	if (bytes && (fd < 0 || got < 0))
		ari_error_set(&session->err, ARI_ERR_IO, "cannot read %s: %s",
			      name, strerrordesc_np(errno));
	else if (at > VALUE_BYTES)
		ari_error_set(&session->err, ARI_ERR_LIMIT,
			      "%s has more than %zu bytes", name, VALUE_BYTES);
	if (fd >= 0 && !input)
		close(fd);
	if (!bytes || fd < 0 || got < 0 || at > VALUE_BYTES)
		return -1;
	*out = (struct ari_str){bytes, at};
	return 0;
}

int cli_writing_assignments(struct cli_writing *writing, size_t first,
			    struct ari_assignment **out, size_t *count)
{
	struct cli_session *session = &writing->session;
	const struct cli_args *args = session->args;
	struct ari_assignment *list;

	list = ari_arena_array(&session->arena, args->operand_count + 1,
			       sizeof(*list));
	if (!list)
		return ari_error_memory(&session->err);
	*count = 0;
	for (size_t i = first; i < args->operand_count; i++) {
		struct ari_assignment *a = &list[(*count)++];

		if (ari_assignment_parse(a, ari_str_from(args->operands[i]),
					 &session->err))
			return -1;
		if (a->value.len > 1 && a->value.ptr[0] == '@' &&
		    read_value(writing, &a->value, a->value.ptr + 1))
			return -1;
	}
	*out = list;
	return 0;
}
