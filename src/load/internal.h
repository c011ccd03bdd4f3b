/*
 * What the files of the load room share.
 */
#ifndef ARISING_LOAD_INTERNAL_H
#define ARISING_LOAD_INTERNAL_H

#include <arising/load.h>
#include <arising/yaml.h>

/* A handle of one repository for each worker, opened when first asked for. */
struct ari_load__repos {
	struct ari_repo *items[ARI_PARALLEL_MOST];
};

/* The first worker's is repo itself, borrowed. */
void ari_load__repos_init(struct ari_load__repos *repos, struct ari_repo *repo);
struct ari_repo *ari_load__repo(struct ari_load__repos *repos, unsigned worker,
				struct ari_error *err);
void ari_load__repos_release(struct ari_load__repos *repos);

/* Say why what is not an ordinary file is no plan. Returns -1. */
int ari_load__refuse_kind(const struct ari_file *file, struct ari_error *err);

/* An empty version, or NULL with err set. */
struct ari_version *ari_load__version_new(struct ari_error *err);

/*
 * A version that has its bytes and nothing else yet. memory, which may be
 * NULL, is an empty arena whose blocks it takes.
 */
int ari_load__begin(struct ari_version **out, struct ari_repo *repo,
		    const struct ari_snapshot *at, const struct ari_file *file,
		    struct ari_arena *memory, struct ari_error *err);

/* A version to be begun, and where it goes. */
struct ari_load__wanted {
	struct ari_version **out;
	const struct ari_view *view;
	struct ari_file file;
};

/* Begin all, on the loader's threads. */
int ari_load__read_wanted(const struct ari_load__wanted *wanted, size_t count,
			  const struct ari_loader *loader,
			  struct ari_repo *repo, struct ari_error *err);
/*
 * Parse a version that was begun; another may take its place in *out. After
 * an error it is the caller's to free.
 */
int ari_load__finish(struct ari_version **out, const struct ari_loader *loader,
		     bool is_register, const struct ari_version *beside,
		     struct ari_error *err);
/*
 * The two in one. beside, which may be NULL, is a version to borrow equal
 * records from.
 */
int ari_load__fetch(struct ari_version **out, const struct ari_loader *loader,
		    struct ari_repo *repo, const struct ari_snapshot *at,
		    const struct ari_file *file, bool is_register,
		    const struct ari_version *beside, struct ari_arena *memory,
		    struct ari_error *err);

/* Whether a version has borrowed records: only what differs was parsed. */
bool ari_load__borrows(const struct ari_version *version);

/*
 * Read bytes beside another version: 1, or 0 when that is not certain and
 * they must be read whole. Nothing is validated. Bytes are borrowed until
 * this returns.
 */
int ari_load__like(struct ari_version **out, const struct ari_loader *loader,
		   struct ari_str path, struct ari_str bytes,
		   const struct ari_version *other, struct ari_error *err);

#endif
