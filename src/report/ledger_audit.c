/*
 * The audit for people: each promise with its verdict, then what broke it
 * and what it rests on.
 */
#include <arising/ledger_views.h>

#include "report/internal.h"

#define SHORT_HEX 12

const char *ari_verdict_name(enum ari_verdict verdict)
{
	static const char *const names[] = {
	    [ARI_VERDICT_HELD] = "held",
	    [ARI_VERDICT_BROKEN] = "broken",
	    [ARI_VERDICT_NOT_MADE] = "not made",
	};

	return names[verdict];
}

static enum ari_tone tone_of(enum ari_verdict verdict)
{
	if (verdict == ARI_VERDICT_HELD)
		return ARI_TONE_GOOD;
	return verdict == ARI_VERDICT_BROKEN ? ARI_TONE_BAD : ARI_TONE_MUTED;
}

static void put_note(struct ari_report *report,
		     const struct ari_audit_note *note)
{
	char hex[ARI_OID_HEX + 1];

	ari_report_open(report, ARI_REPORT_ITEM);
	ari_report_text(report, note->text);
	if (!ari_oid_none(&note->commit)) {
		ari_oid_hex(hex, &note->commit);
		ari_report_puts(report, ": ");
		ari_report_inline(
		    report, ARI_REPORT_CODE,
		    ari_arena_dup(report->arena,
				  (struct ari_str){hex, SHORT_HEX}));
	}
	ari_report_close(report);
}

static void put_promise(struct ari_report *report,
			const struct ari_audit_promise *promise)
{
	ari_report_open_heading(report, 2);
	ari_report_puts(report, promise->title);
	ari_report_puts(report, ": ");
	ari_report_badge(report, tone_of(promise->verdict),
			 ari_verdict_name(promise->verdict));
	ari_report_close(report);
	if (!promise->note_count)
		return;
	ari_report_open(report, ARI_REPORT_LIST);
	for (int broken = 1; broken >= 0; broken--)
		for (size_t i = 0; i < promise->note_count; i++)
			if (promise->notes[i].broken == broken)
				put_note(report, &promise->notes[i]);
	if (promise->note_more) {
		ari_report_open(report, ARI_REPORT_ITEM);
		ari_report_printf(report, "and %zu more", promise->note_more);
		ari_report_close(report);
	}
	ari_report_close(report);
}

static void put_commit(struct ari_report *report, const char *word,
		       const struct ari_snapshot *at)
{
	char hex[ARI_OID_HEX + 1];

	ari_report_puts(report, word);
	ari_oid_hex(hex, &at->commit);
	ari_report_inline(report, ARI_REPORT_CODE,
			  ari_arena_dup(report->arena, ari_str_from(hex)));
}

void ari_views_audit(struct ari_report *report, const struct ari_audit *audit)
{
	ari_report_heading(report, 1, ARI_STR("Audit of the history"));
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	if (ari_oid_none(&audit->from.commit))
		ari_report_puts(report, "From the beginning");
	else
		put_commit(report, "From ", &audit->from);
	put_commit(report, " to ", &audit->to);
	ari_report_printf(report, ": %zu commit%s, %zu movement%s. ",
			  audit->commits, audit->commits == 1 ? "" : "s",
			  audit->movements, audit->movements == 1 ? "" : "s");
	ari_report_puts(report, audit->broken ? "Not every promise was held."
					      : "Every promise that was made "
						"was held.");
	ari_report_close(report);
	for (size_t i = 0; i < audit->count && !report->failed; i++)
		put_promise(report, &audit->promises[i]);
}
