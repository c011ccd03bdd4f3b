/*
 * Holding a history to its promises: that cycles are whole and signed, that
 * nothing left silently, that every movement has somebody who made it. The
 * tags are judged in audit_tags.c, the movements here.
 */
#include "history/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *code;
	const char *title;
} promises[AUDIT_PROMISES] = {
    [AUDIT_CHAIN] = {"cycles-chained",
		     "Each closed cycle names the one before it"},
    [AUDIT_ANNOTATED] = {"cycles-annotated",
			 "Each cycle is closed by an annotated tag"},
    [AUDIT_SIGNED] = {"cycles-signed", "Each cycle's tag is signed, and the "
				       "signature verifies"},
    [AUDIT_HELD] = {"cycles-in-history",
		    "Each closed cycle is in the history of what came after"},
    [AUDIT_REMOVED] = {"nothing-removed",
		       "No record left without being withdrawn or superseded"},
    [AUDIT_ATTRIBUTED] = {"attributed",
			  "Every movement has an author with name and address"},
    [AUDIT_REASONED] = {"reasoned",
			"What moved against the plan was given a reason"},
    [AUDIT_READABLE] = {"readable", "Every version of every plan can be read"},
};

void ari_audit__note(struct audit *audit, enum audit_promise promise,
		     bool broken, const struct ari_oid *commit, const char *fmt,
		     ...)
{
	struct ari_audit_promise *row = &audit->promises[promise];
	struct ari_audit_note *notes = audit->notes[promise];
	struct ari_audit_note *note;
	va_list args;
	struct ari_buf text;

	if (broken)
		row->verdict = ARI_VERDICT_BROKEN;
	if (row->note_count == ARI_AUDIT_NOTES) {
		row->note_more++;
		return;
	}
	note = &notes[row->note_count];
	*note = (struct ari_audit_note){.broken = broken};
	if (commit)
		note->commit = *commit;
	ari_buf_init(&text, NULL);
	va_start(args, fmt);
	ari_buf_vprintf(&text, fmt, args);
	va_end(args);
	note->text = ari_arena_dup(audit->arena, ari_buf_view(&text));
	audit->failed |= text.failed || !note->text.ptr;
	ari_buf_release(&text);
	row->note_count++;
}

static bool needs_reason(const struct audit *audit,
			 const struct ari_movement *m)
{
	switch (m->kind) {
	case ARI_MOVE_SLIPPED:
		return audit->request->date_reasons;
	case ARI_MOVE_REOPENED:
	case ARI_MOVE_REGRESSED:
		return audit->request->reopen_reasons;
	default:
		return false;
	}
}

static void judge_entry(struct audit *audit,
			const struct ari_ledger_commit *commit,
			const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;
	const struct ari_str plan = entry->plan, ref = m->ref;

	if (entry->what == ARI_LEDGER_UNREADABLE) {
		ari_audit__note(audit, AUDIT_READABLE, true, &commit->id,
				"%.*s could not be read: %.*s",
				(int)entry->path.len, entry->path.ptr,
				(int)entry->message.len, entry->message.ptr);
		return;
	}
	if (entry->what != ARI_LEDGER_MOVEMENT)
		return;
	audit->movements++;
	if (m->kind == ARI_MOVE_REMOVED && !ari_movement_orderly(m))
		ari_audit__note(audit, AUDIT_REMOVED, true, &commit->id,
				"%.*s#%.*s was removed", (int)plan.len,
				plan.ptr, (int)ref.len, ref.ptr);
	if (entry->across)
		ari_audit__note(audit, AUDIT_ATTRIBUTED, true, &commit->id,
				"%.*s#%.*s %s across versions that cannot be "
				"read, so who did it is not certain",
				(int)plan.len, plan.ptr, (int)ref.len,
				ref.len ? ref.ptr : "",
				ari_movement_name(m->kind));
	if (needs_reason(audit, m) && !entry->reason.ptr && !commit->reason.ptr)
		ari_audit__note(audit, AUDIT_REASONED, true, &commit->id,
				"%.*s#%.*s %s without a reason", (int)plan.len,
				plan.ptr, (int)ref.len, ref.len ? ref.ptr : "",
				ari_movement_name(m->kind));
}

static void judge_commit(struct audit *audit,
			 const struct ari_ledger_commit *commit)
{
	const struct ari_person *author = &commit->author;

	audit->commits++;
	if (commit->count &&
	    (!ari_str_trim(author->name).len ||
	     !memchr(author->email.ptr, '@', author->email.len)))
		ari_audit__note(audit, AUDIT_ATTRIBUTED, true, &commit->id,
				"the author is \"%.*s <%.*s>\"",
				(int)author->name.len, author->name.ptr,
				(int)author->email.len, author->email.ptr);
	for (size_t i = 0; i < commit->count; i++)
		judge_entry(audit, commit, &commit->entries[i]);
}

/* A walk that knows what lies before the range; *out NULL: nothing. */
static int open_before(struct ari_walk **out, struct audit *audit)
{
	struct ari_walk_options options = {.first_parent = false};

	*out = NULL;
	if (!audit->request->from)
		return 0;
	options.tip = audit->request->from->commit;
	return ari_walk_new(out, audit->repo, &options, audit->err);
}

static int judge_movements(struct audit *audit)
{
	struct ari_ledger_options options = {
	    .tip = audit->request->to.commit,
	    .reason = audit->request->reason,
	    .aside = true,
	    .all = true,
	};
	const struct ari_ledger_commit *commit;
	struct ari_ledger *ledger = NULL;
	struct ari_walk *before;
	int rc = open_before(&before, audit);

	if (!rc)
		rc = ari_ledger_new(&ledger, audit->repo, &options, audit->err);
	if (!rc)
		rc = 1;
	while (rc > 0) {
		rc = ari_ledger_next(&commit, ledger, audit->err);
		if (rc > 0 && !(before && ari_walk_knows(before, &commit->id)))
			judge_commit(audit, commit);
	}
	ari_ledger_free(ledger);
	ari_walk_free(before);
	return rc;
}

static int begin(struct audit *audit)
{
	audit->promises = ari_arena_zalloc(
	    audit->arena, AUDIT_PROMISES * sizeof(*audit->promises));
	if (!audit->promises)
		return ari_error_memory(audit->err);
	for (int i = 0; i < AUDIT_PROMISES; i++) {
		audit->notes[i] = ari_arena_array(audit->arena, ARI_AUDIT_NOTES,
						  sizeof(*audit->notes[i]));
		if (!audit->notes[i])
			return ari_error_memory(audit->err);
		audit->promises[i] = (struct ari_audit_promise){
		    .code = promises[i].code,
		    .title = promises[i].title,
		    .notes = audit->notes[i],
		};
	}
	if (!audit->request->date_reasons && !audit->request->reopen_reasons)
		audit->promises[AUDIT_REASONED].verdict = ARI_VERDICT_NOT_MADE;
	return 0;
}

int ari_audit_run(struct ari_audit *out, struct ari_repo *repo,
		  const struct ari_audit_request *request,
		  struct ari_arena *arena, struct ari_error *err)
{
	struct audit audit = {
	    .repo = repo, .request = request, .arena = arena, .err = err};

	if (begin(&audit) || ari_audit__tags(&audit) || judge_movements(&audit))
		return -1;
	if (audit.failed)
		return ari_error_memory(err);
	*out = (struct ari_audit){
	    .to = request->to,
	    .promises = audit.promises,
	    .count = AUDIT_PROMISES,
	    .commits = audit.commits,
	    .movements = audit.movements,
	};
	if (request->from)
		out->from = *request->from;
	for (int i = 0; i < AUDIT_PROMISES; i++)
		out->broken |= audit.promises[i].verdict == ARI_VERDICT_BROKEN;
	return 0;
}
