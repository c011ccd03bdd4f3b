/*
 * References at run time. $ref goes to one part; $dynamicRef to the part of
 * its anchor in the outermost resource that was entered and has one.
 */
#include "schema/compile.h"
#include "schema/run.h"

void ari_schema__compile_ref(struct ari_schema__compiler *c,
			     const struct ari_schema__job *job,
			     enum ari_schema__kw kw)
{
	uint32_t dynamic;
	uint32_t part = ari_schema__resolve(c, job, kw, &dynamic);

	if (part == ARI_NONE)
		return;
	ari_schema__want(c, part);
	ari_schema__emit(c, kw, part, dynamic);
}

enum ari_schema__verdict ari_schema__step_ref(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	if (!frame->waiting &&
	    ari_schema__enter_here(run, frame, op->a,
				   (enum ari_schema__mode)frame->mode,
				   ARI_TRACK_SHARE))
		return ARI_PUSHED;
	frame->waiting = false;
	return run->result ? ARI_PASS : ARI_FAIL;
}

static uint32_t anchor_in(const struct ari_schema *schema, uint32_t resource,
			  uint32_t name)
{
	const struct ari_schema__resource *r = &schema->resources[resource];
	uint32_t lo = r->anchors, hi = r->anchors + r->anchor_count;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (schema->anchors[mid].name < name)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == r->anchors + r->anchor_count ||
	    schema->anchors[lo].name != name)
		return ARI_NONE;
	return schema->anchors[lo].part;
}

/* Walk the resources entered, from the innermost out; the last one wins. */
static uint32_t find_dynamic(struct ari_schema__run *run,
			     const struct ari_schema__frame *frame,
			     const struct ari_schema__op *op)
{
	const struct ari_schema *schema = run->schema;
	uint32_t found = op->a, at = frame->scope;

	for (;;) {
		uint32_t part = run->frames[at].part;
		uint32_t hit =
		    anchor_in(schema, schema->parts[part].resource, op->b);

		if (hit != ARI_NONE)
			found = hit;
		if (!at || !ari_schema__spend(run, 1))
			return found;
		at = run->frames[at - 1].scope;
	}
}

enum ari_schema__verdict ari_schema__step_dynamic(
    struct ari_schema__run *run, struct ari_schema__frame *frame,
    const struct ari_schema__op *op)
{
	uint32_t part = op->a;

	if (!frame->waiting) {
		if (op->b != ARI_NONE)
			part = find_dynamic(run, frame, op);
		if (ari_schema__enter_here(run, frame, part,
					   (enum ari_schema__mode)frame->mode,
					   ARI_TRACK_SHARE))
			return ARI_PUSHED;
	}
	frame->waiting = false;
	return run->result ? ARI_PASS : ARI_FAIL;
}
