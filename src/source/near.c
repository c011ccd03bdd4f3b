/*
 * Names that a mistyped one may have meant: cycles, branches, tags.
 */
#include "source/internal.h"

#include <string.h>

/* Names told in one message. */
#define NEAR_NAMES 3
/* Edits that still look like a slip of the hand. */
#define NEAR_EDITS 2
/* Refs looked at: more would make an error slow. */
#define NEAR_REFS 10000

struct candidates {
	struct {
		char name[64];
		unsigned edits;
	} best[NEAR_NAMES];
	size_t count;
	struct ari_str text;
};

/* The name as a user would type it; ptr NULL for refs nobody types. */
static struct ari_str short_name(const char *ref)
{
	static const char *const prefixes[] = {
	    "refs/tags/cycle/",
	    "refs/heads/",
	    "refs/tags/",
	};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(ref, prefixes[i], strlen(prefixes[i])) == 0)
			return ari_str_from(ref + strlen(prefixes[i]));
	return (struct ari_str){NULL, 0};
}

/* Nearest first, and among the equally near in the order of the bytes. */
static bool goes_before(const struct candidates *all, size_t at, unsigned edits,
			struct ari_str name)
{
	if (edits != all->best[at].edits)
		return edits < all->best[at].edits;
	return ari_str_cmp(name, ari_str_from(all->best[at].name)) < 0;
}

static void consider(struct candidates *all, struct ari_str name)
{
	size_t at = 0;
	unsigned edits;

	if (!name.ptr || name.len >= sizeof(all->best[0].name))
		return;
	edits = ari_str_distance(all->text, name, NEAR_EDITS);
	if (edits > NEAR_EDITS || edits >= name.len)
		return;
	while (at < all->count && !goes_before(all, at, edits, name))
		at++;
	if (at == NEAR_NAMES)
		return;
	if (all->count < NEAR_NAMES)
		all->count++;
	for (size_t i = all->count - 1; i > at; i--)
		all->best[i] = all->best[i - 1];
	memcpy(all->best[at].name, name.ptr, name.len);
	all->best[at].name[name.len] = '\0';
	all->best[at].edits = edits;
}

int ari_source__near(struct ari_buf *out, struct ari_repo *repo,
		     struct ari_str text, struct ari_error *err)
{
	struct candidates all = {.text = text};
	git_reference_iterator *refs = NULL;
	const char *ref;
	size_t seen = 0;
	int rc = git_reference_iterator_new(&refs, repo->git);

	while (rc == 0 && seen++ < NEAR_REFS) {
		rc = git_reference_next_name(&ref, refs);
		if (rc == 0)
			consider(&all, short_name(ref));
	}
	git_reference_iterator_free(refs);
	if (rc < 0 && rc != GIT_ITEROVER)
		return ari_source__fail(err, ARI_ERR_GIT,
					"cannot read the refs");
	for (size_t i = 0; i < all.count; i++)
		ari_buf_printf(out, "%s%s",
			       i ? ", " : "; near it: ", all.best[i].name);
	return out->failed ? ari_error_memory(err) : 0;
}
