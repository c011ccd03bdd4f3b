/*
 * Refs and tags: what a name points at, through annotated tags to a commit,
 * and the list of the cycles that were closed.
 */
#include "source/internal.h"

#include <arising/date.h>
#include <string.h>

/* Tags that tag tags: nobody does, an attacker might. */
#define PEEL_DEPTH 8
#define CYCLE_PREFIX "refs/tags/cycle/"

/* An annotated tag object's lines, borrowed from its bytes. */
struct tag_object {
	struct ari_oid target;
	struct ari_str tagger; /* ptr NULL: none */
	struct ari_str message;
};

static bool parse_tag(struct tag_object *out, struct ari_str bytes)
{
	struct tag_object tag = {.tagger = {NULL, 0}};
	struct ari_str line = ari_source__line(&bytes);
	const size_t head = sizeof("object ") - 1;

	if (!ari_str_starts(line, "object ") ||
	    !ari_oid_parse(&tag.target,
			   (struct ari_str){line.ptr + head, line.len - head}))
		return false;
	while (bytes.len) {
		line = ari_source__line(&bytes);
		if (!line.len)
			break;
		if (ari_str_starts(line, "tagger "))
			tag.tagger =
			    (struct ari_str){line.ptr + 7, line.len - 7};
	}
	tag.message = bytes;
	*out = tag;
	return true;
}

static int read_tag(struct tag_object *out, git_odb_object **object,
		    struct ari_repo *repo, const struct ari_oid *id,
		    struct ari_error *err)
{
	char hex[ARI_OID_HEX + 1];

	if (ari_source__object(object, repo, id, GIT_OBJECT_TAG,
			       ARI_SOURCE_OBJECT, err))
		return -1;
	if (parse_tag(out, ari_source__content(*object)))
		return 0;
	git_odb_object_free(*object);
	return ari_error_set(err, ARI_ERR_GIT,
			     "the tag %s is malformed; run `git fsck`",
			     ari_oid_hex(hex, id));
}

static int object_type(git_object_t *out, struct ari_repo *repo,
		       const struct ari_oid *id, struct ari_error *err)
{
	git_oid git_id = ari_source__git_oid(id);
	size_t size;
	int rc = git_odb_read_header(&size, out, repo->odb, &git_id);

	if (rc < 0)
		return ari_source__fail_object(err, repo, id, "object", rc);
	return 0;
}

int ari_source_peel(struct ari_oid *commit, struct ari_oid *tag,
		    struct ari_repo *repo, const struct ari_oid *id,
		    struct ari_error *err)
{
	struct ari_oid at = *id;
	struct ari_oid first = {{0}};
	git_object_t type;

	for (int i = 0; i < PEEL_DEPTH; i++) {
		struct tag_object parsed;
		git_odb_object *object;

		if (object_type(&type, repo, &at, err))
			return -1;
		if (type != GIT_OBJECT_TAG)
			break;
		if (i == 0)
			first = at;
		if (read_tag(&parsed, &object, repo, &at, err))
			return -1;
		at = parsed.target;
		git_odb_object_free(object);
	}
	*commit = type == GIT_OBJECT_COMMIT ? at : (struct ari_oid){{0}};
	*tag = first;
	return 0;
}

int ari_source__ref(struct ari_oid *out, struct ari_repo *repo,
		    const char *name, struct ari_error *err)
{
	git_oid id;
	int rc = git_reference_name_to_id(&id, repo->git, name);

	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC)
		return 1;
	if (rc < 0)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read the ref %s", name);
	*out = ari_source__oid(&id);
	return 0;
}

static bool begins_signature(struct ari_str line)
{
	static const char *const marks[] = {
	    "-----BEGIN PGP SIGNATURE-----",
	    "-----BEGIN PGP MESSAGE-----",
	    "-----BEGIN SIGNED MESSAGE-----",
	    "-----BEGIN SSH SIGNATURE-----",
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (ari_str_is(line, marks[i]))
			return true;
	return false;
}

/* Cut a signature off the message's end, as git finds it. */
static bool cut_signature(struct ari_str *message)
{
	struct ari_str rest = *message;

	while (rest.len) {
		struct ari_str line = ari_source__line(&rest);

		if (!begins_signature(line))
			continue;
		message->len = (size_t)(line.ptr - message->ptr);
		return true;
	}
	return false;
}

static int fill_annotation(struct ari_tag *out, struct ari_repo *repo,
			   struct ari_arena *arena, struct ari_error *err)
{
	struct ari_person tagger;
	struct tag_object parsed;
	git_odb_object *object;

	if (read_tag(&parsed, &object, repo, &out->tag, err))
		return -1;
	out->annotated = true;
	out->has_signature = cut_signature(&parsed.message);
	out->message = ari_arena_dup(arena, parsed.message);
	if (parsed.tagger.ptr) {
		tagger = ari_source__person_parse(parsed.tagger);
		out->tagger_name = ari_arena_dup(arena, tagger.raw_name);
		out->tagger_email = ari_arena_dup(arena, tagger.raw_email);
		out->time = tagger.time;
		out->offset = tagger.offset;
		out->day = tagger.day;
		out->iso = ari_source__iso(tagger.time, tagger.offset, arena);
	}
	git_odb_object_free(object);
	if (!out->message.ptr ||
	    (parsed.tagger.ptr && (!out->tagger_name.ptr ||
				   !out->tagger_email.ptr || !out->iso.ptr)))
		return ari_error_memory(err);
	return 0;
}

static int fill_tag(struct ari_tag *out, struct ari_repo *repo, const char *ref,
		    struct ari_arena *arena, struct ari_error *err)
{
	struct ari_oid id;
	int rc;

	*out = (struct ari_tag){.day = ARI_DAY_MIN};
	out->id =
	    ari_arena_dup(arena, ari_str_from(ref + sizeof(CYCLE_PREFIX) - 1));
	if (!out->id.ptr)
		return ari_error_memory(err);
	rc = ari_source__ref(&id, repo, ref, err);
	if (rc < 0)
		return -1;
	if (rc == 1)
		return ari_error_set(err, ARI_ERR_GIT,
				     "the tag %s points nowhere", ref);
	if (ari_source_peel(&out->commit, &out->tag, repo, &id, err))
		return -1;
	if (ari_oid_none(&out->tag))
		return 0;
	return fill_annotation(out, repo, arena, err);
}

static int by_id(const void *a, const void *b)
{
	const struct ari_tag *x = a;
	const struct ari_tag *y = b;

	return ari_str_cmp(x->id, y->id);
}

int ari_source_tags(struct ari_tags *out, struct ari_repo *repo,
		    struct ari_arena *arena, struct ari_error *err)
{
	git_reference_iterator *refs = NULL;
	struct ari_tags tags = {NULL, 0};
	size_t room = 0;
	const char *name;
	int rc;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	rc =
	    git_reference_iterator_glob_new(&refs, repo->git, CYCLE_PREFIX "*");
	while (rc == 0 && (rc = git_reference_next_name(&name, refs)) == 0) {
		struct ari_tag *items = ari_arena_grow(
		    arena, tags.items, tags.count, &room, sizeof(*items));

		if (!items) {
			ari_error_memory(err);
			goto fail;
		}
		tags.items = items;
		if (tags.count == ARI_SOURCE_TAGS) {
			ari_error_set(err, ARI_ERR_LIMIT,
				      "there are more than %zu cycle tags",
				      ARI_SOURCE_TAGS);
			goto fail;
		}
		if (fill_tag(&items[tags.count], repo, name, arena, err))
			goto fail;
		tags.count++;
	}
	if (rc != GIT_ITEROVER) {
		ari_source__fail(err, ARI_ERR_GIT, "cannot read the tags");
		goto fail;
	}
	git_reference_iterator_free(refs);
	if (tags.count)
		qsort(tags.items, tags.count, sizeof(*tags.items), by_id);
	*out = tags;
	return 0;
fail:
	git_reference_iterator_free(refs);
	return -1;
}

const struct ari_tag *ari_tags_find(const struct ari_tags *tags,
				    struct ari_str id)
{
	for (size_t i = 0; i < tags->count; i++)
		if (ari_str_eq(tags->items[i].id, id))
			return &tags->items[i];
	return NULL;
}
