/*
 * Plans that did not change but are named by some that did: by `see`,
 * `after` or `superseded_by`, or by having the id of a plan that is new.
 * A plan's id stands in its file, and there is no index of ids: a file of
 * that name is tried first, and only then are the others looked through.
 */
#include "check/internal.h"

#include <string.h>

/* An id that is looked for. */
struct want {
	struct ari_str id;
	bool by_name; /* one is enough, and likely in ID.yaml */
	bool found;
};

struct search {
	struct ari_check__work *work;
	struct want wants[ARI_CHECK__LINKS];
	size_t count;
	bool *taken; /* by position in work->changed.same */
	struct ari_arena scratch;
};

static bool is_changed(const struct search *search, struct ari_str id)
{
	return ari_view_plan(search->work->result->view, id) != NULL;
}

/* Past the cap a link is not followed, and so not found fault with. */
static void add_want(struct search *search, struct ari_str id, bool by_name)
{
	if (!id.len || (by_name && is_changed(search, id)))
		return;
	for (size_t i = 0; i < search->count; i++) {
		if (!ari_str_eq(search->wants[i].id, id))
			continue;
		search->wants[i].by_name &= by_name;
		return;
	}
	if (search->count < ARI_CHECK__LINKS)
		search->wants[search->count++] =
		    (struct want){.id = id, .by_name = by_name};
}

static void add_link(struct search *search, struct ari_str link)
{
	const char *sign = link.len ? memchr(link.ptr, '#', link.len) : NULL;

	if (sign)
		add_want(search,
			 (struct ari_str){link.ptr, (size_t)(sign - link.ptr)},
			 true);
}

static void add_links(struct search *search, const struct ari_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct ari_record *record = &plan->records[i];

		for (size_t j = 0; j < record->see.count; j++)
			add_link(search, record->see.items[j].text);
		for (size_t j = 0; j < record->after.count; j++)
			add_link(search, record->after.items[j].text);
		add_link(search, record->superseded_by.text);
	}
}

/* Whether a plan of that id was there before: then it stood there once. */
static bool was_there(const struct ari_changeset *changes, struct ari_str id)
{
	return changes && ari_view_plan(changes->before, id) != NULL;
}

static void add_wants(struct search *search)
{
	const struct ari_check_result *result = search->work->result;

	for (size_t i = 0; i < result->view->count; i++) {
		const struct ari_plan *plan = result->view->versions[i]->plan;

		if (!plan)
			continue;
		if (!was_there(result->changes, plan->id.text))
			add_want(search, plan->id.text, false);
		add_links(search, plan);
	}
}

/* -- reading -- */

static bool is_named(struct ari_str path, struct ari_str id)
{
	size_t start = path.len;

	while (start && path.ptr[start - 1] != '/')
		start--;
	return path.len - start > id.len &&
	       !memcmp(path.ptr + start, id.ptr, id.len) &&
	       path.ptr[start + id.len] == '.';
}

/* Keep a plan that is looked for. */
static int keep(struct search *search, size_t at, struct ari_str bytes)
{
	struct ari_check_result *result = search->work->result;
	struct ari_loader plain = {.threads = 1};
	struct ari_version *version;
	bool wanted = false;

	if (ari_version_read(&version, &plain,
			     search->work->changed.same.items[at].path, bytes,
			     false, search->work->err))
		return -1;
	for (size_t i = 0; version->plan && i < search->count; i++) {
		if (!ari_str_eq(version->plan->id.text, search->wants[i].id))
			continue;
		search->wants[i].found = true;
		wanted = true;
	}
	if (!wanted) {
		ari_version_free(version);
		return 0;
	}
	search->taken[at] = true;
	result->linked[result->linked_count++] = version;
	return 0;
}

/* The bytes live as long as the result: a version borrows them. */
static int keep_file(struct search *search, size_t at)
{
	struct ari_check__work *work = search->work;
	struct ari_str bytes;

	if (ari_source_read_blob(&bytes, work->repo,
				 &work->changed.same.items[at].id,
				 &work->result->arena, work->err))
		return -1;
	return keep(search, at, bytes);
}

static int try_names(struct search *search)
{
	const struct ari_files *same = &search->work->changed.same;

	for (size_t i = 0; i < search->count; i++)
		for (size_t k = 0; k < same->count; k++) {
			if (!search->wants[i].by_name ||
			    search->wants[i].found || search->taken[k] ||
			    same->items[k].kind != ARI_ENTRY_FILE ||
			    !is_named(same->items[k].path, search->wants[i].id))
				continue;
			if (keep_file(search, k))
				return -1;
		}
	return 0;
}

/* The line of `plan:` at the left edge; ptr NULL: written otherwise. */
static struct ari_str id_line(struct ari_str bytes)
{
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len, *stop;

	while ((size_t)(end - at) > 5) {
		stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop ? stop : end;
		if (!memcmp(at, "plan:", 5))
			return ari_str_trim(
			    (struct ari_str){at + 5, (size_t)(stop - at) - 5});
		if (stop == end)
			break;
		at = stop + 1;
	}
	return (struct ari_str){NULL, 0};
}

/* Whether a file may be a plan that is looked for; only reading proves it. */
static bool may_be_wanted(const struct search *search, struct ari_str bytes)
{
	struct ari_str line = id_line(bytes);

	if (!line.len || memchr(line.ptr, '\\', line.len))
		return true;
	for (size_t i = 0; i < search->count; i++) {
		const struct want *want = &search->wants[i];

		if (!(want->by_name && want->found) &&
		    memmem(line.ptr, line.len, want->id.ptr, want->id.len))
			return true;
	}
	return false;
}

static int try_all(struct search *search)
{
	struct ari_check__work *work = search->work;
	const struct ari_files *same = &work->changed.same;

	for (size_t k = 0; k < same->count; k++) {
		struct ari_str bytes;

		if (search->taken[k] || same->items[k].kind != ARI_ENTRY_FILE)
			continue;
		ari_arena_clear(&search->scratch);
		if (ari_source_read_blob(&bytes, work->repo, &same->items[k].id,
					 &search->scratch, work->err) ||
		    (may_be_wanted(search, bytes) && keep_file(search, k)))
			return -1;
	}
	return 0;
}

static bool is_complete(const struct search *search)
{
	for (size_t i = 0; i < search->count; i++)
		if (!search->wants[i].by_name || !search->wants[i].found)
			return false;
	return true;
}

int ari_check__read_linked(struct ari_check__work *work)
{
	struct ari_check_result *result = work->result;
	size_t count = work->changed.same.count;
	struct search *search =
	    ari_arena_zalloc(&result->arena, sizeof(*search));
	int failed;

	if (!search)
		return ari_error_memory(work->err);
	search->work = work;
	add_wants(search);
	if (is_complete(search))
		return 0;
	search->taken = ari_arena_zalloc(&result->arena, count + 1);
	result->linked = ari_arena_array(&result->arena, count + 1,
					 sizeof(struct ari_version *));
	if (!search->taken || !result->linked)
		return ari_error_memory(work->err);
	ari_arena_init(&search->scratch, NULL, 0);
	failed = try_names(search) || (!is_complete(search) && try_all(search));
	ari_arena_release(&search->scratch);
	return failed ? -1 : 0;
}
