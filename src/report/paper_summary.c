/*
 * What changed since last time, as a paragraph of figures: counted, never
 * claimed.
 */
#include "paper.h"

struct figures {
	size_t actions; /* of all plans in the paper, closed ones too */
	size_t done;
	size_t completed; /* since last time */
	size_t in_time;
	size_t added;
	size_t removed;
	size_t started;
	size_t slipped;
	int64_t slip_days;
	size_t forward;
	size_t overdue;
	size_t newly;
	size_t not_updated;
	size_t no_change;
	size_t recommendations;
	size_t implemented;
	size_t all_done;
};

static void count_movements(struct figures *f,
			    const struct ari_record_change *change)
{
	for (size_t i = 0; i < change->movement_count; i++) {
		const struct ari_movement *m = &change->movements[i];

		f->added += m->kind == ARI_MOVE_ADDED;
		f->removed += m->kind == ARI_MOVE_REMOVED;
		f->started += m->kind == ARI_MOVE_STARTED;
		f->forward += m->kind == ARI_MOVE_BROUGHT_FORWARD;
		if (m->kind == ARI_MOVE_COMPLETED) {
			f->completed++;
			f->in_time += m->has_days && m->days <= 0;
		}
		if (m->kind == ARI_MOVE_SLIPPED) {
			f->slipped++;
			f->slip_days += m->has_days ? m->days : 0;
		}
	}
}

static void count_change(struct figures *f,
			 const struct ari_record_change *change,
			 const struct ari_plan *plan)
{
	const struct ari_record *record =
	    change->new ? change->new : change->old;

	/* What moved to another plan is counted there. */
	if (record->kind != ARI_ACTION || (change->new && record->plan != plan))
		return;
	f->actions += change->new != NULL;
	f->done += change->new && change->new->status == ARI_STATUS_COMPLETED;
	count_movements(f, change);
	for (size_t i = 0; i < change->exception_count; i++) {
		const struct ari_exception *e = &change->exceptions[i];

		f->not_updated += e->kind == ARI_EXCEPT_DUE_NOT_UPDATED;
		f->no_change += e->kind == ARI_EXCEPT_NO_CHANGE;
		f->overdue += e->kind == ARI_EXCEPT_OVERDUE;
		f->newly += e->kind == ARI_EXCEPT_OVERDUE && e->newly;
	}
}

/* Whether a recommendation has live actions and all are completed. */
static bool all_completed(const struct ari_plan_change *plan,
			  struct ari_str ref)
{
	size_t live = 0, done = 0;

	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record *record = plan->records[i].new;

		if (!record || record->kind != ARI_ACTION ||
		    record->status == ARI_STATUS_WITHDRAWN ||
		    record->status == ARI_STATUS_SUPERSEDED)
			continue;
		for (size_t k = 0; k < record->recommendations.count; k++) {
			if (!ari_str_eq(record->recommendations.items[k].text,
					ref))
				continue;
			live++;
			done += record->status == ARI_STATUS_COMPLETED;
			break;
		}
	}
	return live && live == done;
}

static void count_plan(struct figures *f, const struct ari_plan_change *plan)
{
	for (size_t i = 0; i < plan->record_count; i++) {
		const struct ari_record *record = plan->records[i].new;

		count_change(f, &plan->records[i], plan->new);
		if (!record || record->kind != ARI_RECOMMENDATION)
			continue;
		f->recommendations++;
		f->implemented += record->implemented.node != NULL;
		f->all_done += all_completed(plan, record->ref.text);
	}
}

static const char *are(size_t count)
{
	return count == 1 ? "is" : "are";
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* A number in the middle of a sentence: "none" or "3". */
static void put_number(struct ari_report *report, size_t count,
		       const char *after)
{
	if (count)
		ari_report_printf(report, "%zu%s", count, after);
	else
		ari_report_printf(report, "none%s", after);
}

static void say_completed(struct ari_report *report, const struct figures *f)
{
	if (!f->done && !f->completed) {
		ari_report_puts(report, ", none of which is completed. ");
		return;
	}
	ari_report_puts(report, ", of which ");
	put_number(report, f->done, f->done > 1 ? " are" : " is");
	ari_report_puts(report, f->completed ? " completed: "
					     : " completed, none of them ");
	if (f->completed)
		ari_report_printf(report, "%zu ", f->completed);
	ari_report_puts(report, "since last time");
	if (f->completed) {
		ari_report_puts(report, ", ");
		put_number(report, f->in_time, " of them in time");
		ari_report_printf(report, " (%zu%%)",
				  f->in_time * 100 / f->completed);
	}
	ari_report_puts(report, ". ");
}

static void say_progress(struct ari_report *report, const struct figures *f)
{
	ari_report_printf(report, "The plans in this paper hold %zu action%s",
			  f->actions, plural(f->actions));
	say_completed(report, f);
	if (!f->added && !f->started && !f->removed) {
		ari_report_puts(report, "None was added, started or removed. ");
		return;
	}
	if (f->added)
		ari_report_printf(report, "%zu %s added, ", f->added,
				  f->added == 1 ? "was" : "were");
	else
		ari_report_puts(report, "None was added, ");
	put_number(report, f->started, " started and ");
	put_number(report, f->removed, " removed. ");
}

/* "No date", "1 date", "3 dates". */
static void say_count(struct ari_report *report, size_t count, const char *noun)
{
	if (count)
		ari_report_printf(report, "%zu %s%s", count, noun,
				  plural(count));
	else
		ari_report_printf(report, "No %s", noun);
}

static void say_dates(struct ari_report *report, const struct figures *f,
		      bool compared)
{
	say_count(report, f->slipped, "date");
	ari_report_puts(report, " slipped");
	if (f->slipped)
		ari_report_printf(report, ", by %lld day%s in all",
				  (long long)f->slip_days,
				  f->slip_days == 1 ? "" : "s");
	if (f->forward)
		ari_report_printf(report, "; %zu %s brought forward",
				  f->forward, f->forward == 1 ? "was" : "were");
	ari_report_puts(report, ". ");
	say_count(report, f->overdue, "action");
	ari_report_printf(report, " %s overdue",
			  f->overdue ? are(f->overdue) : "is");
	if (f->overdue)
		ari_report_printf(report, ", %zu of them newly", f->newly);
	ari_report_puts(report, ". ");
	say_count(report, f->not_updated, "action");
	ari_report_puts(report, " due in the period went without an update. ");
	if (!compared)
		return;
	if (f->no_change)
		say_count(report, f->no_change, "open action");
	ari_report_puts(report, f->no_change
				    ? " did not change in any way."
				    : "Every open action changed in some way.");
}

/* Both roll-ups: a recommendation is not done because its actions are. */
static void say_recommendations(struct ari_report *report,
				const struct figures *f)
{
	if (!f->recommendations)
		return;
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	ari_report_printf(report, "Of %zu recommendation%s, ",
			  f->recommendations, plural(f->recommendations));
	put_number(report, f->implemented, f->implemented > 1 ? " are" : " is");
	ari_report_puts(report, " recorded as implemented; ");
	if (f->all_done)
		ari_report_printf(report, "all actions of %zu are completed.",
				  f->all_done);
	else
		ari_report_puts(report, "none has all its actions completed.");
	ari_report_close(report);
}

static void say_gone(struct ari_report *report, const struct ari_paper *paper)
{
	for (size_t i = 0; i < paper->gone_count; i++) {
		ari_report_open(report, ARI_REPORT_PARAGRAPH);
		ari_report_badge(report, ARI_TONE_BAD, "Removed");
		ari_report_puts(report, ": the plan ");
		ari_report_text(report, paper->gone[i]->title.text.len
					    ? paper->gone[i]->title.text
					    : paper->gone[i]->id.text);
		ari_report_puts(report, " left the repository with all its "
					"records.");
		ari_report_close(report);
	}
}

void ari_report__paper_summary(struct ari_report *report,
			       const struct ari_paper *paper)
{
	struct figures figures = {0};

	for (size_t i = 0; i < paper->plan_count; i++)
		count_plan(&figures, paper->plans[i].change);
	ari_report_open(report, ARI_REPORT_PARAGRAPH);
	if (!paper->set)
		ari_report_puts(report, "This is the first paper: there is no "
					"closed cycle to compare with. ");
	say_progress(report, &figures);
	say_dates(report, &figures, paper->set != NULL);
	ari_report_close(report);
	say_recommendations(report, &figures);
	say_gone(report, paper);
}
