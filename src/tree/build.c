/*
 * The stack on which readers gather nodes; see build.h. No recursion: open
 * collections are frames in a fixed array.
 */
#include "tree/build.h"

#include <string.h>

/* Pairs up to which comparing all keys beats sorting them. */
#define FEW_PAIRS 16
/* Bytes of a text shown in a message: a line of a terminal. */
#define CLIP_BYTES 72

void ari_build_init(struct ari_build *build, struct ari_arena *arena,
		    struct ari_diags *diags, const struct ari_rule *twice)
{
	build->arena = arena;
	build->diags = diags;
	build->twice = twice;
	build->depth = 0;
	build->nodes = 0;
	build->stop = ARI_BUILD_GOING;
	ari_buf_init(&build->stack, arena->alloc);
	ari_buf_init(&build->keys, arena->alloc);
}

void ari_build_release(struct ari_build *build)
{
	ari_buf_release(&build->stack);
	ari_buf_release(&build->keys);
}

void ari_build_clear(struct ari_build *build)
{
	ari_buf_clear(&build->stack);
	build->depth = 0;
	build->nodes = 0;
	build->stop = ARI_BUILD_GOING;
}

static int stop(struct ari_build *build, enum ari_build_stop why)
{
	build->stop = why;
	return -1;
}

static struct ari_node *stack_nodes(const struct ari_build *build)
{
	return (struct ari_node *)(void *)build->stack.ptr;
}

static uint32_t stack_count(const struct ari_build *build)
{
	return (uint32_t)(build->stack.len / sizeof(struct ari_node));
}

const struct ari_build_frame *ari_build_top(const struct ari_build *build)
{
	return build->depth ? &build->frames[build->depth - 1] : NULL;
}

struct ari_node *ari_build_last(const struct ari_build *build)
{
	uint32_t count = stack_count(build);
	uint32_t first =
	    build->depth ? build->frames[build->depth - 1].first : 0;

	return count > first ? &stack_nodes(build)[count - 1] : NULL;
}

bool ari_build_at_key(const struct ari_build *build)
{
	const struct ari_build_frame *top = ari_build_top(build);

	return top && top->kind == ARI_NODE_MAPPING &&
	       (stack_count(build) - top->first) % 2 == 0;
}

static int put_node(struct ari_build *build, const struct ari_node *node)
{
	struct ari_buf *stack = &build->stack;

	if (stack->room - stack->len > sizeof(*node)) {
		memcpy(stack->ptr + stack->len, node, sizeof(*node));
		stack->len += sizeof(*node);
		return 0;
	}
	ari_buf_add(stack, (const char *)node, sizeof(*node));
	return build->stack.failed ? stop(build, ARI_BUILD_MEMORY) : 0;
}

int ari_build_push(struct ari_build *build, struct ari_node node)
{
	if (build->nodes >= ARI_TREE_NODES)
		return stop(build, ARI_BUILD_NODES);
	build->nodes++;
	return put_node(build, &node);
}

int ari_build_open(struct ari_build *build, uint8_t kind, uint8_t style,
		   uint32_t start)
{
	if (build->depth >= ARI_TREE_DEPTH)
		return stop(build, ARI_BUILD_DEPTH);
	if (build->nodes >= ARI_TREE_NODES)
		return stop(build, ARI_BUILD_NODES);
	build->nodes++;
	build->frames[build->depth++] =
	    (struct ari_build_frame){stack_count(build), start, kind, style};
	return 0;
}

struct ari_str ari_build_clip(struct ari_str text)
{
	if (text.len <= CLIP_BYTES)
		return text;
	text.len = CLIP_BYTES;
	while (text.len && (text.ptr[text.len] & 0xC0) == 0x80)
		text.len--;
	return text;
}

static void report_twice(struct ari_build *build, const struct ari_node *first,
			 const struct ari_node *again)
{
	struct ari_str key = ari_build_clip(ari_node_text(again));
	struct ari_diag *diag = ari_diags_add(build->diags, build->twice,
					      ari_node_span(again), &key, 1);

	if (!diag)
		return;
	diag->related = ari_node_span(first);
	diag->related_note = ARI_STR("first written here");
}

/* Most keys differ in length or at once: only the rest is compared. */
static bool same_text(const struct ari_node *a, const struct ari_node *b)
{
	return a->len == b->len &&
	       (!a->len || (a->u.text[0] == b->u.text[0] &&
			    !memcmp(a->u.text, b->u.text, a->len)));
}

static void compare_few(struct ari_build *build, const struct ari_node *items,
			uint32_t count)
{
	for (uint32_t i = 2; i < count; i += 2) {
		uint32_t k = 0;

		while (k < i && !same_text(&items[k], &items[i]))
			k += 2;
		if (k < i)
			report_twice(build, &items[k], &items[i]);
	}
}

/* Sort the keys, so that a mapping of a million costs no square. */
static int compare_many(struct ari_build *build, const struct ari_node *items,
			uint32_t count)
{
	struct ari_index_entry entry;
	struct ari_index index;
	const struct ari_index_entry *first;
	struct ari_index_entry *sorted;

	ari_buf_clear(&build->keys);
	for (uint32_t i = 0; i < count; i += 2) {
		entry.key = ari_node_text(&items[i]);
		entry.value = i;
		ari_buf_add(&build->keys, (const char *)&entry, sizeof(entry));
	}
	if (build->keys.failed)
		return stop(build, ARI_BUILD_MEMORY);
	sorted = (struct ari_index_entry *)(void *)build->keys.ptr;
	ari_index_build(&index, sorted, count / 2);
	first = sorted;
	for (size_t i = 1; i < index.count; i++) {
		if (ari_str_eq(first->key, sorted[i].key))
			report_twice(build, &items[first->value],
				     &items[sorted[i].value]);
		else
			first = &sorted[i];
	}
	return 0;
}

static int compare_keys(struct ari_build *build, const struct ari_node *items,
			uint32_t count)
{
	if (count / 2 > FEW_PAIRS)
		return compare_many(build, items, count);
	compare_few(build, items, count);
	return 0;
}

int ari_build_close(struct ari_build *build, uint32_t end)
{
	const struct ari_build_frame *frame = &build->frames[build->depth - 1];
	uint32_t count = stack_count(build) - frame->first;
	const struct ari_node *items =
	    count ? &stack_nodes(build)[frame->first] : NULL;
	struct ari_node node = {.kind = frame->kind,
				.style = frame->style,
				.start = frame->start,
				.end = end,
				.len = count};

	if (frame->kind == ARI_NODE_MAPPING &&
	    compare_keys(build, items, count))
		return -1;
	if (count) {
		struct ari_node *copy =
		    ari_arena_array(build->arena, count, sizeof(*copy));

		if (!copy)
			return stop(build, ARI_BUILD_MEMORY);
		memcpy(copy, items, count * sizeof(*copy));
		node.u.items = copy;
	}
	build->stack.len = frame->first * sizeof(node);
	build->depth--;
	return put_node(build, &node);
}

const struct ari_node *ari_build_root(struct ari_build *build)
{
	struct ari_node *root = ari_arena_alloc(build->arena, sizeof(*root));

	if (root)
		*root = stack_nodes(build)[0];
	return root;
}
