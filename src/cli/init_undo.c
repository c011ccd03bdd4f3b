/*
 * Taking back what `init` did, last deed first, from its record. What was
 * changed since is no longer ours and stays; what is gone is gone.
 */
#include "file.h"
#include "init.h"
#include "process.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORDS 4

/* A line of the record; words that are not there are "". */
struct deed {
	const char *words[WORDS];
};

static int read_deed(struct deed *out, struct init *init, struct ari_str line)
{
	char *text =
	    (char *)(uintptr_t)ari_arena_dup(&init->session.arena, line).ptr;

	if (!text)
		return ari_error_memory(&init->session.err);
	for (size_t i = 0; i < WORDS; i++) {
		char *stop = strchr(text, '\t');

		out->words[i] = text;
		if (!stop || i + 1 == WORDS) {
			text += strlen(text);
			continue;
		}
		*stop = '\0';
		text = stop + 1;
	}
	return 0;
}

/* Whether a file still has the id: 1, 0 when changed, 2 when gone; -1. */
static int is_untouched(struct init *init, const char *path, const char *hex)
{
	struct ari_error *err = &init->session.err;
	struct ari_oid id, was;
	struct ari_buf text;
	int rc;

	ari_buf_init(&text, NULL);
	rc = cli_file_read(&text, path, err);
	if (rc > 0)
		rc = 2;
	else if (!rc)
		rc = ari_oid_of_blob(&id, ari_buf_view(&text), err);
	if (!rc)
		rc = ari_oid_parse(&was, ari_str_from(hex)) &&
		     ari_oid_eq(&id, &was);
	ari_buf_release(&text);
	return rc;
}

static int remove_file(struct init *init, const char *path, const char *hex)
{
	int same = is_untouched(init, path, hex);

	if (same < 0)
		return -1;
	if (same == 1 && !unlink(path))
		init_say(init, "took away %s", path);
	else if (same != 2)
		init_say(init, "left %s: it was changed since", path);
	return 0;
}

static const char *hook_path(struct init *init, const char *name,
			     const char *end)
{
	return ari_arena_printf(&init->session.arena, "%s/%s%s", init->hooks,
				name, end);
}

/* Put a hook back that was moved aside, unless another has come. */
static int restore_hook(struct init *init, const char *name)
{
	const char *path = hook_path(init, name, "");
	const char *aside = hook_path(init, name, ".before-arising");
	struct stat info;

	if (!path || !aside)
		return ari_error_memory(&init->session.err);
	if (lstat(aside, &info))
		return 0;
	if (!lstat(path, &info) || rename(aside, path))
		init_say(init, "left %s: there is another %s", aside, path);
	else
		init_say(init, "put back %s", path);
	return 0;
}

static int unset(struct init *init, const char *key, const char *value)
{
	struct ari_error *err = &init->session.err;
	struct ari_buf now;
	int rc;

	ari_buf_init(&now, NULL);
	rc = cli_git(&now, init->top,
		     CLI_WORDS("config", "--local", "--get", key), err);
	if (!rc && !ari_str_eq(ari_buf_view(&now), ari_str_from(value))) {
		init_say(init, "left the setting %s: it was changed since",
			 key);
	} else if (!rc) {
		rc = cli_git(NULL, init->top,
			     CLI_WORDS("config", "--local", "--unset", key),
			     err);
		if (!rc)
			init_say(init, "took away the setting %s", key);
	}
	ari_buf_release(&now);
	return rc < 0 ? -1 : 0;
}

/* -- lines added to a file -- */

/* Cut what was appended where nothing else has changed. */
static int cut(struct init *init, const char *path, const char *was)
{
	struct ari_error *err = &init->session.err;
	struct ari_buf text;
	struct ari_str head;
	size_t len = 0;
	int rc;

	if (!strcmp(was, "-"))
		return unlink(path) ? 0
				    : (init_say(init, "took away %s", path), 0);
	for (const char *p = was; *p >= '0' && *p <= '9'; p++)
		len = len * 10 + (size_t)(*p - '0');
	ari_buf_init(&text, NULL);
	rc = cli_file_read(&text, path, err);
	head = ari_buf_view(&text);
	if (!rc && len <= head.len) {
		head.len = len;
		rc = cli_file_write(path, head.ptr ? head : ARI_STR(""), 0644,
				    false, err);
		if (!rc)
			init_say(init, "took our lines out of %s", path);
	}
	ari_buf_release(&text);
	return rc < 0 ? -1 : 0;
}

/* Take one line out where the file has gone on since. */
static int take_line(struct init *init, const char *path, const char *line)
{
	struct ari_error *err = &init->session.err;
	struct ari_buf text, rest;
	struct ari_str left;
	bool found = false;
	int rc;

	ari_buf_init(&text, NULL);
	ari_buf_init(&rest, NULL);
	rc = cli_file_read(&text, path, err);
	left = ari_buf_view(&text);
	while (!rc && left.len) {
		const char *stop = memchr(left.ptr, '\n', left.len);
		size_t len = stop ? (size_t)(stop - left.ptr) + 1 : left.len;
		struct ari_str one = {left.ptr, len};

		if (!found && ari_str_is(ari_str_trim(one), line))
			found = true;
		else
			ari_buf_str(&rest, one);
		left = (struct ari_str){left.ptr + len, left.len - len};
	}
	if (!rc && rest.failed)
		rc = ari_error_memory(err);
	if (!rc && found) {
		rc = cli_file_write(
		    path, rest.len ? ari_buf_view(&rest) : ARI_STR(""), 0644,
		    false, err);
		if (!rc)
			init_say(init, "took out of %s: %s", path, line);
	}
	ari_buf_release(&rest);
	ari_buf_release(&text);
	return rc < 0 ? -1 : 0;
}

static int undo_append(struct init *init, const struct deed *deed,
		       const char *path)
{
	int same = is_untouched(init, path, deed->words[2]);

	if (same < 0)
		return -1;
	return same == 1 ? cut(init, path, deed->words[3]) : 0;
}

/* -- deeds -- */

static int undo_one(struct init *init, const struct deed *deed)
{
	const char *kind = deed->words[0], *name = deed->words[1];
	const char *path = init_path(init, name);

	if (!path)
		return -1;
	if (!strcmp(kind, "file"))
		return remove_file(init, path, deed->words[2]);
	if (!strcmp(kind, "append"))
		return undo_append(init, deed, path);
	if (!strcmp(kind, "line"))
		return take_line(init, path, deed->words[2]);
	if (!strcmp(kind, "setting"))
		return unset(init, name, deed->words[2]);
	if (!strcmp(kind, "kept"))
		return restore_hook(init, name);
	if (!strcmp(kind, "hook")) {
		path = hook_path(init, name, "");
		return path ? remove_file(init, path, deed->words[2])
			    : ari_error_memory(&init->session.err);
	}
	/* A folder goes only when nothing is left in it. */
	if (!strcmp(kind, "folder"))
		rmdir(path);
	else if (!strcmp(kind, "hooks-folder"))
		rmdir(name);
	return 0;
}

static int forget(struct init *init)
{
	char *folder = strdup(init->record);

	unlink(init->record);
	if (!folder)
		return ari_error_memory(&init->session.err);
	*strrchr(folder, '/') = '\0';
	rmdir(folder);
	free(folder);
	return 0;
}

int init_undo(struct init *init)
{
	struct ari_str left = ari_buf_view(&init->done);

	if (!left.len) {
		init_say(init, "arising init did nothing here that is not "
			       "taken back");
		return 0;
	}
	while (left.len) {
		size_t start = left.len - 1;
		struct deed deed;

		while (start && left.ptr[start - 1] != '\n')
			start--;
		if (read_deed(&deed, init,
			      (struct ari_str){left.ptr + start,
					       left.len - 1 - start}) ||
		    undo_one(init, &deed))
			return -1;
		left.len = start;
	}
	return forget(init);
}
