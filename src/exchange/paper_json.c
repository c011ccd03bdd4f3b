/*
 * `paper --format json`: all that the paper is drawn from, each record with
 * every field of its file, dates as the plan writes them.
 */
#include "internal.h"

#include <string.h>

/* The fields that name other records. */
static bool is_reference(const char *field)
{
	static const char *const names[] = {"formerly", "recommendations",
					    "after", "see", "superseded_by"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(field, names[i]))
			return true;
	return false;
}

/* Refs without those of exempt records; NULL: nothing is left. */
static json_t *references(struct ari_json *json, const struct ari_paper *paper,
			  const struct ari_plan *plan,
			  const struct ari_node *node)
{
	json_t *list;

	if (node->kind == ARI_NODE_SCALAR)
		return ari_paper_hides(paper, plan, ari_node_text(node))
			   ? NULL
			   : ari_exchange__node(node, false);
	list = json_array();
	for (uint32_t i = 0; i < node->len; i++) {
		const struct ari_node *item = &node->u.items[i];

		if (!ari_paper_hides(paper, plan, ari_node_text(item)))
			ari_exchange__append(json, list,
					     ari_exchange__node(item, false));
	}
	return list;
}

static void set_extras(struct ari_json *json, json_t *object,
		       const struct ari_extras *extras)
{
	for (size_t i = 0; i < extras->count; i++) {
		struct ari_str key = ari_node_text(extras->items[i].key);
		json_t *value =
		    ari_exchange__node(extras->items[i].value, true);

		if (!value || json_object_setn_new_nocheck(object, key.ptr,
							   key.len, value))
			json->failed = true;
	}
}

static json_t *record_json(struct ari_json *json, const struct ari_paper *paper,
			   const struct ari_record *record)
{
	json_t *object = json_object(), *value;

	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		const struct ari_node *node = ari_record_node(record, f);

		if (!node || !(f->applies & record->kind))
			continue;
		value = is_reference(f->name)
			    ? references(json, paper, record->plan, node)
			    : ari_exchange__node(node, false);
		if (value || !is_reference(f->name))
			ari_exchange__set(json, object, f->name, value);
	}
	if (paper->request.options.extras)
		set_extras(json, object, &record->extras);
	return object;
}

static json_t *leads_json(struct ari_json *json, const struct ari_paper *paper,
			  const struct ari_record *record)
{
	json_t *list = json_array();

	for (size_t i = 0; i < record->leads.count; i++) {
		struct ari_str id = record->leads.items[i].text;
		const struct ari_post *post = ari_register_post(paper->reg, id);
		json_t *object = json_object();

		ari_exchange__set(json, object, "id", ari_exchange__str(id));
		ari_exchange__set(json, object, "post",
				  post ? ari_exchange__str(post->post.text)
				       : json_null());
		if (paper->request.options.names)
			ari_exchange__set(
			    json, object, "holder",
			    post ? ari_exchange__str(post->holder.text)
				 : json_null());
		ari_exchange__append(json, list, object);
	}
	return list;
}

static json_t *printed_json(const struct ari_record *record)
{
	struct ari_buf buf;
	json_t *value;

	ari_buf_init(&buf, NULL);
	ari_paper_print_milestones(&buf, record);
	value = buf.failed ? NULL
			   : ari_exchange__str(buf.len ? ari_buf_view(&buf)
						       : ARI_STR(""));
	ari_buf_release(&buf);
	return value;
}

static json_t *agreed_json(struct ari_json *json, const struct ari_agreed *a)
{
	json_t *object = json_object();

	ari_exchange__set(json, object, "what",
			  ari_exchange__str(a->milestone.what.text));
	ari_exchange__set(json, object, "due",
			  ari_exchange__str(a->milestone.due.text));
	ari_exchange__set(
	    json, object, "days",
	    a->milestone.due.date.kind
		? ari_exchange__days(json, a->milestone.due.date.days)
		: json_null());
	ari_exchange__set(json, object, "first_agreed",
			  ari_exchange__str(a->first.text));
	ari_exchange__set(json, object, "first_cycle",
			  ari_exchange__str(a->cycle));
	ari_exchange__set(json, object, "times_slipped",
			  json_integer((json_int_t)a->slips));
	ari_exchange__set(json, object, "days_after_first",
			  a->has_days ? json_integer(a->days) : json_null());
	return object;
}

static json_t *why_json(struct ari_json *json, unsigned why)
{
	json_t *list = json_array();

	for (unsigned bit = 0; bit < ARI_PAPER_WHYS; bit++)
		if (why & (1U << bit))
			ari_exchange__append(
			    json, list, json_string(ari_paper_why_name(bit)));
	return list;
}

static void set_change(struct ari_json *json, json_t *object,
		       const struct ari_record_change *change)
{
	json_t *movements = json_array(), *exceptions = json_array();

	for (size_t i = 0; i < change->movement_count; i++)
		ari_exchange__append(
		    json, movements,
		    ari_exchange__movement(json, &change->movements[i]));
	for (size_t i = 0; i < change->exception_count; i++)
		ari_exchange__append(
		    json, exceptions,
		    ari_exchange__exception(json, &change->exceptions[i]));
	ari_exchange__set(json, object, "movements", movements);
	ari_exchange__set(json, object, "exceptions", exceptions);
	ari_exchange__set(json, object, "direction",
			  json_string(ari_direction_name(change->direction)));
}

static json_t *row_json(struct ari_json *json, const struct ari_paper *paper,
			const struct ari_paper_row *row)
{
	const struct ari_record *record = row->record;
	json_t *object = json_object(), *milestones = json_array();

	ari_exchange__set(json, object, "ref",
			  ari_exchange__str(record->ref.text));
	ari_exchange__set(json, object, "why", why_json(json, row->why));
	ari_exchange__set(json, object, "overdue",
			  json_boolean(row->overdue != NULL));
	ari_exchange__set(json, object, "due_not_updated",
			  json_boolean(row->not_updated));
	ari_exchange__set(json, object, "milestone", printed_json(record));
	for (size_t i = 0; i < row->agreed_count; i++)
		ari_exchange__append(json, milestones,
				     agreed_json(json, &row->agreed[i]));
	ari_exchange__set(json, object, "milestones", milestones);
	ari_exchange__set(json, object, "leads",
			  leads_json(json, paper, record));
	set_change(json, object, row->change);
	ari_exchange__set(json, object, "record",
			  record_json(json, paper, record));
	return object;
}

/* Changes of records that are not actions here: recommendations, removals. */
static json_t *others_json(struct ari_json *json,
			   const struct ari_paper_plan *plan)
{
	json_t *list = json_array();

	for (size_t i = 0; i < plan->change->record_count; i++) {
		const struct ari_record_change *change =
		    &plan->change->records[i];
		json_t *object;

		if (!change->movement_count ||
		    (change->new && change->new->plan == plan->plan &&
		     change->new->kind == ARI_ACTION))
			continue;
		object = json_object();
		ari_exchange__set(json, object, "ref",
				  ari_exchange__str(change->ref));
		set_change(json, object, change);
		ari_exchange__append(json, list, object);
	}
	return list;
}

static json_t *plan_json(struct ari_json *json, const struct ari_paper *paper,
			 const struct ari_paper_plan *plan)
{
	json_t *object = json_object(), *rows = json_array();
	json_t *unlisted = json_array(), *movements = json_array();

	for (size_t i = 0; i < plan->row_count; i++) {
		const struct ari_paper_row *row = &plan->rows[i];

		if (row->why)
			ari_exchange__append(json, rows,
					     row_json(json, paper, row));
		else
			ari_exchange__append(
			    json, unlisted,
			    ari_exchange__str(row->record->ref.text));
	}
	for (size_t i = 0; i < plan->change->movement_count; i++)
		ari_exchange__append(
		    json, movements,
		    ari_exchange__movement(json, &plan->change->movements[i]));
	ari_exchange__set(json, object, "plan",
			  ari_exchange__str(plan->plan->id.text));
	ari_exchange__set(json, object, "title",
			  ari_exchange__str(plan->plan->title.text));
	ari_exchange__set(json, object, "path",
			  ari_exchange__str(plan->plan->path));
	ari_exchange__set(json, object, "stage",
			  ari_exchange__str(plan->plan->stage_text.text));
	ari_exchange__set(json, object, "rows", rows);
	ari_exchange__set(json, object, "unlisted", unlisted);
	ari_exchange__set(json, object, "movements", movements);
	ari_exchange__set(json, object, "others", others_json(json, plan));
	return object;
}

static json_t *oid_json(const struct ari_oid *id)
{
	char hex[ARI_OID_HEX + 1];

	return ari_oid_none(id) ? json_null()
				: json_string(ari_oid_hex(hex, id));
}

static json_t *since_json(struct ari_json *json, const struct ari_paper *paper)
{
	const struct ari_snapshot *since = &paper->request.since;
	json_t *object;

	if (!paper->request.has_since)
		return json_null();
	object = json_object();
	ari_exchange__set(json, object, "cycle",
			  ari_exchange__str(since->cycle));
	ari_exchange__set(json, object, "commit", oid_json(&since->commit));
	ari_exchange__set(json, object, "tag", oid_json(&since->tag));
	ari_exchange__set(json, object, "date",
			  ari_exchange__day(paper->dates.from));
	return object;
}

static json_t *head_json(struct ari_json *json, const struct ari_paper *paper)
{
	const struct ari_paper_request *request = &paper->request;
	json_t *object = json_object();

	ari_exchange__set(json, object, "title",
			  ari_exchange__str(paper->form.title));
	ari_exchange__set(json, object, "council",
			  ari_exchange__str(paper->reg->council.text));
	ari_exchange__set(json, object, "cycle",
			  ari_exchange__str(request->at.cycle));
	ari_exchange__set(json, object, "body",
			  paper->cycle
			      ? ari_exchange__str(paper->cycle->body.text)
			      : json_null());
	ari_exchange__set(json, object, "meeting",
			  ari_exchange__day(paper->dates.to));
	ari_exchange__set(json, object, "period",
			  ari_exchange__days(json, paper->dates.period));
	ari_exchange__set(json, object, "draft", json_boolean(request->draft));
	ari_exchange__set(json, object, "commit",
			  oid_json(&request->at.commit));
	ari_exchange__set(json, object, "tag", oid_json(&request->at.tag));
	ari_exchange__set(json, object, "since", since_json(json, paper));
	ari_exchange__set(json, object, "exempt_left_out",
			  json_integer((json_int_t)paper->left_out));
	return object;
}

static json_t *next_json(struct ari_json *json, const struct ari_paper *paper)
{
	json_t *object = json_object(), *items = json_array();

	for (size_t i = 0; i < paper->next_count; i++) {
		const struct ari_paper_next *next = &paper->next[i];
		json_t *item = json_object();

		ari_exchange__set(
		    json, item, "plan",
		    ari_exchange__str(next->record->plan->id.text));
		ari_exchange__set(json, item, "ref",
				  ari_exchange__str(next->record->ref.text));
		ari_exchange__set(json, item, "due",
				  ari_exchange__days(json, next->due));
		ari_exchange__append(json, items, item);
	}
	ari_exchange__set(json, object, "period",
			  ari_exchange__days(json, paper->next_period));
	ari_exchange__set(json, object, "items", items);
	return object;
}

int ari_exchange_paper_json(struct ari_buf *out, const struct ari_paper *paper,
			    struct ari_str colophon, struct ari_error *err)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json), *plans = json_array();
	json_t *gone = json_array();

	for (size_t i = 0; i < paper->plan_count; i++)
		ari_exchange__append(&json, plans,
				     plan_json(&json, paper, &paper->plans[i]));
	for (size_t i = 0; i < paper->gone_count; i++)
		ari_exchange__append(
		    &json, gone, ari_exchange__str(paper->gone[i]->id.text));
	ari_exchange__set(&json, root, "paper", head_json(&json, paper));
	ari_exchange__set(&json, root, "plans", plans);
	ari_exchange__set(&json, root, "gone", gone);
	ari_exchange__set(&json, root, "next", next_json(&json, paper));
	ari_exchange__set(&json, root, "colophon", ari_exchange__str(colophon));
	return ari_exchange__end(out, &json, err);
}
