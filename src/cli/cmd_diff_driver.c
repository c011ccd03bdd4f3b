/*
 * arising diff-driver: a plan as one line a field, for `git diff`.
 */
#include "commands.h"
#include "session.h"

#include <arising/edit.h>

static const struct cli_option options[] = {{0}};

/* What is no plan is shown as it is, so that its difference is seen. */
static void put_raw(struct ari_buf *out, struct ari_str bytes)
{
	size_t at = 0;

	while (at < bytes.len) {
		size_t line = at;

		while (at < bytes.len && bytes.ptr[at] != '\n')
			at++;
		ari_render_escape_text(
		    out, (struct ari_str){bytes.ptr + line, at - line});
		ari_buf_byte(out, '\n');
		at++;
	}
}

static int put_file(const struct cli_io *io, const char *path,
		    struct ari_arena *arena, struct ari_error *err)
{
	struct ari_loader plain = {.flags = 0};
	struct ari_edit_file *file;
	struct ari_version *version;
	struct ari_str bytes;
	int result = 0;

	if (ari_edit_file_open(&file, &bytes, path, arena, err))
		return -1;
	ari_edit_file_close(file);
	if (ari_version_read(&version, &plain, ari_str_from(path), bytes, false,
			     err))
		return -1;
	if (version->plan)
		result = ari_edit_lines(io->out, &version->doc, version->plan,
					arena, err);
	else
		put_raw(io->out, bytes);
	ari_version_free(version);
	return result;
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	struct ari_error err = {.code = ARI_OK};
	struct ari_arena arena;
	enum cli_exit status = CLI_CLEAN;

	ari_arena_init(&arena, NULL, 0);
	if (put_file(io, args->operands[0], &arena, &err))
		status = cli_fail(io, &err);
	ari_arena_release(&arena);
	return status;
}

const struct cli_command cli_cmd_diff_driver = {
    .name = "diff-driver",
    .summary = "a plan as one line a field, for git",
    .operands = "FILE",
    .about = "Prints a plan so that `git diff` and `git log -p` compare "
	     "fields, not lines.\n\nFor git:\n  git config "
	     "diff.arising.textconv 'arising diff-driver'\nand in "
	     ".gitattributes:\n  plans/*.yaml diff=arising",
    .most = 1,
    .least = 1,
    .options = options,
    .run = run,
};
