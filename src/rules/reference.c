/*
 * References inside a plan: every ref stands once, and every ref that a
 * record names is there. Targets in other plans are in links.c.
 */
#include "rules/internal.h"

#include <string.h>

/* -- the record's own ref -- */

static void check_ref_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	struct ari_str wording;

	if (record->ref.node || ari_node_get(record->node, "ref"))
		return;
	wording = ari_rules__short(pass, ari_record_wording(record));
	ari_rules__instead(pass, ari_rules__name(record),
			   ari_node_span(record->node), "ref", &wording, 1);
}

const struct ari_check ari_rules__ref_missing = {
    {"ref-missing", ARI_LEVEL_ERROR, "this record has no ref: \"{0}\"",
     "write ref: and a short name that nothing else in the plan has, in "
     "quotes if it is a number: ref: \"2.1\"",
     "Every recommendation and action has a ref, by which it is followed."},
    ARI_CHECK_RECORD,
    check_ref_missing,
    0,
};

static void find_duplicate(struct ari_rules__pass *pass,
			   const struct ari_record *first,
			   const struct ari_record *record)
{
	struct ari_diag *diag;

	pass->record = record;
	diag = FIND(pass, ari_node_span(record->ref.node), record->ref.text,
		    ari_str_from(first->kind == ARI_ACTION ? "action"
							   : "recommendation"));
	ari_rules__relate(diag, ari_node_span(first->ref.node),
			  ARI_STR("it stands here first"));
}

/* Equal refs stand side by side in the index, the first record first. */
static void check_ref_duplicate(struct ari_rules__pass *pass)
{
	const struct ari_record *records = pass->plan->records;
	const struct ari_index *refs = &pass->plan->by_ref;
	size_t first = 0;

	for (size_t i = 1; i < refs->count; i++) {
		const struct ari_index_entry *entry = &refs->entries[i];

		if (!ari_str_eq(refs->entries[first].key, entry->key))
			first = i;
		else
			find_duplicate(pass,
				       &records[refs->entries[first].value],
				       &records[entry->value]);
	}
}

const struct ari_check ari_rules__ref_duplicate = {
    {"ref-duplicate", ARI_LEVEL_ERROR,
     "the ref {0} is already the ref of another {1} in this plan",
     "give this record a ref that was never used in the plan; "
     "recommendations and actions share one list of refs",
     "A ref stands once in a plan, so that PLAN#REF names one record."},
    ARI_CHECK_PLAN,
    check_ref_duplicate,
    0,
};

static void check_ref_marker(struct ari_rules__pass *pass)
{
	struct ari_str ref = pass->record->ref.text, word;
	size_t at = 0;

	if (ref.len < 4 || ari_rules__lower(ref.ptr[0]) != 'n' ||
	    !ari_rules__word(&word, ref, &at) || !ari_rules__same(word, "new"))
		return;
	FIND(pass, ari_node_span(pass->record->ref.node), ref);
}

const struct ari_check ari_rules__ref_marker = {
    {"ref-marker", ARI_LEVEL_WARNING,
     "the ref {0} says that the action is new, which will not stay true",
     "leave the word out of the ref: what is new is told by comparing "
     "with the last cycle",
     "A ref is a name; that something is new is found by comparison."},
    ARI_CHECK_RECORD,
    check_ref_marker,
    0,
};

/* -- refs that a record names -- */

static bool is_elsewhere(struct ari_str target)
{
	return target.len && memchr(target.ptr, '#', target.len);
}

static const struct ari_record *target_of(const struct ari_rules__pass *pass,
					  struct ari_str ref)
{
	return ref.len ? ari_plan_find(pass->plan, ref) : NULL;
}

/* Report a ref that is not in the plan; kinds are those it may be of. */
static void find_unknown(struct ari_rules__pass *pass,
			 const struct ari_value *value, unsigned kinds)
{
	struct ari_str best = {NULL, 0};

	if (ari_rules__wanted(pass))
		best = ari_rules__near_ref(pass->plan, pass->record,
					   value->text, kinds);
	INSTEAD(
	    pass, ari_node_span(value->node),
	    ari_rules__short(pass, value->text),
	    ari_rules__mean(pass, best,
			    kinds == ARI_RECOMMENDATION
				? "write the ref of a recommendation of this "
				  "plan"
				: "write the ref of a record of this plan, or "
				  "plan#ref for one of another plan"));
}

static void check_recommendation_unknown(struct ari_rules__pass *pass)
{
	const struct ari_values *refs = &pass->record->recommendations;

	for (size_t i = 0; i < refs->count; i++) {
		const struct ari_record *target =
		    target_of(pass, refs->items[i].text);

		if (!target || target->kind != ARI_RECOMMENDATION)
			find_unknown(pass, &refs->items[i], ARI_RECOMMENDATION);
	}
}

const struct ari_check ari_rules__recommendation_unknown = {
    {"recommendation-unknown", ARI_LEVEL_ERROR,
     "{0} is not the ref of a recommendation in this plan", "{1}",
     "What an action says it answers is a recommendation of its plan."},
    ARI_CHECK_RECORD,
    check_recommendation_unknown,
    0,
};

/* Refs of this plan in a list; those with # are another rule's. */
static void check_own_refs(struct ari_rules__pass *pass,
			   const struct ari_values *refs)
{
	for (size_t i = 0; i < refs->count; i++)
		if (!is_elsewhere(refs->items[i].text) &&
		    !target_of(pass, refs->items[i].text))
			find_unknown(pass, &refs->items[i],
				     ARI_ACTION | ARI_RECOMMENDATION);
}

static void check_after_unknown(struct ari_rules__pass *pass)
{
	check_own_refs(pass, &pass->record->after);
}

const struct ari_check ari_rules__after_unknown = {
    {"after-unknown", ARI_LEVEL_ERROR,
     "this action waits for {0}, which is not in this plan", "{1}",
     "What an action waits for is there."},
    ARI_CHECK_RECORD,
    check_after_unknown,
    0,
};

static void check_see_unknown(struct ari_rules__pass *pass)
{
	check_own_refs(pass, &pass->record->see);
}

const struct ari_check ari_rules__see_unknown = {
    {"see-unknown", ARI_LEVEL_ERROR,
     "this action points to {0}, which is not in this plan", "{1}",
     "The record that `see` points to is there."},
    ARI_CHECK_RECORD,
    check_see_unknown,
    0,
};

/* -- superseded -- */

static void check_superseded_by_unknown(struct ari_rules__pass *pass)
{
	const struct ari_value *by = &pass->record->superseded_by;
	const struct ari_record *target;

	if (!by->text.len || is_elsewhere(by->text))
		return;
	target = target_of(pass, by->text);
	if (!target || target == pass->record)
		find_unknown(pass, by, ARI_ACTION | ARI_RECOMMENDATION);
}

const struct ari_check ari_rules__superseded_by_unknown = {
    {"superseded-by-unknown", ARI_LEVEL_ERROR,
     "this action is superseded by {0}, which is not another record of this "
     "plan",
     "{1}", "What takes the place of a superseded action is there."},
    ARI_CHECK_RECORD,
    check_superseded_by_unknown,
    0,
};

static void check_superseded_by_missing(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (record->status != ARI_STATUS_SUPERSEDED ||
	    record->superseded_by.node ||
	    ari_node_get(record->node, "superseded_by"))
		return;
	FIND(pass, ari_node_span(record->status_text.node),
	     ari_rules__called(record));
}

const struct ari_check ari_rules__superseded_by_missing = {
    {"superseded-by-missing", ARI_LEVEL_ERROR,
     "{0} is superseded, but nothing says by what",
     "add superseded_by: and the ref of the record that takes its place, or "
     "plan#ref for one of another plan; if nothing does, its status is "
     "withdrawn",
     "A superseded action names what takes its place."},
    ARI_CHECK_RECORD,
    check_superseded_by_missing,
    0,
};

static void check_superseded_by_stray(struct ari_rules__pass *pass)
{
	const struct ari_record *record = pass->record;

	if (!record->superseded_by.node ||
	    record->status == ARI_STATUS_SUPERSEDED ||
	    record->status == ARI_STATUS_NONE)
		return;
	FIND(pass, ari_node_span(record->superseded_by.node),
	     record->superseded_by.text,
	     ari_str_from(ari_status_name(record->status)));
}

const struct ari_check ari_rules__superseded_by_stray = {
    {"superseded-by-stray", ARI_LEVEL_WARNING,
     "this says that {0} takes its place, but its status is {1}",
     "write status: superseded, or take superseded_by out",
     "Only what is superseded names what takes its place."},
    ARI_CHECK_RECORD,
    check_superseded_by_stray,
    0,
};

/* -- names of before -- */

static void check_formerly_live(struct ari_rules__pass *pass)
{
	const struct ari_values *refs = &pass->record->formerly;

	for (size_t i = 0; i < refs->count; i++) {
		const struct ari_record *live =
		    target_of(pass, refs->items[i].text);
		struct ari_diag *diag;

		if (!live)
			continue;
		diag = FIND(pass, ari_node_span(refs->items[i].node),
			    refs->items[i].text);
		ari_rules__relate(diag, ari_node_span(live->ref.node),
				  ARI_STR("it is the ref of this record"));
	}
}

const struct ari_check ari_rules__formerly_live = {
    {"formerly-live", ARI_LEVEL_ERROR,
     "{0} is said to be a ref of before, but a record of this plan has it "
     "now",
     "take it out of formerly, or give the other record a ref that was "
     "never used",
     "A ref of before is not given to another record."},
    ARI_CHECK_RECORD,
    check_formerly_live,
    0,
};

static void check_section_unknown(struct ari_rules__pass *pass)
{
	const struct ari_value *section = &pass->record->section;
	const struct ari_node *all = ari_node_get(pass->plan->node, "sections");
	struct ari_rules__near near = {.word = section->text};

	/* Sections of another form are the schema's finding, told once. */
	if (all && all->kind != ARI_NODE_MAPPING)
		return;
	if (!section->text.len ||
	    ari_index_find(&pass->plan->by_section, section->text))
		return;
	for (size_t i = 0;
	     i < pass->plan->section_count && ari_rules__wanted(pass); i++)
		ari_rules__try(&near, pass->plan->sections[i].key);
	FIND(pass, ari_node_span(section->node),
	     ari_rules__short(pass, section->text),
	     ari_rules__mean(pass, near.best,
			     "write a key of the plan's sections, or add this "
			     "one there with its heading"));
}

const struct ari_check ari_rules__section_unknown = {
    {"section-unknown", ARI_LEVEL_ERROR, "the plan has no section {0}", "{1}",
     "The section of a record is one that the plan names."},
    ARI_CHECK_RECORD,
    check_section_unknown,
    0,
};
