/*
 * prepare-commit-msg: a subject to begin with, and what moves in lines that
 * git takes out again. Only where somebody is about to write the message.
 */
#include "file.h"
#include "hook.h"
#include "process.h"

#include <arising/render.h>
#include <string.h>

/* Columns of a subject, by git's custom. */
#define SUBJECT 72
/* Movements that are listed; a tracker taken in at once has hundreds. */
#define LISTED 40
/* Bytes of a value beside its movement: dates and statuses, not prose. */
#define VALUE 24

/* Whether an editor will open on a message nobody has written yet. */
static bool is_wanted(struct hook *hook)
{
	const char *editor = hook->session.io->env("GIT_EDITOR");

	return (hook->count < 2 || !*hook->words[1]) &&
	       !(editor && !strcmp(editor, ":"));
}

/* -- what moves -- */

static const struct ari_movement *first_of(
    const struct ari_record_change *record)
{
	return record->movement_count ? &record->movements[0] : NULL;
}

static struct ari_str id_of(const struct ari_plan_change *change)
{
	return (change->new ? change->new : change->old)->id.text;
}

static size_t count_moved(const struct ari_plan_change *change)
{
	size_t count = change->movement_count != 0;

	for (size_t i = 0; i < change->record_count; i++)
		count += first_of(&change->records[i]) != NULL;
	return count;
}

/* "2.1b completed, 2.3 slipped and 3 more", as long as it fits. */
static void put_records(struct ari_buf *out,
			const struct ari_plan_change *change)
{
	size_t left = count_moved(change) - (change->movement_count != 0);
	const char *comma = "";

	for (size_t i = 0; i < change->record_count && left; i++) {
		const struct ari_movement *move = first_of(&change->records[i]);
		struct ari_str ref = change->records[i].ref;
		const char *name;

		if (!move)
			continue;
		name = ari_movement_name(move->kind);
		if (out->len + ref.len + strlen(name) + 16 > SUBJECT)
			break;
		ari_buf_puts(out, comma);
		ari_render_escape_text(out, ref);
		ari_buf_printf(out, " %s", name);
		comma = ", ";
		left--;
	}
	if (left)
		ari_buf_printf(out, "%s%zu%s", *comma ? " and " : "", left,
			       *comma ? " more" : " records");
}

static void put_subject(struct ari_buf *out, const struct ari_changeset *set)
{
	const struct ari_plan_change *only = NULL;
	size_t plans = 0;

	for (size_t i = 0; i < set->count; i++) {
		if (!count_moved(set->plans[i]))
			continue;
		only = set->plans[i];
		plans++;
	}
	if (plans != 1) {
		ari_buf_printf(out, "Bring %zu plans up to date", plans);
		return;
	}
	ari_render_escape_text(out, id_of(only));
	if (!only->old) {
		ari_buf_puts(out, ": new plan");
		return;
	}
	if (!only->new) {
		ari_buf_puts(out, ": taken out");
		return;
	}
	ari_buf_puts(out, ": ");
	if (count_moved(only) == (only->movement_count != 0))
		ari_buf_puts(out, ari_movement_name(only->movements[0].kind));
	else
		put_records(out, only);
}

static bool is_short(const struct ari_node *node)
{
	struct ari_str text = ari_node_text(node);

	return text.len && text.len <= VALUE &&
	       !memchr(text.ptr, '\n', text.len);
}

static void put_movement(struct ari_buf *out, const char *mark,
			 struct ari_str plan, const struct ari_movement *move)
{
	ari_buf_printf(out, "%s   ", mark);
	ari_render_escape_text(out, plan);
	if (move->ref.len) {
		ari_buf_byte(out, '#');
		ari_render_escape_text(out, move->ref);
	}
	ari_buf_printf(out, " %s", ari_movement_name(move->kind));
	if (is_short(move->before)) {
		ari_buf_puts(out, ", was ");
		ari_render_escape_text(out, ari_node_text(move->before));
	}
	if (is_short(move->after)) {
		ari_buf_puts(out, ", now ");
		ari_render_escape_text(out, ari_node_text(move->after));
	}
	ari_buf_byte(out, '\n');
}

/* Count, and put as long as there is room for more. */
static size_t put_some(struct ari_buf *out, const char *mark,
		       struct ari_str plan, const struct ari_movement *moves,
		       size_t count, size_t before)
{
	for (size_t i = 0; i < count; i++)
		if (before + i < LISTED)
			put_movement(out, mark, plan, &moves[i]);
	return before + count;
}

static void put_list(struct ari_buf *out, const char *mark,
		     const struct ari_changeset *set)
{
	size_t count = 0;

	ari_buf_printf(out, "%s\n%s What moves in the plans:\n", mark, mark);
	for (size_t i = 0; i < set->count; i++) {
		const struct ari_plan_change *change = set->plans[i];

		count = put_some(out, mark, id_of(change), change->movements,
				 change->movement_count, count);
		for (size_t k = 0; k < change->record_count; k++)
			count =
			    put_some(out, mark, id_of(change),
				     change->records[k].movements,
				     change->records[k].movement_count, count);
	}
	if (count > LISTED)
		ari_buf_printf(out, "%s   and %zu more\n", mark,
			       count - LISTED);
	ari_buf_printf(out,
		       "%s What moves a date, takes an action up again or "
		       "lays it aside needs its\n%s reason: in the record, or "
		       "here as a last line, Reason: and why.\n%s\n",
		       mark, mark, mark);
}

/* -- the message -- */

/* Whether the lines with a mark will be taken out again: 1 or 0; -1. */
static int is_cleaned(struct hook *hook)
{
	struct ari_buf mode;
	struct ari_str text;
	int rc, result;

	ari_buf_init(&mode, NULL);
	rc = cli_git(&mode, hook->session.args->dir,
		     CLI_WORDS("config", "--get", "commit.cleanup"),
		     &hook->session.err);
	text = ari_buf_view(&mode);
	result = rc < 0 ? -1
			: rc > 0 || ari_str_is(text, "default") ||
			      ari_str_is(text, "strip");
	ari_buf_release(&mode);
	return result;
}

/* Whether somebody, or another hook, has begun the message. */
static bool is_begun(struct ari_str text, const char *mark)
{
	struct ari_str line;

	while (hook_line(&line, &text)) {
		if (ari_str_starts(line, mark))
			return false;
		if (ari_str_trim(line).len)
			return true;
	}
	return false;
}

/*
 * Where the list goes: above the line under which git shows a diff, where
 * somebody sees it. But where that line is the first with a mark, those
 * above it stay in the message, and below it nothing does.
 */
static size_t find_place(struct ari_str text, const char *mark)
{
	struct ari_str rest = text, line;
	bool marked = false;

	while (hook_line(&line, &rest)) {
		if (!ari_str_starts(line, mark))
			continue;
		if (hook_is_cut(line, mark))
			return marked ? (size_t)(line.ptr - text.ptr)
				      : text.len;
		marked = true;
	}
	return text.len;
}

static int compose(struct ari_buf *out, struct ari_str text, struct hook *hook,
		   const struct ari_changeset *set)
{
	struct hook_comments comments;
	int cleaned = is_cleaned(hook);
	size_t place;

	if (cleaned < 0 || hook_comments_of(&comments, hook, text))
		return -1;
	if (!is_begun(text, comments.mark))
		put_subject(out, set);
	place = find_place(text, comments.mark);
	ari_buf_add(out, text.ptr, place);
	if (cleaned)
		put_list(out, comments.mark, set);
	ari_buf_add(out, text.ptr + place, text.len - place);
	return out->failed ? ari_error_memory(&hook->session.err) : 0;
}

static int rewrite(struct hook *hook, const struct ari_changeset *set)
{
	const char *path = hook->words[0];
	struct ari_buf bytes, message;
	int rc;

	ari_buf_init(&bytes, NULL);
	ari_buf_init(&message, NULL);
	rc = cli_file_read(&bytes, path, &hook->session.err);
	if (!rc)
		rc = compose(&message, ari_buf_view(&bytes), hook, set);
	if (!rc)
		rc = cli_file_write(path, ari_buf_view(&message), 0644, false,
				    &hook->session.err);
	ari_buf_release(&message);
	ari_buf_release(&bytes);
	return rc < 0 ? -1 : 0;
}

static bool has_moved(const struct ari_changeset *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (count_moved(set->plans[i]))
			return true;
	return false;
}

/* An offer: when it cannot be made, the commit goes on without it. */
enum cli_exit hook_prepare_commit_msg(struct hook *hook)
{
	struct hook_moves moves;
	int rc;

	if (!is_wanted(hook))
		return CLI_CLEAN;
	rc = hook_moves_read(&moves, hook);
	if (!rc && has_moved(moves.changes))
		rc = rewrite(hook, moves.changes);
	hook_moves_release(&moves);
	if (rc < 0)
		hook_say(hook, "%s", hook->session.err.message);
	return CLI_CLEAN;
}
