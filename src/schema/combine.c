/*
 * Several schemas for one value: allOf, anyOf, oneOf and not. Where none of
 * several branches fits, the one that was meant is found by counting how far
 * the value is from each, and only that one is reported.
 */
#include "schema/compile.h"
#include "schema/run.h"

void ari_schema__compile_list(struct ari_schema__compiler *c,
			      const struct ari_schema__job *job,
			      enum ari_schema__kw kw)
{
	const struct ari_node *list = job->values[kw];
	uint32_t first = c->lists.count;

	if (list->kind != ARI_NODE_SEQUENCE || !list->len) {
		ari_schema__bad(c, job->part, kw, list,
				"must be a list of one or more schemas");
		return;
	}
	for (uint32_t i = 0; i < list->len && !c->failed; i++)
		ari_schema__push_u32(c, &c->lists,
				     ari_schema__child(c, &list->u.items[i]));
	ari_schema__emit(c, kw, first, list->len);
}

void ari_schema__compile_not(struct ari_schema__compiler *c,
			     const struct ari_schema__job *job,
			     enum ari_schema__kw kw)
{
	ari_schema__emit(c, kw, ari_schema__child(c, job->values[kw]), 0);
}

enum ari_schema__verdict ari_schema__step_all(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	const uint32_t *parts = run->schema->lists + op->a;

	for (; frame->s.at < op->b; frame->s.at++) {
		if (!frame->waiting &&
		    ari_schema__enter_here(run, frame, parts[frame->s.at],
					   (enum ari_schema__mode)frame->mode,
					   ARI_TRACK_SHARE))
			return ARI_PUSHED;
		frame->waiting = false;
		frame->s.failed |= !run->result;
		if (frame->s.failed && frame->mode == ARI_MODE_QUIET)
			return ARI_FAIL;
	}
	return frame->s.failed ? ARI_FAIL : ARI_PASS;
}

/* What must not be, at the key where it is one key that must not stand. */
static void report_not(struct ari_schema__run *run,
		       const struct ari_schema__frame *frame, uint32_t part)
{
	struct ari_str form = ari_schema__form(run, part, false), args[3];
	const struct ari_node *key =
	    ari_schema__only_key_node(run, part, frame->node);
	struct ari_schema__finding finding = {
	    .rule = ARI_RULE_NOT,
	    .kw = ARI_KW_NOT,
	    .span = ari_node_span(key ? key : frame->node),
	    .value = frame->node,
	    .args = args,
	    .count = 3};

	args[0] = ari_schema__subject(run);
	args[1] =
	    form.len ? form
		     : ari_schema__text(run, "be as it is: %s",
					ari_schema__show(run, frame->node).ptr);
	args[2] = key ? ARI_STR("take it out") : ARI_STR("");
	if (key)
		finding.key = finding.child = ari_node_text(key);
	ari_schema__find(run, &finding);
}

enum ari_schema__verdict ari_schema__step_not(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	if (!frame->waiting &&
	    ari_schema__enter_here(run, frame, op->a, ARI_MODE_QUIET,
				   ARI_TRACK_DROP))
		return ARI_PUSHED;
	frame->waiting = false;
	if (!run->result)
		return ARI_PASS;
	ari_schema__penalise(run, frame, ARI_KW_NOT);
	if (frame->mode == ARI_MODE_LOUD)
		report_not(run, frame, op->a);
	return ARI_FAIL;
}

/* Branches are counted where the frame reports or is counted itself. */
static enum ari_schema__mode branch_mode(const struct ari_schema__frame *frame)
{
	return frame->mode == ARI_MODE_QUIET ? ARI_MODE_QUIET : ARI_MODE_COUNT;
}

static void begin_branches(struct ari_schema__run *run,
			   struct ari_schema__frame *frame)
{
	frame->s.begun = true;
	frame->s.best_penalty = UINT32_MAX;
	frame->s.saved_penalty = run->penalty;
	frame->s.saved_base = run->base;
	run->penalty = 0;
	run->base = frame->depth;
}

/* Take in how the branch at s.at did. */
static void end_branch(struct ari_schema__run *run,
		       struct ari_schema__frame *frame)
{
	if (run->result) {
		frame->s.hits++;
	} else if (run->penalty < frame->s.best_penalty) {
		frame->s.best = frame->s.at;
		frame->s.best_penalty = run->penalty;
		frame->s.ties = 1;
	} else if (run->penalty == frame->s.best_penalty) {
		frame->s.ties++;
	}
	run->penalty = 0;
}

/* Put the caller's counting back, with this failure in it or not. */
static void end_branches(struct ari_schema__run *run,
			 struct ari_schema__frame *frame, bool failed)
{
	bool same_depth = frame->depth <= frame->s.saved_base;
	uint32_t more = same_depth ? frame->s.best_penalty : 5;

	run->penalty = frame->s.saved_penalty;
	run->base = frame->s.saved_base;
	if (failed && frame->mode == ARI_MODE_COUNT)
		run->penalty = more < UINT32_MAX - run->penalty
				   ? run->penalty + more
				   : UINT32_MAX - 1;
}

/*
 * Run the branches that are left, until `enough` of them pass. True: a frame
 * was pushed. Where items or keys are followed every branch counts.
 */
static bool run_branches(struct ari_schema__run *run,
			 struct ari_schema__frame *frame,
			 const struct ari_schema__op *op, uint32_t enough)
{
	const uint32_t *parts = run->schema->lists + op->a;
	bool hurry = frame->mode == ARI_MODE_QUIET && frame->marks == ARI_NONE;

	if (!frame->s.begun)
		begin_branches(run, frame);
	while (frame->s.at < op->b && !(hurry && frame->s.hits >= enough)) {
		if (!frame->waiting &&
		    ari_schema__enter_here(run, frame, parts[frame->s.at],
					   branch_mode(frame), ARI_TRACK_OWN))
			return true;
		frame->waiting = false;
		end_branch(run, frame);
		frame->s.at++;
	}
	return false;
}

/* The types a part asks for by itself, or 0. */
static unsigned types_of(const struct ari_schema *schema, uint32_t id)
{
	const struct ari_schema__part *part = &schema->parts[id];

	for (int hops = 0; part->flags & ARI_PART_ALIAS && hops < 16; hops++)
		part = &schema->parts[part->target];
	for (uint32_t i = 0; i < part->op_count; i++)
		if (schema->ops[part->ops + i].keyword == ARI_KW_TYPE)
			return schema->ops[part->ops + i].a;
	return 0;
}

/* When every branch wants another type: say all of them at once. */
static bool report_types(struct ari_schema__run *run,
			 struct ari_schema__frame *frame,
			 const struct ari_schema__op *op)
{
	const uint32_t *parts = run->schema->lists + op->a;
	unsigned types = 0;

	for (uint32_t i = 0; i < op->b; i++) {
		unsigned more = types_of(run->schema, parts[i]);

		if (!more || more & ari_schema__types(frame->node))
			return false;
		types |= more;
	}
	ari_schema__findf(
	    run, ARI_RULE_TYPE, (enum ari_schema__kw)op->keyword,
	    ARI_WORDS(ari_schema__subject(run).ptr,
		      ari_schema__type_words(run, types).ptr,
		      ari_schema__found(run, frame->node).ptr,
		      ari_schema__type_help(run, types, frame->node).ptr));
	return true;
}

/* Whether the schema has a sentence of its own for this. */
static bool own_words(struct ari_schema__run *run,
		      const struct ari_schema__frame *frame,
		      const struct ari_schema__op *op)
{
	return ari_schema__note(run->schema, frame->part,
				(enum ari_schema__kw)op->keyword, false);
}

/* No branch fits a plain value, and none is nearer than the others. */
static bool report_forms(struct ari_schema__run *run,
			 struct ari_schema__frame *frame,
			 const struct ari_schema__op *op)
{
	enum ari_schema__kw kw = (enum ari_schema__kw)op->keyword;
	struct ari_str help;

	if (!own_words(run, frame, op) &&
	    (frame->node->kind != ARI_NODE_SCALAR || frame->s.ties < 2))
		return false;
	help = ari_schema__forms(run, run->schema->lists + op->a, op->b);
	ari_schema__findf(run, ARI_RULE_ANY, kw,
			  ARI_WORDS(ari_schema__subject(run).ptr,
				    ari_schema__quote(run, frame->node).ptr,
				    help.ptr));
	return true;
}

/* Report the failure of all branches. True: the meant one was pushed. */
static bool report_branches(struct ari_schema__run *run,
			    struct ari_schema__frame *frame,
			    const struct ari_schema__op *op)
{
	const uint32_t *parts = run->schema->lists + op->a;

	if (frame->s.phase) {
		frame->waiting = false;
		return false;
	}
	frame->s.phase = 1;
	if (report_types(run, frame, op) ||
	    (!own_words(run, frame, op) &&
	     ari_schema__report_choice(run, frame, op)) ||
	    run->failed || report_forms(run, frame, op))
		return false;
	return ari_schema__enter_here(run, frame, parts[frame->s.best],
				      ARI_MODE_LOUD, ARI_TRACK_OWN);
}

static enum ari_schema__verdict fail_branches(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	if (frame->s.phase == 0)
		end_branches(run, frame, true);
	if (frame->mode == ARI_MODE_LOUD && report_branches(run, frame, op))
		return ARI_PUSHED;
	return ARI_FAIL;
}

enum ari_schema__verdict ari_schema__step_any(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	if (run_branches(run, frame, op, 1))
		return ARI_PUSHED;
	if (!frame->s.hits)
		return fail_branches(run, frame, op);
	end_branches(run, frame, false);
	return ARI_PASS;
}

enum ari_schema__verdict ari_schema__step_one(struct ari_schema__run *run,
					      struct ari_schema__frame *frame,
					      const struct ari_schema__op *op)
{
	if (run_branches(run, frame, op, 2))
		return ARI_PUSHED;
	if (!frame->s.hits)
		return fail_branches(run, frame, op);
	end_branches(run, frame, false);
	if (frame->s.hits == 1)
		return ARI_PASS;
	ari_schema__penalise(run, frame, ARI_KW_ONE_OF);
	if (frame->mode == ARI_MODE_LOUD)
		ari_schema__findf(
		    run, ARI_RULE_ONE, ARI_KW_ONE_OF,
		    ARI_WORDS(ari_schema__subject(run).ptr,
			      ari_schema__several(run, frame, op).ptr, ""));
	return ARI_FAIL;
}
