/*
 * Snapshots: a commit, the index or the worktree with the dates that the
 * rest of the library asks of it.
 */
#include "source/internal.h"

#include <arising/date.h>

static int fill(struct ari_snapshot *out, struct ari_repo *repo,
		const struct ari_oid *id, struct ari_arena *arena,
		struct ari_error *err)
{
	struct ari_source__commit commit;
	git_odb_object *object;

	if (ari_source__commit_read(&commit, &object, repo, id, err))
		return -1;
	git_odb_object_free(object);
	out->commit = *id;
	out->tree = commit.tree;
	out->time = commit.committer.time;
	out->offset = commit.committer.offset;
	out->day = commit.committer.day;
	out->iso = ari_source__iso(out->time, out->offset, arena);
	return out->iso.ptr ? 0 : ari_error_memory(err);
}

int ari_snapshot_of_commit(struct ari_snapshot *out, struct ari_repo *repo,
			   const struct ari_oid *commit,
			   struct ari_arena *arena, struct ari_error *err)
{
	struct ari_snapshot at = {.kind = ARI_SNAPSHOT_COMMIT};
	char hex[ARI_OID_HEX + 1];

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	at.name = ari_arena_dup(arena, ari_str_from(ari_oid_hex(hex, commit)));
	if (!at.name.ptr)
		return ari_error_memory(err);
	if (fill(&at, repo, commit, arena, err))
		return -1;
	*out = at;
	return 0;
}

/* The index or the worktree, standing on HEAD where there is one. */
static int fill_pending(struct ari_snapshot *out, struct ari_repo *repo,
			enum ari_snapshot_kind kind, struct ari_arena *arena,
			struct ari_error *err)
{
	struct ari_oid head;
	int rc = 1;

	if (!repo->git && kind == ARI_SNAPSHOT_INDEX)
		return ari_source__fail_plain(err, repo);
	if (!repo->place.worktree && kind == ARI_SNAPSHOT_WORKTREE)
		return ari_error_set(err, ARI_ERR_GIT,
				     "this repository is bare: it has no "
				     "files on disk; name a commit, a cycle "
				     "or a date");
	out->kind = kind;
	out->day = ARI_DAY_MIN;
	if (repo->git)
		rc = ari_source__find_head(&head, repo, err);
	if (rc == 0)
		rc = fill(out, repo, &head, arena, err);
	return rc < 0 ? -1 : 0;
}

static int settle(struct ari_snapshot *out, struct ari_repo *repo,
		  const struct ari_source__meaning *meaning,
		  struct ari_str name, struct ari_arena *arena,
		  struct ari_error *err)
{
	struct ari_snapshot at = {.kind = ARI_SNAPSHOT_COMMIT};

	at.tag = meaning->tag;
	at.name = ari_arena_dup(arena, name);
	if (!at.name.ptr)
		return ari_error_memory(err);
	if (meaning->cycle.ptr) {
		at.cycle = ari_arena_dup(arena, meaning->cycle);
		if (!at.cycle.ptr)
			return ari_error_memory(err);
	}
	if (fill(&at, repo, &meaning->commit, arena, err))
		return -1;
	*out = at;
	return 0;
}

int ari_snapshot_of_cycle(struct ari_snapshot *out, struct ari_repo *repo,
			  struct ari_str id, struct ari_arena *arena,
			  struct ari_error *err)
{
	struct ari_source__meaning meaning;

	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (ari_source__find_cycle(&meaning, repo, id, err))
		return -1;
	if (ari_oid_none(&meaning.commit))
		return ari_source__fail_unknown(err, repo, id);
	return settle(out, repo, &meaning, id, arena, err);
}

static int resolve_pending(struct ari_snapshot *out, struct ari_repo *repo,
			   struct ari_str text, struct ari_arena *arena,
			   struct ari_error *err)
{
	struct ari_snapshot at = {.kind = ARI_SNAPSHOT_COMMIT};
	enum ari_snapshot_kind kind = ari_str_is(text, "--staged")
					  ? ARI_SNAPSHOT_INDEX
					  : ARI_SNAPSHOT_WORKTREE;

	at.name = ari_arena_dup(arena, text);
	if (!at.name.ptr)
		return ari_error_memory(err);
	if (fill_pending(&at, repo, kind, arena, err))
		return -1;
	*out = at;
	return 0;
}

int ari_snapshot_resolve(struct ari_snapshot *out, struct ari_repo *repo,
			 struct ari_str text, struct ari_arena *arena,
			 struct ari_error *err)
{
	struct ari_source__meaning meaning;

	if (ari_str_is(text, "--staged") || ari_str_is(text, "--worktree"))
		return resolve_pending(out, repo, text, arena, err);
	if (!repo->git)
		return ari_source__fail_plain(err, repo);
	if (!text.len)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "the name of a snapshot is empty; write "
				     "a cycle, a date or a commit");
	if (ari_source__choose(&meaning, repo, text, err))
		return -1;
	if (ari_oid_none(&meaning.commit))
		return ari_source__fail_unknown(err, repo, text);
	return settle(out, repo, &meaning, text, arena, err);
}
