/*
 * What a name means: a cycle, a date or a revision, and a refusal where it
 * may be more than one of them.
 */
#include "source/internal.h"

#include <arising/date.h>
#include <string.h>

#define CYCLE_REF "refs/tags/cycle/"
/* Bytes of a name: no ref is longer. */
#define NAME_BYTES 1024

static int text_width(struct ari_str text)
{
	return text.len < 200 ? (int)text.len : 200;
}

int ari_source__find_head(struct ari_oid *out, struct ari_repo *repo,
			  struct ari_error *err)
{
	struct ari_oid tag;
	struct ari_oid id;
	int rc = ari_source__ref(&id, repo, "HEAD", err);

	return rc ? rc : ari_source_peel(out, &tag, repo, &id, err);
}

static int fail_unborn(struct ari_error *err)
{
	return ari_error_set(err, ARI_ERR_NOT_FOUND,
			     "nothing is committed here yet, so there is no "
			     "history; run `git commit` first");
}

/* prefix + text as a C string; false when it is too long for a name. */
static bool make_name(char out[NAME_BYTES], const char *prefix,
		      struct ari_str text)
{
	size_t len = strlen(prefix);

	if (!text.len || len + text.len >= NAME_BYTES ||
	    memchr(text.ptr, '\0', text.len))
		return false;
	memcpy(out, prefix, len);
	memcpy(out + len, text.ptr, text.len);
	out[len + text.len] = '\0';
	return true;
}

/* What the ref prefix + text names, as far as it is a commit. */
static int find_ref(struct ari_source__meaning *out, struct ari_repo *repo,
		    const char *prefix, struct ari_str text,
		    struct ari_error *err)
{
	char name[NAME_BYTES];
	struct ari_oid id;
	int rc;

	*out = (struct ari_source__meaning){.commit = {{0}}};
	if (!make_name(name, prefix, text))
		return 0;
	rc = ari_source__ref(&id, repo, name, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	return ari_source_peel(&out->commit, &out->tag, repo, &id, err);
}

int ari_source__find_cycle(struct ari_source__meaning *out,
			   struct ari_repo *repo, struct ari_str id,
			   struct ari_error *err)
{
	char name[NAME_BYTES];
	struct ari_oid object;
	int rc;

	*out = (struct ari_source__meaning){.commit = {{0}}};
	if (!make_name(name, CYCLE_REF, id))
		return 0;
	rc = ari_source__ref(&object, repo, name, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	if (ari_source_peel(&out->commit, &out->tag, repo, &object, err))
		return -1;
	if (ari_oid_none(&out->commit))
		return ari_error_set(err, ARI_ERR_GIT,
				     "the tag cycle/%.*s does not name a "
				     "commit, so it freezes no plans",
				     text_width(id), id.ptr);
	out->cycle = id;
	return 0;
}

static int fail_ambiguous(struct ari_error *err, struct ari_str text,
			  const char *what, const char *form)
{
	return ari_error_set(err, ARI_ERR_USAGE,
			     "\"%.*s\" is %s, and they are different "
			     "commits; write %s",
			     text_width(text), text.ptr, what, form);
}

static bool disagree(const struct ari_source__meaning *a,
		     const struct ari_source__meaning *b)
{
	return !ari_oid_none(&a->commit) && !ari_oid_none(&b->commit) &&
	       !ari_oid_eq(&a->commit, &b->commit);
}

/* A branch or tag of just that name. */
static int find_plain_ref(struct ari_source__meaning *out,
			  struct ari_repo *repo, struct ari_str text,
			  struct ari_error *err)
{
	struct ari_source__meaning branch;

	if (find_ref(&branch, repo, "refs/heads/", text, err) ||
	    find_ref(out, repo, "refs/tags/", text, err))
		return -1;
	if (disagree(&branch, out))
		return fail_ambiguous(err, text, "a branch and also a tag",
				      "refs/heads/… or refs/tags/…");
	if (!ari_oid_none(&out->commit))
		return 0;
	*out = branch;
	if (!ari_oid_none(&out->commit))
		return 0;
	return find_ref(out, repo, "refs/remotes/", text, err);
}

static int fail_before_history(struct ari_error *err, struct ari_str text,
			       int32_t first)
{
	struct ari_buf day;

	ari_buf_init(&day, NULL);
	ari_day_put(&day, first);
	ari_error_set(err, ARI_ERR_NOT_FOUND,
		      "nothing was committed on or before %.*s: the history "
		      "begins on %s",
		      text_width(text), text.ptr, day.ptr ? day.ptr : "?");
	ari_buf_release(&day);
	return -1;
}

/* Go back from HEAD along first parents to a commit not after day. */
static int find_day(struct ari_source__meaning *out, struct ari_repo *repo,
		    struct ari_str text, int32_t day, struct ari_error *err)
{
	struct ari_oid at;
	int rc = ari_source__find_head(&at, repo, err);

	if (rc)
		return rc < 0 ? -1 : fail_unborn(err);
	for (size_t i = 0; i < ARI_SOURCE_COMMITS; i++) {
		struct ari_source__commit commit;
		git_odb_object *object;
		struct ari_oid parent = {{0}};
		int32_t committed;

		if (ari_source__commit_read(&commit, &object, repo, &at, err))
			return -1;
		committed = commit.committer.day;
		if (commit.parent_count)
			parent = ari_source__commit_parent(&commit, 0);
		git_odb_object_free(object);
		if (committed <= day) {
			*out = (struct ari_source__meaning){.commit = at};
			return 0;
		}
		if (ari_oid_none(&parent))
			return fail_before_history(err, text, committed);
		if (ari_source__is_cut(repo, &at))
			return ari_source__fail_shallow(
			    err, "which commit stood at that date");
		at = parent;
	}
	return ari_error_set(err, ARI_ERR_LIMIT,
			     "the history is longer than %zu commits",
			     ARI_SOURCE_COMMITS);
}

/* Any revision that git itself reads: HEAD~3, an id's first digits. */
static int find_revision(struct ari_source__meaning *out, struct ari_repo *repo,
			 struct ari_str text, struct ari_error *err)
{
	char name[NAME_BYTES];
	git_object *object = NULL;
	struct ari_oid id;
	int rc;

	*out = (struct ari_source__meaning){.commit = {{0}}};
	if (!make_name(name, "", text))
		return 0;
	git_error_clear();
	rc = git_revparse_single(&object, repo->git, name);
	if (rc == GIT_EAMBIGUOUS)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "\"%s\" begins the ids of several "
				     "objects; write more of its digits",
				     name);
	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC)
		return 0;
	if (rc < 0)
		return ari_source__fail(err, ARI_ERR_NOT_FOUND,
					"cannot read the revision \"%s\"",
					name);
	id = ari_source__oid(git_object_id(object));
	git_object_free(object);
	if (ari_source_peel(&out->commit, &out->tag, repo, &id, err))
		return -1;
	if (ari_oid_none(&out->commit))
		return ari_error_set(err, ARI_ERR_USAGE,
				     "\"%s\" does not name a commit", name);
	return 0;
}

int ari_source__fail_unknown(struct ari_error *err, struct ari_repo *repo,
			     struct ari_str text)
{
	struct ari_oid head;
	struct ari_buf near;
	int rc = ari_source__find_head(&head, repo, err);

	if (rc)
		return rc < 0 ? -1 : fail_unborn(err);
	ari_buf_init(&near, NULL);
	if (ari_source__near(&near, repo, text, err) == 0)
		ari_error_set(err, ARI_ERR_NOT_FOUND,
			      "there is no cycle, commit, branch or tag "
			      "\"%.*s\"%s%s",
			      text_width(text), text.ptr,
			      near.len ? near.ptr : "",
			      ari_repo_is_shallow(repo)
				  ? "; this clone is shallow and may hide "
				    "it: run `git fetch --unshallow "
				    "--tags`"
				  : "");
	ari_buf_release(&near);
	return -1;
}

/* The id where the tag of a cycle is written out: cycle/ID; else text. */
static struct ari_str cycle_of(struct ari_str text)
{
	static const char *const prefixes[] = {
	    CYCLE_REF,
	    "tags/cycle/",
	    "cycle/",
	};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t len = strlen(prefixes[i]);

		if (ari_str_starts(text, prefixes[i]))
			return (struct ari_str){text.ptr + len, text.len - len};
	}
	return text;
}

/* A cycle's name goes before a date's, a date's before a revision's. */
int ari_source__choose(struct ari_source__meaning *out, struct ari_repo *repo,
		       struct ari_str text, struct ari_error *err)
{
	struct ari_source__meaning ref;
	struct ari_str id = cycle_of(text);
	struct ari_date date;

	if (ari_source__find_cycle(out, repo, id, err) ||
	    find_plain_ref(&ref, repo, text, err))
		return -1;
	if (!ari_oid_none(&out->commit)) {
		if (!disagree(out, &ref))
			return 0;
		return fail_ambiguous(err, text,
				      "a cycle and also a branch or tag",
				      "refs/tags/cycle/… for the cycle, or "
				      "refs/heads/… or refs/tags/… for the "
				      "other");
	}
	if (ari_date_parse_point(&date, text) == ARI_DATE_OK) {
		if (find_day(out, repo, text, date.days.hi, err))
			return -1;
		if (!disagree(out, &ref))
			return 0;
		return fail_ambiguous(err, text,
				      "a date and also a branch or tag",
				      "refs/heads/… or refs/tags/… for the "
				      "latter, or rename it");
	}
	return find_revision(out, repo, text, err);
}
