/*
 * What the cut promises, for the unit test and the fuzz target: where it
 * says that two versions are settled by their differing records alone,
 * parsing both whole gives the same movements.
 */
#ifndef TESTS_SUPPORT_CUT_H
#define TESTS_SUPPORT_CUT_H

#include <arising/load.h>
#include <arising/movement.h>

#include "load/cut.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cut_trial {
	struct ari_arena arena;
	struct ari_error err;
	struct ari_version *whole[2]; /* old, new */
	struct ari_version *part[2];
	struct ari_cut cuts[2];
	bool settled; /* the cut was certain */
	bool sound;   /* the later version could be relied on */
	char problem[1024];
};

static inline void cut_parse(struct cut_trial *t, struct ari_version **out,
			     struct ari_str bytes)
{
	struct ari_loader loader = {0};

	if (ari_version_read(out, &loader, ARI_STR("p"), bytes, false, &t->err))
		*out = NULL;
}

static inline bool cut_sound(struct ari_version *version)
{
	static const struct ari_snapshot nowhere;
	struct ari_error err;

	return version && !ari_version_sound(version, &nowhere, &err);
}

static inline bool cut_formerly(const struct ari_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->records[i].formerly.count)
			return true;
	return false;
}

static inline void cut_put(struct ari_buf *out, const struct ari_movement *m)
{
	ari_buf_printf(out, "%s %s/%.*s#%.*s %d %zu %u %u;",
		       ari_movement_name(m->kind), m->field, (int)m->key.len,
		       m->key.ptr ? m->key.ptr : "", (int)m->ref.len,
		       m->ref.ptr ? m->ref.ptr : "", m->days, m->word_count,
		       m->words_out, m->words_in);
	for (int i = 0; i < 2; i++) {
		const struct ari_node *node = i ? m->after : m->before;

		ari_buf_printf(out, "%d", node ? node->kind : 0);
		if (node && node->kind == ARI_NODE_SCALAR)
			ari_buf_str(out, ari_node_text(node));
	}
}

/* All movements, in the order of the change. */
static inline void cut_tell(struct cut_trial *t, struct ari_buf *out,
			    struct ari_version *const *pair)
{
	struct ari_plan_change *change;

	if (ari_movement_compare(&change, pair[0]->plan, pair[1]->plan, NULL,
				 &t->arena, &t->err)) {
		out->failed = true;
		return;
	}
	for (size_t i = 0; i < change->movement_count; i++)
		cut_put(out, &change->movements[i]);
	for (size_t r = 0; r < change->record_count; r++)
		for (size_t i = 0; i < change->records[r].movement_count; i++)
			cut_put(out, &change->records[r].movements[i]);
}

static inline bool cut_settles(struct cut_trial *t)
{
	struct ari_cut_text texts[2];
	bool failed = false;

	if (!ari_cut_match(&t->cuts[0], &t->cuts[1], &t->arena, &failed))
		return false;
	for (int i = 0; i < 2; i++) {
		if (ari_cut_reduce(&texts[i], &t->cuts[i], &t->arena, &t->err))
			return false;
		cut_parse(t, &t->part[i], texts[i].bytes);
		if (!t->part[i])
			return false;
	}
	return ari_cut_prove_reduced(&t->cuts[0], &texts[0], t->part[0],
				     &t->arena, &failed) &&
	       cut_sound(t->part[1]) && !cut_formerly(t->part[0]->plan) &&
	       !cut_formerly(t->part[1]->plan) &&
	       ari_str_eq(t->part[0]->plan->id.text, t->part[1]->plan->id.text);
}

static inline void cut_compare(struct cut_trial *t)
{
	struct ari_buf whole, part;

	if (!cut_sound(t->whole[0])) {
		snprintf(t->problem, sizeof(t->problem),
			 "the cut took a version that is not sound");
		return;
	}
	ari_buf_init(&whole, NULL);
	ari_buf_init(&part, NULL);
	cut_tell(t, &whole, t->whole);
	cut_tell(t, &part, t->part);
	if (!whole.failed && !part.failed &&
	    !ari_str_eq(ari_buf_view(&whole), ari_buf_view(&part)))
		snprintf(t->problem, sizeof(t->problem),
			 "whole: %.400s\ncut:   %.400s", whole.ptr, part.ptr);
	ari_buf_release(&whole);
	ari_buf_release(&part);
}

/* Try two versions; what is wrong is in t->problem. */
static inline void cut_try(struct cut_trial *t, struct ari_str old,
			   struct ari_str new)
{
	memset(t, 0, sizeof(*t));
	ari_arena_init(&t->arena, NULL, 0);
	cut_parse(t, &t->whole[0], old);
	cut_parse(t, &t->whole[1], new);
	t->sound = cut_sound(t->whole[1]);
	if (!t->sound || ari_cut_split(&t->cuts[0], old, &t->arena, &t->err) ||
	    ari_cut_split(&t->cuts[1], new, &t->arena, &t->err) ||
	    ari_cut_prove(&t->cuts[1], t->whole[1], &t->arena, &t->err))
		return;
	t->settled = cut_settles(t);
	if (t->settled)
		cut_compare(t);
}

static inline void cut_release(struct cut_trial *t)
{
	for (int i = 0; i < 2; i++) {
		ari_version_free(t->whole[i]);
		ari_version_free(t->part[i]);
	}
	ari_arena_release(&t->arena);
}

#endif
