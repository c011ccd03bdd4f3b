/*
 * The plans of a snapshot as tables, one an entity, for databases and
 * spreadsheets: CSV one table at a time, NDJSON all of them. Every row has
 * the council and the day, so that those of many councils lie in one table.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* Columns of the widest table. */
#define EXPORT_COLUMNS 24

/* What a cell is where a format has types. */
enum cell_type {
	CELL_TEXT,
	CELL_NUMBER,
	CELL_FLAG,
	CELL_LIST,
};

/* Where rows go, and what they all have. */
struct sink {
	struct ari_buf *out;
	const struct ari_view *view;
	const struct ari_export_options *options;
	const struct ari_export_table *table; /* the one being written */
	struct ari_str council;
	struct ari_buf day;
	struct ari_buf cells[EXPORT_COLUMNS];
	enum cell_type types[EXPORT_COLUMNS];
	const struct ari_values *lists[EXPORT_COLUMNS]; /* of CELL_LIST */
	size_t count; /* cells of this row that are filled */
	bool csv;
	struct ari_error *err;
	int result;
};

struct ari_export_table {
	const char *name;
	const char *keys[EXPORT_COLUMNS]; /* ends with NULL */
	void (*each)(struct sink *s, const struct ari_plan *plan);
};

/* -- rows -- */

static struct ari_buf *next_cell(struct sink *s, enum cell_type type)
{
	struct ari_buf *cell = &s->cells[s->count];

	s->types[s->count++] = type;
	ari_buf_clear(cell);
	return cell;
}

static void text(struct sink *s, struct ari_str value)
{
	ari_buf_str(next_cell(s, CELL_TEXT), value);
}

static void words(struct sink *s, const char *value)
{
	ari_buf_puts(next_cell(s, CELL_TEXT), value);
}

static void flag(struct sink *s, bool value)
{
	ari_buf_puts(next_cell(s, CELL_FLAG), value ? "true" : "false");
}

static void list(struct sink *s, const struct ari_values *values)
{
	struct ari_buf *cell = next_cell(s, CELL_LIST);

	s->lists[s->count - 1] = values;

	for (size_t i = 0; i < values->count; i++) {
		ari_buf_puts(cell, i ? "\n" : "");
		ari_buf_str(cell, values->items[i].text);
	}
}

static void day(struct sink *s, int32_t value)
{
	struct ari_buf *cell = next_cell(s, CELL_TEXT);

	if (value != ARI_DAY_MIN && value != ARI_DAY_MAX)
		ari_day_put(cell, value);
}

static void begin(struct sink *s, const struct ari_plan *plan)
{
	s->count = 0;
	text(s, s->council);
	text(s, ari_buf_view(&s->day));
	text(s, plan->id.text);
}

static void end_csv(struct sink *s)
{
	for (size_t i = 0; i < s->count; i++)
		ari_exchange__csv_field(s->out, ari_buf_view(&s->cells[i]), !i);
	ari_exchange__csv_end(s->out);
}

/* Lists and numbers as what they are; nothing said is null. */
static json_t *cell_json(struct ari_json *json, const struct sink *s, size_t at)
{
	struct ari_str cell = ari_buf_view(&s->cells[at]);
	json_t *array;

	if (s->types[at] == CELL_FLAG)
		return json_boolean(ari_str_is(cell, "true"));
	if (s->types[at] == CELL_NUMBER)
		return json_integer(strtoll(cell.ptr, NULL, 10));
	if (s->types[at] == CELL_TEXT)
		return cell.len ? ari_exchange__str(cell) : json_null();
	array = json_array();
	for (size_t i = 0; i < s->lists[at]->count; i++)
		ari_exchange__append(
		    json, array,
		    ari_exchange__str(s->lists[at]->items[i].text));
	return array;
}

static void end_json(struct sink *s)
{
	struct ari_json json;
	json_t *root = ari_exchange__begin(&json);

	ari_exchange__set(&json, root, "table", json_string(s->table->name));
	for (size_t i = 0; i < s->count; i++)
		ari_exchange__set(&json, root, s->table->keys[i],
				  cell_json(&json, s, i));
	s->result = ari_exchange__line(s->out, &json, s->err);
	ari_buf_byte(s->out, '\n');
}

static void end(struct sink *s)
{
	bool failed = s->out->failed;

	for (size_t i = 0; i < s->count; i++)
		failed |= s->cells[i].failed;
	if (failed && !s->result)
		s->result = ari_error_memory(s->err);
	if (s->result)
		return;
	if (s->csv)
		end_csv(s);
	else
		end_json(s);
}

static bool is_open(const struct sink *s, const struct ari_record *record)
{
	return s->options->exempt || !ari_record_exempt(record);
}

/* -- tables -- */

static void plan_row(struct sink *s, const struct ari_plan *plan)
{
	begin(s, plan);
	text(s, plan->title.text);
	text(s, plan->kind.text);
	text(s, plan->stage_text.text);
	text(s, plan->source.body.text);
	text(s, plan->source.onsite.text);
	text(s, plan->source.published.text);
	text(s, plan->path);
	end(s);
}

static void recommendation_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = 0; i < plan->recommendation_count; i++) {
		const struct ari_record *r = &plan->records[i];

		if (!is_open(s, r))
			continue;
		begin(s, plan);
		text(s, r->ref.text);
		text(s, ari_plan_section_title(plan, r->section.text));
		text(s, r->recommendation.text);
		text(s, r->outcome.text);
		text(s, r->response.text);
		text(s, r->implemented.on.text);
		end(s);
	}
}

static void action_row(struct sink *s, const struct ari_plan *plan,
		       const struct ari_record *r)
{
	struct ari_days overdue;

	begin(s, plan);
	text(s, r->ref.text);
	text(s, ari_plan_section_title(plan, r->section.text));
	text(s, r->action.text);
	words(s, ari_status_name(r->status));
	text(s, r->done.text);
	flag(s, s->options->day != ARI_DAY_MIN &&
		    ari_record_overdue(&overdue, r, s->options->day));
	list(s, &r->success);
	text(s, r->baseline.text);
	text(s, r->update.text);
	text(s, r->reason.text);
	list(s, &r->themes);
	list(s, &r->evidence);
	end(s);
}

static void action_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++)
		if (is_open(s, &plan->records[i]))
			action_row(s, plan, &plan->records[i]);
}

static void milestone_row(struct sink *s, const struct ari_record *r,
			  const struct ari_milestone *m, size_t number)
{
	struct ari_days overdue;
	bool dated = m->due.date.kind != ARI_DATE_NONE;

	begin(s, r->plan);
	text(s, r->ref.text);
	ari_buf_printf(next_cell(s, CELL_NUMBER), "%zu", number);
	text(s, m->what.text);
	text(s, m->due.text);
	day(s, dated ? m->due.date.days.lo : ARI_DAY_MIN);
	day(s, dated ? m->due.date.days.hi : ARI_DAY_MIN);
	text(s, m->done.text);
	flag(s, ari_milestone_closed(r, m));
	flag(s, s->options->day != ARI_DAY_MIN &&
		    ari_milestone_overdue(&overdue, r, m, s->options->day));
	end(s);
}

static void milestone_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];
		struct ari_milestone bare;

		if (!is_open(s, r))
			continue;
		for (size_t k = 0; k < r->milestones.count; k++)
			milestone_row(s, r, &r->milestones.items[k], k + 1);
		if (!r->milestones.count && ari_record_milestones(&bare, 1, r))
			milestone_row(s, r, &bare, 1);
	}
}

static void lead_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];

		for (size_t k = 0; is_open(s, r) && k < r->leads.count; k++) {
			struct ari_str id = r->leads.items[k].text;
			const struct ari_post *post =
			    ari_register_post(s->view->reg, id);

			begin(s, plan);
			text(s, r->ref.text);
			text(s, id);
			text(s, post ? post->post.text : (struct ari_str){0});
			text(s, post && s->options->names
				    ? post->holder.text
				    : (struct ari_str){0});
			end(s);
		}
	}
}

static void body_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];

		for (size_t k = 0; is_open(s, r) && k < r->bodies.count; k++) {
			struct ari_str code = r->bodies.items[k].text;
			const struct ari_body *body =
			    ari_register_body(s->view->reg, code, false);

			begin(s, plan);
			text(s, r->ref.text);
			text(s, code);
			text(s, body ? body->name.text : (struct ari_str){0});
			end(s);
		}
	}
}

/* A link's end; an end that is exempt is no link here. */
static void link_row(struct sink *s, const struct ari_record *r,
		     const char *kind, struct ari_str to)
{
	const char *hash = to.len ? memchr(to.ptr, '#', to.len) : NULL;
	size_t len = hash ? (size_t)(hash - to.ptr) : 0;
	struct ari_str plan =
	    hash ? (struct ari_str){to.ptr, len} : r->plan->id.text;
	struct ari_str ref =
	    hash ? (struct ari_str){hash + 1, to.len - len - 1} : to;
	const struct ari_plan *other = ari_view_plan(s->view, plan);
	const struct ari_record *end_at =
	    other ? ari_plan_find(other, ref) : NULL;

	if (!to.len || (end_at && !is_open(s, end_at)))
		return;
	begin(s, r->plan);
	text(s, r->ref.text);
	words(s, kind);
	text(s, plan);
	text(s, ref);
	end(s);
}

static void link_list(struct sink *s, const struct ari_record *r,
		      const char *kind, const struct ari_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		link_row(s, r, kind, values->items[i].text);
}

static void link_rows(struct sink *s, const struct ari_plan *plan)
{
	for (size_t i = plan->recommendation_count; i < plan->count; i++) {
		const struct ari_record *r = &plan->records[i];

		if (!is_open(s, r))
			continue;
		link_list(s, r, "recommendation", &r->recommendations);
		link_list(s, r, "after", &r->after);
		link_list(s, r, "see", &r->see);
		link_row(s, r, "superseded-by", r->superseded_by.text);
	}
}

#define KEYS "council", "day", "plan"

static const struct ari_export_table tables[] = {
    {"plans",
     {KEYS, "title", "kind", "stage", "source_body", "source_onsite",
      "source_published", "path", NULL},
     plan_row},
    {"recommendations",
     {KEYS, "ref", "section", "recommendation", "outcome", "response",
      "implemented_on", NULL},
     recommendation_rows},
    {"actions",
     {KEYS, "ref", "section", "action", "status", "done", "overdue", "success",
      "baseline", "update", "reason", "themes", "evidence", NULL},
     action_rows},
    {"milestones",
     {KEYS, "ref", "number", "what", "due", "first_day", "last_day", "done",
      "closed", "overdue", NULL},
     milestone_rows},
    {"leads", {KEYS, "ref", "lead", "post", "holder", NULL}, lead_rows},
    {"bodies", {KEYS, "ref", "body", "name", NULL}, body_rows},
    {"links", {KEYS, "ref", "kind", "to_plan", "to_ref", NULL}, link_rows},
};

#define TABLES (sizeof(tables) / sizeof(*tables))

size_t ari_export_left_out(const struct ari_view *view)
{
	size_t count = 0;

	for (size_t i = 0; i < view->count; i++)
		for (size_t k = 0; k < view->versions[i]->plan->count; k++)
			count += ari_record_exempt(
			    &view->versions[i]->plan->records[k]);
	return count;
}

static void put_table(struct sink *s)
{
	if (s->csv) {
		for (size_t i = 0; s->table->keys[i]; i++)
			ari_exchange__csv_field(
			    s->out, ari_str_from(s->table->keys[i]), !i);
		ari_exchange__csv_end(s->out);
	}
	for (size_t i = 0; i < s->view->count && !s->result; i++) {
		const struct ari_plan *plan = s->view->versions[i]->plan;

		if (s->options->exempt ||
		    !ari_str_is(plan->access.text, "exempt"))
			s->table->each(s, plan);
	}
}

int ari_export_tables(struct ari_buf *out, const struct ari_view *view,
		      const struct ari_export_options *options, bool csv,
		      struct ari_error *err)
{
	struct sink s = {.out = out,
			 .view = view,
			 .options = options,
			 .council = view->reg->council.text,
			 .csv = csv,
			 .err = err};

	for (size_t i = 0; i < EXPORT_COLUMNS; i++)
		ari_buf_init(&s.cells[i], NULL);
	ari_buf_init(&s.day, NULL);
	if (options->day != ARI_DAY_MIN)
		ari_day_put(&s.day, options->day);
	for (size_t i = 0; i < TABLES && !s.result; i++) {
		s.table = &tables[i];
		if (!options->table || !strcmp(options->table, tables[i].name))
			put_table(&s);
	}
	for (size_t i = 0; i < EXPORT_COLUMNS; i++)
		ari_buf_release(&s.cells[i]);
	ari_buf_release(&s.day);
	if (!s.result && out->failed)
		return ari_error_memory(err);
	return s.result;
}
