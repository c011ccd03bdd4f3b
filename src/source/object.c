/*
 * Objects out of the store: one way to read them, with a cap, and a small
 * cache of the trees that neighbouring commits share.
 */
#include "source/pack.h"

#include <inttypes.h>
#include <string.h>

/* Bytes of one tree: some hundred thousand entries. */
#define TREE_BYTES ((size_t)32 << 20)

struct ari_oid ari_source__oid(const git_oid *id)
{
	struct ari_oid out = {{0}};

	memcpy(out.bytes, id->id, ARI_OID_BYTES);
	return out;
}

git_oid ari_source__git_oid(const struct ari_oid *id)
{
	git_oid out = {{0}};

	memcpy(out.id, id->bytes, ARI_OID_BYTES);
	return out;
}

struct ari_str ari_source__content(git_odb_object *object)
{
	return (struct ari_str){git_odb_object_data(object),
				git_odb_object_size(object)};
}

/*
 * How long an object is. libgit2 begins anew with each: whoever asks for
 * many has the packs open.
 */
static int read_size(uint64_t *out, struct ari_repo *repo,
		     const struct ari_oid *id)
{
	git_oid git_id = ari_source__git_oid(id);
	git_object_t type;
	size_t size;
	int rc;

	if (repo->packs && ari_source__packs_size(out, repo->packs, id))
		return 0;
	rc = git_odb_read_header(&size, &type, repo->odb, &git_id);
	*out = size;
	return rc;
}

static int fail_type(struct ari_error *err, const struct ari_oid *id,
		     git_object_t found, const char *what)
{
	char hex[ARI_OID_HEX + 1];

	return ari_error_set(
	    err, ARI_ERR_GIT, "the object %s is a %s, not a %s",
	    ari_oid_hex(hex, id), git_object_type2string(found), what);
}

/*
 * The size is asked before the bytes: a blob of gigabytes must not be
 * inflated to learn that it is too long.
 */
int ari_source__object(git_odb_object **out, struct ari_repo *repo,
		       const struct ari_oid *id, git_object_t type, size_t cap,
		       struct ari_error *err)
{
	const char *what = git_object_type2string(type);
	git_oid git_id = ari_source__git_oid(id);
	char hex[ARI_OID_HEX + 1];
	git_odb_object *object;
	uint64_t size;
	int rc;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	rc = read_size(&size, repo, id);
	if (rc < 0)
		return ari_source__fail_object(err, repo, id, what, rc);
	if (size > cap)
		return ari_error_set(err, ARI_ERR_LIMIT,
				     "the %s %s has %" PRIu64 " bytes; at most "
				     "%zu are read",
				     what, ari_oid_hex(hex, id), size, cap);
	rc = git_odb_read(&object, repo->odb, &git_id);
	if (rc < 0)
		return ari_source__fail_object(err, repo, id, what, rc);
	if (git_odb_object_type(object) != type) {
		rc = fail_type(err, id, git_odb_object_type(object), what);
		git_odb_object_free(object);
		return rc;
	}
	*out = object;
	return 0;
}

static struct ari_source__tree_slot *find_slot(struct ari_repo *repo,
					       const struct ari_oid *id)
{
	struct ari_source__tree_slot *oldest = &repo->trees[0];

	for (size_t i = 0; i < TREE_CACHE; i++) {
		struct ari_source__tree_slot *slot = &repo->trees[i];

		if (slot->object && ari_oid_eq(&slot->id, id))
			return slot;
		if (slot->used < oldest->used)
			oldest = slot;
	}
	git_odb_object_free(oldest->object);
	oldest->object = NULL;
	return oldest;
}

int ari_source__tree(git_odb_object **out, struct ari_repo *repo,
		     const struct ari_oid *id, struct ari_error *err)
{
	struct ari_source__tree_slot *slot = find_slot(repo, id);

	if (!slot->object) {
		if (ari_source__object(&slot->object, repo, id, GIT_OBJECT_TREE,
				       TREE_BYTES, err))
			return -1;
		slot->id = *id;
	}
	slot->used = ++repo->clock;
	if (git_odb_object_dup(out, slot->object) < 0)
		return ari_error_memory(err);
	return 0;
}

void ari_source__trees_release(struct ari_repo *repo)
{
	for (size_t i = 0; i < TREE_CACHE; i++)
		git_odb_object_free(repo->trees[i].object);
}

bool ari_source__is_cut(const struct ari_repo *repo, const struct ari_oid *id)
{
	size_t low = 0;
	size_t high = repo->cut_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = ari_oid_cmp(&repo->cut[middle], id);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
