/*
 * Who made each field say what it says now: the newest commit of the ledger
 * in which it said something else before.
 */
#include <arising/ledger.h>

#include <string.h>

/* -- the fields there are -- */

static void add_row(struct ari_blame *blame, struct ari_str field,
		    const struct ari_node *now)
{
	blame->rows[blame->count++] =
	    (struct ari_blame_row){.field = field, .now = now};
	blame->unknown++;
}

static int list_record(struct ari_blame *out, const struct ari_record *record,
		       struct ari_arena *arena)
{
	size_t room = record->extras.count;

	for (const struct ari_field *f = ari_plan_fields; f->name; f++)
		room++;
	out->rows = ari_arena_array(arena, room + 1, sizeof(*out->rows));
	if (!out->rows)
		return -1;
	for (const struct ari_field *f = ari_plan_fields; f->name; f++)
		if (ari_record_node(record, f))
			add_row(out, ari_str_from(f->name),
				ari_record_node(record, f));
	for (size_t i = 0; i < record->extras.count; i++)
		add_row(out, ari_node_text(record->extras.items[i].key),
			record->extras.items[i].value);
	return 0;
}

static int list_plan(struct ari_blame *out, const struct ari_plan *plan,
		     struct ari_arena *arena)
{
	const struct ari_node *map = plan->node;

	out->rows =
	    ari_arena_array(arena, map->len / 2 + 1, sizeof(*out->rows));
	if (!out->rows)
		return -1;
	for (uint32_t i = 0; i + 1 < map->len; i += 2) {
		struct ari_str key = ari_node_text(&map->u.items[i]);

		if (!ari_str_is(key, "actions") &&
		    !ari_str_is(key, "recommendations"))
			add_row(out, key, &map->u.items[i + 1]);
	}
	return 0;
}

/* -- what an entry says of a field -- */

static bool sets_record(const struct ari_ledger_entry *entry,
			struct ari_str field)
{
	const struct ari_movement *m = &entry->movement;
	uint64_t bit = 1;

	for (const struct ari_field *f = ari_plan_fields; f->name;
	     f++, bit <<= 1)
		if (ari_str_is(field, f->name))
			return entry->fields & bit;
	return !m->old ||
	       (m->kind == ARI_MOVE_X_CHANGED && ari_str_eq(m->key, field));
}

static bool sets_plan(const struct ari_ledger_entry *entry,
		      struct ari_str field)
{
	const struct ari_movement *m = &entry->movement;

	if (entry->what == ARI_LEDGER_APPEARED)
		return true;
	if (entry->what != ARI_LEDGER_MOVEMENT || m->ref.ptr)
		return false;
	return ari_str_eq(m->key.ptr ? m->key : ari_str_from(m->field), field);
}

static int dup_person(struct ari_person *person, struct ari_arena *arena)
{
	struct ari_str *parts[] = {&person->name, &person->email,
				   &person->raw_name, &person->raw_email};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		*parts[i] = ari_arena_dup(arena, *parts[i]);
		if (!parts[i]->ptr)
			return -1;
	}
	return 0;
}

static int settle(struct ari_blame *blame, struct ari_blame_row *row,
		  const struct ari_ledger_commit *commit, bool across,
		  struct ari_arena *arena)
{
	row->known = true;
	row->across = across;
	row->commit = commit->id;
	row->author = commit->author;
	row->author.time = commit->committer.time;
	row->author.offset = commit->committer.offset;
	row->author.day = commit->committer.day;
	row->subject = ari_arena_dup(arena, commit->subject);
	row->cycle = commit->cycle; /* lives as long as the ledger */
	if (row->cycle.ptr)
		row->cycle = ari_arena_dup(arena, commit->cycle);
	blame->unknown--;
	return dup_person(&row->author, arena) || !row->subject.ptr ||
		       (commit->cycle.ptr && !row->cycle.ptr)
		   ? -1
		   : 0;
}

static int take_entry(struct ari_blame *blame,
		      const struct ari_ledger_commit *commit,
		      const struct ari_ledger_entry *entry, bool record,
		      struct ari_arena *arena)
{
	for (size_t i = 0; i < blame->count; i++) {
		struct ari_blame_row *row = &blame->rows[i];

		if (row->known || !(record ? sets_record(entry, row->field)
					   : sets_plan(entry, row->field)))
			continue;
		if (settle(blame, row, commit, entry->across, arena))
			return -1;
	}
	return 0;
}

/* Entries of the plan itself, which no filter gives: it appeared. */
static int take_plan(struct ari_blame *blame,
		     const struct ari_ledger_commit *commit,
		     struct ari_str plan, struct ari_arena *arena)
{
	for (size_t i = 0; i < commit->count; i++)
		if (ari_str_eq(commit->entries[i].plan, plan) &&
		    take_entry(blame, commit, &commit->entries[i], false,
			       arena))
			return -1;
	return 0;
}

static int take_record(struct ari_blame *blame,
		       struct ari_ledger_filter *filter,
		       const struct ari_ledger_commit *commit,
		       struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_ledger_entry **entries;
	struct ari_arena scratch;
	size_t count;
	int result;

	ari_arena_init(&scratch, NULL, 0);
	result =
	    ari_ledger_pick(&entries, &count, filter, commit, &scratch, err);
	for (size_t i = 0; i < count && !result; i++)
		if (entries[i]->what == ARI_LEDGER_MOVEMENT &&
		    take_entry(blame, commit, entries[i], true, arena))
			result = ari_error_memory(err);
	ari_arena_release(&scratch);
	return result;
}

int ari_ledger_blame(struct ari_blame *out, struct ari_ledger *ledger,
		     const struct ari_plan *plan,
		     const struct ari_record *record, struct ari_arena *arena,
		     struct ari_error *err)
{
	const struct ari_ledger_commit *commit;
	struct ari_ledger_filter filter;
	int rc = 1;

	*out = (struct ari_blame){.rows = NULL};
	if (record ? list_record(out, record, arena)
		   : list_plan(out, plan, arena))
		return ari_error_memory(err);
	ari_ledger_filter_init(&filter);
	filter.plan = plan->id.text;
	filter.ref = record ? record->ref.text : (struct ari_str){NULL, 0};
	while (rc > 0 && out->unknown) {
		if (filter.plan_count)
			ari_ledger_hint(ledger, filter.plans,
					filter.plan_count);
		rc = ari_ledger_next(&commit, ledger, err);
		if (rc > 0 && record &&
		    take_record(out, &filter, commit, arena, err))
			rc = -1;
		if (rc > 0 && !record &&
		    take_plan(out, commit, plan->id.text, arena))
			rc = ari_error_memory(err);
	}
	ari_ledger_hint(ledger, NULL, 0);
	ari_ledger_filter_release(&filter);
	return rc < 0 ? -1 : 0;
}
