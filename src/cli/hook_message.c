/*
 * commit-msg: a date that moves, an action that is taken up again or laid
 * aside has its reason, in the record or in the message.
 */
#include "file.h"
#include "hook.h"
#include "process.h"

#include <stdlib.h>
#include <string.h>

/* Where git cuts a message that shows the diff below it. */
#define SCISSORS "------------------------ >8 ------------------------"

/* -- comments -- */

static int read_mark(struct hook_comments *out, struct hook *hook)
{
	static const char *const keys[] = {"core.commentString",
					   "core.commentChar"};
	const char *dir = hook->session.args->dir;
	struct ari_buf answer;
	int rc = 0;

	*out = (struct hook_comments){.mark = "#", .automatic = false};
	ari_buf_init(&answer, NULL);
	for (size_t i = 0; i < 2 && rc >= 0; i++) {
		struct ari_str text;

		ari_buf_clear(&answer);
		rc =
		    cli_git(&answer, dir, CLI_WORDS("config", "--get", keys[i]),
			    &hook->session.err);
		text = ari_buf_view(&answer);
		if (rc || !text.len || text.len >= sizeof(out->mark))
			continue;
		out->automatic = ari_str_is(text, "auto");
		if (!out->automatic)
			snprintf(out->mark, sizeof(out->mark), "%.*s",
				 (int)text.len, text.ptr);
		break;
	}
	ari_buf_release(&answer);
	return rc < 0 ? -1 : 0;
}

/* With `auto` git chose a mark for its own lines: that of the last one. */
static void settle_mark(struct hook_comments *comments, struct ari_str text)
{
	static const char candidates[] = "#;@!$%^&|:";
	struct ari_str line;

	while (hook_line(&line, &text))
		if (line.len &&
		    memchr(candidates, line.ptr[0], sizeof(candidates) - 1)) {
			comments->mark[0] = line.ptr[0];
			comments->mark[1] = '\0';
		}
}

int hook_comments_of(struct hook_comments *out, struct hook *hook,
		     struct ari_str text)
{
	if (read_mark(out, hook))
		return -1;
	if (out->automatic)
		settle_mark(out, text);
	return 0;
}

bool hook_is_cut(struct ari_str line, const char *mark)
{
	size_t len = strlen(mark);

	return line.len > len && ari_str_starts(line, mark) &&
	       ari_str_starts(
		   (struct ari_str){line.ptr + len + 1, line.len - len - 1},
		   SCISSORS);
}

/* The message without what git will take out of it. */
static int strip(struct ari_buf *out, struct ari_str text, struct hook *hook)
{
	struct hook_comments comments;
	struct ari_str line;

	if (hook_comments_of(&comments, hook, text))
		return -1;
	while (hook_line(&line, &text)) {
		if (hook_is_cut(line, comments.mark))
			break;
		if (ari_str_starts(line, comments.mark))
			continue;
		ari_buf_str(out, line);
		ari_buf_byte(out, '\n');
	}
	return out->failed ? ari_error_memory(&hook->session.err) : 0;
}

/* Whether the message itself gives a reason: 1 or 0; -1. */
static int has_reason(struct hook *hook)
{
	struct ari_buf bytes, message;
	int rc;

	ari_buf_init(&bytes, NULL);
	ari_buf_init(&message, NULL);
	rc = cli_file_read(&bytes, hook->words[0], &hook->session.err);
	if (rc > 0)
		rc = ari_error_set(&hook->session.err, ARI_ERR_NOT_FOUND,
				   "there is no message %s", hook->words[0]);
	if (!rc)
		rc = strip(&message, ari_buf_view(&bytes), hook);
	if (!rc)
		rc = ari_check_reason(ari_buf_view(&message)).ptr != NULL;
	ari_buf_release(&message);
	ari_buf_release(&bytes);
	return rc;
}

/* -- what needs a reason -- */

/* These need a reason unless the register says otherwise. */
static bool is_asked(const char *code)
{
	return !strcmp(code, "date-unexplained") ||
	       !strcmp(code, "reopened-unexplained") ||
	       !strcmp(code, "reason-repeated");
}

/* Keep what a reason settles and what a council must not pass over. */
static void keep_asked(struct ari_diags *diags)
{
	size_t kept = 0;

	for (size_t i = 0; i < diags->count; i++) {
		const struct ari_diag *diag = &diags->items[i];

		if (ari_check_explainable(ari_str_from(diag->rule->code)) &&
		    (is_asked(diag->rule->code) ||
		     diag->level == ARI_LEVEL_ERROR))
			diags->items[kept++] = *diag;
	}
	diags->count = kept;
}

/* Put into each later version what of its plan is not explained. */
static int find_unexplained(struct ari_changeset *set, struct hook *hook)
{
	struct ari_rules_dates dates = {
	    ARI_DAY_MIN, ARI_DAY_MIN, {ARI_DAY_MIN, ARI_DAY_MIN}};
	struct ari_view *view = set->after;
	struct ari_rules *rules;
	int failed =
	    ari_rules_new(&rules, view->reg, &dates, &hook->session.err);

	if (failed)
		return -1;
	for (size_t i = 0; i < set->count && !failed; i++) {
		struct ari_version *home = view->register_file;

		for (size_t k = 0; set->plans[i]->new &&k < view->count; k++)
			if (view->versions[k]->plan == set->plans[i]->new)
				home = view->versions[k];
		failed = ari_rules_check_change(rules, set->plans[i], home,
						&hook->session.err);
	}
	for (size_t k = 0; k < view->count; k++)
		keep_asked(&view->versions[k]->diags);
	view->register_file->diags.count = 0;
	ari_rules_free(rules);
	return failed;
}

static bool has_same(const struct ari_view *view, struct ari_str path,
		     const struct ari_diag *diag)
{
	for (size_t i = 0; i < view->count; i++) {
		const struct ari_diags *diags = &view->versions[i]->diags;

		if (!ari_str_eq(view->versions[i]->path, path))
			continue;
		for (size_t k = 0; k < diags->count; k++)
			if (diags->items[k].rule == diag->rule &&
			    ari_str_eq(diags->items[k].ref, diag->ref))
				return true;
	}
	return false;
}

/* Keep what other finds, too: a merge moves what it has from no parent. */
static void keep_common(struct ari_view *view, const struct ari_view *other)
{
	for (size_t i = 0; i < view->count; i++) {
		struct ari_diags *diags = &view->versions[i]->diags;
		size_t kept = 0;

		for (size_t k = 0; k < diags->count; k++)
			if (has_same(other, view->versions[i]->path,
				     &diags->items[k]))
				diags->items[kept++] = diags->items[k];
		diags->count = kept;
	}
}

static int compare_parent(struct hook_moves *moves, struct hook *hook,
			  const struct ari_oid *parent)
{
	struct cli_session *session = &hook->session;
	struct ari_changes_request request = {.to = moves->staged,
					      .as_of = ARI_DAY_MIN};
	struct ari_changeset *set;

	/* A parent may be later than HEAD: what is asked is about files. */
	request.to.commit = (struct ari_oid){{0}};
	if (ari_snapshot_of_commit(&request.from, session->repo, parent,
				   &session->arena, &session->err))
		return -1;
	/* The other side may be where plans cannot be relied on. */
	if (ari_history_changes(&set, &session->loader, session->repo, &request,
				&session->err))
		return session->err.code == ARI_ERR_INVALID ||
			       session->err.code == ARI_ERR_NOT_FOUND
			   ? 0
			   : -1;
	if (find_unexplained(set, hook)) {
		ari_changeset_free(set);
		return -1;
	}
	keep_common(moves->changes->after, set->after);
	ari_changeset_free(set);
	return 0;
}

/* A council that says `warning` of a rule wants to be told, not stopped. */
static bool is_lowered(const struct ari_register *reg, const char *code)
{
	for (size_t i = 0; i < reg->assurance_count; i++)
		if (ari_str_is(reg->assurance[i].rule, code) &&
		    reg->assurance[i].level_set)
			return reg->assurance[i].level == ARI_LEVEL_WARNING;
	return false;
}

static size_t count_asked(struct ari_view *view)
{
	size_t count = 0;

	for (size_t i = 0; i < view->count; i++) {
		struct ari_diags *diags = &view->versions[i]->diags;

		for (size_t k = 0; k < diags->count; k++) {
			bool low =
			    is_lowered(view->reg, diags->items[k].rule->code);

			diags->items[k].level =
			    low ? ARI_LEVEL_WARNING : ARI_LEVEL_ERROR;
			count += !low;
		}
	}
	return count;
}

static enum cli_exit ask(struct hook *hook, struct hook_moves *moves)
{
	struct ari_view *view = moves->changes->after;
	struct ari_oid *heads;
	size_t count, asked;

	if (find_unexplained(moves->changes, hook) ||
	    hook_merge_heads(&heads, &count, hook))
		return hook_fail(hook);
	for (size_t i = 0; i < count; i++)
		if (compare_parent(moves, hook, &heads[i]))
			return hook_fail(hook);
	asked = count_asked(view);
	if (hook_put_findings(hook, view->versions, view->count))
		return hook_fail(hook);
	if (!asked)
		return CLI_CLEAN;
	hook_say(hook,
		 "nothing is committed; say why under reason: in the record, "
		 "or in the last paragraph of the message on a line that "
		 "begins with Reason:");
	return CLI_FINDINGS;
}

enum cli_exit hook_commit_msg(struct hook *hook)
{
	struct hook_moves moves;
	enum cli_exit status = CLI_CLEAN;
	int rc = has_reason(hook);

	if (rc)
		return rc < 0 ? hook_fail(hook) : CLI_CLEAN;
	rc = hook_moves_read(&moves, hook);
	if (rc < 0)
		status = hook_fail(hook);
	else if (!rc)
		status = ask(hook, &moves);
	hook_moves_release(&moves);
	return status;
}
