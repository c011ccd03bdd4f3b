/*
 * Findings: facts about a document, kept with their place, sorted before
 * they are shown. Sentences come from the rooms' tables of rules.
 */
#include <arising/base.h>

#include <stdlib.h>
#include <string.h>

void ari_diags_init(struct ari_diags *diags, struct ari_arena *arena)
{
	*diags = (struct ari_diags){.arena = arena};
}

/* Put args in the place of {0} to {9}. */
static void expand(struct ari_buf *out, const char *tmpl,
		   const struct ari_str *args, size_t count)
{
	for (const char *p = tmpl; *p; p++) {
		if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
			size_t n = (size_t)(p[1] - '0');

			if (n < count)
				ari_buf_str(out, args[n]);
			p += 2;
			continue;
		}
		ari_buf_byte(out, *p);
	}
}

static struct ari_str expand_dup(struct ari_diags *diags, const char *tmpl,
				 const struct ari_str *args, size_t count)
{
	struct ari_str text = {NULL, 0};
	struct ari_buf buf;

	if (!tmpl)
		return text;
	ari_buf_init(&buf, diags->arena->alloc);
	expand(&buf, tmpl, args, count);
	if (!buf.failed)
		text = ari_arena_dup(diags->arena, ari_buf_view(&buf));
	if (!text.ptr)
		diags->failed = true;
	ari_buf_release(&buf);
	return text;
}

static bool reserve(struct ari_diags *diags)
{
	struct ari_diag *items =
	    ari_arena_grow(diags->arena, diags->items, diags->count,
			   &diags->room, sizeof(*items));

	if (items)
		diags->items = items;
	else
		diags->failed = true;
	return items;
}

struct ari_diag *ari_diags_add(struct ari_diags *diags,
			       const struct ari_rule *rule,
			       struct ari_span span, const struct ari_str *args,
			       size_t count)
{
	struct ari_diag *diag;

	if (rule->level == ARI_LEVEL_ERROR)
		diags->errors++;
	else
		diags->warnings++;
	if (diags->count >= ARI_DIAG_CAP) {
		diags->cut++;
		return NULL;
	}
	if (!reserve(diags))
		return NULL;
	diag = &diags->items[diags->count++];
	*diag =
	    (struct ari_diag){.rule = rule, .level = rule->level, .span = span};
	diag->message = expand_dup(diags, rule->sentence, args, count);
	diag->help = expand_dup(diags, rule->help, args, count);
	return diag;
}

static int compare_diags(const void *a, const void *b)
{
	const struct ari_diag *x = a, *y = b;

	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	if (x->span.end != y->span.end)
		return x->span.end < y->span.end ? -1 : 1;
	if (x->rule != y->rule)
		return strcmp(x->rule->code, y->rule->code);
	return ari_str_cmp(x->message, y->message);
}

void ari_diags_sort(struct ari_diags *diags)
{
	if (diags->count)
		qsort(diags->items, diags->count, sizeof(*diags->items),
		      compare_diags);
}
