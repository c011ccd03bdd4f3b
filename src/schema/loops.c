/*
 * Parts that apply themselves to the same value whatever it is, by $ref and
 * allOf alone: no value could ever be told valid. Found when compiling.
 */
#include "schema/compile.h"

enum colour {
	WHITE, /* not seen */
	GREY,  /* on the way down to here */
	BLACK, /* done: no loop below */
};

/* How far a part's edges have been followed. */
struct step {
	uint32_t part;
	uint32_t op;
	uint32_t at; /* branch of an allOf */
};

/* The next part that step's part always applies; ARI_NONE after the last. */
static uint32_t next_edge(const struct ari_schema__compiler *c,
			  struct step *step)
{
	const struct ari_schema__part *parts = c->parts.ptr;
	const struct ari_schema__op *ops = c->ops.ptr;
	const uint32_t *lists = c->lists.ptr;
	const struct ari_schema__part *part = &parts[step->part];

	for (; step->op < part->op_count; step->op++, step->at = 0) {
		const struct ari_schema__op *op = &ops[part->ops + step->op];

		if (op->keyword == ARI_KW_REF && !step->at) {
			step->at++;
			return op->a;
		}
		if (op->keyword == ARI_KW_ALL_OF && step->at < op->b)
			return lists[op->a + step->at++];
	}
	return ARI_NONE;
}

static void report_loop(struct ari_schema__compiler *c, uint32_t part)
{
	const struct ari_schema__origin *origins = c->origins.ptr;
	const struct ari_node *node = origins[part].node;
	const struct ari_node *ref = ari_node_get(node, "$ref");

	ari_schema__bad(c, part, ref ? ARI_KW_REF : ARI_KW_ALL_OF,
			ref ? ref : node,
			"the schema refers to itself without end");
}

/* Follow all edges from one part, depth first. */
static void walk_from(struct ari_schema__compiler *c, uint8_t *colours,
		      struct step *stack, uint32_t part)
{
	uint32_t depth = 1;

	stack[0] = (struct step){part, 0, 0};
	colours[part] = GREY;
	while (depth) {
		struct step *top = &stack[depth - 1];
		uint32_t next = next_edge(c, top);

		if (next == ARI_NONE) {
			colours[top->part] = BLACK;
			depth--;
		} else if (colours[next] == GREY) {
			report_loop(c, top->part);
		} else if (colours[next] == WHITE) {
			colours[next] = GREY;
			stack[depth++] = (struct step){next, 0, 0};
		}
	}
}

void ari_schema__find_loops(struct ari_schema__compiler *c)
{
	uint8_t *colours = ari_arena_zalloc(&c->work, c->parts.count);
	struct step *stack =
	    ari_arena_array(&c->work, c->parts.count, sizeof(*stack));

	if (!colours || !stack) {
		ari_schema__no_memory(c);
		return;
	}
	for (uint32_t i = 0; i < c->parts.count && !c->failed; i++)
		if (colours[i] == WHITE)
			walk_from(c, colours, stack, i);
}
