/*
 * The promises about cycle tags: a chain in which each names the one before
 * by its id, so that none can be put in, taken out or moved unseen; signed,
 * annotated, and in the history of what came after.
 */
#include "history/audit.h"

#include <stdlib.h>
#include <string.h>

#define PREVIOUS "Previous: "

/* What the line of a message says of the cycle before. */
struct previous {
	bool said;
	bool none; /* this was the first */
	struct ari_str id;
	struct ari_oid tag;
};

/* "Previous: cycle/ID HEX": the last such line counts. */
static struct previous read_previous(struct ari_str message)
{
	struct previous out = {.said = false};
	const size_t word = sizeof("cycle/") - 1;

	while (message.len) {
		struct ari_str line = ari_str_line(&message);
		const char *space;

		if (!ari_str_starts(line, PREVIOUS))
			continue;
		line.ptr += sizeof(PREVIOUS) - 1;
		line.len -= sizeof(PREVIOUS) - 1;
		out = (struct previous){.said = true,
					.none = ari_str_is(line, "none")};
		space = memchr(line.ptr, ' ', line.len);
		if (out.none || !space || !ari_str_starts(line, "cycle/"))
			continue;
		out.id = (struct ari_str){line.ptr + word,
					  (size_t)(space - line.ptr) - word};
		ari_oid_parse(
		    &out.tag,
		    (struct ari_str){
			space + 1, (size_t)(line.ptr + line.len - space - 1)});
	}
	return out;
}

/* The tag object, or the commit of a lightweight one. */
static const struct ari_oid *id_of(const struct ari_tag *tag)
{
	return tag->annotated ? &tag->tag : &tag->commit;
}

/* Every other tag is in its history, or one of them is named. */
static void judge_first(struct audit *audit, const struct ari_tag *tag,
			struct ari_str *first)
{
	if (first->ptr)
		ari_audit__note(audit, AUDIT_CHAIN, true, id_of(tag),
				"%.*s says it is the first, and so does %.*s",
				(int)tag->id.len, tag->id.ptr, (int)first->len,
				first->ptr);
	*first = tag->id;
}

static void judge_chain(struct audit *audit, const struct ari_tags *tags,
			const struct ari_tag *tag, struct ari_str *first)
{
	struct previous previous = read_previous(tag->message);
	const struct ari_tag *before;
	int len = (int)tag->id.len;
	const char *id = tag->id.ptr;

	if (!previous.said) {
		ari_audit__note(audit, AUDIT_CHAIN, true, id_of(tag),
				"%.*s names no cycle before it: it was not "
				"closed by `arising cycle close`",
				len, id);
		return;
	}
	if (previous.none) {
		judge_first(audit, tag, first);
		return;
	}
	before = previous.id.ptr ? ari_tags_find(tags, previous.id) : NULL;
	if (!before)
		ari_audit__note(audit, AUDIT_CHAIN, true, id_of(tag),
				"%.*s names %.*s as the one before, which is "
				"not there",
				len, id, (int)previous.id.len,
				previous.id.ptr ? previous.id.ptr : "");
	else if (!ari_oid_eq(id_of(before), &previous.tag))
		ari_audit__note(audit, AUDIT_CHAIN, true, id_of(tag),
				"%.*s names %.*s with another id: that tag "
				"was moved since",
				len, id, (int)previous.id.len, previous.id.ptr);
	else
		ari_audit__note(audit, AUDIT_CHAIN, false, id_of(tag),
				"%.*s follows %.*s", len, id,
				(int)previous.id.len, previous.id.ptr);
}

static int judge_signature(struct audit *audit, const struct ari_tag *tag,
			   size_t *signed_count)
{
	struct ari_signature s;
	int len = (int)tag->id.len;
	const char *id = tag->id.ptr;

	if (ari_source_tag_verify(&s, audit->repo, tag, audit->arena,
				  audit->err))
		return -1;
	*signed_count += s.state != ARI_SIGNATURE_NONE;
	switch (s.state) {
	case ARI_SIGNATURE_NONE:
		ari_audit__note(audit, AUDIT_SIGNED, true, id_of(tag),
				"%.*s is not signed", len, id);
		break;
	case ARI_SIGNATURE_GOOD:
		ari_audit__note(audit, AUDIT_SIGNED, false, id_of(tag),
				"%.*s is signed by %.*s (%s, key %.*s)", len,
				id, (int)s.by.len, s.by.ptr ? s.by.ptr : "",
				s.format, (int)s.key.len,
				s.key.ptr ? s.key.ptr : "");
		break;
	default:
		ari_audit__note(audit, AUDIT_SIGNED, true, id_of(tag),
				"%.*s: %s: %.*s", len, id,
				s.state == ARI_SIGNATURE_BAD
				    ? "the signature is bad"
				    : "the signature could not be verified",
				(int)s.why.len, s.why.ptr ? s.why.ptr : "");
	}
	return 0;
}

/* The commits of two ends of the range, as walks that know them. */
struct range {
	struct ari_walk *to;
	struct ari_walk *from; /* NULL: from the beginning */
};

static int open_range(struct range *out, struct audit *audit)
{
	struct ari_walk_options options = {.tip = audit->request->to.commit};

	*out = (struct range){NULL, NULL};
	if (ari_walk_new(&out->to, audit->repo, &options, audit->err))
		return -1;
	if (!audit->request->from)
		return 0;
	options.tip = audit->request->from->commit;
	return ari_walk_new(&out->from, audit->repo, &options, audit->err);
}

static int judge_place(struct audit *audit, const struct range *range,
		       const struct ari_tag *tag)
{
	int later;

	if (ari_oid_none(&tag->commit)) {
		ari_audit__note(audit, AUDIT_HELD, true, id_of(tag),
				"%.*s freezes no commit", (int)tag->id.len,
				tag->id.ptr);
		return 0;
	}
	if (ari_walk_knows(range->to, &tag->commit)) {
		ari_audit__note(audit, AUDIT_HELD, false, &tag->commit,
				"%.*s is in it", (int)tag->id.len, tag->id.ptr);
		return 0;
	}
	later = ari_source_is_ancestor(audit->repo, &audit->request->to.commit,
				       &tag->commit, audit->err);
	if (!later)
		ari_audit__note(audit, AUDIT_HELD, true, &tag->commit,
				"%.*s is not in the history: it was rewritten "
				"after the cycle was closed",
				(int)tag->id.len, tag->id.ptr);
	return later < 0 ? -1 : 0;
}

/* Closed before the range, or after it: not what is asked about. */
static bool is_outside(const struct audit *audit, const struct range *range,
		       const struct ari_tag *tag)
{
	return range->from && !ari_oid_none(&tag->commit) &&
	       ari_walk_knows(range->from, &tag->commit) &&
	       !ari_oid_eq(&tag->commit, &audit->request->from->commit);
}

static int judge_tag(struct audit *audit, const struct range *range,
		     const struct ari_tags *tags, const struct ari_tag *tag,
		     struct ari_str *first, size_t *signed_count)
{
	if (judge_place(audit, range, tag))
		return -1;
	if (!tag->annotated) {
		ari_audit__note(audit, AUDIT_ANNOTATED, true, &tag->commit,
				"%.*s is a lightweight tag: it says neither "
				"who closed the cycle nor when",
				(int)tag->id.len, tag->id.ptr);
		ari_audit__note(audit, AUDIT_SIGNED, true, &tag->commit,
				"%.*s is not signed", (int)tag->id.len,
				tag->id.ptr);
		return 0;
	}
	ari_audit__note(audit, AUDIT_ANNOTATED, false, &tag->tag,
			"%.*s, by %.*s on %.*s", (int)tag->id.len, tag->id.ptr,
			(int)tag->tagger_name.len,
			tag->tagger_name.ptr ? tag->tagger_name.ptr : "",
			(int)tag->iso.len, tag->iso.ptr ? tag->iso.ptr : "");
	judge_chain(audit, tags, tag, first);
	return judge_signature(audit, tag, signed_count);
}

/* Nobody signs here: said of each, but no promise is broken by it. */
static void unmake_signed(struct audit *audit)
{
	struct ari_audit_promise *row = &audit->promises[AUDIT_SIGNED];

	row->verdict = ARI_VERDICT_NOT_MADE;
	for (size_t i = 0; i < row->note_count; i++)
		audit->notes[AUDIT_SIGNED][i].broken = false;
}

static int by_time(const void *a, const void *b)
{
	const struct ari_tag *x = *(const struct ari_tag *const *)a;
	const struct ari_tag *y = *(const struct ari_tag *const *)b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return ari_str_cmp(x->id, y->id);
}

int ari_audit__tags(struct audit *audit)
{
	struct ari_str first = {NULL, 0};
	const struct ari_tag **order;
	struct range range;
	struct ari_tags tags;
	size_t signed_count = 0;
	int rc;

	if (ari_source_tags(&tags, audit->repo, audit->arena, audit->err))
		return -1;
	order = ari_arena_array(audit->arena, tags.count + 1, sizeof(*order));
	if (!order)
		return ari_error_memory(audit->err);
	for (size_t i = 0; i < tags.count; i++)
		order[i] = &tags.items[i];
	if (tags.count)
		qsort(order, tags.count, sizeof(*order), by_time);
	rc = open_range(&range, audit);
	for (size_t i = 0; i < tags.count && !rc; i++)
		if (!is_outside(audit, &range, order[i]))
			rc = judge_tag(audit, &range, &tags, order[i], &first,
				       &signed_count);
	if (!signed_count)
		unmake_signed(audit);
	ari_walk_free(range.to);
	ari_walk_free(range.from);
	return rc;
}
