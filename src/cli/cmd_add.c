/*
 * arising add: one more record in a plan.
 */
#include "commands.h"
#include "writing.h"

static const struct cli_option options[] = {
    {"ref", "REF", NULL, "its ref; a prefix with * takes the next free one",
     false},
    {"after", "REF", NULL, "behind this record; at the end unless said", false},
    {"recommendation", NULL, NULL, "a recommendation, not an action", false},
    {"dry-run", NULL, NULL, "say what would move, and write nothing", false},
    {0},
};

/* F.* is the next free ref that begins with F. */
static int find_ref(struct cli_writing *writing, struct ari_str *out)
{
	struct cli_session *session = &writing->session;
	struct ari_str ref = ari_str_from(cli_get(session->args, "ref"));
	struct ari_str next;

	if (ref.len && ref.ptr[ref.len - 1] == '*') {
		ref.len--;
		return ari_edit_next_ref(out, writing->before->plan, ref,
					 &session->arena, &session->err);
	}
	if (ref.len) {
		*out = ref;
		return 0;
	}
	if (ari_edit_next_ref(&next, writing->before->plan, ARI_STR(""),
			      &session->arena, &session->err))
		return -1;
	return ari_error_set(&session->err, ARI_ERR_USAGE,
			     "say the new record's --ref: --ref %.*s is free, "
			     "and --ref 'F.*' takes the next after the last "
			     "F.",
			     (int)next.len, next.ptr);
}

static enum cli_exit add(struct cli_writing *writing,
			 const struct cli_args *args)
{
	struct cli_session *session = &writing->session;
	struct ari_addition addition = {
	    .kind = cli_has(args, "recommendation") ? ARI_RECOMMENDATION
						    : ARI_ACTION,
	    .after = ari_str_from(cli_get(args, "after"))};
	struct ari_assignment *assignments;
	struct ari_str bytes;

	if (cli_writing_assignments(writing, 1, &assignments,
				    &addition.count) ||
	    cli_writing_hold(writing, ari_str_from(args->operands[0])) ||
	    find_ref(writing, &addition.ref))
		return cli_writing_fail(writing);
	addition.assignments = assignments;
	if (ari_edit_add(&bytes, &writing->before->doc, writing->before->plan,
			 &addition, &session->arena, &session->err))
		return cli_writing_fail(writing);
	return cli_writing_finish(writing, bytes, cli_has(args, "dry-run"));
}

static enum cli_exit run(const struct cli_io *io, const struct cli_args *args)
{
	return cli_writing_run(io, args, add);
}

const struct cli_command cli_cmd_add = {
    .name = "add",
    .summary = "add an action or a recommendation to a plan",
    .operands = "PLAN FIELD=VALUE…",
    .about = "Adds a record to a plan of the worktree. Nothing else in its "
	     "file changes.\nA ref is never given again, even when its record "
	     "has been renumbered.\nValues are written as for `arising set`.",
    .most = ARI_EDIT_ASSIGNMENTS + 1,
    .least = 2,
    .options = options,
    .run = run,
};
