/*
 * A part of the ledger: of a plan or one record of it, of people, kinds,
 * fields, bodies, cycles, days. A record is followed back through the names
 * it had: the ledger comes newest first, so a renumbering is met before
 * anything that happened under the old ref.
 */
#include <arising/ledger.h>

#include <string.h>

void ari_ledger_filter_init(struct ari_ledger_filter *filter)
{
	*filter = (struct ari_ledger_filter){.since = ARI_DAY_MIN,
					     .until = ARI_DAY_MAX};
	ari_arena_init(&filter->arena, NULL, 0);
}

void ari_ledger_filter_release(struct ari_ledger_filter *filter)
{
	ari_arena_release(&filter->arena);
}

/* -- the names of one record -- */

static bool has_name(const struct ari_ledger_filter *filter,
		     struct ari_str plan, struct ari_str ref)
{
	for (size_t i = 0; i < filter->name_count; i++)
		if (ari_str_eq(filter->names[i].plan, plan) &&
		    ari_str_eq(filter->names[i].ref, ref))
			return true;
	return false;
}

/* Plans of the names, for the ledger's hint. */
static int add_plan(struct ari_ledger_filter *filter, struct ari_str plan,
		    struct ari_error *err)
{
	size_t room = filter->plan_count ? filter->plan_count * 2 : 1;
	struct ari_str *plans = filter->plans;

	for (size_t i = 0; i < filter->plan_count; i++)
		if (ari_str_eq(filter->plans[i], plan))
			return 0;
	if (!(filter->plan_count & (filter->plan_count - 1))) {
		plans = ari_arena_array(&filter->arena, room, sizeof(*plans));
		if (!plans)
			return ari_error_memory(err);
		if (filter->plan_count)
			memcpy(plans, filter->plans,
			       filter->plan_count * sizeof(*plans));
		filter->plans = plans;
	}
	plans[filter->plan_count++] = plan;
	return 0;
}

static int add_name(struct ari_ledger_filter *filter, struct ari_str plan,
		    struct ari_str ref, struct ari_error *err)
{
	struct ari_ledger_name *names = filter->names;

	if (has_name(filter, plan, ref))
		return 0;
	if (filter->name_count == ARI_LEDGER_NAMES)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "this record had more than %d refs",
				     ARI_LEDGER_NAMES);
	if (!(filter->name_count & (filter->name_count - 1))) {
		size_t room = filter->name_count ? filter->name_count * 2 : 1;

		names = ari_arena_array(&filter->arena, room, sizeof(*names));
		if (!names)
			return ari_error_memory(err);
		if (filter->name_count)
			memcpy(names, filter->names,
			       filter->name_count * sizeof(*names));
		filter->names = names;
	}
	names += filter->name_count;
	names->plan = ari_arena_dup(&filter->arena, plan);
	names->ref = ari_arena_dup(&filter->arena, ref);
	if (!names->plan.ptr || !names->ref.ptr)
		return ari_error_memory(err);
	filter->name_count++;
	return add_plan(filter, names->plan, err);
}

/* The refs that a record had before this entry. */
static int follow(struct ari_ledger_filter *filter,
		  const struct ari_ledger_entry *entry, struct ari_error *err)
{
	const struct ari_movement *m = &entry->movement;
	struct ari_str plan = entry->plan;

	switch (m->kind) {
	case ARI_MOVE_MOVED:
		if (strcmp(m->field, "plan") != 0 || !m->before)
			return 0;
		plan = ari_node_text(m->before);
		break;
	case ARI_MOVE_RENUMBERED:
	case ARI_MOVE_MERGED:
	case ARI_MOVE_SPLIT:
		break;
	default:
		return 0;
	}
	if (m->old && m->old->ref.text.len &&
	    add_name(filter, plan, m->old->ref.text, err))
		return -1;
	if (m->kind == ARI_MOVE_SPLIT)
		return 0;
	for (size_t i = 0; i < m->ref_count; i++)
		if (add_name(filter, plan, m->refs[i], err))
			return -1;
	return 0;
}

/* The file in which the plan stood: what is unreadable has no other name. */
static int follow_path(struct ari_ledger_filter *filter,
		       const struct ari_ledger_entry *entry,
		       struct ari_error *err)
{
	bool ours = false;

	for (size_t i = 0; i < filter->plan_count && !ours; i++)
		ours = ari_str_eq(filter->plans[i], entry->plan);
	if (!ours || ari_str_eq(filter->path, entry->path))
		return 0;
	filter->path = ari_arena_dup(&filter->arena, entry->path);
	return filter->path.ptr ? 0 : ari_error_memory(err);
}

/*
 * Names go together with the plan they stand in: of a commit that moved a
 * record to another plan, a later name must not pull in what comes after.
 */
static int follow_all(struct ari_ledger_filter *filter,
		      const struct ari_ledger_commit *commit,
		      struct ari_error *err)
{
	if (!filter->plan.ptr)
		return 0;
	if (!filter->plan_count && add_plan(filter, filter->plan, err))
		return -1;
	if (filter->ref.ptr && !filter->name_count &&
	    add_name(filter, filter->plan, filter->ref, err))
		return -1;
	for (size_t i = 0; i < commit->count; i++) {
		const struct ari_ledger_entry *entry = &commit->entries[i];

		if (entry->what != ARI_LEDGER_MOVEMENT)
			continue;
		if (follow_path(filter, entry, err))
			return -1;
		if (filter->ref.ptr &&
		    entry->movement.new &&has_name(filter, entry->plan,
						   entry->movement.ref) &&
		    follow(filter, entry, err))
			return -1;
	}
	return 0;
}

/* -- what is wanted -- */

static bool among(const struct ari_str *list, size_t count, struct ari_str text)
{
	for (size_t i = 0; i < count; i++)
		if (ari_str_eq(list[i], text))
			return true;
	return !count;
}

/* ASCII case apart, whatever the locale. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool holds(struct ari_str text, struct ari_str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++) {
		size_t k = 0;

		while (k < part.len &&
		       lower(text.ptr[i + k]) == lower(part.ptr[k]))
			k++;
		if (k == part.len)
			return true;
	}
	return false;
}

static bool author_wanted(const struct ari_ledger_filter *filter,
			  const struct ari_person *author)
{
	for (size_t i = 0; i < filter->author_count; i++)
		if (holds(author->name, filter->authors[i]) ||
		    holds(author->email, filter->authors[i]))
			return true;
	return !filter->author_count;
}

static bool commit_wanted(const struct ari_ledger_filter *filter,
			  const struct ari_ledger_commit *commit)
{
	return commit->committer.day >= filter->since &&
	       commit->committer.day <= filter->until &&
	       author_wanted(filter, &commit->author) &&
	       (!filter->cycle_count ||
		(commit->cycle.ptr &&
		 among(filter->cycles, filter->cycle_count, commit->cycle)));
}

static bool body_wanted(const struct ari_ledger_filter *filter,
			const struct ari_ledger_entry *entry)
{
	for (size_t i = 0; i < entry->body_count; i++)
		if (among(filter->bodies, filter->body_count, entry->bodies[i]))
			return true;
	return !filter->body_count;
}

/*
 * What cannot be read is known by what it calls itself, or by its file;
 * where not even that is known, it is told.
 */
static bool unreadable_wanted(const struct ari_ledger_filter *filter,
			      const struct ari_ledger_entry *entry)
{
	if (!filter->plan.ptr)
		return true;
	if (!entry->calls.ptr)
		return !filter->path.ptr ||
		       ari_str_eq(filter->path, entry->path);
	for (size_t i = 0; i < filter->plan_count; i++)
		if (ari_str_eq(filter->plans[i], entry->calls))
			return true;
	return false;
}

static bool entry_wanted(const struct ari_ledger_filter *filter,
			 const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;

	if (entry->what == ARI_LEDGER_UNREADABLE)
		return !filter->kind_count && !filter->field_count &&
		       !filter->body_count && unreadable_wanted(filter, entry);
	if (entry->what != ARI_LEDGER_MOVEMENT)
		return false;
	if (filter->ref.ptr && !has_name(filter, entry->plan, m->ref))
		return false;
	if (filter->plan.ptr && !filter->ref.ptr &&
	    !ari_str_eq(entry->plan, filter->plan))
		return false;
	return among(filter->fields, filter->field_count,
		     m->key.ptr ? m->key : ari_str_from(m->field)) &&
	       among(filter->kinds, filter->kind_count,
		     ari_str_from(ari_movement_name(m->kind))) &&
	       body_wanted(filter, entry);
}

int ari_ledger_pick(const struct ari_ledger_entry ***out, size_t *count,
		    struct ari_ledger_filter *filter,
		    const struct ari_ledger_commit *commit,
		    struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_ledger_entry **kept =
	    ari_arena_array(arena, commit->count + 1, sizeof(*kept));
	size_t n = 0;

	if (!kept)
		return ari_error_memory(err);
	if (follow_all(filter, commit, err))
		return -1;
	for (size_t i = 0; i < commit->count && commit_wanted(filter, commit);
	     i++)
		if (entry_wanted(filter, &commit->entries[i]))
			kept[n++] = &commit->entries[i];
	*out = kept;
	*count = n;
	return 0;
}
