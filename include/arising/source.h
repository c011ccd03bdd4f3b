/*
 * Where bytes come from: a path in the worktree, the index or a commit.
 * Snapshots, comparison of two of them, the walk over commits, cycle tags.
 *
 * The only room that knows git. It reads; only ari_source_tag_create()
 * writes. A path is
 * relative to the top of the worktree, with `/` between its parts and any
 * bytes but NUL in them: git does not promise UTF-8.
 */
#ifndef ARISING_SOURCE_H
#define ARISING_SOURCE_H

#include <arising/base.h>

/* Files that one snapshot may show: 1,000 plans are many. */
#define ARI_SOURCE_FILES ((size_t)100000)
/* Entries looked at below one snapshot's folders. */
#define ARI_SOURCE_ENTRIES ((size_t)4 << 20)
/* Folders inside folders; git itself stops at 4,096 bytes of path. */
#define ARI_SOURCE_DEPTH 128
/* Bytes of a path. */
#define ARI_SOURCE_PATH 4096
/* Commits that one walk may see. */
#define ARI_SOURCE_COMMITS ((size_t)4 << 20)
/* Cycle tags of one repository. */
#define ARI_SOURCE_TAGS ((size_t)100000)
/* Bytes of a commit or tag object that is read: messages are short. */
#define ARI_SOURCE_OBJECT ((size_t)4 << 20)

/*
 * Set up what the process shares, before any other call of this room, from
 * one thread; each init has its shutdown. Not for a library inside another
 * program that uses libgit2 with settings of its own.
 */
ARI_API int ari_source_init(struct ari_error *err);
ARI_API void ari_source_shutdown(void);

/* -- object ids -- */

#define ARI_OID_BYTES 20
#define ARI_OID_HEX 40

/* The name of an object by its content; all zero when there is none. */
struct ari_oid {
	uint8_t bytes[ARI_OID_BYTES];
};

ARI_API bool ari_oid_eq(const struct ari_oid *a, const struct ari_oid *b);
ARI_API int ari_oid_cmp(const struct ari_oid *a, const struct ari_oid *b);
ARI_API bool ari_oid_none(const struct ari_oid *id);
/* Write 40 hexadecimal digits and a NUL. Returns out. */
ARI_API char *ari_oid_hex(char out[ARI_OID_HEX + 1], const struct ari_oid *id);
/* Read 40 hexadecimal digits of either case. */
ARI_API bool ari_oid_parse(struct ari_oid *out, struct ari_str hex);
/* The id git would give to a blob of these bytes. */
ARI_API int ari_oid_of_blob(struct ari_oid *out, struct ari_str bytes,
			    struct ari_error *err);

/* Ids, each with a number: 0, 1, 2 … in the order in which they came. */
struct ari_oids {
	struct ari_oid *items;
	size_t count;
	size_t room;
	uint32_t *slots; /* open addressing */
	size_t slot_count;
};

#define ARI_OIDS_NONE UINT32_MAX

/*
 * Number an id, a new one where it had none. All zero is an empty table.
 * Errors: ARI_ERR_MEMORY; ARI_ERR_LIMIT past ARI_SOURCE_COMMITS.
 */
ARI_API int ari_oids_add(uint32_t *out, struct ari_oids *ids,
			 const struct ari_oid *id, struct ari_error *err);
/* The number of an id, or ARI_OIDS_NONE. */
ARI_API uint32_t ari_oids_find(const struct ari_oids *ids,
			       const struct ari_oid *id);
ARI_API void ari_oids_release(struct ari_oids *ids);

/* -- repository -- */

/*
 * A handle on a repository, or on a plain folder, for one thread at a time.
 * Another thread opens its own with ari_repo_again(). The index is read once,
 * when first asked for.
 */
struct ari_repo;

struct ari_repo_options {
	const char *dir; /* where to begin; NULL: the current directory */
	/*
	 * Honour GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE,
	 * GIT_OBJECT_DIRECTORY, GIT_ALTERNATE_OBJECT_DIRECTORIES and
	 * GIT_CEILING_DIRECTORIES, as git sets them for hooks. The
	 * environment is read here and never again.
	 */
	bool environment;
	/*
	 * A folder that no repository holds is not an error: it has a
	 * worktree (dir itself) and no history.
	 */
	bool plain;
	/* Read commits, whatever git noted of them: for an audit. */
	bool unnoted;
};

/*
 * Open the repository that holds dir, looking upwards.
 * Errors: ARI_ERR_GIT with what to do: not a repository; owned by another
 * user; SHA-256 objects; an extension that cannot be read safely.
 */
ARI_API int ari_repo_open(struct ari_repo **out,
			  const struct ari_repo_options *options,
			  struct ari_error *err);
/* Open another handle on the same repository, worktree and index. */
ARI_API int ari_repo_again(struct ari_repo **out, const struct ari_repo *repo,
			   struct ari_error *err);
ARI_API void ari_repo_free(struct ari_repo *repo);

/* Whether there is a history at all: false for a plain folder. */
ARI_API bool ari_repo_has_git(const struct ari_repo *repo);
/* Top of the worktree, absolute, no slash at the end; NULL when bare. */
ARI_API const char *ari_repo_worktree(const struct ari_repo *repo);
/*
 * The git directory that all worktrees share, absolute, no slash at the
 * end: hooks, caches. NULL for a plain folder.
 */
ARI_API const char *ari_repo_git_dir(const struct ari_repo *repo);
/*
 * The git directory of this worktree alone, no slash at the end: HEAD, the
 * index, a merge under way. NULL for a plain folder.
 */
ARI_API const char *ari_repo_own_dir(const struct ari_repo *repo);
/* Whether commits were cut off by `git clone --depth`. */
ARI_API bool ari_repo_is_shallow(const struct ari_repo *repo);
/*
 * Check that the history is what the commits say.
 * Errors: ARI_ERR_UNCERTAIN when refs/replace or info/grafts would make git
 * itself tell another history than the commit ids prove.
 */
ARI_API int ari_repo_certain(struct ari_repo *repo, struct ari_error *err);
/*
 * Path in the repository of a file that a user named, relative to where the
 * repository was opened from (options.dir). By words only: links are not
 * followed, the file need not exist. `.` gives the empty path.
 * Errors: ARI_ERR_USAGE when it lies outside the worktree.
 */
ARI_API int ari_repo_path(struct ari_str *out, const struct ari_repo *repo,
			  struct ari_str user_path, struct ari_arena *arena,
			  struct ari_error *err);

/* -- patterns of paths -- */

/* Patterns of one glob, and parts between the slashes of a pattern. */
#define ARI_GLOB_PATTERNS 16
#define ARI_GLOB_PARTS 60

/*
 * `*` any bytes of one part, `?` one byte of it, `**` as a whole part any
 * number of parts, none too; `\` takes the next byte as it is. Wildcards do
 * not match a part's leading dot. Compared by bytes, case and all.
 */
struct ari_glob {
	struct {
		const struct ari_str *parts;
		size_t count;
		uint64_t literal; /* bit i: part i has no wildcard */
		uint64_t stars;	  /* bit i: part i is `**` */
	} patterns[ARI_GLOB_PATTERNS];
	size_t count;
};

/*
 * Read patterns; arena holds the parts, the patterns' bytes are borrowed.
 * Errors: ARI_ERR_USAGE for an empty, absolute or upward (`..`) pattern;
 * ARI_ERR_LIMIT past the caps.
 */
ARI_API int ari_glob_init(struct ari_glob *out, const struct ari_str *patterns,
			  size_t count, struct ari_arena *arena,
			  struct ari_error *err);
ARI_API bool ari_glob_match(const struct ari_glob *glob, struct ari_str path);

/* -- snapshots -- */

enum ari_snapshot_kind {
	ARI_SNAPSHOT_COMMIT,
	ARI_SNAPSHOT_INDEX,    /* --staged: what `git commit` would record */
	ARI_SNAPSHOT_WORKTREE, /* --worktree: the files on disk */
};

/* A version of the repository. The strings live in the resolver's arena. */
struct ari_snapshot {
	enum ari_snapshot_kind kind;
	/* Index and worktree: HEAD, on which they stand; none when unborn. */
	struct ari_oid commit;
	struct ari_oid tree;  /* of the commit */
	struct ari_oid tag;   /* the annotated tag it was named by, or none */
	int64_t time;	      /* committer: seconds since 1970-01-01 UTC */
	int32_t offset;	      /* minutes east of UTC, as the commit records */
	int32_t day;	      /* of time at that offset; ARI_DAY_MIN: none */
	struct ari_str iso;   /* 2021-12-17T09:00:00+01:00; ptr NULL: none */
	struct ari_str cycle; /* id; ptr NULL: not named by a cycle */
	struct ari_str name;  /* what was asked for */
};

/*
 * Find the snapshot that text names: `--staged`, `--worktree`, a cycle id, a
 * date (2021-12-17, 2021-12 or 2021: the first commit from HEAD along first
 * parents whose committer day is not after it) or any git revision. A name
 * that is several of these is refused unless all are the same commit.
 * Errors: ARI_ERR_NOT_FOUND with near names, and for a repository without
 * commits; ARI_ERR_USAGE when ambiguous; ARI_ERR_UNCERTAIN when a shallow
 * clone hides the answer.
 */
ARI_API int ari_snapshot_resolve(struct ari_snapshot *out,
				 struct ari_repo *repo, struct ari_str text,
				 struct ari_arena *arena,
				 struct ari_error *err);
/* The snapshot of the cycle of that id, and of nothing else so named. */
ARI_API int ari_snapshot_of_cycle(struct ari_snapshot *out,
				  struct ari_repo *repo, struct ari_str id,
				  struct ari_arena *arena,
				  struct ari_error *err);
ARI_API int ari_snapshot_of_commit(struct ari_snapshot *out,
				   struct ari_repo *repo,
				   const struct ari_oid *commit,
				   struct ari_arena *arena,
				   struct ari_error *err);
/*
 * Whether every commit of ancestor is also one of descendant: 1 or 0.
 * Errors: -1; ARI_ERR_UNCERTAIN when a shallow clone hides the answer.
 */
ARI_API int ari_source_is_ancestor(struct ari_repo *repo,
				   const struct ari_oid *ancestor,
				   const struct ari_oid *descendant,
				   struct ari_error *err);

/* -- files -- */

enum ari_entry_kind {
	ARI_ENTRY_NONE, /* there is no such path */
	ARI_ENTRY_FILE,
	ARI_ENTRY_SYMLINK,
	ARI_ENTRY_SUBMODULE,
	ARI_ENTRY_FOLDER,   /* a folder where a file was asked for */
	ARI_ENTRY_CONFLICT, /* index: a merge has not been settled */
	ARI_ENTRY_OTHER,    /* worktree: a device, a socket, a pipe */
};

/* A path of a snapshot. */
struct ari_file {
	struct ari_str path;
	enum ari_entry_kind kind;
	bool executable;
	/*
	 * The blob; a submodule's commit. Worktree: of the bytes on disk,
	 * set by what reads them (read, compare) and none before.
	 */
	struct ari_oid id;
};

struct ari_files {
	struct ari_file *items; /* sorted by the bytes of their paths */
	size_t count;
};

/*
 * List what glob matches. A link or submodule that stands where the glob
 * wants a folder (plans -> elsewhere) is listed too, so that the caller can
 * say why there are no plans. The worktree shows untracked and ignored
 * files as well, but nothing in `.git` and nothing through a link.
 * Errors: ARI_ERR_GIT when an object is missing; ARI_ERR_LIMIT;
 * ARI_ERR_UNCERTAIN when a sparse checkout keeps such files off the disk.
 */
ARI_API int ari_source_list(struct ari_files *out, struct ari_repo *repo,
			    const struct ari_snapshot *at,
			    const struct ari_glob *glob,
			    struct ari_arena *arena, struct ari_error *err);
/*
 * Look one path up. Returns 0 also when it is not there: ask file->kind.
 */
ARI_API int ari_source_find(struct ari_file *out, struct ari_repo *repo,
			    const struct ari_snapshot *at, struct ari_str path,
			    struct ari_arena *arena, struct ari_error *err);
/*
 * Read a path's bytes; arena holds them, with a NUL after the last.
 * *file is what was found; with NULL the worktree's bytes are not hashed. The
 * worktree is read below its top only, following no link, regular files only.
 * Errors: ARI_ERR_NOT_FOUND; ARI_ERR_USAGE for what is not a file;
 * ARI_ERR_LIMIT past ARI_TREE_BYTES; ARI_ERR_IO; ARI_ERR_GIT.
 */
ARI_API int ari_source_read(struct ari_str *out, struct ari_file *file,
			    struct ari_repo *repo,
			    const struct ari_snapshot *at, struct ari_str path,
			    struct ari_arena *arena, struct ari_error *err);
/* Read a blob by its id. */
ARI_API int ari_source_read_blob(struct ari_str *out, struct ari_repo *repo,
				 const struct ari_oid *id,
				 struct ari_arena *arena,
				 struct ari_error *err);
/*
 * The same into memory of the caller: room is asked once for that many
 * bytes, the NUL behind them among them; NULL when there is none.
 */
ARI_API int ari_source_read_blob_into(void *(*room)(void *ctx, size_t bytes),
				      void *ctx, struct ari_repo *repo,
				      const struct ari_oid *id,
				      struct ari_error *err);
/* Bytes of a beginning. */
#define ARI_SOURCE_HEAD 256
/*
 * The first bytes of a blob, up to ARI_SOURCE_HEAD; where a pack gives fewer
 * of them cheaply than there are, those, and *whole is false.
 * Cost: a fraction of reading it.
 */
ARI_API int ari_source_blob_head(char *out, size_t *len, bool *whole,
				 struct ari_repo *repo,
				 const struct ari_oid *id,
				 struct ari_error *err);

/*
 * In which order blobs are best read: order[] gets the positions 0 to
 * count-1 so that neighbours share most of what git must unpack for them.
 * It is advice: what it does not know of it leaves as it is, at the end.
 * Cost: a search in each pack's index for each id.
 */
ARI_API int ari_source_read_order(uint32_t *order, struct ari_repo *repo,
				  const struct ari_oid *ids, size_t count,
				  struct ari_error *err);

/* -- comparison -- */

/* A path that differs. Added: before.kind is NONE; removed: after.kind. */
struct ari_change {
	struct ari_str path;
	struct ari_file before;
	struct ari_file after;
};

struct ari_changes {
	struct ari_change *items; /* sorted by the bytes of their paths */
	size_t count;
	struct ari_files same; /* in both with the same bytes, kind and mode */
};

/*
 * Compare two snapshots by their sorted entries; no blob is read but to
 * learn the id of a file of the worktree. A file of the worktree that git
 * would convert (line ends) is compared as it stands on disk.
 * Cost: the folders that glob wants; blobs of the worktree are hashed.
 */
ARI_API int ari_source_compare(struct ari_changes *out, struct ari_repo *repo,
			       const struct ari_snapshot *before,
			       const struct ari_snapshot *after,
			       const struct ari_glob *glob,
			       struct ari_arena *arena, struct ari_error *err);

/* -- merging text -- */

struct ari_merge_text_options {
	unsigned marker;  /* length of conflict markers; 0: 7 */
	bool prefer_ours; /* in place of conflicts */
};

/*
 * Merge three texts line by line, as git does; a conflict stands between
 * markers with the labels ours and theirs. *clean says there is none.
 */
ARI_API int ari_source_merge_text(struct ari_str *out, bool *clean,
				  struct ari_str base, struct ari_str ours,
				  struct ari_str theirs,
				  const struct ari_merge_text_options *options,
				  struct ari_arena *arena,
				  struct ari_error *err);

/* -- cycle tags -- */

/* A tag refs/tags/cycle/ID. Lightweight: tag and time are none. */
struct ari_tag {
	struct ari_str id;     /* what follows cycle/ */
	struct ari_oid tag;    /* the annotated tag object, or none */
	struct ari_oid commit; /* none when the tag names no commit */
	bool annotated;
	bool has_signature; /* carries one; whether it is good is not said */
	struct ari_str tagger_name; /* ptr NULL: none */
	struct ari_str tagger_email;
	int64_t time; /* tagger: seconds since 1970-01-01 UTC */
	int32_t offset;
	int32_t day;		/* of time at offset; ARI_DAY_MIN: none */
	struct ari_str iso;	/* ptr NULL: none */
	struct ari_str message; /* without its signature; ptr NULL: none */
};

struct ari_tags {
	struct ari_tag *items; /* sorted by the bytes of their ids */
	size_t count;
};

ARI_API int ari_source_tags(struct ari_tags *out, struct ari_repo *repo,
			    struct ari_arena *arena, struct ari_error *err);
/* The tag of that id, or NULL. */
ARI_API const struct ari_tag *ari_tags_find(const struct ari_tags *tags,
					    struct ari_str id);

/*
 * Follow annotated tags from id to a commit. *commit is none when another
 * kind of object stands at the end; *tag, when the first is no tag object.
 */
ARI_API int ari_source_peel(struct ari_oid *commit, struct ari_oid *tag,
			    struct ari_repo *repo, const struct ari_oid *id,
			    struct ari_error *err);

enum ari_signature_state {
	ARI_SIGNATURE_NONE,
	ARI_SIGNATURE_GOOD,
	ARI_SIGNATURE_BAD,	/* it does not fit, or its key is not trusted */
	ARI_SIGNATURE_UNPROVED, /* key, list of signers or program missing */
};

struct ari_signature {
	enum ari_signature_state state;
	const char *format; /* "openpgp", "ssh", "x509"; NULL: none */
	struct ari_str by;  /* who signed, as its key says; ptr NULL */
	struct ari_str key; /* fingerprint; ptr NULL */
	struct ari_str why; /* bad or unproved: a sentence */
};

/*
 * Verify a tag's signature with gpg or ssh-keygen, as git is set up to.
 * What is wrong with it is in *out, not an error.
 */
ARI_API int ari_source_tag_verify(struct ari_signature *out,
				  struct ari_repo *repo,
				  const struct ari_tag *tag,
				  struct ari_arena *arena,
				  struct ari_error *err);
/* The same for a tag or a commit by its id; of nothing else is there one. */
ARI_API int ari_source_verify(struct ari_signature *out, struct ari_repo *repo,
			      const struct ari_oid *id, struct ari_arena *arena,
			      struct ari_error *err);

struct ari_tag_request {
	struct ari_str id; /* of the cycle */
	struct ari_oid commit;
	struct ari_str tagger;	/* Name <mail> seconds zone, as git says it */
	struct ari_str message; /* a newline at its end */
};

/*
 * Make the annotated tag cycle/ID, signed where git is set up to sign tags
 * (tag.gpgSign, gpg.format, user.signingKey, gpg.program). The one call of
 * this room that writes: an object, then the ref, which must not be there.
 * Errors: ARI_ERR_USAGE when the tag is there already, or its name cannot
 * be one; ARI_ERR_GIT when it cannot be signed or written: nothing is then
 * changed that git shows.
 */
ARI_API int ari_source_tag_create(struct ari_oid *out, struct ari_repo *repo,
				  const struct ari_tag_request *request,
				  struct ari_error *err);
/* Whether git is set up to sign tags. */
ARI_API bool ari_source_tag_signs(struct ari_repo *repo);

/* -- walk -- */

/* Who and when; name and e-mail as .mailmap of the tip corrects them. */
struct ari_person {
	struct ari_str name;
	struct ari_str email;
	struct ari_str raw_name; /* as the commit has them */
	struct ari_str raw_email;
	int64_t time;	/* seconds since 1970-01-01 UTC */
	int32_t offset; /* minutes east of UTC */
	int32_t day;	/* of time at offset */
};

/* A commit of a walk; valid until the walk's next step. */
struct ari_commit {
	struct ari_oid id;
	struct ari_oid tree;
	const struct ari_oid *parents;
	size_t parent_count;
	/* Its parents exist but were cut off (shallow): compared with none. */
	bool cut;
	struct ari_person author;
	struct ari_person committer;
	struct ari_str encoding; /* of the message; ptr NULL: UTF-8 */
	struct ari_str message;	 /* bytes as recorded, never converted */
	/*
	 * What differs from each parent below the walk's glob, one list a
	 * parent in order; a root: one, against nothing. `same` is empty.
	 */
	const struct ari_changes *changes;
	size_t changes_count;
};

struct ari_walk_options {
	struct ari_oid tip;
	/* Leave out this commit and all before it; none: to the root. */
	struct ari_oid from;
	bool first_parent; /* follow first parents, compare with them only */
	const struct ari_glob *glob; /* NULL: no comparison; borrowed */
	/* Give ids, parents and changes only: the rest by ari_walk_read(). */
	bool bare;
};

struct ari_walk;

/*
 * Begin a walk, newest first: no commit before all of its children, of
 * those that may come the one of latest committer time, then of least id.
 * So the order depends on the commits alone.
 * Errors: ARI_ERR_LIMIT; ARI_ERR_GIT when a commit is missing.
 * Where git noted its commits (commit-graph), the order and a bare walk come
 * from that unless the handle is unnoted, and ARI_ERR_UNCERTAIN tells a note
 * that a commit belies when it is read.
 * Cost: reads all commits between once for the order, then as it is pulled.
 */
ARI_API int ari_walk_new(struct ari_walk **out, struct ari_repo *repo,
			 const struct ari_walk_options *options,
			 struct ari_error *err);
ARI_API void ari_walk_free(struct ari_walk *walk);
/* Commits that the walk will give. */
ARI_API size_t ari_walk_count(const struct ari_walk *walk);
/* Whether the walk gives, has given or hides that commit. */
ARI_API bool ari_walk_knows(const struct ari_walk *walk,
			    const struct ari_oid *commit);
/*
 * Step to the next commit: 1, or 0 after the last. *out is borrowed from the
 * walk until the next step.
 */
ARI_API int ari_walk_next(const struct ari_commit **out, struct ari_walk *walk,
			  struct ari_error *err);
/*
 * Read the people and the message of a commit that the walk gave. *out is
 * borrowed from the walk until the next reading; it has no changes.
 */
ARI_API int ari_walk_read(const struct ari_commit **out, struct ari_walk *walk,
			  const struct ari_oid *commit, struct ari_error *err);

#endif
