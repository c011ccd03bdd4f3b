/*
 * Bytes of versions, each read once and in the order of the walk: packs are
 * chains of differences from newer to older, and that is the order in which
 * they unfold cheaply. What neighbouring commits share is kept by path.
 */
#include "history/ledger_internal.h"

#include <stdlib.h>

/* Bytes of versions that are kept between batches. */
#define KEPT_BYTES ((size_t)24 << 20)

struct ari_ledger__blob *ari_ledger__blob_use(struct ari_ledger__blob *blob)
{
	atomic_fetch_add(&blob->users, 1);
	return blob;
}

void ari_ledger__blob_drop(struct ari_ledger__blob *blob)
{
	if (blob && atomic_fetch_sub(&blob->users, 1) == 1)
		free(blob);
}

static void *make_room(void *ctx, size_t bytes)
{
	struct ari_ledger__blob *blob = malloc(sizeof(*blob) + bytes);

	*(struct ari_ledger__blob **)ctx = blob;
	if (!blob)
		return NULL;
	atomic_init(&blob->users, 1);
	blob->len = bytes - 1;
	return blob->bytes;
}

static struct ari_ledger__blob *read_blob(struct ari_repo *repo,
					  const struct ari_oid *id,
					  struct ari_error *err)
{
	struct ari_ledger__blob *blob = NULL;

	if (ari_source_read_blob_into(make_room, &blob, repo, id, err))
		return NULL;
	blob->id = *id;
	return blob;
}

int ari_ledger__blob_get(struct ari_ledger__blob **out,
			 struct ari_ledger__path *path, struct ari_repo *repo,
			 const struct ari_oid *id, struct ari_error *err)
{
	for (size_t i = 0; i < 2; i++)
		if (path->blobs[i] && ari_oid_eq(&path->blobs[i]->id, id)) {
			*out = ari_ledger__blob_use(path->blobs[i]);
			return 0;
		}
	*out = read_blob(repo, id, err);
	if (!*out)
		return -1;
	ari_ledger__blob_drop(path->blobs[1]);
	path->blobs[1] = path->blobs[0];
	path->blobs[0] = ari_ledger__blob_use(*out);
	return 0;
}

static void version_release(struct ari_ledger__version *version)
{
	ari_ledger__blob_drop(version->blob);
	free(version->memory);
	*version = (struct ari_ledger__version){.clock = 0};
}

void ari_ledger__path_release(struct ari_ledger__path *path)
{
	for (size_t i = 0; i < ARI_LEDGER__VERSIONS; i++)
		version_release(&path->versions[i]);
	for (size_t i = 0; i < 2; i++) {
		ari_ledger__blob_drop(path->blobs[i]);
		path->blobs[i] = NULL;
	}
}

/* Of each path the version asked for last; its bytes are those read last. */
static size_t trim(struct ari_ledger__path *path)
{
	size_t bytes = 0;

	for (size_t i = 0; i < ARI_LEDGER__VERSIONS; i++) {
		struct ari_ledger__version *version = &path->versions[i];

		if (version->blob && version->clock < path->clock)
			version_release(version);
		else if (version->blob)
			bytes += version->blob->len;
	}
	ari_ledger__blob_drop(path->blobs[1]);
	path->blobs[1] = NULL;
	return bytes;
}

void ari_ledger__paths_trim(struct ari_ledger *ledger)
{
	size_t bytes = 0;

	for (size_t i = 0; i < ledger->path_count; i++)
		bytes += trim(ledger->paths[i]);
	for (size_t i = 0; i < ledger->path_count && bytes > KEPT_BYTES; i++)
		ari_ledger__path_release(ledger->paths[i]);
}
