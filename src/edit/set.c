/*
 * Fields of one record changed, or a record added: the plan as it shall be,
 * and the proved splices to it.
 */
#include "edit/assign.h"

#include <string.h>

static const char *list_key(enum ari_record_kind kind)
{
	return kind == ARI_ACTION ? "actions" : "recommendations";
}

static int fail_assignments(struct ari_error *err)
{
	return ari_error_set(err, ARI_ERR_LIMIT,
			     "more than %d assignments at once",
			     ARI_EDIT_ASSIGNMENTS);
}

static int assign_all(struct ari_node *record, enum ari_record_kind kind,
		      const struct ari_assignment *assignments, size_t count,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct ari_edit__assign job = {
	    .kind = kind, .arena = arena, .err = err};

	if (count > ARI_EDIT_ASSIGNMENTS)
		return fail_assignments(err);
	if (ari_edit__assign_init(&job))
		return -1;
	for (size_t i = 0; i < count; i++)
		if (ari_edit__assign(record, &job, &assignments[i]))
			return -1;
	return 0;
}

/* The document with another list of that kind. */
static int write_list(struct ari_str *out, const struct ari_doc *doc,
		      enum ari_record_kind kind, const struct ari_node *list,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct ari_splices splices;
	struct ari_node root;

	if (ari_edit__with(&root, doc->root, ari_str_from(list_key(kind)), list,
			   NULL, arena, err))
		return -1;
	return ari_edit__rewrite(out, &splices, doc, &root, NULL, arena, err);
}

int ari_edit_set(struct ari_str *out, const struct ari_doc *doc,
		 const struct ari_plan *plan, struct ari_str ref,
		 const struct ari_assignment *assignments, size_t count,
		 struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_record *record = ari_plan_find(plan, ref);
	struct ari_node changed, list;

	if (!record)
		return ari_error_set(err, ARI_ERR_NOT_FOUND,
				     "there is no record %.*s in this plan",
				     (int)ref.len, ref.ptr ? ref.ptr : "");
	changed = *record->node;
	if (assign_all(&changed, record->kind, assignments, count, arena, err))
		return -1;
	if (ari_node_equal(&changed, record->node)) {
		*out = doc->bytes;
		return 0;
	}
	if (ari_edit__with_item(
		&list, ari_node_get(doc->root, list_key(record->kind)),
		(uint32_t)record->position, &changed, arena, err))
		return -1;
	return write_list(out, doc, record->kind, &list, arena, err);
}

/* -- add -- */

/* Whether a ref is, or was, some record's: refs are never given again. */
static bool is_used(const struct ari_plan *plan, struct ari_str ref)
{
	if (ari_plan_find(plan, ref))
		return true;
	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_values *list = &plan->records[i].formerly;

		for (size_t k = 0; k < list->count; k++)
			if (ari_str_eq(list->items[k].text, ref))
				return true;
	}
	return false;
}

static int make_record(struct ari_node *out,
		       const struct ari_addition *addition,
		       struct ari_arena *arena, struct ari_error *err)
{
	struct ari_node ref = ari_edit__text(addition->ref);

	*out = (struct ari_node){.kind = ARI_NODE_MAPPING,
				 .style = ARI_STYLE_BLOCK,
				 .start = ARI_EDIT__MADE,
				 .end = ARI_EDIT__MADE};
	if (ari_edit__with(out, out, ARI_STR("ref"), &ref, NULL, arena, err))
		return -1;
	return assign_all(out, addition->kind, addition->assignments,
			  addition->count, arena, err);
}

/* The list of that kind as it is, or an empty one where there is none. */
static int open_list(struct ari_node *out, const struct ari_doc *doc,
		     enum ari_record_kind kind, struct ari_error *err)
{
	const struct ari_node *list = ari_node_get(doc->root, list_key(kind));

	*out = (struct ari_node){.kind = ARI_NODE_SEQUENCE,
				 .style = ARI_STYLE_BLOCK,
				 .start = ARI_EDIT__MADE,
				 .end = ARI_EDIT__MADE};
	if (!list || list->type == ARI_TYPE_NULL ||
	    (list->kind == ARI_NODE_SEQUENCE && !list->len))
		return 0;
	if (list->kind != ARI_NODE_SEQUENCE)
		return ari_error_set(err, ARI_ERR_INVALID,
				     "`%s` of this plan is no list",
				     list_key(kind));
	*out = *list;
	return 0;
}

int ari_edit_add(struct ari_str *out, const struct ari_doc *doc,
		 const struct ari_plan *plan,
		 const struct ari_addition *addition, struct ari_arena *arena,
		 struct ari_error *err)
{
	const struct ari_record *after = NULL;
	struct ari_node list, record;
	uint32_t at;

	if (is_used(plan, addition->ref))
		return ari_error_set(err, ARI_ERR_USAGE,
				     "the ref %.*s is in use, or was: refs are "
				     "never given again",
				     (int)addition->ref.len, addition->ref.ptr);
	if (addition->after.ptr) {
		after = ari_plan_find(plan, addition->after);
		if (!after || after->kind != addition->kind)
			return ari_error_set(err, ARI_ERR_NOT_FOUND,
					     "there is no %.*s among the %s",
					     (int)addition->after.len,
					     addition->after.ptr,
					     list_key(addition->kind));
	}
	if (open_list(&list, doc, addition->kind, err) ||
	    make_record(&record, addition, arena, err))
		return -1;
	at = after ? (uint32_t)after->position + 1 : list.len;
	if (ari_edit__with_new(&list, &list, at, &record, arena, err))
		return -1;
	return write_list(out, doc, addition->kind, &list, arena, err);
}

/* -- the next ref -- */

/* Figures and letters behind the prefix, at their highest. */
struct highest {
	uint32_t number;
	char letter;
};

static void look_at(struct highest *out, struct ari_str ref,
		    struct ari_str prefix)
{
	struct ari_str rest = {ref.ptr + prefix.len, ref.len - prefix.len};
	uint32_t number = 0;

	if (ref.len <= prefix.len ||
	    memcmp(ref.ptr, prefix.ptr, prefix.len) != 0 || rest.len > 9)
		return;
	if (rest.len == 1 && rest.ptr[0] >= 'a' && rest.ptr[0] <= 'z') {
		if (rest.ptr[0] > out->letter)
			out->letter = rest.ptr[0];
		return;
	}
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.ptr[i] < '0' || rest.ptr[i] > '9')
			return;
		number = number * 10 + (uint32_t)(rest.ptr[i] - '0');
	}
	if (number > out->number)
		out->number = number;
}

int ari_edit_next_ref(struct ari_str *out, const struct ari_plan *plan,
		      struct ari_str prefix, struct ari_arena *arena,
		      struct ari_error *err)
{
	struct highest highest = {.number = 0};
	const char *text;

	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_values *list = &plan->records[i].formerly;

		look_at(&highest, plan->records[i].ref.text, prefix);
		for (size_t k = 0; k < list->count; k++)
			look_at(&highest, list->items[k].text, prefix);
	}
	if (highest.letter && highest.letter < 'z')
		text = ari_arena_printf(arena, "%.*s%c", (int)prefix.len,
					prefix.ptr, highest.letter + 1);
	else
		text = ari_arena_printf(arena, "%.*s%u", (int)prefix.len,
					prefix.ptr, highest.number + 1);
	if (!text)
		return ari_error_memory(err);
	*out = ari_str_from(text);
	return 0;
}
