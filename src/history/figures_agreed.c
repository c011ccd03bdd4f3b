/*
 * The date that was agreed first, for each record: git knows it, and no
 * later edit hides it. The ledger comes newest first, so what touched dates
 * is gathered, and then told in the order in which it happened.
 */
#include <arising/ledger.h>

#include <stdlib.h>
#include <string.h>

/* Entries that touch dates, names or approval: more than any history has. */
#define EVENTS_MOST ((size_t)16 << 20)

struct event {
	struct ari_str name; /* plan#ref; plan# for the plan itself */
	struct ari_str was;  /* the name before; ptr NULL: the same */
	struct ari_str cycle;
	int32_t due;
	bool agreed; /* the plan is, from here on */
	bool gone;
	bool left; /* nothing has the name it had any more */
};

struct state {
	int32_t first;
	struct ari_str cycle; /* that saw it */
	bool seen;	      /* there is a due */
	bool fixed;
	bool there;
};

struct agreed {
	struct ari_arena *arena;
	struct event *events; /* newest first */
	size_t count;
	size_t room;
	struct ari_index names;
	size_t name_count;
	struct state *states; /* by name */
	bool failed;
};

static struct ari_str join(struct agreed *all, struct ari_str plan,
			   struct ari_str ref)
{
	char *text = ari_arena_alloc(all->arena, plan.len + ref.len + 2);

	if (!text) {
		all->failed = true;
		return (struct ari_str){"", 0};
	}
	memcpy(text, plan.ptr, plan.len);
	text[plan.len] = '#';
	if (ref.len)
		memcpy(text + plan.len + 1, ref.ptr, ref.len);
	text[plan.len + ref.len + 1] = '\0';
	return (struct ari_str){text, plan.len + ref.len + 1};
}

static struct event *add_event(struct agreed *all)
{
	if (all->count == all->room) {
		size_t room = all->room ? all->room * 2 : 1024;
		void *events =
		    room > EVENTS_MOST
			? NULL
			: realloc(all->events, room * sizeof(*all->events));

		if (!events) {
			all->failed = true;
			return NULL;
		}
		all->events = events;
		all->room = room;
	}
	all->events[all->count] = (struct event){.due = ARI_DAY_MIN};
	return &all->events[all->count++];
}

/* The name a record had before, where this entry says so. */
static struct ari_str old_name(struct agreed *all,
			       const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;
	struct ari_str plan = entry->plan;
	bool moved = m->kind == ARI_MOVE_MOVED && !strcmp(m->field, "plan");

	if (!m->old || !m->new ||
	    (!moved && m->kind != ARI_MOVE_RENUMBERED &&
	     m->kind != ARI_MOVE_SPLIT && m->kind != ARI_MOVE_MERGED))
		return (struct ari_str){NULL, 0};
	if (moved && m->before)
		plan = ari_node_text(m->before);
	if (!moved && ari_str_eq(m->old->ref.text, m->ref))
		return (struct ari_str){NULL, 0};
	return join(all, plan, m->old->ref.text);
}

static void take_entry(struct agreed *all,
		       const struct ari_ledger_commit *commit,
		       const struct ari_ledger_entry *entry)
{
	const struct ari_movement *m = &entry->movement;
	bool plan = entry->what == ARI_LEDGER_APPEARED ||
		    (entry->what == ARI_LEDGER_MOVEMENT && !m->ref.ptr &&
		     m->kind == ARI_MOVE_STAGE_ADVANCED);
	struct ari_str was = {NULL, 0};
	struct event *event;

	if (!plan && (entry->what != ARI_LEDGER_MOVEMENT || !m->ref.ptr))
		return;
	if (!plan)
		was = old_name(all, entry);
	if (!plan && !was.ptr && m->old && m->new &&
	    entry->due_before == entry->due_after)
		return;
	event = add_event(all);
	if (!event)
		return;
	event->name =
	    join(all, entry->plan, plan ? (struct ari_str){"", 0} : m->ref);
	event->was = was;
	event->left = was.ptr && (m->kind == ARI_MOVE_RENUMBERED ||
				  m->kind == ARI_MOVE_MOVED);
	event->cycle = commit->cycle;
	if (event->cycle.ptr)
		event->cycle = ari_arena_dup(all->arena, commit->cycle);
	event->due = entry->due_after;
	event->agreed = entry->agreed_after;
	event->gone = !plan && !m->new;
}

/* -- the names -- */

static int index_names(struct agreed *all)
{
	struct ari_index_entry *entries =
	    ari_arena_array(all->arena, 2 * all->count + 1, sizeof(*entries));
	size_t n = 0, kept = 0;

	if (!entries)
		return -1;
	for (size_t i = 0; i < all->count; i++) {
		entries[n++].key = all->events[i].name;
		if (all->events[i].was.ptr)
			entries[n++].key = all->events[i].was;
	}
	for (size_t i = 0; i < n; i++)
		entries[i].value = 0;
	ari_index_build(&all->names, entries, n);
	for (size_t i = 0; i < n; i++) {
		if (kept && ari_str_eq(entries[kept - 1].key, entries[i].key))
			continue;
		entries[kept].key = entries[i].key;
		entries[kept].value = (uint32_t)kept;
		kept++;
	}
	all->names = (struct ari_index){entries, kept};
	all->name_count = kept;
	all->states =
	    ari_arena_zalloc(all->arena, (kept + 1) * sizeof(*all->states));
	return all->states ? 0 : -1;
}

static size_t place_of(const struct agreed *all, struct ari_str name)
{
	return ari_index_find(&all->names, name)->value;
}

/* -- as it happened -- */

static bool same_cycle(struct ari_str a, struct ari_str b)
{
	return a.ptr && b.ptr && ari_str_eq(a, b);
}

/* A plan that is approved fixes the dates its records have. */
static void approve(struct agreed *all, const struct event *event)
{
	size_t at = place_of(all, event->name);

	all->states[at].fixed = event->agreed;
	if (!event->agreed)
		return;
	for (at++; at < all->name_count; at++) {
		struct ari_str name = all->names.entries[at].key;

		if (name.len < event->name.len ||
		    memcmp(name.ptr, event->name.ptr, event->name.len) != 0)
			break;
		if (all->states[at].seen)
			all->states[at].fixed = true;
	}
}

static void happen(struct agreed *all, const struct event *event)
{
	struct state *state = &all->states[place_of(all, event->name)];

	if (event->was.ptr)
		*state = all->states[place_of(all, event->was)];
	if (event->left)
		all->states[place_of(all, event->was)].there = false;
	if (event->gone) {
		state->there = false;
		return;
	}
	state->there = true;
	if (state->fixed || (state->seen && state->cycle.ptr &&
			     !same_cycle(state->cycle, event->cycle)))
		state->fixed = true;
	else if (event->due != ARI_DAY_MIN) {
		state->seen = true;
		state->first = event->due;
		state->cycle = event->cycle;
		state->fixed = event->agreed;
	}
}

static int compare_agreed(const void *a, const void *b)
{
	const struct ari_agreed *x = a, *y = b;
	int order = ari_str_cmp(x->plan, y->plan);

	return order ? order : ari_str_cmp(x->ref, y->ref);
}

static int list_agreed(struct ari_agreed_list *out, struct agreed *all)
{
	struct ari_agreed *items =
	    ari_arena_array(all->arena, all->name_count + 1, sizeof(*items));
	size_t count = 0;

	if (!items)
		return -1;
	for (size_t i = 0; i < all->name_count; i++) {
		struct ari_str name = all->names.entries[i].key;
		size_t hash =
		    (size_t)((const char *)memchr(name.ptr, '#', name.len) -
			     name.ptr);

		if (!all->states[i].there || !all->states[i].seen ||
		    hash + 1 == name.len)
			continue;
		items[count++] = (struct ari_agreed){
		    {name.ptr, hash},
		    {name.ptr + hash + 1, name.len - hash - 1},
		    all->states[i].first};
	}
	if (count)
		qsort(items, count, sizeof(*items), compare_agreed);
	*out = (struct ari_agreed_list){items, count};
	return 0;
}

int ari_ledger_agreed(struct ari_agreed_list *out, struct ari_ledger *ledger,
		      struct ari_arena *arena, struct ari_error *err)
{
	struct agreed all = {.arena = arena};
	const struct ari_ledger_commit *commit;
	int rc;

	while ((rc = ari_ledger_next(&commit, ledger, err)) > 0 && !all.failed)
		/* Of one commit the last entry is told first, too. */
		for (size_t i = commit->count; i--;)
			take_entry(&all, commit, &commit->entries[i]);
	if (rc >= 0 && (all.failed || index_names(&all)))
		rc = ari_error_memory(err);
	if (rc >= 0) {
		for (size_t i = all.count; i--;) {
			const struct event *event = &all.events[i];

			if (event->name.ptr[event->name.len - 1] == '#')
				approve(&all, event);
			else
				happen(&all, event);
		}
		rc = list_agreed(out, &all) ? ari_error_memory(err) : 0;
	}
	free(all.events);
	return rc < 0 ? -1 : 0;
}

int32_t ari_agreed_day(const struct ari_agreed_list *list, struct ari_str plan,
		       struct ari_str ref)
{
	struct ari_agreed key = {plan, ref, 0};
	const struct ari_agreed *found = NULL;

	if (list->count)
		found = bsearch(&key, list->items, list->count, sizeof(key),
				compare_agreed);
	return found ? found->day : ARI_DAY_MIN;
}
