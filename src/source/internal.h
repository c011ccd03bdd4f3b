/*
 * What the files of the source room share: the handle, object reading, the
 * engine that compares trees, the commit reader, the graph.
 */
#ifndef ARISING_SOURCE_INTERNAL_H
#define ARISING_SOURCE_INTERNAL_H

#include <arising/source.h>
#include <git2.h>
#include <limits.h>
#include <sys/stat.h>

/* Trees kept inflated: two commits' folders at every depth in use. */
#define TREE_CACHE 64

struct ari_source__tree_slot {
	struct ari_oid id;
	git_odb_object *object; /* NULL: empty slot */
	uint64_t used;		/* the clock when it was last asked for */
};

/* How a handle was opened, so that another thread's can be opened alike. */
struct ari_source__place {
	char *dir;	  /* absolute; where user paths begin */
	char *git_dir;	  /* what GIT_DIR said, absolute; NULL: search */
	char *worktree;	  /* no slash at the end; NULL: bare */
	char *index_file; /* absolute; NULL: there is none */
	char *objects;	  /* what GIT_OBJECT_DIRECTORY said, or NULL */
	char *alternates; /* `:` between them, or NULL */
	char *ceilings;
};

struct ari_source__node {
	struct ari_oid tree;
	int64_t time;
	uint32_t parents; /* where its parents begin in links */
	uint32_t parent_count;
	uint32_t children; /* that the walk has not given yet */
	uint32_t seen;	   /* the last search that came by */
	bool known;	   /* its parents are */
	bool noted;	   /* by git's commit-graph, not read from it */
	bool cut;
	bool closed; /* all that is reached from here is closed, too */
};

/* Commits and who their parents are. */
struct ari_source__graph {
	struct ari_repo *repo;
	/* What git noted of commits; NULL: they are read. */
	struct ari_source__commit_graph *notes;
	size_t notes_from; /* nodes with which it is opened */
	bool asked;	   /* whether there is one */
	struct ari_oids ids;
	struct ari_source__node *nodes; /* as ids */
	size_t count;
	size_t room;
	uint32_t *links;
	size_t link_count;
	size_t link_room;
	size_t loaded;	   /* nodes before it have their parents */
	bool first_parent; /* others are not looked at */
	bool cut;	   /* a node's parents are not here */
	uint32_t search;   /* the number of the last */
};

struct ari_repo {
	git_repository *git; /* NULL: a plain folder */
	git_odb *odb;
	git_index *index; /* opened when first asked for */
	struct ari_source__place place;
	char *common_dir;    /* NULL: a plain folder */
	char *own_dir;	     /* of this worktree; NULL: a plain folder */
	struct ari_oid *cut; /* commits whose parents are not here, sorted */
	size_t cut_count;
	bool partial; /* objects may be absent: fetched when needed */
	bool unnoted; /* commits are read, whatever git noted of them */
	struct ari_source__tree_slot trees[TREE_CACHE];
	/* Commits that were asked which came before which. */
	struct ari_source__graph past;
	uint64_t clock;
	struct ari_source__packs *packs; /* opened when first asked for */
};

/* -- repo_env.c, repo_git.c: parts of opening -- */

/* Fill the place from options and, where asked, the environment. */
int ari_source__place_init(struct ari_source__place *place,
			   const struct ari_repo_options *options,
			   struct ari_error *err);
int ari_source__place_copy(struct ari_source__place *out,
			   const struct ari_source__place *place,
			   struct ari_error *err);
void ari_source__place_release(struct ari_source__place *place);
/* a/b of the two, or b alone where it is absolute; NULL: no memory. */
char *ari_source__join(const char *a, const char *b);
/* Open place: 0, 1 when no repository is there, -1. */
int ari_source__open_git(struct ari_repo *repo, struct ari_error *err);

/* -- error.c -- */

/* Say what failed and, after a colon, what libgit2 says of it. */
int ari_source__fail(struct ari_error *err, enum ari_error_code code,
		     const char *fmt, ...) ARI_PRINTF(3, 4);
/* The object could not be read; rc is libgit2's. */
int ari_source__fail_object(struct ari_error *err, const struct ari_repo *repo,
			    const struct ari_oid *id, const char *what, int rc);
/* A history was asked of a plain folder. */
int ari_source__fail_plain(struct ari_error *err, const struct ari_repo *repo);
/* The commits that would decide it were never fetched. */
int ari_source__fail_shallow(struct ari_error *err, const char *what);

/* -- object.c -- */

struct ari_oid ari_source__oid(const git_oid *id);
git_oid ari_source__git_oid(const struct ari_oid *id);
/* Read an object of that type and of at most cap bytes; free the result. */
int ari_source__object(git_odb_object **out, struct ari_repo *repo,
		       const struct ari_oid *id, git_object_t type, size_t cap,
		       struct ari_error *err);
struct ari_str ari_source__content(git_odb_object *object);
/* A tree through the cache of the handle; free the result all the same. */
int ari_source__tree(git_odb_object **out, struct ari_repo *repo,
		     const struct ari_oid *id, struct ari_error *err);
void ari_source__trees_release(struct ari_repo *repo);
bool ari_source__is_cut(const struct ari_repo *repo, const struct ari_oid *id);

/* -- glob.c -- */

/* Where in each pattern a path has come to: bit i: part i is next. */
struct ari_glob__state {
	uint64_t bits[ARI_GLOB_PATTERNS];
};

#define ARI_GLOB__HERE 1U  /* the path matches */
#define ARI_GLOB__BELOW 2U /* a path below it may match */
#define ARI_GLOB__NAMED 4U /* its last part stands in a pattern as it is */

void ari_glob__start(struct ari_glob__state *out, const struct ari_glob *glob);
/* Take one part of a path. Returns flags as above. */
unsigned ari_glob__step(struct ari_glob__state *out,
			const struct ari_glob *glob,
			const struct ari_glob__state *from,
			struct ari_str part);
/* The flags of a whole path. */
unsigned ari_glob__verdict(const struct ari_glob *glob, struct ari_str path);
/* Whether an entry of that kind and verdict is listed. */
bool ari_glob__lists(enum ari_entry_kind kind, unsigned flags);

/* -- tree_entry.c: raw trees -- */

struct ari_source__entry {
	struct ari_str name;
	unsigned mode;
	struct ari_oid id;
};

/* Step over the entry at *bytes; false when the tree is malformed. */
bool ari_source__entry_next(struct ari_source__entry *out,
			    struct ari_str *bytes);
enum ari_entry_kind ari_source__mode_kind(unsigned mode);
/* git's order: by bytes, a folder as if its name ended in `/`. */
int ari_source__name_cmp(struct ari_str a, bool a_folder, struct ari_str b,
			 bool b_folder);
int ari_source__fail_tree(struct ari_error *err, const struct ari_oid *id);

/* -- tree.c: the engine -- */

/*
 * Told of each path that the glob lists, in order: before or after has kind
 * NONE where the path is not there. The path is borrowed from the engine.
 */
struct ari_source__sink {
	int (*emit)(void *ctx, const struct ari_file *before,
		    const struct ari_file *after, struct ari_error *err);
	void *ctx;
	bool same; /* tell of equal paths too */
};

/*
 * Compare two trees, either of which may be none. Equal folders are not
 * opened unless sink->same.
 */
int ari_source__tree_compare(struct ari_repo *repo, const struct ari_oid *a,
			     const struct ari_oid *b,
			     const struct ari_glob *glob,
			     const struct ari_source__sink *sink,
			     struct ari_error *err);
/* Look a path up in a tree. */
int ari_source__tree_find(struct ari_file *out, struct ari_repo *repo,
			  const struct ari_oid *tree, struct ari_str path,
			  struct ari_error *err);

/* -- vec.c: lists that grow in an arena -- */

struct ari_source__changes {
	struct ari_changes list;
	size_t room;
	size_t same_room;
	struct ari_arena *arena;
};

/* Append; the path is copied. Refuses what is not in order. */
int ari_source__files_add(struct ari_files *files, size_t *room,
			  const struct ari_file *file, struct ari_arena *arena,
			  struct ari_error *err);
/* Append to list or, where both are alike, to list.same. */
int ari_source__changes_add(struct ari_source__changes *changes,
			    const struct ari_file *before,
			    const struct ari_file *after,
			    struct ari_error *err);
/* The sink's emit: ctx is a struct ari_source__changes. */
int ari_source__changes_emit(void *ctx, const struct ari_file *before,
			     const struct ari_file *after,
			     struct ari_error *err);

/* -- index.c -- */

int ari_source__index_list(struct ari_files *out, struct ari_repo *repo,
			   const struct ari_glob *glob, struct ari_arena *arena,
			   struct ari_error *err);
int ari_source__index_find(struct ari_file *out, struct ari_repo *repo,
			   struct ari_str path, struct ari_error *err);

/* Refuse a worktree that lacks files which glob wants. */
int ari_source__check_sparse(struct ari_repo *repo, const struct ari_glob *glob,
			     struct ari_error *err);

/* -- worktree.c, worktree_list.c -- */

/* The folder at the top of the worktree, open; -1. */
int ari_source__open_top(const struct ari_repo *repo, struct ari_error *err);
enum ari_entry_kind ari_source__stat_kind(const struct stat *info);

int ari_source__worktree_list(struct ari_files *out, struct ari_repo *repo,
			      const struct ari_glob *glob,
			      struct ari_arena *arena, struct ari_error *err);
int ari_source__worktree_find(struct ari_file *out, const struct ari_repo *repo,
			      struct ari_str path, struct ari_error *err);
/* Read a file on disk; with hash set, learn its id, too. */
int ari_source__worktree_read(struct ari_str *out, struct ari_file *file,
			      const struct ari_repo *repo, struct ari_str path,
			      bool hash, struct ari_arena *arena,
			      struct ari_error *err);

/* -- commit.c: raw commits and tags -- */

/* A commit object's lines, borrowed from its bytes. */
struct ari_source__commit {
	struct ari_oid tree;
	struct ari_str parents; /* lines of `parent HEX` */
	size_t parent_count;
	struct ari_person author; /* raw names only */
	struct ari_person committer;
	struct ari_str encoding; /* ptr NULL: none said, so UTF-8 */
	struct ari_str message;
};

/* False when it is malformed. */
bool ari_source__commit_parse(struct ari_source__commit *out,
			      struct ari_str bytes);
struct ari_oid ari_source__commit_parent(const struct ari_source__commit *c,
					 size_t at);
struct ari_person ari_source__person_parse(struct ari_str line);
/* Cut the first line off *bytes, without its end. */
struct ari_str ari_source__line(struct ari_str *bytes);
/* Read and parse; free *object when done with the borrowed lines. */
int ari_source__commit_read(struct ari_source__commit *out,
			    git_odb_object **object, struct ari_repo *repo,
			    const struct ari_oid *id, struct ari_error *err);
/* Day of a time at an offset of minutes. */
int32_t ari_source__day(int64_t time, int32_t offset);
/* 2021-12-17T09:00:00+01:00; ptr NULL when memory ends. */
struct ari_str ari_source__iso(int64_t time, int32_t offset,
			       struct ari_arena *arena);

/* -- tag.c -- */

/* The object that a ref names: 0, 1 when there is no such ref, -1. */
int ari_source__ref(struct ari_oid *out, struct ari_repo *repo,
		    const char *name, struct ari_error *err);

/* -- resolve.c -- */

/* What a name means; all none where it means nothing. */
struct ari_source__meaning {
	struct ari_oid commit;
	struct ari_oid tag;
	struct ari_str cycle; /* its id, where it is one; borrowed */
};

int ari_source__choose(struct ari_source__meaning *out, struct ari_repo *repo,
		       struct ari_str text, struct ari_error *err);
int ari_source__find_cycle(struct ari_source__meaning *out,
			   struct ari_repo *repo, struct ari_str id,
			   struct ari_error *err);
/* The commit of HEAD: 0, 1 when nothing is committed yet, -1. */
int ari_source__find_head(struct ari_oid *out, struct ari_repo *repo,
			  struct ari_error *err);
int ari_source__fail_unknown(struct ari_error *err, struct ari_repo *repo,
			     struct ari_str text);

/* -- near.c -- */

/* Append "; near: a, b, c" for the names that text may have meant. */
int ari_source__near(struct ari_buf *out, struct ari_repo *repo,
		     struct ari_str text, struct ari_error *err);

/* -- graph.c -- */

void ari_source__graph_init(struct ari_source__graph *graph,
			    struct ari_repo *repo);
void ari_source__graph_release(struct ari_source__graph *graph);
/* The node of id, made where there is none. */
int ari_source__graph_add(uint32_t *out, struct ari_source__graph *graph,
			  const struct ari_oid *id, struct ari_error *err);
/*
 * Hold a commit that was read to what git noted of it, and to what the walk
 * therefore gives: ARI_ERR_UNCERTAIN where they differ.
 */
int ari_source__graph_check(const struct ari_source__graph *graph,
			    const struct ari_source__commit *commit,
			    const struct ari_oid *id, struct ari_error *err);
/* Load what can be reached from the nodes added. */
int ari_source__graph_load(struct ari_source__graph *graph,
			   struct ari_error *err);

#endif
