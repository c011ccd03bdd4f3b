/*
 * Signatures as git makes them: by gpg or ssh-keygen, with the programs and
 * keys that git's settings name.
 */
#include "source/sign.h"

#include <string.h>

/* -- settings -- */

static int get_string(struct ari_str *out, git_config *config, const char *name,
		      bool is_path, struct ari_arena *arena)
{
	git_buf buf = GIT_BUF_INIT;
	int rc = is_path ? git_config_get_path(&buf, config, name)
			 : git_config_get_string_buf(&buf, config, name);

	*out = (struct ari_str){NULL, 0};
	if (rc < 0)
		return 0;
	if (buf.size)
		*out =
		    ari_arena_dup(arena, (struct ari_str){buf.ptr, buf.size});
	rc = buf.size && !out->ptr ? -1 : 0;
	git_buf_dispose(&buf);
	return rc;
}

int ari_source__signing(struct ari_source__signing *out, struct ari_repo *repo,
			struct ari_arena *arena, struct ari_error *err)
{
	git_config *config = NULL;
	struct ari_str own;
	bool ssh;
	int value = 0, rc;

	*out = (struct ari_source__signing){.tags = false};
	if (git_repository_config_snapshot(&config, repo->git) < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read git's settings");
	if (!git_config_get_bool(&value, config, "tag.gpgsign"))
		out->tags = value;
	rc = get_string(&out->format, config, "gpg.format", false, arena);
	if (!out->format.ptr)
		out->format = ARI_STR("openpgp");
	ssh = ari_str_is(out->format, "ssh");
	rc |= get_string(&out->key, config, "user.signingkey", ssh, arena);
	rc |= get_string(&out->program, config,
			 ssh ? "gpg.ssh.program" : "gpg.program", true, arena);
	rc |= get_string(&own, config, "gpg.openpgp.program", true, arena);
	if (!ssh && own.ptr)
		out->program = own;
	rc |= get_string(&out->signers, config, "gpg.ssh.allowedsignersfile",
			 true, arena);
	git_config_free(config);
	return rc ? ari_error_memory(err) : 0;
}

/* -- signing -- */

/* The last words of what a program said, for the message. */
static struct ari_str last_line(const struct ari_buf *said)
{
	struct ari_str text = ari_str_trim(ari_buf_view(said));
	const char *line = memrchr(text.ptr, '\n', text.len);

	if (!line)
		return text;
	return (struct ari_str){line + 1,
				(size_t)(text.ptr + text.len - line - 1)};
}

static int sign_with(struct ari_buf *out, const char *const *words,
		     struct ari_str text, struct ari_error *err)
{
	struct ari_buf said;
	struct ari_source__run run = {
	    .words = words, .input = text, .out = out, .err = &said};
	size_t before = out->len;
	struct ari_str why;
	int rc;

	ari_buf_init(&said, NULL);
	rc = ari_source__run(&run, err);
	if (!rc && (run.status || out->len == before ||
		    !memmem(out->ptr + before, out->len - before, "-----BEGIN ",
			    11))) {
		why = last_line(&said);
		rc = ari_error_set(err, ARI_ERR_GIT,
				   "%s could not sign the tag: %.*s", words[0],
				   (int)why.len, why.ptr);
	}
	ari_buf_release(&said);
	if (!rc && out->failed)
		rc = ari_error_memory(err);
	return rc;
}

int ari_source__sign(struct ari_buf *out,
		     const struct ari_source__signing *signing,
		     struct ari_str text, struct ari_str who,
		     struct ari_arena *arena, struct ari_error *err)
{
	const char *program = signing->program.ptr;
	struct ari_str key = signing->key.ptr ? signing->key : who;

	key = ari_arena_dup(arena, key);
	if (!key.ptr)
		return ari_error_memory(err);
	if (ari_str_is(signing->format, "openpgp")) {
		const char *const words[] = {program ? program : "gpg",
					     "--status-fd=2", "-bsau", key.ptr,
					     NULL};

		return sign_with(out, words, text, err);
	}
	if (ari_str_is(signing->format, "ssh") && signing->key.ptr) {
		const char *const words[] = {program ? program : "ssh-keygen",
					     "-Y",
					     "sign",
					     "-n",
					     "git",
					     "-f",
					     key.ptr,
					     NULL};

		return sign_with(out, words, text, err);
	}
	return ari_error_set(
	    err, ARI_ERR_GIT,
	    ari_str_is(signing->format, "ssh")
		? "git is set up to sign tags with ssh, but user.signingKey "
		  "names no key file"
		: "git is set up to sign tags as %.*s, which is not "
		  "supported: set gpg.format to openpgp or ssh",
	    (int)signing->format.len, signing->format.ptr);
}

bool ari_source_tag_signs(struct ari_repo *repo)
{
	struct ari_source__signing signing = {.tags = false};
	struct ari_arena arena;
	bool signs;

	ari_arena_init(&arena, NULL, 0);
	signs =
	    !ari_source__signing(&signing, repo, &arena, NULL) && signing.tags;
	ari_arena_release(&arena);
	return signs;
}
