/*
 * The meetings: what the register announces beside what the tags froze.
 */
#include "history/internal.h"

#include <stdlib.h>

static int compare_meetings(const void *a, const void *b)
{
	const struct ari_meeting *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return ari_str_cmp(x->id, y->id);
}

static int32_t meeting_day(const struct ari_cycle *cycle,
			   const struct ari_tag *tag)
{
	if (cycle && cycle->meeting.date.kind)
		return cycle->meeting.date.days.hi;
	return tag ? tag->day : ARI_DAY_MIN;
}

static size_t add(struct ari_meeting *items, size_t count,
		  const struct ari_cycle *cycle, const struct ari_tag *tag)
{
	items[count] = (struct ari_meeting){
	    .id = cycle ? cycle->id.text : tag->id,
	    .cycle = cycle,
	    .tag = tag,
	    .day = meeting_day(cycle, tag),
	};
	return count + 1;
}

int ari_history_meetings(struct ari_meetings *out, struct ari_repo *repo,
			 const struct ari_register *reg,
			 struct ari_arena *arena, struct ari_error *err)
{
	struct ari_tags tags = {0};
	struct ari_meeting *items;
	size_t count = 0;

	if (ari_repo_has_git(repo) && ari_source_tags(&tags, repo, arena, err))
		return -1;
	items = ari_arena_array(arena, reg->cycle_count + tags.count + 1,
				sizeof(*items));
	if (!items)
		return ari_error_memory(err);
	for (size_t i = 0; i < reg->cycle_count; i++)
		if (reg->cycles[i].id.text.len)
			count =
			    add(items, count, &reg->cycles[i],
				ari_tags_find(&tags, reg->cycles[i].id.text));
	for (size_t i = 0; i < tags.count; i++)
		if (!ari_register_cycle(reg, tags.items[i].id))
			count = add(items, count, NULL, &tags.items[i]);
	if (count)
		qsort(items, count, sizeof(*items), compare_meetings);
	*out = (struct ari_meetings){items, count};
	return 0;
}

const struct ari_meeting *ari_meetings_find(const struct ari_meetings *meetings,
					    struct ari_str id)
{
	for (size_t i = 0; i < meetings->count; i++)
		if (ari_str_eq(meetings->items[i].id, id))
			return &meetings->items[i];
	return NULL;
}

static bool wanted(const struct ari_meeting *meeting,
		   const struct ari_snapshot *to, struct ari_str body)
{
	if (!meeting->tag || ari_oid_none(&meeting->tag->commit))
		return false;
	if (to->cycle.ptr && ari_str_eq(to->cycle, meeting->id))
		return false;
	return !body.ptr ||
	       (meeting->cycle && ari_str_eq(meeting->cycle->body.text, body));
}

/* A closed cycle that `to` neither holds nor precedes was rewritten. */
static int check_aside(struct ari_repo *repo, const struct ari_meeting *meeting,
		       const struct ari_snapshot *to, struct ari_error *err)
{
	int later = ari_source_is_ancestor(repo, &to->commit,
					   &meeting->tag->commit, err);

	if (later < 0)
		return -1;
	if (later)
		return 0;
	return ari_error_set(
	    err, ARI_ERR_UNCERTAIN,
	    "the cycle %.*s is not in the history of %.*s: history was "
	    "rewritten after it was closed, or this is another branch. Name "
	    "both versions, as in FROM..TO, to compare them all the same",
	    (int)meeting->id.len, meeting->id.ptr, (int)to->name.len,
	    to->name.ptr);
}

int ari_history_last_cycle(struct ari_snapshot *out, struct ari_repo *repo,
			   const struct ari_meetings *meetings,
			   const struct ari_snapshot *to, struct ari_str body,
			   struct ari_arena *arena, struct ari_error *err)
{
	for (size_t i = meetings->count; i--;) {
		const struct ari_meeting *meeting = &meetings->items[i];
		int held;

		if (!wanted(meeting, to, body))
			continue;
		held = ari_source_is_ancestor(repo, &meeting->tag->commit,
					      &to->commit, err);
		if (held < 0)
			return -1;
		if (held)
			return ari_snapshot_of_cycle(out, repo, meeting->id,
						     arena, err);
		if (check_aside(repo, meeting, to, err))
			return -1;
	}
	return ari_error_set(err, ARI_ERR_NOT_FOUND,
			     "no cycle%s%.*s was closed before %.*s: name the "
			     "version to compare with, as in FROM..TO",
			     body.ptr ? " of " : "", (int)body.len,
			     body.len ? body.ptr : "", (int)to->name.len,
			     to->name.ptr);
}

/* Whether the meeting froze another version than newer. */
static bool froze_another(const struct ari_meeting *meeting,
			  const struct ari_snapshot *newer)
{
	return wanted(meeting, newer, (struct ari_str){NULL, 0}) &&
	       (newer->kind != ARI_SNAPSHOT_COMMIT ||
		!ari_oid_eq(&newer->commit, &meeting->tag->commit));
}

int ari_history__older(struct ari_snapshot *out, struct ari_meetings *meetings,
		       struct ari_repo *repo, const struct ari_snapshot *newer,
		       struct ari_arena *arena, struct ari_error *err)
{
	while (meetings->count) {
		const struct ari_meeting *one =
		    &meetings->items[--meetings->count];
		int held;

		if (!froze_another(one, newer))
			continue;
		held = ari_source_is_ancestor(repo, &one->tag->commit,
					      &newer->commit, err);
		if (held < 0)
			return -1;
		if (held)
			return ari_snapshot_of_cycle(out, repo, one->id, arena,
						     err);
	}
	return 1;
}

int32_t ari_history_day(const struct ari_snapshot *at,
			const struct ari_register *reg)
{
	const struct ari_cycle *cycle =
	    at->cycle.ptr ? ari_register_cycle(reg, at->cycle) : NULL;

	if (cycle && cycle->meeting.date.kind)
		return cycle->meeting.date.days.hi;
	return at->day;
}
