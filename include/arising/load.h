/*
 * The facade: from a snapshot of a repository to its register and plans.
 * Everything that is said about a plan begins here.
 */
#ifndef ARISING_LOAD_H
#define ARISING_LOAD_H

#include <arising/plan.h>
#include <arising/schema.h>
#include <arising/source.h>

/* Where the register stands in every repository. */
#define ARI_REGISTER_PATH "arising.yaml"

struct ari_rules_facts;

/* One file at one version: bytes, tree, findings and plan, freed at once. */
struct ari_version {
	struct ari_arena arena;
	/*
	 * Of a version read beside another: the text of what differs, which
	 * doc is about. All other records are the other version's.
	 */
	struct ari_arena under;
	struct ari_str path;
	struct ari_oid blob; /* none when read from the worktree */
	struct ari_doc doc;
	struct ari_diags diags;
	struct ari_plan *plan; /* NULL: the register, or unreadable */
	/* What rules across plans know of it; NULL: not gathered (rules.h). */
	struct ari_rules_facts *facts;
	struct ari_version *whole; /* whose records it borrows; or NULL */
	unsigned shares; /* views and versions that hold it beside one */
	bool sound;	 /* ari_version_sound() said so */
};

/* A snapshot's register, and those of its plans that were loaded. */
struct ari_view {
	struct ari_arena arena;
	struct ari_repo *repo; /* borrowed */
	struct ari_snapshot at;
	struct ari_version *register_file;
	struct ari_register *reg;      /* NULL: unreadable */
	struct ari_glob glob;	       /* what the register calls plans */
	struct ari_version **versions; /* sorted by path */
	size_t count;
};

enum ari_load_flags {
	/* Validate against the bundled schemas, findings into diags. */
	ARI_LOAD_VALIDATE = 1,
	/* Plans only: for a register that is known already. */
	ARI_LOAD_VALIDATE_PLANS = 2,
};

/* What every load shares; make one a process. */
struct ari_loader {
	struct ari_schema *plan_schema; /* NULL without ARI_LOAD_VALIDATE */
	struct ari_schema *register_schema;
	unsigned flags;
	unsigned threads; /* at most; 0: as many as there are processors */
	/*
	 * What is done with each plan of a view as soon as it is read, by
	 * the worker that read it, while it is in the processor's caches;
	 * NULL: nothing. Several run at once. When it abridges the version,
	 * the next one is read into the same memory.
	 */
	int (*each)(void *ctx, unsigned worker, struct ari_version *version,
		    struct ari_error *err);
	void *each_ctx;
};

ARI_API int ari_loader_init(struct ari_loader *loader, unsigned flags,
			    struct ari_error *err);
ARI_API void ari_loader_release(struct ari_loader *loader);

/*
 * Read the register of a snapshot. What is wrong with it is in
 * register_file->diags, and then reg may be NULL.
 * Errors: ARI_ERR_NOT_FOUND when there is no register.
 */
ARI_API int ari_view_new(struct ari_view **out, const struct ari_loader *loader,
			 struct ari_repo *repo, const struct ari_snapshot *at,
			 struct ari_error *err);
ARI_API void ari_view_free(struct ari_view *view);

/*
 * Load the files of the view that the register's `plans` names, several at
 * once. Unreadable ones are there too, with findings and without a plan.
 * Errors: ARI_ERR_USAGE for a plan that is a link, a submodule or a folder.
 */
ARI_API int ari_view_load_all(struct ari_view *view,
			      const struct ari_loader *loader,
			      struct ari_error *err);
/*
 * Load these files only; order and number as given. With beside, a loaded
 * view of another snapshot that outlives this one, records that stand alike
 * in the file of the same path there are not parsed again but borrowed.
 */
ARI_API int ari_view_load(struct ari_view *view,
			  const struct ari_loader *loader,
			  const struct ari_file *files, size_t count,
			  const struct ari_view *beside, struct ari_error *err);

/*
 * Load all plans of a view beside those of an earlier one, which may be NULL
 * for the first and was loaded by this: files alike are shared, of others
 * what differs from a version that was read whole is parsed. Either view may
 * be freed first; no two threads free or load views that share.
 * Owns: paths live in arena, which outlives all of them.
 */
ARI_API int ari_view_load_after(struct ari_view *view,
				const struct ari_view *before,
				const struct ari_loader *loader,
				struct ari_arena *arena, struct ari_error *err);
/*
 * Load both sides of what differs between two views of one repository, in
 * the order of changes. Of each file the earlier version is read beside the
 * later one, so records that stand alike are borrowed from it: free before
 * first. With before and after the same file, both views get it.
 * Errors: as ari_view_load_all().
 */
ARI_API int ari_view_load_both(struct ari_view *before, struct ari_view *after,
			       const struct ari_loader *loader,
			       const struct ari_change *changes, size_t count,
			       struct ari_error *err);

/* Read bytes as a version: YAML, schema (by flags), plan. */
ARI_API int ari_version_read(struct ari_version **out,
			     const struct ari_loader *loader,
			     struct ari_str path, struct ari_str bytes,
			     bool is_register, struct ari_error *err);
/* What the standard input is called where a file has its path. */
#define ARI_STDIN "<stdin>"
/*
 * Read a file of the disk, the standard input (-) or a bundled schema (its
 * URI), and validate it unless schema is NULL; no plan is bound. What it is,
 * JSON or YAML, its name's ending says; without one, what is right as JSON is
 * JSON. For `check --schema`. The path is borrowed.
 * Errors: ARI_ERR_IO; ARI_ERR_LIMIT past ARI_TREE_BYTES, or when validating
 * takes too many steps.
 */
ARI_API int ari_version_open(struct ari_version **out, const char *path,
			     const struct ari_schema *schema,
			     struct ari_error *err);
ARI_API void ari_version_free(struct ari_version *version);
/*
 * Let go of the bytes, the tree and the plan of a version that was judged.
 * Its findings stay, in arena, with their lines and those of offsets; of
 * the plan its id stays.
 * Errors: ARI_ERR_MEMORY; the version can then only be freed.
 */
ARI_API int ari_version_abridge(struct ari_version *version,
				struct ari_arena *arena,
				const uint32_t *offsets, size_t count,
				struct ari_error *err);

/*
 * Fail with the first error of a version that cannot be used: unreadable,
 * or with records that have no ref or share one, so that who is who is
 * uncertain. Returns 0 when the version is sound.
 */
ARI_API int ari_version_sound(struct ari_version *version,
			      const struct ari_snapshot *at,
			      struct ari_error *err);
/* All loaded versions and the register are sound, and plan ids unique. */
ARI_API int ari_view_sound(struct ari_view *view, struct ari_error *err);

/* The loaded plan of that id, or NULL. */
ARI_API const struct ari_plan *ari_view_plan(const struct ari_view *view,
					     struct ari_str id);

/* Workers at most: beyond this the disk and the memory bus are the limit. */
#define ARI_PARALLEL_MOST 16

/* Call fn for 0 to count-1 from several threads; stops at the first -1. */
ARI_API int ari_parallel(size_t count, unsigned threads,
			 int (*fn)(void *ctx, unsigned worker, size_t at,
				   struct ari_error *err),
			 void *ctx, struct ari_error *err);
/* Workers that ari_parallel would use for count pieces. */
ARI_API unsigned ari_parallel_workers(size_t count, unsigned threads);

#endif
