/*
 * The one thing this room writes: the tag that freezes a cycle. The object
 * first, then its ref, which git's own lock makes appear at once or never.
 */
#include "source/sign.h"

#include <string.h>

/* "Name <mail>" of a tagger line, in arena. */
static struct ari_str who_of(struct ari_str tagger, struct ari_arena *arena)
{
	const char *end = memrchr(tagger.ptr, '>', tagger.len);

	if (end)
		tagger.len = (size_t)(end - tagger.ptr) + 1;
	return ari_arena_dup(arena, tagger);
}

static int check_request(const struct ari_tag_request *request,
			 const char *name, struct ari_repo *repo,
			 struct ari_error *err)
{
	struct ari_oid there;
	int valid = 0, rc;

	if (git_reference_name_is_valid(&valid, name) < 0 || !valid)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "a tag cannot be called cycle/%.*s: give "
				     "the cycle an id of letters, digits and "
				     "dashes",
				     (int)request->id.len, request->id.ptr);
	if (memchr(request->tagger.ptr, '\n', request->tagger.len))
		return ari_error_set(err, ARI_ERR_GIT,
				     "the name of the tagger has two lines");
	rc = ari_source__ref(&there, repo, name, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	return ari_error_set(err, ARI_ERR_USAGE,
			     "the cycle %.*s is closed already: the tag "
			     "cycle/%.*s is there, and is never moved",
			     (int)request->id.len, request->id.ptr,
			     (int)request->id.len, request->id.ptr);
}

static int fill(struct ari_buf *out, const struct ari_tag_request *request,
		struct ari_repo *repo, struct ari_arena *arena,
		struct ari_error *err)
{
	struct ari_source__signing signing;
	struct ari_str who = who_of(request->tagger, arena);
	char hex[ARI_OID_HEX + 1];
	struct ari_str text;

	ari_buf_printf(out, "object %s\ntype commit\ntag cycle/",
		       ari_oid_hex(hex, &request->commit));
	ari_buf_str(out, request->id);
	ari_buf_puts(out, "\ntagger ");
	ari_buf_str(out, request->tagger);
	ari_buf_puts(out, "\n\n");
	ari_buf_str(out, request->message);
	if (!who.ptr)
		return ari_error_memory(err);
	if (ari_source__signing(&signing, repo, arena, err))
		return -1;
	if (!signing.tags)
		return 0;
	text = ari_arena_dup(arena, ari_buf_view(out));
	if (!text.ptr)
		return ari_error_memory(err);
	return ari_source__sign(out, &signing, text, who, arena, err);
}

static int write_tag(struct ari_oid *out, const char *name,
		     const struct ari_buf *bytes, struct ari_repo *repo,
		     struct ari_error *err)
{
	git_reference *ref = NULL;
	git_oid id;
	int rc = git_odb_write(&id, repo->odb, bytes->ptr, bytes->len,
			       GIT_OBJECT_TAG);

	if (rc < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot write the tag %s", name);
	rc = git_reference_create(&ref, repo->git, name, &id, 0, NULL);
	git_reference_free(ref);
	if (rc == GIT_EEXISTS)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "somebody else made the tag %s just now; "
				     "it is never moved",
				     name);
	if (rc < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot write the ref %s", name);
	*out = ari_source__oid(&id);
	return 0;
}

int ari_source_tag_create(struct ari_oid *out, struct ari_repo *repo,
			  const struct ari_tag_request *request,
			  struct ari_error *err)
{
	struct ari_arena arena;
	struct ari_buf bytes;
	char *name;
	int result = -1;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	ari_arena_init(&arena, NULL, 0);
	ari_buf_init(&bytes, NULL);
	name = ari_arena_printf(&arena, "refs/tags/cycle/%.*s",
				(int)request->id.len, request->id.ptr);
	if (!name)
		ari_error_memory(err);
	else if (!check_request(request, name, repo, err) &&
		 !fill(&bytes, request, repo, &arena, err))
		result = bytes.failed ? ari_error_memory(err)
				      : write_tag(out, name, &bytes, repo, err);
	ari_buf_release(&bytes);
	ari_arena_release(&arena);
	return result;
}
