/*
 * What `init` sets up in git's own folder: hooks of one line, and the
 * settings by which git calls us to merge and to show plans.
 */
#include "file.h"
#include "init.h"
#include "process.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BEFORE ".before-arising"

static const char *const client_hooks[] = {
    "pre-commit",	"prepare-commit-msg", "commit-msg",
    "pre-merge-commit", "pre-push",
};
static const char *const server_hooks[] = {"pre-receive"};

int init_hook_text(struct ari_buf *out, const char *name, bool chained,
		   struct ari_error *err)
{
	ari_buf_clear(out);
	ari_buf_printf(out, "#!/bin/sh\nexec arising hook %s%s \"$@\"\n",
		       chained ? "--first \"$0" BEFORE "\" " : "", name);
	return out->failed ? ari_error_memory(err) : 0;
}

/* Whether the file holds one of our two texts: 1 or 0; -1. */
static int is_ours(struct init *init, const char *path, const char *name)
{
	struct ari_error *err = &init->session.err;
	struct ari_buf text, ours;
	struct stat info;
	int result = 0;

	/* A link, even one to a text like ours, is not what we write. */
	if (lstat(path, &info) || !S_ISREG(info.st_mode))
		return 0;
	ari_buf_init(&text, NULL);
	ari_buf_init(&ours, NULL);
	if (cli_file_read(&text, path, err) < 0)
		result = -1;
	for (int chained = 0; chained < 2 && !result; chained++) {
		result = init_hook_text(&ours, name, chained, err);
		if (!result)
			result = ari_str_eq(ari_buf_view(&text),
					    ari_buf_view(&ours));
	}
	ari_buf_release(&ours);
	ari_buf_release(&text);
	return result;
}

static int write_hook(struct init *init, const char *path, const char *name,
		      bool chained)
{
	struct ari_error *err = &init->session.err;
	char hex[ARI_OID_HEX + 1];
	struct ari_oid id;
	struct ari_buf text;
	int failed;

	ari_buf_init(&text, NULL);
	failed =
	    init_hook_text(&text, name, chained, err) ||
	    ari_oid_of_blob(&id, ari_buf_view(&text), err) ||
	    init_note(init, CLI_WORDS("hook", name, ari_oid_hex(hex, &id))) ||
	    cli_file_write(path, ari_buf_view(&text), 0755, true, err);
	ari_buf_release(&text);
	if (failed)
		return -1;
	init_say(init, "wrote the hook %s%s", path,
		 chained ? ": the one that was there runs first" : "");
	return 0;
}

/* Move a hook aside that is not ours: 0; 1 when that cannot be; -1. */
static int keep_hook(struct init *init, const char *path, const char *aside,
		     const char *name)
{
	struct stat info;

	if (!lstat(aside, &info)) {
		init_say(init,
			 "left the hook %s as it is: %s is there, too; move "
			 "one of them away and run this again",
			 path, aside);
		init->partly = true;
		return 1;
	}
	if (init_note(init, CLI_WORDS("kept", name)))
		return -1;
	if (rename(path, aside))
		return ari_error_set(&init->session.err, ARI_ERR_IO,
				     "cannot move %s to %s: %s", path, aside,
				     strerror(errno));
	return 0;
}

static int set_hook(struct init *init, const char *name)
{
	struct cli_session *session = &init->session;
	const char *path =
	    ari_arena_printf(&session->arena, "%s/%s", init->hooks, name);
	const char *aside = ari_arena_printf(&session->arena, "%s/%s" BEFORE,
					     init->hooks, name);
	struct stat info;
	int rc;

	if (!path || !aside)
		return ari_error_memory(&session->err);
	rc = is_ours(init, path, name);
	if (rc > 0)
		init_say(init, "kept the hook %s: it is ours", path);
	if (rc)
		return rc < 0 ? -1 : 0;
	if (!lstat(path, &info)) {
		rc = keep_hook(init, path, aside, name);
		if (rc)
			return rc < 0 ? -1 : 0;
	}
	return write_hook(init, path, name, !lstat(aside, &info));
}

static int make_one(struct init *init, const char *path)
{
	if (!access(path, F_OK))
		return 0;
	if (init_note(init, CLI_WORDS("hooks-folder", path)))
		return -1;
	if (mkdir(path, 0777))
		return ari_error_set(&init->session.err, ARI_ERR_IO,
				     "cannot make the folder %s, in which git "
				     "looks for hooks: %s",
				     path, strerror(errno));
	return 0;
}

/* The folder and those above it. */
static int make_folder(struct init *init)
{
	char *path = (char *)(uintptr_t)ari_arena_dup(&init->session.arena,
						      ari_str_from(init->hooks))
			 .ptr;

	if (!path)
		return ari_error_memory(&init->session.err);
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (make_one(init, path))
			return -1;
		*p = '/';
	}
	return make_one(init, path);
}

/* A folder outside of the repository may serve others, too. */
static void say_shared(struct init *init)
{
	const char *own = ari_repo_git_dir(init->session.repo);
	size_t own_len = strlen(own), top_len = strlen(init->top);

	if (!strncmp(init->hooks, own, own_len) ||
	    !strncmp(init->hooks, init->top, top_len))
		return;
	init_say(init,
		 "note: git takes hooks from %s (core.hooksPath), maybe those "
		 "of other repositories, too; where there is no register ours "
		 "do nothing",
		 init->hooks);
}

int init_hooks(struct init *init)
{
	bool server = init->bare || cli_has(init->session.args, "server");

	if (make_folder(init))
		return -1;
	say_shared(init);
	for (size_t i = 0;
	     !init->bare && i < sizeof(client_hooks) / sizeof(*client_hooks);
	     i++)
		if (set_hook(init, client_hooks[i]))
			return -1;
	for (size_t i = 0;
	     server && i < sizeof(server_hooks) / sizeof(*server_hooks); i++)
		if (set_hook(init, server_hooks[i]))
			return -1;
	return 0;
}

/* -- settings -- */

static const char *const settings[][2] = {
    {"merge.arising.name", "plans, record by record"},
    {"merge.arising.driver", "arising merge-driver %O %A %B %L %P"},
    {"diff.arising.textconv", "arising diff-driver"},
};

static int set_one(struct init *init, const char *key, const char *value)
{
	struct ari_error *err = &init->session.err;
	struct ari_buf old;
	bool is_same;
	int rc;

	ari_buf_init(&old, NULL);
	rc = cli_git(&old, init->top,
		     CLI_WORDS("config", "--local", "--get", key), err);
	is_same = ari_str_eq(ari_buf_view(&old), ari_str_from(value));
	if (!rc)
		init_say(init,
			 is_same ? "kept the setting %s"
				 : "kept the setting %s: it is another "
				   "one",
			 key);
	ari_buf_release(&old);
	if (rc <= 0)
		return rc;
	if (init_note(init, CLI_WORDS("setting", key, value)))
		return -1;
	rc = cli_git(NULL, init->top,
		     CLI_WORDS("config", "--local", key, value), err);
	if (rc > 0)
		rc = ari_error_set(err, ARI_ERR_GIT,
				   "git config cannot set %s: is its file "
				   "locked or not yours?",
				   key);
	if (!rc)
		init_say(init, "set %s = %s", key, value);
	return rc;
}

int init_settings(struct init *init)
{
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		if (set_one(init, settings[i][0], settings[i][1]))
			return -1;
	return 0;
}
