/*
 * One assignment put into a record as data: which field it names, what kind
 * of value goes there, what the record says afterwards.
 */
#include "edit/assign.h"

#include <string.h>

/* Fields of a record, and of the mappings in it, at most. */
#define ORDER 64

int ari_assignment_parse(struct ari_assignment *out, struct ari_str text,
			 struct ari_error *err)
{
	const char *sign = text.len ? memchr(text.ptr, '=', text.len) : NULL;
	struct ari_assignment a = {.verb = ARI_EDIT_SET};

	if (!sign || sign == text.ptr)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "\"%.*s\" sets nothing: write "
				     "FIELD=VALUE, such as status=completed",
				     (int)text.len, text.ptr ? text.ptr : "");
	a.field = (struct ari_str){text.ptr, (size_t)(sign - text.ptr)};
	a.value = (struct ari_str){sign + 1, text.len - a.field.len - 1};
	if (a.field.len > 1 && sign[-1] == '+')
		a.verb = ARI_EDIT_PUT;
	else if (a.field.len > 1 && sign[-1] == '-')
		a.verb = ARI_EDIT_TAKE;
	if (a.verb != ARI_EDIT_SET)
		a.field.len--;
	*out = a;
	return 0;
}

static int fail_field(struct ari_edit__assign *job, struct ari_str name)
{
	const char *near = NULL;
	unsigned best = 4;

	for (const struct ari_field *f = ari_plan_fields; f->name; f++) {
		unsigned d =
		    ari_str_distance(name, ari_str_from(f->name), best);

		if ((f->applies & job->kind) && d < best) {
			best = d;
			near = f->name;
		}
	}
	return ari_error_set(
	    job->err, ARI_ERR_USAGE, "%s has no field \"%.*s\"%s%s%s",
	    job->kind == ARI_ACTION ? "an action" : "a recommendation",
	    (int)name.len, name.ptr, near ? ": did you mean " : "",
	    near ? near : "", near ? "?" : "");
}

/* -- scalars -- */

/* Line ends of any kind become one; a text of lines ends in one. */
static int clean_text(struct ari_str *out, struct ari_edit__assign *job,
		      struct ari_str text, const struct ari_node *old)
{
	struct ari_str was = ari_node_text(old);
	bool lines = false, block = old && ari_edit__is_block_text(old);
	struct ari_buf buf;

	if (ari_utf8_check(text) != text.len)
		return ari_error_set(job->err, ARI_ERR_USAGE,
				     "the value is not UTF-8 text");
	ari_buf_init(&buf, job->arena->alloc);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\r' && i + 1 < text.len &&
		    text.ptr[i + 1] == '\n')
			continue;
		lines |= text.ptr[i] == '\n';
		ari_buf_byte(&buf, text.ptr[i]);
	}
	while (buf.len && buf.ptr[buf.len - 1] == '\n')
		buf.len--;
	if (lines ? buf.len && memchr(buf.ptr, '\n', buf.len) != NULL
		  : block && was.len && was.ptr[was.len - 1] == '\n')
		ari_buf_byte(&buf, '\n');
	*out = ari_arena_dup(job->arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return out->ptr ? 0 : ari_error_memory(job->err);
}

/* A year may stand as a number, and so may what was one before. */
static int make_value(struct ari_node *out, struct ari_edit__assign *job,
		      struct ari_str text, const struct ari_node *old,
		      bool date)
{
	enum ari_scalar_type type;

	if (clean_text(&text, job, text, old))
		return -1;
	type = ari_yaml_plain_type(text);
	*out = ari_edit__text(text);
	if (old && old->kind == ARI_NODE_SCALAR) {
		out->style = old->style;
		if (type == old->type)
			out->type = old->type;
	}
	if (date && type == ARI_TYPE_INT && out->style == ARI_STYLE_PLAIN)
		out->type = ARI_TYPE_INT;
	return 0;
}

/* -- lists -- */

/* Lists of ids, which hold no comma: several may be given at once. */
static bool is_ids(struct ari_str name)
{
	static const char *const names[] = {
	    "formerly", "recommendations", "themes", "bodies", "leads",
	    "met",	"after",	   "see"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ari_str_is(name, names[i]))
			return true;
	return false;
}

static struct ari_str next_item(struct ari_str *rest, bool ids)
{
	struct ari_str item = *rest;
	const char *comma = ids ? memchr(item.ptr, ',', item.len) : NULL;

	if (comma)
		item.len = (size_t)(comma - item.ptr);
	rest->ptr += item.len + (comma != NULL);
	rest->len -= item.len + (comma != NULL);
	return ari_str_trim(item);
}

static uint32_t find_text(const struct ari_node *list, struct ari_str text)
{
	uint32_t i = 0;

	while (i < list->len &&
	       !ari_str_eq(ari_node_text(&list->u.items[i]), text))
		i++;
	return i;
}

static struct ari_node empty_list(void)
{
	return (struct ari_node){.kind = ARI_NODE_SEQUENCE,
				 .style = ARI_STYLE_FLOW,
				 .start = ARI_EDIT__MADE,
				 .end = ARI_EDIT__MADE};
}

/* A list as it is, or one that holds the one value that stands for it. */
static int open_list(struct ari_node *out, struct ari_edit__assign *job,
		     const struct ari_node *old)
{
	*out = empty_list();
	if (old && old->kind == ARI_NODE_SEQUENCE)
		*out = *old;
	else if (old && old->type != ARI_TYPE_NULL)
		return ari_edit__with_new(out, out, 0, old, job->arena,
					  job->err);
	return 0;
}

static int change_item(struct ari_node *list, struct ari_edit__assign *job,
		       enum ari_edit_verb verb, struct ari_str text, bool date)
{
	struct ari_node item;
	uint32_t at = find_text(list, text);

	if (!text.len)
		return ari_error_set(job->err, ARI_ERR_USAGE,
				     "an item of a list cannot be empty");
	if (verb == ARI_EDIT_TAKE) {
		if (at == list->len)
			return ari_error_set(job->err, ARI_ERR_NOT_FOUND,
					     "\"%.*s\" is not in the list",
					     (int)text.len, text.ptr);
		return ari_edit__with_item(list, list, at, NULL, job->arena,
					   job->err);
	}
	if (at < list->len)
		return 0;
	if (make_value(&item, job, text, NULL, date))
		return -1;
	return ari_edit__with_new(list, list, list->len, &item, job->arena,
				  job->err);
}

static int change_list(struct ari_node *out, bool *there,
		       struct ari_edit__assign *job, const struct ari_node *old,
		       struct ari_str name, const struct ari_assignment *a,
		       bool date)
{
	struct ari_str rest = a->value;
	struct ari_node before, list;

	if (open_list(&before, job, old))
		return -1;
	list = before;
	if (a->verb == ARI_EDIT_SET) {
		list.len = 0;
		for (struct ari_str left = rest; left.len;) {
			struct ari_str text = next_item(&left, is_ids(name));
			uint32_t at = find_text(&before, text);

			if (at == before.len
				? change_item(&list, job, ARI_EDIT_PUT, text,
					      date)
				: ari_edit__with_new(&list, &list, list.len,
						     &before.u.items[at],
						     job->arena, job->err))
				return -1;
		}
	}
	while (a->verb != ARI_EDIT_SET && rest.len)
		if (change_item(&list, job, a->verb,
				next_item(&rest, is_ids(name)), date))
			return -1;
	*there = list.len > 0;
	*out = list;
	return 0;
}

/* -- one key of a mapping -- */

static int change_key(struct ari_node *map, struct ari_edit__assign *job,
		      struct ari_str key, enum ari_shape shape,
		      const struct ari_assignment *a, const char *const *order)
{
	const struct ari_node *old = ari_node_get_str(map, key);
	bool list = shape == ARI_SHAPE_VALUES || shape == ARI_SHAPE_WHENS;
	bool there = a->value.len > 0;
	struct ari_node value;

	if (list || (old && old->kind == ARI_NODE_SEQUENCE)) {
		if (change_list(&value, &there, job, old, key, a,
				shape == ARI_SHAPE_WHENS))
			return -1;
	} else if (a->verb != ARI_EDIT_SET ||
		   (there && old && old->kind == ARI_NODE_MAPPING)) {
		return ari_error_set(job->err, ARI_ERR_USAGE,
				     "%.*s is no list: write %.*s=VALUE",
				     (int)key.len, key.ptr, (int)key.len,
				     key.ptr);
	} else if (there && make_value(&value, job, a->value, old,
				       shape == ARI_SHAPE_WHEN)) {
		return -1;
	}
	return ari_edit__with(map, map, key, there ? &value : NULL, order,
			      job->arena, job->err);
}

/* What stands in decision, verified, milestones and accepted. */
struct part {
	const char *name;
	enum ari_shape shape;
};

static const struct part decision_parts[] = {{"body", ARI_SHAPE_VALUE},
					     {"on", ARI_SHAPE_WHEN},
					     {"minute", ARI_SHAPE_VALUE},
					     {0}};
static const struct part attestation_parts[] = {{"on", ARI_SHAPE_WHEN},
						{"by", ARI_SHAPE_VALUE},
						{"evidence", ARI_SHAPE_VALUES},
						{0}};
static const struct part milestone_parts[] = {{"what", ARI_SHAPE_VALUE},
					      {"due", ARI_SHAPE_WHEN},
					      {"done", ARI_SHAPE_WHEN},
					      {"met", ARI_SHAPE_WHENS},
					      {0}};
static const struct part acceptance_parts[] = {{"rule", ARI_SHAPE_VALUE},
					       {"reason", ARI_SHAPE_VALUE},
					       {"until", ARI_SHAPE_WHEN},
					       {0}};

static int change_part(struct ari_node *map, struct ari_edit__assign *job,
		       const struct part *parts, struct ari_str name,
		       struct ari_str part, const struct ari_assignment *a)
{
	const char *order[8] = {NULL};
	const struct part *found = NULL;

	for (size_t i = 0; parts[i].name; i++) {
		order[i] = parts[i].name;
		if (ari_str_is(part, parts[i].name))
			found = &parts[i];
	}
	if (found)
		return change_key(map, job, part, found->shape, a, order);
	return ari_error_set(job->err, ARI_ERR_USAGE,
			     "say which part of %.*s: %s, %s%s%s, as in "
			     "%.*s.%s%s=…",
			     (int)name.len, name.ptr, parts[0].name,
			     parts[1].name, parts[2].name ? " or " : "",
			     parts[2].name ? parts[2].name : "", (int)name.len,
			     name.ptr, parts == milestone_parts ? "WHAT." : "",
			     parts[1].name);
}

static struct ari_node empty_map(void)
{
	return (struct ari_node){.kind = ARI_NODE_MAPPING,
				 .style = ARI_STYLE_FLOW,
				 .start = ARI_EDIT__MADE,
				 .end = ARI_EDIT__MADE};
}

static int change_map(struct ari_node *record, struct ari_edit__assign *job,
		      struct ari_str name, struct ari_str part,
		      const struct part *parts, const struct ari_assignment *a)
{
	const struct ari_node *old = ari_node_get_str(record, name);
	struct ari_node map = empty_map();

	if (old && old->kind == ARI_NODE_MAPPING)
		map = *old;
	if (part.len || a->verb != ARI_EDIT_SET || a->value.len) {
		if (change_part(&map, job, parts, name, part, a))
			return -1;
	} else {
		map.len = 0;
	}
	return ari_edit__with(record, record, name, map.len ? &map : NULL,
			      job->order, job->arena, job->err);
}

static uint32_t find_id(const struct ari_node *list, const char *key,
			struct ari_str id)
{
	uint32_t i = 0;

	while (i < list->len &&
	       !ari_str_eq(ari_node_text(ari_node_get(&list->u.items[i], key)),
			   id))
		i++;
	return i;
}

/* An item known by one of its keys: made when it is not there yet. */
static int change_known(struct ari_node *list, struct ari_edit__assign *job,
			struct ari_str name, struct ari_str id,
			struct ari_str part, const struct part *parts,
			const struct ari_assignment *a)
{
	uint32_t at = find_id(list, parts->name, id);
	struct ari_node map = empty_map(), text;

	if (at < list->len)
		map = list->u.items[at];
	else if (make_value(&text, job, id, NULL, false) ||
		 ari_edit__with(&map, &map, ari_str_from(parts->name), &text,
				NULL, job->arena, job->err))
		return -1;
	if (change_part(&map, job, parts, name, part, a))
		return -1;
	return at < list->len ? ari_edit__with_item(list, list, at, &map,
						    job->arena, job->err)
			      : ari_edit__with_new(list, list, at, &map,
						   job->arena, job->err);
}

static int change_items(struct ari_node *record, struct ari_edit__assign *job,
			struct ari_str name, struct ari_str rest,
			const struct part *parts,
			const struct ari_assignment *a)
{
	const struct ari_node *old = ari_node_get_str(record, name);
	struct ari_str id = rest, part = rest;
	struct ari_node list = empty_list();
	uint32_t at;

	if (old && old->kind == ARI_NODE_SEQUENCE)
		list = *old;
	while (id.len && id.ptr[id.len - 1] != '.')
		id.len--;
	part.ptr = rest.ptr + id.len;
	part.len = rest.len - id.len;
	id.len -= id.len > 0;
	at = find_id(&list, parts->name, a->value);
	if (!rest.len && a->verb == ARI_EDIT_SET && !a->value.len) {
		list.len = 0;
	} else if (!rest.len && a->verb == ARI_EDIT_TAKE && at < list.len) {
		if (ari_edit__with_item(&list, &list, at, NULL, job->arena,
					job->err))
			return -1;
	} else if (!id.len) {
		return change_part(NULL, job, parts, name, ARI_STR(""), a);
	} else if (change_known(&list, job, name, id, part, parts, a)) {
		return -1;
	}
	return ari_edit__with(record, record, name, list.len ? &list : NULL,
			      job->order, job->arena, job->err);
}

/* -- fields -- */

int ari_edit__assign_init(struct ari_edit__assign *job)
{
	size_t count = 0;

	job->order = ari_arena_zalloc(job->arena, ORDER * sizeof(*job->order));
	if (!job->order)
		return ari_error_memory(job->err);
	for (const struct ari_field *f = ari_plan_fields;
	     f->name && count + 1 < ORDER; f++)
		job->order[count++] = f->name;
	return 0;
}

static int change_field(struct ari_node *record, struct ari_edit__assign *job,
			const struct ari_field *field, struct ari_str rest,
			const struct ari_assignment *a)
{
	struct ari_str name = ari_str_from(field->name);

	switch (field->shape) {
	case ARI_SHAPE_DECISION:
		return change_map(record, job, name, rest, decision_parts, a);
	case ARI_SHAPE_ATTESTATION:
		return change_map(record, job, name, rest, attestation_parts,
				  a);
	case ARI_SHAPE_MILESTONES:
		return change_items(record, job, name, rest, milestone_parts,
				    a);
	case ARI_SHAPE_ACCEPTANCES:
		return change_items(record, job, name, rest, acceptance_parts,
				    a);
	default:
		break;
	}
	if (rest.len)
		return fail_field(job, a->field);
	return change_key(record, job, name, field->shape, a, job->order);
}

int ari_edit__assign(struct ari_node *record, struct ari_edit__assign *job,
		     const struct ari_assignment *a)
{
	const char *dot = memchr(a->field.ptr, '.', a->field.len);
	struct ari_str name = a->field, rest = {"", 0};
	const struct ari_field *field;

	if (ari_str_starts(name, "x-") && name.len > 2)
		return change_key(record, job, name, ARI_SHAPE_VALUE, a,
				  job->order);
	if (dot) {
		name.len = (size_t)(dot - name.ptr);
		rest = (struct ari_str){dot + 1, a->field.len - name.len - 1};
	}
	if (ari_str_is(name, "ref"))
		return ari_error_set(job->err, ARI_ERR_USAGE,
				     "a ref is never changed alone: give the "
				     "record its new ref in the file, with "
				     "`formerly: [OLD]` below it");
	field = ari_plan_field(name);
	if (!field || !(field->applies & job->kind))
		return fail_field(job, name);
	return change_field(record, job, field, rest, a);
}
