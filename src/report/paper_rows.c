/*
 * Which actions stand in a paper, why, and in which order; and what falls
 * due in the period after it.
 */
#include "paper.h"

#include <stdlib.h>

static const struct {
	const char *name;
	const char *title;
} whys[ARI_PAPER_WHYS] = {
    {"carried-over", "Carried over"},
    {"due", "Due"},
    {"active", "Under way"},
    {"changed", "Changed"},
};

const char *ari_paper_why_name(unsigned bit)
{
	return whys[bit].name;
}

const char *ari_paper_why_title(unsigned bit)
{
	return whys[bit].title;
}

/* The milestones of a record, or the one that its due is. */
static size_t see_milestones(const struct ari_milestone **out,
			     struct ari_milestone *only,
			     const struct ari_record *record)
{
	*out = record->milestones.items;
	if (record->milestones.count)
		return record->milestones.count;
	*out = only;
	return ari_record_milestones(only, 1, record);
}

static bool is_active(const struct ari_record *record,
		      const struct ari_milestone *milestone,
		      struct ari_days period)
{
	struct ari_days days = milestone->due.date.days;

	return milestone->due.date.kind &&
	       !ari_milestone_closed(record, milestone) &&
	       days.lo <= period.hi && days.hi > period.hi;
}

static unsigned why_of(const struct ari_paper_row *row,
		       const struct ari_milestone *milestones, size_t count,
		       struct ari_days period)
{
	const struct ari_record *record = row->record;
	struct ari_days overdue;
	unsigned why = 0;

	if (ari_record_due_in(record, period))
		why |= ARI_PAPER_WHY_DUE;
	for (size_t i = 0; i < count; i++) {
		if (period.lo != ARI_DAY_MIN &&
		    ari_milestone_overdue(&overdue, record, &milestones[i],
					  period.lo))
			why |= ARI_PAPER_WHY_CARRIED;
		if (!(why & ARI_PAPER_WHY_DUE) &&
		    is_active(record, &milestones[i], period))
			why |= ARI_PAPER_WHY_ACTIVE;
	}
	for (size_t i = 0; i < row->change->movement_count; i++)
		if (row->change->movements[i].kind != ARI_MOVE_EDITORIAL)
			why |= ARI_PAPER_WHY_CHANGED;
	return row->opened ? why | ARI_PAPER_WHY_CHANGED : why;
}

static void fill_row(struct ari_paper_row *row, const struct ari_paper *paper,
		     const struct ari_record_change *change)
{
	const struct ari_milestone *milestones;
	struct ari_milestone only;
	size_t count = see_milestones(&milestones, &only, change->new);

	*row = (struct ari_paper_row){.record = change->new, .change = change};
	row->opened = ari_report__opened(paper, change);
	for (size_t i = 0; i < change->exception_count; i++) {
		const struct ari_exception *e = &change->exceptions[i];

		if (e->kind == ARI_EXCEPT_OVERDUE && !row->overdue)
			row->overdue = e;
		row->not_updated |= e->kind == ARI_EXCEPT_DUE_NOT_UPDATED;
	}
	row->why = why_of(row, milestones, count, paper->dates.period);
	if (row->overdue && !(row->why & ARI_PAPER_WHY_DUE))
		row->why |= ARI_PAPER_WHY_CARRIED;
}

/* Known sections in the plan's order, then unknown ones, then none. */
static size_t section_rank(const struct ari_record *record)
{
	const struct ari_plan *plan = record->plan;
	const struct ari_index_entry *entry;

	if (!record->section.text.len)
		return plan->section_count + 1;
	entry = ari_index_find(&plan->by_section, record->section.text);
	return entry ? entry->value : plan->section_count;
}

static int compare_rows(const void *a, const void *b)
{
	const struct ari_record *x = ((const struct ari_paper_row *)a)->record;
	const struct ari_record *y = ((const struct ari_paper_row *)b)->record;
	size_t p = section_rank(x), q = section_rank(y);
	int order;

	if (p != q)
		return p < q ? -1 : 1;
	order = ari_str_cmp(x->section.text, y->section.text);
	if (order)
		return order;
	order = ari_str_natural_cmp(x->ref.text, y->ref.text);
	if (order)
		return order;
	return (x->position > y->position) - (x->position < y->position);
}

/* Most plans are written in the order in which they are read. */
static bool is_sorted(const struct ari_paper_row *rows, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (compare_rows(&rows[i - 1], &rows[i]) > 0)
			return false;
	return true;
}

/* An action that is in this plan now. */
static bool is_here(const struct ari_record_change *change,
		    const struct ari_plan *plan)
{
	return change->new && change->new->kind == ARI_ACTION &&
	       change->new->plan == plan;
}

int ari_report__rows(struct ari_paper_plan *plan, struct ari_paper *paper,
		     struct ari_error *err)
{
	const struct ari_plan_change *change = plan->change;
	struct ari_paper_row *rows = ari_arena_array(
	    &paper->arena, change->record_count + 1, sizeof(*rows));
	size_t n = 0;

	if (!rows)
		return ari_error_memory(err);
	for (size_t i = 0; i < change->record_count; i++) {
		if (!is_here(&change->records[i], plan->plan))
			continue;
		fill_row(&rows[n], paper, &change->records[i]);
		if (!rows[n].why && ari_status_closed(rows[n].record->status))
			continue;
		plan->listed += rows[n].why != 0;
		n++;
	}
	if (!is_sorted(rows, n))
		qsort(rows, n, sizeof(*rows), compare_rows);
	plan->rows = rows;
	plan->row_count = n;
	return 0;
}

const struct ari_movement *ari_report__moved(
    const struct ari_record_change *change, enum ari_movement_kind kind)
{
	for (size_t i = 0; i < change->movement_count; i++)
		if (change->movements[i].kind == kind)
			return &change->movements[i];
	return NULL;
}

/* -- the period after this one -- */

/* As long as this one and straight after it; a quarter if it has no end. */
static struct ari_days following(const struct ari_movement_dates *dates)
{
	struct ari_days this = dates->period, next;

	next.lo = this.hi + 1;
	if (this.lo == ARI_DAY_MIN || this.hi == ARI_DAY_MAX) {
		next.lo = dates->to + 1;
		next.hi = ari_day_step(next.lo, 3, ARI_UNIT_MONTH) - 1;
		return next;
	}
	for (int months = 1; months <= 24; months++) {
		if (ari_day_step(this.lo, months, ARI_UNIT_MONTH) != next.lo)
			continue;
		next.hi = ari_day_step(next.lo, months, ARI_UNIT_MONTH) - 1;
		return next;
	}
	next.hi = next.lo + (this.hi - this.lo);
	return next;
}

/* The period of the same body's next meeting, if the register has one. */
static struct ari_days next_period(const struct ari_paper *paper)
{
	const struct ari_register *reg = paper->reg;
	const struct ari_cycle *best = NULL;

	for (size_t i = 0; paper->cycle && i < reg->cycle_count; i++) {
		const struct ari_cycle *c = &reg->cycles[i];

		if (!c->period.date.kind || !c->meeting.date.kind ||
		    c->meeting.date.days.hi <= paper->dates.to ||
		    !ari_str_eq(c->body.text, paper->cycle->body.text))
			continue;
		if (!best ||
		    c->meeting.date.days.hi < best->meeting.date.days.hi)
			best = c;
	}
	return best ? best->period.date.days : following(&paper->dates);
}

static bool inside(struct ari_days days, struct ari_days period)
{
	return days.hi >= period.lo && days.hi <= period.hi;
}

/* The first time a milestone falls due in a period. */
static bool falls_due(struct ari_days *out,
		      const struct ari_milestone *milestone,
		      struct ari_days period)
{
	const struct ari_date *date = &milestone->due.date;

	*out = date->days;
	if (!date->kind)
		return false;
	if (date->kind != ARI_DATE_REPEAT)
		return inside(date->days, period);
	for (uint32_t k = 0; ari_date_occurrence(out, date, k); k++)
		if (out->hi >= period.lo)
			return inside(*out, period);
	return false;
}

static int compare_next(const void *a, const void *b)
{
	const struct ari_paper_next *x = a, *y = b;
	int order;

	if (x->due.hi != y->due.hi)
		return x->due.hi < y->due.hi ? -1 : 1;
	order = ari_str_cmp(x->record->plan->path, y->record->plan->path);
	return order ? order
		     : ari_str_natural_cmp(x->record->ref.text,
					   y->record->ref.text);
}

static void add_next(struct ari_paper *paper, const struct ari_record *record)
{
	struct ari_paper_next *item = &paper->next[paper->next_count];
	const struct ari_milestone *list;
	struct ari_milestone only;
	size_t count = see_milestones(&list, &only, record);

	item->record = record;
	for (size_t i = 0; i < count; i++) {
		if (ari_milestone_closed(record, &list[i]) ||
		    !falls_due(&item->due, &list[i], paper->next_period))
			continue;
		paper->next_count++;
		break;
	}
}

int ari_report__next(struct ari_paper *paper, struct ari_error *err)
{
	size_t most = 1;

	paper->next_period = next_period(paper);
	for (size_t i = 0; i < paper->plan_count; i++)
		most += paper->plans[i].row_count;
	paper->next =
	    ari_arena_array(&paper->arena, most, sizeof(*paper->next));
	if (!paper->next)
		return ari_error_memory(err);
	for (size_t i = 0; i < paper->plan_count; i++)
		for (size_t k = 0; k < paper->plans[i].row_count; k++)
			add_next(paper, paper->plans[i].rows[k].record);
	if (paper->next_count)
		qsort(paper->next, paper->next_count, sizeof(*paper->next),
		      compare_next);
	return 0;
}
