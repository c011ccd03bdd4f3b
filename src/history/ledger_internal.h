/*
 * Between the files of the ledger: its state, the versions it keeps by
 * path, commits on their way from the walk to the reader, and the bytes
 * that hold what a commit moved.
 */
#ifndef ARISING_HISTORY_LEDGER_INTERNAL_H
#define ARISING_HISTORY_LEDGER_INTERNAL_H

#include <arising/ledger.h>

#include "load/cut.h"

#include <pthread.h>
#include <stdatomic.h>

#define ARI_LEDGER__NONE UINT32_MAX

/* Versions of one path in use at once: a merge needs its parents'. */
#define ARI_LEDGER__VERSIONS 3
/* -- ledger_graph.c: commits by id -- */

struct ari_ledger__node {
	uint32_t tag; /* the earliest cycle that holds it, or NONE */
	uint32_t reg; /* its register's patterns, or NONE: unknown */
	uint32_t order;
	uint32_t parents; /* where they begin in links */
	uint32_t parent_count;
	bool walked;
};

struct ari_ledger__graph {
	struct ari_oids ids;
	struct ari_ledger__node *nodes; /* as ids */
	size_t count;
	size_t room;
	uint32_t *links;
	size_t link_count;
	size_t link_room;
	uint32_t *by_order; /* nodes, as walked */
	size_t order_room;
	uint32_t walked;
	/* Closed cycles, by the order in which the walk meets them. */
	struct ari_tags tags;
	uint32_t *met;	     /* by tag: order of its commit, or NONE */
	uint32_t *by_commit; /* tags, by the ids of their commits */
};

void ari_ledger__graph_release(struct ari_ledger__graph *graph);
/* Make ready to meet graph->tags; the tables are of the arena. */
int ari_ledger__graph_tags(struct ari_ledger__graph *graph,
			   struct ari_arena *arena, struct ari_error *err);
/* Forget all commits, not the tags. */
void ari_ledger__graph_reset(struct ari_ledger__graph *graph);
int ari_ledger__graph_add(uint32_t *out, struct ari_ledger__graph *graph,
			  const struct ari_oid *id, struct ari_error *err);
/* Take in a walked commit: its order, its cycle, and its parents. */
int ari_ledger__graph_walk(uint32_t *out, struct ari_ledger__graph *graph,
			   const struct ari_oid *id,
			   const struct ari_oid *parents, size_t count,
			   struct ari_error *err);
struct ari_str ari_ledger__graph_cycle(const struct ari_ledger__graph *graph,
				       uint32_t node);

/* -- ledger_glob.c: which files were plans when -- */

struct ari_ledger__register {
	struct ari_oid blob;
	bool known; /* readable */
	struct ari_glob glob;
};

struct ari_ledger__globs {
	struct ari_arena arena;
	struct ari_ledger__register *items;
	size_t count;
	size_t room;
	struct ari_str patterns[ARI_GLOB_PATTERNS]; /* all, and the register */
	size_t pattern_count;
	struct ari_glob all;
};

int ari_ledger__globs_init(struct ari_ledger__globs *globs,
			   struct ari_error *err);
void ari_ledger__globs_release(struct ari_ledger__globs *globs);
/* The row of a register's blob; *grown when it has patterns new to all. */
int ari_ledger__globs_add(uint32_t *out, bool *grown,
			  struct ari_ledger__globs *globs,
			  struct ari_repo *repo, const struct ari_file *file,
			  struct ari_error *err);

/* -- batches -- */

/* One side of a change. */
struct ari_ledger__file {
	enum ari_entry_kind kind; /* NONE: not there, or no plan then */
	struct ari_oid id;
};

struct ari_ledger__change {
	struct ari_str path;
	struct ari_ledger__file before;
	struct ari_ledger__file after;
};

struct ari_ledger__changes {
	struct ari_ledger__change *items;
	size_t count;
};

enum ari_ledger__verdict {
	ARI_LEDGER__SLOW, /* the commit must be looked at as a whole */
	ARI_LEDGER__DONE,
};

/* Whose plan a file calls itself, by how it begins. */
enum ari_ledger__says {
	ARI_LEDGER__SAYS_UNASKED,
	ARI_LEDGER__SAYS_NOTHING, /* it does not say it plainly */
	ARI_LEDGER__SAYS_OURS,
	ARI_LEDGER__SAYS_OTHER,
};

/*
 * A version of a file, shared between the thread that walks and those that
 * read and compare; its bytes come later.
 */
struct ari_ledger__blob {
	atomic_uint users;
	struct ari_oid id;
	enum ari_ledger__says says;
	bool listed; /* for reading, by a narrow ledger */
	bool tried;  /* read, or it cannot be read: then bytes is NULL */
	size_t len;
	char *bytes;	      /* with a NUL behind */
	atomic_size_t weight; /* of its bytes, once they are read */
};

/* A change of one file, compared by itself. */
struct ari_ledger__pair {
	const struct ari_ledger__change *change;
	struct ari_ledger__pair *next;	 /* of the same path, an older one */
	struct ari_ledger__blob *before; /* NULL: not there */
	struct ari_ledger__blob *after;
	enum ari_ledger__verdict verdict;
	bool waiting; /* its older side comes later in the walk */
	atomic_bool compared;
	bool passed;	   /* it does not concern what is asked for */
	bool alone;	   /* no other plan changed in its commit */
	struct ari_str id; /* of the plan */
	struct ari_buf bytes;
	uint32_t entries;
};

/* The pairs of one path in a round, newest first. */
struct ari_ledger__chain {
	struct ari_ledger__path *path;
	struct ari_ledger__pair *first;
	struct ari_ledger__pair *last;
};

/* A version of a file that a narrow ledger came to. */
struct ari_ledger__seen {
	struct ari_ledger__blob *blob;
	struct ari_ledger__path *path;
};

/* A commit that changed plan files, between the walk and its block. */
struct ari_ledger__item {
	uint32_t block;
	struct ari_ledger__changes *parents; /* one list a parent */
	size_t parent_count;
	struct ari_ledger__pair *pairs; /* NULL: slow from the start */
	/* Of a narrow ledger: every file of it, its path beside. */
	struct ari_ledger__seen *files;
	size_t file_count;
	bool passed; /* it does not concern what is asked for */
};

/* What a commit moved, as bytes. */
struct ari_ledger__block {
	struct ari_oid id;
	uint32_t node;
	char *head; /* persons and subject */
	size_t head_len;
	char *body; /* entries */
	size_t body_len;
	uint32_t entries;
	uint32_t pending; /* gaps whose far side is not known yet */
	/*
	 * A version that cannot be read has a part in it. Then commits before
	 * and after it may decide what it says, and those of another tip are
	 * others: it is not recalled there.
	 */
	bool open;
};

/* A file that became readable again; what was before is still to come. */
struct ari_ledger__gap {
	struct ari_str path;
	uint32_t at; /* node of the commit that has it there, unreadable */
	struct ari_ledger__file after;
	uint32_t block;
	struct ari_ledger__came *came; /* of a file that left, or NULL */
};

/*
 * Files that came in a commit in which unreadable ones left: which of them is
 * a plan that was mended and renamed, what is found behind the gaps says.
 */
struct ari_ledger__came {
	struct ari_ledger__arrival {
		struct ari_str path;
		struct ari_ledger__file file;
		bool found;
	} * items;
	size_t count;
	size_t gaps; /* that are open still */
};

/* A version whose records are known to stand where its lines say. */
struct ari_ledger__version {
	struct ari_ledger__blob *blob; /* NULL: an empty slot */
	struct ari_cut cut;
	void *memory; /* of the cut */
	uint64_t clock;
};

struct ari_ledger__path {
	struct ari_str path;
	/* Of the comparing thread. */
	struct ari_ledger__version versions[ARI_LEDGER__VERSIONS];
	uint64_t clock;
	size_t bytes; /* of its versions */
	bool kept;    /* in the list of those that have some */
	struct ari_ledger__path *next_kept; /* in it */
	/* Of the walking thread: what was asked for last. */
	struct ari_ledger__blob *blobs[2];
	struct ari_ledger__pair *waiting; /* for a version that is older */
	struct ari_ledger__chain *chain;  /* of that round */
	uint64_t chain_of;		  /* its number, from 1 */
};

/* What becomes of a round, one after another. */
enum ari_ledger__stage {
	ARI_LEDGER__JUDGE,
	ARI_LEDGER__READ,
	ARI_LEDGER__COMPARE,
	ARI_LEDGER__STAGES,
};

/* Which round is next in each stage. */
struct ari_ledger__turns {
	bool ready;
	pthread_mutex_t lock;
	pthread_cond_t moved;
	uint64_t next[ARI_LEDGER__STAGES];
};

struct ari_ledger__batch;
struct ari_ledger__round;
struct ari_ledger__cache;

struct ari_ledger {
	struct ari_repo *repo;
	struct ari_ledger_options options;
	struct ari_arena arena; /* paths, tags, gaps */
	struct ari_loader loader;
	struct ari_ledger__globs globs;
	struct ari_ledger__graph graph;
	struct ari_walk *walk;
	struct ari_glob glob; /* the walk's */
	size_t commits;
	size_t batch; /* commits of the next one */
	bool walked;  /* the walk gave its last commit */
	bool done;    /* and all of them are blocks */

	struct ari_ledger__path **paths; /* sorted */
	size_t path_count;
	size_t path_room;

	struct ari_ledger__block *blocks;
	size_t block_count;
	size_t block_room;
	size_t finished; /* blocks whose commits were compared */
	size_t given;	 /* blocks that were given, or passed over */
	size_t held;	 /* bytes of blocks */
	bool remember;

	struct ari_ledger__gap *gaps;
	size_t gap_count;
	size_t gap_room;

	struct ari_ledger__batch *first; /* not finished, oldest first */
	struct ari_ledger__batch *last;
	struct ari_ledger__round *round; /* being filled */
	uint64_t rounds;
	struct ari_ledger__round *flight; /* being compared, oldest first */
	struct ari_ledger__round *flight_last;
	size_t flights;
	uint64_t launched;
	struct ari_ledger__turns turns;
	/* Of the round that is compared. */
	struct ari_ledger__path *kept; /* paths that keep versions */
	size_t kept_bytes;
	/* Handles of the threads that read, each opened when first needed. */
	struct ari_repo *readers[ARI_LEDGER__STAGES][ARI_PARALLEL_MOST];
	bool narrow; /* only what concerns options.plan is read */
	bool wide;   /* from here on all is read nevertheless */
	bool widen;  /* and what was passed over, too */
	struct ari_ledger__cache *cache; /* what was remembered, or NULL */
	size_t cached;			 /* its next commit */
	const struct ari_str *hints;
	size_t hint_count;

	struct ari_arena given_arena;
	struct ari_ledger_commit commit;
};

/* -- ledger_blob.c -- */

struct ari_ledger__blob *ari_ledger__blob_use(struct ari_ledger__blob *blob);
/* NULL is fine. */
void ari_ledger__blob_drop(struct ari_ledger__blob *blob);
/* A version of a path: 1 when it is not the one asked for last, 0 or -1. */
int ari_ledger__blob_get(struct ari_ledger__blob **out,
			 struct ari_ledger__path *path,
			 const struct ari_oid *id, struct ari_error *err);
/*
 * Read a version, unless that was tried before; one that cannot be read has
 * no bytes. Errors: ARI_ERR_MEMORY only.
 */
int ari_ledger__blob_read(struct ari_ledger__blob *blob, struct ari_repo *repo,
			  struct ari_error *err);
void ari_ledger__path_release(struct ari_ledger__path *path);
/* Keep of each path no more than the walk is likely to come to again. */
void ari_ledger__paths_trim(struct ari_ledger *ledger);

/* -- ledger_pair.c -- */

/* Compare the pairs of one path, newest first: a piece of that worker's. */
int ari_ledger__compare_chain(struct ari_ledger *ledger, unsigned worker,
			      const struct ari_ledger__chain *chain,
			      struct ari_error *err);

/* Whether a record had another ref before; elsewhere: in another plan. */
bool ari_ledger__has_formerly(const struct ari_plan *plan, bool elsewhere);

/* -- ledger_commit.c, ledger_merge.c -- */

/* Look at a commit as a whole: renames, merges, gaps. */
int ari_ledger__compare_commit(struct ari_ledger *ledger,
			       const struct ari_ledger__item *item,
			       struct ari_error *err);

/* Where a commit has an unreadable file as a parent does, go on in that. */
void ari_ledger__follow_gaps(struct ari_ledger *ledger,
			     const struct ari_ledger__item *item);

/* No version was found before the gaps that are left: nothing stood there. */
int ari_ledger__finish_gaps(struct ari_ledger *ledger, struct ari_error *err);

/* A movement of a change, wherever it stands in it. */
struct ari_ledger__fact {
	const struct ari_plan_change *change;
	const struct ari_record_change *record; /* NULL: of the plan */
	const struct ari_movement *movement;
	uint64_t fields;
	bool across;
};

struct ari_ledger__facts {
	struct ari_ledger__fact *items;
	size_t count;
	size_t room;
	struct ari_plan_change **changes;
	size_t change_count;
	/* Paths of which the parent's version cannot be read. */
	const struct ari_str *unknown;
	size_t unknown_count;
};

int ari_ledger__facts_fill(struct ari_ledger__facts *facts,
			   struct ari_arena *arena, struct ari_error *err);
/* Keep of the first what differs from every parent. */
int ari_ledger__merge(struct ari_ledger__facts *out,
		      struct ari_ledger__facts *parents, size_t count,
		      struct ari_arena *arena, struct ari_error *err);

/* -- ledger_encode.c -- */

void ari_ledger__put_u8(struct ari_buf *out, unsigned value);
void ari_ledger__put_u32(struct ari_buf *out, uint32_t value);
void ari_ledger__put_u64(struct ari_buf *out, uint64_t value);
void ari_ledger__put_str(struct ari_buf *out, struct ari_str s);
void ari_ledger__put_head(struct ari_buf *out, const struct ari_commit *commit,
			  struct ari_str reason);
/* Fields of a record that say something else. */
uint64_t ari_ledger__fields(const struct ari_record *old,
			    const struct ari_record *new);
void ari_ledger__put_fact(struct ari_buf *out,
			  const struct ari_ledger__fact *fact);
/* All movements of a change, and whether the plan is new or left. */
uint32_t ari_ledger__put_change(struct ari_buf *out,
				const struct ari_plan_change *change,
				bool across);
uint32_t ari_ledger__put_presence(struct ari_buf *out,
				  const struct ari_plan_change *change,
				  bool across);
void ari_ledger__put_unreadable(struct ari_buf *out, struct ari_str path,
				struct ari_str message, struct ari_str calls);

/* -- ledger_decode.c -- */

struct ari_ledger__reader {
	const char *ptr;
	size_t len;
	bool failed;
	struct ari_arena *arena;
};

unsigned ari_ledger__get_u8(struct ari_ledger__reader *in);
uint32_t ari_ledger__get_u32(struct ari_ledger__reader *in);
uint64_t ari_ledger__get_u64(struct ari_ledger__reader *in);
struct ari_str ari_ledger__get_str(struct ari_ledger__reader *in);
/* Plans of which entries are wanted; none: of all. */
struct ari_ledger__plans {
	const struct ari_str *items;
	size_t count;
};

/* Read a commit back. -1: damaged, or memory ended. */
int ari_ledger__get_commit(struct ari_ledger_commit *out, struct ari_str head,
			   struct ari_str body, uint32_t entries,
			   const struct ari_ledger__plans *wanted,
			   struct ari_arena *arena);
/* Entries of one plan, one after another. */
struct ari_ledger__run {
	struct ari_str plan; /* its id */
	size_t len;	     /* bytes */
	uint32_t entries;
};
/* The runs of a body, in its order. */
int ari_ledger__get_runs(struct ari_ledger__run **out, size_t *count,
			 struct ari_str body, uint32_t entries,
			 struct ari_arena *arena);

/* -- ledger_cache.c -- */

/* What a cache file remembers; NULL when there is none to rely on. */
struct ari_ledger__cache *ari_ledger__cache_open(const char *folder);
void ari_ledger__cache_close(struct ari_ledger__cache *cache);
/* Whether it is of this very tip. */
bool ari_ledger__cache_is_of(const struct ari_ledger__cache *cache,
			     const struct ari_oid *tip);
size_t ari_ledger__cache_count(const struct ari_ledger__cache *cache);
/* Commit at of the walk: its id and parents' ids. */
bool ari_ledger__cache_node(struct ari_oid *id, const struct ari_oid **parents,
			    size_t *parent_count,
			    const struct ari_ledger__cache *cache, size_t at,
			    struct ari_arena *arena);

struct ari_ledger__cached {
	struct ari_str head;
	struct ari_str body;
	uint32_t entries;
};

/*
 * 1 and the block of commit at, whole or what is about the plans wanted; -1:
 * damaged.
 */
int ari_ledger__cache_block(struct ari_ledger__cached *out,
			    struct ari_ledger__cache *cache, size_t at,
			    const struct ari_ledger__plans *wanted);
/*
 * The same, found by commit id; 0 too when it is not known: *known. One that
 * is open is not.
 */
int ari_ledger__cache_find(struct ari_ledger__cached *out, bool *known,
			   struct ari_ledger__cache *cache,
			   const struct ari_oid *id);
/* Whether a commit's block speaks of one of these plans. */
bool ari_ledger__cache_concerns(const struct ari_ledger__cache *cache,
				size_t at,
				const struct ari_ledger__plans *wanted);

/* -- ledger_cache_write.c -- */

/* Remember the ledger; whatever goes wrong, nothing is left behind. */
void ari_ledger__cache_write(const struct ari_ledger *ledger);

#endif
