/*
 * Commit objects as they are written: lines, people, times. Parsed here
 * because a walk wants only a few of them, and wants them from the bytes.
 */
#include "source/internal.h"

#include <arising/date.h>
#include <string.h>

/* 9999-12-31T23:59:59Z: a later time is no time. */
#define TIME_MAX INT64_C(253402300799)

struct ari_str ari_source__line(struct ari_str *bytes)
{
	const char *end = memchr(bytes->ptr, '\n', bytes->len);
	struct ari_str line = {bytes->ptr, bytes->len};

	if (end)
		line.len = (size_t)(end - bytes->ptr);
	bytes->ptr += line.len + (end ? 1 : 0);
	bytes->len -= line.len + (end ? 1 : 0);
	return line;
}

/* Cut word and its space off the line's start. */
static bool cut_word(struct ari_str *line, const char *word)
{
	size_t len = strlen(word);

	if (!ari_str_starts(*line, word))
		return false;
	line->ptr += len;
	line->len -= len;
	return true;
}

static struct ari_str digits(struct ari_str *text)
{
	struct ari_str out = {text->ptr, 0};

	while (out.len < text->len && text->ptr[out.len] >= '0' &&
	       text->ptr[out.len] <= '9')
		out.len++;
	text->ptr += out.len;
	text->len -= out.len;
	return out;
}

static int64_t number(struct ari_str digits_only, int64_t most)
{
	int64_t value = 0;

	for (size_t i = 0; i < digits_only.len; i++) {
		value = value * 10 + (digits_only.ptr[i] - '0');
		if (value > most)
			return 0;
	}
	return value;
}

/* " 1639735200 +0100"; what cannot be is 0. */
static void parse_time(struct ari_person *person, struct ari_str text)
{
	struct ari_str time;
	int64_t zone;
	bool west;

	text = ari_str_trim(text);
	time = digits(&text);
	person->time = number(time, TIME_MAX);
	text = time.len ? ari_str_trim(text) : time;
	if (!text.len || (text.ptr[0] != '+' && text.ptr[0] != '-'))
		return;
	west = text.ptr[0] == '-';
	text.ptr++;
	text.len--;
	zone = number(digits(&text), 2359);
	if (zone % 100 >= 60)
		return;
	zone = zone / 100 * 60 + zone % 100;
	person->offset = (int32_t)(west ? -zone : zone);
}

static const char *find_last(struct ari_str text, char c)
{
	return text.len ? memrchr(text.ptr, c, text.len) : NULL;
}

struct ari_person ari_source__person_parse(struct ari_str line)
{
	struct ari_person person = {.time = 0};
	const char *end = line.ptr + line.len;
	const char *close = find_last(line, '>');
	const char *open;

	person.raw_name = line;
	person.raw_email = (struct ari_str){line.ptr, 0};
	if (close) {
		struct ari_str before = {line.ptr, (size_t)(close - line.ptr)};

		parse_time(&person, (struct ari_str){
					close + 1, (size_t)(end - close) - 1});
		open = memchr(before.ptr, '<', before.len);
		if (!open)
			open = close;
		person.raw_name =
		    (struct ari_str){line.ptr, (size_t)(open - line.ptr)};
		if (open < close)
			person.raw_email = (struct ari_str){
			    open + 1, (size_t)(close - open) - 1};
	}
	person.raw_name = ari_str_trim(person.raw_name);
	person.day = ari_source__day(person.time, person.offset);
	person.name = person.raw_name;
	person.email = person.raw_email;
	return person;
}

/* Lines after the four fixed ones, up to the empty one. */
static void parse_rest(struct ari_source__commit *out, struct ari_str *bytes)
{
	while (bytes->len) {
		struct ari_str line = ari_source__line(bytes);

		if (!line.len)
			return;
		if (cut_word(&line, "encoding "))
			out->encoding = line;
	}
}

bool ari_source__commit_parse(struct ari_source__commit *out,
			      struct ari_str bytes)
{
	struct ari_source__commit commit = {.parent_count = 0};
	struct ari_str line = ari_source__line(&bytes);

	if (!cut_word(&line, "tree ") || !ari_oid_parse(&commit.tree, line))
		return false;
	commit.parents = bytes;
	line = ari_source__line(&bytes);
	while (cut_word(&line, "parent ")) {
		struct ari_oid parent;

		if (!ari_oid_parse(&parent, line))
			return false;
		commit.parent_count++;
		line = ari_source__line(&bytes);
	}
	if (!cut_word(&line, "author "))
		return false;
	commit.author = ari_source__person_parse(line);
	line = ari_source__line(&bytes);
	if (!cut_word(&line, "committer "))
		return false;
	commit.committer = ari_source__person_parse(line);
	parse_rest(&commit, &bytes);
	commit.message = bytes;
	*out = commit;
	return true;
}

struct ari_oid ari_source__commit_parent(const struct ari_source__commit *c,
					 size_t at)
{
	const size_t head = sizeof("parent ") - 1;
	const size_t line = head + ARI_OID_HEX + 1;
	struct ari_oid id = {{0}};

	ari_oid_parse(&id, (struct ari_str){c->parents.ptr + at * line + head,
					    ARI_OID_HEX});
	return id;
}

int ari_source__commit_read(struct ari_source__commit *out,
			    git_odb_object **object, struct ari_repo *repo,
			    const struct ari_oid *id, struct ari_error *err)
{
	char hex[ARI_OID_HEX + 1];

	if (ari_source__object(object, repo, id, GIT_OBJECT_COMMIT,
			       ARI_SOURCE_OBJECT, err))
		return -1;
	if (ari_source__commit_parse(out, ari_source__content(*object)))
		return 0;
	git_odb_object_free(*object);
	*object = NULL;
	return ari_error_set(err, ARI_ERR_GIT,
			     "the commit %s is malformed; run `git fsck`",
			     ari_oid_hex(hex, id));
}

int32_t ari_source__day(int64_t time, int32_t offset)
{
	int64_t local = time + (int64_t)offset * 60;

	return (int32_t)(local >= 0 ? local / 86400 : (local - 86399) / 86400);
}

struct ari_str ari_source__iso(int64_t time, int32_t offset,
			       struct ari_arena *arena)
{
	int32_t day = ari_source__day(time, offset);
	int64_t local = time + (int64_t)offset * 60;
	int second = (int)(local - (int64_t)day * 86400);
	int zone = offset < 0 ? -offset : offset;
	unsigned month;
	unsigned mday;
	int32_t year;

	ari_day_split(&year, &month, &mday, day);
	return ari_str_from(ari_arena_printf(
	    arena, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d", (int)year, month,
	    mday, second / 3600, second / 60 % 60, second % 60,
	    offset < 0 ? '-' : '+', zone / 60, zone % 60));
}
