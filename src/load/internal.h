/*
 * What the files of the load room share.
 */
#ifndef ARISING_LOAD_INTERNAL_H
#define ARISING_LOAD_INTERNAL_H

#include <arising/load.h>
#include <arising/yaml.h>

/* An empty version, or NULL with err set. */
struct ari_version *ari_load__version_new(struct ari_error *err);

/* Read a file of a snapshot as a version; by its id where that is known. */
int ari_load__fetch(struct ari_version **out, const struct ari_loader *loader,
		    struct ari_repo *repo, const struct ari_snapshot *at,
		    const struct ari_file *file, bool is_register,
		    struct ari_error *err);

#endif
