/*
 * The ledger in words: each commit with who and when, then what it moved,
 * as sentences with their reasons.
 */
#include <arising/ledger_views.h>

#include "report/internal.h"

/* Hexadecimal digits of a commit's name that people type. */
#define SHORT_HEX 12
#define SUBJECT_BYTES 300
#define REASON_BYTES 300

static bool is_same_person(const struct ari_person *a,
			   const struct ari_person *b)
{
	return ari_str_eq(a->name, b->name) && ari_str_eq(a->email, b->email);
}

static void put_person(struct ari_report *report,
		       const struct ari_person *person)
{
	ari_report_text(report,
			person->name.len ? person->name : ARI_STR("(no name)"));
	ari_report_puts(report, " <");
	ari_report_text(report, person->email);
	ari_report_puts(report, ">");
}

static void put_head(struct ari_report *report,
		     const struct ari_ledger_commit *commit)
{
	char hex[ARI_OID_HEX + 1];

	ari_report_open_heading(report, 2);
	ari_report__day(report, commit->committer.day);
	ari_report_puts(report, ", ");
	ari_report_text(report, commit->author.name.len ? commit->author.name
							: ARI_STR("(no name)"));
	ari_report_close(report);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_puts(report, "Commit ");
	ari_oid_hex(hex, &commit->id);
	ari_report_inline(
	    report, ARI_REPORT_CODE,
	    ari_arena_dup(report->arena, (struct ari_str){hex, SHORT_HEX}));
	ari_report_puts(report, " by ");
	put_person(report, &commit->author);
	if (!is_same_person(&commit->author, &commit->committer)) {
		ari_report_puts(report, ", committed by ");
		put_person(report, &commit->committer);
	}
	ari_report_puts(report, commit->cycle.ptr ? ", in cycle "
						  : ", in no "
						    "cycle yet");
	if (commit->cycle.ptr)
		ari_report_text(report, commit->cycle);
	ari_report_puts(report, ": ");
	ari_report_text(
	    report, ari_report__brief(report, commit->subject, SUBJECT_BYTES));
	if (commit->reason.ptr) {
		ari_report_puts(report, ". Reason: ");
		ari_report_text(
		    report,
		    ari_report__brief(report, commit->reason, REASON_BYTES));
	}
	ari_report_close(report);
}

static void put_why(struct ari_report *report, const struct ari_register *reg,
		    const struct ari_ledger_entry *entry)
{
	if (entry->reason.ptr) {
		ari_report_puts(report, ". Reason: ");
		ari_report_text(report, ari_report__brief(report, entry->reason,
							  REASON_BYTES));
	}
	if (entry->decision) {
		ari_report_puts(report, ". Decision: ");
		ari_report__value(report, reg, "decision", entry->decision);
	}
}

/* PLAN#REF as one word, or PLAN. */
static void put_name(struct ari_report *report,
		     const struct ari_ledger_entry *entry)
{
	struct ari_str ref = entry->movement.ref;
	char *name = ari_arena_printf(
	    report->arena, "%.*s%s%.*s", (int)entry->plan.len, entry->plan.ptr,
	    ref.ptr ? "#" : "", (int)ref.len, ref.ptr ? ref.ptr : "");

	if (name)
		ari_report_inline(report, ARI_REPORT_STRONG,
				  ari_str_from(name));
	else
		report->failed = true;
}

static void put_entry(struct ari_report *report, const struct ari_register *reg,
		      const struct ari_ledger_entry *entry, bool why)
{
	ari_report_open(report, ARI_REPORT_ITEM);
	if (entry->what == ARI_LEDGER_UNREADABLE) {
		ari_report_badge(report, ARI_TONE_WARN, "Unreadable");
		ari_report_puts(report, ": the file ");
		ari_report_text(report, entry->path);
		ari_report_puts(report, " could not be read at this commit: ");
		ari_report_text(
		    report,
		    ari_report__brief(report, entry->message, REASON_BYTES));
		ari_report_close(report);
		return;
	}
	put_name(report, entry);
	ari_report_puts(report, " ");
	ari_report__movement(report, reg, &entry->movement);
	if (why)
		put_why(report, reg, entry);
	if (entry->across)
		ari_report_puts(report,
				". Across versions that could not be read: "
				"this commit or one before it did it");
	ari_report_close(report);
}

/* A reason is told once, with the first movement of its record. */
static bool is_first(const struct ari_ledger_entry *const *entries, size_t at)
{
	return !at || !ari_str_eq(entries[at]->plan, entries[at - 1]->plan) ||
	       !ari_str_eq(entries[at]->movement.ref,
			   entries[at - 1]->movement.ref);
}

void ari_views_log(struct ari_report *report, const struct ari_register *reg,
		   const struct ari_ledger_commit *commit,
		   const struct ari_ledger_entry *const *entries, size_t count)
{
	put_head(report, commit);
	ari_report_open(report, ARI_REPORT_LIST);
	for (size_t i = 0; i < count && !report->failed; i++)
		put_entry(report, reg, entries[i], is_first(entries, i));
	ari_report_close(report);
}
