/*
 * What may be published of a plan's changes: no record that is exempt, no
 * word of the time when one was, no movement that names one. Everything
 * that draws a paper reads the copy that is made here.
 */
#include "paper.h"

#include <string.h>

/* A record by "ref" or "plan#ref" at one side, or NULL. */
static const struct ari_record *find(const struct ari_view *view,
				     const struct ari_plan *plan,
				     struct ari_str name)
{
	const char *hash = name.len ? memchr(name.ptr, '#', name.len) : NULL;
	struct ari_str ref = name;

	if (hash) {
		size_t len = (size_t)(hash - name.ptr);

		plan = ari_view_plan(view, (struct ari_str){name.ptr, len});
		ref = (struct ari_str){hash + 1, name.len - len - 1};
	} else if (plan) {
		plan = ari_view_plan(view, plan->id.text);
	}
	return plan ? ari_plan_find(plan, ref) : NULL;
}

bool ari_paper_hides(const struct ari_paper *paper, const struct ari_plan *plan,
		     struct ari_str ref)
{
	const struct ari_record *record;

	if (paper->request.options.exempt)
		return false;
	record = find(paper->view, plan, ref);
	if (!record && paper->set)
		record = find(paper->set->before, plan, ref);
	return record && ari_record_exempt(record);
}

/* Whether a field holds refs of records. */
static bool is_reference(const char *field)
{
	static const char *const names[] = {"recommendations", "after", "see",
					    "superseded_by", "formerly"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(field, names[i]))
			return true;
	return false;
}

static bool names_hidden(const struct ari_paper *paper,
			 const struct ari_plan *plan,
			 const struct ari_node *node)
{
	if (!node)
		return false;
	if (node->kind == ARI_NODE_SCALAR)
		return ari_paper_hides(paper, plan, ari_node_text(node));
	for (uint32_t i = 0; i < node->len; i++)
		if (ari_paper_hides(paper, plan,
				    ari_node_text(&node->u.items[i])))
			return true;
	return false;
}

static void clean_movement(struct ari_movement *m,
			   const struct ari_paper *paper,
			   const struct ari_plan *plan)
{
	if (is_reference(m->field) && (names_hidden(paper, plan, m->before) ||
				       names_hidden(paper, plan, m->after))) {
		m->before = NULL;
		m->after = NULL;
	}
	for (size_t i = 0; i < m->ref_count; i++)
		if (ari_paper_hides(paper, plan, m->refs[i]))
			m->ref_count = 0;
}

/* Movements that may be told, copied; *count of them. */
static struct ari_movement *clean_movements(size_t *count,
					    struct ari_paper *paper,
					    const struct ari_plan *plan,
					    const struct ari_movement *from,
					    size_t many)
{
	struct ari_movement *out =
	    ari_arena_array(&paper->arena, many + 1, sizeof(*out));
	size_t n = 0;

	for (size_t i = 0; out && i < many; i++) {
		if (from[i].kind == ARI_MOVE_X_CHANGED &&
		    !paper->request.options.extras)
			continue;
		out[n] = from[i];
		clean_movement(&out[n++], paper, plan);
	}
	*count = n;
	return out;
}

bool ari_report__opened(const struct ari_paper *paper,
			const struct ari_record_change *change)
{
	return !paper->request.options.exempt && change->old &&
	       change->new &&ari_record_exempt(change->old);
}

static bool of_body(const struct ari_record *record, struct ari_str body)
{
	for (size_t i = 0; record && i < record->bodies.count; i++)
		if (ari_str_eq(record->bodies.items[i].text, body))
			return true;
	return false;
}

static bool is_wanted(struct ari_paper *paper,
		      const struct ari_record_change *change)
{
	const struct ari_paper_options *options = &paper->request.options;
	const struct ari_record *record =
	    change->new ? change->new : change->old;

	if (!options->exempt && ari_record_exempt(record)) {
		paper->left_out += change->new != NULL;
		return false;
	}
	return !options->body.ptr || of_body(change->new, options->body) ||
	       of_body(change->old, options->body);
}

/* What is told of it is told for the first time. */
static int forget_past(struct ari_record_change *out, struct ari_arena *arena,
		       struct ari_error *err)
{
	struct ari_exception *list =
	    ari_arena_array(arena, out->exception_count + 1, sizeof(*list));

	if (!list)
		return ari_error_memory(err);
	for (size_t i = 0; i < out->exception_count; i++) {
		list[i] = out->exceptions[i];
		list[i].newly = true;
	}
	out->exceptions = list;
	out->direction = ARI_DIRECTION_NO_CHANGE;
	return 0;
}

static int copy_record(struct ari_record_change *out, struct ari_paper *paper,
		       const struct ari_plan *plan,
		       const struct ari_record_change *from,
		       struct ari_error *err)
{
	struct ari_movement *movements;
	size_t count = from->movement_count;

	*out = *from;
	if (ari_report__opened(paper, from)) {
		count = 0;
		if (forget_past(out, &paper->arena, err))
			return -1;
	}
	movements = clean_movements(&out->movement_count, paper, plan,
				    from->movements, count);
	out->movements = movements;
	return movements ? 0 : ari_error_memory(err);
}

int ari_report__publishable(struct ari_plan_change **out,
			    struct ari_paper *paper,
			    const struct ari_plan_change *change,
			    struct ari_error *err)
{
	struct ari_plan_change *copy =
	    ari_arena_alloc(&paper->arena, sizeof(*copy));
	struct ari_record_change *records = ari_arena_array(
	    &paper->arena, change->record_count + 1, sizeof(*records));
	bool hidden = !paper->request.options.exempt && change->old &&
		      ari_str_is(change->old->access.text, "exempt");
	size_t n = 0;

	if (!copy || !records)
		return ari_error_memory(err);
	*copy = *change;
	for (size_t i = 0; i < change->record_count; i++)
		if (is_wanted(paper, &change->records[i]) &&
		    copy_record(&records[n++], paper, change->new,
				&change->records[i], err))
			return -1;
	copy->records = records;
	copy->record_count = n;
	copy->movements = clean_movements(&copy->movement_count, paper,
					  change->new, change->movements,
					  hidden ? 0 : change->movement_count);
	if (!copy->movements)
		return ari_error_memory(err);
	*out = copy;
	return 0;
}
