/*
 * Refs that people would take for one: T.1 and t.1, T.01 and T-1. They are
 * two to git and to a search, and one in a meeting.
 */
#include "rules/internal.h"

#include <stdlib.h>

struct spelling {
	uint64_t hash; /* of the ref as people read it */
	uint32_t at;   /* position in records */
};

/*
 * The next byte of a ref as people read it: case, leading zeros and the
 * kind of separator do not count. 0 at the end.
 */
static char next_read(struct ari_str ref, size_t *at)
{
	char c;

	while (*at < ref.len && ref.ptr[*at] == '0' && *at + 1 < ref.len &&
	       ref.ptr[*at + 1] >= '0' && ref.ptr[*at + 1] <= '9' &&
	       (!*at || ref.ptr[*at - 1] < '0' || ref.ptr[*at - 1] > '9'))
		(*at)++;
	if (*at == ref.len)
		return 0;
	c = ari_rules__lower(ref.ptr[(*at)++]);
	return c == '-' || c == '_' || c == '/' || c == ' ' ? '.' : c;
}

/* FNV-1a, 64 bits: only to bring likely pairs together. */
static uint64_t hash_ref(struct ari_str ref)
{
	uint64_t hash = 14695981039346656037u;
	size_t at = 0;
	char c;

	while ((c = next_read(ref, &at)))
		hash = (hash ^ (unsigned char)c) * 1099511628211u;
	return hash;
}

static bool reads_same(struct ari_str a, struct ari_str b)
{
	size_t at_a = 0, at_b = 0;
	char c;

	do {
		c = next_read(a, &at_a);
		if (c != next_read(b, &at_b))
			return false;
	} while (c);
	return true;
}

static int compare_spellings(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Bits of the quick look: two of so few refs seldom share one by chance. */
#define MARKS 65536
#define MARKED_REFS 1000

/* Whether two refs may read the same; they are sorted only then. */
static bool may_be_alike(const struct ari_plan *plan)
{
	uint64_t marks[MARKS / 64] = {0};

	if (plan->count > MARKED_REFS)
		return true;
	for (size_t i = 0; i < plan->count; i++) {
		uint64_t hash = hash_ref(plan->records[i].ref.text);
		size_t at = (size_t)(hash ^ hash >> 32) % MARKS;
		uint64_t bit = (uint64_t)1 << at % 64;

		if (marks[at / 64] & bit)
			return true;
		marks[at / 64] |= bit;
	}
	return false;
}

static void check_ref_alike(struct ari_rules__pass *pass)
{
	const struct ari_plan *plan = pass->plan;
	struct spelling *all;

	if (!may_be_alike(plan))
		return;
	all = calloc(plan->count, sizeof(*all));
	if (!all) {
		pass->failed = true;
		return;
	}
	for (uint32_t i = 0; i < plan->count; i++)
		all[i] =
		    (struct spelling){hash_ref(plan->records[i].ref.text), i};
	qsort(all, plan->count, sizeof(*all), compare_spellings);
	for (size_t i = 1; i < plan->count; i++) {
		const struct ari_record *a = &plan->records[all[i - 1].at];
		const struct ari_record *b = &plan->records[all[i].at];

		if (all[i].hash != all[i - 1].hash || !a->ref.text.len ||
		    ari_str_eq(a->ref.text, b->ref.text) ||
		    !reads_same(a->ref.text, b->ref.text))
			continue;
		pass->record = b;
		ari_rules__relate(FIND(pass, ari_node_span(b->ref.node),
				       b->ref.text, a->ref.text),
				  ari_node_span(a->ref.node),
				  ARI_STR("the other ref"));
	}
	free(all);
}

const struct ari_check ari_rules__ref_alike = {
    {"ref-alike", ARI_LEVEL_WARNING,
     "the refs {0} and {1} are two, and will be taken for one",
     "if they are one matter, keep one record; if they are two, give this "
     "one a ref that reads otherwise",
     "Refs differ in more than case, zeros and dots."},
    ARI_CHECK_PLAN,
    check_ref_alike,
    0,
};
