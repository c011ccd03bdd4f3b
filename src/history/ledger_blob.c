/*
 * Versions of files, each read once, by whichever thread comes to it; what
 * neighbouring commits share is kept by path.
 */
#include "history/ledger_batch.h"

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
	if (!blob || atomic_fetch_sub(&blob->users, 1) != 1)
		return;
	free(blob->bytes);
	free(blob);
}

static void *make_room(void *ctx, size_t bytes)
{
	struct ari_ledger__blob *blob = ctx;

	blob->bytes = malloc(bytes);
	blob->len = bytes - 1;
	return blob->bytes;
}

int ari_ledger__blob_read(struct ari_ledger__blob *blob, struct ari_repo *repo,
			  struct ari_error *err)
{
	struct ari_error own = {0};

	if (blob->tried)
		return 0;
	blob->tried = true;
	if (!ari_source_read_blob_into(make_room, blob, repo, &blob->id,
				       &own)) {
		atomic_store(&blob->weight, blob->len);
		return 0;
	}
	/* Whether it is an error is seen when the commit is looked at. */
	return own.code == ARI_ERR_MEMORY ? ari_error_memory(err) : 0;
}

int ari_ledger__blob_get(struct ari_ledger__blob **out,
			 struct ari_ledger__path *path,
			 const struct ari_oid *id, struct ari_error *err)
{
	struct ari_ledger__blob *blob;

	for (size_t i = 0; i < 2; i++)
		if (path->blobs[i] && ari_oid_eq(&path->blobs[i]->id, id)) {
			*out = ari_ledger__blob_use(path->blobs[i]);
			return 0;
		}
	blob = calloc(1, sizeof(*blob));
	if (!blob)
		return ari_error_memory(err);
	atomic_init(&blob->users, 2);
	atomic_init(&blob->weight, 0);
	blob->id = *id;
	ari_ledger__blob_drop(path->blobs[1]);
	path->blobs[1] = path->blobs[0];
	path->blobs[0] = blob;
	*out = blob;
	return 1;
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

/* Of a path the version asked for last; its bytes are those read last. */
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
	return bytes;
}

static void keep(struct ari_ledger *ledger, struct ari_ledger__path *path)
{
	size_t bytes = trim(path);

	if (!path->kept) {
		path->kept = true;
		path->next_kept = ledger->kept;
		ledger->kept = path;
	}
	ledger->kept_bytes += bytes - path->bytes;
	path->bytes = bytes;
}

void ari_ledger__versions_trim(struct ari_ledger__round *round)
{
	struct ari_ledger *ledger = round->ledger;

	for (size_t i = 0; i < round->count; i++)
		keep(ledger, round->chains[i]->path);
	while (ledger->kept && ledger->kept_bytes > KEPT_BYTES) {
		struct ari_ledger__path *path = ledger->kept;

		ledger->kept = path->next_kept;
		ledger->kept_bytes -= path->bytes;
		path->bytes = 0;
		path->kept = false;
		for (size_t i = 0; i < ARI_LEDGER__VERSIONS; i++)
			version_release(&path->versions[i]);
	}
}

void ari_ledger__paths_trim(struct ari_ledger *ledger)
{
	for (size_t i = 0; i < ledger->path_count; i++) {
		struct ari_ledger__path *path = ledger->paths[i];

		ari_ledger__blob_drop(path->blobs[1]);
		path->blobs[1] = NULL;
	}
}
