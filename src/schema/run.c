/*
 * The engine's loop: enter a part, run its keywords, leave with a verdict.
 * Valid documents are told by one quiet run; only an invalid one is run
 * again for its findings.
 */
#include "schema/run.h"

#include <stdlib.h>
#include <string.h>

/* Frames and marks that need no allocation: an ordinary plan's. */
#define FEW_FRAMES 48
#define FEW_MARKS 64

static void *resize(struct ari_schema__run *run, void *ptr, size_t size)
{
	if (run->alloc)
		return run->alloc->fn(run->alloc->ctx, ptr, size);
	if (!size) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, size);
}

/* Twice the room, out of the few into the heap at first. */
static void *grow(struct ari_schema__run *run, void *ptr, const void *few,
		  size_t used, size_t size)
{
	void *wider = resize(run, ptr == few ? NULL : ptr, size);

	if (!wider) {
		if (!run->failed)
			ari_error_memory(run->err);
		run->failed = true;
		return NULL;
	}
	if (ptr == few)
		memcpy(wider, few, used);
	return wider;
}

void ari_schema__limit(struct ari_schema__run *run, const char *sentence)
{
	struct ari_buf where;

	if (run->failed)
		return;
	run->failed = true;
	ari_buf_init(&where, run->alloc);
	if (run->depth)
		ari_schema__location(&where, run->schema,
				     ari_schema__top(run)->part, NULL);
	ari_error_set(run->err, ARI_ERR_LIMIT, "%s, at %.*s of the schema",
		      sentence, (int)(where.len < 400 ? where.len : 400),
		      where.ptr ? where.ptr : "#");
	ari_buf_release(&where);
}

bool ari_schema__spend(struct ari_schema__run *run, uint64_t cost)
{
	if (run->steps >= cost) {
		run->steps -= cost;
		return true;
	}
	ari_schema__limit(run, "checking this would take too many steps");
	return false;
}

uint32_t ari_schema__marks(struct ari_schema__run *run, uint32_t bits)
{
	uint32_t words = bits / 64 + 1, at = run->marks_used;
	uint64_t *wider;
	uint32_t room = run->marks_room;

	while (room < at + words && room <= ARI_SCHEMA_MARKS)
		room *= 2;
	if (room > ARI_SCHEMA_MARKS) {
		ari_schema__limit(run, "too many keys are followed at once");
		return ARI_NONE;
	}
	if (room != run->marks_room) {
		wider = grow(run, run->marks, run->few_marks,
			     at * sizeof(*wider), room * sizeof(*wider));
		if (!wider)
			return ARI_NONE;
		run->marks = wider;
		run->marks_room = room;
	}
	memset(run->marks + at, 0, words * sizeof(*run->marks));
	run->marks_used += words;
	return at;
}

void ari_schema__mark(struct ari_schema__run *run, uint32_t marks, uint32_t bit)
{
	if (marks != ARI_NONE)
		run->marks[marks + bit / 64] |= UINT64_C(1) << bit % 64;
}

bool ari_schema__marked(const struct ari_schema__run *run, uint32_t marks,
			uint32_t bit)
{
	return run->marks[marks + bit / 64] >> bit % 64 & 1;
}

void ari_schema__penalise(struct ari_schema__run *run,
			  const struct ari_schema__frame *frame,
			  enum ari_schema__kw kw)
{
	static const uint32_t near[] = {10, 20, 1000, 100000};
	static const uint32_t below[] = {5, 5, 300, 8};
	unsigned weight = ari_schema__keywords[kw].weight;
	uint32_t penalty = 2;

	if (frame->mode != ARI_MODE_COUNT)
		return;
	if (frame->depth <= run->base)
		penalty = near[weight];
	else if (frame->depth == run->base + 1)
		penalty = below[weight];
	if (run->penalty < UINT32_MAX - penalty)
		run->penalty += penalty;
}

/* Whether every check of a leaf passes. */
static bool check_leaf(struct ari_schema__run *run,
		       const struct ari_schema__part *part,
		       const struct ari_node *node)
{
	const struct ari_schema__op *op = &run->schema->ops[part->ops];
	const struct ari_schema__op *end = op + part->op_count;

	if (!ari_schema__spend(run, part->op_count))
		return false;
	for (; op < end; op++)
		if (!ari_schema__keywords[op->keyword].check(run, op, node))
			return false;
	return true;
}

/* The same part on the same value, inside itself: it would never end. */
static bool is_loop(const struct ari_schema__run *run, uint32_t part)
{
	uint32_t at = run->depth;

	while (at--) {
		const struct ari_schema__frame *frame = &run->frames[at];

		if (frame->part == part)
			return true;
		if (frame->key != ARI_NONE)
			return false;
	}
	return false;
}

static struct ari_schema__frame *push_frame(struct ari_schema__run *run)
{
	struct ari_schema__frame *wider;

	if (run->depth == run->room) {
		if (run->room >= ARI_SCHEMA_FRAMES) {
			ari_schema__limit(run, "references and nesting are "
					       "deeper than is followed");
			return NULL;
		}
		wider = grow(run, run->frames, run->few_frames,
			     run->depth * sizeof(*wider),
			     (size_t)run->room * 2 * sizeof(*wider));
		if (!wider)
			return NULL;
		run->frames = wider;
		run->room *= 2;
	}
	return &run->frames[run->depth];
}

/* Decide where the new frame's evaluated marks are. */
static void set_marks(struct ari_schema__run *run,
		      struct ari_schema__frame *frame, uint32_t outer,
		      uint8_t track)
{
	uint32_t flags = run->schema->parts[frame->part].flags;
	bool own =
	    (flags & ARI_PART_PROPERTIES &&
	     frame->node->kind == ARI_NODE_MAPPING) ||
	    (flags & ARI_PART_ITEMS && frame->node->kind == ARI_NODE_SEQUENCE);

	if (track == ARI_TRACK_DROP)
		outer = ARI_NONE;
	frame->floor = run->marks_used;
	frame->marks = outer;
	frame->merge = outer != ARI_NONE && (own || track == ARI_TRACK_OWN);
	if (own || frame->merge)
		frame->marks = ari_schema__marks(run, frame->node->len);
}

static bool push_visit(struct ari_schema__run *run,
		       struct ari_schema__frame *frame,
		       const struct ari_schema__visit *visit)
{
	const struct ari_schema *schema = run->schema;
	bool here = visit->key == ARI_NONE;
	uint32_t parent = run->depth - 1, outer;
	struct ari_schema__frame *child;

	frame->waiting = true;
	outer = here ? frame->marks : ARI_NONE;
	if (here && frame->inside >= ARI_SCHEMA_LOOP &&
	    frame->inside % ARI_SCHEMA_LOOP == 0 && is_loop(run, visit->part)) {
		ari_schema__limit(run, "the schema refers to itself without "
				       "end");
		return true;
	}
	child = push_frame(run);
	if (!child)
		return true;
	frame = &run->frames[parent];
	*child = (struct ari_schema__frame){
	    .node = visit->node,
	    .part = visit->part,
	    .key = visit->key,
	    .scope = frame->scope,
	    .depth = frame->depth + !here,
	    .inside = here ? frame->inside + 1 : 0,
	    .mode = visit->mode,
	    .names = visit->names || (here && frame->names)};
	if (schema->parts[visit->part].resource !=
	    schema->parts[run->frames[frame->scope].part].resource)
		child->scope = run->depth;
	run->depth++;
	set_marks(run, child, outer, visit->track);
	return true;
}

bool ari_schema__enter(struct ari_schema__run *run,
		       struct ari_schema__frame *frame,
		       const struct ari_schema__visit *visit)
{
	const struct ari_schema__part *parts = run->schema->parts;
	const struct ari_schema__part *part = &parts[visit->part];
	struct ari_schema__visit straight;

	if (visit->mode == ARI_MODE_QUIET && part->flags & ARI_PART_ALIAS &&
	    part->resource == parts[frame->part].resource) {
		straight = *visit;
		straight.part = part->target;
		visit = &straight;
		part = &parts[part->target];
	}
	run->result = true;
	if (part->flags & ARI_PART_TRUE)
		return false;
	if (visit->mode == ARI_MODE_QUIET) {
		if (part->flags & ARI_PART_FALSE)
			run->result = false;
		else if (part->flags & ARI_PART_LEAF)
			run->result = check_leaf(run, part, visit->node);
		if (part->flags & (ARI_PART_FALSE | ARI_PART_LEAF))
			return false;
	}
	return push_visit(run, frame, visit);
}

bool ari_schema__enter_here(struct ari_schema__run *run,
			    struct ari_schema__frame *frame, uint32_t part,
			    enum ari_schema__mode mode,
			    enum ari_schema__track track)
{
	struct ari_schema__visit visit = {.part = part,
					  .key = ARI_NONE,
					  .node = frame->node,
					  .mode = (uint8_t)mode,
					  .track = (uint8_t)track};

	return ari_schema__enter(run, frame, &visit);
}

bool ari_schema__enter_item(struct ari_schema__run *run,
			    struct ari_schema__frame *frame, uint32_t part,
			    uint32_t key)
{
	const struct ari_node *node = frame->node;
	struct ari_schema__visit visit = {
	    .part = part,
	    .key = key,
	    .node =
		&node->u.items[node->kind == ARI_NODE_MAPPING ? key + 1 : key],
	    .mode = frame->mode};

	return ari_schema__enter(run, frame, &visit);
}

/* Go back to the frame below with a verdict. */
static void leave(struct ari_schema__run *run, bool passed)
{
	struct ari_schema__frame *frame = ari_schema__top(run);

	if (frame->merge && (passed || frame->mode == ARI_MODE_LOUD)) {
		uint64_t *to = run->marks + run->frames[run->depth - 2].marks;
		uint64_t *from = run->marks + frame->marks;

		for (uint32_t i = 0; i < frame->node->len / 64 + 1; i++)
			to[i] |= from[i];
	}
	run->marks_used = frame->floor;
	run->result = passed;
	run->depth--;
}

/* Run the next keyword of the top frame. */
static void run_keyword(struct ari_schema__run *run)
{
	struct ari_schema__frame *frame = ari_schema__top(run);
	const struct ari_schema__part *part = &run->schema->parts[frame->part];
	const struct ari_schema__op *op =
	    &run->schema->ops[part->ops + frame->op];
	const struct ari_schema__keyword *row =
	    &ari_schema__keywords[op->keyword];
	enum ari_schema__verdict verdict;

	if (row->check)
		verdict =
		    row->check(run, op, frame->node) ? ARI_PASS : ARI_FAIL;
	else
		verdict = row->step(run, frame, op);
	if (verdict == ARI_PUSHED || run->failed)
		return;
	frame->op++;
	if (row->step)
		frame->s = (struct ari_schema__state){0};
	if (verdict == ARI_PASS)
		return;
	if (frame->mode == ARI_MODE_QUIET) {
		leave(run, false);
		return;
	}
	frame->failed = true;
	if (row->check && frame->mode == ARI_MODE_LOUD)
		row->report(run, op);
	else if (row->check)
		ari_schema__penalise(run, frame,
				     (enum ari_schema__kw)op->keyword);
}

/* Run the whole schema on root; the verdict is run->result. */
static void run_all(struct ari_schema__run *run, const struct ari_node *root,
		    enum ari_schema__mode mode)
{
	uint32_t part = run->schema->root;

	run->steps =
	    ARI_SCHEMA_STEPS_LEAST +
	    (uint64_t)(root->end - root->start) * ARI_SCHEMA_STEPS_BYTE;
	if (run->steps > ARI_SCHEMA_STEPS)
		run->steps = ARI_SCHEMA_STEPS;
	run->marks_used = 0;
	run->frames[0] = (struct ari_schema__frame){
	    .node = root, .part = part, .key = ARI_NONE, .mode = (uint8_t)mode};
	run->depth = 1;
	set_marks(run, &run->frames[0], ARI_NONE, ARI_TRACK_DROP);
	while (run->depth && !run->failed) {
		struct ari_schema__frame *frame = ari_schema__top(run);

		if (frame->op == run->schema->parts[frame->part].op_count)
			leave(run, !frame->failed);
		else if (ari_schema__spend(run, 1))
			run_keyword(run);
	}
}

int ari_schema_validate(const struct ari_schema *schema,
			const struct ari_node *root, struct ari_diags *diags,
			struct ari_error *err)
{
	struct ari_schema__frame frames[FEW_FRAMES];
	uint64_t marks[FEW_MARKS];
	struct ari_schema__run run = {.schema = schema,
				      .diags = diags,
				      .err = err,
				      .alloc = diags->arena->alloc,
				      .frames = frames,
				      .few_frames = frames,
				      .room = FEW_FRAMES,
				      .marks = marks,
				      .few_marks = marks,
				      .marks_room = FEW_MARKS};

	if (!root)
		return ari_error_set(err, ARI_ERR_USAGE,
				     "there is no document to validate");
	ari_arena_init(&run.words, run.alloc, 0);
	run_all(&run, root, ARI_MODE_QUIET);
	if (!run.failed && !run.result)
		run_all(&run, root, ARI_MODE_LOUD);
	if (diags->failed && !run.failed) {
		run.failed = true;
		ari_error_memory(err);
	}
	ari_arena_release(&run.words);
	if (run.frames != frames)
		resize(&run, run.frames, 0);
	if (run.marks != marks)
		resize(&run, run.marks, 0);
	return run.failed ? -1 : 0;
}
