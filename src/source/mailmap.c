/*
 * Lines of a .mailmap, as entries found by the address that a commit has, or
 * by that and the name: where a name is given, only who has both is meant.
 * Source: git's gitmailmap(5). libgit2's reader fails on addresses that are
 * empty, and forgets a name when a later line gives the same address another.
 */
#include "source/mailmap.h"

#include <string.h>

struct ari_source__mailmap_entry {
	struct ari_str name;
	struct ari_str email;
	bool both; /* name and address must fit, not the address alone */
};

/* A name and an address before the end of a line. */
struct identity {
	struct ari_str name;  /* ptr NULL: none */
	struct ari_str email; /* ptr NULL: none */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct ari_str trim(struct ari_str s)
{
	while (s.len && is_space(s.ptr[0]))
		s = (struct ari_str){s.ptr + 1, s.len - 1};
	while (s.len && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s.len ? s : (struct ari_str){NULL, 0};
}

/* Take `Name <address>` off a line. */
static bool take_identity(struct identity *out, struct ari_str *line,
			  bool empty)
{
	const char *left = memchr(line->ptr, '<', line->len);
	const char *end = line->ptr + line->len, *right = NULL;

	*out = (struct identity){{NULL, 0}, {NULL, 0}};
	if (left)
		right = memchr(left, '>', (size_t)(end - left));
	if (!right || (right == left + 1 && !empty))
		return false;
	out->name =
	    trim((struct ari_str){line->ptr, (size_t)(left - line->ptr)});
	out->email = (struct ari_str){left + 1, (size_t)(right - left - 1)};
	*line = (struct ari_str){right + 1, (size_t)(end - right - 1)};
	return true;
}

/*
 * What an entry is found by: the address, and the name behind a sign that no
 * address holds; letters of ASCII in lower case.
 */
static int make_key(struct ari_str *out, struct ari_str email,
		    struct ari_str name, struct ari_arena *arena,
		    struct ari_error *err)
{
	size_t len = email.len + (name.ptr ? name.len + 1 : 0);
	char *key = ari_arena_array(arena, len + 1, 1);

	if (!key)
		return ari_error_memory(err);
	*out = (struct ari_str){key, len};
	if (email.len)
		memcpy(key, email.ptr, email.len);
	if (name.ptr)
		key[email.len] = '>';
	if (name.len)
		memcpy(key + email.len + 1, name.ptr, name.len);
	for (size_t i = 0; i < len; i++)
		if (key[i] >= 'A' && key[i] <= 'Z')
			key[i] = (char)(key[i] - 'A' + 'a');
	return 0;
}

/* 1: the line is an entry; 0: it says nothing; -1. */
static int read_line(struct ari_source__mailmap_entry *out, struct ari_str *key,
		     struct ari_str line, struct ari_arena *arena,
		     struct ari_error *err)
{
	struct identity first, second;

	if ((line.len && line.ptr[0] == '#') ||
	    !take_identity(&first, &line, false))
		return 0;
	take_identity(&second, &line, true);
	*out = (struct ari_source__mailmap_entry){
	    .name = first.name, .both = second.name.ptr != NULL};
	if (second.email.ptr)
		out->email = first.email;
	else
		second.email = first.email;
	return make_key(key, second.email, second.name, arena, err) ? -1 : 1;
}

/* Of lines about the same the last one counts: of addresses, part by part. */
static void join_entries(struct ari_source__mailmap *mailmap)
{
	const struct ari_index_entry *items = mailmap->index.entries;
	size_t first = 0;

	for (size_t i = 1; i < mailmap->index.count; i++) {
		struct ari_source__mailmap_entry *kept, *entry;

		if (!ari_str_eq(items[i].key, items[first].key)) {
			first = i;
			continue;
		}
		kept = &mailmap->entries[items[first].value];
		entry = &mailmap->entries[items[i].value];
		if (entry->both || entry->name.ptr)
			kept->name = entry->name;
		if (entry->both || entry->email.ptr)
			kept->email = entry->email;
	}
}

int ari_source__mailmap_read(struct ari_source__mailmap *out,
			     struct ari_str bytes, struct ari_arena *arena,
			     struct ari_error *err)
{
	struct ari_index_entry *index;
	size_t most = 1, count = 0;

	bytes.len = strnlen(bytes.ptr, bytes.len);
	for (size_t i = 0; i < bytes.len; i++)
		most += bytes.ptr[i] == '\n';
	out->entries = ari_arena_array(arena, most, sizeof(*out->entries));
	index = ari_arena_array(arena, most, sizeof(*index));
	if (!out->entries || !index)
		return ari_error_memory(err);
	while (bytes.len) {
		const char *end = memchr(bytes.ptr, '\n', bytes.len);
		size_t len = end ? (size_t)(end - bytes.ptr) : bytes.len;
		int rc =
		    read_line(&out->entries[count], &index[count].key,
			      (struct ari_str){bytes.ptr, len}, arena, err);

		if (rc < 0)
			return -1;
		index[count].value = (uint32_t)count;
		count += rc > 0;
		len += end != NULL;
		bytes = (struct ari_str){bytes.ptr + len, bytes.len - len};
	}
	ari_index_build(&out->index, index, count);
	join_entries(out);
	return 0;
}

int ari_source__mailmap_apply(const struct ari_source__mailmap *mailmap,
			      struct ari_person *person,
			      struct ari_arena *arena, struct ari_error *err)
{
	const struct ari_source__mailmap_entry *entry;
	const struct ari_index_entry *found;
	struct ari_str key, name = person->raw_name;

	if (!mailmap->index.count)
		return 0;
	if (!name.ptr)
		name = ARI_STR("");
	if (make_key(&key, person->raw_email, name, arena, err))
		return -1;
	found = ari_index_find(&mailmap->index, key);
	key.len = person->raw_email.len;
	if (!found)
		found = ari_index_find(&mailmap->index, key);
	if (!found)
		return 0;
	entry = &mailmap->entries[found->value];
	if (entry->name.ptr)
		person->name = entry->name;
	if (entry->email.ptr)
		person->email = entry->email;
	return 0;
}
