/*
 * arising cycle close: check the plans of HEAD, then freeze them under the
 * tag cycle/ID, whose message says what moved and which cycle came before.
 */
#include "cycle.h"
#include "ledger.h"
#include "process.h"

#include <arising/check.h>
#include <arising/findings.h>

#include <string.h>

struct closing {
	struct cli_session *session;
	struct ari_snapshot head;
	struct ari_view *view;
	struct ari_meetings meetings;
	const struct ari_meeting *meeting;
	const struct ari_meeting *before; /* NULL: this is the first */
	struct ari_snapshot from;
	struct ari_changeset *set; /* NULL with before */
	struct ari_buf message;
};

static int fail_unknown(struct closing *closing, struct ari_str id)
{
	struct ari_error *err = &closing->session->err;
	struct ari_str near = {NULL, 0};
	unsigned best = 4;

	for (size_t i = 0; i < closing->meetings.count; i++) {
		struct ari_str name = closing->meetings.items[i].id;
		unsigned d = ari_str_distance(id, name, best);

		if (d < best) {
			best = d;
			near = name;
		}
	}
	if (near.ptr)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "the register at HEAD has no cycle %.*s: "
				     "did you mean %.*s?",
				     (int)id.len, id.ptr, (int)near.len,
				     near.ptr);
	return ari_error_set(err, ARI_ERR_USAGE,
			     "the register at HEAD has no cycle %.*s: add it "
			     "under `cycles:` in " ARI_REGISTER_PATH
			     ", commit it, and close it then",
			     (int)id.len, id.ptr);
}

/* The cycle to close, and the last one that was. */
static int find_cycles(struct closing *closing, struct ari_str id)
{
	struct cli_session *session = closing->session;
	struct ari_str any = {NULL, 0};

	if (cli_session_snapshot(session, &closing->head, "HEAD") ||
	    cli_ledger_view(session, &closing->view, &closing->head) ||
	    ari_history_meetings(&closing->meetings, session->repo,
				 closing->view->reg, &session->arena,
				 &session->err))
		return -1;
	closing->meeting = ari_meetings_find(&closing->meetings, id);
	if (!closing->meeting || !closing->meeting->cycle)
		return fail_unknown(closing, id);
	if (closing->meeting->tag)
		return ari_error_set(&session->err, ARI_ERR_USAGE,
				     "the cycle %.*s is closed already; a "
				     "closed cycle is never moved",
				     (int)id.len, id.ptr);
	if (ari_history_last_cycle(&closing->from, session->repo,
				   &closing->meetings, &closing->head, any,
				   &session->arena, &session->err))
		return session->err.code == ARI_ERR_NOT_FOUND ? 0 : -1;
	closing->before =
	    ari_meetings_find(&closing->meetings, closing->from.cycle);
	return 0;
}

/* 0: no error; 1: errors, and they were said. */
static int check(struct closing *closing)
{
	struct cli_session *session = closing->session;
	struct ari_check_request request = {.at = closing->head,
					    .as_of = ARI_DAY_MIN};
	struct ari_findings findings;
	struct ari_check_result *result;
	size_t errors;
	int rc = 0;

	/* As of its meeting: the paper is judged on that day. */
	request.at.cycle = closing->meeting->id;
	if (ari_check_run(&result, session->repo, &request, &session->err))
		return -1;
	errors = result->errors;
	if (errors) {
		ari_check_only_errors(result);
		ari_findings_begin(
		    &findings, ari_findings_format("text"), session->io->err,
		    session->io->err_terminal && session->args->colour);
		for (size_t i = 0; i < result->count && !rc; i++)
			rc = ari_findings_file(&findings, result->files[i],
					       &session->err);
		cli_complain(session->io,
			     "mend what is said above, commit "
			     "it, and close the cycle then",
			     "%zu error%s at HEAD: the cycle is not closed",
			     errors, errors == 1 ? "" : "s");
	}
	ari_check_free(result);
	return rc ? -1 : errors > 0;
}

/* -- the message -- */

struct tally {
	size_t kinds[ARI_MOVE_KINDS];
};

static void count_plan(struct tally *tally, const struct ari_plan_change *plan)
{
	for (size_t i = 0; i < plan->movement_count; i++)
		tally->kinds[plan->movements[i].kind]++;
	for (size_t r = 0; r < plan->record_count; r++)
		for (size_t i = 0; i < plan->records[r].movement_count; i++)
			tally->kinds[plan->records[r].movements[i].kind]++;
}

static void put_tally(struct ari_buf *out, struct ari_str plan,
		      const struct tally *tally)
{
	const char *comma = "";

	ari_render_escape_text(out, plan);
	ari_buf_puts(out, ": ");
	for (int k = 0; k < ARI_MOVE_KINDS; k++) {
		if (!tally->kinds[k])
			continue;
		ari_buf_printf(out, "%s%zu %s", comma, tally->kinds[k],
			       ari_movement_name((enum ari_movement_kind)k));
		comma = ", ";
	}
	ari_buf_puts(out, *comma ? "\n" : "no movement\n");
}

static void put_subject(struct closing *closing)
{
	const struct ari_cycle *cycle = closing->meeting->cycle;
	const struct ari_body *body =
	    ari_register_body(closing->view->reg, cycle->body.text, false);
	struct ari_buf *out = &closing->message;

	ari_buf_puts(out, "Cycle ");
	ari_buf_str(out, closing->meeting->id);
	if (cycle->body.text.len) {
		ari_buf_puts(out, ": ");
		ari_render_escape_text(out, body && body->name.text.len
						? body->name.text
						: cycle->body.text);
	}
	if (cycle->meeting.date.kind) {
		ari_buf_puts(out, ", ");
		ari_date_print_long(out, &cycle->meeting.date);
	}
	ari_buf_puts(out, "\n\n");
}

static void put_previous(struct closing *closing)
{
	const struct ari_tag *tag =
	    closing->before ? closing->before->tag : NULL;
	struct ari_buf *out = &closing->message;
	char hex[ARI_OID_HEX + 1];

	if (!tag) {
		ari_buf_puts(out, "\nPrevious: none\n");
		return;
	}
	ari_oid_hex(hex, tag->annotated ? &tag->tag : &tag->commit);
	ari_buf_puts(out, "\nPrevious: cycle/");
	ari_buf_str(out, closing->before->id);
	ari_buf_printf(out, " %s\n", hex);
}

static int compare(struct closing *closing)
{
	struct cli_session *session = closing->session;
	struct ari_changes_request request = {
	    .from = closing->from, .to = closing->head, .as_of = ARI_DAY_MIN};

	if (!closing->before)
		return 0;
	return ari_history_changes(&closing->set, &session->loader,
				   session->repo, &request, &session->err);
}

static int write_message(struct closing *closing)
{
	struct ari_buf *out = &closing->message;

	if (compare(closing))
		return -1;
	put_subject(closing);
	if (!closing->set)
		ari_buf_puts(out, "The first cycle that is closed.\n");
	for (size_t i = 0; closing->set && i < closing->set->count; i++) {
		const struct ari_plan_change *change = closing->set->plans[i];
		struct tally tally = {{0}};

		count_plan(&tally, change);
		put_tally(out,
			  (change->new ? change->new : change->old)->id.text,
			  &tally);
	}
	if (closing->set && !closing->set->count)
		ari_buf_puts(out, "No plan was changed.\n");
	put_previous(closing);
	return out->failed ? ari_error_memory(&closing->session->err) : 0;
}

/* -- the tag -- */

/* What is not committed is not part of the cycle, and that is said. */
static int say_dirty(struct closing *closing)
{
	static const char *const names[] = {"--staged", "--worktree"};
	struct cli_session *session = closing->session;
	struct ari_changes changes;
	struct ari_snapshot at;
	size_t count = 0;

	if (!ari_repo_worktree(session->repo))
		return 0;
	for (size_t i = 0; i < 2; i++) {
		if (cli_session_snapshot(session, &at, names[i]) ||
		    ari_source_compare(&changes, session->repo, &closing->head,
				       &at, &closing->view->glob,
				       &session->arena, &session->err))
			return -1;
		count += changes.count;
	}
	if (count)
		cli_complain(session->io, NULL,
			     "plans differ from HEAD in the index or on disk; "
			     "HEAD is what the cycle freezes");
	return 0;
}

static int tagger(struct closing *closing, struct ari_buf *out)
{
	struct cli_session *session = closing->session;
	const char *dir = session->args->dir;
	int rc = cli_git(out, dir, CLI_WORDS("var", "GIT_COMMITTER_IDENT"),
			 &session->err);

	if (rc < 0)
		return -1;
	if (!rc && out->len)
		return 0;
	return ari_error_set(&session->err, ARI_ERR_GIT,
			     "git does not know who you are: run `git config "
			     "user.name` and `git config user.email` with "
			     "your name and address");
}

static int make_tag(struct closing *closing)
{
	struct cli_session *session = closing->session;
	struct ari_tag_request request = {
	    .id = closing->meeting->id,
	    .commit = closing->head.commit,
	    .message = ari_buf_view(&closing->message),
	};
	char hex[ARI_OID_HEX + 1], tag_hex[ARI_OID_HEX + 1];
	struct ari_oid tag;
	struct ari_buf who;
	int result = -1;

	ari_buf_init(&who, NULL);
	if (!tagger(closing, &who)) {
		request.tagger = ari_str_trim(ari_buf_view(&who));
		result = ari_source_tag_create(&tag, session->repo, &request,
					       &session->err);
	}
	ari_buf_release(&who);
	if (result)
		return -1;
	ari_buf_printf(session->io->out,
		       "closed %.*s: tag cycle/%.*s %s of commit %s, %s\n",
		       (int)request.id.len, request.id.ptr, (int)request.id.len,
		       request.id.ptr, ari_oid_hex(tag_hex, &tag),
		       ari_oid_hex(hex, &request.commit),
		       ari_source_tag_signs(session->repo)
			   ? "signed"
			   : "not signed (git config tag.gpgSign)");
	return 0;
}

enum cli_exit cli_cycle_close(struct cli_session *session, struct ari_str id)
{
	struct closing closing = {.session = session};
	enum cli_exit status = CLI_CLEAN;
	int rc;

	ari_buf_init(&closing.message, NULL);
	rc = find_cycles(&closing, id);
	if (!rc)
		rc = check(&closing);
	if (!rc && (write_message(&closing) || say_dirty(&closing) ||
		    make_tag(&closing)))
		rc = -1;
	if (rc)
		status = rc > 0 ? CLI_FINDINGS : cli_session_fail(session);
	ari_changeset_free(closing.set);
	ari_view_free(closing.view);
	ari_buf_release(&closing.message);
	return status;
}
