/*
 * How often each kind of movement and exception happened in a plan, and
 * that in words. Used wherever a plan is summed up in a line.
 */
#include "internal.h"

#include <string.h>

void ari_report__tally(struct ari_report__tally *tally,
		       const struct ari_plan_change *plan)
{
	memset(tally, 0, sizeof(*tally));
	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record_change *record = &plan->records[i];

		for (size_t k = 0; k < record->movement_count; k++)
			tally->movements[record->movements[k].kind]++;
		for (size_t k = 0; k < record->exception_count; k++) {
			tally->exceptions[record->exceptions[k].kind]++;
			tally->newly +=
			    record->exceptions[k].kind == ARI_EXCEPT_OVERDUE &&
			    record->exceptions[k].newly;
		}
	}
	for (size_t k = 0; k < plan->movement_count; k++)
		tally->movements[plan->movements[k].kind]++;
}

void ari_report__count(struct ari_report *report, bool *any, size_t count,
		       const char *name)
{
	if (!count)
		return;
	ari_report_printf(report, "%s%zu %s", *any ? ", " : "", count, name);
	*any = true;
}

void ari_report__count_movements(struct ari_report *report, bool *any,
				 const struct ari_report__tally *tally)
{
	for (int kind = ARI_MOVE_ADDED; kind < ARI_MOVE_KINDS; kind++)
		if (kind != ARI_MOVE_EDITORIAL)
			ari_report__count(
			    report, any, tally->movements[kind],
			    ari_movement_name((enum ari_movement_kind)kind));
	ari_report__count(report, any, tally->movements[ARI_MOVE_EDITORIAL],
			  "editorial only");
}
