/*
 * An edit proved: its splices put in, the bytes read again, and what they
 * say compared with what they shall say. Nothing leaves this room unproved.
 */
#include "edit/internal.h"

int ari_edit__read(struct ari_doc *out, struct ari_str bytes,
		   struct ari_arena *arena, struct ari_error *err)
{
	struct ari_diags diags;
	const struct ari_diag *first;
	struct ari_place place;

	ari_diags_init(&diags, arena);
	if (ari_yaml_read(out, arena, bytes, NULL, &diags, err))
		return -1;
	if (!diags.errors)
		return 0;
	ari_diags_sort(&diags);
	first = &diags.items[0];
	if (ari_doc_locate(&place, out, arena, first->span.start, err))
		return -1;
	return ari_error_set(err, ARI_ERR_INVALID, "line %u: %.*s", place.line,
			     (int)first->message.len, first->message.ptr);
}

/* 1 when bytes say want, 0 when not. */
static int says(struct ari_str bytes, const struct ari_node *want,
		const struct ari_alloc *alloc, struct ari_error *err)
{
	struct ari_error why = {.code = ARI_OK};
	struct ari_arena arena;
	struct ari_doc doc;
	int result;

	ari_arena_init(&arena, alloc, 0);
	if (ari_edit__read(&doc, bytes, &arena, &why))
		result = why.code == ARI_ERR_INVALID ? 0 : -1;
	else
		result = ari_node_equal(doc.root, want);
	if (result < 0 && err)
		*err = why;
	ari_arena_release(&arena);
	return result;
}

/* A file that had no line end at its last line gets none. */
static struct ari_str cut_end(struct ari_str bytes, struct ari_str before)
{
	if (!ari_edit__open_ended(before) || !bytes.len ||
	    !ari_edit__is_break(bytes.ptr[bytes.len - 1]))
		return bytes;
	bytes.len--;
	if (bytes.len && bytes.ptr[bytes.len - 1] == '\r')
		bytes.len--;
	return bytes;
}

int ari_edit__prove(struct ari_str *bytes, struct ari_splices *splices,
		    const struct ari_doc *doc, const struct ari_node *want,
		    struct ari_arena *arena, struct ari_error *err)
{
	struct ari_error why = {.code = ARI_OK};
	struct ari_str whole, cut;
	int result;

	if (ari_splices_apply(&whole, doc->bytes, splices, arena, &why)) {
		if (why.code == ARI_ERR_INVALID)
			return 0;
		if (err)
			*err = why;
		return -1;
	}
	cut = cut_end(whole, doc->bytes);
	result = says(cut, want, arena->alloc, err);
	if (!result && cut.len != whole.len) {
		cut = whole;
		result = says(cut, want, arena->alloc, err);
	}
	if (result > 0)
		*bytes = cut;
	return result;
}

/* One try: 1 when it worked, 0 when the layout does not allow it. */
static int attempt(struct ari_str *bytes, struct ari_splices *splices,
		   struct ari_edit__job *job, const struct ari_node *want,
		   struct ari_error *err)
{
	ari_splices_init(splices, job->arena);
	job->splices = splices;
	job->stuck = false;
	if (ari_edit__reconcile(job, want, err))
		return -1;
	if (job->stuck)
		return 0;
	return ari_edit__prove(bytes, splices, job->doc, want, job->arena, err);
}

int ari_edit__rewrite(struct ari_str *bytes, struct ari_splices *splices,
		      const struct ari_doc *doc, const struct ari_node *want,
		      const struct ari_doc *other, struct ari_arena *arena,
		      struct ari_error *err)
{
	struct ari_edit__job job = {.doc = doc, .other = other, .arena = arena};
	struct ari_str result;
	int worked;

	ari_edit__habits(&job.habit, doc);
	worked = attempt(&result, splices, &job, want, err);
	if (!worked && other) {
		job.anew = true;
		worked = attempt(&result, splices, &job, want, err);
	}
	if (worked < 0)
		return -1;
	if (!worked)
		return ari_error_set(err, ARI_ERR_UNCERTAIN,
				     "the file is laid out in a way that does "
				     "not allow this change without touching "
				     "what stands around it: make it by hand");
	*bytes = result;
	return 0;
}
