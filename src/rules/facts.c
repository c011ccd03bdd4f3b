/*
 * What the rules across plans need of a plan, gathered while it is at hand:
 * who leads, what is due when, what links where. The plan itself can then
 * go. Between the rules on one plan and those across plans.
 */
#include "rules/internal.h"

#include <string.h>

/* A plan that is being gathered from. */
struct gather {
	const struct ari_rules *rules;
	struct ari_rules_facts *facts;
	size_t months; /* positions of the rules that count */
	size_t leads;
};

static bool runs(const struct gather *gather, size_t rule)
{
	return gather->rules->levels[rule] != ARI_LEVEL_OFF;
}

/* -- facts -- */

static void add_fact(struct gather *gather, enum ari_rules__fact_kind kind,
		     const struct ari_node *node, uint32_t item, size_t value)
{
	struct ari_rules_facts *facts = gather->facts;

	facts->facts[facts->fact_count++] = (struct ari_rules__fact){
	    .span = ari_node_span(node),
	    .subject = (uint32_t)facts->count,
	    .item = item,
	    .value = (uint32_t)value,
	    .kind = (uint8_t)kind,
	};
}

/* Where an item stands in its list; one text may stand for a list. */
static uint32_t item_of(const struct ari_node *list,
			const struct ari_node *item)
{
	return list->kind == ARI_NODE_SEQUENCE
		   ? (uint32_t)(item - list->u.items)
		   : ARI_RULES__WHOLE;
}

static void add_leads(struct gather *gather, const struct ari_record *record)
{
	const struct ari_register *reg = gather->rules->reg;
	const struct ari_values *leads = &record->leads;

	for (size_t i = 0; reg && i < leads->count; i++) {
		const struct ari_value *lead = &leads->items[i];
		const struct ari_post *post =
		    lead->text.len ? ari_rules__post(gather->rules, lead->text)
				   : NULL;

		if (post)
			add_fact(gather, ARI_RULES__LEAD, lead->node,
				 item_of(leads->node, lead->node),
				 (size_t)(post - reg->people));
	}
}

static void add_due(struct gather *gather, enum ari_rules__fact_kind kind,
		    const struct ari_when *due, uint32_t item)
{
	int32_t hi = due->date.days.hi, year;
	unsigned month, day;
	size_t at;

	if (due->date.kind == ARI_DATE_NONE ||
	    due->date.kind == ARI_DATE_REPEAT || hi == ARI_DAY_MAX ||
	    hi < gather->rules->dates.day)
		return;
	ari_day_split(&year, &month, &day, hi);
	at = (size_t)(year - ARI_RULES__FIRST_YEAR) * 12 + month - 1;
	if (at < ARI_RULES__MONTHS)
		add_fact(gather, kind, due->node, item, at);
}

static void add_dues(struct gather *gather, const struct ari_record *record)
{
	const struct ari_milestones *milestones = &record->milestones;

	if (!milestones->count)
		add_due(gather, ARI_RULES__DUE, &record->due, ARI_RULES__WHOLE);
	for (size_t i = 0; i < milestones->count; i++) {
		const struct ari_milestone *one = &milestones->items[i];

		if (one->done.date.kind == ARI_DATE_NONE)
			add_due(gather, ARI_RULES__MILESTONE, &one->due,
				item_of(milestones->node, one->node));
	}
}

static void add_link(struct gather *gather, enum ari_rules__fact_kind kind,
		     const struct ari_value *link, uint32_t item)
{
	struct ari_rules_facts *facts = gather->facts;

	add_fact(gather, kind, link->node, item, facts->link_count);
	facts->links[facts->link_count++] = link->text;
}

static void add_links(struct gather *gather, enum ari_rules__fact_kind kind,
		      const struct ari_values *links)
{
	for (size_t i = 0; i < links->count; i++)
		add_link(gather, kind, &links->items[i],
			 item_of(links->node, links->items[i].node));
}

/* -- records -- */

static uint8_t accepts_of(const struct gather *gather,
			  const struct ari_record *record)
{
	uint8_t accepts = 0;

	for (size_t i = 0; record->accepted.count && ari_rules_all[i]; i++)
		if (ari_rules_all[i]->scope == ARI_CHECK_REPOSITORY &&
		    ari_rules__accepts(gather->rules, record, i))
			accepts |= ari_rules__across_bit(i);
	return accepts;
}

static void add_record(struct gather *gather, const struct ari_record *record)
{
	struct ari_rules_facts *facts = gather->facts;
	struct ari_milestone last;
	bool dated = ari_record_final(&last, record);

	facts->subjects[facts->count] = (struct ari_rules__subject){
	    .ref = record->ref.text,
	    .due = dated ? last.due.text : (struct ari_str){NULL, 0},
	    .final = dated ? last.due.date.days.hi : ARI_DAY_MIN,
	    .position = (uint32_t)record->position,
	    .kind = (uint8_t)record->kind,
	    .status = (uint8_t)record->status,
	    .accepts = accepts_of(gather, record),
	};
	if (ari_rules__open(record)) {
		if (runs(gather, gather->leads))
			add_leads(gather, record);
		if (runs(gather, gather->months))
			add_dues(gather, record);
	}
	add_links(gather, ARI_RULES__AFTER, &record->after);
	add_links(gather, ARI_RULES__SEE, &record->see);
	if (record->superseded_by.text.len)
		add_link(gather, ARI_RULES__SUPERSEDED_BY,
			 &record->superseded_by, ARI_RULES__WHOLE);
	facts->count++;
}

/* -- memory -- */

static size_t count_links(const struct ari_record *record)
{
	return record->after.count + record->see.count +
	       (record->superseded_by.text.len > 0);
}

static size_t count_facts(const struct ari_record *record)
{
	return count_links(record) + record->leads.count +
	       (record->milestones.count ? record->milestones.count : 1);
}

static bool reserve(struct ari_rules_facts *facts, const struct ari_plan *plan,
		    struct ari_arena *arena)
{
	size_t links = 0, count = 0;

	for (size_t i = 0; i < plan->count; i++) {
		links += count_links(&plan->records[i]);
		count += count_facts(&plan->records[i]);
	}
	facts->arena = arena;
	facts->subjects =
	    ari_arena_array(arena, plan->count + 1, sizeof(*facts->subjects));
	facts->facts = ari_arena_array(arena, count + 1, sizeof(*facts->facts));
	facts->links = ari_arena_array(arena, links + 1, sizeof(*facts->links));
	return facts->subjects && facts->facts && facts->links;
}

static void copy_text(char **out, struct ari_str *text)
{
	if (!text->ptr)
		return;
	memcpy(*out, text->ptr, text->len);
	text->ptr = *out;
	*out += text->len;
}

/* Own all texts, in one piece: those of the plan go with it. */
static bool own_texts(struct ari_rules_facts *facts)
{
	size_t bytes = facts->id.len;
	char *out;

	for (size_t i = 0; i < facts->count; i++)
		bytes +=
		    facts->subjects[i].ref.len + facts->subjects[i].due.len;
	for (size_t i = 0; i < facts->link_count; i++)
		bytes += facts->links[i].len;
	out = ari_arena_alloc(facts->arena, bytes + 1);
	if (!out)
		return false;
	copy_text(&out, &facts->id);
	for (size_t i = 0; i < facts->count; i++) {
		copy_text(&out, &facts->subjects[i].ref);
		copy_text(&out, &facts->subjects[i].due);
	}
	for (size_t i = 0; i < facts->link_count; i++)
		copy_text(&out, &facts->links[i]);
	return true;
}

static size_t position_of(const struct ari_check *check)
{
	size_t at = 0;

	while (ari_rules_all[at] != check)
		at++;
	return at;
}

int ari_rules_gather(const struct ari_rules *rules, struct ari_version *version,
		     struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_plan *plan = version->plan;
	struct ari_rules_facts *facts;
	struct gather gather = {
	    .rules = rules,
	    .months = position_of(&ari_rules__month_load),
	    .leads = position_of(&ari_rules__lead_load),
	};

	if (!plan)
		return 0;
	facts = ari_arena_zalloc(arena, sizeof(*facts));
	if (!facts || !reserve(facts, plan, arena))
		return ari_error_memory(err);
	gather.facts = facts;
	facts->id = plan->id.text;
	facts->id_at = (struct ari_rules__fact){
	    .span = ari_node_span(plan->id.node), .kind = ARI_RULES__ID};
	for (size_t i = 0; i < plan->count; i++)
		add_record(&gather, &plan->records[i]);
	if (!own_texts(facts))
		return ari_error_memory(err);
	version->facts = facts;
	return 0;
}

size_t ari_rules_places(const struct ari_version *version, uint32_t *out)
{
	const struct ari_rules_facts *facts = version->facts;
	size_t count = 0;

	if (!facts)
		return 0;
	if (!out)
		return 2 * (facts->fact_count + 1);
	out[count++] = facts->id_at.span.start;
	out[count++] = facts->id_at.span.end;
	for (size_t i = 0; i < facts->fact_count; i++) {
		out[count++] = facts->facts[i].span.start;
		out[count++] = facts->facts[i].span.end;
	}
	return count;
}

const struct ari_rules__subject *ari_rules__subject(
    struct ari_rules_facts *facts, struct ari_str ref, bool *failed)
{
	const struct ari_index_entry *entry;

	if (!facts->by_ref.entries) {
		struct ari_index_entry *entries = ari_arena_array(
		    facts->arena, facts->count + 1, sizeof(*entries));
		size_t used = 0;

		if (!entries) {
			*failed = true;
			return NULL;
		}
		for (size_t i = 0; i < facts->count; i++)
			if (facts->subjects[i].ref.len)
				entries[used++] = (struct ari_index_entry){
				    facts->subjects[i].ref, (uint32_t)i};
		ari_index_build(&facts->by_ref, entries, used);
	}
	entry = ari_index_find(&facts->by_ref, ref);
	return entry ? &facts->subjects[entry->value] : NULL;
}

void ari_rules__go_to(struct ari_rules__pass *pass, struct ari_version *version,
		      const struct ari_rules__fact *fact)
{
	pass->version = version;
	pass->fact = fact;
	pass->subject = fact && fact->kind != ARI_RULES__ID
			    ? &version->facts->subjects[fact->subject]
			    : NULL;
}
