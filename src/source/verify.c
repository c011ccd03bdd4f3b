/*
 * Whether the signature of a tag or commit is good: asked of gpg or ssh-keygen,
 * whose answers for programs are read, never their words for people.
 */
#include "source/sign.h"

#include <arising/date.h>

#include <string.h>

static const struct format {
	const char *mark;
	const char *name;
} formats[] = {
    {"-----BEGIN PGP SIGNATURE-----", "openpgp"},
    {"-----BEGIN PGP MESSAGE-----", "openpgp"},
    {"-----BEGIN SSH SIGNATURE-----", "ssh"},
    {"-----BEGIN SIGNED MESSAGE-----", "x509"},
};

struct check {
	struct ari_source__signing signing;
	struct ari_str text;	  /* what was signed */
	struct ari_str signature; /* from its mark to the end */
	struct ari_arena *arena;
	struct ari_signature *out;
	struct ari_error *err;
};

/* The last line that begins as a signature does. */
static const char *find_signature(struct check *check, struct ari_str bytes)
{
	const char *found = NULL;

	for (size_t at = 0; at < bytes.len;) {
		const char *line = bytes.ptr + at;
		const char *end = memchr(line, '\n', bytes.len - at);
		struct ari_str rest = {line, bytes.len - at};

		for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
			if (ari_str_starts(rest, formats[i].mark)) {
				check->text = (struct ari_str){bytes.ptr, at};
				check->signature = rest;
				found = formats[i].name;
			}
		at = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
	}
	return found;
}

static int say(struct check *check, enum ari_signature_state state,
	       const char *why)
{
	check->out->state = state;
	check->out->why = ari_arena_dup(check->arena, ari_str_from(why));
	return check->out->why.ptr ? 0 : ari_error_memory(check->err);
}

static int keep(struct check *check, struct ari_str *out, struct ari_str text)
{
	*out = ari_arena_dup(check->arena, ari_str_trim(text));
	return out->ptr ? 0 : ari_error_memory(check->err);
}

/* -- gpg -- */

/* A status line of that name: what follows it; ptr NULL: none. */
static struct ari_str find_status(struct ari_str said, const char *name)
{
	const char *prefix = "[GNUPG:] ";
	size_t len = strlen(name);

	while (said.len) {
		struct ari_str line = ari_source__line(&said);

		if (!ari_str_starts(line, prefix))
			continue;
		line.ptr += strlen(prefix);
		line.len -= strlen(prefix);
		if (ari_str_starts(line, name) &&
		    (line.len == len || line.ptr[len] == ' '))
			return (struct ari_str){line.ptr + len, line.len - len};
	}
	return (struct ari_str){NULL, 0};
}

static struct ari_str second_word(struct ari_str line)
{
	const char *space;

	line = ari_str_trim(line);
	space = memchr(line.ptr, ' ', line.len);
	if (!space)
		return (struct ari_str){"", 0};
	return (struct ari_str){space, (size_t)(line.ptr + line.len - space)};
}

static int judge_gpg(struct check *check, struct ari_str said, int status)
{
	static const char *const bad[][2] = {
	    {"BADSIG", "the signature does not fit what it stands under"},
	    {"REVKEYSIG", "the key was revoked"},
	    {"EXPKEYSIG", "the key has expired"},
	    {"EXPSIG", "the signature has expired"},
	};
	struct ari_str good = find_status(said, "GOODSIG");
	struct ari_str valid = find_status(said, "VALIDSIG");
	struct ari_str key = ari_str_trim(valid);

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct ari_str found = find_status(said, bad[i][0]);

		if (found.ptr &&
		    (keep(check, &check->out->by, second_word(found)) ||
		     say(check, ARI_SIGNATURE_BAD, bad[i][1])))
			return -1;
		if (found.ptr)
			return 0;
	}
	if (!good.ptr || !valid.ptr || status)
		return say(check, ARI_SIGNATURE_UNPROVED,
			   find_status(said, "NO_PUBKEY").ptr
			       ? "the public key of its signer is not here"
			       : "gpg could not verify it");
	key.len = strcspn(key.ptr, " \n");
	check->out->state = ARI_SIGNATURE_GOOD;
	if (find_status(said, "TRUST_NEVER").ptr)
		return say(check, ARI_SIGNATURE_BAD,
			   "the key is marked as never to be trusted");
	return keep(check, &check->out->by, second_word(good)) ||
		       keep(check, &check->out->key, key)
		   ? -1
		   : 0;
}

static int verify_gpg(struct check *check)
{
	const char *program = check->signing.program.ptr;
	bool ours = ari_str_is(check->signing.format, "openpgp");
	const char *const words[] = {ours && program ? program : "gpg",
				     "--keyid-format=long",
				     "--status-fd=1",
				     "--verify",
				     "/dev/fd/3",
				     "-",
				     NULL};
	struct ari_buf said;
	struct ari_source__run run = {.words = words,
				      .input = check->text,
				      .file = check->signature,
				      .out = &said};
	struct ari_error err;
	int rc;

	ari_buf_init(&said, NULL);
	if (ari_source__run(&run, &err))
		rc = say(check, ARI_SIGNATURE_UNPROVED, err.message);
	else
		rc = judge_gpg(check, ari_buf_view(&said), run.status);
	ari_buf_release(&said);
	return rc;
}

/* -- ssh -- */

/*
 * That the key was allowed to sign when it did, as git asks, is what counts:
 * keys are retired, and what they signed before stays. By the tagger's or
 * committer's word for when; NULL where there is none.
 */
static const char *verify_time(struct check *check)
{
	struct ari_str text = check->text;
	struct ari_person person = {.time = 0};
	unsigned month, day, second;
	int32_t year;

	while (text.len) {
		struct ari_str line = ari_source__line(&text);

		if (!line.len)
			break;
		if (ari_str_starts(line, "tagger ") ||
		    ari_str_starts(line, "committer "))
			person = ari_source__person_parse(line);
	}
	if (person.time <= 0)
		return NULL;
	ari_day_split(&year, &month, &day, ari_source__day(person.time, 0));
	second = (unsigned)(person.time % 86400);
	return year > 9999
		   ? NULL
		   : ari_arena_printf(check->arena,
				      "-Overify-time=%04d%02u%02u%02u%02u%02uZ",
				      (int)year, month, day, second / 3600,
				      second / 60 % 60, second % 60);
}

static int run_ssh(struct check *check, const char *const *words,
		   struct ari_buf *said, int *status)
{
	struct ari_source__run run = {.words = words,
				      .input = check->text,
				      .file = check->signature,
				      .out = said};
	struct ari_error err;
	int rc = ari_source__run(&run, &err);

	*status = run.status;
	if (rc && say(check, ARI_SIGNATURE_UNPROVED, err.message))
		return -1;
	return rc ? 1 : 0;
}

static int verify_principal(struct check *check, const char *program,
			    const char *signers, struct ari_buf *said)
{
	const char *const words[] = {program, "-Y",	   "verify",
				     "-n",    "git",	   "-f",
				     signers, "-I",	   check->out->by.ptr,
				     "-s",    "/dev/fd/3", verify_time(check),
				     NULL};
	const char *key;
	struct ari_str text;
	int status, rc = run_ssh(check, words, said, &status);

	if (rc)
		return rc < 0 ? -1 : 0;
	if (status)
		return say(check, ARI_SIGNATURE_BAD,
			   "the signature does not fit what it stands under");
	check->out->state = ARI_SIGNATURE_GOOD;
	text = ari_buf_view(said);
	key = memmem(text.ptr, text.len, "SHA256:", 7);
	if (!key)
		return 0;
	return keep(check, &check->out->key,
		    (struct ari_str){key, strcspn(key, " \n")});
}

static int verify_ssh(struct check *check)
{
	bool ours = ari_str_is(check->signing.format, "ssh");
	const char *program = ours && check->signing.program.ptr
				  ? check->signing.program.ptr
				  : "ssh-keygen";
	const char *signers = check->signing.signers.ptr;
	const char *const words[] = {
	    program, "-Y",	  "find-principals",  "-f", signers,
	    "-s",    "/dev/fd/3", verify_time(check), NULL};
	struct ari_buf said;
	struct ari_str who;
	int status, rc;

	if (!signers)
		return say(check, ARI_SIGNATURE_UNPROVED,
			   "gpg.ssh.allowedSignersFile is not set, so who may "
			   "sign is not known");
	ari_buf_init(&said, NULL);
	rc = run_ssh(check, words, &said, &status);
	who = ari_buf_view(&said);
	who = ari_source__line(&who);
	if (!rc && (status || !who.len))
		rc = say(check, ARI_SIGNATURE_BAD,
			 "its key is not among those that may sign")
			 ? -1
			 : 1;
	if (!rc)
		rc = keep(check, &check->out->by, who);
	ari_buf_clear(&said);
	if (!rc)
		rc = verify_principal(check, program, signers, &said);
	ari_buf_release(&said);
	return rc < 0 ? -1 : 0;
}

/* -- commits -- */

/*
 * A commit carries its signature among its headers, each further line of it
 * behind a blank; signed was what is left without it.
 */
static int split_commit(struct ari_str *rest, struct ari_str *signature,
			struct ari_str bytes, struct check *check)
{
	struct ari_buf without, within;
	bool inside = false, head = true;
	int failed;

	ari_buf_init(&without, NULL);
	ari_buf_init(&within, NULL);
	while (bytes.len) {
		const char *end = memchr(bytes.ptr, '\n', bytes.len);
		size_t len = end ? (size_t)(end - bytes.ptr) + 1 : bytes.len;
		struct ari_str line = {bytes.ptr, len};
		size_t skip = 1;

		head &= len > 1;
		inside = head && inside && line.ptr[0] == ' ';
		if (head && ari_str_starts(line, "gpgsig ")) {
			inside = true;
			skip = sizeof("gpgsig ") - 1;
		}
		if (inside)
			ari_buf_add(&within, line.ptr + skip, len - skip);
		else
			ari_buf_str(&without, line);
		bytes = (struct ari_str){bytes.ptr + len, bytes.len - len};
	}
	*rest = ari_arena_dup(check->arena, ari_buf_view(&without));
	*signature = ari_arena_dup(check->arena, ari_buf_view(&within));
	failed =
	    without.failed || within.failed || !rest->ptr || !signature->ptr;
	ari_buf_release(&without);
	ari_buf_release(&within);
	return failed ? ari_error_memory(check->err) : 0;
}

/* -- either -- */

/* Find the signature in an object's bytes: its format in *out. */
static int find_in(struct check *check, struct ari_str bytes, bool commit)
{
	struct ari_str rest = bytes, signature = bytes;

	if (commit && split_commit(&rest, &signature, bytes, check))
		return -1;
	check->out->format = find_signature(check, signature);
	if (commit)
		check->text = rest;
	return 0;
}

static int ask(struct check *check)
{
	const char *format = check->out->format;

	if (!format)
		return 0;
	if (!strcmp(format, "openpgp"))
		return verify_gpg(check);
	if (!strcmp(format, "ssh"))
		return verify_ssh(check);
	return say(check, ARI_SIGNATURE_UNPROVED,
		   "signatures by certificate (x509) are not verified");
}

static int verify(struct ari_signature *out, struct ari_repo *repo,
		  const struct ari_oid *id, git_object_t type,
		  struct ari_arena *arena, struct ari_error *err)
{
	struct check check = {.arena = arena, .out = out, .err = err};
	git_odb_object *object;
	int rc;

	if (ari_source__signing(&check.signing, repo, arena, err) ||
	    ari_source__object(&object, repo, id, type, ARI_SOURCE_OBJECT, err))
		return -1;
	rc = find_in(&check, ari_source__content(object),
		     type == GIT_OBJECT_COMMIT) ||
	     ask(&check);
	git_odb_object_free(object);
	return rc ? -1 : 0;
}

int ari_source_tag_verify(struct ari_signature *out, struct ari_repo *repo,
			  const struct ari_tag *tag, struct ari_arena *arena,
			  struct ari_error *err)
{
	*out = (struct ari_signature){.state = ARI_SIGNATURE_NONE};
	if (ari_oid_none(&tag->tag))
		return 0;
	return verify(out, repo, &tag->tag, GIT_OBJECT_TAG, arena, err);
}

int ari_source_verify(struct ari_signature *out, struct ari_repo *repo,
		      const struct ari_oid *id, struct ari_arena *arena,
		      struct ari_error *err)
{
	git_oid git_id = ari_source__git_oid(id);
	git_object_t type;
	size_t size;
	int rc = git_odb_read_header(&size, &type, repo->odb, &git_id);

	*out = (struct ari_signature){.state = ARI_SIGNATURE_NONE};
	if (rc < 0)
		return ari_source__fail_object(err, repo, id, "object", rc);
	if (type != GIT_OBJECT_TAG && type != GIT_OBJECT_COMMIT)
		return 0;
	return verify(out, repo, id, type, arena, err);
}
