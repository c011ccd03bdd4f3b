/*
 * arising set: fields of one record, changed in its file.
 */
#include "commands.h"
#include "writing.h"

#include <string.h>

static const struct cli_option options[] = {
    {"dry-run", NULL, NULL, "say what would move, and write nothing", false},
    {0},
};

static enum cli_exit set(struct cli_writing *writing,
			 const struct cli_args *args)
{
	struct cli_session *session = &writing->session;
	const char *name = args->operands[0], *hash = strchr(name, '#');
	struct ari_assignment *assignments;
	struct ari_str bytes;
	size_t count;

	if (!hash)
		return cli_misuse(
		    session->io, args,
		    "\"%s\" names no record: write PLAN#REF, such "
		    "as joint-agreement#F.4",
		    name);
	if (cli_writing_assignments(writing, 1, &assignments, &count) ||
	    cli_writing_hold(writing,
			     (struct ari_str){name, (size_t)(hash - name)}) ||
	    ari_edit_set(&bytes, &writing->before->doc, writing->before->plan,
			 ari_str_from(hash + 1), assignments, count,
			 &session->arena, &session->err))
		return cli_writing_fail(writing);
	return cli_writing_finish(writing, bytes, cli_has(args, "dry-run"));
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	return cli_writing_run(io, args, set);
}

const struct cli_command cli_cmd_set = {
    .name = "set",
    .summary = "change fields of one record, and nothing else in its file",
    .operands = "PLAN#REF FIELD=VALUE…",
    .about =
	"Changes fields of one record in the worktree. Comments, order, "
	"quotes and line\nends stay as they are; what would break the schema "
	"is not written.\n\n  status=completed       a field\n  due=          "
	"         take the field out\n  leads+=chief           one more in a "
	"list; -= one less\n  decision.on=2021-12-17 a part of a field\n  "
	"milestones.Draft.done=2021-11   of the milestone Draft\n  "
	"update=@FILE           the text of a file; @- is standard input",
    .most = ARI_EDIT_ASSIGNMENTS + 1,
    .least = 2,
    .options = options,
    .run = run,
};
