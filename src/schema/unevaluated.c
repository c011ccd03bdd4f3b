/*
 * unevaluatedProperties and unevaluatedItems: what no other keyword on the
 * same value has looked at. The marks they read are kept only in frames
 * that such a keyword can see.
 */
#include "schema/compile.h"
#include "schema/run.h"

void ari_schema__compile_unevaluated(struct ari_schema__compiler *c,
				     const struct ari_schema__job *job,
				     enum ari_schema__kw kw)
{
	ari_schema__emit(c, kw, ari_schema__child(c, job->values[kw]), 0);
}

/* Where nothing more is accepted, say so of each key or of the items. */
static void refuse(struct ari_schema__run *run, struct ari_schema__frame *frame,
		   const struct ari_schema__op *op, uint32_t at)
{
	enum ari_schema__kw kw = (enum ari_schema__kw)op->keyword;

	frame->s.failed = true;
	ari_schema__penalise(run, frame, kw);
	if (frame->mode != ARI_MODE_LOUD)
		return;
	if (kw == ARI_KW_UNEVALUATED_PROPERTIES)
		ari_schema__report_unknown(run, frame,
					   &frame->node->u.items[at], kw);
	else if (!frame->s.hits++)
		ari_schema__report_extra(run, frame, at, kw);
}

/* The next key or item nobody marked, or ARI_NONE. */
static uint32_t next_unmarked(struct ari_schema__run *run,
			      struct ari_schema__frame *frame, uint32_t width)
{
	for (; frame->s.at < frame->node->len; frame->s.at += width) {
		if (!ari_schema__spend(run, 1))
			return ARI_NONE;
		if (!ari_schema__marked(run, frame->marks, frame->s.at / width))
			return frame->s.at;
	}
	return ARI_NONE;
}

enum ari_schema__verdict ari_schema__step_unevaluated(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	bool keys = op->keyword == ARI_KW_UNEVALUATED_PROPERTIES;
	bool none = run->schema->parts[op->a].flags & ARI_PART_FALSE;
	uint32_t width = keys ? 2 : 1, at;

	if (frame->node->kind != (keys ? ARI_NODE_MAPPING : ARI_NODE_SEQUENCE))
		return ARI_PASS;
	while ((at = next_unmarked(run, frame, width)) != ARI_NONE) {
		if (none)
			refuse(run, frame, op, at);
		else if (!frame->waiting &&
			 ari_schema__enter_item(run, frame, op->a, at))
			return ARI_PUSHED;
		else
			frame->s.failed |= !run->result;
		frame->waiting = false;
		ari_schema__mark(run, frame->marks, at / width);
		if (frame->s.failed && frame->mode == ARI_MODE_QUIET)
			return ARI_FAIL;
		frame->s.at += width;
	}
	return frame->s.failed || run->failed ? ARI_FAIL : ARI_PASS;
}
