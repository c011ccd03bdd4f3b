/*
 * Fuzz target: two plans with a line `---` between them. Whatever they are,
 * a plan beside itself has not moved, and the words of a change rebuild
 * both texts.
 */
#include <arising/movement.h>
#include <arising/yaml.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct side {
	struct ari_arena arena;
	struct ari_diags diags;
	struct ari_doc doc;
	struct ari_plan *plan;
};

static void die(const char *problem)
{
	fprintf(stderr, "%s\n", problem);
	abort();
}

static void read_side(struct side *side, struct ari_str bytes)
{
	struct ari_error err = {0};

	side->plan = NULL;
	ari_arena_init(&side->arena, NULL, 0);
	ari_diags_init(&side->diags, &side->arena);
	if (ari_yaml_read(&side->doc, &side->arena, bytes, NULL, &side->diags,
			  &err))
		die(err.message);
	if (!side->doc.root || side->doc.root->kind != ARI_NODE_MAPPING)
		return;
	if (ari_plan_bind(&side->plan, &side->doc, &side->arena,
			  ARI_STR("p.yaml"), &err) &&
	    err.code != ARI_ERR_LIMIT)
		die(err.message);
}

static size_t count_movements(const struct ari_plan_change *change)
{
	size_t count = change->movement_count;

	for (size_t i = 0; i < change->record_count; i++)
		count += change->records[i].movement_count;
	return count;
}

static void compare(const struct side *a, const struct side *b, bool same)
{
	struct ari_movement_dates dates = {
	    .from = 18000,
	    .to = 19000,
	    .period = {18900, 19000},
	    .prose_near = 19000,
	};
	struct ari_plan_change *change;
	struct ari_error err = {0};
	struct ari_arena arena;

	ari_arena_init(&arena, NULL, 0);
	if (ari_movement_compare(&change, a->plan, b->plan, &dates, &arena,
				 &err)) {
		if (err.code != ARI_ERR_LIMIT)
			die(err.message);
	} else if (same && count_movements(change)) {
		die("a plan moved beside itself");
	}
	ari_arena_release(&arena);
}

static bool distinct_refs(const struct ari_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (!plan->records[i].ref.text.len ||
		    ari_plan_find(plan, plan->records[i].ref.text) !=
			&plan->records[i])
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ari_str text = {(const char *)data, size};
	const char *line = size > 5 ? memmem(data, size, "\n---\n", 5) : NULL;
	struct ari_str first = text, second = {"", 0};
	struct side a, b;

	if (line) {
		first.len = (size_t)(line + 1 - text.ptr);
		second = (struct ari_str){line + 5, size - first.len - 4};
	}
	read_side(&a, first);
	read_side(&b, second);
	if (a.plan && b.plan)
		compare(&a, &b, false);
	if (a.plan && distinct_refs(a.plan))
		compare(&a, &a, true);
	ari_arena_release(&a.arena);
	ari_arena_release(&b.arena);
	return 0;
}
