/*
 * What the files of the load room share.
 */
#ifndef ARISING_LOAD_INTERNAL_H
#define ARISING_LOAD_INTERNAL_H

#include <arising/load.h>
#include <arising/yaml.h>

/* An empty version, or NULL with err set. */
struct ari_version *ari_load__version_new(struct ari_error *err);

/*
 * Read a file of a snapshot as a version; by its id where that is known.
 * beside, which may be NULL, is a version to borrow equal records from.
 */
int ari_load__fetch(struct ari_version **out, const struct ari_loader *loader,
		    struct ari_repo *repo, const struct ari_snapshot *at,
		    const struct ari_file *file, bool is_register,
		    const struct ari_version *beside, struct ari_error *err);

/*
 * Read bytes beside another version: 1, or 0 when that is not certain and
 * they must be read whole. Nothing is validated. Bytes are borrowed until
 * this returns.
 */
int ari_load__like(struct ari_version **out, const struct ari_loader *loader,
		   struct ari_str path, struct ari_str bytes,
		   const struct ari_version *other, struct ari_error *err);

#endif
